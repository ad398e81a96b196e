/* data/store/templates.h - texts that are written or read out again and again, kept once: for F2, notes and
 * answers; steps of the call script, texts to read out, what a number is for (enum template_kind).
 *
 * A program knows some from data/seed/templates.tsv and texts.tsv; those of the base go over them by name, and one that
 * was removed here is gone. Fields in braces are those of core/text_template.h. */
#ifndef DATA_STORE_TEMPLATES_H
#define DATA_STORE_TEMPLATES_H

#include "core/vocab.h"
#include "data/store/store.h"

struct template_row {
	const char *name, *text;
};

struct template_list {
	struct template_row *rows; /* in the Ukrainian order of their names */
	int n;
};

/* All of one kind that can be chosen. In the arena. */
MUST_CHECK enum err_code template_list(struct store *s, enum template_kind kind, struct arena *mem,
				       struct template_list *out, struct err *e);

/* A new one; another text; none any more. Each is an event. The name is compared as people read it: capitals
 * and apostrophes do not matter. ERR_INVALID: name, text or a field in it cannot be; ERR_CONFLICT: there is one
 * of this name; ERR_NOT_FOUND: there is none; ERR_REFUSED: no right (RIGHT_TEMPLATES). */
MUST_CHECK enum err_code template_add(struct store *s, enum template_kind kind, const char *name,
				      const char *text, const struct actor *who, struct err *e);
MUST_CHECK enum err_code template_edit(struct store *s, enum template_kind kind, const char *name,
				       const char *text, const struct actor *who, struct err *e);
MUST_CHECK enum err_code template_remove(struct store *s, enum template_kind kind, const char *name,
					 const struct actor *who, struct err *e);

#endif
