/* tui/view.h - what a screen is: one const table of functions and a state the application keeps.
 *
 * A new view is one file with a view_ops and one row in the list of views.c. draw() does no I/O and no
 * queries; key() and command() change the state; the application draws afterwards. Views never
 * refresh, never wait and never read the terminal. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "core/appeal.h"
#include "core/text_template.h"
#include "data/store/presence.h"
#include "data/store/store.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/key.h"
#include "tui/keymap.h"
#include "tui/marks.h"
#include "tui/verb.h"
#include "tui/widget.h"

struct app;
struct call;
struct list;
struct pager;

struct view_ops {
	const char *title;   /* msgid, in the title line and over the help */
	size_t state_size;   /* zeroed memory for open(), freed after close() */
	/* Called once, when the view is first shown. */
	enum err_code (*open)(struct app *app, void *state, struct err *e);
	void (*close)(struct app *app, void *state);
	/* Each time it comes to the front (after open() too). NULL: nothing. */
	void (*show)(struct app *app, void *state);
	/* Draws the body; `focused` is false under a dialog. */
	void (*draw)(struct app *app, void *state, const struct canvas *c, bool focused);
	/* Every key goes here first; W_IGNORED: it may be a command's. */
	unsigned (*key)(struct app *app, void *state, const struct key_event *ev);
	/* A command of the table whose `in` fits and whose preconditions hold. False: not mine (then the
	 * application's own commands and the moves of action.h are tried). */
	bool (*command)(struct app *app, void *state, enum verb_id v);
	/* IN_ bits that hold now, beside IN_ALL. */
	unsigned (*in)(const void *state);
	/* The appeal at hand (selected row or open card) and its question, or NULL. Must be loaded already:
	 * no queries here. */
	const struct appeal *(*appeal)(const void *state, int *k);
	/* Number of the appeal in row i of the list in front, from 0; NULL behind the last. For completion. */
	const char *(*number)(void *state, int i);
	/* Rows that are marked: a command is meant for them instead of the appeal at hand. NULL: none ever; may
	 * return NULL while there are none to be seen. */
	struct marks *(*marks)(void *state);
	/* What stands in the title line instead of the person's name: to be seen whole, also when there is little
	 * room. NULL or "": nothing. */
	const char *(*note)(const void *state);
	/* Whether a text of several lines is being typed: a template can be put into it, as a paste. NULL: never. */
	bool (*writes)(const void *state);
	/* What is known of an appeal that is not registered yet, for the fields of a template. In the arena. */
	void (*known)(struct app *app, const void *state, struct arena *mem, struct template_values *v);
	/* Something changed in the base (by others or by a move made here): read again, keep the place. Only
	 * the view in front is told at once, any other when it comes to the front. NULL: nothing to do. */
	void (*changed)(struct app *app, void *state);
	/* The selection has come to rest after app_moved(), or another key than a step comes: load what it is on. NULL:
	 * nothing to do. */
	void (*rest)(struct app *app, void *state);
	/* About once a second while the view lives, shown or not: journals of forms. NULL: nothing. */
	void (*tick)(struct app *app, void *state);
	/* A bit of work, at most some 5 ms, while the view is in front and nobody types. True: there is more, call
	 * again at once. NULL: nothing. */
	bool (*idle)(struct app *app, void *state);
};

/* The views, in the order of their keys; the enum indexes the list in views.c. */
enum view_id { VIEW_LOGIN, VIEW_HELP, VIEW_INTAKE, VIEW_APPEALS, VIEW_CALLS, VIEW_BOARD, VIEW_CALLBACKS,
	VIEW_REFERENCE, VIEW_REPORTS, VIEW_INCIDENTS, VIEW_ADMIN, VIEW_ANSWER, VIEW_PRINTS,
	VIEW_CONFLICTS, VIEW_COUNT };
extern const struct view_ops view_login, view_help, view_intake, view_appeals, view_calls, view_board,
	view_callbacks, view_reference, view_reports,
	view_incidents, view_admin, view_answer, view_prints, view_conflicts;
extern const struct view_ops *const views[VIEW_COUNT];

/* Where somebody with these roles begins after the login: the first row of the table in views.c that is
 * about one of them. Without a role: the administration, where everybody may change his password. */
enum view_id view_first(unsigned roles);

/* --- what views may ask of the application (app.c) --- */

struct store *app_store(struct app *app);
const struct actor *app_actor(const struct app *app);
struct draft *app_draft(struct app *app); /* of the person at work; NULL before login */

/* The message line, until the next key: a copy is kept. app_fail() shows an error's sentence. */
void app_say(struct app *app, enum role role, const char *sentence);
void app_fail(struct app *app, const struct err *e);

/* Shows another view; app_back() returns to the one that the view in front was come to from by app_show(), whatever
 * was looked at from it meanwhile. */
void app_show(struct app *app, enum view_id id);
void app_back(struct app *app);
enum view_id app_came_from(const struct app *app); /* that one */
/* The keys of a view that is one list, or one text to be read: Esc, of a text Enter too, goes back (back_key.c). */
unsigned app_list_key(struct app *app, struct list *list, const struct key_event *ev);
unsigned app_text_key(struct app *app, struct pager *text, const struct key_event *ev);
/* Back to the view before, and there what this key does, if the same question is at hand. */
void app_go_on(struct app *app, enum verb_id id);
/* A consultation was counted: known once to who asks. */
void app_counted(struct app *app);
bool app_take_counted(struct app *app);

/* Opens the card of an appeal in F3, whatever view asks (Enter on a row of any list). */
void app_open_appeal(struct app *app, const char *number);
/* The number asked for by app_open_appeal(), given once to the view of appeals; NULL: none. */
const char *app_take_number(struct app *app);

/* Shows F3 with this query, or a text to read; the views take them once, as app_take_number(). */
void app_find(struct app *app, const char *query);
const char *app_take_query(struct app *app);
void app_find_calls(struct app *app, const char *query); /* the same of F4 */
const char *app_take_calls(struct app *app);
void app_read_text(struct app *app, const char *text);
const char *app_take_text(struct app *app);

/* Begins an appeal with the call in F2: its telephone and name stand there, and the appeal will be linked with it. */
void app_register_call(struct app *app, const struct call *c);
/* The id of that call, given once to the form; NULL: none. */
const char *app_take_call(struct app *app);

/* Counts a consultation on the topic or a hand-over to the service ("" for either) in F2, with the call in its form. */
void app_consult(struct app *app, const char *topic, const char *service);
/* What F7 asked for, given once to the form; false: nothing. The codes are the catalogue's. */
bool app_take_consult(struct app *app, const char **topic, const char **service);

/* The login view calls it after a right password. `who` is copied. */
void app_logged_in(struct app *app, const struct actor *who);
bool app_is_locked(const struct app *app); /* the login view then asks for the password of app_actor() */

/* A question of the view: fill app_dialog() with dialog_*() and name what to call with the answer.
 * `yes`: W_SUBMIT. The dialog is still open during the call and is closed after it, unless the
 * callback opened another one by app_ask(). */
struct dialog *app_dialog(struct app *app);
typedef void (*app_answer)(struct app *app, void *ctx, struct dialog *d, bool yes);
void app_ask(struct app *app, app_answer answer, void *ctx);

/* Asks for the name of a file to be made, as app_new_file() takes it; `proposed` stands there. `write` makes it: when
 * it or the name is refused, it is asked again with the sentence. path NULL: given up, nothing is called later. The
 * dialog is closed during the call. words: title and question; texts are copied. */
typedef enum err_code (*app_write)(struct app *app, void *ctx, const char *path, struct err *e);
void app_ask_file(struct app *app, const char *const words[2], const char *proposed, app_write write, void *ctx);

/* The question was answered: words kept for it (dialog_keep()) are dropped. A name is "COMMAND NUMBER REST". */
void app_forget_words(struct app *app, const char *name);

/* Prints the receipt of an appeal in the background of the loop; says how it went. pin "" = unknown. */
void app_print(struct app *app, const struct appeal *a, const char *pin);

/* Whether receipts can be printed; the same printing for a key that says something of its own: only a failure
 * is said, at once by the error or later in the message line. */
bool app_has_printer(struct app *app);
MUST_CHECK enum err_code app_print_behind(struct app *app, const struct appeal *a, const char *pin, struct err *e);

/* Prints a receipt of the queue now, out of its turn; the queue was changed: its number in the title follows. */
void app_print_now(struct app *app, int64_t id);
void app_print_look(struct app *app);

/* The printer this person has chosen, by its name; "" the usual one. In the arena. */
const char *app_printer(struct app *app, struct arena *mem);

/* Plays the recording of a call in the background of the loop, after asking why unless it is one's own; while
 * something is played, stops it instead. */
void app_play(struct app *app, const struct call *c);
/* The id of the call that is being heard; NULL: none. */
const char *app_played(const struct app *app);

/* Long work between two frames: shows what is done of what and how far it is, reads keys; false when the
 * operator pressed Esc. total 0: not known. */
bool app_progress(struct app *app, const char *what, int64_t done, int64_t total);

/* The key of a command as it is now ("Ctrl-S"); "" when it has none. Sentences that name a key ask here. */
const char *app_key(const struct app *app, enum verb_id v);
/* All of them, those of the site without the person's own, and others from now on. */
const struct keymap *app_keys(const struct app *app);
const struct keymap *app_site_keys(const struct app *app);
void app_use_keys(struct app *app, const struct keymap *keys);
/* A sentence with commands in braces, "{register} registers.", with their keys in place; "—" for a command
 * without a key. For constant sentences, never for what people typed. app_hint() says one. */
const char *app_words(const struct app *app, struct arena *mem, const char *sentence);
void app_hint(struct app *app, enum role role, const char *sentence);

/* The file that a person named on the screen, as a path. Every path that is typed goes through here: at a desk
 * (pult --desk) it is a plain name in one folder and nothing else. ERR_REFUSED, with a sentence. In the
 * arena. */
MUST_CHECK enum err_code app_file(const struct app *app, const char *typed, struct arena *mem, const char **path,
				  struct err *e);
/* The same of a file that is to be made: ERR_CONFLICT when it is there. app_ask_file() asks for one. */
MUST_CHECK enum err_code app_new_file(const struct app *app, const char *typed, struct arena *mem, const char **path,
				      struct err *e);
bool app_at_desk(const struct app *app); /* a name without a folder is proposed there */

/* This person has an appeal open for change; NULL: none. Others see it at once. */
void app_editing(struct app *app, const char *number);
/* Who of the site is at what (tui/present.h has the words for it), as the last look found it; NULL before login and
 * where the file cannot be made. */
struct presence *app_presence(const struct app *app);

/* For the help: IN_ bits of the view that was in front before it. */
unsigned app_help_in(const struct app *app);

/* The selection of a list is on another row: rest() is called when it stays there, or before the next key that is
 * no step. Till then the card and the key bar are those of the row before. */
void app_moved(struct app *app);

/* Redraw soon although no key was pressed. */
void app_dirty(struct app *app);

/* The base changed by something done here: every view reads again. */
void app_changed(struct app *app);

/* The canvas text of the terms: now in UTC ms by the store's clock. */
int64_t app_now(struct app *app);

#endif
