/* core/text_template.c - see text_template.h. The names of the fields are the only Ukrainian words here. */
#include "core/text_template.h"

#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/text_fill.h"

static const struct {
	const char *name, *alias;
} fields[TEMPLATE_FIELDS] = {
	[TEMPLATE_NAME] = { "ім’я", "name" },
	[TEMPLATE_FULL] = { "піб", "full-name" },
	[TEMPLATE_NUMBER] = { "номер", "number" },
	[TEMPLATE_DUE] = { "строк", "due" },
	[TEMPLATE_SERVICE] = { "служба", "service" },
	[TEMPLATE_ADDRESS] = { "адреса", "address" },
	[TEMPLATE_TOPIC] = { "тема", "topic" },
	[TEMPLATE_PHONE] = { "телефон", "phone" },
	[TEMPLATE_OPERATOR] = { "оператор", "operator" },
	[TEMPLATE_DATE] = { "дата", "date" },
	[TEMPLATE_LINE] = { "лінія", "line" },
};

static int field_named(const char *name)
{
	struct arena a = { 0 };
	const char *key = text_fold(&a, name);
	int found = -1;

	for (int i = 0; found < 0 && i < TEMPLATE_FIELDS; i++)
		if (strcmp(key, text_fold(&a, fields[i].name)) == 0 || strcmp(key, text_fold(&a, fields[i].alias)) == 0)
			found = i;
	arena_free(&a);
	return found;
}

bool template_is_field(const char *s, size_t len)
{
	struct arena a = { 0 };
	bool is = len > 2 && field_named(arena_strndup(&a, s + 1, len - 2)) >= 0;

	arena_free(&a);
	return is;
}

const char *template_fields(struct arena *a)
{
	const char *list = "";

	for (int i = 0; i < TEMPLATE_FIELDS; i++)
		list = arena_printf(a, "%s%s{%s}", list, i ? ", " : "", fields[i].name);
	return list;
}

/* The first thing in braces that is one of the fields, or none of them. */
static const char *first_field(struct arena *a, const char *text, bool known)
{
	for (const char *s = text; *s; s++) {
		size_t n = text_field(s);

		if (n && template_is_field(s, n) == known)
			return arena_strndup(a, s, n);
	}
	return NULL;
}

const char *template_fault(struct arena *a, const char *text)
{
	return first_field(a, text, false);
}

enum err_code template_left_check(const char *text, struct err *e)
{
	struct arena a = { 0 };
	const char *left = first_field(&a, text, true);
	enum err_code rc = ERR_OK;

	if (left)
		rc = err_set(e, ERR_INVALID, _("«%s» of a template is not filled in: write it by hand or take it out. "
					       "Nothing was saved."), left);
	arena_free(&a);
	return rc;
}

struct filling {
	const struct template_values *v;
	bool missing[TEMPLATE_FIELDS];
};

static const char *value(void *ctx, const char *name)
{
	struct filling *f = ctx;
	int i = field_named(name);

	if (i < 0)
		return NULL;
	f->missing[i] = !f->v->of[i] || !*f->v->of[i];
	return f->missing[i] ? NULL : f->v->of[i];
}

char *template_fill(struct arena *a, const char *text, const struct template_values *v, const char **missing)
{
	struct filling f = { .v = v };
	char *out = text_fill(a, text, value, &f, NULL);

	*missing = "";
	for (int i = 0; i < TEMPLATE_FIELDS; i++)
		if (f.missing[i])
			*missing = arena_printf(a, "%s%s{%s}", *missing, **missing ? ", " : "", fields[i].name);
	return out;
}
