/* core/call_pool.h - calls that a log of an exchange tells of line by line and that have not ended yet: one record
 * per call of a citizen, whatever number of operators were tried. Which line means what is not known here. Pure. */
#ifndef CORE_CALL_POOL_H
#define CORE_CALL_POOL_H

#include "core/call.h"

/* A call that goes on is given up when so many newer ones go on: then the log is not whole. A call that has no end
 * within six hours of the log's time never gets one (the exchange fell). */
enum { POOL_CALLS_MAX = 4096, POOL_HOURS_MAX = 6 };

/* Times are seconds since 1970, as exchanges write them. Texts are valid UTF-8 without control characters. */
struct open_call {
	char id[CALL_ID_MAX + 1], raw[CALL_WORD_MAX + 1], name[CALL_NAME_MAX * 4 + 1], queue[CALL_WORD_MAX + 1];
	char agent[CALL_WORD_MAX * 4 + 1], recording[CALL_RECORDING_MAX + 1];
	int64_t began, entered; /* the first time; in the queue where he waits now */
	int64_t connected;      /* 0: nobody has answered */
	int64_t last;           /* of the last line about it */
	int64_t wait_s, talk_s;
	bool out, left; /* we called; he may come back into another queue, or another line may follow */
	bool hung_up;   /* he did not wait for the end */
};

struct call_pool {
	struct open_call *calls; /* in the order of their beginning, as the log has it */
	int n, room;
	int grace_s; /* how long a call that left may come back */
	int64_t now; /* of the last line */
	/* Gets a call that has ended; its texts live during the call. */
	void (*ended)(void *ctx, const struct call *c);
	void *ctx;
};

void pool_free(struct call_pool *p);

/* NULL when none goes on under the id. */
struct open_call *pool_find(const struct call_pool *p, const char *id);
/* Begins a call; its pointer is good until the next one begins or ends. */
struct open_call *pool_begin(struct call_pool *p, const char *id, int64_t at);
/* Gives the call to ended() and forgets it. */
void pool_end(struct call_pool *p, struct open_call *c);
/* Ends those that left grace_s before `at`, and those that are too old. */
void pool_advance(struct call_pool *p, int64_t at);
/* The exchange began anew at `at`: what began before it has ended. */
void pool_end_before(struct call_pool *p, int64_t at);
/* The log has nothing more at `now`, by our clock: ends those that left grace_s before it. */
void pool_end_left(struct call_pool *p, int64_t now);

/* What a later reading goes on with; a new reference, and back (what is not understood is left out). */
json_t *pool_json(const struct call_pool *p);
void pool_load(struct call_pool *p, json_t *calls);

/* Copies text from outside: control characters dropped, at most `letters` letters and size - 1 bytes. */
void call_text(char *out, size_t size, const char *s, size_t letters);

#endif
