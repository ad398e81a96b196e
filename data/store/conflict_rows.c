/* data/store/conflict_rows.c - the projection of conflicts: reading and saving. No rule is here. */
#include "data/store/conflicts_internal.h"

enum err_code conflicts_read(struct store *s, const char *subject, struct arena *mem, struct conflict **out,
			     struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT site, seq, k, kind, state, hlc, how, settled FROM conflict"
					   " WHERE subject = ?");

	db_bind(st, "s", subject);
	*out = NULL;
	while (db_row(&s->db, st, e)) {
		struct conflict *c = arena_alloc(mem, sizeof(*c));

		*c = (struct conflict){ .next = *out, .site = db_text(mem, st, 0), .seq = sqlite3_column_int64(st, 1),
			.k = sqlite3_column_int64(st, 2), .kind = db_text(mem, st, 3), .state = db_text(mem, st, 4),
			.hlc = sqlite3_column_int64(st, 5), .how = db_text(mem, st, 6),
			.settled = db_text(mem, st, 7) };
		*out = c;
	}
	return e->code;
}

enum err_code conflicts_save(struct store *s, const char *subject, const struct conflict *list, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM conflict WHERE subject = ?");

	db_bind(st, "s", subject);
	if (db_run(&s->db, st, e))
		return e->code;
	for (; list; list = list->next) {
		st = db_stmt(&s->db, "INSERT INTO conflict(subject, site, seq, k, kind, state, hlc, how, settled)"
				     " VALUES(?,?,?,?,?,?,?,?,?)");
		db_bind(st, "ssiississ", subject, list->site, list->seq, list->k, list->kind, list->state, list->hlc,
			list->how, list->settled);
		if (db_run(&s->db, st, e))
			break;
	}
	return e->code;
}
