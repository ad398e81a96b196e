/* data/link/receipt_draw.c - the receipt as a picture for a roll of paper: for printers without a Ukrainian
 * code page, and for letters that a code page has not. A part of pult-receipt.so, see receipt_pdf.c.
 * Lengths are dots of the printer, 203 to the inch. */
#include "data/link/receipt_module.h"

#include <qrencode.h>
#include <stdlib.h>

enum style_id { SITE, TITLE, LABEL, VALUE, BIG, HEAD, NOTE, STYLE_COUNT };

/* Font A of such printers is 24 dots high: ours reads as well from 22 on. */
static const struct style {
	int size;
	bool bold, centred;
	int most; /* lines; 0: all, for our own sentences */
} styles[STYLE_COUNT] = {
	[SITE] = { .size = 22, .centred = true, .most = 4 },
	[TITLE] = { .size = 28, .bold = true, .centred = true },
	[LABEL] = { .size = 20 },
	[VALUE] = { .size = 24, .most = 6 },
	[BIG] = { .size = 64, .bold = true },
	[HEAD] = { .size = 24, .bold = true },
	[NOTE] = { .size = 20 },
};

enum { EDGE = 8, GAP = 12, RULE = 2, QUIET = 4, MODULE_MOST = 7, ROWS_MOST = 8000 };

/* Laid out twice: first only measured, for the height of the picture. */
struct page {
	cairo_t *cr;
	PangoContext *pango;
	const struct receipt_sheet *sheet;
	const QRcode *qr;
	int w, at;
	bool draw;
};

static PangoLayout *layout_new(const struct page *p, enum style_id st, const char *text, int size)
{
	PangoLayout *l = pango_layout_new(p->pango);
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, RECEIPT_FONT);
	pango_font_description_set_weight(font, styles[st].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	pango_layout_set_text(l, text, -1);
	receipt_breaks(l, text);
	return l;
}

static void show(struct page *p, PangoLayout *l)
{
	int h;

	if (p->draw) {
		cairo_move_to(p->cr, 0, p->at);
		pango_cairo_show_layout(p->cr, l);
	}
	pango_layout_get_pixel_size(l, NULL, &h);
	p->at += h;
	g_object_unref(l);
}

static void put(struct page *p, enum style_id st, const char *text)
{
	PangoLayout *l = layout_new(p, st, text, styles[st].size);

	pango_layout_set_width(l, p->w * PANGO_SCALE);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(l, styles[st].centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
	if (styles[st].most) {
		pango_layout_set_height(l, -styles[st].most);
		pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	}
	show(p, l);
}

/* One line, made smaller where it would be wider than the paper: a number is never broken. */
static void put_big(struct page *p, const char *text)
{
	int wide, size = styles[BIG].size;
	PangoLayout *l = layout_new(p, BIG, text, size);

	pango_layout_get_pixel_size(l, &wide, NULL);
	if (wide > p->w) {
		g_object_unref(l);
		l = layout_new(p, BIG, text, size * p->w / (wide + 1));
	}
	show(p, l);
}

static void rule(struct page *p)
{
	p->at += GAP;
	if (p->draw) {
		cairo_rectangle(p->cr, 0, p->at, p->w, RULE);
		cairo_fill(p->cr);
	}
	p->at += RULE + GAP;
}

static void put_rows(struct page *p, const struct receipt_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put(p, LABEL, rows[i].label);
		put(p, VALUE, rows[i].value);
		p->at += GAP / 2;
	}
}

/* Dots of one square: as large as paper and a telephone's camera ask for. */
static int module_of(const QRcode *qr, int w)
{
	int m = w / (qr->width + 2 * QUIET);

	return m > MODULE_MOST ? MODULE_MOST : m;
}

static void put_qr(struct page *p)
{
	const QRcode *qr = p->qr;
	int m = module_of(qr, p->w), side = (qr->width + 2 * QUIET) * m, left = (p->w - side) / 2;

	for (int i = 0; p->draw && i < qr->width * qr->width; i++)
		if (qr->data[i] & 1)
			cairo_rectangle(p->cr, left + (i % qr->width + QUIET) * m, p->at + (i / qr->width + QUIET) * m,
					m, m);
	if (p->draw)
		cairo_fill(p->cr);
	p->at += side;
}

static void put_all(struct page *p)
{
	const struct receipt_sheet *s = p->sheet;

	p->at = EDGE;
	put(p, SITE, s->site);
	p->at += GAP;
	put(p, TITLE, s->title);
	rule(p);
	put(p, LABEL, s->number.label);
	put_big(p, s->number.value);
	if (s->pin.value) {
		put(p, LABEL, s->pin.label);
		put_big(p, s->pin.value);
	} else {
		put(p, NOTE, s->pin_note);
	}
	rule(p);
	put_rows(p, s->rows, s->rows_n);
	rule(p);
	put(p, HEAD, s->check_title);
	put_rows(p, s->check, s->check_n);
	put_qr(p);
	put(p, NOTE, s->how);
	p->at += GAP;
	put(p, NOTE, s->care);
	p->at += EDGE;
}

/* --- the picture ------------------------------------------------------------------------------ */

/* Letters stand on whole dots and have no grey edges: the paper knows black and white only. */
static PangoContext *pango_for(cairo_t *cr)
{
	PangoContext *pango = pango_cairo_create_context(cr);
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_NONE);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_FULL);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_ON);
	pango_cairo_context_set_font_options(pango, o);
	cairo_font_options_destroy(o);
	pango_context_set_language(pango, pango_language_from_string("uk"));
	return pango;
}

static void draw_on(cairo_surface_t *surface, struct page *p, enum receipt_part part)
{
	p->cr = cairo_create(surface);
	cairo_set_antialias(p->cr, CAIRO_ANTIALIAS_NONE);
	p->pango = pango_for(p->cr);
	p->at = 0;
	if (part == RECEIPT_QR_ALONE)
		put_qr(p);
	else
		put_all(p);
	g_object_unref(p->pango);
	cairo_destroy(p->cr);
}

/* From a byte a dot to a bit a dot. */
static enum receipt_fault take_bits(cairo_surface_t *surface, int w, int h, struct receipt_bits *out)
{
	cairo_surface_flush(surface);
	const unsigned char *dots = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);

	*out = (struct receipt_bits){ .row_bytes = (w + 7) / 8, .rows = h };
	if (!dots)
		return RECEIPT_NO_MEMORY;
	out->bits = calloc((size_t)out->row_bytes, (size_t)h);
	if (!out->bits)
		return RECEIPT_NO_MEMORY;
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			if (dots[(size_t)y * (size_t)stride + (size_t)x] >= 128)
				out->bits[y * out->row_bytes + x / 8] |= (unsigned char)(0x80 >> x % 8);
	return RECEIPT_MADE;
}

static enum receipt_fault make(struct page *p, enum receipt_part part, struct receipt_bits *out)
{
	cairo_surface_t *tiny = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);

	draw_on(tiny, p, part);
	cairo_surface_destroy(tiny);
	int h = p->at < ROWS_MOST ? p->at : ROWS_MOST;
	cairo_surface_t *paper = cairo_image_surface_create(CAIRO_FORMAT_A8, p->w, h);

	p->draw = true;
	draw_on(paper, p, part);
	enum receipt_fault fault = take_bits(paper, p->w, h, out);

	cairo_surface_destroy(paper);
	return fault;
}

__attribute__((visibility("default"))) receipt_draw_call receipt_draw;

enum receipt_fault receipt_draw(const char *version, const struct receipt_sheet *s, enum receipt_part part,
				struct receipt_bits *out)
{
	if (g_strcmp0(version, PULT_VERSION))
		return RECEIPT_OTHER_VERSION;
	if (!receipt_font_installed())
		return RECEIPT_NO_FONT;
	QRcode *qr = QRcode_encodeString(s->qr, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	if (!qr)
		return RECEIPT_NO_MEMORY;
	struct page page = { .sheet = s, .qr = qr, .w = s->paper->dots };
	enum receipt_fault fault = make(&page, part, out);

	QRcode_free(qr);
	return fault;
}
