/* tui/action.c - see action.h: one table of commands, each a row of questions and what is done then.
 *
 * Asking goes by dialogs of the application: nothing here waits. The rules are core's; what core refuses
 * is asked again with its sentence, so that nothing typed is lost. */
#include "tui/action_inner.h"

#include "core/i18n.h"

static const struct action_desc actions[VERB_COUNT] = {
	[V_DISPATCH] = {
		.words = N_("Which executor gets it? Code or any words, Down shows all."),
		.steps = { &step_service },
		.run = action_move,
	},
	[V_RECALL] = {
		.words = N_("Take the order back from this executor?"),
		.steps = { &step_sure },
		.run = action_move,
	},
	[V_ACCEPT] = {
		.words = N_("Take the order into work?"),
		.steps = { &step_sure },
		.run = action_move,
	},
	[V_DONE] = {
		.steps = { &step_result, &step_report, &step_other_service },
		.run = action_move,
	},
	[V_CONFIRM] = {
		.words = N_("What is not done? Write the applicant's words."),
		.steps = { &step_outcome, &step_unanswered, &step_via, &step_grade, &step_note },
		.run = action_move,
	},
	[V_ANSWER_YES] = {
		.answered = true,
		.outcome = OUTCOME_YES,
		.steps = { &step_via, &step_grade },
		.run = action_move,
	},
	[V_ANSWER_NO] = {
		.words = N_("What is not done? Write the applicant's words."),
		.answered = true,
		.outcome = OUTCOME_NO,
		.steps = { &step_via, &step_note },
		.run = action_move,
	},
	[V_ANSWER_PARTLY] = {
		.words = N_("What is not done? Write the applicant's words."),
		.answered = true,
		.outcome = OUTCOME_PARTLY,
		.steps = { &step_via, &step_note },
		.run = action_move,
	},
	[V_ANSWER_NONE] = {
		.answered = true,
		.outcome = OUTCOME_NO_ANSWER,
		.steps = { &step_unanswered },
		.run = action_move,
	},
	[V_REOPEN] = {
		.words = N_("Why is it sent back to work?"),
		.steps = { &step_note },
		.run = action_move,
	},
	[V_CLOSE] = {
		.words = N_("Why is it closed without a confirmation?"),
		.steps = { &step_note },
		.run = action_move,
	},
	[V_FORWARD] = {
		.steps = { &step_body, &step_which_body, &step_why_forwarded },
		.run = action_move,
	},
	[V_REJECT] = {
		.words = N_("Reject the appeal? This cannot be undone."),
		.steps = { &step_reason, &step_decided, &step_learned, &step_sure },
		.run = action_move,
	},
	[V_WITHDRAW] = {
		.words = N_("Why does the applicant withdraw it? Write his or her words."),
		.steps = { &step_how, &step_note },
		.run = action_move,
	},
	[V_EXTEND] = {
		.words = N_("Why is the term extended? The reason stands in the history."),
		.steps = { &step_until, &step_note },
		.run = action_move,
	},
	[V_NOTE] = {
		.words = N_("A note for everyone who works with this appeal."),
		.steps = { &step_note },
		.run = action_note,
	},
	[V_EDIT] = { .steps = { &step_field, &step_value, &step_whose }, .run = action_edit },
	[V_JOIN] = { .steps = { &step_other, &step_join }, .run = action_join },
	[V_UNJOIN] = { .steps = { &step_why_off }, .run = action_unjoin },
	[V_RECEIPT] = { .steps = { &step_pin }, .run = action_receipt },
	[V_ATTACH] = { .steps = { &step_path }, .run = action_attach },
	[V_SAVE_FILE] = { .steps = { &step_file, &step_save_path }, .run = action_save_file },
	[V_REDACT] = {
		.words = N_("Why is it erased? The reason stays in the history."),
		.steps = { &step_erase, &step_note, &step_number },
		.run = action_redact,
	},
};

static void action_free(struct action *x)
{
	struct arena mem = x->mem; /* x lives in it */

	app_editing(x->app, NULL);
	arena_free(&mem);
}

const char *action_title(struct action *x)
{
	return arena_printf(&x->mem, "%s · %s", x->ref, _(x->verb->summary));
}

void action_set_outcome(struct action *x, enum outcome outcome)
{
	static const enum act acts[OUTCOME_COUNT] = { [OUTCOME_YES] = ACT_CONFIRM, [OUTCOME_NO] = ACT_REFUSE,
		[OUTCOME_PARTLY] = ACT_REFUSE, [OUTCOME_NO_ANSWER] = ACT_NO_ANSWER };

	x->cmd.act = acts[outcome];
	x->cmd.outcome = (int)outcome;
}

/* Whether the command may be given at all: role, state, what needs no input. */
static enum err_code check(struct action *x, struct err *e)
{
	struct policy pol;

	store_policy(app_store(x->app), &pol);
	return verb_possible(x->verb, app_actor(x->app), &x->a, (int)x->q->k, &pol, e);
}

enum err_code action_load(struct action *x, struct err *e)
{
	int k;
	enum err_code rc = appeal_load(app_store(x->app), x->ref, &x->mem, &x->a, &k, e);

	if (rc)
		return rc;
	x->q = appeal_question(&x->a, k);
	return check(x, e);
}

/* --- asking ------------------------------------------------------------------------------------ */

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes);

/* The question of a step as one that may be asked again: of which field, too. */
static const char *step_name(struct action *x, size_t at)
{
	return arena_printf(&x->mem, "%s %s %zu.%d", x->verb->name, x->ref, at, (int)x->field);
}

/* Asks the step x->at; `why` is the sentence for asking it again, then with what was typed. */
static void ask(struct action *x, const char *why)
{
	const struct step *s = x->desc->steps[x->at];
	struct dialog *d = app_dialog(x->app);
	const char *words = s->words_of ? s->words_of(x) : s->words ? s->words : x->desc->words;

	if (x->desc->run != action_note && x->desc->run != action_receipt)
		app_editing(x->app, x->a.number);
	x->asked = x->at;
	x->any_asked = true;
	s->open(x, d, why ? why : words ? _(words) : "");
	if (s->keeps)
		dialog_keep(d, step_name(x, x->at));
	if (why) {
		d->role = ROLE_ERROR;
		if (x->typed)
			dialog_fill(d, x->typed);
	}
	app_ask(x->app, answered, x);
}

static void read_it(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	(void)app;
	(void)d;
	(void)yes;
	action_free(ctx);
}

/* A value that a rule refuses is asked again at once, before the next question is put. What is still
 * missing is ERR_INVALID and is asked next. */
static enum err_code check_value(struct action *x, struct err *e)
{
	struct decision d;
	struct policy pol;
	struct err missing = { 0 };

	if (x->desc->run != action_move)
		return ERR_OK;
	store_policy(app_store(x->app), &pol);
	enum err_code rc = decide(&x->a, &x->cmd, app_actor(x->app), &pol, &d, &missing);

	if (!rc)
		json_decref(d.body);
	return rc == ERR_REFUSED ? err_set(e, rc, "%s", missing.msg) : ERR_OK;
}

static void done(struct action *x)
{
	for (size_t i = 0; i < ACTION_STEPS && x->desc->steps[i]; i++)
		if (x->desc->steps[i]->keeps)
			app_forget_words(x->app, step_name(x, i));
	const char *taken = action_taken_over(x);

	app_changed(x->app);
	if (x->said && *taken)
		x->said = arena_printf(&x->mem, "%s %s", x->said, taken);
	if (x->said)
		app_say(x->app, ROLE_OK, x->said);
	if (x->shown) {
		dialog_message(app_dialog(x->app), action_title(x), x->shown);
		app_ask(x->app, read_it, x);
		return;
	}
	action_free(x);
}

/* It was not done. What another try may bring through is asked again, the rest ends the command; but
 * words that somebody wrote stay on the screen until Esc. */
static void not_done(struct action *x, struct err *e)
{
	bool words = app_dialog(x->app)->kind == DIALOG_TEXT;

	if (x->any_asked && (words || (e->code != ERR_REFUSED && e->code != ERR_NOT_FOUND))) {
		x->at = x->asked;
		ask(x, e->msg);
		return;
	}
	app_fail(x->app, e);
	action_free(x);
}

/* Does it; what others changed meanwhile and this does not touch is left as they want it. */
static enum err_code run(struct action *x, struct err *e)
{
	enum err_code rc = x->desc->run(x, e);

	for (int i = 0; rc == ERR_CONFLICT && i < ACTION_MERGES && action_merge(x, e); i++) {
		*e = (struct err){ .code = ERR_OK };
		rc = x->desc->run(x, e);
	}
	return rc;
}

/* Both changed the field that is corrected. */
static void ask_whose(struct action *x)
{
	while (x->desc->steps[x->at - 1] != &step_whose)
		x->at--;
	x->at--;
	ask(x, NULL);
}

/* The next question, or the deed when all are answered. */
static void proceed(struct action *x)
{
	struct err e = { 0 };

	for (; x->at < ACTION_STEPS && x->desc->steps[x->at]; x->at++) {
		const struct step *s = x->desc->steps[x->at];

		if (!s->skip || !s->skip(x)) {
			x->typed = NULL;
			ask(x, NULL);
			return;
		}
	}
	if (run(x, &e) == ERR_OK)
		done(x);
	else if (x->clash)
		ask_whose(x);
	else
		not_done(x, &e);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct action *x = ctx;
	struct err e = { 0 };

	x->kept = x->kept || d->kept;
	if (!yes && x->desc->steps[x->at]->back) {
		x->typed = x->own;
		x->at--;
		ask(x, x->clash);
		x->clash = NULL;
		return;
	}
	if (!yes) {
		app_say(app, ROLE_MESSAGE, x->kept ? _("Cancelled: nothing was changed. What you typed is kept: the same "
						       "command shows it again.")
						   : _("Cancelled: nothing was changed."));
		action_free(x);
		return;
	}
	x->typed = arena_strdup(&x->mem, dialog_text(d));
	if (x->desc->steps[x->at]->take(x, d, &e) || check_value(x, &e)) {
		ask(x, e.msg);
		return;
	}
	x->at++;
	proceed(x);
}

/* --- beginning --------------------------------------------------------------------------------- */

static struct action *action_new(struct app *app, enum verb_id v, const struct appeal *a, int k)
{
	struct arena mem = { 0 };
	struct action *x = arena_alloc(&mem, sizeof(*x));

	x->app = app;
	x->verb = &verbs[v];
	x->desc = &actions[v];
	x->ref = k > 1 ? arena_printf(&mem, "%s.%d", a->number, k) : arena_strdup(&mem, a->number);
	command_init(&x->cmd, x->verb->act >= 0 ? (enum act)x->verb->act : ACT_DISPATCH);
	x->cmd.k = k > 1 ? k : 1;
	x->cmd.service_active = true;
	if (x->desc->answered) { /* the one-key answers are given on the telephone, where there is one */
		action_set_outcome(x, x->desc->outcome);
		x->cmd.via = appeal_has_phone(a) ? (int)VIA_CALL : -1;
	}
	x->mem = mem;
	return x;
}

/* The appeal must be the one the person looked at: what overwrites nothing may go on. */
static enum err_code check_seen(const struct action *x, int64_t rev, struct err *e)
{
	static enum err_code (*const adding[])(struct action *, struct err *) = { action_note, action_receipt,
		action_attach, action_save_file };

	for (size_t i = 0; i < COUNT(adding); i++)
		if (x->a.rev == rev || x->desc->run == adding[i])
			return ERR_OK;
	return err_set(e, ERR_CONFLICT, _("%s was changed by someone else just now: look at it and press the "
					  "key again."), x->ref);
}

bool action_begin(struct app *app, enum verb_id v, const struct appeal *a, int k)
{
	struct err e = { 0 };

	if (!actions[v].run)
		return false;
	if (!a) {
		app_say(app, ROLE_ERROR, _("Choose an appeal first."));
		return true;
	}
	int64_t seen = a->rev; /* app_changed() may free *a */
	struct action *x = action_new(app, v, a, k);

	enum err_code rc = action_load(x, &e);

	x->seen = x->a;
	if (rc || check_seen(x, seen, &e)) {
		if (e.code == ERR_CONFLICT)
			app_changed(app);
		app_fail(app, &e);
		action_free(x);
		return true;
	}
	proceed(x);
	return true;
}
