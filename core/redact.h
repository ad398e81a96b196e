/* core/redact.h - erasing personal data of an appeal (design.md 5, Redaction; law 2297-VI Art. 15).
 *
 * The bodies of the events that hold the data are emptied; their hashes stay, so the chain goes on over them. What is
 * left of each body after erasing is kept in the event of the redaction itself, so that the appeal folds to what it
 * was, less the data. A later redaction keeps the rest of the earlier ones and takes their place. Pure. */
#ifndef CORE_REDACT_H
#define CORE_REDACT_H

#include <jansson.h>

#include "core/actor.h"
#include "core/appeal.h"
#include "core/event.h"

/* X(symbol, name in --fields and in the event, label). Names are stored: append only. */
#define REDACTS(X) \
	X(REDACT_NAME, "name", N_("Full name")) \
	X(REDACT_PHONE, "phone", N_("Telephone")) \
	X(REDACT_EMAIL, "email", N_("E-mail")) \
	X(REDACT_RESIDENCE, "residence", N_("Residence")) \
	X(REDACT_CATEGORY, "category", N_("Category")) \
	X(REDACT_ADDRESS, "address", N_("Address")) \
	X(REDACT_TEXT, "text", N_("Text and supplements")) \
	X(REDACT_NOTES, "notes", N_("Notes and answers")) \
	X(REDACT_FILES, "files", N_("Files"))

#define X(sym, name, label) sym,
enum redact { REDACTS(X) REDACT_COUNT };
#undef X

#define REDACT_BIT(f) (1u << (f))
#define REDACT_ALL ((1u << REDACT_COUNT) - 1)
/* Who it was, without what it was about. */
#define REDACT_PERSON (REDACT_BIT(REDACT_NAME) | REDACT_BIT(REDACT_PHONE) | REDACT_BIT(REDACT_EMAIL) | \
	REDACT_BIT(REDACT_RESIDENCE) | REDACT_BIT(REDACT_CATEGORY))

/* "phone,name" or "all" as REDACT_BIT()s; ERR_INVALID with the list of names. */
MUST_CHECK enum err_code redact_parse(const char *s, unsigned *fields, struct err *e);

/* REDACT_BIT()s that a body of a redaction names. */
unsigned redaction_fields(const json_t *redaction);

/* Their labels with commas between; of a body of a redaction. In the arena. */
const char *redact_labels(struct arena *mem, const json_t *body);

/* Role, and words for the reason. */
MUST_CHECK enum err_code redact_check(unsigned fields, const char *reason, const struct actor *who, struct err *e);

/* A body without the fields: a new reference; NULL when it holds none of them. */
json_t *redact_body(const char *kind, const json_t *body, unsigned fields);

/* Bytes of rows in one event of a redaction; what keeps more is divided into several (EVENT_BODY_MAX). */
enum { REDACTION_BYTES = 896 * 1024 };

/* The body of the event of a redaction, without its rows; and one more row of it, by its event and by what is kept of
 * its body (steals the reference). */
json_t *redaction_new(unsigned fields, const char *reason);
void redaction_add(json_t *redaction, const char *site, int64_t seq, json_t *kept);

/* A site that has gone on without knowing of a redaction has written more of the data. Every site empties such events
 * as soon as it knows of both; who wrote one keeps what is left of it in a supplement, one more event `redacted`,
 * marked by "late", which says nothing but which rows it empties.
 *
 * Whether it is a supplement; marks the body as one. */
bool redaction_is_late(const json_t *redaction);
void redaction_mark_late(json_t *redaction);

/* Adds a redaction to a list of those of one subject; "late" ones are none. `here`: the site whose base this is, which
 * knows by ev->id what came before what; "" for none. */
void redaction_list(json_t *list, const struct event *ev, const json_t *body, const char *here);

/* The fields that the author of an event has not known to be erased, and that its body holds, by such a list. An event
 * says in "knows" which ones its author knew. One without it is of an older program: its author knew what stands before
 * it in his own log; of the rest only his site can tell, by the order of arrival. All others take it that he knew what
 * is older by hlc: what he did not know his site empties, by a supplement, when its program is a newer one. */
unsigned redaction_missed(const json_t *redactions, const struct event *ev, const json_t *body);

/* What a later redaction keeps of an earlier one: what was erased and which rows were, not what was kept of them. A new
 * reference. */
json_t *redaction_rest(const json_t *redaction);

/* What a redaction keeps of a row, borrowed; NULL: it did not empty it. */
const json_t *redaction_kept(const json_t *redaction, const char *site, int64_t seq);

/* What is left of an emptied body of this kind: what the newest of the redactions that name its row keeps of it, less
 * the fields of all of them, for two sites may have erased at once. `redactions`: their bodies, the newest first. A
 * new reference; NULL: none of them names it. */
json_t *redaction_left(const json_t *redactions, const char *kind, const char *site, int64_t seq);

/* Empties these fields in any record. */
void redact_record(void *rec, const struct field_desc *f, int n, unsigned fields);

/* Empties the fields of a redaction in the state. */
void redact_state(struct appeal *a, const json_t *redaction);

#endif
