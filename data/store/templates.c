/* data/store/templates.c - see templates.h. Every change is an event of the template's subject, folded into
 * its row in the same transaction. */
#include "core/i18n.h"
#include "core/register.h"
#include "core/text.h"
#include "core/text_template.h"
#include "data/seed/seed.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/migrate.h"
#include "data/store/templates_internal.h"

enum { LINE_BYTES = 4096 };

static void read_row(sqlite3_stmt *st, struct arena *mem, struct template *out)
{
	*out = (struct template){ .subject = db_text(mem, st, 0), .name = db_text(mem, st, 1),
		.text = db_text(mem, st, 2), .removed = sqlite3_column_int64(st, 3),
		.kind = db_text(mem, st, 4), .hlc = sqlite3_column_int64(st, 5) };
}

bool template_read_subject(struct store *s, const char *subject, struct arena *mem, struct template *out,
			   struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, name, text, removed, kind, hlc FROM template"
					   " WHERE subject = ?");

	db_bind(st, "s", subject);
	if (!db_row(&s->db, st, e))
		return false;
	read_row(st, mem, out);
	sqlite3_reset(st);
	return true;
}

enum err_code template_save(struct store *s, const struct template *t, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO template(subject, name, text, removed, kind, hlc)"
					   " VALUES(?,?,?,?,?,?)");

	db_bind(st, "sssisi", t->subject, t->name, t->text, t->removed, t->kind, t->hlc);
	return db_run(&s->db, st, e);
}

static bool same_name(struct arena *mem, const char *a, const char *b)
{
	return strcmp(text_fold(mem, a), text_fold(mem, b)) == 0;
}

/* --- what there is ---------------------------------------------------------------------------- */

/* Rows of one kind: of the base with their removed ones, then what the program knows and the base says nothing
 * of. */
struct all {
	const char *kind;
	struct template *rows;
	int n, room;
};

static struct template *row_named(const struct all *t, struct arena *mem, const char *name)
{
	for (int i = 0; i < t->n; i++)
		if (same_name(mem, t->rows[i].name, name))
			return &t->rows[i];
	return NULL;
}

static void add(struct all *t, struct arena *mem, const struct template *row)
{
	if (t->n == t->room) {
		struct template *more = arena_alloc(mem, (size_t)(t->room * 2 + 16) * sizeof(*more));

		memcpy(more, t->rows, (size_t)t->n * sizeof(*more));
		t->rows = more;
		t->room = t->room * 2 + 16;
	}
	t->rows[t->n++] = *row;
}

static void add_seed(struct all *t, struct arena *mem, const char *name, const char *text)
{
	if (!row_named(t, mem, name))
		add(t, mem, &(struct template){ "", arena_strdup(mem, name), arena_strdup(mem, text), 0, t->kind, 0 });
}

static void add_seeds(struct all *t, struct arena *mem)
{
	bool typed = strcmp(t->kind, vocab_wire(&vocab_template_kind, TEMPLATE_TYPED)) == 0;
	struct seed list = typed ? seed_templates : seed_texts;
	char line[LINE_BYTES];
	const char *cols[3];

	while (seed_next(&list, line, sizeof(line), cols, (int)COUNT(cols)) > 0)
		if (typed)
			add_seed(t, mem, cols[0], cols[1]);
		else if (strcmp(cols[0], t->kind) == 0)
			add_seed(t, mem, cols[1], cols[2]);
}

static enum err_code read_all(struct store *s, enum template_kind kind, struct arena *mem, struct all *t,
			      struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, name, text, removed, kind, hlc FROM template WHERE kind = ?"
					   " ORDER BY hlc DESC, subject");
	struct template row;

	*t = (struct all){ .kind = vocab_wire(&vocab_template_kind, (int)kind), .rows = arena_alloc(mem, sizeof(row)) };
	db_bind(st, "s", t->kind);
	while (db_row(&s->db, st, e)) {
		read_row(st, mem, &row);
		if (!row_named(t, mem, row.name)) /* two sites have made one each: the later counts */
			add(t, mem, &row);
	}
	if (!e->code)
		add_seeds(t, mem);
	return e->code;
}

struct keyed {
	const char *key;
	struct template_row row;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

enum err_code template_list(struct store *s, enum template_kind kind, struct arena *mem,
			    struct template_list *out, struct err *e)
{
	struct all t;

	*out = (struct template_list){ .n = 0 };
	if (read_all(s, kind, mem, &t, e))
		return e->code;
	struct keyed *k = arena_alloc(mem, (size_t)(t.n + 1) * sizeof(*k));

	for (int i = 0; i < t.n; i++)
		if (!t.rows[i].removed)
			k[out->n++] = (struct keyed){ text_sort_key(mem, t.rows[i].name),
				{ t.rows[i].name, t.rows[i].text } };
	qsort(k, (size_t)out->n, sizeof(*k), by_key);
	out->rows = arena_alloc(mem, (size_t)(out->n + 1) * sizeof(*out->rows));
	for (int i = 0; i < out->n; i++)
		out->rows[i] = k[i].row;
	return ERR_OK;
}

/* --- one change ------------------------------------------------------------------------------- */

enum template_change { ADD, EDIT, REMOVE };

/* What was asked for. */
struct asked {
	enum template_change what;
	enum template_kind kind;
	const char *name, *text;
};

static enum err_code check_text(const char *text, struct err *e)
{
	struct arena mem = { 0 };
	const char *fault;

	if (value_check(text, TEMPLATE_TEXT_MAX, e))
		return e->code;
	if (!text[strspn(text, " \t\n")])
		return err_set(e, ERR_INVALID, "%s", _("A template without a text is of no use: --text TEXT."));
	fault = template_fault(&mem, text);
	if (fault)
		err_set(e, ERR_INVALID, _("There is no field %s. There are: %s."), fault, template_fields(&mem));
	arena_free(&mem);
	return e->code;
}

static enum err_code check_name(const char *name, struct err *e)
{
	if (!name[strspn(name, " \t\n")])
		return err_set(e, ERR_INVALID, "%s", _("A template needs a name: one or two words to choose it by."));
	return value_check(name, TEMPLATE_NAME_MAX, e);
}

static enum err_code check(enum template_change what, const struct template *row, const char *name, struct err *e)
{
	bool there = row && !row->removed;

	if (what == ADD && there)
		return err_set(e, ERR_CONFLICT, _("There is a template «%s» already: change it with «edit»."), row->name);
	if (what != ADD && !there)
		return err_set(e, ERR_NOT_FOUND, _("There is no template «%s». All of them: pult template list."), name);
	return ERR_OK;
}

/* What the program knows has no subject yet: its first change makes one. */
static enum err_code write_change(struct store *s, const struct template *row, const struct template *now,
				  const struct actor *who, struct arena *mem, struct err *e)
{
	bool has = row && *row->subject;
	struct template t;
	struct event ev = { .subject = has ? row->subject : NULL, .kind = has ? template_changed : template_added,
		.at = s->clock->now_ms(s->clock->ctx) };
	json_t *set = json_pack("{ss si}", "text", now->text, "removed", (int)now->removed);
	json_t *body = has ? json_pack("{so}", "set", set) : set;

	template_init(&t);
	if (has)
		t = *row;
	else
		json_object_update_new(body, json_pack("{ss ss}", "kind", now->kind, "name", now->name));
	enum err_code rc = log_append(s, &ev, body, who, mem, e);

	json_decref(body);
	if (!rc && template_fold(&t, &ev, mem) != FOLD_OK)
		rc = err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), ev.kind);
	return rc ? rc : template_save(s, &t, e);
}

static enum err_code change_in_turn(struct store *s, const struct asked *a, const struct actor *who,
				    struct arena *mem, struct err *e)
{
	struct all t;
	enum err_code rc = schema_check(&s->db, e);

	if (!rc)
		rc = still_works_here(s, who, e);
	if (!rc)
		rc = read_all(s, a->kind, mem, &t, e);
	if (rc)
		return rc;
	const struct template *row = row_named(&t, mem, a->name);

	rc = check(a->what, row, a->name, e);
	if (rc)
		return rc;
	const struct template now = { "", a->name, a->what == REMOVE ? row->text : a->text, a->what == REMOVE, t.kind, 0 };

	return write_change(s, row, &now, who, mem, e);
}

static enum err_code change(struct store *s, struct asked asked, const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = actor_may(who, RIGHT_TEMPLATES) ? ERR_OK
		: err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_TEMPLATES));

	if (!rc && asked.what == ADD)
		rc = check_name(asked.name, e);
	if (!rc && asked.what != REMOVE)
		rc = check_text(asked.text, e);
	asked.name = text_tidy(&mem, asked.name, NULL);
	if (!rc)
		rc = db_begin(&s->db, e);
	if (!rc)
		rc = db_end(&s->db, change_in_turn(s, &asked, who, &mem, e), e);
	if (!rc)
		bell_ring(s);
	arena_free(&mem);
	return rc;
}

enum err_code template_add(struct store *s, enum template_kind kind, const char *name, const char *text,
			   const struct actor *who, struct err *e)
{
	return change(s, (struct asked){ ADD, kind, name, text }, who, e);
}

enum err_code template_edit(struct store *s, enum template_kind kind, const char *name, const char *text,
			    const struct actor *who, struct err *e)
{
	return change(s, (struct asked){ EDIT, kind, name, text }, who, e);
}

enum err_code template_remove(struct store *s, enum template_kind kind, const char *name, const struct actor *who,
			      struct err *e)
{
	return change(s, (struct asked){ REMOVE, kind, name, "" }, who, e);
}
