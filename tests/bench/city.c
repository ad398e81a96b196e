/* tests/bench/city.c - see city.h. Words, streets and names are those of data/seed; words that are missing to
 * twenty thousand are made of their beginnings, so that many begin with the same five letters. */
#include "tests/bench/city.h"

#include <math.h>

#include "core/import_appeal.h"
#include "core/text.h"
#include "data/seed/seed.h"

enum {
	LIST_MAX = 4000,
	TEXT_WORDS_MIN = 12, TEXT_WORDS_MORE = 54, /* 39 words, some 440 bytes */
	CALL_EVERY_MS = 31558, APPEAL_EVERY_MS = 105192, /* ten million and three million in ten years */
	NUMBERS_A_YEAR = 310000, /* more than a year has appeals */
	ONCE_AT = 777
};

/* 01.01.2013, so that the last row of the largest base is in the past wherever the clock stands. */
static const int64_t start_ms = INT64_C(1356998400000);

struct list {
	const char *v[LIST_MAX];
	int n;
};

struct city {
	struct arena mem;
	struct list streets, surnames, given, topics, services, words;
	const char **word;      /* by rank */
	double *words_until;    /* Zipf: the share of the ranks up to this one */
	double *phones_until;
};

/* --- chance --- */

uint64_t chance_next(struct chance *c)
{
	/* splitmix64 (S. Vigna, public domain) */
	uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

struct chance chance_of(uint64_t seed, int64_t i)
{
	struct chance c = { seed };

	c.state = chance_next(&c) ^ (uint64_t)i * UINT64_C(0xd1342543de82ef95);
	chance_next(&c);
	return c;
}

int chance_below(struct chance *c, int n)
{
	return (int)(chance_next(c) >> 33) % n;
}

static bool one_in(struct chance *c, int n)
{
	return chance_below(c, n) == 0;
}

static double *zipf(struct arena *mem, int n, double s)
{
	double *until = arena_alloc(mem, (size_t)n * sizeof(*until)), sum = 0;

	for (int i = 0; i < n; i++)
		until[i] = sum += pow(i + 1, -s);
	for (int i = 0; i < n; i++)
		until[i] /= sum;
	return until;
}

static int rank(struct chance *c, const double *until, int n)
{
	double x = (double)(chance_next(c) >> 11) * 0x1p-53;
	int lo = 0, hi = n - 1;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (until[mid] < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int chance_word(struct chance *c, const struct city *of)
{
	return rank(c, of->words_until, CITY_WORDS);
}

int chance_phone(struct chance *c, const struct city *of)
{
	return rank(c, of->phones_until, CITY_PHONES);
}

/* --- lists --- */

static void add(struct list *l, struct arena *mem, const char *s)
{
	if (l->n < LIST_MAX)
		l->v[l->n++] = arena_strdup(mem, s);
}

/* Column `col` of the rows whose first column is `what` (NULL: of all rows). */
static void read_seed(struct seed s, const char *what, int col, struct list *out, struct arena *mem)
{
	static const int columns = 9;
	char buf[16384];
	const char *cols[9];

	while (seed_next(&s, buf, sizeof(buf), cols, columns))
		if (!what || strcmp(cols[0], what) == 0)
			add(out, mem, cols[col]);
}

static bool is_in(const struct list *l, const char *s)
{
	for (int i = 0; i < l->n; i++)
		if (strcmp(l->v[i], s) == 0)
			return true;
	return false;
}

/* The words of the city's vocabulary, the commonest of any text first. */
static void read_words(struct city *c)
{
	static const char common[] = "на не у в і з до вода немає газу що від по світло за та як будинку вулиці просимо";
	struct list lines = { .n = 0 };

	add(&lines, &c->mem, common);
	read_seed(seed_words, NULL, 2, &lines, &c->mem);
	for (int i = 0; i < lines.n; i++) {
		char *line = arena_strdup(&c->mem, text_fold(&c->mem, lines.v[i])), *word;

		while ((word = strsep(&line, " ")) != NULL)
			if (*word && !is_in(&c->words, word))
				add(&c->words, &c->mem, word);
	}
}

/* A word that nobody says: the beginning of a known one and two or three syllables. */
static const char *made_up(struct city *c, int i)
{
	static const char *const syllables[] = { "на", "ти", "ка", "ний", "ення", "ував", "ого", "ами", "ості",
		"ська", "ила", "ок", "ої", "ів", "ях", "ці", "ро", "мо", "ле", "дя", "гу", "жи" };
	struct chance d = chance_of(3, i);
	const char *stem = c->words.v[i % c->words.n], *end = stem;
	uint32_t cp;

	for (int letters = 4 + chance_below(&d, 3); letters > 0 && *end; letters--)
		end += text_next(end, &cp);
	const char *word = arena_strndup(&c->mem, stem, (size_t)(end - stem));

	for (int k = 2 + chance_below(&d, 2); k > 0; k--)
		word = arena_printf(&c->mem, "%s%s", word, syllables[chance_below(&d, (int)COUNT(syllables))]);
	return word;
}

static void make_words(struct city *c)
{
	read_words(c);
	c->word = arena_alloc(&c->mem, CITY_WORDS * sizeof(*c->word));
	for (int i = 0; i < CITY_WORDS; i++)
		c->word[i] = i < c->words.n ? c->words.v[i] : made_up(c, i);
	c->words_until = zipf(&c->mem, CITY_WORDS, 0.95);
	c->phones_until = zipf(&c->mem, CITY_PHONES, 0.8);
}

/* The executors of the topics, by name, in the topics' order. */
static void read_topics(struct city *c)
{
	struct list codes = { .n = 0 }, names = { .n = 0 }, of_topic = { .n = 0 };

	read_seed(seed_topics, NULL, 0, &c->topics, &c->mem);
	read_seed(seed_topics, NULL, 6, &of_topic, &c->mem);
	read_seed(seed_services, NULL, 0, &codes, &c->mem);
	read_seed(seed_services, NULL, 1, &names, &c->mem);
	for (int i = 0; i < of_topic.n; i++) {
		const char *name = "";

		for (int k = 0; k < codes.n; k++)
			if (strcmp(codes.v[k], of_topic.v[i]) == 0)
				name = names.v[k];
		add(&c->services, &c->mem, name);
	}
}

struct city *city_new(void)
{
	struct city *c = calloc(1, sizeof(*c));

	read_seed(seed_streets, NULL, 1, &c->streets, &c->mem);
	read_seed(seed_names, "last", 2, &c->surnames, &c->mem);
	read_seed(seed_names, "first", 2, &c->given, &c->mem);
	read_topics(c);
	make_words(c);
	return c;
}

void city_free(struct city *c)
{
	arena_free(&c->mem);
	free(c);
}

const char *city_word(const struct city *c, int r)
{
	return c->word[r];
}

const char *city_phone(const struct city *c, int r, struct arena *mem)
{
	static const char *const codes[] = { "67", "68", "96", "97", "98", "50", "66", "95", "99", "63", "73", "93",
		"32" };
	struct chance d = chance_of(5, r);

	(void)c;
	/* 7368787 and ten million have no common factor: each rank has digits of its own. */
	return arena_printf(mem, "%s%07lld", codes[chance_below(&d, (int)COUNT(codes))],
			    ((long long)r * 7368787 + 1234567) % 10000000);
}

/* --- rows --- */

void city_call(const struct city *c, int64_t i, struct arena *mem, struct call *out)
{
	struct chance d = chance_of(11, i);
	int64_t at = start_ms + i * CALL_EVERY_MS + chance_below(&d, 20000);

	call_init(out);
	out->id = arena_printf(mem, "pbx-%lld.%lld", (long long)(at / 1000), (long long)i);
	out->at = at;
	out->raw = one_in(&d, 200) ? "" : arena_printf(mem, "0%s", city_phone(c, chance_phone(&d, c), mem));
	out->name = one_in(&d, 20) ? c->surnames.v[chance_below(&d, c->surnames.n)] : "";
	out->queue = "1580";
	out->outcome = one_in(&d, 16) ? CALLED_LOST : CALLED_ANSWERED;
	out->operator = i == ONCE_AT ? CITY_ONCE_LOGIN : out->outcome == CALLED_LOST ? "" :
		arena_printf(mem, "op%d", chance_below(&d, CITY_OPERATORS));
	out->wait_s = chance_below(&d, 40);
	out->talk_s = out->outcome == CALLED_ANSWERED ? 20 + chance_below(&d, 300) : 0;
	out->recording = out->talk_s ? arena_printf(mem, "%lld/%s.wav", (long long)(at / 86400000), out->id) : "";
}

const char *city_header(void)
{
#define X(name, required) #name "\t"
	static const char line[] = APPEAL_ROW(X) "reason";
#undef X
	return line;
}

static const char *text_of(const struct city *c, int64_t i, struct chance *d, struct arena *mem)
{
	int n = TEXT_WORDS_MIN + chance_below(d, TEXT_WORDS_MORE);
	char *text = arena_alloc(mem, (size_t)(n + 1) * 64), *p = text;

	for (int k = 0; k < n; k++) {
		const char *word = c->word[chance_word(d, c)];
		size_t len = strlen(word);

		memcpy(p, word, len);
		p += len;
		*p++ = ' ';
	}
	*--p = '\0';
	return i == ONCE_AT ? arena_printf(mem, "%s %s", text, CITY_ONCE_WORD) : text;
}

static const char *state_of(struct chance *d)
{
	static const struct {
		int until;
		const char *state;
	} shares[] = {
		{ 3, "Зареєстровано" }, { 6, "Передано виконавцю" }, { 11, "В роботі" }, { 14, "На перевірці" },
		{ 15, "На доопрацюванні" }, { 115, "Переслано за належністю" }, { 165, "Відкликано" },
		{ 195, "Не підлягає розгляду" }, { 10000, "Закрито" },
	};
	int roll = chance_below(d, 10000);
	size_t i = 0;

	while (shares[i].until <= roll)
		i++;
	return shares[i].state;
}

static const char *date_of(int64_t ms, struct arena *mem)
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	gmtime_r(&t, &tm);
	return arena_printf(mem, "%02d.%02d.%04d %02d:%02d:%02d", tm.tm_mday, tm.tm_mon + 1, tm.tm_year + 1900,
			    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

const char *city_appeal(const struct city *c, int64_t i, struct arena *mem)
{
	static const char *const channels[] = { "телефон", "телефон", "телефон", "сайт", "особисто", "застосунок" };
	struct chance d = chance_of(13, i);
	int64_t at = start_ms + i * APPEAL_EVERY_MS + chance_below(&d, 60000);
	int topic = chance_below(&d, 3) ? chance_below(&d, 20) : chance_below(&d, c->topics.n);
	const char *state = state_of(&d), *text = text_of(c, i, &d, mem);
	bool closed = strcmp(state, "Закрито") == 0;

	return arena_printf(mem, "%lld\t%s\t%s\t%s\t%s\t%s\t\t0%s\tвул. %s, %d, кв. %d\t%s\t%s\t\t%s\t%s\t%s\t0\t0\t%s\t",
			    (long long)(1 + i % NUMBERS_A_YEAR), date_of(at, mem), channels[chance_below(&d, 6)],
			    one_in(&d, 10) ? "Скарга" : "Заява", c->surnames.v[chance_below(&d, c->surnames.n)],
			    c->given.v[chance_below(&d, c->given.n)], city_phone(c, chance_phone(&d, c), mem),
			    c->streets.v[chance_below(&d, c->streets.n)], 1 + chance_below(&d, 120),
			    1 + chance_below(&d, 90), c->topics.v[topic], text, c->services.v[topic], state,
			    closed ? "Виконано" : "", closed && one_in(&d, 3) ? "5" : "");
}
