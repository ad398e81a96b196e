/* tui/main.c - where pult starts: the full screen without a verb, else the shell's door. */
#include <sys/prctl.h>
#include <sys/stat.h>

#include "tui/app.h"
#include "tui/desk.h"
#include "tui/interactive.h"
#include "tui/locale.h"
#include "tui/shell.h"

int main(int argc, char **argv)
{
	struct err e = { 0 };

	umask(077);
	prctl(PR_SET_DUMPABLE, 0);
	bool desk = desk_wanted(argc, argv);

	if (desk)
		desk_environment();
	enum err_code rc = locale_start(&e);

	if (interactive_wanted(argc, argv))
		return interactive_run(argc, argv);
	if (!desk && shell_wanted(argc, argv))
		return shell_run(argc, argv);
	return app_main(argc, argv, rc ? &e : NULL);
}
