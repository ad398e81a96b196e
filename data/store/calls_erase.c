/* data/store/calls_erase.c - see calls_erase.h. */
#include "data/store/calls_erase.h"

#include "core/fold.h"
#include "data/store/calls_internal.h"
#include "data/store/phone_index.h"

enum { FIELDS_OF_A_CALL = REDACT_BIT(REDACT_NAME) | REDACT_BIT(REDACT_PHONE) | REDACT_BIT(REDACT_FILES) };

/* --- one row ---------------------------------------------------------------------------------------------- */

/* Exchanges write the number into the name of the recording. */
static bool names_number(const struct call *c)
{
	enum { OWN_DIGITS = 7 };
	size_t n = strlen(c->phone);

	return n >= OWN_DIGITS && strstr(c->recording, c->phone + n - OWN_DIGITS);
}

/* False: it holds none of it. */
static bool blank(struct call *c, unsigned fields)
{
	bool phone = fields & REDACT_BIT(REDACT_PHONE);
	const struct {
		bool wanted;
		const char **text;
	} texts[] = {
		{ fields & REDACT_BIT(REDACT_FILES) || (phone && names_number(c)), &c->recording },
		{ fields & REDACT_BIT(REDACT_NAME), &c->name }, { phone, &c->phone }, { phone, &c->raw },
	};
	bool any = false;

	for (size_t i = 0; i < COUNT(texts); i++)
		if (texts[i].wanted && **texts[i].text) {
			*texts[i].text = "";
			any = true;
		}
	return any;
}

static enum err_code change_row(struct store *s, const struct call *c, int64_t num, const struct call *was,
				struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE call SET raw = ?, name = ?, recording = ? WHERE id = ?");

	db_bind(st, "sssi", c->raw, c->name, c->recording, c->key);
	if (db_run(&s->db, st, e))
		return e->code;
	if (num && !*c->phone && phone_index_drop(&s->db, &phones_of_calls, c->key, num, e))
		return e->code;
	return strcmp(c->name, was->name) == 0 ? ERR_OK : calls_reword(s, was, c, e);
}

/* --- the rows of a batch ---------------------------------------------------------------------------------- */

struct rows {
	struct { int64_t key, batch; } *row;
	int n, room;
};

static enum err_code gather(struct store *s, sqlite3_stmt *st, struct arena *mem, struct rows *r, struct err *e)
{
	while (db_row(&s->db, st, e)) {
		if (r->n == r->room) {
			void *more = arena_alloc(mem, (size_t)(2 * r->room + 16) * sizeof(*r->row));

			if (r->n)
				memcpy(more, r->row, (size_t)r->n * sizeof(*r->row));
			r->row = more;
			r->room = 2 * r->room + 16;
		}
		r->row[r->n].key = sqlite3_column_int64(st, 0);
		r->row[r->n++].batch = sqlite3_column_int64(st, 1);
	}
	sqlite3_reset(st);
	return e->code;
}

static enum err_code erase_row(struct store *s, int64_t key, unsigned fields, bool *any, struct arena *mem,
			       struct err *e)
{
	struct call was, c;
	int64_t num;

	*any = false;
	if (!call_read_bare(s, key, mem, &was, &num, e))
		return e->code;
	c = was;
	*any = blank(&c, fields);
	return *any ? change_row(s, &c, num, &was, e) : ERR_OK;
}

static json_t *names_of(unsigned fields)
{
	json_t *all = redaction_new(fields & FIELDS_OF_A_CALL, ""), *names = json_incref(json_object_get(all, "fields"));

	json_decref(all);
	return names;
}

static enum err_code say(struct store *s, const char *subject, json_t *body, bool good, const struct actor *who,
			 struct err *e)
{
	struct event ev = { .kind = CALLS_REDACTED, .at = s->clock->now_ms(s->clock->ctx), .subject = subject };
	struct arena mem = { 0 };
	char hex[65];

	if (good && calls_digest_now(s, subject, hex, e) == ERR_OK)
		json_object_set_new(body, "digest", json_string(hex));
	enum err_code rc = e->code ? e->code : log_append(s, &ev, body, who, &mem, e);

	arena_free(&mem);
	return rc;
}

/* Rows i.. of one batch; returns where the next one begins. */
static int erase_batch(struct store *s, const struct rows *r, int i, struct calls_erasing *x, const struct actor *who,
		       struct err *e)
{
	struct arena mem = { 0 };
	int64_t batch = r->row[i].batch, count;
	const char *subject = arena_printf(&mem, "%s.%lld", s->site, (long long)batch);
	json_t *keys = json_array();
	bool good = false, any;

	if (calls_check(s, subject, &good, &count, e) == ERR_OK)
		for (; i < r->n && r->row[i].batch == batch && !e->code; i++)
			if (!erase_row(s, r->row[i].key, x->fields, &any, &mem, e) && any)
				json_array_append_new(keys, json_integer(r->row[i].key));
	x->done += (int)json_array_size(keys);
	json_t *body = json_pack("{sO so ss}", "calls", keys, "fields", names_of(x->fields), "note", x->reason);

	if (!e->code && json_array_size(keys) && say(s, subject, body, good, who, e))
		i = r->n;
	json_decref(body);
	json_decref(keys);
	arena_free(&mem);
	return i;
}

static int by_batch(const void *a, const void *b)
{
	const int64_t *x = a, *y = b; /* key, batch */

	if (x[1] != y[1])
		return x[1] < y[1] ? -1 : 1;
	return (x[0] > y[0]) - (x[0] < y[0]);
}

static enum err_code erase_all(struct store *s, struct rows *r, struct calls_erasing *x, const struct actor *who,
			       struct err *e)
{
	if (r->n)
		qsort(r->row, (size_t)r->n, sizeof(*r->row), by_batch);
	for (int i = 0; i < r->n && !e->code;)
		i = erase_batch(s, r, i, x, who, e);
	return e->code;
}

/* --- which ------------------------------------------------------------------------------------------------ */

static enum err_code named(struct store *s, const char *ids, struct arena *mem, struct rows *r, struct err *e)
{
	while (*ids) {
		size_t n = strcspn(ids, ",");
		sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, batch FROM call WHERE uid = ?1 UNION SELECT id, batch"
						   " FROM call WHERE ?1 NOT GLOB '*[^0-9]*' AND id = cast(?1 AS INTEGER)"
						   " AND uid IS NULL");

		db_bind(st, "s", arena_strndup(mem, ids, n));
		if (gather(s, st, mem, r, e))
			break;
		ids += n + (ids[n] == ',');
	}
	return e->code;
}

bool calls_hold(struct store *s, const char *ids, unsigned fields, struct err *e)
{
	struct arena mem = { 0 };
	struct rows r = { .n = 0 };
	bool any = false;
	struct call c;
	int64_t num;

	if (named(s, ids, &mem, &r, e) == ERR_OK)
		for (int i = 0; i < r.n && !any; i++)
			any = call_read_bare(s, r.row[i].key, &mem, &c, &num, e) && blank(&c, fields);
	arena_free(&mem);
	return any;
}

enum err_code calls_erase_named(struct store *s, const char *ids, struct calls_erasing *x, const struct actor *who,
				struct err *e)
{
	struct arena mem = { 0 };
	struct rows r = { .n = 0 };

	if (*ids && x->fields & FIELDS_OF_A_CALL && calls_close_hour(s, who, e) == ERR_OK &&
	    named(s, ids, &mem, &r, e) == ERR_OK)
		erase_all(s, &r, x, who, e);
	arena_free(&mem);
	return e->code;
}

enum err_code calls_erase_again(struct store *s, const char *body, struct err *e)
{
	json_t *said = json_loads(body, 0, NULL), *key;
	struct arena mem = { 0 };
	bool any;
	size_t i;

	json_array_foreach(json_object_get(said, "calls"), i, key)
		if (erase_row(s, json_integer_value(key), redaction_fields(said), &any, &mem, e))
			break;
	json_decref(said);
	arena_free(&mem);
	return e->code;
}

enum err_code calls_erase_number(struct store *s, int64_t num, struct calls_erasing *x, const struct actor *who,
				 struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, batch FROM call WHERE num = ?");
	struct arena mem = { 0 };
	struct rows r = { .n = 0 };

	if (num && x->fields & FIELDS_OF_A_CALL && calls_close_hour(s, who, e) == ERR_OK) {
		db_bind(st, "i", num);
		if (gather(s, st, &mem, &r, e) == ERR_OK)
			erase_all(s, &r, x, who, e);
	}
	arena_free(&mem);
	return e->code;
}

/* --- late calls ------------------------------------------------------------------------------------------- */

static bool add_fields(void *ctx, const struct event *ev)
{
	unsigned *fields = ctx;
	json_t *body = strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0 ? json_loads(ev->body, 0, NULL) : NULL;

	*fields |= redaction_fields(body);
	json_decref(body);
	return true;
}

enum err_code call_erase_late(struct store *s, struct call *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT a.subject FROM call_link l JOIN appeal a ON a.id = l.appeal"
					   " WHERE l.call = ?1 UNION SELECT subject FROM consultation WHERE call = ?1 AND call <> ''");
	struct arena mem = { 0 };
	json_t *subjects = json_array(), *one;
	unsigned fields = 0;
	size_t i;

	db_bind(st, "s", c->id);
	while (*c->id && db_row(&s->db, st, e))
		json_array_append_new(subjects, json_string(db_text(&mem, st, 0)));
	sqlite3_reset(st);
	json_array_foreach(subjects, i, one)
		if (!e->code && log_each(s, json_string_value(one), add_fields, &fields, e))
			break;
	if (!e->code && fields & FIELDS_OF_A_CALL)
		blank(c, fields);
	json_decref(subjects);
	arena_free(&mem);
	return e->code;
}
