/* server/citizen.c - see citizen.h.
 *
 * Tries of one appeal stand in a queue (an advisory lock) from the look to the count, so that of many guesses at
 * once only the allowed ones are answered. The counter of a source is locked only while it is counted: a whole
 * provider may be one source, and its people must not wait for each other. A number that nobody has goes exactly
 * the same way as a wrong PIN. */
#include "server/citizen.h"

#include <sodium.h>

#include "core/attempts.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"
#include "server/now.h"
#include "server/project.h"

enum { TYPED_MAX = 64 };

struct look {
	const char *key;                  /* Latin twin of the number, or what was typed */
	const char *by_appeal, *by_source;
	struct attempts appeal, source;
	int64_t now;
};

/* HL-91895-26, however it was typed: ГЛ-91895/26, гл-91895/26. One counter for all of them. */
static const char *key_of(const char *typed, struct arena *mem)
{
	struct number n;
	size_t len = strlen(typed);

	if (len > TYPED_MAX || text_check(typed, len) != TEXT_GOOD)
		return "?";
	return number_parse(mem, NUMBER_TEMPLATE, typed, &n) && *n.ascii ? n.ascii : typed;
}

static void read_counter(const PGresult *res, int row, int col, struct attempts *t)
{
	t->wrong = (int32_t)pg_int(res, row, col);
	t->first_ms = pg_int(res, row, col + 1);
	t->last_ms = pg_int(res, row, col + 2);
}

static const struct statement lock = { "citizen_lock",
	"SELECT pg_advisory_xact_lock($1::bigint::integer, hashtext($2))", false };
enum { LOCK_APPEAL = 1, LOCK_SOURCE = 2 };

static enum err_code begin(struct pg *pg, struct look *l, PGresult **row, struct err *e)
{
	static const struct statement start = { "citizen_begin", "BEGIN", false };
	static const struct statement get = { "citizen_get",
		"SELECT x.tries, x.first, x.last, y.tries, y.first, y.last, a.site, a.number, a.pin_mac, a.pin_key"
		" FROM (SELECT 1) one LEFT JOIN attempt x ON x.what = $1 LEFT JOIN attempt y ON y.what = $2"
		" LEFT JOIN LATERAL (SELECT site, number, pin_mac, pin_key FROM appeal WHERE ascii = $3"
		" ORDER BY subject LIMIT 1) a ON true", false };

	if (pg_ready(pg, &start, e) || pg_ready(pg, &lock, e) || pg_ready(pg, &get, e) || pg_line_begin(pg, e))
		return e->code;
	if (!pg_line(pg, &start, e, "") && !pg_line(pg, &lock, e, "is", (int64_t)LOCK_APPEAL, l->by_appeal))
		(void)!pg_line(pg, &get, e, "sss", l->by_appeal, l->by_source, l->key);
	*row = pg_line_last(pg, e);
	return e->code;
}

/* Whether the PIN is that of the row; takes as long without one. */
static bool is_right(const PGresult *row, const struct citizen *c, struct pins *pins)
{
	unsigned char key[PIN_KEY_BYTES] = { 0 };
	char digits[PIN_DIGITS + 1] = "";
	bool found = !PQgetisnull(row, 0, 6);
	bool has_key = pins_find(pins, found ? pg_text(row, 0, 6) : "-", found ? pg_text(row, 0, 9) : "-", key);
	bool is_pin = pin_read(c->pin, digits);
	bool same = pin_matches(key, found ? pg_text(row, 0, 7) : c->number, digits,
				found ? pg_text(row, 0, 8) : NULL);

	sodium_memzero(key, sizeof(key));
	return found && has_key && is_pin && same;
}

/* The source's counter as it is now, locked: others may have counted since the look. */
static enum err_code lock_source(struct pg *pg, struct look *l, struct err *e)
{
	static const struct statement quick = { "citizen_quick", "SET LOCAL synchronous_commit = off", false };
	static const struct statement get = { "citizen_source",
		"SELECT tries, first, last FROM (SELECT 1) one LEFT JOIN attempt ON what = $1", false };

	if (pg_ready(pg, &quick, e) || pg_ready(pg, &get, e) || pg_line_begin(pg, e))
		return e->code;
	if (!pg_line(pg, &quick, e, "") && !pg_line(pg, &lock, e, "is", (int64_t)LOCK_SOURCE, l->by_source))
		(void)!pg_line(pg, &get, e, "s", l->by_source);
	PGresult *row = pg_line_last(pg, e);

	if (row)
		read_counter(row, 0, 0, &l->source);
	PQclear(row);
	return e->code;
}

static const struct statement commit = { "citizen_commit", "COMMIT", false };

/* Counts a wrong try and commits. */
static enum err_code count_wrong(struct pg *pg, struct look *l, struct err *e)
{
	static const struct statement put = { "citizen_put",
		"INSERT INTO attempt(what, tries, first, last) VALUES($1,$2,$3,$4) ON CONFLICT(what) DO UPDATE"
		" SET tries = excluded.tries, first = excluded.first, last = excluded.last", false };

	if (lock_source(pg, l, e))
		return e->code;
	attempts_count(ATTEMPTS_PIN_APPEAL, &l->appeal, l->now);
	attempts_count(ATTEMPTS_PIN_SOURCE, &l->source, l->now);
	if (pg_ready(pg, &put, e) || pg_ready(pg, &commit, e) || pg_line_begin(pg, e))
		return e->code;
	if (!pg_line(pg, &put, e, "siii", l->by_appeal, (int64_t)l->appeal.wrong, l->appeal.first_ms,
		     l->appeal.last_ms) &&
	    !pg_line(pg, &put, e, "siii", l->by_source, (int64_t)l->source.wrong, l->source.first_ms,
		     l->source.last_ms))
		(void)!pg_line(pg, &commit, e, "");
	return pg_line_end(pg, e);
}

/* Forgets the wrong tries of the appeal, commits and reads it. */
static enum err_code end_right(struct pg *pg, const struct look *l, struct arena *mem, struct appeal *out,
			       struct err *e)
{
	static const struct statement forget = { "citizen_forget", "DELETE FROM attempt WHERE what = $1", false };
	static const struct statement get = { "citizen_load",
		"SELECT data FROM appeal WHERE ascii = $1 ORDER BY subject LIMIT 1", false };

	if (pg_ready(pg, &forget, e) || pg_ready(pg, &get, e) || pg_ready(pg, &commit, e) || pg_line_begin(pg, e))
		return e->code;
	if (l->appeal.wrong)
		(void)!pg_line(pg, &forget, e, "s", l->by_appeal);
	if (!e->code && !pg_line(pg, &get, e, "s", l->key))
		(void)!pg_line(pg, &commit, e, "");
	PGresult *row = pg_line_last(pg, e);
	bool found = row && PQntuples(row) == 1 && project_read(pg_text(row, 0, 0), out, mem);

	PQclear(row);
	if (!found && !e->code)
		return err_set(e, ERR_BUSY, "%s", _("The database does not answer now. Try again a little later."));
	return e->code;
}

enum err_code citizen_look(struct pg *pg, struct pins *pins, struct citizen *c, struct arena *mem,
			   enum citizen_verdict *verdict, struct appeal *out, struct err *e)
{
	struct look l = { .key = key_of(c->number, mem), .now = now_ms() };
	PGresult *row = NULL;

	l.by_appeal = arena_printf(mem, "pin:%s", l.key);
	l.by_source = arena_printf(mem, "source:%s", c->source);
	if (begin(pg, &l, &row, e))
		return e->code;
	read_counter(row, 0, 0, &l.appeal);
	read_counter(row, 0, 3, &l.source);
	int64_t a = attempts_wait_ms(ATTEMPTS_PIN_APPEAL, &l.appeal, l.now);
	int64_t b = attempts_wait_ms(ATTEMPTS_PIN_SOURCE, &l.source, l.now);
	int64_t wait = a > b ? a : b;

	*verdict = wait > 0 ? CITIZEN_WAIT : is_right(row, c, pins) ? CITIZEN_RIGHT : CITIZEN_WRONG;
	c->wait_s = (int)((wait + 999) / 1000);
	PQclear(row);
	if (*verdict == CITIZEN_RIGHT)
		return end_right(pg, &l, mem, out, e);
	return *verdict == CITIZEN_WRONG ? count_wrong(pg, &l, e) : pg_exec(pg, "COMMIT", e);
}

enum err_code citizen_tidy(struct pg *pg, struct err *e)
{
	/* core/attempts.c: a day, and an hour of waiting. */
	static const struct statement tidy = { "citizen_tidy", "DELETE FROM attempt WHERE last < $1", true };

	return pg_do(pg, &tidy, e, "i", now_ms() - 2 * 24 * 3600 * (int64_t)1000);
}
