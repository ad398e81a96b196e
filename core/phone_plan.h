/* core/phone_plan.h - the numbering plan of Ukraine: domain.md 4.1 (libphonenumber metadata, region
 * UA) as data to be compared with it line by line. For core/phone.c. Pure. */
#ifndef CORE_PHONE_PLAN_H
#define CORE_PHONE_PLAN_H

#include "core/phone.h"

enum { PHONE_NATIONAL_DIGITS = 9 }; /* of a number after +380 */

/* How many digits `pattern` takes when `digits` begin with it, else -1. A pattern is digits and
 * classes: "3[1-8]". */
int phone_pattern(const char *pattern, const char *digits);

/* The kind of a national number, nine digits without +380; PHONE_NONE: no such code or length. */
enum phone_kind phone_national_kind(const char *digits);

/* The short number that `digits` are, "1580" (static), or NULL. */
const char *phone_short(const char *digits);

#endif
