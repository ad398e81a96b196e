/* tui/action_pick.c - which executor: by code or name, or from the list of those that fit what was typed. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"
#include "tui/suggest.h"

static void use_service(struct action *x, const struct service *s)
{
	x->cmd.service = s->code;
	x->cmd.service_name = s->name;
	x->cmd.service_active = s->active;
}

static void open_service(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, SUGGEST_LETTERS);
	dialog_suggest(d, &suggest_of_store, app_store(x->app), "service");
	dialog_propose(d, x->q->service_name);
}

enum err_code action_service(struct action *x, const char *typed, const struct service **out, struct err *e)
{
	const struct catalogue *cat;

	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	*out = catalogue_exact_service(cat, typed);
	return *out ? ERR_OK : err_set(e, ERR_INVALID, "%s", _("Choose the executor from the list: Down shows it."));
}

/* The proposed executor as it stands there, whatever it is called by now, or the one that is meant. */
static enum err_code find_service(struct action *x, const char *typed, struct err *e)
{
	const struct catalogue *cat;
	const struct service *s = NULL;

	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	if (strcmp(typed, x->q->service_name) == 0)
		s = catalogue_service(cat, x->q->service);
	if (!s && action_service(x, typed, &s, e))
		return e->code;
	use_service(x, s);
	return ERR_OK;
}

static enum err_code take_service(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed = dialog_text(d);

	if (!typed[strspn(typed, " ")])
		return err_set(e, ERR_INVALID, "%s", _("Say which executor is to do the work."));
	return find_service(x, typed, e);
}

const struct step step_service = {
	.open = open_service,
	.take = take_service,
};

/* Whose it is, when it is not ours (domain.md 2.5). */
static bool skip_other(const struct action *x)
{
	return x->cmd.act != ACT_RETURN;
}

static void open_other(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, SUGGEST_LETTERS);
	dialog_suggest(d, &suggest_of_store, app_store(x->app), "service");
}

static enum err_code take_other(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed = dialog_text(d);

	enum err_code rc = ERR_OK;

	if (typed[strspn(typed, " ")])
		rc = find_service(x, typed, e);
	if (!rc && (!typed[strspn(typed, " ")] || strcmp(x->cmd.service, x->q->service) == 0))
		rc = err_set(e, ERR_INVALID, "%s",
			     _("Say whose work it is then: name another executor than the one who has the order."));
	return rc;
}

const struct step step_other_service = {
	.skip = skip_other,
	.open = open_other,
	.take = take_other,
	.words = N_("Who is to do it then? Code or any words, Down shows all."),
};

/* --- the competent body ------------------------------------------------------------------------ */

static void open_body(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_ADDRESS);
	dialog_suggest(d, &suggest_of_store, app_store(x->app), "body");
}

static void use_body(struct action *x, const struct service *s)
{
	x->cmd.body = s ? s->name : x->written;
	x->cmd.body_service = s ? s->code : NULL;
}

/* One of the list by a unique part of its name; else those that fit are asked about. */
static enum err_code take_body(struct action *x, const struct dialog *d, struct err *e)
{
	const struct catalogue *cat;
	const struct service *s = NULL;
	struct err none = { 0 };
	const char *typed = dialog_text(d);

	if (!typed[strspn(typed, " ")])
		return err_set(e, ERR_INVALID, "%s", _("Say to which body it is forwarded."));
	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	x->written = x->typed;
	x->nservices = 0;
	x->cmd.body = NULL;
	if (catalogue_pick_service(cat, typed, &s, &none) == ERR_OK)
		use_body(x, s);
	else
		x->nservices = catalogue_match_services(cat, typed, x->services, ACTION_MATCHES);
	return ERR_OK;
}

const struct step step_body = {
	.open = open_body,
	.take = take_body,
	.words = N_("To which body is it forwarded? A part of its name, or the whole of one that is not in the list."),
	.keeps = true,
};

static bool skip_which_body(const struct action *x)
{
	return x->cmd.body != NULL;
}

/* Behind those of the list the words as they were typed: a body of another city is in no list of ours. */
static void open_which_body(struct action *x, struct dialog *d, const char *words)
{
	const char *items[ACTION_MATCHES + 1];
	int n = x->nservices;

	for (int i = 0; i < n; i++)
		items[i] = x->services[i]->name;
	items[n] = arena_printf(&x->mem, _("not in the list, call it «%s»"), x->written);
	dialog_choose(d, action_title(x), items, (size_t)n + 1);
	dialog_say(d, words);
}

static enum err_code take_which_body(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	use_body(x, (int)d->choice < x->nservices ? x->services[d->choice] : NULL);
	return ERR_OK;
}

const struct step step_which_body = {
	.skip = skip_which_body,
	.open = open_which_body,
	.take = take_which_body,
	.words = N_("Which body is meant?"),
};

static void open_why_forwarded(struct action *x, struct dialog *d, const char *words)
{
	dialog_write(d, action_title(x), arena_printf(&x->mem, "%s\n%s", x->cmd.body, words), MAX_NOTE_BYTES, false);
}

const struct step step_why_forwarded = {
	.open = open_why_forwarded,
	.take = action_take_note,
	.words = N_("Why is it theirs? The applicant is told of it (law 393/96, Article 7)."),
	.keeps = true,
};
