/* core/decide.c - from a command to an event, by the table of moves.c. Knows what each event carries:
 * {"q":k, "set":{fields}, ...what else the history shows}. Pure. */
#include "core/moves.h"

#include "core/call_hours.h"
#include "core/i18n.h"
#include "core/moves_table.h"

void command_init(struct command *c, enum act act)
{
	*c = (struct command){ .act = act, .k = 1, .via = -1, .outcome = -1, .result = -1, .reason = -1 };
}

void policy_init(struct policy *p, const struct clock_ops *clock)
{
	*p = (struct policy){ .clock = clock, .now_ms = clock->now_ms(clock->ctx), .attempts_needed = 3,
		.reopen_days = 30, .call_from_hour = 9, .call_until_hour = 20 };
}

static void set_text(json_t *o, const char *key, const char *s)
{
	json_object_set_new(o, key, json_string(s ? s : ""));
}

static void set_int(json_t *o, const char *key, int64_t v)
{
	json_object_set_new(o, key, json_integer(v));
}

static void add_text(json_t *o, const char *key, const char *s)
{
	if (s && *s)
		set_text(o, key, s);
}

static void set_day(json_t *o, const char *key, civil_day d)
{
	int year, month, day;
	char iso[16];

	civil_from_day(d, &year, &month, &day);
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
	set_text(o, key, iso);
}

static void set_new_term(const struct ask *k, json_t *set)
{
	struct term t;

	if (!term_parse(k->q->term, &t))
		return;
	if (term_is_extended(k->q->term)) { /* that was for the work before */
		char rule[16];

		term_format(t, rule);
		set_text(set, "term", rule);
	}
	if (t.unit != TERM_NONE)
		set_int(set, "due", term_due(k->pol->clock, &k->pol->terms, k->pol->now_ms, t));
}

static void fill_dispatch(const struct ask *k, json_t *body, json_t *set)
{
	(void)body;
	set_text(set, "service", k->cmd->service);
	set_text(set, "service_name", k->cmd->service_name);
	set_text(set, "result", ""); /* of a former executor who sent it back */
	set_text(set, "answer", "");
	set_text(set, "dispatched_by", k->who->login);
	set_int(set, "dispatched_at", k->pol->now_ms);
}

static void fill_done(const struct ask *k, json_t *body, json_t *set)
{
	const struct call_about reported_now = { .priority = k->q->priority, .done_at = k->pol->now_ms };

	set_text(set, "result", vocab_wire(&vocab_result, k->cmd->result));
	set_text(set, "answer", k->cmd->note);
	set_text(set, "done_by", k->who->login);
	set_int(set, "done_at", k->pol->now_ms);
	set_int(set, "next_try", call_earliest(k->pol, reported_now, k->pol->now_ms));
	add_text(body, "photo", k->cmd->photo);
}

static void fill_return(const struct ask *k, json_t *body, json_t *set)
{
	add_text(body, "service", k->q->service);
	if (k->cmd->service && *k->cmd->service) {
		set_text(set, "service", k->cmd->service);
		set_text(set, "service_name", k->cmd->service_name);
	}
	set_text(set, "result", vocab_wire(&vocab_result, RESULT_NOT_OURS));
	set_text(set, "answer", k->cmd->note);
	add_text(body, "photo", k->cmd->photo);
}

/* A grade is kept only with a result the citizen can grade (domain.md 2.5). */
static int64_t kept_grade(const struct ask *k)
{
	int r = vocab_wire_index(&vocab_result, k->q->result);

	return r == RESULT_DONE || r == RESULT_EXPLAINED ? k->cmd->grade : 0;
}

static void fill_confirm(const struct ask *k, json_t *body, json_t *set)
{
	(void)body;
	set_text(set, "outcome", vocab_wire(&vocab_outcome, OUTCOME_YES));
	set_text(set, "via", vocab_wire(&vocab_via, k->cmd->via));
	set_text(set, "confirmed_by", k->who->login);
	set_text(set, "confirm_call", k->cmd->call);
	set_int(set, "confirmed_at", k->pol->now_ms);
	set_int(set, "closed_at", k->pol->now_ms);
	set_int(set, "grade", kept_grade(k));
}

static void fill_refuse(const struct ask *k, json_t *body, json_t *set)
{
	int outcome = k->cmd->outcome == OUTCOME_PARTLY ? OUTCOME_PARTLY : OUTCOME_NO;

	set_text(body, "outcome", vocab_wire(&vocab_outcome, outcome));
	set_text(set, "result", "");
	set_new_term(k, set);
}

static void fill_no_answer(const struct ask *k, json_t *body, json_t *set)
{
	set_text(body, "outcome", vocab_wire(&vocab_outcome, OUTCOME_NO_ANSWER));
	set_day(body, "day", civil_day_at(k->pol->clock, k->pol->now_ms));
	set_int(set, "next_try", call_next_try(k->pol, call_about(k->q)));
}

static void fill_close(const struct ask *k, json_t *body, json_t *set)
{
	(void)body;
	set_int(set, "closed_at", k->pol->now_ms);
}

static void fill_reopen(const struct ask *k, json_t *body, json_t *set)
{
	(void)body;
	set_text(set, "outcome", "");
	set_text(set, "via", "");
	set_text(set, "confirmed_by", "");
	set_text(set, "confirm_call", "");
	set_text(set, "result", "");
	set_int(set, "confirmed_at", 0);
	set_int(set, "closed_at", 0);
	set_int(set, "grade", 0);
	set_new_term(k, set);
}

static void fill_forward(const struct ask *k, json_t *body, json_t *set)
{
	set_text(body, "body", k->cmd->body);
	set_text(set, "forwarded_to", k->cmd->body);
	set_text(set, "service", ""); /* nobody's order any more: the history keeps whose it was */
	set_text(set, "service_name", "");
	set_int(set, "closed_at", k->pol->now_ms);
}

static void fill_reject(const struct ask *k, json_t *body, json_t *set)
{
	set_text(body, "reason", vocab_wire(&vocab_reason, k->cmd->reason));
	if (k->cmd->reason == REASON_LATE)
		set_day(body, "decided", k->cmd->decided);
	set_int(set, "closed_at", k->pol->now_ms);
}

static void fill_extend(const struct ask *k, json_t *body, json_t *set)
{
	char rule[TERM_RULE_MAX];

	term_extend(k->q->term, civil_day_at(k->pol->clock, k->cmd->until), rule);
	json_object_set_new(body, "was", json_pack("{sI ss}", "due", (json_int_t)k->q->due, "term", k->q->term));
	set_int(set, "due", k->cmd->until);
	set_text(set, "term", rule);
}

static void (*const fill[ACT_COUNT])(const struct ask *, json_t *body, json_t *set) = {
	[ACT_DISPATCH] = fill_dispatch, [ACT_DONE] = fill_done,     [ACT_RETURN] = fill_return,
	[ACT_CONFIRM] = fill_confirm,   [ACT_REFUSE] = fill_refuse, [ACT_NO_ANSWER] = fill_no_answer,
	[ACT_CLOSE] = fill_close,       [ACT_REOPEN] = fill_reopen, [ACT_FORWARD] = fill_forward,
	[ACT_REJECT] = fill_reject,     [ACT_WITHDRAW] = fill_close,
	[ACT_EXTEND] = fill_extend,
};

/* Who else: "dispatcher or manager", from the table itself. */
static enum err_code refuse_role(const struct move *m, struct err *e)
{
	struct arena mem = { 0 };

	if (!e) /* only asked for the key bar */
		return ERR_REFUSED;
	const char *who = roles_either(&mem, m->who);

	err_set(e, ERR_REFUSED, m->also_who
		? _("Your role may not do this. It is done by: %s, and whoever passed it.")
		: _("Your role may not do this. It is done by: %s."), who);
	arena_free(&mem);
	return ERR_REFUSED;
}

/* The guards that are about the actor, or all the others. */
static enum err_code check_guards(const struct ask *k, bool of_actor, bool with_input, struct err *e)
{
	const struct move *m = move_of(k->cmd->act);

	for (size_t i = 0; i < COUNT(m->guards) && m->guards[i]; i++) {
		const struct guard *g = m->guards[i];

		if (guard_of_actor(g) == of_actor && (with_input || !g->needs_input) && !g->holds(k))
			return err_about(e, g->arg, err_set(e, g->code, "%s", _(g->sentence)));
	}
	return ERR_OK;
}

/* Who may is told first, then what the state allows, then what is missing. */
static enum err_code check(const struct ask *k, bool with_input, struct err *e)
{
	const struct move *m = move_of(k->cmd->act);

	if (!k->who->os && !(k->who->roles & m->who) && !(m->also_who && m->also_who(k)))
		return refuse_role(m, e);
	if (check_guards(k, true, with_input, e))
		return ERR_REFUSED;
	if (move_target(question_state(k->q), k->cmd->act) < 0)
		return err_set(e, ERR_REFUSED, _("Not possible while the state is «%s»."),
			       vocab_label(&vocab_state, (int)question_state(k->q)));
	return check_guards(k, false, with_input, e);
}

/* The one guard whose sentence has a day in it. */
static enum err_code check_law(const struct ask *k, struct err *e)
{
	char day[11];

	if (k->cmd->act != ACT_EXTEND || !k->a->law || k->cmd->until <= law_limit(k->a, k->pol))
		return ERR_OK;
	civil_format_day(civil_day_at(k->pol->clock, law_limit(k->a, k->pol)), day);
	return err_set(e, ERR_REFUSED,
		       _("By the law it takes at most %d days in all, until %s (law 393/96, Article 20). Nothing was "
			 "changed."), (int)LAW_DAYS_MAX, day);
}

/* A complaint is late only by the day of the decision, or by what the manager knows of when it was learned. */
static enum err_code check_late(const struct ask *k, struct err *e)
{
	bool by_learning;

	if (k->cmd->act != ACT_REJECT || k->cmd->reason != REASON_LATE)
		return ERR_OK;
	enum err_code rc = complaint_late(k->a, k->pol, k->cmd->decided, &by_learning, e);

	if (rc || !by_learning || (k->cmd->note && k->cmd->note[strspn(k->cmd->note, " \t\n")]))
		return rc;
	return err_about(e, "note", err_set(e, ERR_INVALID, "%s",
		_("The complaint came within a year, so it is late only by the month from when the applicant learned of the "
		  "decision: write when and from what he or she did.")));
}

static enum err_code ask_about(const struct appeal *a, const struct command *cmd, struct ask *k,
			       struct err *e)
{
	k->a = a;
	k->cmd = cmd;
	k->q = appeal_question(a, cmd->k ? cmd->k : 1);
	if (!k->q)
		return err_set(e, ERR_NOT_FOUND, _("This appeal has no question %d."), cmd->k);
	return ERR_OK;
}

enum err_code decide_possible(const struct appeal *a, int64_t k, enum act act,
			      const struct actor *who, const struct policy *pol, struct err *e)
{
	struct command cmd;
	struct ask ask = { .who = who, .pol = pol };

	command_init(&cmd, act);
	cmd.k = (int)k;
	enum err_code rc = ask_about(a, &cmd, &ask, e);

	return rc ? rc : check(&ask, false, e);
}

enum err_code decide(const struct appeal *a, const struct command *cmd, const struct actor *who,
		     const struct policy *pol, struct decision *out, struct err *e)
{
	struct ask k = { .who = who, .pol = pol };
	enum err_code rc = ask_about(a, cmd, &k, e);

	if (!rc)
		rc = check(&k, true, e);
	if (!rc)
		rc = check_law(&k, e);
	if (!rc)
		rc = check_late(&k, e);
	if (rc)
		return rc;

	json_t *body = json_object();
	json_t *set = json_object();

	set_int(body, "q", k.q->k);
	if (cmd->via >= 0)
		set_text(body, "via", vocab_wire(&vocab_via, cmd->via));
	add_text(body, "call", cmd->call);
	if (fill[cmd->act])
		fill[cmd->act](&k, body, set);
	add_text(body, "note", cmd->note);
	json_object_set_new(body, "set", set);
	out->kind = act_kind(cmd->act);
	out->body = body;
	return ERR_OK;
}
