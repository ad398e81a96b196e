/* tui/frame.c - see frame.h. The looks that the frame wants and those that the terminal was told are kept apart;
 * what is drawn decides which of them have to be the same. */
#include "tui/frame.h"

#include <string.h>

enum { OWN = -1, ESC = 033 }; /* the terminal's own colour */

/* Bits of struct look.attr, in the order of the table. */
enum { REVERSE = 4 };
static const int attr_codes[] = { 1, 4, 7 }; /* bold, underline, reverse */

struct look {
	int fg, bg; /* OWN, or a number of the palette */
	unsigned attr;
};
static const struct look plain = { .fg = OWN, .bg = OWN };

struct out {
	char *bytes;
	size_t n;
	struct look want, told;
	bool *charset;
	bool unknown; /* something that cannot be followed */
};

/* --- looks ------------------------------------------------------------------------------------- */

/* One number of a list; false where it is none, or too large. */
static bool number(const char **at, const char *end, int *out)
{
	*out = 0;
	while (*at < end && **at >= '0' && **at <= '9' && *out < 1000)
		*out = 10 * *out + *(*at)++ - '0';
	return *at == end || **at == ';';
}

static bool extended(const char **at, const char *end, int *colour)
{
	int five;

	if (*at == end || !(++*at, number(at, end, &five)) || five != 5 || *at == end)
		return false;
	++*at;
	return number(at, end, colour) && *colour < 256;
}

static bool basic(int code, int from, int *colour)
{
	if (code == from + 9)
		*colour = OWN;
	else if (code >= from && code < from + 8)
		*colour = code - from;
	else if (code >= from + 60 && code < from + 68)
		*colour = code - from - 60 + 8;
	else
		return false;
	return true;
}

static bool attribute(int code, struct look *l)
{
	for (unsigned i = 0; i < COUNT(attr_codes); i++) {
		if (code == attr_codes[i]) {
			l->attr |= 1u << i;
			return true;
		}
	}
	return false;
}

/* The numbers between "ESC [" and "m". */
static bool read_look(const char *at, const char *end, struct look *l)
{
	for (;; at++) {
		int code;

		if (!number(&at, end, &code))
			return false;
		if (code == 0)
			*l = plain;
		else if (code == 38 || code == 48) {
			if (!extended(&at, end, code == 38 ? &l->fg : &l->bg))
				return false;
		} else if (!basic(code, 30, &l->fg) && !basic(code, 40, &l->bg) && !attribute(code, l)) {
			return false;
		}
		if (at == end)
			return true;
	}
}

static size_t put_number(char *to, size_t n, int code)
{
	if (n)
		to[n++] = ';';
	if (code >= 100)
		to[n++] = (char)('0' + code / 100);
	if (code >= 10)
		to[n++] = (char)('0' + code / 10 % 10);
	to[n++] = (char)('0' + code % 10);
	return n;
}

/* As terminfo tells colours: the first eight, the bright ones, all the others. */
static size_t put_colour(char *to, size_t n, int colour, int from)
{
	if (colour < 16)
		return put_number(to, n, colour == OWN ? from + 9 : colour < 8 ? from + colour : from + 52 + colour);
	n = put_number(to, n, from + 8);
	n = put_number(to, n, 5);
	return put_number(to, n, colour);
}

/* The numbers that lead from one look to the other. */
static size_t put_change(char *to, size_t n, const struct look *from, const struct look *l)
{
	for (unsigned i = 0; i < COUNT(attr_codes); i++)
		if (l->attr & ~from->attr & 1u << i)
			n = put_number(to, n, attr_codes[i]);
	if (l->fg != from->fg)
		n = put_colour(to, n, l->fg, 30);
	return l->bg == from->bg ? n : put_colour(to, n, l->bg, 40);
}

static void tell(struct out *o)
{
	char changed[40], anew[40] = "0";
	size_t n = put_change(changed, 0, &o->told, &o->want), m = put_change(anew, 1, &plain, &o->want);

	/* an attribute is taken away by beginning anew only: old terminals know no other way */
	bool lost = o->told.attr & ~o->want.attr;

	if (n == 0 && !lost)
		return;
	if (m == 1)
		m = 0; /* "ESC [ m" */
	bool again = lost || m < n;

	o->bytes[o->n++] = ESC;
	o->bytes[o->n++] = '[';
	memcpy(o->bytes + o->n, again ? anew : changed, again ? m : n);
	o->n += again ? m : n;
	o->bytes[o->n++] = 'm';
	o->told = o->want;
}

/* A space has no colour of its own, unless it is reversed. */
static void tell_blank(struct out *o)
{
	if (o->told.bg != o->want.bg || (o->told.attr ^ o->want.attr) & ~1u || o->want.attr & REVERSE)
		tell(o);
}

/* --- the stream --------------------------------------------------------------------------------- */

static void copy(struct out *o, const char *from, const char *to)
{
	memcpy(o->bytes + o->n, from, (size_t)(to - from));
	o->n += (size_t)(to - from);
}

/* From "ESC [" on; returns what is behind it. */
static const char *take_csi(struct out *o, const char *at, const char *end)
{
	const char *from = at;

	for (at += 2; at < end && *at >= 0x20 && *at < 0x40; at++)
		;
	if (at == end) {
		o->unknown = true;
		return end;
	}
	if (*at == 'm') {
		o->unknown = o->unknown || !read_look(from + 2, at, &o->want);
		return at + 1;
	}
	if (strchr("KXJP@STLM", *at)) /* what comes in is blank */
		tell_blank(o);
	else if (!strchr("HfGdABCDr", *at)) /* moves of the cursor draw nothing */
		tell(o);
	copy(o, from, at + 1);
	return at + 1;
}

/* ASCII was chosen again though nothing else had been. */
static bool needless(struct out *o, const char *at, const char *end)
{
	if (end - at < 3 || at[1] != '(')
		return false;
	bool was = *o->charset;

	*o->charset = at[2] != 'B';
	return !was && at[2] == 'B';
}

static const char *take_escape(struct out *o, const char *at, const char *end)
{
	if (end - at < 2) {
		o->unknown = true;
		return end;
	}
	if (at[1] == '[')
		return take_csi(o, at, end);
	if (needless(o, at, end))
		return at + 3;
	const char *next = at + (at[1] == '(' ? 3 : 2);

	if (next > end)
		next = end;
	tell(o);
	copy(o, at, next);
	return next;
}

static const char *take_letter(struct out *o, const char *at)
{
	if (*at == ' ' || *at == '\n')
		tell_blank(o);
	else if ((unsigned char)*at > ' ')
		tell(o);
	o->bytes[o->n++] = *at;
	return at + 1;
}

struct frame frame_squeeze(struct frame f, bool *charset, struct arena *mem)
{
	bool before = *charset;
	/* a look that was put off may be told at last: never more than its frame had, but for the end */
	struct out o = { .bytes = arena_alloc(mem, 2 * f.n + 64), .want = plain, .told = plain, .charset = charset };
	const char *at = f.bytes, *end = f.bytes + f.n;

	while (at < end && !o.unknown)
		at = *at == ESC ? take_escape(&o, at, end) : take_letter(&o, at);
	tell(&o);
	if (!o.unknown && o.n <= f.n)
		return (struct frame){ o.bytes, o.n };
	*charset = before || o.unknown;
	return f;
}
