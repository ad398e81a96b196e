/* tests/bench/rows_write.c - registering: beside raw statements, by a hundred operators at full speed and at one a
 * second, on a slow disk, under kill -9. On bases of their own beside the measured one. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/calls.h"
#include "data/store/import.h"
#include "tests/bench/desk.h"

enum { REGISTRATIONS = 400, OPERATORS = 100, KILLS = 200, VICTIMS = 4,
	WAL_MAX = 64 << 20 };

#define TIMES(b, many, few) ((b)->smoke ? (few) : (many))

/* --- one desk beside raw statements --- */

enum err_code bench_register(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const char *path;
	struct store *s = NULL;
	struct raw_desk *raw = NULL;
	struct times ours = { .n = 0 }, plain = { .n = 0 };

	(void)row;
	if (desk_base(b, &path, e) || store_open(path, &s, e) || raw_desk_open(s, &raw, e))
		return e->code;
	/* Both as durable, each in its way: ours flushes after the turn was given on. */
	for (int i = 0; !e->code && i < TIMES(b, REGISTRATIONS, 20); i++) {
		struct arena mem = { 0 };
		double from = now_us(), cpu = cpu_us();

		if (!desk_register(s, arena_printf(&mem, "ours-%d", i), &mem, NULL, e))
			times_add(&out->ours, now_us() - from);
		times_add(&ours, cpu_us() - cpu);
		from = now_us();
		cpu = cpu_us();
		if (!e->code && !raw_desk_register(raw, i, e))
			times_add(&out->raw, now_us() - from);
		times_add(&plain, cpu_us() - cpu);
		arena_free(&mem);
	}
	out->note = arena_printf(&b->mem, "of it CPU %.0f, raw %.0f", times_at(&ours, .5), times_at(&plain, .5));
	times_free(&ours);
	times_free(&plain);
	raw_desk_close(raw);
	store_close(s);
	desk_base_drop(b, path);
	return e->code;
}

/* --- many desks --- */

static enum err_code one_desk(struct bench *b, const char *path, double *rate, struct err *e)
{
	const struct desks one = { .path = path, .n = 1, .seconds = TIMES(b, 3, 0.2) };
	struct desks_did did;
	enum err_code rc = desks_run(&one, &did, e);

	*rate = did.rate;
	times_free(&did.took);
	times_free(&did.flush);
	return rc;
}

static bool is_fair(struct desks_did *did, const struct bench *b)
{
	return b->smoke || (did->jain >= 0.98 && times_at(&did->took, 1) <= 3 * times_at(&did->took, .5));
}

enum err_code bench_operators(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct desks many = { .n = TIMES(b, OPERATORS, 4), .seconds = TIMES(b, 8, 0.3) };
	struct desks_did did;
	double one = 1;

	many.paced = strcmp(row->arg, "paced") == 0;
	many.readers = many.paced ? 4 : 0;
	if (desk_base(b, &many.path, e) || (!many.paced && one_desk(b, many.path, &one, e)) ||
	    desks_run(&many, &did, e))
		return e->code;
	out->ours = did.took;
	out->ratio = many.paced ? 0 : did.rate / one;
	out->failed = did.failed || did.wal_bytes > WAL_MAX || (!many.paced && !is_fair(&did, b));
	out->note = arena_printf(&b->mem, "%.0f/s (one desk %.0f/s), Jain %.4f, WAL %lld MB, %d failed; the disk "
				 "meanwhile: a flush of 4 kB p50 %.0f, p99 %.0f, max %.0f", did.rate, one, did.jain,
				 (long long)(did.wal_bytes >> 20), did.failed, times_at(&did.flush, .5),
				 times_at(&did.flush, .99), times_at(&did.flush, 1));
	times_free(&did.flush);
	desk_base_drop(b, many.path);
	return ERR_OK;
}

/* --- a slow disk: the program once more, with slowsync.so before the C library --- */

int slow_main(const char *path)
{
	struct desks many = { .path = path, .n = OPERATORS, .seconds = 5 };
	struct desks_did did;
	struct store *s;
	struct raw_desk *raw;
	struct err e = { 0 };
	int n = 0;

	if (store_open(path, &s, &e) || raw_desk_open(s, &raw, &e))
		return 1;
	for (double from = now_us(); now_us() < from + 2e6 && !e.code; n++)
		if (raw_desk_register(raw, n, &e))
			return 1;
	raw_desk_close(raw);
	store_close(s);
	if (desks_run(&many, &did, &e))
		return 1;
	printf("%f %f %f %f %f %d\n", n / 2.0, did.rate, times_at(&did.took, .5), times_at(&did.took, .99),
	       times_at(&did.took, 1), did.failed);
	return 0;
}

enum err_code bench_slow_disk(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const char *path, *said = arena_printf(&b->mem, "%s.slow", b->path);
	const char *self = b->self, *dir = arena_strndup(&b->mem, self, (size_t)(strrchr(self, '/') - self));
	double raw, rate, p50, p99, max;
	posix_spawn_file_actions_t files;
	int status = 1, failed = 1;
	pid_t pid;

	(void)row;
	if (desk_base(b, &path, e))
		return e->code;
	const char *const argv[] = { self, path, "--slow", NULL };
	const char *const env[] = { arena_printf(&b->mem, "LD_PRELOAD=%s/slowsync.so", dir), NULL };

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, said, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (!posix_spawn(&pid, self, &files, NULL, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env))
		waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&files);
	FILE *f = fopen(said, "re");

	if (status || !f || fscanf(f, "%lf %lf %lf %lf %lf %d", &raw, &rate, &p50, &p99, &max, &failed) != 6)
		return err_set(e, ERR_FAILED, "the run on a slow disk failed");
	fclose(f);
	unlink(said);
	desk_base_drop(b, path);
	times_add(&out->ours, p50);
	times_add(&out->ours, p99);
	times_add(&out->ours, max);
	out->ratio = rate / raw;
	out->failed = failed != 0;
	out->note = arena_printf(&b->mem, "%.0f/s, one raw process %.0f/s; p50, p99, max of %d operators", rate, raw,
				 (int)OPERATORS);
	return ERR_OK;
}

/* --- kill -9 --- */

/* What a desk has been told, in memory that outlives it. */
struct told {
	char number[40];
};
struct acks {
	int asked, acked; /* keys so far */
	struct told told[50000];
};

static void register_until_killed(const char *path, struct acks *a, int victim)
{
	struct store *s;
	struct err e = { 0 };

	if (store_open(path, &s, &e))
		_exit(1);
	for (;;) {
		struct arena mem = { 0 };
		const char *number;
		int i = a->acked; /* the one in doubt is tried again with its key */

		a->asked = i + 1;
		if (i >= (int)COUNT(a->told) ||
		    desk_register(s, arena_printf(&mem, "kill-%d-%d", victim, i), &mem, &number, &e))
			_exit(1);
		snprintf(a->told[i].number, sizeof(a->told[i].number), "%s", number);
		a->acked = i + 1;
		arena_free(&mem);
	}
}

static pid_t start_victim(const char *path, struct acks *a, int victim)
{
	pid_t pid = fork();

	if (pid == 0)
		register_until_killed(path, a, victim);
	return pid;
}

/* Every key that was acknowledged is there under its number. */
static int count_lost(struct store *s, const struct acks *acks, struct err *e)
{
	int lost = 0;

	for (int v = 0; v < VICTIMS; v++)
		for (int i = 0; i < acks[v].acked; i++) {
			struct arena mem = { 0 };
			struct appeal a;

			lost += appeal_by_key(s, arena_printf(&mem, "kill-%d-%d", v, i), &mem, &a, e) ||
				strcmp(a.number, acks[v].told[i].number) != 0;
			arena_free(&mem);
		}
	return lost;
}

enum err_code bench_kill(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct acks *acks = mmap(NULL, VICTIMS * sizeof(*acks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
				 -1, 0);
	struct chance d = chance_of(401, 0);
	const char *path;
	struct store *s;
	pid_t pid[VICTIMS];

	(void)row;
	if (acks == MAP_FAILED || desk_base(b, &path, e))
		return e->code ? e->code : err_set(e, ERR_FAILED, "no memory");
	for (int v = 0; v < VICTIMS; v++)
		pid[v] = start_victim(path, &acks[v], v);
	for (int i = 0; i < TIMES(b, KILLS, 3); i++) {
		int v = chance_below(&d, VICTIMS);

		poll(NULL, 0, 3 + chance_below(&d, 60));
		double from = now_us();

		kill(pid[v], SIGKILL);
		waitpid(pid[v], NULL, 0);
		pid[v] = start_victim(path, &acks[v], v);
		times_add(&out->ours, now_us() - from);
	}
	int acked = 0;

	for (int v = 0; v < VICTIMS; v++) {
		kill(pid[v], SIGKILL);
		waitpid(pid[v], NULL, 0);
		acked += acks[v].acked;
	}
	if (store_open(path, &s, e))
		return e->code;
	int lost = count_lost(s, acks, e);
	int64_t twice = db_int(&s->db, db_stmt(&s->db, "SELECT count(*) - count(DISTINCT idem) FROM appeal"), 0, e);
	int64_t gaps = db_int(&s->db, db_stmt(&s->db, "SELECT max(n) - count(*) FROM appeal WHERE idem GLOB 'kill-*'"
			" AND year = (SELECT max(year) FROM appeal)"), 0, e);

	store_close(s);
	out->failed = lost || twice || acked == 0;
	out->note = arena_printf(&b->mem, "%d acknowledged, %d lost, %d twice, %d gaps; times of a kill and a new start",
				 acked, lost, (int)twice, (int)gaps);
	munmap(acks, VICTIMS * sizeof(*acks));
	desk_base_drop(b, path);
	return ERR_OK;
}
