/* tui/appeals_saved.c - F3: the saved queries of the person. A digit opens one, one key saves the query that is shown,
 * another one renames, moves or removes. They are the person's own settings: every window of his has the same. */
#include "core/i18n.h"
#include "data/store/saved_queries.h"
#include "tui/appeals_inner.h"

enum change { RENAME, REPLACE, FIRST, REMOVE, CHANGES };

void appeals_saved_read(struct app *app, struct appeals *s)
{
	struct arena mem = { 0 };
	struct saved_list list = { .n = 0 };
	struct err e = { 0 };
	unsigned roles = app_actor(app)->roles;

	if (!app_draft(app))
		saved_first(roles, &mem, &list);
	else if (saved_queries_load(app_draft(app), roles, &mem, &list, &e))
		app_fail(app, &e);
	saved_bar_set(&s->saved, &list);
	arena_free(&mem);
}

const char *appeals_saved_query(const struct appeals *s, const struct key_event *ev)
{
	unsigned i = ev->kind == EV_CHAR ? ev->cp - '1' : SAVED_MAX;

	return i < (unsigned)s->saved.list.n ? s->saved.list.q[i].query : NULL;
}

/* --- keeping --------------------------------------------------------------------------------------- */

static enum err_code keep(struct app *app, struct appeals *s, const struct saved_list *l, struct err *e)
{
	if (!app_draft(app))
		return err_set(e, ERR_FAILED, "%s", _("Your settings cannot be kept now: nothing was saved."));
	if (saved_queries_keep(app_draft(app), l, e))
		return e->code;
	saved_bar_set(&s->saved, l);
	app_dirty(app);
	return ERR_OK;
}

/* Index of the entry that is shown now; -1: none. */
static int present(const struct appeals *s)
{
	for (int i = 0; i < s->saved.list.n; i++)
		if (strcmp(s->saved.list.q[i].query, field_text(&s->line)) == 0)
			return i;
	return -1;
}

/* --- one more -------------------------------------------------------------------------------------- */

static enum err_code put(struct app *app, struct appeals *s, const char *name, struct arena *mem, struct err *e)
{
	struct saved_list l = s->saved.list;
	const char *before;

	if (saved_put(&l, name, field_text(&s->line), mem, &before, e) || keep(app, s, &l, e))
		return e->code;
	int place = saved_index(&s->saved.list, name) + 1;

	app_say(app, ROLE_OK, before && strcmp(before, field_text(&s->line)) != 0
		? arena_printf(mem, _("«%s» shows this query now. Before it was: %s"), name, before)
		: arena_printf(mem, _("The query is saved as «%s»: %d opens it."), name, place));
	return ERR_OK;
}

static void save_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (yes && put(app, ctx, arena_strdup(&mem, dialog_text(d)), &mem, &e)) {
		dialog_say(d, e.msg);
		d->role = ROLE_ERROR;
		app_ask(app, save_answer, ctx);
	}
	arena_free(&mem);
}

void appeals_saved_save(struct app *app, struct appeals *s)
{
	struct dialog *d = app_dialog(app);
	int i = present(s);

	appeals_saved_read(app, s); /* another window may have changed them */
	if (s->fault.code) {
		app_fail(app, &s->fault);
	} else if (!*field_text(&s->line)) {
		app_hint(app, ROLE_ERROR, _("There is no query to be saved: {find} begins one."));
	} else {
		dialog_prompt(d, _("Save the query"), _("Under what name? A name that is there already gets this query."),
			      SAVED_NAME_LETTERS);
		if (i >= 0)
			dialog_propose(d, s->saved.list.q[i].name);
		app_ask(app, save_answer, s);
	}
}

/* --- changing -------------------------------------------------------------------------------------- */

static void rename_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct appeals *s = ctx;
	struct arena mem = { 0 };
	struct saved_list l = s->saved.list;
	struct err e = { 0 };

	if (yes && (saved_rename(&l, d->tag, dialog_text(d), &mem, &e) || keep(app, s, &l, &e))) {
		dialog_say(d, e.msg);
		d->role = ROLE_ERROR;
		app_ask(app, rename_answer, s);
	}
	arena_free(&mem);
}

static void ask_name(struct app *app, struct appeals *s, int i)
{
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, _("Rename"), s->saved.list.q[i].query, SAVED_NAME_LETTERS);
	dialog_fill(d, s->saved.list.q[i].name);
	d->tag = i;
	app_ask(app, rename_answer, s);
}

/* What is done at once; the sentence about it. */
static enum err_code change(struct app *app, struct appeals *s, int i, enum change what, struct arena *mem,
			    struct err *e)
{
	struct saved_list l = s->saved.list;
	const char *name = arena_strdup(mem, l.q[i].name), *query = arena_strdup(mem, l.q[i].query), *said = "";

	if (what == REPLACE && saved_put(&l, name, field_text(&s->line), mem, NULL, e))
		return e->code;
	if (what == FIRST)
		saved_move(&l, i, 0);
	if (what == REMOVE)
		saved_remove(&l, i);
	if (keep(app, s, &l, e))
		return e->code;
	if (what == REPLACE)
		said = arena_printf(mem, _("«%s» shows this query now. Before it was: %s"), name, query);
	if (what == FIRST)
		said = arena_printf(mem, _("«%s» is the first one now."), name);
	if (what == REMOVE)
		said = arena_printf(mem, _("«%s» is removed. Its query was: %s"), name, query);
	app_say(app, ROLE_OK, said);
	return ERR_OK;
}

static void change_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct appeals *s = ctx;
	struct arena mem = { 0 };
	struct err e = { 0 };
	int i = d->tag;

	if (yes && d->choice == RENAME)
		ask_name(app, s, i);
	else if (yes && change(app, s, i, (enum change)d->choice, &mem, &e))
		app_fail(app, &e);
	arena_free(&mem);
}

static void which_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	static const char *const words[CHANGES] = { [RENAME] = N_("rename"),
		[REPLACE] = N_("put the query in its place that is shown now"),
		[FIRST] = N_("make it the first one"), [REMOVE] = N_("remove it") };
	struct appeals *s = ctx;
	const char *items[CHANGES];
	int i = (int)d->choice;

	if (!yes)
		return;
	for (int k = 0; k < CHANGES; k++)
		items[k] = _(words[k]);
	dialog_choose(d, s->saved.list.q[i].name, items, CHANGES);
	dialog_say(d, s->saved.list.q[i].query);
	d->tag = i;
	app_ask(app, change_answer, s);
}

void appeals_saved_change(struct app *app, struct appeals *s)
{
	struct arena mem = { 0 };
	const char *items[SAVED_MAX];

	appeals_saved_read(app, s);
	for (int i = 0; i < s->saved.list.n; i++)
		items[i] = arena_printf(&mem, "%s: %s", s->saved.list.q[i].name, s->saved.list.q[i].query);
	if (s->saved.list.n) {
		dialog_choose(app_dialog(app), _("Saved queries"), items, (size_t)s->saved.list.n);
		app_ask(app, which_answer, s);
	} else {
		app_hint(app, ROLE_MESSAGE, _("No query is saved. {query-save} saves the one that is shown."));
	}
	arena_free(&mem);
}
