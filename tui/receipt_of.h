/* tui/receipt_of.h - from an appeal of the store to a receipt of link; one place for all doors. */
#ifndef TUI_RECEIPT_OF_H
#define TUI_RECEIPT_OF_H

#include "data/link/receipt.h"
#include "data/store/appeals.h"

/* Fills *r; its texts live in mem. pin may be "" or NULL: not known any more. */
void receipt_of(struct store *s, const struct appeal *a, const char *pin, struct arena *mem,
		struct receipt *r);

/* No PIN was ever issued to an appeal of this site, as those of an archive. Of other sites it is not known here (their
 * PINs go to the centre alone): false. */
bool receipt_never_had_pin(const struct store *s, const struct appeal *a);

/* Writes the receipt to a file and records that it was issued. */
MUST_CHECK enum err_code receipt_to_file(struct store *s, const struct appeal *a, const char *pin,
					 enum receipt_format f, const char *path,
					 const struct actor *who, struct err *e);

#endif
