/* tui/action_join.c - joining to another appeal or an incident, and taking off. The other one is shown before
 * anything is written: a slip of one digit joins to a stranger's trouble. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "core/join.h"
#include "data/store/incidents.h"

static void open_other(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_NAME);
}

static enum err_code find_incident(struct action *x, const char *typed, struct err *e)
{
	struct incident_row row;

	if (incident_load(app_store(x->app), typed, &x->mem, &row, e))
		return e->code;
	x->to = row.i.number;
	x->about = arena_printf(&x->mem, "%s\n%s", row.i.title, row.i.addresses);
	x->ends = "";
	x->to_incident = true;
	return ERR_OK;
}

/* What the executor of now loses by it, and to whom. */
static const char *order_ends(struct action *x, const struct question *to)
{
	if (question_state(to) == ST_REGISTERED)
		return arena_printf(&x->mem, _("Attention: the order of %s to «%s» is taken back, for that one has not been "
					       "passed to anybody yet."), x->ref, x->q->service_name);
	return arena_printf(&x->mem, _("Attention: the order of %s to «%s» is taken back; «%s» does it then."), x->ref,
			    x->q->service_name, to->service_name);
}

static enum err_code find_appeal(struct action *x, const char *typed, struct err *e)
{
	struct appeal to;
	int k;

	if (appeal_load(app_store(x->app), typed, &x->mem, &to, &k, e))
		return e->code;
	/* whether others are joined to this one is for the store to say */
	const struct joining j = { .child = &x->a, .parent = &to, .k = x->q->k, .pk = k };

	if (join_check(&j, app_actor(x->app), e))
		return e->code;
	const struct question *q = appeal_question(&to, k);

	x->to = k > 1 ? arena_printf(&x->mem, "%s.%d", to.number, k) : to.number;
	x->about = arena_printf(&x->mem, "%s\n%s\n%s", vocab_label_of(&vocab_state, q->state), q->address, q->text);
	x->ends = join_ends_order(x->q, q) ? order_ends(x, q) : "";
	x->to_incident = false;
	return ERR_OK;
}

static enum err_code take_other(struct action *x, const struct dialog *d, struct err *e)
{
	struct incident_ref ref;
	const char *typed = dialog_text(d);

	if (!typed[strspn(typed, " ")])
		return err_set(e, ERR_INVALID, "%s", _("Nothing is written: a number is needed here. Esc cancels."));
	if (incident_ref_parse(&x->mem, typed, &ref) && ref.marked)
		return find_incident(x, typed, e);
	return find_appeal(x, typed, e);
}

const struct step step_other = {
	.open = open_other,
	.take = take_other,
	.words = N_("The number of the appeal or of the incident it is joined to."),
};

static void open_join(struct action *x, struct dialog *d, const char *words)
{
	(void)words;
	const char *about = *x->ends ? arena_printf(&x->mem, "%s\n%s", x->ends, x->about) : x->about;

	dialog_confirm(d, action_title(x), arena_printf(&x->mem, _("Join to %s?\n%s"), x->to, about));
	if (*x->ends)
		d->role = ROLE_WARN;
}

static enum err_code take_join(struct action *x, const struct dialog *d, struct err *e)
{
	(void)x;
	(void)d;
	(void)e;
	return ERR_OK;
}

const struct step step_join = {
	.open = open_join,
	.take = take_join,
};

enum err_code action_join(struct action *x, struct err *e)
{
	struct appeal after;
	enum err_code rc = (x->to_incident ? incident_join : appeal_join)(app_store(x->app), x->ref, x->to, x->a.rev,
									  app_actor(x->app), &x->mem, &after, e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("%s is joined to %s: it goes along with it up to the report."), x->ref,
				       x->to);
	return rc;
}

static bool skip_why_off(const struct action *x)
{
	return !*x->q->joined; /* the store refuses with its sentence */
}

static void open_why_off(struct action *x, struct dialog *d, const char *words)
{
	(void)words;
	dialog_write(d, action_title(x), arena_printf(&x->mem, _("Why is it taken off %s?"), x->q->joined),
		     MAX_NOTE_BYTES, false);
}

static enum err_code take_why_off(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	(void)d;
	x->cmd.note = x->typed;
	return ERR_OK;
}

const struct step step_why_off = {
	.skip = skip_why_off,
	.open = open_why_off,
	.take = take_why_off,
};

enum err_code action_unjoin(struct action *x, struct err *e)
{
	enum err_code rc = appeal_unjoin(app_store(x->app), x->ref, x->cmd.note ? x->cmd.note : "", x->a.rev,
					 app_actor(x->app), &x->mem, NULL, e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("%s is taken off %s."), x->ref, x->q->joined);
	return rc;
}
