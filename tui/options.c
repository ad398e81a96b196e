/* tui/options.c - the words behind `pult`: which is the command, which are options with their values, what
 * was meant by a mistyped one. See verb.h. Prints nothing. */
#include <errno.h>

#include "core/i18n.h"
#include "tui/verbs.h"

/* --- what was meant ---------------------------------------------------------------------------- */

enum { WORD_MAX = 24 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Letters to add, drop or change, or neighbours to swap, to make b of a; both shorter than WORD_MAX. */
static int distance(const char *a, const char *b)
{
	int d[WORD_MAX + 1][WORD_MAX + 1], n = (int)strlen(a), m = (int)strlen(b);

	for (int i = 0; i <= n; i++)
		for (int j = 0; j <= m; j++) {
			bool same = i && j && a[i - 1] == b[j - 1];
			bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];

			d[i][j] = !i ? j : !j ? i
				: least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + !same);
			if (swapped)
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

/* How far a word is from what was typed; WORD_MAX when nobody would take one for the other. */
static int far_from(const char *word, const char *typed)
{
	size_t n = strlen(typed);

	if (!n || n > WORD_MAX || strlen(word) > WORD_MAX)
		return WORD_MAX;
	if (strncmp(word, typed, n) == 0)
		return 0;
	int d = distance(word, typed);

	return 2 * d <= (int)n ? d : WORD_MAX;
}

const char *verb_nearest(const char *typed)
{
	const char *best = NULL;
	int least_far = WORD_MAX;

	for (int i = 0; i < VERB_COUNT; i++) {
		int far = verbs[i].doors & DOOR_SHELL ? far_from(verbs[i].name, typed) : WORD_MAX;

		if (far < least_far) {
			least_far = far;
			best = verbs[i].name;
		}
	}
	return best;
}

static const char *option_nearest(uint64_t allowed, const char *typed)
{
	const char *best = NULL;
	int least_far = WORD_MAX;

	for (int i = 0; i < OPT_COUNT; i++) {
		int far = allowed >> i & 1 ? far_from(option_descs[i].name, typed) : WORD_MAX;

		if (far < least_far) {
			least_far = far;
			best = option_descs[i].name;
		}
	}
	return best;
}

/* --- before the command is known --------------------------------------------------------------- */

static int option_of(uint64_t allowed, const char *name, size_t len)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if ((allowed >> i & 1) && strlen(option_descs[i].name) == len &&
		    memcmp(option_descs[i].name, name, len) == 0)
			return i;
	return -1;
}

/* A value that may be left out (its name ends in '?') stands behind '=' only. */
static bool value_follows(int opt)
{
	const char *meta = opt < 0 ? NULL : option_descs[opt].meta;

	return meta && meta[strlen(meta) - 1] != '?';
}

/* The option that argv[i] names, -1 when it is none that is known; *width: words it takes. */
static int option_at(char **argv, int i, int *width)
{
	const char *name = argv[i] + 2;
	size_t len = strcspn(name, "=");
	int opt = option_of(UINT64_MAX, name, len);

	*width = !name[len] && value_follows(opt) ? 2 : 1;
	return opt;
}

int verb_index(int argc, char **argv)
{
	for (int i = 1, width; i < argc; i += width) {
		if (strncmp(argv[i], "--", 2) != 0)
			return i;
		option_at(argv, i, &width);
	}
	return 0;
}

const char *option_early(int argc, char **argv, enum option_id opt)
{
	for (int i = 1, width = 1; i < argc && strcmp(argv[i], "--") != 0; i += width, width = 1) {
		if (strncmp(argv[i], "--", 2) != 0 || option_at(argv, i, &width) != (int)opt)
			continue;
		const char *value = strchr(argv[i], '=');

		return value ? value + 1 : width == 2 && i + 1 < argc ? argv[i + 1] : "";
	}
	return NULL;
}

/* --- a command and its options ----------------------------------------------------------------- */

static enum err_code unknown_option(const struct verb_call *c, const char *typed, struct err *e)
{
	char name[64];
	const char *near, *verb = c->verb->name;
	const char *help = *verb ? arena_printf(c->mem, "pult %s --help", verb) : "pult --help";

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(typed + 2, "="), typed + 2);
	near = option_nearest(O_COMMON | c->verb->opts, name);
	if (near)
		return err_set(e, ERR_INVALID, _("There is no option «%s» here. Perhaps «--%s»? See «%s»."), typed,
			       near, help);
	return err_set(e, ERR_INVALID, _("There is no option «%s» here. See «%s»."), typed, help);
}

/* One "--name", "--name=value" or "--name value" at argv[i]; returns how many words it took, 0 on an
 * error. */
static int take_option(struct verb_call *c, int argc, char **argv, int i, struct err *e)
{
	const char *name = argv[i] + 2;
	const char *value = strchr(name, '=');
	int opt = option_of(O_COMMON | c->verb->opts, name, value ? (size_t)(value - name) : strlen(name));

	if (opt < 0) {
		unknown_option(c, argv[i], e);
		return 0;
	}
	if (value && !option_descs[opt].meta) {
		err_set(e, ERR_INVALID, _("The option «--%s» takes no value."), option_descs[opt].name);
		return 0;
	}
	if (!value && value_follows(opt) && i + 1 >= argc) {
		err_set(e, ERR_INVALID, _("The option «--%s» needs a value."), option_descs[opt].name);
		return 0;
	}
	c->opt[opt] = value ? value + 1 : value_follows(opt) ? argv[i + 1] : "";
	return !value && value_follows(opt) ? 2 : 1;
}

static enum err_code check_arg_count(const struct verb_call *c, struct err *e)
{
	const struct verb *v = c->verb;

	if (c->opt[OPT_HELP] || c->opt[OPT_VERSION])
		return ERR_OK;
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
	return check_arg_count(c, e);
}

/* --- values ------------------------------------------------------------------------------------ */

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
	errno = 0;
	*out = strtoll(c->opt[opt], &end, 10);
	if (end == c->opt[opt] || *end || *out < 0 || errno)
		return err_set(e, ERR_INVALID, _("«%s» is not a number."), c->opt[opt]);
	return ERR_OK;
}
