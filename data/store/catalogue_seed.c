/* data/store/catalogue_seed.c - the lists of data/seed as the first rows of a new base. Afterwards the
 * city's own rows count: nothing here is read again. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/seed/seed.h"
#include "data/store/catalogue_internal.h"
#include "data/store/list_check.h"
#include "data/store/store_internal.h"

enum { LINE_MAX_BYTES = 2048, MINUTES_OF_DAY = 1440 };

static enum err_code broken(const char *list, const char *row, struct err *e)
{
	return err_set(e, ERR_BUG, "the built-in list %s has a broken row: %s", list, row);
}

const char *topic_term(int priority, const char *minutes, const char *law, struct arena *mem)
{
	long n = strtol(minutes, NULL, 10);

	if (*law || !n)
		return law;
	if (priority != PRI_A1 && priority != PRI_A2 && n % MINUTES_OF_DAY == 0)
		return arena_printf(mem, "%ldd", n / MINUTES_OF_DAY);
	return arena_printf(mem, "%ld", n);
}

/* code, group, topic, priority, minutes, law_term, service, co_service, hint */
static enum err_code add_topic(struct store *s, const char **c, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO topic(code, grp, name, priority, term, service,"
					   " co_service, hint) VALUES(?,?,?,?,?,?,?,?)");
	int priority = vocab_find(&vocab_priority, c[3]);
	struct term unused;
	const char *term = topic_term(priority, c[4], c[5], mem);

	if (priority < 0 || !term_parse(term, &unused))
		return broken("topics", c[0], e);
	db_bind(st, "ssssssss", c[0], c[1], c[2], vocab_wire(&vocab_priority, priority), term, c[6], c[7],
		c[8]);
	return db_run(&s->db, st, e);
}

/* code, name, kind, emergency, phone */
static enum err_code add_service(struct store *s, const char **c, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO service(code, name, kind, emergency, phone)"
					   " VALUES(?,?,?,?,?)");

	(void)mem;
	db_bind(st, "sssds", c[0], c[1], c[2], (int)(strcmp(c[3], "1") == 0), c[4]);
	return db_run(&s->db, st, e);
}

const char *street_fold(struct arena *mem, const char *name)
{
	return text_fold(mem, arena_strndup(mem, name, strcspn(name, "(")));
}

enum err_code street_add(struct store *s, const char *type, const char *name, const char *now, struct arena *mem,
			 struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO street(type, name, fold, now) VALUES(?,?,?,?)");

	db_bind(st, "ssss", type, name, street_fold(mem, name), now);
	return db_run(&s->db, st, e);
}

/* type, name */
static enum err_code add_street(struct store *s, const char **c, struct arena *mem, struct err *e)
{
	return street_add(s, c[0], c[1], "", mem, e);
}

/* Type of the street of that name, or the commonest one. */
static const char *type_of(struct store *s, const char *name, bool *known, struct arena *mem,
			   struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT type FROM street WHERE fold = ? AND now = ''");
	const char *type = "";

	db_bind(st, "s", street_fold(mem, name));
	*known = db_row(&s->db, st, e);
	if (*known)
		type = db_text(mem, st, 0);
	sqlite3_reset(st);
	if (*known || e->code)
		return type;
	st = db_stmt(&s->db, "SELECT type FROM street GROUP BY type ORDER BY count(*) DESC LIMIT 1");
	if (db_row(&s->db, st, e))
		type = db_text(mem, st, 0);
	sqlite3_reset(st);
	return type;
}

enum err_code street_rename(struct store *s, const char *old, const char *now, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE street SET now = ?1 WHERE name <> ?1"
					   " AND (name = ?3 OR (fold = ?2 AND now = ''))");
	bool known;
	const char *type = type_of(s, now, &known, mem, e);

	if (e->code || (!known && street_add(s, type, now, "", mem, e)))
		return e->code;
	db_bind(st, "sss", now, street_fold(mem, old), old);
	if (db_run(&s->db, st, e))
		return e->code;
	return sqlite3_changes(s->db.h) ? ERR_OK : street_add(s, type, old, now, mem, e);
}

/* old, new */
static enum err_code add_rename(struct store *s, const char **c, struct arena *mem, struct err *e)
{
	return street_rename(s, c[0], c[1], mem, e);
}

static enum err_code each_row(struct store *s, struct seed list,
			      enum err_code (*add)(struct store *, const char **cols, struct arena *,
						   struct err *),
			      struct err *e)
{
	char line[LINE_MAX_BYTES];
	const char *cols[9];
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && seed_next(&list, line, sizeof(line), cols, (int)COUNT(cols)) > 0) {
		struct arena mem = { 0 };

		rc = add(s, cols, &mem, e);
		arena_free(&mem);
	}
	return rc;
}

enum err_code catalogue_seed(struct store *s, struct err *e)
{
	enum err_code rc = each_row(s, seed_topics, add_topic, e);

	if (!rc)
		rc = each_row(s, seed_services, add_service, e);
	if (!rc)
		rc = each_row(s, seed_streets, add_street, e);
	if (!rc)
		rc = each_row(s, seed_street_renames, add_rename, e);
	return rc ? rc : db_exec(&s->db, list_seed_fill, e);
}
