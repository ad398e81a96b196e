/* tui/receipt_of.h - from an appeal of the store to a receipt of link; one place for all doors. */
#ifndef TUI_RECEIPT_OF_H
#define TUI_RECEIPT_OF_H

#include "data/link/receipt.h"
#include "data/store/appeals.h"

/* Fills *r; its texts live in mem. pin may be "" or NULL: not known any more. */
void receipt_of(struct store *s, const struct appeal *a, const char *pin, struct arena *mem,
		struct receipt *r);

/* Writes the receipt to a file and records that it was issued. */
MUST_CHECK enum err_code receipt_to_file(struct store *s, const struct appeal *a, const char *pin,
					 enum receipt_format f, const char *path,
					 const struct actor *who, struct err *e);

#endif
