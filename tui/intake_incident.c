/* tui/intake_incident.c - F2: the outage or the works that the address lies inside: one line instead of the
 * script, and one key that joins what is registered. Asked for when the address, the topic or the caller
 * changes, never while drawing; the form stays uncovered. */
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
	const char *was = s->has_near ? s->near.i.number : "";
	const char *address = form_get(&s->form, "address");
	const char *residence = form_get(&s->form, "residence");
	const char *only = s->caller.npeople == 1 ? s->caller.people[0].residence : "";

	s->near_mem = (struct arena){ 0 };
	s->has_near = look(s, address) || (!*address && (look(s, residence) || (!*residence && look(s, only))));
	s->joins = s->joins && s->has_near && strcmp(was, s->near.i.number) == 0;
	arena_free(&before);
}

void intake_incident_mark(struct app *app, struct intake *s)
{
	if (!s->has_near) {
		app_say(app, ROLE_MESSAGE, _("No outage and no works are known at this address."));
		return;
	}
	s->joins = !s->joins;
}

void intake_incident_draw(const struct intake *s, const struct canvas *c, int y)
{
	struct arena a = { 0 };
	const char *what = arena_printf(&a, "%s %s, %s", s->near.i.number, s->near.i.title,
					incident_until(&a, &s->near.i, store_clock(s->store)));

	draw_text(c, y, 0, c->cols, ROLE_ALARM,
		  s->joins ? arena_printf(&a, _("Will be joined: %s"), what)
			   : arena_printf(&a, _("Ctrl-P joins: %s"), what));
	arena_free(&a);
}

void intake_incident_join(struct app *app, struct intake *s, int k)
{
	struct arena a = { 0 };
	struct err e = { 0 };

	const char *ref = question_ref(&a, &s->appeal, k);

	if (s->joins && incident_join(app_store(app), ref, s->near.i.number, -1, app_actor(app), &s->done_mem,
				      &s->appeal, &e))
		app_fail(app, &e);
	s->joins = false;
	arena_free(&a);
}
