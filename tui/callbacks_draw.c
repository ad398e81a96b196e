/* tui/callbacks_draw.c - F6 on the screen: columns of the list, and where list and page stand. */
#include "core/call_hours.h"
#include "core/i18n.h"
#include "core/text.h"
#include "tui/callbacks.h"
#include "tui/present.h"

/* Beside the page the list is no narrower than at 80 columns, as soon as the page keeps its PAGE_COLS. */
enum { BESIDE_COLS = 120, LIST_COLS = 84, PAGE_COLS = 45, PAGE_ROWS_MIN = 11, NUMBER_MIN = 9, NUMBER_MAX = 18 };

/* --- rows ----------------------------------------------------------------------------------------- */

enum column_id { COL_PRIORITY, COL_NUMBER, COL_WAIT, COL_TRIES, COL_NAME, COL_PHONE, COL_ADDRESS,
	COL_EXECUTOR, COL_COUNT };

/* Columns on the screen; 0: shares what is left, by parts. Below `from` columns it is left out. */
static const struct {
	const char *head;
	int cols, parts, from;
} columns[COL_COUNT] = {
	[COL_PRIORITY] = { "", 2, 0, 0 },
	[COL_NUMBER] = { N_("Number"), NUMBER_MIN, 0, 0 }, /* grows with the widest */
	[COL_WAIT] = { N_("Waits"), 7, 0, 0 },
	/* TRANSLATORS: how many calls nobody answered; 3 columns */
	[COL_TRIES] = { N_("NA"), 3, 0, 0 },
	[COL_NAME] = { N_("Applicant"), 0, 3, 0 },
	[COL_PHONE] = { N_("Telephone"), 17, 0, 0 },
	[COL_ADDRESS] = { N_("Address"), 0, 4, 0 },
	[COL_EXECUTOR] = { N_("Executor"), 0, 3, 96 },
};

/* Where the columns are and how wide; 0: left out. */
struct columns {
	int x[COL_COUNT], cols[COL_COUNT];
};

static void share(const struct callbacks *cb, int width, struct columns *out)
{
	int left = width, parts = 0, x = 0;

	for (int i = 0; i < COL_COUNT; i++) {
		out->cols[i] = width < columns[i].from ? 0 : columns[i].cols;
		if (i == COL_NUMBER && cb->ref_cols > NUMBER_MIN)
			out->cols[i] = cb->ref_cols < NUMBER_MAX ? cb->ref_cols : NUMBER_MAX;
		if (width < columns[i].from)
			continue;
		left -= out->cols[i] + 1;
		parts += columns[i].parts;
	}
	for (int i = 0; i < COL_COUNT; i++) {
		if (width >= columns[i].from && columns[i].parts && left > 0)
			out->cols[i] = left * columns[i].parts / parts;
		out->x[i] = x;
		x += out->cols[i] ? out->cols[i] + 1 : 0;
	}
}

static void wait_text(const struct callbacks *cb, const struct found *f, char out[24])
{
	int64_t minutes = (cb->now - f->done_at) / 60000;

	struct call_about about = { .priority = f->priority, .done_at = f->done_at };

	if (f->next_try > cb->now || (cb->calls_from && !call_fresh(about, cb->now)))
		snprintf(out, 24, "%s", _("later"));
	else if (minutes < 60)
		snprintf(out, 24, _("%d min"), minutes > 0 ? (int)minutes : 0);
	else if (minutes < 48 * 60)
		snprintf(out, 24, _("%d h"), (int)(minutes / 60));
	else
		snprintf(out, 24, _("%d d"), (int)(minutes / (24 * 60)));
}

static const char *cell(const struct callbacks *cb, size_t i, enum column_id id, char buf[24])
{
	const struct found *f = &cb->found.rows[i];

	buf[0] = '\0';
	if (id == COL_WAIT && hold_has(cb, f->id)) /* TRANSLATORS: this one is being called by oneself; 7 columns */
		snprintf(buf, 24, "%s", _("calling"));
	else if (id == COL_WAIT)
		wait_text(cb, f, buf);
	else if (f->attempts)
		snprintf(buf, 24, "%d", (int)f->attempts);
	const char *const texts[COL_COUNT] = {
		[COL_PRIORITY] = vocab_label_of(&vocab_priority, f->priority), [COL_NUMBER] = cb->refs[i],
		[COL_WAIT] = buf, [COL_TRIES] = buf, [COL_NAME] = cb->names[i],
		[COL_PHONE] = cb->phones[i], [COL_ADDRESS] = cb->addresses[i], [COL_EXECUTOR] = f->service_name,
	};

	return texts[id];
}

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct callbacks *)ctx)->found.n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct callbacks *)ctx)->found.rows[i].id;
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct callbacks *cb = ctx;
	char buf[24];
	struct columns t;
	struct arena mem = { 0 };
	const struct found *f = &cb->found.rows[i];
	const char *busy = present_at(&mem, cb->here, f->number, f->phone);

	share(cb, row->cols, &t);
	for (enum column_id id = 0; id < COL_COUNT; id++) {
		int cols = t.cols[id], x = t.x[id];
		bool right = id == COL_WAIT || id == COL_TRIES;

		if (busy && id == COL_NAME) /* over the telephone, which is nobody else's now */
			draw_text(row, 0, x, cols + 1 + columns[COL_PHONE].cols, ROLE_WARN, busy);
		else if (cols > 0 && !(busy && id == COL_PHONE))
			draw_text(row, 0, x, right ? -cols : cols, role, cell(cb, i, id, buf));
	}
	arena_free(&mem);
}

const struct list_ops callback_rows = { row_count, row_id, row_draw };

/* --- the body ------------------------------------------------------------------------------------- */

static const char *summary_text(const struct callbacks *cb, struct arena *mem)
{
	int n = cb->found.n;

	if (cb->found.more)
		return arena_printf(mem, _("The first %d of those who wait"), n);
	if (cb->calls_from && !cb->all && !n)
		return arena_printf(mem, _("Nobody is called at this hour. Calls begin on %s."), cb->from_text);
	if (cb->calls_from && !cb->all)
		return arena_printf(mem, _("Now only fresh accidents A1 are called: %d. The others from %s."), n,
				    cb->from_text);
	if (cb->all)
		return arena_printf(mem, P_("%d waits for a confirmation", "%d wait for a confirmation", n), n);
	return arena_printf(mem, P_("%d is to be called back now", "%d are to be called back now", n), n);
}

static void draw_summary(const struct callbacks *cb, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *filter = *cb->filter ? arena_printf(&mem, _("shown: %s"), *cb->found.meant ? cb->found.meant
										   : cb->filter) : "";
	int right = text_width(filter) < c->cols / 2 ? text_width(filter) : c->cols / 2;

	const char *by = cb->by == FIND_HOUSE ? _(" · by house") : cb->by == FIND_FLAT ? _(" · one by one") : "";

	draw_text(c, 0, 0, c->cols - right, ROLE_NUMBER, arena_printf(&mem, "%s%s", summary_text(cb, &mem), by));
	draw_text(c, 0, c->cols - right, right, ROLE_NORMAL, filter);
	arena_free(&mem);
}

static void draw_heads(const struct callbacks *cb, const struct canvas *c)
{
	struct columns t;

	share(cb, c->cols, &t);
	draw_text(c, 0, 0, c->cols, ROLE_HEADING, "");
	for (enum column_id id = 0; id < COL_COUNT; id++) {
		int cols = t.cols[id];
		bool right = id == COL_WAIT || id == COL_TRIES;

		if (cols > 0)
			draw_text(c, 0, t.x[id], right ? -cols : cols, ROLE_HEADING,
				  *columns[id].head ? _(columns[id].head) : "");
	}
}

static const char *nobody_text(const struct callbacks *cb, struct arena *mem)
{
	if (*cb->filter)
		return _("Nobody fits this filter. Esc takes it off.");
	if (cb->all)
		return _("Nobody waits for a confirmation.");
	return arena_printf(mem, cb->calls_from
			    ? _("The key %s shows everybody who waits.")
			    : _("Nobody is to be called now. The key %s shows those to be called later too."),
			    cb->all_key);
}

static void draw_nobody(const struct callbacks *cb, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *next = nobody_text(cb, &mem);

	for (int y = 1; next && y < c->rows; y++) {
		const char *line = next;
		struct slice s = { line, text_wrap(line, c->cols - 4, &next) };

		draw_slice(c, y, 2, c->cols - 4, ROLE_NORMAL, s);
	}
	arena_free(&mem);
}

static void draw_list(struct callbacks *cb, const struct canvas *c, bool focused)
{
	int left = list_mark_cols(&cb->list);
	struct canvas heads = canvas_sub(c, 1, left, 1, c->cols - left);
	struct canvas rows = canvas_sub(c, 2, 0, c->rows - 2, c->cols);

	draw_summary(cb, c);
	draw_heads(cb, &heads);
	if (cb->found.n == 0)
		draw_nobody(cb, &rows);
	else
		list_draw(&cb->list, &rows, focused && !cb->reading);
}

/* Over the page stands who else is at it. */
static void draw_page(struct callbacks *cb, const struct canvas *c)
{
	struct arena mem = { 0 };
	const struct appeal *a = &cb->hand.appeal;
	const char *busy = cb->has_hand ? present_at(&mem, cb->here, a->number, a->phone) : NULL;
	int top = busy ? 1 : 0;
	struct canvas page = canvas_sub(c, top, 0, c->rows - top, c->cols);

	if (busy)
		draw_text(c, 0, 0, c->cols, ROLE_WARN, busy);
	pager_draw(&cb->page, &page);
	arena_free(&mem);
}

static void draw_beside(struct callbacks *cb, const struct canvas *c, bool focused)
{
	int beside = c->cols - PAGE_COLS - 3, half = c->cols * 11 / 20;
	int left = half > LIST_COLS || half > beside ? half : beside < LIST_COLS ? beside : LIST_COLS;
	struct canvas list = canvas_sub(c, 0, 0, c->rows, left);
	struct canvas page = canvas_sub(c, 0, left + 3, c->rows, c->cols - left - 3);

	draw_list(cb, &list, focused);
	draw_vline(c, 0, left + 1, c->rows, ROLE_BORDER);
	draw_page(cb, &page);
}

/* How to read on, at the right end of the line over the page, when it has more than fits. */
static void draw_hint(const struct callbacks *cb, const struct canvas *c, int y)
{
	const char *hint = cb->reading ? _("Tab: list") : _("Tab: read on");
	int cols = text_width(hint), x = c->cols - cols - 3;

	if (!cb->reading && cb->page.total <= (size_t)cb->page.rows)
		return;
	draw_text(c, y, x - 1, cols + 2, ROLE_DIM, "");
	draw_text(c, y, x, cols, ROLE_DIM, hint);
}

static void draw_below(struct callbacks *cb, const struct canvas *c, bool focused)
{
	int below = c->rows / 2 > PAGE_ROWS_MIN ? c->rows / 2 : PAGE_ROWS_MIN;
	struct canvas list = canvas_sub(c, 0, 0, c->rows - below - 1, c->cols);
	struct canvas page = canvas_sub(c, c->rows - below, 0, below, c->cols);

	draw_list(cb, &list, focused);
	draw_page(cb, &page);
	draw_hline(c, c->rows - below - 1, 0, c->cols, ROLE_BORDER);
	draw_hint(cb, c, c->rows - below - 1);
}

void callbacks_draw(struct callbacks *cb, const struct canvas *c, bool focused)
{
	if (c->cols >= BESIDE_COLS)
		draw_beside(cb, c, focused);
	else
		draw_below(cb, c, focused);
}
