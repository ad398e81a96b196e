/* tui/verbs_report.c - reports in the shell: which one, and the form in which it is written. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/i18n.h"
#include "tui/report_period.h"
#include "tui/stop_key.h"
#include "tui/verbs.h"

static const struct report_kind *read_kind(const struct verb_call *c, struct err *e)
{
	const struct report_kind *kind = report_kind_find(c->args[0]);
	const char *list = "";
	int n;

	if (kind)
		return kind;
	const struct report_kind *all = report_kinds(&n);

	for (int i = 0; i < n; i++)
		list = arena_printf(c->mem, "%s%s%s", list, i ? ", " : "", all[i].name);
	err_set(e, ERR_INVALID, _("There is no report «%s». Reports: %s."), c->args[0], list);
	return NULL;
}

/* A table for a file or a program is as wide as it is. */
static int terminal_cols(const struct verb_call *c)
{
	struct winsize ws;

	if (c->door.screen || !isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws))
		return 0;
	return ws.ws_col;
}

static enum err_code write_report(struct verb_call *c, const struct report *r, struct err *e)
{
	const struct clock_ops *clock = store_clock(c->store);
	const char *format = c->opt[OPT_JSON] ? "json" : c->opt[OPT_FORMAT] ? c->opt[OPT_FORMAT] : "text";

	if (c->opt[OPT_JSON] && c->opt[OPT_FORMAT] && strcmp(c->opt[OPT_FORMAT], "json") != 0)
		return err_set(e, ERR_INVALID, "%s", _("--json and --format say different things: nothing was made."));
	c->out.kind = OUT_TEXT;
	if (strcmp(format, "text") == 0)
		c->out.text = report_text(r, clock, terminal_cols(c), c->mem);
	else if (strcmp(format, "csv") == 0)
		c->out.text = report_csv(r, clock, c->mem);
	else if (strcmp(format, "json") == 0)
		c->out.json = report_json(r, clock);
	else
		return err_set(e, ERR_INVALID, "%s", _("A report is written as text, csv or json."));
	if (c->out.json)
		c->opt[OPT_JSON] = "";
	return ERR_OK;
}

enum err_code run_report(struct verb_call *c, struct err *e)
{
	const struct report_kind *kind = read_kind(c, e);
	struct report r;
	struct long_work work;
	struct period of;

	if (kind && kind->now && (c->opt[OPT_FROM] || c->opt[OPT_TO]))
		return err_set(e, ERR_INVALID, "%s", _("This report is about now: it has no --from and no --to."));
	if (!kind || report_read_period(store_clock(c->store), kind, c->opt[OPT_FROM], c->opt[OPT_TO], &of, e))
		return e->code;
	long_work_begin(&work, N_("Report"));
	enum err_code rc = report_make(c->store, kind, of, &work.progress, &c->who, c->mem, &r, e);

	long_work_end(&work);
	return rc ? rc : write_report(c, &r, e);
}
