/* data/store/verify_calls.c - calls that no event of the log speaks for: added by a strange hand to a batch that is
 * not theirs. Those of the running hour have no event yet and pass. */
#include "core/i18n.h"
#include "data/store/calls_internal.h"
#include "data/store/verify_internal.h"

/* The event that a row says it belongs to, kept from row to row: neighbours mostly have the same. */
struct batch {
	int64_t seq, from, to;
};

static void read_batch(struct store *s, int64_t seq, struct batch *b, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT CASE WHEN json_valid(body) THEN json_extract(body, '$.from') END,"
			" CASE WHEN json_valid(body) THEN json_extract(body, '$.to') END FROM event"
			" WHERE site = ? AND seq = ? AND kind = '" CALLS_EVENT "'");

	*b = (struct batch){ .seq = seq };
	db_bind(st, "si", s->site, seq);
	if (db_row(&s->db, st, e)) {
		b->from = sqlite3_column_int64(st, 0);
		b->to = sqlite3_column_int64(st, 1);
		sqlite3_reset(st);
	}
}

static enum err_code slice(struct store *s, struct check *c, struct batch *b, int64_t *cursor, struct err *e)
{
	int n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, batch FROM call WHERE id > ? ORDER BY id LIMIT ?");

	db_bind(st, "id", *cursor, (int)VERIFY_SLICE);
	for (; db_row(&s->db, st, e); n++) {
		int64_t seq = sqlite3_column_int64(st, 1);

		*cursor = sqlite3_column_int64(st, 0);
		if (seq && seq != b->seq)
			read_batch(s, seq, b, e);
		if (seq && (*cursor < b->from || *cursor > b->to))
			check_bad(c, 1, _("No event of the log speaks for the call in row %lld."), (long long)*cursor);
	}
	db_end_read(&s->db);
	if (n < VERIFY_SLICE)
		*cursor = INT64_MAX;
	return e->code ? e->code : check_step(c, 0, e);
}

enum err_code verify_calls(struct store *s, struct check *c, struct err *e)
{
	struct batch b = { 0 };

	for (int64_t cursor = INT64_MIN; cursor != INT64_MAX;)
		if (slice(s, c, &b, &cursor, e))
			break;
	return e->code;
}
