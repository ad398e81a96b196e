/* core/template_fold.c - see template_fold.h. */
#include "core/template_fold.h"

#include <jansson.h>
#include <string.h>

#include "core/vocab.h"

const char template_added[] = "template_added", template_changed[] = "template_changed";

void template_init(struct template *t)
{
	*t = (struct template){ "", "", "", 0, vocab_wire(&vocab_template_kind, TEMPLATE_TYPED), 0 };
}

static void take_text(const json_t *from, const char *key, const char **to, struct arena *mem)
{
	const json_t *v = json_object_get(from, key);

	if (json_is_string(v))
		*to = arena_strdup(mem, json_string_value(v));
}

static void take(struct template *t, const json_t *from, struct arena *mem)
{
	take_text(from, "text", &t->text, mem);
	if (json_object_get(from, "removed"))
		t->removed = json_integer_value(json_object_get(from, "removed")) != 0;
}

static enum fold_result fold_body(struct template *t, const struct event *ev, const json_t *body,
				  struct arena *mem)
{
	if (strcmp(ev->kind, template_changed) == 0) {
		take(t, json_object_get(body, "set"), mem);
		return FOLD_OK;
	}
	if (strcmp(ev->kind, template_added) != 0)
		return FOLD_UNKNOWN;
	if (*t->subject || !event_makes_subject(ev))
		return FOLD_CONFLICT;
	template_init(t);
	t->subject = arena_strdup(mem, ev->subject);
	take_text(body, "kind", &t->kind, mem);
	take_text(body, "name", &t->name, mem);
	take(t, body, mem);
	return FOLD_OK;
}

enum fold_result template_fold(struct template *t, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	enum fold_result r = body ? fold_body(t, ev, body, mem) : FOLD_REDACTED;

	t->hlc = ev->hlc;
	json_decref(body);
	return r;
}

const char *template_difference(const struct template *a, const struct template *b)
{
	if (strcmp(a->kind, b->kind) != 0)
		return "kind";
	if (strcmp(a->name, b->name) != 0)
		return "name";
	if (strcmp(a->text, b->text) != 0)
		return "text";
	if (a->removed != b->removed)
		return "removed";
	return a->hlc != b->hlc ? "hlc" : NULL;
}
