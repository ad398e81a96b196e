/* core/attempts.h - how long someone who guesses must wait: PINs and logins (design.md 7, 10).
 *
 * The counters are kept by the caller (the store; the centre's memory), never in the log. Pure. */
#ifndef CORE_ATTEMPTS_H
#define CORE_ATTEMPTS_H

#include <stdint.h>

/* What the tries are counted for. */
enum attempts_kind {
	ATTEMPTS_PIN_APPEAL, /* tries of one appeal's PIN, whoever tries */
	ATTEMPTS_PIN_SOURCE, /* tries from one address or terminal, of any appeal */
	ATTEMPTS_LOGIN,      /* tries of one login's password */
	ATTEMPTS_KIND_COUNT
};

/* A counter; zeroed: no wrong tries. A right try of an appeal's PIN or of a login's password zeroes
 * its counter; that of a source stays, or a guesser would clear it with a PIN of his own. */
struct attempts {
	int32_t wrong;
	int64_t first_ms, last_ms; /* UTC ms of the first and of the last wrong try */
};

/* Milliseconds until the next try may be made; 0: now. A try made earlier is refused unread and not
 * counted. */
int64_t attempts_wait_ms(enum attempts_kind k, const struct attempts *t, int64_t now_ms);

/* Who has fewer wrong tries than this waits for nothing, whenever they were: what a base can look at by itself. */
int32_t attempts_free(enum attempts_kind k);

/* Counts a wrong try at now_ms; tries that are old enough are forgotten first. */
void attempts_count(enum attempts_kind k, struct attempts *t, int64_t now_ms);

#endif
