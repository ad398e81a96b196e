/* data/store/demo_stories.c - what becomes of an appeal of the made-up city: which moves, how soon, in
 * whose hours, with what words. Tables, and the chance that picks from them. See demo_internal.h. */
#include "data/store/demo_internal.h"

enum { MINUTE = 60000, STEPS_MAX = 10 };

/* --- plans: the moves, one after another; how often a plan is chosen, of a thousand ------------- */

static const struct plan {
	int per_mille;
	int steps;
	enum act act[STEPS_MAX];
} plans[PLAN_COUNT] = {
#define STEPS(...) COUNT(((const enum act[]){ __VA_ARGS__ })), { __VA_ARGS__ }
	[PLAN_USUAL] = { 548, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_CONFIRM) },
	[PLAN_STRAIGHT] = { 110, STEPS(ACT_DISPATCH, ACT_DONE, ACT_CONFIRM) },
	[PLAN_CALLED_TWICE] = { 110, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_NO_ANSWER, ACT_CONFIRM) },
	[PLAN_CALLED_THRICE] = { 36, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_NO_ANSWER, ACT_NO_ANSWER,
		ACT_CONFIRM) },
	[PLAN_UNREACHED] = { 14, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_NO_ANSWER, ACT_NO_ANSWER,
		ACT_NO_ANSWER, ACT_CLOSE) },
	[PLAN_REFUSED] = { 66, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_REFUSE, ACT_ACCEPT, ACT_DONE,
		ACT_CONFIRM) },
	[PLAN_REFUSED_TWICE] = { 10, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_REFUSE, ACT_ACCEPT,
		ACT_DONE, ACT_REFUSE, ACT_ACCEPT, ACT_DONE, ACT_CONFIRM) },
	[PLAN_RETURNED] = { 30, STEPS(ACT_DISPATCH, ACT_RETURN, ACT_DISPATCH, ACT_ACCEPT, ACT_DONE,
		ACT_CONFIRM) },
	[PLAN_RECALLED] = { 8, STEPS(ACT_DISPATCH, ACT_RECALL, ACT_DISPATCH, ACT_ACCEPT, ACT_DONE,
		ACT_CONFIRM) },
	[PLAN_REOPENED] = { 10, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_CONFIRM, ACT_REOPEN, ACT_ACCEPT,
		ACT_DONE, ACT_CONFIRM) },
	[PLAN_WITHDRAWN] = { 18, STEPS(ACT_DISPATCH, ACT_WITHDRAW) },
	[PLAN_WITHDRAWN_EARLY] = { 8, STEPS(ACT_WITHDRAW) },
	[PLAN_REJECTED] = { 8, STEPS(ACT_REJECT) },
	[PLAN_FORWARDED] = { 24, STEPS(ACT_FORWARD) },
	/* What is left lying; chance alone gives them by overdue_chance(). */
	[PLAN_STUCK] = { 0, STEPS(ACT_DISPATCH, ACT_ACCEPT) },
	[PLAN_IGNORED] = { 0, STEPS(ACT_DISPATCH) },
	[PLAN_WAITING] = { 0, 0, { ACT_DISPATCH } },
	[PLAN_DONE] = { 0, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE) },
	[PLAN_TRIED_ONCE] = { 0, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_NO_ANSWER) },
	[PLAN_TRIED_TWICE] = { 0, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_NO_ANSWER, ACT_NO_ANSWER) },
	[PLAN_LEFT_IN_REWORK] = { 0, STEPS(ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_REFUSE) },
	[PLAN_LEFT_RETURNED] = { 0, STEPS(ACT_DISPATCH, ACT_RETURN) },
#undef STEPS
};

const struct demo_recent demo_recent[] = {
	{ 2, "02.03", PLAN_WAITING },             { 4, "09.02", PLAN_WAITING },
	{ 7, "07.05", PLAN_WAITING },             { 11, "03.05", PLAN_WAITING },
	{ 16, "08.01", PLAN_WAITING },            { 19, "01.03", PLAN_IGNORED },
	{ 26, "06.02", PLAN_IGNORED },            { 34, "02.04", PLAN_STUCK },
	{ 45, "02.01", PLAN_STUCK },              { 52, "03.03", PLAN_STUCK },
	{ 64, "03.01", PLAN_STUCK },              { 71, "10.01", PLAN_STUCK },
	{ 150, "05.04", PLAN_LEFT_RETURNED },     { 200, "01.06", PLAN_STUCK },
	{ 260, "02.02", PLAN_DONE },              { 330, "03.01", PLAN_DONE },
	{ 540, "02.06", PLAN_DONE },              { 700, "12.04", PLAN_WITHDRAWN },
	{ 780, "02.03", PLAN_TRIED_ONCE },        { 840, "02.02", PLAN_LEFT_IN_REWORK },
	{ 960, "03.09", PLAN_STRAIGHT },          { 1010, "15.05", PLAN_IGNORED },
	{ 1140, "15.05", PLAN_RETURNED },         { 1200, "10.02", PLAN_FORWARDED },
	{ 1260, "05.03", PLAN_TRIED_ONCE },       { 1320, "12.05", PLAN_REJECTED },
	{ 1380, "02.03", PLAN_LEFT_IN_REWORK },   { 1500, "01.05", PLAN_UNREACHED },
	{ 1900, "05.01", PLAN_STUCK },            { 2400, "03.01", PLAN_STUCK },
	{ 2700, "02.02", PLAN_REFUSED },          { 3000, "02.06", PLAN_TRIED_TWICE },
	{ 3300, "03.01", PLAN_IGNORED },          { 3900, "03.07", PLAN_TRIED_TWICE },
};
const int demo_recent_count = COUNT(demo_recent);

/* Now and then something is left lying: among yesterday's accidents (the electricity company most of all,
 * domain.md 3.1) and among what is older than its week. Together about 1.3 % of all. */
static int overdue_chance(const struct demo_case *c, int days_old)
{
	bool day_old = days_old >= 1 && days_old <= 4;

	if (c->priority == PRI_A2 && day_old)
		return strcmp(c->code, "03.01") == 0 ? 200 : 40;
	return c->priority == PRI_N && days_old > 8 ? 28 : 0;
}

enum demo_plan demo_plan_of(const struct demo_case *c, int days_old, struct dice *d)
{
	if (dice_chance(d, overdue_chance(c, days_old)))
		return dice_chance(d, 650) ? PLAN_STUCK : PLAN_IGNORED;
	if (c->priority == PRI_K)
		return PLAN_STRAIGHT;
	if (c->nameless) /* nobody to call back: an inspector's word, or no consideration (Art. 8) */
		return dice_chance(d, 120) ? PLAN_REJECTED : PLAN_USUAL;

	int roll = dice_between(d, 1, 1000), plan = 0;

	while (plan + 1 < PLAN_COUNT && roll > plans[plan].per_mille)
		roll -= plans[plan++].per_mille;
	bool accident = c->priority == PRI_A1 || c->priority == PRI_A2;

	if (plan >= PLAN_STUCK || (accident && (plan == PLAN_FORWARDED || plan == PLAN_REJECTED)))
		return PLAN_USUAL;
	return (enum demo_plan)plan;
}

int demo_next_act(const struct demo_case *c)
{
	return c->step < plans[c->plan].steps ? (int)plans[c->plan].act[c->step] : -1;
}

/* --- pace ------------------------------------------------------------------------------------- */

/* Who works when; the hotline round the clock. */
enum shift { ROUND_THE_CLOCK, DAYTIME, OFFICE };

static const struct {
	int from, until;
	bool weekdays;
} shifts[] = { [DAYTIME] = { 9, 20, false }, [OFFICE] = { 8, 17, true } };

/* Minutes from the move before, by priority: A1, A2, and what waits a week, a month or is but a talk. */
enum pace { FAST, DAY, WEEK, MONTH, TALK, PACE_COUNT };

static const enum pace pace_of[PRIORITY_COUNT] = { [PRI_A1] = FAST, [PRI_A2] = DAY, [PRI_N] = WEEK,
	[PRI_P] = MONTH, [PRI_E] = WEEK, [PRI_K] = TALK };

struct delay {
	int min, max;
};

static const struct rhythm {
	enum shift shift, urgent; /* urgent: of accidents */
	struct delay delay[PACE_COUNT];
} rhythms[ACT_COUNT] = {
	[ACT_DISPATCH] = { ROUND_THE_CLOCK, ROUND_THE_CLOCK,
		{ { 1, 4 }, { 2, 12 }, { 3, 120 }, { 60, 1500 }, { 2, 20 } } },
	[ACT_RECALL] = { ROUND_THE_CLOCK, ROUND_THE_CLOCK,
		{ { 1, 3 }, { 2, 20 }, { 5, 40 }, { 20, 90 }, { 5, 20 } } },
	[ACT_ACCEPT] = { OFFICE, ROUND_THE_CLOCK,
		{ { 2, 14 }, { 8, 80 }, { 60, 1300 }, { 300, 2800 }, { 5, 30 } } },
	[ACT_DONE] = { OFFICE, ROUND_THE_CLOCK,
		{ { 12, 85 }, { 50, 1000 }, { 500, 5200 }, { 4000, 24000 }, { 5, 200 } } },
	[ACT_RETURN] = { OFFICE, ROUND_THE_CLOCK,
		{ { 5, 25 }, { 20, 200 }, { 60, 900 }, { 300, 1500 }, { 20, 60 } } },
	[ACT_CONFIRM] = { DAYTIME, DAYTIME,
		{ { 10, 120 }, { 30, 900 }, { 60, 1700 }, { 300, 2800 }, { 30, 900 } } },
	[ACT_REFUSE] = { DAYTIME, DAYTIME,
		{ { 10, 120 }, { 30, 900 }, { 60, 1700 }, { 300, 2800 }, { 30, 900 } } },
	[ACT_NO_ANSWER] = { DAYTIME, DAYTIME,
		{ { 10, 120 }, { 30, 900 }, { 60, 1700 }, { 300, 2800 }, { 30, 900 } } },
	[ACT_CLOSE] = { DAYTIME, DAYTIME,
		{ { 60, 600 }, { 60, 600 }, { 60, 600 }, { 60, 600 }, { 60, 600 } } },
	[ACT_REOPEN] = { DAYTIME, DAYTIME,
		{ { 200, 4000 }, { 900, 9000 }, { 1500, 14000 }, { 1500, 14000 }, { 900, 9000 } } },
	[ACT_FORWARD] = { OFFICE, OFFICE,
		{ { 20, 90 }, { 60, 700 }, { 200, 2800 }, { 400, 3800 }, { 60, 700 } } },
	[ACT_REJECT] = { OFFICE, OFFICE,
		{ { 20, 90 }, { 60, 700 }, { 200, 2800 }, { 400, 3800 }, { 60, 700 } } },
	[ACT_WITHDRAW] = { DAYTIME, ROUND_THE_CLOCK,
		{ { 10, 100 }, { 20, 500 }, { 60, 2400 }, { 400, 5000 }, { 10, 60 } } },
};

/* A call-back that was not answered is tried again next day, at another hour. */
static const struct delay next_day = { 1150, 1650 };

/* The instant itself within the hours of a shift, else the beginning of the next one. */
static int64_t in_shift(int64_t at, enum shift s, const struct clock_ops *clock, struct dice *d)
{
	if (s == ROUND_THE_CLOCK)
		return at;
	for (;;) {
		struct civil c = civil_at(clock, at);
		civil_day day = civil_to_day(c.year, c.month, c.day);
		bool works = !shifts[s].weekdays || civil_weekday(day) < 5;

		if (works && c.hour >= shifts[s].from && c.hour < shifts[s].until)
			return at;
		bool later_today = works && c.hour < shifts[s].from;

		if (!later_today)
			day++;
		c = (struct civil){ .hour = shifts[s].from };
		civil_from_day(day, &c.year, &c.month, &c.day);
		at = civil_to_utc(clock, &c) + (int64_t)dice_between(d, 0, 90) * MINUTE;
	}
}

int64_t demo_next_time(const struct demo_case *c, int64_t now, const struct clock_ops *clock,
		       struct dice *d)
{
	enum act act = plans[c->plan].act[c->step];
	const struct rhythm *r = &rhythms[act];
	bool urgent = c->quick || c->priority == PRI_A1 || c->priority == PRI_A2;
	struct delay delay = r->delay[c->quick ? FAST : pace_of[c->priority]];

	if (c->step > 0 && plans[c->plan].act[c->step - 1] == ACT_NO_ANSWER && act != ACT_CLOSE)
		delay = next_day;
	/* Most are sooner than the middle. */
	int soon = dice_between(d, 0, 1000), wait = delay.max - delay.min;
	int64_t ms = (delay.min + (int64_t)wait * soon / 1000 * soon / 1000) * MINUTE;

	enum shift shift = urgent ? r->urgent : r->shift;

	if (c->quick && shift == OFFICE)
		shift = ROUND_THE_CLOCK;
	return in_shift(now + ms + (int64_t)dice_between(d, 0, MINUTE - 1), shift, clock, d);
}

/* --- words ------------------------------------------------------------------------------------ */

/* Kinds of rows in demo.tsv and how often something is said, of a thousand. */
static const struct saying {
	const char *what;
	int per_mille;
} sayings[ACT_COUNT] = {
	[ACT_DISPATCH] = { "dispatch", 150 }, [ACT_RECALL] = { "recall", 1000 },
	[ACT_ACCEPT] = { NULL, 0 },           [ACT_DONE] = { NULL, 0 },
	[ACT_RETURN] = { "return", 1000 },    [ACT_CONFIRM] = { "confirm", 350 },
	[ACT_REFUSE] = { "refuse", 1000 },    [ACT_NO_ANSWER] = { "unanswered", 800 },
	[ACT_CLOSE] = { "close", 1000 },      [ACT_REOPEN] = { "reopen", 1000 },
	[ACT_FORWARD] = { "forward", 1000 },  [ACT_REJECT] = { "reject", 1000 },
	[ACT_WITHDRAW] = { "withdraw", 1000 },
};

static void say_done(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
		     struct arena *mem)
{
	bool may_explain = demo_fits(b, "explained", c->code) > 0;
	int explains = c->priority == PRI_K ? 1000 : may_explain ? 450 : 40;

	cmd->result = dice_chance(b->dice, explains) ? RESULT_EXPLAINED : RESULT_DONE;
	if (cmd->result == RESULT_DONE && demo_fits(b, "impossible", c->code) > 0 && dice_chance(b->dice, 150))
		cmd->result = RESULT_IMPOSSIBLE;
	cmd->note = demo_words(b, vocab_wire(&vocab_result, cmd->result), c->code, false, mem);
}

static void say_confirmed(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
			  struct arena *mem)
{
	static const struct share vias[] = { { VIA_CALL, 790 }, { VIA_ROBOT, 70 }, { VIA_WEB, 70 },
		{ VIA_SMS, 40 }, { VIA_VISIT, 0 } };
	static const struct share grades[] = { { 0, 250 }, { 5, 590 }, { 4, 125 }, { 3, 22 }, { 2, 7 },
		{ 1, 0 } };

	if (c->nameless) {
		cmd->via = VIA_INSPECTOR;
		cmd->note = demo_words(b, "inspected", c->code, false, mem);
		return;
	}
	cmd->via = dice_choose(b->dice, vias);
	cmd->grade = dice_choose(b->dice, grades);
	if (cmd->via != VIA_CALL)
		cmd->note = "";
}

static void say_refused(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
			struct arena *mem)
{
	cmd->via = c->nameless ? VIA_INSPECTOR : VIA_CALL;
	cmd->outcome = OUTCOME_NO;
	if (!dice_chance(b->dice, 300))
		return;
	cmd->outcome = OUTCOME_PARTLY;
	cmd->note = demo_words(b, "partly", c->code, c->woman, mem);
}

static void say_by_call(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
			struct arena *mem)
{
	(void)c;
	(void)b;
	(void)mem;
	cmd->via = VIA_CALL;
}

static void say_forwarded(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
			  struct arena *mem)
{
	cmd->body = demo_words(b, "body", c->code, false, mem);
}

static void say_rejected(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
			 struct arena *mem)
{
	(void)b;
	(void)mem;
	cmd->reason = c->nameless ? REASON_ANONYMOUS : REASON_REPEATED;
}

static void (*const say[ACT_COUNT])(const struct demo_case *c, const struct demo_book *b,
				    struct command *cmd, struct arena *mem) = {
	[ACT_DONE] = say_done,         [ACT_CONFIRM] = say_confirmed, [ACT_REFUSE] = say_refused,
	[ACT_NO_ANSWER] = say_by_call, [ACT_WITHDRAW] = say_by_call,  [ACT_FORWARD] = say_forwarded,
	[ACT_REJECT] = say_rejected,
};

void demo_command(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
		  struct arena *mem)
{
	enum act act = plans[c->plan].act[c->step];
	const struct saying *s = &sayings[act];

	command_init(cmd, act);
	cmd->note = s->what && dice_chance(b->dice, s->per_mille)
		? demo_words(b, s->what, c->code, c->woman, mem) : "";
	if (act == ACT_DISPATCH || act == ACT_RETURN) {
		cmd->service = c->service->code;
		cmd->service_name = c->service->name;
		cmd->service_active = c->service->active;
	}
	if (say[act])
		say[act](c, b, cmd, mem);
}
