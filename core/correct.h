/* core/correct.h - correcting an appeal: what may be corrected, what follows from it, the event.
 *
 * One table of fields makes the options of `pult edit` and the dialog of the screen. What depends on a
 * field is derived again by the rules of registration (register.h). Pure: the catalogue and the next
 * statutory index come from the store. */
#ifndef CORE_CORRECT_H
#define CORE_CORRECT_H

#include "core/register.h"

enum fix_kind {
	FIX_IS_LINE,
	FIX_IS_TEXT,    /* the citizen's words: kept with their lines */
	FIX_IS_WORD,    /* of a closed list */
	FIX_IS_TOPIC,   /* looked up by the store, as the next */
	FIX_IS_SERVICE,
	FIX_IS_DATE,
};

/* X(symbol, name: also the option of the shell, label, kind, longest value: bytes of the text, else letters,
 * list of words or NULL). */
#define FIXES(X) \
	X(FIX_TEXT, "text", N_("Text"), FIX_IS_TEXT, MAX_TEXT_BYTES, NULL) \
	X(FIX_ADDRESS, "address", N_("Address"), FIX_IS_LINE, MAX_ADDRESS, NULL) \
	X(FIX_NAME, "name", N_("Full name"), FIX_IS_LINE, 3 * MAX_NAME, NULL) \
	X(FIX_PHONE, "phone", N_("Telephone"), FIX_IS_LINE, MAX_PHONE, NULL) \
	X(FIX_TOPIC, "topic", N_("Topic"), FIX_IS_TOPIC, MAX_NAME, NULL) \
	X(FIX_RESIDENCE, "residence", N_("Residence"), FIX_IS_LINE, MAX_ADDRESS, NULL) \
	X(FIX_EMAIL, "email", N_("E-mail"), FIX_IS_LINE, MAX_EMAIL, NULL) \
	X(FIX_KIND, "kind", N_("Kind"), FIX_IS_WORD, MAX_NAME, &vocab_kind) \
	X(FIX_LAW, "law", N_("By the law"), FIX_IS_WORD, MAX_NAME, &vocab_law) \
	X(FIX_CHANNEL, "channel", N_("Channel"), FIX_IS_WORD, MAX_NAME, &vocab_channel) \
	X(FIX_SUBJECT, "subject", N_("Applicant"), FIX_IS_WORD, MAX_NAME, &vocab_applicant) \
	X(FIX_CATEGORY, "category", N_("Category"), FIX_IS_LINE, MAX_NAME, NULL) \
	X(FIX_COMPLAINED, "complained", N_("Against"), FIX_IS_SERVICE, MAX_NAME, NULL) \
	X(FIX_RECEIVED, "received", N_("Received"), FIX_IS_DATE, MAX_NAME, NULL) \
	X(FIX_SIGNATORIES, "signatories", N_("Signatories"), FIX_IS_LINE, MAX_NAME, NULL)

#define X(sym, name, label, kind, max, vocab) sym,
enum fix_field { FIXES(X) FIX_COUNT };
#undef X

struct fix_desc {
	const char *name, *label; /* label: a msgid */
	enum fix_kind kind;
	size_t max;
	const struct vocab *vocab;
};
extern const struct fix_desc fix_descs[FIX_COUNT];

/* What is corrected, as typed: NULL is left as it is, "" is emptied where that has a sense. Words by
 * vocab_find(), a date by civil_parse(). */
struct correction {
	const char *value[FIX_COUNT];
};

/* What the store finds out inside the transaction. */
struct correction_facts {
	const struct topic *topic;        /* the typed one; without one that of the question; NULL: none */
	const struct service *proposed;   /* executor of that topic, NULL: none */
	const struct service *complained; /* the typed one; NULL: none */
	/* The index of an appeal that becomes one by the law, in the arena of the caller; asked at most once.
	 * NULL with *e set: an error. */
	const char *(*law_index)(void *ctx, enum applicant applicant, const char *surname, struct err *e);
	void *ctx;
};

/* What stands in a field now, as it may be typed again; in the arena. A topic and a service by code. */
const char *fix_value(const struct appeal *a, int64_t k, enum fix_field field, const struct clock_ops *clock,
		      struct arena *mem);

/* The event that corrects question k and its appeal: {"q", "set", "was"}; out->body is NULL when nothing
 * differs. ERR_INVALID: a value that cannot be right; ERR_REFUSED: the executor complained of has the
 * order (law 393/96 Art. 7); ERR_NOT_FOUND: no such question. What follows from a field:
 * - topic, law: priority and term by the rule of registration, counted from the receipt; a topic proposes
 *   its executor while nobody has the order;
 * - received: the same rule counted from the new day. The term of a rework, an extended one and one that
 *   is off control stay;
 * - law switched on: a statutory index; switched off: it is taken off, the history keeps it;
 * - a name or a contact: no longer anonymous, unless the applicant is said; the flag of completeness. */
MUST_CHECK enum err_code correct(const struct appeal *a, int64_t k, const struct correction *fix,
				 const struct correction_facts *f, const struct policy *pol,
				 struct decision *out, struct arena *mem, struct err *e);

/* What followed from a correction, in translated sentences: a new term with its rule, a statutory index. ""
 * when nothing did. In the arena. */
const char *correction_effects(const struct appeal *was, const struct appeal *now, int64_t k,
			       const struct clock_ops *clock, struct arena *mem);

/* The label of a field of an event and its value for people, for the history; NULL for a field that only
 * programs read. Services and topics stay codes. In the arena. */
const char *field_label(const char *field);
const char *field_show(const char *field, const json_t *value, const struct clock_ops *clock, struct arena *mem);

#endif
