/* data/store/record_row.c - see record_row.h. Knows no record by name. */
#include "data/store/record_row.h"

void record_from_row(void *rec, const struct field_desc *f, int n, sqlite3_stmt *st, int col, struct arena *mem)
{
	for (int i = 0; i < n; i++) {
		if (f[i].is_int)
			record_set_int(rec, &f[i], sqlite3_column_int64(st, col + i));
		else
			record_set_text(rec, &f[i], db_text(mem, st, col + i));
	}
}

int record_bind(const void *rec, const struct field_desc *f, int n, sqlite3_stmt *st, int at)
{
	for (int i = 0; i < n; i++) {
		if (f[i].is_int)
			sqlite3_bind_int64(st, at + i, record_int(rec, &f[i]));
		else
			sqlite3_bind_text(st, at + i, record_text(rec, &f[i]), -1, SQLITE_STATIC);
	}
	return at + n;
}
