/* tests/bench/slowsync.c - a disk whose every flush takes 5 ms: loaded before the C library (LD_PRELOAD). */
#include <time.h>
#include <unistd.h>

enum { FLUSH_NS = 5000000 };

int fdatasync(int fd);
int fsync(int fd);

static int wait_a_flush(int fd)
{
	const struct timespec flush = { .tv_nsec = FLUSH_NS };

	(void)fd;
	clock_nanosleep(CLOCK_MONOTONIC, 0, &flush, NULL);
	return 0;
}

int fdatasync(int fd)
{
	return wait_a_flush(fd);
}

int fsync(int fd)
{
	return wait_a_flush(fd);
}
