/* core/err.c - see err.h. */
#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Takes off a letter that was cut in the middle at the end of s. */
static void drop_half_letter(char *s)
{
	size_t n = strlen(s);
	size_t i = n;

	while (i > 0 && n - i < 4 && ((unsigned char)s[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return;
	unsigned char lead = (unsigned char)s[i - 1];
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

	if (n - i + 1 < need)
		s[i - 1] = '\0';
}

enum err_code err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
	if (!e)
		return code;

	char msg[sizeof(e->msg)]; /* an argument may be e->msg itself */
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(msg))
		drop_half_letter(msg);
	e->code = code;
	e->arg = NULL;
	memcpy(e->msg, msg, sizeof(msg));
	return code;
}

enum err_code err_about(struct err *e, const char *arg, enum err_code code)
{
	if (e)
		e->arg = arg;
	return code;
}

int err_exit_status(enum err_code code)
{
#define X(sym, status) [sym] = status,
	static const int statuses[] = { ERR_CODES(X) };
#undef X
	return (unsigned)code < COUNT(statuses) ? statuses[code] : 1;
}
