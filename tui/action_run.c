/* tui/action_run.c - what is done when all questions are answered, and the sentence about it. */
#include "tui/action_inner.h"

#include "core/i18n.h"

static const char *minute(struct action *x, int64_t ms)
{
	char out[17];

	civil_format_minute(store_clock(app_store(x->app)), ms, out);
	return arena_strdup(&x->mem, out);
}

static const char *moved(struct action *x, const struct question *q)
{
	const char *state = vocab_label_of(&vocab_state, q->state);

	if (x->cmd.act == ACT_NO_ANSWER)
		return arena_printf(&x->mem, _("%s: no answer, attempt %d. Call again from %s."), x->ref,
				    (int)q->attempts, minute(x, q->next_try));
	if (x->cmd.act == ACT_EXTEND)
		return arena_printf(&x->mem, _("%s: the term is extended until %s. %s"), x->ref, minute(x, q->due),
				    extension_notice(&x->a));
	if (x->cmd.act == ACT_DISPATCH && q->due)
		return arena_printf(&x->mem, _("%s is passed to %s, term until %s."), x->ref, q->service_name,
				    minute(x, q->due));
	if (x->cmd.act == ACT_DISPATCH)
		return arena_printf(&x->mem, _("%s is passed to %s."), x->ref, q->service_name);
	if (x->cmd.act == ACT_FORWARD)
		return arena_printf(&x->mem, _("%s is forwarded: %s."), x->ref, q->forwarded_to);
	if (question_state(q) == ST_REWORK && q->due)
		return arena_printf(&x->mem, _("%s: now «%s», new term until %s."), x->ref, state,
				    minute(x, q->due));
	return arena_printf(&x->mem, _("%s: now «%s»."), x->ref, state);
}

enum err_code action_move(struct action *x, struct err *e)
{
	struct appeal after;
	enum err_code rc = appeal_move(app_store(x->app), x->a.number, &x->cmd, x->a.rev, app_actor(x->app),
				       &x->mem, &after, e);

	if (!rc)
		x->said = moved(x, appeal_question(&after, x->q->k));
	return rc;
}

/* A note overwrites nothing: somebody's change meanwhile is no reason to refuse it. */
enum err_code action_note(struct action *x, struct err *e)
{
	enum err_code rc = appeal_note(app_store(x->app), x->ref, x->cmd.note, -1, app_actor(x->app), &x->mem,
				       NULL, e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("%s: the note is saved."), x->ref);
	return rc;
}

enum err_code action_edit(struct action *x, struct err *e)
{
	struct edited done;
	enum err_code rc = appeal_edit(app_store(x->app), x->ref, &x->fix, x->a.rev, app_actor(x->app), &x->mem,
				       &done, e);

	if (rc)
		return rc;
	x->said = arena_printf(&x->mem, done.appeal.rev == x->a.rev ? _("%s: the same as before, nothing was changed.")
								    : _("%s is corrected."), x->ref);
	if (*done.effects) /* a new term is read out to the citizen: it stays until Enter */
		x->shown = arena_printf(&x->mem, "%s %s", x->said, done.effects);
	return ERR_OK;
}

enum err_code action_receipt(struct action *x, struct err *e)
{
	struct appeal after;
	char pin[8] = "";

	if (!x->new_pin) {
		app_print(x->app, &x->a, "");
		return ERR_OK;
	}
	enum err_code rc = appeal_new_pin(app_store(x->app), x->ref, app_actor(x->app), &x->mem, &after, pin, e);

	if (rc)
		return rc;
	x->shown = arena_printf(&x->mem, _("The new PIN is %s. Write it down or read it out: it is shown only now. "
					   "The old one is no longer valid."), pin);
	app_print(x->app, &after, pin);
	return ERR_OK;
}
