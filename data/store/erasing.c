/* data/store/erasing.c - see erasing.h. */
#include "data/store/erasing.h"

#include "core/attachment.h"
#include "core/fold.h"
#include "data/store/calls_erase.h"
#include "data/store/erased.h"

/* --- what the log holds --------------------------------------------------------------------------------- */

/* One row of the log may be larger than the room of a part; then it is alone in it. */
static void keep_row(struct erasing *r, const struct event *ev, json_t *kept)
{
	enum { NAMES_OF_A_ROW = 128 }; /* {"site":…,"seq":…,"kept":} */
	size_t size = json_dumpb(kept, NULL, 0, JSON_COMPACT) + NAMES_OF_A_ROW, n = json_array_size(r->parts);

	if (!n || size > r->room) {
		json_array_append_new(r->parts, redaction_new(r->fields, r->reason));
		r->room = REDACTION_BYTES;
		n++;
	}
	r->room -= size < r->room ? size : r->room;
	redaction_add(json_array_get(r->parts, n - 1), ev->site, ev->seq, kept);
}

void erasing_begin(struct erasing *r)
{
	if (!json_array_size(r->parts))
		json_array_append_new(r->parts, redaction_new(r->fields, r->reason));
}

/* An earlier redaction is emptied too: what it keeps goes into the new one, row by row. */
static bool take_row(void *ctx, const struct event *ev)
{
	struct erasing *r = ctx;
	bool earlier = strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
	json_t *body = json_loads(ev->body, 0, NULL);
	bool passed = r->missed && !earlier && !ev->emptied && !redaction_missed(r->missed, ev, body);
	json_t *left = !body || passed ? NULL : earlier ? redaction_rest(body) : redact_body(ev->kind, body, r->fields);

	r->found += left && !earlier;
	if (left)
		keep_row(r, ev, left);
	else if (body && ev->emptied)
		keep_row(r, ev, json_incref(body));
	json_decref(body);
	return true;
}

enum err_code erasing_look(struct store *s, const char *subject, struct erasing *r, struct err *e)
{
	r->parts = json_array();
	return log_each(s, subject, take_row, r, e);
}

void erasing_free(struct erasing *r)
{
	json_decref(r->parts);
}

/* --- what is emptied ------------------------------------------------------------------------------------- */

static enum err_code mark_file(struct store *s, const json_t *body, struct err *e)
{
	struct attachment f;

	return attachment_of(body, &f) ? erased_mark_file(s, f.sha256, e) : ERR_OK;
}

enum err_code erasing_mark_files(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT body FROM event WHERE subject = ? AND (instr(body, '\"file\"')"
					   " OR instr(body, '\"photo\"'))");
	const json_t *row;
	size_t i;

	db_bind(st, "s", subject);
	while (db_row(&s->db, st, e)) {
		json_t *body = json_loads((const char *)sqlite3_column_text(st, 0), 0, NULL);
		enum err_code rc = mark_file(s, body, e);

		json_array_foreach(json_object_get(body, "rows"), i, row)
			rc = rc ? rc : mark_file(s, json_object_get(row, "kept"), e);
		json_decref(body);
		if (rc)
			break;
	}
	sqlite3_reset(st);
	return e->code;
}

static enum err_code empty_row(struct store *s, const char *subject, const json_t *row, struct err *e)
{
	const char *site = json_string_value(json_object_get(row, "site"));
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE event SET body = '' WHERE site = ? AND seq = ? AND subject = ?");

	db_bind(st, "sis", site, (int64_t)json_integer_value(json_object_get(row, "seq")), subject);
	return db_run(&s->db, st, e);
}

/* Ids of the calls that belong to a thing, with commas between. */
static const char *calls_of(struct store *s, const char *subject, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT calls FROM appeal WHERE subject = ?1"
					   " UNION ALL SELECT call FROM consultation WHERE subject = ?1");

	db_bind(st, "s", subject);
	const char *ids = db_row(&s->db, st, e) ? db_text(mem, st, 0) : "";

	sqlite3_reset(st);
	return ids;
}

enum err_code redaction_obey(struct store *s, const char *subject, const json_t *body, const struct actor *who,
			     struct err *e)
{
	struct calls_erasing calls = { .fields = redaction_fields(body), .reason = "" };
	struct arena mem = { 0 };
	const json_t *row;
	size_t i;

	if (calls.fields & REDACT_BIT(REDACT_FILES) && erasing_mark_files(s, subject, e))
		return e->code;
	json_array_foreach(json_object_get(body, "rows"), i, row)
		if (empty_row(s, subject, row, e))
			return e->code;
	enum err_code rc = who ? calls_erase_named(s, calls_of(s, subject, &mem, e), &calls, who, e) : ERR_OK;

	arena_free(&mem);
	return rc ? rc : erased_mark(s, e);
}
