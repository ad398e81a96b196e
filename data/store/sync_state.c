/* data/store/sync_state.c - see sync_state.h. Rows of meta: sync_acked, sync_at, sync_fault ("word value"), sync_restored,
 * sync_passed; sync_after is written with the events (merge.c). */
#include "data/store/sync_state.h"

#include <sodium.h>

#include "core/i18n.h"
#include "data/store/bell.h"
#include "data/store/calls_restored.h"
#include "data/store/store_internal.h"

/* A fault is a word and a number: "clock 421". */
static void read_fault(const char *text, struct sync_state *out)
{
	const char *blank = strchr(text, ' ');
	size_t n = blank ? (size_t)(blank - text) : strlen(text);

	snprintf(out->fault, sizeof(out->fault), "%.*s", (int)n, text);
	out->value = blank ? strtoll(blank + 1, NULL, 10) : 0;
}

static void read_row(const char *key, sqlite3_stmt *st, struct sync_state *out)
{
	const char *text = (const char *)sqlite3_column_text(st, 1);

	if (strcmp(key, "set.central") == 0)
		out->configured = text && *text;
	else if (strcmp(key, "sync_acked") == 0)
		out->acked = sqlite3_column_int64(st, 1);
	else if (strcmp(key, "sync_at") == 0)
		out->exchanged = sqlite3_column_int64(st, 1);
	else if (strcmp(key, "sync_fault") == 0)
		read_fault(text ? text : "", out);
	else if (strcmp(key, "sync_restored") == 0)
		out->restored = sqlite3_column_int64(st, 1) != 0;
}

enum err_code sync_state_read(struct store *s, struct sync_state *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT key, value FROM meta WHERE key IN ('set.central', 'sync_acked',"
				   " 'sync_at', 'sync_fault', 'sync_restored')");

	*out = (struct sync_state){ .acked = 0 };
	while (db_row(&s->db, st, e))
		read_row((const char *)sqlite3_column_text(st, 0), st, out);
	st = db_stmt(&s->db, "SELECT seq FROM chain WHERE site = ?");
	db_bind(st, "s", s->site);
	out->last = db_int(&s->db, st, 0, e);
	if (e->code || out->acked >= out->last)
		return e->code;
	st = db_stmt(&s->db, "SELECT at FROM event WHERE site = ? AND seq = ?");
	db_bind(st, "si", s->site, out->acked + 1);
	out->oldest = db_int(&s->db, st, 0, e);
	return e->code;
}

static enum err_code set_number(struct store *s, const char *key, int64_t value, struct err *e)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)value);
	return store_meta_set(s, key, text, e);
}

enum err_code sync_state_good(struct store *s, int64_t acked, int64_t now, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	if (acked >= 0)
		rc = set_number(s, "sync_acked", acked, e);
	if (!rc)
		rc = set_number(s, "sync_at", now, e);
	return db_end(&s->db, rc, e);
}

enum err_code sync_state_fault(struct store *s, const char *word, int64_t value, struct err *e)
{
	char text[SYNC_WORD + 32];
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	snprintf(text, sizeof(text), *word ? "%s %lld" : "%s", word, (long long)value);
	rc = db_end(&s->db, store_meta_set(s, "sync_fault", text, e), e);
	if (!rc)
		bell_ring(s);
	return rc;
}

/* --- a base that came from a backup ------------------------------------------------------------ */

enum err_code sync_state_behind(struct store *s, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	return db_end(&s->db, store_meta_set(s, "sync_restored", "1", e), e);
}

enum err_code sync_state_whole(struct store *s, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	rc = db_end(&s->db, store_meta_set(s, "sync_restored", "0", e), e);
	if (rc)
		return rc;
	bell_ring(s);
	return calls_recount(s, e);
}

/* --- two logs of one site ---------------------------------------------------------------------- */

/* Behind what this log has sent under the code of its site. */
static bool is_of_the_other(const struct store *s, const struct event *ev, int64_t acked)
{
	return event_subject_is_of(ev->subject, s->site) && strtoll(strrchr(ev->subject, '.') + 1, NULL, 10) > acked;
}

static enum err_code set_passed(struct store *s, const char *value, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	rc = store_meta_set(s, "sync_passed", value, e);
	if (!rc && *value == '0')
		rc = store_meta_set(s, "sync_after", "0", e);
	return db_end(&s->db, rc, e);
}

enum err_code sync_state_pass_over(struct store *s, struct event *evs, int *n, struct err *e)
{
	struct sync_state st;
	int kept = 0;

	if (sync_state_read(s, &st, e))
		return e->code;
	for (int i = 0; i < *n; i++)
		if (!is_of_the_other(s, &evs[i], st.acked))
			evs[kept++] = evs[i];
	bool any = kept < *n;

	*n = kept;
	return any ? set_passed(s, "1", e) : ERR_OK;
}

enum err_code sync_state_one_log(struct store *s, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM meta WHERE key = 'sync_passed' AND value <> '0'");
	bool any = db_int(&s->db, st, 0, e) != 0;

	return any && !e->code ? set_passed(s, "0", e) : e->code;
}

/* --- what is to be sent ------------------------------------------------------------------------ */

static void copy_event(const struct event *row, struct arena *mem, struct event *out)
{
	*out = *row;
	out->site = arena_strdup(mem, row->site);
	out->actor = arena_strdup(mem, row->actor);
	out->subject = arena_strdup(mem, row->subject);
	out->kind = arena_strdup(mem, row->kind);
	out->body = arena_strdup(mem, row->body);
}

enum err_code outbox_read(struct store *s, int64_t after, const struct outbox_size *most, struct arena *mem,
			  struct outbox *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE site = ? AND seq > ?"
				   " ORDER BY seq LIMIT ?");
	size_t bytes = 0;

	*out = (struct outbox){ .ev = arena_alloc(mem, (size_t)most->n * sizeof(*out->ev)) };
	db_bind(st, "sid", s->site, after, most->n);
	while (bytes < most->bytes && db_row(&s->db, st, e)) {
		struct event row;

		log_read_row(st, &row);
		copy_event(&row, mem, &out->ev[out->n++]);
		bytes += strlen(row.body);
	}
	sqlite3_reset(st);
	return e->code || out->n == 0 ? e->code : db_flush(&s->db, e);
}

bool outbox_hash(struct store *s, int64_t seq, uint8_t hash[EVENT_HASH], struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT hash FROM event WHERE site = ? AND seq = ?");
	bool there = seq == 0;

	memset(hash, 0, EVENT_HASH);
	db_bind(st, "si", s->site, seq);
	if (db_row(&s->db, st, e) && sqlite3_column_bytes(st, 0) == EVENT_HASH) {
		memcpy(hash, sqlite3_column_blob(st, 0), EVENT_HASH);
		there = true;
	}
	sqlite3_reset(st);
	return there;
}

bool outbox_pin_key(const struct store *s, char hex[65])
{
	sodium_bin2hex(hex, 2 * PIN_KEY_BYTES + 1, s->pin_key, PIN_KEY_BYTES);
	return store_has_pin_key(s);
}
