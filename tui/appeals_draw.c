/* tui/appeals_draw.c - F3 on the screen: the query and its list, the card beside it or in its place. Asks nothing of
 * the base. */
#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "tui/present.h"
#include "tui/appeals_inner.h"
#include "tui/bulk.h"

enum { WIDE_COLS = 120, LIST_MIN_COLS = 64, HINT_ROWS = 7 };

static const char *count_text(const struct appeals *s, struct arena *mem)
{
	if (!s->rows.more && !s->rows.newer)
		return arena_printf(mem, _("in all: %d"), (int)s->rows.n);
	if (!s->total.known)
		return arena_printf(mem, _("shown: %d, and more"), (int)s->rows.n);
	return arena_printf(mem, s->total.over ? _("in all: over %d") : _("in all: %d"), s->total.n);
}

static void draw_head(const struct appeals *s, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *query = field_text(&s->line), *meant = s->rows.meant, *marked = bulk_count(&s->marks, &mem);
	const char *count = arena_printf(&mem, "%s%s%s", marked, *marked ? "   " : "", count_text(s, &mem));
	const char *head = s->typing && s->fault.code ? _("The query has a mistake: what was found before stays") :
			   !*query ? _("All appeals, newest first") :
			   meant && *meant ? arena_printf(&mem, _("Query: %s   shown for «%s»"), query, meant) :
			   arena_printf(&mem, _("Query: %s"), query);
	int cols = text_width(count);

	draw_text(c, 0, 0, c->cols - cols - 1, *query ? ROLE_NUMBER : ROLE_NORMAL, head);
	draw_text(c, 0, c->cols - cols, cols, ROLE_NORMAL, count);
	arena_free(&mem);
}

/* Wraps the text into the canvas (c NULL: only counts, at `cols`); returns the rows. */
static int draw_wrapped(const char *text, int cols, const struct canvas *c, enum role role)
{
	const char *next;
	int y = 0;

	for (; text && *text && y < HINT_ROWS; text = next, y++) {
		struct slice t = { text, text_wrap(text, cols, &next) };

		if (c)
			draw_slice(c, y, 0, cols, role, t);
	}
	return y;
}

/* The query line at the bottom, over it what is wrong with the query or, while it is empty, what may be
 * asked; returns the rows taken. */
static int draw_query(struct appeals *s, const struct canvas *c, bool focused)
{
	struct arena mem = { 0 };
	char known[480];
	const char *hint = s->fault.msg;

	if (!s->typing)
		return 0;
	query_known(known, sizeof(known));
	if (!*field_text(&s->line))
		hint = arena_printf(&mem, _("Words, a part of a telephone, a number. Enter keeps the query, Esc brings "
					    "the one before back. Filters: %s"), known);
	int rows = draw_wrapped(hint, c->cols, NULL, ROLE_DIM), label = text_width(_("Find")) + 1;
	struct canvas over = canvas_sub(c, c->rows - 1 - rows, 0, rows, c->cols);
	struct canvas line = canvas_sub(c, c->rows - 1, label, 1, c->cols - label);

	draw_wrapped(hint, c->cols, &over, s->fault.code ? ROLE_FIELD_ERROR : ROLE_DIM);
	draw_text(c, c->rows - 1, 0, label, ROLE_LABEL, _("Find"));
	field_draw(&s->line, &line, focused, ROLE_FIELD_FOCUS);
	arena_free(&mem);
	return rows + 1;
}

static void draw_list(struct appeals *s, const struct canvas *c, bool focused)
{
	int taken = draw_query(s, c, focused);
	int left = list_mark_cols(&s->list);
	struct canvas head = canvas_sub(c, 1, left, 1, c->cols - left);
	struct canvas body = canvas_sub(c, 2, 0, c->rows - 2 - taken, c->cols);

	draw_head(s, c);
	appeals_draw_head(&s->rows, &head);
	list_draw(&s->list, &body, focused && !s->open);
	if (s->rows.n)
		return;
	const char *why = s->fault.code ? s->fault.msg : *field_text(&s->line)
		? _("Nothing is found. Esc shows all appeals again.")
		: _("There are no appeals yet.");

	if (!s->typing || !s->fault.code)
		draw_wrapped(why, body.cols, &body, ROLE_NORMAL);
}

/* Over the card stands who else is at it. */
static void draw_card(struct appeals *s, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *busy = s->any ? present_at(&mem, s->rows.here, s->a.number, s->a.phone) : NULL;
	int top = busy ? 1 : 0;
	struct canvas card = canvas_sub(c, top, 0, c->rows - top, c->cols);

	if (busy)
		draw_text(c, 0, 0, c->cols, ROLE_WARN, busy);
	pager_draw(&s->card, &card);
	arena_free(&mem);
}

/* The saved queries over the list, and over the card beside it. */
static struct canvas draw_saved(struct appeals *s, const struct canvas *c)
{
	int rows = s->saved.list.n > 0;
	struct canvas bar = canvas_sub(c, 0, 0, rows, c->cols);

	if (rows)
		saved_bar_draw(&s->saved, &bar, field_text(&s->line));
	return canvas_sub(c, rows, 0, c->rows - rows, c->cols);
}

static void draw_both(struct appeals *s, const struct canvas *c, bool focused)
{
	int cols = c->cols * 11 / 20 < LIST_MIN_COLS ? LIST_MIN_COLS : c->cols * 11 / 20;
	struct canvas left = canvas_sub(c, 0, 0, c->rows, cols);
	struct canvas right = canvas_sub(c, 0, cols + 3, c->rows, c->cols - cols - 3);

	draw_list(s, &left, focused);
	draw_vline(c, 0, cols + 1, c->rows, ROLE_BORDER);
	draw_card(s, &right);
}

void appeals_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct appeals *s = state;

	s->rows.here = app_presence(app);
	s->wide = c->cols >= WIDE_COLS && !s->guest;
	if (!s->wide && s->open) {
		draw_card(s, c);
		return;
	}
	struct canvas body = draw_saved(s, c);

	if (s->wide)
		draw_both(s, &body, focused);
	else
		draw_list(s, &body, focused);
}
