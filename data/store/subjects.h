/* data/store/subjects.h - the things that the log is about: one table says which events make each, how it is folded,
 * where its row stands and how that is written. Verify, rebuild and merge go by it and know no thing by name. Private
 * to data/store. */
#ifndef DATA_STORE_SUBJECTS_H
#define DATA_STORE_SUBJECTS_H

#include "core/conflict.h"
#include "core/consult.h"
#include "core/digest.h"
#include "core/fold.h"
#include "core/incident.h"
#include "core/item.h"
#include "core/template_fold.h"
#include "core/user_fold.h"
#include "data/store/store_internal.h"

/* All of them begin with their subject: "" while no event has made it. */
union thing {
	struct {
		const char *subject;
	} head;
	struct appeal appeal;
	struct incident incident;
	struct consult consult;
	struct account account;
	struct template template;
	struct item item;
};

struct subject_kind {
	const char *table;
	const char *shared; /* what `pult verify --digest` calls them */
	void (*digest)(struct digest *d, const union thing *t);
	const char *rows; /* its rows in pieces: key, subject; binds the last key and how many */
	void (*init)(union thing *t);
	/* Strings of the new state live in `mem`. */
	enum fold_result (*fold)(union thing *t, const struct event *ev, struct arena *mem);
	/* What an event meets; NULL: things of this kind have no conflicts. */
	struct conflict_met (*state)(const union thing *t, const struct event *ev);
	/* Makes what a fold changes in place the thing's own; NULL: a fold changes nothing so. */
	void (*own)(union thing *t, struct arena *mem);
	/* The hlc of the last event in a row; NULL: it is not kept, the thing is always folded from its beginning. */
	int64_t (*hlc)(const union thing *t);
	/* Whether a redaction is known of it; NULL: it is always folded from its beginning, or has none. */
	bool (*erased)(const union thing *t);
	/* The row of a subject; false when there is none (or on an error, see *e). */
	bool (*read)(struct store *s, const char *subject, struct arena *mem, union thing *out, struct err *e);
	/* The name of the first field in which two differ; NULL: they are the same. */
	const char *(*difference)(const union thing *a, const union thing *b);
	/* The subject, in `mem`, of another row with a number or key that this one must have alone, of several the one
	 * that was made first; NULL: none. The member is NULL for things that have none. */
	const char *(*taken)(struct store *s, const union thing *now, struct arena *mem, struct err *e);
	/* Takes a row, as it stands there, and what hangs on it away; there is one where `taken` is. Inside a write
	 * transaction. */
	enum err_code (*drop)(struct store *s, const union thing *row, struct err *e);
	/* Writes the row, its search keys and what hangs on it; `was` is the row that stands there (NULL: none). Inside
	 * a write transaction. */
	enum err_code (*save)(struct store *s, const union thing *was, const union thing *now, struct arena *mem,
			      struct err *e);
};

/* All kinds of things, a NULL after the last. */
extern const struct subject_kind *const subject_kinds[];

/* What an event of this kind makes; NULL: nothing that has a row of its own. */
const struct subject_kind *subject_kind_of(const char *event_kind);

/* The kind of the event that made a subject "SITE.SEQ", in the arena; NULL when the log has none. */
const char *subject_made_by(struct store *s, const char *subject, struct arena *mem, struct err *e);

/* A subject on its way through its events. Zeroed at first; subject_fold_free() ends it. */
struct folded {
	struct arena mem;
	const struct subject_kind *kind;
	union thing now;
	struct conflict *conflicts;
	struct conflict twin; /* one more of them when another thing has its number */
	bool taken;           /* it has: there is no row */
	bool smooth;          /* no conflict of it stands in the base */
	int away;             /* how many others have lost their rows to it */
	int events, unknown; /* how many, and how many of them this program does not know */
};

/* Sets the beginning: nothing, or a row that was read into f->mem. */
void subject_fold_begin(struct folded *f, const struct subject_kind *kind, const union thing *row);
/* One event more, in the order of (hlc, site). */
void subject_fold_event(struct folded *f, const struct event *ev);

/* All of the subject from the log. */
MUST_CHECK enum err_code subject_fold(struct store *s, const struct subject_kind *kind, const char *subject,
				      struct folded *out, struct err *e);
void subject_fold_free(struct folded *f);

/* Another subject that has a row with the number or key of a folded one and was made before it, in f->mem; NULL:
 * none. Then there is a conflict more. Of all with one number the first in the order of (hlc, site) has the row,
 * whatever came first: so all sites show the same. */
const char *subject_twin(struct store *s, struct folded *f, struct err *e);

/* Writes the row and the conflicts of a thing that an event has made; `was` is the row that stands there (NULL: none).
 * A row whose number or key one has that was made before stays as it was, or away: its events are in the log, a
 * conflict and `pult verify` say it, for one wrong event must not keep all others from coming. One that has the number
 * and was made later goes away in the same manner.
 * Inside a write transaction. */
MUST_CHECK enum err_code subject_save(struct store *s, struct folded *f, const char *subject,
				      const union thing *was, struct err *e);

/* Folds a subject and saves its row and its conflicts when they are others or missing, and remembers it when there are
 * events that this program does not know. Inside a write transaction. */
MUST_CHECK enum err_code subject_mend(struct store *s, const struct subject_kind *kind, const char *subject,
				      bool *mended, struct err *e);

/* Whether this program knows what events of this kind are; how many kinds it knows (they only become more). */
bool subject_knows(const char *event_kind);
int subject_kinds_known(void);

/* Remembers, or forgets, that a subject has events that are not known. Inside a write transaction. */
MUST_CHECK enum err_code subject_unfolded(struct store *s, const char *subject, bool unknown, struct err *e);

/* Folds again some of the subjects that an older program did not know all of; true while there are more. For an idle
 * moment: does nothing when somebody else writes. */
bool subjects_idle(struct store *s);

#endif
