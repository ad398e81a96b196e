/* data/store/house_key.c - see house_key.h. The list of streets is kept in memory and read again when it has
 * changed, in whichever process: triggers of the schema count its changes. */
#include "data/store/house_key.h"

#include "core/text.h"
#include "data/store/store_internal.h"

enum {
	RENAMES_MAX = 4,      /* a street renamed more often than that is a circle */
	PART_BYTES_MIN = 8,   /* «Руфа» is enough for «Юрія Руфа», two letters are not */
	TYPED_BYTES_MIN = 6,  /* and three letters for a beginning */
	WORDS_MAX = 8
};

struct street_row {
	const char *type, *key, *now; /* the type folded; now: key of the present name, "" */
};

struct streets {
	struct arena mem;
	struct street_row *rows; /* by key */
	int n;
	int64_t revision;
};

/* --- the list --- */

int64_t streets_revision(struct store *s)
{
	struct err e = { 0 };

	return db_int(&s->db, db_stmt(&s->db, "SELECT value FROM meta WHERE key = 'streets'"), 0, &e);
}

static int by_key(const void *x, const void *y)
{
	const struct street_row *a = x, *b = y;

	return strcmp(a->key, b->key);
}

/* What stands in brackets says which part of the street is meant. */
static const char *key_of(struct arena *mem, const char *name)
{
	return address_street_key(mem, arena_strndup(mem, name, strcspn(name, "(")));
}

static void load(struct store *s, struct streets *l)
{
	struct err e = { 0 };
	int room = (int)db_int(&s->db, db_stmt(&s->db, "SELECT count(*) FROM street"), 0, &e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT type, name, now FROM street WHERE active LIMIT ?");

	l->rows = arena_alloc(&l->mem, (size_t)(room + 1) * sizeof(*l->rows));
	db_bind(st, "d", room);
	while (l->n < room && db_row(&s->db, st, &e))
		l->rows[l->n++] = (struct street_row){
			.type = text_fold(&l->mem, db_text(&l->mem, st, 0)),
			.key = key_of(&l->mem, db_text(&l->mem, st, 1)),
			.now = key_of(&l->mem, db_text(&l->mem, st, 2)) };
	sqlite3_reset(st);
	qsort(l->rows, (size_t)l->n, sizeof(*l->rows), by_key);
}

struct streets *streets_copy(struct store *s, struct arena *mem)
{
	struct streets *l = arena_alloc(mem, sizeof(*l));

	l->revision = streets_revision(s);
	load(s, l);
	return l;
}

int64_t streets_copied(const struct streets *l)
{
	return l->revision;
}

void streets_drop(struct streets *l)
{
	arena_free(&l->mem);
}

static const struct streets *streets(struct store *s)
{
	int64_t revision = streets_revision(s);

	if (!s->streets)
		s->streets = arena_alloc(&s->mem, sizeof(*s->streets));
	if (!s->streets->rows || s->streets->revision != revision) {
		streets_free(s);
		s->streets->revision = revision;
		load(s, s->streets);
	}
	return s->streets;
}

void streets_free(struct store *s)
{
	if (!s->streets)
		return;
	arena_free(&s->streets->mem);
	*s->streets = (struct streets){ .rows = NULL };
}

/* --- which street --- */

static int words_of(struct arena *mem, const char *folded, const char *out[WORDS_MAX])
{
	int n = 0;

	for (size_t len; *folded && n < WORDS_MAX; folded += len + (folded[len] == ' ')) {
		len = strcspn(folded, " ");
		out[n++] = arena_strndup(mem, folded, len);
	}
	return n;
}

/* Whether a word of the key is, or begins with, this one. */
static bool has_word(const char *key, const char *word, bool prefix)
{
	size_t n = strlen(word);

	for (const char *at = key; (at = strstr(at, word)) != NULL; at++)
		if ((at == key || at[-1] == ' ') && (prefix || at[n] == '\0' || at[n] == ' '))
			return true;
	return false;
}

/* Whether the key has each of the words; the last one may be a beginning. */
static bool has_words(const char *key, const char *const *word, int n, bool prefix)
{
	for (int i = 0; i < n; i++)
		if (!has_word(key, word[i], prefix && i == n - 1))
			return false;
	return n > 0;
}

/* One street of the city. */
struct place {
	const char *type, *key;
};

/* What the row's street is called today; false when the renames go in a circle. */
static bool place_now(const struct streets *l, const struct street_row *row, struct place *out)
{
	*out = (struct place){ row->type, row->key };
	for (int step = 0; *row->now; step++) {
		const struct street_row wanted = { .key = row->now };
		const struct street_row *next = bsearch(&wanted, l->rows, (size_t)l->n, sizeof(*l->rows), by_key);

		if (step == RENAMES_MAX)
			return false;
		out->key = row->now;
		if (!next)
			return true;
		out->type = next->type;
		row = next;
	}
	return true;
}

/* What is looked for, and the rows that may be meant, joined to one place. */
struct meant {
	const char *type, *key; /* as said, folded */
	const char *word[WORDS_MAX]; /* of the key */
	int words;
	bool typed;   /* rows of this type only */
	bool present; /* present names only */
	bool part;    /* rows with all the words */
	int n;
	struct place place;
	bool several; /* the rows are not one place */
};

static bool fits(const struct street_row *row, const struct meant *m)
{
	if ((m->typed && strcmp(row->type, m->type) != 0) || (m->present && *row->now))
		return false;
	return m->part ? has_words(row->key, m->word, m->words, false) : strcmp(row->key, m->key) == 0;
}

/* The first row whose key is not before this one. */
static int first_of(const struct streets *l, const char *key)
{
	int from = 0, to = l->n;

	while (from < to) {
		int mid = from + (to - from) / 2;

		if (strcmp(l->rows[mid].key, key) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static void find_rows(const struct streets *l, struct meant *m)
{
	for (int i = m->part ? 0 : first_of(l, m->key); i < l->n; i++) {
		struct place p;

		if (!m->part && strcmp(l->rows[i].key, m->key) != 0)
			break;
		if (!fits(&l->rows[i], m) || !place_now(l, &l->rows[i], &p))
			continue;
		m->several = m->several || (m->n > 0 && (strcmp(p.key, m->place.key) != 0 ||
							 strcmp(p.type, m->place.type) != 0));
		m->place = p;
		m->n++;
	}
}

/* From the surest to the least sure: the whole name before a part, the type as said before another, a name
 * of today before an old one. Only the commonest type may be another one. */
static bool find_place(const struct streets *l, struct meant *m, bool any_type)
{
	for (int way = 0; way < 8 && m->n == 0; way++) {
		m->present = !(way & 1);
		m->typed = !(way & 2);
		m->part = (way & 4) != 0;
		if ((m->typed || any_type) && (!m->part || strlen(m->key) >= PART_BYTES_MIN))
			find_rows(l, m);
	}
	return m->n > 0 && !m->several;
}

static void mean(struct meant *m, const struct address *x, struct arena *mem)
{
	*m = (struct meant){ .type = text_fold(mem, x->type), .key = address_street_key(mem, x->street) };
	m->words = words_of(mem, m->key, m->word);
}

/* The list is of the site's own city. */
static bool place_of(const struct streets *l, const struct address *x, struct arena *mem, struct place *out)
{
	struct meant m;

	if (!*x->street || *x->settlement)
		return false;
	mean(&m, x, mem);
	if (!find_place(l, &m, x->common_type))
		return false;
	*out = m.place;
	return true;
}

bool street_known(struct store *s, const struct address *x, struct arena *mem)
{
	struct meant m;

	mean(&m, x, mem);
	find_place(streets(s), &m, x->common_type);
	return m.n > 0;
}

const char *house_key_by(const struct streets *l, const char *address, struct arena *mem)
{
	struct address x;
	struct place p;

	address_parse(mem, address, &x);
	if (!*x.house_key || !place_of(l, &x, mem, &p))
		return x.house_key;
	return address_house_key(mem, &x, p.type, p.key);
}

const char *house_key(struct store *s, const char *address, struct arena *mem)
{
	return *address ? house_key_by(streets(s), address, mem) : "";
}

const char *street_place(struct store *s, const struct address *x, struct arena *mem)
{
	struct place p;

	return place_of(streets(s), x, mem, &p) ? arena_printf(mem, "%s %s", p.type, p.key) : "";
}

/* --- other names --- */

static int add_name(struct arena *mem, const char *name, const char **out, int n, int max)
{
	for (int i = 0; i < n; i++)
		if (strcmp(out[i], name) == 0)
			return n;
	if (n < max)
		out[n++] = arena_strdup(mem, name);
	return n;
}

/* Initials say nothing: keys have none. Returns how many words are left; the last one stays the last. */
static int drop_initials(const char *word[WORDS_MAX], int n)
{
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (text_letters(word[i]) > 1)
			word[kept++] = word[i];
	return kept;
}

int street_other_names(struct store *s, const char *folded, struct arena *mem, const char **out, int max)
{
	const struct streets *l = streets(s);
	const char *word[WORDS_MAX];
	int words = drop_initials(word, words_of(mem, folded, word)), n = 0;

	if (words == 0 || strlen(word[words - 1]) < TYPED_BYTES_MIN)
		return 0;
	for (int i = 0; i < l->n; i++) {
		const struct street_row *row = &l->rows[i];

		if (*row->now && has_words(row->key, word, words, true))
			n = add_name(mem, row->now, out, n, max);
		if (*row->now && has_words(row->now, word, words, true))
			n = add_name(mem, row->key, out, n, max);
	}
	return n;
}

bool street_was_renamed(struct store *s, const struct address *x, struct arena *mem)
{
	const struct streets *l = streets(s);
	const char *key = key_of(mem, x->street);

	for (int i = first_of(l, key); *key && i < l->n && strcmp(l->rows[i].key, key) == 0; i++)
		if (*l->rows[i].now)
			return true;
	return false;
}
