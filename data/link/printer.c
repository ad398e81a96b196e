/* data/link/printer.c - see printer.h. */
#include "data/link/printer.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/i18n.h"

#define LP "/usr/bin/lp"

/* A receipt on its way to a printer. */
struct trip {
	const struct printer *p;
	const struct receipt *receipt;
	struct arena mem;
	struct print_job *job;
};

/* --- by a program ------------------------------------------------------------------------------- */

/* In a file of memory: no pipe that fills, nothing on disk to be left behind. */
static enum err_code in_memory(const struct trip *t, FILE **out, struct err *e)
{
	int fd = memfd_create("receipt", MFD_CLOEXEC);

	*out = fd < 0 ? NULL : fdopen(fd, "w+");
	if (!*out) {
		err_set(e, ERR_FAILED, _("The receipt is not printed: the system gives no memory file (%s)."),
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_FAILED;
	}
	enum err_code code = receipt_write(t->receipt, t->p->format, *out, e);

	if (code)
		fclose(*out);
	else
		rewind(*out);
	return code;
}

static enum err_code run(struct trip *t, char *const argv[], struct err *e)
{
	FILE *page;
	enum err_code code = in_memory(t, &page, e);

	if (code)
		return code;
	int error = program_start(&t->job->program, argv, fileno(page), PRINTER_TIMEOUT_MS);

	fclose(page);
	if (error)
		return err_set(e, ERR_FAILED, _("The print program %s does not start (%s)."),
			       argv[0], strerror(error));
	return ERR_OK;
}

static enum err_code print_cmd(struct trip *t, struct err *e)
{
	char *argv[PROGRAM_ARGS_MAX + 1];

	program_split(arena_strdup(&t->mem, t->p->where), argv);
	return run(t, argv, e);
}

/* A receipt for a roll of paper is for the printer itself: no filter of CUPS may touch it. lp takes a server only
 * before the queue that it is asked about (CUPS 2.4: "-h" after "-d" asks the default one). */
static enum err_code print_cups(struct trip *t, struct err *e)
{
	char lp[] = LP, silent[] = "-s", to[] = "-d", title[] = "-t", server[] = "-h", option[] = "-o", raw[] = "raw";
	char *argv[12] = { lp, silent };
	size_t n = 2;

	if (t->p->at) {
		argv[n++] = server;
		argv[n++] = arena_strdup(&t->mem, t->p->at);
	}
	argv[n++] = to;
	argv[n++] = arena_strdup(&t->mem, t->p->where);
	argv[n++] = title;
	argv[n++] = arena_strdup(&t->mem, t->receipt->twin);
	if (t->p->format == RECEIPT_ESCPOS) {
		argv[n++] = option;
		argv[n++] = raw;
	}
	return run(t, argv, e);
}

/* --- by others ----------------------------------------------------------------------------------- */

static enum err_code print_file(struct trip *t, struct err *e)
{
	char *name;
	enum err_code code = receipt_file_name(&t->mem, t->receipt, t->p->format, &name, e);

	if (code)
		return code;
	char *path = arena_printf(&t->mem, "%s/%s", t->p->where, name);

	return receipt_save(t->receipt, t->p->format, path, e);
}

static enum err_code print_tcp(struct trip *t, struct err *e)
{
	char *data = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&data, &len);
	enum err_code code = out ? receipt_write(t->receipt, t->p->format, out, e) : ERR_FAILED;

	if (!out || fclose(out))
		code = err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	if (code) {
		free(data);
		return code;
	}
	wire_start(&t->job->wire, &(struct wire_to){ t->p->where, t->p->at, t->p->asks }, data, len);
	return ERR_OK;
}

/* --- the job ------------------------------------------------------------------------------------- */

enum err_code printer_start(const struct printer *p, const struct receipt *r, struct print_job *job, struct err *e)
{
	static enum err_code (*const ways[])(struct trip *t, struct err *e) = {
		[PRINTER_FILE] = print_file, [PRINTER_CMD] = print_cmd, [PRINTER_CUPS] = print_cups,
		[PRINTER_TCP] = print_tcp,
	};
	struct receipt on_paper = *r;
	struct trip t = { .p = p, .receipt = &on_paper, .job = job };

	on_paper.paper = &p->paper;
	*job = (struct print_job){ .way = p->way, .program = { .ended_fd = -1, .said_fd = -1 }, .wire = { .fd = -1 } };
	enum err_code code = ways[p->way](&t, e);

	arena_free(&t.mem);
	return code;
}

void printer_watch(const struct print_job *job, struct link_watch w[PRINTER_WATCHES])
{
	bool program = job->program.pid != 0;

	w[0] = program ? (struct link_watch){ .fd = job->program.ended_fd, .want = LINK_READ } : wire_watch(&job->wire);
	w[1] = (struct link_watch){ .fd = program ? job->program.said_fd : -1, .want = LINK_READ };
}

int printer_wait_ms(const struct print_job *job)
{
	return job->wire.state == WIRE_NONE ? PRINTER_TIMEOUT_MS : wire_timeout(&job->wire);
}

bool printer_step(struct print_job *job)
{
	if (job->wire.state != WIRE_NONE)
		return wire_step(&job->wire);
	return program_step(&job->program, 0);
}

static enum err_code program_fault(const struct program *p, struct err *e)
{
	if (!p->timed_out && !p->killed && !p->status)
		return ERR_OK;
	if (p->timed_out)
		return err_set(e, ERR_FAILED, _("The print program did not answer in %d seconds and was stopped."),
			       PRINTER_TIMEOUT_MS / 1000);
	if (p->killed)
		return err_set(e, ERR_FAILED, _("The print program was ended by signal %d."), p->status);
	if (p->said[0])
		return err_set(e, ERR_FAILED, _("The print program reports error %d (%s)."), p->status, p->said);
	return err_set(e, ERR_FAILED, _("The print program reports error %d."), p->status);
}

enum err_code printer_finish(struct print_job *job, struct err *e)
{
	enum err_code code = ERR_OK;

	if (job->wire.state != WIRE_NONE) {
		code = wire_end(&job->wire, e);
		job->may_be_out = job->wire.began;
	} else if (job->way != PRINTER_FILE) {
		program_end(&job->program);
		code = program_fault(&job->program, e);
		job->may_be_out = job->program.timed_out || job->program.killed; /* else it says that it did nothing */
	}
	return code;
}

enum err_code printer_print(const struct printer *p, const struct receipt *r, bool *may_be_out, struct err *e)
{
	struct print_job job;
	struct link_loop none = { 0 };
	struct link_watch w[PRINTER_WATCHES];
	enum err_code code = printer_start(p, r, &job, e);

	if (may_be_out)
		*may_be_out = false;
	if (code)
		return code;
	while (!printer_step(&job)) {
		printer_watch(&job, w);
		link_wait(&none, w, PRINTER_WATCHES, printer_wait_ms(&job));
	}
	code = printer_finish(&job, e);
	if (may_be_out)
		*may_be_out = job.may_be_out;
	return code;
}
