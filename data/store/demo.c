/* data/store/demo.c - see demo.h: the staff and the settings of the made-up city, and its days. Nothing is
 * written but through the calls that the workstation uses; only the clock is ours. */
#include "data/store/demo.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/demo_internal.h"
#include "data/store/users.h"

enum { MINUTE = 60000, DAY = 24 * 60 * MINUTE, CASES_A_DAY_MIN = 40, CASES_A_DAY_MAX = 60 };

/* How the calls of a day fall on its hours: of a thousand (peaks of domain.md 0: morning, evening). */
static const int hours[24] = { 10, 7, 5, 4, 4, 8, 22, 45, 75, 88, 80, 66, 55, 50, 48, 46, 50, 62, 74, 72,
	54, 38, 24, 13 };

/* --- the clock ------------------------------------------------------------------------------- */

static int64_t demo_now(const void *ctx)
{
	const struct demo_clock *c = ctx;

	return c->now;
}

static int32_t demo_offset(const void *ctx, int64_t utc_ms)
{
	const struct demo_clock *c = ctx;

	return c->real->offset_s(c->real->ctx, utc_ms);
}

/* --- the queue: a binary heap ---------------------------------------------------------------- */

static bool sooner(const struct demo_case *a, const struct demo_case *b)
{
	return a->at != b->at ? a->at < b->at : a->index < b->index;
}

static void swap(struct demo_case **a, struct demo_case **b)
{
	struct demo_case *c = *a;

	*a = *b;
	*b = c;
}

void demo_queue(struct demo_city *y, struct demo_case *c)
{
	if (c->at > y->end || y->nqueue == y->max_queue)
		return;
	int i = y->nqueue++;

	y->queue[i] = c;
	for (; i > 0 && sooner(y->queue[i], y->queue[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&y->queue[i], &y->queue[(i - 1) / 2]);
}

static struct demo_case *take(struct demo_city *y)
{
	struct demo_case *top = y->queue[0];

	y->queue[0] = y->queue[--y->nqueue];
	for (int i = 0;;) {
		int first = i;

		for (int child = 2 * i + 1; child <= 2 * i + 2 && child < y->nqueue; child++)
			if (sooner(y->queue[child], y->queue[first]))
				first = child;
		if (first == i)
			return top;
		swap(&y->queue[i], &y->queue[first]);
		i = first;
	}
}

struct demo_case *demo_new_case(struct demo_city *y, int64_t at)
{
	if (y->ncases == y->max_queue)
		return NULL;
	struct demo_case *c = arena_alloc(&y->mem, sizeof(*c));

	c->at = at;
	c->index = y->ncases++;
	return c;
}

/* --- days ------------------------------------------------------------------------------------ */

int64_t demo_time_of_call(struct demo_city *y, struct dice *d, civil_day day)
{
	struct civil c = { 0 };
	int all = 0, hour = 0;

	for (size_t i = 0; i < COUNT(hours); i++)
		all += hours[i];
	for (int roll = dice_between(d, 1, all); roll > hours[hour]; hour++)
		roll -= hours[hour];
	civil_from_day(day, &c.year, &c.month, &c.day);
	c.hour = hour;
	return civil_to_utc(&y->ops, &c) + dice_between(d, 0, 60 * MINUTE - 1);
}

static void plan_day(struct demo_city *y, civil_day day)
{
	int n = dice_between(&y->dice, CASES_A_DAY_MIN, CASES_A_DAY_MAX);

	if (civil_weekday(day) >= 5)
		n = n * 3 / 4;
	while (n-- > 0) {
		struct demo_case *c = demo_new_case(y, demo_time_of_call(y, &y->dice, day));

		if (c)
			demo_queue(y, c);
	}
}

/* The last days have each state whatever the hour is. */
static void plan_recent(struct demo_city *y, int64_t start)
{
	for (int i = 0; i < demo_recent_count; i++) {
		int64_t at = y->end - (int64_t)demo_recent[i].minutes_ago * MINUTE;
		struct demo_case *c = at < start ? NULL : demo_new_case(y, at);

		if (!c)
			continue;
		c->code = demo_recent[i].code;
		c->plan = demo_recent[i].plan;
		c->planned = c->quick = true;
		demo_queue(y, c);
	}
}

static enum err_code live(struct demo_city *y, struct err *e)
{
	enum err_code rc = ERR_OK;

	while (!rc && y->nqueue > 0) {
		struct demo_case *c = take(y);

		rc = demo_incidents_until(y, c->at, e);
		if (rc)
			break;
		y->clock.now = c->at;
		rc = demo_calls_pass(y, e);
		if (!rc)
			rc = c->number ? demo_move(y, c, e) : demo_register(y, c, e);
	}
	if (!rc)
		rc = demo_incidents_until(y, y->end, e);
	y->clock.now = y->end;
	return rc ? rc : demo_calls_end(y, e);
}

/* --- staff and settings ---------------------------------------------------------------------- */

static enum err_code hire(struct demo_city *y, const struct actor *who, struct err *e)
{
	struct user users[DEMO_STAFF_MAX];
	int n = demo_login_count < DEMO_STAFF_MAX ? demo_login_count : DEMO_STAFF_MAX;

	for (int i = 0; i < n; i++) {
		const struct demo_login *l = &demo_logins[i];

		users[i] = (struct user){ .login = l->login, .name = l->name, .service = l->service,
			.roles = roles_parse(l->roles) };
		y->staff[y->nstaff++] = (struct actor){ .login = l->login, .name = l->name, .roles = users[i].roles,
			.service = l->service };
	}
	return users_add(y->s, users, n, demo_password, who, e);
}

/* A folder beside the base, whatever folder is the current one later. *made: it when it was not there. */
static enum err_code make_folder(struct demo_city *y, const char *name, const char **folder, const char **made,
				 struct err *e)
{
	char *base = realpath(store_path(y->s), NULL);
	char *slash = base ? strrchr(base, '/') : NULL;

	*folder = slash ? arena_printf(&y->mem, "%s/%s", arena_strndup(&y->mem, base, (size_t)(slash - base)), name)
			: name;
	free(base);
	int why = mkdir(*folder, 0700) ? errno : 0;
	struct stat st;

	*made = why ? NULL : *folder;
	if (why && (why != EEXIST || stat(*folder, &st) || !S_ISDIR(st.st_mode)))
		return err_set(e, ERR_FAILED, _("The folder «%s» of the made-up city cannot be made: %s."), *folder,
			       strerror(why));
	return ERR_OK;
}

static enum err_code set_up(struct demo_city *y, const struct actor *who, struct err *e)
{
	const char *receipts;
	enum err_code rc = make_folder(y, "receipts", &receipts, &y->made_receipts, e);

	if (!rc)
		rc = make_folder(y, "recordings", &y->calls.folder, &y->calls.made_folder, e);
	y->receipts = arena_printf(&y->mem, "file:%s", receipts);
	y->calls.exchange = *who;
	const char *const settings[][2] = { { "city", demo_city }, { "hotline", demo_hotline }, { "demo", "1" },
		{ "printer", y->receipts }, { "recordings", y->calls.folder } };

	for (size_t i = 0; !rc && i < COUNT(settings); i++)
		rc = store_set_setting(y->s, settings[i][0], settings[i][1], who, e);
	return rc ? rc : hire(y, who, e);
}

/* --- all of it ------------------------------------------------------------------------------- */

static enum err_code fill(struct demo_city *y, int days, const struct actor *who, struct err *e)
{
	civil_day today = civil_day_at(&y->ops, y->end);
	struct civil c = { 0 };

	civil_from_day(today - days, &c.year, &c.month, &c.day);
	y->clock.now = civil_to_utc(&y->ops, &c);
	y->calls.day = today - days;
	plan_recent(y, y->clock.now);
	demo_incidents_plan(y, y->clock.now);
	for (civil_day day = today - days; day <= today; day++)
		plan_day(y, day);
	enum err_code rc = set_up(y, who, e);

	return rc ? rc : live(y, e);
}

static enum err_code prepare(struct demo_city *y, int days, struct err *e)
{
	if (db_int(&y->s->db, db_stmt(&y->s->db, "SELECT count(*) FROM (SELECT 1 FROM appeal LIMIT 1)"), 0, e))
		return err_set(e, ERR_CONFLICT, "%s",
			       _("This base has appeals already: a made-up city is never mixed with them."));
	if (e->code || catalogue_get(y->s, &y->cat, e))
		return e->code;
	/* Twice: neighbours call about the same. */
	y->max_queue = 2 * ((days + 1) * CASES_A_DAY_MAX + demo_recent_count);
	y->queue = arena_alloc(&y->mem, (size_t)y->max_queue * sizeof(struct demo_case *));
	demo_book_read(&y->book, &y->dice, &y->mem);
	demo_people_init(&y->people, &y->book, y->max_queue, &y->mem);
	return ERR_OK;
}

enum err_code demo_fill(struct store *s, int days, const struct actor *who, struct err *e)
{
	const struct clock_ops *real = s->clock;
	int64_t now = real->now_ms(real->ctx);
	struct demo_city y = { .s = s, .dice.state = (uint64_t)days, .calls.dice.state = (uint64_t)days,
		.clock.real = real,
		.end = now - now % MINUTE };

	y.ops = (struct clock_ops){ .now_ms = demo_now, .offset_s = demo_offset, .ctx = &y.clock };
	enum err_code rc = prepare(&y, days, e);

	if (!rc) {
		/* A base that is lost with the power is made again: ten thousand commits need not wait. */
		rc = db_careless(&s->db, true, e);
		s->clock = &y.ops;
		if (!rc)
			rc = fill(&y, days, who, e);
		s->clock = real;
		while (!rc && store_idle(s))
			;
		if ((db_careless(&s->db, false, rc ? NULL : e) ||
		     db_exec(&s->db, "PRAGMA wal_checkpoint(TRUNCATE)", rc ? NULL : e)) && !rc)
			rc = e->code;
	}
	if (rc && y.made_receipts)
		rmdir(y.made_receipts);
	if (rc && y.calls.made_folder)
		rmdir(y.calls.made_folder);
	arena_free(&y.mem);
	return rc;
}
