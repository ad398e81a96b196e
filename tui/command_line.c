/* tui/command_line.c - see command_line.h. */
#include "tui/command_line.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"

enum { WORDS_MAX = 128 };

/* Options that name a file of the host. */
#define FILE_OPTIONS (O(RECEIPT) | O(OUT) | O(PHOTO))
/* Options of the process. */
#define PROCESS_OPTIONS (O(DB) | O(AS) | O(LANG) | O(DESK))

/* --- words ---------------------------------------------------------------------------------------- */

/* Quotation marks of both kinds of keyboards: what closes the one at s, or NULL. */
static const char *closing(const char *s)
{
	static const char *const pairs[][2] = { { "\"", "\"" }, { "'", "'" }, { "\u00AB", "\u00BB" } };

	for (size_t i = 0; i < COUNT(pairs); i++)
		if (strncmp(s, pairs[i][0], strlen(pairs[i][0])) == 0)
			return pairs[i][1];
	return NULL;
}

/* One word at *s, with what stands in quotes inside it; an apostrophe inside a word is a letter. */
static const char *take_word(const char **s, struct arena *mem, struct err *e)
{
	const char *word = "";
	bool inside = false;

	while (**s && **s != ' ') {
		const char *close = inside && **s == '\'' ? NULL : closing(*s);
		size_t n = close ? 0 : 1;

		if (close) {
			const char *from = *s + strlen(close);
			const char *to = strstr(from, close);

			if (!to) {
				err_set(e, ERR_INVALID, _("A quotation mark is left open: close it with %s."), close);
				return NULL;
			}
			word = arena_printf(mem, "%s%s", word, arena_strndup(mem, from, (size_t)(to - from)));
			*s = to + strlen(close);
		} else {
			word = arena_printf(mem, "%s%s", word, arena_strndup(mem, *s, n));
			*s += n;
		}
		inside = true;
	}
	*s += strspn(*s, " ");
	return word;
}

static int split(const char *line, struct arena *mem, const char **words, struct err *e)
{
	int n = 0;

	line += strspn(line, " :");
	while (*line && n < WORDS_MAX) {
		words[n] = take_word(&line, mem, e);
		if (!words[n])
			return -1;
		n++;
	}
	return n;
}

static const struct verb *verb_of_word(const char *word)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = &verbs[i];
		bool here = (v->doors & DOOR_LINE) || !(v->doors & DOOR_SHELL);

		if (here && *v->name && strcmp(v->name, word) == 0)
			return v;
	}
	return NULL;
}

const struct verb *command_line_verb(const char *line, struct arena *mem)
{
	struct err e = { 0 };

	line += strspn(line, " :");
	const char *word = take_word(&line, mem, &e);

	return word ? verb_of_word(word) : NULL;
}

/* --- running -------------------------------------------------------------------------------------- */

static enum err_code refuse_options(const struct verb_call *c, struct err *e)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (c->opt[i] && ((FILE_OPTIONS | PROCESS_OPTIONS) >> i & 1))
			return err_set(e, ERR_REFUSED, _("The option «--%s» is for the shell of the administrator."),
				       option_descs[i].name);
	return ERR_OK;
}

enum err_code command_line_run(struct verb_call *c, const char *line, struct err *e)
{
	const char *words[WORDS_MAX];
	int n = split(line, c->mem, words, e);

	if (n < 0)
		return e->code;
	c->verb = n ? verb_of_word(words[0]) : NULL;
	if (!c->verb || !c->verb->run)
		return err_set(e, ERR_INVALID, _("There is no command «%s» here."), n ? words[0] : "");
	char **args = arena_alloc(c->mem, (size_t)(n + 1) * sizeof(*args));

	for (int i = 1; i < n; i++)
		args[i - 1] = arena_strdup(c->mem, words[i]);
	if (verb_parse(c, n - 1, args, e) || refuse_options(c, e))
		return e->code;
	if (c->opt[OPT_HELP]) {
		c->out.kind = OUT_TEXT;
		c->out.text = verb_help(c->mem, c->verb);
		return ERR_OK;
	}
	if (c->verb->right >= 0 && !actor_may(&c->who, (enum right)c->verb->right))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal((enum right)c->verb->right));
	if (c->verb == &verbs[V_RECEIPT] && !c->opt[OPT_FORMAT])
		c->opt[OPT_FORMAT] = "text"; /* a PDF is no line */
	enum err_code rc = c->verb->run(c, e);

	if (rc)
		verb_explain(c, e);
	return rc;
}

/* --- completion ----------------------------------------------------------------------------------- */

struct candidates {
	struct arena *mem;
	const char *begun;
	const char **out;
	int n, max;
};

static void offer(struct candidates *k, const char *word)
{
	if (k->n < k->max && *word && strncmp(word, k->begun, strlen(k->begun)) == 0)
		k->out[k->n++] = arena_strdup(k->mem, word);
}

static void offer_names(struct candidates *k)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if ((verbs[i].doors & DOOR_LINE) || !(verbs[i].doors & DOOR_SHELL))
			offer(k, verbs[i].name);
}

static void offer_options(struct candidates *k, const struct verb *v)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if ((v->opts & ~FILE_OPTIONS) >> i & 1)
			offer(k, arena_printf(k->mem, "--%s", option_descs[i].name));
}

static void offer_values(struct candidates *k, struct store *s, const char *option)
{
	const struct catalogue *cat;
	struct err e = { 0 };

	if (catalogue_get(s, &cat, &e))
		return;
	if (strcmp(option, "--topic") == 0)
		for (int i = 0; i < cat->ntopics; i++)
			offer(k, cat->topics[i].code);
	if (strcmp(option, "--to") == 0 || strcmp(option, "--service") == 0 || strcmp(option, "--complained") == 0)
		for (int i = 0; i < cat->nservices; i++)
			if (cat->services[i].active)
				offer(k, cat->services[i].code);
}

int command_line_complete(struct store *s, const char *line, struct arena *mem, const char **out, int max,
			  size_t *from)
{
	const char *last = strrchr(line, ' ');
	struct candidates k = { .mem = mem, .out = out, .max = max };
	const char *words[WORDS_MAX];
	struct err e = { 0 };

	k.begun = last ? last + 1 : line + strspn(line, ":");
	*from = (size_t)(k.begun - line);
	int n = split(arena_strndup(mem, line, *from), mem, words, &e);
	const struct verb *v = n > 0 ? verb_of_word(words[0]) : NULL;

	if (n == 0)
		offer_names(&k);
	else if (v && strncmp(k.begun, "--", 2) == 0)
		offer_options(&k, v);
	else if (v && n > 1)
		offer_values(&k, s, words[n - 1]);
	return k.n;
}
