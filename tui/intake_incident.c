/* tui/intake_incident.c - F2: the outage or the works that the address lies inside, else an appeal that may be the
 * same matter: one line instead of the script, and one key that joins what is registered. Asked for when the
 * address, the topic or the caller changes, never while drawing; the form stays uncovered. */
#include "core/i18n.h"
#include "core/join.h"
#include "tui/intake.h"

/* The first incident at the address; false: there is none. */
static bool look(struct intake *s, const char *address)
{
	struct incident_list list = { .n = 0 };
	struct err none = { 0 };

	if (!*address || incident_near(s->store, address, s->topic ? s->topic->code : "", &s->near_mem, &list, &none) ||
	    list.n == 0)
		return false;
	s->near = list.rows[0];
	return true;
}

/* The address of the problem; without one where the applicant lives. */
void intake_incident(struct intake *s)
{
	struct arena before = s->near_mem;
	const char *address = form_get(&s->form, "address");
	const char *residence = form_get(&s->form, "residence");
	const char *only = s->caller.npeople == 1 ? s->caller.people[0].residence : "";

	s->near_mem = (struct arena){ 0 };
	s->has_near = look(s, address) || (!*address && (look(s, residence) || (!*residence && look(s, only))));
	arena_free(&before);
}

/* --- another appeal --- */

static void join_chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;
	const char *item = d->items[d->choice];

	(void)app;
	if (yes)
		snprintf(s->join_to, sizeof(s->join_to), "%.*s", (int)strcspn(item, " "), item);
}

/* Whether it may be the same matter and is worked on. */
static bool is_same(const struct intake *s, const char *ref)
{
	struct arena a = { 0 };
	bool found = false;

	for (int i = 0; i < s->same.n && !found; i++)
		found = state_is_open(s->same.rows[i].state) && strcmp(found_ref(&a, &s->same.rows[i]), ref) == 0;
	arena_free(&a);
	return found;
}

static bool joins_incident(const struct intake *s)
{
	return s->has_near && strcmp(s->join_to, s->near.i.number) == 0;
}

static bool joins_appeal(const struct intake *s)
{
	return *s->join_to && !joins_incident(s) && is_same(s, s->join_to);
}

/* It is asked about even when there is one: a slip of the hand joins to a stranger's trouble. */
static void mark_same(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const char *items[DIALOG_CHOICES];
	size_t n = 0;

	for (int i = 0; i < s->same.n && n < DIALOG_CHOICES; i++)
		if (state_is_open(s->same.rows[i].state))
			items[n++] = arena_printf(&a, "%s · %s · %s", found_ref(&a, &s->same.rows[i]),
						  s->same.rows[i].topic_name, s->same.rows[i].address);
	if (n) {
		dialog_choose(app_dialog(app), _("To which appeal is it joined when it is registered?"), items, n);
		app_ask(app, join_chosen, s);
	} else {
		app_say(app, ROLE_MESSAGE, _("Nothing to join: no outage and no works are known at this address, and no "
					     "open appeal looks like the same matter."));
	}
	arena_free(&a);
}

void intake_incident_mark(struct app *app, struct intake *s)
{
	if (s->done)
		app_hint(app, ROLE_MESSAGE, _("It is registered already: {receipt} prints the receipt; in F3 {join} joins it."));
	else if (joins_incident(s) || joins_appeal(s))
		s->join_to[0] = '\0';
	else if (s->has_near)
		snprintf(s->join_to, sizeof(s->join_to), "%s", s->near.i.number);
	else
		mark_same(app, s);
}

bool intake_joins(const struct intake *s)
{
	return s->has_near || joins_appeal(s);
}

void intake_incident_lost(struct app *app, struct intake *s)
{
	struct arena a = { 0 };

	if (!*s->join_to || joins_incident(s) || joins_appeal(s))
		return;
	app_say(app, ROLE_WARN, arena_printf(&a, _("It will not be joined to %s: the address or the topic is another one "
						   "now."), s->join_to));
	s->join_to[0] = '\0';
	arena_free(&a);
}

void intake_incident_draw(const struct intake *s, const struct canvas *c, int y)
{
	struct arena a = { 0 };

	if (joins_appeal(s)) {
		draw_text(c, y, 0, c->cols, ROLE_ALARM, arena_printf(&a, _("Will be joined: %s"), s->join_to));
		arena_free(&a);
		return;
	}
	const char *what = arena_printf(&a, "%s %s, %s", s->near.i.number, s->near.i.title,
					incident_until(&a, &s->near.i, store_clock(s->store)));

	draw_text(c, y, 0, c->cols, ROLE_ALARM,
		  joins_incident(s) ? arena_printf(&a, _("Will be joined: %s"), what)
				    : arena_printf(&a, _("Ctrl-P joins: %s"), what));
	arena_free(&a);
}

void intake_incident_join(struct app *app, struct intake *s, int k)
{
	struct arena a = { 0 };
	struct err e = { 0 };

	const char *ref = question_ref(&a, &s->appeal, k);

	intake_incident_lost(app, s);
	enum err_code (*join)(struct store *, const char *, const char *, int64_t, const struct actor *, struct arena *,
			      struct appeal *, struct err *) = joins_incident(s) ? incident_join : appeal_join;

	if (*s->join_to &&
	    join(app_store(app), ref, s->join_to, -1, app_actor(app), &s->done_mem, &s->appeal, &e))
		app_fail(app, &e);
	s->join_to[0] = '\0';
	arena_free(&a);
}
