/* data/link/savefile.c - see savefile.h. */
#include "data/link/savefile.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/i18n.h"

static const struct reason {
	int error;
	const char *sentence;
} reasons[] = {
	{ ENOENT, N_("The folder does not exist.") },
	{ ENOTDIR, N_("The folder does not exist.") },
	{ EACCES, N_("There is no right to write into this folder.") },
	{ EPERM, N_("There is no right to write into this folder.") },
	{ EROFS, N_("The disk is read-only.") },
	{ ENOSPC, N_("The disk is full: free some space and try again.") },
	{ EDQUOT, N_("The disk is full: free some space and try again.") },
	{ EFBIG, N_("The system allows no file of this size.") },
	{ EISDIR, N_("There is a folder with this name.") },
	{ EIO, N_("The disk answers with an error: call the administrator.") },
};

const char *savefile_reason(int error)
{
	for (size_t i = 0; i < COUNT(reasons); i++)
		if (reasons[i].error == error)
			return _(reasons[i].sentence);
	return strerror(error);
}

/* 0 or errno. */
static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		data += n;
		len -= (size_t)n;
	}
	return fsync(fd) ? errno : 0;
}

/* Makes the temporary file; 0 or errno, and then there is no such file. */
static int write_temp(char *temp, const void *data, size_t len)
{
	int fd = mkostemp(temp, O_CLOEXEC); /* 0600 */

	if (fd < 0)
		return errno;
	int error = write_all(fd, data, len);

	if (close(fd) && !error)
		error = errno;
	if (error)
		unlink(temp);
	return error;
}

/* The new name is forced to disk too. Best effort: the file itself is there already. */
static void sync_folder(const char *folder)
{
	int fd = open(*folder ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

enum err_code savefile(const char *path, const void *data, size_t len, struct err *e)
{
	struct arena mem = { 0 };
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char *folder = arena_strndup(&mem, path, (size_t)(name - path));
	char *temp = arena_printf(&mem, "%s.%s.XXXXXX", folder, name);
	enum err_code code = ERR_OK;
	int error = write_temp(temp, data, len);

	if (!error && rename(temp, path)) {
		error = errno;
		unlink(temp);
	}
	if (error)
		code = err_set(e, ERR_FAILED, _("The file %s is not saved. %s"), path,
			       savefile_reason(error));
	else
		sync_folder(folder);
	arena_free(&mem);
	return code;
}
