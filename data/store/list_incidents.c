/* data/store/list_incidents.c - outages and planned works as a list (lists_internal.h): announcements of others, and
 * those of former years. One that is in the base is changed on F9, not by a file. */
#include "core/i18n.h"
#include "core/incident.h"
#include "core/register.h"
#include "core/text.h"
#include "data/store/appeals_internal.h"
#include "data/store/incidents_internal.h"
#include "data/store/lists_internal.h"

/* No city has had so many: more is a slip, after which the series would go on from there. */
enum { NUMBER_MOST = 999999 };

enum { INC_NUMBER, INC_KIND, INC_STATE, INC_TITLE, INC_TEXT, INC_TOPICS, INC_SERVICE, INC_ADDRESSES, INC_START, INC_DUE,
	INC_ENDED, INC_CLOSING, INC_CELLS };

static const struct table_column columns[] = {
	{ "number", false }, { "kind", false }, { "state", false }, { "title", true }, { "text", false },
	{ "topics", false }, { "service", false }, { "addresses", true }, { "start", true }, { "due", false },
	{ "ended", false }, { "closing", false },
};

/* A time becomes what the list gives out: "2026-11-20 18:00". */
static enum err_code take_time(struct list_reading *r, const char **cell, const char *column, bool end, struct err *why)
{
	int64_t ms = 0;

	if (*cell && !incident_time_parse(r->s->clock, *cell, end, &ms))
		return err_set(why, ERR_INVALID, _("The column «%s» is no time"), column);
	if (*cell)
		*cell = list_minute(r->mem, r->s->clock, ms);
	return ERR_OK;
}

static enum err_code take_word(const struct vocab *v, const char **cell, const char *otherwise, const char *column,
			       struct err *why)
{
	int i = *cell && **cell ? vocab_find(v, *cell) : vocab_find(v, otherwise);

	if (i < 0)
		return err_set(why, ERR_INVALID, _("«%s» is unknown in the column «%s»"), *cell, column);
	*cell = vocab_wire(v, i);
	return ERR_OK;
}

/* Without a number the same thing at the same places from the same minute is the same one. */
static const char *known_number(struct list_reading *r, const char **c, struct err *why)
{
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT number FROM incident WHERE title = ? AND addresses = ?"
					   " AND start / 60000 = unixepoch(?) / 60 LIMIT 1");

	db_bind(st, "sss", c[INC_TITLE], c[INC_ADDRESSES], list_minute_utc(r->mem, r->s->clock, c[INC_START]));
	const char *number = db_row(&r->s->db, st, why) ? db_text(r->mem, st, 0) : "";

	sqlite3_reset(st);
	return number;
}

static enum err_code take_addresses(struct list_reading *r, const char **cell, struct err *why)
{
	struct address_ranges ranges;

	*cell = incident_present_names(r->s, *cell, r->mem, why);
	if (why->code || address_ranges_parse(r->mem, *cell, &ranges, why))
		return why->code;
	*cell = address_ranges_print(r->mem, &ranges);
	return ERR_OK;
}

/* An end is not before its beginning, and what is over has ended at some time: at the latest now. What was called
 * off need not have begun. */
static enum err_code check_times(struct list_reading *r, const char **c, struct err *why)
{
	const char *due = c[INC_DUE] ? c[INC_DUE] : "", *ended = c[INC_ENDED] ? c[INC_ENDED] : "";
	const char *now = list_minute(r->mem, r->s->clock, r->s->clock->now_ms(r->s->clock->ctx));

	if (strcmp(c[INC_STATE], "closed") == 0 && !*ended)
		return err_set(why, ERR_INVALID, _("The column «%s» is empty"), "ended");
	if ((*due && strcmp(due, c[INC_START]) < 0) || (*ended && strcmp(ended, c[INC_START]) < 0))
		return err_set(why, ERR_INVALID, "%s", _("It ends before it begins"));
	if (*ended && strcmp(ended, now) > 0)
		return err_set(why, ERR_INVALID, "%s", _("It has ended only in the future"));
	return ERR_OK;
}

static enum err_code check_number(struct list_reading *r, const char *number, struct err *why)
{
	struct incident_ref ref;

	if (!*number)
		return ERR_OK;
	if (!incident_ref_parse(r->mem, number, &ref) || !ref.year || !*ref.site || ref.n > NUMBER_MOST)
		return err_set(why, ERR_INVALID, _("«%s» is no number of an outage"), number);
	if (strcmp(incident_number(r->mem, r->s->site, ref.year, ref.n), number) != 0)
		return err_set(why, ERR_INVALID, _("«%s» is a number of another site"), number);
	return ERR_OK;
}

static enum err_code read(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	if (!*c[INC_TITLE] || !*c[INC_ADDRESSES] || !*c[INC_START])
		return err_set(why, ERR_INVALID, "%s", _("A title, the addresses and the beginning are needed"));
	if (take_word(&vocab_incident_kind, &c[INC_KIND], "accident", "kind", why) ||
	    take_word(&vocab_incident_phase, &c[INC_STATE], c[INC_ENDED] && *c[INC_ENDED] ? "closed" : "open", "state",
		      why) ||
	    take_time(r, &c[INC_START], "start", false, why) || take_time(r, &c[INC_DUE], "due", true, why) ||
	    take_time(r, &c[INC_ENDED], "ended", true, why) || take_addresses(r, &c[INC_ADDRESSES], why))
		return why->code;
	if (strcmp(c[INC_STATE], "planned") == 0)
		c[INC_STATE] = "open";
	if (c[INC_SERVICE] && *c[INC_SERVICE] && !catalogue_service(r->cat, c[INC_SERVICE]))
		return err_set(why, ERR_INVALID, _("There is no executor «%s»: import the executors first"), c[INC_SERVICE]);
	c[INC_NUMBER] = c[INC_NUMBER] && *c[INC_NUMBER] ? c[INC_NUMBER] : known_number(r, c, why);
	*key = c[INC_NUMBER];
	if (why->code || check_number(r, c[INC_NUMBER], why))
		return why->code;
	return check_times(r, c, why);
}

/* The series goes on behind a number that a file brings. */
static enum err_code take_number(struct store *s, const char *number, struct incident_ref *ref, struct arena *mem,
				 struct err *e)
{
	struct policy pol;

	store_policy(s, &pol);
	if (!*number) {
		ref->year = year_of_number(s, &pol, e);
		ref->n = next_in_series(s, "incident", ref->year, e);
		return e->code;
	}
	incident_ref_parse(mem, number, ref);
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO counter(series, year, last) VALUES('incident',?,?)"
			" ON CONFLICT(series, year) DO UPDATE SET last = max(last, excluded.last)");

	db_bind(st, "di", ref->year, ref->n);
	return db_run(&s->db, st, e);
}

static json_t *body_of(struct store *s, const char *const *now, const struct incident_ref *ref, const struct actor *who,
		       struct arena *mem)
{
	const struct catalogue *cat;
	struct err none = { 0 };
	const struct service *service = catalogue_get(s, &cat, &none) ? NULL : catalogue_service(cat, now[INC_SERVICE]);

	return json_pack("{s{ss ss ss ss ss ss ss ss ss ss ss ss si sI sI sI sI}}", "incident",
		"number", incident_number(mem, s->site, ref->year, ref->n),
		"ascii", incident_number_ascii(mem, s->site, ref->year, ref->n), "site", s->site,
		"kind", now[INC_KIND], "title", now[INC_TITLE], "text", now[INC_TEXT], "topics", now[INC_TOPICS],
		"service", now[INC_SERVICE], "service_name", service ? service->name : "",
		"addresses", now[INC_ADDRESSES], "opened_by", who->login, "opened_by_name", who->name,
		"year", ref->year, "n", (json_int_t)ref->n, "start", (json_int_t)list_minute_ms(s->clock, now[INC_START]),
		"due", (json_int_t)list_minute_ms(s->clock, now[INC_DUE]),
		"opened", (json_int_t)s->clock->now_ms(s->clock->ctx));
}

/* An event of the incident; takes the body. */
static enum err_code append(struct store *s, struct incident *i, enum incident_event kind, json_t *body,
			    const struct actor *who, struct arena *mem, struct err *e)
{
	struct event ev = { .subject = *i->subject ? i->subject : NULL, .kind = incident_event_kind(kind),
		.at = s->clock->now_ms(s->clock->ctx) };
	enum err_code rc = body ? log_append(s, &ev, body, who, mem, e)
				: err_set(e, ERR_BUG, "%s", "the body of an imported incident cannot be made");

	json_decref(body);
	if (!rc && incident_fold(i, &ev, mem) != FOLD_OK)
		rc = err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), ev.kind);
	return rc;
}

/* One that is over already. */
static enum err_code append_end(struct store *s, struct incident *i, const char *const *now, const struct actor *who,
				struct arena *mem, struct err *e)
{
	int64_t ended = list_minute_ms(s->clock, now[INC_ENDED]);
	int64_t over = ended ? ended : s->clock->now_ms(s->clock->ctx);

	if (strcmp(now[INC_STATE], "open") == 0)
		return ERR_OK;
	return append(s, i, strcmp(now[INC_STATE], "closed") == 0 ? INCIDENT_CLOSED : INCIDENT_CANCELLED,
		      json_pack("{s{ss ss sI sI}}", "set", "closing", now[INC_CLOSING], "closed_by", who->login,
				"ended", (json_int_t)ended, "closed_at", (json_int_t)over), who, mem, e);
}

static enum err_code change(struct store *s, const struct list_row *row, const struct actor *who, struct arena *mem,
			    struct err *e)
{
	struct incident_ref ref = { .site = "" };
	struct incident i;
	int64_t id = 0;

	if (row->there)
		return err_set(e, ERR_CONFLICT, _("%s is in the base and differs: change it there"), row->key);
	incident_init(&i);
	if (take_number(s, row->now[INC_NUMBER], &ref, mem, e) ||
	    append(s, &i, INCIDENT_OPENED, body_of(s, row->now, &ref, who, mem), who, mem, e) ||
	    append_end(s, &i, row->now, who, mem, e))
		return e->code;
	return incident_save(s, &i, &id, e);
}

/* An unknown street is kept as it was said (the list of streets lags behind the city) and told. */
static const char *doubt(struct list_reading *r, const char *const *now)
{
	const char *streets = incident_unknown_streets(r->s, now[INC_ADDRESSES], r->mem);

	return *streets ? arena_printf(r->mem, _("kept, but the list of streets has no such one: %s"), streets) : NULL;
}

/* A time of the log as the list gives it out. */
#define MINUTE_CELL(column) "CASE " column " WHEN 0 THEN '' ELSE " column " END"
#define INC_SELECT "SELECT number, number, kind, state, title, text, topics, service, addresses, " \
	MINUTE_CELL("start") ", " MINUTE_CELL("due") ", " MINUTE_CELL("ended") ", closing FROM incident"

const struct list_desc list_incidents = {
	.name = "incidents", .columns = columns, .n = INC_CELLS, .kept = INC_CELLS, .right_in = RIGHT_INCIDENT,
	.right_out = RIGHT_EXPORT, .all = INC_SELECT " ORDER BY id", .one = INC_SELECT " WHERE number = ?",
	.minutes = 1u << INC_START | 1u << INC_DUE | 1u << INC_ENDED, .read = read, .change = change,
	.doubt = doubt,
};
