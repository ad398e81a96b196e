/* core/fold.h - from events to state. Reads nothing but the event: no clock, settings, catalogues or
 * roles, so that every site and every replay comes to the same state (design.md 5). Pure. */
#ifndef CORE_FOLD_H
#define CORE_FOLD_H

#include "core/appeal.h"
#include "core/event.h"

/* X(symbol, kind): events of an appeal that are not moves of the table. */
#define PLAIN_EVENTS(X) \
	X(EV_REGISTERED, "registered", N_("Registered")) \
	X(EV_IMPORTED, "imported", N_("Imported")) \
	X(EV_EDITED, "edited", N_("Corrected")) \
	X(EV_NOTED, "noted", N_("Note")) \
	X(EV_PIN, "pin", N_("PIN issued")) \
	X(EV_PRINTED, "printed", N_("Receipt issued")) \
	X(EV_JOINED, "joined", N_("Joined")) \
	X(EV_UNJOINED, "unjoined", N_("Joining undone")) \
	X(EV_CHILD, "child_joined", N_("Another appeal is joined to it")) \
	X(EV_CHILD_GONE, "child_unjoined", N_("A joined appeal is taken off")) \
	X(EV_QUESTION, "question_added", N_("Another question")) \
	X(EV_SUPPLEMENT, "supplemented", N_("Supplement")) \
	X(EV_ATTACHED, "attached", N_("File attached")) \
	X(EV_REDACTED, "redacted", N_("Personal data erased")) \
	X(EV_SETTLED, "conflict_settled", N_("Conflict settled"))

#define X(sym, kind, label) sym,
enum plain_event { PLAIN_EVENTS(X) PLAIN_EVENT_COUNT };
#undef X

/* The kind's wire word, and the label of any kind of event of an appeal (the kind itself when this
 * program does not know it). */
const char *plain_kind(enum plain_event ev);
const char *event_label(const char *kind);

enum fold_result {
	FOLD_OK,       /* the state follows the event */
	FOLD_CONFLICT, /* the move was not legal from this state: nothing but hlc and rev changed */
	FOLD_UNKNOWN,  /* a kind of a newer program: kept, hlc and rev changed */
	FOLD_REDACTED, /* the body was emptied: hlc and rev changed */
};

/* Applies one event to the state. The first event of a subject is "registered" or "imported" on an empty
 * state; an archive that was imported again with changes gives one more "imported".
 * Strings of the new state live in `mem`. */
enum fold_result fold(struct appeal *a, const struct event *ev, struct arena *mem);

/* The same when the caller has the event's body parsed already. */
enum fold_result fold_parsed(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem);

#endif
