/* data/store/newfile.c - see newfile.h. */
#include "data/store/newfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

static enum err_code exists(const char *path, struct err *e)
{
	return err_set(e, ERR_CONFLICT, _("There is already a file «%s»: nothing was changed."), path);
}

static enum err_code cannot(const char *path, struct err *e)
{
	return err_set(e, ERR_FAILED, _("The file «%s» cannot be written: %s. Nothing was kept of it."), path,
		       strerror(errno));
}

enum err_code newfile_make(struct newfile *f, const char *path, struct arena *mem, struct err *e)
{
	*f = (struct newfile){ .path = path };
	if (access(path, F_OK) == 0)
		return exists(path, e);
	char *temp = arena_printf(mem, "%s.part-XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC); /* 0600 */

	if (fd < 0)
		return cannot(path, e);
	close(fd);
	f->temp = temp;
	return ERR_OK;
}

static bool write_all(int fd, const char *p, size_t len)
{
	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

enum err_code newfile_write(const struct newfile *f, const void *data, size_t len, struct err *e)
{
	int fd = open(f->temp, O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, data, len);

	if (!ok)
		cannot(f->path, e);
	if (fd >= 0)
		close(fd);
	return ok ? ERR_OK : e->code;
}

static bool sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Without overwriting; file systems that do not know the flag (some of memory sticks) get a look first. */
static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (access(to, F_OK) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

static void sync_folder(const char *path)
{
	struct arena mem = { 0 };
	char *folder = arena_strdup(&mem, path);
	char *slash = strrchr(folder, '/');

	if (slash)
		slash[slash == folder] = '\0';
	sync_path(slash ? folder : ".", O_DIRECTORY); /* some file systems cannot: the file is synced */
	arena_free(&mem);
}

enum err_code newfile_sync(const struct newfile *f, struct err *e)
{
	return sync_path(f->temp, 0) ? ERR_OK : cannot(f->path, e);
}

enum err_code newfile_keep(struct newfile *f, struct err *e)
{
	if (!sync_path(f->temp, 0))
		return cannot(f->path, e);
	if (rename_new(f->temp, f->path))
		return errno == EEXIST ? exists(f->path, e) : cannot(f->path, e);
	f->temp = NULL;
	sync_folder(f->path);
	return ERR_OK;
}

void newfile_drop(struct newfile *f)
{
	if (f->temp)
		unlink(f->temp);
	f->temp = NULL;
}

void newfile_undo(struct newfile *f)
{
	if (!f->temp)
		unlink(f->path);
}

void newfile_folders(const char *path)
{
	struct arena mem = { 0 };
	char *p = arena_strdup(&mem, path);

	for (char *slash = *p ? strchr(p + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(p, 0700);
		*slash = '/';
	}
	arena_free(&mem);
}
