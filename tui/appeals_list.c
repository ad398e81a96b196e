/* tui/appeals_list.c - see appeals_list.h. What is drawn is made ready when it is read: drawing asks
 * neither the base nor the clock. */
#include "tui/appeals_list.h"

#include "core/i18n.h"
#include "core/text.h"

/* --- reading ----------------------------------------------------------------------------------- */

/* This year's without the year: the hour says more. Both are as wide. */
static const char *when_text(const struct clock_ops *clock, int year, int64_t ms, struct arena *mem)
{
	struct civil c = civil_at(clock, ms);

	if (c.year == year)
		return arena_printf(mem, "%02d.%02d %02d:%02d", c.day, c.month, c.hour, c.minute);
	return arena_printf(mem, "%02d.%02d.%04d", c.day, c.month, c.year);
}

static const char *what_text(const struct found *f, struct arena *mem)
{
	const char *text = *f->text ? f->text : f->topic_name;

	return *f->address ? arena_printf(mem, "%s · %s", f->address, text) : text;
}

static void fill_row(struct appeals_row *r, const struct found *f, const struct clock_ops *clock, struct arena *mem)
{
	int pri = vocab_wire_index(&vocab_priority, f->priority);
	bool accident = pri == PRI_A1 || pri == PRI_A2;
	int year = civil_at(clock, clock->now_ms(clock->ctx)).year;

	*r = (struct appeals_row){
		.id = f->id,
		.ref = f->k > 1 ? arena_printf(mem, "%s.%d", f->number, f->k) : f->number,
		.when = when_text(clock, year, f->registered, mem),
		.state = vocab_label(&vocab_state, (int)f->state),
		.priority = accident ? vocab_label(&vocab_priority, pri) : "",
		.priority_role = pri == PRI_A1 ? ROLE_ALARM : ROLE_WARN,
		.name = f->name,
		.what = what_text(f, mem),
		.service = f->service_name,
		.overdue = f->overdue,
		.open = state_is_open(f->state),
	};
}

static void add_rows(struct appeals_rows *rows, const struct found_list *l, const struct clock_ops *clock)
{
	size_t n = rows->n + (size_t)l->n;

	if (n > rows->room) {
		size_t room = 2 * n;
		struct appeals_row *grown = arena_alloc(&rows->mem, room * sizeof(*grown));

		if (rows->n)
			memcpy(grown, rows->rows, rows->n * sizeof(*grown));
		rows->rows = grown;
		rows->room = room;
	}
	for (int i = 0; i < l->n; i++) {
		struct appeals_row *r = &rows->rows[rows->n++];

		fill_row(r, &l->rows[i], clock, &rows->mem);
		if (text_width(r->ref) > rows->number_cols)
			rows->number_cols = text_width(r->ref);
	}
	rows->more = l->more;
}

enum err_code appeals_read(struct store *s, const char *query, const struct actor *who, size_t want,
			   struct appeals_rows *out, struct err *e)
{
	struct appeals_rows fresh = { .n = 0 };
	struct find_query q = { .text = query, .login = who->login,
		.limit = want > APPEALS_PAGE ? (int)want : APPEALS_PAGE };
	struct found_list l;
	enum err_code rc = find_questions(s, &q, who, &fresh.mem, &l, e);

	if (rc) {
		appeals_free(&fresh);
		return rc;
	}
	add_rows(&fresh, &l, store_clock(s));
	fresh.meant = arena_strdup(&fresh.mem, l.meant);
	appeals_free(out);
	*out = fresh;
	return ERR_OK;
}

enum err_code appeals_read_more(struct store *s, const char *query, const struct actor *who,
				struct appeals_rows *rows, struct err *e)
{
	struct find_query q = { .text = query, .login = who->login, .limit = APPEALS_PAGE };
	struct found_list l;

	if (!rows->more || !rows->n)
		return ERR_OK;
	q.before = rows->rows[rows->n - 1].id;
	enum err_code rc = find_questions(s, &q, who, &rows->mem, &l, e);

	if (!rc)
		add_rows(rows, &l, store_clock(s));
	return rc;
}

void appeals_free(struct appeals_rows *rows)
{
	arena_free(&rows->mem);
	*rows = (struct appeals_rows){ .n = 0 };
}

/* --- columns ----------------------------------------------------------------------------------- */

/* Widths in columns. A short label of a state is cut where another one cannot be meant. */
enum { NUMBER_MIN = 11, NUMBER_MAX = 18, WHEN = 11, STATE_SHORT = 13, STATE_LONG = 23, NAME_MIN = 14,
	NAME_MAX = 28, WHAT_MIN = 20, WHAT_GOOD = 30, SERVICE_MIN = 20, SERVICE_MAX = 34 };

/* What is over `keep` goes to a column, from `least` to `most` of it, or 0 when that is too little. A new
 * column needs one for the gap. */
static int share(int *room, int keep, int least, int most, int gap)
{
	int cols = *room - keep - gap;

	if (cols < least)
		return 0;
	cols = cols > most ? most : cols;
	*room -= cols + gap;
	return cols;
}

void appeals_columns(int cols, int number_cols, struct appeals_columns *out)
{
	int number = number_cols < NUMBER_MIN ? NUMBER_MIN : number_cols > NUMBER_MAX ? NUMBER_MAX : number_cols;
	int room = cols - (1 + 3 + number + 1 + WHEN + 1 + STATE_SHORT + 1), x = 0;
	int name = share(&room, WHAT_MIN, NAME_MIN, NAME_MIN, 1);
	int service = share(&room, WHAT_GOOD, SERVICE_MIN, SERVICE_MIN, 1);
	int longer = STATE_LONG - STATE_SHORT;
	int state = STATE_SHORT + share(&room, 2 * WHAT_MIN, longer, longer, 0);

	name += name ? share(&room, 2 * WHAT_MIN, 1, NAME_MAX - NAME_MIN, 0) : 0;
	service += service ? share(&room, 3 * WHAT_MIN, 1, SERVICE_MAX - SERVICE_MIN, 0) : 0;
	*out = (struct appeals_columns){ .cols = { [COL_OVERDUE] = 1, [COL_PRIORITY] = 2, [COL_NUMBER] = number,
		[COL_WHEN] = WHEN, [COL_STATE] = state, [COL_NAME] = name, [COL_SERVICE] = service } };
	out->cols[COL_WHAT] = room > 0 ? room : 0;
	for (int i = 0; i < COL_COUNT; i++) {
		out->x[i] = x;
		/* the mark stands right beside the priority */
		x += out->cols[i] ? out->cols[i] + (i != COL_OVERDUE) : 0;
	}
}

/* --- drawing ----------------------------------------------------------------------------------- */

static const char *const heads[COL_COUNT] = {
	[COL_OVERDUE] = "",      [COL_PRIORITY] = "",           [COL_NUMBER] = N_("Number"),
	[COL_WHEN] = N_("Date"), [COL_STATE] = N_("State"),     [COL_NAME] = N_("Applicant"),
	[COL_WHAT] = N_("Address, text"), [COL_SERVICE] = N_("Executor"),
};

void appeals_draw_head(const struct appeals_rows *rows, const struct canvas *c)
{
	struct appeals_columns t;

	appeals_columns(c->cols, rows->number_cols, &t);
	draw_text(c, 0, 0, c->cols, ROLE_HEADING, "");
	for (int i = 0; i < COL_COUNT; i++)
		if (t.cols[i] && *heads[i])
			draw_text(c, 0, t.x[i], t.cols[i], ROLE_HEADING, _(heads[i]));
}

static size_t row_count(const void *ctx)
{
	return ((const struct appeals_rows *)ctx)->n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct appeals_rows *)ctx)->rows[i].id;
}

/* Off control is dim: what is open is to be seen first. */
static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct appeals_rows *rows = ctx;
	const struct appeals_row *r = &rows->rows[i];
	const char *const cells[COL_COUNT] = {
		[COL_OVERDUE] = r->overdue ? "!" : "", [COL_PRIORITY] = r->priority, [COL_NUMBER] = r->ref,
		[COL_WHEN] = r->when, [COL_STATE] = r->state, [COL_NAME] = r->name, [COL_WHAT] = r->what,
		[COL_SERVICE] = r->service,
	};
	enum role plain = role == ROLE_NORMAL && !r->open ? ROLE_DIM : role;
	struct appeals_columns t;

	appeals_columns(row->cols, rows->number_cols, &t);
	for (int k = 0; k < COL_COUNT; k++) {
		enum role own = k == COL_OVERDUE ? ROLE_ALARM : k == COL_PRIORITY ? r->priority_role : plain;

		if (t.cols[k] && *cells[k])
			draw_text(row, 0, t.x[k], t.cols[k], own, cells[k]);
	}
}

const struct list_ops appeals_list_ops = { .count = row_count, .id = row_id, .draw = row_draw };
