/* data/store/charset.c - see charset.h. */
#include "data/store/charset.h"

#include <iconv.h>

#include "core/i18n.h"
#include "core/text.h"

struct charset {
	const char *name;
	iconv_t in, out; /* (iconv_t)-1: UTF-8 */
};

static const iconv_t none = (iconv_t)-1;

/* Of the bytes above ASCII: how many stand in valid sequences of UTF-8, and how many do not. */
static void count_utf8(const char *s, size_t len, size_t *good, size_t *bad)
{
	*good = *bad = 0;
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t need = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;

		if (c >= 0x80 && i + need > len)
			break; /* cut by the end of the buffer */
		if (c < 0x80) {
			i++;
		} else if (c >= 0xC2 && text_check(s + i, need) == TEXT_GOOD) {
			*good += need;
			i += need;
		} else {
			(*bad)++;
			i++;
		}
	}
}

/* KOI8 keeps small letters where windows-1251 has capitals: a text read by the wrong table has its capitals
 * inside the words. Both tables have letters from 0xC0 on; small are 0xE0.. in the one, 0xC0..0xDF in the
 * other. */
static bool looks_koi8(const char *s, size_t len)
{
	size_t low = 0, high = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		low += c >= 0xC0 && c < 0xE0;
		high += c >= 0xE0;
	}
	return low > high;
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

enum err_code charset_of(const char *buf, size_t len, size_t *skip, struct charset **out, struct err *e)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct charset *c;
	size_t good, bad;

	*skip = 0;
	if (len >= 2 && (memcmp(buf, "\xFF\xFE", 2) == 0 || memcmp(buf, "\xFE\xFF", 2) == 0))
		return refuse_utf16(e);
	if (len >= 3 && memcmp(buf, bom, 3) == 0)
		*skip = 3;
	count_utf8(buf, len, &good, &bad);
	c = calloc(1, sizeof(*c));
	if (!c)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	*out = c;
	c->in = c->out = none;
	c->name = *skip || good >= bad ? "UTF-8" : looks_koi8(buf, len) ? "KOI8-U" : "windows-1251";
	return *skip || good >= bad ? ERR_OK : open_tables(c, e);
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
