/* tui/verbs_move.c - the moves of the life cycle from the shell: options into a struct command, of one appeal or of
 * several; the rules are core's. */
#include "core/i18n.h"
#include "data/store/catalogue.h"
#include "tui/verbs.h"

/* --to: code, name or a unique part of it; a blank one is none. */
static enum err_code pick_service(struct verb_call *c, const char *typed, struct command *cmd, struct err *e)
{
	const struct catalogue *cat;
	const struct service *s;

	if (!typed || !typed[strspn(typed, " ")])
		return ERR_OK;
	enum err_code rc = catalogue_get(c->store, &cat, e);

	if (!rc)
		rc = catalogue_pick_service(cat, typed, &s, e);
	if (rc)
		return rc;
	cmd->service = s->code;
	cmd->service_name = s->name;
	cmd->service_active = s->active;
	return ERR_OK;
}

static enum err_code apply_to_one(struct verb_call *c, struct command *cmd, struct err *e)
{
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	cmd->k = 0; /* the ref says which question */
	if (!rc)
		rc = option_word(c, OPT_VIA, &vocab_via, -1, &cmd->via, e);
	if (!rc)
		rc = (cmd->photo ? appeal_move_photo : appeal_move)(c->store, c->args[0], cmd, rev, &c->who, c->mem,
								    &c->out.appeal, e);
	c->out.kind = OUT_APPEAL;
	return rc;
}

/* The line of one of several, and its object. */
static void add_line(struct verb_call *c, const struct verb_call *one, enum err_code rc, const struct err *e)
{
	const char *number = one->args[0];
	const char *state = rc ? "" : vocab_wire(&vocab_state, (int)appeal_state(&one->out.appeal));
	const char *line = rc ? arena_printf(c->mem, "%s\t%s", number, e->msg)
			      : arena_printf(c->mem, "%s\t%s", one->out.appeal.number, vocab_label_of(&vocab_state, state));

	c->out.text = arena_printf(c->mem, "%s%s\n", c->out.text, line);
	json_array_append_new(c->out.json, rc ? json_pack("{ss sb si ss}", "number", number, "done", 0, "exit",
							  err_exit_status(rc), "message", e->msg)
					      : json_pack("{ss sb ss}", "number", one->out.appeal.number, "done", 1,
							  "state", state));
}

/* Each goes its own way: a refusal of one does not stop the others. */
static enum err_code apply(struct verb_call *c, struct command *cmd, struct err *e)
{
	if (c->nargs <= 1)
		return apply_to_one(c, cmd, e);
	if (c->opt[OPT_REV])
		return err_set(e, ERR_INVALID, "%s", _("A revision is of one appeal: give one number with --rev."));
	c->out = (struct verb_result){ .kind = OUT_TEXT, .text = "", .json = json_array() };
	for (int i = 0; i < c->nargs; i++) {
		struct verb_call one = *c;
		struct command own = *cmd;
		struct err why = { 0 };

		one.args = c->args + i;
		one.nargs = 1;
		enum err_code rc = apply_to_one(&one, &own, &why);

		add_line(c, &one, rc, &why);
		if (rc && err_exit_status(rc) > err_exit_status(c->out.worst))
			c->out.worst = rc;
	}
	return ERR_OK;
}

enum err_code run_move(struct verb_call *c, struct err *e)
{
	struct command cmd;

	command_init(&cmd, (enum act)c->verb->act);
	cmd.note = c->opt[OPT_NOTE];
	return apply(c, &cmd, e);
}

enum err_code run_dispatch(struct verb_call *c, struct err *e)
{
	struct command cmd;

	command_init(&cmd, ACT_DISPATCH);
	cmd.note = c->opt[OPT_NOTE];
	enum err_code rc = pick_service(c, c->opt[OPT_TO], &cmd, e);

	return rc ? rc : apply(c, &cmd, e);
}

enum err_code run_done(struct verb_call *c, struct err *e)
{
	struct command cmd;
	int result;
	enum err_code rc = option_word(c, OPT_RESULT, &vocab_result, -1, &result, e);

	command_init(&cmd, result == RESULT_NOT_OURS ? ACT_RETURN : ACT_DONE);
	cmd.result = result;
	cmd.note = c->opt[OPT_TEXT];
	cmd.service_active = true;
	if (!rc)
		rc = file_named(c, c->opt[OPT_PHOTO], &cmd.photo, e);
	if (!rc)
		rc = pick_service(c, c->opt[OPT_TO], &cmd, e);
	return rc ? rc : apply(c, &cmd, e);
}

enum err_code run_confirm(struct verb_call *c, struct err *e)
{
	static const enum act acts[OUTCOME_COUNT] = { [OUTCOME_YES] = ACT_CONFIRM, [OUTCOME_NO] = ACT_REFUSE,
		[OUTCOME_PARTLY] = ACT_REFUSE, [OUTCOME_NO_ANSWER] = ACT_NO_ANSWER };
	struct command cmd;
	int outcome;
	int64_t grade = 0;
	enum err_code rc = option_word(c, OPT_OUTCOME, &vocab_outcome, -1, &outcome, e);

	if (!rc && outcome < 0)
		rc = err_about(e, "outcome", err_set(e, ERR_INVALID, "%s",
						     _("Say what the applicant answered.")));
	if (!rc)
		rc = option_number(c, OPT_GRADE, 0, &grade, e);
	if (rc)
		return rc;
	command_init(&cmd, acts[outcome]);
	cmd.outcome = outcome;
	cmd.grade = grade > 100 ? 100 : (int)grade;
	if (c->opt[OPT_GRADE] && grade == 0)
		cmd.grade = -1; /* a grade of 0 was typed: out of range, not "none" */
	cmd.note = c->opt[OPT_NOTE];
	cmd.call = c->opt[OPT_CALL];
	return apply(c, &cmd, e);
}

/* A body of the list by a part of its name; another one only when it is said to be another: a slip of the pen
 * would send a citizen to nobody. */
static enum err_code pick_body(struct verb_call *c, struct command *cmd, struct err *e)
{
	const struct catalogue *cat;
	const struct service *s;

	cmd->body = c->opt[OPT_BODY];
	if (c->opt[OPT_TO] && c->opt[OPT_BODY])
		return err_set(e, ERR_INVALID, "%s", _("Give one body: --to for one of the list, --body for another."));
	if (!c->opt[OPT_TO])
		return ERR_OK;
	enum err_code rc = catalogue_get(c->store, &cat, e);

	if (!rc)
		rc = catalogue_pick_service(cat, c->opt[OPT_TO], &s, e);
	if (rc == ERR_INVALID || rc == ERR_NOT_FOUND)
		return err_set(e, rc, "%s %s", e->msg, _("A body that is not in the list is given by --body."));
	if (rc)
		return rc;
	cmd->body = s->name;
	cmd->body_service = s->code;
	return ERR_OK;
}

enum err_code run_forward(struct verb_call *c, struct err *e)
{
	struct command cmd;

	command_init(&cmd, ACT_FORWARD);
	cmd.note = c->opt[OPT_NOTE];
	enum err_code rc = pick_body(c, &cmd, e);

	return rc ? rc : apply(c, &cmd, e);
}

/* --from: of what day the decision complained of is. */
static enum err_code read_decided(const struct verb_call *c, struct command *cmd, struct err *e)
{
	const char *typed = c->opt[OPT_FROM];
	int64_t at;

	if (!term_until(store_clock(c->store), typed, &at))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026. Nothing was saved."), typed);
	cmd->decided = civil_day_at(store_clock(c->store), at);
	return ERR_OK;
}

enum err_code run_reject(struct verb_call *c, struct err *e)
{
	struct command cmd;
	int reason;
	enum err_code rc = option_word(c, OPT_REASON, &vocab_reason, -1, &reason, e);

	command_init(&cmd, ACT_REJECT);
	cmd.reason = reason;
	cmd.note = c->opt[OPT_NOTE];
	if (!rc && c->opt[OPT_FROM])
		rc = read_decided(c, &cmd, e);
	return rc ? rc : apply(c, &cmd, e);
}

enum err_code run_extend(struct verb_call *c, struct err *e)
{
	struct command cmd;
	const char *typed = c->opt[OPT_UNTIL];

	command_init(&cmd, ACT_EXTEND);
	cmd.note = c->opt[OPT_NOTE];
	if (typed && !term_until(store_clock(c->store), typed, &cmd.until))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026 14:30. Nothing was saved."),
			       typed);
	enum err_code rc = apply(c, &cmd, e);

	if (!rc && c->nargs == 1)
		c->out.remark = extension_notice(&c->out.appeal);
	return rc;
}
