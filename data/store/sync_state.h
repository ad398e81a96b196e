/* data/store/sync_state.h - how far a site and the centre are even (pult-sync(7)): what was acknowledged, when they
 * last spoke, why they do not; and what the site has to send.
 *
 * All of it is local (table meta): no events, nothing of a person. Why it fails is a word and a number, for the
 * sentence depends on the language of who reads it (data/link/sync_fault.h). */
#ifndef DATA_STORE_SYNC_STATE_H
#define DATA_STORE_SYNC_STATE_H

#include "core/event.h"
#include "data/store/store.h"

/* Longest word of a fault. */
enum { SYNC_WORD = 15 };

struct sync_state {
	bool configured;   /* the setting `central` */
	int64_t acked;     /* seq of the newest own event that the centre has on its disk */
	int64_t last;      /* seq of the newest own event */
	int64_t oldest;    /* UTC ms of the oldest event that is not there; 0: none */
	int64_t exchanged; /* UTC ms of the last good exchange; 0: never */
	char fault[SYNC_WORD + 1]; /* "": none */
	int64_t value;     /* of the fault */
	bool restored;     /* came from a backup: writes nothing before it has its own later events */
};

/* As it is now. */
MUST_CHECK enum err_code sync_state_read(struct store *s, struct sync_state *out, struct err *e);

/* After an exchange: all up to `acked` is at the centre (-1: as before), now is `now` UTC ms. */
MUST_CHECK enum err_code sync_state_good(struct store *s, int64_t acked, int64_t now, struct err *e);

/* Why there is none; "" and 0: there is one again. Rings the bell. */
MUST_CHECK enum err_code sync_state_fault(struct store *s, const char *word, int64_t value, struct err *e);

/* The base is older than what the centre has of it: nothing more is written until sync_state_whole(). */
MUST_CHECK enum err_code sync_state_behind(struct store *s, struct err *e);

/* All own events are here again (merge_own()); calls that were lost with the old base are said to be (an event). */
MUST_CHECK enum err_code sync_state_whole(struct store *s, struct err *e);

/* --- two logs of one site ---
 *
 * While the centre has another log under the code of this site (a fork), a subject SITE.SEQ of it behind what was
 * acknowledged here may be another thing there: what others do with it is not about what stands here. It is passed over
 * and remembered so; when the logs are one again the others' events are asked for from the beginning. */

/* Leaves the events out that are about such subjects; how many stay. */
MUST_CHECK enum err_code sync_state_pass_over(struct store *s, struct event *evs, int *n, struct err *e);

/* The logs are one: the cursor goes back if anything was passed over. */
MUST_CHECK enum err_code sync_state_one_log(struct store *s, struct err *e);

/* --- what is to be sent --- */
struct outbox {
	struct event *ev; /* in the arena */
	int n;
};

/* The own events behind seq `after` in their order: at most n of them and about `bytes` of bodies, one at least. They
 * are on the disk (a commit is seen before that, db.h). */
struct outbox_size {
	int n;
	size_t bytes;
};
MUST_CHECK enum err_code outbox_read(struct store *s, int64_t after, const struct outbox_size *most, struct arena *mem,
				     struct outbox *out, struct err *e);

/* The hash of an own event (zeroes at seq 0); false: there is none. */
bool outbox_hash(struct store *s, int64_t seq, uint8_t hash[EVENT_HASH], struct err *e);

/* The key of the PINs in hexadecimal digits; false: there is none. Wipe it. */
bool outbox_pin_key(const struct store *s, char hex[65]);

#endif
