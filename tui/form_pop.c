/* tui/form_pop.c - the list of suggestions under a field of a form. */
#include "core/text.h"
#include "tui/form_inner.h"

void form_pop_close(struct form *f)
{
	f->pop_count = f->pop_sel = 0;
}

void form_pop_ask(struct form *f)
{
	const struct form_item *it = &f->items[f->focus];

	form_pop_close(f);
	if (!f->ops || !f->ops->suggest || it->desc->kind != FORM_LINE)
		return;
	arena_free(&f->hints);
	f->pop_count = f->ops->suggest(f->ctx, &f->hints, it->desc->name, form_item_text(it), f->pop);
	f->pop_sel = f->pop_count;
}

void form_suggest(struct form *f)
{
	if (f->focus < f->count)
		form_pop_ask(f);
}

static unsigned take(struct form *f)
{
	struct form_item *it = &f->items[f->focus];
	bool whole = field_set(&it->field, f->pop[f->pop_sel].value);

	f->changed++;
	it->error = NULL;
	form_pop_close(f);
	return W_HANDLED | W_CHANGED | W_TAKEN | (whole ? 0u : W_REFUSED);
}

unsigned form_pop_key(struct form *f, const struct key_event *ev)
{
	if (f->pop_count == 0)
		return W_IGNORED;
	bool chosen = f->pop_sel < f->pop_count;

	if (key_is_fn(ev, FN_ESC)) {
		form_pop_close(f);
		return W_HANDLED;
	}
	if (key_is_fn(ev, FN_DOWN)) {
		f->pop_sel = !chosen ? 0 : f->pop_sel + 1 < f->pop_count ? f->pop_sel + 1 : f->pop_sel;
		return W_HANDLED;
	}
	if (key_is_fn(ev, FN_UP) && chosen) {
		f->pop_sel = f->pop_sel ? f->pop_sel - 1 : f->pop_count;
		return W_HANDLED;
	}
	if (chosen && (key_is_fn(ev, FN_ENTER) || key_is_fn(ev, FN_TAB)))
		return take(f);
	return W_IGNORED;
}

static const char *shown(const struct form_suggestion *s)
{
	return s->label ? s->label : s->value;
}

void form_pop_draw(const struct form *f, const struct canvas *c, int y, int x)
{
	int count = (int)f->pop_count, cols = 0;
	int from = y + 1 + count <= c->rows || y < count ? y + 1 : y - count;

	for (int i = 0; i < count; i++) {
		int width = text_width(shown(&f->pop[i])) + 3;

		cols = width > cols ? width : cols;
	}
	if (cols > c->cols - x)
		cols = c->cols - x;
	for (int i = 0; i < count; i++) {
		bool chosen = (size_t)i == f->pop_sel;
		enum role role = chosen ? ROLE_SELECTED : ROLE_SELECTED_IDLE;

		draw_text(c, from + i, x, 2, role, chosen ? ">" : "");
		draw_text(c, from + i, x + 2, cols - 2, role, shown(&f->pop[i]));
	}
}
