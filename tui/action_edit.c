/* tui/action_edit.c - correcting an appeal: which field of the table (core/correct.h), its new value, and
 * which one when several topics or executors fit. Values are checked by core when they are saved. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"

/* --- which field ------------------------------------------------------------------------------- */

static void open_field(struct action *x, struct dialog *d, const char *words)
{
	const char *items[FIX_COUNT];

	for (int i = 0; i < FIX_COUNT; i++)
		items[i] = _(fix_descs[i].label);
	dialog_choose(d, action_title(x), items, FIX_COUNT);
	dialog_say(d, words);
}

static enum err_code take_field(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->field = (enum fix_field)d->choice;
	return ERR_OK;
}

const struct step step_field = {
	.open = open_field,
	.take = take_field,
	.words = N_("What is to be corrected?"),
};

/* --- its value --------------------------------------------------------------------------------- */

static const struct fix_desc *field_of(const struct action *x)
{
	return &fix_descs[x->field];
}

/* A topic and an executor stand there by name, as people know them. */
static const char *old_value(struct action *x)
{
	const struct catalogue *cat;
	struct err none = { 0 };
	const char *value = fix_value(&x->a, x->q->k, x->field, store_clock(app_store(x->app)), &x->mem);

	if (field_of(x)->kind == FIX_IS_TOPIC)
		return x->q->topic_name;
	if (field_of(x)->kind != FIX_IS_SERVICE || catalogue_get(app_store(x->app), &cat, &none))
		return value;
	const struct service *s = catalogue_service(cat, value);

	return s ? s->name : value;
}

static void open_word(struct action *x, struct dialog *d, const char *words)
{
	const struct vocab *v = field_of(x)->vocab;
	int now = vocab_wire_index(v, old_value(x));

	action_choose_word(x, d, v, now < 0 ? 0 : now, words);
}

/* A citizen's text is kept with its lines; the rest is one line. */
static void open_value(struct action *x, struct dialog *d, const char *words)
{
	const struct fix_desc *f = field_of(x);

	if (!*words)
		words = _(f->label);
	if (f->kind == FIX_IS_WORD) {
		open_word(x, d, words);
		return;
	}
	if (f->kind == FIX_IS_TEXT)
		dialog_write(d, action_title(x), words, f->max, true);
	else
		dialog_prompt(d, action_title(x), words, f->max);
	dialog_fill(d, old_value(x));
}

static const struct catalogue *catalogue_of(struct action *x, struct err *e)
{
	const struct catalogue *cat;

	x->nservices = x->ntopics = 0;
	return catalogue_get(app_store(x->app), &cat, e) ? NULL : cat;
}

static enum err_code find_topic(struct action *x, const char **value, struct err *e)
{
	const struct catalogue *cat = catalogue_of(x, e);
	const struct topic *t;
	enum err_code rc = cat ? catalogue_pick_topic(cat, x->typed, &t, e) : e->code;

	if (rc == ERR_OK)
		*value = t->code;
	if (rc == ERR_OK || !cat)
		return rc;
	x->ntopics = catalogue_match_topics(cat, x->typed, x->topics, ACTION_MATCHES);
	return x->ntopics > 1 ? ERR_OK : rc;
}

static enum err_code find_service(struct action *x, const char **value, struct err *e)
{
	const struct catalogue *cat = catalogue_of(x, e);
	const struct service *s;
	enum err_code rc = cat ? catalogue_pick_service(cat, x->typed, &s, e) : e->code;

	if (rc == ERR_OK)
		*value = s->code;
	if (rc == ERR_OK || !cat)
		return rc;
	x->nservices = catalogue_match_services(cat, x->typed, x->services, ACTION_MATCHES);
	return x->nservices > 1 ? ERR_OK : rc;
}

static enum err_code take_value(struct action *x, const struct dialog *d, struct err *e)
{
	const struct fix_desc *f = field_of(x);
	const char **value = &x->fix.value[x->field];
	bool as_it_was = strcmp(x->typed, old_value(x)) == 0;

	*value = NULL;
	if (f->kind == FIX_IS_WORD)
		*value = vocab_wire(f->vocab, x->values[d->choice]);
	else if (as_it_was)
		return ERR_OK;
	else if (f->kind == FIX_IS_TOPIC)
		return find_topic(x, value, e);
	else if (f->kind == FIX_IS_SERVICE && x->typed[strspn(x->typed, " ")])
		return find_service(x, value, e);
	else
		*value = x->typed;
	return ERR_OK;
}

const struct step step_value = {
	.open = open_value,
	.take = take_value,
};

/* --- which one of several ---------------------------------------------------------------------- */

static bool skip_which(const struct action *x)
{
	return x->ntopics < 2 && x->nservices < 2;
}

static void open_which(struct action *x, struct dialog *d, const char *words)
{
	const char *items[ACTION_MATCHES];
	int n = x->ntopics ? x->ntopics : x->nservices;

	for (int i = 0; i < n; i++)
		items[i] = x->ntopics ? arena_printf(&x->mem, "%s %s", x->topics[i]->code, x->topics[i]->name)
				      : x->services[i]->name;
	dialog_choose(d, action_title(x), items, (size_t)n);
	dialog_say(d, words);
}

static enum err_code take_which(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->fix.value[x->field] = x->ntopics ? x->topics[d->choice]->code : x->services[d->choice]->code;
	return ERR_OK;
}

const struct step step_which_value = {
	.skip = skip_which,
	.open = open_which,
	.take = take_which,
	.words = N_("Several fit. Which one?"),
};
