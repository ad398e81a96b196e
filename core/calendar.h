/* core/calendar.h - civil dates, the city's clock, the working calendar and terms.
 *
 * Law: Civil Code Art. 253-254, law 393/96 Art. 20, the city's order of 28.05.2021; see domain.md
 * 1.2 and 2.4. Pure: the zone comes through struct clock_ops, days off through struct workdays. */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/clock.h"

/* A civil date as days since 1970-01-01 (proleptic Gregorian). */
typedef int32_t civil_day;

struct civil {
	int year, month, day;     /* month 1..12, day 1..31 */
	int hour, minute, second; /* local */
};

civil_day civil_to_day(int year, int month, int day);
void civil_from_day(civil_day d, int *year, int *month, int *day);
bool civil_valid(int year, int month, int day);
/* 0 = Monday ... 6 = Sunday. */
int civil_weekday(civil_day d);

/* The city's wall clock at an instant, and the instant of a wall clock time (of the two 03:00-04:00
 * in October the first; a time that does not exist in March is moved an hour on). */
struct civil civil_at(const struct clock_ops *clock, int64_t utc_ms);
int64_t civil_to_utc(const struct clock_ops *clock, const struct civil *c);
civil_day civil_day_at(const struct clock_ops *clock, int64_t utc_ms);

/* Reads a date as people write it: 07.11.2019, 7.11.19, 07112019, 7/11 (year of `today`), ISO
 * 2019-11-07, "сьогодні", "вчора", "today", "yesterday"; an optional time HH:MM[:SS] after a space or T; outer spaces are
 * ignored. A two-digit year is 20YY. False when it is no date. has_time may be NULL. */
bool civil_parse(const char *s, civil_day today, struct civil *out, bool *has_time);

/* "07.11.2019", "07.11.2019 14:31" (out needs 11 / 17 bytes) and ISO 8601 with the zone's offset,
 * "2019-11-07T14:31:00+02:00" (out needs 26). */
void civil_format_day(civil_day d, char out[11]);
void civil_format_minute(const struct clock_ops *clock, int64_t utc_ms, char out[17]);
/* A term as it is said: the day, and the time only when it is not the end of the day. */
void civil_format_term(const struct clock_ops *clock, int64_t utc_ms, char out[17]);
void civil_format_iso(const struct clock_ops *clock, int64_t utc_ms, char out[26]);

/* The working calendar: Saturday and Sunday are off unless listed; listed days win. */
struct workdays {
	/* 1 working, 0 off, -1 not listed. NULL function: nothing is listed. */
	int (*listed)(const void *ctx, civil_day d);
	const void *ctx;
};
bool workday(const struct workdays *w, civil_day d);

enum term_roll { ROLL_NEXT, ROLL_PREVIOUS, ROLL_NONE };
enum month_mode { MONTH_CALENDAR, MONTH_30_DAYS };

struct term_rules {
	enum month_mode month;
	enum term_roll roll;
	struct workdays days;
};

enum term_unit { TERM_NONE, TERM_MINUTES, TERM_DAYS, TERM_MONTHS };
struct term {
	enum term_unit unit;
	int n;
};

/* "1m" a month, "7d" days, "120" or "120min" minutes, "" none; behind '>' the day it was extended to, which is
 * passed over: "1m>2026-12-10". False when it is none of these. */
bool term_parse(const char *s, struct term *out);
/* The reverse, for the log ("why this deadline"); out needs 16 bytes. */
void term_format(struct term t, char out[16]);

/* The instant until which a typed day or minute lasts: a day without an hour to its end. False when it is
 * neither. */
bool term_until(const struct clock_ops *clock, const char *typed, int64_t *out);

/* The rule of a term that somebody extended to a day: the first rule with it. out needs TERM_RULE_MAX. */
enum { TERM_RULE_MAX = 32 };
void term_extend(const char *rule, civil_day until, char out[TERM_RULE_MAX]);
bool term_is_extended(const char *rule);

/* A rule for people: "7 days", "1 month, extended", "120 minutes"; "" for none, the rule itself when it is not
 * known. In the arena. */
struct arena;
const char *term_show(struct arena *mem, const char *rule);

/* The last day of a term that is counted from the day after `from`: as counted (raw) and moved off
 * days that are not working ones (rolled); back only as far as the day after `from`, else forward.
 * TERM_DAYS and TERM_MONTHS only. */
void term_days(const struct term_rules *r, civil_day from, struct term t, civil_day *raw,
	       civil_day *rolled);

/* The instant by which the term is met, UTC ms: minutes run from the instant and never roll; days
 * and months end at 23:59:59 of the rolled day in the city. 0 for TERM_NONE. */
int64_t term_due(const struct clock_ops *clock, const struct term_rules *r, int64_t from_ms,
		 struct term t);

/* One line of `pult text deadline`: "DD.MM.YYYY<TAB>1m|15d|45d|5d|7d" -> "raw<TAB>rolled" dates, or
 * "ERR:date" / "ERR:term". out needs 32 bytes. */
void term_canonical(const struct term_rules *r, const char *line, char out[32]);

#endif
