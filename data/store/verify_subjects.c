/* data/store/verify_subjects.c - do the rows follow from the log: every subject is folded again by
 * core's rules and compared with its row, field by field; rows nobody has registered are looked for.
 *
 * Slices of about VERIFY_SLICE events per snapshot. A subject is folded and compared within one of
 * them, so that what others write meanwhile cannot look like a fault. */
#include "core/attachment.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/blob.h"
#include "data/store/calls_internal.h"
#include "data/store/consults_internal.h"
#include "data/store/incidents_internal.h"
#include "data/store/lists_internal.h"
#include "data/store/templates_internal.h"
#include "data/store/users_internal.h"
#include "data/store/verify_internal.h"

/* Hashing so many rows takes about as long as folding one event. */
enum { CALLS_OF_AN_EVENT = 10 };

/* One subject on its way through fold. */
struct replay {
	struct arena mem;
	struct appeal appeal;
	struct account account;
	struct incident incident;
	struct template template;
	struct consult consult;
	struct item item;
	int events;
};

static bool replay_appeal(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	fold(&r->appeal, ev, &r->mem);
	r->events++;
	return true;
}

static bool replay_account(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	user_fold(&r->account, ev, &r->mem);
	r->events++;
	return true;
}

static bool replay_incident(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	incident_fold(&r->incident, ev, &r->mem);
	r->events++;
	return true;
}

static bool replay_template(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	template_fold(&r->template, ev, &r->mem);
	r->events++;
	return true;
}

static bool replay_consult(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	consult_fold(&r->consult, ev, &r->mem);
	r->events++;
	return true;
}

static bool replay_item(void *ctx, const struct event *ev)
{
	struct replay *r = ctx;

	item_fold(&r->item, ev, &r->mem);
	r->events++;
	return true;
}

static void say_difference(struct check *c, const char *subject, const char *field)
{
	check_bad(c, 1, _("The row of %s does not follow from the log: the field «%s» differs."), subject,
		  field);
}

static void say_no_row(struct check *c, const char *subject)
{
	check_bad(c, 1, _("The log has %s, but its row is missing."), subject);
}

static enum err_code check_appeal(struct store *s, struct check *c, const char *subject,
				  struct replay *r, struct err *e)
{
	struct appeal row;

	appeal_init(&r->appeal);
	if (log_each(s, subject, replay_appeal, r, e))
		return e->code;
	int64_t id = appeal_id_of_subject(s, subject, e);

	if (!id || !appeal_read(s, id, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = appeal_difference(&r->appeal, &row);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

static enum err_code check_account(struct store *s, struct check *c, const char *subject,
				   struct replay *r, struct err *e)
{
	struct account row;

	account_init(&r->account);
	if (log_each(s, subject, replay_account, r, e))
		return e->code;
	if (!account_read_subject(s, subject, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = account_difference(&r->account, &row);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

static enum err_code check_incident(struct store *s, struct check *c, const char *subject,
				    struct replay *r, struct err *e)
{
	struct incident row;

	incident_init(&r->incident);
	if (log_each(s, subject, replay_incident, r, e))
		return e->code;
	if (!incident_read_subject(s, subject, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = record_difference(&r->incident, &row, incident_fields, incident_field_count);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

/* A batch or an hour of the call journal: its rows as they were. */
static enum err_code check_calls(struct store *s, struct check *c, const char *subject, struct replay *r,
				 struct err *e)
{
	int64_t rows;
	bool good;

	if (!calls_check(s, subject, &good, &rows, e) && !good)
		check_bad(c, 1, _("The calls of %s are not those that were written down: %lld of them are there."),
			  subject, (long long)rows);
	r->events += 1 + (int)(rows / CALLS_OF_AN_EVENT);
	return e->code;
}

static enum err_code check_template(struct store *s, struct check *c, const char *subject,
				    struct replay *r, struct err *e)
{
	struct template row;

	template_init(&r->template);
	if (log_each(s, subject, replay_template, r, e))
		return e->code;
	if (!template_read_subject(s, subject, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = template_difference(&r->template, &row);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

static enum err_code check_consult(struct store *s, struct check *c, const char *subject,
				   struct replay *r, struct err *e)
{
	struct consult row;

	consult_init(&r->consult);
	if (log_each(s, subject, replay_consult, r, e))
		return e->code;
	if (!consult_read_subject(s, subject, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = record_difference(&r->consult, &row, consult_fields, consult_field_count);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

static enum err_code check_item(struct store *s, struct check *c, const char *subject, struct replay *r,
				struct err *e)
{
	struct item row;

	item_init(&r->item);
	if (log_each(s, subject, replay_item, r, e))
		return e->code;
	if (!item_read_subject(s, subject, &r->mem, &row, e)) {
		if (!e->code)
			say_no_row(c, subject);
		return e->code;
	}
	const char *field = item_difference(&r->item, &row);

	if (field)
		say_difference(c, subject, field);
	return ERR_OK;
}

/* A thing with a row: how its row is checked. */
struct maker {
	const char *table;
	enum err_code (*check)(struct store *s, struct check *c, const char *subject, struct replay *r,
			       struct err *e);
};

/* What an event of this kind makes; NULL: nothing that has a row. */
static const struct maker *maker_of(const char *kind)
{
	static const struct maker appeal = { "appeal", check_appeal }, user = { "user", check_account },
		incident = { "incident", check_incident }, calls = { "call", check_calls },
		text = { "template", check_template }, consult = { "consultation", check_consult },
		item = { "list_row", check_item };
	const struct {
		const char *kind;
		const struct maker *maker;
	} makers[] = { { plain_kind(EV_REGISTERED), &appeal }, { plain_kind(EV_IMPORTED), &appeal },
		       { user_event_kind(USER_ADDED), &user },
		       { incident_event_kind(INCIDENT_OPENED), &incident }, { CALLS_EVENT, &calls },
		       { template_added, &text }, { consulted, &consult },
		       { item_kept, &item } };

	for (size_t i = 0; i < COUNT(makers); i++)
		if (strcmp(kind, makers[i].kind) == 0)
			return makers[i].maker;
	return NULL;
}

/* The kind of the event that made a subject "site.seq", in the arena; NULL when there is none. */
static const char *made_by(struct store *s, const char *subject, struct arena *mem, struct err *e)
{
	const char *dot = strrchr(subject, '.');
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT kind FROM event WHERE site = ? AND seq = ?");

	if (!dot)
		return NULL;
	db_bind(st, "si", arena_strndup(mem, subject, (size_t)(dot - subject)),
		(int64_t)strtoll(dot + 1, NULL, 10));
	const char *kind = db_row(&s->db, st, e) ? db_text(mem, st, 0) : NULL;

	sqlite3_reset(st);
	return kind;
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
	struct replay r = { .events = 0 };
	char self[64];
	const struct maker *m = maker_of(ev->kind);
	enum err_code rc = ERR_OK;

	snprintf(self, sizeof(self), "%s.%lld", ev->site, (long long)ev->seq);
	check_file(s, c, ev);
	if (strcmp(self, ev->subject) != 0) {
		if (!made_by(s, ev->subject, &r.mem, e) && !e->code)
			check_bad(c, 1, _("Row %s of the log speaks of %s, which the log has not made."), self,
				  ev->subject);
		rc = e->code;
	} else {
		c->out->subjects++;
		if (m)
			rc = m->check(s, c, self, &r, e);
	}
	*folded += r.events + 1;
	arena_free(&r.mem);
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

/* Rows of one table in pieces: key, subject. */
struct rows {
	const char *table, *sql;
};

static enum err_code rows_slice(struct store *s, struct check *c, const struct rows *t, int64_t *cursor,
				struct err *e)
{
	struct arena mem = { 0 };
	int n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, t->sql);

	db_bind(st, "id", *cursor, (int)VERIFY_SLICE);
	for (; db_row(&s->db, st, e); n++) {
		const char *subject = db_text(&mem, st, 1);
		const char *kind = made_by(s, subject, &mem, e);
		const struct maker *m = kind ? maker_of(kind) : NULL;

		*cursor = sqlite3_column_int64(st, 0);
		if (!e->code && (!m || strcmp(m->table, t->table) != 0))
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

enum err_code verify_rows(struct store *s, struct check *c, struct err *e)
{
	/* Accounts are few and have no row number: one piece. */
	static const struct rows tables[] = {
		{ "appeal", "SELECT id, subject FROM appeal WHERE id > ? ORDER BY id LIMIT ?" },
		{ "incident", "SELECT id, subject FROM incident WHERE id > ? ORDER BY id LIMIT ?" },
		{ "consultation", "SELECT id, subject FROM consultation WHERE id > ? ORDER BY id LIMIT ?" },
		{ "template", "SELECT 0, subject FROM template WHERE ? < 0 LIMIT max(?, (SELECT count(*) FROM template))" },
		{ "list_row", "SELECT 0, subject FROM list_row WHERE ? < 0 LIMIT max(?, (SELECT count(*) FROM list_row))" },
		{ "user", "SELECT 0, subject FROM user WHERE ? < 0 LIMIT max(?, (SELECT count(*) FROM user))" },
	};

	for (size_t i = 0; i < COUNT(tables); i++)
		for (int64_t cursor = INT64_MIN; cursor != INT64_MAX;)
			if (rows_slice(s, c, &tables[i], &cursor, e))
				return e->code;
	return lost_questions(s, c, e);
}
