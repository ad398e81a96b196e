/* data/store/blob.c - see blob.h. */
#include "data/store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/newfile.h"

static enum err_code check(const struct stat *st, const char *path, struct err *e)
{
	if (!S_ISREG(st->st_mode) || st->st_size == 0)
		return err_set(e, ERR_INVALID, _("«%s» is not a file with contents. Nothing was changed."), path);
	if (st->st_size > BLOB_MAX_BYTES)
		return err_set(e, ERR_INVALID, _("«%s» is too large: at most %d MB fit. Nothing was changed."), path,
			       (int)BLOB_MAX_BYTES / 1024 / 1024);
	return ERR_OK;
}

/* The whole file in the arena; it is small. */
static unsigned char *read_all(const char *path, size_t *len, struct arena *mem, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	unsigned char *data = NULL;
	ssize_t n = 0;

	*len = 0;
	if (fd < 0 || fstat(fd, &st)) {
		err_set(e, ERR_FAILED, _("Cannot read «%s»: %s."), path, strerror(errno));
	} else if (check(&st, path, e) == ERR_OK) {
		data = arena_alloc(mem, (size_t)st.st_size);
		while (*len < (size_t)st.st_size && (n = read(fd, data + *len, (size_t)st.st_size - *len)) > 0)
			*len += (size_t)n;
	}
	if (n < 0)
		err_set(e, ERR_FAILED, _("Cannot read «%s»: %s."), path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return data;
}

static enum err_code keep(const char *path, const unsigned char *data, size_t len, struct arena *mem,
			  struct err *e)
{
	struct newfile f;

	if (access(path, F_OK) == 0)
		return ERR_OK; /* the same contents are there already */
	newfile_folders(path);
	enum err_code rc = newfile_make(&f, path, mem, e);

	if (rc)
		return rc;
	rc = newfile_write(&f, data, len, e);
	if (!rc)
		rc = newfile_keep(&f, e);
	newfile_drop(&f);
	if (rc == ERR_CONFLICT) { /* another process was quicker with the same contents */
		e->code = ERR_OK;
		rc = ERR_OK;
	}
	return rc;
}

enum err_code blob_put(const struct store *s, const char *path, char name[BLOB_NAME], struct err *e)
{
	struct arena mem = { 0 };
	unsigned char hash[crypto_hash_sha256_BYTES];
	size_t len;
	unsigned char *data = read_all(path, &len, &mem, e);

	enum err_code rc = e->code;

	if (!rc) {
		crypto_hash_sha256(hash, data, len);
		sodium_bin2hex(name, BLOB_NAME, hash, sizeof(hash));
		rc = keep(arena_printf(&mem, "%s.blobs/%s", store_path(s), name), data, len, &mem, e);
	}
	arena_free(&mem);
	return rc;
}
