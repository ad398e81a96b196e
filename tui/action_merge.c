/* tui/action_merge.c - somebody else changed the appeal since the command was given (design.md 8): what both changed is
 * asked about with both values, the rest is left as each of them wants it. The rule is core/merge_fields.h. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "core/merge_fields.h"
#include "core/text.h"
#include "data/store/appeal_changes.h"

enum { SHOWN_COLS = 160, SAME_COLS = 30 };

static const struct clock_ops *clock_of(const struct action *x)
{
	return store_clock(app_store(x->app));
}

static const char *minute(struct action *x, int64_t ms)
{
	char out[17];

	civil_format_minute(clock_of(x), ms, out);
	return arena_strdup(&x->mem, out);
}

/* Who changed these fields since it was seen. */
static struct changed_by changer(struct action *x, const char *const *fields)
{
	struct changed_by by;
	struct err e = { 0 };

	if (appeal_changed_by(app_store(x->app), &x->a, x->seen.hlc, fields, &x->mem, &by, &e) || !*by.who)
		by = (struct changed_by){ .who = _("someone else"), .at = app_now(x->app), .action = "" };
	return by;
}

/* A value in one line of a question. */
static const char *shown(struct action *x, const char *value)
{
	const struct vocab *words = fix_descs[x->field].vocab;
	size_t fits = text_cut(value, SHOWN_COLS);

	if (!*value)
		return _("(empty)");
	if (words)
		return vocab_label_of(words, value);
	char *line = arena_printf(&x->mem, "%s%s", arena_strndup(&x->mem, value, fits), value[fits] ? "…" : "");

	for (char *c = line; (c = strchr(c, '\n')) != NULL;)
		*c = ' ';
	return line;
}

/* From where two texts differ, with a few words before: a long beginning that is the same says nothing. */
static const char *from_difference(struct action *x, const char *value, const char *other)
{
	size_t same = 0, at = 0, words = 0;

	while (value[same] && value[same] == other[same])
		same++;
	if (fix_descs[x->field].vocab || text_width(arena_strndup(&x->mem, value, same)) < SAME_COLS)
		return value;
	for (at = same; at > 0 && words < 3; at--)
		words += value[at - 1] == ' ';
	return arena_printf(&x->mem, "… %s", value + at + (at > 0));
}

static const char *mine(const struct action *x)
{
	return *x->own ? x->own : x->fix.value[x->field];
}

/* --- corrections ------------------------------------------------------------------------------- */

static bool merge_correction(struct action *x, const struct appeal *seen)
{
	enum merge_fate fate = merge_fix(seen, &x->a, x->q->k, x->field, &x->fix, clock_of(x));

	if (fate == MERGE_SAME)
		x->fix.value[x->field] = NULL;
	if (fate != MERGE_ASK)
		return true;
	struct changed_by by = changer(x, merge_fields_of(x->field));

	/* TRANSLATORS: a field of an appeal, who changed it, when, the value before */
	x->clash = arena_printf(&x->mem, _("«%s» was changed meanwhile by %s on %s. Before it was: %s"),
				_(fix_descs[x->field].label), by.who, minute(x, by.at),
				shown(x, action_field_value(x, seen)));
	return false;
}

static bool skip_whose(const struct action *x)
{
	return !x->clash;
}

static void open_whose(struct action *x, struct dialog *d, const char *words)
{
	const char *own = mine(x), *theirs = action_field_value(x, &x->a);
	const char *items[] = { arena_printf(&x->mem, _("mine: %s"), shown(x, from_difference(x, own, theirs))),
		arena_printf(&x->mem, _("theirs: %s"), shown(x, from_difference(x, theirs, own))) };

	(void)words;
	dialog_choose(d, action_title(x), items, COUNT(items));
	dialog_say(d, x->clash);
	d->role = ROLE_WARN;
}

static enum err_code take_whose(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->clash = NULL;
	x->seen = x->a; /* it was shown */
	x->left = d->choice == 1;
	if (x->left)
		x->fix.value[x->field] = NULL;
	return ERR_OK;
}

const struct step step_whose = {
	.skip = skip_whose,
	.open = open_whose,
	.take = take_whose,
	.back = true,
};

/* --- moves ------------------------------------------------------------------------------------- */

/* What the move would set, if it could be made on what was seen. */
static json_t *wanted(struct action *x, const struct appeal *seen)
{
	struct decision d;
	struct policy pol;
	struct err none = { 0 };

	store_policy(app_store(x->app), &pol);
	if (decide(seen, &x->cmd, app_actor(x->app), &pol, &d, &none))
		return NULL;
	json_t *set = json_incref(json_object_get(d.body, "set"));

	json_decref(d.body);
	return set;
}

static bool merge_command(struct action *x, const struct appeal *seen, struct err *e)
{
	json_t *set = x->desc->run == action_move ? wanted(x, seen) : NULL;
	const char *field = merge_move(seen, &x->a, x->q->k, set);

	json_decref(set);
	if (!field)
		return true;
	const char *fields[] = { field, NULL };
	struct changed_by by = changer(x, fields);

	x->seen = x->a; /* it is said */
	err_set(e, ERR_CONFLICT, _("%s was changed meanwhile by %s on %s: %s. Enter does it all the same, Esc leaves it."),
		x->ref, by.who, minute(x, by.at), *by.action ? by.action : _(x->verb->summary));
	return false;
}

/* --- both -------------------------------------------------------------------------------------- */

bool action_merge(struct action *x, struct err *e)
{
	struct err gone = { 0 }, changed = *e;
	const struct appeal seen = x->a;

	app_changed(x->app);
	if (action_load(x, &gone)) {
		err_set(e, gone.code, "%s %s", changed.msg, gone.msg);
		return false;
	}
	return x->desc->run == action_edit ? merge_correction(x, &seen) : merge_command(x, &seen, e);
}

const char *action_taken_over(struct action *x)
{
	if (x->left)
		return _("The other one's value stays.");
	if (x->a.hlc == x->seen.hlc)
		return "";
	const char *labels = merge_labels(&x->seen, &x->a, x->q->k, &x->mem);
	struct changed_by by = changer(x, NULL);

	if (!*labels) /* TRANSLATORS: who, when, what of the history it was: «Note» */
		return arena_printf(&x->mem, _("Meanwhile %s (%s): %s."), by.who, minute(x, by.at), by.action);
	/* TRANSLATORS: who, when, and the fields of the appeal that he changed at the same time */
	return arena_printf(&x->mem, _("Meanwhile %s changed (%s) and it is kept: %s."), by.who, minute(x, by.at), labels);
}
