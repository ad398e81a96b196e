/* tui/pager.c - see pager.h. */
#include "tui/pager.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"

enum { FIRST_ROOM = 64 };

static void grow(struct pager *p)
{
	size_t room = p->room ? p->room * 2 : FIRST_ROOM;
	struct pager_line *lines = arena_alloc(&p->arena, room * sizeof(*lines));

	if (p->count)
		memcpy(lines, p->lines, p->count * sizeof(*lines));
	p->lines = lines;
	p->room = room;
}

void pager_put(struct pager *p, const struct pager_line *l)
{
	if (p->count == p->room)
		grow(p);
	struct pager_line *mine = &p->lines[p->count++];

	*mine = *l;
	mine->text = arena_strdup(&p->arena, l->text ? l->text : "");
	mine->label = arena_strdup(&p->arena, l->label);
}

void pager_add(struct pager *p, enum role role, int indent, const char *text)
{
	struct pager_line l = { .text = text, .role = role, .indent = indent };

	pager_put(p, &l);
}

void pager_clear(struct pager *p, bool keep_place)
{
	size_t top = keep_place ? p->top : 0;
	int rows = p->rows, cols = p->cols;

	arena_free(&p->arena);
	*p = (struct pager){ .top = top, .rows = rows, .cols = cols };
}

void pager_close(struct pager *p)
{
	pager_clear(p, false);
}

/* Places one paragraph whose first screen line is number `at`; draws the lines that are in sight.
 * Returns the number behind its last line. With c NULL it only counts. */
static size_t place(const struct pager *p, const struct pager_line *l, size_t at, int cols,
		    const struct canvas *c)
{
	const char *text = l->text, *next;
	int room = cols - l->indent > 1 ? cols - l->indent : 1;

	if (l->label && c && at >= p->top && at < p->top + (size_t)c->rows)
		draw_text(c, (int)(at - p->top), 0, l->indent - 1, l->label_role, l->label);
	for (; text; text = next, at++) {
		struct slice s = { text, text_wrap(text, room, &next) };

		if (c && at >= p->top && at < p->top + (size_t)c->rows)
			draw_slice(c, (int)(at - p->top), l->indent, room, l->role, s);
	}
	return at;
}

static size_t place_all(const struct pager *p, int cols, const struct canvas *c)
{
	size_t at = 0;

	for (size_t i = 0; i < p->count; i++)
		at = place(p, &p->lines[i], at, cols, c);
	return at;
}

static size_t last_top(const struct pager *p)
{
	size_t rows = (size_t)p->rows;

	return p->total > rows ? p->total - rows : 0;
}

/* Where a key scrolls to; -1: it is not such a key. */
static long destination(const struct pager *p, const struct key_event *ev)
{
	long page = p->rows > 1 ? p->rows - 1 : 1, top = (long)p->top, end = (long)last_top(p);

	if (ev->kind == EV_CHAR && ev->cp == ' ')
		return top + page < end ? top + page : end;
	if (ev->kind != EV_FN || ev->mods != 0)
		return -1;
	const struct {
		enum key_fn fn;
		long to;
	} steps[] = {
		{ FN_UP, top - 1 }, { FN_DOWN, top + 1 }, { FN_PGUP, top - page },
		{ FN_PGDN, top + page }, { FN_HOME, 0 }, { FN_END, end },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (steps[i].fn == ev->fn)
			return steps[i].to < 0 ? 0 : steps[i].to > end ? end : steps[i].to;
	return -1;
}

unsigned pager_key(struct pager *p, const struct key_event *ev)
{
	long to = destination(p, ev);

	if (to < 0)
		return W_IGNORED;
	if ((size_t)to == p->top)
		return W_HANDLED | W_REFUSED;
	p->top = (size_t)to;
	return W_HANDLED | W_MOVED;
}

static void draw_scroll_bar(const struct pager *p, const struct canvas *c)
{
	int x = c->cols - 1;
	size_t rows = (size_t)c->rows, end = last_top(p);
	size_t size = rows * rows / p->total;

	size = size ? size : 1;
	size_t from = (rows - size) * p->top / end;

	draw_vline(c, 0, x, c->rows, ROLE_BORDER);
	for (size_t y = from; y < from + size; y++)
		draw_text(c, (int)y, x, 1, ROLE_KEY_LABEL, " ");
}

void pager_draw(struct pager *p, const struct canvas *c)
{
	if (c->rows < 1 || c->cols < 2)
		return;
	p->rows = c->rows;
	p->cols = c->cols - 1; /* the last column is the scroll bar's, so that the text never jumps */
	p->total = place_all(p, p->cols, NULL);
	if (p->top > last_top(p))
		p->top = last_top(p);
	place_all(p, p->cols, c);
	if (last_top(p) > 0)
		draw_scroll_bar(p, c);
}
