/* tui/spool.c - see spool.h. */
#include "tui/spool.h"

#include "core/i18n.h"
#include "tui/printers.h"
#include "tui/receipt_of.h"

const char *spool_why(const struct print_wait *p)
{
	if (p->busy)
		return _("being printed");
	return *p->why ? p->why : p->began ? _("broken off: the next print says COPY") : _("waits its turn");
}

/* The queue keeps it. What it says itself is less than why it is not printed. */
static enum err_code keep(struct spool *sp, bool began, struct err *e)
{
	struct err lost = { 0 };

	if (print_failed(sp->store, sp->now.id, began, e->msg, &lost))
		return e->code;
	return e->code;
}

static enum err_code start(struct spool *sp, struct err *e)
{
	struct found_printer f;
	struct receipt r;
	struct appeal a;
	enum err_code rc = printers_find(sp->store, sp->config, sp->now.printer, &sp->mem, &f, e);

	if (!rc)
		rc = appeal_load(sp->store, sp->now.number, &sp->mem, &a, NULL, e);
	if (rc)
		return rc;
	receipt_of(sp->store, &a, sp->now.pin, &sp->mem, &r);
	r.copy = sp->now.began;
	sp->format = receipt_format_name(f.printer.format);
	sp->to = f.to;
	return printer_start(&f.printer, &r, &sp->job, e);
}

static void forget(struct spool *sp)
{
	explicit_bzero(sp->now.pin, sizeof(sp->now.pin));
	sp->busy = false;
}

enum err_code spool_begin(struct spool *sp, const struct print_wait *w, const struct actor *who, struct err *e)
{
	struct print_wait now = *w;

	(void)who;
	arena_free(&sp->mem);
	sp->now = now;
	sp->now.number = arena_strdup(&sp->mem, now.number);
	sp->now.printer = arena_strdup(&sp->mem, now.printer);
	enum err_code rc = start(sp, e);

	if (rc) {
		rc = keep(sp, now.began, e);
		forget(sp);
		return rc;
	}
	sp->busy = true;
	return ERR_OK;
}

enum err_code spool_end(struct spool *sp, const struct actor *who, struct err *e)
{
	struct print_done done = { .format = sp->format, .to = sp->to };
	enum err_code rc = printer_finish(&sp->job, e);

	if (rc) {
		rc = keep(sp, sp->now.began || sp->job.may_be_out, e);
	} else {
		rc = print_printed(sp->store, sp->now.id, &done, who, e);
		if (rc) /* on paper, but not written down */
			rc = keep(sp, true, e);
	}
	forget(sp);
	return rc;
}

enum err_code spool_print(struct spool *sp, int64_t id, const struct actor *who, struct err *e)
{
	struct link_loop none = { 0 };
	struct link_watch w[PRINTER_WATCHES];
	struct arena mem = { 0 };
	struct print_wait p;
	enum err_code rc = print_take(sp->store, id, who, &mem, &p, e);

	if (!rc)
		rc = spool_begin(sp, &p, who, e);
	arena_free(&mem);
	if (rc)
		return rc;
	while (!printer_step(&sp->job)) {
		printer_watch(&sp->job, w);
		link_wait(&none, w, PRINTER_WATCHES, printer_wait_ms(&sp->job));
	}
	return spool_end(sp, who, e);
}

void spool_close(struct spool *sp)
{
	arena_free(&sp->mem);
}
