/* t_wal - when the write-ahead log goes back into the base: in an idle moment, once for so many pages however many
 * commits follow, and inside a turn only where nobody is idle. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "store_base.h"
#include "data/store/store_internal.h"

/* sqlite.org/walformat.html, 2.3: in the shared memory, frames in the WAL and how many of them are back in the base. */
enum { FRAMES_AT = 16, BACK_AT = 96, PAGES_A_WRITE = 20, DUE = 1000, FULL = 4000 };

static int64_t in_shm(struct base *b, off_t at)
{
	char path[512];
	uint32_t n = 0;

	snprintf(path, sizeof(path), "%s-shm", b->s->db.path);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &n, sizeof(n), at), sizeof(n));
	close(fd);
	return n;
}

static void write_pages(struct base *b)
{
	struct err *e = &b->e;

	base_want(b, ERR_OK, db_begin(&b->s->db, e));
	enum err_code rc = db_exec(&b->s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES('wal', hex(zeroblob(40000)))", e);

	base_want(b, ERR_OK, db_end(&b->s->db, rc, e));
}

static void write_until(struct base *b, int64_t frames)
{
	while (in_shm(b, FRAMES_AT) < frames)
		write_pages(b);
}

static void idle_puts_it_back(void **state)
{
	struct base *b = *state;

	write_until(b, DUE + PAGES_A_WRITE / 2);
	assert_true(in_shm(b, BACK_AT) < DUE);
	store_idle(b->s);
	assert_int_equal(in_shm(b, BACK_AT), in_shm(b, FRAMES_AT));
	write_pages(b);
	assert_true(in_shm(b, FRAMES_AT) < 2 * PAGES_A_WRITE); /* it began anew */
}

/* As a hundred desks read: when one writes, somebody has what was written before. The WAL cannot begin anew then, and a
 * commit that put back what it can would flush the base each time. */
static void never_unread(struct base *b, int64_t until, bool idle, int *times)
{
	struct store *reader;
	int64_t back = 0;

	base_want(b, ERR_OK, store_open(b->path, &reader, &b->e));
	write_pages(b);
	for (*times = 0; in_shm(b, FRAMES_AT) < until && *times < DUE;) {
		base_want(b, ERR_OK, db_begin_read(&reader->db, &b->e));
		db_int(&reader->db, db_stmt(&reader->db, "SELECT count(*) FROM meta"), 0, &b->e);
		write_pages(b);
		if (idle)
			store_idle(b->s);
		else
			b->s->db.checkpoint_due = false; /* as if another desk writes the next time */
		*times += in_shm(b, BACK_AT) > back;
		back = in_shm(b, BACK_AT);
		db_end_read(&reader->db);
	}
	store_close(reader);
}

static void not_at_each_commit(void **state)
{
	int times;

	never_unread(*state, 3 * DUE, true, &times);
	assert_in_range(times, 1, 3);
}

static void in_a_turn_where_nobody_is_idle(void **state)
{
	struct base *b = *state;
	int times;

	never_unread(b, FULL - PAGES_A_WRITE, false, &times);
	assert_int_equal(times, 0);
	never_unread(b, 2 * FULL, false, &times);
	assert_in_range(times, 1, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
		T(idle_puts_it_back), T(not_at_each_commit), T(in_a_turn_where_nobody_is_idle),
#undef T
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
