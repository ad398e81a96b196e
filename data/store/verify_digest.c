/* data/store/verify_digest.c - one hash of the shared rows of each kind (core/digest.h). Reads in slices. */
#include "data/store/conflicts_internal.h"
#include "data/store/subjects.h"
#include "data/store/verify_internal.h"

static enum err_code digest_slice(struct store *s, struct check *c, const struct subject_kind *kind, int64_t *cursor,
				  struct digest *d, struct err *e)
{
	struct arena mem = { 0 };
	union thing row;
	int n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, kind->rows);

	db_bind(st, "id", *cursor, (int)VERIFY_SLICE);
	for (; db_row(&s->db, st, e); n++) {
		*cursor = sqlite3_column_int64(st, 0);
		if (kind->read(s, db_text(&mem, st, 1), &mem, &row, e))
			kind->digest(d, &row);
		arena_free(&mem);
	}
	db_end_read(&s->db);
	if (n < VERIFY_SLICE)
		*cursor = INT64_MAX;
	c->out->subjects += n;
	return e->code ? e->code : check_step(c, 0, e);
}

/* Few. */
static enum err_code digest_conflicts(struct store *s, struct digest *d, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT DISTINCT subject FROM conflict");
	struct arena mem = { 0 };
	struct conflict *list;

	while (db_row(&s->db, st, e)) {
		const char *subject = db_text(&mem, st, 0);

		if (conflicts_read(s, subject, &mem, &list, e))
			break;
		for (; list; list = list->next)
			digest_conflict(d, subject, list);
	}
	sqlite3_reset(st);
	arena_free(&mem);
	return e->code;
}

static void add_kind(struct verify_report *out, const char *name, const struct digest *d)
{
	struct digest_kind *kind = &out->kinds[out->nkinds++];

	kind->name = name;
	digest_hex(d, kind->hash);
}

static int by_name(const void *a, const void *b)
{
	const struct digest_kind *x = a, *y = b;

	return strcmp(x->name, y->name);
}

enum err_code verify_digest(struct store *s, struct check *c, struct verify_report *out, struct err *e)
{
	struct digest d = { { 0 } };

	out->nkinds = 0;
	for (int i = 0; subject_kinds[i]; i++) {
		d = (struct digest){ { 0 } };
		for (int64_t cursor = INT64_MIN; cursor != INT64_MAX;)
			if (digest_slice(s, c, subject_kinds[i], &cursor, &d, e))
				return e->code;
		add_kind(out, subject_kinds[i]->shared, &d);
	}
	d = (struct digest){ { 0 } };
	if (digest_conflicts(s, &d, e))
		return e->code;
	add_kind(out, "conflicts", &d);
	qsort(out->kinds, (size_t)out->nkinds, sizeof(out->kinds[0]), by_name);
	digest_total(out->kinds, out->nkinds, out->digest);
	return ERR_OK;
}
