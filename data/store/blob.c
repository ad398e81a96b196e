/* data/store/blob.c - see blob.h. */
#include "data/store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

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

static void name_of(const unsigned char *data, size_t len, char name[BLOB_NAME])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, data, len);
	sodium_bin2hex(name, BLOB_NAME, hash, sizeof(hash));
}

static char *path_of(const struct store *s, const char *name, struct arena *mem)
{
	return arena_printf(mem, "%s.blobs/%s", store_path(s), name);
}

enum err_code blob_read(const char *path, struct arena *mem, struct blob *out, struct err *e)
{
	out->data = read_all(path, &out->len, mem, e);
	if (!e->code)
		name_of(out->data, out->len, out->name);
	return e->code;
}

/* A look before: the same contents may be there already. */
enum err_code blob_stage(const struct store *s, const struct blob *b, struct blob_stage *out, struct err *e)
{
	const char *path = path_of(s, b->name, &out->mem);

	memcpy(out->name, b->name, BLOB_NAME);
	out->known = access(path, F_OK) == 0;
	if (out->known)
		return ERR_OK;
	newfile_folders(path);
	enum err_code rc = newfile_make(&out->file, path, &out->mem, e);

	if (!rc)
		rc = newfile_write(&out->file, b->data, b->len, e);
	return rc ? rc : newfile_sync(&out->file, e);
}

enum err_code blob_name(struct blob_stage *b, struct err *e)
{
	if (b->known)
		return ERR_OK;
	enum err_code rc = newfile_keep(&b->file, e);

	if (rc == ERR_CONFLICT) { /* another process was quicker with the same contents */
		e->code = rc = ERR_OK;
		b->known = true;
	}
	b->named = !rc && !b->known;
	return rc;
}

void blob_unstage(struct blob_stage *b, bool undo)
{
	newfile_drop(&b->file);
	if (undo && b->named)
		newfile_undo(&b->file);
	arena_free(&b->mem);
}

enum err_code blob_put(const struct store *s, const char *path, char name[BLOB_NAME], struct err *e)
{
	struct blob_stage st = { .known = false };
	struct arena mem = { 0 };
	struct blob b;
	enum err_code rc = blob_read(path, &mem, &b, e);

	if (!rc)
		rc = blob_stage(s, &b, &st, e);
	if (!rc)
		rc = blob_name(&st, e);
	if (!rc)
		memcpy(name, b.name, BLOB_NAME);
	blob_unstage(&st, false);
	arena_free(&mem);
	return rc;
}

/* A name comes from an event, and an event may come from elsewhere: it must not lead to another folder. */
bool blob_is_name(const char *name)
{
	return strlen(name) == BLOB_NAME - 1 && strspn(name, "0123456789abcdef") == BLOB_NAME - 1;
}

static enum blob_state look(const struct store *s, const char *name, struct arena *mem, struct blob *out)
{
	struct err none = { 0 };

	if (!blob_is_name(name) || access(path_of(s, name, mem), F_OK))
		return BLOB_MISSING;
	if (blob_read(path_of(s, name, mem), mem, out, &none) || strcmp(out->name, name) != 0)
		return BLOB_DAMAGED;
	return BLOB_GOOD;
}

enum blob_state blob_look(const struct store *s, const char *name)
{
	struct arena mem = { 0 };
	struct blob b;
	enum blob_state st = look(s, name, &mem, &b);

	arena_free(&mem);
	return st;
}

bool blob_load(const struct store *s, const char *name, struct arena *mem, struct blob *out)
{
	return look(s, name, mem, out) == BLOB_GOOD;
}

static enum err_code write_new(const char *path, const struct blob *b, struct arena *mem, struct err *e)
{
	struct newfile f;
	enum err_code rc = newfile_make(&f, path, mem, e);

	if (rc)
		return rc;
	rc = newfile_write(&f, b->data, b->len, e);
	if (!rc)
		rc = newfile_keep(&f, e);
	newfile_drop(&f);
	return rc;
}

enum err_code blob_copy(const struct store *s, const char *name, const char *path, struct err *e)
{
	struct arena mem = { 0 };
	struct blob b;
	enum blob_state st = look(s, name, &mem, &b);
	enum err_code rc = st == BLOB_GOOD ? write_new(path, &b, &mem, e) : ERR_FAILED;

	if (st == BLOB_MISSING)
		err_set(e, rc, "%s", _("The contents of this file are not here: they are on the site that took it in."));
	if (st == BLOB_DAMAGED)
		err_set(e, rc, "%s", _("The contents of this file are damaged: take them from a backup."));
	arena_free(&mem);
	return rc;
}

enum err_code blob_take(const struct store *s, const char *name, char *data, size_t len, struct err *e)
{
	struct blob b = { .data = (unsigned char *)data, .len = len };
	struct blob_stage stage = { .known = false };

	if (len)
		name_of(b.data, len, b.name);
	if (strcmp(b.name, name) != 0)
		return err_set(e, ERR_INVALID, "%s", _("The contents of this file are damaged: take them from a backup."));
	enum err_code rc = blob_stage(s, &b, &stage, e);

	if (!rc)
		rc = blob_name(&stage, e);
	blob_unstage(&stage, false);
	return rc;
}

void blob_drop(const struct store *s, const char *name)
{
	struct arena mem = { 0 };

	if (blob_is_name(name))
		unlink(path_of(s, name, &mem));
	arena_free(&mem);
}
