/* data/store/search_later.c - see search_later.h. What an entry is made of is said in search_index.c. */
#include "data/store/search_later.h"

#include "core/i18n.h"

/* Some 1,300 appeals: more of them gain nothing. */
enum { KEPT_BYTES = 1024 * 1024 };

static int by_id(const void *x, const void *y)
{
	const struct kept_entry *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

static enum err_code write_kept(struct store *s, struct err *e)
{
	struct search_kept *k = s->kept;

	if (k->n)
		qsort(k->rows, (size_t)k->n, sizeof(*k->rows), by_id);
	for (int i = 0; i < k->n; i++)
		if (search_add_entry(s, k->rows[i].id, k->rows[i].entry, e))
			return e->code;
	k->n = 0;
	k->bytes = 0;
	arena_free(&k->mem);
	return ERR_OK;
}

enum err_code search_keep(struct store *s, int64_t id, const char *entry, struct err *e)
{
	struct search_kept *k = s->kept;
	size_t len = strlen(entry);

	if (k->n == k->room) {
		int room = 2 * k->room + 256;
		struct kept_entry *rows = realloc(k->rows, (size_t)room * sizeof(*rows));

		if (!rows)
			return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
		k->rows = rows;
		k->room = room;
	}
	k->rows[k->n++] = (struct kept_entry){ id, arena_strndup(&k->mem, entry, len) };
	k->bytes += len;
	return k->bytes < KEPT_BYTES ? ERR_OK : write_kept(s, e);
}

void search_later(struct store *s, struct search_kept *kept)
{
	s->kept = kept;
}

enum err_code search_settle(struct store *s, struct err *e)
{
	if (!s->kept || write_kept(s, e) ||
	    phone_later_write(&s->db, &phones_of_questions, &s->kept->phones, e))
		return e->code;
	return search_make_room(s, SEARCH_APPEALS, e);
}

void search_kept_free(struct search_kept *k)
{
	phone_later_free(&k->phones);
	arena_free(&k->mem);
	free(k->rows);
	*k = (struct search_kept){ .n = 0 };
}
