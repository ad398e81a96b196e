/* tui/secret.c - see secret.h. */
#include "tui/secret.h"

#include <termios.h>
#include <unistd.h>

#include "core/i18n.h"

static enum err_code read_first_line(FILE *f, char *out, size_t size, struct err *e)
{
	if (!fgets(out, (int)size, f))
		return err_set(e, ERR_INVALID, "%s", _("The password is missing."));
	out[strcspn(out, "\r\n")] = '\0';
	return ERR_OK;
}

enum err_code secret_ask(const char *prompt, char *out, size_t size, struct err *e)
{
	struct termios was, quiet;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &was))
		return read_first_line(stdin, out, size, e);
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s: ", prompt);
	fflush(stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	enum err_code rc = read_first_line(stdin, out, size, e);

	tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	fputc('\n', stderr);
	return rc;
}

enum err_code secret_for_login(const char *prompt, char *out, size_t size, struct err *e)
{
	const char *path = getenv("PULT_PASSWORD_FILE");
	FILE *f = path && *path ? fopen(path, "re") : NULL;

	if (!path || !*path)
		return secret_ask(prompt, out, size, e);
	if (!f)
		return err_set(e, ERR_FAILED, "%s", _("The file of $PULT_PASSWORD_FILE cannot be read."));
	enum err_code rc = read_first_line(f, out, size, e);

	fclose(f);
	return rc;
}
