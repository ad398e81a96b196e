/* core/csv.c - see csv.h. */
#include "core/csv.h"

#include <string.h>

struct csv_form csv_guess(const char *line, size_t len)
{
	static const struct csv_form forms[] = { { '\t', false }, { ';', true }, { ',', true } };
	size_t best = 0, most = 0;

	for (size_t i = 0; i < COUNT(forms); i++) {
		size_t n = 0;

		for (size_t at = 0; at < len; at++)
			n += line[at] == forms[i].sep;
		if (n > most) {
			most = n;
			best = i;
		}
	}
	return forms[best];
}

size_t csv_line(const char *buf, size_t len, bool end)
{
	const char *nl = memchr(buf, '\n', len);

	return nl ? (size_t)(nl - buf) + 1 : end ? len : 0;
}

/* Where the field at buf[at] ends (a separator, a line end or the end of buf); len + 1: it is open. */
static size_t field_end(const struct csv_form *form, const char *buf, size_t at, size_t len)
{
	bool inside = form->quotes && at < len && buf[at] == '"';

	if (inside)
		at++;
	for (; at < len; at++) {
		if (inside && buf[at] == '"') {
			if (at + 1 < len && buf[at + 1] == '"')
				at++;
			else
				inside = false;
		} else if (!inside && (buf[at] == form->sep || buf[at] == '\n')) {
			return at;
		}
	}
	return inside ? len + 1 : len;
}

/* The value of a field: quotes taken off, "" inside them one ". What stands after the closing one stays. */
static const char *field_value(const struct csv_form *form, const char *s, size_t len, struct arena *mem,
			       size_t *out_len)
{
	char *out = arena_alloc(mem, len + 1);
	size_t n = 0, at = 0;

	if (form->quotes && len && s[0] == '"') {
		for (at = 1; at < len && (s[at] != '"' || (at + 1 < len && s[at + 1] == '"')); at++) {
			at += s[at] == '"';
			out[n++] = s[at];
		}
		at++;
	}
	for (; at < len; at++)
		out[n++] = s[at];
	*out_len = n;
	return out;
}

static void keep_field(const struct csv_form *form, struct csv_record *r, const char *s, size_t len,
		       struct arena *mem)
{
	if (r->n < CSV_FIELDS)
		r->field[r->n] = field_value(form, s, len, mem, &r->len[r->n]);
	r->n++;
}

bool csv_next(const struct csv_form *form, const char *buf, size_t len, bool end, struct arena *mem,
	      struct csv_record *out)
{
	size_t at = 0;

	out->n = out->lines = 0;
	for (;;) {
		size_t to = field_end(form, buf, at, len);
		bool last = to >= len;

		if (to > len || (last && !end))
			return false;
		bool line_ends = last || buf[to] == '\n';
		size_t value = to - at;

		if (line_ends && value && buf[to - 1] == '\r')
			value--;
		keep_field(form, out, buf + at, value, mem);
		at = last ? to : to + 1;
		if (line_ends)
			break;
	}
	out->bytes = at;
	for (size_t i = 0; i < at; i++)
		out->lines += buf[i] == '\n';
	return true;
}

static bool is_number(const char *s)
{
	return s[strspn(s, "+0123456789")] == '\0';
}

const char *csv_write(const struct csv_form *form, const char *value, bool guard, struct arena *mem)
{
	bool formula = guard && *value && strchr("=+-@\t\r", *value) && !is_number(value);
	bool quoted = false;
	char *out = arena_alloc(mem, 2 * strlen(value) + 4), *to = out + 1;

	if (formula)
		*to++ = '\'';
	for (const char *p = value; *p; p++) {
		bool space = *p == '\n' || *p == '\r' || (*p == '\t' && form->sep == '\t');

		quoted |= form->quotes && (*p == '"' || *p == form->sep);
		if (*p == '"' && form->quotes)
			*to++ = '"';
		*to++ = space ? ' ' : *p;
	}
	if (!quoted)
		return out + 1;
	*to = '"';
	out[0] = '"';
	return out;
}

const char *csv_unguard(const char *value)
{
	return value[0] == '\'' && value[1] && strchr("=+-@", value[1]) ? value + 1 : value;
}
