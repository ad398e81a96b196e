/* data/link/player.h - plays the recording of a call with the player of the configuration file.
 *
 * The player is written as PROGRAM and words, split at blanks, PROGRAM an absolute path and exactly one word
 * {file}: "/usr/bin/aplay -q {file}". There is no shell. A recording is a regular file below the folder of
 * recordings, whatever its name says and whatever links lie there. */
#ifndef DATA_LINK_PLAYER_H
#define DATA_LINK_PLAYER_H

#include "core/arena.h"
#include "core/err.h"
#include "data/link/program.h"

/* Whether the command can be used (it is not tried). ERR_INVALID. */
MUST_CHECK enum err_code player_check(const char *command, struct err *e);

/* The real path of a recording named as in the call journal. ERR_INVALID: no such folder; ERR_NOT_FOUND: no such
 * file; ERR_REFUSED: outside of the folder, or no regular file; ERR_FAILED: nothing was recorded (a header
 * alone). In the arena. */
MUST_CHECK enum err_code player_find(const char *folder, const char *name, struct arena *mem, const char **path,
				     struct err *e);

/* Starts it on the file of player_find(); program_step() and player_finish() follow. */
MUST_CHECK enum err_code player_start(const char *command, const char *path, struct program *p, struct err *e);

/* How it went; ends a player that still runs. ERR_FAILED: it ended with an error. `stopped`: somebody asked it to
 * end, so that whatever it says is no error. */
MUST_CHECK enum err_code player_finish(struct program *p, bool stopped, struct err *e);

#endif
