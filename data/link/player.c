/* data/link/player.c - see player.h. */
#include "data/link/player.h"

#include <limits.h>
#include <sys/stat.h>

#include "core/i18n.h"

#define FILE_WORD "{file}"

/* Of a WAV file that holds no sound (RIFF, fmt and data chunks). */
enum { WAV_HEADER_BYTES = 44 };

/* Splits the command; NULL when it is not as player.h says. The place of {file} goes to *at. */
static char **split(const char *command, size_t *at, struct arena *mem)
{
	char **argv = arena_alloc(mem, (PROGRAM_ARGS_MAX + 1) * sizeof(*argv));
	size_t n = program_split(arena_strdup(mem, command), argv), files = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(argv[i], FILE_WORD) == 0) {
			*at = i;
			files++;
		} else if (strpbrk(argv[i], "{}")) {
			return NULL;
		}
	}
	return files == 1 && *argv[0] == '/' ? argv : NULL;
}

enum err_code player_check(const char *command, struct err *e)
{
	struct arena mem = { 0 };
	size_t at;
	bool good = split(command, &at, &mem) != NULL;

	arena_free(&mem);
	return good ? ERR_OK : err_set(e, ERR_INVALID, "%s",
		_("The player of the configuration file cannot be understood. It is written: player = /usr/bin/aplay -q "
		  "{file}"));
}

static bool lies_below(const char *folder, const char *path)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '/' || (n > 0 && folder[n - 1] == '/'));
}

static enum err_code check_file(const char *folder, const char *path, struct err *e)
{
	struct stat st;

	if (!lies_below(folder, path))
		return err_set(e, ERR_REFUSED, "%s",
			       _("The recording lies outside of the folder of recordings: it is not played."));
	if (stat(path, &st))
		return err_set(e, ERR_NOT_FOUND, "%s", _("The recording is not there any more."));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_REFUSED, "%s", _("The recording is no file of sound: it is not played."));
	if (st.st_size <= WAV_HEADER_BYTES)
		return err_set(e, ERR_FAILED, "%s", _("The recording is empty: nobody talked."));
	return ERR_OK;
}

enum err_code player_find(const char *folder, const char *name, struct arena *mem, const char **path,
			  struct err *e)
{
	char root[PATH_MAX], real[PATH_MAX];

	if (*folder != '/' || !realpath(folder, root))
		return err_set(e, ERR_INVALID, _("The folder of recordings «%s» is not there. The administrator sets it: "
						 "pult setting recordings /FOLDER."), folder);
	if (!realpath(arena_printf(mem, "%s/%s", root, name), real))
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("The recording is not in the folder of recordings: its time of keeping may be over."));
	if (check_file(root, real, e))
		return e->code;
	*path = arena_strdup(mem, real);
	return ERR_OK;
}

enum err_code player_start(const char *command, const char *path, struct program *p, struct err *e)
{
	struct arena mem = { 0 };
	size_t at = 0;
	char **argv = split(command, &at, &mem);
	enum err_code rc = argv ? ERR_OK : player_check(command, e);

	if (argv) {
		argv[at] = arena_strdup(&mem, path);
		int error = program_start(p, argv, -1, 0);

		if (error)
			rc = err_set(e, ERR_FAILED, _("The player %s does not start (%s)."), argv[0], strerror(error));
	}
	arena_free(&mem);
	return rc;
}

enum err_code player_finish(struct program *p, bool stopped, struct err *e)
{
	program_end(p);
	if (stopped || (!p->killed && !p->status))
		return ERR_OK;
	if (p->killed)
		return err_set(e, ERR_FAILED, _("The player was ended by signal %d."), p->status);
	return *p->said ? err_set(e, ERR_FAILED, _("The player reports error %d (%s)."), p->status, p->said)
			: err_set(e, ERR_FAILED, _("The player reports error %d."), p->status);
}
