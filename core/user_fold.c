/* core/user_fold.c - see user_fold.h. */
#include "core/user_fold.h"

#include <jansson.h>
#include <stddef.h>
#include <string.h>

#include "core/err.h"

static const char *const kinds[USER_EVENT_COUNT] = {
#define X(sym, kind) [sym] = kind,
	USER_EVENTS(X)
#undef X
};

static const struct {
	const char *name;
	size_t offset;
} texts[] = {
#define X(name) { #name, offsetof(struct account, name) },
	ACCOUNT_TEXTS(X)
#undef X
};

const char *user_event_kind(enum user_event ev)
{
	return kinds[ev];
}

static const char **text_of(struct account *a, size_t i)
{
	return (const char **)((char *)a + texts[i].offset);
}

void account_init(struct account *a)
{
	a->disabled = 0;
	for (size_t i = 0; i < COUNT(texts); i++)
		*text_of(a, i) = "";
}

/* `all`: also what only the making of the account says. */
static void take(struct account *a, const json_t *from, bool all, struct arena *mem)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		const json_t *v = json_object_get(from, texts[i].name);
		bool fixed = text_of(a, i) == &a->subject || (text_of(a, i) == &a->login && !all);

		if (json_is_string(v) && !fixed)
			*text_of(a, i) = arena_strdup(mem, json_string_value(v));
	}
	if (json_object_get(from, "disabled"))
		a->disabled = json_integer_value(json_object_get(from, "disabled")) != 0;
}

static enum fold_result fold_added(struct account *a, const struct event *ev, const json_t *body,
				   struct arena *mem)
{
	if (*a->subject)
		return FOLD_CONFLICT;
	account_init(a);
	a->subject = arena_strdup(mem, ev->subject);
	take(a, body, true, mem);
	return FOLD_OK;
}

static enum fold_result fold_body(struct account *a, const struct event *ev, const json_t *body,
				  struct arena *mem)
{
	/* Rights are given by one's own administrator alone, whatever another site sends. */
	if (!event_subject_is_of(ev->subject, ev->site))
		return FOLD_CONFLICT;
	for (int i = 0; i < USER_EVENT_COUNT; i++) {
		if (strcmp(ev->kind, kinds[i]) != 0)
			continue;
		if (i == USER_ADDED)
			return fold_added(a, ev, body, mem);
		take(a, json_object_get(body, "set"), false, mem);
		return FOLD_OK;
	}
	return FOLD_UNKNOWN;
}

enum fold_result user_fold(struct account *a, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	enum fold_result r = body ? fold_body(a, ev, body, mem) : FOLD_REDACTED;

	json_decref(body);
	return r;
}

const char *account_difference(const struct account *a, const struct account *b)
{
	struct account x = *a, y = *b;

	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(*text_of(&x, i), *text_of(&y, i)) != 0)
			return texts[i].name;
	return a->disabled != b->disabled ? "disabled" : NULL;
}

bool login_valid(const char *login)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
	size_t n = strlen(login);

	return n >= 1 && n <= LOGIN_MAX && strspn(login, letters) == n && !strchr(".-_", login[0]);
}
