/* tests/bench/rows_screen.c - the program as people have it: in a terminal, on the measured base. Start, memory, keys
 * and bytes, another's change, an idle minute; and the receipt. */
#include <poll.h>
#include <unistd.h>

#include "core/actor.h"
#include "data/link/receipt.h"
#include "data/store/users.h"
#include "tests/bench/desk.h"
#include "tests/bench/pty.h"

/* HELD_MS: a selection that goes on sooner has not come to rest (tui/app_rest.c). FRAME_MS: a frame is one write; what
 * comes after such a silence is another one. */
enum { STARTS = 20, KEYS = 60, WAIT_MS = 20000, QUIET_MS = 60, HELD_MS = 30, FRAME_MS = 2,
	ANSWER_MS = 500, IDLE_S = 5, RECEIPTS = 20, CHANGES = 10, LETTER_BYTES = 64, STEP_BYTES = 400 };

#define LOGIN "bench"
#define PASSWORD "bench-2026"
#define DOWN "\033OB"

static const char *program_of(struct bench *b)
{
	const char *dir = arena_strndup(&b->mem, b->self, (size_t)(strrchr(b->self, '/') - b->self));

	return arena_printf(&b->mem, "%s/../pult", dir);
}

static enum err_code have_user(struct bench *b, struct err *e)
{
	const struct user u = { .login = LOGIN, .name = "Вимірювач Іван", .service = "",
		.roles = ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_SUPERVISOR) };

	if (user_roles(b->s, LOGIN, &b->mem))
		return ERR_OK;
	return user_add(b->s, &u, PASSWORD, &bench_actor, e);
}

static enum err_code failed(struct pty *p, const char *what, struct err *e)
{
	err_set(e, ERR_FAILED, "the program did not come so far: %s; it said %.120s", what, p->said);
	pty_end(p);
	return e->code;
}

/* What was typed in a run before would stand in the form, and another field have the keyboard. */
static void forget_draft(struct bench *b)
{
	const char *end = strrchr(b->path, '/');
	static const char *const ends[] = { "", "-wal", "-shm" };
	int dir = end ? (int)(end - b->path) + 1 : 0;

	for (size_t i = 0; i < COUNT(ends); i++)
		unlink(arena_printf(&b->mem, "%.*sdrafts/" LOGIN ".db%s", dir, b->path, ends[i]));
}

/* To the list of appeals. */
static enum err_code log_in(struct bench *b, struct pty *p, struct err *e)
{
	if (have_user(b, e))
		return e->code;
	forget_draft(b);
	if (!pty_start(p, program_of(b), b->path) || !pty_wait(p, "Пароль", WAIT_MS))
		return failed(p, "login", e);
	pty_settle(p, QUIET_MS);
	pty_send(p, LOGIN "\t" PASSWORD "\r");
	if (!pty_wait(p, "Вимірюв", WAIT_MS))
		return failed(p, "the first view", e);
	pty_settle(p, QUIET_MS);
	pty_send(p, "\0333"); /* Esc 3: F3 */
	if (!pty_wait(p, "Адреса, зміст", WAIT_MS))
		return failed(p, "the list of appeals", e);
	pty_settle(p, 5 * QUIET_MS);
	return ERR_OK;
}

enum err_code bench_start(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	(void)row;
	if (have_user(b, e))
		return e->code;
	for (int i = 0; i < (b->smoke ? 2 : STARTS); i++) {
		struct pty p;

		if (!pty_start(&p, program_of(b), b->path) || !pty_wait(&p, "Пароль", WAIT_MS))
			return failed(&p, "login", e);
		times_add(&out->ours, now_us() - p.started);
		pty_end(&p);
	}
	return ERR_OK;
}

/* --- memory --- */

static long kilobytes(const char *text, const char *field)
{
	const char *at = strstr(text, field);

	return at ? strtol(at + strlen(field), NULL, 10) : 0;
}

static void read_proc(pid_t pid, const char *name, char *out, size_t size)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(out, 1, size - 1, f) : 0;

	out[n] = '\0';
	if (f)
		fclose(f);
}

/* Times are kilobytes here: RSS, then private. */
enum err_code bench_memory(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct pty p;
	char text[8192];

	(void)row;
	if (log_in(b, &p, e))
		return e->code;
	read_proc(p.pid, "smaps_rollup", text, sizeof(text));
	long rss = kilobytes(text, "\nRss:"), mine = kilobytes(text, "Private_Clean:") + kilobytes(text, "Private_Dirty:");

	pty_end(&p);
	times_add(&out->ours, (double)rss);
	out->failed = rss == 0 || rss > 15 * 1024 || mine > 6 * 1024;
	out->note = arena_printf(&b->mem, "kB: RSS %ld of 15360, private %ld of 6144", rss, mine);
	return ERR_OK;
}

/* --- keys --- */

/* From a key to the last byte that it brings; *bytes is the most that one brought. */
static void press(struct pty *p, const char *key, int quiet_ms, struct findings *out, int *bytes)
{
	double from = now_us();

	p->last_us = 0;
	pty_send(p, key);
	pty_answer(p, ANSWER_MS);
	pty_settle(p, quiet_ms);
	if (p->last_us > from)
		times_add(&out->ours, p->last_us - from);
	*bytes = p->len > *bytes ? p->len : *bytes;
}

static void press_down(struct bench *b, struct pty *p, struct findings *out, int *bytes)
{
	for (int i = 0; i < (b->smoke ? 3 : KEYS); i++)
		press(p, DOWN, HELD_MS, out, bytes);
}

/* From a key to the first frame it brings, and to the last one, which has how many there are. */
struct frames {
	struct times page, count;
	struct times page_cpu, count_cpu; /* what the program computed until then: others on the machine are left out */
};

/* Microseconds that the program has run: the first field of schedstat (proc(5)), nanoseconds. */
static double ran_us(pid_t pid)
{
	char text[128];

	read_proc(pid, "schedstat", text, sizeof(text));
	return (double)strtoll(text, NULL, 10) / 1000;
}

static void press_digit(struct pty *p, const char *key, struct frames *out)
{
	double from = now_us(), ran = ran_us(p->pid);

	p->last_us = 0;
	pty_send(p, key);
	pty_answer(p, ANSWER_MS);
	double page_ran = ran_us(p->pid) - ran;

	pty_settle(p, FRAME_MS);
	if (p->last_us <= from)
		return;
	times_add(&out->page, p->last_us - from);
	times_add(&out->page_cpu, page_ran);
	pty_settle(p, QUIET_MS);
	times_add(&out->count, p->last_us - from);
	times_add(&out->count_cpu, ran_us(p->pid) - ran);
}

/* Digits of numbers, into the search: each brings another page. The same ones as many times as it is called. */
static void press_digits(struct bench *b, struct pty *p, struct frames *out)
{
	struct chance d = chance_of(501, 0);

	for (int i = 0; i < (b->smoke ? 1 : KEYS / 6); i++) {
		const char *number = city_phone(b->city, chance_phone(&d, b->city), &b->mem);

		pty_send(p, "/");
		pty_settle(p, QUIET_MS);
		for (int k = 0; k < 6; k++)
			press_digit(p, arena_strndup(&b->mem, number + k, 1), out);
		pty_send(p, "\033");
		pty_settle(p, 10 * QUIET_MS); /* an Esc alone is known by what does not follow */
	}
}

static const char *cpu_note(struct bench *b, struct times *t)
{
	return arena_printf(&b->mem, "of it CPU p50 %.0f, p99 %.0f, max %.0f", times_at(t, .5), times_at(t, .99),
			    times_at(t, 1));
}

static void free_frames(struct frames *f)
{
	times_free(&f->page);
	times_free(&f->count);
	times_free(&f->page_cpu);
	times_free(&f->count_cpu);
}

/* Typed once before: what it costs when the disk has to be asked is the row of cold searches. */
static struct frames warm_digits(struct bench *b, struct pty *p)
{
	struct frames first = { .page = { .n = 0 } }, did = first;

	press_digits(b, p, &first);
	free_frames(&first);
	press_digits(b, p, &did);
	return did;
}

static void press_search(struct bench *b, struct pty *p, struct findings *out, int *bytes)
{
	struct frames did = warm_digits(b, p);

	(void)bytes;
	out->ours = did.page;
	out->note = cpu_note(b, &did.page_cpu);
	did.page = (struct times){ .n = 0 };
	free_frames(&did);
}

/* Counted while nobody types: no key waits for it. */
static void press_count(struct bench *b, struct pty *p, struct findings *out, int *bytes)
{
	struct frames did = warm_digits(b, p);

	(void)bytes;
	out->ours = did.count;
	out->note = cpu_note(b, &did.count_cpu);
	did.count = (struct times){ .n = 0 };
	free_frames(&did);
}

/* Letters into a form's field. */
static void press_letters(struct bench *b, struct pty *p, struct findings *out, int *bytes)
{
	pty_send(p, "\0332");
	pty_answer(p, WAIT_MS);
	pty_settle(p, 10 * QUIET_MS);
	pty_send(p, "\t");
	pty_answer(p, WAIT_MS);
	pty_settle(p, 10 * QUIET_MS); /* what the step of the script says is no letter's */
	for (int i = 0; i < (b->smoke ? 3 : KEYS / 3); i++)
		press(p, i % 2 ? "а" : "к", QUIET_MS, out, bytes);
}

enum err_code bench_keys(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	static const struct {
		const char *what;
		void (*press)(struct bench *b, struct pty *p, struct findings *out, int *bytes);
		int bytes;
	} kinds[] = { { "down", press_down, STEP_BYTES }, { "search", press_search, 0 },
		{ "count", press_count, 0 },
		{ "letters", press_letters, LETTER_BYTES } };
	struct pty p;
	int bytes = 0;

	if (log_in(b, &p, e))
		return e->code;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].what, row->arg) == 0) {
			kinds[i].press(b, &p, out, &bytes);
			out->failed = kinds[i].bytes && bytes > kinds[i].bytes && !b->smoke;
		}
	pty_end(&p);
	if (!out->note)
		out->note = arena_printf(&b->mem, "at most %d bytes", bytes);
	return out->ours.n ? ERR_OK : err_set(e, ERR_FAILED, "no key was answered");
}

/* --- others, and nobody --- */

/* A list of the newest appeals on the desks' base; somebody registers one; it is on the screen. */
enum err_code bench_others(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct bench desks = { .self = b->self, .city = b->city, .smoke = b->smoke };
	struct pty p;

	(void)row;
	desks.path = b->path;
	if (desk_base(&desks, &desks.path, e) || store_open(desks.path, &desks.s, e) || log_in(&desks, &p, e))
		return e->code;
	for (int i = 0; !e->code && i < (b->smoke ? 2 : CHANGES); i++) {
		const char *number;

		pty_send(&p, "");
		if (desk_register(desks.s, arena_printf(&desks.mem, "seen-%d", i), &desks.mem, &number, e))
			break;
		double from = now_us();

		if (!pty_wait(&p, number, WAIT_MS))
			err_set(e, ERR_FAILED, "%s did not appear", number);
		times_add(&out->ours, now_us() - from);
		poll(NULL, 0, 300);
		pty_settle(&p, QUIET_MS);
	}
	pty_end(&p);
	store_close(desks.s);
	desk_base_drop(&desks, desks.path);
	arena_free(&desks.mem);
	return e->code;
}

/* Fields 14 and 15 of stat (proc(5)), after the name in parentheses. */
static double cpu_seconds(pid_t pid)
{
	char text[2048];
	long user = 0, sys = 0;

	read_proc(pid, "stat", text, sizeof(text));
	const char *at = strrchr(text, ')');

	if (!at || sscanf(at + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &sys) != 2)
		return 0;
	return (double)(user + sys) / (double)sysconf(_SC_CLK_TCK);
}

enum err_code bench_idle(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	int seconds = b->smoke ? 1 : 4 * IDLE_S;
	struct pty p;

	(void)row;
	if (log_in(b, &p, e))
		return e->code;
	poll(NULL, 0, b->smoke ? 10 : 6000); /* what is done in the first idle moments */
	pty_settle(&p, QUIET_MS);
	double before = cpu_seconds(p.pid);

	pty_send(&p, "");
	poll(NULL, 0, seconds * 1000);
	double used = cpu_seconds(p.pid) - before;

	pty_end(&p);
	times_add(&out->ours, 1 + used * 1e6 / seconds); /* a second of it */
	out->note = arena_printf(&b->mem, "microseconds of CPU in a second: %.2f %%", 100 * used / seconds);
	return ERR_OK;
}

/* --- the receipt --- */

enum err_code bench_receipt(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const struct receipt r = { .site = "Гаряча лінія міста", .number = "ГЛ-91895/26", .twin = "HL-91895-26",
		.when = "22.11.2026 10:00", .pin = "123456", .administrator = "Савчук Олена Іванівна",
		.applicant = "Кандиба Лідія Петрівна", .kind = "Заява", .topic = "Недогрів, ледве теплі батареї",
		.address = "вул. Технічна, 4", .service = "ЛМКП «Львівтеплоенерго»", .term = "до 06.12.2026" };
	const char *path = arena_printf(&b->mem, "%s.pdf", b->path);

	(void)row;
	for (int i = 0; !e->code && i <= (b->smoke ? 1 : RECEIPTS); i++) {
		double from = cpu_us();

		if (!receipt_save(&r, RECEIPT_PDF, path, e) && i > 0) /* after the first */
			times_add(&out->ours, cpu_us() - from);
	}
	unlink(path);
	return e->code;
}
