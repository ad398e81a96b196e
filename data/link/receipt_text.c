/* data/link/receipt_text.c - the receipt as text of 80 columns, for a file, a terminal or an old
 * printer. Only places the sheet's words: see receipt_sheet.h. */
#include "data/link/receipt_sheet.h"

#include "core/arena.h"
#include "core/text.h"

enum { COLS = 80, LABEL_COLS = 26 };

static void rule(FILE *out, char c)
{
	for (int i = 0; i < COLS; i++)
		fputc(c, out);
	fputc('\n', out);
}

static void paragraph(FILE *out, const char *s)
{
	while (s) {
		const char *line = s;

		fwrite(line, 1, text_wrap(line, COLS, &s), out);
		fputc('\n', out);
	}
}

/* The value stands beside its label, its further lines below it. */
static void row(FILE *out, const struct receipt_row *r)
{
	struct arena mem = { 0 };
	const char *s = r->value;
	const char *label = r->label;

	while (s) {
		const char *line = s;

		fputs(text_fit(&mem, label, LABEL_COLS - 2), out);
		fputs("  ", out);
		fwrite(line, 1, text_wrap(line, COLS - LABEL_COLS, &s), out);
		fputc('\n', out);
		label = "";
	}
	arena_free(&mem);
}

void receipt_text_make(const struct receipt_sheet *s, FILE *out)
{
	paragraph(out, s->site);
	rule(out, '=');
	paragraph(out, s->title);
	fputc('\n', out);
	row(out, &s->number);
	if (s->pin.value)
		row(out, &s->pin);
	else
		paragraph(out, s->pin_note);
	rule(out, '-');
	for (size_t i = 0; i < s->rows_n; i++)
		row(out, &s->rows[i]);
	rule(out, '-');
	paragraph(out, s->check_title);
	for (size_t i = 0; i < s->check_n; i++)
		row(out, &s->check[i]);
	fputc('\n', out);
	paragraph(out, s->how);
	paragraph(out, s->care);
}
