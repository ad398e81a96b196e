/* tui/verb.h - the one table of commands behind the three doors (design.md 4): keys of the screen, the
 * shell, and later the ':' line. Key bar, help, man page and completion are made from it.
 *
 * A row is added in verb_table.h and nowhere else. A handler gets a checked call and returns a result;
 * it never prints and never draws. */
#ifndef TUI_VERB_H
#define TUI_VERB_H

#include <stdio.h>

#include "core/actor.h"
#include "core/moves.h"
#include "data/store/appeals.h"
#include "data/store/backup.h"
#include "data/store/calls.h"
#include "data/store/find.h"
#include "data/store/store.h"

/* X(symbol, name, metavariable or NULL for a switch, help msgid) */
#define OPTIONS(X) \
	X(TEXT, "text", "TEXT", N_("the words of the citizen, of a note or of an executor")) \
	X(KIND, "kind", "KIND", N_("application, proposal, complaint or thanks")) \
	X(TOPIC, "topic", "CODE", N_("topic by its code")) \
	X(PHONE, "phone", "PHONE", N_("telephone of the applicant")) \
	X(NAME, "name", "NAME", N_("full name: surname, given name, patronymic")) \
	X(ADDRESS, "address", "ADDRESS", N_("address of the problem")) \
	X(RESIDENCE, "residence", "ADDRESS", N_("where the applicant lives")) \
	X(EMAIL, "email", "EMAIL", N_("e-mail of the applicant")) \
	X(CHANNEL, "channel", "CHANNEL", N_("phone, visit, post, proxy, web, email, facebook, app, open311, other")) \
	X(CATEGORY, "category", "7.x", N_("category of the author by the classifier")) \
	X(SIGNATORIES, "signatories", "N", N_("how many people signed a collective appeal")) \
	X(SERVICE, "service", "SERVICE", N_("proposed executor, by code, name or a part of it")) \
	X(COMPLAINED, "complained", "SERVICE", N_("the executor complained of, who never gets the order")) \
	X(RECEIVED, "received", "DATE", N_("when it was received, if not now")) \
	X(LAW, "law", "yes|no?", N_("an appeal by the law on appeals of citizens, or not one")) \
	X(SUBJECT, "subject", "WHO", N_("individual, collective or anonymous")) \
	X(RECEIPT, "receipt", "FILE", N_("also write the receipt (PDF) to a file")) \
	X(KEY, "key", "KEY", N_("idempotency key: the same key never registers twice")) \
	X(TO, "to", "SERVICE", N_("executor or body")) \
	X(TRANSFER, "transfer", "NUMBER", N_("the emergency number the call was handed over to: 101, 102, 103, 104, 112")) \
	X(BODY, "body", "TEXT", N_("a body that is not in the list of executors, as it is to be called")) \
	X(NOTE, "note", "TEXT", N_("note or reason")) \
	X(RESULT, "result", "RESULT", N_("done, explained, impossible or not-ours")) \
	X(PHOTO, "photo", "FILE", N_("photograph of the work done")) \
	X(OUTCOME, "outcome", "OUTCOME", N_("yes, no, partly or no-answer")) \
	X(VIA, "via", "VIA", N_("call, sms, visit, web, robot or inspector")) \
	X(GRADE, "grade", "1..5", N_("the applicant's grade of the work")) \
	X(CALL, "call", "ID", N_("the call it came by, as «pult calls --json» names it")) \
	X(REASON, "reason", "REASON", N_("repeated, late, incapable or anonymous (Article 8)")) \
	X(FIELDS, "fields", "LIST", N_("name,phone,email,residence,category,address,text,notes,files, or all")) \
	X(PIN, "pin", "PIN", N_("the six digits of the receipt")) \
	X(NEW_PIN, "new-pin", NULL, N_("issue a new PIN in place of the old one")) \
	X(FORMAT, "format", "FORMAT", N_("how it is written")) \
	X(FROM, "from", "DATE", N_("where the period begins; of the decision complained of")) \
	X(UNTIL, "until", "TIME", N_("until when")) \
	X(TITLE, "title", "TEXT", N_("what happens, in a few words")) \
	X(OUT, "out", "FILE", N_("file to write; without it standard output")) \
	X(LIMIT, "limit", "N", N_("how many rows; 0 for all")) \
	X(ALL, "all", NULL, N_("also those whose time has not come")) \
	X(FOLLOW, "follow", NULL, N_("a log of calls that grows: go on as it does, until Ctrl-C")) \
	X(EXCEL, "excel", NULL, N_("for spreadsheets: semicolons, a byte order mark, no formulas")) \
	X(ONCE, "once", NULL, N_("until the site and the centre are even, then end")) \
	X(CENTRAL, "central", "URL", N_("the address of the city's centre: https://sync.example.org")) \
	X(TOKEN, "token", "FILE", N_("file (mode 0600) with the token of the site, as the centre gave it")) \
	X(CA, "ca", "FILE", N_("certificates that are trusted instead of the system's")) \
	X(SKIP_TO, "skip-to", "N", N_("the last number that this site, which has no centre, has given: numbers go on behind it")) \
	X(REV, "rev", "N", N_("refuse when the appeal has another revision")) \
	X(SITE, "site", "CODE", N_("code of the site: 1 to 6 letters or digits")) \
	X(DEMO, "demo", "N?", N_("fill with N days (30) of a made-up city")) \
	X(ROLE, "role", "ROLE[,ROLE]", N_("operator, clerk, dispatcher, controller, supervisor, executor, manager, admin")) \
	X(QUICK, "quick", NULL, N_("only what came since the last good check")) \
	X(DIGEST, "digest", NULL, N_("one hash of all, to compare sites")) \
	X(DB, "db", "FILE", N_("the database file")) \
	X(AS, "as", "LOGIN", N_("act as this user; password from $PULT_PASSWORD_FILE or the terminal")) \
	X(JSON, "json", NULL, N_("one JSON object or array instead of text")) \
	X(LANG, "lang", "uk|en", N_("language of messages")) \
	X(DESK, "desk", NULL, N_("the screen and nothing else, for an account that operators share: see pult-ssh(8)")) \
	X(HELP, "help", NULL, N_("what the command does")) \
	X(VERSION, "version", NULL, N_("version of the program"))

#define X(sym, name, meta, help) OPT_##sym,
enum option_id { OPTIONS(X) OPT_COUNT };
#undef X

struct option_desc {
	const char *name, *meta, *help;
};
extern const struct option_desc option_descs[OPT_COUNT];
#define O(sym) ((uint64_t)1 << OPT_##sym)

/* Options of every verb. */
#define O_COMMON (O(DB) | O(AS) | O(JSON) | O(LANG) | O(HELP) | O(VERSION))

/* DOOR_LINE: also ':' on the screen and `pult -i`. */
enum { DOOR_SHELL = 1, DOOR_KEY = 2, DOOR_LINE = 4 };
_Static_assert(OPT_COUNT <= 64, "options are bits of a uint64_t");

/* Where on the screen a key works; bits. */
enum {
	IN_ALL = 1,       /* every view */
	IN_INTAKE = 2,    /* the form of F2 */
	IN_DONE = 4,      /* F2 after registering: number and PIN on the screen */
	IN_LIST = 8,      /* a row of a list of appeals is selected */
	IN_CARD = 16,     /* one appeal is open */
	IN_CALLBACKS = 32,
	IN_ADMIN = 64,
	IN_CALLS = 128,   /* the list of F4 */
	IN_CALL = 256,    /* one call is open */
	IN_REPORTS = 4096,
	IN_BOARD = 8192,  /* executors on the dispatch board */
	IN_INCIDENTS = 16384,
	IN_PRINTS = 1 << 20, /* receipts that wait for a printer */
	IN_CONFLICTS = 1 << 21, /* what two sites did at once */
	IN_CALLED = 1 << 22, /* a card that was opened in F6: its keys lead back there */
	IN_TEXT = 1 << 23, /* a text to be read: help, what a command gave */
	IN_REFERENCE = 32768, /* F7: letters are its search line */
	IN_MARKS = 65536, /* rows of appeals that can be marked */
	IN_ROW = 8 | 16   /* an appeal is at hand */
};

/* What must hold before a handler is called. */
enum {
	NEEDS_STORE = 1,
	NEEDS_NUMBER = 2 /* the first argument is the number of an appeal */
};

enum out_kind {
	OUT_NOTHING,
	OUT_SENTENCE, /* text: one sentence; json: value to print with --json, may be NULL */
	OUT_TEXT,     /* text: as it is (a receipt, a table made by the handler) */
	OUT_APPEAL,   /* an appeal after a change, with the PIN when one was issued */
	OUT_SHOW,     /* an appeal with its history */
	OUT_FOUND,    /* rows */
	OUT_CALLS     /* rows of the call journal */
};

struct verb_result {
	enum out_kind kind;
	const char *text;
	json_t *json; /* owned by the result */
	struct appeal appeal;
	int k;              /* OUT_APPEAL: the question that was made, 0: it is about all */
	char pin[8];
	struct found_list found;
	const char *remark; /* what followed from it, a sentence beside the result; NULL: nothing */
	FILE *to;           /* output.c only: where the result is being written */
	const char *aside;  /* output.c only: what is told under a list, where that is on standard output */
	struct calls_list calls;
	enum err_code worst; /* of several appeals: what the exit status tells, when the lines are printed */
};

/* What a door gives its commands; all zero is the shell's own. */
struct door {
	const char *files;               /* the only folder of files that can be named; NULL: any path */
	const struct progress *progress; /* of long work; NULL: a line on standard error */
	bool screen;                     /* standard output is the screen: nothing may be written there */
	bool plain;                      /* for who hears or feels it: sentences and labels, no columns */
	const char *const *at_hand;      /* what a command means that names no number: rows marked, or the one chosen */
	int nat_hand;
};

struct verb_call {
	struct door door;
	const struct verb *verb;
	struct store *store; /* NULL unless NEEDS_STORE */
	const char *db_path;
	struct actor who;
	const char *opt[OPT_COUNT]; /* NULL: not given; "" for a switch */
	const char *const *args;
	int nargs;
	struct arena *mem;
	struct verb_result out;
};

struct verb {
	const char *name;     /* wire word of the shell, of keys.conf and of the ':' line; every command has one */
	const char *usage;    /* arguments, for help and man page */
	const char *summary;  /* msgid: what it does */
	const char *bar;      /* msgid of the key bar, at most 10 columns; NULL: not in the bar */
	const char *key;      /* "F2", "Ctrl-S", "d"; NULL: no key. keymap.h knows what it is now */
	unsigned in;          /* IN_ bits of the key */
	unsigned doors, needs;
	int right;            /* enum right, -1: none of its own (moves: the table of moves decides) */
	int act;              /* enum act when it is one move, else -1 */
	int min_args, max_args; /* max -1: any number */
	uint64_t opts;
	enum err_code (*run)(struct verb_call *c, struct err *e);
};

#define VERB(sym, ...) V_##sym,
enum verb_id {
#include "tui/verb_table.h"
	VERB_COUNT
};
#undef VERB

extern const struct verb verbs[VERB_COUNT];

/* An option as the verb means it (NULL: any): its value and its help. */
struct option_desc option_words(const struct verb *v, enum option_id opt);

/* By the name of the shell; NULL when there is none. */
const struct verb *verb_find(const char *name);

/* Role bits of all who may ever give the command: by its right, or by the table of moves. */
unsigned verb_roles(const struct verb *v);

/* Whether the key may be pressed now: ERR_OK or the refusal for the message line. `a` is the appeal at
 * hand or NULL. */
enum err_code verb_possible(const struct verb *v, const struct actor *who, const struct appeal *a, int k,
			    const struct policy *pol, struct err *e);

/* The command that was meant by a mistyped one, NULL when nothing is near. */
const char *verb_nearest(const char *typed);

/* Where in argv the command stands, behind options and their values; 0: there is none. */
int verb_index(int argc, char **argv);

/* The value of an option ("" for a switch) before the command is known, NULL when it is not given; what is
 * the value of another option or stands behind "--" is none. */
const char *option_early(int argc, char **argv, enum option_id opt);

/* Reads "--option value", "--option=value" and arguments of a verb. ERR_INVALID with a sentence that names
 * the nearest option when there is no such one. */
MUST_CHECK enum err_code verb_parse(struct verb_call *c, int argc, char **argv, struct err *e);

/* Adds to the sentence of an error which option gives the value it speaks of, when it was not given, and
 * the command that lists what it may be; nothing when the error names no value of this verb. */
void verb_explain(const struct verb_call *c, struct err *e);

/* Help of one verb, or of all for NULL, as text. In the arena. */
const char *verb_help(struct arena *mem, const struct verb *v);

/* Documents made from the table: "man" (roff), "completion" (bash). False for another name. */
bool verb_document(FILE *out, const char *what);

#endif
