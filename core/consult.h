/* core/consult.h - a consultation: what was answered on the line, or a call handed over to 101-104 and 112
 * (domain.md 2.1, 2.8). A record of its own: it has no number, no PIN and no state, it is counted. Pure. */
#ifndef CORE_CONSULT_H
#define CORE_CONSULT_H

#include "core/appeal.h"
#include "core/event.h"
#include "core/fold.h"
#include "core/moves.h"

/* Texts are never NULL ("" when empty). X(name, settable): as in core/appeal.h; nothing changes afterwards. */
#define CONSULT_TEXTS(X) \
	X(subject, 0)       /* site.seq of its event */ \
	X(actor, 0)         /* login of who answered */ \
	X(topic, 0) \
	X(topic_name, 0) \
	X(phone, 0)         /* E.164; "" when it was not said */ \
	X(phone_raw, 0)     /* as it was typed */ \
	X(address, 0) \
	X(text, 0)          /* what it was about */ \
	X(transfer, 0)      /* the number it was handed over to: "104"; "" for a consultation */ \
	X(transfer_name, 0) /* who answers there */ \
	X(call, 0)          /* id of the call; "": not known */ \
	X(idem, 0)          /* idempotency key of the form; "" without one */

#define CONSULT_INTS(X) \
	X(at, 0)            /* UTC ms */

#define TEXT_MEMBER(name, settable) const char *name;
#define INT_MEMBER(name, settable) int64_t name;
struct consult {
	CONSULT_TEXTS(TEXT_MEMBER)
	CONSULT_INTS(INT_MEMBER)
};
#undef TEXT_MEMBER
#undef INT_MEMBER

extern const struct field_desc consult_fields[];
extern const int consult_field_count;

/* The kind of its only event. Body: the fields that are not empty, but subject, actor and at. */
extern const char consulted[];

/* What was typed. Texts are never NULL after consult_form_init(). */
struct consult_form {
	const struct topic *topic;    /* NULL: none */
	const struct service *to;     /* an emergency service; NULL: answered here */
	const char *phone, *address, *text;
	const char *call, *idem;
	const char *fault;            /* set by a refusal: the member that is wrong, "" when none is */
};

void consult_form_init(struct consult_form *f);
void consult_init(struct consult *c);

/* The event of a consultation, or a refusal that names the wrong member in f->fault. A topic or a hand-over must
 * be said, else nothing could be counted. */
MUST_CHECK enum err_code consult_decide(struct consult_form *f, const struct actor *who,
					struct decision *out, struct err *e);

/* Applies one event; strings of the new state live in `mem`. */
enum fold_result consult_fold(struct consult *c, const struct event *ev, struct arena *mem);

/* Whether the call may be handed over to them: an active emergency service with a telephone. */
bool consult_takes_calls(const struct service *s);

#endif
