/* tui/query_line.c - see query_line.h. */
#include "tui/query_line.h"

#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"

enum { QUERY_LETTERS = 200, HINT_ROWS = 7 };

void query_line_init(struct query_line *q)
{
	*q = (struct query_line){ .before = "" };
	field_init(&q->field, &q->mem, QUERY_LETTERS);
}

void query_line_close(struct query_line *q)
{
	arena_free(&q->mem);
	arena_free(&q->before_mem);
}

const char *query_line_text(const struct query_line *q)
{
	return field_text(&q->field);
}

void query_line_set(struct query_line *q, const char *text)
{
	field_set(&q->field, text);
	q->typing = false;
}

/* --- keys ------------------------------------------------------------------------------------------ */

void query_line_begin(struct query_line *q)
{
	arena_free(&q->before_mem);
	q->before = arena_strdup(&q->before_mem, field_text(&q->field));
	field_choose(&q->field, q->before);
	q->typing = true;
}

static unsigned leave(struct query_line *q)
{
	bool other = strcmp(field_text(&q->field), q->before) != 0 || q->fault.code;

	q->typing = false;
	field_set(&q->field, q->before);
	return W_HANDLED | (other ? W_CHANGED : 0u);
}

unsigned query_line_key(struct query_line *q, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_ESC))
		return leave(q);
	if (key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN) || key_is_fn(ev, FN_PGUP) || key_is_fn(ev, FN_PGDN)) {
		field_edit(&q->field);
		return W_IGNORED;
	}
	unsigned w = field_key(&q->field, ev);

	if ((w & W_SUBMIT) && (q->fault.code || query_closed(field_text(&q->field), &q->fault)))
		return W_HANDLED | W_REFUSED; /* the sentence says what is wrong */
	if (w & W_SUBMIT)
		q->typing = false;
	return w & ~(unsigned)W_SUBMIT;
}

/* Behind words the digits are a word of their own. */
static const char *with_digit(const struct query_line *q, char digit, struct arena *mem)
{
	const char *text = field_text(&q->field);
	size_t n = strlen(text);
	bool goes_on = n == 0 || text[n - 1] == ' ' || text[n - 1] == '+' || (text[n - 1] >= '0' && text[n - 1] <= '9');

	return arena_printf(mem, "%s%s%c", text, goes_on ? "" : " ", digit);
}

static const char *without_last(const struct query_line *q, struct arena *mem)
{
	const char *text = field_text(&q->field);
	size_t last = 0, n = strlen(text);
	uint32_t cp;

	for (size_t at = 0; at < n; at += text_next(text + at, &cp))
		last = at;
	return arena_strndup(mem, text, last);
}

unsigned query_line_list_key(struct query_line *q, const struct key_event *ev)
{
	struct arena mem = { 0 };
	const char *next = NULL;
	bool empty = !*field_text(&q->field);

	if (ev->kind == EV_CHAR && ev->cp >= '0' && ev->cp <= '9')
		next = with_digit(q, (char)ev->cp, &mem);
	else if (ev->kind == EV_PASTE)
		next = arena_strndup(&mem, ev->text, strcspn(ev->text, "\n"));
	else if (key_is_fn(ev, FN_BACKSPACE) && !empty)
		next = without_last(q, &mem);
	else if (key_is_fn(ev, FN_ESC) && !empty)
		next = "";
	bool fits = next && field_set(&q->field, next);

	arena_free(&mem);
	return !next ? W_IGNORED : W_HANDLED | W_CHANGED | (fits ? 0u : W_REFUSED | W_FULL);
}

/* --- drawing --------------------------------------------------------------------------------------- */

int query_line_draw(struct query_line *q, const struct canvas *c, const char *hint, bool focused)
{
	const char *over = q->fault.code ? q->fault.msg : *field_text(&q->field) ? NULL : hint;
	enum role role = q->fault.code ? ROLE_FIELD_ERROR : ROLE_DIM;

	if (!q->typing)
		return 0;
	int rows = paragraph_rows(over, c->cols, HINT_ROWS), label = text_width(_("Find")) + 1;
	struct canvas above = canvas_sub(c, c->rows - 1 - rows, 0, rows, c->cols);
	struct canvas line = canvas_sub(c, c->rows - 1, label, 1, c->cols - label);

	draw_paragraph(&above, role, over);
	draw_text(c, c->rows - 1, 0, label, ROLE_LABEL, _("Find"));
	field_draw(&q->field, &line, focused, ROLE_FIELD_FOCUS);
	return rows + 1;
}
