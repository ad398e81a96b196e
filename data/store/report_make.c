/* data/store/report_make.c - see report_make.h. Runs the queries of report_sheets.c; knows none of them. */
#include "data/store/report_make.h"

#include "core/call.h"
#include "core/i18n.h"
#include "data/store/chain_check.h"
#include "data/store/report_internal.h"
#include "data/store/store_internal.h"

/* How many steps of SQLite's machine lie between two looks whether to stop (some 10 ms). */
enum { STEPS = 200000 };

/* Percents that the city has reached (domain.md 2.9), while no target is set. */
enum { ANSWERED_USUAL = 94, IN_TIME_USUAL = 86 };

static const struct report_kind kinds[] = {
	{ "day", N_("Daily operational report"), N_("Day"), false, 8 },
	{ "calls", N_("Calls answered and lost"), N_("Calls"), false, 0 },
	{ "services", N_("Work of the executors"), N_("Executors"), false, 0 },
	{ "operators", N_("Work of the operators"), N_("Operators"), false, 0 },
	{ "overdue", N_("Overdue now"), N_("Overdue"), true, 0 },
	{ "confirmations", N_("Confirmations of the applicants"), N_("Answers"), false, 0 },
};

static const struct sheet *const *const sheets[] = {
	sheets_day, sheets_calls, sheets_services, sheets_operators, sheets_overdue, sheets_confirmations,
};

const struct report_kind *report_kinds(int *n)
{
	*n = COUNT(kinds);
	return kinds;
}

const struct report_kind *report_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

static int count_columns(const struct sheet *sh)
{
	int n = 0;

	while (n < SHEET_COLUMNS && sh->columns[n].key)
		n++;
	return n;
}

static void take_cell(const struct sheet *sh, int i, sqlite3_stmt *st, struct arena *mem,
		      struct report_cell *cell)
{
	if (sh->columns[i].kind == CELL_TEXT) {
		cell->text = db_text(mem, st, i);
		if (sh->words[i]) {
			cell->wire = cell->text;
			cell->text = vocab_label_of(sh->words[i], cell->text);
		}
	} else {
		cell->n = sqlite3_column_type(st, i) == SQLITE_NULL ? CELL_NONE : sqlite3_column_int64(st, i);
	}
}

/* A setting in whole percents, in thousandths. */
static int64_t target(struct store *s, const char *setting, int usual, struct arena *mem)
{
	const char *said = store_setting(s, setting, "", mem);

	return 10 * (*said ? strtol(said, NULL, 10) : usual);
}

static enum err_code fill(struct store *s, const struct sheet *sh, struct report *r, struct err *e)
{
	int n = count_columns(sh);
	struct report_table *t = report_add(r, sh->key, sh->title, sh->columns, n);
	sqlite3_stmt *st = db_stmt(&s->db, sh->sql);
	int wanted = st ? sqlite3_bind_parameter_count(st) : 0;
	const int64_t values[] = { r->of.from, r->of.to, r->made, CALL_LEVEL_S, CALL_SHORT_S,
		target(s, "target_answered", ANSWERED_USUAL, r->mem), target(s, "target_in_time", IN_TIME_USUAL, r->mem) };

	t->first_bar = sh->first_bar;
	t->bars = sh->bars;

	for (int i = 0; i < wanted && i < (int)COUNT(values); i++)
		sqlite3_bind_int64(st, i + 1, values[i]);
	while (db_row(&s->db, st, e)) {
		struct report_cell *row = report_row(r, t);

		for (int i = 0; i < n; i++)
			take_cell(sh, i, st, r->mem, &row[i]);
	}
	return e->code;
}

static int asked_to_stop(void *ctx)
{
	const struct progress *p = ctx;

	return p->step && !p->step(p->ctx, 0, 0);
}

static enum err_code fill_all(struct store *s, const struct sheet *const *sh, const struct progress *p,
			      struct report *r, struct err *e)
{
	struct progress copy = *p;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_progress_handler(s->db.h, STEPS, asked_to_stop, &copy);
	for (; !rc && *sh; sh++)
		rc = fill(s, *sh, r, e);
	sqlite3_progress_handler(s->db.h, 0, NULL, NULL);
	db_end_read(&s->db);
	return rc;
}

enum err_code report_make(struct store *s, const struct report_kind *kind, struct period of,
			  const struct progress *p, const struct actor *who, struct arena *mem,
			  struct report *out, struct err *e)
{
	char head[64] = "";

	if (!actor_may(who, RIGHT_REPORT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REPORT));
	*out = (struct report){ .name = kind->name, .title = kind->title, .of = of, .head = "",
		.made = s->clock->now_ms(s->clock->ctx), .mem = mem };
	if (kind->now)
		out->of = (struct period){ out->made, out->made };
	enum err_code rc = fill_all(s, sheets[kind - kinds], p, out, e);

	if (!rc && kind->day_begins)
		rc = chain_head(&s->db, s->site, head, e);
	out->head = arena_strdup(mem, head);
	return rc;
}
