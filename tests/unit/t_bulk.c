/* t_bulk - tui/marks, tui/bulk: marks by id, and a command on all of them that is refused for some, is stopped in the
 * middle, or meets somebody who was faster. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/catalogue.h"
#include "tests/unit/store_base.h"

#include "tests/unit/fake_app.h"
#include "tui/bulk.h"

static struct app *at_work(struct base *b, unsigned roles)
{
	struct app *app = arena_alloc(&b->mem, sizeof(*app));

	*app = (struct app){ .b = b, .who = { .login = "dysp", .name = "Юрій", .roles = roles, .service = "" } };
	return app;
}

/* Appeals with an executor proposed, all of them marked. */
static void make(struct base *b, struct marks *m, int n)
{
	const struct catalogue *cat;

	base_want(b, ERR_OK, catalogue_get(b->s, &cat, &b->e));
	for (int i = 1; i <= n; i++) {
		struct registration r;
		struct registered out;
		struct registration_fault where;

		registration_init(&r);
		r.text = "Тече";
		r.topic = catalogue_topic(cat, "01.03");
		r.service = catalogue_service(cat, "VODA");
		base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
		assert_true(marks_add(m, i, out.appeal.number));
	}
}

static enum appeal_state state_of(struct base *b, int i)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, arena_printf(&b->mem, "ГЛ-%d/26", i), &b->mem, &a, NULL, &b->e));
	return appeal_state(&a);
}

static void marks_follow_ids(void **state)
{
	struct marks m = { .n = 0 };

	(void)state;
	for (int64_t i = 0; i < MARKS_MAX; i++)
		assert_true(marks_toggle(&m, i, "ГЛ-1/26"));
	assert_false(marks_toggle(&m, MARKS_MAX, "ГЛ-1/26"));
	assert_true(marks_add(&m, 7, "ГЛ-1/26")); /* there already */
	assert_true(marks_toggle(&m, 7, "ГЛ-1/26"));
	assert_false(marks_has(&m, 7));
	marks_remove(&m, 7);
	assert_int_equal(m.n, MARKS_MAX - 1);
	marks_clear(&m);
	assert_false(marks_has(&m, 8));
}

static void stopped_in_the_middle(void **state)
{
	struct base *b = *state;
	struct app *app = at_work(b, ROLE_BIT(R_DISPATCHER));
	struct marks m = { .n = 0 };

	make(b, &m, 5);
	app->stop_at = 2;
	assert_true(bulk_begin(app, V_DISPATCH, &m));
	type(app, "\n"); /* each to its own executor */
	assert_int_equal(m.n, 5);
	type(app, "\n"); /* sure */
	assert_int_equal(m.n, 3);
	assert_int_equal(state_of(b, 2), ST_DISPATCHED);
	assert_int_equal(state_of(b, 3), ST_REGISTERED);
	assert_string_equal(arena_strndup(&b->mem, app->text, strlen("Stopped by Esc. Done: 2, refused: 0, not begun: 3.")),
			    "Stopped by Esc. Done: 2, refused: 0, not begun: 3.");
	app->stop_at = 0;
	assert_true(bulk_begin(app, V_DISPATCH, &m));
	type(app, "\n\n");
	assert_int_equal(m.n, 0);
	assert_int_equal(state_of(b, 5), ST_DISPATCHED);
	marks_clear(&m);
}

static void what_is_refused_stays_marked(void **state)
{
	struct base *b = *state;
	struct app *app = at_work(b, ROLE_BIT(R_DISPATCHER));
	struct marks m = { .n = 0 };
	struct command cmd;

	make(b, &m, 3);
	command_init(&cmd, ACT_WITHDRAW);
	cmd.via = VIA_VISIT;
	cmd.note = "Помилка";
	base_want(b, ERR_OK, appeal_move(b->s, "ГЛ-2/26", &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	assert_true(bulk_begin(app, V_DISPATCH, &m));
	type(app, "\n\n");
	assert_int_equal(m.n, 1);
	assert_true(marks_has(&m, 2));
	assert_non_null(strstr(app->text, "Done: 2, refused: 1."));
	assert_non_null(strstr(app->text, "\n! ГЛ-2/26: "));
	marks_clear(&m);
}

static void asked_before_anything_is_done(void **state)
{
	struct base *b = *state;
	struct app *app = at_work(b, ROLE_BIT(R_DISPATCHER));
	struct marks m = { .n = 0 };

	assert_false(bulk_begin(app, V_DISPATCH, &m)); /* nothing is marked */
	make(b, &m, 2);
	assert_false(bulk_begin(app, V_VIEW_HELP, &m));
	assert_false(bulk_begin(app, V_SHOW, &m));
	assert_true(bulk_begin(app, V_CLOSE, &m)); /* of one only */
	assert_int_equal(app->dialog.kind, DIALOG_NONE);
	assert_int_equal(app->role, ROLE_ERROR);
	assert_true(bulk_begin(app, V_EXTEND, &m)); /* not a dispatcher's */
	assert_int_equal(app->dialog.kind, DIALOG_NONE);
	assert_true(bulk_begin(app, V_NOTE, &m));
	type(app, "Слова\n");
	assert_int_equal(app->dialog.kind, DIALOG_CONFIRM);
	type(app, "\x1b");
	assert_int_equal(m.n, 2);
	assert_string_equal(app->text, "");
	marks_clear(&m);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_follow_ids), T(stopped_in_the_middle), T(what_is_refused_stays_marked),
		T(asked_before_anything_is_done),
	};
#undef T

	setenv("PULT_TEST_NOW", "2026-11-21T12:00:00", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
