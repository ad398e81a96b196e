/* t_action_join - tui/action_join: joining from the screen and taking off, key by key, on a real base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/action_base.h"

/* The other one is shown first; a child cannot be joined twice, and is taken off with a word. */
static void joining(void **state)
{
	struct base *b = *state;
	const char *parent = appeal_in(b, ST_DISPATCHED), *child = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));
	struct appeal a = load(b, child);

	action_begin(&app, V_UNJOIN, &a, 1);
	assert_non_null(strstr(app.said, "joined to nothing"));
	action_begin(&app, V_JOIN, &a, 1);
	type(&app, "\nГЛ-999/26\n");
	assert_int_equal(app.dialog.kind, DIALOG_PROMPT);
	type(&app, "\x15");
	type(&app, child);
	type(&app, "\n"); /* what cannot be is refused at the number, before the question */
	assert_int_equal(app.dialog.kind, DIALOG_PROMPT);
	assert_non_null(strstr(app.dialog.text, "to itself"));
	type(&app, "\x15");
	type(&app, parent);
	type(&app, "\n");
	assert_int_equal(app.dialog.kind, DIALOG_CONFIRM);
	assert_non_null(strstr(app.dialog.text, "другий день"));
	type(&app, "\n");
	a = load(b, child);
	assert_string_equal(a.q[0].joined, parent);
	assert_int_equal(appeal_state(&a), ST_DISPATCHED);
	assert_non_null(strstr(app.said, "is joined to"));
	action_begin(&app, V_JOIN, &a, 1);
	type(&app, parent);
	type(&app, "\n");
	assert_non_null(strstr(app.dialog.text, "already"));
	type(&app, "\x1b");
	action_begin(&app, V_UNJOIN, &a, 1);
	type(&app, "Інший будинок\n");
	a = load(b, child);
	assert_string_equal(a.q[0].joined, "");
}

/* Whose order ends by it is told with the question, and who does the work then. */
static void an_order_that_ends(void **state)
{
	struct base *b = *state;
	const char *child = appeal_in(b, ST_DISPATCHED), *unpassed = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));
	struct appeal a = load(b, child);

	action_begin(&app, V_JOIN, &a, 1);
	type(&app, unpassed);
	type(&app, "\n");
	assert_int_equal(app.dialog.role, ROLE_WARN);
	assert_non_null(strstr(app.dialog.text, "is taken back"));
	assert_non_null(strstr(app.dialog.text, a.q[0].service_name));
	type(&app, "\x1b");
	a = load(b, child);
	assert_int_equal(appeal_state(&a), ST_DISPATCHED);
	assert_string_equal(a.q[0].joined, "");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = { T(joining), T(an_order_that_ends) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
