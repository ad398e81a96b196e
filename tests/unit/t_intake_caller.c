/* t_intake_caller - F2's form and who calls: what the caller's card fills in and takes back, what is offered, and
 * the same matter seen while typing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "intake_base.h"

static void the_only_person_fills_what_is_empty(void **state)
{
	static const struct person ivan = { "0671234567", "Іваненко", "Іван", "вул. Городоцька, 226",
		"вул. Наукова, 5", "ivan@example.com" };
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	add_appeal(b, &ivan);
	type(s, "phone", "067123456");
	assert_false(s->known);
	assert_false(intake_phone_left(s));
	want(s, "name", "");
	type(s, "phone", "067 123-45-67");
	assert_true(s->known);
	assert_int_equal(s->caller.npeople, 1);
	assert_true(intake_phone_left(s));
	want(s, "name", "Іваненко Іван");
	want(s, "address", "вул. Наукова, 5"); /* what the card shows */
	want(s, "residence", "вул. Наукова, 5");
	want(s, "email", "ivan@example.com");
	/* left again: nothing new */
	type(s, "address", "вул. Інша, 1");
	assert_false(intake_phone_left(s));
	want(s, "address", "вул. Інша, 1");
	/* another name: not with this person's e-mail */
	type(s, "name", "Іваненко Марія");
	intake_name_typed(s);
	want(s, "email", "");
	close_form(s);
}

static bool card_shows(const struct intake *s, const char *text)
{
	for (size_t i = 0; i < s->card.count; i++)
		if (strstr(s->card.lines[i].text, text))
			return true;
	return false;
}

/* The form takes what stands under the name on the card; where the last problem was elsewhere, that is shown
 * too and offered in the field. */
static void the_address_of_the_card_is_taken(void **state)
{
	static const struct {
		struct person p;
		const char *address, *offered; /* "": nothing else to offer */
	} rows[] = {
		{ { "0671111101", "Перша", "Ада", "вул. Зелена, 1", "вул. Наукова, 5", "" },
		  "вул. Наукова, 5", "вул. Зелена, 1" },
		{ { "0671111102", "Друга", "Ада", "вул. Зелена, 1", "", "" }, "вул. Зелена, 1", "" },
		{ { "0671111103", "Третя", "Ада", "", "вул. Наукова, 5", "" }, "вул. Наукова, 5", "" },
		{ { "0671111104", "Сьома", "Ада", "вул. Наукова 5", "вул. Наукова, 5", "" },
		  "вул. Наукова, 5", "" },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(rows); i++) {
		add_appeal(b, &rows[i].p);
		intake_begin(s);
		type(s, "phone", rows[i].p.phone);
		assert_true(intake_phone_left(s));
		want(s, "address", rows[i].address);
		assert_string_equal(s->filled.other, rows[i].offered);
		struct suggested out = suggested(b, s, "address", rows[i].address);

		assert_int_equal(out.n, *rows[i].offered != 0);
		if (*rows[i].offered) {
			assert_string_equal(out.rows[0].value, rows[i].offered);
			assert_true(card_shows(s, rows[i].offered));
		}
		out = suggested(b, s, "address", rows[i].offered); /* and back again */
		assert_int_equal(out.n, 1);
		assert_string_equal(out.rows[0].value, rows[i].address);
	}
	close_form(s);
}

/* An appeal without a name from the same number is nobody to choose. */
static void a_nameless_caller_is_no_person(void **state)
{
	static const struct person both[] = {
		{ "0671234567", "Іваненко", "Іван", "вул. Городоцька, 226", "", "" },
		{ "0671234567", "", "", "вул. Невідома, 1", "", "" },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	add_appeal(b, &both[0]);
	add_appeal(b, &both[1]);
	type(s, "phone", "0671234567");
	assert_true(intake_phone_left(s));
	want(s, "name", "Іваненко Іван");
	close_form(s);
}

static void a_local_number_is_known_too(void **state)
{
	static const struct person olena = { "0322975795", "Коваль", "Олена", "просп. Чорновола, 67Ж", "", "" };
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	add_appeal(b, &olena);
	type(s, "phone", "297-57-95");
	assert_true(intake_phone_left(s));
	want(s, "name", "Коваль Олена");
	type(s, "phone", "1580"); /* a service, not a person */
	assert_false(s->known);
	close_form(s);
}

/* A digit was wrong and the number a stranger's: nothing of him stays. */
static void a_corrected_number_takes_back_what_it_filled(void **state)
{
	static const struct person stranger = { "0671234567", "Чужий", "Антін", "вул. Чужа, 1", "вул. Чужа, 1",
		"anton@example.com" };
	static const struct person right = { "0671234568", "Своя", "Ганна", "вул. Своя, 2", "", "" };
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	add_appeal(b, &stranger);
	add_appeal(b, &right);
	type(s, "phone", "0671234567");
	assert_true(intake_phone_left(s));
	type(s, "phone", "0671234568");
	assert_true(intake_phone_left(s));
	want(s, "name", "Своя Ганна");
	want(s, "address", "вул. Своя, 2");
	want(s, "residence", "");
	want(s, "email", "");
	type(s, "phone", "0671234500");
	assert_false(intake_phone_left(s));
	want(s, "name", "");
	want(s, "address", "");
	/* what the operator typed stays */
	type(s, "name", "Набрана Людина");
	type(s, "address", "вул. Набрана, 3");
	type(s, "phone", "0671234567");
	assert_false(intake_phone_left(s));
	want(s, "name", "Набрана Людина");
	want(s, "address", "вул. Набрана, 3");
	want(s, "email", "");
	close_form(s);
}

static void several_people_are_chosen_by_a_digit(void **state)
{
	static const struct person family[] = {
		{ "0671234567", "Перший", "Адам", "вул. Перша, 1", "", "" },
		{ "0671234567", "Друга", "Єва", "вул. Друга, 2", "", "" },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(family); i++)
		add_appeal(b, &family[i]);
	type(s, "phone", "0671234567");
	assert_int_equal(s->caller.npeople, 2);
	assert_false(intake_phone_left(s));
	want(s, "name", "");
	assert_false(intake_fill(s, 2));
	assert_false(intake_fill(s, -1));
	assert_true(intake_fill(s, 0)); /* the latest first */
	want(s, "name", "Друга Єва");
	want(s, "address", "вул. Друга, 2");
	assert_true(intake_fill(s, 1)); /* a slip of the finger */
	want(s, "name", "Перший Адам");
	want(s, "address", "вул. Перша, 1");
	assert_false(intake_phone_left(s));
	want(s, "name", "Перший Адам");
	close_form(s);
}

static void the_same_matter_is_seen_while_typing(void **state)
{
	static const struct person ivan = { "0671234567", "Іваненко", "Іван", "вул. Городоцька, 226А", "", "" };
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	add_appeal(b, &ivan);
	type(s, "phone", "0671234567");
	assert_int_equal(s->same.n, 1);
	intake_begin(s);
	assert_int_equal(s->same.n, 0);
	assert_false(s->known);
	close_form(s);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(the_only_person_fills_what_is_empty),
		T(the_address_of_the_card_is_taken),
		T(a_nameless_caller_is_no_person),
		T(a_local_number_is_known_too),
		T(a_corrected_number_takes_back_what_it_filled),
		T(several_people_are_chosen_by_a_digit),
		T(the_same_matter_is_seen_while_typing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
