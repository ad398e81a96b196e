/* tests/unit/t_sync_page.c - pult-sync(7) names every kind of event of an appeal, its moves and its fields as they
 * stand in core's tables, so that a stranger's client folds what ours does. A line that is missing is printed: put it
 * there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/incident.h"
#include "core/moves.h"
#include "core/user_fold.h"

static char page[256 * 1024];
static int missing;

static int read_page(void **state)
{
	char path[4096];
	const char *top = getenv("TOP");

	(void)state;
	snprintf(path, sizeof(path), "%s/man/pult-sync.7", top ? top : ".");
	FILE *f = fopen(path, "r");

	if (!f)
		return -1;
	page[fread(page, 1, sizeof(page) - 1, f)] = '\0';
	fclose(f);
	return 0;
}

/* A whole line of the page. */
static void wants(const char *line)
{
	char whole[512];

	snprintf(whole, sizeof(whole), "\n%s\n", line);
	if (strstr(page, whole))
		return;
	printf("%s\n", line);
	missing++;
}

static void test_moves(void **state)
{
	(void)state;
	missing = 0;
	for (int act = 0; act < ACT_COUNT; act++) {
		for (int to = 0; to < STATE_COUNT; to++) {
			char line[400];
			int n = snprintf(line, sizeof(line), "%s:", act_kind((enum act)act)), none = n;

			for (int from = 0; from < STATE_COUNT; from++)
				if (move_target((enum appeal_state)from, (enum act)act) == to)
					n += snprintf(line + n, sizeof(line) - (size_t)n, " %s",
						      vocab_wire(&vocab_state, from));
			snprintf(line + n, sizeof(line) - (size_t)n, " > %s", vocab_wire(&vocab_state, to));
			if (n > none)
				wants(line);
		}
	}
	assert_int_equal(missing, 0);
}

static void test_kinds(void **state)
{
	static const char *const others[] = {
#define X(sym, kind, label) kind,
		INCIDENT_EVENTS(X)
#undef X
#define X(sym, kind) kind,
		USER_EVENTS(X)
#undef X
	};
	char line[80];

	(void)state;
	missing = 0;
	for (int i = 0; i < PLAIN_EVENT_COUNT; i++) {
		snprintf(line, sizeof(line), ".B %s", plain_kind((enum plain_event)i));
		wants(line);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		snprintf(line, sizeof(line), ".B %s", others[i]);
		wants(line);
	}
	assert_int_equal(missing, 0);
}

static void want_fields(const char *of, const struct field_desc *f, int n)
{
	char line[120];

	for (int i = 0; i < n; i++) {
		snprintf(line, sizeof(line), "%s.%s: %s%s", of, f[i].name, f[i].is_int ? "number" : "text",
			 f[i].settable ? ", set" : "");
		wants(line);
	}
}

static void test_fields(void **state)
{
	(void)state;
	missing = 0;
	want_fields("appeal", appeal_fields, appeal_field_count);
	want_fields("question", question_fields, question_field_count);
	want_fields("incident", incident_fields, incident_field_count);
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves), cmocka_unit_test(test_kinds), cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, read_page, NULL);
}
