/* t_caller - data/store/caller: the caller's card, duplicates, repeats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/address.h"
#include "data/store/caller.h"
#include "data/store/store_internal.h"
#include "tests/unit/search_base.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)

static int64_t now(struct base *b)
{
	return b->s->clock->now_ms(b->s->clock->ctx);
}

static void add_call(struct base *b, const char *phone, const char *surname, int64_t ago, const char *state)
{
	struct sample d = sample_init();

	d.a.phone = phone;
	d.a.surname = surname;
	d.a.given = *surname ? "Олена" : "";
	d.a.email = b->n % 2 ? "o@example.org" : "";
	d.a.residence = b->n == 0 ? "вул. Наукова, 2" : "";
	d.a.registered = now(b) / 1000 * 1000 - ago;
	d.q.state = state;
	d.q.topic = "01.01";
	d.q.address = b->n % 2 ? "вул. Стрийська, 35" : "вул. Стрийська, 36";
	base_add(b, &d);
}

static void card(void **state)
{
	struct base *b = base_new(state);
	struct caller c;
	struct err e = { 0 };

	add_call(b, "+380671234567", "Ґудзь", 40 * DAY, "closed");
	add_call(b, "+380671234567", "Ґудзь", 30 * DAY, "registered");
	add_call(b, "+380671234567", "Коваль", 20 * DAY, "closed");
	add_call(b, "+380671234568", "Інший", 19 * DAY, "registered");
	for (int i = 0; i < 12; i++)
		add_call(b, "+380671234567", "гудзь", 18 * DAY - i * HOUR, "closed");
	add_call(b, "+380671234567", "Ґудзь", HOUR, "done");
	assert_int_equal(caller_card(b->s, "+380671234567", &b->mem, &c, &e), ERR_OK);
	assert_int_equal(c.total, 16);
	assert_int_equal(c.npeople, 2);
	assert_string_equal(c.people[0].surname, "Ґудзь");
	assert_int_equal(c.people[0].appeals, 15); /* Ґудзь and гудзь are one */
	assert_string_equal(c.people[0].residence, "вул. Наукова, 2");
	assert_string_equal(c.people[0].email, "o@example.org");
	assert_int_equal(c.people[0].last, b->rows[b->n - 1].a.registered);
	assert_string_equal(c.people[1].surname, "Коваль");
	assert_int_equal(c.nlast, 10);
	assert_int_equal(c.last[0].id, b->rows[b->n - 1].id);
	assert_int_equal(c.nopen, 2);
	assert_int_equal(c.open[0].id, b->rows[b->n - 1].id);
	assert_int_equal(c.open[1].id, b->rows[1].id);
	assert_int_equal(caller_card(b->s, "+380999999999", &b->mem, &c, &e), ERR_OK);
	assert_int_equal(c.total + c.npeople + c.nopen + c.nlast, 0);
	assert_int_equal(caller_card(b->s, "", &b->mem, &c, &e), ERR_OK);
	assert_int_equal(c.total + c.npeople + c.nopen + c.nlast, 0);
}

/* Who never says a name is nobody to choose, but his appeals count. */
static void hot_number(void **state)
{
	struct base *b = base_new(state);
	struct caller c;
	struct err e = { 0 };

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < 1100; i++)
		add_call(b, "1580", "", DAY + (1100 - i) * HOUR, i == 1000 ? "registered" : "closed");
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
	assert_int_equal(caller_card(b->s, "1580", &b->mem, &c, &e), ERR_OK);
	assert_int_equal(c.total, 1000);
	assert_int_equal(c.nlast, 10);
	assert_int_equal(c.nopen, 1);
	assert_int_equal(c.open[0].id, b->rows[1000].id);
}

static const char *duplicates(struct base *b, const char *phone, const char *address, const char *topic)
{
	struct found_list l;
	struct err e = { 0 };
	const char *got = "";

	if (caller_duplicates(b->s, phone, address, topic, &b->mem, &l, &e))
		fail_msg("%s", e.msg);
	for (int i = 0; i < l.n; i++)
		got = arena_printf(&b->mem, "%s%s%s", got, i ? " " : "", l.rows[i].number);
	return got;
}

static void the_same_again(void **state)
{
	struct base *b = base_new(state);
	struct err e = { 0 };
	int64_t at = now(b);

	add_call(b, "+380671234567", "Ґудзь", 400 * DAY, "closed");    /* 1: house 36 */
	add_call(b, "+380671234567", "Ґудзь", 80 * HOUR, "registered"); /* 2: house 35, too long ago */
	add_call(b, "+380501111111", "Коваль", 70 * HOUR, "registered"); /* 3: house 36 */
	add_call(b, "+380671234567", "Ґудзь", 30 * HOUR, "in_work");   /* 4: house 35 */
	add_call(b, "+380671234567", "Ґудзь", 3 * HOUR, "closed");     /* 5: house 36, not open */
	add_call(b, "+380671234567", "Ґудзь", 2 * HOUR, "registered"); /* 6: house 35 */
	assert_string_equal(duplicates(b, "", "вул. Стрийська, 35", "01.01"), "ГЛ-6/26 ГЛ-4/26");
	assert_string_equal(duplicates(b, "", "Стрийська 36", "01.01"), "ГЛ-3/26");
	assert_string_equal(duplicates(b, "", "Стрийська 36", "02.02"), "");
	assert_string_equal(duplicates(b, "", "Стрийська 36", ""), "");
	assert_string_equal(duplicates(b, "+380671234567", "", ""), "ГЛ-6/26");
	assert_string_equal(duplicates(b, "+380671234567", "вул. Стрийська, 36", "01.01"), "ГЛ-6/26 ГЛ-3/26");
	assert_string_equal(duplicates(b, "", "", "01.01"), "");

	struct address adr;

	address_parse(&b->mem, "вул. Стрийська, 35", &adr);
	assert_int_equal(caller_repeat(b->s, "+380671234567", "", "01.01", at, &e), 5); /* not row 1 */
	assert_int_equal(caller_repeat(b->s, "", adr.house_key, "01.01", at, &e), 4);
	assert_int_equal(caller_repeat(b->s, "+380501111111", adr.house_key, "01.01", at, &e), 5);
	assert_int_equal(caller_repeat(b->s, "+380671234567", adr.house_key, "01.02", at, &e), 1);
	assert_int_equal(caller_repeat(b->s, "+380671234567", adr.house_key, "", at, &e), 1);
	assert_int_equal(caller_repeat(b->s, "", "", "01.01", at, &e), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(card, base_drop),
		cmocka_unit_test_teardown(hot_number, base_drop),
		cmocka_unit_test_teardown(the_same_again, base_drop),
	};

	return cmocka_run_group_tests(tests, base_environment, NULL);
}
