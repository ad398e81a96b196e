/* server/journal.h - what the server says to the journal of its host: lines on standard error. Site
 * codes, error words and counts; never personal data, tokens or bodies. */
#ifndef SERVER_JOURNAL_H
#define SERVER_JOURNAL_H

#include "core/err.h"

/* One line; control bytes become spaces, so that nothing from outside can forge a second one. */
void journal(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
