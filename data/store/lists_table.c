/* data/store/lists_table.c - what each list of the city is: its columns, its statements, what a row must be. A new
 * list is one row of the table at the end, with its own table in the schema. */
#include "core/address.h"
#include "core/calendar.h"
#include "core/i18n.h"
#include "core/register.h"
#include "core/text.h"
#include "core/vocab.h"
#include "data/store/catalogue_internal.h"
#include "data/store/lists_internal.h"

enum { CODE_MAX = 32, CELL_MAX = 2000 };

/* --- cells ----------------------------------------------------------------------------------------- */

/* Outer spaces go, and what stands between words becomes one space. */
static enum err_code tidy(struct list_reading *r, const char **cells, int n, struct err *why)
{
	for (int i = 0; i < n; i++) {
		if (!cells[i])
			continue;
		if (value_check(cells[i], CELL_MAX, why))
			return why->code;
		cells[i] = text_tidy(r->mem, cells[i], NULL);
	}
	return ERR_OK;
}

static enum err_code no_value(const char *column, struct err *why)
{
	return err_set(why, ERR_INVALID, _("The column «%s» is empty"), column);
}

enum err_code list_yes_or_no(const char **cell, const char *column, struct err *why)
{
	if (!*cell || !**cell) {
		*cell = NULL;
		return ERR_OK;
	}
	int word = vocab_find(&vocab_law, *cell); /* the words for yes and no */

	if (word < 0 && strcmp(*cell, "0") && strcmp(*cell, "1"))
		return err_set(why, ERR_INVALID, _("The column «%s» is 1 or 0"), column);
	*cell = word == LAW_YES || **cell == '1' ? "1" : "0";
	return ERR_OK;
}

/* A code is a word without spaces. */
static enum err_code take_code(const char *code, const char **key, struct err *why)
{
	if (!code || !*code)
		return no_value("code", why);
	if (strchr(code, ' ') || strlen(code) > CODE_MAX)
		return err_set(why, ERR_INVALID, _("«%s» is no code: a code is one short word"), code);
	*key = code;
	return ERR_OK;
}

/* --- topics ---------------------------------------------------------------------------------------- */

enum { TOPIC_CODE, TOPIC_GROUP, TOPIC_NAME, TOPIC_PRIORITY, TOPIC_TERM, TOPIC_SERVICE, TOPIC_CO_SERVICE, TOPIC_HINT,
	TOPIC_ACTIVE, TOPIC_KEPT, TOPIC_MINUTES = TOPIC_KEPT, TOPIC_LAW_TERM, TOPIC_COLUMNS };

static const struct table_column topic_columns[] = {
	{ "code", true }, { "group", false }, { "topic", true }, { "priority", false }, { "term", false },
	{ "service", false }, { "co_service", false }, { "hint", false }, { "active", false }, { "minutes", false },
	{ "law_term", false },
};

static enum err_code take_priority(const char **cell, int *priority, struct err *why)
{
	*priority = *cell && **cell ? vocab_find(&vocab_priority, *cell) : PRI_N;
	if (*priority < 0)
		return err_set(why, ERR_INVALID, _("The priority «%s» is not known"), *cell);
	if (*cell)
		*cell = vocab_wire(&vocab_priority, *priority);
	return ERR_OK;
}

static enum err_code known_service(struct list_reading *r, const char **cell, struct err *why)
{
	const struct service *s = *cell && **cell ? catalogue_exact_service(r->cat, *cell) : NULL;

	if (*cell && **cell && !s)
		return err_set(why, ERR_INVALID, _("There is no executor «%s»: import the executors first"), *cell);
	if (s)
		*cell = s->code;
	return ERR_OK;
}

static enum err_code read_topic(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	struct term term;
	int priority;

	if (take_code(c[TOPIC_CODE], key, why) || take_priority(&c[TOPIC_PRIORITY], &priority, why) ||
	    known_service(r, &c[TOPIC_SERVICE], why) || known_service(r, &c[TOPIC_CO_SERVICE], why) ||
	    list_yes_or_no(&c[TOPIC_ACTIVE], "active", why))
		return why->code;
	if (!*c[TOPIC_NAME])
		return no_value("topic", why);
	if (!c[TOPIC_TERM] && (c[TOPIC_MINUTES] || c[TOPIC_LAW_TERM]))
		c[TOPIC_TERM] = topic_term(priority, c[TOPIC_MINUTES] ? c[TOPIC_MINUTES] : "",
					   c[TOPIC_LAW_TERM] ? c[TOPIC_LAW_TERM] : "", r->mem);
	if (c[TOPIC_TERM] && !term_parse(c[TOPIC_TERM], &term))
		return err_set(why, ERR_INVALID, _("«%s» is no term: 120 (minutes), 7d, 1m"), c[TOPIC_TERM]);
	return ERR_OK;
}

/* --- executors ------------------------------------------------------------------------------------- */

enum { SERVICE_CODE, SERVICE_NAME, SERVICE_KIND, SERVICE_EMERGENCY_MARK, SERVICE_PHONE, SERVICE_IN_USE, SERVICE_KEPT };

static const struct table_column service_columns[] = {
	{ "code", true }, { "name", true }, { "kind", false }, { "emergency", false }, { "phone", false },
	{ "active", false },
};

static enum err_code read_service(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	(void)r;
	if (take_code(c[SERVICE_CODE], key, why) || list_yes_or_no(&c[SERVICE_EMERGENCY_MARK], "emergency", why) ||
	    list_yes_or_no(&c[SERVICE_IN_USE], "active", why))
		return why->code;
	if (!*c[SERVICE_NAME])
		return no_value("name", why);
	if (c[SERVICE_KIND] && *c[SERVICE_KIND]) {
		int kind = vocab_find(&vocab_service_kind, c[SERVICE_KIND]);

		if (kind < 0)
			return err_set(why, ERR_INVALID, _("The kind of executor «%s» is not known"), c[SERVICE_KIND]);
		c[SERVICE_KIND] = vocab_wire(&vocab_service_kind, kind);
	}
	return ERR_OK;
}

/* --- streets --------------------------------------------------------------------------------------- */

enum { STREET_TYPE, STREET_NAME, STREET_ACTIVE, STREET_KEPT };

static const struct table_column street_columns[] = {
	{ "type", true }, { "name", true }, { "active", false }, { "kind", false }, { "source", false },
};

/* The spelling of the list for a name that differs from it in signs only. */
static const char *known_street(struct list_reading *r, const char *type, const char *name)
{
	struct err none = { 0 };
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT name FROM street WHERE fold = ?1 AND (?2 = '' OR type = ?2)"
			" ORDER BY name = ?3 DESC, now <> '' LIMIT 1");

	db_bind(st, "sss", street_fold(r->mem, name), type, name);
	const char *known = db_row(&r->s->db, st, &none) ? db_text(r->mem, st, 0) : name;

	sqlite3_reset(st);
	/* Brackets say which part is meant: another part is another row. */
	return strchr(name, '(') || strchr(known, '(') ? name : known;
}

/* By a type that addresses do not have no appeal would be of this street. */
static enum err_code take_street_type(struct list_reading *r, const char **cell, struct err *why)
{
	const char *type = address_street_type(r->mem, *cell);

	if (!type)
		return err_set(why, ERR_INVALID, _("«%s» is no type of a street: %s"), *cell, address_street_types(r->mem));
	*cell = type;
	return ERR_OK;
}

static enum err_code read_street(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	if (!*c[STREET_TYPE] || !*c[STREET_NAME])
		return no_value(*c[STREET_TYPE] ? "name" : "type", why);
	if (take_street_type(r, &c[STREET_TYPE], why))
		return why->code;
	c[STREET_NAME] = known_street(r, c[STREET_TYPE], c[STREET_NAME]);
	*key = arena_printf(r->mem, "%s %s", c[STREET_TYPE], c[STREET_NAME]);
	return list_yes_or_no(&c[STREET_ACTIVE], "active", why);
}

static enum err_code save_street(struct store *s, const char *const *kept, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE street SET active = ? WHERE type = ? AND name = ?");

	bool there = false;

	db_bind(st, "dss", (int)(strcmp(kept[STREET_ACTIVE], "0") != 0), kept[STREET_TYPE], kept[STREET_NAME]);
	if (db_run(&s->db, st, e))
		return e->code;
	there = sqlite3_changes(s->db.h) > 0;
	if (there || street_add(s, kept[STREET_TYPE], kept[STREET_NAME], "", mem, e))
		return e->code;
	return db_run(&s->db, st, e); /* whether it is in use */
}

enum { RENAME_OLD, RENAME_NEW, RENAME_KEPT };

static const struct table_column rename_columns[] = {
	{ "old", true }, { "new", true }, { "date of decision", false }, { "source page", false },
};

static enum err_code read_rename(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	if (!*c[RENAME_OLD] || !*c[RENAME_NEW])
		return no_value(*c[RENAME_OLD] ? "new" : "old", why);
	c[RENAME_OLD] = known_street(r, "", c[RENAME_OLD]);
	c[RENAME_NEW] = known_street(r, "", c[RENAME_NEW]);
	if (strcmp(c[RENAME_OLD], c[RENAME_NEW]) == 0)
		return err_set(why, ERR_INVALID, "%s", _("The old name and the new one are the same"));
	*key = c[RENAME_OLD];
	return ERR_OK;
}

static enum err_code save_rename(struct store *s, const char *const *kept, struct arena *mem, struct err *e)
{
	return street_rename(s, kept[RENAME_OLD], kept[RENAME_NEW], mem, e);
}

/* --- words of citizens ----------------------------------------------------------------------------- */

enum { WORD_WHAT, WORD_CODE, WORD_WORDS, WORD_ACTIVE, WORD_KEPT };

static const struct table_column word_columns[] = {
	{ "what", true }, { "code", true }, { "words", true }, { "active", false },
};

static enum err_code read_word(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	bool topic = strcmp(c[WORD_WHAT], "topic") == 0;

	if (!topic && strcmp(c[WORD_WHAT], "service") != 0)
		return err_set(why, ERR_INVALID, _("«%s» is neither «topic» nor «service»"), c[WORD_WHAT]);
	if (topic ? !catalogue_topic(r->cat, c[WORD_CODE]) : !catalogue_service(r->cat, c[WORD_CODE]))
		return err_set(why, ERR_INVALID, _("There is nothing with the code «%s»"), c[WORD_CODE]);
	*key = arena_printf(r->mem, "%s %s", c[WORD_WHAT], c[WORD_CODE]);
	return list_yes_or_no(&c[WORD_ACTIVE], "active", why);
}

/* --- working days ---------------------------------------------------------------------------------- */

enum { WORKDAY_DAY, WORKDAY_WORKS, WORKDAY_KEPT };

static const struct table_column workday_columns[] = { { "day", true }, { "works", true } };

static enum err_code read_workday(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	const struct clock_ops *clock = r->s->clock;
	struct civil day;
	if (!civil_parse(c[WORKDAY_DAY], civil_day_at(clock, clock->now_ms(clock->ctx)), &day, NULL))
		return err_set(why, ERR_INVALID, _("«%s» is no date"), c[WORKDAY_DAY]);
	if (list_yes_or_no(&c[WORKDAY_WORKS], "works", why) || !c[WORKDAY_WORKS])
		return why->code ? why->code : no_value("works", why);
	*key = c[WORKDAY_DAY] = arena_printf(r->mem, "%04d-%02d-%02d", day.year, day.month, day.day);
	return ERR_OK;
}

/* --- officials and cards of services --------------------------------------------------------------- */

enum { OFFICIAL_CODE, OFFICIAL_NAME, OFFICIAL_POST, OFFICIAL_DEPARTMENT, OFFICIAL_PHONE, OFFICIAL_EMAIL, OFFICIAL_ROOM,
	OFFICIAL_RECEPTION, OFFICIAL_ACTIVE, OFFICIAL_KEPT };

static const struct table_column official_columns[] = {
	{ "code", true }, { "name", true }, { "post", true }, { "department", false }, { "phone", false },
	{ "email", false }, { "room", false }, { "reception", false }, { "active", false },
};

static enum err_code read_official(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	(void)r;
	if (take_code(c[OFFICIAL_CODE], key, why) || list_yes_or_no(&c[OFFICIAL_ACTIVE], "active", why))
		return why->code;
	if (!*c[OFFICIAL_NAME] || !*c[OFFICIAL_POST])
		return no_value(*c[OFFICIAL_NAME] ? "post" : "name", why);
	return c[OFFICIAL_EMAIL] ? email_check(c[OFFICIAL_EMAIL], why) : ERR_OK;
}

enum { CARD_CODE, CARD_NAME, CARD_KIND, CARD_DOCUMENTS, CARD_TERM, CARD_PRICE, CARD_RESULT, CARD_LAW, CARD_PLACE,
	CARD_RECEPTION, CARD_ACTIVE, CARD_KEPT };

static const struct table_column card_columns[] = {
	{ "code", true }, { "name", true }, { "kind", false }, { "documents", false }, { "term", false },
	{ "price", false }, { "result", false }, { "law", false }, { "place", false }, { "reception", false },
	{ "active", false },
};

static enum err_code read_card(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	(void)r;
	if (take_code(c[CARD_CODE], key, why) || list_yes_or_no(&c[CARD_ACTIVE], "active", why))
		return why->code;
	return *c[CARD_NAME] ? ERR_OK : no_value("name", why);
}

/* --- the table ------------------------------------------------------------------------------------- */

#define TOPIC_SELECT "SELECT code, code, grp, name, priority, term, service, co_service, hint, active FROM topic"
#define SERVICE_SELECT "SELECT code, code, name, kind, emergency, phone, active FROM service"
#define STREET_SELECT "SELECT type || ' ' || name, type, name, active FROM street"
#define RENAME_SELECT "SELECT name, name, now FROM street"
#define WORD_SELECT "SELECT key, what, code, words, active FROM word"
#define WORKDAY_SELECT "SELECT date(day * 86400, 'unixepoch'), date(day * 86400, 'unixepoch'), works FROM workday"
#define OFFICIAL_SELECT "SELECT code, code, name, post, department, phone, email, room, reception, active FROM official"
#define CARD_SELECT "SELECT code, code, name, kind, documents, term, price, result, law, place, reception, active FROM card"

/* In the order in which a city fills an empty base. */
#define OWN .right_in = RIGHT_IMPORT, .right_out = RIGHT_EXPORT
static const struct list_desc lists[] = {
	{ OWN, .name = "services", .columns = service_columns, .n = (int)COUNT(service_columns), .kept = SERVICE_KEPT,
	  .all = SERVICE_SELECT " ORDER BY code", .one = SERVICE_SELECT " WHERE code = ?",
	  .put = "INSERT OR REPLACE INTO service(code, name, kind, emergency, phone, active) VALUES(?,?,?,?,?,?)",
	  .drop = "DELETE FROM service WHERE code = ?",
	  .read = read_service },
	{ OWN, .name = "topics", .columns = topic_columns, .n = TOPIC_COLUMNS, .kept = TOPIC_KEPT,
	  .all = TOPIC_SELECT " ORDER BY code", .one = TOPIC_SELECT " WHERE code = ?",
	  .put = "INSERT OR REPLACE INTO topic(code, grp, name, priority, term, service, co_service, hint, active)"
		 " VALUES(?,?,?,?,?,?,?,?,?)",
	  .drop = "DELETE FROM topic WHERE code = ?",
	  .read = read_topic },
	{ OWN, .name = "words", .columns = word_columns, .n = (int)COUNT(word_columns), .kept = WORD_KEPT,
	  .all = WORD_SELECT " ORDER BY key", .one = WORD_SELECT " WHERE key = ?",
	  .put = "INSERT OR REPLACE INTO word(what, code, words, active, key) VALUES(?1,?2,?3,?4,?1 || ' ' || ?2)",
	  .drop = "DELETE FROM word WHERE key = ?",
	  .read = read_word },
	{ OWN, .name = "streets", .columns = street_columns, .n = (int)COUNT(street_columns), .kept = STREET_KEPT,
	  .all = STREET_SELECT " WHERE now = '' ORDER BY fold, type, name",
	  .one = STREET_SELECT " WHERE type || ' ' || name = ?", .read = read_street, .save = save_street },
	{ OWN, .name = "renames", .columns = rename_columns, .n = (int)COUNT(rename_columns), .kept = RENAME_KEPT,
	  .all = RENAME_SELECT " WHERE now <> '' GROUP BY name ORDER BY min(fold), name",
	  .one = RENAME_SELECT " WHERE now <> '' AND name = ? LIMIT 1", .read = read_rename, .save = save_rename },
	{ OWN, .name = "workdays", .columns = workday_columns, .n = (int)COUNT(workday_columns), .kept = WORKDAY_KEPT,
	  .all = WORKDAY_SELECT " ORDER BY day", .one = WORKDAY_SELECT " WHERE day = unixepoch(?) / 86400",
	  .put = "INSERT OR REPLACE INTO workday(day, works) VALUES(unixepoch(?) / 86400, ?)", .drop = "DELETE FROM workday WHERE day = unixepoch(?) / 86400",
	  .read = read_workday },
	{ OWN, .name = "officials", .columns = official_columns, .n = (int)COUNT(official_columns), .kept = OFFICIAL_KEPT,
	  .all = OFFICIAL_SELECT " ORDER BY code", .one = OFFICIAL_SELECT " WHERE code = ?",
	  .put = "INSERT OR REPLACE INTO official(code, name, post, department, phone, email, room, reception, active)"
		 " VALUES(?,?,?,?,?,?,?,?,?)",
	  .drop = "DELETE FROM official WHERE code = ?",
	  .read = read_official },
	{ OWN, .name = "cards", .columns = card_columns, .n = (int)COUNT(card_columns), .kept = CARD_KEPT,
	  .all = CARD_SELECT " ORDER BY code", .one = CARD_SELECT " WHERE code = ?",
	  .put = "INSERT OR REPLACE INTO card(code, name, kind, documents, term, price, result, law, place, reception,"
		 " active) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
	  .drop = "DELETE FROM card WHERE code = ?",
	  .read = read_card },
};

static const struct list_desc *list_at(size_t i)
{
	static const struct list_desc *const others[] = { &list_users, &list_incidents };

	if (i < COUNT(lists))
		return &lists[i];
	return i - COUNT(lists) < COUNT(others) ? others[i - COUNT(lists)] : NULL;
}

const struct list_desc *list_find(const char *name)
{
	for (size_t i = 0; list_at(i); i++)
		if (strcmp(list_at(i)->name, name) == 0)
			return list_at(i);
	return NULL;
}

const char *list_name(size_t i)
{
	return list_at(i) ? list_at(i)->name : NULL;
}

enum right list_right(const struct list_desc *l, bool in)
{
	return in ? l->right_in : l->right_out;
}

/* --- times ----------------------------------------------------------------------------------------- */

const char *list_minute(struct arena *mem, const struct clock_ops *clock, int64_t ms)
{
	struct civil c = civil_at(clock, ms);

	return ms ? arena_printf(mem, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute) : "";
}

int64_t list_minute_ms(const struct clock_ops *clock, const char *minute)
{
	struct civil c;

	return *minute && civil_parse(minute, 0, &c, NULL) ? civil_to_utc(clock, &c) : 0;
}

const char *list_minute_utc(struct arena *mem, const struct clock_ops *clock, const char *minute)
{
	int64_t s = list_minute_ms(clock, minute) / 1000;
	civil_day day = (civil_day)(s / 86400);
	int y, m, d;

	civil_from_day(day, &y, &m, &d);
	return arena_printf(mem, "%04d-%02d-%02d %02d:%02d", y, m, d, (int)(s % 86400 / 3600), (int)(s % 3600 / 60));
}

enum err_code list_read_cells(const struct list_desc *l, struct list_reading *r, const char **cells,
			      const char **key, struct err *why)
{
	enum err_code rc = tidy(r, cells, l->n, why);

	for (int i = 0; !rc && i < l->n; i++)
		if (l->columns[i].required && !cells[i])
			rc = no_value(l->columns[i].name, why);
	return rc ? rc : l->read(r, cells, key, why);
}
