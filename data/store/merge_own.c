/* data/store/merge_own.c - what a site's own events bring back beside their rows when it had lost them: the numbers
 * that are given out, its settings, which calls belong together, and that personal data of calls was erased. */
#include <stdlib.h>

#include "core/i18n.h"
#include "data/store/calls_erase.h"
#include "data/store/calls_internal.h"
#include "data/store/calls_restored.h"
#include "data/store/erased.h"
#include "data/store/merge_internal.h"

/* --- the chain ----------------------------------------------------------------------------------------- */

static enum err_code two_logs(const struct event *ev, struct err *e)
{
	return err_set(e, ERR_CONFLICT, _("The centre has another event %lld of this site than this base: two logs bear one "
					  "code. Nothing was taken: call the administrator of the centre."),
		       (long long)ev->seq);
}

/* Whether the log here has the very same event. */
static bool is_same(struct store *s, const struct event *ev, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM event WHERE site = ? AND seq = ? AND hash = ?");

	db_bind(st, "sib", ev->site, ev->seq, (const void *)ev->hash, EVENT_HASH);
	return db_int(&s->db, st, 0, e) != 0;
}

static enum err_code read_end(struct store *s, int64_t *seq, uint8_t hash[EVENT_HASH], struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT seq, hash FROM chain WHERE site = ?");

	*seq = 0;
	memset(hash, 0, EVENT_HASH);
	db_bind(st, "s", s->site);
	if (db_row(&s->db, st, e)) {
		*seq = sqlite3_column_int64(st, 0);
		if (sqlite3_column_bytes(st, 1) == EVENT_HASH)
			memcpy(hash, sqlite3_column_blob(st, 1), EVENT_HASH);
		sqlite3_reset(st);
	}
	return e->code;
}

enum err_code merge_own_check(struct store *s, const struct event *evs, int n, struct err *e)
{
	uint8_t last[EVENT_HASH], hash[EVENT_HASH];
	int64_t seq;

	if (read_end(s, &seq, last, e))
		return e->code;
	for (int i = 0; i < n; i++) {
		if (evs[i].seq <= seq) {
			if (!is_same(s, &evs[i], e))
				return e->code ? e->code : two_logs(&evs[i], e);
			continue;
		}
		event_chain_hash(last, &evs[i], hash);
		if (evs[i].seq != seq + 1 || memcmp(hash, evs[i].hash, EVENT_HASH) != 0)
			return two_logs(&evs[i], e);
		seq = evs[i].seq;
		memcpy(last, hash, EVENT_HASH);
	}
	return ERR_OK;
}

/* --- numbers ------------------------------------------------------------------------------------------- */

static enum err_code raise_series(struct store *s, const char *series, int year, int64_t n, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO counter(series, year, last) VALUES(?,?,?)"
			" ON CONFLICT(series, year) DO UPDATE SET last = max(last, excluded.last)");

	db_bind(st, "sdi", series, year, n);
	return db_run(&s->db, st, e);
}

/* The statutory index «Д-401», or «Д-401/2» of a double, as core/number.h writes it. */
static enum err_code raise_index(struct store *s, const char *index, int year, struct err *e)
{
	struct arena mem = { 0 };
	const char *dash = strchr(index, '-');
	int64_t n = dash ? strtoll(dash + 1, NULL, 10) : 0;
	enum err_code rc = ERR_OK;

	if (n > 0)
		rc = raise_series(s, arena_printf(&mem, "index:%s", arena_strndup(&mem, index, (size_t)(dash - index))),
				  year, n, e);
	arena_free(&mem);
	return rc;
}

/* By the row, for the event may have been emptied since. */
static enum err_code raise_numbers(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 'number', year, n, law_index FROM appeal WHERE subject = ?1 AND site = ?2"
			" UNION ALL SELECT 'incident', year, n, '' FROM incident WHERE subject = ?1 AND site = ?2");
	struct arena mem = { 0 };

	db_bind(st, "ss", subject, s->site);
	if (db_row(&s->db, st, e)) {
		const char *series = db_text(&mem, st, 0), *index = db_text(&mem, st, 3);
		int year = sqlite3_column_int(st, 1);
		int64_t n = sqlite3_column_int64(st, 2);

		sqlite3_reset(st);
		if (!raise_series(s, series, year, n, e))
			(void)!raise_index(s, index, year, e);
	}
	arena_free(&mem);
	return e->code;
}

/* --- settings ------------------------------------------------------------------------------------------ */

static enum err_code put_setting(struct store *s, const struct event *ev, struct err *e)
{
	struct arena mem = { 0 };
	json_t *body = json_loads(ev->body, 0, NULL);
	const char *key = json_string_value(json_object_get(body, "key"));
	const char *value = json_string_value(json_object_get(body, "value"));
	enum err_code rc = key && value ? store_meta_set(s, arena_printf(&mem, "set.%s", key), value, e) : ERR_OK;

	json_decref(body);
	arena_free(&mem);
	return rc;
}

enum err_code merge_own_effects(struct store *s, const struct event *ev, struct err *e)
{
	if (strcmp(ev->kind, "setting") == 0)
		return put_setting(s, ev, e);
	if (strcmp(ev->kind, CALLS_EVENT) == 0)
		return calls_claim(s, ev, e);
	if (strcmp(ev->kind, CALLS_RECOUNTED) == 0)
		return calls_claim_again(s, ev, e);
	if (strcmp(ev->kind, CALLS_REDACTED) == 0)
		return calls_erase_again(s, ev->body, e) ? e->code : erased_mark(s, e);
	return raise_numbers(s, ev->subject, e);
}
