/* data/store/incident_near.c - which incidents an address lies inside. Asked at every letter of an address,
 * so it looks only at streets that have a word of a name with it in common.
 *
 * A renamed street is known by all its names: the words of the old and of the present one are kept, and an
 * old name that is typed is looked up as the present one, too (domain.md 5.6). */
#include "core/i18n.h"
#include "data/store/house_key.h"
#include "data/store/incidents_internal.h"

enum { NAMES_MAX = 6 }; /* an old street may have become two */

/* A street by every name it has. */
struct names {
	struct address of[NAMES_MAX];
	int n;
};

/* What stands in brackets says which part of the street is meant. */
static const char *bare_name(struct arena *mem, const char *name)
{
	size_t n = strcspn(name, "(");

	while (n > 0 && name[n - 1] == ' ')
		n--;
	return arena_strndup(mem, name, n);
}

static void add_name(struct names *out, const char *type, const char *street)
{
	if (out->n == NAMES_MAX)
		return;
	out->of[out->n] = out->of[0];
	out->of[out->n].type = type;
	out->of[out->n++].street = street;
}

/* Renames are of the city's own streets. */
static void names_of(struct store *s, const struct address *x, struct arena *mem, struct names *out,
		     struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT type, name, now FROM street WHERE active AND now <> ''");

	out->of[0] = *x;
	out->n = 1;
	if (*x->settlement)
		return;
	while (db_row(&s->db, st, e)) {
		struct address old = { .type = db_text(mem, st, 0), .settlement = "",
			.street = bare_name(mem, db_text(mem, st, 1)) };

		if (address_same_street(mem, x, &old))
			add_name(out, old.type, bare_name(mem, db_text(mem, st, 2)));
	}
}

/* --- keeping -------------------------------------------------------------------------------- */

static enum err_code save_words(struct store *s, const struct names *names, int64_t id, int part,
				const char *houses, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = ERR_OK;

	for (int i = 0; !rc && i < names->n; i++) {
		const char *words[STREET_WORDS_MAX];
		size_t n = address_street_words(&mem, names->of[i].street, words);

		for (size_t w = 0; !rc && w < n; w++) {
			sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR IGNORE INTO incident_street(word, incident,"
							   " part, houses) VALUES(?,?,?,?)");

			db_bind(st, "sids", words[w], id, part, houses);
			rc = db_run(&s->db, st, e);
		}
	}
	arena_free(&mem);
	return rc;
}

enum err_code incident_save_streets(struct store *s, const struct incident *in, int64_t id, struct err *e)
{
	struct arena mem = { 0 };
	struct address_ranges r = { .n = 0 };
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM incident_street WHERE incident = ?");
	bool open = strcmp(in->state, vocab_wire(&vocab_incident_phase, PHASE_OPEN)) == 0;

	db_bind(st, "i", id);
	enum err_code rc = db_run(&s->db, st, e);

	if (!rc && open)
		rc = address_ranges_parse(&mem, in->addresses, &r, e);
	for (int i = 0; !rc && i < r.n; i++) {
		const struct address_ranges one = { .streets = &r.streets[i], .n = 1 };
		struct names names;

		names_of(s, &r.streets[i].street, &mem, &names, e);
		rc = e->code ? e->code : save_words(s, &names, id, i, address_ranges_print(&mem, &one), e);
	}
	arena_free(&mem);
	return rc;
}

/* --- looking up ----------------------------------------------------------------------------- */

struct near {
	struct store *s;
	struct arena scratch;
	struct address address;
	struct names names;
	const char *place; /* street_place() of the address */
	int64_t *ids; /* that the address lies inside */
	int n, room;
};

static bool has_id(const struct near *k, int64_t id)
{
	for (int i = 0; i < k->n; i++)
		if (k->ids[i] == id)
			return true;
	return false;
}

static void add_id(struct near *k, int64_t id)
{
	if (k->n == k->room) {
		int room = k->room ? 2 * k->room : 16;
		int64_t *ids = arena_alloc(&k->scratch, (size_t)room * sizeof(*ids));

		if (k->n)
			memcpy(ids, k->ids, (size_t)k->n * sizeof(*ids));
		k->ids = ids;
		k->room = room;
	}
	k->ids[k->n++] = id;
}

/* Where the list of streets is not sure: any name of the one like any of the other. */
static bool may_be_one(struct near *k, const struct address *street, struct err *e)
{
	struct names theirs;

	names_of(k->s, street, &k->scratch, &theirs, e);
	for (int i = 0; i < k->names.n; i++)
		for (int j = 0; j < theirs.n; j++)
			if (address_same_street(&k->scratch, &k->names.of[i], &theirs.of[j]))
				return true;
	return false;
}

/* Whether the address lies among the houses of this one street. */
static bool lies_inside(struct near *k, const char *houses, struct err *e)
{
	struct address_ranges r;
	struct err none = { 0 };

	if (address_ranges_parse(&k->scratch, houses, &r, &none) || r.n != 1 ||
	    !street_has_house(&r.streets[0], &k->address))
		return false;
	const char *place = *k->place ? street_place(k->s, &r.streets[0].street, &k->scratch) : "";

	return *place ? strcmp(place, k->place) == 0 : may_be_one(k, &r.streets[0].street, e);
}

struct candidate {
	struct candidate *next;
	int64_t incident;
	const char *houses;
};

/* Rows are read to the end before they are looked at: that asks the base again. */
static struct candidate *candidates(struct near *k, const char *word, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&k->s->db, "SELECT incident, houses FROM incident_street WHERE word = ?");
	struct candidate *first = NULL;

	db_bind(st, "s", word);
	while (db_row(&k->s->db, st, e)) {
		struct candidate *c = arena_alloc(&k->scratch, sizeof(*c));

		*c = (struct candidate){ first, sqlite3_column_int64(st, 0), db_text(&k->scratch, st, 1) };
		first = c;
	}
	return first;
}

static void look(struct near *k, struct err *e)
{
	for (int i = 0; i < k->names.n && !e->code; i++) {
		const char *words[STREET_WORDS_MAX];
		size_t n = address_street_words(&k->scratch, k->names.of[i].street, words);

		for (size_t w = 0; w < n && !e->code; w++)
			for (struct candidate *c = candidates(k, words[w], e); c; c = c->next)
				if (!has_id(k, c->incident) && lies_inside(k, c->houses, e))
					add_id(k, c->incident);
	}
}

/* Those that go on first, then the earliest. */
static int by_phase(const void *a, const void *b)
{
	const struct incident_row *x = a, *y = b;

	if (x->phase != y->phase)
		return x->phase < y->phase ? -1 : 1;
	return (x->i.start > y->i.start) - (x->i.start < y->i.start);
}

static enum err_code read_found(struct near *k, const char *topic, struct arena *mem,
				struct incident_list *out, struct err *e)
{
	int64_t now = k->s->clock->now_ms(k->s->clock->ctx);
	struct incident_list list = { .rows = arena_alloc(mem, (size_t)(k->n + 1) * sizeof(*list.rows)) };

	for (int i = 0; i < k->n && !e->code; i++) {
		struct incident_row *row = &list.rows[list.n];

		*row = (struct incident_row){ .id = k->ids[i] };
		if (!incident_read(k->s, row->id, mem, &row->i, e) || !incident_announced(&row->i, now) ||
		    !incident_fits_topic(&row->i, topic))
			continue;
		list.n += incident_fill(k->s, row, e) == ERR_OK;
	}
	if (list.n > 1)
		qsort(list.rows, (size_t)list.n, sizeof(*list.rows), by_phase);
	if (!e->code)
		*out = list;
	return e->code;
}

enum err_code incident_near(struct store *s, const char *address, const char *topic, struct arena *mem,
			    struct incident_list *out, struct err *e)
{
	struct near k = { .s = s };
	struct err mine = { 0 };

	address_parse(&k.scratch, address, &k.address);
	if (*k.address.street) {
		names_of(s, &k.address, &k.scratch, &k.names, &mine);
		k.place = street_place(s, &k.address, &k.scratch);
		look(&k, &mine);
	}
	enum err_code rc = mine.code ? mine.code : read_found(&k, topic, mem, out, &mine);

	arena_free(&k.scratch);
	if (rc)
		*e = mine;
	return rc;
}

/* --- present names -------------------------------------------------------------------------- */

static bool same_words(struct arena *mem, const char *a, const char *b)
{
	const char *x[STREET_WORDS_MAX], *y[STREET_WORDS_MAX];
	size_t n = address_street_words(mem, a, x), m = address_street_words(mem, b, y);
	bool same = n == m;

	for (size_t i = 0; same && i < n; i++)
		same = strcmp(x[i], y[i]) == 0;
	return same;
}

/* The present name when it is sure: one alone, and no street of today has the old name. */
static void present(struct store *s, struct address *x, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT o.name, o.now, o.type, coalesce(n.type, o.type) FROM street o"
			" LEFT JOIN street n ON n.name = o.now AND n.now = '' WHERE o.active AND o.now <> ''");
	const char *now = NULL, *type = x->type;
	int found = 0;

	while (db_row(&s->db, st, e)) {
		if (!same_words(mem, x->street, bare_name(mem, db_text(mem, st, 0))))
			continue;
		now = bare_name(mem, db_text(mem, st, 1));
		type = db_text(mem, st, 3);
		found++;
	}
	st = db_stmt(&s->db, "SELECT name FROM street WHERE active AND now = ''");
	while (found == 1 && db_row(&s->db, st, e))
		if (same_words(mem, x->street, bare_name(mem, db_text(mem, st, 0))))
			found = 0;
	sqlite3_reset(st);
	if (found == 1) {
		x->street = now;
		x->type = type;
	}
}

const char *incident_present_names(struct store *s, const char *addresses, struct arena *mem, struct err *e)
{
	struct address_ranges r;
	struct err none = { 0 };

	if (!addresses || address_ranges_parse(mem, addresses, &r, &none))
		return addresses;
	for (int i = 0; i < r.n && !e->code; i++)
		if (!*r.streets[i].street.settlement)
			present(s, &r.streets[i].street, mem, e);
	return address_ranges_print(mem, &r);
}

const char *incident_unknown_streets(struct store *s, const char *addresses, struct arena *mem)
{
	struct address_ranges r;
	struct err none = { 0 };
	const char *all = "";

	if (address_ranges_parse(mem, addresses, &r, &none))
		return all;
	for (int i = 0; i < r.n; i++) {
		const struct address *x = &r.streets[i].street;

		if (!*x->settlement && !street_known(s, x, mem))
			all = arena_printf(mem, "%s%s%s %s", all, *all ? ", " : "", x->type, x->street);
	}
	return all;
}
