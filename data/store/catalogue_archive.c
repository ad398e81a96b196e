/* data/store/catalogue_archive.c - executors as archives name them: finding the one that is meant, and
 * adding one that exists no more. */
#include <sodium.h>

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

/* --- one that exists no more --------------------------------------------------------------------------- */

/* 64 bits: among a million names two have one code once in 40 million cities. */
enum { CODE_DIGITS = 16, OLD_CODE_DIGITS = 8 };

static const char *code_of_name(const char *name, int digits, struct arena *mem)
{
	const char *folded = text_fold(mem, name);
	char hex[2 * EVENT_HASH + 1];
	uint8_t hash[EVENT_HASH];

	event_body_hash(*folded ? folded : name, hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_printf(mem, "A-%.*s", digits, hex);
}

static bool is_code(struct store *s, const char *code, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM service WHERE code = ?");

	db_bind(st, "s", code);
	return db_int(&s->db, st, 0, e) != 0;
}

struct naming {
	struct arena mem;
	const char *folded;
	bool was_so;
};

static bool look_name(void *ctx, const struct event *ev)
{
	struct naming *n = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	const char *name = json_string_value(json_object_get(json_object_get(body, "row"), "name"));

	n->was_so = name && strcmp(text_fold(&n->mem, name), n->folded) == 0;
	json_decref(body);
	return !n->was_so;
}

/* Whether the one with this code has ever had the name: it may have been renamed. */
static bool was_named(struct store *s, const char *code, const char *name, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM list_row WHERE list = 'services' AND key = ?");
	struct naming n = { .was_so = false };

	n.folded = text_fold(&n.mem, name);
	db_bind(st, "s", code);
	while (!n.was_so && db_row(&s->db, st, e))
		if (log_each(s, db_text(&n.mem, st, 0), look_name, &n, e))
			break;
	sqlite3_reset(st);
	arena_free(&n.mem);
	return n.was_so;
}

enum err_code catalogue_add_archived(struct store *s, const char *name, const struct actor *who,
				     struct arena *mem, const char **code, struct err *e)
{
	const char *old = code_of_name(name, OLD_CODE_DIGITS, mem);

	*code = code_of_name(name, CODE_DIGITS, mem);
	if (is_code(s, *code, e) || e->code)
		return e->code;
	if (is_code(s, old, e) && was_named(s, old, name, e))
		*code = old;
	if (e->code || *code == old)
		return e->code;
	json_t *row = json_pack("{ss ss ss ss}", "code", *code, "name", name, "kind", SERVICE_OF_ARCHIVE, "active", "0");
	enum err_code rc = list_change(s, "services", *code, row, who, mem, e);

	json_decref(row);
	return rc;
}
