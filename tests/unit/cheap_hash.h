/* tests/unit/cheap_hash.h - passwords of tests are hashed with the least that Argon2id takes: at full cost (64 MiB)
 * each hash is 50 ms of a processor, and a test of accounts nothing but that. Checking takes what the hash says.
 *
 * Include it once in a program: its function goes before that of libsodium. Never where the cost is what is tested. */
#ifndef TESTS_CHEAP_HASH_H
#define TESTS_CHEAP_HASH_H

#include <sodium.h>

static bool full_cost; /* for what needs it */

int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *password, unsigned long long len,
		      unsigned long long ops, size_t mem)
{
	return crypto_pwhash_argon2id_str(out, password, len, full_cost ? ops : crypto_pwhash_argon2id_OPSLIMIT_MIN,
					  full_cost ? mem : crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

#endif
