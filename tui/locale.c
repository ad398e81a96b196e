/* tui/locale.c - see locale.h. */
#include "tui/locale.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>

#include "core/i18n.h"

/* What the environment asks for: the first of the three that is set. */
static const char *wanted(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = getenv(names[i]);

		if (v && v[0])
			return v;
	}
	return "";
}

static bool is_utf8(const char *codeset)
{
	return strncasecmp(codeset, "UTF-8", 5) == 0 || strncasecmp(codeset, "UTF8", 4) == 0;
}

/* "uk_UA.KOI8-U" names another codeset whether or not that locale is installed. */
static bool other_codeset_named(const char *locale)
{
	const char *dot = strchr(locale, '.');

	return dot && !is_utf8(dot + 1);
}

enum err_code locale_start(struct err *e)
{
	const char *name = wanted();
	bool known = setlocale(LC_ALL, "") != NULL;
	const char *codeset = known ? nl_langinfo(CODESET) : "";
	bool ascii = strcmp(codeset, "ANSI_X3.4-1968") == 0;
	bool foreign = known && !ascii ? !is_utf8(codeset) : other_codeset_named(name);

	if (!known || ascii || foreign)
		setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	if (foreign)
		return err_set(e, ERR_INVALID,
			       _("The locale \"%s\" is not UTF-8 and its terminal would show wrong "
				 "letters: set LANG=C.UTF-8 and the terminal to UTF-8."), name);
	return ERR_OK;
}
