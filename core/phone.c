/* core/phone.c - see phone.h.
 *
 * The tables below are domain.md 4.2 and are meant to be compared with it line by line; those of
 * 4.1 are in phone_plan.c. Nothing here guesses an operator or a town: numbers are ported. */
#include "core/phone.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "core/err.h"
#include "core/i18n.h"
#include "core/phone_plan.h"
#include "core/text.h"

enum {
	FOREIGN_MIN = 8,       /* 4.2 step 5 */
	FOREIGN_MAX = 15,      /* ITU-T E.164: fifteen digits with the code of the country */
	EXTENSION_MAX = 5,     /* 4.2 step 1 */
	NUMBER_DIGITS_MIN = 5, /* 4.2 step 3: a part of so many digits is a number of its own */
	LINE_LETTERS = 160     /* what is longer is no telephone number */
};

/* 4.2 step 1: words before an extension, lower case. */
static const char *const extension_words[] = { "дод", "вн", "внутр", "доб", "ext", "x", "х", "#" };

/* 4.2 step 2: labels before a number, lower case. */
static const char *const labels[] = { "тел", "телефон", "т", "моб", "факс", "дом", "роб", "р" };

/* 4.2 step 3: what parts two numbers. */
static const char *const dividers[] = { ",", ";", "/", " або " };

/* 4.2 step 4: separators inside a number, each read as a space; "/" is the last one. */
static const struct range {
	uint32_t first, last;
} separators[] = {
	{ '\t', '\t' }, { ' ', ' ' }, { '(', ')' }, { '-', '.' }, { '~', '~' },
	{ 0x00A0, 0x00A0 }, { 0x2009, 0x2009 }, { 0x202F, 0x202F }, /* spaces */
	{ 0x2010, 0x2015 }, { 0x2212, 0x2212 },                     /* dashes, minus */
};

/* Reads digits of one form; *out is filled when the answer is PHONE_GOOD. */
typedef enum phone_fault form_reader(const char *digits, const struct phone_plan *plan,
				     struct phone *out);
static form_reader read_international, read_national, read_local;

/* 4.2 steps 5 and 7-9: the first row that fits the digits decides: `read` what is left after `drop`
 * digits, or `fault`. Before them: "+" is read_international() at once (step 5), the short list
 * (step 6; none of it begins with 00). */
static const struct form {
	int step;
	size_t min, max;
	const char *begins;
	size_t drop;
	form_reader *read;
	enum phone_fault fault;
} forms[] = {
#define ANY LINE_LETTERS
	{ .step = 5, .min = 2,  .max = ANY, .begins = "00", .drop = 2, .read = read_international },
	{ .step = 7, .min = 12, .max = ANY, .begins = "380", .read = read_international },
	{ .step = 7, .min = 11, .max = 11, .begins = "80", .drop = 2, .read = read_national },
	{ .step = 7, .min = 10, .max = 10, .begins = "0", .drop = 1, .read = read_national },
	{ .step = 7, .min = 9,  .max = 9, .begins = "[1-9]", .read = read_national },
	{ .step = 8, .min = 7,  .max = 7, .begins = "[2-9]", .read = read_local },
	{ .step = 8, .min = 6,  .max = 6, .begins = "[2-9]", .read = read_local },
	{ .step = 8, .min = 6,  .max = 7, .begins = "1", .fault = PHONE_PREFIX }, /* 4.3 row 14 */
	{ .step = 9, .min = 5,  .max = 5, .begins = "[2-9]", .read = read_local },
	{ .step = 9, .min = 5,  .max = 5, .begins = "", .fault = PHONE_LOCAL5 },
	{ .step = 9, .min = 1,  .max = 4, .begins = "", .fault = PHONE_SHORT_UNKNOWN },
	{ .step = 9, .min = 0,  .max = ANY, .begins = "", .fault = PHONE_LENGTH },
#undef ANY
};

const struct phone_plan phone_plan_lviv = { .area = "32", .six_digit_prefix = "2" };

/* --- letters --------------------------------------------------------------------------------- */

/* What was typed, one element a letter: lower case, a run of separators as one ' '. */
struct line {
	uint32_t cp[LINE_LETTERS];
	size_t n;
	bool is_cut;
};

struct span {
	const uint32_t *cp;
	size_t n;
};

static bool is_letter(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static uint32_t plain(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(separators); i++)
		if (cp >= separators[i].first && cp <= separators[i].last)
			return ' ';
	return cp == '\r' || cp == '\n' ? ';' : text_lower(cp);
}

static void line_read(const char *raw, struct line *l)
{
	uint32_t cp;

	l->n = 0;
	l->is_cut = false;
	for (size_t len; (len = text_next(raw, &cp)) > 0; raw += len) {
		cp = plain(cp);
		if (cp == ' ' && l->n > 0 && l->cp[l->n - 1] == ' ')
			continue;
		if (l->n == LINE_LETTERS) {
			l->is_cut = true;
			return;
		}
		l->cp[l->n++] = cp;
	}
}

static bool is_outer(uint32_t cp)
{
	return cp == ' ' || cp == ',' || cp == ';';
}

static struct span trim(struct span s)
{
	while (s.n > 0 && is_outer(s.cp[0])) {
		s.cp++;
		s.n--;
	}
	while (s.n > 0 && is_outer(s.cp[s.n - 1]))
		s.n--;
	return s;
}

/* Letters of `word` when s begins with it, else 0. */
static size_t begins_with(struct span s, const char *word)
{
	size_t n = 0;
	uint32_t cp;

	for (size_t len; (len = text_next(word, &cp)) > 0; word += len, n++)
		if (n >= s.n || s.cp[n] != cp)
			return 0;
	return n;
}

static size_t ends_with(struct span s, const char *word)
{
	size_t n = text_letters(word);

	if (n > s.n)
		return 0;
	return begins_with((struct span){ s.cp + s.n - n, n }, word);
}

/* --- 4.2 steps 1-4 --------------------------------------------------------------------------- */

/* Step 1: takes "дод. 12" off the end of *s; its digits go to ext. */
static void take_extension(struct span *s, char ext[8])
{
	struct span rest = *s;
	size_t digits = 0;

	ext[0] = '\0';
	while (rest.n > 0 && is_digit(rest.cp[rest.n - 1])) {
		rest.n--;
		digits++;
	}
	if (digits < 1 || digits > EXTENSION_MAX)
		return;
	const uint32_t *from = rest.cp + rest.n;

	while (rest.n > 0 && (rest.cp[rest.n - 1] == ' ' || rest.cp[rest.n - 1] == ':'))
		rest.n--;
	for (size_t i = 0; i < COUNT(extension_words); i++) {
		size_t n = ends_with(rest, extension_words[i]);

		if (n == 0 || (rest.n > n && is_letter(rest.cp[rest.n - n - 1])))
			continue;
		for (size_t k = 0; k < digits; k++)
			ext[k] = (char)from[k];
		ext[digits] = '\0';
		*s = trim((struct span){ rest.cp, rest.n - n });
		return;
	}
}

/* Step 2: takes one label off the beginning of *s. */
static bool take_label(struct span *s)
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t n = begins_with(*s, labels[i]);

		if (n == 0 || (n < s->n && is_letter(s->cp[n])))
			continue;
		while (n < s->n && (s->cp[n] == ' ' || s->cp[n] == ':' || s->cp[n] == '/'))
			n++;
		*s = (struct span){ s->cp + n, s->n - n };
		return true;
	}
	return false;
}

/* Letters of the divider at the beginning of s, else 0. */
static size_t divider(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; n == 0 && i < COUNT(dividers); i++)
		n = begins_with(s, dividers[i]);
	return n;
}

/* Step 3. */
static bool is_multiple(struct span s)
{
	size_t numbers = 0, digits = 0;

	while (s.n > 0) {
		size_t n = divider(s);

		if (n > 0)
			digits = 0;
		else if (is_digit(s.cp[0]) && ++digits == NUMBER_DIGITS_MIN)
			numbers++;
		n = n > 0 ? n : 1;
		s = (struct span){ s.cp + n, s.n - n };
	}
	return numbers > 1;
}

/* Step 4: the digits of s alone, and whether "+" stands before them. */
static enum phone_fault take_digits(struct span s, char digits[LINE_LETTERS + 1], bool *plus)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (is_letter(s.cp[i]))
			return PHONE_LETTERS;
	*plus = false;
	for (size_t i = 0; i < s.n; i++) {
		uint32_t cp = s.cp[i];

		if (is_digit(cp))
			digits[n++] = (char)cp;
		else if (cp == '+' && n == 0 && !*plus)
			*plus = true;
		else if (cp != ' ' && cp != '/')
			return PHONE_CHARS;
	}
	digits[n] = '\0';
	return n == 0 ? PHONE_EMPTY : PHONE_GOOD;
}

/* --- 4.2 steps 5-9 --------------------------------------------------------------------------- */

static enum phone_fault read_national(const char *digits, const struct phone_plan *plan,
				      struct phone *out)
{
	enum phone_kind kind = phone_national_kind(digits);

	(void)plan;
	if (strlen(digits) != PHONE_NATIONAL_DIGITS)
		return PHONE_LENGTH;
	if (kind == PHONE_NONE)
		return PHONE_PREFIX;
	out->kind = kind;
	snprintf(out->e164, sizeof(out->e164), "+380%s", digits);
	return PHONE_GOOD;
}

/* Digits after "+" or "00". "+380 (0)63" has a trunk 0 too many; "+38 67" one too few. */
static enum phone_fault read_international(const char *digits, const struct phone_plan *plan,
					   struct phone *out)
{
	size_t len = strlen(digits);

	if (strncmp(digits, "380", 3) == 0) {
		bool trunk = len == 3 + PHONE_NATIONAL_DIGITS + 1 && digits[3] == '0';

		return read_national(digits + (trunk ? 4 : 3), plan, out);
	}
	if (len < FOREIGN_MIN || len > FOREIGN_MAX || digits[0] == '0')
		return PHONE_LENGTH;
	out->kind = PHONE_FOREIGN;
	out->suspicious = strncmp(digits, "38", 2) == 0 &&
			  phone_national_kind(digits + 2) != PHONE_NONE;
	snprintf(out->e164, sizeof(out->e164), "+%s", digits);
	return PHONE_GOOD;
}

/* The area makes nine digits of a local number, or the area and the prefix of the old six. */
static enum phone_fault read_local(const char *digits, const struct phone_plan *plan,
				   struct phone *out)
{
	const char *area = plan && plan->area ? plan->area : "";
	const char *six = plan && plan->six_digit_prefix ? plan->six_digit_prefix : "";
	size_t len = strlen(digits);
	char national[PHONE_NATIONAL_DIGITS + 1];

	if (strlen(area) + len == PHONE_NATIONAL_DIGITS)
		six = "";
	else if (len != 6 || strlen(area) + strlen(six) + len != PHONE_NATIONAL_DIGITS)
		return len == 5 ? PHONE_LOCAL5 : PHONE_LENGTH;
	snprintf(national, sizeof(national), "%s%s%s", area, six, digits);
	return read_national(national, plan, out);
}

static enum phone_fault read_digits(const char *digits, const struct phone_plan *plan,
				    struct phone *out)
{
	size_t len = strlen(digits);
	const struct form *f = forms;
	const char *number = phone_short(digits);

	if (number) {
		out->kind = PHONE_SHORT;
		snprintf(out->e164, sizeof(out->e164), "%s", number);
		return PHONE_GOOD;
	}
	/* The last form fits all. */
	while (len < f->min || len > f->max || phone_pattern(f->begins, digits) < 0)
		f++;
	return f->read ? f->read(digits + f->drop, plan, out) : f->fault;
}

enum phone_fault phone_parse(const char *raw, const struct phone_plan *plan, struct phone *out)
{
	struct line line;
	struct phone p = { .kind = PHONE_NONE };
	char digits[LINE_LETTERS + 1];
	bool plus;

	line_read(raw, &line);
	struct span s = trim((struct span){ line.cp, line.n });

	take_extension(&s, p.ext);
	while (take_label(&s))
		;
	if (is_multiple(s))
		return PHONE_MULTIPLE;
	enum phone_fault f = take_digits(s, digits, &plus);

	if (f == PHONE_GOOD)
		f = plus ? read_international(digits, plan, &p) : read_digits(digits, plan, &p);
	if (f == PHONE_GOOD && line.is_cut)
		f = PHONE_LENGTH; /* the end was not read */
	if (f == PHONE_GOOD)
		*out = p;
	return f;
}

/* --- words and pictures ---------------------------------------------------------------------- */

const char *phone_fault_word(enum phone_fault f)
{
#define X(sym, word, sentence) [sym] = word,
	static const char *const words[] = { PHONE_FAULTS(X) };
#undef X
	return (size_t)f < COUNT(words) ? words[f] : "?";
}

const char *phone_fault_text(enum phone_fault f)
{
#define X(sym, word, sentence) [sym] = sentence,
	static const char *const texts[] = { PHONE_FAULTS(X) };
#undef X
	if ((size_t)f >= COUNT(texts))
		return "?";
	return texts[f][0] ? _(texts[f]) : ""; /* gettext("") is the head of the catalogue */
}

size_t phone_canonical(const char *raw, const struct phone_plan *plan, char *out, size_t size)
{
	struct phone p;
	enum phone_fault f = phone_parse(raw, plan, &p);
	int n;

	if (f != PHONE_GOOD)
		n = snprintf(out, size, "ERR:%s", phone_fault_word(f));
	else if (p.kind == PHONE_SHORT)
		n = snprintf(out, size, "SHORT:%s", p.e164);
	else
		n = snprintf(out, size, "%s%s%s", p.e164, p.ext[0] ? ";ext=" : "", p.ext);
	return n < 0 ? 0 : (size_t)n;
}

/* The nine digits when e164 is a number of Ukraine, else NULL. */
static const char *national_part(const char *e164)
{
	if (strncmp(e164, "+380", 4) != 0 || phone_national_kind(e164 + 4) == PHONE_NONE)
		return NULL;
	return e164 + 4;
}

/* "(032) 297-57-95": the code of the city in brackets, the rest by twos from the end. */
static void show_own(const char *area, const char *local, char out[24])
{
	size_t first = strlen(local) - 4;
	int n = snprintf(out, 24, "(0%s) ", area);

	for (size_t i = 0; local[i] && n < 22; i++) {
		if (i >= first && (i - first) % 2 == 0)
			out[n++] = '-';
		out[n++] = local[i];
	}
	out[n] = '\0';
}

void phone_show(const char *e164, const struct phone_plan *plan, char out[24])
{
	const char *d = national_part(e164);
	const char *area = plan && plan->area ? plan->area : "";
	size_t len = strlen(area);

	if (!d) {
		snprintf(out, 24, "%s", e164);
		return;
	}
	enum phone_kind kind = phone_national_kind(d);

	if (kind == PHONE_FIXED && len > 0 && len < 5 && strncmp(d, area, len) == 0)
		show_own(area, d + len, out);
	else if (kind == PHONE_FIXED || kind == PHONE_MOBILE)
		snprintf(out, 24, "+380 %c%c %c%c%c %c%c %c%c", d[0], d[1], d[2], d[3], d[4], d[5],
			 d[6], d[7], d[8]);
	else
		snprintf(out, 24, "+380 %c%c%c %c%c%c %c%c%c", d[0], d[1], d[2], d[3], d[4], d[5],
			 d[6], d[7], d[8]);
}

void phone_mask(const char *e164, char out[24])
{
	size_t len = strlen(e164);
	bool is_number = e164[0] == '+' && len > FOREIGN_MIN &&
			 strspn(e164 + 1, "0123456789") == len - 1;

	if (len == 0 || phone_short(e164))
		snprintf(out, 24, "%s", e164);
	else if (!is_number)
		snprintf(out, 24, "***");
	else if (national_part(e164))
		snprintf(out, 24, "+380 %c%c ***-**-%s", e164[4], e164[5], e164 + len - 2);
	else
		snprintf(out, 24, "+%c%c ***-**-%s", e164[1], e164[2], e164 + len - 2);
}
