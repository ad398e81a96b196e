/* data/store/demo_incidents.c - outages and planned works of the made-up city: open, overdue, planned, closed and
 * cancelled ones, with the calls about them. They have dice and callers of their own: the rest of the city is the
 * same without them. */
#include "core/text.h"
#include "data/store/appeals.h"
#include "data/store/demo_internal.h"
#include "data/store/incidents.h"

enum { MINUTE = 60000, HALF_HOUR = 30 * MINUTE, CALLS_MAX = 6, SECOND_MS = 1000 };

/* Minutes before the end of the city's time; negative ones lie after it. */
static const struct outage {
	const char *code;   /* of the row of the book, and of the calls */
	enum incident_kind kind;
	int written, begins, due; /* written down; begins; planned end, 0: not known */
	int closed;         /* 0: not yet */
	int calls;          /* appeals joined to it */
	int confirmed;      /* of them, after it was closed */
} outages[] = {
	{ "01.01", INCIDENT_ACCIDENT, 190, 200, -170, 0, 4, 0 },
	{ "03.01", INCIDENT_ACCIDENT, 380, 395, 60, 0, 3, 0 },
	{ "02.06", INCIDENT_PLANNED, 700, -840, -1380, 0, 0, 0 },
	{ "07.03", INCIDENT_PLANNED, 1100, 900, -2000, 0, 1, 0 },
	{ "04.02", INCIDENT_ACCIDENT, 780, 800, 0, 300, 3, 1 },
	{ "02.01", INCIDENT_ACCIDENT, 1350, 1380, 600, 500, 5, 3 },
	{ "01.04", INCIDENT_PLANNED, 1300, 240, 60, 1000, 0, 0 },
};

enum what { OPEN, CALL, CLOSE, CONFIRM };

struct moment {
	int64_t at;
	int outage, n; /* of which, and the n-th call of it */
	enum what what;
};

struct outage_now {
	const char *number; /* NULL: not open yet */
	const char *street; /* "вул. Наукова" */
	int first, last;    /* houses */
	const char *calls[CALLS_MAX];
};

struct demo_outages {
	struct demo_city *y;
	struct dice dice;
	struct demo_book book;
	struct demo_people people;
	struct moment *moments;
	int n, next;
	struct outage_now now[COUNT(outages)];
};

/* --- planning ------------------------------------------------------------------------------- */

static int64_t minutes_ago(const struct demo_city *y, int minutes)
{
	return y->end - (int64_t)minutes * MINUTE;
}

/* Announced times are whole half hours. */
static int64_t announced(const struct demo_city *y, int minutes)
{
	int64_t at = minutes_ago(y, minutes);

	return at - at % HALF_HOUR;
}

static void plan(struct demo_outages *o, int outage, enum what what, int n, int minutes)
{
	o->moments[o->n++] = (struct moment){ .at = minutes_ago(o->y, minutes) + n * SECOND_MS,
		.outage = outage, .n = n, .what = what };
}

static int by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->outage != y->outage ? x->outage - y->outage : (int)x->what - (int)y->what;
}

static void plan_outage(struct demo_outages *o, int i)
{
	const struct outage *u = &outages[i];
	int until = u->closed ? u->closed : 5;

	plan(o, i, OPEN, 0, u->written);
	for (int n = 0; n < u->calls && n < CALLS_MAX; n++)
		plan(o, i, CALL, n, u->written - (u->written - until) * (n + 1) / (u->calls + 1));
	if (u->closed)
		plan(o, i, CLOSE, 0, u->closed);
	for (int n = 0; n < u->confirmed; n++)
		plan(o, i, CONFIRM, n, u->closed - 30 - 20 * n);
}

void demo_incidents_plan(struct demo_city *y, int64_t start)
{
	enum { MOMENTS_EACH = 2 + 2 * CALLS_MAX };
	struct demo_outages *o = arena_alloc(&y->mem, sizeof(*o));

	o->y = y;
	o->dice.state = y->dice.state + 1;
	o->book = y->book;
	o->book.dice = &o->dice;
	demo_people_init(&o->people, &o->book, (int)COUNT(outages) * CALLS_MAX, &y->mem);
	o->moments = arena_alloc(&y->mem, COUNT(outages) * MOMENTS_EACH * sizeof(*o->moments));
	for (size_t i = 0; i < COUNT(outages); i++)
		if (minutes_ago(y, outages[i].written) >= start)
			plan_outage(o, (int)i);
	qsort(o->moments, (size_t)o->n, sizeof(*o->moments), by_time);
	y->outages = o;
}

/* --- what happens --------------------------------------------------------------------------- */

static const struct actor *staff(const struct demo_city *y, enum user_role role, int n)
{
	return &y->staff[demo_staff(y, role, n)];
}

/* Where somebody has complained of late: the banner of F2 is seen when he calls again. */
static void choose_place(struct demo_outages *o, struct outage_now *now, struct err *e)
{
	struct store *s = o->y->s;
	const struct demo_row *row = demo_any(&o->book, "street", NULL);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT address FROM question WHERE open AND house <> ''"
					   " ORDER BY id DESC LIMIT 1 OFFSET ?");
	struct arena mem = { 0 };
	struct address x = { .street = "" };
	int house = dice_between(&o->dice, 4, 40);

	db_bind(st, "d", (int)(now - o->now));
	if (db_row(&s->db, st, e))
		address_parse(&mem, db_text(&mem, st, 0), &x);
	sqlite3_reset(st);
	if (*x.street && !*x.settlement && strtol(x.house, NULL, 10) > 0)
		house = (int)strtol(x.house, NULL, 10);
	else
		x = (struct address){ .type = row->key, .street = row->text };
	now->street = arena_printf(&o->y->mem, "%s %s", x.type, x.street);
	now->first = house > 6 ? house - 6 : 1;
	now->last = house + 8;
	arena_free(&mem);
}

static const char *addresses(struct demo_outages *o, const struct outage_now *now, struct arena *mem)
{
	const struct demo_row *more = demo_any(&o->book, "street", NULL);

	return arena_printf(mem, "%s %d–%d; %s %s %d", now->street, now->first, now->last, more->key, more->text,
			    dice_between(&o->dice, 2, 30));
}

static enum err_code open_outage(struct demo_outages *o, const struct moment *m, struct arena *mem,
				 struct err *e)
{
	const struct outage *u = &outages[m->outage];
	const struct demo_row *words = demo_any(&o->book, "incident", u->code);
	const struct topic *topic = catalogue_topic(o->y->cat, u->code);
	const struct service *s = topic ? catalogue_service(o->y->cat, topic->service) : NULL;
	struct outage_now *now = &o->now[m->outage];
	struct incident_form f;
	struct incident_row row;

	choose_place(o, now, e);
	incident_form_init(&f);
	f.kind = (int)u->kind;
	f.title = words->text;
	f.text = words->more;
	f.topics = u->code;
	f.service = s ? s->code : NULL;
	f.service_name = s ? s->name : NULL;
	f.addresses = addresses(o, now, mem);
	f.start = u->kind == INCIDENT_PLANNED ? announced(o->y, u->begins) : minutes_ago(o->y, u->begins);
	f.due = u->due ? announced(o->y, u->due) : 0;
	enum err_code rc = e->code ? e->code : incident_add(o->y->s, &f, staff(o->y, R_DISPATCHER, 0), mem, &row, e);

	if (!rc)
		now->number = arena_strdup(&o->y->mem, row.i.number);
	return rc;
}

/* A citizen calls, the operator registers and joins. */
static enum err_code take_call(struct demo_outages *o, const struct moment *m, struct arena *mem, struct err *e)
{
	const struct outage *u = &outages[m->outage];
	struct outage_now *now = &o->now[m->outage];
	const struct demo_person *who = demo_caller(&o->people);
	const struct actor *operator = staff(o->y, R_OPERATOR, m->outage + m->n);
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.topic = catalogue_topic(o->y->cat, u->code);
	r.phone = demo_phone(&o->people, who, mem);
	r.surname = demo_surname(who);
	r.given = who->given;
	r.patronymic = who->patronymic;
	r.text = demo_words(&o->book, "say", u->code, who->woman, mem);
	r.address = arena_printf(mem, "%s, %d, %d", now->street, dice_between(&o->dice, now->first, now->last),
				 dice_between(&o->dice, 1, 60));
	r.idem = arena_printf(mem, "%s:demo-outage-%d-%d", store_site(o->y->s), m->outage, m->n);
	enum err_code rc = appeal_register(o->y->s, &r, operator, mem, &out, &where, e);

	if (!rc)
		rc = incident_join(o->y->s, out.appeal.number, now->number, -1, operator, mem, NULL, e);
	if (!rc)
		now->calls[m->n] = arena_strdup(&o->y->mem, out.appeal.number);
	return rc;
}

static enum err_code close_outage(struct demo_outages *o, const struct moment *m, struct arena *mem,
				  struct err *e)
{
	const struct demo_row *words = demo_any(&o->book, "incident", outages[m->outage].code);
	struct incident_end end;

	return incident_close(o->y->s, o->now[m->outage].number, words->last, 0, staff(o->y, R_DISPATCHER, 0), mem,
			      &end, e);
}

static enum err_code confirm_call(struct demo_outages *o, const struct moment *m, struct arena *mem,
				  struct err *e)
{
	struct command cmd;

	command_init(&cmd, ACT_CONFIRM);
	cmd.outcome = OUTCOME_YES;
	cmd.via = VIA_CALL;
	cmd.grade = dice_between(&o->dice, 4, 5);
	return appeal_move(o->y->s, o->now[m->outage].calls[m->n], &cmd, -1, staff(o->y, R_CONTROLLER, 0), mem, NULL,
			   e);
}

enum err_code demo_incidents_until(struct demo_city *y, int64_t until, struct err *e)
{
	static enum err_code (*const happens[])(struct demo_outages *, const struct moment *, struct arena *,
						struct err *) = {
		[OPEN] = open_outage, [CALL] = take_call, [CLOSE] = close_outage, [CONFIRM] = confirm_call,
	};
	struct demo_outages *o = y->outages;
	enum err_code rc = ERR_OK;

	while (!rc && o->next < o->n && o->moments[o->next].at <= until) {
		const struct moment *m = &o->moments[o->next++];
		struct arena mem = { 0 };

		y->clock.now = m->at;
		rc = happens[m->what](o, m, &mem, e);
		arena_free(&mem);
	}
	return rc;
}
