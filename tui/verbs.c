/* tui/verbs.c - the table of commands and what is asked of it. See verb.h. */
#include "tui/verbs.h"


#include "core/i18n.h"
#include "tui/desk.h"

#define X(sym, n, m, h) [OPT_##sym] = { .name = n, .meta = m, .help = h },
const struct option_desc option_descs[OPT_COUNT] = { OPTIONS(X) };
#undef X

#define VERB(sym, n, use, sum, label, k, where, door, need, r, a, lo, hi, options, handler) \
	[V_##sym] = { .name = n, .usage = use, .summary = sum, .bar = label, .key = k, .in = where, \
		.doors = door, .needs = need, .right = r, .act = a, .min_args = lo, .max_args = hi, \
		.opts = options, .run = handler },
const struct verb verbs[VERB_COUNT] = {
#include "tui/verb_table.h"
};
#undef VERB

const struct verb *verb_find(const char *name)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if ((verbs[i].doors & DOOR_SHELL) && strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

unsigned verb_roles(const struct verb *v)
{
	unsigned roles = v->right >= 0 ? right_roles((enum right)v->right) : ANY_ROLE;

	return v->act >= 0 ? roles & act_ever((enum act)v->act) : roles;
}

enum err_code verb_possible(const struct verb *v, const struct actor *who, const struct appeal *a, int k,
			    const struct policy *pol, struct err *e)
{
	if (v->right >= 0 && !actor_may(who, (enum right)v->right))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal((enum right)v->right));
	if (v->act < 0)
		return ERR_OK;
	if (!a)
		return err_set(e, ERR_INVALID, "%s", _("Choose an appeal first."));
	return decide_possible(a, k, (enum act)v->act, who, pol, e);
}

const char *joined(struct verb_call *c)
{
	const char *q = "";

	for (int i = 0; i < c->nargs; i++)
		q = *q ? arena_printf(c->mem, "%s %s", q, c->args[i]) : c->args[i];
	return q;
}

/* Whoever runs it may be another than who logged in. */
static bool is_inside(const struct door *d) { return d->files || d->screen || d->plain; }

enum err_code file_named(struct verb_call *c, const char *typed, const char **path, struct err *e)
{
	*path = typed;
	if (!typed || !is_inside(&c->door))
		return ERR_OK;
	return desk_file(c->door.files, store_path(c->store), typed, c->mem, path, e);
}

enum err_code new_file_named(struct verb_call *c, const char *typed, const char **path, struct err *e)
{
	*path = typed;
	if (!typed || !is_inside(&c->door))
		return ERR_OK;
	return desk_new_file(c->door.files, store_path(c->store), typed, c->mem, path, e);
}

enum err_code say(struct verb_call *c, const char *sentence)
{
	c->out.kind = OUT_SENTENCE;
	c->out.text = sentence;
	return ERR_OK;
}
