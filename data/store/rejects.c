/* data/store/rejects.c - see rejects.h. */
#include "data/store/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/i18n.h"

enum { SHOWN_BYTES = 2000 };

static enum err_code cannot_write(const struct rejects *r, struct err *e)
{
	return err_set(e, ERR_FAILED, _("Cannot write «%s»: %s. The rows before are imported; free some space and "
					"import again."), r->path, strerror(errno));
}

static enum err_code open_it(struct rejects *r, struct err *e)
{
	int fd = open(r->path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

	r->nowhere = fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM);
	if (r->nowhere)
		return ERR_OK;
	r->file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!r->file)
		return cannot_write(r, e);
	fputs("# line\treason\ttext\n", r->file);
	return ERR_OK;
}

enum err_code rejects_add(struct rejects *r, int64_t n, const char *reason, const char *line, size_t len,
			  struct err *e)
{
	if (!r->file && !r->nowhere && open_it(r, e))
		return e->code;
	if (!r->file)
		return ERR_OK;
	fprintf(r->file, "%lld\t%s\t", (long long)n, reason);
	fwrite(line, 1, len < SHOWN_BYTES ? len : SHOWN_BYTES, r->file);
	fputc('\n', r->file);
	return ferror((FILE *)r->file) ? cannot_write(r, e) : ERR_OK;
}

enum err_code rejects_close(struct rejects *r, struct err *e)
{
	FILE *f = r->file;

	r->file = NULL;
	return f && fclose(f) ? cannot_write(r, e) : ERR_OK;
}
