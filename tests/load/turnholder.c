/* tests/load/turnholder.c - holds the write turn of a base, as a slow writer would, for tests/screen/wait.t:
 *
 *     turnholder BASE
 *
 * Takes the turn, says "holding", gives it back at the end of its standard input. */
#include <stdio.h>
#include <unistd.h>

#include "data/store/lock.h"

int main(int argc, char **argv)
{
	struct lock *l;
	struct err e = { 0 };
	char byte;

	if (argc != 2 || lock_open(argv[1], &l, &e) || lock_take(l, &e)) {
		fprintf(stderr, "turnholder: %s\n", e.msg);
		return 1;
	}
	puts("holding");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	lock_give(l);
	lock_close(l);
	return 0;
}
