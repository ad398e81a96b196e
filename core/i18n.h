/* core/i18n.h - translated text. msgids are full English sentences, never glued from parts.
 * The catalogue is po/uk.po; CI fails while it is incomplete. */
#ifndef CORE_I18N_H
#define CORE_I18N_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))

#endif
