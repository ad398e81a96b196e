/* core/item.c - see item.h. */
#include "core/item.h"

#include <stdlib.h>
#include <string.h>

const char item_kept[] = "catalogue";

void item_init(struct item *i)
{
	*i = (struct item){ "", "", "", "{}", 0 };
}

const char *item_row_text(const json_t *row, struct arena *mem)
{
	char *text = json_dumps(row, JSON_SORT_KEYS | JSON_COMPACT);
	const char *out = arena_strdup(mem, text ? text : "{}");

	free(text);
	return out;
}

static const char *text_of(const json_t *body, const char *key, const char *otherwise)
{
	const char *v = json_string_value(json_object_get(body, key));

	return v ? v : otherwise;
}

static json_t *as_text(const json_t *v, struct arena *mem)
{
	if (json_is_integer(v))
		return json_string(arena_printf(mem, "%lld", (long long)json_integer_value(v)));
	return json_string(json_is_string(v) ? json_string_value(v) : json_is_true(v) ? "1" : json_is_false(v) ? "0" : "");
}

static void take(struct item *i, const json_t *from, struct arena *mem)
{
	json_t *row = json_loads(i->row, 0, NULL);
	const char *column;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)from, column, v)
		json_object_set_new(row, column, as_text(v, mem));
	i->row = item_row_text(row, mem);
	json_decref(row);
}

static enum fold_result fold_body(struct item *i, const struct event *ev, const json_t *body, struct arena *mem)
{
	const json_t *row = json_object_get(body, "row");

	if (strcmp(ev->kind, item_kept) != 0)
		return FOLD_UNKNOWN;
	if (!*i->subject) {
		if (!event_makes_subject(ev))
			return FOLD_CONFLICT;
		i->subject = arena_strdup(mem, ev->subject);
		i->list = arena_strdup(mem, text_of(body, "list", ""));
		i->key = arena_strdup(mem, text_of(body, "key", text_of(row, "code", "")));
	}
	take(i, row, mem);
	return FOLD_OK;
}

enum fold_result item_fold(struct item *i, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	enum fold_result r = body ? fold_body(i, ev, body, mem) : FOLD_REDACTED;

	i->hlc = ev->hlc;
	json_decref(body);
	return r;
}

const char *item_difference(const struct item *a, const struct item *b)
{
	if (strcmp(a->list, b->list) != 0)
		return "list";
	if (strcmp(a->key, b->key) != 0)
		return "key";
	if (strcmp(a->row, b->row) != 0)
		return "row";
	return a->hlc != b->hlc ? "hlc" : NULL;
}
