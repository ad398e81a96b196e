/* core/term.c - see calendar.h: the working calendar and the terms of the law and of the city.
 *
 * Law: Civil Code Art. 253 (a term runs from the day after), Art. 254 (a month ends on the same day
 * number or on the month's last day; an end on a day off moves to the next working day); law 393/96
 * Art. 20; domain.md 1.2, 2.4. */
#include "core/calendar.h"

#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/i18n.h"

enum {
	TERM_MAX = 525600, /* a year of minutes: more is a typing error */
	MINUTE_MS = 60 * 1000,
	ROLL_MAX = 366,    /* a year without a working day is a broken calendar */
	DAYS_OF_MONTH = 30 /* MONTH_30_DAYS */
};

/* How each unit is written. */
static const struct unit {
	enum term_unit unit;
	const char *suffix;
	int max;
} units[] = {
	{ .unit = TERM_MINUTES, .suffix = "", .max = TERM_MAX },
	{ .unit = TERM_MINUTES, .suffix = "min", .max = TERM_MAX },
	{ .unit = TERM_DAYS, .suffix = "d", .max = 3660 },
	{ .unit = TERM_MONTHS, .suffix = "m", .max = 120 },
};

bool workday(const struct workdays *w, civil_day d)
{
	int listed = w->listed ? w->listed(w->ctx, d) : -1;

	return listed >= 0 ? listed != 0 : civil_weekday(d) < 5;
}

bool term_until(const struct clock_ops *clock, const char *typed, int64_t *out)
{
	struct civil c;
	bool timed;

	if (!civil_parse(typed, civil_day_at(clock, clock->now_ms(clock->ctx)), &c, &timed))
		return false;
	if (!timed) {
		c.hour = 23;
		c.minute = c.second = 59;
	}
	*out = civil_to_utc(clock, &c);
	return true;
}

void term_extend(const char *rule, civil_day until, char out[TERM_RULE_MAX])
{
	int year, month, day;

	civil_from_day(until, &year, &month, &day);
	snprintf(out, TERM_RULE_MAX, "%.*s>%04d-%02d-%02d", (int)strcspn(rule, ">"), rule, year, month, day);
}

bool term_is_extended(const char *rule)
{
	return strchr(rule, '>') != NULL;
}

/* Whether s up to an extension is the suffix. */
static bool ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(suffix);

	return strncmp(s, suffix, n) == 0 && (!s[n] || s[n] == '>');
}

bool term_parse(const char *s, struct term *out)
{
	size_t digits = strspn(s, "0123456789");
	int n = 0;

	if (!*s || *s == '>') {
		*out = (struct term){ .unit = TERM_NONE };
		return true;
	}
	for (size_t i = 0; i < digits && n <= TERM_MAX; i++)
		n = n * 10 + (s[i] - '0');
	for (size_t i = 0; i < COUNT(units); i++) {
		if (!ends_with(s + digits, units[i].suffix) || n < 1 || n > units[i].max)
			continue;
		*out = (struct term){ .unit = units[i].unit, .n = n };
		return true;
	}
	return false;
}

void term_format(struct term t, char out[16])
{
	const char *suffix = "";

	out[0] = '\0';
	if (t.unit == TERM_NONE)
		return;
	for (size_t i = 0; i < COUNT(units); i++) /* the last one: "120min" */
		if (units[i].unit == t.unit)
			suffix = units[i].suffix;
	snprintf(out, 16, "%d%s", t.n, suffix);
}

static const char *show_plain(struct arena *mem, struct term t)
{
	if (t.unit == TERM_DAYS)
		return arena_printf(mem, P_("%d day", "%d days", t.n), t.n);
	if (t.unit == TERM_MONTHS)
		return arena_printf(mem, P_("%d month", "%d months", t.n), t.n);
	if (t.unit == TERM_NONE)
		return "";
	return t.n % 60 ? arena_printf(mem, P_("%d minute", "%d minutes", t.n), t.n)
			: arena_printf(mem, P_("%d hour", "%d hours", t.n / 60), t.n / 60);
}

const char *term_show(struct arena *mem, const char *rule)
{
	struct term t;

	if (!term_parse(rule, &t))
		return arena_strdup(mem, rule);
	if (!term_is_extended(rule))
		return show_plain(mem, t);
	return t.unit == TERM_NONE ? _("extended") : arena_printf(mem, _("%s, extended"), show_plain(mem, t));
}

/* The same day number n months on, or the last day of that month. */
static civil_day add_months(civil_day from, int n)
{
	int year, month, day;

	civil_from_day(from, &year, &month, &day);
	int months = year * 12 + month - 1 + n;
	civil_day first = civil_to_day(months / 12, months % 12 + 1, 1);
	civil_day next = civil_to_day((months + 1) / 12, (months + 1) % 12 + 1, 1);

	return first + day < next ? first + day - 1 : next - 1;
}

/* The nearest working day from d on in steps of +1 or -1; d itself when there is none. */
static civil_day roll(const struct workdays *w, civil_day d, int step)
{
	for (int i = 0; i < ROLL_MAX; i++)
		if (workday(w, d + i * step))
			return d + i * step;
	return d;
}

void term_days(const struct term_rules *r, civil_day from, struct term t, civil_day *raw,
	       civil_day *rolled)
{
	civil_day end = from;

	if (t.unit == TERM_DAYS)
		end = from + t.n;
	else if (t.unit == TERM_MONTHS && r->month == MONTH_30_DAYS)
		end = from + t.n * DAYS_OF_MONTH;
	else if (t.unit == TERM_MONTHS)
		end = add_months(from, t.n);
	*raw = *rolled = end;
	if (r->roll == ROLL_PREVIOUS)
		*rolled = roll(&r->days, end, -1);
	/* A term never ends before it begins, on the day after `from`. */
	if (r->roll == ROLL_NEXT || (r->roll == ROLL_PREVIOUS && *rolled <= from))
		*rolled = roll(&r->days, end, 1);
}

int64_t term_due(const struct clock_ops *clock, const struct term_rules *r, int64_t from_ms,
		 struct term t)
{
	struct civil c = { .hour = 23, .minute = 59, .second = 59 };
	civil_day raw, rolled;

	if (t.unit == TERM_NONE)
		return 0;
	if (t.unit == TERM_MINUTES)
		return from_ms + (int64_t)t.n * MINUTE_MS;
	term_days(r, civil_day_at(clock, from_ms), t, &raw, &rolled);
	civil_from_day(rolled, &c.year, &c.month, &c.day);
	return civil_to_utc(clock, &c);
}

/* Copies the field at s up to a tab or the end without outer spaces; false when it has no room. */
static bool take_field(const char **s, char *out, size_t size)
{
	size_t all = strcspn(*s, "\t"), start = strspn(*s, " "), n = all;

	while (n > start && strchr(" \r\n", (*s)[n - 1]))
		n--;
	n -= start < n ? start : n;
	if (n >= size)
		return false;
	memcpy(out, *s + start, n);
	out[n] = '\0';
	*s += all + ((*s)[all] == '\t');
	return true;
}

/* A date that is the same whatever day is today: no "yesterday", no 7/11. */
static bool read_day(const char *s, civil_day *out)
{
	struct civil one, other;
	civil_day today = 0, another_day = 400;
	bool timed;

	if (!civil_parse(s, today, &one, &timed) || timed ||
	    !civil_parse(s, another_day, &other, NULL))
		return false;
	*out = civil_to_day(one.year, one.month, one.day);
	return *out == civil_to_day(other.year, other.month, other.day);
}

void term_canonical(const struct term_rules *r, const char *line, char out[32])
{
	char field[32];
	struct term t;
	civil_day from, raw, rolled;

	if (!take_field(&line, field, sizeof(field)) || !read_day(field, &from)) {
		snprintf(out, 32, "ERR:date");
		return;
	}
	if (!take_field(&line, field, sizeof(field)) || *line || term_is_extended(field) || !term_parse(field, &t) ||
	    (t.unit != TERM_DAYS && t.unit != TERM_MONTHS)) {
		snprintf(out, 32, "ERR:term");
		return;
	}
	term_days(r, from, t, &raw, &rolled);
	if (rolled > civil_to_day(9999, 12, 31)) {
		snprintf(out, 32, "ERR:date");
		return;
	}
	civil_format_day(raw, out);
	out[10] = '\t';
	civil_format_day(rolled, out + 11);
}
