/* t_ask_status - who asks the centre and gives up is free at once, also while the name of the centre is still looked
 * up: the screen waits for nobody's name server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <netdb.h>
#include <poll.h>
#include <unistd.h>

#include <cmocka.h>

#include "data/link/ask_status.h"

enum { LOOKED_UP_MS = 10000, STEPS_MAX = 100 };

static int end[2];
static atomic_bool began, waited_for;

/* In place of that of the C library: a name server that does not answer until the pipe is closed. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res)
{
	struct pollfd p = { .fd = end[0] };

	(void)node;
	(void)service;
	(void)hints;
	(void)res;
	atomic_store(&began, true);
	atomic_store(&waited_for, poll(&p, 1, LOOKED_UP_MS) == 0);
	return EAI_AGAIN;
}

static bool until_it_began(void *ctx, int64_t done, int64_t total)
{
	int *steps = ctx;

	(void)done;
	(void)total;
	return !atomic_load(&began) && ++*steps < STEPS_MAX;
}

static void giving_up_waits_for_no_name(void **state)
{
	const struct http_place to = { .url = "https://centre.example" };
	int steps = 0;
	const struct progress p = { until_it_began, &steps };
	struct err e = { 0 };
	json_t *answer = NULL;

	(void)state;
	assert_int_equal(pipe(end), 0);
	assert_int_equal(ask_status(&to, "HL-1-26", "123456", &p, &answer, &e), ERR_BUSY);
	assert_null(answer);
	assert_true(began);
	assert_false(waited_for);
	close(end[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(giving_up_waits_for_no_name) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
