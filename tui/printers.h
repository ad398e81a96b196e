/* tui/printers.h - which printer a receipt goes to, by its name.
 *
 * A site has a usual printer (the setting `printer`) and others with names (`printer.NAME`); the configuration file
 * may name another usual one, also a program, which no base may (design.md 10). People choose by name only. */
#ifndef TUI_PRINTERS_H
#define TUI_PRINTERS_H

#include "data/link/printer.h"
#include "data/store/store.h"

struct found_printer {
	struct printer printer;
	const char *to; /* for events and people: its name, or for the usual one its setting */
};

/* name "": the usual one; config: what the configuration file says, or NULL. Strings live in mem. ERR_INVALID. */
MUST_CHECK enum err_code printers_find(struct store *s, const char *config, const char *name, struct arena *mem,
				       struct found_printer *out, struct err *e);

/* Whether there is a usual printer at all. */
bool printers_any(struct store *s, const char *config);

/* What a printer is called on the screen: its name, or «usual». */
const char *printers_label(const char *name);

/* The paper of the site's usual printer, for receipts that are made but not printed. In the arena. */
const struct receipt_paper *printers_paper(struct store *s, struct arena *mem);

#endif
