/* core/event.h - one row of the log (design.md 5) and its chain.
 *
 * A row says what happened to a subject, who did it and when; rows of one site form a chain, so
 * that a changed, removed or reordered row shows. Pure: the store writes and reads rows. */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum { EVENT_HASH = 32, EVENT_VERSION = 1 };

/* Bytes of a body: what may be sent (pult-sync(7)), and what may be made here, so that a redaction has room for its
 * own words around what it keeps of it. */
enum { EVENT_BODY_MAX = 1024 * 1024, EVENT_MADE_MAX = EVENT_BODY_MAX - 64 * 1024 };

struct event {
	int64_t id;      /* local order of arrival */
	const char *site;
	int64_t seq;     /* without gaps per site, from 1 */
	int64_t v;       /* version of this record's form */
	int64_t hlc;     /* hybrid logical clock: 48 bits of ms, 16 of counter */
	int64_t at;      /* wall clock, UTC ms */
	const char *actor;
	const char *subject; /* "site.seq" of the event that created the thing */
	const char *kind;
	const char *body;    /* JSON; "" after redaction */
	bool emptied;        /* of an event that was read: its body is gone, `body` is what a redaction kept of it */
	uint8_t body_hash[EVENT_HASH];
	uint8_t hash[EVENT_HASH];
};

/* BLAKE2b-256 of the bytes of a body. */
void event_body_hash(const char *body, uint8_t out[EVENT_HASH]);

/* BLAKE2b-256 over the previous row's hash (32 zero bytes before the first), v, site, seq, hlc, at,
 * actor, subject, kind and body_hash, each preceded by its length in 8 bytes, big-endian; numbers
 * are 8 bytes big-endian. Reads everything but id, body and hash. */
void event_chain_hash(const uint8_t prev[EVENT_HASH], const struct event *ev,
		      uint8_t out[EVENT_HASH]);

/* The next value of the hybrid clock: greater than `last`, not behind the wall clock. */
int64_t hlc_next(int64_t last, int64_t now_ms);

/* Whether a subject "SITE.SEQ" was made by this site. */
bool event_subject_is_of(const char *subject, const char *site);

/* Whether it is the event that made its own subject. */
bool event_makes_subject(const struct event *ev);

/* The first 8 hex digits of a hash: the "head" people compare. */
void event_head(const uint8_t hash[EVENT_HASH], char out[9]);

#endif
