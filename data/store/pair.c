/* data/store/pair.c - see pair.h. Removes only what was made here. */
#include "data/store/pair.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/blob.h"

static bool remains(const char *path, const char *suffix, struct arena *mem)
{
	struct stat st;

	return lstat(arena_printf(mem, "%s%s", path, suffix), &st) == 0;
}

/* SQLite would play the WAL of a base that stood there before into the new one. */
enum err_code pair_make(struct pair *pair, const char *path, struct arena *mem, struct err *e)
{
	static const char *const suffixes[] = { "-wal", "-shm", "-journal", ".blobs" };

	*pair = (struct pair){ .base = { .path = path } };
	if (remains(path, "", mem)) /* a base at work has files beside it: they are no remains */
		return err_set(e, ERR_CONFLICT, _("There is already a file «%s»: nothing was changed."), path);
	for (size_t i = 0; i < COUNT(suffixes); i++)
		if (remains(path, suffixes[i], mem))
			return err_set(e, ERR_CONFLICT,
				       _("Beside «%s» there are remains of another base (%s). Move them away or "
					 "choose another place. Nothing was changed."), path, suffixes[i]);
	pair->blobs.path = arena_printf(mem, "%s.blobs", path);
	enum err_code rc = newfile_make(&pair->base, path, mem, e);

	if (!rc)
		rc = newfile_make(&pair->key, arena_printf(mem, "%s.key", path), mem, e);
	if (rc)
		pair_drop(pair);
	return rc;
}

/* --- the key ------------------------------------------------------------------------------------- */

bool pair_read_key(const char *path, uint8_t key[PIN_KEY_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size == PIN_KEY_BYTES &&
		  read(fd, key, PIN_KEY_BYTES) == PIN_KEY_BYTES;

	if (fd >= 0)
		close(fd);
	return ok;
}

enum err_code pair_put_key(struct pair *pair, const uint8_t key[PIN_KEY_BYTES], struct err *e)
{
	uint8_t back[PIN_KEY_BYTES];

	pair->has_key = true;
	if (newfile_write(&pair->key, key, PIN_KEY_BYTES, e))
		return e->code;
	bool same = pair_read_key(pair->key.temp, back) && sodium_memcmp(back, key, PIN_KEY_BYTES) == 0;

	sodium_memzero(back, sizeof(back));
	return same ? ERR_OK
		    : err_set(e, ERR_FAILED, _("The PIN key was not written right to «%s». Nothing was kept."),
			      pair->key.path);
}

/* --- the files ----------------------------------------------------------------------------------- */

static bool is_blob(const char *name)
{
	return strlen(name) == BLOB_NAME - 1 && strspn(name, "0123456789abcdef") == BLOB_NAME - 1;
}

static bool copy_bytes(int in, int out)
{
	char part[65536];
	ssize_t n;

	while ((n = read(in, part, sizeof(part))) > 0)
		for (ssize_t at = 0, k; at < n; at += k)
			if ((k = write(out, part + at, (size_t)(n - at))) <= 0)
				return false;
	return n == 0 && fsync(out) == 0;
}

static enum err_code copy_blob(const char *from, const char *to, struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	if (out < 0 || !copy_bytes(in, out))
		err_set(e, ERR_FAILED, _("The file «%s» cannot be copied: %s. Nothing was kept."), from,
			strerror(errno));
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return e->code;
}

/* A folder of files, without folders inside. */
static void remove_folder(const char *path)
{
	struct arena mem = { 0 };
	DIR *dir = opendir(path);

	for (const struct dirent *d = dir ? readdir(dir) : NULL; d; d = readdir(dir))
		if (is_blob(d->d_name))
			unlink(arena_printf(&mem, "%s/%s", path, d->d_name));
	if (dir)
		closedir(dir);
	rmdir(path);
	arena_free(&mem);
}

static enum err_code copy_folder(struct pair *pair, DIR *dir, const char *from, const struct progress *p,
				 struct arena *mem, struct err *e)
{
	char *temp = arena_printf(mem, "%s.part-XXXXXX", pair->blobs.path);

	if (!mkdtemp(temp)) /* 0700 */
		return err_set(e, ERR_FAILED, _("The folder «%s» cannot be made: %s. Nothing was kept."),
			       pair->blobs.path, strerror(errno));
	pair->blobs.temp = temp;
	for (const struct dirent *d = readdir(dir); d && !e->code; d = readdir(dir)) {
		if (!is_blob(d->d_name))
			continue;
		if (p && p->step && !p->step(p->ctx, 1, 1))
			return err_set(e, ERR_FAILED, "%s", _("Stopped. Nothing was changed."));
		copy_blob(arena_printf(mem, "%s/%s", from, d->d_name),
			  arena_printf(mem, "%s/%s", temp, d->d_name), e);
		pair->files++;
	}
	return e->code;
}

enum err_code pair_put_blobs(struct pair *pair, const char *from, const struct progress *p,
			     struct arena *mem, struct err *e)
{
	const char *folder = arena_printf(mem, "%s.blobs", from);
	DIR *dir = opendir(folder);

	if (!dir && errno == ENOENT)
		return ERR_OK;
	if (!dir)
		return err_set(e, ERR_FAILED, _("Cannot read «%s»: %s."), folder, strerror(errno));
	enum err_code rc = copy_folder(pair, dir, folder, p, mem, e);

	closedir(dir);
	return rc;
}

void pair_take_blobs(struct pair *pair, struct arena *mem)
{
	char *folder = arena_printf(mem, "%s.blobs", pair->base.temp);
	struct stat st;

	if (stat(folder, &st) == 0)
		pair->blobs.temp = folder;
}

/* --- the end ------------------------------------------------------------------------------------- */

void pair_drop(struct pair *pair)
{
	newfile_drop(&pair->base);
	newfile_drop(&pair->key);
	if (pair->blobs.temp)
		remove_folder(pair->blobs.temp);
	pair->blobs.temp = NULL;
}

enum err_code pair_keep(struct pair *pair, struct err *e)
{
	bool blobs = pair->blobs.temp, blobs_kept = false, key_kept = false;
	enum err_code rc = blobs ? newfile_keep(&pair->blobs, e) : ERR_OK;

	blobs_kept = blobs && !rc;
	if (!rc && pair->has_key) {
		rc = newfile_keep(&pair->key, e);
		key_kept = !rc;
	}
	if (!rc)
		rc = newfile_keep(&pair->base, e);
	if (rc && key_kept)
		newfile_undo(&pair->key);
	if (rc && blobs_kept)
		remove_folder(pair->blobs.path);
	pair_drop(pair);
	return rc;
}
