/* data/link/receipt.h - the receipt that a citizen takes home (design.md 7).
 *
 * One flat record of text in, one page out: PDF A5, text of 80 columns, or ESC/POS for a roll of paper; there a
 * receipt with letters that the printer's code page lacks is drawn. Knows nothing of the
 * store, of rights and of the clock: the caller brings every word. The drawing libraries are loaded
 * with the first PDF and not at start (performance.md: 13 ms and 15 MB against 6 ms and 8 MB). */
#ifndef DATA_LINK_RECEIPT_H
#define DATA_LINK_RECEIPT_H

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/err.h"
#include "data/link/receipt_paper.h"

/* All strings are UTF-8, borrowed for the call, as the citizen is to read them. Where "may be NULL"
 * is said, NULL and "" both mean that the line is left out. */
struct receipt {
	const char *site;          /* city and office: the head of the page */
	const char *number;        /* ГЛ-91895/26 */
	const char *twin;          /* HL-91895-26: ASCII letters, digits and "-" "_" "." inside */
	const char *when;          /* date and time of registration */
	const char *pin;           /* may be NULL: then it is said how to get a new one, or the first */
	bool never_had_pin;        /* none was ever issued: an appeal of an archive */
	const char *administrator; /* full name of who registered */
	const char *post;          /* the label of that name: «Оператор»; may be NULL: «Адміністратор» */
	const char *applicant;     /* may be NULL (anonymous) */
	const char *kind;          /* label of the kind */
	const char *topic;
	const char *address;       /* of the problem; may be NULL */
	const char *service;       /* who executes; may be NULL */
	const char *term;          /* said after the label «Строк розгляду»: «до 06.12.2026»; may
				      be NULL */
	const char *url;           /* of the status page; may be NULL (none is configured) */
	const char *phone;         /* of the hotline; may be NULL */
	const struct receipt_paper *paper; /* for ESC/POS; NULL: the usual one */
	bool copy;                 /* it may have been printed before: the title says so */
};

/* X(symbol, name for --format and settings, ending of a file, maker in receipt.c). */
#define RECEIPT_FORMATS(X) \
	X(RECEIPT_PDF, "pdf", ".pdf", make_pdf) \
	X(RECEIPT_TEXT, "text", ".txt", make_text) \
	X(RECEIPT_ESCPOS, "escpos", ".bin", make_escpos)

#define X(sym, name, ending, maker) sym,
enum receipt_format { RECEIPT_FORMATS(X) RECEIPT_FORMAT_COUNT };
#undef X

/* What a QR code of the receipt may hold, bytes: version 10-M holds 213 (ISO/IEC 18004, table 7)
 * and is still read by a telephone at the size printed. */
enum { RECEIPT_QR_MAX = 213 };

/* True and *f, if `name` is a format; otherwise *f is untouched. */
bool receipt_format_by_name(const char *name, enum receipt_format *f);
const char *receipt_format_name(enum receipt_format f);
const char *receipt_format_ending(enum receipt_format f);

/* The text of the QR code: link and twin, or the twin alone while there is no address. Always
 * ASCII, never the PIN. It lives in the arena. ERR_INVALID: unusable twin, or a link longer than
 * RECEIPT_QR_MAX. */
MUST_CHECK enum err_code receipt_qr(struct arena *a, const struct receipt *r, char **out,
				    struct err *e);

/* Writes the receipt to `out` and flushes it; nothing is written when it cannot be made.
 * ERR_INVALID: a needed field is missing, or is no text. ERR_FAILED: the PDF module or its font is
 * not installed, or `out` did not take the bytes. */
MUST_CHECK enum err_code receipt_write(const struct receipt *r, enum receipt_format f, FILE *out,
				       struct err *e);

/* The same into a file, mode 0600, that appears whole or not at all; an older one is replaced. */
MUST_CHECK enum err_code receipt_save(const struct receipt *r, enum receipt_format f,
				      const char *path, struct err *e);

/* The name of the receipt's file, "HL-91895-26.pdf" (the number itself has a slash); in the arena.
 * ERR_INVALID: unusable twin. */
MUST_CHECK enum err_code receipt_file_name(struct arena *a, const struct receipt *r,
					   enum receipt_format f, char **out, struct err *e);

#endif
