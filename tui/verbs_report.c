/* tui/verbs_report.c - reports in the shell: the period as typed, and the form in which one is written. */
#include "core/i18n.h"
#include "data/store/report_make.h"
#include "tui/stop_key.h"
#include "tui/verbs.h"

static int64_t day_start(const struct clock_ops *clock, civil_day d, int hour)
{
	struct civil c = { .hour = hour };

	civil_from_day(d, &c.year, &c.month, &c.day);
	return civil_to_utc(clock, &c);
}

/* A day or a moment; `end`: a day without a time counts whole. */
static enum err_code read_bound(const struct verb_call *c, enum option_id opt, int hour, bool end, int64_t *out,
				struct err *e)
{
	const struct clock_ops *clock = store_clock(c->store);
	civil_day today = civil_day_at(clock, clock->now_ms(clock->ctx));
	struct civil when;
	bool timed;

	if (!civil_parse(c->opt[opt], today, &when, &timed))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write 07.11.2026 or 07.11.2026 14:30."), c->opt[opt]);
	*out = timed ? civil_to_utc(clock, &when)
		     : day_start(clock, civil_to_day(when.year, when.month, when.day) + (end ? 1 : 0), hour);
	return ERR_OK;
}

/* Without words: the last whole day of the daily report, else from the first of the month until now. */
static void usual_period(const struct verb_call *c, const struct report_kind *kind, struct period *of)
{
	const struct clock_ops *clock = store_clock(c->store);
	int64_t now = clock->now_ms(clock->ctx);
	civil_day today = civil_day_at(clock, now);

	of->to = now;
	of->from = day_start(clock, today - civil_at(clock, now).day + 1, 0);
	if (kind->day_begins) {
		of->to = day_start(clock, today, kind->day_begins);
		if (of->to > now)
			of->to = day_start(clock, --today, kind->day_begins);
		of->from = day_start(clock, today - 1, kind->day_begins);
	}
}

static enum err_code read_period(const struct verb_call *c, const struct report_kind *kind, struct period *of,
				 struct err *e)
{
	usual_period(c, kind, of);
	if (c->opt[OPT_FROM] && read_bound(c, OPT_FROM, kind->day_begins, false, &of->from, e))
		return e->code;
	if (c->opt[OPT_TO] && read_bound(c, OPT_TO, kind->day_begins, true, &of->to, e))
		return e->code;
	if (c->opt[OPT_FROM] && !c->opt[OPT_TO] && kind->day_begins)
		of->to = of->from + 86400000;
	if (of->from >= of->to)
		return err_set(e, ERR_INVALID, "%s", _("The period ends before it begins."));
	return ERR_OK;
}

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

static enum err_code write_report(struct verb_call *c, const struct report *r, struct err *e)
{
	const struct clock_ops *clock = store_clock(c->store);
	const char *format = c->opt[OPT_JSON] ? "json" : c->opt[OPT_FORMAT] ? c->opt[OPT_FORMAT] : "text";

	c->out.kind = OUT_TEXT;
	if (strcmp(format, "text") == 0)
		c->out.text = report_text(r, clock, c->mem);
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

	if (!kind || read_period(c, kind, &of, e))
		return e->code;
	long_work_begin(&work, N_("Report"));
	enum err_code rc = report_make(c->store, kind, of, &work.progress, &c->who, c->mem, &r, e);

	long_work_end(&work);
	return rc ? rc : write_report(c, &r, e);
}
