/* tui/action_pick.c - the questions that are answered from the catalogues or by correcting a text:
 * which executor, what is corrected, which topic. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"

/* --- executor ---------------------------------------------------------------------------------- */

static void use_service(struct action *x, const struct service *s)
{
	x->cmd.service = s->code;
	x->cmd.service_name = s->name;
	x->cmd.service_active = s->active;
}

static void open_service(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_NAME);
	dialog_fill(d, x->q->service_name);
}

/* The proposed executor as it stands there, a unique part of a name, or several to choose from. */
static enum err_code find_service(struct action *x, const char *typed, struct err *e)
{
	const struct catalogue *cat;
	const struct service *s;

	x->nservices = 0;
	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	if (strcmp(typed, x->q->service_name) == 0 && (s = catalogue_service(cat, x->q->service))) {
		use_service(x, s);
		return ERR_OK;
	}
	enum err_code rc = catalogue_pick_service(cat, typed, &s, e);

	if (rc == ERR_OK) {
		use_service(x, s);
		return ERR_OK;
	}
	x->nservices = catalogue_match_services(cat, typed, x->services, ACTION_MATCHES);
	return x->nservices > 1 ? ERR_OK : rc;
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

/* Whose it is, when it is not ours: may stay empty. */
static bool skip_other(const struct action *x)
{
	return x->cmd.act != ACT_RETURN;
}

static void open_other(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_NAME);
}

static enum err_code take_other(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed = dialog_text(d);

	x->cmd.service = NULL;
	x->nservices = 0;
	return typed[strspn(typed, " ")] ? find_service(x, typed, e) : ERR_OK;
}

const struct step step_other_service = {
	.skip = skip_other,
	.open = open_other,
	.take = take_other,
	.words = N_("Who is to do it then? Code, name or a part of it; Enter leaves it to the dispatcher."),
};

static bool skip_which_service(const struct action *x)
{
	return x->nservices < 2;
}

static void open_which_service(struct action *x, struct dialog *d, const char *words)
{
	const char *items[ACTION_MATCHES];

	for (int i = 0; i < x->nservices; i++)
		items[i] = x->services[i]->name;
	dialog_choose(d, action_title(x), items, (size_t)x->nservices);
	dialog_say(d, words);
}

static enum err_code take_which_service(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	use_service(x, x->services[d->choice]);
	return ERR_OK;
}

const struct step step_which_service = {
	.skip = skip_which_service,
	.open = open_which_service,
	.take = take_which_service,
	.words = N_("Several executors fit. Which one?"),
};

/* --- what is corrected ------------------------------------------------------------------------- */

static const char *const field_labels[EDIT_FIELDS] = {
	[EDIT_TEXT] = N_("Text"),       [EDIT_ADDRESS] = N_("Address"),     [EDIT_NAME] = N_("Applicant"),
	[EDIT_PHONE] = N_("Telephone"), [EDIT_TOPIC] = N_("Topic"),         [EDIT_RESIDENCE] = N_("Residence"),
	[EDIT_EMAIL] = N_("E-mail"),
};

static void open_field(struct action *x, struct dialog *d, const char *words)
{
	const char *items[EDIT_FIELDS];

	for (int i = 0; i < EDIT_FIELDS; i++)
		items[i] = _(field_labels[i]);
	dialog_choose(d, action_title(x), items, EDIT_FIELDS);
	dialog_say(d, words);
}

static enum err_code take_field(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->field = (enum edit_field)d->choice;
	return ERR_OK;
}

const struct step step_field = {
	.open = open_field,
	.take = take_field,
	.words = N_("What is to be corrected?"),
};

static const char *old_value(struct action *x)
{
	const char *const values[EDIT_FIELDS] = {
		[EDIT_TEXT] = x->q->text,        [EDIT_ADDRESS] = x->q->address,
		[EDIT_NAME] = appeal_name(&x->mem, &x->a), [EDIT_PHONE] = x->a.phone_raw,
		[EDIT_TOPIC] = x->q->topic_name, [EDIT_RESIDENCE] = x->a.residence,
		[EDIT_EMAIL] = x->a.email,
	};

	return values[x->field];
}

/* A citizen's text is kept with its lines; the rest is one line. */
static void open_value(struct action *x, struct dialog *d, const char *words)
{
	static const size_t max[EDIT_FIELDS] = { [EDIT_ADDRESS] = MAX_ADDRESS, [EDIT_NAME] = 3 * MAX_NAME,
		[EDIT_PHONE] = MAX_PHONE, [EDIT_TOPIC] = MAX_NAME, [EDIT_RESIDENCE] = MAX_ADDRESS,
		[EDIT_EMAIL] = MAX_EMAIL };

	if (!*words)
		words = _(field_labels[x->field]);
	if (x->field == EDIT_TEXT)
		dialog_write(d, action_title(x), words, MAX_TEXT_BYTES, true);
	else
		dialog_prompt(d, action_title(x), words, max[x->field]);
	dialog_fill(d, old_value(x));
}

static enum err_code find_topic(struct action *x, struct err *e)
{
	const struct catalogue *cat;

	x->fix.topic = NULL;
	x->ntopics = 0;
	if (strcmp(x->typed, x->q->topic_name) == 0)
		return ERR_OK;
	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	enum err_code rc = catalogue_pick_topic(cat, x->typed, &x->fix.topic, e);

	if (rc == ERR_OK)
		return ERR_OK;
	x->ntopics = catalogue_match_topics(cat, x->typed, x->topics, ACTION_MATCHES);
	return x->ntopics > 1 ? ERR_OK : rc;
}

/* The check of a value is that of the store, when it is saved. */
static enum err_code take_value(struct action *x, const struct dialog *d, struct err *e)
{
	const char **const values[EDIT_FIELDS] = {
		[EDIT_TEXT] = &x->fix.text,         [EDIT_ADDRESS] = &x->fix.address,
		[EDIT_NAME] = &x->fix.name,         [EDIT_PHONE] = &x->fix.phone,
		[EDIT_RESIDENCE] = &x->fix.residence, [EDIT_EMAIL] = &x->fix.email,
	};

	(void)d;
	if (x->field == EDIT_TOPIC)
		return find_topic(x, e);
	*values[x->field] = x->typed;
	return ERR_OK;
}

const struct step step_value = {
	.open = open_value,
	.take = take_value,
};

static bool skip_which_topic(const struct action *x)
{
	return x->ntopics < 2;
}

static void open_which_topic(struct action *x, struct dialog *d, const char *words)
{
	const char *items[ACTION_MATCHES];

	for (int i = 0; i < x->ntopics; i++)
		items[i] = arena_printf(&x->mem, "%s %s", x->topics[i]->code, x->topics[i]->name);
	dialog_choose(d, action_title(x), items, (size_t)x->ntopics);
	dialog_say(d, words);
}

static enum err_code take_which_topic(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->fix.topic = x->topics[d->choice];
	return ERR_OK;
}

const struct step step_which_topic = {
	.skip = skip_which_topic,
	.open = open_which_topic,
	.take = take_which_topic,
	.words = N_("Several topics fit. Which one?"),
};
