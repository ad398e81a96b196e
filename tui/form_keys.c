/* tui/form_keys.c - keys of the form: moving between fields, and what a field does with its own. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/form_inner.h"

static unsigned go(struct form *f, size_t to)
{
	form_pop_close(f);
	if (to == f->focus || to >= f->count)
		return W_HANDLED;
	f->focus = to;
	return W_HANDLED | W_MOVED;
}

/* Tab goes round; Up, Down and Enter stop at the ends. */
static unsigned go_straight(struct form *f, int step, unsigned at_end)
{
	size_t to = form_neighbour(f, step);
	bool end = to >= f->count || (step > 0 ? to <= f->focus : to >= f->focus);

	if (!end)
		return go(f, to);
	form_pop_close(f);
	return at_end;
}

static unsigned moving_key(struct form *f, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_TAB))
		return go(f, form_neighbour(f, 1));
	if (key_is_fn(ev, FN_BACKTAB))
		return go(f, form_neighbour(f, -1));
	if (key_is_fn(ev, FN_DOWN))
		return go_straight(f, 1, W_IGNORED);
	if (key_is_fn(ev, FN_UP))
		return go_straight(f, -1, W_IGNORED);
	if (key_is_fn(ev, FN_ENTER))
		return go_straight(f, 1, W_HANDLED | W_SUBMIT);
	return W_IGNORED;
}

/* --- a choice ------------------------------------------------------------------------------------- */

static size_t choice_count(const struct form_item *it)
{
	size_t n = 0;

	while (it->desc->choices[n].value)
		n++;
	return n;
}

/* The physical key of the first letter, so that it works in either layout. */
static uint32_t first_key(const char *label)
{
	uint32_t cp = 0;

	text_next(label, &cp);
	return text_latin_key(text_lower(cp));
}

static unsigned choose_by_letter(struct form_item *it, uint32_t letter)
{
	size_t n = choice_count(it);

	for (size_t k = 1; k <= n; k++) {
		size_t i = (it->choice + k) % n;

		if (first_key(_(it->desc->choices[i].label)) == letter) {
			unsigned changed = i != it->choice ? W_CHANGED : 0u;

			it->choice = i;
			return W_HANDLED | changed;
		}
	}
	return W_HANDLED | W_REFUSED;
}

static unsigned choice_key(struct form_item *it, const struct key_event *ev)
{
	size_t n = choice_count(it);
	bool space = ev->kind == EV_CHAR && ev->cp == ' ';

	if (ev->kind == EV_PASTE)
		return W_HANDLED | W_REFUSED;
	if (ev->kind == EV_CHAR && !space)
		return choose_by_letter(it, text_latin_key(text_lower(ev->cp)));
	if (!space && !key_is_fn(ev, FN_RIGHT) && !key_is_fn(ev, FN_LEFT))
		return W_IGNORED;
	it->choice = (it->choice + (key_is_fn(ev, FN_LEFT) ? n - 1 : 1)) % n;
	return W_HANDLED | (n > 1 ? W_CHANGED : 0u);
}

/* --- the form ------------------------------------------------------------------------------------- */

static unsigned field_or_move(struct form *f, struct form_item *it, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_TAB) || key_is_fn(ev, FN_BACKTAB))
		return moving_key(f, ev);
	if (it->desc->kind == FORM_TEXT) {
		unsigned did = editor_key(&it->editor, ev);

		return did ? did : moving_key(f, ev);
	}
	unsigned moved = moving_key(f, ev);

	/* Enter, Up and Down are never the field's own, also where they lead nowhere */
	if (moved || key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN))
		return moved;
	return it->desc->kind == FORM_CHOICE ? choice_key(it, ev) : field_key(&it->field, ev);
}

unsigned form_key(struct form *f, const struct key_event *ev)
{
	if (f->focus >= f->count)
		return W_IGNORED;
	unsigned did = form_pop_key(f, ev);

	if (did)
		return did;
	struct form_item *it = &f->items[f->focus];

	did = field_or_move(f, it, ev);
	if (did & W_CHANGED) {
		f->changed++;
		it->error = NULL;
		form_pop_ask(f);
	}
	return did;
}
