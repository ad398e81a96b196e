/* core/register.h - taking an appeal in: checks of what was typed, and the event that registers it.
 *
 * The statutory fields and terms are those of law 393/96 Art. 5 and 20 and of the city's order of
 * 28.05.2021 (domain.md 1.1, 1.6, 2.4). Pure: the number and the facts come from the store. */
#ifndef CORE_REGISTER_H
#define CORE_REGISTER_H

#include "core/moves.h"

/* Longest values, in bytes for the text and in letters for the rest. An e-mail: RFC 5321 4.5.3.1. */
enum { MAX_TEXT_BYTES = 16000, MAX_NAME = 100, MAX_ADDRESS = 300, MAX_PHONE = 100, MAX_EMAIL = 254,
	MAX_NOTE_BYTES = 8000, MAX_SIGNATORIES = 999999 };

/* A receipt older than this is a slip of the keyboard (ten years; old archives come by import). */
enum { RECEIVED_MAX_DAYS = 3653 };

/* One topic of the catalogue (data/seed/topics.tsv). */
struct topic {
	const char *code, *group, *name;
	const char *priority; /* wire word */
	const char *term;     /* "120", "7d", "1m", "" */
	const char *service, *co_service;
	const char *hint;
};

/* One executor of the catalogue (data/seed/services.tsv). */
struct service {
	const char *code, *name, *kind, *phone;
	bool emergency, active;
};

/* What the form or the shell holds. Texts are borrowed and never NULL after registration_init(). */
struct registration {
	int kind, channel, applicant; /* enums; applicant -1 = not said */
	bool law;
	const char *text, *address, *residence, *phone, *email;
	const char *surname, *given, *patronymic;
	const char *category;
	int64_t signatories;            /* of a collective appeal; 0 = not said */
	const char *idem;               /* idempotency key of the form; never empty */
	const char *call;               /* id of the call it came by; "" = none */
	int64_t received;               /* UTC ms; 0 = now */
	const struct topic *topic;      /* NULL: not chosen */
	const struct service *service;  /* proposed executor; NULL: none */
	const struct service *complained; /* NULL: none */
};

void registration_init(struct registration *r);

/* What the store finds out inside the transaction. */
struct registration_facts {
	const char *site, *number, *ascii, *law_index;
	int year;
	int64_t n;
	int64_t repeat; /* 1 = first */
};

/* Where the operator typed what is wrong; for putting the cursor there. "" when it is nowhere. */
struct registration_fault {
	const char *field;
};

/* Checks everything that was typed and tidies names and addresses into `mem` (the text is kept
 * exactly). ERR_INVALID with a sentence; nothing is changed then. */
MUST_CHECK enum err_code registration_check(struct registration *r, const struct actor *who,
					    const struct policy *pol, struct arena *mem,
					    struct registration_fault *where, struct err *e);

/* The next thing that is wrong in r, as registration_check() finds them, from check *at on (begin with 0; it is the one
 * behind that fault then): all of them can be shown at once. ERR_OK: there is no other. */
MUST_CHECK enum err_code registration_next_fault(const struct registration *r, const struct policy *pol, size_t *at,
						 struct registration_fault *where, struct err *e);

/* Only that every text is UTF-8, not too long, that there is a text and the e-mail can be one. */
MUST_CHECK enum err_code registration_check_values(const struct registration *r,
						   struct registration_fault *where, struct err *e);

/* One value: UTF-8, no control characters, not longer than max_letters (0: no limit here). */
MUST_CHECK enum err_code value_check(const char *value, size_t max_letters, struct err *e);
MUST_CHECK enum err_code email_check(const char *value, struct err *e);

/* When it came: not in the future, not ten years ago. A minute is allowed for a skewed clock. */
MUST_CHECK enum err_code received_check(int64_t received_ms, const struct policy *pol, struct err *e);
/* Art. 8: anonymous is whose author cannot be established, so there is no name; a telephone is none. */
MUST_CHECK enum err_code anonymous_check(bool anonymous, const char *full_name, struct err *e);
/* Law 393/96 Art. 3 knows applications, proposals and complaints: a thanks is none of them. */
MUST_CHECK enum err_code law_kind_check(bool law, const char *kind, struct err *e);

/* Several people signed, or nobody counted: ERR_INVALID when the number does not go with the applicant (an enum,
 * -1 = not said). Law 393/96 Art. 5. */
MUST_CHECK enum err_code signatories_check(int applicant, int64_t n, struct err *e);

/* The term that applies: the law's month with --law, else the topic's, else seven days for what is not
 * an accident. The priority's wire word goes to *priority. */
struct term registration_term(const struct registration *r, const char **priority);

/* When it is due, UTC ms; 0 when there is no term. */
int64_t registration_due(const struct registration *r, const struct policy *pol);

/* What the check derives from the fields and a correction must derive again: whether somebody without a
 * name and a contact is anonymous (Art. 8), and the flags of completeness (Art. 5). */
enum applicant applicant_of(const char *surname, const char *given, const char *phone, const char *email);
const char *completeness_of(const struct appeal *a, const char *address);

/* One question of it as the member of an event; repeat: 1 = first. A new reference. */
json_t *registration_question(const struct registration *r, int64_t repeat, const struct policy *pol);

/* The body of the "registered" event. r was checked. A new reference. */
json_t *registration_body(const struct registration *r, const struct registration_facts *f,
			  const struct actor *who, const struct policy *pol);

#endif
