/* data/store/report_sheets.c - the tables of the reports (domain.md 2.9): columns and queries. SQL only.
 *
 * Moves are counted by when they were recorded, on the question as it is now: after a return to work the
 * term is the new one. Shares are in thousandths. */
#include "core/i18n.h"
#include "data/store/report_internal.h"

/* Not what met a state from which it did not lead (core/conflict.h); a supervisor who makes it again makes another. */
#define APPLIED(event) " AND NOT EXISTS(SELECT 1 FROM conflict x WHERE x.subject = " event ".subject AND x.site = " \
	event ".site AND x.seq = " event ".seq)"

/* That an event is about question q, as appeal_question_of() knows it. */
#define ABOUT(event) " AND CASE WHEN " OF(event ".body", "'$.qid'") " IS NULL THEN q.k = coalesce(" \
	OF(event ".body", "'$.q'") ", 1) ELSE q.made_by = " OF(event ".body", "'$.qid'") " END"

/* Moves of the period with their questions. */
#define MOVES(kinds) \
	" FROM event e JOIN appeal a ON a.subject = e.subject JOIN question q ON q.appeal = a.id" ABOUT("e") \
	" WHERE e.kind IN (" kinds ") AND e.at >= ?1 AND e.at < ?2" APPLIED("e")

/* Registered in the period: the row's id is its second (performance.md C); `registered` decides. */
#define REGISTERED \
	" FROM appeal a JOIN question q ON q.appeal = a.id" \
	" WHERE a.id >= ?1 / 1000 - 3600 AND a.registered >= ?1 AND a.registered < ?2"

#define SHARE(part, whole) "CASE WHEN (" whole ") > 0 THEN (1000 * (" part ") + (" whole ") / 2) / (" whole ") END"

#define LATE "q.open AND q.due > 0 AND q.due < ?3"

/* Who has question q: until it is dispatched its executor is proposed only. */
#define WITH(column) "CASE q.state WHEN 'registered' THEN '' ELSE q." column " END"

/* --- the executors ------------------------------------------------------------------------------- */

#define SERVICES(columns) \
	"WITH moves AS MATERIALIZED (SELECT e.kind AS kind, CASE e.kind" \
	" WHEN 'dispatched' THEN coalesce(" OF("e.body", "'$.set.service'") ", q.service)" \
	" WHEN 'returned' THEN coalesce(" OF("e.body", "'$.service'") ", q.service) ELSE q.service END AS service," \
	" coalesce(" OF("e.body", "'$.set.result'") ", q.result) AS result, e.at AS at, q.due AS due," \
	/* after a return to work it is accepted again: that is no waiting since it was given */ \
	" q.dispatched_at AS given, e.kind = 'accepted' AND e.at >= q.dispatched_at AND NOT EXISTS(SELECT 1 FROM event f" \
	" WHERE f.subject = e.subject AND f.hlc < e.hlc AND f.kind = 'accepted' AND f.at >= q.dispatched_at" \
	ABOUT("f") APPLIED("f") ") AS taken, CASE WHEN e.kind IN ('accepted', 'returned') AND NOT EXISTS(SELECT 1 FROM event f" \
	" WHERE f.subject = e.subject AND f.hlc < e.hlc AND f.kind IN ('accepted', 'returned')" \
	ABOUT("f") APPLIED("f") ") THEN e.at - a.registered END AS reacted" \
	MOVES("'dispatched','accepted','done','returned','refused'") ")," \
	" sums AS (SELECT service, sum(kind = 'dispatched') AS received, sum(kind = 'done' AND result = 'done') AS done," \
	" sum(kind = 'done' AND result = 'explained') AS explained, sum(kind = 'done' AND result = 'impossible') AS" \
	" impossible, sum(kind = 'returned') AS returned, sum(kind = 'refused') AS refused, sum(kind = 'done') AS" \
	" reported, sum(kind = 'done' AND (due = 0 OR at <= due)) AS in_time," \
	" sum(taken) AS accepted, sum(CASE WHEN taken THEN at - given END) AS waited, avg(reacted) AS reacted" \
	" FROM moves GROUP BY service)," \
	" now AS (SELECT " WITH("service") " AS service, count(*) AS open, sum(" LATE " AND q.state <> 'done') AS late" \
	" FROM question q WHERE q.open GROUP BY 1)" \
	" SELECT v.code, v.name, " columns \
	" FROM service v LEFT JOIN sums ON sums.service = v.code LEFT JOIN now ON now.service = v.code" \
	" WHERE sums.service IS NOT NULL OR now.service IS NOT NULL ORDER BY v.code"

#define N(column) "ifnull(" column ", 0)"

static const struct sheet services = {
	.key = "services", .title = N_("By executor"),
	.columns = {
		{ "service", N_("Code"), CELL_TEXT, 12 },   { "service_name", N_("Executor"), CELL_TEXT, 34 },
		{ "received", N_("Received"), CELL_COUNT, 0 }, { "done", N_("Done"), CELL_COUNT, 0 },
		{ "explained", N_("Explained"), CELL_COUNT, 0 }, { "impossible", N_("Cannot"), CELL_COUNT, 0 },
		{ "returned", N_("Returned"), CELL_COUNT, 0 },
		{ "rework", N_("To rework"), CELL_COUNT, 0 }, { "in_work", N_("Open now"), CELL_COUNT, 0 },
		{ "overdue", N_("Overdue now"), CELL_COUNT, 0 },
		{ "in_time", N_("In time"), CELL_PERMILLE, 0 }, { "fulfilled", N_("Fulfilled"), CELL_PERMILLE, 0 },
		{ "truth", N_("Truthful"), CELL_PERMILLE, 0 }, { "accepted_in", N_("Accepted in"), CELL_MINUTES, 0 },
		{ "reacted_in", N_("From registering to the first word"), CELL_MINUTES, 0 },
	},
	/* The shares are the formulas of Kyiv (domain.md 2.9). */
	.sql = SERVICES(N("received") "," N("done") "," N("explained") "," N("impossible") "," N("returned") ","
			N("refused") "," N("open") "," N("late") "," SHARE("in_time", "reported") ","
			SHARE("done", "done + explained + refused") ","
			SHARE("done + explained", "done + explained + refused") ","
			"CASE WHEN accepted > 0 THEN (waited / accepted + 30000) / 60000 END,"
			"CAST((reacted + 30000) / 60000 AS INTEGER)"),
};

static const struct sheet services_short = {
	.key = "services", .title = N_("By executor"),
	.columns = {
		{ "service", N_("Code"), CELL_TEXT, 12 },   { "service_name", N_("Executor"), CELL_TEXT, 34 },
		{ "received", N_("Received"), CELL_COUNT, 0 }, { "done", N_("Reported"), CELL_COUNT, 0 },
		{ "overdue", N_("Overdue now"), CELL_COUNT, 0 }, { "in_work", N_("Open now"), CELL_COUNT, 0 },
	},
	.sql = SERVICES(N("received") "," N("reported") "," N("late") "," N("open")),
};

const struct sheet *const sheets_services[] = { &services, NULL };

/* --- the day ------------------------------------------------------------------------------------- */

static const struct sheet by_channel = {
	.key = "registered", .title = N_("Registered, by channel"),
	.columns = {
		{ "channel", N_("Channel"), CELL_TEXT, 24 },  { "all", N_("All"), CELL_COUNT, 0 },
		{ "A1", N_("A1"), CELL_COUNT, 0 },            { "A2", N_("A2"), CELL_COUNT, 0 },
		{ "N", N_("N"), CELL_COUNT, 0 },              { "P", N_("P"), CELL_COUNT, 0 },
		{ "E", N_("E"), CELL_COUNT, 0 },              { "K", N_("K"), CELL_COUNT, 0 },
		{ "repeated", N_("Repeated"), CELL_COUNT, 0 },
	},
	.words = { &vocab_channel },
	.sql = "SELECT a.channel, count(*), sum(q.priority = 'A1'), sum(q.priority = 'A2'), sum(q.priority = 'N'),"
	       " sum(q.priority = 'P'), sum(q.priority = 'E'), sum(q.priority = 'K'), sum(q.repeat > 1)" REGISTERED
	       " GROUP BY a.channel ORDER BY 2 DESC, 1",
};

/* Hours are counted from the beginning, so that a day of 25 hours has 25. */
static const struct sheet by_hour = {
	.key = "hours", .title = N_("Registered by the hour"), .first_bar = 1, .bars = 1,
	.columns = {
		{ "hour", N_("From"), CELL_INSTANT, 0 }, { "registered", N_("Registered"), CELL_COUNT, 0 },
	},
	.sql = "WITH RECURSIVE h(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM h WHERE (i + 1) * 3600000 < min(?2 - ?1, 172800000)),"
	       " r AS (SELECT (a.registered - ?1) / 3600000 AS i, count(*) AS n" REGISTERED " GROUP BY 1)"
	       " SELECT ?1 + h.i * 3600000, ifnull(r.n, 0) FROM h LEFT JOIN r ON r.i = h.i ORDER BY h.i",
};

static const struct sheet top_topics = {
	.key = "topics", .title = N_("The ten commonest topics"),
	.columns = {
		{ "topic", N_("Code"), CELL_TEXT, 8 }, { "topic_name", N_("Topic"), CELL_TEXT, 50 },
		{ "registered", N_("Registered"), CELL_COUNT, 0 },
	},
	.sql = "SELECT q.topic, q.topic_name, count(*)" REGISTERED
	       " AND q.topic <> '' GROUP BY q.topic ORDER BY 3 DESC, 1 LIMIT 10",
};

static const struct sheet accidents = {
	.key = "accidents", .title = N_("Accidents still open"),
	.columns = {
		{ "number", N_("Number"), CELL_TEXT, 15 },      { "registered", N_("Registered"), CELL_INSTANT, 0 },
		{ "priority", N_("Pr."), CELL_TEXT, 3 },        { "topic_name", N_("Topic"), CELL_TEXT, 30 },
		{ "address", N_("Address"), CELL_TEXT, 28 },    { "service_name", N_("Executor"), CELL_TEXT, 28 },
		{ "due", N_("Due"), CELL_INSTANT, 0 },
	},
	.words = { [2] = &vocab_priority },
	.sql = "SELECT a.number, a.registered, q.priority, q.topic_name, q.address, q.service_name, q.due"
	       " FROM question q JOIN appeal a ON a.id = q.appeal"
	       " WHERE q.open AND q.priority IN ('A1', 'A2') AND q.state <> 'done' AND a.registered < ?2"
	       " ORDER BY q.due LIMIT 200",
};

/* Buildings that lack water, heating, electricity… (domain.md 2.9): topics that are of a whole building. The district
 * of a house is not known to the base. */
static const struct sheet buildings = {
	.key = "buildings", .title = N_("Buildings without a service, now"),
	.columns = {
		{ "topic", N_("Code"), CELL_TEXT, 8 },         { "topic_name", N_("What is missing"), CELL_TEXT, 50 },
		{ "buildings", N_("Buildings"), CELL_COUNT, 0 }, { "appeals", N_("Appeals"), CELL_COUNT, 0 },
		{ "since", N_("Since"), CELL_INSTANT, 0 },
	},
	.sql = "SELECT q.topic, max(q.topic_name), count(DISTINCT nullif(q.house, '')), count(*), min(a.registered)"
	       " FROM question q JOIN appeal a ON a.id = q.appeal WHERE q.open AND q.state <> 'done'"
	       " AND q.topic IN ('01.01', '02.01', '02.06', '03.01', '04.02') AND a.registered < ?2"
	       " GROUP BY q.topic ORDER BY q.topic",
};

/* Outages and works that went on at some time of the period. */
static const struct sheet incidents = {
	.key = "incidents", .title = N_("Outages and planned works"),
	.columns = {
		{ "number", N_("Number"), CELL_TEXT, 15 },    { "kind", N_("Kind"), CELL_TEXT, 16 },
		{ "title", N_("What"), CELL_TEXT, 30 },       { "addresses", N_("Where"), CELL_TEXT, 34 },
		{ "service_name", N_("Executor"), CELL_TEXT, 24 }, { "start", N_("Since"), CELL_INSTANT, 0 },
		{ "due", N_("Planned end"), CELL_INSTANT, 0 }, { "ended", N_("Ended"), CELL_INSTANT, 0 },
		{ "joined", N_("Appeals joined"), CELL_COUNT, 0 },
	},
	.words = { [1] = &vocab_incident_kind },
	.sql = "SELECT i.number, i.kind, i.title, i.addresses, i.service_name, i.start, i.due, i.ended,"
	       " (SELECT count(*) FROM question q WHERE q.joined = i.number AND q.joined <> '') FROM incident i"
	       " WHERE i.start < ?2 AND i.state <> 'cancelled' AND (i.state = 'open' OR i.ended > ?1)"
	       " ORDER BY i.ended > 0, i.start LIMIT 200",
};

static const struct sheet callbacks = {
	.key = "callbacks", .title = N_("Call-backs"),
	.columns = {
		{ "confirmed", N_("Confirmed"), CELL_COUNT, 0 }, { "refused", N_("To rework"), CELL_COUNT, 0 },
		{ "unanswered", N_("No answer"), CELL_COUNT, 0 },
		{ "closed", N_("Closed without a word"), CELL_COUNT, 0 },
	},
	.sql = "SELECT ifnull(sum(kind = 'confirmed'), 0), ifnull(sum(kind = 'refused'), 0),"
	       " ifnull(sum(kind = 'unanswered'), 0), ifnull(sum(kind = 'closed'), 0) FROM event"
	       " WHERE kind IN ('confirmed', 'refused', 'unanswered', 'closed') AND at >= ?1 AND at < ?2" APPLIED("event"),
};

static const struct sheet consultations = {
	.key = "consultations", .title = N_("Without an appeal"),
	.columns = {
		{ "answered", N_("Consultations"), CELL_COUNT, 0 }, { "handed_over", N_("Handed over"), CELL_COUNT, 0 },
	},
	.sql = "SELECT ifnull(sum(transfer = ''), 0), ifnull(sum(transfer <> ''), 0) FROM consultation"
	       " WHERE at >= ?1 AND at < ?2",
};

static const struct sheet handovers = {
	.key = "handovers", .title = N_("Handed over to the emergency services"),
	.columns = {
		{ "number", N_("Number"), CELL_TEXT, 8 }, { "name", N_("Service"), CELL_TEXT, 50 },
		{ "calls", N_("Calls"), CELL_COUNT, 0 },
	},
	.sql = "SELECT transfer, max(transfer_name), count(*) FROM consultation"
	       " WHERE at >= ?1 AND at < ?2 AND transfer <> '' GROUP BY transfer ORDER BY transfer",
};

static const struct sheet consult_topics = {
	.key = "consulted", .title = N_("What the consultations were about"),
	.columns = {
		{ "topic", N_("Code"), CELL_TEXT, 8 }, { "topic_name", N_("Topic"), CELL_TEXT, 50 },
		{ "answered", N_("Consultations"), CELL_COUNT, 0 },
	},
	.sql = "SELECT topic, max(topic_name), count(*) FROM consultation"
	       " WHERE at >= ?1 AND at < ?2 AND transfer = '' GROUP BY topic ORDER BY 3 DESC, 1 LIMIT 10",
};

const struct sheet *const sheets_day[] = {
	&sheet_calls, &sheet_call_levels, &sheet_call_times, &by_channel, &services_short, &top_topics, &accidents,
	&buildings, &incidents, &callbacks, &consultations, &handovers, &consult_topics, &by_hour,
	&sheet_call_hours, NULL,
};

/* --- the operators ------------------------------------------------------------------------------- */

/* A login; of another site with it: it may be somebody else's here. */
#define WHO(site) "CASE " site " WHEN (SELECT value FROM meta WHERE key = 'site') THEN actor" \
	" ELSE actor || '@' || " site " END"
#define SITE_OF_SUBJECT "substr(subject, 1, instr(subject, '.') - 1)"

/* Calls, talks under ten seconds and calls after which nothing was written down stand in the table of calls. */
static const struct sheet operators = {
	.key = "operators", .title = N_("By person"),
	.columns = {
		{ "login", N_("Login"), CELL_TEXT, 16 },           { "name", N_("Name"), CELL_TEXT, 32 },
		{ "registered", N_("Registered"), CELL_COUNT, 0 }, { "questions", N_("Questions"), CELL_COUNT, 0 },
		{ "joined", N_("To an outage"), CELL_COUNT, 0 },   { "dispatched", N_("Passed"), CELL_COUNT, 0 },
		{ "corrected", N_("Corrected"), CELL_COUNT, 0 },   { "confirmed", N_("Confirmed"), CELL_COUNT, 0 },
		{ "refused", N_("To rework"), CELL_COUNT, 0 },     { "unanswered", N_("No answer"), CELL_COUNT, 0 },
		{ "consulted", N_("Consultations"), CELL_COUNT, 0 }, { "handed_over", N_("Handed over"), CELL_COUNT, 0 },
		{ "consult_talk", N_("Talk of a consultation"), CELL_SECONDS, 0 },
	},
	.sql = "WITH c AS MATERIALIZED (SELECT " WHO(SITE_OF_SUBJECT) " AS who,"
	       " sum(transfer = '') AS consulted, sum(transfer <> '') AS handed,"
	       " avg(CASE WHEN transfer = '' THEN talk_s END) AS talk FROM consultation"
	       " LEFT JOIN call ON call.uid = consultation.call AND consultation.call <> '' AND talk_s > 0"
	       " WHERE consultation.at >= ?1 AND consultation.at < ?2 GROUP BY 1),"
	       " m AS MATERIALIZED (SELECT " WHO("site") " AS who, sum(kind = 'registered') AS registered,"
	       " sum(CASE kind WHEN 'registered' THEN coalesce(" "CASE WHEN json_valid(body) THEN json_array_length(body, '$.questions') END" ", 1)"
	       " WHEN 'question_added' THEN 1 ELSE 0 END) AS questions, sum(kind = 'joined') AS joined,"
	       " sum(kind = 'dispatched') AS dispatched, sum(kind = 'edited') AS edited, sum(kind = 'confirmed') AS confirmed,"
	       " sum(kind = 'refused') AS refused, sum(kind = 'unanswered') AS unanswered FROM event"
	       " WHERE kind IN ('registered', 'question_added', 'joined', 'dispatched', 'edited', 'confirmed', 'refused',"
	       " 'unanswered', 'consulted') AND at >= ?1 AND at < ?2" APPLIED("event") " GROUP BY 1)"
	       " SELECT m.who, ifnull(u.name, ''), registered, questions, joined, dispatched, edited, confirmed, refused,"
	       " unanswered, ifnull(consulted, 0), ifnull(handed, 0), CAST(talk + 0.5 AS INTEGER)"
	       " FROM m LEFT JOIN c ON c.who = m.who LEFT JOIN (SELECT login AS who, name FROM user UNION ALL"
	       " SELECT login || '@' || site, name FROM colleague) u ON u.who = m.who ORDER BY 3 DESC, 1",
};

const struct sheet *const sheets_operators[] = { &operators, &sheet_call_people, NULL };

/* --- overdue ------------------------------------------------------------------------------------- */

#define OVERDUE_COLUMNS \
	{ "number", N_("Number"), CELL_TEXT, 15 }, { "due", N_("Due"), CELL_INSTANT, 0 }, \
	{ "late", N_("Late by"), CELL_MINUTES, 0 }, { "priority", N_("Pr."), CELL_TEXT, 3 }, \
	{ "state", N_("State"), CELL_TEXT, 22 }, { "topic_name", N_("Topic"), CELL_TEXT, 30 }, \
	{ "address", N_("Address"), CELL_TEXT, 28 }, \
	{ "service_name", N_("Executor"), CELL_TEXT, 28, N_("not passed to anybody yet") }

#define OVERDUE_SQL(state) \
	"SELECT CASE q.k WHEN 1 THEN a.number ELSE a.number || '.' || q.k END, q.due, (?3 - q.due) / 60000," \
	" q.priority, q.state, q.topic_name, q.address, " WITH("service_name") \
	" FROM question q JOIN appeal a ON a.id = q.appeal WHERE " LATE " AND " state " ORDER BY q.due"

static const struct sheet late_summary = {
	.key = "summary", .title = N_("How many, by executor"),
	.columns = {
		{ "service", N_("Code"), CELL_TEXT, 12, N_("none") },
		{ "service_name", N_("Executor"), CELL_TEXT, 40, N_("not passed to anybody yet") },
		{ "overdue", N_("Overdue now"), CELL_COUNT, 0 }, { "oldest", N_("Oldest"), CELL_INSTANT, 0 },
	},
	.sql = "SELECT " WITH("service") ", max(" WITH("service_name") "), count(*), min(q.due) FROM question q WHERE " LATE
	       " AND q.state <> 'done' GROUP BY 1 ORDER BY 3 DESC, 1",
};

static const struct sheet late_executors = {
	.key = "executors", .title = N_("With the executors"), .columns = { OVERDUE_COLUMNS },
	.words = { [3] = &vocab_priority, [4] = &vocab_state }, .sql = OVERDUE_SQL("q.state <> 'done'"),
};

static const struct sheet late_checkers = {
	.key = "checkers", .title = N_("Waiting for the call-back, past their term"), .columns = { OVERDUE_COLUMNS },
	.words = { [3] = &vocab_priority, [4] = &vocab_state }, .sql = OVERDUE_SQL("q.state = 'done'"),
};

const struct sheet *const sheets_overdue[] = { &late_summary, &late_executors, &late_checkers, NULL };

/* --- confirmations ------------------------------------------------------------------------------- */

#define CONFIRM_KINDS "'confirmed', 'refused', 'unanswered', 'closed'"
#define CONFIRM_COLUMNS \
	{ "confirmed", N_("Confirmed"), CELL_COUNT, 0 }, { "partly", N_("Partly"), CELL_COUNT, 0 }, \
	{ "refused", N_("No"), CELL_COUNT, 0 }, { "unanswered", N_("No answer"), CELL_COUNT, 0 }, \
	{ "closed", N_("Closed without a word"), CELL_COUNT, 0 }, { "share", N_("Confirmed of answered"), CELL_PERMILLE, 0 }
#define CONFIRM_SUMS \
	" sum(kind = 'confirmed'), sum(kind = 'refused' AND " OF("body", "'$.outcome'") " = 'partly')," \
	" sum(kind = 'refused' AND " OF("body", "'$.outcome'") " <> 'partly'), sum(kind = 'unanswered')," \
	" sum(kind = 'closed')," SHARE("sum(kind = 'confirmed')", "sum(kind IN ('confirmed', 'refused'))")
#define CONFIRM_FROM " WHERE kind IN (" CONFIRM_KINDS ") AND at >= ?1 AND at < ?2" APPLIED("event")

static const struct sheet by_via = {
	.key = "via", .title = N_("By the way of asking"),
	.columns = { { "via", N_("How"), CELL_TEXT, 26, N_("closed without an answer") }, CONFIRM_COLUMNS },
	.words = { &vocab_via },
	.sql = "SELECT ifnull(" OF("body", "'$.via'") ", ''), " CONFIRM_SUMS " FROM event" CONFIRM_FROM
	       " GROUP BY 1 ORDER BY 2 DESC, 1",
};

static const struct sheet by_person = {
	.key = "people", .title = N_("By person"),
	.columns = { { "login", N_("Login"), CELL_TEXT, 16 }, CONFIRM_COLUMNS },
	.sql = "SELECT " WHO("site") ", " CONFIRM_SUMS " FROM event" CONFIRM_FROM " GROUP BY 1 ORDER BY 2 DESC, 1",
};

static const struct sheet grades = {
	.key = "grades", .title = N_("Grades"),
	.columns = {
		{ "grade", N_("Grade"), CELL_COUNT, 0 }, { "number", N_("How many"), CELL_COUNT, 0 },
		{ "share", N_("Share"), CELL_PERMILLE, 0 },
	},
	.sql = "WITH g AS (SELECT " OF("body", "'$.set.grade'") " AS grade, count(*) AS n FROM event"
	       " WHERE kind = 'confirmed' AND at >= ?1 AND at < ?2 AND " OF("body", "'$.set.grade'") " > 0" APPLIED("event")
	       " GROUP BY 1)"
	       " SELECT grade, n, (1000 * n + (SELECT sum(n) FROM g) / 2) / (SELECT sum(n) FROM g) FROM g ORDER BY 1 DESC",
};

const struct sheet *const sheets_confirmations[] = { &by_via, &by_person, &grades, NULL };
