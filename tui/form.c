/* tui/form.c - see form.h: contents, errors, focus. Keys are form_keys.c, drawing form_draw.c,
 * suggestions form_pop.c. */
#include "tui/form.h"

#include <assert.h>
#include <string.h>

#include "tui/form_inner.h"

static bool is_line(const struct form_item *it)
{
	return it->desc->kind != FORM_TEXT && it->desc->kind != FORM_CHOICE;
}

static void item_init(struct form_item *it, struct arena *a, const struct form_desc *desc)
{
	*it = (struct form_item){ .desc = desc };
	assert(desc->kind == FORM_CHOICE || desc->max_letters > 0);
	if (desc->kind == FORM_TEXT) {
		editor_init(&it->editor, a, (size_t)desc->max_letters);
		it->editor.marked = true; /* form_draw.c, beside the text */
	} else if (is_line(it)) {
		field_init(&it->field, a, (size_t)desc->max_letters);
	}
	if (desc->kind == FORM_SECRET)
		it->field.secret = true;
}

void form_init(struct form *f, struct arena *a, const struct form_desc *desc,
	       const struct suggest_ops *ops, void *ctx)
{
	*f = (struct form){ .pop = { .ops = ops, .ctx = ctx }, .arena = a };
	while (desc[f->count].name)
		f->count++;
	f->items = arena_alloc(a, f->count * sizeof(*f->items));
	for (size_t i = 0; i < f->count; i++) {
		item_init(&f->items[i], a, &desc[i]);
		if (desc[i].label_cols > f->label_cols)
			f->label_cols = desc[i].label_cols;
	}
	if (f->count > 0 && desc[0].kind == FORM_SHOW)
		f->focus = form_neighbour(f, 1);
}

void form_close(struct form *f)
{
	arena_free(&f->errors);
	pop_free(&f->pop);
}

/* --- contents ------------------------------------------------------------------------------------- */

struct form_item *form_item(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->items[i].desc->name, name) == 0)
			return &f->items[i];
	return NULL;
}

const char *form_item_text(const struct form_item *it)
{
	if (it->desc->kind == FORM_CHOICE)
		return it->desc->choices[it->choice].value;
	return it->desc->kind == FORM_TEXT ? editor_text(&it->editor) : field_text(&it->field);
}

const char *form_get(const struct form *f, const char *name)
{
	const struct form_item *it = form_item(f, name);

	return it ? form_item_text(it) : NULL;
}

static bool set_choice(struct form_item *it, const char *value)
{
	for (size_t i = 0; it->desc->choices[i].value; i++) {
		if (strcmp(it->desc->choices[i].value, value) == 0) {
			it->choice = i;
			return true;
		}
	}
	return false;
}

static bool set_item(struct form_item *it, const char *text)
{
	if (it->desc->kind == FORM_CHOICE)
		return set_choice(it, text);
	if (it->desc->kind == FORM_TEXT)
		return editor_set(&it->editor, text);
	return field_set(&it->field, text);
}

bool form_set(struct form *f, const char *name, const char *text)
{
	struct form_item *it = form_item(f, name);

	if (!it)
		return false;
	if (f->focus < f->count && it == &f->items[f->focus])
		pop_close(&f->pop);
	if (strcmp(form_item_text(it), text) == 0)
		return true;
	f->changed++;
	return set_item(it, text);
}

void form_clear(struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct form_item *it = &f->items[i];

		set_item(it, it->desc->kind == FORM_CHOICE ? it->desc->choices[0].value : "");
	}
	form_clear_errors(f);
	pop_close(&f->pop);
	f->changed++;
	f->page = 0;
	f->focus = f->count; /* from the end round to the first that can be entered */
	f->focus = form_neighbour(f, 1);
	f->top = 0;
}

void form_forget_secrets(struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct form_item *it = &f->items[i];

		if (it->desc->kind != FORM_SECRET)
			continue;
		set_item(it, "");
		explicit_bzero(it->field.edit.text, it->field.edit.room);
	}
	f->changed++;
}

/* --- errors --------------------------------------------------------------------------------------- */

void form_set_error(struct form *f, const char *name, const char *sentence)
{
	struct form_item *it = form_item(f, name);

	if (it)
		it->error = sentence && sentence[0] ? arena_strdup(&f->errors, sentence) : NULL;
}

void form_clear_errors(struct form *f)
{
	for (size_t i = 0; i < f->count; i++)
		f->items[i].error = NULL;
	arena_free(&f->errors);
}

const char *form_error(const struct form *f)
{
	return f->focus < f->count ? f->items[f->focus].error : NULL;
}

size_t form_errors(const struct form *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++)
		n += f->items[i].error != NULL;
	return n;
}

bool form_focus_error(struct form *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->items[i].error && form_focus(f, f->items[i].desc->name))
			return true;
	return false;
}

/* --- focus ---------------------------------------------------------------------------------------- */

size_t form_neighbour(const struct form *f, int step)
{
	size_t n = f->count, i = f->focus;

	for (size_t tries = 0; tries < n; tries++) {
		i = step > 0 ? (i + 1 >= n ? 0 : i + 1) : (i == 0 ? n - 1 : i - 1);
		if (f->items[i].desc->kind != FORM_SHOW && f->items[i].desc->page == f->page)
			return i;
	}
	return n;
}

void form_page(struct form *f, int page)
{
	pop_close(&f->pop);
	f->nspelt = 0;
	f->page = page;
	f->top = 0;
	f->focus = f->count;
	f->focus = form_neighbour(f, 1);
}

bool form_focus(struct form *f, const char *name)
{
	struct form_item *it = form_item(f, name);

	if (!it || it->desc->kind == FORM_SHOW)
		return false;
	pop_close(&f->pop);
	f->nspelt = 0;
	f->page = it->desc->page;
	f->focus = (size_t)(it - f->items);
	return true;
}

const char *form_focused(const struct form *f)
{
	return f->focus < f->count ? f->items[f->focus].desc->name : "";
}
