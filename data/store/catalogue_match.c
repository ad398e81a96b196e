/* data/store/catalogue_match.c - lists that narrow while one types: topics and executors, by code, by
 * the words of their names in any form and by what citizens call them.
 *
 * Runs on every keystroke, over words that were folded once (catalogue_words.c). Only order and choice:
 * what a typed code or word means for a move is decided by core. */
#include "core/text.h"
#include "data/store/catalogue_internal.h"

/* A code stands before any words; each word that is found before all that is said of how. Then what is
 * rare in the list («витік») before what is everywhere («будинок»), a name, its beginning, a part of a
 * word; then who has less besides what was typed («гаряча вода» before «гаряча вода тече по вулиці»); in
 * the end the order of the codes. Enter takes the first row, so an accident that is found only by a part of
 * what citizens say for it stands behind all that have as many words, and an urgent one (A1) that is not
 * said in full behind its equals. */
enum { SCORE_CODE = 100000, SCORE_CODE_GROUP = 60000, SCORE_CODE_BEGINS = 40000, SCORE_STRONG = 1000,
	SCORE_DOUBTFUL = -500, SCORE_RARE = 3, SCORE_NAME = 1, SCORE_FIRST = 2, SCORE_PART = 1 };

enum { ALL = 100 };

/* So many words does a code stand for, that what is found by words is left out. */
enum { WORDS_OF_CODE = 2 * TYPED_MAX_WORDS + 1 };

/* found: bits of the typed words that were found; words: how many of those that say something; share: of
 * 100 words of what was found, those typed; named: the name alone has all of them; urgent: A1, not all of it said. */
struct hit {
	int score, words, share, i;
	unsigned found;
	bool named, urgent;
};

static int by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	if (x->urgent != y->urgent)
		return x->urgent ? 1 : -1;
	return x->share != y->share ? y->share - x->share : x->i - y->i;
}

static int code_score(const char *code, const char *typed)
{
	static const int scores[] = { [CODE_NONE] = 0, [CODE_BEGINS] = SCORE_CODE_BEGINS,
		[CODE_GROUP] = SCORE_CODE_GROUP, [CODE_EXACT] = SCORE_CODE };

	return scores[code_match(code, typed)];
}

/* What the words of an entry are worth, and which of the typed ones they answer to. A group finds, but
 * says nothing of the order. */
static void words_score(const struct entry_keys *k, const struct typed *t, struct hit *h)
{
	unsigned name = 0;
	int best = 0;

	h->found = phrase_score(&k->group, t).found;
	for (int i = 0; i < k->n; i++) {
		struct phrase_hit one = phrase_score(&k->phrases[i], t);

		if (i == 0 && one.score)
			one.score += SCORE_NAME + (strncmp(k->name, t->word[0], strlen(t->word[0])) == 0) * SCORE_FIRST;
		name = i == 0 ? one.found : name;
		best = one.score > best ? one.score : best;
		h->share = one.share > h->share ? one.share : h->share;
		h->found |= one.found;
	}
	h->words = bits(h->found & t->strong);
	h->named = (h->found & t->strong & ~name) == 0;
	h->score = h->words ? h->words * SCORE_STRONG + best : 0;
}

static struct hit topic_hit(const struct catalogue *c, int i, const struct typed *t)
{
	struct hit h = { .i = i, .score = code_score(c->topics[i].code, t->raw), .words = WORDS_OF_CODE };

	if (h.score)
		return h;
	words_score(&c->keys->topics[i], t, &h);
	int priority = h.share < ALL ? vocab_wire_index(&vocab_priority, c->topics[i].priority) : -1;

	h.urgent = priority == PRI_A1;
	if (h.score && !h.named && (priority == PRI_A1 || priority == PRI_A2))
		h.score += SCORE_DOUBTFUL;
	return h;
}

static struct hit service_hit(const struct catalogue *c, int i, const struct typed *t)
{
	const struct service *v = &c->services[i];
	struct hit h = { .i = i, .words = WORDS_OF_CODE };
	size_t n = strlen(t->raw);

	if (!v->active)
		return h;
	if (strncasecmp(v->code, t->raw, n) == 0) {
		h.score = v->code[n] ? SCORE_CODE_BEGINS : SCORE_CODE;
		return h;
	}
	words_score(&c->keys->services[i], t, &h);
	if (!h.score && strstr(c->keys->services[i].name, t->fold)) { /* Львів|водоканал */
		h.words = bits(t->strong);
		h.score = SCORE_PART + SCORE_STRONG * h.words;
	}
	return h;
}

/* One of the two lists. */
struct list {
	const struct catalogue *c;
	int n;
	struct hit (*hit)(const struct catalogue *c, int i, const struct typed *t);
};

/* How often the list is halved until only those are left that have the word. */
static int rarity(const struct hit *hits, int n, int all, int word)
{
	int with = 0, halves = 0;

	for (int i = 0; i < n; i++)
		with += hits[i].found >> word & 1;
	for (; with && with * 2 <= all; with *= 2)
		halves++;
	return halves;
}

static void add_rarity(struct hit *hits, int n, int all, const struct typed *t)
{
	for (int w = 0; w < t->n; w++) {
		int worth = t->strong >> w & 1 ? rarity(hits, n, all, w) * SCORE_RARE : 0;

		for (int i = 0; i < n; i++)
			hits[i].score += hits[i].found >> w & 1 ? worth : 0;
	}
}

/* The best first. Who answers to no more than half of what the best one does is left out. */
static int score_all(const struct list *l, const char *typed, struct hit *hits, struct arena *mem)
{
	struct typed t;
	int found = 0, most = 0, kept = 0;

	typed_read(&t, typed, &l->c->keys->weak, mem);
	for (int i = 0; t.n && i < l->n; i++) {
		hits[found] = l->hit(l->c, i, &t);
		if (!hits[found].score)
			continue;
		most = hits[found].words > most ? hits[found].words : most;
		found++;
	}
	add_rarity(hits, found, l->n, &t);
	for (int i = 0; i < found; i++)
		if (hits[i].words * 2 > most)
			hits[kept++] = hits[i];
	qsort(hits, (size_t)kept, sizeof(*hits), by_score);
	return kept;
}

/* The hits, best first; with the keyboard's other layout when there was none. */
static int match(const struct list *l, const char *typed, int max, struct hit **hits, struct arena *mem)
{
	*hits = arena_alloc(mem, (size_t)(l->n + 1) * sizeof(**hits));
	int found = score_all(l, typed, *hits, mem);

	if (!found)
		found = score_all(l, text_layout(mem, typed), *hits, mem);
	return found < max ? found : max;
}

int catalogue_match_topics(const struct catalogue *c, const char *typed, const struct topic **out,
			   int max)
{
	const struct list l = { .c = c, .n = c->ntopics, .hit = topic_hit };
	struct arena mem = { 0 };
	struct hit *hits;
	int n = match(&l, typed, max, &hits, &mem);

	for (int i = 0; i < n; i++)
		out[i] = &c->topics[hits[i].i];
	arena_free(&mem);
	return n;
}

int catalogue_match_services(const struct catalogue *c, const char *typed, const struct service **out,
			     int max)
{
	const struct list l = { .c = c, .n = c->nservices, .hit = service_hit };
	struct arena mem = { 0 };
	struct hit *hits;
	int n = match(&l, typed, max, &hits, &mem);

	for (int i = 0; i < n; i++)
		out[i] = &c->services[hits[i].i];
	arena_free(&mem);
	return n;
}
