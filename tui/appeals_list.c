/* tui/appeals_list.c - see appeals_list.h. */
#include "tui/appeals_list.h"

#include "core/i18n.h"
#include "core/text.h"
#include "tui/present.h"

/* --- columns ----------------------------------------------------------------------------------- */

enum { NUMBER_MIN = 11, NUMBER_MAX = 18, DAY = 5, WHEN = 11, STATE_SHORT = 9, STATE_LONG = 23, WHAT_MIN = 18 };

/* What the room is given to, in the order of use: a step is taken whole or, from its `least` on, in part. */
static const struct growth {
	enum appeals_column column;
	int to, least; /* columns it may have after the step; and must have, or stays as it is */
} steps[] = {
	{ COL_NAME, 12, 12 }, { COL_WHAT, 38, 1 }, { COL_WHEN, WHEN, WHEN },          { COL_WHAT, 46, 1 },
	{ COL_NAME, 16, 1 }, { COL_SERVICE, 18, 18 }, { COL_STATE, STATE_LONG, STATE_LONG }, { COL_WHAT, 56, 1 },
	{ COL_NAME, 28, 1 }, { COL_SERVICE, 34, 1 },  { COL_WHAT, 1000, 1 },
};

/* A column that comes in does so whole, and needs one more for the gap. */
static void grow(const struct growth *g, int cols[COL_COUNT], int *room)
{
	int gap = cols[g->column] ? 0 : 1;
	int to = cols[g->column] + *room - gap;

	to = to > g->to ? g->to : to;
	if (to < (cols[g->column] ? g->least : g->to) || to <= cols[g->column])
		return;
	*room -= to - cols[g->column] + gap;
	cols[g->column] = to;
}

void appeals_columns(int cols, int number_cols, struct appeals_columns *out)
{
	int number = number_cols < NUMBER_MIN ? NUMBER_MIN : number_cols > NUMBER_MAX ? NUMBER_MAX : number_cols;
	int room = cols - (1 + 2 + 1 + number + 1 + DAY + 1 + STATE_SHORT + 1 + DAY + 1), x = 0;

	*out = (struct appeals_columns){ .cols = { [COL_OVERDUE] = 1, [COL_PRIORITY] = 2, [COL_NUMBER] = number,
		[COL_WHEN] = DAY, [COL_STATE] = STATE_SHORT, [COL_UNTIL] = DAY } };
	out->cols[COL_WHAT] = room > WHAT_MIN ? WHAT_MIN : room > 0 ? room : 0;
	room -= out->cols[COL_WHAT];
	for (size_t i = 0; i < COUNT(steps); i++)
		grow(&steps[i], out->cols, &room);
	for (int i = 0; i < COL_COUNT; i++) {
		out->x[i] = x;
		/* the mark stands right beside the priority */
		x += out->cols[i] ? out->cols[i] + (i != COL_OVERDUE) : 0;
	}
}

const char *appeals_state(enum appeal_state state, int cols)
{
	/* TRANSLATORS: short names of the states, at most 9 columns */
	static const char *const labels[STATE_COUNT] = {
		[ST_REGISTERED] = N_("Regist."), [ST_DISPATCHED] = N_("Passed"),    [ST_IN_WORK] = N_("In work"),
		[ST_DONE] = N_("Checking"),      [ST_REWORK] = N_("Rework"),        [ST_CLOSED] = N_("Closed"),
		[ST_FORWARDED] = N_("Forwarded"), [ST_REJECTED] = N_("Rejected"),    [ST_WITHDRAWN] = N_("Withdr."),
	};
	const char *whole = vocab_label(&vocab_state, (int)state);

	return text_width(whole) <= cols ? whole : _(labels[state]);
}

/* --- drawing ----------------------------------------------------------------------------------- */

static const char *const heads[COL_COUNT] = {
	[COL_OVERDUE] = "",      [COL_PRIORITY] = "",           [COL_NUMBER] = N_("Number"),
	[COL_WHEN] = N_("Date"), [COL_STATE] = N_("State"),
	/* TRANSLATORS: until when; 5 columns */
	[COL_UNTIL] = N_("Due"), [COL_NAME] = N_("Applicant"),
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
	enum role plain = role == ROLE_NORMAL && !r->open ? ROLE_DIM : role;
	struct appeals_columns t;
	struct arena mem = { 0 };
	const char *busy = present_at(&mem, rows->here, r->number, r->phone);

	appeals_columns(row->cols, rows->number_cols, &t);
	const char *const cells[COL_COUNT] = {
		[COL_OVERDUE] = r->overdue ? "!" : "", [COL_PRIORITY] = r->priority, [COL_NUMBER] = r->ref,
		[COL_WHEN] = t.cols[COL_WHEN] < WHEN ? r->day : r->when,
		[COL_STATE] = appeals_state(r->state, t.cols[COL_STATE]), [COL_UNTIL] = r->until, [COL_NAME] = r->name,
		[COL_WHAT] = busy ? arena_printf(&mem, "%s · %s", busy, r->what) : r->what,
		[COL_SERVICE] = r->service,
	};

	for (int k = 0; k < COL_COUNT; k++) {
		enum role own = k == COL_OVERDUE ? ROLE_ALARM : k == COL_PRIORITY ? r->priority_role : plain;

		if (k == COL_UNTIL && r->overdue && plain == ROLE_NORMAL)
			own = ROLE_ALARM;
		if (t.cols[k] && *cells[k])
			draw_text(row, 0, t.x[k], t.cols[k], own, cells[k]);
	}
	arena_free(&mem);
}

const struct list_ops appeals_list_ops = { .count = row_count, .id = row_id, .draw = row_draw };
