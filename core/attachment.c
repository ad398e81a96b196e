/* core/attachment.c - see attachment.h. Signatures: JPEG ITU T.81 (SOI and a marker), PNG W3C 5.2, WebP RIFF, HEIF
 * ISO/IEC 23008-12 (brand behind "ftyp"), PDF ISO 32000 7.5.2, OpenDocument 1.2 part 3 (mimetype is the first member,
 * stored), Office Open XML (a ZIP with word/document.xml). */
#include "core/attachment.h"

#include <string.h>

#include "core/err.h"
#include "core/i18n.h"
#include "core/json_text.h"
#include "core/text.h"

struct sign {
	size_t at;
	const char *bytes;
	size_t len;
	const char *mime;
};

#define SIGN(at, bytes, mime) { at, bytes, sizeof(bytes) - 1, mime }
static const struct sign signs[] = {
	SIGN(0, "\xff\xd8\xff", "image/jpeg"),
	SIGN(0, "\x89PNG\r\n\x1a\n", "image/png"),
	SIGN(8, "WEBP", "image/webp"),
	SIGN(4, "ftypheic", "image/heic"),
	SIGN(4, "ftypheix", "image/heic"),
	SIGN(4, "ftypmif1", "image/heif"),
	SIGN(0, "%PDF-", "application/pdf"),
	SIGN(30, "mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
};
static const char zip[] = "PK\x03\x04";
static const char word[] = "word/document.xml";
static const char docx[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

static bool holds(const unsigned char *data, size_t len, const struct sign *s)
{
	return len >= s->at + s->len && memcmp(data + s->at, s->bytes, s->len) == 0;
}

static bool has_bytes(const unsigned char *data, size_t len, const char *what, size_t n)
{
	for (size_t i = 0; i + n <= len; i++)
		if (data[i] == (unsigned char)what[0] && memcmp(data + i, what, n) == 0)
			return true;
	return false;
}

/* Markup and scripts begin with a mark of their own; letters and notes do not. */
static bool is_plain(const unsigned char *data, size_t len)
{
	size_t i = 0;

	while (i < len && (data[i] == ' ' || data[i] == '\t' || data[i] == '\n' || data[i] == '\r'))
		i++;
	if (i == len || data[i] == '<' || (data[i] == '#' && i + 1 < len && data[i + 1] == '!'))
		return false;
	for (size_t k = 0; k < len; k++)
		if ((data[k] < ' ' && !strchr("\t\n\r", data[k])) || data[k] == 0x7f)
			return false;
	return text_check((const char *)data, len) != TEXT_NOT_UTF8;
}

const char *attachment_mime(const unsigned char *data, size_t len)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (holds(data, len, &signs[i]))
			return signs[i].mime;
	if (len > sizeof(zip) && memcmp(data, zip, sizeof(zip) - 1) == 0)
		return has_bytes(data, len, word, sizeof(word) - 1) ? docx : NULL;
	return len && is_plain(data, len) ? "text/plain" : NULL;
}

const char *attachment_kinds(void)
{
	return _("JPEG, PNG, WebP, HEIC, PDF, ODT, DOCX, plain text");
}

const char *attachment_name(struct arena *mem, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *out = arena_strdup(mem, name);
	size_t n = 0;

	if (text_check(name, strlen(name)) == TEXT_NOT_UTF8)
		return "file";
	for (const char *p = name; *p; p++)
		if ((unsigned char)*p >= ' ' && *p != 0x7f)
			out[n++] = *p;
	out[n] = '\0';
	while (text_letters(out) > ATTACHMENT_NAME) { /* whole letters, from the end */
		do
			n--;
		while (n && ((unsigned char)out[n] & 0xc0) == 0x80);
		out[n] = '\0';
	}
	return n ? out : "file";
}

const char *attachment_show(struct arena *mem, const struct attachment *f)
{
	enum { KB = 1024 };

	if (!f->size)
		return f->name;
	return arena_printf(mem, _("%s, %lld KB"), f->name, (long long)((f->size + KB - 1) / KB));
}

json_t *attachment_body(const struct attachment *f, int64_t k)
{
	return json_pack("{sI s{ss ss ss sI}}", "q", (json_int_t)k, "file", "name", f->name, "sha256", f->sha256,
			 "mime", f->mime, "size", (json_int_t)f->size);
}

bool attachment_of(const json_t *body, struct attachment *out)
{
	const json_t *file = json_object_get(body, "file");

	*out = (struct attachment){ .name = json_text(file, "name"), .sha256 = json_text(file, "sha256"),
		.mime = json_text(file, "mime"), .size = json_integer_value(json_object_get(file, "size")) };
	if (!file) {
		out->sha256 = json_text(body, "photo");
		out->name = _("photograph of the work");
	}
	return *out->sha256 != '\0';
}
