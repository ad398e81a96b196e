/* server/pin_issuer.h - sites whose PIN keys are not on this host: which one that is, and telling it. Every host has a
 * file of keys of its own (pult-central(8)); a PIN whose key is missing is neither right nor wrong. */
#ifndef SERVER_PIN_ISSUER_H
#define SERVER_PIN_ISSUER_H

#include "server/pg.h"
#include "server/pins.h"

/* The site that is written so in Latin letters, when this host has none of its keys; else NULL, also when there is no
 * such site. In the arena. */
MUST_CHECK enum err_code pin_issuer_lacking(struct pg *pg, struct pins *pins, const char *latin, struct arena *mem,
					    const char **site, struct err *e);

/* Has the site send its key: its long polls end, at whichever process they wait (waiters.h). *told: now; false: it was
 * a moment ago. Outside a transaction. id "": any key. */
MUST_CHECK enum err_code pin_issuer_tell(struct pg *pg, struct pins *pins, const char *site, const char *id,
					 bool *told, struct err *e);

/* The same of every site whose key this host lacks, whoever asks: a new site's key comes to one host, and a host may
 * have lost its file. To be called every few seconds. */
MUST_CHECK enum err_code pin_issuer_tell_all(struct pg *pg, struct pins *pins, struct err *e);

#endif
