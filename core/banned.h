/* core/banned.h - calls that do not compile in pult, as in git's banned.h.
 * Included in every file by the Makefile. Each has a safe counterpart: snprintf, arena_strdup,
 * text_cut, civil_at, strtoll with a check, posix_spawn, mkstemp. */
#ifndef CORE_BANNED_H
#define CORE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>

#pragma GCC poison strcpy strcat strncpy strncat strtok sprintf vsprintf gets atoi atol atoll rand srand \
	localtime ctime asctime system popen mktemp tmpnam

#endif
