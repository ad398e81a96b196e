/* tui/intake.h - the state of F2, shared by view_intake.c and intake_*.c; nobody else includes it.
 *
 * Two faces: the form with the caller's card beside it, and, after registering, the number and the PIN.
 * Functions without struct app do no drawing and can be tested on a base alone. */
#ifndef TUI_INTAKE_H
#define TUI_INTAKE_H

#include "core/call.h"
#include "core/phone.h"
#include "data/store/caller.h"
#include "data/store/catalogue.h"
#include "data/store/consults.h"
#include "data/store/incidents.h"
#include "data/store/templates.h"
#include "tui/form.h"
#include "tui/pop.h"
#include "tui/pager.h"
#include "tui/view.h"

/* Bytes of an idempotency key with its NUL; rows of the text on the smallest screen. */
enum { INTAKE_KEY = 33, TEXT_ROWS = 5 };

/* Rows of the choice of intake_consult.c: numbers, topics, those found by what is typed. */
enum { CONSULT_TO = 9, CONSULT_TOPICS = 6, CONSULT_TYPED = 3 };

/* What may be counted without an appeal, and what was chosen. Borrowed from the catalogue. */
struct consult_choice {
	const struct service *to[CONSULT_TO], *chosen;
	const struct topic *topics[CONSULT_TOPICS], *topic;
	const struct topic *said; /* chosen or typed as a topic; NULL: the others are only proposed */
	int nto, ntopics;
};

/* What was put into the form from the card: a field that still holds it may be filled anew. */
struct intake_filled {
	const char *name, *address, *residence, *email; /* never NULL */
	const char *other; /* where this person's problem was before, when not at `address`: only offered */
};

struct intake {
	struct store *store;
	const struct catalogue *cat;
	struct arena mem;          /* texts of the form */
	struct form form;
	char idem[INTAKE_KEY];     /* made with the form, kept in its journal */
	const char *channel;       /* wire word an empty form begins with */
	const struct topic *topic; /* NULL: not chosen (yet) */
	const struct service *service, *complained;
	char call_field[16];       /* the field of the page of the call that had the focus */
	bool own_service;          /* the operator chose the executor: a topic does not change it */

	/* intake_call.c */
	char call[CALL_ID_MAX + 1];      /* id of the call it came by; "": none is known */
	char call_text[120];             /* what it was, for the card */
	char next_call[CALL_ID_MAX + 1]; /* asked about */

	/* intake_caller.c */
	bool known;                /* the field holds a telephone number: `phone` */
	struct phone phone;
	struct caller caller;
	struct found_list same;    /* may be the same matter */
	const char *same_key;      /* what `same` was asked for; NULL: nothing yet */
	struct arena card_mem, same_mem, fill_mem;

	/* intake_incident.c */
	struct arena near_mem;
	struct incident_row near;  /* while has_near: the address lies inside it */
	bool has_near;
	char join_to[64];          /* what is registered is joined to it, `near` or one of `same`; "": to none */
	struct intake_filled filled;
	struct pager card;         /* all of it as lines */

	/* intake_script.c */
	struct template_list steps; /* in steps_mem */
	struct arena steps_mem;

	/* intake_consult.c */
	struct consult_choice consult;
	char handed[CALL_WORD_MAX], handed_to[200]; /* number and name shown until the next key; "": none */

	/* intake_layout.c */
	struct arena layout_mem;
	const char *as_typed;      /* the texts that Ctrl-S was told to take as they are; NULL: none */

	/* intake_draft.c */
	unsigned long saved;       /* form.changed of the last look */
	bool kept, looked, failed; /* a draft is in the journal; it was looked for; the last save failed */

	/* intake_aside.c */
	char *aside;               /* forms put aside, as a list of JSON; NULL: none. Own */

	/* intake_done.c */
	bool done, again;          /* registered; it had been registered before */
	struct arena done_mem;
	struct appeal appeal;
	char pin[8];
	char last[80];             /* number and PIN of the appeal before, for the title; "": none */
	char last_plain[80];       /* the same without the PIN */

	/* intake_more.c */
	char more_of[64];          /* number of the appeal that gets another question; "": a new appeal */
	char more_pin[8];          /* its PIN while it has not left the screen */
};

/* --- intake_form.c: fields, what was meant by them, the term -------------------------------------- */

/* Prepares zeroed *s with an empty form; the store is borrowed. */
MUST_CHECK enum err_code intake_open(struct intake *s, struct store *store, const struct actor *who,
				     struct err *e);
void intake_close(struct intake *s);

/* An empty form with a new idempotency key; the card and a PIN are gone. */
void intake_begin(struct intake *s);

/* Another idempotency key: what is in the form is another appeal than the one that had it. */
void intake_new_key(struct intake *s);

/* Whether nothing was typed. */
bool intake_empty(const struct intake *s);

/* A key made the content of a field another one: what was chosen by it counts no more. */
void intake_typed(struct intake *s, const char *field);

/* A suggestion was taken into the field; false for a field that is only text. A topic brings its
 * executor. */
bool intake_taken(struct intake *s, const char *field);

/* What is typed in the field of a topic or an executor, as one of the catalogue: its code or its whole name.
 * Whatever else is typed is chosen from the list. ERR_INVALID: it was not; the sentence stands beside the
 * field then. */
MUST_CHECK enum err_code intake_settle(struct intake *s, const char *field, struct err *e);

/* Computes priority and term as of now and shows them; true when they are others than shown. */
bool intake_term(struct intake *s);

/* "28.11.2026", or with the time when it is not the end of the day. In the arena. */
const char *intake_day(struct store *store, int64_t ms, struct arena *mem);

/* «Anonymous» is chosen beside a name: only one of the two can be meant (law 393/96, Article 8). */
bool intake_named_anonymous(const struct intake *s);

/* The form as a registration; texts in the arena or borrowed from the form. Returns how many fields are at fault:
 * the sentence of each stands beside it, and *r is not to be registered. */
MUST_CHECK size_t intake_registration(struct intake *s, struct arena *mem, struct registration *r);

/* What a template can say of it before it is registered: intake_finish.c. In the arena. */
void intake_known(struct app *app, const void *state, struct arena *mem, struct template_values *v);

/* The field of the form where a fault of a registration is shown; NULL: nowhere. */
const char *intake_fault_field(const char *fault);

/* --- intake_topic.c: what is typed as a topic ------------------------------------------------------ */

/* The topics for it; an address first, as a row for another line (W_OTHER). */
void intake_suggest_topic(const struct intake *s, struct arena *a, const char *text, struct suggested *out);

/* The topic that is typed by its code or whole name. ERR_INVALID with a sentence: it is none. */
MUST_CHECK enum err_code intake_settle_topic(struct intake *s, const struct topic **out, struct err *e);

/* --- intake_elsewhere.c: an address typed as a topic, a telephone typed as a name ------------------ */

/* Puts the field that is meant before the rows of the field `from`, as a row for another line (W_OTHER). */
void intake_offer_elsewhere(const struct intake *s, const char *from, const char *text, struct arena *a,
			    struct suggested *out);

/* That row was taken: the words go to the field that is meant, after a question when something else stands there; the
 * focus stays. */
void intake_move_elsewhere(struct app *app, struct intake *s, const char *from);

/* --- intake_caller.c: who calls ------------------------------------------------------------------- */

/* Reads the telephone; a number gets its card at once, anything else empties it. `again`: also when it
 * is the same number (the base has changed). */
void intake_caller(struct intake *s, bool again);

/* Asks for the same matter when telephone, house or topic have changed (or `again`). */
void intake_same(struct intake *s, bool again);

/* Makes the lines of the card from what is known. */
void intake_card(struct intake *s);

/* Fills name, residence, e-mail and the address that the card shows from person i; what the operator typed
 * himself stays, but the name. False: there is no such person. */
bool intake_fill(struct intake *s, int i);

/* Leaving the telephone: empties what another number had filled and fills from the only person known.
 * True when somebody was filled in. */
bool intake_phone_left(struct intake *s);

/* Another name was typed over that of the card: the e-mail of that person goes. */
void intake_name_typed(struct intake *s);

/* --- intake_law.c: the statutory page ------------------------------------------------------------- */

/* Shows what the page says: a row on the page of the call, and what Article 5 asks for besides. */
void intake_law(struct intake *s);

/* To that page and back; where the focus was is kept. */
void intake_turn(struct intake *s);

/* Suggestions of categories; what is typed as one of them (ERR_INVALID: none), and the fields of the page into a
 * registration. A number of signatories that is none is -1. */
void intake_suggest_category(struct arena *a, const char *text, struct suggested *out);
MUST_CHECK enum err_code intake_settle_category(struct intake *s, struct err *e);
void intake_read_law(const struct intake *s, struct arena *mem, struct registration *r);

/* --- intake_layout.c: words typed with the other keyboard layout on ------------------------------- */

/* Whether a field that was left holds such words: the sentence about them, with the key that makes them what was
 * meant; NULL when it does not. In the arena. */
const char *intake_mistyped(struct app *app, const struct intake *s, const char *field, struct arena *mem);

/* Retypes the field at hand, or the first field with such words; false when there is none. */
bool intake_retype(struct intake *s);

/* Before registering: true once for the same texts, with the sentence in the message line and the focus in the
 * field: nothing is forced. */
bool intake_stop_mistyped(struct app *app, struct intake *s);

/* --- intake_incident.c: the outage at the address ------------------------------------------------- */

/* Looks for the incident that the address lies inside. */
void intake_incident(struct intake *s);
/* The key: what is registered will be joined, or not: to the incident, without one to an appeal that may be the same
 * matter. */
void intake_incident_mark(struct app *app, struct intake *s);
/* Whether there is an incident at the address, or an appeal that it will be joined to. */
bool intake_joins(const struct intake *s);
/* A field was left: what was to be joined and no longer fits the address and the topic is said, and forgotten. */
void intake_incident_lost(struct app *app, struct intake *s);
/* One line at row y: what, until when, the key. */
void intake_incident_draw(const struct intake *s, const struct canvas *c, int y);
/* Joins question k of s->appeal, just registered, when it was marked. */
void intake_incident_join(struct app *app, struct intake *s, int k);

/* --- intake_more.c: what the same caller says next -------------------------------------------------- */

/* Another question of the appeal: of the one on the screen, or of the one in the form, which is registered first. */
void intake_more_question(struct app *app, struct intake *s);

/* After registering: another appeal of the same caller and the same call. */
void intake_more_appeal(struct app *app, struct intake *s);

/* The form is another question of this appeal; "": it is an appeal of its own. */
void intake_set_more(struct intake *s, const char *number);

/* The field belongs to the whole appeal, which is registered already; a key that would write into it is refused with
 * a sentence (true). */
bool intake_is_fixed(const struct intake *s, const char *field);
bool intake_refuse_fixed(struct app *app, const struct intake *s, const struct key_event *ev);

/* Asks to which open appeal of the card the typed words are added, and adds them. */
void intake_supplement(struct app *app, struct intake *s);

/* The appeals of the card in its order, each once (or each question once); returns how many. view_intake.c */
size_t intake_card_appeals(const struct intake *s, bool each_question, const struct found *out[DIALOG_CHOICES]);

/* --- intake_call.c: an appeal from a call of the journal -------------------------------------------- */

/* The appeal of the form came by this call; "": by none that is known. */
void intake_set_call(struct intake *s, const char *id);

/* Begins with the call that F4 has asked for, if any; only after a "yes" when something would be lost. */
void intake_take_call(struct app *app, struct intake *s);

/* --- intake_script.c: what is said now ------------------------------------------------------------- */

/* Reads the steps of the call. */
void intake_script_read(struct intake *s);
/* What is said at the focused field, in one line; NULL: nothing of the script. In the arena. */
const char *intake_script_line(struct app *app, const struct intake *s, int cols, struct arena *a);
/* After registering, in the last row where there is room: how the talk ends. */
void intake_script_end(struct app *app, const struct intake *s, const struct canvas *c);
/* Rows of all steps below a card with `rows` in all; 0: there is no room. They are drawn with the one at hand in full;
 * nothing else moves with it. */
int intake_script_rows(const struct intake *s, int rows);
void intake_script_draw(struct app *app, const struct intake *s, const struct canvas *c);

/* --- intake_consult.c: a call without an appeal ----------------------------------------------------- */

/* Asks what is counted, `asked` and `to` (NULL: none) proposed, and counts it. */
void intake_consult(struct app *app, struct intake *s, const struct topic *asked, const struct service *to);
/* The same when F7 has asked for it. */
void intake_take_consult(struct app *app, struct intake *s);
/* The number a call was handed over to, in large letters; any key takes it away (true: and does nothing else). */
void intake_draw_handed(const struct intake *s, const struct canvas *c);
bool intake_handed_key(struct intake *s, const struct key_event *ev);

/* --- intake_draft.c: the journal ------------------------------------------------------------------ */

/* The form as JSON (a new reference) and back; false: not a draft of ours, the form is empty then. */
json_t *intake_json(const struct intake *s);
bool intake_from_json(struct intake *s, const json_t *j);

/* Saves when something has changed since; an empty form takes the draft away. */
void intake_save(struct app *app, struct intake *s);
void intake_drop(struct app *app, struct intake *s);

/* Brings back what was being written before a crash or the end of work, once. */
void intake_restore(struct app *app, struct intake *s);

/* --- intake_aside.c: forms that were cleared or made room ------------------------------------------- */

/* Puts the form aside before it is emptied, before those that are there: to be called wherever what was typed would be
 * lost. `waits`: it only makes room, nobody cleared it, so a registration does not end it. */
void intake_put_aside(struct app *app, struct intake *s, bool waits);
/* The key that brings the newest back; again: the next one, until the first comes round. */
void intake_bring_back(struct app *app, struct intake *s);
/* From the journal, at the beginning; gone for good, when something was registered and it does not wait; at the end of
 * the view. */
void intake_aside_load(struct app *app, struct intake *s);
void intake_aside_drop(struct app *app, struct intake *s);
void intake_aside_close(struct intake *s);

/* --- intake_done.c: registering and what comes after ---------------------------------------------- */

/* Ctrl-S. A refusal is said beside its field and nothing is lost; else the second face is shown. */
void intake_register(struct app *app, struct intake *s);

/* The sentence to be said to the citizen, of every question. In the arena. */
const char *intake_words(struct store *store, const struct appeal *a, struct arena *mem);

/* Turns to the second face: the appeal stands in s->appeal, its texts in s->done_mem. */
void intake_show_done(struct intake *s, const char *pin, bool again);

/* Reads the shown appeal again. */
void intake_reload(struct intake *s);

/* Draws the second face. */
void intake_draw_done(struct app *app, const struct intake *s, const struct canvas *c);

/* Passes it to the executor of the form after a "yes"; false: there is none to pass it to. */
bool intake_dispatch(struct app *app, struct intake *s);

/* Passes every question of s->appeal that nobody has yet to the executor that was proposed. ERR_NOT_FOUND without a
 * sentence: there is none. */
MUST_CHECK enum err_code intake_pass(struct app *app, struct intake *s, struct err *e);

/* --- intake_finish.c: all of that by one key ------------------------------------------------------- */

/* Registers, passes, prints if there is a printer, and begins the next
 * form. A refused form stays as it is. */
void intake_finish(struct app *app, struct intake *s);

/* Keeps number and PIN of the appeal on the screen for the title, or wipes them off it. */
void intake_keep_for_title(struct intake *s);
void intake_forget(struct intake *s);
/* After a key in the form: when something of the next call stands there, the PIN of the one before goes. */
void intake_next_begun(struct intake *s);

/* --- intake_done.c, further ------------------------------------------------------------------------ */

/* The next call; `ask`: only after a "yes" when something would be lost. */
void intake_next(struct app *app, struct intake *s, bool ask);

#endif
