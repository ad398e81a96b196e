/* data/store/redact.c - see redact.h. One transaction for log and rows; then, without it, what SQLite keeps elsewhere:
 * old segments of the search index and pages in the write-ahead log. */
#include "data/store/redact.h"

#include "core/attachment.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/blob.h"
#include "data/store/search_index.h"

struct erasing {
	struct change c;
	unsigned fields;
	json_t *body;    /* of the new event */
	int found;       /* rows of the log that held something */
	const char **files;
	int nfiles, room;
};

/* --- what the log holds --------------------------------------------------------------------------------- */

static void remember_file(struct erasing *r, const json_t *body)
{
	struct attachment f;

	if (!(r->fields & REDACT_BIT(REDACT_FILES)) || !attachment_of(body, &f) || r->nfiles == r->room)
		return;
	r->files[r->nfiles++] = arena_strdup(r->c.mem, f.sha256);
}

/* An earlier redaction is emptied too: what it keeps goes into the new one, row by row. */
static void take_row(struct erasing *r, const struct event *ev)
{
	bool earlier = strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
	json_t *body = json_loads(ev->body, 0, NULL);
	json_t *left = !body ? NULL : earlier ? redaction_rest(body) : redact_body(ev->kind, body, r->fields);

	if (left && !earlier) {
		r->found++;
		remember_file(r, body);
	}
	if (left)
		redaction_add(r->body, ev->site, ev->seq, left);
	else if (body && ev->emptied)
		redaction_add(r->body, ev->site, ev->seq, json_incref(body));
	json_decref(body);
}

static bool take_event(void *ctx, const struct event *ev)
{
	take_row(ctx, ev);
	return true;
}

static enum err_code empty_rows(struct erasing *r, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&r->c.s->db, "UPDATE event SET body = '' WHERE site = ? AND seq = ?");
	const json_t *row;
	size_t i;

	json_array_foreach(json_object_get(r->body, "rows"), i, row) {
		db_bind(st, "si", json_string_value(json_object_get(row, "site")),
			(int64_t)json_integer_value(json_object_get(row, "seq")));
		if (db_run(&r->c.s->db, st, e))
			break;
	}
	return e->code;
}

/* --- the transaction ------------------------------------------------------------------------------------ */

static enum err_code nothing(const struct erasing *r, struct err *e)
{
	struct arena mem = { 0 };

	err_set(e, ERR_REFUSED, _("%s holds none of it: %s. Nothing was changed."), r->c.was.number,
		redact_labels(&mem, r->body));
	arena_free(&mem);
	return e->code;
}

static enum err_code erase(struct erasing *r, struct err *e)
{
	r->room = (int)r->c.was.rev;
	r->files = arena_alloc(r->c.mem, (size_t)(r->room + 1) * sizeof(*r->files));
	if (log_each(r->c.s, r->c.was.subject, take_event, r, e))
		return e->code;
	if (!r->found)
		return nothing(r, e);
	enum err_code rc = change_append(&r->c, plain_kind(EV_REDACTED), r->body, e);

	return rc ? rc : empty_rows(r, e);
}

/* --- what is left elsewhere ------------------------------------------------------------------------------ */

/* The same contents may belong to another appeal. */
static bool is_used(struct store *s, const char *sha256, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM event WHERE kind IN ('attached', 'done', 'redacted')"
					   " AND instr(body, ?) LIMIT 1");

	db_bind(st, "s", sha256);
	return db_int(&s->db, st, 0, e) != 0;
}

static int drop_files(const struct erasing *r, struct err *e)
{
	int n = 0;

	for (int i = 0; i < r->nfiles; i++)
		if (!is_used(r->c.s, r->files[i], e) && !e->code) {
			blob_drop(r->c.s, r->files[i]);
			n++;
		}
	return n;
}

enum err_code appeal_redact(struct store *s, const char *ref, const struct redaction *what, const struct actor *who,
			    struct arena *mem, struct redacted_report *out, struct err *e)
{
	struct erasing r = { .c = { .s = s, .who = who, .mem = mem }, .fields = what->fields };
	enum err_code rc = redact_check(what->fields, what->reason, who, e);

	*out = (struct redacted_report){ .rows = 0 };
	if (!rc)
		rc = change_begin(&r.c, ref, what->rev, e);
	if (rc && !s->db.in_tx)
		return rc;
	r.body = redaction_new(what->fields, what->reason);
	if (!rc)
		rc = erase(&r, e);
	rc = change_end(&r.c, rc, e);
	json_decref(r.body);
	if (rc)
		return rc;
	out->appeal = r.c.now;
	out->rows = r.found;
	out->files = drop_files(&r, e);
	rc = e->code ? e->code : search_purge(s, e);
	out->waits = !db_empty_wal(&s->db);
	return rc;
}

/* --- asking ----------------------------------------------------------------------------------------------- */

struct holds {
	unsigned fields;
	bool any;
};

static bool look(void *ctx, const struct event *ev)
{
	struct holds *h = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	json_t *left = body ? redact_body(ev->kind, body, h->fields) : NULL;

	h->any = h->any || left;
	json_decref(left);
	json_decref(body);
	return !h->any;
}

bool appeal_holds(struct store *s, const struct appeal *a, unsigned fields, struct err *e)
{
	struct holds h = { .fields = fields };

	return log_each(s, a->subject, look, &h, e) == ERR_OK && h.any;
}
