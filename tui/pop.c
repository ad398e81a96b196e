/* tui/pop.c - see pop.h. */
#include "tui/pop.h"

#include <string.h>

#include "core/text.h"

/* Under the line when so many rows fit there. HIDDEN: columns for how many rows are not seen. */
enum { MARK = 2, GAP = 2, ROWS_MAX = 12, ROWS_UNDER = 6, HIDDEN = 4 };

void pop_close(struct pop *p)
{
	p->got = (struct suggested){ .n = 0 };
	p->sel = p->top = 0;
}

void pop_free(struct pop *p)
{
	pop_close(p);
	arena_free(&p->mem);
}

bool pop_is_open(const struct pop *p)
{
	return p->got.n > 0;
}

static bool can_be_chosen(const struct pop *p, size_t i)
{
	return i < p->got.n && p->got.rows[i].value;
}

/* The nearest row behind (step 1) or before (-1) `from` that can be chosen; got.n: none. */
static size_t neighbour(const struct pop *p, size_t from, int step)
{
	for (size_t i = from; i < p->got.n;) {
		i = step > 0 ? i + 1 : i - 1; /* before the first: past the end */
		if (can_be_chosen(p, i))
			return i;
	}
	return p->got.n;
}

static size_t first_row(const struct pop *p)
{
	return can_be_chosen(p, 0) ? 0 : neighbour(p, 0, 1);
}

static bool holds_a_row(const struct pop *p, const char *text)
{
	for (size_t i = 0; text && i < p->got.n; i++)
		if (p->got.rows[i].value && !p->got.rows[i].other && strcmp(p->got.rows[i].value, text) == 0)
			return true;
	return false;
}

bool pop_ask(struct pop *p, const char *what, const char *text)
{
	pop_close(p);
	arena_free(&p->mem);
	if (p->ops)
		p->ops->suggest(p->ctx, &p->mem, what, text, &p->got);
	p->whole = p->got.strict && holds_a_row(p, text);
	if (holds_a_row(p, text))
		pop_close(p);
	p->sel = p->got.strict ? first_row(p) : p->got.n;
	return pop_is_open(p);
}

/* --- keys ----------------------------------------------------------------------------------------- */

/* Up from the first row marks none; Down from the last one stays. */
static void step(struct pop *p, int by)
{
	size_t to = p->sel < p->got.n ? neighbour(p, p->sel, by) : first_row(p);

	if (to < p->got.n || by < 0)
		p->sel = to;
	if (p->sel >= p->got.n)
		p->top = 0;
}

static void page(struct pop *p, int by)
{
	size_t steps = p->shown > 1 ? p->shown - 1 : 1;

	while (steps-- && (by > 0 || (p->sel < p->got.n && neighbour(p, p->sel, by) < p->got.n)))
		step(p, by);
}

static unsigned moving_key(struct pop *p, const struct key_event *ev)
{
	bool marked = p->sel < p->got.n;

	if (key_is_fn(ev, FN_DOWN))
		step(p, 1);
	else if (key_is_fn(ev, FN_UP) && marked)
		step(p, -1);
	else if (key_is_fn(ev, FN_PGDN))
		page(p, 1);
	else if (key_is_fn(ev, FN_PGUP) && marked)
		page(p, -1);
	else
		return W_IGNORED;
	return W_HANDLED;
}

unsigned pop_key(struct pop *p, const struct key_event *ev, const char **value)
{
	if (!pop_is_open(p))
		return W_IGNORED;
	if (key_is_fn(ev, FN_ESC)) {
		pop_close(p);
		return W_HANDLED;
	}
	if (can_be_chosen(p, p->sel) && (key_is_fn(ev, FN_ENTER) || key_is_fn(ev, FN_TAB))) {
		bool other = p->got.rows[p->sel].other;

		*value = p->got.rows[p->sel].value;
		pop_close(p);
		return W_HANDLED | (other ? W_OTHER : W_TAKEN);
	}
	return first_row(p) < p->got.n ? moving_key(p, ev) : W_IGNORED;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static const char *shown(const struct suggestion *s)
{
	return s->label ? s->label : s->value;
}

/* Columns of the widest label, or of the widest remark beside one. */
static int widest(const struct pop *p, bool aside)
{
	int cols = 0;

	for (size_t i = 0; i < p->got.n; i++) {
		const char *s = aside ? p->got.rows[i].aside : shown(&p->got.rows[i]);
		int width = s ? text_width(s) : 0;

		cols = width > cols ? width : cols;
	}
	return cols;
}

/* The heading of the first row that can be chosen comes with it. */
static void scroll(struct pop *p, size_t rows)
{
	size_t sel = p->sel < p->got.n ? p->sel : 0;

	if (sel == first_row(p))
		p->top = 0;
	else if (sel < p->top)
		p->top = sel;
	else if (sel >= p->top + rows)
		p->top = sel - rows + 1;
	p->shown = rows;
}

/* How many rows are not seen, in the corner where they are. */
static void draw_hidden(const struct pop *p, const struct canvas *c)
{
	struct arena a = { 0 };
	size_t above = p->top, below = p->got.n - p->top - p->shown;
	const char *marks[] = { above ? arena_printf(&a, " ↑%zu", above) : "", below ? arena_printf(&a, " ↓%zu", below) : "" };

	for (int i = 0; i < 2; i++) {
		int width = text_width(marks[i]);

		if (width)
			draw_text(c, i ? c->rows - 1 : 0, c->cols - width, width, ROLE_DIM, marks[i]);
	}
	arena_free(&a);
}

static void draw_row(const struct pop *p, size_t i, const struct canvas *whole, int aside)
{
	int hidden = p->shown < p->got.n ? HIDDEN : 0;
	struct canvas part = canvas_sub(whole, 0, 0, 1, whole->cols - hidden), *line = &part;
	const struct suggestion *s = &p->got.rows[i];
	bool marked = i == p->sel;
	enum role role = marked ? ROLE_SELECTED : s->value ? ROLE_SELECTED_IDLE : ROLE_HEADING;
	int x = s->value ? MARK : 0, beside = line->cols - aside - GAP;
	/* a name is worth more than what stands beside it, but for an alarm */
	bool both = aside && s->aside && (s->alarm || x + text_width(shown(s)) <= beside);

	draw_text(whole, 0, 0, whole->cols, role, "");
	draw_text(line, 0, 0, MARK, role, marked ? ">" : "");
	draw_text(line, 0, x, (both ? beside : line->cols) - x, role, shown(s));
	if (both)
		draw_text(line, 0, line->cols - aside, aside, s->alarm ? ROLE_ALARM : role, s->aside);
}

void pop_draw(struct pop *p, const struct canvas *c, int y, int x)
{
	int wanted = p->got.n < ROWS_MAX ? (int)p->got.n : ROWS_MAX, below = c->rows - y - 1;
	bool under = below >= (wanted < ROWS_UNDER ? wanted : ROWS_UNDER) || below >= y;
	int room = under ? below : y, rows = wanted < room ? wanted : room;
	int hidden = rows < (int)p->got.n ? HIDDEN : 0;
	int label = widest(p, false), aside = widest(p, true), most = c->cols - x - hidden;

	if (rows < 1 || most <= MARK)
		return;
	if (MARK + label + GAP + aside > most && aside > most / 2)
		aside = most / 2;
	int cols = MARK + label + 1 + (aside ? GAP - 1 + aside : 0);
	struct canvas list = canvas_sub(c, under ? y + 1 : y - rows, x, rows,
					 (cols < most ? cols : most) + hidden);

	scroll(p, (size_t)rows);
	for (int i = 0; i < rows; i++) {
		struct canvas line = canvas_sub(&list, i, 0, 1, list.cols);

		draw_row(p, p->top + (size_t)i, &line, aside);
	}
	draw_hidden(p, &list);
}
