/* core/number.h - registration numbers, their ASCII twins, site codes and statutory indexes.
 *
 * design.md 7 (numbers) and 4.1 (what a person types); domain.md 1.3 (indexes). Pure: which number
 * comes next is known to the store alone. */
#ifndef CORE_NUMBER_H
#define CORE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/vocab.h"

/* How numbers look unless a site's setting says otherwise: ГЛ-91895/26. {yyyy}: a year in full. */
#define NUMBER_TEMPLATE "{site}-{n}/{yy}"

enum { SITE_CODE_MAX = 6, NUMBER_N_MAX = 999999999 };

/* The code of a site as it is kept: 1 to 6 Ukrainian or Latin letters or digits, in capitals, in
 * the arena. ERR_INVALID when it is none; *code is then untouched. */
MUST_CHECK enum err_code site_code_read(struct arena *a, const char *typed, const char **code,
					struct err *e);

/* The same in Latin letters by КМУ No 55, in capitals: ГЛ -> HL. Two sites of one city must differ
 * in it. */
const char *site_code_ascii(struct arena *a, const char *code);

/* ERR_INVALID unless the template has {site}, {n} and {yy} or {yyyy}, each once and parted by - / _
 * so that any number made by it can be read back. Other letters, digits and - / _ stand for
 * themselves. */
MUST_CHECK enum err_code number_template_check(const char *template, struct err *e);

/* The number n of a site's year (in full: 2026) by a checked template: ГЛ-91895/26. */
const char *number_format(struct arena *a, const char *template, const char *site, int year,
			  int64_t n);

/* Its twin for addresses, QR codes and Open311, whatever the template: HL-91895-26. */
const char *number_ascii(struct arena *a, const char *site, int year, int64_t n);

/* Whether a number as it is written has the code of the site as one of its parts. */
bool number_names_site(const char *number, const char *site);

/* What a person typed. */
struct number {
	const char *site;  /* in capitals, Cyrillic or Latin as typed; "" for a bare number */
	const char *ascii; /* key for a look-up: the twin when site and year are known, else "" */
	int64_t n;
	int year;          /* in full; 0 when it was not said */
	int question;      /* k of "N.k"; 0 when it was not said */
};

/* Reads ГЛ-91895/26, гл-91895/26, HL-91895-26, the same with .2 (question 2), ГЛ-91895, 91895/26,
 * 91895, with a № and spaces before, or any number of the site's template. False when it is none
 * of them; *out is then untouched. Texts are in the arena. */
bool number_parse(struct arena *a, const char *template, const char *typed, struct number *out);

/* The letter part of a statutory index (order 348): КО for a collective appeal, БП for an anonymous
 * one, else the first letter of the surname, a capital; "" when the surname has no letter. */
const char *index_mark(struct arena *a, enum applicant who, const char *surname);

/* Д-401, or Д-401/2 for the second double of it (дублетне); copy 0: the appeal itself. */
const char *index_format(struct arena *a, const char *mark, int64_t n, int copy);

#endif
