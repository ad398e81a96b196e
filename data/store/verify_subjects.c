/* data/store/verify_subjects.c - do the rows follow from the log: every subject is folded again by
 * core's rules and compared with its row, field by field; rows nobody has registered are looked for.
 *
 * Slices of about VERIFY_SLICE events per snapshot. A subject is folded and compared within one of
 * them, so that what others write meanwhile cannot look like a fault. */
#include "core/attachment.h"
#include "core/i18n.h"
#include "data/store/blob.h"
#include "data/store/calls_internal.h"
#include "data/store/conflicts_internal.h"
#include "data/store/subjects.h"
#include "data/store/verify_internal.h"

/* Hashing so many rows takes about as long as folding one event. */
enum { CALLS_OF_AN_EVENT = 10 };

static void say_difference(struct check *c, const char *subject, const char *field)
{
	check_bad(c, 1, _("The row of %s does not follow from the log: the field «%s» differs."), subject,
		  field);
}

/* Missing, or kept away by the number or the key of another one. */
static void say_no_row(struct store *s, struct check *c, struct folded *f, const char *subject, struct err *e)
{
	const char *other = subject_twin(s, f, e);

	if (other)
		check_bad(c, 1, _("The log has %s with the number or the form key of %s: its events are kept, but it has no "
				  "row. Its site gave one number twice: call the administrator there."), subject, other);
	else
		check_bad(c, 1, _("The log has %s, but its row is missing."), subject);
}

static void check_conflicts(struct store *s, struct check *c, const char *subject, struct folded *f, struct err *e)
{
	struct conflict *rows;

	if (!conflicts_read(s, subject, &f->mem, &rows, e) && conflicts_differ(f->conflicts, rows))
		check_bad(c, 1, _("The conflicts of %s do not follow from the log."), subject);
}

/* A thing with a row: folded, and compared with it. */
static enum err_code check_thing(struct store *s, struct check *c, const struct subject_kind *kind,
				 const char *subject, int *folded, struct err *e)
{
	struct folded f = { .events = 0 };
	union thing row;
	bool there = !subject_fold(s, kind, subject, &f, e) && kind->read(s, subject, &f.mem, &row, e);
	const char *field = there ? kind->difference(&f.now, &row) : NULL;

	/* Events that make nothing (a number of another site's series) have no row. */
	if (!there && !e->code && *f.now.head.subject)
		say_no_row(s, c, &f, subject, e);
	if (field)
		say_difference(c, subject, field);
	if (kind->state && !e->code)
		check_conflicts(s, c, subject, &f, e);
	*folded += f.events;
	subject_fold_free(&f);
	return e->code;
}

/* A batch or an hour of the call journal: its rows as they were. */
static enum err_code check_calls(struct store *s, struct check *c, const char *subject, int *folded,
				 struct err *e)
{
	int64_t rows;
	bool good;

	if (!calls_check(s, subject, &good, &rows, e) && !good)
		check_bad(c, 1, _("The calls of %s are not those that were written down: %lld of them are there."),
			  subject, (long long)rows);
	*folded += 1 + (int)(rows / CALLS_OF_AN_EVENT);
	return e->code;
}

/* What an event of this site says lies beside the base, lies there as it was. */
static void check_file(struct store *s, struct check *c, const struct event *ev)
{
	json_t *body = strcmp(ev->site, s->site) == 0 && (strstr(ev->body, "\"file\"") || strstr(ev->body, "\"photo\""))
		? json_loads(ev->body, 0, NULL) : NULL;
	struct attachment f;

	if (body && attachment_of(body, &f) && blob_look(s, f.sha256) != BLOB_GOOD)
		check_bad(c, 1, _("The file %s of row %s.%lld is missing beside the base, or is another one."),
			  f.sha256, ev->site, (long long)ev->seq);
	json_decref(body);
}

/* One event of the walk: the one that made its subject stands for all of them. */
static enum err_code check_event(struct store *s, struct check *c, const struct event *ev, int *folded,
				 struct err *e)
{
	struct arena mem = { 0 };
	char self[64];
	const struct subject_kind *kind = subject_kind_of(ev->kind);
	bool ours = strcmp(ev->site, s->site) == 0;
	enum err_code rc = ERR_OK;

	snprintf(self, sizeof(self), "%s.%lld", ev->site, (long long)ev->seq);
	check_file(s, c, ev);
	if (strcmp(self, ev->subject) != 0) {
		/* what another site speaks of may still be on its way */
		if (ours && !subject_made_by(s, ev->subject, &mem, e) && !e->code)
			check_bad(c, 1, _("Row %s of the log speaks of %s, which the log has not made."), self,
				  ev->subject);
		rc = e->code;
	} else {
		c->out->subjects++;
		if (kind)
			rc = check_thing(s, c, kind, self, folded, e);
		else if (strcmp(ev->kind, CALLS_EVENT) == 0 && ours)
			rc = check_calls(s, c, self, folded, e);
	}
	++*folded;
	arena_free(&mem);
	return rc;
}

static enum err_code check_slice(struct store *s, struct check *c, int64_t *cursor, int64_t last,
				 struct err *e)
{
	struct event ev;
	int folded = 0, n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE id > ? AND id <= ?"
					   " ORDER BY id");

	db_bind(st, "ii", *cursor, last);
	while (!rc && folded < VERIFY_SLICE && db_row(&s->db, st, e)) {
		log_read_row(st, &ev);
		*cursor = ev.id;
		n++;
		rc = check_event(s, c, &ev, &folded, e);
	}
	sqlite3_reset(st);
	db_end_read(&s->db);
	if (folded < VERIFY_SLICE)
		*cursor = last;
	return e->code ? e->code : check_step(c, n, e);
}

enum err_code verify_subjects(struct store *s, struct check *c, struct err *e)
{
	int64_t cursor = INT64_MIN, last = store_last_event(s);

	while (cursor < last)
		if (check_slice(s, c, &cursor, last, e))
			break;
	return e->code;
}

/* --- rows without a subject ------------------------------------------------------------------ */

/* A piece of the rows of one table. */
static enum err_code rows_slice(struct store *s, struct check *c, const struct subject_kind *t, int64_t *cursor,
				struct err *e)
{
	struct arena mem = { 0 };
	int n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, t->rows);

	db_bind(st, "id", *cursor, (int)VERIFY_SLICE);
	for (; db_row(&s->db, st, e); n++) {
		const char *subject = db_text(&mem, st, 1);
		const char *made_by = subject_made_by(s, subject, &mem, e);

		*cursor = sqlite3_column_int64(st, 0);
		if (!e->code && (!made_by || subject_kind_of(made_by) != t))
			check_bad(c, 1, _("The log has not made the row of %s."), subject);
	}
	db_end_read(&s->db);
	arena_free(&mem);
	if (n < VERIFY_SLICE)
		*cursor = INT64_MAX;
	return e->code ? e->code : check_step(c, 0, e);
}

static enum err_code lost_questions(struct store *s, struct check *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT q.id FROM question q LEFT JOIN appeal a ON a.id = q.appeal"
					   " WHERE a.id IS NULL");

	while (db_row(&s->db, st, e))
		check_bad(c, 1, _("The question in row %lld belongs to no appeal."),
			  (long long)sqlite3_column_int64(st, 0));
	return e->code;
}

static enum err_code lost_conflicts(struct store *s, struct check *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT DISTINCT subject FROM conflict");
	struct arena mem = { 0 };

	while (db_row(&s->db, st, e)) {
		const char *subject = db_text(&mem, st, 0), *made_by = subject_made_by(s, subject, &mem, e);
		const struct subject_kind *kind = made_by ? subject_kind_of(made_by) : NULL;

		if (!e->code && (!kind || !kind->state))
			check_bad(c, 1, _("The log has not made the conflict of %s."), subject);
	}
	arena_free(&mem);
	return e->code;
}

enum err_code verify_rows(struct store *s, struct check *c, struct err *e)
{
	for (int i = 0; subject_kinds[i]; i++)
		for (int64_t cursor = INT64_MIN; cursor != INT64_MAX;)
			if (rows_slice(s, c, subject_kinds[i], &cursor, e))
				return e->code;
	return lost_questions(s, c, e) ? e->code : lost_conflicts(s, c, e);
}
