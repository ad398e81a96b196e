/* data/link/ask_status.h - what the citizen would see of an appeal of another site, by number and PIN: PINs stay
 * between their site and the centre (design.md 9), so the centre is asked (GET /v1/status, pult-central(8)). */
#ifndef DATA_LINK_ASK_STATUS_H
#define DATA_LINK_ASK_STATUS_H

#include <jansson.h>

#include "data/link/http.h"
#include "data/store/backup.h"

/* So long the centre may take: someone is on the telephone. */
enum { ASK_STATUS_MS = 5000 };

/* Asks and waits, for ASK_STATUS_MS at most; p->step() is called ten times a second with the milliseconds that went by,
 * false gives up. The token of `to` is not sent. *out is the centre's answer (core/status.h), a new reference.
 * ERR_REFUSED: the number or the PIN is wrong; ERR_BUSY: too many wrong tries, the centre is away, or it was given up;
 * ERR_FAILED: who answers is no centre. */
MUST_CHECK enum err_code ask_status(const struct http_place *to, const char *number, const char *pin,
				    const struct progress *p, json_t **out, struct err *e);

#endif
