/* tui/verbs_query.c - the saved queries of a person for the shell and the ':' line: list with what each finds now,
 * save, remove; and @NAME in a query. They belong to a login: the owner of the database has none of his own. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/saved_queries.h"
#include "tui/saved_bar.h"
#include "tui/verbs.h"

enum { NAME_COLS = 24, COUNT_COLS = 6 };

static enum err_code open_own(struct verb_call *c, struct draft **d, struct saved_list *l, struct err *e)
{
	if (c->who.os)
		return err_set(e, ERR_REFUSED, "%s",
			       _("Saved queries belong to a login: say whose by --as LOGIN."));
	if (draft_open(c->store, c->who.login, d, e))
		return e->code;
	enum err_code rc = saved_queries_load(*d, c->who.roles, c->mem, l, e);

	if (rc)
		draft_close(*d);
	return rc;
}

enum err_code expand_saved(struct verb_call *c, const char *line, const char **out, struct err *e)
{
	struct saved_list l;
	struct draft *d;

	*out = line;
	if (line[strspn(line, " ")] != '@')
		return ERR_OK;
	if (open_own(c, &d, &l, e))
		return e->code;
	draft_close(d);
	return saved_expand(&l, line, c->mem, out, e);
}

/* --- list ------------------------------------------------------------------------------------------ */

static void add_row(struct verb_call *c, int i, const struct saved_query *q, const struct saved_count *n)
{
	const char *count = n->bad ? "?" : arena_printf(c->mem, "%d%s", n->n, n->over ? "+" : "");

	c->out.text = arena_printf(c->mem, "%s%d %s %s %s\n", c->out.text, i + 1, text_fit(c->mem, q->name, NAME_COLS),
				   text_fit(c->mem, count, COUNT_COLS), q->query);
	json_array_append_new(c->out.json, json_pack("{ss ss so sb}", "name", q->name, "query", q->query, "count",
						     n->bad ? json_null() : json_integer(n->n), "more", n->over));
}

static enum err_code list(struct verb_call *c, struct draft *d, struct saved_list *l, struct err *e)
{
	const struct clock_ops *clock = store_clock(c->store);
	struct saved_bar bar = { .at = 0 };
	bool shown;

	(void)d;
	(void)e;
	saved_bar_set(&bar, l);
	while (saved_bar_step(&bar, c->store, &c->who, clock->now_ms(clock->ctx), &shown))
		;
	c->out = (struct verb_result){ .kind = OUT_TEXT, .text = "", .json = json_array() };
	for (int i = 0; i < l->n; i++)
		add_row(c, i, &l->q[i], &bar.counts[i]);
	saved_bar_close(&bar);
	return ERR_OK;
}

/* --- changing -------------------------------------------------------------------------------------- */

static enum err_code save(struct verb_call *c, struct draft *d, struct saved_list *l, struct err *e)
{
	struct verb_call rest = *c;
	struct found_list found;

	rest.args += 2;
	rest.nargs = c->nargs > 2 ? c->nargs - 2 : 0;
	const char *query = joined(&rest);
	const struct find_query once = { .text = query, .login = c->who.login, .limit = 1 };

	if (find_questions(c->store, &once, &c->who, c->mem, &found, e) ||
	    saved_put(l, c->args[1], query, c->mem, NULL, e) || saved_queries_keep(d, l, e))
		return e->code;
	return say(c, arena_printf(c->mem, _("The query is saved as «%s»: %d opens it."), c->args[1],
				   saved_index(l, c->args[1]) + 1));
}

static enum err_code take_away(struct verb_call *c, struct draft *d, struct saved_list *l, struct err *e)
{
	int i = saved_index(l, c->args[1]);

	if (i < 0)
		return err_set(e, ERR_NOT_FOUND, _("There is no saved query «%s»."), c->args[1]);
	struct saved_query was = l->q[i];

	saved_remove(l, i);
	if (saved_queries_keep(d, l, e))
		return e->code;
	return say(c, arena_printf(c->mem, _("«%s» is removed. Its query was: %s"), was.name, was.query));
}

enum err_code run_query(struct verb_call *c, struct err *e)
{
	static const struct {
		const char *name;
		int least, most;
		enum err_code (*run)(struct verb_call *c, struct draft *d, struct saved_list *l, struct err *e);
	} subs[] = {
		{ "list", 1, 1, list }, { "save", 3, 1000, save }, { "remove", 2, 2, take_away },
	};
	struct saved_list l;
	struct draft *d;

	for (size_t i = 0; i < COUNT(subs); i++) {
		if (strcmp(subs[i].name, c->args[0]) != 0 || c->nargs < subs[i].least || c->nargs > subs[i].most)
			continue;
		if (open_own(c, &d, &l, e))
			return e->code;
		subs[i].run(c, d, &l, e);
		draft_close(d);
		return e->code;
	}
	return err_set(e, ERR_INVALID, _("It is written: pult query %s"), c->verb->usage);
}
