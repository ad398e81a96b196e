/* data/store/lock.c - see lock.h. */
#include "data/store/lock.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

enum { LIMIT_S = 30, OTHER_KEYS = 16 };

/* Of the thread that keeps a place in the queue. Only GIVEN_UP and QUEUED change from outside it. */
enum place { NO_PLACE, QUEUED, GIVEN_UP, TURN, FAILED };

struct lock {
	key_t key;
	_Atomic int sem;
	lock_waiting wait;
	void *ctx;
	_Atomic enum place place;
	int come; /* eventfd: the thread has ended */
	int why;  /* errno of FAILED; 0: the time is over */
};

/* The kernel gives a new semaphore the value 0, so 0 means free and 1 taken: no moment between
 * creation and initialisation exists. */
static int sem_get(key_t key)
{
	int sem = semget(key, 1, IPC_CREAT | 0600);

	/* What another user left behind after a base that had this inode cannot be ours: the next key. */
	for (int i = 1; sem < 0 && errno == EACCES && i < OTHER_KEYS; i++)
		sem = semget((key_t)((unsigned)key + (unsigned)i), 1, IPC_CREAT | 0600);
	return sem;
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

	if (sem < 0 && errno == ENOSPC) /* semget(2): not the disk */
		return err_set(e, ERR_FAILED, "%s",
			       _("The writers' queue cannot be made: this machine has no semaphore left. Nothing was changed. "
				 "Its administrator removes old ones (ipcs -s, ipcrm) or allows more (kernel.sem)."));
	if (sem < 0)
		return err_set(e, ERR_FAILED, _("The writers' queue cannot be made: %s."), strerror(errno));
	struct lock *l = calloc(1, sizeof(*l));

	if (!l)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	l->sem = sem;
	l->key = key;
	l->come = -1;
	*out = l;
	return ERR_OK;
}

void lock_close(struct lock *l)
{
	enum place queued = QUEUED;

	if (!l)
		return;
	atomic_compare_exchange_strong(&l->place, &queued, GIVEN_UP);
	if (l->place == GIVEN_UP)
		return; /* the thread still uses it */
	if (l->come >= 0)
		close(l->come);
	free(l);
}

void lock_on_wait(struct lock *l, lock_waiting wait, void *ctx)
{
	l->wait = wait;
	l->ctx = ctx;
}

/* Sleeps until the turn has come. 0, or errno: EAGAIN when the time is over. */
static int queue_up(struct lock *l)
{
	struct sembuf ops[] = { { .sem_num = 0, .sem_op = 0 },
				{ .sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO } };
	const struct timespec limit = { .tv_sec = LIMIT_S };

	while (semtimedop(l->sem, ops, COUNT(ops), &limit)) {
		if (errno == EIDRM || errno == EINVAL)
			l->sem = sem_get(l->key); /* somebody removed it: make it again */
		else if (errno != EINTR)
			return errno;
		if (l->sem < 0)
			return errno;
	}
	return 0;
}

static enum err_code explain(int why, struct err *e)
{
	if (why == EAGAIN)
		return err_set(e, ERR_BUSY, "%s",
			       _("Others have been writing for 30 seconds. Nothing was changed: try again."));
	return err_set(e, ERR_FAILED, _("The writers' queue failed: %s."), strerror(why));
}

static void give(int sem)
{
	struct sembuf op = { .sem_num = 0, .sem_op = -1, .sem_flg = SEM_UNDO | IPC_NOWAIT };

	semop(sem, &op, 1);
}

/* --- waiting that leaves the program its own thread ------------------------------------------------ */

/* `place` is changed last: from then on the lock may be freed by its owner. */
static void *keep_place(void *arg)
{
	struct lock *l = arg;
	const uint64_t one = 1;
	enum place queued, given_up;
	int why = queue_up(l), sem = l->sem;

	l->why = why;
	if (write(l->come, &one, sizeof(one)) < 0 && !why)
		l->why = errno; /* cannot be: the counter is far from its end */
	do {
		queued = QUEUED;
		given_up = GIVEN_UP;
		if (atomic_compare_exchange_strong(&l->place, &queued, why ? FAILED : TURN))
			return NULL;
	} while (!atomic_compare_exchange_strong(&l->place, &given_up, NO_PLACE));
	if (!why)
		give(sem); /* nobody waits for it any more */
	return NULL;
}

/* Signals stay with the thread that knows what to do with them. SEM_UNDO counts for the whole process
 * (clone(2), CLONE_SYSVSEM): the turn may be taken by one thread and given on by another. */
static int start_place(struct lock *l)
{
	pthread_t id;
	sigset_t all, before;

	if (l->come < 0)
		l->come = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->come < 0)
		return errno;
	l->place = QUEUED;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&id, NULL, keep_place, l);

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed)
		l->place = NO_PLACE;
	else
		pthread_detach(id);
	return failed;
}

/* Whoever gave up and comes again while his place is still kept goes on from there. */
static int take_place(struct lock *l)
{
	enum place given_up = GIVEN_UP;
	uint64_t count;

	if (atomic_compare_exchange_strong(&l->place, &given_up, QUEUED))
		return 0;
	if (l->come >= 0 && read(l->come, &count, sizeof(count)) < 0 && errno != EAGAIN)
		return errno;
	return start_place(l);
}

static enum err_code wait_awake(struct lock *l, struct err *e)
{
	enum place queued = QUEUED;
	int failed = take_place(l);

	if (failed)
		return explain(failed, e);
	while (l->place == QUEUED)
		if (!l->wait(l->ctx, l->come) && atomic_compare_exchange_strong(&l->place, &queued, GIVEN_UP))
			return err_set(e, ERR_BUSY, "%s",
				       _("You did not wait for the others to finish writing. Nothing was changed: try again."));
	bool turn = l->place == TURN;

	l->place = NO_PLACE;
	return turn ? ERR_OK : explain(l->why, e);
}

enum err_code lock_take(struct lock *l, struct err *e)
{
	if (lock_try(l))
		return ERR_OK;
	if (l->wait)
		return wait_awake(l, e);
	int why = queue_up(l);

	return why ? explain(why, e) : ERR_OK;
}

bool lock_wanted(const struct lock *l)
{
	return semctl(l->sem, 0, GETZCNT) > 0;
}

bool lock_try(struct lock *l)
{
	struct sembuf ops[] = { { .sem_num = 0, .sem_op = 0, .sem_flg = IPC_NOWAIT },
				{ .sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO | IPC_NOWAIT } };

	return semop(l->sem, ops, COUNT(ops)) == 0;
}

void lock_give(struct lock *l)
{
	give(l->sem);
}
