/* tests/load/registrar.c - a desk that does nothing but register appeals, for tests/load/concurrent.t:
 *
 *     registrar BASE ACKS NAME FIRST LAST
 *
 * Opens the base, says "ready", waits for the end of its standard input, then registers appeals with the
 * idempotency keys NAME-FIRST..NAME-LAST. After each call that succeeded it appends one line to ACKS: the
 * key, the number, 1 when the key was known before, microseconds. */
#include <fcntl.h>
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/catalogue.h"

static const struct actor desk = { .login = "os:registrar", .name = "Тест", .service = "", .os = true };

static int64_t micros(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* What a desk would type: another caller, house and topic each time. */
static void fill(struct registration *r, const struct catalogue *cat, const char *key, int i,
		 struct arena *mem)
{
	unsigned n = 0;

	for (const char *p = key; *p; p++)
		n = n * 31 + (unsigned char)*p;
	registration_init(r);
	r->idem = key;
	r->text = arena_printf(mem, "Немає холодної води з %d ранку, під’їзд %u. Просимо пояснити.", i % 12, n % 9);
	r->phone = arena_printf(mem, "067000%04u", n % 10000);
	r->surname = "Лук’яненко";
	r->given = "Ганна";
	r->address = arena_printf(mem, "вул. Городоцька, %u, кв. %d", n % 300 + 1, i % 60 + 1);
	r->topic = &cat->topics[n % (unsigned)cat->ntopics];
	r->service = catalogue_service(cat, r->topic->service);
}

/* One write of one line: whole or not at all, after whatever others have written. */
static bool acknowledge(int fd, const char *line)
{
	size_t len = strlen(line);

	return write(fd, line, len) == (ssize_t)len;
}

static enum err_code register_one(struct store *s, const char *name, int i, int acks, struct err *e)
{
	struct arena mem = { 0 };
	const struct catalogue *cat;
	struct registration r;
	struct registration_fault where;
	struct registered out;
	enum err_code rc = catalogue_get(s, &cat, e);

	if (!rc) {
		fill(&r, cat, arena_printf(&mem, "%s-%d", name, i), i, &mem);
		int64_t start = micros();

		rc = appeal_register(s, &r, &desk, &mem, &out, &where, e);
		if (!rc && !acknowledge(acks, arena_printf(&mem, "%s %s %d %lld\n", r.idem, out.appeal.number,
							   out.again, (long long)(micros() - start))))
			rc = err_set(e, ERR_FAILED, "the acknowledgement of %s cannot be written", r.idem);
	}
	arena_free(&mem);
	return rc;
}

static void wait_for_the_start(void)
{
	char c;

	printf("ready\n");
	fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
}

int main(int argc, char **argv)
{
	struct store *s = NULL;
	struct err e = { 0 };

	if (argc != 6) {
		fprintf(stderr, "usage: registrar BASE ACKS NAME FIRST LAST\n");
		return 2;
	}
	int first = (int)strtol(argv[4], NULL, 10), last = (int)strtol(argv[5], NULL, 10);
	int acks = open(argv[2], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	enum err_code rc = acks < 0 ? err_set(&e, ERR_FAILED, "cannot open %s", argv[2])
				    : store_open(argv[1], &s, &e);

	if (!rc)
		wait_for_the_start();
	for (int i = first; !rc && i <= last; i++)
		rc = register_one(s, argv[3], i, acks, &e);
	if (rc)
		fprintf(stderr, "registrar %s: %s\n", argv[3], e.msg);
	store_close(s);
	if (acks >= 0)
		close(acks);
	return rc != ERR_OK;
}
