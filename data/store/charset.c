/* data/store/charset.c - see charset.h. */
#include "data/store/charset.h"

#include <iconv.h>
#include <limits.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/text_guess.h"

#define UTF8 "UTF-8"
#define CP1251 "windows-1251"
#define KOI8 "KOI8-U"

struct charset {
	const char *name;
	iconv_t in, out; /* (iconv_t)-1: UTF-8 */
};

static const iconv_t none = (iconv_t)-1;

/* So much of a text is looked at: a letter or two would do where they are no capitals. */
enum { SAMPLE_BYTES = 32 * 1024, LINE_BYTES = 256 * 1024, SURELY = 3 };

/* Of the bytes above ASCII: how many stand in valid sequences of UTF-8, and how many do not. */
static void count_utf8(const char *s, size_t len, size_t *good, size_t *bad)
{
	*good = *bad = 0;
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t need = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;

		if (c >= 0x80 && i + need > len && (i + 1 == len || ((unsigned char)s[i + 1] & 0xC0) == 0x80))
			break; /* cut by the end of the buffer */
		if (c < 0x80) {
			i++;
		} else if (c >= 0xC2 && i + need <= len && text_check(s + i, need) == TEXT_GOOD) {
			*good += need;
			i += need;
		} else {
			(*bad)++;
			i++;
		}
	}
}

/* By lines, each of which says the same however long it is: one that is spoilt makes no other file of the rest. A line
 * that is longer than any row says nothing. */
static bool looks_utf8(const char *buf, size_t len)
{
	size_t lines = 0, others = 0;

	for (size_t at = 0, n; at < len; at += n + 1) {
		const char *nl = memchr(buf + at, '\n', len - at);
		size_t good, bad;

		n = nl ? (size_t)(nl - (buf + at)) : len - at;
		if (n >= LINE_BYTES)
			continue;
		count_utf8(buf + at, n, &good, &bad);
		lines += good > SURELY * bad;
		others += bad && good <= SURELY * bad;
	}
	return lines >= others;
}

/* What the bytes above ASCII would say, with an X where the table has nothing for one. */
static long cost_in(const char *name, const char *buf, size_t len, struct arena *mem)
{
	char *out = arena_alloc(mem, len * 4 + 1), *to = out, *from = arena_strndup(mem, buf, len);
	size_t left = len * 4;
	iconv_t in = iconv_open("UTF-8", name);

	if (in == none)
		return LONG_MAX;
	while (len && iconv(in, &from, &len, &to, &left) == (size_t)-1 && left && len) {
		*to++ = 'X';
		left--;
		from++;
		len--;
	}
	iconv_close(in);
	*to = '\0';
	return text_ukrainian_cost(out);
}

/* A text in capitals is one in small letters in the other of these tables: what the letters say decides. */
static const char *old_table(const char *buf, size_t len)
{
	struct arena mem = { 0 };
	size_t at = 0;

	while (at < len && (unsigned char)buf[at] < 0x80)
		at++;
	at -= at < len ? 0 : at;
	len = len - at < SAMPLE_BYTES ? len - at : SAMPLE_BYTES;
	bool koi8 = cost_in(KOI8, buf + at, len, &mem) < cost_in(CP1251, buf + at, len, &mem);

	arena_free(&mem);
	return koi8 ? KOI8 : CP1251;
}

/* What people call them. */
static const struct {
	const char *said, *name;
} names[] = {
	{ "utf-8", UTF8 },    { "utf8", UTF8 },           { "cp1251", CP1251 },     { "windows-1251", CP1251 },
	{ "win1251", CP1251 }, { "1251", CP1251 },        { "koi8-u", KOI8 },       { "koi8", KOI8 },
};

static const char *named(const char *said, struct err *e)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(names[i].said, said) == 0)
			return names[i].name;
	err_set(e, ERR_INVALID, _("«%s» is not known: utf-8, cp1251 or koi8-u. Nothing was imported."), said);
	return NULL;
}

static enum err_code refuse_utf16(struct err *e)
{
	return err_set(e, ERR_INVALID, "%s", _("The file is in UTF-16: save it as «CSV UTF-8» and import that. "
					       "Nothing was imported."));
}

static enum err_code open_tables(struct charset *c, struct err *e)
{
	c->in = iconv_open("UTF-8", c->name);
	c->out = iconv_open(c->name, "UTF-8");
	if (c->in != none && c->out != none)
		return ERR_OK;
	return err_set(e, ERR_FAILED, _("This system cannot read %s: convert the file to UTF-8. Nothing was imported."),
		       c->name);
}

enum err_code charset_of(const char *buf, size_t len, const char *forced, size_t *skip, struct charset **out,
			 struct err *e)
{
	static const char bom[] = "\xEF\xBB\xBF";
	const char *name = forced ? named(forced, e) : NULL;
	struct charset *c;

	*skip = 0;
	if (forced && !name)
		return e->code;
	if (len >= 2 && (memcmp(buf, "\xFF\xFE", 2) == 0 || memcmp(buf, "\xFE\xFF", 2) == 0))
		return refuse_utf16(e);
	if (len >= 3 && memcmp(buf, bom, 3) == 0)
		*skip = 3;
	c = calloc(1, sizeof(*c));
	if (!c)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	*out = c;
	c->in = c->out = none;
	c->name = name ? name : *skip || looks_utf8(buf, len) ? UTF8 : old_table(buf, len);
	return strcmp(c->name, UTF8) == 0 ? ERR_OK : open_tables(c, e);
}

void charset_free(struct charset *c)
{
	if (!c)
		return;
	if (c->in != none)
		iconv_close(c->in);
	if (c->out != none)
		iconv_close(c->out);
	free(c);
}

const char *charset_name(const struct charset *c)
{
	return c->name;
}

const char *charset_utf8(struct charset *c, const char *s, size_t len, struct arena *mem)
{
	if (c->in == none)
		return text_check(s, len) == TEXT_NOT_UTF8 ? NULL : s;
	size_t room = len * 4 + 1, left = room;
	char *out = arena_alloc(mem, room), *to = out;
	char *from = arena_strndup(mem, s, len);

	iconv(c->in, NULL, NULL, NULL, NULL);
	return iconv(c->in, &from, &len, &to, &left) == (size_t)-1 ? NULL : out;
}

const char *charset_from_utf8(struct charset *c, const char *s, struct arena *mem)
{
	if (c->out == none)
		return s;
	size_t len = strlen(s), room = len + 1, left = room;
	char *out = arena_alloc(mem, room), *to = out;
	char *from = arena_strdup(mem, s);

	iconv(c->out, NULL, NULL, NULL, NULL);
	while (len && iconv(c->out, &from, &len, &to, &left) == (size_t)-1 && left) {
		uint32_t cp;
		size_t n = text_next(from, &cp);

		n = n && n <= len ? n : 1;
		*to++ = '?';
		left--;
		from += n;
		len -= n;
	}
	return out;
}
