/* data/link/receipt_sheet.h - the page between receipt.c and the makers of formats.
 *
 * receipt.c checks the record and chooses words and order; a maker only places what it is given, so
 * that every format says the same. Only receipt*.c include this. */
#ifndef DATA_LINK_RECEIPT_SHEET_H
#define DATA_LINK_RECEIPT_SHEET_H

#include <stddef.h>
#include <stdio.h>

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
};

/* Text of 80 columns with "\n" (receipt_text.c). */
void receipt_text_make(const struct receipt_sheet *s, FILE *out);

/* The PDF maker stands in a module of its own, opened by receipt.c when it is first needed. */
#define RECEIPT_MODULE "pult-receipt.so"
#define RECEIPT_MODULE_CALL "receipt_pdf_make"

enum receipt_fault { RECEIPT_MADE, RECEIPT_OTHER_VERSION, RECEIPT_NO_FONT, RECEIPT_NO_MEMORY,
	RECEIPT_FAULT_COUNT };

/* Draws the sheet into `out`. `version` is the caller's: a module of another build, which may know
 * another struct, does not touch it. */
typedef enum receipt_fault receipt_pdf_call(const char *version, const struct receipt_sheet *s,
					    FILE *out);

#endif
