/* data/store/own_files.c - see own_files.h. */
#include "data/store/own_files.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/arena.h"

/* Files beside the base and folders of files: pair.c, draft.c, bell.c, presence.c, data/link/token.c. */
static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".key", ".token", ".bell", ".here", ".log" };

/* Where it is or would be made, without links; NULL: its folder is not there. */
static const char *real_path(const char *path, struct arena *mem)
{
	char found[PATH_MAX];
	const char *slash = strrchr(path, '/');

	if (realpath(path, found))
		return arena_strdup(mem, found);
	if (!realpath(slash ? arena_strndup(mem, path, (size_t)(slash - path) + 1) : ".", found))
		return NULL;
	return arena_printf(mem, "%s/%s", strcmp(found, "/") == 0 ? "" : found, slash ? slash + 1 : path);
}

static bool is_same(const char *a, const char *b)
{
	struct stat one, other;

	return strcmp(a, b) == 0 || (stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
				     one.st_ino == other.st_ino);
}

static bool is_in(const char *folder, const char *path)
{
	return strncmp(path, folder, strlen(folder)) == 0;
}

bool own_file(const char *base, const char *path)
{
	struct arena mem = { 0 };
	const char *real = real_path(path, &mem);
	bool own = false;

	for (size_t i = 0; real && i < COUNT(ends); i++)
		own = own || is_same(arena_printf(&mem, "%s%s", base, ends[i]), real);
	if (real)
		own = own || is_in(arena_printf(&mem, "%s.blobs/", base), real) ||
		      is_in(arena_printf(&mem, "%.*sdrafts/", (int)(strrchr(base, '/') + 1 - base), base), real);
	arena_free(&mem);
	return own;
}
