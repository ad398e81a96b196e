/* data/link/language.c - see language.h. */
#include "data/link/language.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/arena.h"

/* <folder of the program>/locale when it runs from its build folder, else the installed one. */
static const char *locale_dir(struct arena *mem)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash = NULL;

	if (n > 0) {
		exe[n] = '\0';
		slash = strrchr(exe, '/');
	}
	if (slash) {
		*slash = '\0';
		const char *dir = arena_printf(mem, "%s/locale", exe);

		if (access(dir, R_OK) == 0)
			return dir;
	}
	return PULT_PREFIX "/share/locale";
}

void language_bind(const char *lang)
{
	const char *env = getenv("LANGUAGE");
	struct arena mem = { 0 };

	if (!env || !*env)
		setenv("LANGUAGE", lang, 1);
	bindtextdomain("pult", locale_dir(&mem));
	bind_textdomain_codeset("pult", "UTF-8");
	textdomain("pult");
	arena_free(&mem);
}
