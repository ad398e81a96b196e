/* t_player - data/link/player and program: what may be a player, which files are recordings, how it starts, stops
 * and fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "data/link/player.h"

static char top[64], folder[80];

static void put(const char *name, size_t bytes)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", top, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	for (size_t i = 0; i < bytes; i++)
		fputc('x', f);
	fclose(f);
}

static int setup(void **state)
{
	char to[200], from[200];

	(void)state;
	snprintf(top, sizeof(top), "/tmp/pult-player.XXXXXX");
	if (!mkdtemp(top))
		return -1;
	snprintf(folder, sizeof(folder), "%s/rec", top);
	snprintf(to, sizeof(to), "%s/2026", folder);
	mkdir(folder, 0700);
	mkdir(to, 0700);
	put("rec/2026/good.wav", 100);
	put("rec/2026/-q; touch x.wav", 100);
	put("rec/2026/${IFS} %s.wav", 100);
	put("rec/empty.wav", 44);
	put("secret", 100);
	snprintf(to, sizeof(to), "%s/secret", top);
	snprintf(from, sizeof(from), "%s/2026/link.wav", folder);
	if (symlink(to, from))
		return -1;
	snprintf(to, sizeof(to), "%srec2", folder); /* begins as the folder does */
	mkdir(to, 0700);
	put("recrec2/x.wav", 100);
	snprintf(from, sizeof(from), "%s/inner.wav", folder);
	return symlink("2026/good.wav", from);
}

static int teardown(void **state)
{
	static const char *const names[] = { "rec/2026/good.wav", "rec/2026/-q; touch x.wav", "rec/2026/${IFS} %s.wav",
		"rec/empty.wav", "secret", "rec/2026/link.wav", "recrec2/x.wav", "rec/inner.wav", "recrec2", "rec/2026",
		"rec", "" };
	char path[200];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", top, names[i]);
		if (remove(path))
			return -1;
	}
	return 0;
}

static void commands(void **state)
{
	static const struct {
		const char *command;
		enum err_code rc;
	} cases[] = {
		{ "/usr/bin/aplay -q {file}", ERR_OK },
		{ "  /usr/bin/play\t{file} gain -3 ", ERR_OK },
		{ "{file}", ERR_INVALID },
		{ "aplay {file}", ERR_INVALID },
		{ "./aplay {file}", ERR_INVALID },
		{ "/usr/bin/aplay", ERR_INVALID },
		{ "/usr/bin/aplay {file} {file}", ERR_INVALID },
		{ "/usr/bin/aplay --file={file}", ERR_INVALID },
		{ "/usr/bin/aplay {file} {other}", ERR_INVALID },
		{ "/bin/sh -c aplay${IFS}{file}", ERR_INVALID },
		{ "", ERR_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = { 0 };

		if (player_check(cases[i].command, &e) != cases[i].rc)
			fail_msg("«%s»: %s", cases[i].command, e.msg);
	}
}

static void files(void **state)
{
	static const struct {
		const char *name;
		enum err_code rc;
	} cases[] = {
		{ "2026/good.wav", ERR_OK },
		{ "2026/-q; touch x.wav", ERR_OK },
		{ "2026/${IFS} %s.wav", ERR_OK },
		{ "inner.wav", ERR_OK }, /* a link that stays below */
		{ "2026/../2026/good.wav", ERR_OK },
		{ "empty.wav", ERR_FAILED },
		{ "2026/none.wav", ERR_NOT_FOUND },
		{ "2026", ERR_REFUSED },
		{ "2026/link.wav", ERR_REFUSED },
		{ "../secret", ERR_REFUSED },
		{ "../recrec2/x.wav", ERR_REFUSED },
		{ ".", ERR_REFUSED },
	};
	const char *path;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena mem = { 0 };
		struct err e = { 0 };

		if (player_find(folder, cases[i].name, &mem, &path, &e) != cases[i].rc)
			fail_msg("«%s»: %d %s", cases[i].name, e.code, e.msg);
		if (!cases[i].rc && strncmp(path, folder, strlen(folder)) != 0)
			fail_msg("«%s» becomes %s", cases[i].name, path);
		arena_free(&mem);
	}
	struct arena mem = { 0 };
	struct err e = { 0 };

	assert_int_equal(player_find("/nowhere/at/all", "x", &mem, &path, &e), ERR_INVALID);
	assert_int_equal(player_find("rec", "x", &mem, &path, &e), ERR_INVALID);
	arena_free(&mem);
}

static enum err_code play(const char *command, const char *path, struct err *e)
{
	struct program p;

	if (player_start(command, path, &p, e))
		return e->code;
	while (!program_step(&p, -1))
		;
	return player_finish(&p, false, e);
}

static void what_it_does(void **state)
{
	struct err e = { 0 };
	char path[200];

	(void)state;
	snprintf(path, sizeof(path), "%s/2026/-q; touch x.wav", folder);
	assert_int_equal(play("/usr/bin/test -f {file}", path, &e), ERR_OK); /* the name is one word */
	assert_int_equal(play("/usr/bin/test -d {file}", path, &e), ERR_FAILED);
	assert_int_equal(play("/usr/bin/cat {file} /nowhere", path, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "/nowhere")); /* what it said */
	assert_int_equal(play("/nowhere/player {file}", path, &e), ERR_FAILED);
	assert_int_equal(play("player {file}", path, &e), ERR_INVALID);
}

static void write_script(const char *name, const char *text)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", top, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* Stopped by its key; one that does not listen is killed. */
static void stopping(void **state)
{
	static const char *const scripts[] = { "echo ready >&2; exec tail -f \"$1\"\n",
		"trap '' TERM; echo ready >&2; exec tail -f \"$1\"\n" };
	char path[200], command[200];

	(void)state;
	snprintf(path, sizeof(path), "%s/2026/good.wav", folder);
	snprintf(command, sizeof(command), "/bin/sh %s/script {file}", top);
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct program p;
		struct err e = { 0 };

		write_script("script", scripts[i]);
		assert_int_equal(player_start(command, path, &p, &e), ERR_OK);
		while (!strstr(p.said, "ready"))
			assert_false(program_step(&p, 50)); /* goes on */
		program_stop(&p);
		while (!program_step(&p, -1))
			;
		assert_true(p.killed);
		assert_int_equal(p.timed_out, i == 1);
		assert_int_equal(player_finish(&p, true, &e), ERR_OK);
		assert_int_equal(p.ended_fd, -1);
		program_stop(&p); /* nothing runs any more */
	}
	snprintf(path, sizeof(path), "%s/script", top);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands),
		cmocka_unit_test(files),
		cmocka_unit_test(what_it_does),
		cmocka_unit_test(stopping),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
