/* tui/main.c - where pult starts: the full screen without a verb, else the shell's door. */
#include <sys/prctl.h>
#include <sys/stat.h>

#include "tui/app.h"
#include "tui/locale.h"
#include "tui/shell.h"

/* Options alone (--db, --lang) mean the screen; a word, --help or --version the shell. */
static int wants_shell(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0 || strcmp(argv[i], "--help") == 0)
			return 1;
		if (!strchr(argv[i], '='))
			i++;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };

	umask(077);
	prctl(PR_SET_DUMPABLE, 0);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("pult " PULT_VERSION);
		return 0;
	}
	enum err_code rc = locale_start(&e);

	if (wants_shell(argc, argv))
		return shell_run(argc, argv);
	return app_main(argc, argv, rc ? &e : NULL);
}
