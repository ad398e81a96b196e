/* data/store/caller.c - see caller.h. Everything is bounded: a number may have a hundred thousand appeals, and
 * the card must stand there before the greeting is over. */
#include "data/store/caller.h"

#include "core/text.h"
#include "data/store/calls_internal.h"
#include "data/store/find_internal.h"
#include "data/store/house_key.h"
#include "data/store/phone_index.h"

enum {
	PEOPLE_MAX = 8, LIST_MAX = 10, CALLS_MAX = 5,
	TOTAL_MAX = 1000,
	OPEN_LOOKED_AT = 200,      /* appeals of a number among which open ones are looked for */
	PEOPLE_LOOKED_AT = 100,    /* and whose people are listed */
	SAME_HOUSE_S = 72 * 3600,  /* domain.md 2.3 */
	SAME_PHONE_S = 24 * 3600,
	REPEAT_S = 365 * 86400,
	REPEAT_LOOKED_AT = 500     /* appeals of a number that are looked at while registering */
};

/* --- streams --- */

struct ids *questions_of_number(struct search *on, int64_t num)
{
	struct ids_key *key = arena_alloc(on->mem, sizeof(*key));

	key->num = num;
	return ids_keys(on, phones_of_questions.newest, key, num ? 1 : 0);
}

/* Ids of a statement with up to three numbers; at most LIST_MAX of them, from its LIMIT. */
static struct ids *listed(struct run *r, const char *sql, int64_t one, int64_t two, int64_t three)
{
	int64_t *list = arena_alloc(&r->scratch, LIST_MAX * sizeof(*list));
	sqlite3_stmt *st = db_stmt(&r->s->db, sql);
	int n = 0;

	db_bind(st, "iii", one, two, three);
	while (n < LIST_MAX && db_row(&r->s->db, st, &r->e))
		list[n++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ids_list(&r->search, list, n);
}

static struct ids *open_ones(struct run *r, int64_t num)
{
	return listed(r, "SELECT q.id FROM (SELECT id FROM phone_of WHERE num = ?1 ORDER BY id DESC LIMIT ?2) p"
			 " JOIN question q ON q.id = p.id WHERE q.open ORDER BY p.id DESC LIMIT ?3",
		      num, OPEN_LOOKED_AT, LIST_MAX);
}

/* Reads at most LIST_MAX rows of the stream. */
static int fill(struct run *r, struct ids *source, int64_t now_ms, struct arena *mem, struct found **out)
{
	int n = 0;

	*out = arena_alloc(mem, LIST_MAX * sizeof(**out));
	for (int64_t x = INT64_MAX; n < LIST_MAX && (x = ids_below(source, x)) > 0;) {
		sqlite3_stmt *row = row_load(&r->search, x);

		if (row)
			row_read(row, now_ms, mem, &(*out)[n++]);
	}
	return n;
}

/* --- people --- */

/* Takes what the latest appeals left unknown. */
static void learn(struct caller_person *p, sqlite3_stmt *st, struct arena *mem)
{
	if (!*p->residence)
		p->residence = db_text(mem, st, 4);
	if (!*p->email)
		p->email = db_text(mem, st, 5);
	p->appeals++;
}

/* Folded. */
struct person_key {
	const char *surname, *given;
};

/* Same number and surname (domain.md 5.7); husband and wife differ in the given name, which is not
 * always said. */
static bool same_person(const struct person_key *k, const char *surname, const char *given)
{
	return strcmp(k->surname, surname) == 0 &&
	       (!*k->given || !*given || strcmp(k->given, given) == 0);
}

static struct caller_person *person_of(struct caller *out, struct person_key *keys, sqlite3_stmt *st,
				       struct arena *mem, struct arena *scratch)
{
	const char *surname = db_text(scratch, st, 0);
	const char *given = text_fold(scratch, db_text(scratch, st, 2));

	for (int i = 0; i < out->npeople; i++)
		if (same_person(&keys[i], surname, given))
			return &out->people[i];
	if (out->npeople == PEOPLE_MAX)
		return NULL;
	keys[out->npeople] = (struct person_key){ surname, given };
	struct caller_person *p = &out->people[out->npeople++];

	*p = (struct caller_person){ .surname = db_text(mem, st, 1), .given = db_text(mem, st, 2),
		.patronymic = db_text(mem, st, 3), .residence = "", .email = "",
		.address = db_text(mem, st, 6), .last = sqlite3_column_int64(st, 7) };
	return p;
}

/* Rows come newest first, so the people do too. Who never said a name is nobody to choose. Returns how many
 * rows there were, one for each appeal. */
static int fill_people(struct run *r, int64_t num, struct arena *mem, struct caller *out)
{
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT a.person, a.surname, a.given, a.patronymic, a.residence,"
			" a.email, q.address, a.registered, a.surname <> '' OR a.given <> ''"
			" FROM (SELECT id FROM phone_of WHERE num = ? ORDER BY id DESC LIMIT ?) p"
			" JOIN question q ON q.id = p.id JOIN appeal a ON a.id = q.appeal WHERE q.k = 1"
			" ORDER BY p.id DESC");
	struct person_key keys[PEOPLE_MAX];
	int rows = 0;

	out->people = arena_alloc(mem, PEOPLE_MAX * sizeof(*out->people));
	db_bind(st, "id", num, PEOPLE_LOOKED_AT);
	for (; db_row(&r->s->db, st, &r->e); rows++) {
		bool has_name = sqlite3_column_int(st, 8);
		struct caller_person *p = has_name ? person_of(out, keys, st, mem, &r->scratch) : NULL;

		if (p)
			learn(p, st, mem);
	}
	return rows;
}

/* Without a look at the rows: among so many, a second question of an appeal counts as one more. */
static int count_questions(struct run *r, int64_t num)
{
	sqlite3_stmt *st = db_stmt(&r->s->db,
		"SELECT count(*) FROM (SELECT 1 FROM phone_of WHERE num = ? LIMIT ?)");

	db_bind(st, "id", num, TOTAL_MAX);
	return (int)db_int(&r->s->db, st, 0, &r->e);
}

static int fill_calls(struct run *r, int64_t num, struct arena *mem, struct call **out)
{
	struct ids *source = calls_of_number(&r->search, num);
	int n = 0;

	*out = arena_alloc(mem, CALLS_MAX * sizeof(**out));
	for (int64_t x = INT64_MAX; n < CALLS_MAX && (x = ids_below(source, x)) > 0;)
		n += call_read_key(r->s, x, mem, &(*out)[n], &r->e);
	return n;
}

enum err_code caller_card(struct store *s, const char *e164, struct arena *mem, struct caller *out,
			  struct err *e)
{
	int64_t num = phone_number_of(e164), now = s->clock->now_ms(s->clock->ctx);
	struct caller card = { 0 };
	struct run r;

	run_begin(&r, s);
	if (num) {
		int questions = count_questions(&r, num), appeals = fill_people(&r, num, mem, &card);

		card.total = questions > PEOPLE_LOOKED_AT ? questions : appeals;
		card.nopen = fill(&r, open_ones(&r, num), now, mem, &card.open);
		card.ncalls = fill_calls(&r, num, mem, &card.calls);
		card.nlast = fill(&r, questions_of_number(&r.search, num), now, mem, &card.last);
	}
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = card;
	return rc;
}

/* --- the same again? --- */

/* Open questions about the same in the same house, and open ones from the number. */
static struct ids *in_house(struct run *r, const char *house, const char *topic, int64_t oldest)
{
	int64_t *list = arena_alloc(&r->scratch, LIST_MAX * sizeof(*list));
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT id FROM question WHERE house = ?1 AND house <> ''"
			" AND topic = ?2 AND id > ?3 AND open ORDER BY id DESC LIMIT ?4");
	int n = 0;

	db_bind(st, "ssid", house, topic, oldest, LIST_MAX);
	while (*topic && n < LIST_MAX && db_row(&r->s->db, st, &r->e))
		list[n++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ids_list(&r->search, list, n);
}

static struct ids *from_number(struct run *r, int64_t num, int64_t oldest)
{
	return listed(r, "SELECT q.id FROM phone_of p JOIN question q ON q.id = p.id"
			 " WHERE p.num = ?1 AND p.id > ?2 AND q.open ORDER BY p.id DESC LIMIT ?3",
		      num, oldest, LIST_MAX);
}

enum err_code caller_duplicates(struct store *s, const char *e164, const char *address, const char *topic,
				struct arena *mem, struct found_list *out, struct err *e)
{
	int64_t now = s->clock->now_ms(s->clock->ctx);
	struct found_list list = { .meant = "" };
	struct run r;

	run_begin(&r, s);
	struct ids *same = ids_either(&r.search,
				      in_house(&r, house_key(s, address, &r.scratch), topic, now / 1000 - SAME_HOUSE_S),
				      from_number(&r, phone_number_of(e164), now / 1000 - SAME_PHONE_S));

	list.n = fill(&r, same, now, mem, &list.rows);
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = list;
	return rc;
}

int64_t caller_repeat(struct store *s, const char *e164, const char *house, const char *topic,
		      int64_t now_ms, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM ("
			"SELECT id FROM question WHERE house = ?1 AND house <> '' AND topic = ?2 AND id > ?3"
			" UNION SELECT q.id FROM (SELECT id FROM phone_of WHERE num = ?4 AND id > ?3"
			" ORDER BY id DESC LIMIT ?5) p JOIN question q ON q.id = p.id WHERE q.topic = ?2)");

	if (!*topic)
		return 1;
	db_bind(st, "ssiid", house, topic, now_ms / 1000 - REPEAT_S, phone_number_of(e164), REPEAT_LOOKED_AT);
	return 1 + db_int(&s->db, st, 0, e);
}

/* The question as it stands in the base: what others are compared with. */
struct me {
	int64_t id;
	const char *house, *topic;
};

static bool read_me(struct store *s, const struct appeal *a, int64_t k, struct arena *mem, struct me *out,
		    struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT q.id, q.house, q.topic FROM appeal a JOIN question q"
			" ON q.appeal = a.id WHERE a.subject = ? AND q.k = ?");

	db_bind(st, "si", a->subject, k);
	bool found = db_row(&s->db, st, e);

	if (found)
		*out = (struct me){ .id = sqlite3_column_int64(st, 0), .house = db_text(mem, st, 1),
			.topic = db_text(mem, st, 2) };
	sqlite3_reset(st);
	return found && *out->topic;
}

enum err_code caller_earlier(struct store *s, const struct appeal *a, int64_t k, struct arena *mem,
			     struct earlier *out, struct err *e)
{
	struct me me;

	*out = (struct earlier){ .n = 0 };
	if (!read_me(s, a, k, mem, &me, e))
		return e->code;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT (SELECT number FROM appeal WHERE id = f.appeal) FROM ("
			"SELECT id, appeal FROM question WHERE house = ?1 AND house <> '' AND topic = ?2 AND id > ?3"
			" AND id < ?4 UNION SELECT q.id, q.appeal FROM (SELECT id FROM phone_of WHERE num = ?5"
			" AND id > ?3 AND id < ?4 ORDER BY id DESC LIMIT ?6) p JOIN question q ON q.id = p.id"
			" WHERE q.topic = ?2) f ORDER BY f.id DESC LIMIT ?7");

	db_bind(st, "ssiiidd", me.house, me.topic, me.id - REPEAT_S, me.id, phone_number_of(a->phone),
		REPEAT_LOOKED_AT, (int)COUNT(out->number) + 1);
	while (!out->more && db_row(&s->db, st, e)) {
		const char *number = db_text(mem, st, 0);

		if (out->n == (int)COUNT(out->number))
			out->more = true;
		else if (strcmp(number, a->number) != 0) /* another question of this one */
			out->number[out->n++] = number;
	}
	sqlite3_reset(st);
	return e->code;
}
