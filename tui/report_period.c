/* tui/report_period.c - see report_period.h. */
#include "tui/report_period.h"

#include <string.h>

#include "core/i18n.h"

static int64_t day_start(const struct clock_ops *clock, civil_day d, int hour)
{
	struct civil c = { .hour = hour };

	civil_from_day(d, &c.year, &c.month, &c.day);
	return civil_to_utc(clock, &c);
}

static enum err_code read_bound(const struct clock_ops *clock, const char *typed, int hour, bool end, int64_t *out,
				struct err *e)
{
	civil_day today = civil_day_at(clock, clock->now_ms(clock->ctx));
	struct civil when;
	bool timed;

	if (!civil_parse(typed, today, &when, &timed))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write 07.11.2026 or 07.11.2026 14:30."), typed);
	*out = timed ? civil_to_utc(clock, &when)
		     : day_start(clock, civil_to_day(when.year, when.month, when.day) + (end ? 1 : 0), hour);
	return ERR_OK;
}

void report_usual_period(const struct clock_ops *clock, const struct report_kind *kind, struct period *of)
{
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

/* The same minute of the next day: a day may have 23 or 25 hours. */
static int64_t next_day(const struct clock_ops *clock, int64_t ms)
{
	struct civil c = civil_at(clock, ms);

	civil_from_day(civil_day_at(clock, ms) + 1, &c.year, &c.month, &c.day);
	return civil_to_utc(clock, &c);
}

enum err_code report_read_period(const struct clock_ops *clock, const struct report_kind *kind, const char *from,
				 const char *to, struct period *of, struct err *e)
{
	report_usual_period(clock, kind, of);
	if (from && read_bound(clock, from, kind->day_begins, false, &of->from, e))
		return e->code;
	if (to && read_bound(clock, to, kind->day_begins, true, &of->to, e))
		return e->code;
	if (from && !to && kind->day_begins)
		of->to = next_day(clock, of->from);
	if (of->from >= of->to && from && !to)
		return err_set(e, ERR_INVALID, "%s", _("The period has not begun yet."));
	if (of->from >= of->to)
		return err_set(e, ERR_INVALID, "%s", _("The period ends before it begins."));
	return ERR_OK;
}

const char *report_split_period(char *typed)
{
	static const char *const dashes[] = { " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", "\xe2\x80\x93", "\xe2\x80\x94" };

	for (size_t i = 0; i < COUNT(dashes); i++) {
		char *dash = strstr(typed, dashes[i]);

		if (dash) {
			*dash = '\0';
			return dash + strlen(dashes[i]);
		}
	}
	return NULL;
}

/* The first of the month that lies `steps` months from that of `d`. */
static civil_day first_of_month(civil_day d, int steps)
{
	int year, month, day;

	civil_from_day(d, &year, &month, &day);
	month += steps - 1;
	year += month >= 0 ? month / 12 : -((11 - month) / 12);
	month = (month % 12 + 12) % 12;
	return civil_to_day(year, month + 1, 1);
}

void report_step_period(const struct clock_ops *clock, const struct report_kind *kind, int steps, struct period *of)
{
	civil_day d = civil_day_at(clock, of->from);

	if (kind->day_begins) {
		of->from = day_start(clock, d + steps, kind->day_begins);
		of->to = day_start(clock, d + steps + 1, kind->day_begins);
	} else {
		of->from = day_start(clock, first_of_month(d, steps), 0);
		of->to = day_start(clock, first_of_month(d, steps + 1), 0);
	}
}
