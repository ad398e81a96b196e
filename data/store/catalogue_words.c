/* data/store/catalogue_words.c - the words by which topics and executors are found: of their names, and
 * those that citizens say for them (data/seed/words.tsv); and how typed words answer to them.
 *
 * Everything is folded once, when the catalogue is loaded: what runs on a keystroke compares bytes and,
 * for words that begin with the same letter, forms of a word. */
#include "core/text.h"
#include "core/text_stem.h"
#include "data/seed/seed.h"
#include "data/store/catalogue_internal.h"
#include "data/store/store_internal.h"

enum { LINE_MAX_BYTES = 4096 };

/* A word found is worth more than all that tells two findings apart. A beginning of three letters (of two
 * bytes) may stand for the whole word. */
enum { SCORE_WORD = 10, SCORE_COMPLETE = 8, BEGINNING_MIN = 6 };

/* --- when the catalogue is loaded ------------------------------------------------------------- */

static bool phrase_has(const struct phrase *p, const char *word)
{
	for (int i = 0; i < p->n; i++) /* the second byte tells most letters apart */
		if (p->word[i][1] == word[1] && strcmp(p->word[i], word) == 0)
			return true;
	return false;
}

/* «вже», «на», «2»: found in a phrase, but nothing is missing without it. */
static bool is_weak(const char *word, const struct phrase *weak)
{
	return weak && (phrase_has(weak, word) || (word[0] >= '0' && word[0] <= '9'));
}

/* Bits of the words that say something. */
static unsigned strong_words(const char *const *word, int n, const struct phrase *weak)
{
	unsigned strong = 0, all = n ? (2u << (n - 1)) - 1 : 0;

	for (int i = 0; i < n; i++)
		strong |= is_weak(word[i], weak) ? 0u : 1u << i;
	return strong ? strong : all;
}

/* Cuts folded text at its spaces; returns how many words of at most `max` were put into out. */
static int cut_words(char *folded, const char **out, int max)
{
	int n = 0;

	while (*folded && n < max) {
		out[n++] = folded;
		folded += strcspn(folded, " ");
		if (*folded)
			*folded++ = '\0';
	}
	return n;
}

static struct phrase phrase_of(struct arena *mem, const char *text, const struct phrase *weak)
{
	const char *word[PHRASE_MAX_WORDS];
	struct phrase p = { .n = cut_words(text_fold(mem, text), word, PHRASE_MAX_WORDS) };

	p.word = arena_alloc(mem, (size_t)(p.n + 1) * sizeof(*p.word));
	memcpy(p.word, word, (size_t)p.n * sizeof(*p.word));
	p.need = strong_words(p.word, p.n, weak);
	return p;
}

/* ЛМКП «Львівводоканал» is called Львівводоканал; a name that goes on after the » is another one. */
static const char *core_name(struct arena *mem, const char *name)
{
	static const char open[] = "\u00AB", close[] = "\u00BB";
	const char *from = strstr(name, open);
	const char *to = from ? strstr(from, close) : NULL;

	if (!to || to[sizeof(close) - 1])
		return "";
	from += sizeof(open) - 1;
	return text_fold(mem, arena_strndup(mem, from, (size_t)(to - from)));
}

static int count_of(const char *s, char c)
{
	int n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/* Puts the phrases of "a b; c d" behind those the entry has. */
static void add_phrases(struct entry_keys *k, const char *words, const struct phrase *weak, struct arena *mem)
{
	struct phrase *all = arena_alloc(mem, (size_t)(k->n + count_of(words, ';') + 1) * sizeof(*all));

	memcpy(all, k->phrases, (size_t)k->n * sizeof(*all));
	k->phrases = all;
	while (*words) {
		size_t len = strcspn(words, ";");

		all[k->n++] = phrase_of(mem, arena_strndup(mem, words, len), weak);
		words += len + (words[len] == ';');
	}
}

static struct entry_keys keys_of(const char *name, const struct phrase *weak, struct arena *mem)
{
	struct entry_keys k = { .name = text_fold(mem, name), .core = core_name(mem, name), .n = 1,
				.phrases = arena_alloc(mem, sizeof(struct phrase)) };

	k.phrases[0] = phrase_of(mem, name, weak);
	return k;
}

static struct phrase all_words(const char *words, struct arena *mem)
{
	struct phrase p = { .word = arena_alloc(mem, strlen(words) * sizeof(*p.word) + sizeof(*p.word)) };

	p.n = cut_words(text_fold(mem, words), p.word, (int)strlen(words));
	return p;
}

/* The entry of a row of words.tsv; NULL: the city has no such code. */
static struct entry_keys *entry_of(const struct catalogue *c, struct catalogue_keys *keys, const char *what,
				   const char *code)
{
	if (strcmp(what, "topic") == 0) {
		const struct topic *t = catalogue_topic(c, code);

		return t ? &keys->topics[t - c->topics] : NULL;
	}
	const struct service *s = catalogue_service(c, code);

	return s ? &keys->services[s - c->services] : NULL;
}

/* Words of the city itself go in place of those the program knows. */
static enum err_code own_words(struct store *s, const struct catalogue *c, struct catalogue_keys *keys, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT what, code, words, active FROM word");

	while (db_row(&s->db, st, e)) {
		struct arena row = { 0 };
		struct entry_keys *k = entry_of(c, keys, db_text(&row, st, 0), db_text(&row, st, 1));

		if (k) {
			k->own = true;
			if (sqlite3_column_int(st, 3))
				add_phrases(k, db_text(&s->mem, st, 2), &keys->weak, &s->mem);
		}
		arena_free(&row);
	}
	return e->code;
}

/* what, code, words; the row of weak words comes first. */
static void read_words(const struct catalogue *c, struct catalogue_keys *keys, struct arena *mem)
{
	struct seed list = seed_words;
	char line[LINE_MAX_BYTES];
	const char *cols[3];

	while (seed_next(&list, line, sizeof(line), cols, (int)COUNT(cols)) > 0) {
		struct entry_keys *k = entry_of(c, keys, cols[0], cols[1]);

		if (k && !k->own)
			add_phrases(k, cols[2], &keys->weak, mem);
	}
}

static struct phrase read_weak(struct arena *mem)
{
	struct seed list = seed_words;
	char line[LINE_MAX_BYTES];
	const char *cols[3];

	while (seed_next(&list, line, sizeof(line), cols, (int)COUNT(cols)) > 0)
		if (strcmp(cols[0], "weak") == 0)
			return all_words(cols[2], mem);
	return (struct phrase){ .n = 0 };
}

enum err_code catalogue_words(struct store *s, struct catalogue *c, struct err *e)
{
	struct arena *mem = &s->mem;
	struct catalogue_keys *keys = arena_alloc(mem, sizeof(*keys));

	keys->store = s;
	keys->weak = read_weak(mem);
	keys->topics = arena_alloc(mem, (size_t)(c->ntopics + 1) * sizeof(*keys->topics));
	keys->services = arena_alloc(mem, (size_t)(c->nservices + 1) * sizeof(*keys->services));
	for (int i = 0; i < c->ntopics; i++) {
		keys->topics[i] = keys_of(c->topics[i].name, &keys->weak, mem);
		keys->topics[i].group = phrase_of(mem, c->topics[i].group, &keys->weak);
	}
	for (int i = 0; i < c->nservices; i++)
		keys->services[i] = keys_of(c->services[i].name, &keys->weak, mem);
	if (own_words(s, c, keys, e))
		return e->code;
	read_words(c, keys, mem);
	c->keys = keys;
	return ERR_OK;
}

/* --- on a keystroke --------------------------------------------------------------------------- */

void typed_read(struct typed *t, const char *s, const struct phrase *weak, struct arena *mem)
{
	char *words = text_fold(mem, s);

	s += strspn(s, " \t");
	size_t len = strlen(s);

	while (len && strchr(" \t", s[len - 1]))
		len--;
	*t = (struct typed){ .raw = arena_strndup(mem, s, len), .fold = arena_strdup(mem, words) };
	t->n = cut_words(words, t->word, TYPED_MAX_WORDS);
	t->strong = strong_words(t->word, t->n, weak);
}

/* Words that do not begin with the same letter are nothing to each other: most pairs end there. */
static enum word_match word_matches(const char *word, const char *typed)
{
	if (word[0] != typed[0] || word[1] != typed[1])
		return typed[1] || word[0] != typed[0] ? WORD_NONE : WORD_PREFIX;
	size_t n = strlen(typed);

	if (strncmp(word, typed, n) == 0)
		return word[n] ? text_same_word(word, typed) ? WORD_FORM : WORD_PREFIX : WORD_WHOLE;
	return text_same_word(word, typed) ? WORD_FORM : WORD_NONE;
}

enum word_match name_has_word(const char *name, const char *word)
{
	size_t n = strlen(word);
	enum word_match best = WORD_NONE;

	while (*name) {
		size_t len = strcspn(name, " ");

		if (len >= n && memcmp(name, word, n) == 0) {
			if (len == n)
				return WORD_WHOLE;
			best = WORD_PREFIX;
		}
		name += len + (name[len] == ' ');
	}
	return best;
}

/* The best word of the phrase for typed word w, its place to *at. A weak word is found only as it is:
 * «не» is no beginning of «несправний». */
static enum word_match best_word(const struct phrase *p, const struct typed *t, int w, int *at)
{
	enum word_match best = t->strong >> w & 1 ? WORD_NONE : WORD_WHOLE - 1;

	for (int i = 0; i < p->n && best < WORD_WHOLE; i++) {
		enum word_match m = word_matches(p->word[i], t->word[w]);

		if (m > best) {
			best = m;
			*at = i;
		}
	}
	return *at < 0 ? WORD_NONE : best;
}

int bits(unsigned set)
{
	int n = 0;

	for (; set; set &= set - 1)
		n++;
	return n;
}

struct phrase_hit phrase_score(const struct phrase *p, const struct typed *t)
{
	struct phrase_hit h = { .score = 0 };
	unsigned used = 0;

	for (int w = 0; w < t->n; w++) {
		int at = -1;
		enum word_match m = best_word(p, t, w, &at);

		if (!m)
			continue;
		h.found |= 1u << w;
		if (m > WORD_PREFIX || strlen(t->word[w]) >= BEGINNING_MIN)
			used |= 1u << at;
		h.score += SCORE_WORD + (int)m;
	}
	h.share = p->need ? 100 * bits(used & p->need) / bits(p->need) : 0;
	if (h.score && (used & p->need) == p->need)
		h.score += SCORE_COMPLETE;
	return h;
}
