/* data/link/sync_inner.h - what the parts of sync.c share. Private to it. */
#ifndef DATA_LINK_SYNC_INNER_H
#define DATA_LINK_SYNC_INNER_H

#include "core/event_lines.h"
#include "data/link/sync.h"
#include "data/store/sync_state.h"

struct sync;

/* After a fork, or an event that is refused, asking again sooner is of no use. */
enum { SYNC_FORK_S = 60 };

/* One line of work, each with a connection of its own: sending, receiving. */
struct lane {
	struct http *http;
	void (*answered)(struct sync *y, const struct http_answer *a); /* of the request under way */
	int64_t again_ms; /* monotonic: nothing is begun before */
	int tries;        /* failures in a row */
	enum sync_fault fault;
	int64_t value;
	struct arena mem; /* of what is under way */
};

/* Where the centre is. A file of certificates that is put in place of another is another place. */
struct sync_place {
	struct http_place to;     /* url NULL: no centre; token "": it cannot be read */
	ino_t ca_file;
	off_t ca_size;
	struct timespec ca_time;
	struct arena mem;
};

struct sync {
	struct store *s;
	struct link_loop loop;
	struct sync_place place;
	int64_t place_ms;    /* monotonic: when it was read last */
	struct lane push, pull;
	struct sync_report report;
	enum sync_fault told;
	int64_t now;         /* monotonic ms of this turn */
	bool once;
	struct err here;     /* of SYNC_HERE: the base's own sentence */

	/* sending */
	bool known;          /* the centre has said what it has */
	int64_t asked_ms;    /* monotonic: when it said it last */
	bool want_key;       /* some host of the centre lacks the key of PINs */
	int64_t key_ms;      /* monotonic: the key of PINs is not given before */
	int key_left, key_round; /* how often it is still given before it is asked; grows while it was in vain */
	int key_asks;        /* answers in a row that must not want it any more */
	int64_t key_ask_ms;  /* monotonic: the next of them is not asked for before */
	long key_status;     /* how it was refused last; 0: it was not */
	int64_t acked, first; /* seq; acked at the beginning of the run */
	int64_t said_ms;     /* monotonic: the good exchange that was written down last */
	int most;            /* lines of a request; less after 413 */
	size_t room;         /* bytes of several lines, half of what got 413, until all is sent; 0: as many as go */
	struct outbox box;
	int taken;           /* events of the box in the body */
	struct out body;
	const char **files;  /* names of photographs of the body's events that the centre does not have yet */
	int nfiles, file;
	bool all_sent;       /* nothing was left at the last look */
	int64_t look_ms;     /* monotonic: when to look for more; the bell makes it sooner */

	/* receiving */
	bool behind;         /* own later events are asked for first */
	bool forked;         /* the centre has another log of this site: nothing is sent, that of others still comes */
	struct event *page;
	int npage, merged;
	const char *next;    /* cursor behind the page */
	const char **wants;  /* names of files of the page's events that are not here */
	int nwants, wanted;
	bool all_there;      /* the last answer was empty */
	bool anew;           /* it was begun from the beginning, and not all is there yet */
};

/* Milliseconds of the monotonic clock. */
int64_t sync_mono_ms(void);

/* Reads it again; true: it is another one than it was. */
bool place_changed(struct store *s, struct sync_place *p);
void place_forget(struct sync_place *p);

/* sync.c: what went wrong with a lane, and when it tries again: after wait_s seconds (-1: by back-off). */
void lane_fails(struct sync *y, struct lane *l, enum sync_fault f, int64_t value, int64_t wait_s);
/* It went well. */
void lane_works(struct sync *y, struct lane *l);
/* The faults that any answer may be; false: the caller reads it (200, and statuses of its own). */
bool lane_refused(struct sync *y, struct lane *l, const struct http_answer *a);
void lane_begin(struct sync *y, struct lane *l, const struct http_request *r,
		void (*answered)(struct sync *, const struct http_answer *));

/* What is cured by nothing that asking could tell: it holds up what is sent, never what comes. */
bool fault_is_of_events(enum sync_fault f);

/* One turn of a lane that has nothing under way. */
void push_turn(struct sync *y);
void pull_turn(struct sync *y);
/* What was taken for sending, what came and is not written yet. */
void push_forget(struct sync *y);
void pull_forget(struct sync *y);
/* An answer of the centre wants the key of PINs, or does not. */
void push_key_said(struct sync *y, bool want);
/* Reads an answer to "how far": what the centre has of this log. */
bool push_read_ack(const struct http_answer *a, int64_t *acked, char head[9], bool *want_key);

/* The name of the photograph or other file that an event names (data/store/blob.h); NULL: none. In the arena. */
const char *sync_file_of(const struct event *ev, struct arena *mem);

#endif
