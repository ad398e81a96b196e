/* tests/bench/desk.c - see desk.h. */
#include "tests/bench/desk.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/find.h"
#include "data/store/import.h"

enum { BASE_ROWS = 20000, SMOKE_ROWS = 200, TOOK_MAX = 20000, FLUSH_BYTES = 4096, FLUSH_EVERY_MS = 20 };

/* --- the base --- */

static enum err_code fill(struct bench *b, struct store *s, const char *path, struct err *e)
{
	const struct progress silent = { .step = NULL };
	struct import_report did;
	const char *file = arena_printf(&b->mem, "%s.tsv", path);
	FILE *f = fopen(file, "we");

	if (!f)
		return err_set(e, ERR_FAILED, "cannot write %s", file);
	fprintf(f, "%s\n", city_header());
	for (int64_t i = 0; i < (b->smoke ? SMOKE_ROWS : BASE_ROWS); i++) {
		struct arena mem = { 0 };

		fprintf(f, "%s\n", city_appeal(b->city, i, &mem));
		arena_free(&mem);
	}
	const struct import_file from = { .path = file };
	enum err_code rc = fclose(f) ? err_set(e, ERR_FAILED, "cannot write %s", file)
				     : import_appeals(s, &from, &silent, &bench_actor, &b->mem, &did, e);

	unlink(file);
	return rc;
}

void desk_base_drop(struct bench *b, const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".key", ".bell" };

	for (size_t i = 0; i < COUNT(ends); i++)
		unlink(arena_printf(&b->mem, "%s%s", path, ends[i]));
}

enum err_code desk_base(struct bench *b, const char **path, struct err *e)
{
	struct store *s;

	*path = arena_printf(&b->mem, "%s.desks", b->path);
	desk_base_drop(b, *path);
	enum err_code rc = store_create(*path, "ГЛ", NULL, &bench_actor, e);

	if (!rc)
		rc = store_open(*path, &s, e);
	if (rc)
		return rc;
	rc = fill(b, s, *path, e);
	while (!rc && store_idle(s))
		;
	store_close(s);
	return rc;
}

/* --- one desk --- */

enum err_code desk_register(struct store *s, const char *key, struct arena *mem, const char **number, struct err *e)
{
	const struct catalogue *cat;
	struct registration_fault where;
	struct registration r;
	struct registered out;
	uint64_t n = 0;

	for (const char *p = key; *p; p++)
		n = n * 1099511628211u ^ (unsigned char)*p;
	if (catalogue_get(s, &cat, e))
		return e->code;
	registration_init(&r);
	r.idem = key;
	r.text = arena_printf(mem, "Немає холодної води з %d ранку, під’їзд %d. Просимо пояснити, коли буде.",
			      (int)(n % 12), (int)(n % 9));
	r.phone = arena_printf(mem, "067%07d", (int)(n % 10000000));
	r.surname = "Лук’яненко";
	r.given = "Ганна";
	r.address = arena_printf(mem, "вул. Городоцька, %d, кв. %d", (int)(n % 300 + 1), (int)(n % 60 + 1));
	r.topic = &cat->topics[n % (unsigned)cat->ntopics];
	r.service = catalogue_service(cat, r.topic->service);
	enum err_code rc = appeal_register(s, &r, &bench_actor, mem, &out, &where, e);

	if (!rc && number)
		*number = out.appeal.number;
	return rc;
}

/* --- many desks --- */

/* In memory that all processes share. */
struct shared {
	int n[DESKS_MAX], failed[DESKS_MAX];
	float us[DESKS_MAX][TOOK_MAX];
	int flushes;
	float flush_us[TOOK_MAX];
};

static void pause_until(double us)
{
	double left = us - now_us();

	if (left > 0)
		poll(NULL, 0, (int)(left / 1000) + 1);
}

static int work(const struct desks *d, struct shared *sh, int me, int gate)
{
	struct store *s;
	struct err e = { 0 };
	char c;

	if (store_open(d->path, &s, &e) || read(gate, &c, 1) != 0)
		return 1;
	double from = now_us(), end = from + d->seconds * 1e6;
	/* Spread over the second, as people are. */
	double next = from + (d->paced ? 1e6 * me / d->n : 0);

	for (int i = 0; i < TOOK_MAX && next < end; i++) {
		struct arena mem = { 0 };

		if (d->paced)
			store_idle(s); /* as a workstation does while its operator speaks */
		pause_until(next);
		double began = now_us();

		sh->failed[me] += desk_register(s, arena_printf(&mem, "desk-%d-%d", (int)getpid(), i), &mem, NULL,
						&e) != ERR_OK;
		sh->us[me][sh->n[me]++] = (float)(now_us() - began);
		arena_free(&mem);
		next = d->paced ? next + 1e6 : now_us();
	}
	store_close(s);
	return 0;
}

static int look(const struct desks *d, int gate)
{
	static const char *const lines[] = { "вода", "тел:0671", "вода газу", "тел:06712" };
	struct store *s;
	struct err e = { 0 };
	char c;

	if (store_open(d->path, &s, &e) || read(gate, &c, 1) != 0)
		return 1;
	double end = now_us() + d->seconds * 1e6;

	for (int i = 0; now_us() < end; i++) {
		const struct find_query q = { .text = lines[i % (int)COUNT(lines)], .limit = 50 };
		struct arena mem = { 0 };
		struct found_list found;

		if (find_questions(s, &q, &bench_actor, &mem, &found, &e))
			return 1;
		arena_free(&mem);
		pause_until(now_us() + 100000);
	}
	store_close(s);
	return 0;
}

/* The disk alone: appends and flushes while the desks work. */
static int flush(const struct desks *d, struct shared *sh, int gate)
{
	static const char block[FLUSH_BYTES];
	char path[4096], c;

	snprintf(path, sizeof(path), "%s.flush", d->path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	unlink(path);
	if (fd < 0 || read(gate, &c, 1) != 0)
		return 1;
	double end = now_us() + d->seconds * 1e6;

	while (now_us() < end && sh->flushes < TOOK_MAX) {
		if (write(fd, block, sizeof(block)) != sizeof(block))
			return 1;
		double from = now_us();

		if (fdatasync(fd))
			return 1;
		sh->flush_us[sh->flushes++] = (float)(now_us() - from);
		poll(NULL, 0, FLUSH_EVERY_MS);
	}
	close(fd);
	return 0;
}

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_size : 0;
}

/* Opens the gate, waits for all, looks how large the WAL is meanwhile. */
static void watch(const struct desks *d, const pid_t *pids, int n, int gate, struct desks_did *out)
{
	char wal[4096];
	int left = n;

	snprintf(wal, sizeof(wal), "%s-wal", d->path);
	poll(NULL, 0, 1000); /* they open the base */
	close(gate);
	while (left > 0) {
		int64_t size = size_of(wal);

		out->wal_bytes = size > out->wal_bytes ? size : out->wal_bytes;
		poll(NULL, 0, 20);
		for (int i = 0; i < n; i++) {
			int status;

			if (pids[i] > 0 && waitpid(pids[i], &status, WNOHANG) == pids[i]) {
				((pid_t *)(uintptr_t)pids)[i] = 0;
				out->failed += status != 0;
				left--;
			}
		}
	}
}

static void sum_up(const struct desks *d, const struct shared *sh, struct desks_did *out)
{
	double sum = 0, squares = 0;

	for (int i = 0; i < d->n; i++) {
		out->each[i] = sh->n[i];
		out->failed += sh->failed[i];
		sum += sh->n[i];
		squares += (double)sh->n[i] * sh->n[i];
		for (int k = 0; k < sh->n[i]; k++)
			times_add(&out->took, (double)sh->us[i][k]);
	}
	for (int i = 0; i < sh->flushes; i++)
		times_add(&out->flush, (double)sh->flush_us[i]);
	out->rate = sum / d->seconds;
	out->jain = squares > 0 ? sum * sum / (d->n * squares) : 0;
}

enum err_code desks_run(const struct desks *d, struct desks_did *out, struct err *e)
{
	struct shared *sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pids[2 * DESKS_MAX];
	int gate[2], n = 0, looking = d->n + d->readers;

	*out = (struct desks_did){ .failed = 0 };
	if (sh == MAP_FAILED || pipe(gate))
		return err_set(e, ERR_FAILED, "no memory or no pipe for the desks");
	for (; n <= looking; n++) {
		pids[n] = fork();
		if (pids[n] == 0) {
			close(gate[1]);
			_exit(n < d->n ? work(d, sh, n, gate[0])
			      : n < looking ? look(d, gate[0])
					    : flush(d, sh, gate[0]));
		}
	}
	close(gate[0]);
	watch(d, pids, n, gate[1], out);
	sum_up(d, sh, out);
	munmap(sh, sizeof(*sh));
	return ERR_OK;
}
