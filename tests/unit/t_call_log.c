/* tests/unit/t_call_log.c - logs of an exchange line by line: which format, one call of many lines, what waits; agents
 * of the exchange and people. The samples of a real Asterisk are in tests/cli/calls_import.t. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/agent.h"
#include "core/call_log.h"
#include "tests/lib/kyiv.h"

static const struct clock_ops kyiv_clock = KYIV_CLOCK;

/* Calls as "id at raw outcome wait/talk agent queue name|", in the order they end. */
struct seen {
	struct arena mem;
	const char *calls;
};

static void ended(void *ctx, const struct call *c)
{
	struct seen *s = ctx;

	s->calls = arena_printf(&s->mem, "%s%s %lld %s %s %lld/%lld %s %s %s|", s->calls, c->id, (long long)(c->at / 1000), c->raw,
				vocab_wire(&vocab_call_outcome, c->outcome), (long long)c->wait_s, (long long)c->talk_s,
				c->operator, c->queue, c->name);
}

static void start(struct call_log *log, struct seen *s, const char *format)
{
	*s = (struct seen){ .calls = "" };
	*log = (struct call_log){ .format = call_format_find(format), .clock = &kyiv_clock };
	log->pool.ended = ended;
	log->pool.ctx = s;
	log->pool.grace_s = log->format->grace_s;
}

static const char *feed(struct call_log *log, struct seen *s, const char *lines)
{
	const char *fault = NULL;

	while (*lines) {
		size_t n = strcspn(lines, "\n");
		const char *why = call_log_take(log, arena_strndup(&s->mem, lines, n), &s->mem);

		fault = why ? why : fault;
		lines += n + (lines[n] == '\n');
	}
	return fault;
}

#define E1 "1795000000|x.1|q|NONE|ENTERQUEUE||0671112233|1|Ім'я\n"

static void test_queue_log(void **state)
{
	static const struct {
		const char *lines, *want;
	} cases[] = {
		/* one call, however many agents were tried */
		{ E1 "1795000004|x.1|q|SIP/1|RINGNOANSWER|4000\n1795000005|x.1|q|SIP/2|RINGNOANSWER|0\n"
		  "1795000007|x.1|q|SIP/3|CONNECT|7|x.2|2\n1795000067|x.1|q|SIP/3|COMPLETEAGENT|7|60|1\n",
		  "x.1 1795000000 0671112233 answered 7/60 SIP/3 q Ім'я|" },
		{ E1 "1795000009|x.1|q|NONE|ABANDON|1|1|9\n", "x.1 1795000000 0671112233 short 9/0  q Ім'я|" },
		{ E1 "1795000010|x.1|q|NONE|ABANDON|1|1|10\n", "x.1 1795000000 0671112233 lost 10/0  q Ім'я|" },
		/* transfers were answered */
		{ E1 "1795000002|x.1|q|A|CONNECT|2|x.2|1\n1795000032|x.1|q|A|BLINDTRANSFER|104|ctx|2|30|1\n",
		  "x.1 1795000000 0671112233 answered 2/30 A q Ім'я|" },
		{ E1 "1795000002|x.1|q|A|CONNECT|2|x.2|1\n1795000032|x.1|q|A|ATTENDEDTRANSFER|BRIDGE|b1|2|30|1\n",
		  "x.1 1795000000 0671112233 answered 2/30 A q Ім'я|" },
		/* thrown out is lost, however soon; of one who left, nothing is known until ten seconds later */
		{ E1 "1795000003|x.1|q|NONE|EXITEMPTY|1|1|3\n1795000012|NONE|NONE|NONE|CONFIGRELOAD|\n", "" },
		{ E1 "1795000003|x.1|q|NONE|EXITEMPTY|1|1|3\n1795000013|NONE|NONE|NONE|CONFIGRELOAD|\n",
		  "x.1 1795000000 0671112233 lost 3/0  q Ім'я|" },
		/* into another queue: one call that waited in both */
		{ E1 "1795000030|x.1|q|NONE|EXITWITHTIMEOUT|1|1|30\n1795000031|x.1|p|NONE|ENTERQUEUE||0671112233|1\n"
		  "1795000036|x.1|p|B|CONNECT|5|x.2|1\n1795000046|x.1|p|B|COMPLETECALLER|5|10|1\n",
		  "x.1 1795000000 0671112233 answered 36/10 B p |" },
		/* an old Asterisk: blanks, missing parameters, no name */
		{ "1795000000 | x.1 | q | NONE | ENTERQUEUE | | 0671112233\n1795000005|x.1|q|A|CONNECT|5\n"
		  "1795000015|x.1|q|A|COMPLETEAGENT|5|10\n",
		  "x.1 1795000000 0671112233 answered 5/10 A q |" },
		/* a | in a name is a letter of it */
		{ "1795000000|x.1|q|NONE|ENTERQUEUE||067|1|А|Б|В\n1795000011|x.1|q|NONE|ABANDON|1|1|11\n",
		  "x.1 1795000000 067 lost 11/0  q А|Б|В|" },
		/* the queue took him not in */
		{ "1795000000|x.1|q|NONE|FULL|0671112233\n1795000020|NONE|NONE|NONE|CONFIGRELOAD|\n",
		  "x.1 1795000000 0671112233 lost 0/0  q |" },
		/* the beginning is in another file */
		{ "1795000067|x.1|q|A|COMPLETEAGENT|7|60|1\n", "x.1 1795000000  answered 7/60 A q |" },
		/* the exchange fell */
		{ E1 "1795000007|x.1|q|A|CONNECT|7|x.2|2\n1795000099|NONE|NONE|NONE|QUEUESTART|\n",
		  "x.1 1795000000 0671112233 answered 7/0 A q Ім'я|" },
		{ E1 "1795099999|NONE|NONE|NONE|CONFIGRELOAD|\n", "x.1 1795000000 0671112233 lost 0/0  q Ім'я|" },
		/* what is not a call */
		{ "1795000000|NONE|q|A|PAUSE|Обід\n1795000000|NONE|NONE|NONE|QUEUESTART|\n1795000000|x.9|q|A|DID|1580\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct call_log log;
		struct seen s;

		start(&log, &s, "queue_log");
		assert_null(feed(&log, &s, cases[i].lines));
		assert_string_equal(s.calls, cases[i].want);
		pool_free(&log.pool);
		arena_free(&s.mem);
	}
}

#define ROW(src, dst, chan, dchan, app, start, end, dur, bill, disp, tail) \
	"\"\",\"" src "\",\"" dst "\",\"in\",\"\"\"Ім'я\"\" <" src ">\",\"" chan "\",\"" dchan "\",\"" app "\",\"q,tk\",\"" start \
	"\",,\"" end "\"," dur "," bill ",\"" disp "\",\"DOC\"" tail "\n"
#define CUSTOM(src, dst, dchan, app, dur, bill, disp) \
	"\"\"\"Ім'я\"\" <" src ">\",\"" src "\",\"" dst "\",\"in\",\"SIP/t-1\",\"" dchan "\",\"" app "\",\"q\",\"2026-11-18 08:26:40\"," \
	"\"\",\"2026-11-18 08:27:40\",\"" dur "\",\"" bill "\",\"" disp "\",\"DOC\",\"\",\"1794983200.7\",\"a/b.wav\",5\n"

static void test_cdr(void **state)
{
	static const struct {
		const char *format, *lines, *want;
	} cases[] = {
		/* UTC, as the uniqueid says; a row of an attempt and the one that talked */
		{ "cdr", ROW("0671112233", "1580", "SIP/t-1", "SIP/301-0000000a", "Queue", "2026-11-18 06:26:40", "2026-11-18 06:26:50", "10", "0", "NO ANSWER", ",\"1794983200.7\",\"\"")
		  ROW("0671112233", "1580", "SIP/t-1", "SIP/302-0000000b", "Queue", "2026-11-18 06:26:50", "2026-11-18 06:27:50", "60", "58", "ANSWERED", ",\"1794983200.7\",\"\""),
		  "1794983200.7 1794983200 0671112233 answered 12/58 SIP/302 q Ім'я|" },
		/* the city's clock */
		{ "cdr", ROW("0671112233", "1580", "SIP/t-1", "", "Queue", "2026-11-18 08:26:40", "2026-11-18 08:26:52", "12", "12", "ANSWERED", ",\"1794983200.7\",\"\""),
		  "1794983200.7 1794983200 0671112233 lost 12/0  q Ім'я|" },
		/* without a uniqueid the channel and the second name it */
		{ "cdr", ROW("0671112233", "1580", "SIP/t-1", "SIP/9-1", "Dial", "2026-11-18 08:26:40", "2026-11-18 08:26:52", "12", "10", "ANSWERED", ""),
		  "1794983200-SIP/t-1 1794983200 0671112233 answered 2/10 SIP/9  Ім'я|" },
		/* legs: by linkedid, or the second half of a local channel */
		{ "cdr", ROW("0671112233", "201", "Local/201@a-1;2", "", "Wait", "2026-11-18 08:26:40", "2026-11-18 08:26:52", "12", "0", "FAILED", ",\"1794983200.8\",\"\",\"\",\"1794983200.7\",3")
		  ROW("0671112233", "201", "Local/201@a-1;2", "", "Wait", "2026-11-18 08:26:40", "2026-11-18 08:26:52", "12", "0", "FAILED", ",\"1794983200.9\""), "" },
		/* ours */
		{ "cdr", ROW("301", "0671112233", "SIP/301-1", "SIP/t-2", "Dial", "2026-11-18 08:26:40", "2026-11-18 08:27:40", "60", "50", "ANSWERED", ",\"1794983200.7\""),
		  "1794983200.7 1794983200 0671112233 out 10/50 301  |" },
		{ "cdr", ROW("301", "+380671112233", "SIP/301-1", "SIP/t-2", "Dial", "2026-11-18 08:26:40", "2026-11-18 08:27:00", "20", "0", "NO ANSWER", ",\"1794983200.7\""),
		  "1794983200.7 1794983200 +380671112233 missed 20/0 301  |" },
		{ "cdr", ROW("301", "302", "SIP/301-1", "SIP/302-2", "Dial", "2026-11-18 08:26:40", "2026-11-18 08:27:00", "20", "9", "ANSWERED", ",\"1794983200.7\""), "" },
		{ "cdr-custom", CUSTOM("0671112233", "1580", "SIP/301-0000000a", "Queue", "60", "50", "ANSWERED"),
		  "1794983200.7 1794983200 0671112233 answered 10/50 SIP/301 q Ім'я|" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct call_log log;
		struct seen s;

		start(&log, &s, cases[i].format);
		assert_null(feed(&log, &s, cases[i].lines));
		pool_end_left(&log.pool, 1799000000);
		assert_string_equal(s.calls, cases[i].want);
		pool_free(&log.pool);
		arena_free(&s.mem);
	}
}

static void test_formats(void **state)
{
	static const struct {
		const char *head, *want;
	} cases[] = {
		{ E1, "queue_log" },
		{ "1795000000|x.1|q|NO", "queue_log" },
		{ ROW("0", "1", "c", "d", "Queue", "2026-11-18 08:26:40", "2026-11-18 08:26:41", "1", "1", "ANSWERED", ""), "cdr" },
		{ CUSTOM("0", "1", "d", "Queue", "1", "1", "ANSWERED"), "cdr-custom" },
		{ "id,at,raw,outcome\nanything\n", "csv" },
		{ "outcome;raw;at;id\n", "csv" },
		{ "n\treceived\ttext\n", NULL },
		{ "1795000000,x.1,q\n", NULL },
		{ "усе, що завгодно\n", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct call_format *f = call_format_guess(cases[i].head, strlen(cases[i].head));

		if (cases[i].want)
			assert_string_equal(f ? f->name : "none", cases[i].want);
		else
			assert_null(f);
	}
	assert_null(call_format_guess("1795000000|x\0y|", 15));
	assert_null(call_format_find("mp3"));
}

/* What goes on is kept between two readings as it stands. */
static void test_kept(void **state)
{
	struct call_log log, next;
	struct seen s, t;

	(void)state;
	start(&log, &s, "queue_log");
	assert_null(feed(&log, &s, E1 "1795000007|x.1|q|A|CONNECT|7|x.2|2\n1795000008|x.3|q|NONE|ENTERQUEUE||0502223344|1\n"));
	assert_int_equal(log.pool.n, 2);
	json_t *kept = pool_json(&log.pool);

	start(&next, &t, "queue_log");
	pool_load(&next.pool, kept);
	assert_null(feed(&next, &t, "1795000030|x.3|q|NONE|ABANDON|1|1|22\n1795000067|x.1|q|A|COMPLETEAGENT|7|60|1\n"));
	assert_string_equal(t.calls, "x.3 1795000008 0502223344 lost 22/0  q |x.1 1795000000 0671112233 answered 7/60 A q Ім'я|");
	json_decref(kept);
	pool_free(&log.pool);
	pool_free(&next.pool);
	arena_free(&s.mem);
	arena_free(&t.mem);
}

/* A log in which nothing ever ends takes no more memory than this. */
static void test_bounded(void **state)
{
	struct call_log log;
	struct seen s;

	(void)state;
	start(&log, &s, "queue_log");
	for (int i = 0; i < POOL_CALLS_MAX + 3; i++) {
		char line[100];

		snprintf(line, sizeof(line), "1795000000|x.%d|q|NONE|ENTERQUEUE||067|1", i);
		assert_null(call_log_take(&log, line, &s.mem));
	}
	assert_int_equal(log.pool.n, POOL_CALLS_MAX);
	assert_string_equal(s.calls, "x.0 1795000000 067 lost 0/0  q |x.1 1795000000 067 lost 0/0  q |x.2 1795000000 067 lost 0/0  q |");
	pool_free(&log.pool);
	arena_free(&s.mem);
}

static void test_faults(void **state)
{
	static const char *const cases[][2] = {
		{ "queue_log", "1795000000|a b|q|NONE|ENTERQUEUE||067|1" }, { "queue_log", "17|x.1|q|NONE|ABANDON" },
		{ "queue_log", "щось" }, { "cdr", "1,2,3" }, { "csv", "id,at" },
		{ "cdr", ROW("1", "2", "c", "d", "Queue", "2026-11-18 08:26:40", "2026-11-18 08:26:39", "1", "1", "ANSWERED", "") },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct call_log log;
		struct seen s;

		start(&log, &s, cases[i][0]);
		assert_non_null(feed(&log, &s, cases[i][1]));
		assert_string_equal(s.calls, "");
		pool_free(&log.pool);
		arena_free(&s.mem);
	}
}

/* Good lines with letters changed, cut off and doubled: nothing of it may do harm (run under the sanitizers too). */
static void test_noise(void **state)
{
	static const char *const seeds[][2] = {
		{ "queue_log", E1 "1795000007|x.1|q|A|CONNECT|7|x.2|2\n1795000067|x.1|q|A|COMPLETEAGENT|7|60|1\n" },
		{ "cdr", ROW("0671112233", "1580", "SIP/t-1", "SIP/302-0000000b", "Queue", "2026-11-18 06:26:50",
			     "2026-11-18 06:27:50", "60", "58", "ANSWERED", ",\"1794983200.7\",\"a.wav\"") },
		{ "cdr-custom", CUSTOM("0671112233", "1580", "SIP/301-0000000a", "Queue", "60", "50", "ANSWERED") },
		{ "csv", "id,at,raw,outcome\nx.1,2026-11-18T08:26:50+02:00,067,lost\n\"a,b\",2026-11-18,,short\n" },
	};
	static const char letters[] = "0123456789|\",.:-+/;\\ \x01\x7f<>ENTERQUEUEабв";
	unsigned dice = 1;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct call_log log;
		struct seen s;
		char text[1000];
		size_t len = strlen(seeds[round % COUNT(seeds)][1]);

		start(&log, &s, seeds[round % COUNT(seeds)][0]);
		memcpy(text, seeds[round % COUNT(seeds)][1], len + 1);
		for (int i = 0; i < 6; i++) {
			dice = dice * 1103515245 + 12345;
			text[(dice >> 8) % len] = letters[(dice >> 16) % (sizeof(letters) - 1)];
		}
		text[round % 5 ? len : (dice >> 4) % len] = '\0';
		feed(&log, &s, text);
		pool_end_before(&log.pool, INT64_MAX);
		assert_int_equal(log.pool.n, 0);
		pool_free(&log.pool);
		arena_free(&s.mem);
	}
}

static void test_agents(void **state)
{
	struct agent_user users[] = { { .login = "olena", .name = "Коваль Олена Петрівна" },
		{ .login = "marta", .name = "Бойко Марта" }, { .login = "marta2", .name = "Бойко Марта Іванівна" },
		{ .login = "205", .name = "Лис Петро" } };
	struct agents a = { .users = users, .n = COUNT(users), .map = "301=olena, SIP/302 = marta;Зміна 1=marta2" };
	static const char *const cases[][2] = {
		{ "301", "olena" }, { "SIP/301", "olena" }, { "SIP/302", "marta" }, { "302", "302" },
		{ "Local/301@agents/n", "olena" }, { "Зміна 1", "marta2" }, { "olena", "olena" }, { "PJSIP/205", "205" },
		{ "Олена Коваль", "olena" }, { "Олена", "Олена" }, { "Бойко Марта", "Бойко Марта" },
		{ "БОЙКО марта іванівна", "marta2" }, { "", "" }, { "SIP/999", "SIP/999" },
	};
	struct arena mem = { 0 };
	struct err e = { 0 };

	(void)state;
	agents_init(&a, &mem);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(agent_login(&a, cases[i][0], &mem), cases[i][1]);
	assert_int_equal(agents_check(a.map, &e), ERR_OK);
	assert_int_equal(agents_check("", &e), ERR_OK);
	assert_int_equal(agents_check("301", &e), ERR_INVALID);
	assert_int_equal(agents_check("=olena", &e), ERR_INVALID);
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queue_log), cmocka_unit_test(test_cdr),     cmocka_unit_test(test_formats),
		cmocka_unit_test(test_kept),      cmocka_unit_test(test_bounded), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_agents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
