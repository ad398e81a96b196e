/* tests/unit/t_wait.c - data/link/wait: what is ready, with poll() alone and with libcurl's loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>
#include <unistd.h>

#include "data/link/wait.h"

static long ms_since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - t->tv_sec) * 1000 + (now.tv_nsec - t->tv_nsec) / 1000000;
}

static void check_readiness(struct link_loop *l)
{
	int fd[2];
	char c;

	assert_int_equal(pipe(fd), 0);
	struct link_watch w[] = {
		{ .fd = fd[0], .want = LINK_READ }, { .fd = -1, .want = LINK_READ },
		{ .fd = fd[1], .want = LINK_WRITE },
	};

	assert_int_equal(link_wait(l, w, 3, 1000), 1);
	assert_int_equal(w[0].got, 0);
	assert_int_equal(w[1].got, 0);
	assert_int_equal(w[2].got, LINK_WRITE);
	assert_int_equal(write(fd[1], "x", 1), 1);
	assert_int_equal(link_wait(l, w, 1, -1), 1);
	assert_int_equal(w[0].got, LINK_READ);
	assert_int_equal(read(fd[0], &c, 1), 1);
	close(fd[1]);
	assert_int_equal(link_wait(l, w, 2, -1), 1); /* a hang-up wakes and is told */
	assert_int_equal(w[0].got, LINK_GONE);
	close(fd[0]);
}

static void check_timeout(struct link_loop *l)
{
	int fd[2];
	struct timespec start;

	assert_int_equal(pipe(fd), 0);
	struct link_watch w = { .fd = fd[0], .want = LINK_READ, .got = LINK_READ };

	clock_gettime(CLOCK_MONOTONIC, &start);
	assert_int_equal(link_wait(l, &w, 1, 400), 0);
	assert_in_range(ms_since(&start), 399, 760);
	assert_int_equal(w.got, 0);
	assert_int_equal(link_wait(l, &w, 1, 0), 0);
	close(fd[0]);
	close(fd[1]);
}

static void test_poll(void **state)
{
	struct link_loop l = { NULL };

	(void)state;
	check_readiness(&l);
	check_timeout(&l);
	assert_null(l.multi);
}

static void test_curl(void **state)
{
	struct link_loop l = { NULL };
	struct err e = { .code = ERR_OK };
	void *multi = link_multi(&l, &e);

	(void)state;
	assert_non_null(multi);
	assert_ptr_equal(link_multi(&l, &e), multi);
	check_readiness(&l);
	check_timeout(&l);
	link_loop_close(&l);
	assert_null(l.multi);
	link_loop_close(&l);
	check_readiness(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_poll), cmocka_unit_test(test_curl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
