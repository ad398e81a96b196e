/* tui/verbs_receipt.c - the receipt from the shell: to a file or to standard output. */
#include <stdlib.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/viewed.h"
#include "tui/printers.h"
#include "tui/receipt_of.h"
#include "tui/verbs.h"

static enum err_code to_stdout(struct verb_call *c, const struct receipt *r, enum receipt_format f, struct err *e)
{
	c->out.kind = OUT_NOTHING;
	return receipt_write(r, f, stdout, e);
}

static enum err_code to_read(struct verb_call *c, const struct receipt *r, struct err *e)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);
	enum err_code rc = f ? receipt_write(r, RECEIPT_TEXT, f, e) : err_set(e, ERR_FAILED, "%s", _("Out of memory."));

	if (f && fclose(f) && !rc)
		rc = err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	c->out.kind = OUT_TEXT;
	c->out.text = rc ? "" : arena_strndup(c->mem, text, len);
	free(text);
	return rc;
}

/* To whoever stands at the terminal. */
static enum err_code show(struct verb_call *c, const char *pin, enum receipt_format f, struct err *e)
{
	struct receipt r;

	receipt_of(c->store, &c->out.appeal, pin, c->mem, &r);
	r.paper = printers_paper(c->store, c->mem);
	enum err_code rc = c->door.screen || c->door.plain ? to_read(c, &r, e) : to_stdout(c, &r, f, e);

	return rc ? rc : appeal_printed(c->store, c->out.appeal.number, receipt_format_name(f), "-", &c->who, e);
}

/* A PDF or a printer's commands never go to a terminal, and JSON owns standard output. */
static enum err_code check_out(const struct verb_call *c, enum receipt_format f, struct err *e)
{
	bool terminal = c->door.screen || isatty(STDOUT_FILENO);

	if (c->opt[OPT_OUT] || c->opt[OPT_JSON])
		return ERR_OK;
	if (f == RECEIPT_PDF || (f == RECEIPT_ESCPOS && terminal))
		return err_set(e, ERR_INVALID, "%s", _("Say which file to write: --out FILE."));
	return ERR_OK;
}

enum err_code run_receipt(struct verb_call *c, struct err *e)
{
	enum receipt_format f = c->opt[OPT_OUT] ? RECEIPT_PDF : RECEIPT_TEXT;
	const char *path;
	enum err_code rc = new_file_named(c, c->opt[OPT_OUT], &path, e);

	if (rc)
		return rc;
	if (c->opt[OPT_FORMAT] && !receipt_format_by_name(c->opt[OPT_FORMAT], &f))
		return err_set(e, ERR_INVALID, _("«%s» is not a format of receipts: pdf, text, escpos."), c->opt[OPT_FORMAT]);
	rc = check_out(c, f, e);
	if (!rc)
		rc = c->opt[OPT_NEW_PIN]
			? appeal_new_pin(c->store, c->args[0], &c->who, c->mem, &c->out.appeal, c->out.pin, e)
			: appeal_load(c->store, c->args[0], c->mem, &c->out.appeal, NULL, e);
	if (!rc && !appeal_visible(&c->out.appeal, &c->who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (!rc) {
		viewed_add(c->store, &c->out.appeal);
		rc = viewed_flush(c->store, &c->who, true, e);
	}
	if (rc)
		return rc;
	c->out.kind = OUT_APPEAL;
	if (c->opt[OPT_OUT]) {
		c->out.remark = c->door.screen ? arena_printf(c->mem, _("%s is written to «%s»."), c->args[0], path) : NULL;
		return receipt_to_file(c->store, &c->out.appeal, c->out.pin, f, path, &c->who, e);
	}
	return c->opt[OPT_JSON] ? ERR_OK : show(c, c->out.pin, f, e);
}
