/* data/store/report_calls.c - the tables about calls (domain.md 2.9): answered, lost, short, how long was waited, by
 * hour, day, person and queue. SQL only.
 *
 * Received are all that came in: answered, lost and short (who hung up within ten seconds). Each figure is a query of
 * the journal: the period with виклик:розмова, виклик:втрачені, виклик:короткі… The clock of SQLite's 'localtime' is
 * the city's (sysclock.c). */
#include "core/i18n.h"
#include "data/store/report_internal.h"

/* Calls of the period: the key is the second of the beginning or a little later (performance.md B); `at` decides. */
#define CALLS " FROM call WHERE id >= ?1 / 1000 AND id < ?2 / 1000 + 86400 AND at >= ?1 AND at < ?2"

#define CAME "(direction = 0)"
#define IS(outcome) "(outcome = " outcome ")"
#define ANSWERED IS("0")
#define LOST IS("1")
#define SHORT IS("2")
#define MISSED IS("3")
#define CALLED IS("4")
#define IN_TIME "(outcome = 0 AND wait_s <= ?4)"
#define N(what) "ifnull(sum(" what "), 0)"
#define SHARE(part, whole) "CASE WHEN (" whole ") > 0 THEN (1000 * (" part ") + (" whole ") / 2) / (" whole ") END"
#define LOCAL(form) "strftime('" form "', at / 1000, 'unixepoch', 'localtime')"

#define COUNT_COLUMNS \
	{ "received", N_("Calls received"), CELL_COUNT, 0 }, { "answered", N_("Answered"), CELL_COUNT, 0 }, \
	{ "lost", N_("Lost"), CELL_COUNT, 0 }, { "short", N_("Short"), CELL_COUNT, 0 }
#define COUNTS N(CAME) ", " N(ANSWERED) ", " N(LOST) ", " N(SHORT)
#define SHARE_COLUMNS \
	{ "answer_rate", N_("Answered, share"), CELL_PERMILLE, 0 }, { "service_level", N_("Within 20 s"), CELL_PERMILLE, 0 }
#define SHARES SHARE(N(ANSWERED), N(CAME)) ", " SHARE(N(IN_TIME), N(CAME))

const struct sheet sheet_calls = {
	.key = "calls", .title = N_("Calls"),
	.columns = {
		COUNT_COLUMNS, { "unanswered", N_("Not answered, lost and short"), CELL_COUNT, 0 },
		{ "out", N_("We called and talked"), CELL_COUNT, 0 }, { "missed", N_("We called, no answer"), CELL_COUNT, 0 },
	},
	.sql = "SELECT " COUNTS ", " N("outcome IN (1, 2)") ", " N(CALLED) ", " N(MISSED) CALLS,
};

/* --- the levels: whole and part are named, for there are several ways to count ------------------------ */

static const struct word level_words[] = {
	{ "answer_rate", N_("Answer rate: answered of all received"), "" },
	{ "service_level", N_("Service level: within 20 s of all received"), "" },
	{ "answer_rate_without_short", N_("Answer rate without short calls"), "" },
	{ "service_level_without_short", N_("Service level without short calls"), "" },
	{ "answered_in_time", N_("Within 20 s of those answered"), "" },
};
static const struct vocab vocab_level = { level_words, COUNT(level_words) };

#define LEVEL(name, part, whole, target) \
	"SELECT '" name "', '" name "', " part ", " whole ", " SHARE(part, whole) ", " target " FROM c"

/* Targets are settings of the site (domain.md 2.9). */
const struct sheet sheet_call_levels = {
	.key = "levels", .title = N_("How the calls were answered"),
	.columns = {
		{ "level", "", CELL_TEXT, REPORT_HIDDEN }, { "level_name", N_("Level"), CELL_TEXT, 50 },
		{ "part", N_("Calls"), CELL_COUNT, 0 },
		{ "whole", N_("Of"), CELL_COUNT, 0 },    { "share", N_("Share"), CELL_PERMILLE, 0 },
		{ "target", N_("Target"), CELL_PERMILLE, 0 },
	},
	.words = { [1] = &vocab_level },
	.sql = "WITH c AS MATERIALIZED (SELECT " N(CAME) " AS came, " N(ANSWERED) " AS answered, " N(SHORT) " AS short, "
	       N(IN_TIME) " AS in_time" CALLS ") "
	       LEVEL("answer_rate", "answered", "came", "?6") " UNION ALL "
	       LEVEL("service_level", "in_time", "came", "?7") " UNION ALL "
	       LEVEL("answer_rate_without_short", "answered", "came - short", "NULL") " UNION ALL "
	       LEVEL("service_level_without_short", "in_time", "came - short", "NULL") " UNION ALL "
	       LEVEL("answered_in_time", "in_time", "answered", "NULL"),
};

/* --- times ---------------------------------------------------------------------------------------------- */

static const struct word time_words[] = {
	{ "wait_answered", N_("Waiting of those answered"), "" }, { "wait_lost", N_("Waiting of those lost"), "" },
	{ "talk", N_("Talk of those answered"), "" }, { "talk_out", N_("Talk when we called"), "" },
};
static const struct vocab vocab_times = { time_words, COUNT(time_words) };

#define TIMES(name, which, seconds) \
	"SELECT '" name "', '" name "', count(*), (sum(" seconds ") + count(*) / 2) / count(*), max(" seconds ")" CALLS " AND " which

const struct sheet sheet_call_times = {
	.key = "times", .title = N_("How long"),
	.columns = {
		{ "what", "", CELL_TEXT, REPORT_HIDDEN }, { "what_name", N_("What"), CELL_TEXT, 40 },
		 { "calls", N_("Calls"), CELL_COUNT, 0 },
		{ "mean", N_("Mean"), CELL_SECONDS, 0 }, { "longest", N_("Longest"), CELL_SECONDS, 0 },
	},
	.words = { [1] = &vocab_times },
	.sql = TIMES("wait_answered", ANSWERED, "wait_s") " UNION ALL " TIMES("wait_lost", LOST, "wait_s") " UNION ALL "
	       TIMES("talk", ANSWERED, "talk_s") " UNION ALL " TIMES("talk_out", CALLED, "talk_s"),
};

/* --- by hour, day, queue, person -------------------------------------------------------------------------- */

const struct sheet sheet_call_hours = {
	.key = "call_hours", .title = N_("Calls by the hour"), .first_bar = 2, .bars = 3,
	.columns = { { "hour", N_("Hour"), CELL_TEXT, 0 }, COUNT_COLUMNS, SHARE_COLUMNS },
	.sql = "WITH RECURSIVE h(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM h WHERE i < 23),"
	       " c AS MATERIALIZED (SELECT " LOCAL("%H") " AS hour, " N(CAME) " AS came, " N(ANSWERED) " AS answered, "
	       N(LOST) " AS lost, " N(SHORT) " AS short, " N(IN_TIME) " AS in_time" CALLS " GROUP BY 1)"
	       " SELECT printf('%02d', h.i), ifnull(came, 0), ifnull(answered, 0), ifnull(lost, 0), ifnull(short, 0), "
	       SHARE("answered", "came") ", " SHARE("in_time", "came")
	       " FROM h LEFT JOIN c ON c.hour = printf('%02d', h.i) ORDER BY h.i",
};

static const struct sheet days = {
	.key = "days", .title = N_("By day"),
	.columns = { { "day", N_("Day"), CELL_TEXT, 0 }, COUNT_COLUMNS, SHARE_COLUMNS,
		{ "wait", N_("Waiting, mean"), CELL_SECONDS, 0 }, { "wait_max", N_("Longest"), CELL_SECONDS, 0 } },
	.sql = "SELECT " LOCAL("%d.%m.%Y") ", " COUNTS ", " SHARES ","
	       " (sum(CASE WHEN outcome = 0 THEN wait_s END) + sum(outcome = 0) / 2) / nullif(sum(outcome = 0), 0),"
	       " max(CASE WHEN direction = 0 THEN wait_s END)" CALLS " GROUP BY " LOCAL("%Y-%m-%d") " ORDER BY min(at)",
};

static const struct sheet queues = {
	.key = "queues", .title = N_("By queue"),
	.columns = { { "queue", N_("Queue"), CELL_TEXT, 24 }, COUNT_COLUMNS, SHARE_COLUMNS },
	.sql = "SELECT queue, " COUNTS ", " SHARES CALLS " AND direction = 0 GROUP BY queue ORDER BY 2 DESC, 1",
};

/* Answered calls after which neither an appeal nor a consultation was written down (domain.md 2.9). */
#define NOTHING \
	"outcome = 0 AND NOT EXISTS (SELECT 1 FROM call_link WHERE call_link.call = uid)" \
	" AND ifnull(uid, '') NOT IN (SELECT call FROM consultation WHERE at >= ?1 - 86400000 AND at < ?2 + 86400000" \
	" AND call <> '')"

#define PEOPLE \
	.columns = { \
		{ "operator", N_("Login"), CELL_TEXT, 16 },    { "name", N_("Name"), CELL_TEXT, 32 }, \
		{ "answered", N_("Answered"), CELL_COUNT, 0 }, { "in_time", N_("Within 20 s"), CELL_PERMILLE, 0 }, \
		{ "talk", N_("Talk, mean"), CELL_SECONDS, 0 }, { "talk_all", N_("Talk, all"), CELL_SECONDS, 0 }, \
		{ "talk_short", N_("Talks under 10 s"), CELL_COUNT, 0 }, \
		{ "nothing", N_("Nothing registered"), CELL_COUNT, 0 }, { "nothing_share", N_("Share"), CELL_PERMILLE, 0 }, \
		{ "out", N_("We called and talked"), CELL_COUNT, 0 }, { "missed", N_("We called, no answer"), CELL_COUNT, 0 }, \
	}, \
	.sql = "WITH c AS MATERIALIZED (SELECT operator, " N(ANSWERED) " AS answered, " N(IN_TIME) " AS in_time, " \
	       N("CASE WHEN outcome = 0 THEN talk_s END") " AS talk, " N("outcome = 0 AND talk_s < ?5") " AS talk_short, " \
	       N(CALLED) " AS called, " N(MISSED) " AS missed, " N(NOTHING) " AS silent" CALLS " AND operator <> ''" \
	       " GROUP BY operator)" \
	       " SELECT operator, ifnull(u.name, ''), answered, " SHARE("in_time", "answered") "," \
	       " (talk + answered / 2) / nullif(answered, 0), talk, talk_short, silent," \
	       " " SHARE("silent", "answered") ", called, missed" \
	       " FROM c LEFT JOIN user u ON u.login = operator ORDER BY answered DESC, called DESC, operator"

static const struct sheet people = { .key = "operators", .title = N_("By person"), PEOPLE };
const struct sheet sheet_call_people = { .key = "calls", .title = N_("Calls by person"), PEOPLE };

const struct sheet *const sheets_calls[] = {
	&sheet_calls, &sheet_call_levels, &sheet_call_times, &sheet_call_hours, &days, &people, &queues, NULL,
};
