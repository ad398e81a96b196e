/* tui/intake_script.c - F2: the script of the call (domain.md 2.3). The focused field says which step it is: all steps
 * stand below the caller's card where there is room, else what is said now is in the last row. The texts are the
 * city's (data/store/templates.h); they are read when F2 comes to the front, never while drawing. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/intake.h"

enum { TEXT_LINES = 4, CARD_ROWS_MIN = 16, INDENT = 2, MARGIN = 3, END_ROWS_MIN = 28 };

enum step { STEP_GREETING = 1, STEP_TOPIC, STEP_OUTAGE, STEP_REPEAT, STEP_PERSON, STEP_SUMMARY, STEP_END };

void intake_script_read(struct intake *s)
{
	struct arena fresh = { 0 };
	struct template_list steps;
	struct err none = { 0 };

	if (template_list(s->store, TEMPLATE_STEP, &fresh, &steps, &none)) {
		arena_free(&fresh);
		return;
	}
	arena_free(&s->steps_mem);
	s->steps_mem = fresh;
	s->steps = steps;
}

/* --- which step it is ------------------------------------------------------------------------------- */

/* Before the citizen's words are written down. */
static bool is_early(const struct intake *s, const char *field)
{
	return strcmp(field, "address") == 0 || strcmp(field, "topic") == 0 ||
	       (strcmp(field, "text") == 0 && !*form_get(&s->form, "text"));
}

static enum step step_now(const struct intake *s)
{
	static const struct {
		const char *field;
		enum step step;
	} fields[] = {
		{ "phone", STEP_GREETING }, { "name", STEP_PERSON },      { "residence", STEP_PERSON },
		{ "email", STEP_PERSON },   { "address", STEP_TOPIC }, { "topic", STEP_TOPIC },
	};
	const char *field = form_focused(&s->form);

	if (is_early(s, field) && (s->has_near || s->same.n))
		return s->has_near ? STEP_OUTAGE : STEP_REPEAT;
	for (size_t i = 0; i < COUNT(fields); i++)
		if (strcmp(fields[i].field, field) == 0)
			return fields[i].step;
	return STEP_SUMMARY;
}

/* The row of a step: its name begins with its number. NULL: the city has none. */
static const struct template_row *step_row(const struct intake *s, enum step step)
{
	for (int i = 0; i < s->steps.n; i++)
		if (strtol(s->steps.rows[i].name, NULL, 10) == (long)step)
			return &s->steps.rows[i];
	return NULL;
}

/* Fields that are not known yet stand as dots, not in braces: they are read out. */
static const char *step_text(struct app *app, const struct intake *s, const struct template_row *row,
			     struct arena *a)
{
	struct template_values v = { .of = { NULL } };
	const char *missing;

	intake_known(app, s, a, &v);
	v.of[TEMPLATE_OPERATOR] = app_actor(app)->name;
	v.of[TEMPLATE_LINE] = *store_site_name(s->store) ? store_site_name(s->store) : store_site(s->store);
	for (int i = 0; i < TEMPLATE_FIELDS; i++)
		if (!v.of[i] || !*v.of[i])
			v.of[i] = "…";
	return template_fill(a, row->text, &v, &missing);
}

/* --- one line --------------------------------------------------------------------------------------- */

static const char opening[] = "«", closing[] = "»";

/* The words in the first quotation marks, or all of it; as many whole sentences as have room. */
static const char *said(const char *text, int cols, struct arena *a)
{
	const char *from = strstr(text, opening), *to = from ? strstr(from, closing) : NULL;
	const char *words = to ? arena_strndup(a, from, (size_t)(to - from) + strlen(closing)) : text;

	while (text_width(words) > cols) {
		const char *last = NULL;

		for (const char *p = words; (p = strstr(p, ". ")); p++)
			last = p;
		if (!last)
			break;
		words = arena_printf(a, "%s.%s", arena_strndup(a, words, (size_t)(last - words)), to ? closing : "");
	}
	return words;
}

const char *intake_script_line(struct app *app, const struct intake *s, int cols, struct arena *a)
{
	const char *field = form_focused(&s->form);
	enum step step = strcmp(field, "phone") == 0 ? STEP_GREETING : strcmp(field, "name") == 0 ? STEP_PERSON
		: strcmp(field, "address") == 0 ? STEP_TOPIC : STEP_END;
	const struct template_row *row = step == STEP_END ? NULL : step_row(s, step);

	return row ? said(step_text(app, s, row, a), cols, a) : NULL;
}

void intake_script_end(struct app *app, const struct intake *s, const struct canvas *c)
{
	const struct template_row *row = step_row(s, STEP_END);
	struct arena a = { 0 };

	if (row && c->rows >= END_ROWS_MIN)
		draw_text(c, c->rows - 1, MARGIN, c->cols - 2 * MARGIN, ROLE_DIM,
			  said(step_text(app, s, row, &a), c->cols - 2 * MARGIN, &a));
	arena_free(&a);
}

/* --- beside the form -------------------------------------------------------------------------------- */

int intake_script_rows(const struct intake *s, int rows)
{
	int wanted = s->steps.n + TEXT_LINES + 2;

	return s->steps.n && rows - wanted >= CARD_ROWS_MIN ? wanted : 0;
}

void intake_script_draw(struct app *app, const struct intake *s, const struct canvas *c)
{
	const struct template_row *now = step_row(s, step_now(s));
	struct arena a = { 0 };
	int y = 1;

	draw_hline(c, 0, 0, c->cols, ROLE_BORDER);
	draw_text(c, 0, 1, text_width(_("Script")) + 2, ROLE_HEADING, arena_printf(&a, " %s ", _("Script")));
	for (int i = 0; i < s->steps.n; i++) {
		const struct template_row *row = &s->steps.rows[i];
		bool here = row == now;

		draw_text(c, y, 0, INDENT, ROLE_NUMBER, here ? ">" : "");
		draw_text(c, y++, INDENT, c->cols - INDENT, here ? ROLE_NUMBER : ROLE_DIM, row->name);
		if (here) {
			struct canvas text = canvas_sub(c, y, INDENT, TEXT_LINES, c->cols - INDENT);

			draw_paragraph(&text, ROLE_NORMAL, step_text(app, s, row, &a));
			y += TEXT_LINES;
		}
	}
	arena_free(&a);
}
