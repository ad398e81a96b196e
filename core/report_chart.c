/* core/report_chart.c - see report_chart.h. */
#include "core/report_chart.h"

#include "core/i18n.h"
#include "core/text.h"

enum { CHART_ROWS = 8, BAR_COLS_MAX = 4, LABEL_COLS = 2 };

static const char *const signs[REPORT_BARS_MAX] = { "█", "▒", "·" };

/* One bar as it is drawn: how many rows each part takes, from the ground up. */
struct bar {
	int64_t parts[REPORT_BARS_MAX], total;
	int rows[REPORT_BARS_MAX];
};

struct chart {
	const struct report_table *t;
	struct bar *bars;
	int n, per;  /* bars, and columns of each with the gap before it */
	int axis;    /* columns of the scale on the left */
	int64_t most;
};

static int64_t part_of(const struct report_table *t, int row, int i)
{
	int64_t n = i < t->bars ? t->cells[row * t->ncolumns + t->first_bar + i].n : 0;

	return n > 0 ? n : 0;
}

/* A part that is there is seen, if only the bar is as high as it has parts. */
static void set_rows(struct bar *b, int64_t most)
{
	int height = (int)((b->total * CHART_ROWS + most - 1) / most), sum = 0, largest = 0;

	for (int i = 0; i < REPORT_BARS_MAX; i++) {
		b->rows[i] = (int)(b->parts[i] * CHART_ROWS / most);
		b->rows[i] += b->parts[i] && !b->rows[i];
		sum += b->rows[i];
		largest = b->parts[i] > b->parts[largest] ? i : largest;
	}
	b->rows[largest] += height - sum;
	if (b->rows[largest] < 1)
		b->rows[largest] = b->total > 0;
}

static int digits(int64_t n)
{
	int d = 1;

	while (n >= 10) {
		n /= 10;
		d++;
	}
	return d;
}

static bool measure(struct chart *c, int cols, struct arena *mem)
{
	const struct report_table *t = c->t;

	c->bars = arena_alloc(mem, (size_t)(t->nrows + 1) * sizeof(*c->bars));
	for (int row = 0; t->bars && row < t->nrows; row++) {
		for (int i = 0; i < REPORT_BARS_MAX; i++)
			c->bars[row].total += c->bars[row].parts[i] = part_of(t, row, i);
		c->most = c->bars[row].total > c->most ? c->bars[row].total : c->most;
	}
	if (!c->most)
		return false;
	c->axis = digits(c->most);
	c->n = t->nrows < cols - c->axis ? t->nrows : cols - c->axis;
	c->per = c->n > 0 ? (cols - c->axis) / c->n : 0;
	c->per = c->per > BAR_COLS_MAX ? BAR_COLS_MAX : c->per;
	for (int row = 0; row < c->n; row++)
		set_rows(&c->bars[row], c->most);
	return c->n > 0;
}

/* What stands in a bar at a height; " " over it. */
static const char *sign_at(const struct bar *b, int height)
{
	for (int i = 0; i < REPORT_BARS_MAX; height -= b->rows[i++])
		if (height < b->rows[i])
			return signs[i];
	return " ";
}

static const char *bar_line(const struct chart *c, int height, struct arena *mem)
{
	bool scaled = height == CHART_ROWS - 1 || (height == CHART_ROWS / 2 - 1 && c->most % 2 == 0);
	const char *scale = scaled ? arena_printf(mem, "%lld", (long long)(c->most * (height + 1) / CHART_ROWS)) : "";
	const char *line = text_fit(mem, scale, -c->axis);

	for (int row = 0; row < c->n; row++) {
		const char *sign = sign_at(&c->bars[row], height);

		line = arena_printf(mem, "%s%s", line, c->per > 1 ? " " : "");
		for (int i = 0; i < (c->per > 1 ? c->per - 1 : 1); i++)
			line = arena_printf(mem, "%s%s", line, sign);
	}
	return line;
}

/* Hours, at every bar that has room for them. */
static const char *label_line(const struct chart *c, const struct clock_ops *clock, struct arena *mem)
{
	const struct report_table *t = c->t;
	const char *line = text_fit(mem, "", c->axis);
	int every = (LABEL_COLS + c->per) / c->per;

	for (int row = 0; row < c->n; row += every) {
		const struct report_cell *cell = &t->cells[row * t->ncolumns];
		const char *label = t->columns[0].kind == CELL_INSTANT
					    ? arena_printf(mem, "%02d", civil_at(clock, cell->n).hour) : cell->text;
		int room = (c->n - row < every ? c->n - row : every) * c->per;

		label = arena_printf(mem, "%s%s", c->per > 1 ? " " : "", label);
		line = arena_printf(mem, "%s%s", line, text_fit(mem, text_width(label) <= room ? label : "", room));
	}
	return line;
}

static const char *heading(const struct chart *c, struct arena *mem)
{
	const struct report_table *t = c->t;
	const char *line = arena_printf(mem, _("%s, at most %lld:"), _(t->title), (long long)c->most);

	for (int i = 0; i < t->bars; i++)
		line = arena_printf(mem, "%s  %s %s", line, signs[i], _(t->columns[t->first_bar + i].label));
	return line;
}

static const char *with_line(const char *chart, const char *line, int cols, struct arena *mem)
{
	size_t n = text_cut(line, cols);

	while (n && line[n - 1] == ' ')
		n--;
	return arena_printf(mem, "%s%.*s\n", chart, (int)n, line);
}

const char *report_chart(const struct report_table *t, int cols, const struct clock_ops *clock, struct arena *mem)
{
	struct chart c = { .t = t };

	if (!measure(&c, cols, mem))
		return "";
	const char *chart = with_line("", heading(&c, mem), cols, mem);

	for (int height = CHART_ROWS - 1; height >= 0; height--)
		chart = with_line(chart, bar_line(&c, height, mem), cols, mem);
	return with_line(chart, label_line(&c, clock, mem), cols, mem);
}
