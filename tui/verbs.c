/* tui/verbs.c - the table of commands and what is asked of it. See verb.h. */
#include "tui/verbs.h"

#include "core/i18n.h"

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

static int option_of(const struct verb *v, const char *name, size_t len)
{
	uint64_t allowed = O_COMMON | (v ? v->opts : 0);

	for (int i = 0; i < OPT_COUNT; i++)
		if ((allowed >> i & 1) && strlen(option_descs[i].name) == len &&
		    memcmp(option_descs[i].name, name, len) == 0)
			return i;
	return -1;
}

/* One "--name", "--name=value" or "--name value" at argv[i]; returns how many words it took, 0 on an
 * error. A metavariable that ends in '?' may be left out. */
static int take_option(struct verb_call *c, int argc, char **argv, int i, struct err *e)
{
	const char *name = argv[i] + 2;
	const char *value = strchr(name, '=');
	size_t len = value ? (size_t)(value - name) : strlen(name);
	int opt = option_of(c->verb, name, len);

	if (opt < 0) {
		err_set(e, ERR_INVALID, _("There is no option «%s» here. See «pult %s --help»."), argv[i],
			c->verb ? c->verb->name : "");
		return 0;
	}
	const char *meta = option_descs[opt].meta;
	bool optional = meta && meta[strlen(meta) - 1] == '?';

	if (!meta || (optional && !value)) {
		if (value) {
			err_set(e, ERR_INVALID, _("The option «--%s» takes no value."), option_descs[opt].name);
			return 0;
		}
		c->opt[opt] = "";
		return 1;
	}
	if (!value && i + 1 >= argc) {
		err_set(e, ERR_INVALID, _("The option «--%s» needs a value."), option_descs[opt].name);
		return 0;
	}
	c->opt[opt] = value ? value + 1 : argv[i + 1];
	return value ? 1 : 2;
}

static enum err_code check_arg_count(const struct verb_call *c, struct err *e)
{
	const struct verb *v = c->verb;

	if (c->nargs < v->min_args)
		return err_set(e, ERR_INVALID, _("Something is missing. It is written: pult %s %s"), v->name,
			       v->usage);
	if (v->max_args >= 0 && c->nargs > v->max_args)
		return err_set(e, ERR_INVALID, _("«%s» is too much. It is written: pult %s %s"),
			       c->args[v->max_args], v->name, v->usage);
	return ERR_OK;
}

enum err_code verb_parse(struct verb_call *c, int argc, char **argv, struct err *e)
{
	const char **args = arena_alloc(c->mem, (size_t)(argc + 1) * sizeof(*args));
	bool only_args = false;

	for (int i = 0; i < argc;) {
		if (!only_args && strcmp(argv[i], "--") == 0) {
			only_args = true;
			i++;
		} else if (!only_args && strncmp(argv[i], "--", 2) == 0) {
			int n = take_option(c, argc, argv, i, e);

			if (!n)
				return ERR_INVALID;
			i += n;
		} else {
			args[c->nargs++] = argv[i++];
		}
	}
	c->args = args;
	return c->opt[OPT_HELP] ? ERR_OK : check_arg_count(c, e);
}

enum err_code option_word(const struct verb_call *c, enum option_id opt, const struct vocab *v,
			  int otherwise, int *out, struct err *e)
{
	char list[256];

	*out = c->opt[opt] ? vocab_find(v, c->opt[opt]) : otherwise;
	if (*out >= 0 || !c->opt[opt])
		return ERR_OK;
	vocab_list(v, list, sizeof(list));
	return err_set(e, ERR_INVALID, _("«%s» is not one of: %s."), c->opt[opt], list);
}

enum err_code option_number(const struct verb_call *c, enum option_id opt, int64_t otherwise, int64_t *out,
			    struct err *e)
{
	char *end;

	*out = otherwise;
	if (!c->opt[opt])
		return ERR_OK;
	*out = strtoll(c->opt[opt], &end, 10);
	if (end == c->opt[opt] || *end || *out < 0)
		return err_set(e, ERR_INVALID, _("«%s» is not a number."), c->opt[opt]);
	return ERR_OK;
}

enum err_code say(struct verb_call *c, const char *sentence)
{
	c->out.kind = OUT_SENTENCE;
	c->out.text = sentence;
	return ERR_OK;
}
