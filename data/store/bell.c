/* data/store/bell.c - see bell.h. The bell carries nothing: who hears it asks the base for events newer
 * than the last one seen. Watching the WAL instead would wake before the commit can be seen. */
#include "data/store/bell.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "data/store/store_internal.h"

static char *bell_path(const struct store *s, struct arena *mem)
{
	return arena_printf(mem, "%s.bell", s->db.path);
}

static int bell_open(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

void bell_ring(const struct store *s)
{
	struct arena mem = { 0 };
	int fd = bell_open(bell_path(s, &mem));

	if (fd >= 0) {
		ssize_t rung = pwrite(fd, "!", 1, 0);

		(void)rung; /* if not: listeners also look every few seconds */
		close(fd);
	}
	arena_free(&mem);
}

int bell_watch(const struct store *s)
{
	struct arena mem = { 0 };
	const char *path = bell_path(s, &mem);
	int made = bell_open(path); /* there must be something to watch */
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (made >= 0)
		close(made);
	if (fd >= 0 && inotify_add_watch(fd, path, IN_MODIFY) < 0) {
		close(fd);
		fd = -1;
	}
	arena_free(&mem);
	return fd;
}

bool bell_heard(int fd)
{
	_Alignas(struct inotify_event) char buf[1024];
	bool heard = false;
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		heard = heard || n > 0;
	return heard;
}
