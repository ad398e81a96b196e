/* data/link/receipt_escpos.c - the receipt for a printer with a roll of paper, in ESC/POS.
 *
 * Only places the sheet's words: see receipt_sheet.h. Bytes are those of Epson's ESC/POS reference, in the part
 * that other makers copy. Knows no device and sends nothing. */
#include "data/link/receipt_sheet.h"

#include <iconv.h>
#include <string.h>

#include "core/arena.h"
#include "core/text.h"

const struct receipt_paper receipt_paper_usual = { .charset = "CP1251", .table = 46, .dots = 576, .cols = 48 };

enum { BAND = 128, /* rows of one GS v 0: what small printers hold */
	FEED_DRAWN = 4, MODULE_MOST = 6, MODULE_LEAST = 3 };

/* --- letters ---------------------------------------------------------------------------------- */

/* What code pages lack and a receipt can do without; used where the page has not the sign itself. */
static const struct stand_in {
	uint32_t cp;
	const char *as;
} stand_ins[] = {
	{ 0x02BC, "'" }, { 0x2019, "'" }, { 0x2018, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" },
	{ 0x00AB, "\"" }, { 0x00BB, "\"" }, { 0x2014, "-" }, { 0x2013, "-" }, { 0x2011, "-" }, { 0x2212, "-" },
	{ 0x2026, "..." }, { 0x00A0, " " }, { 0x202F, " " }, { 0x2009, " " }, { 0x00B7, "." }, { 0x00AD, "" },
	{ 0x20B4, "UAH" },
};

struct writer {
	FILE *out;
	iconv_t to; /* of the code page */
	const struct receipt_paper *paper;
	struct arena mem;
	bool lacking; /* a letter the code page has not */
};

/* Whether the code page has a letter of so many bytes. */
static bool has(struct writer *w, const char *letter, size_t len)
{
	char buf[16], *in = arena_strndup(&w->mem, letter, len), *to = buf;
	size_t room = sizeof(buf);

	return iconv(w->to, &in, &len, &to, &room) != (size_t)-1;
}

static const char *stand_in_of(struct writer *w, uint32_t cp, const char *letter, size_t len)
{
	for (size_t i = 0; i < COUNT(stand_ins); i++)
		if (stand_ins[i].cp == cp)
			return has(w, letter, len) ? NULL : stand_ins[i].as;
	return NULL;
}

/* The text with stand-ins, in UTF-8; in the arena. */
static const char *plain(struct writer *w, const char *s)
{
	char *out = arena_alloc(&w->mem, strlen(s) * 3 + 1);
	size_t n = 0;
	uint32_t cp;

	for (size_t len; *s; s += len) {
		len = text_next(s, &cp);
		const char *as = stand_in_of(w, cp, s, len);
		size_t take = as ? strlen(as) : len;

		memcpy(out + n, as ? as : s, take);
		n += take;
	}
	out[n] = '\0';
	return out;
}

static void put_letters(struct writer *w, const char *s, size_t len)
{
	char buf[512];

	while (len && !w->lacking) {
		char *in = arena_strndup(&w->mem, s, len), *to = buf;
		size_t left = len, room = sizeof(buf);

		w->lacking = iconv(w->to, &in, &left, &to, &room) == (size_t)-1 && room > 8;
		fwrite(buf, 1, sizeof(buf) - room, w->out);
		s += len - left;
		len = left;
	}
}

/* --- commands --------------------------------------------------------------------------------- */

#define SEND(out, ...) \
	do { \
		const unsigned char bytes_[] = { __VA_ARGS__ }; \
		fwrite(bytes_, 1, sizeof(bytes_), out); \
	} while (0)

enum { ESC = 0x1B, FS = 0x1C, GS = 0x1D, LEFT = 0, CENTRE = 1 };

static void begin(FILE *out)
{
	SEND(out, ESC, '@');
	SEND(out, FS, '.'); /* Chinese printers take two bytes for one sign otherwise */
}

static void align(FILE *out, unsigned char where)
{
	SEND(out, ESC, 'a', where);
}

static void end(const struct receipt_paper *paper, FILE *out)
{
	if (paper->no_cut)
		SEND(out, ESC, 'd', FEED_DRAWN);
	else
		SEND(out, GS, 'V', 66, 0);
}

/* In bands, each printed as it comes. */
static void picture(const struct receipt_bits *b, FILE *out)
{
	for (int y = 0; y < b->rows; y += BAND) {
		int rows = b->rows - y < BAND ? b->rows - y : BAND;

		SEND(out, GS, 'v', '0', 0, (unsigned char)b->row_bytes, (unsigned char)(b->row_bytes >> 8),
		     (unsigned char)rows, (unsigned char)(rows >> 8));
		fwrite(b->bits + (size_t)y * (size_t)b->row_bytes, 1, (size_t)rows * (size_t)b->row_bytes, out);
	}
}

/* --- lines ------------------------------------------------------------------------------------ */

static void paragraph(struct writer *w, const char *text, int cols)
{
	const char *s = plain(w, text);

	while (s) {
		const char *line = s;

		put_letters(w, line, text_wrap(line, cols, &s));
		fputc('\n', w->out);
	}
}

static void bold(struct writer *w, const char *text)
{
	SEND(w->out, ESC, 'E', 1);
	paragraph(w, text, w->paper->cols);
	SEND(w->out, ESC, 'E', 0);
}

/* Twice as large, or only twice as high where it would be broken. */
static void big(struct writer *w, const struct receipt_row *r)
{
	int cols = w->paper->cols;
	bool wide = text_width(r->value) * 2 <= cols;

	paragraph(w, r->label, cols);
	SEND(w->out, GS, '!', wide ? 0x11 : 0x01);
	SEND(w->out, ESC, 'E', 1);
	paragraph(w, r->value, wide ? cols / 2 : cols);
	SEND(w->out, ESC, 'E', 0);
	SEND(w->out, GS, '!', 0);
}

static void rows(struct writer *w, const struct receipt_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		paragraph(w, arena_printf(&w->mem, "%s: %s", r[i].label, r[i].value), w->paper->cols);
}

static void rule(struct writer *w)
{
	for (int i = 0; i < w->paper->cols; i++)
		fputc('-', w->out);
	fputc('\n', w->out);
}

/* --- QR code ---------------------------------------------------------------------------------- */

/* Squares a side of a code of so many bytes at level M (ISO/IEC 18004, table 7), versions 1 to 10. */
static int qr_squares(size_t len)
{
	static const size_t holds[] = { 14, 26, 42, 62, 84, 106, 122, 152, 180, 213 };
	size_t v = 0;

	while (v + 1 < COUNT(holds) && holds[v] < len)
		v++;
	return 21 + 4 * (int)v;
}

/* GS ( k of the printer: model 2, size, level M, store, print. */
static void qr_native(const struct writer *w, const char *text)
{
	size_t len = strlen(text), p = len + 3;
	int most = w->paper->dots / (qr_squares(len) + 8);
	int module = most > MODULE_MOST ? MODULE_MOST : most < MODULE_LEAST ? MODULE_LEAST : most;

	SEND(w->out, GS, '(', 'k', 4, 0, 49, 65, 50, 0);
	SEND(w->out, GS, '(', 'k', 3, 0, 49, 67, (unsigned char)module);
	SEND(w->out, GS, '(', 'k', 3, 0, 49, 69, 49);
	SEND(w->out, GS, '(', 'k', (unsigned char)p, (unsigned char)(p >> 8), 49, 80, 48);
	fwrite(text, 1, len, w->out);
	SEND(w->out, GS, '(', 'k', 3, 0, 49, 81, 48);
}

static void codes(struct writer *w, const struct receipt_sheet *s)
{
	big(w, &s->number);
	if (s->pin.value)
		big(w, &s->pin);
	else
		paragraph(w, s->pin_note, w->paper->cols);
}

static void write_all(struct writer *w, const struct receipt_sheet *s, const struct receipt_bits *qr)
{
	begin(w->out);
	SEND(w->out, ESC, 't', (unsigned char)w->paper->table);
	align(w->out, CENTRE);
	paragraph(w, s->site, w->paper->cols);
	bold(w, s->title);
	align(w->out, LEFT);
	rule(w);
	codes(w, s);
	rule(w);
	rows(w, s->rows, s->rows_n);
	rule(w);
	bold(w, s->check_title);
	rows(w, s->check, s->check_n);
	align(w->out, CENTRE);
	if (qr)
		picture(qr, w->out);
	else
		qr_native(w, s->qr);
	align(w->out, LEFT);
	fputc('\n', w->out);
	paragraph(w, s->how, w->paper->cols);
	paragraph(w, s->care, w->paper->cols);
	end(w->paper, w->out);
}

bool receipt_escpos_make(const struct receipt_sheet *s, const struct receipt_bits *qr, FILE *out)
{
	struct writer w = { .out = out, .paper = s->paper, .to = iconv_open(s->paper->charset, "UTF-8") };

	if (w.to == (iconv_t)-1) /* the system lacks the table: as if the printer did */
		return false;
	write_all(&w, s, qr);
	iconv_close(w.to);
	arena_free(&w.mem);
	return !w.lacking;
}

void receipt_escpos_drawn(const struct receipt_paper *paper, const struct receipt_bits *page, FILE *out)
{
	begin(out);
	picture(page, out);
	end(paper, out);
}
