/* core/status.h - what the citizen sees of an appeal by its number and PIN: the state, and of each question its
 * topic, executor and term. No names of officials, no other people's data. Pure. */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

#include "core/appeal.h"

/* "Forwarded to the competent body: Обласна рада": who is answering now is the citizen's first question. The
 * label of a state, with `body` where it was forwarded. In the arena, or borrowed. */
const char *status_state(struct arena *mem, enum appeal_state st, const char *body);

/* The body that has it now, whichever question it is; "" when none. Borrowed. */
const char *status_body(const struct appeal *a);

/* The answer of `pult status --json` and of the centre: a new reference. */
json_t *status_json(const struct appeal *a, const struct clock_ops *clock);

#endif
