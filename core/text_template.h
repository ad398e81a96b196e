/* core/text_template.h - fields of templates of texts: what each is called and how a text is filled with what
 * is known of an appeal. Pure; where templates are kept is data/store/templates.h. */
#ifndef CORE_TEXT_TEMPLATE_H
#define CORE_TEXT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

enum { TEMPLATE_NAME_MAX = 40, TEMPLATE_TEXT_MAX = 4000 };

enum template_field {
	TEMPLATE_NAME,     /* given name and patronymic: how one is addressed */
	TEMPLATE_FULL,     /* surname, given name, patronymic */
	TEMPLATE_NUMBER,
	TEMPLATE_DUE,      /* date, or date and time */
	TEMPLATE_SERVICE,
	TEMPLATE_ADDRESS,
	TEMPLATE_TOPIC,
	TEMPLATE_PHONE,
	TEMPLATE_OPERATOR, /* who types */
	TEMPLATE_DATE,     /* today */
	TEMPLATE_LINE,     /* how the site calls itself */
	TEMPLATE_FIELDS
};

/* NULL or "": not known (yet). */
struct template_values {
	const char *of[TEMPLATE_FIELDS];
};

/* Whether a field, as text_field() finds it at s, is one of these. Capitals and the kind of apostrophe do not
 * matter; each has an English name too. */
bool template_is_field(const char *s, size_t len);

/* All of them, as they are written in a text: "{ім’я}, {піб}...". In the arena. */
const char *template_fields(struct arena *a);

/* The first field of the text that is none of these, with its braces, or NULL. In the arena. */
const char *template_fault(struct arena *a, const char *text);

/* The text filled. Fields that are not known stay; *missing names them ("{номер}, {строк}"), "" for none. */
char *template_fill(struct arena *a, const char *text, const struct template_values *v, const char **missing);

/* ERR_INVALID with the first field that nobody has filled: what is saved is read by citizens and executors. */
MUST_CHECK enum err_code template_left_check(const char *text, struct err *e);

#endif
