/* core/appeal.h - an appeal and its questions as data.
 *
 * Fields are X-macros: the structs, the columns of the store, the fields of events and the check of
 * `pult verify` all come from these lists. A field is added here, in a migration, and nowhere else.
 * Pure data: rules are in moves.c, fold.c and register.c. */
#ifndef CORE_APPEAL_H
#define CORE_APPEAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/vocab.h"

/* Texts are never NULL ("" when empty). X(name, settable): settable fields may be given in the "set"
 * object of an event; the others are computed by fold or belong to the registration alone. */
#define APPEAL_TEXTS(X) \
	X(subject, 0)       /* site.seq of the registering event */ \
	X(number, 0)        /* ГЛ-91895/26 */ \
	X(ascii, 0)         /* HL-91895-26 */ \
	X(site, 0) \
	X(idem, 0)          /* idempotency key of the form that registered it */ \
	X(law_index, 1)     /* Д-401; "" for a work order */ \
	X(kind, 1) \
	X(channel, 1) \
	X(applicant, 1)     /* individual collective anonymous */ \
	X(category, 1)      /* 7.x, law 2297 Art. 7: sensitive */ \
	X(surname, 1) \
	X(given, 1) \
	X(patronymic, 1) \
	X(phone_raw, 1)     /* as typed or as the exchange gave it */ \
	X(phone, 1)         /* E.164, "" when not recognised */ \
	X(phone_ext, 1) \
	X(email, 1) \
	X(residence, 1) \
	X(operator, 0)      /* login of who registered it */ \
	X(operator_name, 0) \
	X(flags, 1)         /* words separated by commas: incomplete,... */ \
	X(pin_mac, 1)       /* hex; "" when there is no PIN */ \
	X(pin_key, 1)       /* id of the key it was made with */ \
	X(calls, 0)         /* ids of the calls it is linked with, commas between them, oldest first */ \
	X(settled, 0)       /* settlements of its conflicts that count, commas between them (core/conflict.h) */ \
	X(redacted, 0)      /* site.seq of the redactions of it, commas between them */

#define APPEAL_INTS(X) \
	X(year, 0) \
	X(n, 0)             /* number within site and year */ \
	X(received, 1)      /* UTC ms: when it came to the city */ \
	X(registered, 0)    /* UTC ms */ \
	X(signatories, 1)   /* of a collective appeal (law 393/96 Art. 5); 0 = not said */ \
	X(law, 1)           /* 1: an appeal by law 393/96, 0: a work order of the hotline */ \
	X(hlc, 0)           /* of the last event folded in */ \
	X(rev, 0)           /* how many events were folded in */

#define QUESTION_TEXTS(X) \
	X(topic, 1)         /* code; "" when not chosen */ \
	X(topic_name, 1) \
	X(text, 1)          /* as the citizen said it, byte for byte */ \
	X(address, 1)       /* of the problem, verbatim */ \
	X(service, 1)       /* proposed (registered) or actual executor */ \
	X(service_name, 1) \
	X(complained, 1)    /* service complained of: never an executor (law 393/96 Art. 7) */ \
	X(complained_name, 1) /* as it was called then; "" in events of version 1 */ \
	X(priority, 1)      /* A1 A2 N P E K */ \
	X(term, 1)          /* rule that made `due`: "120min", "7d", "1m" */ \
	X(state, 0) \
	X(result, 1) \
	X(answer, 1)        /* the executor's words */ \
	X(dispatched_by, 1) \
	X(done_by, 1) \
	X(attempt_day, 1)   /* ISO date of the last call-back attempt */ \
	X(outcome, 1)       /* of the confirmation that took it off control; "" while there is none */ \
	X(via, 1) \
	X(confirmed_by, 1) \
	X(confirm_call, 1) \
	X(forwarded_to, 1)  /* the body it was forwarded to, its name; "" while it was not */ \
	X(joined, 1)        /* number of the appeal or of the incident it is joined to; "" when to none */ \
	X(made_by, 0)       /* site.seq of the event that added it; "" of those that were registered with the appeal */

#define QUESTION_INTS(X) \
	X(k, 0)             /* number of the question, from 1 */ \
	X(due, 1)           /* UTC ms, 0 = no term */ \
	X(repeat, 1)        /* 1 = first appeal on this */ \
	X(dispatched_at, 1) \
	X(done_at, 1) \
	X(closed_at, 1) \
	X(confirmed_at, 1) \
	X(grade, 1)         /* 1..5, 0 = none */ \
	X(next_try, 1)      /* UTC ms: when the next call-back is due */ \
	X(rework, 0)        /* how many times it was sent back */ \
	X(attempts, 0)      /* call-backs without an answer in this round */ \
	X(attempt_days, 0)  /* on how many different days */ \
	X(supplements, 0)   /* how many times something was added to it */

#define TEXT_MEMBER(name, settable) const char *name;
#define INT_MEMBER(name, settable) int64_t name;

struct question {
	QUESTION_TEXTS(TEXT_MEMBER)
	QUESTION_INTS(INT_MEMBER)
};

struct appeal {
	APPEAL_TEXTS(TEXT_MEMBER)
	APPEAL_INTS(INT_MEMBER)
	struct question *q;
	int nq;
};

#undef TEXT_MEMBER
#undef INT_MEMBER

/* One field of a record, for those who walk the lists (store, fold, verify). */
struct field_desc {
	const char *name;
	size_t offset;
	bool is_int, settable;
};
extern const struct field_desc appeal_fields[], question_fields[];
extern const int appeal_field_count, question_field_count;

/* Reads or writes one field of a record (struct appeal or struct question). Text is borrowed. */
const char *record_text(const void *rec, const struct field_desc *f);
int64_t record_int(const void *rec, const struct field_desc *f);
void record_set_text(void *rec, const struct field_desc *f, const char *s);
void record_set_int(void *rec, const struct field_desc *f, int64_t v);

/* The name of the first of the `n` fields in which two records differ; NULL: they are the same. */
const char *record_difference(const void *a, const void *b, const struct field_desc *f, int n);

/* Empty records: texts "", numbers 0. The appeal has no questions. */
void appeal_init(struct appeal *a);
void question_init(struct question *q);

/* Question k, or NULL. */
struct question *appeal_question(const struct appeal *a, int64_t k);

/* The question that the body of an event is about, or NULL. Two sites may add a question at once, and both have called
 * theirs k: one that was added is known by the event that added it, "qid" beside "q". */
struct question *appeal_question_of(const struct appeal *a, const json_t *body);

/* Its state; a wire word of a newer program counts as registered. */
enum appeal_state question_state(const struct question *q);

/* The state of the least advanced question (design.md 6). */
enum appeal_state appeal_state(const struct appeal *a);

/* On control: not closed, forwarded, rejected or withdrawn. */
bool state_is_open(enum appeal_state s);

/* Past its term at `now` and not yet reported done. */
bool question_overdue(const struct question *q, int64_t now_ms);
bool state_overdue(enum appeal_state s, int64_t due, int64_t now_ms);

/* Whether there is a number to call, well-formed or not. */
bool appeal_has_phone(const struct appeal *a);

/* Priority A1 or A2 (the city's order: 2 to 24 hours). */
bool question_is_accident(const struct question *q);

/* The name of the first field in which they or their questions differ, "questions" when these are not as many;
 * NULL: they are the same. */
const char *appeal_difference(const struct appeal *a, const struct appeal *b);

/* "Surname Given Patronymic" without the parts that are empty; in the arena. */
const char *appeal_name(struct arena *mem, const struct appeal *a);

/* Splits a full name at spaces: surname, given name, the rest is the patronymic (may be two words,
 * «Алі оглу»). Outputs are in the arena, tidy. */
void name_split(struct arena *mem, const char *full, const char **surname, const char **given,
		const char **patronymic);

/* Whether `word` is among the comma-separated words of `flags` (or of `calls`). */
bool flags_has(const char *flags, const char *word);

/* The public form of design.md 4.2: a new reference. Names of services and topics are those that the
 * events kept; dates are ISO 8601 in the city's zone. */
json_t *appeal_json(const struct appeal *a, const struct clock_ops *clock);

/* The same seen from question k: its topic, text, state... in the places of question 1, and "question":k. For
 * lists of questions. */
json_t *appeal_json_question(const struct appeal *a, int64_t k, const struct clock_ops *clock);

#endif
