/* core/number.c - see number.h. */
#include "core/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "core/i18n.h"
#include "core/text.h"

enum {
	TYPED_LETTERS = 64,    /* what is longer is no number */
	NUMBER_BYTES = 128,    /* of a written number: a template and its three values */
	TEMPLATE_BYTES = 48,
	SITE_LATIN_MAX = 24,   /* six times "shch" */
	NUMERO_SIGN = 0x2116   /* No */
};

/* Letters of a site's code: those that have a Latin counterpart in КМУ No 55, digits. */
static const struct range {
	uint32_t first, last;
} site_letters[] = {
	{ '0', '9' }, { 'A', 'Z' },
	{ 0x0410, 0x0429 },                     /* А-Щ */
	{ 0x042C, 0x042C }, { 0x042E, 0x042F }, /* Ь Ю Я */
	{ 0x0404, 0x0404 }, { 0x0406, 0x0407 }, /* Є І Ї */
	{ 0x0490, 0x0490 },                     /* Ґ */
};

/* What is tried after the site's own template, in this order. */
static const char *const shapes[] = {
	"{site}-{n}-{yy}", NUMBER_TEMPLATE, "{n}/{yy}", "{n}-{yy}", "{site}-{n}", "{n}",
};

enum place { PLACE_SITE, PLACE_N, PLACE_YY, PLACE_YYYY, PLACE_NONE };

static const char *const places[] = {
	[PLACE_SITE] = "{site}", [PLACE_N] = "{n}", [PLACE_YY] = "{yy}", [PLACE_YYYY] = "{yyyy}",
};

/* Which placeholder stands at *t, which moves past it. */
static enum place take_place(const char **t)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		size_t n = strlen(places[i]);

		if (strncmp(*t, places[i], n) == 0) {
			*t += n;
			return (enum place)i;
		}
	}
	return PLACE_NONE;
}

/* --- sites ----------------------------------------------------------------------------------- */

static bool is_site_letter(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(site_letters); i++)
		if (cp >= site_letters[i].first && cp <= site_letters[i].last)
			return true;
	return false;
}

enum err_code site_code_read(struct arena *a, const char *typed, const char **code, struct err *e)
{
	char out[SITE_CODE_MAX * 4 + 1] = "";
	size_t letters = 0, bytes = 0;
	uint32_t cp;
	bool good = true;

	for (size_t len; good && (len = text_next(typed, &cp)) > 0; typed += len) {
		cp = text_upper(cp);
		good = ++letters <= SITE_CODE_MAX && is_site_letter(cp);
		if (good)
			bytes += text_put(out + bytes, cp);
	}
	if (!good || letters == 0 || !site_code_ascii(a, out)[0])
		return err_set(e, ERR_INVALID,
			       _("The code of a site is 1 to 6 letters, Ukrainian or Latin, or "
				 "digits."));
	*code = arena_strdup(a, out);
	return ERR_OK;
}

const char *site_code_ascii(struct arena *a, const char *code)
{
	char *latin = text_latin(a, code);

	for (char *p = latin; *p; p++) /* one letter alone gives "Shch" */
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return latin;
}

/* --- writing --------------------------------------------------------------------------------- */

enum err_code number_template_check(const char *template, struct err *e)
{
	int seen[COUNT(places)] = { 0 };
	bool good = strlen(template) < TEMPLATE_BYTES;
	uint32_t cp;

	for (const char *t = template; good && *t;) {
		enum place p = take_place(&t);

		if (p != PLACE_NONE) {
			seen[p]++;
			good = !*t || strchr("-/_", *t);
			continue;
		}
		t += text_next(t, &cp);
		good = is_site_letter(cp) || (cp < 0x80 && strchr("-/_", (int)cp));
	}
	if (!good || seen[PLACE_SITE] != 1 || seen[PLACE_N] != 1 ||
	    seen[PLACE_YY] + seen[PLACE_YYYY] != 1)
		return err_set(e, ERR_INVALID,
			       _("The template of numbers needs {site}, {n} and {yy} or {yyyy}, "
				 "each once, with a dash or a slash between them."));
	return ERR_OK;
}

const char *number_format(struct arena *a, const char *template, const char *site, int year,
			  int64_t n)
{
	char digits[24], yyyy[16], out[NUMBER_BYTES];
	const char *const values[] = {
		[PLACE_SITE] = site, [PLACE_N] = digits, [PLACE_YY] = yyyy + 2, [PLACE_YYYY] = yyyy,
	};
	size_t used = 0;

	snprintf(digits, sizeof(digits), "%" PRId64, n);
	snprintf(yyyy, sizeof(yyyy), "%04d", year);
	for (const char *t = template; *t;) {
		const char *literal = t;
		enum place p = take_place(&t);
		const char *s = p != PLACE_NONE ? values[p] : literal;
		size_t len = p != PLACE_NONE ? strlen(s) : 1;

		if (p == PLACE_NONE)
			t++;
		if (used + len >= sizeof(out)) /* no checked template comes here */
			break;
		memcpy(out + used, s, len);
		used += len;
	}
	return arena_strndup(a, out, used);
}

const char *number_ascii(struct arena *a, const char *site, int year, int64_t n)
{
	return number_format(a, "{site}-{n}-{yy}", site_code_ascii(a, site), year, n);
}

bool number_names_site(const char *number, const char *site)
{
	static const char between[] = "-/_"; /* number_template_check() */
	size_t len = strlen(site);

	for (const char *part = number; len && *part;) {
		size_t n = strcspn(part, between);

		if (n == len && memcmp(part, site, n) == 0)
			return true;
		part += n + (part[n] != '\0');
	}
	return false;
}

/* --- reading --------------------------------------------------------------------------------- */

/* What was typed in capitals, without a No sign before it and spaces around - / _ and dots; ends
 * with 0. */
struct typed {
	uint32_t cp[TYPED_LETTERS + 1];
	size_t n;
};

static bool is_space(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x00A0 || cp == 0x202F;
}

static uint32_t plain(uint32_t cp)
{
	return (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 ? '-' : text_upper(cp);
}

/* False when it is too long, or a space stands inside a word. */
static bool typed_read(const char *s, struct typed *t)
{
	bool spaced = false;
	uint32_t cp;

	t->n = 0;
	for (size_t len; (len = text_next(s, &cp)) > 0; s += len) {
		if (is_space(cp) || (t->n == 0 && (cp == NUMERO_SIGN || cp == '#'))) {
			spaced = t->n > 0;
			continue;
		}
		cp = plain(cp);
		if (t->n == TYPED_LETTERS ||
		    (spaced && is_site_letter(cp) && is_site_letter(t->cp[t->n - 1])))
			return false;
		t->cp[t->n++] = cp;
		spaced = false;
	}
	t->cp[t->n] = 0;
	return true;
}

/* Reads 1..max digits at *cp, which moves past them; returns how many, 0 when they do not fit. */
static size_t take_digits(const uint32_t **cp, size_t max, int64_t *out)
{
	size_t n = 0;
	int64_t v = 0;

	for (; (*cp)[n] >= '0' && (*cp)[n] <= '9'; n++)
		if (n < max)
			v = v * 10 + ((*cp)[n] - '0');
	if (n > max)
		return 0;
	*cp += n;
	*out = v;
	return n;
}

/* A site's code, or its Latin twin, which may be longer. */
static bool take_site(const uint32_t **cp, char out[SITE_LATIN_MAX * 2 + 1])
{
	size_t letters = 0, bytes = 0;

	for (; letters <= SITE_LATIN_MAX && is_site_letter((*cp)[letters]); letters++)
		if (letters < SITE_LATIN_MAX)
			bytes += text_put(out + bytes, (*cp)[letters]);
	*cp += letters;
	return letters > 0 && letters <= (bytes > letters ? SITE_CODE_MAX : SITE_LATIN_MAX);
}

/* 26 or 2026. */
static bool take_year(const uint32_t **cp, int *out)
{
	int64_t v = 0;
	size_t digits = take_digits(cp, 4, &v);

	*out = (int)(digits == 2 ? v + 2000 : v);
	return (digits == 2 || digits == 4) && *out >= 2000 && *out < 2100;
}

static bool take_value(enum place p, const uint32_t **cp, char *site, struct number *out)
{
	if (p == PLACE_SITE)
		return take_site(cp, site);
	if (p == PLACE_N)
		return take_digits(cp, 9, &out->n) > 0 && out->n > 0;
	return take_year(cp, &out->year);
}

/* Whether cp is a number of this shape, with or without ".k" after it. */
static bool shape_fits(const char *shape, const uint32_t *cp, char *site, struct number *out)
{
	int64_t k = 0;

	*out = (struct number){ .site = "" };
	site[0] = '\0';
	while (*shape) {
		enum place p = take_place(&shape);
		uint32_t want;

		if (p != PLACE_NONE) {
			if (!take_value(p, &cp, site, out))
				return false;
			continue;
		}
		shape += text_next(shape, &want);
		if (*cp++ != text_upper(want))
			return false;
	}
	if (*cp == '.') {
		cp++;
		if (take_digits(&cp, 2, &k) == 0 || k < 1)
			return false;
	}
	out->question = (int)k;
	return *cp == 0;
}

bool number_parse(struct arena *a, const char *template, const char *typed, struct number *out)
{
	char site[SITE_LATIN_MAX * 2 + 1];
	struct typed t;
	struct number num;
	size_t i = 0;

	if (!typed_read(typed, &t))
		return false;
	if (!shape_fits(template, t.cp, site, &num)) {
		while (i < COUNT(shapes) && !shape_fits(shapes[i], t.cp, site, &num))
			i++;
		if (i == COUNT(shapes))
			return false;
	}
	num.site = arena_strdup(a, site);
	num.ascii = site[0] && num.year ? number_ascii(a, site, num.year, num.n) : "";
	*out = num;
	return true;
}

/* --- statutory indexes ----------------------------------------------------------------------- */

const char *index_mark(struct arena *a, enum applicant who, const char *surname)
{
	/* Order 348 of 14.04.1997: КО, БП. */
	static const char *const marks[APPLICANT_COUNT] = {
		[APPLICANT_COLLECTIVE] = "\u041A\u041E", [APPLICANT_ANONYMOUS] = "\u0411\u041F",
	};
	char out[8];
	uint32_t cp;

	if ((unsigned)who < COUNT(marks) && marks[who])
		return marks[who];
	const char *s = text_tidy(a, surname, NULL);

	for (size_t len; (len = text_next(s, &cp)) > 0; s += len) {
		utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

		if (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) {
			text_put(out, text_upper(cp));
			return arena_strdup(a, out);
		}
	}
	return "";
}

const char *index_format(struct arena *a, const char *mark, int64_t n, int copy)
{
	if (copy > 0)
		return arena_printf(a, "%s-%" PRId64 "/%d", mark, n, copy);
	return arena_printf(a, "%s-%" PRId64, mark, n);
}
