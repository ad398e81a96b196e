/* callfeed - adds calls to a base as the exchange would: for tests of the shell and of the screen.
 *
 *     callfeed BASE batch|live <FILE
 *
 * A line is a call, its fields parted by tabs: id, begin (ISO or DD.MM.YYYY HH:MM), number, direction, outcome,
 * wait, talk, operator, queue, name, recording; those at the end may be left out. Prints "added known". */
#include <unistd.h>

#include "core/call.h"
#include "data/store/calls.h"

enum { FIELDS = 11, LINES_MAX = 20000 };

static const char *field(char *const f[FIELDS], int i)
{
	return f[i] ? f[i] : "";
}

static bool read_call(struct store *s, char *line, struct call *c)
{
	const struct clock_ops *clock = store_clock(s);
	char *f[FIELDS] = { NULL };
	struct civil when;

	line[strcspn(line, "\n")] = '\0';
	for (int i = 0; line && i < FIELDS; i++)
		f[i] = strsep(&line, "\t");
	call_init(c);
	if (!civil_parse(field(f, 1), civil_day_at(clock, clock->now_ms(clock->ctx)), &when, NULL))
		return false;
	c->id = field(f, 0);
	c->at = civil_to_utc(clock, &when);
	c->raw = field(f, 2);
	c->direction = *field(f, 3) ? vocab_find(&vocab_call_direction, f[3]) : CALL_IN;
	c->outcome = *field(f, 4) ? vocab_find(&vocab_call_outcome, f[4]) : CALLED_ANSWERED;
	c->wait_s = strtoll(field(f, 5), NULL, 10);
	c->talk_s = strtoll(field(f, 6), NULL, 10);
	c->operator = field(f, 7);
	c->queue = field(f, 8);
	c->name = field(f, 9);
	c->recording = field(f, 10);
	return true;
}

static int fail(const char *why)
{
	fprintf(stderr, "callfeed: %s\n", why);
	return 1;
}

int main(int argc, char **argv)
{
	static struct call rows[LINES_MAX];
	const struct actor who = { .login = "os:test", .name = "Тест", .service = "", .os = true };
	bool live = argc == 3 && strcmp(argv[2], "live") == 0;
	struct arena mem = { 0 };
	struct calls_added did;
	struct store *s;
	struct err e = { 0 };
	char line[1000];
	int n = 0;

	if (argc != 3 || store_open(argv[1], &s, &e))
		return fail(argc != 3 ? "callfeed BASE batch|live" : e.msg);
	while (n < LINES_MAX && fgets(line, sizeof(line), stdin))
		if (!read_call(s, arena_strdup(&mem, line), &rows[n++]))
			return fail(line);
	if (calls_append(s, rows, n, live ? CALLS_LIVE : CALLS_BATCH, &who, &did, &e))
		return fail(e.msg);
	printf("%d %d\n", did.added, did.known);
	store_close(s);
	arena_free(&mem);
	return 0;
}
