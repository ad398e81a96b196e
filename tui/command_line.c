/* tui/command_line.c - see command_line.h. */
#include "tui/command_line.h"

#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "data/store/catalogue.h"

enum { WORDS_MAX = 128 };

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

static const struct verb *verb_named(const char *word)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = &verbs[i];
		bool here = (v->doors & DOOR_LINE) || !(v->doors & DOOR_SHELL);

		if (here && *v->name && strcmp(v->name, word) == 0)
			return v;
	}
	return NULL;
}

/* Typed with the Ukrainian layout on, too: names of commands are the same keys. */
static const struct verb *verb_of_word(const char *word, struct arena *mem)
{
	const struct verb *v = verb_named(word);
	const char *keys = "";
	uint32_t cp;

	while (!v && *word) {
		char letter[8];

		word += text_next(word, &cp);
		letter[text_put(letter, text_latin_key(cp))] = '\0';
		keys = arena_printf(mem, "%s%s", keys, letter);
	}
	return v ? v : verb_named(keys);
}

const struct verb *command_line_verb(const char *line, struct arena *mem)
{
	struct err e = { 0 };

	line += strspn(line, " :");
	const char *word = take_word(&line, mem, &e);

	return word ? verb_of_word(word, mem) : NULL;
}

/* --- running -------------------------------------------------------------------------------------- */

static enum err_code refuse_options(const struct verb_call *c, struct err *e)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (c->opt[i] && (PROCESS_OPTIONS >> i & 1))
			return err_set(e, ERR_REFUSED, _("The option «--%s» is for the shell of the administrator."),
				       option_descs[i].name);
	return ERR_OK;
}

bool command_line_means_rows(const struct verb *v)
{
	return (v->needs & NEEDS_NUMBER) && (v->in & IN_ROW) && v->right != RIGHT_REDACT;
}

/* The arguments of a line, behind what is at hand when it names nothing itself. */
static enum err_code gather(const struct verb_call *c, const char **words, int n, char ***args, int *nargs,
			    struct err *e)
{
	bool named = n < 2 || strncmp(words[1], "--", 2) != 0;
	int meant = command_line_means_rows(c->verb) && !named ? c->door.nat_hand : 0;

	if (meant > 1 && c->verb->max_args >= 0)
		return err_set(e, ERR_REFUSED,
			       _("%d are marked, and this command acts on one appeal only: Esc takes the marks away."), meant);
	*nargs = 0;
	*args = arena_alloc(c->mem, (size_t)(meant + n) * sizeof(**args));
	for (int i = 0; i < meant; i++)
		(*args)[(*nargs)++] = arena_strdup(c->mem, c->door.at_hand[i]);
	for (int i = 1; i < n; i++)
		(*args)[(*nargs)++] = arena_strdup(c->mem, words[i]);
	return ERR_OK;
}

static enum err_code no_command(const char *word, struct err *e)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if (*word && strcmp(verbs[i].name, word) == 0 && (verbs[i].doors & DOOR_SHELL))
			return err_set(e, ERR_INVALID, _("«%s» is a command of the shell: «pult %s --help» there tells how it is "
							 "used."), word, word);
	return err_set(e, ERR_INVALID, _("There is no command «%s» here."), word);
}

enum err_code command_line_run(struct verb_call *c, const char *line, struct err *e)
{
	const char *words[WORDS_MAX];
	int n = split(line, c->mem, words, e);

	if (n < 0)
		return e->code;
	c->verb = n ? verb_of_word(words[0], c->mem) : NULL;
	if (!c->verb || !c->verb->run)
		return no_command(n ? words[0] : "", e);
	char **args = NULL;
	int nargs = 0;

	if (gather(c, words, n, &args, &nargs, e) || verb_parse(c, nargs, args, e) || refuse_options(c, e))
		return e->code;
	if (c->opt[OPT_HELP]) {
		c->out.kind = OUT_TEXT;
		c->out.text = verb_help(c->mem, c->verb);
		return ERR_OK;
	}
	if (c->verb->right >= 0 && !actor_may(&c->who, (enum right)c->verb->right))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal((enum right)c->verb->right));
	if (c->verb == &verbs[V_RECEIPT] && !c->opt[OPT_FORMAT] && !c->opt[OPT_OUT])
		c->opt[OPT_FORMAT] = "text"; /* a PDF is no line */
	enum err_code rc = c->verb->run(c, e);

	if (rc)
		verb_explain(c, e);
	return rc;
}

/* --- completion ----------------------------------------------------------------------------------- */

struct candidates {
	const struct completing *with;
	struct arena *mem;
	const char *begun, *key; /* as it was typed, and folded */
	const char **out;
	int n, max;
};

static void take(struct candidates *k, const char *word, const char *about)
{
	for (int i = 0; i < k->n; i++)
		if (strcmp(k->out[i], word) == 0)
			return;
	if (k->n == k->max || !*word)
		return;
	if (k->with->about)
		k->with->about[k->n] = arena_strdup(k->mem, about);
	k->out[k->n++] = arena_strdup(k->mem, word);
}

static void offer(struct candidates *k, const char *word, const char *about)
{
	if (strncmp(word, k->begun, strlen(k->begun)) == 0)
		take(k, word, about);
}

/* A code, which is also found by its first letters in small ones and by the beginning of a word of its name. */
static void offer_code(struct candidates *k, const char *code, const char *name)
{
	const char *key = arena_printf(k->mem, " %s %s", text_fold(k->mem, code), text_fold(k->mem, name));

	if (strstr(key, arena_printf(k->mem, " %s", k->key)))
		take(k, code, name);
}

/* Whether the command is one for this line and for whoever types it. */
static bool is_offered(const struct candidates *k, int i)
{
	const struct verb *v = &verbs[i];

	if (i == V_COMMAND || i == V_COMMAND_CHORD || !(verb_roles(v) & k->with->who->roles))
		return false;
	if (v->doors & DOOR_LINE) /* conflicts are rare, and their key is in the title then */
		return i != V_CONFLICTS || !k->with->screen || *k->begun;
	return k->with->screen && !(v->doors & DOOR_SHELL) && (*k->begun || v->in & IN_ALL);
}

static void offer_names(struct candidates *k)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if (is_offered(k, i))
			offer(k, verbs[i].name, _(verbs[i].summary));
	if (!k->with->screen) {
		offer(k, "help", _("Every command with its arguments"));
		offer(k, "quit", _("End the work"));
	}
}

static void offer_options(struct candidates *k, const struct verb *v)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (v->opts >> i & 1)
			offer(k, arena_printf(k->mem, "--%s", option_descs[i].name),
			      _(option_words(v, (enum option_id)i).help));
}

/* Of the rows on the screen, by the beginning of the whole or of the digits alone. */
static void offer_numbers(struct candidates *k)
{
	const char *ref, *digits;

	for (int i = 0; k->with->number && (ref = k->with->number(k->with->ctx, i)) != NULL; i++) {
		digits = ref + strcspn(ref, "0123456789");
		if (strncmp(ref, k->begun, strlen(k->begun)) == 0 || strncmp(digits, k->begun, strlen(k->begun)) == 0)
			take(k, ref, "");
	}
}

static void offer_words(struct candidates *k, const struct vocab *v)
{
	for (int i = 0; i < v->count; i++)
		offer(k, vocab_wire(v, i), vocab_label(v, i));
}

static bool is_option(const char *typed, enum option_id opt)
{
	return strcmp(typed + 2, option_descs[opt].name) == 0;
}

/* Of the closed lists. */
static void offer_list(struct candidates *k, const char *option)
{
	static const struct {
		enum option_id opt;
		const struct vocab *words;
	} lists[] = {
		{ OPT_KIND, &vocab_kind }, { OPT_CHANNEL, &vocab_channel }, { OPT_RESULT, &vocab_result },
		{ OPT_OUTCOME, &vocab_outcome }, { OPT_VIA, &vocab_via }, { OPT_REASON, &vocab_reason },
	};

	for (size_t i = 0; i < COUNT(lists); i++)
		if (is_option(option, lists[i].opt))
			offer_words(k, lists[i].words);
}

static void offer_values(struct candidates *k, const struct verb *v, const char *option)
{
	const struct catalogue *cat;
	struct err e = { 0 };

	offer_list(k, option);
	if (catalogue_get(k->with->store, &cat, &e))
		return;
	if (is_option(option, OPT_TOPIC))
		for (int i = 0; i < cat->ntopics; i++)
			offer_code(k, cat->topics[i].code, cat->topics[i].name);
	if (is_option(option, OPT_TO) && v == &verbs[V_JOIN])
		offer_numbers(k);
	else if (is_option(option, OPT_TO) || is_option(option, OPT_SERVICE) || is_option(option, OPT_COMPLAINED))
		for (int i = 0; i < cat->nservices; i++)
			if (cat->services[i].active)
				offer_code(k, cat->services[i].code, cat->services[i].name);
}

int command_line_complete(const struct completing *with, const char *line, struct arena *mem, const char **out,
			  int max)
{
	const char *last = strrchr(line, ' ');
	struct candidates k = { .with = with, .mem = mem, .out = out, .max = max };
	const char *words[WORDS_MAX];
	struct err e = { 0 };

	k.begun = last ? last + 1 : line + strspn(line, ":");
	k.key = text_fold(mem, k.begun);
	int n = split(arena_strndup(mem, line, (size_t)(k.begun - line)), mem, words, &e);
	const struct verb *v = n > 0 ? verb_of_word(words[0], mem) : NULL;

	if (n == 0)
		offer_names(&k);
	else if (v && strncmp(k.begun, "--", 2) == 0)
		offer_options(&k, v);
	else if (v && n > 1 && strncmp(words[n - 1], "--", 2) == 0)
		offer_values(&k, v, words[n - 1]);
	else if (v && v->needs & NEEDS_NUMBER && (v->max_args < 0 || n <= v->max_args))
		offer_numbers(&k);
	return k.n;
}

/* --- what may be kept ----------------------------------------------------------------------------- */

/* Words, digits, streets and houses of a query may be somebody's. */
static bool query_is_private(const char *query, const struct clock_ops *clock, struct arena *mem)
{
	struct query q;
	struct err e = { 0 };

	if (query_parse(mem, query, clock, clock->now_ms(clock->ctx), &q, &e))
		return true;
	return q.nwords || *q.digits || q.nothing || q.lists[QUERY_PHONE].n || q.lists[QUERY_STREET].n ||
	       q.lists[QUERY_HOUSE].n;
}

bool command_line_private(const char *line, const struct clock_ops *clock, struct arena *mem)
{
	const uint64_t told = O(TEXT) | O(PHONE) | O(NAME) | O(ADDRESS) | O(RESIDENCE) | O(EMAIL) | O(NOTE) | O(BODY) |
			      O(PIN) | O(TITLE) | O(KEY);
	const char *words[WORDS_MAX];
	struct err e = { 0 };
	int n = split(line, mem, words, &e);
	const struct verb *v = n > 0 ? verb_of_word(words[0], mem) : NULL;

	for (int i = 1; i < n; i++)
		for (int o = 0; o < OPT_COUNT; o++)
			if (told >> o & 1 && strncmp(words[i], "--", 2) == 0 &&
			    strncmp(words[i] + 2, option_descs[o].name, strcspn(words[i] + 2, "=")) == 0)
				return true;
	if (!v || strstr(v->usage, "QUERY") == NULL)
		return !v || v == &verbs[V_REDACT] || (v == &verbs[V_EXPORT] && n > 2); /* of a person */
	const char *query = line + strspn(line, " :");

	query += strcspn(query, " ");
	query += strspn(query, " ");
	return *query != '@' && query_is_private(query, clock, mem);
}
