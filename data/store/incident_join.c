/* data/store/incident_join.c - joining appeals to incidents, and what becomes of them at the end. The moves
 * are those of the table (core/moves.h), each an event of its appeal; nothing is moved past a refusal. */
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/find_internal.h"
#include "data/store/incidents_internal.h"

/* --- joining -------------------------------------------------------------------------------- */

/* Not yet reported done: what waits for the applicant's word follows nobody any more. */
static bool may_follow(const struct question *q)
{
	return state_is_open(question_state(q)) && question_state(q) != ST_DONE;
}

static enum err_code check_join(const struct change *c, const struct question *q, const struct incident *to,
				struct err *e)
{
	int64_t now = c->pol.now_ms;
	enum incident_phase phase = incident_phase(to, now);

	if (!actor_may(c->who, RIGHT_JOIN))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_JOIN));
	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), c->was.number, c->k);
	if (phase != PHASE_OPEN && phase != PHASE_PLANNED)
		return err_set(e, ERR_REFUSED, _("%s is ended: nothing can be joined to it any more."), to->number);
	if (*q->joined)
		return err_set(e, ERR_REFUSED, _("%s is joined to %s already: take it off first."), c->was.number,
			       q->joined);
	if (!may_follow(q))
		return err_set(e, ERR_REFUSED, _("Not possible while the state is «%s»."),
			       vocab_label(&vocab_state, (int)question_state(q)));
	return ERR_OK;
}

static enum err_code append_link(struct change *c, enum plain_event kind, const char *joined, json_t *body,
				 struct err *e)
{
	json_object_set_new(body, "q", json_integer(c->k));
	json_object_set_new(body, "set", json_pack("{ss}", "joined", joined));
	enum err_code rc = change_append(c, plain_kind(kind), body, e);

	json_decref(body);
	return rc;
}

/* Passed to whoever mends it, so that it does not wait for a dispatcher; when the table does not let it go
 * it stays where it is. */
static enum err_code pass_on(struct change *c, const struct incident *to, struct err *e)
{
	const struct catalogue *cat;
	struct decision d;
	struct command cmd;
	struct err refused = { 0 };

	command_init(&cmd, ACT_DISPATCH);
	cmd.k = c->k;
	if (!*to->service || catalogue_get(c->s, &cat, e))
		return e->code;
	const struct service *s = catalogue_service(cat, to->service);

	if (!s || question_state(appeal_question(&c->now, c->k)) != ST_REGISTERED)
		return ERR_OK;
	cmd.service = s->code;
	cmd.service_name = s->name;
	cmd.service_active = s->active;
	if (decide(&c->now, &cmd, c->who, &c->pol, &d, &refused))
		return ERR_OK;
	enum err_code rc = change_append(c, d.kind, d.body, e);

	json_decref(d.body);
	return rc;
}

static enum err_code join_it(struct change *c, const void *to, struct err *e)
{
	struct incident i;
	int64_t id = 0;

	if (incident_resolve(c->s, to, REF_WRITE, &id, e))
		return e->code;
	if (!incident_read(c->s, id, c->mem, &i, e))
		return e->code ? e->code : ERR_NOT_FOUND;
	enum err_code rc = check_join(c, appeal_question(&c->was, c->k), &i, e);

	if (!rc)
		rc = append_link(c, EV_JOINED, i.number, json_pack("{ss ss}", "to", i.number, "title", i.title), e);
	return rc ? rc : pass_on(c, &i, e);
}

enum err_code incident_join(struct store *s, const char *ref, const char *to, int64_t rev,
			    const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	return change_do(&c, ref, rev, (struct change_act){ join_it, to }, out, e);
}

/* --- what is joined ------------------------------------------------------------------------- */

/* Newest first; SQL's LIMIT -1 is all. */
static struct ids *joined_ids(struct run *r, const struct incident *i, int limit, const struct actor *who)
{
	const char *service = actor_limited_to(who);
	int n = (int)db_int(&r->s->db, db_stmt(&r->s->db, "SELECT count(*) FROM question WHERE joined <> ''"), 0,
			    &r->e);
	int64_t *list = arena_alloc(&r->scratch, (size_t)(n + 1) * sizeof(*list));
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT id FROM question WHERE joined = ?1 AND joined <> ''"
			" AND (?2 IS NULL OR (service = ?2 AND state <> 'registered')) ORDER BY id DESC LIMIT ?3");
	int found = 0;

	db_bind(st, "ssd", i->number, service, limit);
	while (found < n && db_row(&r->s->db, st, &r->e))
		list[found++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ids_list(&r->search, list, found);
}

enum err_code incident_joined(struct store *s, const struct incident *i, int limit, const struct actor *who,
			      struct arena *mem, struct found_list *out, struct err *e)
{
	int64_t now = s->clock->now_ms(s->clock->ctx);
	struct found_more all = { .mem = mem };
	struct run r;

	run_begin(&r, s);
	struct ids *ids = joined_ids(&r, i, limit, who);

	for (int64_t x = INT64_MAX; (x = ids_below(ids, x)) > 0;) {
		sqlite3_stmt *row = row_load(&r.search, x);

		if (row)
			row_read(row, now, mem, found_add(&all));
	}
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = (struct found_list){ .rows = all.rows, .n = all.n, .meant = "" };
	return rc;
}

/* --- following the end ---------------------------------------------------------------------- */

struct following {
	struct store *s;
	const struct actor *who;
	const struct incident *i;
	struct arena *mem;
	const struct catalogue *cat;
};

static enum err_code pass_to(const struct following *f, const char *ref, const char *proposed, struct err *e)
{
	const struct service *s = catalogue_service(f->cat, *f->i->service ? f->i->service : proposed);
	struct command cmd;

	if (!s)
		return err_set(e, ERR_REFUSED, "%s", _("It is passed to nobody, and the incident has no executor."));
	command_init(&cmd, ACT_DISPATCH);
	cmd.k = 0;
	cmd.service = s->code;
	cmd.service_name = s->name;
	cmd.service_active = s->active;
	return appeal_move(f->s, ref, &cmd, -1, f->who, f->mem, NULL, e);
}

/* By the moves of the table; false with the sentence when one is not legal. */
static bool follows(const struct following *f, const struct found *q, const char *ref, struct err *e)
{
	struct command cmd;

	if (q->state == ST_REGISTERED && pass_to(f, ref, q->service, e))
		return false;
	command_init(&cmd, ACT_DONE);
	cmd.k = 0;
	cmd.result = RESULT_DONE;
	cmd.note = f->i->closing;
	return appeal_move(f->s, ref, &cmd, -1, f->who, f->mem, NULL, e) == ERR_OK;
}

enum err_code incident_follow(struct store *s, const struct incident *i, const struct actor *who,
			      struct arena *mem, struct incident_end *out, struct err *e)
{
	static const struct actor nobody_hidden = { .login = "", .name = "", .service = "", .os = true };
	struct following f = { .s = s, .who = who, .i = i, .mem = mem };
	struct found_list list;

	if (catalogue_get(s, &f.cat, e) || incident_joined(s, i, -1, &nobody_hidden, mem, &list, e))
		return e->code;
	out->left = arena_alloc(mem, (size_t)(list.n + 1) * sizeof(*out->left));
	for (int n = list.n - 1; n >= 0; n--) { /* who called first is first in the queue */
		const struct found *q = &list.rows[n];
		const char *ref = arena_printf(mem, "%s.%d", q->number, q->k);
		struct err refused = { 0 };

		if (!state_is_open(q->state) || q->state == ST_DONE)
			continue;
		if (follows(&f, q, ref, &refused))
			out->moved++;
		else
			out->left[out->nleft++] = (struct incident_left){ ref, arena_strdup(mem, refused.msg) };
	}
	return ERR_OK;
}
