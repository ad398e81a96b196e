/* data/store/incidents.h - outages and planned works in the base: opening, changing, closing them, what is
 * joined to them, and which of them an address lies inside (domain.md 2.7).
 *
 * Each writing call is a transaction like those of appeals.h; the rules are core/incident.h's. `ref` is a
 * number as typed: ГЛ-ЗХ12/26, HL-ZKH12-26; for reading also ЗХ12, 12/26, 12 when one alone fits. */
#ifndef DATA_STORE_INCIDENTS_H
#define DATA_STORE_INCIDENTS_H

#include "core/incident.h"
#include "data/store/appeals.h"
#include "data/store/find.h"

/* An incident with what hangs on it. Texts in the arena. */
struct incident_row {
	struct incident i;
	int64_t id;       /* of its row: for keeping a selection */
	enum incident_phase phase;
	bool overdue;     /* past its planned end and not closed */
	int joined;       /* questions joined to it */
	int waiting;      /* of them on control and not yet reported done */
};

struct incident_list {
	struct incident_row *rows;
	int n;
};

/* Opens one. Streets that were renamed get their present names. f->fault names the wrong member. */
MUST_CHECK enum err_code incident_add(struct store *s, struct incident_form *f, const struct actor *who,
				      struct arena *mem, struct incident_row *out, struct err *e);

/* Changes what is said in the form; nothing is written when nothing differs. rev < 0: whatever the
 * revision, else ERR_CONFLICT when it has another one. */
MUST_CHECK enum err_code incident_edit(struct store *s, const char *ref, struct incident_form *f, int64_t rev,
				       const struct actor *who, struct arena *mem, struct incident_row *out,
				       struct err *e);

/* One appeal that could not follow. */
struct incident_left {
	const char *ref; /* ГЛ-5/26.1 */
	const char *why; /* the sentence of the refusal */
};

struct incident_end {
	struct incident_row row;
	int moved;                  /* questions that were reported done with it */
	struct incident_left *left; /* those the table of moves did not let go */
	int nleft;
};

/* Closes it (works that have not begun are cancelled), then reports each joined question on control done with
 * the same text by moves of the table, as the closer; each is a transaction of its own, so that others may
 * write meanwhile. What was cut short (a crash) goes on when a closed incident is closed again: its own text
 * counts then, and `text` may be "". A cancelled one leaves its appeals as they are. */
MUST_CHECK enum err_code incident_close(struct store *s, const char *ref, const char *text, int64_t ended,
					const struct actor *who, struct arena *mem, struct incident_end *out,
					struct err *e);

/* One, by its number. ERR_NOT_FOUND; ERR_INVALID when several fit. */
MUST_CHECK enum err_code incident_load(struct store *s, const char *ref, struct arena *mem,
				       struct incident_row *out, struct err *e);

/* Those that go on (the earliest planned end first), then the planned ones (the earliest beginning first),
 * then those closed within `closed_days` days, the latest first; 0: none of these, -1: all. */
MUST_CHECK enum err_code incident_list(struct store *s, int closed_days, struct arena *mem,
				       struct incident_list *out, struct err *e);

/* Those an address lies inside, which go on or begin within INCIDENT_AHEAD_HOURS; those that go on first.
 * `topic` "" is any. Old and present names of streets mean the same. */
MUST_CHECK enum err_code incident_near(struct store *s, const char *address, const char *topic,
				       struct arena *mem, struct incident_list *out, struct err *e);

/* The questions joined to it, newest first; at most `limit`. An executor sees those of his own organisation
 * only. */
MUST_CHECK enum err_code incident_joined(struct store *s, const struct incident *i, int limit,
					 const struct actor *who, struct arena *mem, struct found_list *out,
					 struct err *e);

/* Joins a question on control to an open incident: a link, not a state (design.md 6). One that is not passed
 * to anybody yet is passed to the incident's executor in the same transaction, when the table of moves lets
 * this person. `to` is the incident's number. rev and *out as in appeal_move(). */
MUST_CHECK enum err_code incident_join(struct store *s, const char *ref, const char *to, int64_t rev,
				       const struct actor *who, struct arena *mem, struct appeal *out,
				       struct err *e);

/* Every event of the incident, oldest first. */
MUST_CHECK enum err_code incident_history(struct store *s, const struct incident *i, struct arena *mem,
					  struct history *out, struct err *e);

/* The streets of a list of addresses that the city's list of streets does not have, «вул. Нова, вул. Ще Новіша»: a
 * slip, or a list that lags behind. "" without any; streets of other settlements are not asked about. In the arena. */
const char *incident_unknown_streets(struct store *s, const char *addresses, struct arena *mem);

/* What the autoresponder says now: a paragraph for each that goes on or begins soon, those whose list has
 * `address` when it is not "", and the telephone of the hotline; a sentence of its own when there is none. */
MUST_CHECK enum err_code incident_announce(struct store *s, const char *address, struct arena *mem,
					   const char **out, struct err *e);

#endif
