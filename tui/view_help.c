/* tui/view_help.c - F1: every key, who may do which move, what the query line understands.
 *
 * Made from the table of commands and the table of moves, so that it cannot drift from what the program
 * does. Keys of the view one came from stand first. */
#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "tui/pager.h"
#include "tui/view.h"

enum { KEY_COLS = 15, MOVE_COLS = 36, FILTER_COLS = 20 };

struct help {
	struct pager pager;
};

/* Keys that lists, texts and forms have of their own. */
static const struct {
	const char *keys, *what;
} own_keys[] = {
	{ N_("Up, Down"), N_("The row above or below; the line of a text") },
	{ N_("Down"), N_("In a field of a topic or an executor: its list, all of it while the field is empty") },
	{ N_("PgUp, PgDn"), N_("A page") },
	{ N_("Home, End"), N_("The beginning, the end") },
	{ "Tab", N_("The next field; in the list of call-backs: to the page and back") },
	{ "Shift-Tab", N_("The field before") },
	{ "Enter", N_("Open the row; in a form: the next field; in a question: yes") },
	{ "Esc", N_("Back; in a question: no") },
	{ N_("Esc, then 1-0"), N_("The same as F1-F10; where text is typed: Alt with the digit") },
	{ "Ctrl-U, Ctrl-K", N_("Erase to the beginning, to the end of the line") },
	{ "Ctrl-W", N_("Erase the word before the cursor") },
};

static void heading(struct pager *p, const char *text)
{
	if (p->count)
		pager_add(p, ROLE_NORMAL, 0, "");
	pager_add(p, ROLE_HEADING, 0, text);
}

/* A label and what it means, aligned; a label too long for its columns stands on a line of its own. */
static void pair(struct pager *p, int cols, const char *label, const char *text)
{
	struct pager_line l = { .label = label, .text = text, .label_role = ROLE_KEY, .indent = cols };

	if (text_width(label) >= cols) {
		pager_add(p, ROLE_KEY, 0, label);
		l.label = NULL;
	}
	pager_put(p, &l);
}

/* The keys of a place that this person's roles have (`mine`) or that only others have, with who they are. */
static void add_keys(struct app *app, struct pager *p, const char *title, unsigned in, bool mine)
{
	const struct actor *who = app_actor(app);
	struct arena mem = { 0 };
	bool any = false;

	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = &verbs[i];
		bool may = verb_roles(v) & who->roles;
		const char *key = app_key(app, (enum verb_id)i);

		if (!*key || !(v->in & in) || may != mine)
			continue;
		if (!any)
			heading(p, title);
		any = true;
		pair(p, KEY_COLS, key, may ? _(v->summary) :
		     arena_printf(&mem, "%s · %s", _(v->summary), roles_either(&mem, verb_roles(v))));
	}
	arena_free(&mem);
}

static void add_own_keys(struct pager *p)
{
	heading(p, _("Lists, texts and forms"));
	for (size_t i = 0; i < COUNT(own_keys); i++)
		pair(p, KEY_COLS, _(own_keys[i].keys), _(own_keys[i].what));
	pager_add(p, ROLE_NORMAL, 0, _("Letters are commands by their key, whatever the keyboard layout."));
}

/* --- the life cycle ------------------------------------------------------------------------------- */

static void add_move(struct pager *p, struct arena *mem, enum appeal_state from, enum act act)
{
	int to = move_target(from, act);

	if (to < 0)
		return;
	const char *who = roles_labels(mem, act_roles(act));

	if (act == ACT_RECALL)
		who = arena_printf(mem, _("%s, and whoever passed it"), who);
	pair(p, MOVE_COLS, act_label(act), arena_printf(mem, "«%s»: %s", vocab_label(&vocab_state, to), who));
}

static void add_moves(struct pager *p, struct arena *mem)
{
	heading(p, _("States of a question, what may be done, the state after it and who may"));
	for (int s = 0; s < STATE_COUNT; s++) {
		bool any = false;

		for (int a = 0; a < ACT_COUNT; a++)
			any = any || move_target((enum appeal_state)s, (enum act)a) >= 0;
		if (!any)
			continue;
		pager_add(p, ROLE_NORMAL, 0, "");
		pager_add(p, ROLE_NUMBER, 0, vocab_label(&vocab_state, s));
		for (int a = 0; a < ACT_COUNT; a++)
			add_move(p, mem, (enum appeal_state)s, (enum act)a);
	}
	pager_add(p, ROLE_NORMAL, 0, "");
	pager_add(p, ROLE_NORMAL, 0, _("An appeal leaves control by a recorded confirmation: who, how and when. What "
				       "is closed without one is counted apart in every report."));
}

/* --- the query line ------------------------------------------------------------------------------- */

static void add_filter(struct pager *p, struct arena *mem, const struct query_doc *d)
{
	const char *what = _(d->help);
	char words[QUERY_VALUES_LISTED];

	if (d->values) {
		vocab_labels(d->values, words, sizeof(words));
		what = arena_printf(mem, "%s: %s", what, words);
	}
	pair(p, FILTER_COLS, arena_printf(mem, "%s%s", query_name_shown(d), d->flag ? "" : ":"), what);
}

static void add_query(struct pager *p, struct arena *mem)
{
	struct query_doc d;

	heading(p, _("Searching: the line after /"));
	pager_add(p, ROLE_NORMAL, 0, _("Words are found in the number, name, address and text; the last word may be "
				       "only begun. Capitals, apostrophes and a wrong keyboard layout do no harm."));
	pager_add(p, ROLE_NORMAL, 0, _("Digits are the end of a telephone or the number of an appeal."));
	pager_add(p, ROLE_NORMAL, 0, _("Filters, joined with words and each other; what stands in quotes is words:"));
	for (int i = 0; query_doc(i, &d); i++)
		add_filter(p, mem, &d);
	pager_add(p, ROLE_NORMAL, 0, _("For example:"));
	pager_add(p, ROLE_KEY, 2, _("heating street:Zelena house:12 from:01.11"));
}

/* --- the view ------------------------------------------------------------------------------------- */

static void help_show(struct app *app, void *state)
{
	struct pager *p = &((struct help *)state)->pager;
	struct arena mem = { 0 };

	pager_clear(p, false);
	unsigned here = app_help_in(app) & ~(unsigned)IN_ALL;

	add_keys(app, p, _("Here"), here, true);
	add_keys(app, p, _("Everywhere"), IN_ALL, true);
	add_own_keys(p);
	add_keys(app, p, _("What others do here"), here | IN_ALL, false);
	add_moves(p, &mem);
	add_query(p, &mem);
	arena_free(&mem);
}

static enum err_code help_open(struct app *app, void *state, struct err *e)
{
	(void)app;
	(void)state;
	(void)e;
	return ERR_OK;
}

static void help_close(struct app *app, void *state)
{
	(void)app;
	pager_close(&((struct help *)state)->pager);
}

static unsigned help_key(struct app *app, void *state, const struct key_event *ev)
{
	return app_text_key(app, &((struct help *)state)->pager, ev);
}

static void help_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	(void)app;
	(void)focused;
	pager_draw(&((struct help *)state)->pager, c);
}

static unsigned help_in(const void *state)
{
	(void)state;
	return IN_TEXT;
}

const struct view_ops view_help = {
	.title = N_("Help"),
	.state_size = sizeof(struct help),
	.open = help_open,
	.close = help_close,
	.show = help_show,
	.draw = help_draw,
	.key = help_key,
	.in = help_in,
};
