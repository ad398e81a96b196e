/* core/call.h - one call of the journal as data (design.md 4.2): what it may hold, its public form, who may
 * listen to it. Calls are a journal beside the log: nothing here is an event, nothing changes afterwards.
 * Pure. */
#ifndef CORE_CALL_H
#define CORE_CALL_H

#include <jansson.h>

#include "core/actor.h"
#include "core/calendar.h"

/* Longest values: bytes of an id (Asterisk's Uniqueid with a system's name is about 30), of the number, the
 * queue and the login, of a recording's name below its folder; letters of a name. Seconds of a call: a week. */
enum { CALL_ID_MAX = 64, CALL_WORD_MAX = 64, CALL_RECORDING_MAX = 255, CALL_NAME_MAX = 100,
	CALL_SECONDS_MAX = 7 * 86400 };

/* Seconds (domain.md 2.9): who hung up sooner did not wait to be answered, his call is short and not lost; a call
 * answered within these counts for the service level. */
enum { CALL_SHORT_S = 10, CALL_LEVEL_S = 20 };

/* Texts are never NULL ("" when empty) and belong to who made the record. */
/* Who tells of a call: of one that is known already a log of the exchange may know better than another. */
enum call_teller { CALL_OF_NOBODY, CALL_OF_QUEUE, CALL_OF_ACCOUNTS };

struct call {
	int64_t key;           /* of its row in the base: the order of time; 0 before it is kept */
	const char *id;        /* what the exchange calls it; of one that has no such name, the key */
	int64_t at;            /* UTC ms when it began */
	const char *phone;     /* E.164; "" when it was hidden or is no number */
	const char *raw;       /* as the exchange gave it */
	const char *name;      /* of the caller: as the exchange gave it, else of his last appeal */
	const char *queue;
	const char *operator;  /* login of who talked or called; "" for nobody */
	const char *recording; /* file below the folder of recordings; "" without one */
	int direction;         /* enum call_direction */
	int outcome;           /* enum call_outcome */
	int64_t wait_s, talk_s;
	const char *const *appeals; /* numbers of the appeals it is linked with, oldest first */
	int nappeals;
	enum call_teller teller; /* of one that is added */
};

/* Texts "", numbers 0, an incoming answered call. */
void call_init(struct call *c);

/* Whether the record may be kept: valid texts that are not too long, an id and a recording's name of the
 * right form, times that can be. ERR_INVALID. */
MUST_CHECK enum err_code call_check(const struct call *c, struct err *e);

/* Letters, digits and ._:@/+- of ASCII, 1 to CALL_ID_MAX of them: it stands in events and in file names. */
bool call_id_valid(const char *id);
/* ERR_INVALID with a sentence unless it is; "" and NULL are none and fine. */
MUST_CHECK enum err_code call_id_check(const char *id, struct err *e);

/* A name of a file below a folder: not absolute, no "..", nothing that is not text. */
bool call_recording_valid(const char *name);

/* Whether somebody talked, so that there may be something to hear. */
bool call_was_talk(const struct call *c);

/* ERR_REFUSED with a sentence: neither a supervisor nor the operator of this very call. */
MUST_CHECK enum err_code call_may_listen(const struct call *c, const struct actor *who, struct err *e);

/* The public form: a new reference. */
json_t *call_json(const struct call *c, const struct clock_ops *clock);

/* Minutes and seconds: "2:05", "61:40"; out needs 16 bytes. */
void call_format_seconds(int64_t s, char out[16]);

#endif
