/* tui/incidents.h - the state of F9, shared by view_incidents.c (list and card), incidents_act.c (what is done
 * to an incident by a question or two), incidents_form.c (a new one, a correction) and incidents_draft.c. */
#ifndef TUI_INCIDENTS_H
#define TUI_INCIDENTS_H

#include "data/store/incidents.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/view.h"

enum incidents_mode { INCIDENTS_LIST, INCIDENTS_CARD, INCIDENTS_TEXT, INCIDENTS_FORM };

/* Longest number with its NUL; appeals shown beside an incident. */
enum { INCIDENT_NUMBER = 64, INCIDENTS_JOINED_MAX = 500 };

struct incidents {
	struct app *app;
	enum incidents_mode mode;

	struct arena rows_mem;
	struct incident_list rows;
	const char **streets;      /* of each row */
	struct list list;
	int64_t read_minute;       /* phases change with the time */

	struct arena mem;          /* of the incident at hand */
	struct incident_row at;
	bool any;                  /* there is one */
	struct pager card;
	struct found_list joined;
	struct list joined_list;
	bool wide;                 /* the card stands beside the list: since the last draw */

	struct pager text;         /* of the autoresponder */
	enum incidents_mode before;

	/* incidents_act.c: what the question is about */
	char number[INCIDENT_NUMBER];
	int64_t due;                /* the end that was typed */

	/* incidents_form.c */
	struct arena form_mem;
	struct form form;
	char editing[INCIDENT_NUMBER]; /* "" for a new one */
	struct incident was;        /* as it was when the form was filled; texts in form_mem */
	unsigned long saved;        /* form.changed of the last look of the journal */
};

/* view_incidents.c: reads list and card again, keeping the place. */
void incidents_read(struct app *app, struct incidents *s);
/* Selects an incident in the list and shows its card. */
void incidents_select(struct app *app, struct incidents *s, const char *number);

/* incidents_act.c: ask, then do; each says how it went. */
void incidents_prolong(struct app *app, struct incidents *s);
void incidents_close_it(struct app *app, struct incidents *s);

/* incidents_form.c: the form takes the place of the list. NULL: a new one. */
void incidents_form_begin(struct app *app, struct incidents *s, const struct incident *i);
unsigned incidents_form_key(struct app *app, struct incidents *s, const struct key_event *ev);
void incidents_form_draw(struct incidents *s, const struct canvas *c, bool focused);
void incidents_form_end(struct incidents *s);

/* incidents_draft.c: the journal of the form (design.md 8): within a second of each change; dropped when it is
 * saved or given up. load: true when a new one was being written. */
void incidents_draft_save(struct app *app, struct incidents *s);
void incidents_draft_drop(struct app *app, struct incidents *s);
bool incidents_draft_load(struct app *app, struct incidents *s);

#endif
