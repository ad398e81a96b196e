/* data/store/presence.h - who of this site has what open for change, and which citizen he is calling, just now
 * (design.md 8: a lock that dies with its process).
 *
 * A file <base>.here: every process at a screen has a slot of it and says there what it is at; the slot, and each
 * citizen that is taken, is an open file description lock (fcntl(2), F_OFD_SETLK), which the kernel frees however the
 * process ends. So nothing is ever left to be cleaned up, and what stands in a slot without its lock counts for
 * nothing. Not in the log, not in the base; one host only, as the base itself. Nothing here waits for anybody. */
#ifndef DATA_STORE_PRESENCE_H
#define DATA_STORE_PRESENCE_H

#include "data/store/store.h"

/* As many processes, and as many citizens taken by one of them. */
enum { PRESENCE_SLOTS = 1024, PRESENCE_TAKEN = 96 };

enum presence_kind { PRESENCE_EDITS, PRESENCE_CALLS };

/* One thing that somebody else is at. */
struct present {
	uint64_t key;
	enum presence_kind kind;
	char name[64]; /* «Коваль О.» */
};

struct presence;

/* Takes a slot for this person. ERR_FAILED: the file cannot be made, or all slots are taken. */
MUST_CHECK enum err_code presence_open(struct store *s, const struct actor *who, struct presence **out,
				       struct err *e);
/* Lets everything go. NULL: nothing. */
void presence_close(struct presence *p);

/* Two different things have different keys (64 bits of a hash; never 0). Appeals by their number, citizens by
 * presence_citizen(). */
uint64_t presence_key(const char *what);
/* Of who answers this telephone (E.164; one person whatever the appeal); of who left none, of that appeal alone. */
uint64_t presence_citizen(const char *e164, const char *number);

/* What this process has open for change; 0: nothing. Others are told by the bell. */
void presence_edit(struct presence *p, uint64_t key);

/* Takes one citizen more. Of two who ask at the same instant one gets him: false, somebody else has him (or this
 * process has PRESENCE_TAKEN already). What is taken already is taken. Nobody is told before presence_tell(). */
bool presence_take(struct presence *p, uint64_t key);
bool presence_has(const struct presence *p, uint64_t key);
void presence_drop(struct presence *p, uint64_t key);
void presence_drop_all(struct presence *p);
void presence_tell(struct presence *p);

/* Looks who is there. True: something is different than at the last look. `whole` false: only whether those who
 * were seen are alive still, which costs next to nothing. */
bool presence_look(struct presence *p, bool whole);

/* Whether anybody else was at anything at the last look. */
bool presence_others(const struct presence *p);

/* Who else is at it, as seen by the last look; NULL: nobody. Until the next look. No I/O. */
const struct present *presence_of(const struct presence *p, uint64_t key);

#endif
