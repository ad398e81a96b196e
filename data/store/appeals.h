/* data/store/appeals.h - appeals in the base: register, load, move, correct, note, PIN.
 *
 * Each writing call is one transaction: load -> decide -> append to the log -> fold -> save. The rules
 * are core's; nothing is decided here. `ref` is a number as typed: ГЛ-91895/26, HL-91895-26, with .k
 * for question k; for reading also the bare 91895 when it is unique. */
#ifndef DATA_STORE_APPEALS_H
#define DATA_STORE_APPEALS_H

#include "core/correct.h"
#include "data/store/store.h"

struct registered {
	struct appeal appeal; /* in the caller's arena */
	char pin[8];          /* the only time it is shown; "" without a PIN key and when `again` */
	bool again;           /* the idempotency key was known: nothing new was registered */
	int k;                /* the question that was added, 1 for a whole appeal */
	struct registration_fault where; /* of appeal_add_question(): what is wrong in the form */
};

/* Registers and gives number and PIN. On ERR_INVALID *where says which field. Registering the same
 * idempotency key again gives the same appeal without a PIN: the citizen may have the first one, which
 * stays good (appeal_new_pin() makes another). The caller compares what it sent with what stands. */
MUST_CHECK enum err_code appeal_register(struct store *s, struct registration *r,
					 const struct actor *who, struct arena *mem,
					 struct registered *out, struct registration_fault *where,
					 struct err *e);

/* Adds another question to an appeal on control: text, address ("" = that of question 1), topic, executor,
 * complained of, idem and call of *r (core/question.h). out->k: which it is; with out->again it stood there before.
 * rev as in appeal_move(). */
MUST_CHECK enum err_code appeal_add_question(struct store *s, const char *ref, struct registration *r, int64_t rev,
					     const struct actor *who, struct arena *mem, struct registered *out,
					     struct err *e);

/* Words that came later, and the id of the call they came by, "" = none. */
struct supplement {
	const char *text, *call;
};

/* Adds them to the question of the ref. rev and *out as in appeal_move(). */
MUST_CHECK enum err_code appeal_supplement(struct store *s, const char *ref, const struct supplement *what, int64_t rev,
					   const struct actor *who, struct arena *mem, struct appeal *out,
					   struct err *e);

/* Loads one appeal. *k (may be NULL) gets the question named by the ref, or 1. ERR_NOT_FOUND;
 * ERR_INVALID when a bare number fits several. */
MUST_CHECK enum err_code appeal_load(struct store *s, const char *ref, struct arena *mem,
				     struct appeal *out, int *k, struct err *e);

/* The appeal registered with this idempotency key; ERR_NOT_FOUND when there is none yet. */
MUST_CHECK enum err_code appeal_by_key(struct store *s, const char *idem, struct arena *mem,
				       struct appeal *out, struct err *e);

/* Makes a move. rev < 0: whatever the revision; else ERR_CONFLICT when the appeal has another one.
 * cmd->k 0 takes the question of the ref. *out (may be NULL) is the appeal after it. */
MUST_CHECK enum err_code appeal_move(struct store *s, const char *ref, struct command *cmd, int64_t rev,
				     const struct actor *who, struct arena *mem, struct appeal *out,
				     struct err *e);

/* The same with a photograph: cmd->photo is the path of its file (blob.h), which is kept with the move; one that is
 * refused leaves no file. */
MUST_CHECK enum err_code appeal_move_photo(struct store *s, const char *ref, struct command *cmd, int64_t rev,
					   const struct actor *who, struct arena *mem, struct appeal *out,
					   struct err *e);

struct edited {
	struct appeal appeal;
	const char *effects; /* correction_effects(), in the caller's arena */
};

/* Corrects what differs (core/correct.h); nothing is written when nothing does. A topic and the executor
 * complained of by code, name or a unique part. rev as in appeal_move(). */
MUST_CHECK enum err_code appeal_edit(struct store *s, const char *ref, const struct correction *c,
				     int64_t rev, const struct actor *who, struct arena *mem,
				     struct edited *out, struct err *e);

/* Joins a question to another appeal (core/join.h): both get an event, the child catches up with the parent,
 * and from now on goes along with its moves up to «done». `to` is a whole number. rev and *out as in
 * appeal_move(). */
MUST_CHECK enum err_code appeal_join(struct store *s, const char *ref, const char *to, int64_t rev,
				     const struct actor *who, struct arena *mem, struct appeal *out,
				     struct err *e);

/* Takes a question off what it is joined to, an appeal or an incident; `note` may be "". */
MUST_CHECK enum err_code appeal_unjoin(struct store *s, const char *ref, const char *note, int64_t rev,
				       const struct actor *who, struct arena *mem, struct appeal *out,
				       struct err *e);

/* The numbers of what is joined to the appeal, oldest first; in the arena. */
const char *const *appeal_children(struct store *s, const struct appeal *a, struct arena *mem, int *n,
				   struct err *e);

/* Adds a note to the history. */
MUST_CHECK enum err_code appeal_note(struct store *s, const char *ref, const char *text, int64_t rev,
				     const struct actor *who, struct arena *mem, struct appeal *out,
				     struct err *e);

/* A new PIN replaces the old one. */
MUST_CHECK enum err_code appeal_new_pin(struct store *s, const char *ref, const struct actor *who,
					struct arena *mem, struct appeal *out, char pin[8],
					struct err *e);

/* Records that a receipt was issued: format "pdf", "text"; dest: a file or a printer's name. */
MUST_CHECK enum err_code appeal_printed(struct store *s, const char *ref, const char *format,
					const char *dest, const struct actor *who, struct err *e);

/* What the citizen would see. Limits guessing (design.md 7): ERR_REFUSED with the same sentence for a
 * wrong number and a wrong PIN; ERR_BUSY while tries are blocked. `source` names who asks. */
MUST_CHECK enum err_code appeal_status(struct store *s, const char *ref, const char *pin,
				       const char *source, struct arena *mem, struct appeal *out,
				       struct err *e);

/* Whether it is an appeal of another site, or its PIN was issued by another office, so that it cannot be checked here;
 * *ascii: its number in Latin letters. */
bool appeal_is_elsewhere(struct store *s, const char *ref, struct arena *mem, const char **ascii);

/* The same limits for a PIN that is checked elsewhere: whether it may be tried now (ERR_BUSY), and what came of it. */
MUST_CHECK enum err_code appeal_guess_may(struct store *s, const char *ascii, const char *source, struct err *e);
MUST_CHECK enum err_code appeal_guess_note(struct store *s, const char *ascii, const char *source, bool right,
					   struct err *e);

/* One row of the history, newest last; texts in the arena. */
struct history_row {
	int64_t id, at;
	const char *actor, *actor_name; /* name "" when unknown */
	const char *site;               /* code of another site where it was done; "" here */
	const char *kind;               /* wire word of the event */
	const char *action;             /* translated label */
	const char *note;               /* what was said, one or more lines, translated where ours */
	int k;                          /* question, 0 = the whole appeal */
	bool photo;                     /* a photograph came with it */
	bool refused;                   /* it met a state from which it does not lead: nothing was changed by it */
};

struct history {
	struct history_row *rows;
	int n;
};

/* Every event of the appeal, oldest first. */
MUST_CHECK enum err_code appeal_history(struct store *s, const struct appeal *a, struct arena *mem,
					struct history *out, struct err *e);

/* The full JSON of `pult show`: appeal_json() plus history, orders, calls, confirmations. */
MUST_CHECK enum err_code appeal_show_json(struct store *s, const struct appeal *a, json_t **out,
					  struct err *e);

#endif
