/* data/link/receipt_paper.h - what a receipt printer with a roll of paper can do (ESC/POS).
 *
 * Facts only, chosen by whoever sets the printer up; no I/O. The numbers are those of the makers' guides:
 * printing at 203 dots to the inch (8 to the millimetre), font A of 12 x 24 dots. */
#ifndef DATA_LINK_RECEIPT_PAPER_H
#define DATA_LINK_RECEIPT_PAPER_H

#include <stdbool.h>

struct receipt_paper {
	const char *charset; /* name for iconv(3) of the code page; "": none, the whole receipt is drawn */
	int table;           /* its number in this printer: n of ESC t */
	int dots;            /* width of the line: 576 (paper of 80 mm) or 384 (58 mm) */
	int cols;            /* letters in it: 48 or 32 */
	bool draw_qr;        /* the printer knows no GS ( k: the QR code is drawn */
	bool no_cut;         /* it has no knife: only paper is fed */
};

/* windows-1251 as Epson numbers it (46), paper of 80 mm, a QR code of its own, a knife. */
extern const struct receipt_paper receipt_paper_usual;

#endif
