/* core/template_fold.h - a template of a text from its events, as user_fold.h does for accounts. Pure. */
#ifndef CORE_TEMPLATE_FOLD_H
#define CORE_TEMPLATE_FOLD_H

#include <stdint.h>

#include "core/arena.h"
#include "core/event.h"
#include "core/fold.h"

/* Texts are "" when empty, never NULL after template_init(). */
struct template {
	const char *subject; /* site.seq of the event that made it; all its events have it */
	const char *name;    /* what it is chosen by */
	const char *text;
	int64_t removed;     /* 0 or 1 */
	const char *kind;    /* wire word of vocab_template_kind */
	int64_t hlc;         /* of the last event: of two with one name the later counts */
};

/* Kinds. Bodies: template_added {"kind","name","text","removed"}, without a kind a text to type;
 * template_changed {"set":{text, removed}}. */
extern const char template_added[], template_changed[];

void template_init(struct template *t);

/* Applies one event; strings of the new state live in `mem`. */
enum fold_result template_fold(struct template *t, const struct event *ev, struct arena *mem);

/* The first column in which two differ; NULL when they are equal. */
const char *template_difference(const struct template *a, const struct template *b);

#endif
