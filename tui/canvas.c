/* tui/canvas.c - see canvas.h. */
#include "tui/canvas.h"

#include <ncurses.h>
#include <stdint.h>

#include "core/err.h"
#include "core/i18n.h"
#include "core/text.h"
#include "tui/term.h"

/* One letter as it will stand in a cell: its base and the marks over it. */
struct cell {
	wchar_t wch[CCHARW_MAX + 1];
	int cols;
	size_t bytes;
};

/* The pen: where it is on the screen, how many columns are left. */
struct pen {
	int y, x, left;
	int clip_from, clip_to; /* columns of the screen that may be drawn */
	struct theme_look look;
};

struct canvas screen_begin(struct screen *s)
{
	erase();
	s->rows = LINES;
	s->cols = COLS;
	s->cursor_y = s->cursor_x = -1;
	return (struct canvas){ .screen = s, .rows = s->rows, .cols = s->cols };
}

void screen_end(struct screen *s)
{
	bool cursor = s->cursor_y >= 0;

	curs_set(cursor);
	move(cursor ? s->cursor_y : s->rows - 1, cursor ? s->cursor_x : 0);
	wnoutrefresh(stdscr);
	doupdate();
	if (s->beep)
		beep();
	s->beep = false;
	term_flush();
}

bool screen_small(const struct screen *s)
{
	return s->rows < SCREEN_MIN_ROWS || s->cols < SCREEN_MIN_COLS;
}

struct canvas canvas_sub(const struct canvas *c, int y, int x, int rows, int cols)
{
	int top = y > 0 ? y : 0, left = x > 0 ? x : 0;
	int bottom = y + rows < c->rows ? y + rows : c->rows;
	int right = x + cols < c->cols ? x + cols : c->cols;

	return (struct canvas){
		.screen = c->screen,
		.y = c->y + top,
		.x = c->x + left,
		.rows = bottom > top ? bottom - top : 0,
		.cols = right > left ? right - left : 0,
	};
}

/* --- letters ----------------------------------------------------------------------------------- */

/* Marks that take no column and would make terminals disagree about the width of what is before
 * them, or turn the direction of the line: not drawn (the text itself keeps them). */
static bool undrawable_mark(uint32_t cp)
{
	return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF ||
	       cp >= 0xE0000;
}

/* The base as the terminal library will measure it; where that differs from our columns, "?". A soft
 * hyphen is one column to us and none to some terminals. */
static wchar_t safe_base(uint32_t cp, int cols)
{
	if (cp == '\n' || cp == '\t')
		return L' ';
	if (cp == 0xAD)
		return L'-';
	return wcwidth((wchar_t)cp) == cols ? (wchar_t)cp : L'?';
}

/* Takes the letter at s; false at the end. cell.cols 0: nothing to draw. */
static bool next_cell(const char *s, size_t len, struct cell *out)
{
	uint32_t cp;
	size_t n = len ? text_next(s, &cp) : 0, marks = 0;

	if (n == 0 || n > len)
		return false;
	bool blank = cp == '\n' || cp == '\t';

	*out = (struct cell){ .cols = blank ? 1 : text_cp_width(cp), .bytes = n };
	if (out->cols == 0)
		return true; /* a control character, or a mark with nothing before it */
	out->wch[0] = safe_base(cp, out->cols);
	while (out->bytes < len && (n = text_next(s + out->bytes, &cp)) > 0 && n <= len - out->bytes &&
	       cp >= 0x300 && text_cp_width(cp) == 0) {
		if (!undrawable_mark(cp) && wcwidth((wchar_t)cp) == 0 && marks + 1 < CCHARW_MAX)
			out->wch[++marks] = (wchar_t)cp;
		out->bytes += n;
	}
	return true;
}

/* --- the pen ------------------------------------------------------------------------------------ */

static struct pen pen_at(const struct canvas *c, int y, int x, int cols, enum role role)
{
	struct pen p = {
		.y = c->y + y,
		.x = c->x + x,
		.left = cols,
		.clip_from = c->x,
		.clip_to = c->x + c->cols,
		.look = theme_look(role),
	};

	if (y < 0 || y >= c->rows)
		p.clip_to = p.clip_from;
	return p;
}

static void put_cell(const struct pen *p, int x, const wchar_t *wch)
{
	cchar_t cc;

	setcchar(&cc, wch, p->look.attr, p->look.pair, NULL);
	mvadd_wch(p->y, x, &cc);
}

/* A letter of `cols` columns; half of a wide one at the edge of the canvas is a space. */
static void pen_put(struct pen *p, const wchar_t *wch, int cols)
{
	bool whole = p->x >= p->clip_from && p->x + cols <= p->clip_to;

	/* the spaces stand for halves, and behind a "?" that took the place of a wide letter */
	for (int i = 0; i < cols && !(whole && wcwidth(wch[0]) == cols); i++)
		if (p->x + i >= p->clip_from && p->x + i < p->clip_to)
			put_cell(p, p->x + i, L" ");
	if (whole)
		put_cell(p, p->x, wch);
	p->x += cols;
	p->left -= cols;
}

static void pen_pad(struct pen *p, int cols)
{
	while (cols-- > 0)
		pen_put(p, L" ", 1);
}

/* Draws letters while they fit into `room` columns; returns the bytes drawn. */
static size_t pen_letters(struct pen *p, struct slice t, int room)
{
	struct cell cell;
	size_t at = 0;

	while (next_cell(t.s + at, t.len - at, &cell) && cell.cols <= room) {
		if (cell.cols > 0)
			pen_put(p, cell.wch, cell.cols);
		room -= cell.cols;
		at += cell.bytes;
	}
	return at;
}

/* Columns of t as it is drawn, counted up to limit + 1. */
static int drawn_width(struct slice t, int limit)
{
	struct cell cell;
	int cols = 0;

	for (size_t at = 0; cols <= limit && next_cell(t.s + at, t.len - at, &cell); at += cell.bytes)
		cols += cell.cols;
	return cols;
}

void draw_text(const struct canvas *c, int y, int x, int cols, enum role role, const char *utf8)
{
	struct slice t = { utf8 ? utf8 : "", utf8 ? strlen(utf8) : 0 };
	int room = cols < 0 ? -cols : cols;
	struct pen p = pen_at(c, y, x, room, role);
	int width = drawn_width(t, room);

	if (room == 0)
		return;
	if (width > room) {
		pen_letters(&p, t, room - 1);
		pen_pad(&p, p.left - 1);
		pen_put(&p, L"…", 1);
		return;
	}
	if (cols < 0)
		pen_pad(&p, room - width);
	pen_letters(&p, t, room);
	pen_pad(&p, p.left);
}

void draw_slice(const struct canvas *c, int y, int x, int cols, enum role role, struct slice text)
{
	struct pen p = pen_at(c, y, x, cols, role);

	pen_letters(&p, text, cols);
	pen_pad(&p, p.left);
}

int draw_paragraph(const struct canvas *c, enum role role, const char *utf8)
{
	const char *next;
	int y = 0;

	for (; utf8 && *utf8 && y < c->rows; utf8 = next, y++) {
		struct slice line = { utf8, text_wrap(utf8, c->cols, &next) };

		draw_slice(c, y, 0, c->cols, role, line);
	}
	return y;
}

int paragraph_rows(const char *utf8, int cols, int most)
{
	int rows = 0;

	while (utf8 && *utf8 && rows < most) {
		text_wrap(utf8, cols, &utf8);
		rows++;
	}
	return rows;
}

void draw_fill(const struct canvas *c, enum role role)
{
	for (int y = 0; y < c->rows; y++)
		draw_text(c, y, 0, c->cols, role, "");
}

/* --- lines and boxes ---------------------------------------------------------------------------- */

static void put_line_char(const struct canvas *c, int y, int x, const cchar_t *ch, enum role role)
{
	wchar_t wch[CCHARW_MAX + 1] = L"";
	attr_t attr;
	short pair;
	struct theme_look look = theme_look(role);
	cchar_t styled;

	if (y < 0 || y >= c->rows || x < 0 || x >= c->cols)
		return;
	getcchar(ch, wch, &attr, &pair, NULL);
	setcchar(&styled, wch, look.attr | attr, look.pair, NULL);
	mvadd_wch(c->y + y, c->x + x, &styled);
}

void draw_hline(const struct canvas *c, int y, int x, int cols, enum role role)
{
	for (int i = 0; i < cols; i++)
		put_line_char(c, y, x + i, WACS_HLINE, role);
}

void draw_vline(const struct canvas *c, int y, int x, int rows, enum role role)
{
	for (int i = 0; i < rows; i++)
		put_line_char(c, y + i, x, WACS_VLINE, role);
}

struct canvas draw_box(const struct canvas *c, enum role role, const char *title)
{
	int bottom = c->rows - 1, right = c->cols - 1;

	draw_fill(c, ROLE_NORMAL);
	draw_hline(c, 0, 0, c->cols, role);
	draw_hline(c, bottom, 0, c->cols, role);
	draw_vline(c, 0, 0, c->rows, role);
	draw_vline(c, 0, right, c->rows, role);
	put_line_char(c, 0, 0, WACS_ULCORNER, role);
	put_line_char(c, 0, right, WACS_URCORNER, role);
	put_line_char(c, bottom, 0, WACS_LLCORNER, role);
	put_line_char(c, bottom, right, WACS_LRCORNER, role);
	if (title && title[0] && c->cols > 6) {
		int room = c->cols - 6, width = text_width(title);

		draw_text(c, 0, 2, 1, role, "");
		draw_text(c, 0, 3, width < room ? width : room, role, title);
		draw_text(c, 0, 3 + (width < room ? width : room), 1, role, "");
	}
	return canvas_sub(c, 1, 1, c->rows - 2, c->cols - 2);
}

void canvas_cursor(const struct canvas *c, int y, int x)
{
	if (y < 0 || y >= c->rows || x < 0 || x >= c->cols)
		return;
	c->screen->cursor_y = c->y + y;
	c->screen->cursor_x = c->x + x;
}

void draw_small(const struct canvas *c)
{
	const char *line = _("The window is too small: at least 80 columns and 24 rows are needed. "
			     "What you typed is kept.");

	for (int y = 0; line && y < c->rows; y++) {
		const char *next;
		size_t n = text_wrap(line, c->cols, &next);

		draw_slice(c, y, 0, c->cols, ROLE_NORMAL, (struct slice){ line, n });
		line = next;
	}
}
