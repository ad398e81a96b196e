/* data/store/phone_appeals.c - see phone_appeals.h. */
#include "data/store/phone_appeals.h"

static sqlite3_stmt *by_index(struct store *s, const char *e164)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT DISTINCT q.appeal FROM phone_of p JOIN question q ON q.id = p.id"
					   " WHERE p.num = ? ORDER BY q.appeal");

	db_bind(st, "i", phone_number_of(e164));
	return st;
}

static sqlite3_stmt *by_rows(struct store *s, const char *e164)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id FROM appeal WHERE phone = ? ORDER BY id");

	db_bind(st, "s", e164);
	return st;
}

enum err_code appeals_of_phone(struct store *s, const char *e164, struct arena *mem, struct appeal_ids *out,
			       struct err *e)
{
	bool filling = search_filled_from(s, e) != INT64_MIN;
	sqlite3_stmt *st = filling ? by_rows(s, e164) : by_index(s, e164);
	int room = 0;

	*out = (struct appeal_ids){ .n = 0 };
	while (*e164 && !e->code && db_row(&s->db, st, e)) {
		if (out->n == room) {
			int64_t *more = arena_alloc(mem, (size_t)(2 * room + 16) * sizeof(*more));

			if (room)
				memcpy(more, out->id, (size_t)room * sizeof(*more));
			out->id = more;
			room = 2 * room + 16;
		}
		out->id[out->n++] = sqlite3_column_int64(st, 0);
	}
	sqlite3_reset(st);
	return e->code;
}
