/* tui/action_edit.c - correcting an appeal: which field of the table (core/correct.h), and its new value.
 * Values are checked by core when they are saved. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"
#include "tui/suggest.h"

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
const char *action_field_value(struct action *x, const struct appeal *a)
{
	const struct catalogue *cat;
	struct err none = { 0 };
	const struct question *q = appeal_question(a, x->q->k);
	const char *value = fix_value(a, q->k, x->field, store_clock(app_store(x->app)), &x->mem);

	if (field_of(x)->kind == FIX_IS_TOPIC)
		return *q->topic ? arena_printf(&x->mem, "%s %s", q->topic, q->topic_name) : "";
	if (field_of(x)->kind != FIX_IS_SERVICE || catalogue_get(app_store(x->app), &cat, &none))
		return value;
	const struct service *s = catalogue_service(cat, value);

	return s ? s->name : value;
}

static const char *old_value(struct action *x)
{
	return action_field_value(x, &x->a);
}

static void open_word(struct action *x, struct dialog *d, const char *words)
{
	const struct vocab *v = field_of(x)->vocab;
	int now = vocab_wire_index(v, old_value(x));

	action_choose_word(x, d, v, now < 0 ? 0 : now, words);
}

/* The list a line is filled from; NULL: none. */
static const char *source_of(const struct action *x)
{
	enum fix_kind kind = field_of(x)->kind;

	if (x->field == FIX_ADDRESS || x->field == FIX_RESIDENCE)
		return "address";
	return kind == FIX_IS_TOPIC ? "topic" : kind == FIX_IS_SERVICE ? "service" : NULL;
}

/* A citizen's text is kept with its lines; the rest is one line. */
static void open_value(struct action *x, struct dialog *d, const char *words)
{
	const struct fix_desc *f = field_of(x);
	const char *source = source_of(x);

	if (!*words)
		words = f->kind == FIX_IS_TOPIC || f->kind == FIX_IS_SERVICE
			? arena_printf(&x->mem, "%s\n%s", _(f->label), _("A code or any words; Down shows all."))
			: _(f->label);
	if (f->kind == FIX_IS_WORD) {
		open_word(x, d, words);
		return;
	}
	if (f->kind == FIX_IS_TEXT)
		dialog_write(d, action_title(x), words, f->max, true);
	else
		dialog_prompt(d, action_title(x), words, source ? SUGGEST_LETTERS : f->max);
	if (source)
		dialog_suggest(d, &suggest_of_store, app_store(x->app), source);
	if (source && f->kind != FIX_IS_LINE)
		dialog_propose(d, old_value(x));
	else
		dialog_fill(d, old_value(x));
}

static enum err_code find_topic(struct action *x, const char **value, struct err *e)
{
	const struct catalogue *cat;

	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	const struct topic *t = catalogue_exact_topic(cat, x->typed);

	if (!t)
		return err_set(e, ERR_INVALID, "%s", _("Choose the topic from the list: Down shows it."));
	*value = t->code;
	return ERR_OK;
}

static enum err_code find_service(struct action *x, const char **value, struct err *e)
{
	const struct service *s;
	enum err_code rc = action_service(x, x->typed, &s, e);

	if (rc == ERR_OK)
		*value = s->code;
	return rc;
}

static enum err_code take_value(struct action *x, const struct dialog *d, struct err *e)
{
	const struct fix_desc *f = field_of(x);
	const char **value = &x->fix.value[x->field];
	bool as_it_was = strcmp(x->typed, old_value(x)) == 0;

	*value = NULL;
	x->own = f->kind == FIX_IS_WORD ? "" : x->typed;
	x->left = false;
	if (f->kind == FIX_IS_WORD)
		*value = vocab_wire(f->vocab, x->values[d->choice]);
	else if (as_it_was)
		return ERR_OK;
	else if (f->kind == FIX_IS_TOPIC)
		return find_topic(x, value, e);
	else if (f->kind == FIX_IS_SERVICE && x->typed[strspn(x->typed, " ")])
		return find_service(x, value, e);
	else
		*value = source_of(x) ? suggest_no_comma(&x->mem, x->typed) : x->typed;
	return ERR_OK;
}

const struct step step_value = {
	.open = open_value,
	.take = take_value,
	.keeps = true,
};
