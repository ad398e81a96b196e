/* tui/site_settings.h - the settings of a site that `pult setting` knows, and what each may be.
 *
 * The base keeps any name; this table is what people may write. A setting comes from the base, which many
 * can write: it never names a program to be started. */
#ifndef TUI_SITE_SETTINGS_H
#define TUI_SITE_SETTINGS_H

#include "core/arena.h"
#include "core/err.h"

/* Whether the setting exists and may have this value (NULL: only the name). ERR_INVALID names all of them or
 * says what the value is to be. */
MUST_CHECK enum err_code site_setting_check(const char *name, const char *value, struct err *e);

/* The i-th setting that may be; NULL: there are no more. Named printers are one, "printer.NAME". */
const char *site_setting_name(size_t i);
/* The msgid of what it is for. */
const char *site_setting_help(size_t i);

/* A printer that a site may have: tcp:, cups: or file:. ERR_INVALID; ERR_REFUSED for cmd:, which is for the
 * configuration file only. */
MUST_CHECK enum err_code site_printer_check(const char *value, struct err *e);

/* Milliseconds without a key until the screen is locked; 0: never. NULL or nonsense: 15 minutes. */
int64_t site_idle_lock_ms(const char *value);

#endif
