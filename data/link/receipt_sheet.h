/* data/link/receipt_sheet.h - the page between receipt.c and the makers of formats.
 *
 * receipt.c checks the record and chooses words and order; a maker only places what it is given, so
 * that every format says the same. Only receipt*.c include this. */
#ifndef DATA_LINK_RECEIPT_SHEET_H
#define DATA_LINK_RECEIPT_SHEET_H

#include <stddef.h>
#include <stdio.h>

#include "data/link/receipt_paper.h"

struct receipt_row {
	const char *label; /* translated */
	const char *value; /* one line of valid UTF-8 without control characters */
};

struct receipt_sheet {
	const char *site;
	const char *title;
	struct receipt_row number;
	struct receipt_row pin; /* value NULL: not known, pin_note is said instead */
	const char *pin_note;
	struct receipt_row rows[8];
	size_t rows_n;
	const char *check_title;
	struct receipt_row check[3];
	size_t check_n;
	const char *how;  /* a sentence: what to name or scan */
	const char *care; /* a sentence: keep it, keep the PIN to yourself */
	const char *qr;   /* ASCII */
	const struct receipt_paper *paper; /* of a receipt printer */
};

/* A picture of one bit a dot, 1 black, the leftmost in the highest bit. free() bits. */
struct receipt_bits {
	unsigned char *bits;
	int row_bytes, rows;
};

/* Text of 80 columns with "\n" (receipt_text.c). */
void receipt_text_make(const struct receipt_sheet *s, FILE *out);

/* ESC/POS in the printer's own letters (receipt_escpos.c); qr NULL: the printer makes it. False when a letter is
 * not in its code page: what was written is then of no use. The same of a drawn page: that always goes. */
bool receipt_escpos_make(const struct receipt_sheet *s, const struct receipt_bits *qr, FILE *out);
void receipt_escpos_drawn(const struct receipt_paper *paper, const struct receipt_bits *page, FILE *out);

/* What draws stands in a module of its own, opened by receipt.c when it is first needed. */
#define RECEIPT_MODULE "pult-receipt.so"
#define RECEIPT_PDF_CALL "receipt_pdf_make"
#define RECEIPT_DRAW_CALL "receipt_draw"

enum receipt_fault { RECEIPT_MADE, RECEIPT_OTHER_VERSION, RECEIPT_NO_FONT, RECEIPT_NO_MEMORY,
	RECEIPT_FAULT_COUNT };

/* Draws the sheet into `out`. `version` is the caller's: a module of another build, which may know
 * another struct, does not touch it. */
typedef enum receipt_fault receipt_pdf_call(const char *version, const struct receipt_sheet *s,
					    FILE *out);

/* The same as a picture for the sheet's paper: its QR code alone, or all of it. */
enum receipt_part { RECEIPT_QR_ALONE, RECEIPT_WHOLE };
typedef enum receipt_fault receipt_draw_call(const char *version, const struct receipt_sheet *s,
					     enum receipt_part part, struct receipt_bits *out);

#endif
