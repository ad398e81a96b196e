/* data/link/printer.c - see printer.h. */
#include "data/link/printer.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/i18n.h"

#define LP "/usr/bin/lp"

/* A receipt on its way to a destination. */
struct trip {
	const struct receipt *receipt;
	const char *rest; /* of the destination, after "file:" */
	struct arena mem;
	struct program *job;
};

/* Adds what becomes of the receipt to a sentence that says what went wrong. */
static enum err_code not_printed(enum err_code code, struct err *e)
{
	if (!e)
		return code;
	return err_set(e, code, _("%s The receipt was not printed: while the number is on the screen the same key "
				"prints it again."), e->msg);
}

/* --- starting it ------------------------------------------------------------------------------ */

/* The PDF in a file of memory: no pipe that fills, nothing on disk to be left behind. */
static enum err_code pdf_in_memory(const struct receipt *r, FILE **pdf, struct err *e)
{
	int fd = memfd_create("receipt", MFD_CLOEXEC);

	*pdf = fd < 0 ? NULL : fdopen(fd, "w+");
	if (!*pdf) {
		err_set(e, ERR_FAILED,
			_("The receipt is not printed: the system gives no memory file (%s)."),
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_FAILED;
	}
	enum err_code code = receipt_write(r, RECEIPT_PDF, *pdf, e);

	if (code)
		fclose(*pdf);
	else
		rewind(*pdf);
	return code;
}

static enum err_code run(struct trip *t, char *const argv[], struct err *e)
{
	FILE *pdf;
	enum err_code code = pdf_in_memory(t->receipt, &pdf, e);

	if (code)
		return code;
	int error = program_start(t->job, argv, fileno(pdf), PRINTER_TIMEOUT_MS);

	fclose(pdf);
	if (error)
		return err_set(e, ERR_FAILED, _("The print program %s does not start (%s)."),
			       argv[0], strerror(error));
	return ERR_OK;
}

/* --- destinations ----------------------------------------------------------------------------- */

static enum err_code print_file(struct trip *t, struct err *e)
{
	char *name;
	enum err_code code = receipt_file_name(&t->mem, t->receipt, RECEIPT_PDF, &name, e);

	if (code)
		return code;
	char *path = arena_printf(&t->mem, "%s/%s", t->rest, name);

	return receipt_save(t->receipt, RECEIPT_PDF, path, e);
}

static enum err_code print_cmd(struct trip *t, struct err *e)
{
	char *argv[PROGRAM_ARGS_MAX + 1];

	program_split(arena_strdup(&t->mem, t->rest), argv);
	return run(t, argv, e);
}

static enum err_code print_cups(struct trip *t, struct err *e)
{
	char lp[] = LP, silent[] = "-s", to[] = "-d", title[] = "-t";
	char *argv[] = { lp, silent, to, arena_strdup(&t->mem, t->rest), title,
			 arena_strdup(&t->mem, t->receipt->twin), NULL };

	return run(t, argv, e);
}

static bool good_file(const char *rest)
{
	return rest[0] == '/';
}

static bool good_cmd(const char *rest)
{
	struct arena mem = { 0 };
	char *argv[PROGRAM_ARGS_MAX + 1];
	bool good = program_split(arena_strdup(&mem, rest), argv) > 0 && argv[0][0] == '/';

	arena_free(&mem);
	return good;
}

/* A name of a queue, not an option and not a path. */
static bool good_queue(const char *rest)
{
	size_t len = strspn(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				  "0123456789_-.");

	return len > 0 && len <= 127 && !rest[len] && rest[0] != '-' && rest[0] != '.';
}

static const struct destination {
	const char *prefix;
	bool (*good)(const char *rest);
	enum err_code (*print)(struct trip *t, struct err *e);
} destinations[] = {
	{ .prefix = "file:", .good = good_file, .print = print_file },
	{ .prefix = "cmd:", .good = good_cmd, .print = print_cmd },
	{ .prefix = "cups:", .good = good_queue, .print = print_cups },
};

static enum err_code find(const char *dest, const struct destination **found, const char **rest,
			  struct err *e)
{
	if (!dest || !*dest)
		return err_set(e, ERR_INVALID, _("No printer is named in the settings."));
	for (size_t i = 0; i < COUNT(destinations); i++) {
		size_t len = strlen(destinations[i].prefix);

		if (strncmp(dest, destinations[i].prefix, len) || !destinations[i].good(dest + len))
			continue;
		*found = &destinations[i];
		*rest = dest + len;
		return ERR_OK;
	}
	return err_set(e, ERR_INVALID,
		       _("The printer in the settings cannot be understood. It is file:/FOLDER, "
			 "cups:QUEUE or cmd:/PROGRAM with arguments."));
}

enum err_code printer_check(const char *dest, struct err *e)
{
	const struct destination *d;
	const char *rest;

	return find(dest, &d, &rest, e);
}

/* --- the job ---------------------------------------------------------------------------------- */

enum err_code printer_start(const char *dest, const struct receipt *r, struct program *job,
			    struct err *e)
{
	const struct destination *d;
	struct trip t = { .receipt = r, .job = job };

	*job = (struct program){ .ended_fd = -1, .said_fd = -1 };
	enum err_code code = find(dest, &d, &t.rest, e);

	if (!code)
		code = d->print(&t, e);
	arena_free(&t.mem);
	return code ? not_printed(code, e) : ERR_OK;
}

enum err_code printer_finish(struct program *job, struct err *e)
{
	program_end(job);
	if (!job->timed_out && !job->killed && !job->status)
		return ERR_OK;
	if (job->timed_out)
		err_set(e, ERR_FAILED, _("The print program did not answer in %d seconds and was "
					 "stopped."), PRINTER_TIMEOUT_MS / 1000);
	else if (job->killed)
		err_set(e, ERR_FAILED, _("The print program was ended by signal %d."), job->status);
	else if (job->said[0])
		err_set(e, ERR_FAILED, _("The print program reports error %d (%s)."), job->status,
			job->said);
	else
		err_set(e, ERR_FAILED, _("The print program reports error %d."), job->status);
	return not_printed(ERR_FAILED, e);
}

enum err_code printer_print(const char *dest, const struct receipt *r, struct err *e)
{
	struct program job;
	enum err_code code = printer_start(dest, r, &job, e);

	if (code)
		return code;
	program_step(&job, -1);
	return printer_finish(&job, e);
}
