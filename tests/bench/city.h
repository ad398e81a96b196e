/* tests/bench/city.h - rows of a made-up city for measuring: row i is always the same, whatever was made before
 * it, so that a base can be grown, resumed and made again elsewhere. Nobody in it exists.
 *
 * Distributions are those that the design was measured with: telephones and words by Zipf (0.8 and 0.95), texts
 * of some 440 bytes, ten years for ten million calls and three million appeals. Knows no base. */
#ifndef TESTS_BENCH_CITY_H
#define TESTS_BENCH_CITY_H

#include "core/arena.h"
#include "core/call.h"

enum { CITY_WORDS = 20000, CITY_PHONES = 1500000, CITY_OPERATORS = 100 };

/* One call and one appeal among all have these: the filter that leaves one row. */
#define CITY_ONCE_WORD "єдинорогом"
#define CITY_ONCE_LOGIN "lone"

struct city;
struct city *city_new(void);
void city_free(struct city *c);

/* Call i, ready for calls_append(); texts in the arena. */
void city_call(const struct city *c, int64_t i, struct arena *mem, struct call *out);

/* The header of a file of appeals, and appeal i as a line of it (core/import_appeal.h). */
const char *city_header(void);
const char *city_appeal(const struct city *c, int64_t i, struct arena *mem);

/* For queries: a word by its rank (0 is the commonest), a telephone by its rank as nine digits. */
const char *city_word(const struct city *c, int rank);
const char *city_phone(const struct city *c, int rank, struct arena *mem);

/* Numbers that look random and are the same for the same seed. */
struct chance {
	uint64_t state;
};
struct chance chance_of(uint64_t seed, int64_t i);
uint64_t chance_next(struct chance *c);
/* 0..n-1 */
int chance_below(struct chance *c, int n);
/* A rank of the city's words or telephones by their Zipf distribution. */
int chance_word(struct chance *c, const struct city *of);
int chance_phone(struct chance *c, const struct city *of);

#endif
