/* data/store/store_create.c - making a base: under temporary names, filled, then named at once with its key
 * (pair.h). What is refused or fails leaves nothing. */
#include <sodium.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/number.h"
#include "core/register.h"
#include "data/store/migrate.h"
#include "data/store/pair.h"
#include "data/store/rebuild.h"
#include "data/store/store_internal.h"

static enum err_code first_rows(struct store *s, const char *site, const char *name,
				const struct actor *who, struct err *e)
{
	json_t *body = json_pack("{ss ss ss}", "site", site, "name", name, "program", PULT_VERSION);
	struct event ev = { .kind = "site_created", .at = s->clock->now_ms(s->clock->ctx) };
	enum err_code rc = store_meta_set(s, "site", site, e);

	if (!rc)
		rc = store_meta_set(s, "name", name, e);
	if (!rc)
		rc = store_meta_set(s, "number_template", NUMBER_TEMPLATE, e);
	if (!rc)
		rc = catalogue_seed(s, e);
	if (!rc)
		rc = keys_are_new(s, e);
	if (!rc)
		rc = log_append(s, &ev, body, who, &s->mem, e);
	json_decref(body);
	return rc;
}

/* The key is 32 random bytes in a 0600 file of its own. */
static enum err_code make_pin_key(struct pair *pair, struct store *s, struct err *e)
{
	randombytes_buf(s->pin_key, sizeof(s->pin_key));
	pin_key_id(s->pin_key, s->pin_key_id);
	return pair_put_key(pair, s->pin_key, e);
}

static enum err_code fill_new(struct store *s, const char *site, const char *name,
			      const struct actor *who, struct err *e)
{
	enum err_code rc = db_exec(&s->db, "PRAGMA journal_mode=WAL", e);

	if (!rc)
		rc = schema_make(&s->db, e);
	if (!rc)
		rc = store_attach(s, e);
	if (rc)
		return rc;
	s->site = site;
	s->site_name = name;
	rc = db_begin(&s->db, e);
	if (rc)
		return rc;
	return db_end(&s->db, first_rows(s, site, name, who, e), e);
}

/* Under the temporary name of the pair. Closing folds the WAL into the file, so it is one again. */
static enum err_code make_base(struct pair *pair, const struct store_new *n, const char *code,
			       const struct actor *who, struct err *e)
{
	struct store s = { 0 };
	enum err_code rc = db_open(&s.db, pair->base.temp, false, e);

	if (!rc) {
		rc = fill_new(&s, code, n->name ? n->name : "", who, e);
		if (!rc)
			rc = make_pin_key(pair, &s, e);
		if (!rc && n->fill)
			rc = n->fill(&s, n->ctx, e);
	}
	store_detach(&s);
	return rc;
}

/* What stands beside the temporary name: of a failure, and the bell that nobody hears. */
static void remove_rest(const char *temp, struct arena *mem)
{
	static const char *const suffixes[] = { "-wal", "-shm", ".bell" };

	for (size_t i = 0; i < COUNT(suffixes); i++)
		unlink(arena_printf(mem, "%s%s", temp, suffixes[i]));
}

static enum err_code make_pair(struct pair *pair, const struct store_new *n, const char *code,
			       const struct actor *who, struct arena *mem, struct err *e)
{
	const char *temp = pair->base.temp;
	enum err_code rc = make_base(pair, n, code, who, e);

	pair_take_blobs(pair, mem);
	if (!rc)
		rc = pair_keep(pair, e);
	remove_rest(temp, mem);
	return rc;
}

enum err_code store_make(const char *path, const struct store_new *n, const struct actor *who, struct err *e)
{
	struct pair pair = { 0 };
	struct arena mem = { 0 };
	const char *code;
	enum err_code rc = site_code_read(&mem, n->site, &code, e);

	if (!rc && n->name)
		rc = value_check(n->name, MAX_NAME, e);
	if (!rc && sodium_init() < 0)
		rc = err_set(e, ERR_FAILED, "%s", _("The cryptographic library cannot start."));
	if (!rc) {
		newfile_folders(path);
		rc = pair_make(&pair, path, &mem, e);
	}
	if (!rc)
		rc = make_pair(&pair, n, code, who, &mem, e);
	pair_drop(&pair);
	arena_free(&mem);
	return rc;
}

enum err_code store_create(const char *path, const char *site, const char *name, const struct actor *who,
			   struct err *e)
{
	return store_make(path, &(struct store_new){ .site = site, .name = name }, who, e);
}
