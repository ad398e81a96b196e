/* tui/reference.h - the state of F7, shared by view_reference.c (list, search, card), reference_rows.c (what is
 * found) and reference_card.c (everything about one row). */
#ifndef TUI_REFERENCE_H
#define TUI_REFERENCE_H

#include "data/store/catalogue.h"
#include "data/store/lists.h"
#include "data/store/templates.h"
#include "tui/card_text.h"
#include "tui/field.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/view.h"

/* In the order of the screen. */
enum ref_section { REF_NUMBERS, REF_EXECUTORS, REF_TOPICS, REF_OFFICIALS, REF_CARDS, REF_WORDS, REF_STEPS,
	REF_SECTIONS };

/* Lists of the city that are shown as they are (data/store/lists.h). */
enum { REF_LISTS = 2 };

/* One row: a number or an executor, a topic, a text. What is borrowed belongs to the catalogue or the lists. */
struct ref_row {
	enum ref_section section;
	int64_t id;
	const char *mark;   /* number or code; "" for a text */
	const char *name;
	const char *aside;  /* telephone, priority; "" for nothing */
	const struct service *service; /* NULL: a number that is no executor, a topic, a text */
	const struct topic *topic;
	const struct template_row *text; /* what is read out; NULL: nothing */
	const char *const *cells;        /* of an official or a card of a service; NULL: neither */
};

/* The lists as they were read. */
struct ref_lists {
	const struct catalogue *cat;
	struct template_list of[TEMPLATE_KIND_COUNT];
	struct ref_words {
		const char *name, *text; /* folded */
	} *words[TEMPLATE_KIND_COUNT];   /* of each row of a list */
	const struct service **executors; /* who is active, in the order of their names; nexecutors of them */
	const char **executor_names;      /* their codes and names, folded */
	int nexecutors;
	struct list_rows own[REF_LISTS]; /* officials, cards of services */
	struct ref_words *own_words[REF_LISTS];
};

struct ref_rows {
	struct ref_row *rows;
	int n;
};

struct reference {
	struct app *app;
	struct arena lists_mem, rows_mem, query_mem;
	struct ref_lists lists;
	struct ref_rows found;
	struct field query;
	struct list list;
	struct pager card;
	int64_t card_of;  /* id of the row in the pager; 0: none */
	bool chosen;      /* somebody typed or went to a row: where the list begins, nobody chose anything yet */
	bool in_card;     /* the keyboard is in the card */
	bool wide;        /* the card stands beside the list: since the last draw */
};

/* reference_rows.c: reads the lists; finds by words, digits, a code; "" finds everything. In the arena. */
MUST_CHECK enum err_code reference_read(struct store *s, struct arena *mem, struct ref_lists *out, struct err *e);
void reference_find(const struct ref_lists *l, const char *typed, struct arena *mem, struct ref_rows *out);
const struct list_desc *reference_list(enum ref_section s); /* of officials and cards; NULL: another section */
const char *reference_section(enum ref_section s); /* its translated name */

/* reference_card.c: everything about a row. */
void reference_card(const struct ref_lists *l, const struct ref_row *r, struct card *c);

#endif
