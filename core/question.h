/* core/question.h - another question of an appeal that is there already (domain.md 2.1: an appeal is one contact,
 * a question one problem), and a supplement to one: words that came later.
 *
 * Terms, checks and Article 7 are those of registering (register.h). Pure: the facts come from the store. */
#ifndef CORE_QUESTION_H
#define CORE_QUESTION_H

#include "core/register.h"

/* Of one appeal; a list of more is no appeal but a file to be imported. */
enum { QUESTIONS_MAX = 50 };

/* Checks what was typed of a new question: text, address, topic, executor, complained of, idem and call of *r; the
 * rest of *r is taken from the appeal. An empty address becomes that of question 1. ERR_REFUSED: role, or the
 * appeal is off control already; ERR_INVALID with *where as in registration_check(). */
MUST_CHECK enum err_code question_check(struct registration *r, const struct appeal *a, const struct actor *who,
					const struct policy *pol, struct arena *mem,
					struct registration_fault *where, struct err *e);

/* The body of the event: {"q":k, "idem":…, "question":{…}, "call":…}. r was checked. A new reference. */
json_t *question_added_body(const struct registration *r, const struct appeal *a, int64_t repeat,
			    const struct policy *pol);

/* Words that came later to question k, which is still on control. call: id of the call they came by, "" = none. */
MUST_CHECK enum err_code supplement_check(const struct appeal *a, int64_t k, const char *text, const char *call,
					  const struct actor *who, struct err *e);

#endif
