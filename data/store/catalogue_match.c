/* data/store/catalogue_match.c - lists that narrow while one types: topics and executors.
 *
 * Runs on every keystroke, over names that were folded once. Only order and choice: what a typed code
 * or word means for a move is decided by core. */
#include "core/text.h"
#include "data/store/catalogue_internal.h"

/* What a word is worth in a name, in the name of its group and as an executor's code. */
enum { SCORE_CODE = 1000, SCORE_CODE_GROUP = 600, SCORE_CODE_BEGINS = 400, SCORE_NAME = 20,
	SCORE_GROUP = 5, SCORE_FIRST = 2, SCORE_PART = 1 };

struct hit {
	int score, i;
};

/* --- what was typed -------------------------------------------------------------------------- */

void typed_read(struct typed *t, const char *s, struct arena *mem)
{
	char *words = text_fold(mem, s);

	s += strspn(s, " \t");
	size_t len = strlen(s);

	while (len && strchr(" \t", s[len - 1]))
		len--;
	*t = (struct typed){ .raw = arena_strndup(mem, s, len), .fold = arena_strdup(mem, words) };
	while (*words && t->n < TYPED_MAX_WORDS) {
		size_t n = strcspn(words, " ");

		t->word[t->n++] = words;
		words += n;
		if (*words)
			*words++ = '\0';
	}
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

/* A code "02.03" as group 2 and item 3; false for codes of another form. */
static bool read_code(const char *code, int *group, int *item)
{
	const char digits[] = "0123456789";

	if (strlen(code) != 5 || code[2] != '.' || strspn(code, digits) != 2 ||
	    strspn(code + 3, digits) != 2)
		return false;
	*group = (code[0] - '0') * 10 + code[1] - '0';
	*item = (code[3] - '0') * 10 + code[4] - '0';
	return true;
}

/* At most two digits as a number, -1 when they are none or more. */
static int two_digits(const char *s, size_t n)
{
	if (n < 1 || n > 2)
		return -1;
	return n == 1 ? s[0] - '0' : (s[0] - '0') * 10 + s[1] - '0';
}

/* "2.3", "02.", "2 31": group and item were parted. */
static enum code_match parted_match(int group, int item, const char *typed, size_t left)
{
	const char *right = typed + left + strspn(typed + left, ". ");
	size_t n = strlen(right);

	if (two_digits(typed, left) != group)
		return CODE_NONE;
	if (n == 0)
		return CODE_GROUP;
	if (two_digits(right, n) == item)
		return CODE_EXACT;
	return n == 1 && right[0] - '0' == item / 10 ? CODE_BEGINS : CODE_NONE;
}

enum code_match code_match(const char *code, const char *typed)
{
	size_t left = strspn(typed, "0123456789");
	int group, item;

	if (strcasecmp(code, typed) == 0)
		return CODE_EXACT;
	if (left == 0 || !read_code(code, &group, &item))
		return CODE_NONE;
	if (typed[left]) /* only digits may follow the parting dot or space */
		return typed[strspn(typed, "0123456789. ")] ? CODE_NONE
							    : parted_match(group, item, typed, left);
	const char plain[] = { code[0], code[1], code[3], code[4], '\0' };
	const char *bare = plain + (plain[0] == '0');

	if (strcmp(plain, typed) == 0 || strcmp(bare, typed) == 0)
		return CODE_EXACT;
	if (two_digits(typed, left) == group)
		return CODE_GROUP;
	return strncmp(plain, typed, left) == 0 || strncmp(bare, typed, left) == 0 ? CODE_BEGINS
										   : CODE_NONE;
}

/* --- the best first --------------------------------------------------------------------------- */

static int by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return x->score != y->score ? y->score - x->score : x->i - y->i;
}

static int code_score(const char *code, const char *typed)
{
	static const int scores[] = { [CODE_NONE] = 0, [CODE_BEGINS] = SCORE_CODE_BEGINS,
		[CODE_GROUP] = SCORE_CODE_GROUP, [CODE_EXACT] = SCORE_CODE };

	return scores[code_match(code, typed)];
}

/* Every word must be found, or it is no match at all. */
static int words_score(const char *name, const char *group, const struct typed *t)
{
	int score = 0;

	for (int w = 0; w < t->n; w++) {
		enum word_match in_name = name_has_word(name, t->word[w]);
		enum word_match in_group = name_has_word(group, t->word[w]);

		if (!in_name && !in_group)
			return 0;
		score += in_name ? SCORE_NAME * (int)in_name : SCORE_GROUP * (int)in_group;
	}
	if (t->n && strncmp(name, t->word[0], strlen(t->word[0])) == 0)
		score += SCORE_FIRST;
	return score;
}

static int topic_score(const struct catalogue *c, int i, const struct typed *t)
{
	int score = code_score(c->topics[i].code, t->raw);

	return score ? score
		     : words_score(c->keys->topics[i].name, c->keys->topics[i].group, t);
}

static int service_score(const struct catalogue *c, int i, const struct typed *t)
{
	const struct service *v = &c->services[i];
	const char *name = c->keys->services[i].name;
	size_t n = strlen(t->raw);

	if (!v->active)
		return 0;
	if (strncasecmp(v->code, t->raw, n) == 0)
		return v->code[n] ? SCORE_CODE_BEGINS : SCORE_CODE;
	int score = words_score(name, "", t);

	return score ? score : strstr(name, t->fold) ? SCORE_PART : 0;
}

/* One of the two lists. */
struct list {
	const struct catalogue *c;
	int n;
	int (*score)(const struct catalogue *c, int i, const struct typed *t);
};

static int score_all(const struct list *l, const char *typed, struct hit *hits, struct arena *mem)
{
	struct typed t;
	int found = 0;

	typed_read(&t, typed, mem);
	for (int i = 0; t.n && i < l->n; i++) {
		hits[found] = (struct hit){ .score = l->score(l->c, i, &t), .i = i };
		found += hits[found].score > 0;
	}
	qsort(hits, (size_t)found, sizeof(*hits), by_score);
	return found;
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
	const struct list l = { .c = c, .n = c->ntopics, .score = topic_score };
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
	const struct list l = { .c = c, .n = c->nservices, .score = service_score };
	struct arena mem = { 0 };
	struct hit *hits;
	int n = match(&l, typed, max, &hits, &mem);

	for (int i = 0; i < n; i++)
		out[i] = &c->services[hits[i].i];
	arena_free(&mem);
	return n;
}
