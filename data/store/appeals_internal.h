/* data/store/appeals_internal.h - one writing transaction about one appeal. Private to data/store. */
#ifndef DATA_STORE_APPEALS_INTERNAL_H
#define DATA_STORE_APPEALS_INTERNAL_H

#include "core/address.h"
#include "core/register.h"
#include "data/store/migrate.h"
#include "data/store/store_internal.h"

struct change {
	struct store *s;
	const struct actor *who;
	struct arena *mem;
	struct policy pol;
	int64_t id;             /* row of the appeal; 0 while it is new */
	int k;                  /* question named by the ref, 1 when none is */
	bool named;             /* the ref names one */
	struct appeal was, now; /* before and after */
};

/* Takes the writers' turn and, with a ref, loads the appeal. On an error s->db.in_tx tells whether the
 * transaction was begun: then change_end() must still be called. */
MUST_CHECK enum err_code change_begin(struct change *c, const char *ref, int64_t rev, struct err *e);

/* Appends an event of the appeal and folds it into c->now. */
MUST_CHECK enum err_code change_append(struct change *c, const char *kind, const json_t *body,
				       struct err *e);

/* All of it: change_begin(), what is to be done in the transaction, change_end(). *out (may be NULL) is the appeal
 * after it; untouched on an error. */
struct change_act {
	enum err_code (*act)(struct change *c, const void *with, struct err *e);
	const void *with;
};
MUST_CHECK enum err_code change_do(struct change *c, const char *ref, int64_t rev, struct change_act act,
				   struct appeal *out, struct err *e);

/* What is joined to question c->k goes along with the act the question has just made; in its transaction. */
MUST_CHECK enum err_code change_follow(struct change *c, enum act act, struct err *e);

/* The move of question k by this site's event seq counts for nothing any more (core/conflict.h): what is joined to it
 * comes back to where it is, and what the move had let go is joined again, where the rules allow it. Inside a write
 * transaction, when all rows are saved. */
MUST_CHECK enum err_code join_take_back(struct store *s, const char *subject, int64_t seq, int k,
					const struct actor *who, struct err *e);

/* What other writing transactions need too. ERR_REFUSED when the account was disabled while its session is
 * open. The next number of a series within a year ("number", "incident"), from 1 without gaps. The year a
 * number belongs to: a clock that was set back must not reopen last year (design.md 7). */
MUST_CHECK enum err_code still_works_here(struct store *s, const struct actor *who, struct err *e);
int64_t next_in_series(struct store *s, const char *series, int year, struct err *e);
int year_of_number(struct store *s, const struct policy *pol, struct err *e);

/* The next statutory index of the series of this mark (order 348); "" with *e set on an error. */
const char *change_law_index(struct change *c, enum applicant applicant, const char *surname, struct err *e);

/* Gives a form without an idempotency key one, in the arena. */
void registration_key(struct registration *r, struct arena *mem);

/* Saves the rows and commits when rc is ERR_OK, else rolls everything back; then rings the bell. */
MUST_CHECK enum err_code change_end(struct change *c, enum err_code rc, struct err *e);

#endif
