/* data/store/lock.c - see lock.h. */
#include "data/store/lock.h"

#include <errno.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>

#include "core/i18n.h"

struct lock {
	int sem;
	key_t key;
};

/* The kernel gives a new semaphore the value 0, so 0 means free and 1 taken: no moment between
 * creation and initialisation exists. */
static int sem_get(key_t key)
{
	return semget(key, 1, IPC_CREAT | 0600);
}

/* Device and inode, so that links and relative paths lead to one queue. A clash of keys would only
 * make two bases share a queue. */
static key_t key_of(const struct stat *st)
{
	uint64_t h = (uint64_t)st->st_ino * 0x9E3779B97F4A7C15u ^ (uint64_t)st->st_dev * 0xC2B2AE3D27D4EB4Fu;
	key_t key = (key_t)(h >> 33);

	return key == IPC_PRIVATE ? 1 : key;
}

enum err_code lock_open(const char *path, struct lock **out, struct err *e)
{
	struct stat st;

	if (stat(path, &st))
		return err_set(e, ERR_FAILED, _("Cannot read «%s»: %s."), path, strerror(errno));
	key_t key = key_of(&st);
	int sem = sem_get(key);

	if (sem < 0)
		return err_set(e, ERR_FAILED, _("The writers' queue cannot be made: %s."), strerror(errno));
	struct lock *l = calloc(1, sizeof(*l));

	if (!l)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	l->sem = sem;
	l->key = key;
	*out = l;
	return ERR_OK;
}

void lock_close(struct lock *l)
{
	free(l);
}

enum err_code lock_take(struct lock *l, struct err *e)
{
	struct sembuf ops[] = { { .sem_num = 0, .sem_op = 0 },
				{ .sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO } };
	const struct timespec limit = { .tv_sec = 30 };

	for (;;) {
		if (semtimedop(l->sem, ops, COUNT(ops), &limit) == 0)
			return ERR_OK;
		if (errno == EAGAIN)
			return err_set(e, ERR_BUSY, "%s",
				       _("Others have been writing for 30 seconds. Nothing was changed: try again."));
		if (errno == EIDRM || errno == EINVAL)
			l->sem = sem_get(l->key); /* somebody removed it: make it again */
		else if (errno != EINTR)
			return err_set(e, ERR_FAILED, _("The writers' queue failed: %s."), strerror(errno));
		if (l->sem < 0)
			return err_set(e, ERR_FAILED, _("The writers' queue cannot be made: %s."), strerror(errno));
	}
}

bool lock_try(struct lock *l)
{
	struct sembuf ops[] = { { .sem_num = 0, .sem_op = 0, .sem_flg = IPC_NOWAIT },
				{ .sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO | IPC_NOWAIT } };

	return semop(l->sem, ops, COUNT(ops)) == 0;
}

void lock_give(struct lock *l)
{
	struct sembuf op = { .sem_num = 0, .sem_op = -1, .sem_flg = SEM_UNDO | IPC_NOWAIT };

	semop(l->sem, &op, 1);
}
