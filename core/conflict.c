/* core/conflict.c - see conflict.h. */
#include "core/conflict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/err.h"
#include "core/json_text.h"

const char conflict_settled[] = "conflict_settled";
const char *const conflict_ways[CONFLICT_WAYS] = { [CONFLICT_KEEP] = "keep", [CONFLICT_APPLY] = "apply" };

json_t *conflict_settled_body(const struct conflict *c, enum conflict_way how, const char *note)
{
	return json_pack("{ss sI ss ss}", "site", c->site, "seq", (json_int_t)c->seq, "how", conflict_ways[how], "note",
			 note);
}

/* --- settlements in the state of an appeal ------------------------------------------------------------- */

static int way_of(const json_t *body)
{
	for (int i = 0; i < CONFLICT_WAYS; i++)
		if (strcmp(json_text(body, "how"), conflict_ways[i]) == 0)
			return i;
	return -1;
}

/* The element "CONFLICT=SETTLEMENT" of the list, in the arena; "": none. */
static const char *element_of(const char *list, const char *conflict, struct arena *mem)
{
	size_t len = strlen(conflict);

	while (*list) {
		size_t n = strcspn(list, ",");

		if (n > len && list[len] == '=' && memcmp(list, conflict, len) == 0)
			return arena_strndup(mem, list, n);
		list += n + (list[n] == ',');
	}
	return "";
}

enum fold_result conflict_note_settled(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem)
{
	if (!a->nq)
		return FOLD_CONFLICT;
	const char *id = arena_printf(mem, "%s.%lld", json_text(body, "site"),
				      (long long)json_integer_value(json_object_get(body, "seq")));

	if (way_of(body) >= 0 && !strpbrk(id, ",=") && !*element_of(a->settled, id, mem))
		a->settled = arena_printf(mem, "%s%s%s=%s.%lld", a->settled, *a->settled ? "," : "", id, ev->site,
					  (long long)ev->seq);
	return FOLD_OK;
}

bool conflict_move_counts(const struct appeal *a, const json_t *body)
{
	const char *by = json_text(body, "settled");

	return !*by || flags_has(a->settled, by);
}

const char *conflict_settlement(const struct appeal *a, const struct conflict *c, struct arena *mem)
{
	return element_of(a->settled, arena_printf(mem, "%s.%lld", c->site, (long long)c->seq), mem);
}

/* --- the list ------------------------------------------------------------------------------------------- */

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

/* The settlement that counts when a move was made again for one that does not; NULL: this is no such move. */
static const struct conflict *settled_otherwise(struct conflict *list, const char *by)
{
	for (; list; list = list->next) {
		size_t len = strlen(list->site);
		char *end;

		if (!*list->how || strncmp(by, list->site, len) != 0 || by[len] != '.' ||
		    strtoll(by + len + 1, &end, 10) != list->seq || *end != '=')
			continue;
		return strcmp(end + 1, list->settled) != 0 ? list : NULL;
	}
	return NULL;
}

static void add(struct conflict **list, const struct event *ev, const struct conflict_met *met, struct arena *mem)
{
	struct conflict *c = arena_alloc(mem, sizeof(*c));
	json_t *body = json_loads(ev->body, 0, NULL);
	const struct conflict *of = settled_otherwise(*list, json_text(body, "settled"));

	*c = (struct conflict){ .next = *list, .site = arena_strdup(mem, ev->site), .seq = ev->seq,
		.kind = arena_strdup(mem, ev->kind), .state = arena_strdup(mem, met->state), .hlc = ev->hlc,
		.k = met->k, .how = of ? conflict_ways[CONFLICT_KEEP] : "", .settled = of ? of->settled : "" };
	*list = c;
	json_decref(body);
}

static struct conflict *settled_by(struct conflict *list, const json_t *body)
{
	return conflict_of(list, json_text(body, "site"), json_integer_value(json_object_get(body, "seq")));
}

/* The first settlement counts; what a late event has made legal has no conflict to be settled. */
static void settle(struct conflict *list, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	struct conflict *c = settled_by(list, body);
	int way = way_of(body);

	if (c && way >= 0 && !*c->how) {
		c->how = conflict_ways[way];
		c->settled = arena_printf(mem, "%s.%lld", ev->site, (long long)ev->seq);
	}
	json_decref(body);
}

bool conflict_was_settled(struct conflict *list, const struct event *ev, const json_t *body)
{
	const struct conflict *c = strcmp(ev->kind, conflict_settled) == 0 ? settled_by(list, body) : NULL;
	char id[64];

	snprintf(id, sizeof(id), "%s.%lld", ev->site, (long long)ev->seq);
	return c && *c->how && strcmp(c->settled, id) != 0;
}

void conflict_follow(struct conflict **list, const struct event *ev, enum fold_result result,
		     const struct conflict_met *met, struct arena *mem)
{
	if (strcmp(ev->kind, conflict_settled) == 0)
		settle(*list, ev, mem);
	else if (result == FOLD_CONFLICT && !stays_at_its_site(ev->kind) && !conflict_of(*list, ev->site, ev->seq))
		add(list, ev, met, mem);
}

bool conflict_is_twin(const struct conflict *c, const char *subject)
{
	char id[64];

	snprintf(id, sizeof(id), "%s.%lld", c->site, (long long)c->seq);
	return strcmp(id, subject) == 0;
}

void conflict_follow_twin(struct conflict *twin, const struct event *ev, struct arena *mem)
{
	if (event_makes_subject(ev))
		*twin = (struct conflict){ .site = arena_strdup(mem, ev->site), .seq = ev->seq,
			.kind = arena_strdup(mem, ev->kind), .state = "", .hlc = ev->hlc, .how = "", .settled = "" };
	else if (twin->site && strcmp(ev->kind, conflict_settled) == 0)
		settle(twin, ev, mem);
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
