/* data/store/catalogue_archive.c - executors as archives name them: finding the one that is meant, and
 * adding one that exists no more. */
#include "core/text.h"
#include "data/store/catalogue_internal.h"
#include "data/store/lists_internal.h"

/* Words of a folded name. */
static int words_in(const char *name)
{
	int n = *name != '\0';

	for (; *name; name++)
		n += *name == ' ';
	return n;
}

static bool has_all(const char *name, const struct typed *t)
{
	for (int i = 0; i < t->n; i++)
		if (name_has_word(name, t->word[i]) != WORD_WHOLE)
			return false;
	return t->n > 1;
}

const struct service *catalogue_service_named(const struct catalogue *c, const char *said)
{
	const struct service *exact = catalogue_service(c, said), *best = NULL;
	struct arena mem = { 0 };
	struct typed t;
	int fewest = 0;

	typed_read(&t, said, NULL, &mem);
	for (int i = 0; !exact && i < c->nservices; i++) {
		const char *name = c->keys->services[i].name;

		if (strcmp(name, t.fold) == 0)
			exact = &c->services[i];
		if (!has_all(name, &t) || (best && words_in(name) > fewest))
			continue;
		best = best && words_in(name) == fewest ? NULL : &c->services[i];
		fewest = words_in(name);
	}
	arena_free(&mem);
	return exact ? exact : best;
}

static const char *code_of_name(const char *name, struct arena *mem)
{
	const char *folded = text_fold(mem, name);
	uint8_t hash[EVENT_HASH];
	char digits[9];

	event_body_hash(*folded ? folded : name, hash);
	event_head(hash, digits);
	return arena_printf(mem, "A-%s", digits);
}

enum err_code catalogue_add_archived(struct store *s, const char *name, const struct actor *who,
				     struct arena *mem, const char **code, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM service WHERE code = ?");

	*code = code_of_name(name, mem);
	db_bind(st, "s", *code);
	if (db_int(&s->db, st, 0, e) || e->code)
		return e->code;
	json_t *row = json_pack("{ss ss ss ss}", "code", *code, "name", name, "kind", SERVICE_OF_ARCHIVE, "active", "0");
	enum err_code rc = list_change(s, "services", *code, row, who, mem, e);

	json_decref(row);
	return rc;
}
