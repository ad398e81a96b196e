/* tui/bulk_run.c - a confirmed command on each of many appeals, and the list of what came of it. Each goes the way of
 * the single command: loaded, asked of the rules, one event. */
#include "tui/bulk_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"

/* What came of one. */
struct outcome_of {
	const char *ref, *said;
	bool done;
};

/* --- one ------------------------------------------------------------------------------------------- */

/* Without an executor that was chosen for all: the proposed one. */
static enum err_code use_proposed(struct action *x, struct err *e)
{
	const struct catalogue *cat;

	if (x->cmd.act != ACT_DISPATCH || x->cmd.service)
		return ERR_OK;
	if (catalogue_get(app_store(x->app), &cat, e))
		return e->code;
	const struct service *s = catalogue_service(cat, x->q->service);

	if (!s)
		return err_set(e, ERR_INVALID, "%s", _("No executor is proposed: pass it by itself."));
	x->cmd.service = s->code;
	x->cmd.service_name = s->name;
	x->cmd.service_active = s->active;
	return ERR_OK;
}

enum err_code bulk_move(struct action *x, struct err *e)
{
	return use_proposed(x, e) ? e->code : action_move(x, e);
}

enum err_code bulk_note(struct action *x, struct err *e)
{
	return action_note(x, e);
}

enum err_code bulk_print(struct action *x, struct err *e)
{
	enum err_code rc = app_print_behind(x->app, &x->a, "", e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("The receipt of %s goes to the printer."), x->a.number);
	return rc;
}

/* The sentence about it, in *mem. */
static bool make_one(struct bulk *b, const char *ref, struct arena *mem, const char **said)
{
	struct action x = { .app = b->app, .verb = &verbs[b->desc->verb], .ref = ref, .cmd = b->cmd };
	struct store *s = app_store(b->app);
	struct policy pol;
	struct err e = { 0 };
	int k;

	store_policy(s, &pol);
	if (appeal_load(s, ref, &x.mem, &x.a, &k, &e) == ERR_OK &&
	    verb_possible(x.verb, app_actor(b->app), &x.a, k, &pol, &e) == ERR_OK) {
		x.q = appeal_question(&x.a, k);
		x.cmd.k = k;
		if (b->desc->run(&x, &e) == ERR_OK)
			*said = arena_strdup(mem, x.said ? x.said : ref);
	}
	if (e.code)
		*said = arena_printf(mem, "%s: %s", ref, e.msg);
	arena_free(&x.mem);
	return !e.code;
}

/* --- all ------------------------------------------------------------------------------------------- */

/* What was refused stands first: it is what is still to be done. */
static const char *list_of(const struct outcome_of *o, size_t made, struct arena *mem)
{
	const char *text = "";

	for (int done = 0; done < 2; done++)
		for (size_t i = 0; i < made; i++)
			if (o[i].done == done)
				text = arena_printf(mem, "%s\n%s %s", text, done ? "+" : "!", o[i].said);
	return text;
}

static const char *head_of(size_t n, size_t made, size_t refused, struct arena *mem)
{
	int done = (int)(made - refused);

	if (made < n)
		return arena_printf(mem, _("Stopped by Esc. Done: %d, refused: %d, not begun: %d. What was not done is still "
					   "marked."), done, (int)refused, (int)(n - made));
	if (refused)
		return arena_printf(mem, _("Done: %d, refused: %d. What was refused is still marked."), done, (int)refused);
	return arena_printf(mem, _("Done: %d, all that were marked."), done);
}

void bulk_run(struct bulk *b)
{
	struct outcome_of *o = arena_alloc(&b->mem, b->n * sizeof(*o));
	const char *what = _(verbs[b->desc->verb].summary);
	size_t made = 0, refused = 0;

	while (made < b->n && app_progress(b->app, what, (int64_t)made, (int64_t)b->n)) {
		struct outcome_of *one = &o[made];

		one->ref = b->refs[made].ref;
		one->done = make_one(b, one->ref, &b->mem, &one->said);
		refused += !one->done;
		if (one->done)
			marks_remove(b->marks, b->refs[made].id);
		made++;
	}
	app_changed(b->app);
	app_say(b->app, ROLE_MESSAGE, "");
	app_read_text(b->app, arena_printf(&b->mem, "%s\n%s", head_of(b->n, made, refused, &b->mem),
					   list_of(o, made, &b->mem)));
}
