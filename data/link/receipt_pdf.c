/* data/link/receipt_pdf.c - the receipt as a PDF page A5: cairo, pango, libqrencode.
 *
 * Built, with receipt_draw.c, as a module of its own (pult-receipt.so), so that pult starts without
 * these libraries. It exports receipt_pdf_make() and receipt_draw() and uses nothing of pult but the
 * sheet: no words, no files, no errors for people. Lengths are points, 1/72 inch. */
#include "data/link/receipt_module.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <qrencode.h>

#define MM (72.0 / 25.4)

/* A5 of ISO 216; the margin is what office printers can reach, and room to file the page. */
static const double page_w = 148 * MM, page_h = 210 * MM, margin = 13 * MM;
static const double label_w = 41 * MM, box_pad = 4 * MM;
static const double qr_w = 38 * MM, qr_down = 3.5 * MM; /* with its frame; from the line above */

enum style_id { SITE, TITLE, LABEL, VALUE, BIG, HEAD, NOTE, STYLE_COUNT };

static const struct style {
	double size;
	bool bold;
	double grey; /* 0 black: everything is read also on a grey printer */
	bool may_be_cut; /* words of others; our own sentences are never cut */
} styles[STYLE_COUNT] = {
	[SITE] = { .size = 9.5, .grey = 0.25, .may_be_cut = true },
	[TITLE] = { .size = 15, .bold = true },
	[LABEL] = { .size = 8.5, .grey = 0.35 },
	[VALUE] = { .size = 10, .may_be_cut = true },
	[BIG] = { .size = 24, .bold = true },
	[HEAD] = { .size = 10, .bold = true },
	[NOTE] = { .size = 8.5, .grey = 0.2 },
};

/* A page is laid out twice: first only measured, for the scale at which everything fits. */
struct page {
	cairo_t *cr;
	PangoContext *pango;
	const struct receipt_sheet *sheet;
	double scale;  /* of letters and gaps */
	int max_lines; /* of one value */
	bool draw;
};

/* The tries, best first: large letters for those who read badly, then smaller ones, then values cut
 * with "…". With the last one any receipt fits. */
static const struct fit {
	double scale;
	int max_lines;
} fits[] = {
	{ 1.1, 9 }, { 1, 9 }, { 0.92, 9 }, { 0.84, 9 },
	{ 0.84, 6 }, { 0.84, 4 }, { 0.84, 3 }, { 0.84, 2 },
};

/* --- text ------------------------------------------------------------------------------------- */

void receipt_breaks(PangoLayout *l, const char *text)
{
	PangoAttrList *attrs = pango_attr_list_new();

	pango_attr_list_insert(attrs, pango_attr_insert_hyphens_new(FALSE));
	for (const char *p = strchr(text, '-'); p && p[1]; p = strchr(p + 1, '-')) {
		PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);

		whole->start_index = (guint)(p - text);
		whole->end_index = whole->start_index + 1 + (guint)g_utf8_skip[(guchar)p[1]];
		pango_attr_list_insert(attrs, whole);
	}
	pango_layout_set_attributes(l, attrs);
	pango_attr_list_unref(attrs);
}

static PangoLayout *layout_new(const struct page *p, enum style_id st, const char *text,
			       double size)
{
	PangoLayout *l = pango_layout_new(p->pango);
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, RECEIPT_FONT);
	pango_font_description_set_weight(font, styles[st].bold ? PANGO_WEIGHT_BOLD
								: PANGO_WEIGHT_NORMAL);
	pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	pango_layout_set_text(l, text, -1);
	receipt_breaks(l, text);
	return l;
}

static void layout_show(const struct page *p, enum style_id st, PangoLayout *l, double x, double y)
{
	if (!p->draw)
		return;
	double g = styles[st].grey;

	cairo_set_source_rgb(p->cr, g, g, g);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
}

static double layout_height(PangoLayout *l)
{
	int h;

	pango_layout_get_size(l, NULL, &h);
	return (double)h / PANGO_SCALE;
}

/* A paragraph in a column of width w at (x, y); returns its height. */
static double put(const struct page *p, enum style_id st, const char *text, double x, double y,
		  double w)
{
	PangoLayout *l = layout_new(p, st, text, styles[st].size * p->scale);

	pango_layout_set_width(l, (int)(w * PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	if (styles[st].may_be_cut) {
		pango_layout_set_height(l, -p->max_lines);
		pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	}
	layout_show(p, st, l, x, y);

	double h = layout_height(l);

	g_object_unref(l);
	return h;
}

/* One line, made smaller where it would be wider than w: a number is never broken. The line keeps
 * the height of the full size, so that neighbours stand on one line. */
static double put_big(const struct page *p, const char *text, double x, double y, double w)
{
	double size = styles[BIG].size * p->scale;
	PangoLayout *l = layout_new(p, BIG, text, size);
	double h = layout_height(l);
	int wide;

	pango_layout_get_size(l, &wide, NULL);
	if (wide > w * PANGO_SCALE) {
		g_object_unref(l);
		l = layout_new(p, BIG, text, size * w * PANGO_SCALE / wide);
	}
	layout_show(p, BIG, l, x, y + (h - layout_height(l)) / 2);
	g_object_unref(l);
	return h;
}

static void line(const struct page *p, double y, double width, double grey)
{
	if (!p->draw)
		return;
	cairo_set_source_rgb(p->cr, grey, grey, grey);
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, margin, y);
	cairo_line_to(p->cr, page_w - margin, y);
	cairo_stroke(p->cr);
}

/* --- parts of the page: each starts at y and returns its height ------------------------------- */

static double put_head(const struct page *p, double y)
{
	double w = page_w - 2 * margin, at = y;

	at += put(p, SITE, p->sheet->site, margin, at, w) + 5 * p->scale;
	line(p, at, 1.2, 0);
	at += 9 * p->scale;
	at += put(p, TITLE, p->sheet->title, margin, at, w) + 8 * p->scale;
	return at - y;
}

/* Number and PIN side by side, without the frame. */
static double put_codes(const struct page *p, double y)
{
	const struct receipt_sheet *s = p->sheet;
	double x = margin + box_pad, w = page_w - 2 * x, pin_w = 38 * MM;
	double gap = box_pad, number_w = s->pin.value ? w - pin_w - gap : w;
	double at = y + box_pad * 0.7;

	if (s->pin.value)
		put(p, LABEL, s->pin.label, x + number_w + gap, at, pin_w);
	at += put(p, LABEL, s->number.label, x, at, number_w);
	if (s->pin.value)
		put_big(p, s->pin.value, x + number_w + gap, at, pin_w);
	at += put_big(p, s->number.value, x, at, number_w);
	if (!s->pin.value)
		at += put(p, NOTE, s->pin_note, x, at, w) + 3 * p->scale;
	return at + box_pad * 0.5 - y;
}

/* A box with round corners. */
static void frame(const struct page *p, double x, double y, double w, double h)
{
	double r = 2.2 * MM, x1 = x + w, y1 = y + h;

	cairo_new_path(p->cr);
	cairo_arc(p->cr, x1 - r, y + r, r, -G_PI_2, 0);
	cairo_arc(p->cr, x1 - r, y1 - r, r, 0, G_PI_2);
	cairo_arc(p->cr, x + r, y1 - r, r, G_PI_2, G_PI);
	cairo_arc(p->cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
	cairo_close_path(p->cr);
}

static double put_box(const struct page *p, double y)
{
	if (p->draw) {
		struct page measured = *p;

		measured.draw = false;
		frame(p, margin, y, page_w - 2 * margin, put_codes(&measured, y));
		cairo_set_source_rgb(p->cr, 0.95, 0.95, 0.95);
		cairo_fill_preserve(p->cr);
		cairo_set_source_rgb(p->cr, 0, 0, 0);
		cairo_set_line_width(p->cr, 0.8);
		cairo_stroke(p->cr);
	}
	return put_codes(p, y);
}

/* Label and value on one base line: both fonts are DejaVu Sans, which rises 0.928 of its size. */
static double put_row(const struct page *p, const struct receipt_row *r, double x, double y,
		      double w)
{
	double down = (styles[VALUE].size - styles[LABEL].size) * p->scale * 0.928;
	double label_h = put(p, LABEL, r->label, x, y + down, label_w - 3 * MM) + down;
	double value_h = put(p, VALUE, r->value, x + label_w, y, w - label_w);

	return label_h > value_h ? label_h : value_h;
}

static double put_rows(const struct page *p, double y)
{
	double at = y + 7 * p->scale, w = page_w - 2 * margin;

	for (size_t i = 0; i < p->sheet->rows_n; i++) {
		if (i)
			line(p, at - 2.6 * p->scale, 0.4, 0.8);
		at += put_row(p, &p->sheet->rows[i], margin, at, w) + 5 * p->scale;
	}
	return at - y;
}

/* Squares as one path of runs, so that a viewer shows no seams between them. The quiet zone of four
 * modules (ISO/IEC 18004) is inside the frame. */
static void draw_qr(const struct page *p, const QRcode *qr, double x, double y)
{
	cairo_t *cr = p->cr;
	double m = qr_w / (qr->width + 8);

	frame(p, x, y, qr_w, qr_w);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_set_line_width(cr, 0.4);
	cairo_stroke(cr);
	for (int row = 0; row < qr->width; row++) {
		const unsigned char *bits = qr->data + (size_t)row * (size_t)qr->width;

		for (int from = 0, to; from < qr->width; from = to) {
			for (to = from + 1; to < qr->width && !((bits[to] ^ bits[from]) & 1); to++)
				;
			if (bits[from] & 1)
				cairo_rectangle(cr, x + (from + 4) * m, y + (row + 4) * m,
						(to - from) * m, m);
		}
	}
	cairo_fill(cr);
}

/* Where to check: words at the left, the QR code at the right. */
static double put_check(const struct page *p, double y)
{
	const struct receipt_sheet *s = p->sheet;
	double w = page_w - 2 * margin - qr_w - 5 * MM, at = y + qr_down;

	line(p, y, 1.2, 0);
	at += put(p, HEAD, s->check_title, margin, at, w) + 4 * p->scale;
	struct page uncut = *p;

	uncut.max_lines = 6; /* a link must be whole: this holds one of RECEIPT_QR_MAX */
	for (size_t i = 0; i < s->check_n; i++) {
		at += put(p, LABEL, s->check[i].label, margin, at, w);
		at += put(&uncut, VALUE, s->check[i].value, margin, at, w) + 3 * p->scale;
	}
	at += put(p, NOTE, s->how, margin, at + 1, w) + 1;
	if (at < y + qr_down + qr_w)
		at = y + qr_down + qr_w;
	at += 6 * p->scale;
	at += put(p, NOTE, s->care, margin, at, page_w - 2 * margin);
	return at - y;
}

/* --- the page --------------------------------------------------------------------------------- */

/* Everything above the check part; returns where it ends. */
static double put_top(const struct page *p)
{
	double at = margin;

	at += put_head(p, at);
	at += put_box(p, at);
	return at + put_rows(p, at);
}

/* The check part stands at the foot of the page. */
static void draw_page(struct page *p, const QRcode *qr)
{
	double foot = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(fits); i++) {
		p->scale = fits[i].scale;
		p->max_lines = fits[i].max_lines;
		foot = page_h - margin - put_check(p, 0);
		if (put_top(p) <= foot)
			break;
	}
	p->draw = true;
	put_top(p);
	put_check(p, foot);
	draw_qr(p, qr, page_w - margin - qr_w, foot + qr_down);
}

bool receipt_font_installed(void)
{
	FcPattern *want = FcPatternCreate(), *got = NULL;
	FcChar8 *family = NULL;
	FcResult result;
	bool found = false;

	if (!want)
		return false;
	FcPatternAddString(want, FC_FAMILY, (const FcChar8 *)RECEIPT_FONT);
	if (FcConfigSubstitute(NULL, want, FcMatchPattern)) {
		FcDefaultSubstitute(want);
		got = FcFontMatch(NULL, want, &result);
	}
	for (int i = 0; got && !found &&
			FcPatternGetString(got, FC_FAMILY, i, &family) == FcResultMatch; i++)
		found = !g_strcmp0((const char *)family, RECEIPT_FONT);
	if (got)
		FcPatternDestroy(got);
	FcPatternDestroy(want);
	return found;
}

/* Letters stand where the outlines say, not where a screen of 72 dpi would have them. */
static PangoContext *pango_for(cairo_t *cr)
{
	PangoContext *pango = pango_cairo_create_context(cr);
	cairo_font_options_t *exact = cairo_font_options_create();

	cairo_font_options_set_hint_style(exact, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(exact, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pango, exact);
	cairo_font_options_destroy(exact);
	pango_cairo_context_set_resolution(pango, 72);
	pango_context_set_round_glyph_positions(pango, FALSE);
	pango_context_set_language(pango, pango_language_from_string("uk"));
	return pango;
}

static cairo_status_t write_bytes(void *out, const unsigned char *data, unsigned int len)
{
	return fwrite(data, 1, len, out) == len ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static enum receipt_fault make(const struct receipt_sheet *s, const QRcode *qr, FILE *out)
{
	cairo_surface_t *pdf =
		cairo_pdf_surface_create_for_stream(write_bytes, out, page_w, page_h);
	cairo_t *cr = cairo_create(pdf);
	struct page page = { .cr = cr, .sheet = s, .pango = pango_for(cr) };

	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, s->number.value);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "pult");
	draw_page(&page, qr);
	cairo_show_page(cr);
	g_object_unref(page.pango);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);

	cairo_status_t status = cairo_surface_status(pdf);

	cairo_surface_destroy(pdf);
	return status == CAIRO_STATUS_SUCCESS ? RECEIPT_MADE : RECEIPT_NO_MEMORY;
}

__attribute__((visibility("default"))) receipt_pdf_call receipt_pdf_make;

enum receipt_fault receipt_pdf_make(const char *version, const struct receipt_sheet *s, FILE *out)
{
	if (g_strcmp0(version, PULT_VERSION))
		return RECEIPT_OTHER_VERSION;
	if (!receipt_font_installed())
		return RECEIPT_NO_FONT;
	QRcode *qr = QRcode_encodeString(s->qr, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	if (!qr)
		return RECEIPT_NO_MEMORY;
	enum receipt_fault fault = make(s, qr, out);

	QRcode_free(qr);
	return fault;
}
