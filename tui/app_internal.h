/* tui/app_internal.h - the state of the screen; shared by app.c, app_loop.c, app_draw.c and
 * app_keys.c. Views see tui/view.h only. */
#ifndef TUI_APP_INTERNAL_H
#define TUI_APP_INTERNAL_H

#include "core/call.h"
#include "data/link/wait.h"
#include "data/store/draft.h"
#include "data/store/find.h"
#include "data/store/presence.h"
#include "data/store/sync_state.h"
#include "data/store/templates.h"
#include "tui/input.h"
#include "tui/keybar.h"
#include "tui/keymap.h"
#include "tui/spool.h"
#include "tui/view.h"

/* The list of templates over a text that is being typed. */
struct template_pick {
	struct dialog list;       /* DIALOG_NONE: it is not shown */
	struct template_list all; /* in mem */
	struct arena mem;
	int from;                 /* the first one of the part that is shown */
};

struct app {
	struct store *store;
	struct draft *draft;
	struct arena mem;       /* lives as long as the program */
	struct actor who;
	bool logged_in, locked;
	bool done;              /* leave the loop */
	int status;             /* exit status */
	char farewell[512];     /* sentence printed after the screen is given back */

	void *state[VIEW_COUNT]; /* NULL: not opened yet */
	enum view_id view, before[VIEW_COUNT]; /* in front; where each was come from */
	unsigned stale;          /* bits: views that have not heard of the last change of the base yet */
	const char *number, *query, *text, *calls; /* asked for by app_open_appeal(), app_find(), app_read_text(),
						      app_find_calls() */
	struct arena number_mem;
	char call[CALL_ID_MAX + 1]; /* of app_register_call() */
	bool call_asked;
	const char *consult_topic, *consult_to; /* of app_consult(); borrowed from the catalogue */
	bool consult_asked;
	bool consult_counted;   /* since app_take_counted() */

	struct screen screen;
	bool command_on;        /* the ':' line has the keyboard */
	struct arena choices_mem;
	struct command_choices {
		const char **name, **about;
		int n;
	} choices;              /* what Tab found for it, until the next key */
	struct input input;
	struct link_loop link;
	struct presence *presence; /* who is at what; NULL before login, or without the file */
	int bell;               /* descriptor of bell_watch(), -1 without one */
	int64_t seen_event, seen_call; /* the newest event and the calls that the views know */
	int64_t key_ms, idle_ms;     /* monotonic: last key, last step of store_idle() */
	bool idle_more;              /* it said there is more to do */
	bool work;                   /* the view in front has more of its own to do */
	int64_t idle_lock_ms;        /* without a key for so long the screen is locked; 0: never */
	int64_t ticked_ms, looked_ms, rung_ms; /* monotonic: last tick, look at the base, ring of the bell */
	int64_t wait_began_ms, waited_ms;      /* monotonic: of the write turn, app_wait.c */
	struct key_event held[32];             /* typed meanwhile */
	size_t nheld;
	bool told_waiting;                     /* the message line says so */
	bool dirty;
	bool moving;            /* the selection is another one, view_ops.rest() has not heard of it */
	int64_t moved_ms;       /* monotonic, since when */
	struct keybar bar;      /* as it was made last, for so many columns */
	int bar_cols;
	int shown_minute;       /* of the clock on the screen */

	char message[512];
	enum role message_role;
	struct dialog dialog;
	app_answer answer;
	void *answer_ctx;
	struct template_pick pick;
	bool asked;             /* app_ask() was called since the answer was given */
	struct key_event key, opener; /* the last key; that which opened the question */
	int64_t opened_ms;      /* monotonic, when */
	int64_t esc_ms;         /* monotonic: an Esc that a digit may follow; 0: none */

	struct keymap site_keys; /* the table and keys.conf */
	struct keymap keys;     /* the same, after login with the person's own over them */
	struct err keys_fault;  /* why a file of keys was not taken; said at the login */

	const char *files;      /* at a desk: the only folder of files that a person can name; else NULL */
	const char *printer;    /* of the configuration file; NULL: the setting of the site */
	struct spool spool;     /* the receipt being printed */
	bool quiet, again;      /* that it is printed is not said; it waited for that */
	bool print_failed;      /* the last one that was asked for could not even be begun */
	int prints;             /* receipts of this person in the queue */
	int conflicts;          /* between sites, that wait for a supervisor */
	int64_t print_next, print_ms; /* the one to be tried next, 0: none; when, monotonic */
	const char *player, *recordings; /* of the configuration file; NULL: none, the setting of the site */
	struct program playing; /* the player of a recording, while is_playing */
	bool is_playing, play_stopped;
	char played[CALL_ID_MAX + 1], asked_call[CALL_ID_MAX + 1]; /* the call being heard; asked why */
	struct queue_counts counts;
	struct sync_state sync; /* with the centre, as app_count() has read it */
};

/* app.c: the base and the keys, without a terminal; then everything is given up, the terminal too. What was typed
 * is kept. */
MUST_CHECK enum err_code app_open(struct app *app, const char *db, const struct config *config, struct err *e);
void app_close(struct app *app);
/* app.c: the screen is hidden until the password is given; forms and dialogs stay as they are. */
void app_lock(struct app *app);

/* app_views.c: after the login, the view that the person begins with, and goes back to from any other. */
void app_first(struct app *app, enum view_id id);
/* The view in front hears that the base changed, once; all of them end. */
void app_catch_up(struct app *app);
void app_close_views(struct app *app);

/* app_keys.c: what one event does. */
void app_event(struct app *app, const struct key_event *ev);
/* The appeal at hand in the view in front, or NULL. */
const struct appeal *app_appeal(struct app *app, int *k);
/* IN_ bits of the view in front, IN_ALL included. */
unsigned app_in(struct app *app);

/* app_keep.c: keeps what was typed into the dialog since the last time. */
MUST_CHECK enum err_code app_keep(struct app *app, struct err *e);
/* Puts words that were kept into the dialog that was opened just now. */
void app_keep_offer(struct app *app);
/* After the login: says that words wait; what waits too long is dropped. */
void app_tell_words(struct app *app);

/* Runs a command of the table as its key would. */
void app_run(struct app *app, enum verb_id id);

/* app_command.c: the ':' line. While it is on every key is its own. */
void app_command_begin(struct app *app);
void app_command_key(struct app *app, const struct key_event *ev);
void app_command_draw(struct app *app, const struct canvas *c);
void app_command_close(struct app *app);
/* After the login: what the person typed there before. */
void app_command_remembered(struct app *app);

/* app_draw.c: one frame. */
void app_draw(struct app *app);

/* app_loop.c: until app->done. */
void app_loop(struct app *app);
/* Asks the views to read again when the base has newer events; ends the program when another has
 * upgraded it. */
void app_look(struct app *app);
void app_end(struct app *app, int status, const char *sentence);
/* Acts on the signals that have come. */
void app_signals(struct app *app);

/* app_wait.c: from now on a wait for the write turn leaves the screen alive. */
void app_wait_awake(struct app *app);
/* Takes the sentence about waiting away when it is over. */
void app_waited(struct app *app);
/* The next event that was typed during such a wait; false: none. */
bool app_held(struct app *app, struct key_event *ev);

/* app.c: reads the counters of the title line; only how far the exchange with the centre is, for that changes without
 * an event. */
void app_count(struct app *app);
void app_sync_look(struct app *app);

/* app_keys.c: a key that is for the text being typed, in a dialog or in the view. */
void app_type(struct app *app, const struct key_event *ev);

/* app_template.c: opens the list of templates; its keys while it is shown; the end of it. */
void app_template(struct app *app);
void app_template_key(struct app *app, const struct key_event *ev);
void app_template_end(struct app *app);

/* app_rest.c: what waits for the selection to rest is done now; nothing if it does not move. Whether a key only
 * takes another step; ms until the selection rests, at most `most`. */
void app_rest(struct app *app);
bool app_steps(const struct key_event *ev);
int app_rest_wait_ms(const struct app *app, int most);

/* app_present.c: takes part from the login on; looks who is there, redraws when it is different. */
void app_present_begin(struct app *app);
void app_present_look(struct app *app, bool whole);

/* app_print.c */
void app_print_step(struct app *app);
/* After the login: what waits for a printer is tried at once. */
void app_print_login(struct app *app);
/* Milliseconds until app_print_step() has something to do, should nothing happen. */
int app_print_wait_ms(const struct app *app);
/* The work ends: a receipt under way has a moment more, the others wait in the queue. */
void app_print_close(struct app *app);

/* app_play.c */
void app_play_step(struct app *app);

/* Milliseconds of the monotonic clock. */
int64_t mono_ms(void);

#endif
