/* t_view_appeals - tui/view_appeals: the list, the query and the card as keys lead through them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/viewed.h"
#include "tests/unit/store_base.h"

#include "tests/unit/fake_app.h"

enum { MANY = 120 };

static struct app *shown(struct base *b)
{
	struct app *app = arena_alloc(&b->mem, sizeof(*app));

	*app = (struct app){ .b = b, .who = { .login = "olena", .name = "Олена", .roles = ROLE_BIT(R_OPERATOR),
			.service = "" }, .view = &view_appeals };
	app->state = arena_alloc(&b->mem, view_appeals.state_size);
	base_want(b, ERR_OK, view_appeals.open(app, app->state, &b->e));
	view_appeals.show(app, app->state);
	return app;
}

static void closed(struct app *app)
{
	dialog_close(&app->dialog);
	view_appeals.close(app, app->state);
}

/* The number of the appeal at hand, "" when there is none. */
static const char *at_hand(struct app *app)
{
	int k;
	const struct appeal *a = view_appeals.appeal(app->state, &k);

	return a ? a->number : "";
}

static void downs(struct app *app, int n)
{
	while (n-- > 0)
		type(app, "\x01");
}

static void register_many(struct base *b, int n)
{
	for (int i = 1; i <= n; i++)
		base_register(b, i % 10 ? arena_printf(&b->mem, "Немає води, випадок %d", i) : "Не горить ліхтар");
}

static void newest_first_page_by_page(void **state)
{
	struct base *b = *state;

	register_many(b, MANY);
	struct app *app = shown(b);

	assert_string_equal(at_hand(app), "ГЛ-120/26");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	downs(app, MANY - 1);
	assert_string_equal(at_hand(app), "ГЛ-1/26");
	downs(app, 3);
	assert_string_equal(at_hand(app), "ГЛ-1/26");
	closed(app);
}

static void the_real_end(void **state)
{
	struct base *b = *state;
	enum { LOTS = 640 };

	register_many(b, LOTS);
	struct app *app = shown(b);

	type(app, "\x03"); /* End */
	assert_string_equal(at_hand(app), "ГЛ-1/26");
	for (int i = 2; i <= LOTS; i++) {
		type(app, "\x02"); /* up from page to page, none left out */
		assert_string_equal(at_hand(app), arena_printf(&b->mem, "ГЛ-%d/26", i));
	}
	type(app, "\x03\x05\x05");
	base_register(b, "Нове"); /* another operator: the place is kept */
	const char *was = arena_strdup(&b->mem, at_hand(app));

	app_changed(app);
	assert_string_equal(at_hand(app), was);
	type(app, "\x04"); /* Home */
	assert_string_equal(at_hand(app), "ГЛ-641/26");
	type(app, "\x01");
	assert_string_equal(at_hand(app), "ГЛ-640/26");
	closed(app);
}

/* The card's own key leads to the list, wherever the card came from. */
static void the_key_of_the_view(void **state)
{
	struct base *b = *state;

	register_many(b, 3);
	struct app *app = shown(b);

	type(app, "\x01\n");
	assert_int_equal(view_appeals.in(app->state), IN_CARD);
	assert_true(view_appeals.command(app, app->state, V_VIEW_APPEALS));
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_string_equal(at_hand(app), "ГЛ-2/26");
	assert_false(view_appeals.command(app, app->state, V_VIEW_APPEALS)); /* on the list it is nothing */
	app->number = "ГЛ-1/26"; /* a card for another view */
	view_appeals.show(app, app->state);
	assert_true(view_appeals.command(app, app->state, V_VIEW_APPEALS));
	assert_int_equal(app->backs, 0);
	assert_string_equal(at_hand(app), "ГЛ-2/26");
	closed(app);
}

/* An executor begins with what is to be done, and sees that it is a query. */
static void an_executor_begins_with_open_ones(void **state)
{
	struct base *b = *state;
	struct command cmd;

	register_many(b, 3);
	for (int i = 1; i <= 3; i++) {
		command_init(&cmd, ACT_DISPATCH);
		cmd.service = "VODA";
		cmd.service_name = "Водоканал";
		cmd.service_active = true;
		const char *n = arena_printf(&b->mem, "ГЛ-%d/26", i);

		base_want(b, ERR_OK, appeal_move(b->s, n, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	}
	command_init(&cmd, ACT_WITHDRAW);
	cmd.via = VIA_CALL;
	cmd.note = "Сам";
	base_want(b, ERR_OK, appeal_move(b->s, "ГЛ-3/26", &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	struct app *app = arena_alloc(&b->mem, sizeof(*app));

	*app = (struct app){ .b = b, .who = { .login = "voda", .name = "Лис", .roles = ROLE_BIT(R_EXECUTOR),
			.service = "VODA" }, .view = &view_appeals };
	app->state = arena_alloc(&b->mem, view_appeals.state_size);
	base_want(b, ERR_OK, view_appeals.open(app, app->state, &b->e));
	view_appeals.show(app, app->state);
	assert_string_equal(at_hand(app), "ГЛ-2/26");
	type(app, "\x1b"); /* Esc: all of them */
	assert_string_equal(at_hand(app), "ГЛ-3/26");
	closed(app);
}

/* All are counted in slices, and it comes to an end. */
static void counting_ends(void **state)
{
	struct base *b = *state;
	int slices = 0;

	register_many(b, MANY);
	struct app *app = shown(b);

	while (view_appeals.idle(app, app->state))
		slices++;
	assert_true(slices < MANY);
	assert_false(view_appeals.idle(app, app->state));
	app_changed(app);
	assert_false(view_appeals.idle(app, app->state)); /* not at once again */
	closed(app);
}

static void nothing_at_all(void **state)
{
	struct app *app = shown(*state);

	assert_string_equal(at_hand(app), "");
	type(app, "\x01\n");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	closed(app);
}

static void the_query_narrows(void **state)
{
	struct base *b = *state;

	register_many(b, 30);
	struct app *app = shown(b);

	downs(app, 4);
	assert_true(view_appeals.command(app, app->state, V_FIND));
	assert_int_equal(view_appeals.in(app->state), 0); /* letters are text now */
	type(app, "ліхт");
	assert_string_equal(at_hand(app), "ГЛ-30/26");
	type(app, "\x01");
	assert_string_equal(at_hand(app), "ГЛ-20/26"); /* arrows go through the list while typing */
	type(app, "\n");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	downs(app, 9);
	assert_string_equal(at_hand(app), "ГЛ-10/26");
	type(app, "\x1b"); /* the query is given up, the list is whole again */
	assert_string_equal(at_hand(app), "ГЛ-30/26");
	struct key_event esc = { .kind = EV_FN, .fn = FN_ESC };

	assert_int_equal(view_appeals.key(app, app->state, &esc), W_IGNORED);
	closed(app);
}

/* `/` with a query: the first letter begins another one, an arrow keeps it, Esc brings it back. */
static void the_query_is_typed_over(void **state)
{
	struct base *b = *state;

	register_many(b, 30);
	struct app *app = shown(b);

	view_appeals.command(app, app->state, V_FIND);
	type(app, "ліхт\n");
	assert_string_equal(at_hand(app), "ГЛ-30/26");
	view_appeals.command(app, app->state, V_FIND);
	type(app, "випадок 29");
	assert_string_equal(at_hand(app), "ГЛ-29/26");
	type(app, "\x1b");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_string_equal(at_hand(app), "ГЛ-30/26");
	type(app, "\x01");
	assert_string_equal(at_hand(app), "ГЛ-20/26");
	view_appeals.command(app, app->state, V_FIND);
	type(app, "\x01"); /* an arrow: it is to be edited */
	assert_string_equal(at_hand(app), "ГЛ-10/26");
	type(app, "ар\x01\n");
	assert_string_equal(at_hand(app), "ГЛ-20/26");
	type(app, "\x1b"); /* in the list Esc gives the query up */
	assert_string_equal(at_hand(app), "ГЛ-30/26");
	closed(app);
}

static void a_wrong_query_keeps_the_rows(void **state)
{
	struct base *b = *state;

	register_many(b, 3);
	struct app *app = shown(b);
	struct key_event enter = { .kind = EV_FN, .fn = FN_ENTER };

	view_appeals.command(app, app->state, V_FIND);
	type(app, "нема:5");
	assert_string_equal(at_hand(app), "ГЛ-3/26");
	assert_true(view_appeals.key(app, app->state, &enter) & W_REFUSED);
	assert_int_equal(view_appeals.in(app->state), 0);
	type(app, "\x1b");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_string_equal(at_hand(app), "ГЛ-3/26");
	closed(app);
}

static void the_place_is_kept(void **state)
{
	struct base *b = *state;

	register_many(b, 10);
	struct app *app = shown(b);

	downs(app, 3);
	assert_string_equal(at_hand(app), "ГЛ-7/26");
	type(app, "\n");
	assert_int_equal(view_appeals.in(app->state), IN_CARD);
	base_register(b, "Нове"); /* another operator */
	app_changed(app);
	assert_string_equal(at_hand(app), "ГЛ-7/26");
	type(app, "\x1b");
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_string_equal(at_hand(app), "ГЛ-7/26");
	type(app, "\x02");
	assert_string_equal(at_hand(app), "ГЛ-8/26");
	closed(app);
}

static void changes_are_seen(void **state)
{
	struct base *b = *state;
	struct command cmd;
	int k;

	register_many(b, 3);
	struct app *app = shown(b);

	type(app, "\x01");
	command_init(&cmd, ACT_DISPATCH);
	cmd.service = "VODA";
	cmd.service_name = "ЛМКП «Львівводоканал»";
	cmd.service_active = true;
	base_want(b, ERR_OK, appeal_move(b->s, "ГЛ-2/26", &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	app_changed(app);
	assert_int_equal(appeal_state(view_appeals.appeal(app->state, &k)), ST_DISPATCHED);
	closed(app);
}

/* What another process commits is seen: reading leaves no statement open on an old state of the base. */
static void changes_of_another_process(void **state)
{
	struct base *b = *state, other = *b;

	register_many(b, 3);
	struct app *app = shown(b);

	view_appeals.command(app, app->state, V_FIND);
	type(app, "вод\n");
	base_want(b, ERR_OK, store_open(b->path, &other.s, &b->e));
	int64_t before = store_last_event(b->s);

	other.mem = b->mem; /* one arena for both */
	base_register(&other, "Знову немає води");
	b->mem = other.mem;
	assert_true(store_last_event(b->s) > before);
	app_changed(app);
	type(app, "\x02");
	assert_string_equal(at_hand(app), "ГЛ-4/26");
	store_close(other.s);
	closed(app);
}

/* A card that another view asked for stands in front of the list as it was; Esc goes back there. */
static void a_card_for_another_view(void **state)
{
	struct base *b = *state;

	register_many(b, 10);
	struct app *app = shown(b);

	downs(app, 2);
	app->number = "ГЛ-1/26";
	view_appeals.show(app, app->state);
	assert_int_equal(view_appeals.in(app->state), IN_CARD);
	assert_string_equal(at_hand(app), "ГЛ-1/26");
	type(app, "\x1b");
	assert_int_equal(app->backs, 1);
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_string_equal(at_hand(app), "ГЛ-8/26");

	app->number = "ГЛ-1/26";
	view_appeals.show(app, app->state);
	view_appeals.show(app, app->state); /* after help over it */
	assert_string_equal(at_hand(app), "ГЛ-1/26");
	type(app, "\x1b");
	assert_int_equal(app->backs, 2);

	app->number = "ГЛ-1/26";
	view_appeals.show(app, app->state);
	app->came_from = VIEW_INCIDENTS; /* by its own key, from where nobody asked for it */
	view_appeals.show(app, app->state);
	type(app, "\x1b");
	assert_int_equal(app->backs, 2);
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);

	app->number = "ГЛ-777/26";
	view_appeals.show(app, app->state);
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	assert_non_null(strstr(app->said, "ГЛ-777/26"));
	assert_string_equal(at_hand(app), "ГЛ-8/26");
	closed(app);
}

/* A card that F6 asked for takes the answers of F6, which are given there; any other card does not. */
static void a_card_of_the_call_backs(void **state)
{
	struct base *b = *state;

	register_many(b, 2);
	struct app *app = shown(b);

	app->number = "ГЛ-1/26";
	view_appeals.show(app, app->state);
	assert_int_equal(view_appeals.in(app->state), IN_CARD);
	app->came_from = VIEW_CALLBACKS;
	app->number = "ГЛ-1/26";
	view_appeals.show(app, app->state);
	assert_int_equal(view_appeals.in(app->state), IN_CARD | IN_CALLED);
	assert_true(view_appeals.command(app, app->state, V_ANSWER_NO));
	assert_int_equal(app->gone_on, V_ANSWER_NO);
	assert_int_equal(view_appeals.in(app->state), IN_LIST | IN_MARKS);
	closed(app);
}

/* A card that stays open is one viewing, whoever changes what meanwhile; coming back to it is another. */
static void a_viewing_is_recorded_once(void **state)
{
	struct base *b = *state;

	register_many(b, 2);
	struct app *app = shown(b);
	int64_t listed = store_last_event(b->s);

	base_want(b, ERR_OK, viewed_flush(b->s, &app->who, true, &b->e));
	assert_int_equal(store_last_event(b->s), listed); /* a list is none */
	type(app, "\n");
	base_want(b, ERR_OK, viewed_flush(b->s, &app->who, true, &b->e));
	assert_int_equal(store_last_event(b->s), listed + 1);
	view_appeals.changed(app, app->state);
	base_want(b, ERR_OK, viewed_flush(b->s, &app->who, true, &b->e));
	assert_int_equal(store_last_event(b->s), listed + 1);
	view_appeals.show(app, app->state);
	base_want(b, ERR_OK, viewed_flush(b->s, &app->who, true, &b->e));
	assert_int_equal(store_last_event(b->s), listed + 2);
	closed(app);
}

/* Another view may ask for any appeal; its contents are for who may see them. */
static void the_card_of_another_organisation_stays_closed(void **state)
{
	struct base *b = *state;
	const char *number = base_register(b, "Немає води").appeal.number;
	struct app *app = shown(b);

	app->who = (struct actor){ .login = "lys", .name = "Лис", .roles = ROLE_BIT(R_EXECUTOR), .service = "VODA" };
	app->number = number;
	view_appeals.show(app, app->state);
	assert_string_equal(at_hand(app), "");
	assert_string_equal(app->said, "This appeal belongs to another executor.");
	closed(app);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(the_real_end), T(the_key_of_the_view), T(an_executor_begins_with_open_ones), T(counting_ends),
		T(newest_first_page_by_page), T(nothing_at_all), T(the_query_narrows),
		T(the_query_is_typed_over), T(a_wrong_query_keeps_the_rows), T(the_place_is_kept), T(changes_are_seen),
		T(changes_of_another_process), T(a_card_for_another_view), T(a_card_of_the_call_backs),
		T(a_viewing_is_recorded_once),
		T(the_card_of_another_organisation_stays_closed),
	};
#undef T

	setenv("PULT_TEST_NOW", "2026-11-21T12:00:00", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
