/* t_merge_fields - core/merge_fields: whose change of a field stands when two changed one appeal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/merge_fields.h"
#include "tests/lib/kyiv.h"

static const struct clock_ops test_clock = KYIV_CLOCK;

static void one_value(void **state)
{
	static const struct {
		const char *seen, *now, *mine;
		enum merge_fate want;
	} rows[] = {
		{ "a", "a", NULL, MERGE_NOBODY }, { "a", "a", "a", MERGE_NOBODY }, { "a", "a", "b", MERGE_MINE },
		{ "a", "a", "", MERGE_MINE },     { "a", "b", NULL, MERGE_THEIRS }, { "a", "b", "a", MERGE_THEIRS },
		{ "a", "", NULL, MERGE_THEIRS },  { "a", "b", "b", MERGE_SAME },    { "a", "", "", MERGE_SAME },
		{ "a", "b", "c", MERGE_ASK },     { "a", "b", "", MERGE_ASK },      { "", "b", "c", MERGE_ASK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (merge_value(rows[i].seen, rows[i].now, rows[i].mine) != rows[i].want)
			fail_msg("row %zu: %d", i, (int)merge_value(rows[i].seen, rows[i].now, rows[i].mine));
}

/* An appeal with one question, and the same after somebody's change. */
struct pair {
	struct appeal seen, now;
	struct question q[2];
};

static void fill(struct pair *p)
{
	appeal_init(&p->seen);
	question_init(&p->q[0]);
	p->seen.surname = "Лис";
	p->seen.given = "Петро";
	p->seen.received = 1700000000000;
	p->q[0].k = 1;
	p->q[0].state = "dispatched";
	p->q[0].address = "вул. Зелена, 4";
	p->q[0].service = "VODA";
	p->q[1] = p->q[0];
	p->now = p->seen;
	p->seen.q = &p->q[0];
	p->now.q = &p->q[1];
	p->seen.nq = p->now.nq = 1;
	p->now.rev = p->now.hlc = 7;
}

/* What others change, by the name of its field ("" for nothing) and to what. */
static void others_set(struct pair *p, const char *field, const char *value)
{
	for (int i = 0; i < appeal_field_count; i++)
		if (strcmp(appeal_fields[i].name, field) == 0 && !appeal_fields[i].is_int)
			record_set_text(&p->now, &appeal_fields[i], value);
		else if (strcmp(appeal_fields[i].name, field) == 0)
			record_set_int(&p->now, &appeal_fields[i], strtoll(value, NULL, 10));
	for (int i = 0; i < question_field_count; i++)
		if (strcmp(question_fields[i].name, field) == 0 && !question_fields[i].is_int)
			record_set_text(&p->q[1], &question_fields[i], value);
		else if (strcmp(question_fields[i].name, field) == 0)
			record_set_int(&p->q[1], &question_fields[i], strtoll(value, NULL, 10));
}

static void corrections(void **state)
{
	static const struct {
		const char *field, *value; /* theirs */
		enum fix_field fix;
		const char *mine;
		enum merge_fate want;
		const char *labels;
	} rows[] = {
		{ "", "", FIX_ADDRESS, "вул. Нова, 1", MERGE_MINE, "" },
		{ "address", "вул. Інша, 2", FIX_NAME, "Кіт Іван", MERGE_MINE, "Address" },
		{ "surname", "Вовк", FIX_ADDRESS, "вул. Нова, 1", MERGE_MINE, "Surname" },
		{ "surname", "Вовк", FIX_NAME, "Кіт Іван", MERGE_ASK, "Surname" },
		{ "surname", "Вовк", FIX_NAME, "Вовк Петро", MERGE_SAME, "Surname" },
		{ "given", "Павло", FIX_NAME, "Лис Петро", MERGE_THEIRS, "Given name" },
		{ "address", "вул. Інша, 2", FIX_ADDRESS, "", MERGE_ASK, "Address" },
		{ "state", "in_work", FIX_ADDRESS, "вул. Нова, 1", MERGE_MINE, "State" },
		{ "received", "1700000100000", FIX_RECEIVED, "10.11.2023 12:00", MERGE_ASK, "Received" },
		{ "pin_mac", "00ff", FIX_ADDRESS, "вул. Нова, 1", MERGE_MINE, "" },
		{ "phone", "+380501112233", FIX_PHONE, "050", MERGE_MINE, "" },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pair p;
		struct correction mine = { .value = { [FIX_TEXT] = NULL } };

		fill(&p);
		others_set(&p, rows[i].field, rows[i].value);
		mine.value[rows[i].fix] = rows[i].mine;
		enum merge_fate got = merge_fix(&p.seen, &p.now, 1, rows[i].fix, &mine, &test_clock);
		const char *labels = merge_labels(&p.seen, &p.now, 1, &mem);

		if (got != rows[i].want || strcmp(labels, rows[i].labels) != 0)
			fail_msg("row %zu: %d «%s»", i, (int)got, labels);
	}
	arena_free(&mem);
}

static void moves(void **state)
{
	static const struct {
		const char *field, *value, *set; /* theirs, and what the move sets */
		const char *want;                /* NULL: it goes on */
	} rows[] = {
		{ "", "", "{\"service\":\"TEPLO\"}", NULL },
		{ "address", "вул. Інша, 2", "{\"service\":\"TEPLO\"}", NULL },
		{ "surname", "Вовк", "{\"grade\":5}", NULL },
		{ "service", "TEPLO", "{\"service\":\"LIFT\"}", "service" },
		{ "next_try", "99", "{\"next_try\":100}", "next_try" },
		{ "next_try", "99", "{\"outcome\":\"yes\"}", NULL },
		{ "state", "in_work", "{}", "state" },
		{ "state", "in_work", "{\"service\":\"LIFT\"}", "state" },
		{ "due", "5", "{\"due\":6,\"term\":\"7d\"}", "due" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pair p;
		json_t *set = json_loads(rows[i].set, 0, NULL);

		fill(&p);
		others_set(&p, rows[i].field, rows[i].value);
		const char *got = merge_move(&p.seen, &p.now, 1, set);

		json_decref(set);
		if ((got == NULL) != (rows[i].want == NULL) || (got && strcmp(got, rows[i].want) != 0))
			fail_msg("row %zu: «%s»", i, got ? got : "nothing");
	}
}

/* Every field of a correction stands for fields that there are. */
static void names(void **state)
{
	(void)state;
	for (int i = 0; i < FIX_COUNT; i++) {
		const char *const *of = merge_fields_of((enum fix_field)i);

		assert_non_null(of[0]);
		for (; *of; of++) {
			bool known = false;

			for (int f = 0; f < appeal_field_count; f++)
				known = known || strcmp(appeal_fields[f].name, *of) == 0;
			for (int f = 0; f < question_field_count; f++)
				known = known || strcmp(question_fields[f].name, *of) == 0;
			assert_true(known);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_value),
		cmocka_unit_test(corrections),
		cmocka_unit_test(moves),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
