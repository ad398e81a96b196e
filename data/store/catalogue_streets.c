/* data/store/catalogue_streets.c - streets by the beginnings of their words, old names with the name of
 * today. What follows the street in an address (house, flat) may be typed behind it. */
#include "core/address.h"
#include "core/text.h"
#include "data/store/catalogue_internal.h"
#include "data/store/house_key.h"
#include "data/store/store_internal.h"

enum { SCORE_WHOLE = 4, SCORE_BEGINS = 2, SCORE_FIRST_WORD = 4, SCORE_TODAY = 1 };

struct street_hit {
	int score, i;
	struct street street;
};

/* A street's type is typed in full or short: the type of the row begins the word or the reverse. */
static bool is_type(const char *type, const char *word)
{
	size_t n = strlen(type), m = strlen(word);

	return n && m > 2 && memcmp(type, word, n < m ? n : m) == 0;
}

static int name_score(const char *name, const char *type, const struct typed *t)
{
	int score = 0;

	for (int w = 0; w < t->n; w++) {
		enum word_match m = name_has_word(name, t->word[w]);
		bool house = score && t->word[w][0] >= '0' && t->word[w][0] <= '9';

		if (m)
			score += m == WORD_WHOLE ? SCORE_WHOLE : SCORE_BEGINS;
		else if (house)
			break; /* the rest is no part of the name */
		else if (!is_type(type, t->word[w]))
			return 0;
		if (m && strncmp(name, t->word[w], strlen(t->word[w])) == 0)
			score += SCORE_FIRST_WORD;
	}
	return score;
}

/* Keeps the best `max` of the hits in order; rows come in the order of the alphabet. */
static void keep(struct street_hit *best, int *n, int max, const struct street_hit *h)
{
	int at = *n;

	while (at > 0 && best[at - 1].score < h->score)
		at--;
	if (at >= max)
		return;
	if (*n < max)
		(*n)++;
	memmove(&best[at + 1], &best[at], (size_t)(*n - 1 - at) * sizeof(*best));
	best[at] = *h;
}

static int scan(struct store *s, const struct typed *t, struct arena *mem, struct street_hit *best,
		int max)
{
	struct err e = { 0 };
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT type, name, now, fold FROM street WHERE active ORDER BY fold");
	int n = 0;

	while (db_row(&s->db, st, &e)) {
		struct arena row = { 0 };
		struct street_hit h = { .score = name_score(db_text(&row, st, 3),
							     text_fold(&row, db_text(&row, st, 0)), t) };

		arena_free(&row);
		if (!h.score)
			continue;
		h.street = (struct street){ .type = db_text(mem, st, 0), .name = db_text(mem, st, 1),
					    .now = db_text(mem, st, 2) };
		h.score += *h.street.now ? 0 : SCORE_TODAY;
		keep(best, &n, max, &h);
	}
	return n;
}

int catalogue_match_streets(struct store *s, const char *typed, struct arena *mem, struct street *out,
			    int max)
{
	struct street_hit *best = arena_alloc(mem, (size_t)(max + 1) * sizeof(*best));
	struct typed t;

	typed_read(&t, typed, NULL, mem);
	int n = t.n ? scan(s, &t, mem, best, max) : 0;

	if (!n && t.n) {
		typed_read(&t, text_layout(mem, typed), NULL, mem);
		n = t.n ? scan(s, &t, mem, best, max) : 0;
	}
	for (int i = 0; i < n; i++)
		out[i] = best[i].street;
	return n;
}

/* --- old names ---------------------------------------------------------------------------------- */

/* Whether the address may mean a street of this type and name. */
static bool is_street(const struct address *x, const char *key, const char *type, const char *name,
		      struct arena *mem)
{
	return (x->common_type || strcmp(x->type, type) == 0) && strcmp(address_street_key(mem, name), key) == 0;
}

int catalogue_renamed_streets(struct store *s, const char *address, struct arena *mem, struct street *out, int max)
{
	struct err e = { 0 };
	struct address x;
	int n = 0;
	bool today = false;

	address_parse(mem, address, &x);
	if (x.crossing || !street_was_renamed(s, &x, mem))
		return 0;
	const char *key = address_street_key(mem, x.street);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT type, name, now FROM street WHERE active ORDER BY fold, now");

	while (db_row(&s->db, st, &e)) {
		struct arena row = { 0 };
		const struct street one = { .type = db_text(&row, st, 0), .name = db_text(&row, st, 1),
					    .now = db_text(&row, st, 2) };

		if (is_street(&x, key, one.type, one.name, &row)) {
			today = today || !*one.now;
			if (*one.now && n < max)
				out[n++] = (struct street){ .type = arena_strdup(mem, one.type),
					.name = arena_strdup(mem, one.name), .now = arena_strdup(mem, one.now) };
		}
		arena_free(&row);
	}
	sqlite3_reset(st);
	return today ? 0 : n;
}

/* --- an address where a topic is asked for ------------------------------------------------------ */

/* Whether a street is called so; whole: its name has the first word as it is typed. */
static bool names_street(struct store *s, const char *typed, bool whole, struct arena *mem)
{
	struct street found;
	struct typed t;

	typed_read(&t, typed, NULL, mem);
	if (!t.n || !catalogue_match_streets(s, typed, mem, &found, 1))
		return false;
	return !whole || name_has_word(street_fold(mem, found.name), t.word[0]) == WORD_WHOLE;
}

static bool is_address(struct store *s, const char *typed, bool topics, struct arena *mem)
{
	struct address_start at;

	address_begin(mem, typed, &at);
	if (at.type)
		return at.only || (*at.rest && names_street(s, at.rest, false, mem));
	if (at.house)
		return names_street(s, typed, topics, mem);
	return !topics && names_street(s, typed, false, mem);
}

const char *catalogue_as_address(struct store *s, const char *typed, bool topics, struct arena *mem)
{
	typed += strspn(typed, " ");
	if (!*typed)
		return NULL;
	if ((unsigned char)*typed < 0x80) { /* Latin: streets are found by what was meant, too */
		const char *meant = text_layout(mem, typed);

		return is_address(s, meant, topics, mem) ? meant : NULL;
	}
	return is_address(s, typed, topics, mem) ? arena_strdup(mem, typed) : NULL;
}
