/* core/calendar.c - see calendar.h: civil dates, the city's clock, how dates are typed and written.
 *
 * Terms and the working calendar are in term.c. Years are 1..9999 everywhere. */
#include "core/calendar.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"

enum {
	DAY_S = 24 * 60 * 60,
	DAYS_400_YEARS = 146097, /* the Gregorian calendar repeats after them */
	DAYS_TO_1970 = 719468,   /* from 0000-03-01, the start of a cycle, to 1970-01-01 */
	YEAR_MAX = 9999
};

/* Days like "yesterday" that may be typed instead of a date. */
static const struct {
	const char *word;
	int32_t shift;
} day_words[] = {
	{ .word = "сьогодні", .shift = 0 },
	{ .word = "вчора", .shift = -1 },
	{ .word = "today", .shift = 0 },
	{ .word = "yesterday", .shift = -1 },
};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* --- dates ----------------------------------------------------------------------------------- */

/* Days are counted in years that begin on 1 March, so that 29 February is the last day of one: the
 * months from March on have 31 30 31 30 31, 31 30 31 30 31, 31 days, which is (153 m + 2) / 5. */
civil_day civil_to_day(int year, int month, int day)
{
	int64_t y = month > 2 ? year : (int64_t)year - 1;
	int m = month > 2 ? month - 3 : month + 9;
	int64_t days = y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);

	return (civil_day)(days + (153 * m + 2) / 5 + day - 1 - DAYS_TO_1970);
}

void civil_from_day(civil_day d, int *year, int *month, int *day)
{
	int64_t days = (int64_t)d + DAYS_TO_1970;
	int64_t cycle = floor_div(days, DAYS_400_YEARS);
	int in_cycle = (int)(days - cycle * DAYS_400_YEARS);
	/* Without leap days all years are of 365: four years have 1460 days before their leap day,
	 * a century 36524 (it ends without one), the cycle 146096 before its last day. */
	int leap = in_cycle / 1460 - in_cycle / 36524 + in_cycle / (DAYS_400_YEARS - 1);
	int y = (in_cycle - leap) / 365;
	int in_year = in_cycle - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(cycle * 400) + y + (*month <= 2);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool civil_valid(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < 1 || year > YEAR_MAX || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && is_leap(year));
}

int civil_weekday(civil_day d)
{
	int64_t n = (int64_t)d + 3; /* 1970-01-01 was a Thursday */

	return (int)(n - floor_div(n, 7) * 7);
}

/* --- the city's clock ------------------------------------------------------------------------ */

static struct civil civil_from_seconds(int64_t local_s)
{
	int64_t d = floor_div(local_s, DAY_S);
	int s = (int)(local_s - d * DAY_S);
	struct civil c = { .hour = s / 3600, .minute = s / 60 % 60, .second = s % 60 };

	civil_from_day((civil_day)d, &c.year, &c.month, &c.day);
	return c;
}

struct civil civil_at(const struct clock_ops *clock, int64_t utc_ms)
{
	return civil_from_seconds(floor_div(utc_ms, 1000) + clock->offset_s(clock->ctx, utc_ms));
}

int64_t civil_to_utc(const struct clock_ops *clock, const struct civil *c)
{
	int64_t local_s = (int64_t)civil_to_day(c->year, c->month, c->day) * DAY_S +
			  c->hour * 3600 + c->minute * 60 + c->second;
	/* The offsets a day before and after: they differ when the clocks change in between. */
	int32_t before = clock->offset_s(clock->ctx, (local_s - DAY_S) * 1000);
	int32_t after = clock->offset_s(clock->ctx, (local_s + DAY_S) * 1000);
	int64_t by_before = (local_s - before) * 1000;
	int64_t by_after = (local_s - after) * 1000;
	bool is_before = clock->offset_s(clock->ctx, by_before) == before;
	bool is_after = clock->offset_s(clock->ctx, by_after) == after;

	/* Both: the hour that comes twice. Neither: the hour that is skipped; the old offset moves
	 * it an hour on. */
	return is_after && !is_before ? by_after : by_before;
}

civil_day civil_day_at(const struct clock_ops *clock, int64_t utc_ms)
{
	int32_t offset = clock->offset_s(clock->ctx, utc_ms);

	return (civil_day)floor_div(floor_div(utc_ms, 1000) + offset, DAY_S);
}

/* --- as people type them --------------------------------------------------------------------- */

/* Reads a number of min..max digits at *s, which moves past it only when it fits. */
static bool take_number(const char **s, size_t min, size_t max, int *out)
{
	size_t n = strspn(*s, "0123456789");
	int v = 0;

	if (n < min || n > max)
		return false;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + ((*s)[i] - '0');
	*s += n;
	*out = v;
	return true;
}

static bool take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* Two digits are 20YY; four are the year. */
static bool take_year(const char **s, int *year)
{
	if (take_number(s, 4, 4, year))
		return true;
	if (!take_number(s, 2, 2, year))
		return false;
	*year += 2000;
	return true;
}

/* 2019-11-07 */
static bool take_iso(const char **s, civil_day today, struct civil *c)
{
	(void)today;
	return take_number(s, 4, 4, &c->year) && take_char(s, '-') &&
	       take_number(s, 2, 2, &c->month) && take_char(s, '-') &&
	       take_number(s, 2, 2, &c->day);
}

/* 07112019 */
static bool take_solid(const char **s, civil_day today, struct civil *c)
{
	int v;

	(void)today;
	if (!take_number(s, 8, 8, &v))
		return false;
	c->day = v / 1000000;
	c->month = v / 10000 % 100;
	c->year = v % 10000;
	return true;
}

/* 07.11.2019, 7.11.19, 7/11: one kind of separator throughout. */
static bool take_dotted(const char **s, civil_day today, struct civil *c)
{
	int month, day;

	if (!take_number(s, 1, 2, &c->day))
		return false;
	char separator = **s;

	if ((separator != '.' && separator != '/') || !take_char(s, separator) ||
	    !take_number(s, 1, 2, &c->month))
		return false;
	if (take_char(s, separator))
		return take_year(s, &c->year);
	civil_from_day(today, &c->year, &month, &day);
	return true;
}

static bool take_word(const char **s, civil_day today, struct civil *c)
{
	for (size_t i = 0; i < COUNT(day_words); i++) {
		const char *word = day_words[i].word, *at = *s;
		uint32_t want, cp;
		size_t len, got;

		while ((len = text_next(word, &want)) > 0 && (got = text_next(at, &cp)) > 0 &&
		       text_lower(cp) == want) {
			word += len;
			at += got;
		}
		if (*word)
			continue;
		civil_from_day(today + day_words[i].shift, &c->year, &c->month, &c->day);
		*s = at;
		return true;
	}
	return false;
}

/* HH:MM[:SS]; the hour may have one digit. */
static bool take_time(const char **s, struct civil *c)
{
	if (!take_number(s, 1, 2, &c->hour) || !take_char(s, ':') ||
	    !take_number(s, 2, 2, &c->minute))
		return false;
	if (take_char(s, ':') && !take_number(s, 2, 2, &c->second))
		return false;
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

static const char *skip_space(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

bool civil_parse(const char *s, civil_day today, struct civil *out, bool *has_time)
{
	static bool (*const forms[])(const char **, civil_day, struct civil *) = {
		take_iso, take_solid, take_dotted, take_word,
	};
	struct civil c = { .hour = 0 };
	const char *at = s = skip_space(s);
	bool timed = false;
	size_t i = 0;

	while (i < COUNT(forms) && !forms[i](&at, today, &c)) {
		at = s;
		i++;
	}
	if (i == COUNT(forms) || !civil_valid(c.year, c.month, c.day))
		return false;
	const char *next = *at == 'T' ? at + 1 : skip_space(at);

	if (*at == 'T' || (next > at && *next)) {
		if (!take_time(&next, &c))
			return false;
		timed = true;
	}
	if (*skip_space(next))
		return false;
	*out = c;
	if (has_time)
		*has_time = timed;
	return true;
}

/* --- as they are written --------------------------------------------------------------------- */

/* The last `width` digits of v and the character after them; returns what follows. */
static char *put(char *out, int v, int width, char after)
{
	int left = v < 0 ? -v : v;

	for (int i = width - 1; i >= 0; i--, left /= 10)
		out[i] = (char)('0' + left % 10);
	out[width] = after;
	return out + width + 1;
}

static char *put_day(char *out, const struct civil *c, char after)
{
	out = put(out, c->day, 2, '.');
	out = put(out, c->month, 2, '.');
	return put(out, c->year, 4, after);
}

void civil_format_day(civil_day d, char out[11])
{
	struct civil c = { .hour = 0 };

	civil_from_day(d, &c.year, &c.month, &c.day);
	put_day(out, &c, '\0');
}

void civil_format_minute(const struct clock_ops *clock, int64_t utc_ms, char out[17])
{
	struct civil c = civil_at(clock, utc_ms);

	out = put_day(out, &c, ' ');
	out = put(out, c.hour, 2, ':');
	put(out, c.minute, 2, '\0');
}

void civil_format_term(const struct clock_ops *clock, int64_t utc_ms, char out[17])
{
	struct civil c = civil_at(clock, utc_ms);

	if (c.hour == 23 && c.minute == 59)
		civil_format_day(civil_day_at(clock, utc_ms), out);
	else
		civil_format_minute(clock, utc_ms, out);
}

void civil_format_iso(const struct clock_ops *clock, int64_t utc_ms, char out[26])
{
	struct civil c = civil_at(clock, utc_ms);
	int offset = clock->offset_s(clock->ctx, utc_ms) / 60;

	out = put(out, c.year, 4, '-');
	out = put(out, c.month, 2, '-');
	out = put(out, c.day, 2, 'T');
	out = put(out, c.hour, 2, ':');
	out = put(out, c.minute, 2, ':');
	out = put(out, c.second, 2, offset < 0 ? '-' : '+');
	out = put(out, offset / 60, 2, ':');
	put(out, offset % 60, 2, '\0');
}
