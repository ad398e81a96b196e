/* data/store/subjects.c - see subjects.h. A new kind of thing is one row of the table at the end, with its adapters. No
 * rule of any thing is here. */
#include "data/store/subjects.h"

#include "data/store/consults_internal.h"
#include "data/store/form_key.h"
#include "data/store/incidents_internal.h"
#include "data/store/lists_internal.h"
#include "data/store/templates_internal.h"
#include "data/store/users_internal.h"

/* The calls that are alike for all of them, by the names of their own headers. */
#define ADAPT(name, init_one, fold_one, read_one) \
	static void name##_start(union thing *t) { init_one(&t->name); } \
	static enum fold_result name##_step(union thing *t, const struct event *ev, struct arena *mem) \
	{ \
		return fold_one(&t->name, ev, mem); \
	} \
	static bool name##_row(struct store *s, const char *subject, struct arena *mem, union thing *out, \
			       struct err *e) \
	{ \
		return read_one(s, subject, mem, &out->name, e); \
	} \
	static void name##_digest(struct digest *d, const union thing *t) { digest_##name(d, &t->name); }

static bool appeal_read_subject(struct store *s, const char *subject, struct arena *mem, struct appeal *out,
				struct err *e)
{
	int64_t id = appeal_id_of_subject(s, subject, e);

	return id && appeal_read(s, id, mem, out, e);
}

ADAPT(appeal, appeal_init, fold, appeal_read_subject)
ADAPT(incident, incident_init, incident_fold, incident_read_subject)
ADAPT(consult, consult_init, consult_fold, consult_read_subject)
ADAPT(account, account_init, user_fold, account_read_subject)
ADAPT(template, template_init, template_fold, template_read_subject)
ADAPT(item, item_init, item_fold, item_read_subject)

/* --- differences ------------------------------------------------------------------------------------- */

static const char *appeals_differ(const union thing *a, const union thing *b)
{
	return appeal_difference(&a->appeal, &b->appeal);
}

static const char *incidents_differ(const union thing *a, const union thing *b)
{
	return record_difference(&a->incident, &b->incident, incident_fields, incident_field_count);
}

static const char *consults_differ(const union thing *a, const union thing *b)
{
	return record_difference(&a->consult, &b->consult, consult_fields, consult_field_count);
}

static const char *accounts_differ(const union thing *a, const union thing *b)
{
	return account_difference(&a->account, &b->account);
}

static const char *templates_differ(const union thing *a, const union thing *b)
{
	return template_difference(&a->template, &b->template);
}

static const char *items_differ(const union thing *a, const union thing *b)
{
	return item_difference(&a->item, &b->item);
}

/* --- what they are like ------------------------------------------------------------------------------- */

static struct conflict_met appeal_meets(const union thing *t, const struct event *ev)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	const struct question *q = appeal_question_of(&t->appeal, body);
	bool named = json_object_get(body, "q") != NULL;

	json_decref(body);
	return (struct conflict_met){ q ? q->state : "", q && named ? q->k : 0 };
}

static struct conflict_met incident_meets(const union thing *t, const struct event *ev)
{
	(void)ev;
	return (struct conflict_met){ t->incident.state, 0 };
}

static void own_questions(union thing *t, struct arena *mem)
{
	const struct question *was = t->appeal.q;
	size_t n = (size_t)t->appeal.nq;

	t->appeal.q = arena_alloc(mem, (n + 1) * sizeof(*was));
	if (n)
		memcpy(t->appeal.q, was, n * sizeof(*was));
}

static int64_t appeal_last(const union thing *t)
{
	return t->appeal.hlc;
}

static bool appeal_erased(const union thing *t)
{
	return *t->appeal.redacted != '\0';
}

static int64_t incident_last(const union thing *t)
{
	return t->incident.hlc;
}

static int64_t template_last(const union thing *t)
{
	return t->template.hlc;
}

static int64_t item_last(const union thing *t)
{
	return t->item.hlc;
}

/* --- numbers and keys that are another row's ----------------------------------------------------------- */

/* Of rows of a table, by their first events. A point ends the code of a site: it is less than any letter or digit. */
#define FIRST_MADE(table) " ORDER BY (SELECT v.hlc FROM event v WHERE v.subject = " table ".subject" \
	" AND v.subject = v.site || '.' || v.seq), subject LIMIT 1"

static const char *subject_in(struct store *s, sqlite3_stmt *st, struct arena *mem, struct err *e)
{
	const char *subject = db_row(&s->db, st, e) ? db_text(mem, st, 0) : NULL;

	sqlite3_reset(st);
	return subject;
}

static const char *appeal_taken(struct store *s, const union thing *now, struct arena *mem, struct err *e)
{
	const struct appeal *a = &now->appeal;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM appeal WHERE (number = ? OR ascii = ? OR idem = ?)"
					   " AND subject <> ?" FIRST_MADE("appeal"));

	db_bind(st, "ssss", a->number, a->ascii, form_key_to_row(s, a->subject, a->idem, mem), a->subject);
	return subject_in(s, st, mem, e);
}

static const char *incident_taken(struct store *s, const union thing *now, struct arena *mem, struct err *e)
{
	const struct incident *i = &now->incident;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM incident WHERE (number = ? OR ascii = ?)"
					   " AND subject <> ?" FIRST_MADE("incident"));

	db_bind(st, "sss", i->number, i->ascii, i->subject);
	return subject_in(s, st, mem, e);
}

static const char *consult_taken(struct store *s, const union thing *now, struct arena *mem, struct err *e)
{
	const struct consult *c = &now->consult;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM consultation WHERE idem = ? AND idem <> ''"
					   " AND subject <> ?" FIRST_MADE("consultation"));

	db_bind(st, "ss", form_key_to_row(s, c->subject, c->idem, mem), c->subject);
	return subject_in(s, st, mem, e);
}

/* --- saving ------------------------------------------------------------------------------------------ */

static int64_t id_of(struct store *s, const char *sql, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, sql);

	db_bind(st, "s", subject);
	return db_int(&s->db, st, 0, e);
}

static enum err_code save_appeal(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
				 struct err *e)
{
	int64_t id = was ? appeal_id_of_subject(s, was->appeal.subject, e) : 0;

	(void)mem;
	return e->code ? e->code : appeal_save(s, was ? &was->appeal : NULL, &now->appeal, &id, e);
}

static enum err_code save_incident(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
				   struct err *e)
{
	int64_t id = was ? id_of(s, "SELECT id FROM incident WHERE subject = ?", was->head.subject, e) : 0;

	(void)mem;
	return e->code ? e->code : incident_save(s, &now->incident, &id, e);
}

static enum err_code save_consult(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
				  struct err *e)
{
	int64_t id = was ? id_of(s, "SELECT id FROM consultation WHERE subject = ?", was->head.subject, e) : 0;

	(void)mem;
	return e->code ? e->code : consult_save(s, &now->consult, id, e);
}

static enum err_code drop_appeal(struct store *s, const union thing *row, struct err *e)
{
	return appeal_drop(s, &row->appeal, e);
}

static enum err_code drop_incident(struct store *s, const union thing *row, struct err *e)
{
	return incident_drop(s, row->incident.subject, e);
}

static enum err_code drop_consult(struct store *s, const union thing *row, struct err *e)
{
	return consult_drop(s, row->consult.subject, e);
}

static enum err_code save_account(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
				  struct err *e)
{
	(void)was;
	(void)mem;
	return account_save(s, &now->account, e);
}

static enum err_code save_template(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
				   struct err *e)
{
	(void)was;
	(void)mem;
	return template_save(s, &now->template, e);
}

/* Of two rows with one key the later counts in the list's own table. */
static enum err_code save_item(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
			       struct err *e)
{
	struct item latest;

	(void)was;
	if (item_save(s, &now->item, e))
		return e->code;
	if (!item_read(s, now->item.list, now->item.key, mem, &latest, e))
		return e->code;
	return list_apply(s, &latest, mem, e);
}

/* --- the table --------------------------------------------------------------------------------------- */

#define ROWS_OF(table) "SELECT id, subject FROM " table " WHERE id > ? ORDER BY id LIMIT ?"
/* Few, and without a row number: one piece. */
#define ROWS_AT_ONCE(table) "SELECT 0, subject FROM " table " WHERE ? < 0 LIMIT max(?, (SELECT count(*) FROM " table "))"

#define ALIKE(name) .digest = name##_digest, .init = name##_start, .fold = name##_step, .read = name##_row, \
	.difference = name##s_differ, .save = save_##name

static const struct subject_kind
	appeals = { .table = "appeal", .shared = "appeals", .rows = ROWS_OF("appeal"), ALIKE(appeal),
		    .state = appeal_meets, .own = own_questions, .hlc = appeal_last, .erased = appeal_erased,
		    .taken = appeal_taken, .drop = drop_appeal },
	incidents = { .table = "incident", .shared = "incidents", .rows = ROWS_OF("incident"), ALIKE(incident),
		      .state = incident_meets, .hlc = incident_last, .taken = incident_taken, .drop = drop_incident },
	consults = { .table = "consultation", .shared = "consultations", .rows = ROWS_OF("consultation"),
		     ALIKE(consult), .taken = consult_taken, .drop = drop_consult },
	accounts = { .table = "user", .shared = "users", .rows = "SELECT 0, subject FROM (SELECT subject FROM user"
		     " UNION ALL SELECT subject FROM colleague) WHERE ? < 0 LIMIT max(?, (SELECT count(*) FROM user)"
		     " + (SELECT count(*) FROM colleague))", ALIKE(account) },
	templates = { .table = "template", .shared = "templates", .rows = ROWS_AT_ONCE("template"), ALIKE(template),
		      .hlc = template_last },
	items = { .table = "list_row", .shared = "lists", .rows = ROWS_AT_ONCE("list_row"), ALIKE(item),
		  .hlc = item_last };

const struct subject_kind *const subject_kinds[] = { &appeals, &incidents, &consults, &accounts, &templates, &items,
						     NULL };

const struct subject_kind *subject_kind_of(const char *event_kind)
{
	const struct {
		const char *event;
		const struct subject_kind *kind;
	} makers[] = {
		{ plain_kind(EV_REGISTERED), &appeals }, { plain_kind(EV_IMPORTED), &appeals },
		{ incident_event_kind(INCIDENT_OPENED), &incidents }, { consulted, &consults },
		{ user_event_kind(USER_ADDED), &accounts }, { template_added, &templates }, { item_kept, &items },
	};

	for (size_t i = 0; i < COUNT(makers); i++)
		if (strcmp(event_kind, makers[i].event) == 0)
			return makers[i].kind;
	return NULL;
}

const char *subject_made_by(struct store *s, const char *subject, struct arena *mem, struct err *e)
{
	const char *dot = strrchr(subject, '.');
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT kind FROM event WHERE site = ? AND seq = ?");

	if (!dot)
		return NULL;
	db_bind(st, "si", arena_strndup(mem, subject, (size_t)(dot - subject)), (int64_t)strtoll(dot + 1, NULL, 10));
	const char *kind = db_row(&s->db, st, e) ? db_text(mem, st, 0) : NULL;

	sqlite3_reset(st);
	return kind;
}

