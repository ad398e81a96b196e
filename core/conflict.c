/* core/conflict.c - see conflict.h. */
#include "core/conflict.h"

#include <string.h>

#include "core/err.h"

const char conflict_settled[] = "conflict_settled";
const char *const conflict_ways[CONFLICT_WAYS] = { [CONFLICT_KEEP] = "keep", [CONFLICT_APPLY] = "apply" };

json_t *conflict_settled_body(const struct conflict *c, enum conflict_way how, const char *note)
{
	return json_pack("{ss sI ss ss}", "site", c->site, "seq", (json_int_t)c->seq, "how", conflict_ways[how], "note",
			 note);
}

int64_t conflict_question(const struct event *ev)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	int64_t k = json_integer_value(json_object_get(body, "q"));

	json_decref(body);
	return k;
}

static bool stays_at_its_site(const char *kind)
{
	return strcmp(kind, plain_kind(EV_PRINTED)) == 0 || strcmp(kind, plain_kind(EV_PIN)) == 0;
}

struct conflict *conflict_of(struct conflict *list, const char *site, int64_t seq)
{
	for (struct conflict *c = list; c; c = c->next)
		if (c->seq == seq && strcmp(c->site, site) == 0)
			return c;
	return NULL;
}

static void add(struct conflict **list, const struct event *ev, const char *state, struct arena *mem)
{
	struct conflict *c = arena_alloc(mem, sizeof(*c));

	*c = (struct conflict){ .next = *list, .site = arena_strdup(mem, ev->site), .seq = ev->seq,
		.kind = arena_strdup(mem, ev->kind), .state = arena_strdup(mem, state), .hlc = ev->hlc,
		.k = conflict_question(ev), .how = "", .settled = "" };
	*list = c;
}

/* The first settlement counts; what a late event has made legal has no conflict to be settled. */
static void settle(struct conflict *list, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	const char *site = json_string_value(json_object_get(body, "site"));
	const char *how = json_string_value(json_object_get(body, "how"));
	struct conflict *c = site ? conflict_of(list, site, json_integer_value(json_object_get(body, "seq"))) : NULL;

	for (int i = 0; c && how && !*c->how && i < CONFLICT_WAYS; i++)
		if (strcmp(how, conflict_ways[i]) == 0) {
			c->how = conflict_ways[i];
			c->settled = arena_printf(mem, "%s.%lld", ev->site, (long long)ev->seq);
		}
	json_decref(body);
}

void conflict_follow(struct conflict **list, const struct event *ev, enum fold_result result, const char *state,
		     struct arena *mem)
{
	if (strcmp(ev->kind, conflict_settled) == 0)
		settle(*list, ev, mem);
	else if (result == FOLD_CONFLICT && !stays_at_its_site(ev->kind) && !conflict_of(*list, ev->site, ev->seq))
		add(list, ev, state, mem);
}

static const char *differs(const struct conflict *a, const struct conflict *b)
{
	const struct {
		const char *field, *a, *b;
	} texts[] = { { "kind", a->kind, b->kind }, { "state", a->state, b->state }, { "how", a->how, b->how },
		      { "settled", a->settled, b->settled } };

	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(texts[i].a, texts[i].b) != 0)
			return texts[i].field;
	if (a->hlc != b->hlc)
		return "hlc";
	return a->k != b->k ? "k" : NULL;
}

static int length(const struct conflict *list)
{
	int n = 0;

	for (; list; list = list->next)
		n++;
	return n;
}

const char *conflicts_differ(const struct conflict *a, const struct conflict *b)
{
	const char *field = length(a) != length(b) ? "seq" : NULL;

	for (; a && !field; a = a->next) {
		const struct conflict *same = b;

		while (same && (same->seq != a->seq || strcmp(same->site, a->site) != 0))
			same = same->next;
		field = same ? differs(a, same) : "seq";
	}
	return field;
}

int conflicts_open(const struct conflict *list)
{
	int n = 0;

	for (; list; list = list->next)
		n += !*list->how;
	return n;
}
