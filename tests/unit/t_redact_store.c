/* t_redact_store - data/store/redact: what an erasing leaves to be done elsewhere is done a step at a time, also after
 * a crash; what it keeps is divided into events that may be sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/event.h"
#include "data/store/redact.h"
#include "data/store/verify.h"
#include "store_base.h"
#include "tui/verbs.h"

enum { APPEALS = 8, EDITS = 60, LONG_WORDS = 490 };

static void reopen(struct base *b)
{
	store_close(b->s);
	b->s = NULL;
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
}

static struct redacted_report erase(struct base *b, const char *number, unsigned fields)
{
	const struct redaction what = { fields, "заява", -1 };
	struct redacted_report done;

	base_want(b, ERR_OK, appeal_redact(b->s, number, &what, &test_owner, &b->mem, &done, &b->e));
	return done;
}

static int64_t segments(struct base *b)
{
	return base_int(b->path, "SELECT count(DISTINCT segid) FROM question_text_idx");
}

static int64_t left(struct base *b)
{
	return base_int(b->path, "SELECT count(*) FROM meta WHERE key LIKE 'erased%'");
}

static int idle(struct base *b)
{
	int steps = 1;

	while (store_idle(b->s))
		assert_true(++steps < 1000);
	return steps;
}

/* The screen waits for the transaction alone; the index is merged afterwards, by whoever has the base open. */
static void later(void **state)
{
	struct base *b = *state;
	const char *number = NULL;

	for (int i = 0; i < APPEALS; i++)
		number = base_register(b, "Таємниця").appeal.number;
	idle(b);
	assert_int_equal(left(b), 0);
	int64_t before = segments(b);

	erase(b, number, REDACT_ALL);
	assert_int_equal(left(b), 1);
	assert_true(segments(b) > before); /* nothing was merged yet, and something was dropped */
	reopen(b);                        /* as after a crash: the wish stands in the base */
	assert_int_equal(left(b), 1);
	assert_true(idle(b) > 2);
	assert_int_equal(segments(b), 1);
	assert_int_equal(left(b), 0);
	assert_false(store_idle(b->s));
}

/* Another one while the first is being done: all of it again. */
static void again(void **state)
{
	struct base *b = *state;
	const char *first = base_register(b, "Таємниця").appeal.number;
	const char *second = base_register(b, "Таємниця").appeal.number;
	bool more = true;

	erase(b, first, REDACT_ALL);
	for (int i = 0; i < 5; i++)
		store_idle(b->s);
	assert_true(base_int(b->path, "SELECT value FROM meta WHERE key = 'erased'") > 0);
	erase(b, second, REDACT_ALL);
	assert_int_equal(base_int(b->path, "SELECT value FROM meta WHERE key = 'erased'"), 0);
	base_want(b, ERR_OK, redaction_finish(b->s, 1, &more, &b->e));
	assert_true(more);
	base_want(b, ERR_OK, redaction_finish(b->s, 100, &more, &b->e));
	assert_false(more);
	assert_int_equal(segments(b), 1);
}

static const char *long_text(struct base *b, char letter)
{
	const char *t = "";

	for (int i = 0; i < LONG_WORDS; i++)
		t = arena_printf(&b->mem, "%s%c слово слово ", t, letter);
	return t;
}

static void verified(struct base *b)
{
	struct verify_report r;

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
}

static void divided(void **state)
{
	struct base *b = *state;
	const char *number = base_register(b, "Яма").appeal.number;

	for (int i = 0; i < EDITS; i++) {
		const struct correction fix = { .value = { [FIX_TEXT] = long_text(b, (char)('a' + i % 2)),
			[FIX_NAME] = i % 2 ? "Коваленко Олена" : "Коваль Олена" } };
		struct edited done;

		base_want(b, ERR_OK, appeal_edit(b->s, number, &fix, -1, &test_owner, &b->mem, &done, &b->e));
	}
	struct redacted_report done = erase(b, number, REDACT_BIT(REDACT_NAME));
	char sql[160];

	assert_string_equal(done.appeal.surname, "");
	assert_string_equal(done.appeal.q[0].text, long_text(b, 'b'));
	assert_true(base_int(b->path, "SELECT count(*) FROM event WHERE kind = 'redacted'") > 1);
	snprintf(sql, sizeof(sql), "SELECT max(length(CAST(body AS BLOB))) <= %d FROM event", (int)EVENT_BODY_MAX);
	assert_int_equal(base_int(b->path, sql), 1);
	verified(b);
	done = erase(b, number, REDACT_BIT(REDACT_PHONE)); /* over the parts of the first */
	assert_string_equal(done.appeal.surname, "");
	assert_string_equal(done.appeal.phone, "");
	assert_string_equal(done.appeal.q[0].text, long_text(b, 'b'));
	assert_int_equal(base_int(b->path, sql), 1);
	verified(b);
	done = erase(b, number, REDACT_BIT(REDACT_TEXT));
	assert_string_equal(done.appeal.q[0].text, "");
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE kind = 'redacted' AND body <> ''"), 1);
	verified(b);
}

/* From the ':' line too: its index is merged when nobody types. */
static void the_screen_waits_for_nothing(void **state)
{
	struct base *b = *state;
	const char *const args[] = { base_register(b, "Таємниця").appeal.number };
	struct verb_call c = { .door.screen = true, .verb = &verbs[V_REDACT], .store = b->s, .who = test_owner,
		.args = args, .nargs = 1, .mem = &b->mem };

	c.opt[OPT_FIELDS] = "all";
	c.opt[OPT_REASON] = "заява";
	base_want(b, ERR_OK, run_redact(&c, &b->e));
	assert_int_equal(base_int(b->path, "SELECT value FROM meta WHERE key = 'erased'"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(later, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(again, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(divided, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(the_screen_waits_for_nothing, base_setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
