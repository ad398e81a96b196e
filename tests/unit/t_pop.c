/* t_pop - tui/pop.h: which row is marked, by which keys, and what is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tui/pop.h"

/* A heading, three rows, a heading, one row; for the text "none" only a sentence, for "" nothing. */
static void suggest(void *ctx, struct arena *a, const char *what, const char *text, struct suggested *out)
{
	static const struct suggestion all[] = {
		{ .label = "Group" }, { .value = "a", .aside = "x" }, { .value = "b", .label = "B" }, { .value = "c" },
		{ .label = "Another" }, { .value = "d", .other = true },
	};

	out->strict = strcmp(what, "strict") == 0;
	out->rows = arena_alloc(a, sizeof(all));
	memcpy(out->rows, all, sizeof(all));
	out->n = !text || strcmp(text, "all") == 0 ? COUNT(all) : strcmp(text, "none") == 0 ? 1 : *text ? 4 : 0;
	*(int *)ctx += 1;
}

static const struct suggest_ops ops = { suggest };

/* d Down, u Up, n PgDn, p PgUp, e Enter, t Tab, x Esc, z a letter. */
static unsigned keys(struct pop *p, const char *s, const char **value)
{
	static const struct {
		char c;
		enum key_fn fn;
	} fns[] = { { 'd', FN_DOWN }, { 'u', FN_UP }, { 'n', FN_PGDN }, { 'p', FN_PGUP }, { 'e', FN_ENTER },
		    { 't', FN_TAB }, { 'x', FN_ESC } };
	unsigned did = W_IGNORED;

	for (; *s; s++) {
		struct key_event ev = { .kind = EV_CHAR, .cp = (uint32_t)*s };

		for (size_t i = 0; i < COUNT(fns); i++)
			if (fns[i].c == *s)
				ev = (struct key_event){ .kind = EV_FN, .fn = fns[i].fn };
		did = pop_key(p, &ev, value);
	}
	return did;
}

static void rows_are_marked_and_taken(void **state)
{
	static const struct {
		const char *what, *text, *keys, *value; /* NULL: nothing is taken */
		unsigned did; /* of the last key */
	} rows[] = {
		{ "strict", "t", "e", "a", W_HANDLED | W_TAKEN },     /* marked from the beginning */
		{ "strict", "t", "t", "a", W_HANDLED | W_TAKEN },
		{ "strict", "t", "de", "b", W_HANDLED | W_TAKEN },
		{ "strict", "t", "dddde", "c", W_HANDLED | W_TAKEN }, /* stays at the last one */
		{ "strict", "t", "ue", NULL, W_IGNORED },             /* none is marked: Enter is the line's */
		{ "strict", "t", "ude", "a", W_HANDLED | W_TAKEN },
		{ "strict", "t", "xe", NULL, W_IGNORED },
		{ "strict", "t", "x", NULL, W_HANDLED },
		{ "strict", "t", "z", NULL, W_IGNORED },
		{ "strict", NULL, "ddde", "d", W_HANDLED | W_OTHER }, /* over a heading; for another line */
		{ "strict", NULL, "ddduue", "b", W_HANDLED | W_TAKEN },
		{ "strict", NULL, "nnnne", "d", W_HANDLED | W_OTHER },
		{ "strict", NULL, "nnnnpppppe", "a", W_HANDLED | W_TAKEN },
		{ "strict", "none", "e", NULL, W_IGNORED }, /* a sentence is no row */
		{ "strict", "none", "d", NULL, W_IGNORED },
		{ "strict", "", "e", NULL, W_IGNORED },
		{ "strict", "b", "e", NULL, W_IGNORED }, /* the line holds a row */
		{ "free", "t", "e", NULL, W_IGNORED },   /* the text itself is meant */
		{ "free", "t", "de", "a", W_HANDLED | W_TAKEN },
		{ "free", "t", "due", NULL, W_IGNORED },
		{ "free", "t", "u", NULL, W_IGNORED },   /* to the field before */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int asked = 0;
		struct pop p = { .ops = &ops, .ctx = &asked, .shown = 2 };
		const char *value = NULL;

		pop_ask(&p, rows[i].what, rows[i].text);
		unsigned did = keys(&p, rows[i].keys, &value);

		if (did != rows[i].did || !value != !rows[i].value || (value && strcmp(value, rows[i].value) != 0))
			fail_msg("%s «%s» %s: %s, %x", rows[i].what, rows[i].text ? rows[i].text : "-", rows[i].keys,
				 value ? value : "-", did);
		assert_int_equal(asked, 1); /* keys ask nothing */
		pop_free(&p);
	}
}

static void without_a_source(void **state)
{
	struct pop p = { .ops = NULL };
	const char *value = NULL;

	(void)state;
	assert_false(pop_ask(&p, "strict", "t"));
	assert_int_equal(keys(&p, "de", &value), W_IGNORED);
	pop_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_marked_and_taken),
		cmocka_unit_test(without_a_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
