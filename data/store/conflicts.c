/* data/store/conflicts.c - the list of conflicts with both sides in words. Settling is conflict_settle.c. */
#include "data/store/conflicts.h"

#include "core/i18n.h"
#include "data/store/conflicts_internal.h"
#include "data/store/history_text.h"
#include "data/store/subjects.h"
#include "data/store/users.h"

enum { ROWS_MAX = 500 };

int conflict_count(struct store *s)
{
	struct err e = { 0 };

	return (int)db_int(&s->db, db_stmt(&s->db, "SELECT count(*) FROM conflict WHERE how = ''"), -1, &e);
}

bool conflict_is_move(const char *kind)
{
	return act_of_kind(kind) >= 0;
}

/* --- both sides ----------------------------------------------------------------------------------------- */

struct looking {
	struct store *s;
	struct arena *mem;
	const char *site; /* the event that could not be applied */
	int64_t seq, k;
	struct appeal appeal;       /* empty when the subject is none */
	const struct conflict *all; /* of the subject */
	struct conflict_row *out;
	bool done;
};

static struct conflict_side side_of(struct looking *l, const struct event *ev, const json_t *body)
{
	const char *label = event_label(ev->kind);

	return (struct conflict_side){ .at = ev->at, .site = arena_strdup(l->mem, ev->site),
		.actor = arena_strdup(l->mem, ev->actor),
		.action = arena_strdup(l->mem, label == ev->kind ? incident_event_label(ev->kind) : label),
		.note = body ? history_note(l->s, ev->kind, body, l->mem) : "" };
}

static bool did_not_fit(const struct looking *l, const struct event *ev)
{
	for (const struct conflict *c = l->all; c; c = c->next)
		if (c->seq == ev->seq && strcmp(c->site, ev->site) == 0)
			return true;
	return false;
}

/* The last thing that was done to the same question before. */
static bool look(void *ctx, const struct event *ev)
{
	struct looking *l = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	const struct question *q = json_object_get(body, "q") ? appeal_question_of(&l->appeal, body) : NULL;
	bool is_it = ev->seq == l->seq && strcmp(ev->site, l->site) == 0;

	if (is_it)
		l->out->late = side_of(l, ev, body);
	else if (!did_not_fit(l, ev) && (conflict_is_move(ev->kind) || event_makes_subject(ev) ||
					 incident_event_label(ev->kind) != ev->kind) && (!q || q->k == l->k))
		l->out->was = side_of(l, ev, body);
	json_decref(body);
	l->done = is_it;
	return !is_it;
}

static const char *state_label(const char *wire)
{
	const char *label = vocab_label_of(&vocab_state, wire);

	return strcmp(label, wire) == 0 ? vocab_label_of(&vocab_incident_phase, wire) : label;
}

/* Of that question, else of the whole appeal or incident; "" of what has none. The row keeps what the move met. */
static const char *state_now(const struct looking *l, const char *subject, struct err *e)
{
	for (int i = 0; i < l->appeal.nq; i++)
		if (l->appeal.q[i].k == l->k)
			return l->appeal.q[i].state;
	if (l->appeal.nq)
		return vocab_wire(&vocab_state, (int)appeal_state(&l->appeal));
	sqlite3_stmt *st = db_stmt(&l->s->db, "SELECT state FROM incident WHERE subject = ?");
	const char *state = "";

	db_bind(st, "s", subject);
	if (db_row(&l->s->db, st, e))
		state = db_text(l->mem, st, 0);
	sqlite3_reset(st);
	return state;
}

/* The number people know it by. */
static const char *number_of(struct store *s, const char *subject, int64_t k, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT number, (SELECT count(*) FROM question q WHERE q.appeal = a.id) FROM appeal a"
					   " WHERE subject = ?1 UNION ALL SELECT number, 0 FROM incident WHERE subject = ?1");

	db_bind(st, "s", subject);
	if (!db_row(&s->db, st, e))
		return subject;
	const char *number = db_text(mem, st, 0);
	bool several = sqlite3_column_int(st, 1) > 1;

	sqlite3_reset(st);
	return several && k ? arena_printf(mem, "%s.%lld", number, (long long)k) : number;
}

/* --- a number that was given twice ----------------------------------------------------------------------- */

/* The thing itself, for it has no row; *by: the one that has. */
static enum err_code fold_twin(struct looking *l, const char *subject, struct folded *f, const char **by, struct err *e)
{
	const char *made_by = subject_made_by(l->s, subject, l->mem, e);
	const struct subject_kind *kind = made_by ? subject_kind_of(made_by) : NULL;

	*by = "";
	if (!kind || subject_fold(l->s, kind, subject, f, e))
		return e->code;
	const char *other = kind->taken ? kind->taken(l->s, &f->now, l->mem, e) : NULL;

	*by = other ? other : "";
	return e->code;
}

/* What a thing is about, in the words of who registered it. */
static const char *said_of(const struct folded *f, struct arena *mem)
{
	bool is_appeal = strcmp(f->kind->table, "appeal") == 0;
	const struct appeal *a = &f->now.appeal;

	return arena_strdup(mem, !is_appeal ? f->now.incident.title : a->nq ? a->q[0].text : "");
}

static bool look_made(void *ctx, const struct event *ev)
{
	struct looking *l = ctx;

	l->out->was = side_of(l, ev, NULL);
	return !event_makes_subject(ev);
}

static enum err_code fill_twin(struct looking *l, const char *subject, struct err *e)
{
	struct folded mine = { .events = 0 }, other = { .events = 0 };
	const char *by, *none;
	enum err_code rc = fold_twin(l, subject, &mine, &by, e);

	if (!rc && *by)
		rc = log_each(l->s, by, look_made, l, e);
	if (!rc && *by)
		rc = fold_twin(l, by, &other, &none, e);
	if (!rc && *by) {
		l->out->was.note = said_of(&other, l->mem);
		l->out->late.note = said_of(&mine, l->mem);
		l->out->number = number_of(l->s, by, 0, l->mem, e);
		l->out->appeal = appeal_id_of_subject(l->s, by, e) != 0;
		l->out->state = _("the number was given twice");
	}
	subject_fold_free(&mine);
	subject_fold_free(&other);
	return rc;
}

static enum err_code fill(struct store *s, const char *subject, struct looking *l, struct err *e)
{
	struct conflict *all;
	int64_t id = appeal_id_of_subject(s, subject, e);

	appeal_init(&l->appeal);
	if (id && !appeal_read(s, id, l->mem, &l->appeal, e))
		return e->code;
	if (e->code || conflicts_read(s, subject, l->mem, &all, e))
		return e->code;
	l->all = all;
	*l->out = (struct conflict_row){
		.id = arena_printf(l->mem, "%s.%lld", l->site, (long long)l->seq),
		.number = number_of(s, subject, l->k, l->mem, e),
		.state = arena_strdup(l->mem, state_label(state_now(l, subject, e))),
		.appeal = id != 0,
		.was = { .site = "", .actor = "", .name = "", .action = "", .note = "" },
		.late = { .site = "", .actor = "", .name = "", .action = "", .note = "" },
	};
	if (log_each(s, subject, look, l, e))
		return e->code;
	struct conflict *own = conflict_of(all, l->site, l->seq);

	if (own && conflict_is_twin(own, subject) && fill_twin(l, subject, e))
		return e->code;
	l->out->was.name = *l->out->was.actor ? user_name_at(s, l->out->was.site, l->out->was.actor, l->mem) : "";
	l->out->late.name = *l->out->late.actor ? user_name_at(s, l->out->late.site, l->out->late.actor, l->mem) : "";
	return e->code;
}

/* --- the list ------------------------------------------------------------------------------------------- */

enum err_code conflict_list(struct store *s, const struct actor *who, struct arena *mem, struct conflict_rows *out,
			    struct err *e)
{
	struct found {
		const char *subject, *site, *kind;
		int64_t seq, k;
	} *found = arena_alloc(mem, ROWS_MAX * sizeof(*found));
	int n = 0;

	*out = (struct conflict_rows){ arena_alloc(mem, ROWS_MAX * sizeof(*out->rows)), 0 };
	if (!actor_may(who, RIGHT_SETTLE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_SETTLE));
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, site, kind, seq, k FROM conflict WHERE how = ''"
					   " ORDER BY hlc LIMIT 500");

	while (n < ROWS_MAX && db_row(&s->db, st, e))
		found[n++] = (struct found){ db_text(mem, st, 0), db_text(mem, st, 1), db_text(mem, st, 2),
			sqlite3_column_int64(st, 3), sqlite3_column_int64(st, 4) };
	sqlite3_reset(st);
	for (; out->n < n && !e->code; out->n++) {
		const struct found *f = &found[out->n];
		struct looking l = { .s = s, .mem = mem, .site = f->site, .seq = f->seq, .k = f->k,
			.out = &out->rows[out->n] };

		if (fill(s, f->subject, &l, e))
			break;
		out->rows[out->n].again = conflict_is_move(f->kind);
	}
	return e->code;
}
