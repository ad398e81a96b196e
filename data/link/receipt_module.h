/* data/link/receipt_module.h - what the two halves of pult-receipt.so share. Nothing outside the module includes
 * this. */
#ifndef DATA_LINK_RECEIPT_MODULE_H
#define DATA_LINK_RECEIPT_MODULE_H

#include <pango/pangocairo.h>
#include <stdbool.h>

#include "data/link/receipt_sheet.h"

#define RECEIPT_FONT "DejaVu Sans"

/* Pango 1.50 ends the process where there are no fonts at all, so fontconfig is asked first. */
bool receipt_font_installed(void);

/* No line of the layout ends after the hyphen of «PIN-код» or of a number, and none gets a hyphen of ours: it
 * would become a part of an address. */
void receipt_breaks(PangoLayout *l, const char *text);

#endif
