/* server/citizen.c - see citizen.h.
 *
 * Tries of one appeal stand in a queue (an advisory lock of the session) from the look to the count, so that of many
 * guesses at once only the allowed ones are answered. The counter of a source is locked only while it is counted: a
 * whole provider may be one source, and its people must not wait for each other. A right PIN where nothing is counted
 * is one statement (citizen_try(), schema.c). A number that nobody has goes exactly the same way as a wrong PIN.
 *
 * A PIN is checked with the key of the site that issued it last, which need not be that of the number: citizens come to
 * any office. What cannot be checked for want of that key is no try. */
#include "server/citizen.h"

#include <sodium.h>

#include "core/attempts.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"
#include "server/now.h"
#include "server/pin_issuer.h"
#include "server/project.h"

enum { TYPED_MAX = 64 };

struct look {
	struct arena *mem;
	const char *key;                  /* Latin twin of the number, or what was typed */
	struct number number;             /* ascii NULL: it is none */
	char pin[PIN_DIGITS + 1];         /* "": it is none */
	const char *by_appeal, *by_source;
	struct attempts appeal, source;
	int64_t now;
};

/* HL-91895-26, however it was typed: ГЛ-91895/26, гл-91895/26. One counter for all of them. */
static void read_number(struct look *l, const char *typed)
{
	size_t len = strlen(typed);

	l->key = "?";
	if (len > TYPED_MAX || text_check(typed, len) != TEXT_GOOD)
		return;
	l->key = typed;
	if (number_parse(l->mem, NUMBER_TEMPLATE, typed, &l->number) && *l->number.ascii)
		l->key = l->number.ascii;
}

static void read_counter(const PGresult *res, int row, int col, struct attempts *t)
{
	t->wrong = (int32_t)pg_int(res, row, col);
	t->first_ms = pg_int(res, row, col + 1);
	t->last_ms = pg_int(res, row, col + 2);
}

enum { LOCK_APPEAL = 1, LOCK_SOURCE = 2 }; /* the former in citizen_try() too */

/* --- at once ------------------------------------------------------------------------------------ */

struct macs {
	const struct look *l;
	const char *list;
};

static void add_mac(void *ctx, const char *site, const unsigned char *key)
{
	struct macs *m = ctx;
	struct arena *mem = m->l->mem;
	char mac[PIN_MAC_HEX + 1];

	pin_mac(key, number_format(mem, NUMBER_TEMPLATE, site, m->l->number.year, m->l->number.n), m->l->pin, mac);
	m->list = arena_printf(mem, "%s%s%s", m->list, *m->list ? "," : "", mac);
}

/* The MACs that the PIN would have, with each key of the number's site. Whose numbers are written by a template of
 * their own are found the longer way. */
static const char *macs_of(const struct look *l, struct pins *pins)
{
	struct macs m = { .l = l, .list = "" };

	if (l->key == l->number.ascii && *l->pin)
		pins_each(pins, arena_strndup(l->mem, l->key, strcspn(l->key, "-")), add_mac, &m);
	return arena_printf(l->mem, "{%s}", m.list);
}

/* Takes the appeal's place in the queue. *data: the appeal when the PIN is right and nothing is counted, the place is
 * left then; else NULL. */
static enum err_code try_at_once(struct pg *pg, const struct look *l, struct pins *pins, const char **data,
				 struct err *e)
{
	static const struct statement try = { "citizen_try", "SELECT citizen_try($1,$2,$3,$4,$5)", false };
	PGresult *res = pg_run(pg, &try, e, "ssssi", l->by_appeal, l->by_source, l->key, macs_of(l, pins),
			       (int64_t)attempts_free(ATTEMPTS_PIN_SOURCE));

	if (!res)
		return e->code;
	*data = PQgetisnull(res, 0, 0) ? NULL : arena_strdup(l->mem, pg_text(res, 0, 0));
	PQclear(res);
	return ERR_OK;
}

static enum err_code leave_queue(struct pg *pg, const struct look *l, struct err *e)
{
	static const struct statement unlock = { "citizen_unlock",
		"SELECT pg_advisory_unlock($1::bigint::integer, hashtext($2))", false };

	return pg_do(pg, &unlock, e, "is", (int64_t)LOCK_APPEAL, l->by_appeal);
}

/* --- in steps ----------------------------------------------------------------------------------- */

static enum err_code begin(struct pg *pg, struct look *l, PGresult **row, struct err *e)
{
	static const struct statement start = { "citizen_begin", "BEGIN", false };
	static const struct statement get = { "citizen_get",
		"SELECT x.tries, x.first, x.last, y.tries, y.first, y.last, a.site, a.number, a.pin_mac, a.pin_key,"
		" a.issuer FROM (SELECT 1) one LEFT JOIN attempt x ON x.what = $1 LEFT JOIN attempt y ON y.what = $2"
		" LEFT JOIN LATERAL (SELECT site, number, pin_mac, pin_key,"
		"  (SELECT e.site FROM event e WHERE e.subject = f.subject AND e.kind = 'pin'"
		"   ORDER BY e.hlc DESC, e.site COLLATE \"C\" DESC LIMIT 1) AS issuer"
		"  FROM appeal f WHERE ascii = $3 ORDER BY subject LIMIT 1) a ON true", false };

	if (pg_ready(pg, &start, e) || pg_ready(pg, &get, e) || pg_line_begin(pg, e))
		return e->code;
	if (!pg_line(pg, &start, e, ""))
		(void)!pg_line(pg, &get, e, "sss", l->by_appeal, l->by_source, l->key);
	*row = pg_line_last(pg, e);
	return e->code;
}

enum { COL_SITE = 6, COL_NUMBER, COL_MAC, COL_KEY, COL_ISSUER };

/* Whether the PIN is that of the row; takes as long without one. */
static enum citizen_verdict check_pin(const PGresult *row, const struct look *l, struct citizen *c, struct pins *pins)
{
	unsigned char key[PIN_KEY_BYTES] = { 0 };
	bool found = !PQgetisnull(row, 0, COL_SITE);
	const char *mac = found ? pg_text(row, 0, COL_MAC) : NULL;
	const char *issuer = pg_text(row, 0, PQgetisnull(row, 0, COL_ISSUER) ? COL_SITE : COL_ISSUER);
	bool has_key = pins_find(pins, found ? issuer : "-", found ? pg_text(row, 0, COL_KEY) : "-", key);
	bool same = pin_matches(key, found ? pg_text(row, 0, COL_NUMBER) : c->number, l->pin, mac);

	sodium_memzero(key, sizeof(key));
	if (found && *mac && !has_key) {
		c->lacks = arena_strdup(l->mem, issuer);
		c->lacks_id = arena_strdup(l->mem, pg_text(row, 0, COL_KEY));
		return CITIZEN_NO_KEY;
	}
	return found && has_key && *l->pin && same ? CITIZEN_RIGHT : CITIZEN_WRONG;
}

/* The source's counter as it is now, locked: others may have counted since the look. */
static enum err_code lock_source(struct pg *pg, struct look *l, struct err *e)
{
	static const struct statement lock = { "citizen_lock",
		"SELECT pg_advisory_xact_lock($1::bigint::integer, hashtext($2))", false };
	static const struct statement quick = { "citizen_quick", "SET LOCAL synchronous_commit = off", false };
	static const struct statement get = { "citizen_source",
		"SELECT tries, first, last FROM (SELECT 1) one LEFT JOIN attempt ON what = $1", false };

	if (pg_ready(pg, &quick, e) || pg_ready(pg, &lock, e) || pg_ready(pg, &get, e) || pg_line_begin(pg, e))
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

static enum err_code read_appeal(const char *data, struct arena *mem, struct appeal *out, struct err *e)
{
	if (data && project_read(data, out, mem))
		return ERR_OK;
	return err_set(e, ERR_BUSY, "%s", _("The database does not answer now. Try again a little later."));
}

/* Forgets the wrong tries of the appeal, commits and reads it. */
static enum err_code end_right(struct pg *pg, const struct look *l, struct appeal *out, struct err *e)
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

	if (row)
		(void)!read_appeal(PQntuples(row) == 1 ? pg_text(row, 0, 0) : NULL, l->mem, out, e);
	PQclear(row);
	return e->code;
}

/* In the appeal's place in the queue, by the rules of core/attempts.h. */
static enum err_code look_closely(struct pg *pg, struct look *l, struct pins *pins, struct citizen *c,
				  enum citizen_verdict *verdict, struct appeal *out, struct err *e)
{
	PGresult *row = NULL;

	if (begin(pg, l, &row, e))
		return e->code;
	read_counter(row, 0, 0, &l->appeal);
	read_counter(row, 0, 3, &l->source);
	int64_t a = attempts_wait_ms(ATTEMPTS_PIN_APPEAL, &l->appeal, l->now);
	int64_t b = attempts_wait_ms(ATTEMPTS_PIN_SOURCE, &l->source, l->now);
	int64_t wait = a > b ? a : b;

	*verdict = wait > 0 ? CITIZEN_WAIT : check_pin(row, l, c, pins);
	c->wait_s = (int)((wait + 999) / 1000);
	PQclear(row);
	if (*verdict == CITIZEN_RIGHT)
		return end_right(pg, l, out, e);
	return *verdict == CITIZEN_WRONG ? count_wrong(pg, l, e) : pg_exec(pg, "COMMIT", e);
}

/* This host has no key of the number's site: nothing of it can be checked, whether there is such a number or not. */
static enum err_code look_for_key(struct pg *pg, const struct look *l, struct pins *pins, struct citizen *c,
				  struct err *e)
{
	if (l->key != l->number.ascii)
		return ERR_OK;
	c->lacks_id = "";
	return pin_issuer_lacking(pg, pins, arena_strndup(l->mem, l->key, strcspn(l->key, "-")), l->mem, &c->lacks, e);
}

static enum err_code try_pin(struct pg *pg, struct look *l, struct pins *pins, struct citizen *c,
			     enum citizen_verdict *verdict, struct appeal *out, struct err *e)
{
	const char *data = NULL;

	*verdict = CITIZEN_RIGHT;
	if (try_at_once(pg, l, pins, &data, e))
		return e->code;
	if (data)
		return read_appeal(data, l->mem, out, e);
	return look_closely(pg, l, pins, c, verdict, out, e) ? e->code : leave_queue(pg, l, e);
}

enum err_code citizen_look(struct pg *pg, struct pins *pins, struct citizen *c, struct arena *mem,
			   enum citizen_verdict *verdict, struct appeal *out, struct err *e)
{
	struct look l = { .mem = mem, .now = now_ms() };

	read_number(&l, c->number);
	(void)pin_read(c->pin, l.pin);
	l.by_appeal = arena_printf(mem, "pin:%s", l.key);
	l.by_source = arena_printf(mem, "source:%s", c->source);
	if (!look_for_key(pg, &l, pins, c, e)) {
		*verdict = CITIZEN_NO_KEY;
		if (!c->lacks)
			(void)!try_pin(pg, &l, pins, c, verdict, out, e);
	}
	sodium_memzero(l.pin, sizeof(l.pin));
	if (!e->code && *verdict == CITIZEN_NO_KEY)
		(void)!pin_issuer_tell(pg, pins, c->lacks, c->lacks_id, &c->is_told, e);
	if (e->code)
		pg_break(pg); /* a place that was not left */
	return e->code;
}

enum err_code citizen_tidy(struct pg *pg, struct err *e)
{
	/* core/attempts.c: a day, and an hour of waiting. */
	static const struct statement tidy = { "citizen_tidy", "DELETE FROM attempt WHERE last < $1", true };

	return pg_do(pg, &tidy, e, "i", now_ms() - 2 * 24 * 3600 * (int64_t)1000);
}
