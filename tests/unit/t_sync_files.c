/* t_sync_files - data/link/sync_files: what other sites call a file is asked for only when it can be one: the name goes
 * into an address, and an answer that is an error would hold up all that comes after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/link/sync_inner.h"

#define GOOD "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void only_names_are_asked_for(void **state)
{
	static const struct {
		const char *kind, *body, *name;
	} cases[] = {
		{ "done", "{\"photo\":\"" GOOD "\"}", GOOD },
		{ "attached", "{\"file\":{\"sha256\":\"" GOOD "\"}}", GOOD },
		{ "file_saved", "{\"file\":{\"sha256\":\"" GOOD "\"}}", NULL },
		{ "done", "{\"photo\":\"0123\"}", NULL },
		{ "done", "{\"photo\":\"../../v1/events?after=0&x=0123456789abcdef0123456789abcdef012345\"}", NULL },
		{ "done", "{\"photo\":\"0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF\"}", NULL },
		{ "done", "{\"photo\":\"0123456789abcdef 123456789abcdef0123456789abcdef0123456789abcdef\"}", NULL },
		{ "noted", "{\"note\":\"\\\"photo\\\"\"}", NULL }, { "done", "", NULL }, { "done", "\"photo\"", NULL },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct event ev = { .kind = cases[i].kind, .body = cases[i].body };
		const char *name = sync_file_of(&ev, &mem);

		if (!name != !cases[i].name || (name && strcmp(name, cases[i].name) != 0))
			fail_msg("case %zu: %s", i, name ? name : "none");
	}
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(only_names_are_asked_for) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
