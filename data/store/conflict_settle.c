/* data/store/conflict_settle.c - a conflict is settled: an event of its subject says how, and the move is made again
 * when it shall count after all. One transaction. */
#include "core/i18n.h"
#include "core/json_text.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/conflicts.h"
#include "data/store/conflicts_internal.h"
#include "data/store/subjects.h"

struct settling {
	struct store *s;
	const struct actor *who;
	struct arena mem;
	const char *id, *subject;
	struct conflict conflict;
	enum conflict_way how;
	const char *note;
};

/* --- which ----------------------------------------------------------------------------------------------- */

static enum err_code not_there(const char *id, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, _("There is no conflict «%s». All of them: pult conflicts."), id);
}

static enum err_code find(struct settling *x, struct err *e)
{
	const char *id = x->id, *dot = strrchr(id, '.');
	sqlite3_stmt *st = db_stmt(&x->s->db, "SELECT subject, site, seq, kind, k, how FROM conflict WHERE site = ? AND seq = ?");

	if (!dot)
		return not_there(id, e);
	db_bind(st, "si", arena_strndup(&x->mem, id, (size_t)(dot - id)), (int64_t)strtoll(dot + 1, NULL, 10));
	if (!db_row(&x->s->db, st, e))
		return e->code ? e->code : not_there(id, e);
	x->subject = db_text(&x->mem, st, 0);
	x->conflict = (struct conflict){ .site = db_text(&x->mem, st, 1), .seq = sqlite3_column_int64(st, 2),
		.kind = db_text(&x->mem, st, 3), .k = sqlite3_column_int64(st, 4), .how = db_text(&x->mem, st, 5) };
	sqlite3_reset(st);
	if (*x->conflict.how)
		return err_set(e, ERR_REFUSED, _("The conflict %s is settled already. Nothing was changed."), id);
	return ERR_OK;
}

/* --- the move again --------------------------------------------------------------------------------------- */

/* A day of an event, ISO; 0 when there is none. */
static civil_day day_of(const char *iso)
{
	struct civil c;
	bool has_time;

	return civil_parse(iso, 0, &c, &has_time) ? civil_to_day(c.year, c.month, c.day) : 0;
}

/* What its author wanted, from what its event says. */
static void command_of(const char *kind, const json_t *body, struct command *cmd)
{
	const json_t *set = json_object_get(body, "set");

	command_init(cmd, (enum act)act_of_kind(kind));
	cmd->unnamed = true; /* it was decided where and when it was made */
	cmd->note = *json_text(body, "note") ? json_text(body, "note") : json_text(set, "answer");
	cmd->service = json_text(set, "service");
	cmd->service_name = json_text(set, "service_name");
	cmd->service_active = true;
	cmd->result = vocab_wire_index(&vocab_result, json_text(set, "result"));
	cmd->outcome = vocab_wire_index(&vocab_outcome, json_text(body, "outcome"));
	cmd->via = vocab_wire_index(&vocab_via, json_text(body, "via"));
	cmd->grade = (int)json_integer_value(json_object_get(set, "grade"));
	cmd->call = json_text(body, "call");
	cmd->body = json_text(body, "body");
	cmd->reason = vocab_wire_index(&vocab_reason, json_text(body, "reason"));
	cmd->decided = day_of(json_text(body, "decided"));
	cmd->photo = json_text(body, "photo");
	cmd->until = json_integer_value(json_object_get(set, "due"));
}

/* Its author had the right to it; whoever settles answers for it. What the state forbids stays forbidden. It counts as
 * long as this settlement does. */
static enum err_code decide_again(const struct settling *x, const struct change *c, const json_t *body,
				  struct command *cmd, struct decision *d, struct err *e)
{
	struct actor who = *c->who;

	command_of(x->conflict.kind, body, cmd);
	cmd->k = x->conflict.k ? (int)x->conflict.k : 1;
	who.os = true;
	return decide(&c->now, cmd, &who, &c->pol, d, e);
}

static enum err_code move_again(const struct settling *x, struct change *c, const json_t *body, struct err *e)
{
	struct command cmd;
	struct decision d;

	if (decide_again(x, c, body, &cmd, &d, e))
		return e->code;
	json_object_set_new(d.body, "settled", json_string(conflict_settlement(&c->now, &x->conflict, c->mem)));
	enum err_code rc = change_append(c, d.kind, d.body, e);

	json_decref(d.body);
	c->k = cmd.k;
	return rc ? rc : change_follow(c, cmd.act, e);
}

static enum err_code ask_again(const struct settling *x, const struct change *c, const json_t *body, struct err *e)
{
	struct command cmd;
	struct decision d;
	enum err_code rc = decide_again(x, c, body, &cmd, &d, e);

	if (!rc)
		json_decref(d.body);
	return rc;
}

struct seeking {
	const struct settling *x;
	json_t *body;
};

static bool take_body(void *ctx, const struct event *ev)
{
	struct seeking *k = ctx;

	if (ev->seq != k->x->conflict.seq || strcmp(ev->site, k->x->conflict.site) != 0)
		return true;
	k->body = json_loads(ev->body, 0, NULL);
	return false;
}

static enum err_code apply(struct settling *x, struct change *c, bool only_ask, struct err *e)
{
	struct seeking k = { .x = x };
	enum err_code rc = log_each(x->s, x->subject, take_body, &k, e);

	if (!rc && k.body && act_of_kind(x->conflict.kind) >= 0)
		rc = only_ask ? ask_again(x, c, k.body, e) : move_again(x, c, k.body, e);
	else if (!rc)
		rc = err_set(e, ERR_REFUSED, "%s", _("This cannot be made again: it can only be left as it is. Nothing was "
						     "changed."));
	json_decref(k.body);
	return rc;
}

/* --- the transaction --------------------------------------------------------------------------------------- */

static enum err_code save_conflicts(struct settling *x, struct err *e)
{
	struct arena mem = { 0 };
	const char *made_by = subject_made_by(x->s, x->subject, &mem, e);
	const struct subject_kind *kind = made_by ? subject_kind_of(made_by) : NULL;
	bool mended;
	enum err_code rc = e->code ? e->code : kind ? subject_mend(x->s, kind, x->subject, &mended, e) : ERR_OK;

	arena_free(&mem);
	return rc;
}

static enum err_code settle_appeal(struct settling *x, const char *number, struct err *e)
{
	struct change c = { .s = x->s, .who = x->who, .mem = &x->mem };
	enum err_code rc = change_begin(&c, number, -1, e);

	if (rc && !x->s->db.in_tx)
		return rc;
	json_t *body = conflict_settled_body(&x->conflict, x->how, x->note);

	c.k = (int)x->conflict.k;
	if (!rc)
		rc = find(x, e); /* somebody else may have been quicker */
	if (!rc)
		rc = change_append(&c, conflict_settled, body, e);
	if (!rc && x->how == CONFLICT_APPLY)
		rc = apply(x, &c, false, e);
	if (!rc)
		rc = appeal_save(x->s, &c.was, &c.now, &c.id, e);
	c.was = c.now;
	if (!rc)
		rc = save_conflicts(x, e);
	json_decref(body);
	return change_end(&c, rc, e);
}

/* What has no questions: its events alone. */
static enum err_code settle_other(struct settling *x, struct err *e)
{
	struct event ev = { .subject = x->subject, .kind = conflict_settled,
		.at = x->s->clock->now_ms(x->s->clock->ctx) };
	enum err_code rc = db_begin(&x->s->db, e);

	if (rc)
		return rc;
	json_t *body = conflict_settled_body(&x->conflict, x->how, x->note);

	rc = schema_check(&x->s->db, e);
	if (!rc)
		rc = still_works_here(x->s, x->who, e);
	if (!rc)
		rc = find(x, e);
	if (!rc)
		rc = log_append(x->s, &ev, body, x->who, &x->mem, e);
	if (!rc)
		rc = save_conflicts(x, e);
	json_decref(body);
	rc = db_end(&x->s->db, rc, e);
	if (!rc)
		bell_ring(x->s);
	return rc;
}

static enum err_code settle(struct settling *x, struct err *e)
{
	if (find(x, e))
		return e->code;
	sqlite3_stmt *st = db_stmt(&x->s->db, "SELECT number FROM appeal WHERE subject = ?");

	db_bind(st, "s", x->subject);
	const char *number = db_row(&x->s->db, st, e) ? db_text(&x->mem, st, 0) : NULL;

	sqlite3_reset(st);
	if (e->code)
		return e->code;
	if (number)
		return settle_appeal(x, number, e);
	if (x->how == CONFLICT_KEEP)
		return settle_other(x, e);
	return err_set(e, ERR_REFUSED, "%s", _("This cannot be made again: it can only be left as it is. Nothing was changed."));
}

enum err_code conflict_settle(struct store *s, const char *id, enum conflict_way how, const char *note,
			      const struct actor *who, struct err *e)
{
	struct settling x = { .s = s, .who = who, .id = id, .how = how, .note = note };

	if (!actor_may(who, RIGHT_SETTLE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_SETTLE));
	if (!note[strspn(note, " \t\n")])
		return err_about(e, "note", err_set(e, ERR_INVALID, "%s",
						    _("Say why it is settled so: --note TEXT. Nothing was changed.")));
	if (value_check(note, MAX_NOTE_BYTES, e))
		return e->code;
	enum err_code rc = settle(&x, e);

	arena_free(&x.mem);
	return rc;
}

static enum err_code may_apply(struct settling *x, struct err *e)
{
	struct change c = { .s = x->s, .who = x->who, .mem = &x->mem };

	if (find(x, e))
		return e->code;
	int64_t id = appeal_id_of_subject(x->s, x->subject, e);

	appeal_init(&c.now);
	store_policy(x->s, &c.pol);
	if (id && !e->code)
		(void)appeal_read(x->s, id, &x->mem, &c.now, e);
	return e->code ? e->code : apply(x, &c, true, e);
}

enum err_code conflict_may_apply(struct store *s, const char *id, const struct actor *who, struct err *e)
{
	struct settling x = { .s = s, .who = who, .id = id, .how = CONFLICT_APPLY };

	if (!actor_may(who, RIGHT_SETTLE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_SETTLE));
	enum err_code rc = may_apply(&x, e);

	arena_free(&x.mem);
	return rc;
}
