/* data/store/calls_read.c - rows of the call journal as records: one call, those of an appeal, all that came from
 * a number; and the check of their digests. Reads only. */
#include "core/i18n.h"
#include "data/store/calls_erase.h"
#include "data/store/calls_internal.h"
#include "data/store/calls_restored.h"
#include "data/store/find_internal.h"
#include "data/store/phone_index.h"

enum { NAMES_LOOKED_AT = 5, E164_DIGITS_MIN = 8 }; /* shorter numbers are short ones: 1580 (core/phone.h) */

#define ROW_COLUMNS(X) \
	X(C_KEY, "id") X(C_UID, "uid") X(C_AT, "at") X(C_NUM, "num") X(C_RAW, "raw") X(C_NAME, "name") \
	X(C_DIRECTION, "direction") X(C_OUTCOME, "outcome") X(C_QUEUE, "queue") X(C_OPERATOR, "operator") \
	X(C_WAIT, "wait_s") X(C_TALK, "talk_s") X(C_RECORDING, "recording")

#define X(sym, sql) sym,
enum row_column { ROW_COLUMNS(X) ROW_COLUMN_COUNT };
#undef X
#define X(sym, sql) sql ","
#define SELECT_ROW "SELECT " ROW_COLUMNS(X) " 0 FROM call"

sqlite3_stmt *call_row(struct search *on, int64_t key)
{
	if (!on->row)
		on->row = db_stmt(on->db, SELECT_ROW " WHERE id = ?");
	sqlite3_reset(on->row);
	sqlite3_bind_int64(on->row, 1, key);
	return db_row(on->db, on->row, on->e) ? on->row : NULL;
}

sqlite3_stmt *calls_after(struct store *s, int64_t key, int n)
{
	sqlite3_stmt *st = db_stmt(&s->db, SELECT_ROW " WHERE id > ? ORDER BY id LIMIT ?");

	db_bind(st, "id", key, n);
	return st;
}

int64_t call_row_at(sqlite3_stmt *row)
{
	return sqlite3_column_int64(row, C_AT);
}

/* --- what is looked up beside the row ------------------------------------------------------------ */

/* The name in the newest question from the number that has one. */
static const char *name_of_number(struct store *s, int64_t num, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT name FROM phone_of WHERE num = ? ORDER BY id DESC LIMIT ?");
	const char *name = "";

	if (!num)
		return name;
	db_bind(st, "id", num, NAMES_LOOKED_AT);
	while (!*name && db_row(&s->db, st, e))
		name = db_text(mem, st, 0);
	sqlite3_reset(st);
	return name;
}

static void read_appeals(struct store *s, struct arena *mem, struct call *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT a.number FROM call_link l JOIN appeal a ON a.id = l.appeal"
					   " WHERE l.call = ? ORDER BY a.id");
	const char **numbers = NULL;

	db_bind(st, "s", c->id);
	while (db_row(&s->db, st, e)) {
		const char **more = arena_alloc(mem, (size_t)(c->nappeals + 1) * sizeof(*more));

		for (int i = 0; i < c->nappeals; i++)
			more[i] = numbers[i];
		more[c->nappeals++] = db_text(mem, st, 0);
		numbers = more;
	}
	c->appeals = numbers;
}

static const char *e164_of(struct arena *mem, int64_t num)
{
	const char *digits = arena_printf(mem, "+%lld", (long long)num);

	return num == 0 ? "" : strlen(digits) > E164_DIGITS_MIN ? digits : digits + 1;
}

void call_read_plain(sqlite3_stmt *row, struct arena *mem, struct call *out)
{
	int64_t num = sqlite3_column_int64(row, C_NUM);

	*out = (struct call){
		.key = sqlite3_column_int64(row, C_KEY), .id = db_text(mem, row, C_UID),
		.at = sqlite3_column_int64(row, C_AT), .phone = e164_of(mem, num), .raw = db_text(mem, row, C_RAW),
		.name = db_text(mem, row, C_NAME), .queue = db_text(mem, row, C_QUEUE),
		.operator = db_text(mem, row, C_OPERATOR), .recording = db_text(mem, row, C_RECORDING),
		.direction = sqlite3_column_int(row, C_DIRECTION), .outcome = sqlite3_column_int(row, C_OUTCOME),
		.wait_s = sqlite3_column_int64(row, C_WAIT), .talk_s = sqlite3_column_int64(row, C_TALK),
	};
	if (!*out->id)
		out->id = arena_printf(mem, "%lld", (long long)out->key);
}

bool call_read_bare(struct store *s, int64_t key, struct arena *mem, struct call *out, int64_t *num, struct err *e)
{
	sqlite3_stmt *row = db_stmt(&s->db, SELECT_ROW " WHERE id = ?");

	db_bind(row, "i", key);
	if (!db_row(&s->db, row, e))
		return false;
	call_read_plain(row, mem, out);
	*num = sqlite3_column_int64(row, C_NUM);
	sqlite3_reset(row);
	return true;
}

void call_read(struct store *s, sqlite3_stmt *row, struct arena *mem, struct call *out, struct err *e)
{
	call_read_plain(row, mem, out);
	if (!*out->name)
		out->name = name_of_number(s, sqlite3_column_int64(row, C_NUM), mem, e);
	read_appeals(s, mem, out, e);
}

bool call_read_key(struct store *s, int64_t key, struct arena *mem, struct call *out, struct err *e)
{
	sqlite3_stmt *row = db_stmt(&s->db, SELECT_ROW " WHERE id = ?");

	db_bind(row, "i", key);
	if (!db_row(&s->db, row, e))
		return false;
	call_read(s, row, mem, out, e);
	sqlite3_reset(row);
	return true;
}

/* --- one call, and those of an appeal ------------------------------------------------------------ */

/* A key names only a call that has no name of its own. */
static sqlite3_stmt *row_of_id(struct store *s, const char *id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, SELECT_ROW " WHERE uid = ?");

	db_bind(st, "s", id);
	if (db_row(&s->db, st, e))
		return st;
	if (e->code || !*id || id[strspn(id, "0123456789")] || strlen(id) > 18)
		return NULL;
	st = db_stmt(&s->db, SELECT_ROW " WHERE id = ? AND uid IS NULL");
	db_bind(st, "i", (int64_t)strtoll(id, NULL, 10));
	return db_row(&s->db, st, e) ? st : NULL;
}

enum err_code call_load(struct store *s, const char *id, struct arena *mem, struct call *out, struct err *e)
{
	sqlite3_stmt *st = row_of_id(s, id, e);

	if (!st)
		return e->code ? e->code : err_set(e, ERR_NOT_FOUND, _("There is no call %s in the journal."), id);
	call_read(s, st, mem, out, e);
	sqlite3_reset(st);
	return e->code;
}

/* All members, as of any call: nobody has to ask whether they are there. */
static json_t *unknown_call(const char *id)
{
	static const char *const members[] = { "at", "phone", "raw", "name", "direction", "queue", "operator",
		"wait_s", "talk_s", "outcome", "recording" };
	json_t *o = json_pack("{ss}", "id", id);

	for (size_t i = 0; i < COUNT(members); i++)
		json_object_set_new(o, members[i], json_null());
	json_object_set_new(o, "appeals", json_array());
	return o;
}

enum err_code calls_of_appeal_json(struct store *s, const struct appeal *a, json_t **out, struct err *e)
{
	struct arena mem = { 0 };
	json_t *list = json_array();
	enum err_code rc = ERR_OK;

	for (const char *ids = a->calls; !rc && *ids; ids += *ids == ',') {
		size_t n = strcspn(ids, ",");
		const char *id = arena_strndup(&mem, ids, n);
		struct err none = { 0 };
		struct call c;

		ids += n;
		rc = call_load(s, id, &mem, &c, &none);
		if (rc == ERR_OK || rc == ERR_NOT_FOUND)
			json_array_append_new(list, rc ? unknown_call(id) : call_json(&c, s->clock));
		rc = rc == ERR_NOT_FOUND ? ERR_OK : rc ? err_set(e, rc, "%s", none.msg) : ERR_OK;
	}
	arena_free(&mem);
	if (rc)
		json_decref(list);
	else
		*out = list;
	return rc;
}

/* --- all of a number ----------------------------------------------------------------------------- */

struct gathering {
	struct run *r;
	struct arena *mem;
	int64_t now;
	int room;
};

static struct caller_event *new_event(struct gathering *g, struct caller_history *h)
{
	if (h->n == g->room) {
		struct caller_event *rows = arena_alloc(g->mem, (size_t)(2 * g->room + 32) * sizeof(*rows));

		if (h->n)
			memcpy(rows, h->rows, (size_t)h->n * sizeof(*rows));
		h->rows = rows;
		g->room = 2 * g->room + 32;
	}
	return &h->rows[h->n++];
}

/* The question of a key, then the call: who called was registered afterwards. */
static void add_events(struct gathering *g, struct caller_history *h, int64_t key, bool call, bool question)
{
	struct store *s = g->r->s;
	sqlite3_stmt *row = question ? row_load(&g->r->search, key) : NULL;
	struct caller_event *ev;

	if (row) {
		ev = new_event(g, h);
		*ev = (struct caller_event){ .key = key };
		row_read(row, g->now, g->mem, &ev->about);
	}
	if (!call)
		return;
	ev = new_event(g, h);
	*ev = (struct caller_event){ .key = key, .is_call = true };
	h->n -= !call_read_key(s, key, g->mem, &ev->call, &g->r->e);
}

enum err_code caller_history(struct store *s, const char *e164, int64_t before, int limit, struct arena *mem,
			     struct caller_history *out, struct err *e)
{
	struct caller_history h = { 0 };
	struct run r;
	int64_t x = before ? before : INT64_MAX, num = phone_number_of(e164);
	struct gathering g = { .r = &r, .mem = mem, .now = s->clock->now_ms(s->clock->ctx) };

	run_begin(&r, s);
	struct ids *calls = calls_of_number(&r.search, num), *questions = questions_of_number(&r.search, num);

	for (;;) {
		int64_t c = ids_below(calls, x), q = ids_below(questions, x);

		x = c > q ? c : q;
		h.more = x > 0 && h.n >= limit;
		if (x <= 0 || h.more)
			break;
		add_events(&g, &h, x, c == x, q == x);
	}
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = h;
	return rc;
}

/* --- digests ------------------------------------------------------------------------------------- */

/* What the log says of a batch. */
struct said {
	const char *site;
	int64_t from, to, count;
	char digest[65]; /* "": nothing */
};

static int64_t number_in(const json_t *body, const char *name)
{
	return json_integer_value(json_object_get(body, name));
}

/* The newest digest counts: rows lose personal data (calls_erase.h), or are lost (calls_restored.h). Only their own
 * site knows them. */
static bool read_said(void *ctx, const struct event *ev)
{
	struct said *b = ctx;
	bool first = strcmp(ev->kind, CALLS_EVENT) == 0, anew = strcmp(ev->kind, CALLS_RECOUNTED) == 0;
	bool later = anew || strcmp(ev->kind, CALLS_REDACTED) == 0;
	json_t *body = (first || later) && strcmp(ev->site, b->site) == 0 ? json_loads(ev->body, 0, NULL) : NULL;
	const char *digest = json_string_value(json_object_get(body, "digest"));

	if (digest)
		snprintf(b->digest, sizeof(b->digest), "%s", digest);
	if (body && first) {
		b->from = number_in(body, "from");
		b->to = number_in(body, "to");
	}
	if (body && (first || anew))
		b->count = number_in(body, "count");
	json_decref(body);
	return true;
}

static enum err_code digest_of(struct store *s, const char *subject, struct said *b, int64_t *rows, char hex[65],
			       struct err *e)
{
	const char *dot = strrchr(subject, '.');

	*b = (struct said){ .site = s->site };
	*rows = 0;
	if (log_each(s, subject, read_said, b, e) || !*b->digest || !dot)
		return e->code;
	return calls_digest(&s->db, strtoll(dot + 1, NULL, 10), b->from, b->to, rows, hex, e);
}

enum err_code calls_check(struct store *s, const char *subject, bool *good, int64_t *rows, struct err *e)
{
	struct said b;
	char hex[65] = "";

	*good = true;
	if (!digest_of(s, subject, &b, rows, hex, e) && *b.digest)
		*good = strcmp(b.digest, hex) == 0 && *rows == b.count;
	return e->code;
}

enum err_code calls_digest_now(struct store *s, const char *subject, char hex[65], struct err *e)
{
	struct said b;
	int64_t rows;

	return digest_of(s, subject, &b, &rows, hex, e);
}
