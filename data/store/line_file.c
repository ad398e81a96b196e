/* data/store/line_file.c - see line_file.h. */
#include "data/store/line_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

enum { BUF_BYTES = 4 * LINE_BYTES_MAX, PRINTED_BYTES = 256 };

struct line_file {
	char *path;
	int fd;
	ino_t ino;
	int64_t before; /* bytes of the file before buf */
	size_t at, len;
	int64_t line;
	bool skipping;  /* the rest of a line that was too long */
	char buf[BUF_BYTES];
};

static enum err_code cannot_read(const char *path, struct err *e)
{
	return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED, _("Cannot read «%s»: %s."), path,
		       strerror(errno));
}

static enum err_code open_it(struct line_file *f, const char *path, struct err *e)
{
	struct stat st;

	f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (f->fd < 0 || fstat(f->fd, &st))
		return cannot_read(path, e);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INVALID, _("«%s» is not a file. Nothing was imported."), path);
	if (flock(f->fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return err_set(e, ERR_BUSY, _("«%s» is being imported by another pult. Nothing was imported."), path);
	f->ino = st.st_ino;
	f->path = strdup(path);
	return f->path ? ERR_OK : err_set(e, ERR_FAILED, "%s", _("Out of memory."));
}

enum err_code line_file_open(const char *path, struct line_file **out, struct err *e)
{
	struct line_file *f = calloc(1, sizeof(*f));

	if (!f)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	f->fd = -1;
	if (open_it(f, path, e)) {
		line_file_close(f);
		return e->code;
	}
	*out = f;
	return ERR_OK;
}

void line_file_close(struct line_file *f)
{
	if (!f)
		return;
	if (f->fd >= 0)
		close(f->fd);
	free(f->path);
	free(f);
}

/* --- lines ---------------------------------------------------------------------------------------- */

/* Reads on behind what is there. False: nothing came. */
static bool fill(struct line_file *f, struct err *e)
{
	size_t had = f->len - f->at;

	if (f->at) {
		memmove(f->buf, f->buf + f->at, had);
		f->before += (int64_t)f->at;
		f->len = had;
		f->at = 0;
	}
	while (f->len < BUF_BYTES) {
		ssize_t got = pread(f->fd, f->buf + f->len, BUF_BYTES - f->len, (off_t)(f->before + (int64_t)f->len));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			cannot_read(f->path, e);
		if (got <= 0)
			break;
		f->len += (size_t)got;
	}
	return f->len > had;
}

const char *line_file_head(struct line_file *f, size_t *len, struct err *e)
{
	fill(f, e);
	*len = f->len - f->at < LINE_BYTES_MAX ? f->len - f->at : LINE_BYTES_MAX;
	return f->buf + f->at;
}

/* Takes n bytes as the line. */
static enum line_kind take(struct line_file *f, size_t n, bool ends, struct line *out)
{
	bool skipped = f->skipping;

	*out = (struct line){ .s = f->buf + f->at, .len = n - ends, .n = f->line + !skipped };
	f->at += n;
	f->line += !skipped;
	f->skipping = !ends && n >= LINE_BYTES_MAX;
	return skipped ? LINE_NONE : n > LINE_BYTES_MAX || f->skipping ? LINE_TOO_LONG : LINE_WHOLE;
}

enum line_kind line_file_next(struct line_file *f, bool half_too, struct line *out, struct err *e)
{
	for (;;) {
		size_t left = f->len - f->at;
		const char *nl = memchr(f->buf + f->at, '\n', left);
		enum line_kind kind = LINE_NONE;

		if (!nl && left < LINE_BYTES_MAX && fill(f, e))
			continue;
		if (e->code || (!nl && left < LINE_BYTES_MAX && (!half_too || !left)))
			return LINE_NONE;
		kind = take(f, nl ? (size_t)(nl - (f->buf + f->at)) + 1 : left, nl != NULL, out);
		if (kind != LINE_NONE)
			return kind;
	}
}

/* --- its place ------------------------------------------------------------------------------------ */

int64_t line_file_at(const struct line_file *f)
{
	return f->before + (int64_t)f->at;
}

int64_t line_file_size(const struct line_file *f)
{
	struct stat st;

	return fstat(f->fd, &st) ? 0 : st.st_size;
}

int64_t line_file_inode(const struct line_file *f)
{
	return (int64_t)f->ino;
}

int line_file_fd(const struct line_file *f)
{
	return f->fd;
}

bool line_file_print(struct line_file *f, int64_t at, char hex[LINE_PRINT])
{
	size_t n = at < PRINTED_BYTES ? (size_t)at : PRINTED_BYTES;
	uint8_t bytes[PRINTED_BYTES], hash[(LINE_PRINT - 1) / 2];

	if (pread(f->fd, bytes, n, (off_t)(at - (int64_t)n)) != (ssize_t)n)
		return false;
	crypto_generichash(hash, sizeof(hash), bytes, n, NULL, 0);
	sodium_bin2hex(hex, LINE_PRINT, hash, sizeof(hash));
	return true;
}

void line_file_seek(struct line_file *f, int64_t at)
{
	f->before = at;
	f->at = f->len = 0;
	f->line = 0;
	f->skipping = false;
}

enum line_change line_file_changed(const struct line_file *f, const char *path)
{
	struct stat st;

	if (line_file_size(f) < line_file_at(f))
		return LINE_CUT;
	return stat(path, &st) == 0 && st.st_ino != f->ino && st.st_size > 0 ? LINE_REPLACED : LINE_SAME;
}
