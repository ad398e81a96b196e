/* tui/form_keys.c - keys of the form: moving between fields, and what a field does with its own. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/form_inner.h"

static unsigned go(struct form *f, size_t to)
{
	pop_close(&f->pop);
	f->nspelt = 0;
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
	pop_close(&f->pop);
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

const char *form_choices(const struct form *f, struct arena *a)
{
	const struct form_item *it = f->focus < f->count ? &f->items[f->focus] : NULL;
	const char *all = "";

	if (!it || it->desc->kind != FORM_CHOICE)
		return NULL;
	for (size_t i = 0; i < choice_count(it); i++)
		all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", _(it->desc->choices[i].label));
	return all;
}

/* The physical key of a letter, so that choosing works in either layout. */
static uint32_t key_of(uint32_t cp)
{
	return text_latin_key(text_lower(cp));
}

static bool begins(const char *label, const uint32_t *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t cp;

		label += text_next(label, &cp);
		if (key_of(cp) != keys[i])
			return false;
	}
	return true;
}

/* The next choice whose label begins with these keys: the present one counts when letters were typed before. */
static bool find_choice(struct form_item *it, const uint32_t *keys, size_t n, unsigned *did)
{
	size_t count = choice_count(it), was = it->choice;

	for (size_t k = n == 1; k < count + (n == 1); k++) {
		size_t i = (was + k) % count;

		if (begins(_(it->desc->choices[i].label), keys, n)) {
			it->choice = i;
			*did = W_HANDLED | (i != was ? W_CHANGED : 0u);
			return true;
		}
	}
	return false;
}

/* One more letter; where nothing begins with all of them, a new beginning. */
static unsigned spell(struct form *f, struct form_item *it, uint32_t cp)
{
	unsigned did = W_HANDLED | W_REFUSED | W_NO_CHOICE;

	if (f->nspelt < FORM_SPELT)
		f->spelt[f->nspelt++] = key_of(cp);
	if (find_choice(it, f->spelt, f->nspelt, &did))
		return did;
	f->spelt[0] = key_of(cp);
	f->nspelt = find_choice(it, f->spelt, 1, &did);
	return did;
}

/* By the beginning of the label, or by the value itself. */
static unsigned choose_pasted(struct form_item *it, const struct key_event *ev)
{
	struct arena a = { 0 };
	const char *text = arena_strndup(&a, ev->text, ev->len), *key = text_fold(&a, text);
	size_t was = it->choice, n = choice_count(it), i = *key ? 0 : n;

	for (; i < n; i++) {
		const struct form_choice *c = &it->desc->choices[i];
		const char *label = text_fold(&a, _(c->label));

		if (strncmp(label, key, strlen(key)) == 0 || strcmp(text_fold(&a, c->value), key) == 0)
			break;
	}
	arena_free(&a);
	if (i == n)
		return W_HANDLED | W_REFUSED | W_NO_CHOICE;
	it->choice = i;
	return W_HANDLED | (i != was ? W_CHANGED : 0u);
}

static unsigned choice_key(struct form *f, struct form_item *it, const struct key_event *ev)
{
	size_t n = choice_count(it);
	bool space = ev->kind == EV_CHAR && ev->cp == ' ';

	if (ev->kind == EV_CHAR && !space)
		return spell(f, it, ev->cp);
	f->nspelt = 0;
	if (ev->kind == EV_PASTE)
		return choose_pasted(it, ev);
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
	return it->desc->kind == FORM_CHOICE ? choice_key(f, it, ev) : field_key(&it->field, ev);
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
