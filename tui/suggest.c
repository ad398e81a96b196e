/* tui/suggest.c - see suggest.h. */
#include "tui/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "core/address.h"
#include "core/i18n.h"
#include "core/text.h"

enum { MATCHES_MAX = 30, STREETS_MAX = 8 };

static void reserve(struct arena *a, struct suggested *out, int n)
{
	struct suggestion *rows = arena_alloc(a, (out->n + (size_t)n) * sizeof(*rows));

	if (out->n)
		memcpy(rows, out->rows, out->n * sizeof(*rows));
	out->rows = rows;
}

static void add(struct suggested *out, const char *value, const char *label, const char *aside)
{
	out->rows[out->n++] = (struct suggestion){ .value = value, .label = label, .aside = aside };
}

/* So that an empty answer is no riddle. */
static void nothing_fits(struct arena *a, const char *text, struct suggested *out)
{
	if (out->n || !text || !text[strspn(text, " ")])
		return;
	reserve(a, out, 1);
	add(out, NULL, _("Nothing fits. Empty the field (Ctrl-U) and press Down to see them all."), NULL);
}

/* --- topics --------------------------------------------------------------------------------------- */

/* That it is an accident is seen before it is taken: it is passed on and called back at once. */
static void add_topic(struct arena *a, struct suggested *out, const struct topic *t)
{
	int priority = vocab_wire_index(&vocab_priority, t->priority);
	const char *label = vocab_label_of(&vocab_priority, t->priority);
	bool accident = priority == PRI_A1 || priority == PRI_A2;

	add(out, arena_printf(a, "%s %s", t->code, t->name), NULL,
	    accident ? arena_printf(a, _("%s accident"), label) : label);
	out->rows[out->n - 1].alarm = priority == PRI_A1;
}

static void all_topics(const struct catalogue *c, struct arena *a, struct suggested *out)
{
	reserve(a, out, 2 * c->ntopics);
	for (int i = 0; i < c->ntopics; i++) {
		const struct topic *t = &c->topics[i];

		if (i == 0 || strcmp(t->group, c->topics[i - 1].group) != 0)
			add(out, NULL, t->group, NULL);
		add_topic(a, out, t);
	}
}

void suggest_topics(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out)
{
	const struct topic *found[MATCHES_MAX];

	out->strict = true;
	if (!text) {
		all_topics(c, a, out);
		return;
	}
	int n = catalogue_match_topics(c, text, found, MATCHES_MAX);

	reserve(a, out, n);
	for (int i = 0; i < n; i++)
		add_topic(a, out, found[i]);
	nothing_fits(a, text, out);
}

/* --- executors ------------------------------------------------------------------------------------ */

/* The name; with the code in front where two have the same one. */
static const char *service_value(const struct catalogue *c, struct arena *a, const struct service *s)
{
	for (int i = 0; i < c->nservices; i++)
		if (&c->services[i] != s && c->services[i].active && strcmp(c->services[i].name, s->name) == 0)
			return arena_printf(a, "%s %s", s->code, s->name);
	return s->name;
}

static void add_service(const struct catalogue *c, struct arena *a, struct suggested *out,
			const struct service *s)
{
	const char *kind = vocab_label_of(&vocab_service_kind, s->kind);
	const char *aside = *s->phone ? arena_printf(a, "%s · %s · %s", s->code, kind, s->phone)
				      : arena_printf(a, "%s · %s", s->code, kind);

	add(out, service_value(c, a, s), NULL, aside);
}

/* An executor in the order of the whole list. */
struct placed {
	int kind;
	const char *name; /* key of the alphabet */
	const struct service *s;
};

static int by_kind_and_name(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return x->kind != y->kind ? x->kind - y->kind : strcmp(x->name, y->name);
}

/* By the kinds of the vocabulary; those of a newer program come last. */
static struct placed *placed_services(const struct catalogue *c, struct arena *a, int *n)
{
	struct placed *all = arena_alloc(a, (size_t)(c->nservices + 1) * sizeof(*all));

	*n = 0;
	for (int i = 0; i < c->nservices; i++) {
		const struct service *s = &c->services[i];
		int kind = vocab_wire_index(&vocab_service_kind, s->kind);

		if (s->active)
			all[(*n)++] = (struct placed){ kind < 0 ? vocab_service_kind.count : kind,
						       text_sort_key(a, s->name), s };
	}
	qsort(all, (size_t)*n, sizeof(*all), by_kind_and_name);
	return all;
}

static void all_services(const struct catalogue *c, struct arena *a, struct suggested *out)
{
	int n;
	const struct placed *all = placed_services(c, a, &n);

	reserve(a, out, 2 * n);
	for (int i = 0; i < n; i++) {
		if (i == 0 || all[i].kind != all[i - 1].kind)
			add(out, NULL, vocab_label_of(&vocab_service_kind, all[i].s->kind), NULL);
		add_service(c, a, out, all[i].s);
	}
}

void suggest_services(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out)
{
	const struct service *found[MATCHES_MAX];

	out->strict = true;
	if (!text) {
		all_services(c, a, out);
		return;
	}
	int n = catalogue_match_services(c, text, found, MATCHES_MAX);

	reserve(a, out, n);
	for (int i = 0; i < n; i++)
		add_service(c, a, out, found[i]);
	nothing_fits(a, text, out);
}

/* Another body than these may be meant: nothing is marked, and no sentence when none fits. */
static void suggest_bodies(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out)
{
	suggest_services(c, a, text, out);
	out->strict = false;
	if (text && out->n && !out->rows[0].value)
		out->n = 0;
}

void suggest_first(const struct catalogue *c, struct arena *a, const struct service *const *which, int n,
		   struct suggested *out)
{
	struct suggested all = { .strict = true };

	reserve(a, &all, n + (int)out->n);
	for (int i = 0; i < n; i++)
		if (which[i])
			add_service(c, a, &all, which[i]);
	if (out->n)
		memcpy(all.rows + all.n, out->rows, out->n * sizeof(*all.rows));
	all.n += out->n;
	*out = all;
}

/* --- streets -------------------------------------------------------------------------------------- */

/* Behind a comma or in front of a house number the street is typed already. */
static bool street_is_typed(const char *text)
{
	const char *space = strrchr(text, ' ');

	return strchr(text, ',') || (space && space[1] >= '0' && space[1] <= '9' && space != text);
}

/* Who says the old name with a house is told the one of today, which takes its place when it is chosen. */
static void suggest_renamed(struct store *s, struct arena *a, const char *text, struct suggested *out)
{
	struct street found[STREETS_MAX];
	struct address x;
	const char *tidy = text_tidy(a, text, NULL);
	int n = catalogue_renamed_streets(s, tidy, a, found, STREETS_MAX);

	address_parse(a, tidy, &x);
	const char *at = *x.street ? strstr(tidy, x.street) : NULL;

	reserve(a, out, n);
	for (int i = 0; i < n; i++)
		add(out, at ? arena_printf(a, "%.*s%s%s", (int)(at - tidy), tidy, found[i].now, at + strlen(x.street)) : NULL,
		    arena_printf(a, _("%s %s, now %s"), found[i].type, found[i].name, found[i].now), NULL);
}

void suggest_streets(struct store *s, struct arena *a, const char *text, struct suggested *out)
{
	struct street found[STREETS_MAX];

	if (text && street_is_typed(text))
		suggest_renamed(s, a, text, out);
	if (!text || street_is_typed(text))
		return;
	int n = catalogue_match_streets(s, text, a, found, STREETS_MAX);

	reserve(a, out, n);
	for (int i = 0; i < n; i++) {
		const struct street *st = &found[i];
		const char *name = *st->now ? st->now : st->name;

		add(out, arena_printf(a, "%s %s, ", st->type, name),
		    *st->now ? arena_printf(a, _("%s %s, now %s"), st->type, st->name, st->now)
			     : arena_printf(a, "%s %s", st->type, st->name), NULL);
	}
}

const char *suggest_no_comma(struct arena *mem, const char *address)
{
	size_t n = strlen(address);

	while (n > 0 && (address[n - 1] == ' ' || address[n - 1] == ','))
		n--;
	return arena_strndup(mem, address, n);
}

/* --- by the name of a field ------------------------------------------------------------------------ */

static const struct {
	const char *what;
	void (*suggest)(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out);
} fields[] = {
	{ "topic", suggest_topics },
	{ "service", suggest_services },
	{ "body", suggest_bodies },
};

static void of_store(void *ctx, struct arena *a, const char *what, const char *text, struct suggested *out)
{
	const struct catalogue *c;
	struct err none = { 0 };

	if (strcmp(what, "address") == 0)
		suggest_streets(ctx, a, text, out);
	for (size_t i = 0; i < COUNT(fields); i++)
		if (strcmp(fields[i].what, what) == 0 && catalogue_get(ctx, &c, &none) == ERR_OK)
			fields[i].suggest(c, a, text, out);
}

const struct suggest_ops suggest_of_store = { .suggest = of_store };
