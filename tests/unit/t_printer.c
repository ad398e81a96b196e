/* tests/unit/t_printer.c - printing through a folder, a program or a wire: what the program gets, what it
 * may do, and what is said when it fails. Programs are little scripts in a temporary folder. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/printer.h"

static const struct receipt receipt = {
	.site = "Гаряча лінія 1580",
	.number = "ГЛ-7/26",
	.twin = "HL-7-26",
	.when = "07.11.2026 14:31",
	.pin = "482913",
	.administrator = "Іваненко І. І.",
	.kind = "Заява",
	.topic = "Вибоїна",
	.phone = "1580",
};

static char folder[64];

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/pult-printer.XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

/* Fails when something is left that the test did not take. */
static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static char *join(const char *a, const char *b)
{
	char *s = NULL;

	assert_true(asprintf(&s, "%s%s", a, b) >= 0);
	return s;
}

static char *in_folder(const char *name)
{
	char *s = NULL;

	assert_true(asprintf(&s, "%s/%s", folder, name) >= 0);
	return s;
}

/* Contents of a file of the folder, which is removed; *len without the ending NUL. */
static char *take(const char *name, size_t *len)
{
	char *path = in_folder(name), *data = calloc(1, 200000);
	FILE *f = fopen(path, "r");

	assert_non_null(data);
	assert_non_null(f);
	*len = fread(data, 1, 199999, f);
	fclose(f);
	unlink(path);
	free(path);
	return data;
}

static void assert_pdf(const char *name)
{
	size_t len;
	char *pdf = take(name, &len);

	assert_true(len > 5000);
	assert_memory_equal(pdf, "%PDF-1.", 7);
	assert_memory_equal(pdf + len - 6, "%%EOF\n", 6);
	free(pdf);
}

/* By the words of a setting. */
static enum err_code start(const char *setting, struct print_job *job, struct err *e)
{
	struct arena mem = { 0 };
	struct printer p;
	enum err_code code = printer_read(setting, &mem, &p, e);

	if (!code)
		code = printer_start(&p, &receipt, job, e);
	arena_free(&mem);
	return code;
}

static enum err_code print_to(const char *setting, bool *may_be_out, struct err *e)
{
	struct arena mem = { 0 };
	struct printer p;
	enum err_code code = printer_read(setting, &mem, &p, e);

	if (!code)
		code = printer_print(&p, &receipt, may_be_out, e);
	arena_free(&mem);
	return code;
}

/* Waits until it has ended. */
static void wait_for(struct print_job *job)
{
	struct link_loop none = { 0 };
	struct link_watch w[PRINTER_WATCHES];

	while (!printer_step(job)) {
		printer_watch(job, w);
		link_wait(&none, w, PRINTER_WATCHES, printer_wait_ms(job));
	}
}

/* Prints through a shell script, whose working directory is the folder. */
static enum err_code start_script(const char *body, struct print_job *job, struct err *e)
{
	char *path = in_folder("script"), *dest = join("cmd:", path);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fprintf(f, "#!/bin/sh\ncd %s\nrm script\n%s\n", folder, body);
	fchmod(fileno(f), 0700);
	fclose(f);
	enum err_code code = start(dest, job, e);

	free(dest);
	free(path);
	return code;
}

static enum err_code run_script(const char *body, struct err *e)
{
	struct print_job job;
	enum err_code code = start_script(body, &job, e);

	if (code)
		return code;
	wait_for(&job);
	return printer_finish(&job, e);
}

static void destinations_are_checked(void **state)
{
	static const struct {
		const char *dest;
		enum err_code want;
	} rows[] = {
		{ "file:/var/spool/pult", ERR_OK },
		{ "cmd:/usr/bin/lp -d desk1", ERR_OK },
		{ "cups:desk1", ERR_OK },
		{ "cups:Epson_TM-T20.2", ERR_OK },
		{ NULL, ERR_INVALID },
		{ "", ERR_INVALID },
		{ "desk1", ERR_INVALID },
		{ "file:", ERR_INVALID },
		{ "file:spool", ERR_INVALID },
		{ "cmd:", ERR_INVALID },
		{ "cmd:   ", ERR_INVALID },
		{ "cmd:lp -d desk1", ERR_INVALID },
		{ "cmd:./lp", ERR_INVALID },
		{ "cmd:/a b b b b b b b b b b b b b b b b b b b b b b b b", ERR_INVALID },
		{ "cups:", ERR_INVALID },
		{ "cups:-o", ERR_INVALID },
		{ "cups:..", ERR_INVALID },
		{ "cups:desk 1", ERR_INVALID },
		{ "cups:desk1;id", ERR_INVALID },
		{ "tcp:10.0.0.7:9100", ERR_OK },
		{ "tcp:printer-1.city.example", ERR_OK },
		{ "tcp:[fe80::1]:9100", ERR_OK },
		{ "tcp:[::1]", ERR_OK },
		{ "tcp:::1", ERR_OK },
		{ "tcp:", ERR_INVALID },
		{ "tcp::9100", ERR_INVALID },
		{ "tcp:10.0.0.7:0", ERR_INVALID },
		{ "tcp:10.0.0.7:65536", ERR_INVALID },
		{ "tcp:10.0.0.7:x", ERR_INVALID },
		{ "tcp:-h", ERR_INVALID },
		{ "tcp:a b", ERR_INVALID },
		{ "tcp:a/b", ERR_INVALID },
		{ "cups:desk1@cups.city.example:631", ERR_OK },
		{ "cups:desk1@", ERR_INVALID },
		{ "cups:desk1@-h", ERR_INVALID },
		{ "tcp:h width=58 charset=none cut=no qr=raster status=yes", ERR_OK },
		{ "cups:desk1 format=escpos charset=cp1251 table=73", ERR_OK },
		{ "file:/spool/a folder=1 format=text", ERR_OK },
		{ "tcp:h width=57", ERR_INVALID },
		{ "tcp:h widht=58", ERR_INVALID },
		{ "tcp:h charset=koi8", ERR_INVALID },
		{ "tcp:h table=256", ERR_INVALID },
		{ "tcp:h table=", ERR_INVALID },
		{ "tcp:h cut=maybe", ERR_INVALID },
		{ "tcp:h format=png", ERR_INVALID },
	};
	struct arena mem = { 0 };
	struct printer p;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { 0 };

		if (printer_read(rows[i].dest, &mem, &p, &e) != rows[i].want)
			fail_msg("%s", rows[i].dest ? rows[i].dest : "NULL");
		assert_int_equal(e.msg[0] != 0, rows[i].want != ERR_OK);
	}
	arena_free(&mem);
}

static void words_of_a_setting_are_read(void **state)
{
	static const struct {
		const char *setting, *where, *at, *charset;
		enum receipt_format format;
		int table, cols;
		bool no_cut, draw_qr, asks;
	} rows[] = {
		{ "tcp:h", "h", "9100", "CP1251", RECEIPT_ESCPOS, 46, 48, false, false, false },
		{ "tcp:[fe80::1]:9101 charset=cp866", "fe80::1", "9101", "CP866", RECEIPT_ESCPOS, 17, 48, false, false,
		  false },
		{ "tcp:h table=73 charset=cp1251 width=58 cut=no", "h", "9100", "CP1251", RECEIPT_ESCPOS, 73, 32, true,
		  false, false },
		{ "tcp:h charset=cp1125 status=yes qr=raster  ", "h", "9100", "CP1125", RECEIPT_ESCPOS, 44, 48, false,
		  true, true },
		{ "tcp:h charset=none format=text", "h", "9100", "", RECEIPT_TEXT, 0, 48, false, false, false },
		{ "cups:desk@s:631", "desk", "s:631", "CP1251", RECEIPT_PDF, 46, 48, false, false, false },
		{ "cmd:/bin/p a=1 width=80", "/bin/p a=1", NULL, "CP1251", RECEIPT_PDF, 46, 48, false, false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena mem = { 0 };
		struct err e = { 0 };
		struct printer p;

		assert_int_equal(printer_read(rows[i].setting, &mem, &p, &e), ERR_OK);
		assert_string_equal(p.where, rows[i].where);
		if (rows[i].at)
			assert_string_equal(p.at, rows[i].at);
		assert_string_equal(p.paper.charset, rows[i].charset);
		assert_int_equal(p.format, rows[i].format);
		assert_int_equal(p.paper.table, rows[i].table);
		assert_int_equal(p.paper.cols, rows[i].cols);
		assert_int_equal(p.paper.no_cut, rows[i].no_cut);
		assert_int_equal(p.paper.draw_qr, rows[i].draw_qr);
		assert_int_equal(p.asks, rows[i].asks);
		arena_free(&mem);
	}
}

static void a_folder_gets_a_file(void **state)
{
	char *dest = join("file:", folder), *none = join(dest, "/none");
	struct err e = { 0 };

	(void)state;
	assert_int_equal(print_to(dest, NULL, &e), ERR_OK);
	assert_pdf("HL-7-26.pdf");
	assert_int_equal(print_to(none, NULL, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "The folder does not exist."));
	free(none);
	free(dest);
}

static void a_program_gets_the_pdf(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(run_script("cat > out", &e), ERR_OK);
	assert_pdf("out");
}

static void no_shell_reads_the_words(void **state)
{
	static const char odd[] = "$(id);'x'\"*|&";
	char *path = in_folder(odd), *dest = join("cmd:/usr/bin/tee   ", path);
	struct err e = { 0 };

	(void)state;
	assert_int_equal(print_to(dest, NULL, &e), ERR_OK);
	assert_pdf(odd);
	free(dest);
	free(path);
}

static void the_program_is_alone(void **state)
{
	int leak = fcntl(STDIN_FILENO, F_DUPFD, 77);
	struct err e = { 0 };
	size_t len;
	char *env;

	(void)state;
	setenv("PULT_SECRET", "x", 1);
	assert_int_equal(run_script("[ ! -e /proc/self/fd/77 ] || exit 7\n"
				    "[ \"$(cut -d' ' -f6 /proc/$$/stat)\" = $$ ] || exit 8\n"
				    "env | sed 's/=.*//' | sort | tr '\\n' ' ' > env", &e), ERR_OK);
	close(leak);
	unsetenv("PULT_SECRET");
	env = take("env", &len);
	assert_non_null(strstr(env, "HOME LC_ALL "));
	assert_non_null(strstr(env, " PATH "));
	assert_null(strstr(env, "PULT_SECRET"));
	free(env);
}

static void failures_are_explained(void **state)
{
	static const struct {
		const char *body, *want;
	} rows[] = {
		{ "exit 3", "reports error 3." },
		{ "echo 'lp: no such printer' >&2; echo more >&2; exit 1",
		  "reports error 1 (lp: no such printer)." },
		{ "printf 'немає паперу' >&2; exit 1", "reports error 1 (немає паперу)." },
		{ "printf '\\033[2J\\377' >&2; exit 1", "reports error 1 ( [2J" },
		{ "kill -KILL $$", "ended by signal 9." },
		/* far more than a pipe holds; cut inside a letter */
		{ "for i in 1 2 3 4 5; do printf '%20000s' x >&2; done; exit 1", "error 1 (  " },
		{ "printf 'ж%.0s' $(seq 100) >&2; exit 1", "жжжж)." },
		{ "printf 'xж%.0s' $(seq 100) >&2; exit 1", "xжxж" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { 0 };

		assert_int_equal(run_script(rows[i].body, &e), ERR_FAILED);
		if (!strstr(e.msg, rows[i].want))
			fail_msg("%s: %s", rows[i].body, e.msg);
		assert_null(strchr(e.msg, '\033'));
	}
}

static void a_missing_program_is_named(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(print_to("cmd:/nonexistent/lp -d x", NULL, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "/nonexistent/lp does not start"));
	assert_int_equal(print_to("cmd:/etc/passwd", NULL, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "/etc/passwd does not start"));
}

/* Waits until a line of a file of the folder is there, and takes the number in it. */
static pid_t take_pid(struct print_job *job, const char *name)
{
	char *path = in_folder(name);
	long pid = 0;

	while (!pid) {
		FILE *f = fopen(path, "r");

		if (f && fscanf(f, "%ld\n", &pid) != 1)
			pid = 0;
		if (f)
			fclose(f);
		assert_false(program_step(&job->program, 5));
	}
	unlink(path);
	free(path);
	return (pid_t)pid;
}

/* True when the process is gone, or only waits for its parent to hear of it. */
static bool is_gone(pid_t pid)
{
	int fd = pidfd_open(pid, 0);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	bool gone = fd < 0 || poll(&p, 1, 5000) == 1;

	if (fd >= 0)
		close(fd);
	return gone;
}

static void a_program_that_hangs_is_killed_with_its_children(void **state)
{
	struct print_job job;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(start_script("tail -f /dev/null & echo $! > pid; wait", &job, &e), ERR_OK);
	assert_false(printer_step(&job));
	pid_t child = take_pid(&job, "pid");

	job.program.deadline_ms = 0;
	assert_true(printer_step(&job));
	assert_int_equal(printer_finish(&job, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "did not answer in 15 seconds"));
	assert_true(job.may_be_out);
	assert_true(is_gone(child));
}

static void a_job_that_is_given_up_leaves_nothing(void **state)
{
	struct print_job job;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(start_script("echo $$ > pid; exec tail -f /dev/null", &job, &e), ERR_OK);
	pid_t pid = take_pid(&job, "pid");

	assert_int_equal(printer_finish(&job, &e), ERR_FAILED);
	assert_int_equal(job.program.ended_fd, -1);
	assert_int_equal(job.program.said_fd, -1);
	assert_true(is_gone(pid));
}

static void a_child_left_behind_does_not_hold_us(void **state)
{
	struct err e = { 0 };
	size_t len;

	(void)state;
	assert_int_equal(run_script("tail -f /dev/null & echo $! > pid", &e), ERR_OK);
	char *pid = take("pid", &len);

	kill((pid_t)strtol(pid, NULL, 10), SIGKILL);
	free(pid);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(destinations_are_checked),
		cmocka_unit_test(words_of_a_setting_are_read),
		IN_FOLDER(a_folder_gets_a_file),
		IN_FOLDER(a_program_gets_the_pdf),
		IN_FOLDER(no_shell_reads_the_words),
		IN_FOLDER(the_program_is_alone),
		IN_FOLDER(failures_are_explained),
		IN_FOLDER(a_missing_program_is_named),
		IN_FOLDER(a_program_that_hangs_is_killed_with_its_children),
		IN_FOLDER(a_job_that_is_given_up_leaves_nothing),
		IN_FOLDER(a_child_left_behind_does_not_hold_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
