/* tui/desk.c - see desk.h. */
#include "tui/desk.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/own_files.h"

extern char **environ;

bool desk_wanted(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--desk") == 0)
			return true;
	return false;
}

/* sshd sets HOME and the names itself, over whatever the client sent. The others say what the terminal can
 * show and how slow its line is. */
static bool may_stay(const char *variable)
{
	static const char *const names[] = { "TERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "ESCDELAY", "HOME",
		"USER", "LOGNAME" };
	size_t len = strcspn(variable, "=");

	for (size_t i = 0; i < COUNT(names); i++)
		if (strlen(names[i]) == len && memcmp(names[i], variable, len) == 0)
			return true;
	return false;
}

void desk_environment(void)
{
	char **to = environ;

	for (char **from = environ; *from; from++)
		if (may_stay(*from))
			*to++ = *from;
	*to = NULL;
	setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
}

enum err_code desk_check_terminal(struct err *e)
{
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return ERR_OK;
	return err_set(e, ERR_REFUSED, "%s",
		       _("This account opens the workstation in a terminal and does nothing else: connect with ssh "
			 "from a terminal, without a command."));
}

static enum err_code in_folder(const char *folder, const char *typed, struct arena *mem, const char **path,
			       struct err *e)
{
	if (!*typed || *typed == '.' || strchr(typed, '/'))
		return err_set(e, ERR_REFUSED, _("Here files have a name only, without a folder and not begun with a dot: "
						 "they are in %s on the host. Nothing was done."), folder);
	if (mkdir(folder, 0700) && errno != EEXIST)
		return err_set(e, ERR_FAILED, _("The folder %s cannot be made: %s."), folder, strerror(errno));
	*path = arena_printf(mem, "%s/%s", folder, typed);
	return ERR_OK;
}

enum err_code desk_file(const char *folder, const char *base, const char *typed, struct arena *mem, const char **path,
			struct err *e)
{
	*path = arena_strdup(mem, typed);
	if (folder && in_folder(folder, typed, mem, path, e))
		return e->code;
	if (own_file(base, *path))
		return err_set(e, ERR_REFUSED, _("«%s» belongs to the database: it is neither read nor written here. Nothing "
						 "was done."), typed);
	return ERR_OK;
}

enum err_code desk_new_file(const char *folder, const char *base, const char *typed, struct arena *mem,
			    const char **path, struct err *e)
{
	struct stat st;

	if (desk_file(folder, base, typed, mem, path, e))
		return e->code;
	if (lstat(*path, &st) == 0)
		return err_set(e, ERR_CONFLICT, _("The file «%s» exists: nothing was overwritten. Choose another name."),
			       typed);
	return ERR_OK;
}
