/* tests/lib/random.h - numbers that look like chance and are the same for the same seed on every machine. */
#ifndef TESTS_LIB_RANDOM_H
#define TESTS_LIB_RANDOM_H

#include <stdint.h>

/* The next of the sequence *state, from 0 to n - 1. splitmix64 (Steele, Lea, Flood 2014). */
static inline unsigned random_below(uint64_t *state, unsigned n)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (unsigned)((z ^ (z >> 31)) % n);
}

#endif
