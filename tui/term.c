/* tui/term.c - see term.h. Crashes are crash.c. */
#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <ncurses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/i18n.h"
#include "tui/crash.h"
#include "tui/frame.h"
#include "tui/keydec.h"
#include "tui/theme.h"

#if !NCURSES_WIDECHAR
#error "pult needs the wide-character ncurses (ncursesw)"
#endif

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

/* One terminal per process; signal handlers and exit() reach it without an argument. */
static struct {
	SCREEN *screen;
	FILE *frame; /* where ncurses writes, a file in memory: see term_flush() */
	bool charset; /* of frame_squeeze() */
	bool up;
	struct termios shell_modes;
	int pipe[2];
	int log_fd, shell_stderr;
	unsigned pending; /* TERM_* bits taken from the pipe, not told yet */
} term = { .pipe = { -1, -1 }, .log_fd = -1, .shell_stderr = -1 };

static const struct {
	int sig;
	unsigned bit;
} watched[] = {
	{ SIGWINCH, TERM_RESIZED }, { SIGHUP, TERM_HANGUP }, { SIGTERM, TERM_QUIT },
	{ SIGINT, TERM_QUIT },      { SIGTSTP, TERM_STOP },  { SIGCONT, TERM_CONT },
};

/* --- signals ---------------------------------------------------------------------------------- */

static void on_signal(int sig)
{
	int saved = errno;
	char bit = 0;

	for (size_t i = 0; i < COUNT(watched); i++)
		if (watched[i].sig == sig)
			bit = (char)watched[i].bit;
	if (write(term.pipe[1], &bit, 1) < 0)
		errno = saved; /* full: thousands wait already, the loop will look */
	errno = saved;
}

static void catch_signal(int sig)
{
	struct sigaction sa = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	sigfillset(&sa.sa_mask);
	sigaction(sig, &sa, NULL);
}

static void catch_signals(void)
{
	for (size_t i = 0; i < COUNT(watched); i++)
		catch_signal(watched[i].sig);
}

static void leave_signals(void)
{
	struct sigaction dfl = { .sa_handler = SIG_DFL };

	for (size_t i = 0; i < COUNT(watched); i++)
		sigaction(watched[i].sig, &dfl, NULL);
}

static void drain_pipe(void)
{
	char bits[64];
	ssize_t n;

	while ((n = read(term.pipe[0], bits, sizeof(bits))) > 0)
		for (ssize_t i = 0; i < n; i++)
			term.pending |= (unsigned char)bits[i];
}

unsigned term_signals(void)
{
	drain_pipe();
	unsigned bits = term.pending;

	term.pending = 0;
	return bits;
}

int term_tty_fd(void)
{
	return term.screen ? STDIN_FILENO : -1;
}

int term_signal_fd(void)
{
	return term.pipe[0];
}

/* --- what a crash writes ---------------------------------------------------------------------- */

/* Appends a terminfo string without its padding "$<5>". */
static size_t add_bytes(char *out, size_t at, const char *s)
{
	for (size_t i = 0; s[i] && at < CRASH_BYTES_MAX; i++) {
		const char *end = s[i] == '$' && s[i + 1] == '<' ? strchr(s + i, '>') : NULL;

		if (end)
			i = (size_t)(end - s);
		else
			out[at++] = s[i];
	}
	return at;
}

static const char *capability(const char *name)
{
	char copy[16];

	memccpy(copy, name, '\0', sizeof(copy)); /* tigetstr() takes no const */
	const char *s = tigetstr(copy);

	return s && s != (const char *)-1 ? s : NULL;
}

static void prepare_crash(void)
{
	static const char *const names[] = { "sgr0", "rmacs", "op", "cnorm", "rmcup" };
	char out[CRASH_BYTES_MAX];
	size_t len = add_bytes(out, 0, paste_off);
	const char *cup = capability("cup");

	if (!capability("rmcup") && cup)
		len = add_bytes(out, len, tparm(cup, LINES - 1, 0, 0, 0, 0, 0, 0, 0, 0));
	for (size_t i = 0; i < COUNT(names); i++)
		if (capability(names[i]))
			len = add_bytes(out, len, capability(names[i]));
	len = add_bytes(out, len, "\r\n");
	crash_arm(STDOUT_FILENO, &term.shell_modes, out, len,
		  _("The program stopped because of an error. What was typed is kept as a draft: "
		    "start it again.\n"));
}

/* --- up and down ------------------------------------------------------------------------------ */

static void send_bytes(const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent = write(STDOUT_FILENO, bytes, n);

		if (sent < 0 && errno != EINTR)
			return; /* a terminal that is gone is noticed by reading it */
		bytes += sent > 0 ? sent : 0;
		n -= sent > 0 ? (size_t)sent : 0;
	}
}

static void send(const char *bytes)
{
	send_bytes(bytes, strlen(bytes));
}

void term_flush(void)
{
	int fd = term.frame ? fileno(term.frame) : -1;
	off_t size = fd < 0 ? 0 : lseek(fd, 0, SEEK_CUR);

	if (size <= 0)
		return;
	char *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);

	if (bytes != MAP_FAILED) {
		struct arena mem = { 0 };
		struct frame f = frame_squeeze((struct frame){ bytes, (size_t)size }, &term.charset, &mem);

		send_bytes(f.bytes, f.n);
		arena_free(&mem);
		munmap(bytes, (size_t)size);
	}
	lseek(fd, 0, SEEK_SET);
}

/* Bytes as they are in both directions: no echo, no signals from keys, no IXON. */
static void raw_modes(void)
{
	struct termios raw = term.shell_modes;

	cfmakeraw(&raw);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static void stderr_to_log(void)
{
	int null = term.log_fd < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
	int to = term.log_fd < 0 ? null : term.log_fd;

	if (term.shell_stderr < 0)
		term.shell_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (to >= 0)
		dup2(to, STDERR_FILENO);
	if (null >= 0)
		close(null);
}

static void stderr_to_shell(void)
{
	if (term.shell_stderr < 0)
		return;
	dup2(term.shell_stderr, STDERR_FILENO);
	close(term.shell_stderr);
	term.shell_stderr = -1;
}

static void enter(void)
{
	term.up = term.charset = true;
	stderr_to_log();
	prepare_crash();
	raw_modes();
	send(paste_on);
	clearok(curscr, TRUE);
}

void term_restore(void)
{
	if (!term.up)
		return;
	term.up = false;
	if (!capability("rmcup")) { /* no other screen to go back to: the key bar must not stand under the prompt */
		erase();
		clearok(curscr, TRUE);
		refresh();
	}
	endwin();
	term_flush();
	send(paste_off);
	tcsetattr(STDIN_FILENO, TCSANOW, &term.shell_modes);
	crash_disarm();
	stderr_to_shell();
}

/* NULL also for a terminal that cannot place its cursor ("dumb"). */
static SCREEN *usable_screen(void)
{
	SCREEN *s = newterm(NULL, term.frame, stdin);

	if (!s || capability("cup"))
		return s;
	endwin();
	delscreen(s);
	return NULL;
}

static enum err_code no_descriptors(struct err *e)
{
	return err_set(e, ERR_FAILED, _("No more files can be opened: close other programs and start "
					"again."));
}

static void close_frame(void)
{
	if (term.frame)
		fclose(term.frame);
	term.frame = NULL;
}

static enum err_code start_curses(struct err *e)
{
	int fd = memfd_create("pult-frame", MFD_CLOEXEC);

	term.frame = fd < 0 ? NULL : fdopen(fd, "r+");
	if (!term.frame)
		return no_descriptors(e);
	term.screen = usable_screen();
	if (!term.screen) {
		const char *name = getenv("TERM");

		close_frame();
		return err_set(e, ERR_INVALID,
			       _("The terminal type \"%s\" is not known or cannot show a full screen: "
				 "set TERM, for example to xterm-256color."), name ? name : "");
	}
	nonl(); /* \n only moves down: raw_modes() */
	typeahead(-1);
	theme_start();
	return ERR_OK;
}

static enum err_code start(struct err *e)
{
	if (pipe2(term.pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return no_descriptors(e);
	catch_signals(); /* before ncurses, which then installs none of its own */
	enum err_code rc = start_curses(e);

	if (rc != ERR_OK) {
		leave_signals();
		close(term.pipe[0]);
		close(term.pipe[1]);
		term.pipe[0] = term.pipe[1] = -1;
		return rc;
	}
	crash_install();
	atexit(term_restore);
	arena_on_oom(term_restore);
	return ERR_OK;
}

enum err_code term_open(const struct term_options *o, struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_INVALID, _("The full screen needs a terminal; for scripts and "
						 "cron there are the verbs: see «pult --help»."));
	if (tcgetattr(STDIN_FILENO, &term.shell_modes) < 0)
		return err_set(e, ERR_FAILED, _("The terminal does not answer: open a new one."));
	enum err_code rc = term.screen ? ERR_OK : start(e);

	if (rc != ERR_OK)
		return rc;
	term.log_fd = o->log_fd;
	enter();
	term_resize();
	return ERR_OK;
}

void term_suspend(void)
{
	struct sigaction dfl = { .sa_handler = SIG_DFL };

	term_restore();
	sigaction(SIGTSTP, &dfl, NULL);
	raise(SIGTSTP); /* stands here until SIGCONT */
	catch_signal(SIGTSTP);
	drain_pipe();
	term.pending &= ~(unsigned)TERM_CONT;
	enter();
	term_resize();
}

void term_resume(void)
{
	endwin(); /* makes ncurses send everything that a stranger may have undone */
	enter();
	term_resize();
}

bool term_resize(void)
{
	struct winsize ws;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) < 0 || ws.ws_row == 0 || ws.ws_col == 0)
		return false;
	if (ws.ws_row == LINES && ws.ws_col == COLS)
		return false;
	resizeterm(ws.ws_row, ws.ws_col);
	prepare_crash();
	return true;
}

void term_redraw(void)
{
	clearok(curscr, TRUE);
}

int term_escdelay(void)
{
	const char *v = getenv("ESCDELAY");
	long ms = v ? strtol(v, NULL, 10) : 0;

	return ms >= 1 && ms <= 1000 ? (int)ms : 25;
}

/* --- keys of terminfo -------------------------------------------------------------------------- */

void term_bind_keys(struct keydec *d)
{
	static const struct {
		const char *name;
		enum key_fn fn;
	} keys[] = {
		{ "kcuu1", FN_UP },    { "kcud1", FN_DOWN },   { "kcub1", FN_LEFT },
		{ "kcuf1", FN_RIGHT }, { "khome", FN_HOME },   { "kend", FN_END },
		{ "kpp", FN_PGUP },    { "knp", FN_PGDN },     { "kich1", FN_INSERT },
		{ "kdch1", FN_DELETE }, { "kcbt", FN_BACKTAB }, { "kent", FN_ENTER },
		{ "kf1", FN_F1 },      { "kf2", FN_F2 },       { "kf3", FN_F3 },
		{ "kf4", FN_F4 },      { "kf5", FN_F5 },       { "kf6", FN_F6 },
		{ "kf7", FN_F7 },      { "kf8", FN_F8 },       { "kf9", FN_F9 },
		{ "kf10", FN_F10 },    { "kf11", FN_F11 },     { "kf12", FN_F12 },
	};

	for (size_t i = 0; i < COUNT(keys); i++)
		keydec_bind(d, capability(keys[i].name), keys[i].fn);
}
