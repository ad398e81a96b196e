/* core/report.c - see report.h. */
#include "core/report.h"

#include "core/csv.h"
#include "core/err.h"
#include "core/i18n.h"
#include "core/report_chart.h"
#include "core/text.h"

enum { FIRST_ROWS = 16, FIRST_BYTES = 4096, GAP = 2 /* between columns */ };

/* A text that grows. */
struct growing {
	struct arena *mem;
	char *s;
	size_t len, room;
};

static void put(struct growing *g, const char *s)
{
	size_t n = strlen(s);

	if (g->len + n + 1 > g->room) {
		g->room = 2 * (g->len + n) + FIRST_BYTES;
		char *more = arena_alloc(g->mem, g->room);

		if (g->len)
			memcpy(more, g->s, g->len);
		g->s = more;
	}
	memcpy(g->s + g->len, s, n + 1);
	g->len += n;
}

struct report_table *report_add(struct report *r, const char *key, const char *title,
				const struct report_column *columns, int ncolumns)
{
	struct report_table *t = arena_alloc(r->mem, sizeof(*t));

	*t = (struct report_table){ .key = key, .title = title, .columns = columns, .ncolumns = ncolumns };
	if (r->last)
		r->last->next = t;
	else
		r->tables = t;
	r->last = t;
	return t;
}

struct report_cell *report_row(struct report *r, struct report_table *t)
{
	if (t->nrows == t->room) {
		int room = t->room ? 2 * t->room : FIRST_ROWS;
		struct report_cell *cells = arena_alloc(r->mem, (size_t)(room * t->ncolumns) * sizeof(*cells));

		if (t->nrows)
			memcpy(cells, t->cells, (size_t)(t->nrows * t->ncolumns) * sizeof(*cells));
		t->cells = cells;
		t->room = room;
	}
	struct report_cell *row = &t->cells[t->nrows++ * t->ncolumns];

	for (int i = 0; i < t->ncolumns; i++)
		row[i].text = "";
	return row;
}

int64_t permille(int64_t part, int64_t whole)
{
	return whole > 0 ? (part * 1000 + whole / 2) / whole : CELL_NONE;
}

int64_t average(int64_t sum, int64_t n)
{
	return n > 0 ? (sum + n / 2) / n : CELL_NONE;
}

/* --- cells --------------------------------------------------------------------------------------- */

static const char *minutes_text(int64_t n, struct arena *mem)
{
	int64_t days = n / (24 * 60), rest = n % (24 * 60);

	return days ? arena_printf(mem, _("%lld d %lld:%02lld"), (long long)days, (long long)(rest / 60),
				   (long long)(rest % 60))
		    : arena_printf(mem, "%lld:%02lld", (long long)(rest / 60), (long long)(rest % 60));
}

static const char *instant_text(int64_t ms, const struct clock_ops *clock, struct arena *mem)
{
	char minute[17];

	civil_format_minute(clock, ms, minute);
	return arena_strdup(mem, minute);
}

const char *report_cell_text(const struct report_column *c, const struct report_cell *cell,
			     const struct clock_ops *clock, struct arena *mem)
{
	long long n = cell->n;

	if (c->kind != CELL_TEXT && n == CELL_NONE)
		return "–";
	switch (c->kind) {
	case CELL_TEXT: return *cell->text || !c->empty ? cell->text : _(c->empty);
	case CELL_COUNT: return arena_printf(mem, "%lld", n);
	case CELL_PERMILLE: return arena_printf(mem, _("%lld.%lld %%"), n / 10, n % 10);
	case CELL_SECONDS: return arena_printf(mem, "%lld:%02lld", n / 60, n % 60);
	case CELL_MINUTES: return minutes_text(n, mem);
	case CELL_INSTANT: return n ? instant_text(n, clock, mem) : "–";
	}
	return "";
}

static const char *cell_csv(const struct report_column *c, const struct report_cell *cell,
			    const struct clock_ops *clock, struct arena *mem)
{
	if (c->kind == CELL_TEXT)
		return cell->text;
	if (cell->n == CELL_NONE || (c->kind == CELL_INSTANT && !cell->n))
		return "";
	if (c->kind == CELL_PERMILLE)
		return arena_printf(mem, "%lld.%lld", (long long)cell->n / 10, (long long)cell->n % 10);
	return c->kind == CELL_INSTANT ? instant_text(cell->n, clock, mem)
				       : arena_printf(mem, "%lld", (long long)cell->n);
}

static json_t *cell_json(const struct report_column *c, const struct report_cell *cell,
			 const struct clock_ops *clock)
{
	char iso[26];

	if (c->kind == CELL_TEXT)
		return json_string(cell->wire ? cell->wire : cell->text);
	if (cell->n == CELL_NONE || (c->kind == CELL_INSTANT && !cell->n))
		return json_null();
	if (c->kind == CELL_PERMILLE)
		return json_real((double)cell->n / 10);
	if (c->kind != CELL_INSTANT)
		return json_integer(cell->n);
	civil_format_iso(clock, cell->n, iso);
	return json_string(iso);
}

/* --- text ---------------------------------------------------------------------------------------- */

/* Columns of the longest word: a label may stand on several lines. */
static int longest_word(const char *label, struct arena *mem)
{
	int width = 0;

	while (*label) {
		size_t n = strcspn(label, " ");
		int w = text_width(arena_strndup(mem, label, n));

		width = w > width ? w : width;
		label += n + (label[n] == ' ');
	}
	return width;
}

static int column_width(const struct report_table *t, int col, const struct clock_ops *clock)
{
	const struct report_column *c = &t->columns[col];
	struct arena mem = { 0 };

	if (c->width == REPORT_HIDDEN)
		return REPORT_HIDDEN;
	int width = longest_word(_(c->label), &mem);

	for (int i = 0; i < t->nrows; i++) {
		int w = text_width(report_cell_text(c, &t->cells[i * t->ncolumns + col], clock, &mem));

		width = w > width ? w : width;
	}
	arena_free(&mem);
	return c->width && width > c->width ? c->width : width;
}

/* Texts stand on the left, numbers on the right; nothing hangs over at the end. */
static void put_line(struct growing *g, const struct report_table *t, const int *width,
		     const char *const *cells)
{
	struct arena mem = { 0 };
	bool first = true;

	for (int i = 0; i < t->ncolumns; i++) {
		bool left = t->columns[i].kind == CELL_TEXT, last = i == t->ncolumns - 1;
		bool as_is = left && last && text_width(cells[i]) <= width[i];

		if (width[i] == REPORT_HIDDEN)
			continue;
		put(g, first ? "" : "  ");
		first = false;
		put(g, as_is ? cells[i] : text_fit(&mem, cells[i], left ? width[i] : -width[i]));
	}
	put(g, "\n");
	arena_free(&mem);
}

/* Labels stand above their columns, as many lines as the longest needs. */
static void put_labels(struct growing *g, const struct report_table *t, const int *width, const char **cells)
{
	const char **rest = arena_alloc(g->mem, (size_t)t->ncolumns * sizeof(*rest));
	bool more = true;

	for (int i = 0; i < t->ncolumns; i++)
		rest[i] = width[i] == REPORT_HIDDEN ? NULL : _(t->columns[i].label);
	while (more) {
		more = false;
		for (int i = 0; i < t->ncolumns; i++) {
			const char *line = rest[i] ? rest[i] : "";
			size_t n = rest[i] ? text_wrap(line, width[i], &rest[i]) : 0;

			cells[i] = arena_strndup(g->mem, line, n);
			more |= rest[i] != NULL;
		}
		put_line(g, t, width, cells);
	}
}

/* Where the columns from `i` on end, set after one another from x. */
static int end_of(const struct report_table *t, const int *width, int i, int x)
{
	for (; i < t->ncolumns; i++)
		x += width[i] == REPORT_HIDDEN ? 0 : width[i] + GAP;
	return x - GAP;
}

/* Hides what is left out of the window. */
static void make_room(const struct report_table *t, int *width, struct report_room *room)
{
	int first = 0, skipped = 0, x;

	while (first < t->ncolumns && width[first] == REPORT_HIDDEN)
		first++;
	x = end_of(t, width, first, 0) - end_of(t, width, first + 1, 0);
	for (int i = first + 1; i < t->ncolumns && skipped < room->skip && end_of(t, width, i, x) > room->cols; i++) {
		skipped += width[i] != REPORT_HIDDEN;
		width[i] = REPORT_HIDDEN;
	}
	for (int i = first + 1; i < t->ncolumns; i++) {
		if (width[i] == REPORT_HIDDEN)
			continue;
		x += width[i] + GAP;
		if (x - GAP > room->cols) {
			room->right = true;
			width[i] = REPORT_HIDDEN;
		}
	}
}

static void put_rows(struct growing *g, const struct report_table *t, const int *width,
		     const struct clock_ops *clock)
{
	const char **cells = arena_alloc(g->mem, (size_t)t->ncolumns * sizeof(*cells));

	put_labels(g, t, width, cells);
	for (int row = 0; row < t->nrows; row++) {
		struct arena mem = { 0 };

		for (int i = 0; i < t->ncolumns; i++)
			cells[i] = report_cell_text(&t->columns[i], &t->cells[row * t->ncolumns + i], clock, &mem);
		put_line(g, t, width, cells);
		arena_free(&mem);
	}
}

/* As many columns beside the first one as fit, then those that are left, at least one at a time. */
static void put_folded(struct growing *g, const struct report_table *t, const int *width, int cols,
		       const struct clock_ops *clock)
{
	int *shown = arena_alloc(g->mem, (size_t)t->ncolumns * sizeof(*shown));
	int first = 0, at;

	while (first < t->ncolumns - 1 && width[first] == REPORT_HIDDEN)
		first++;
	at = first + 1;
	do {
		int x = width[first], n = 0;

		for (int i = 0; i < t->ncolumns; i++)
			shown[i] = i == first ? width[i] : REPORT_HIDDEN;
		put(g, at > first + 1 ? "\n" : "");
		for (; at < t->ncolumns; at++) {
			if (n > 0 && width[at] != REPORT_HIDDEN && x + GAP + width[at] > cols)
				break;
			shown[at] = width[at];
			x += width[at] == REPORT_HIDDEN ? 0 : GAP + width[at];
			n += width[at] != REPORT_HIDDEN;
		}
		put_rows(g, t, shown, clock);
	} while (at < t->ncolumns);
}

static void put_table(struct growing *g, const struct report_table *t, const struct clock_ops *clock,
		      struct report_room *room)
{
	int *width = arena_alloc(g->mem, (size_t)t->ncolumns * sizeof(*width));

	put(g, "\n");
	put(g, _(t->title));
	put(g, "\n");
	for (int i = 0; i < t->ncolumns; i++)
		width[i] = column_width(t, i, clock);
	if (room && !room->below)
		make_room(t, width, room);
	if (!t->nrows)
		put(g, _("  nothing\n"));
	else if (room && room->below)
		put_folded(g, t, width, room->cols, clock);
	else
		put_rows(g, t, width, clock);
}

const char *report_period(const struct report *r, const struct clock_ops *clock, struct arena *mem)
{
	if (r->of.from == r->of.to)
		return arena_printf(mem, _("as of %s"), instant_text(r->of.from, clock, mem));
	return arena_printf(mem, "%s – %s", instant_text(r->of.from, clock, mem), instant_text(r->of.to, clock, mem));
}

const char *report_tables(const struct report *r, const struct clock_ops *clock, struct report_room *room,
			  struct arena *mem)
{
	struct growing g = { .mem = mem };

	for (const struct report_table *t = r->tables; t; t = t->next)
		put_table(&g, t, clock, room);
	put(&g, arena_printf(mem, _("\nMade: %s"), instant_text(r->made, clock, mem)));
	if (*r->head)
		put(&g, arena_printf(mem, _("   Head of the log: %s"), r->head));
	put(&g, "\n");
	return g.s;
}

const char *report_text(const struct report *r, const struct clock_ops *clock, int cols, struct arena *mem)
{
	struct growing g = { .mem = mem };
	struct report_room room = { .cols = cols, .below = true };

	put(&g, arena_printf(mem, "%s\n%s\n", _(r->title), report_period(r, clock, mem)));
	for (const struct report_table *t = r->tables; t; t = t->next) {
		const char *chart = report_chart(t, REPORT_COLS, clock, mem);

		put(&g, *chart ? "\n" : "");
		put(&g, chart);
	}
	put(&g, report_tables(r, clock, cols ? &room : NULL, mem));
	return g.s;
}

/* --- CSV, JSON ----------------------------------------------------------------------------------- */

static void put_csv(struct growing *g, const struct report_table *t, const struct clock_ops *clock)
{
	static const struct csv_form form = { ',', true };

	for (int i = 0; i < t->ncolumns; i++) {
		put(g, i ? "," : "");
		put(g, t->columns[i].key);
	}
	put(g, "\n");
	for (int at = 0; at < t->nrows * t->ncolumns; at++) {
		struct arena mem = { 0 };
		int i = at % t->ncolumns;

		put(g, csv_write(&form, cell_csv(&t->columns[i], &t->cells[at], clock, &mem), false, &mem));
		put(g, i == t->ncolumns - 1 ? "\n" : ",");
		arena_free(&mem);
	}
}

const char *report_csv(const struct report *r, const struct clock_ops *clock, struct arena *mem)
{
	struct growing g = { .mem = mem };

	put(&g, "");
	for (const struct report_table *t = r->tables; t; t = t->next) {
		if (r->tables->next)
			put(&g, arena_printf(mem, "# %s\n", t->key));
		put_csv(&g, t, clock);
	}
	return g.s;
}

static json_t *table_json(const struct report_table *t, const struct clock_ops *clock)
{
	json_t *rows = json_array();

	for (int row = 0; row < t->nrows; row++) {
		json_t *o = json_object();

		for (int i = 0; i < t->ncolumns; i++)
			json_object_set_new(o, t->columns[i].key,
					    cell_json(&t->columns[i], &t->cells[row * t->ncolumns + i], clock));
		json_array_append_new(rows, o);
	}
	return rows;
}

json_t *report_json(const struct report *r, const struct clock_ops *clock)
{
	json_t *o = json_object();
	char from[26], to[26];

	civil_format_iso(clock, r->of.from, from);
	civil_format_iso(clock, r->of.to, to);
	json_object_set_new(o, "report", json_string(r->name));
	json_object_set_new(o, "from", json_string(from));
	json_object_set_new(o, "to", json_string(to));
	for (const struct report_table *t = r->tables; t; t = t->next)
		json_object_set_new(o, t->key, table_json(t, clock));
	if (*r->head)
		json_object_set_new(o, "head", json_string(r->head));
	return o;
}
