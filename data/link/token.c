/* data/link/token.c - see token.h. */
#include "data/link/token.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

enum { LETTERS = TOKEN_SIZE - 1 };

static enum err_code check(const struct stat *st, const char *path, struct err *e)
{
	if (!S_ISREG(st->st_mode))
		return err_set(e, ERR_INVALID, _("«%s» is not a file with a token."), path);
	if (st->st_mode & 077)
		return err_set(e, ERR_REFUSED,
			       _("Others may read the token in «%s»: let it be its owner's alone (chmod 600), and if somebody "
				 "has seen it, ask the centre for a new one."), path);
	return ERR_OK;
}

/* The letters and a line feed, perhaps. */
static enum err_code take(const char *text, size_t len, const char *path, char out[TOKEN_SIZE], struct err *e)
{
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	for (size_t i = 0; i < len; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", text[i]))
			len = 0;
	if (len != LETTERS)
		return err_set(e, ERR_INVALID,
			       P_("There is no token in «%s»: it is %d letter, as «pult-central site add» prints it.",
				  "There is no token in «%s»: it is %d letters, as «pult-central site add» prints them.",
				  LETTERS), path, (int)LETTERS);
	memcpy(out, text, LETTERS);
	out[LETTERS] = '\0';
	return ERR_OK;
}

enum err_code token_read(const char *path, char out[TOKEN_SIZE], struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char text[128];
	struct stat st;

	if (fd < 0 || fstat(fd, &st)) {
		err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED, _("The token cannot be read from «%s»: %s."), path,
			strerror(errno));
	} else if (!check(&st, path, e)) {
		ssize_t n = read(fd, text, sizeof(text) - 1);

		text[n > 0 ? n : 0] = '\0';
		take(text, strlen(text), path, out, e);
		explicit_bzero(text, sizeof(text));
	}
	if (fd >= 0)
		close(fd);
	return e->code;
}

const char *token_path(const char *base, struct arena *mem)
{
	return arena_printf(mem, "%s.token", base);
}

static bool write_file(const char *path, const char token[TOKEN_SIZE])
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write(fd, token, LETTERS) == LETTERS && write(fd, "\n", 1) == 1 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

enum err_code token_keep(const char *base, const char token[TOKEN_SIZE], struct err *e)
{
	struct arena mem = { 0 };
	const char *path = token_path(base, &mem), *temp = arena_printf(&mem, "%s.new", path);

	unlink(temp);
	if (!write_file(temp, token) || rename(temp, path)) {
		err_set(e, ERR_FAILED, _("The token cannot be written to «%s»: %s."), path, strerror(errno));
		unlink(temp);
	}
	arena_free(&mem);
	return e->code;
}
