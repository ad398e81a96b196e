/* t_incident - core/incident.h: who may do what to an incident and when, its events and its state, numbers
 * as people type them, what the autoresponder says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/incident.h"
#include "tests/lib/kyiv.h"

/* 10:00 in Kyiv. */
#define NOW utc(2026, 11, 20, 8, 0, 0)

static int64_t frozen(const void *ctx)
{
	(void)ctx;
	return NOW;
}

struct world {
	struct arena mem;
	struct clock_ops clock;
	struct policy pol;
	struct incident i;
	int64_t seq;
	struct err e;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->clock = (struct clock_ops){ .now_ms = frozen, .offset_s = kyiv_offset };
	policy_init(&w->pol, &w->clock);
	incident_init(&w->i);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	arena_free(&w->mem);
	free(w);
	return 0;
}

static struct actor with_role(enum user_role r)
{
	return (struct actor){ .login = "olena", .name = "Олена", .roles = ROLE_BIT(r), .service = "" };
}

static const struct incident_facts facts = { .site = "ГЛ", .year = 2026, .n = 12 };

static struct incident_form usual(void)
{
	struct incident_form f;

	incident_form_init(&f);
	f.kind = INCIDENT_ACCIDENT;
	f.title = "немає холодної води";
	f.addresses = "Наукова 2-14 парні";
	f.topics = "01.01,01.02";
	f.service = "VODA";
	f.service_name = "ЛМКП «Львівводоканал»";
	f.due = NOW + 8 * HOUR;
	return f;
}

/* Folds a decision as the store does; gives the result. */
static enum fold_result apply(struct world *w, struct decision *d)
{
	char *body = json_dumps(d->body, JSON_COMPACT);
	struct event ev = { .site = "ГЛ", .seq = 7, .subject = "ГЛ.7", .kind = d->kind, .body = body, .at = NOW,
		.hlc = ++w->seq };
	enum fold_result r = incident_fold(&w->i, &ev, &w->mem);

	free(body);
	json_decref(d->body);
	return r;
}

static void open_usual(struct world *w)
{
	struct actor who = with_role(R_DISPATCHER);
	struct incident_form f = usual();
	struct decision d;

	assert_int_equal(incident_open(&f, &who, &w->pol, &facts, &d, &w->e), ERR_OK);
	assert_int_equal(apply(w, &d), FOLD_OK);
}

static void it_is_what_was_said(void **state)
{
	struct world *w = *state;

	open_usual(w);
	assert_string_equal(w->i.number, "ГЛ-ЗХ12/26");
	assert_string_equal(w->i.ascii, "HL-ZKH12-26");
	assert_string_equal(w->i.subject, "ГЛ.7");
	assert_string_equal(w->i.kind, "accident");
	assert_string_equal(w->i.state, "open");
	assert_string_equal(w->i.addresses, "вул. Наукова, 2–14 парні");
	assert_string_equal(w->i.opened_by, "olena");
	assert_true(w->i.start == NOW && w->i.opened == NOW && w->i.due == NOW + 8 * HOUR && !w->i.ended);
	assert_true(w->i.rev == 1 && w->i.n == 12 && w->i.year == 2026);
}

/* --- what is refused ------------------------------------------------------------------------ */

static void no_title(struct incident_form *f) { f->title = "  "; }
static void long_title(struct incident_form *f)
{
	static char title[2 * INCIDENT_TITLE_LETTERS];

	memset(title, 'x', sizeof(title) - 1);
	f->title = title;
}
static void control_in_text(struct incident_form *f) { f->text = "a\x1b[2J"; }
static void no_addresses(struct incident_form *f) { f->addresses = NULL; }
static void bad_addresses(struct incident_form *f) { f->addresses = "Наукова 14-2"; }
static void bad_topics(struct incident_form *f) { f->topics = "вода"; }
static void later(struct incident_form *f) { f->start = NOW + HOUR; }
static void a_little_later(struct incident_form *f) { f->start = NOW + MINUTE; }
static void planned_later(struct incident_form *f) { later(f); f->kind = INCIDENT_PLANNED; }
static void planned_without_end(struct incident_form *f) { planned_later(f); f->due = 0; }
static void without_end(struct incident_form *f) { f->due = 0; }
static void ends_before(struct incident_form *f) { f->due = NOW - 1; }
static void years_ago(struct incident_form *f) { f->start = NOW - 3 * 366 * DAY; }
static void in_years(struct incident_form *f) { f->due = NOW + 3 * 366 * DAY; }
static void as_it_is(struct incident_form *f) { (void)f; }

static const struct {
	const char *what;
	void (*spoil)(struct incident_form *f);
	enum err_code want;
	const char *fault;
} forms[] = {
	{ "as it is", as_it_is, ERR_OK, "" },
	{ "no title", no_title, ERR_INVALID, "title" },
	{ "a long title", long_title, ERR_INVALID, "title" },
	{ "a control character", control_in_text, ERR_INVALID, "text" },
	{ "no addresses", no_addresses, ERR_INVALID, "addresses" },
	{ "a range backwards", bad_addresses, ERR_INVALID, "addresses" },
	{ "words for topics", bad_topics, ERR_INVALID, "topics" },
	{ "an accident in an hour", later, ERR_INVALID, "start" },
	{ "an accident in a minute: clocks differ", a_little_later, ERR_OK, "" },
	{ "planned works in an hour", planned_later, ERR_OK, "" },
	{ "planned works without an end", planned_without_end, ERR_INVALID, "due" },
	{ "an accident without an end", without_end, ERR_OK, "" },
	{ "the end before the beginning", ends_before, ERR_INVALID, "due" },
	{ "years ago", years_ago, ERR_INVALID, "start" },
	{ "an end in years", in_years, ERR_INVALID, "due" },
};

static void forms_are_checked(void **state)
{
	struct world *w = *state;
	struct actor who = with_role(R_OPERATOR);

	for (size_t i = 0; i < COUNT(forms); i++) {
		struct incident_form f = usual();
		struct decision d = { NULL, NULL };

		forms[i].spoil(&f);
		enum err_code got = incident_open(&f, &who, &w->pol, &facts, &d, &w->e);

		if (got != forms[i].want || strcmp(f.fault, forms[i].fault) != 0)
			fail_msg("%s: %d «%s» %s", forms[i].what, got, f.fault, w->e.msg);
		json_decref(d.body);
	}
}

/* One letter a role, in their order: operator clerk dispatcher controller supervisor executor manager admin. */
static void the_matrix_of_roles(void **state)
{
	static const struct {
		const char *what, *want;
	} rows[] = { { "open", "+-+-+---" }, { "change", "+-+-+---" }, { "close", "--+-----" } };
	struct world *w = *state;
	char got[COUNT(rows)][USER_ROLE_COUNT + 1] = { "" };

	open_usual(w);
	for (int r = 0; r < USER_ROLE_COUNT; r++) {
		struct actor who = with_role((enum user_role)r);
		struct incident_form f = usual(), other = usual();
		struct decision d[3] = { { NULL, NULL } };

		other.title = "інше";
		const enum err_code rc[] = {
			incident_open(&f, &who, &w->pol, &facts, &d[0], &w->e),
			incident_change(&w->i, &other, &who, &w->pol, &d[1], &w->e),
			incident_close_decide(&w->i, "полагодили", 0, &who, &w->pol, &d[2], &w->e),
		};

		for (size_t i = 0; i < COUNT(rows); i++) {
			assert_true(rc[i] == ERR_OK || rc[i] == ERR_REFUSED);
			got[i][r] = rc[i] ? '-' : '+';
			json_decref(d[i].body);
		}
	}
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(got[i], rows[i].want);
}

/* --- changes -------------------------------------------------------------------------------- */

static void changes_are_events(void **state)
{
	struct world *w = *state;
	struct actor who = with_role(R_SUPERVISOR);
	struct incident_form f;
	struct decision d;

	open_usual(w);
	incident_form_init(&f); /* nothing said */
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_null(d.kind);
	f.addresses = "вул. Наукова 2 – 14 парні"; /* the same in other words */
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_null(d.kind);
	f.addresses = "Наукова 2–20 парні";
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_string_equal(d.kind, "incident_changed");
	assert_int_equal(apply(w, &d), FOLD_OK);
	assert_string_equal(w->i.addresses, "вул. Наукова, 2–20 парні");
	assert_int_equal(w->i.prolonged, 0);
	incident_form_init(&f);
	f.due = NOW + 10 * HOUR;
	f.note = "чекаємо на трубу";
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_string_equal(d.kind, "incident_prolonged");
	assert_int_equal(apply(w, &d), FOLD_OK);
	assert_true(w->i.prolonged == 1 && w->i.due == NOW + 10 * HOUR && w->i.rev == 3);
	f.due = NOW - HOUR;
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_INVALID);
	assert_string_equal(f.fault, "due");
	f.due = 0; /* an accident may have no end */
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_OK);
	json_decref(d.body);
	f.kind = INCIDENT_PLANNED;
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_INVALID);
}

/* --- the end -------------------------------------------------------------------------------- */

static void the_end_is_checked(void **state)
{
	static const struct {
		const char *what, *text;
		int64_t ended;
		enum err_code want;
	} rows[] = {
		{ "now", "полагодили", 0, ERR_OK },
		{ "without words", " ", 0, ERR_INVALID },
		{ "a moment after the beginning", "полагодили", 1, ERR_OK },
		{ "before the beginning", "полагодили", -1, ERR_INVALID },
		{ "in an hour", "полагодили", HOUR, ERR_INVALID },
	};
	struct world *w = *state;
	struct actor who = with_role(R_DISPATCHER);

	open_usual(w);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct decision d = { NULL, NULL };
		int64_t ended = rows[i].ended ? NOW + rows[i].ended : 0;
		enum err_code got = incident_close_decide(&w->i, rows[i].text, ended, &who, &w->pol, &d, &w->e);

		if (got != rows[i].want)
			fail_msg("%s: %d %s", rows[i].what, got, w->e.msg);
		json_decref(d.body);
	}
}

static void what_is_ended_stays_so(void **state)
{
	struct world *w = *state;
	struct actor who = with_role(R_DISPATCHER);
	struct incident_form f = usual();
	struct decision d;

	open_usual(w);
	assert_int_equal(incident_close_decide(&w->i, "полагодили", 0, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_string_equal(d.kind, "incident_closed");
	assert_int_equal(apply(w, &d), FOLD_OK);
	assert_string_equal(w->i.state, "closed");
	assert_string_equal(w->i.closing, "полагодили");
	assert_true(w->i.ended == NOW && w->i.closed_at == NOW);
	assert_int_equal(incident_phase(&w->i, NOW), PHASE_CLOSED);
	assert_int_equal(incident_close_decide(&w->i, "ще раз", 0, &who, &w->pol, &d, &w->e), ERR_REFUSED);
	f.title = "інше";
	assert_int_equal(incident_change(&w->i, &f, &who, &w->pol, &d, &w->e), ERR_REFUSED);
	/* an event of another site that came late changes nothing but its counters */
	struct event ev = { .site = "ГЛ", .subject = "ГЛ.7", .kind = "incident_changed", .hlc = 99,
		.body = "{\"set\":{\"title\":\"інше\"}}" };

	assert_int_equal(incident_fold(&w->i, &ev, &w->mem), FOLD_CONFLICT);
	assert_string_equal(w->i.title, "немає холодної води");
	assert_true(w->i.hlc == 99 && w->i.rev == 3);
	ev.kind = "incident_painted";
	assert_int_equal(incident_fold(&w->i, &ev, &w->mem), FOLD_UNKNOWN);
	ev.body = "";
	assert_int_equal(incident_fold(&w->i, &ev, &w->mem), FOLD_REDACTED);
}

static void works_not_begun_are_cancelled(void **state)
{
	struct world *w = *state;
	struct actor who = with_role(R_DISPATCHER);
	struct incident_form f = usual();
	struct decision d;

	planned_later(&f);
	assert_int_equal(incident_open(&f, &who, &w->pol, &facts, &d, &w->e), ERR_OK);
	assert_int_equal(apply(w, &d), FOLD_OK);
	assert_int_equal(incident_phase(&w->i, NOW), PHASE_PLANNED);
	assert_int_equal(incident_phase(&w->i, NOW + HOUR), PHASE_OPEN);
	assert_int_equal(incident_close_decide(&w->i, "перенесли", 0, &who, &w->pol, &d, &w->e), ERR_OK);
	assert_string_equal(d.kind, "incident_cancelled");
	assert_int_equal(apply(w, &d), FOLD_OK);
	assert_int_equal(incident_phase(&w->i, NOW + HOUR), PHASE_CANCELLED);
	assert_true(w->i.ended == 0 && w->i.closed_at == NOW);
}

static void time_makes_it_late(void **state)
{
	struct world *w = *state;

	open_usual(w);
	assert_false(incident_overdue(&w->i, NOW + 8 * HOUR));
	assert_true(incident_overdue(&w->i, NOW + 8 * HOUR + 1));
	w->i.due = 0;
	assert_false(incident_overdue(&w->i, NOW + 100 * HOUR));
	w->i.start = NOW + DAY; /* the clock of another site is ahead */
	assert_int_equal(incident_phase(&w->i, NOW), PHASE_OPEN);
	w->i.kind = "planned";
	assert_int_equal(incident_phase(&w->i, NOW), PHASE_PLANNED);
	assert_true(incident_announced(&w->i, NOW));
	assert_false(incident_announced(&w->i, NOW - 1));
	w->i.state = "closed";
	assert_false(incident_announced(&w->i, NOW + DAY + HOUR));
}

/* --- topics, numbers, words ----------------------------------------------------------------- */

static void topics_of_one_group_fit(void **state)
{
	static const struct {
		const char *topics, *asked;
		bool fits;
	} rows[] = {
		{ "01.01", "01.01", true },    { "01.01", "01.04", true },  { "01.01", "02.01", false },
		{ "02.06,01.01", "01.03", true }, { "01", "01.05", true },  { "01", "10.01", false },
		{ "10", "01.05", false },      { "", "11.02", true },       { "01.01", "", true },
		{ "01.01,", "03.01", false },
	};
	struct incident i;

	(void)state;
	incident_init(&i);
	for (size_t n = 0; n < COUNT(rows); n++) {
		i.topics = rows[n].topics;
		if (incident_fits_topic(&i, rows[n].asked) != rows[n].fits)
			fail_msg("«%s» and «%s»", rows[n].topics, rows[n].asked);
	}
}

static void numbers_are_read(void **state)
{
	static const struct {
		const char *typed, *site;
		int n, year;
		bool good, marked;
	} rows[] = {
		{ "ГЛ-ЗХ12/26", "гл", 12, 2026, true, true },
		{ "гл-зх12/26", "гл", 12, 2026, true, true },
		{ "HL-ZKH12-26", "hl", 12, 2026, true, true },
		{ "№ ГЛ-ЗХ 12/26", "гл", 12, 2026, true, true },
		{ "ЗХ12", "", 12, 0, true, true },
		{ "зх 12/26", "", 12, 2026, true, true },
		{ "ЗХ12/2026", "", 12, 2026, true, true },
		{ "12", "", 12, 0, true, false },
		{ "12/26", "", 12, 2026, true, false },
		{ "ГЛ-12/26", "", 0, 0, false, false }, /* an appeal */
		{ "HL-12-26", "", 0, 0, false, false },
		{ "ЗХ", "", 0, 0, false, true },
		{ "ЗХ0", "", 0, 0, false, true },
		{ "ЗХ12/26.2", "", 12, 2026, false, true },
		{ "зхвороба 12", "", 0, 0, false, false },
		{ "", "", 0, 0, false, false },
		{ "вода", "", 0, 0, false, false },
		{ "ЗХ9999999999", "", 0, 0, false, true },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct incident_ref r;
		bool good = incident_ref_parse(&w->mem, rows[i].typed, &r);

		if (good != rows[i].good || r.marked != rows[i].marked)
			fail_msg("«%s»: %d %d", rows[i].typed, good, r.marked);
		if (good && (r.n != rows[i].n || r.year != rows[i].year || strcmp(r.site, rows[i].site) != 0))
			fail_msg("«%s»: «%s» %d %d", rows[i].typed, r.site, (int)r.n, r.year);
	}
}

static void the_autoresponder_speaks(void **state)
{
	struct world *w = *state;

	open_usual(w);
	w->i.title = "немає холодної води.";
	assert_string_equal(incident_announcement(&w->mem, &w->i, &w->clock, NOW),
			    "Attention! There is an accident: немає холодної води. Addresses: вул. Наукова, 2–14 парні. "
			    "The work is done by: ЛМКП «Львівводоканал». Expected end: today at 18:00.");
	w->i.due = NOW + DAY;
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW), "tomorrow at 10:00."));
	w->i.due = NOW + 2 * DAY;
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW), "22.11.2026 at 10:00."));
	w->i.due = 0;
	w->i.text = "Підвезення води о 12:00";
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW), " Підвезення води о 12:00. "));
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW), "is being clarified."));
	w->i.due = NOW - 1; /* it was promised and is over: nothing is promised again */
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW), "is being clarified."));
	w->i.kind = "planned";
	w->i.start = NOW + HOUR;
	w->i.due = NOW + 5 * HOUR;
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW),
			       "Planned works: немає холодної води. They begin today at 11:00."));
	assert_non_null(strstr(incident_announcement(&w->mem, &w->i, &w->clock, NOW + 2 * HOUR), "under way"));
}

static void times_are_short(void **state)
{
	struct world *w = *state;

	assert_string_equal(incident_when(&w->mem, &w->clock, NOW + HOUR, NOW), "11:00");
	assert_string_equal(incident_when(&w->mem, &w->clock, NOW + DAY, NOW), "21.11 10:00");
	assert_string_equal(incident_when(&w->mem, &w->clock, NOW + 60 * DAY, NOW), "19.01.2027 10:00");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(it_is_what_was_said), T(forms_are_checked), T(the_matrix_of_roles), T(changes_are_events),
		T(the_end_is_checked), T(what_is_ended_stays_so), T(works_not_begun_are_cancelled),
		T(time_makes_it_late), T(topics_of_one_group_fit), T(numbers_are_read),
		T(the_autoresponder_speaks), T(times_are_short),
	};

	return cmocka_run_group_tests_name("incident", tests, NULL, NULL);
}
