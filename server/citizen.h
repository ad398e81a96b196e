/* server/citizen.h - an appeal by number and PIN, as a citizen asks for it, with the limits on guessing of
 * design.md 7. They are kept in PostgreSQL: whichever process is asked, five are five. */
#ifndef SERVER_CITIZEN_H
#define SERVER_CITIZEN_H

#include "core/appeal.h"
#include "server/pg.h"
#include "server/pins.h"

enum citizen_verdict {
	CITIZEN_RIGHT,
	CITIZEN_WRONG, /* the number or the PIN: the same answer in the same time */
	CITIZEN_WAIT,  /* too many wrong tries: refused unread */
	CITIZEN_NO_KEY /* the key of its PIN is not on this host: nothing was checked, nothing counted */
};

struct citizen {
	const char *number, *pin; /* as typed */
	const char *source;       /* address it came from */
	int wait_s;               /* set with CITIZEN_WAIT */
	/* set with CITIZEN_NO_KEY, in the arena: whose key, its id ("": none is here), whether that site was told of it now */
	const char *lacks, *lacks_id;
	bool is_told;
};

/* Looks and counts: of one appeal one at a time, in all processes. With CITIZEN_RIGHT the appeal is in the arena. */
MUST_CHECK enum err_code citizen_look(struct pg *pg, struct pins *pins, struct citizen *c, struct arena *mem,
				      enum citizen_verdict *verdict, struct appeal *out, struct err *e);

/* Forgets counters that nothing depends on any more. */
MUST_CHECK enum err_code citizen_tidy(struct pg *pg, struct err *e);

#endif
