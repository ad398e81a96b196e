/* server/journal.c - see journal.h. */
#include "server/journal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void journal(const char *fmt, ...)
{
	char line[512] = "pult-central: ";
	size_t from = strlen(line);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line + from, sizeof(line) - from - 1, fmt, ap);
	va_end(ap);
	size_t n = strlen(line);

	while (n > from && (unsigned char)line[n - 1] <= ' ')
		n--;
	for (size_t i = from; i < n; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	line[n] = '\n';
	if (write(STDERR_FILENO, line, n + 1) < 0)
		return; /* there is nobody left to tell */
}
