/* tests/unit/desk.h - the whole workstation in one process: the real application on a made-up city, keys as bytes of
 * a terminal, the screen read back from ncurses. Nothing waits, so thousands of keys cost seconds.
 *
 * Include it after cmocka.h. What only a terminal has (size, signals, giving it back) is for tests/screen. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include <ftw.h>
#include <libintl.h>
#include <locale.h>
#include <ncurses.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "data/link/config.h"
#include "data/store/demo.h"
#include "data/store/store_internal.h"
#include "tests/lib/kyiv.h"
#include "tui/app_internal.h"
#include "tui/shell.h"

enum { DESK_ROWS = 24, DESK_COLS = 80, DESK_DUMP = DESK_ROWS * (DESK_COLS * 4 + 12) + 64 };

struct desk {
	char dir[64], clean[96], path[96];
	struct app app;
	bool on;
};

/* The clock stands: two runs show the same. */
static const int64_t desk_noon = 1769085000000; /* 2026-01-22 12:30 UTC, a Thursday */

static int64_t desk_now(const void *ctx)
{
	(void)ctx;
	return desk_noon;
}

static const struct clock_ops desk_clock = { .now_ms = desk_now, .offset_s = kyiv_offset };

static inline void desk_must(enum err_code rc, const struct err *e)
{
	if (rc)
		fail_msg("%s", e->msg);
}

/* Files: the folder of the base is emptied and the clean base put there again. */
static inline int desk_remove(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	if (at->level > 0)
		assert_int_equal(remove(path), 0);
	return 0;
}

static inline void desk_copy(const char *from, const char *to)
{
	char buf[65536];
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	fchmod(fileno(out), 0600);
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		assert_int_equal(fwrite(buf, 1, n, out), n);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

/* A city of two days, made once. */
static inline void desk_city(struct desk *d)
{
	static const struct actor owner = { .login = "os:test", .name = "Тест", .service = "", .os = true };
	const char *tmp = access("/dev/shm", W_OK) ? getenv("TMPDIR") : "/dev/shm"; /* no disk to wait for */
	struct store *s;
	struct err e = { 0 };

	snprintf(d->dir, sizeof(d->dir), "%s/pult-t-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	assert_non_null(mkdtemp(d->dir));
	snprintf(d->clean, sizeof(d->clean), "%s/clean.db", d->dir);
	snprintf(d->path, sizeof(d->path), "%s/desk", d->dir);
	assert_int_equal(mkdir(d->path, 0700), 0);
	assert_int_equal(chdir(d->path), 0); /* files that keys may write by a bare name */
	snprintf(d->path, sizeof(d->path), "%s/desk/pult.db", d->dir);
	desk_must(store_create(d->clean, "ГЛ", "Гаряча лінія", &owner, &e), &e);
	desk_must(store_open(d->clean, &s, &e), &e);
	s->clock = &desk_clock;
	desk_must(demo_fill(s, 2, &owner, &e), &e);
	s->clock = &desk_clock;
	store_close(s);
}

static inline void desk_screen(void)
{
	static char type[] = "xterm-256color";
	FILE *out = fopen("/dev/null", "w"), *in = fopen("/dev/null", "r");
	struct err e = { 0 };

	char locale[256];

	snprintf(locale, sizeof(locale), "%s/locale", getenv("B") ? getenv("B") : "build");
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	assert_non_null(newterm(type, out, in));
	theme_start();
	desk_must(shell_language("uk", NULL, &e), &e);
	assert_non_null(bindtextdomain("pult", locale)); /* the program finds it beside itself */
}

static inline void desk_off(struct desk *d)
{
	if (d->on)
		app_close(&d->app);
	d->on = false;
}

/* Work that the view does between two keys. */
static inline void desk_rest(struct desk *d)
{
	struct app *app = &d->app;

	while (!app->done && app->logged_in && !app->locked && views[app->view]->idle &&
	       views[app->view]->idle(app, app->state[app->view]))
		;
	app_draw(app);
}

/* A person at the desk, on the base as it was made when `clean`, else as it stands. */
static inline void desk_on(struct desk *d, const struct actor *who, bool clean)
{
	const struct config config = { .desk = true };
	char key[128], to[128];
	struct err e = { 0 };

	desk_off(d);
	if (clean) {
		snprintf(key, sizeof(key), "%s/desk", d->dir);
		nftw(key, desk_remove, 16, FTW_DEPTH | FTW_PHYS);
		desk_copy(d->clean, d->path);
		snprintf(key, sizeof(key), "%s.key", d->clean);
		snprintf(to, sizeof(to), "%s.key", d->path);
		desk_copy(key, to);
	}
	d->app = (struct app){ .bell = -1, .view = VIEW_LOGIN, .shown_minute = -1 };
	desk_must(app_open(&d->app, d->path, &config, &e), &e);
	d->app.store->clock = &desk_clock;
	app_show(&d->app, VIEW_LOGIN);
	app_logged_in(&d->app, who);
	d->on = true;
	desk_rest(d);
}

/* Bytes as a terminal sends them, then silence. */
static inline void desk_feed(struct desk *d, const char *bytes)
{
	struct key_event ev;
	size_t n = strlen(bytes), room;
	unsigned char *at = keydec_room(&d->app.input.dec, &room);

	assert_true(n <= room);
	memcpy(at, bytes, n);
	keydec_put(&d->app.input.dec, n);
	while (!d->app.done && keydec_next(&d->app.input.dec, true, &ev)) {
		d->app.opened_ms = 0; /* no hand is so quick that its keys would count as bouncing */
		app_event(&d->app, &ev);
	}
	if (!d->app.done)
		desk_rest(d);
}

/* How the cells of a row look (what is selected is reversed). */
static inline unsigned desk_look(int y)
{
	unsigned sum = 0;

	for (int x = 0; x < DESK_COLS; x++) {
		cchar_t cell;
		wchar_t text[CCHARW_MAX + 1];
		attr_t attrs = 0;
		short pair = 0;

		mvin_wch(y, x, &cell);
		getcchar(&cell, text, &attrs, &pair, NULL);
		sum = sum * 31 + (unsigned)attrs + (unsigned)pair;
	}
	return sum;
}

/* The text of the screen, a number for the look of each row, the place of the cursor; rows without the blanks at
 * their ends, and a PIN, which is another one each time, without its digits and blocks. */
static inline void desk_dump(const struct desk *d, char out[DESK_DUMP])
{
	size_t at = 0;

	for (int y = 0; y < DESK_ROWS; y++) {
		wchar_t cells[DESK_COLS * 4];
		size_t begin = at;

		mvinnwstr(y, 0, cells, DESK_COLS);
		for (size_t i = 0; cells[i]; i++)
			at += text_put(out + at, cells[i] == 0x2588 ? ' ' : (uint32_t)cells[i]);
		out[at] = '\0';
		for (char *pin = strstr(out + begin, "PIN "); pin && pin[4] >= '0' && pin[4] <= '9'; pin++)
			pin[4] = '*';
		while (at > begin && out[at - 1] == ' ')
			at--;
		at += (size_t)snprintf(out + at, DESK_DUMP - at, " %x\n", desk_look(y));
	}
	snprintf(out + at, DESK_DUMP - at, "%d,%d\n", d->app.screen.cursor_y, d->app.screen.cursor_x);
}

static inline int desk_gone(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static inline void desk_end(struct desk *d)
{
	desk_off(d);
	endwin();
	assert_int_equal(chdir("/"), 0);
	nftw(d->dir, desk_gone, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
