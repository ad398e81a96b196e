/* tui/view_login.c - who is at the terminal: login and password, and the password again after Ctrl-Q.
 *
 * The full screen always asks, whoever started it (design.md 4.1). What is typed into the password never
 * stays in memory after the try. */
#include "core/i18n.h"
#include "core/text.h"
#include "core/user_fold.h"
#include "data/seed/demo_logins.h"
#include "data/store/users.h"
#include "tui/form.h"
#include "tui/view.h"

enum { BOX_COLS = 60, INPUT_COLS = 34, LABEL_COLS = 12, SAID_ROWS = 4 };

struct login {
	struct arena mem; /* of the form */
	struct form form;
	bool nobody;      /* there is no user yet */
	char said[512];   /* why the last try failed */
	char demo[200]; /* who may log in to a made-up city; "" in a real one */
};

static const struct form_desc login_fields[] = {
	{ .name = "login", .label = N_("Login"), .label_cols = LABEL_COLS, .kind = FORM_LINE,
	  .max_letters = LOGIN_MAX, .cols = INPUT_COLS },
	{ .name = "password", .label = N_("Password"), .label_cols = LABEL_COLS, .kind = FORM_SECRET,
	  .max_letters = PASSWORD_MAX_LETTERS, .cols = INPUT_COLS },
	{ .name = NULL },
};

static bool has_users(struct app *app)
{
	struct arena mem = { 0 };
	struct user_list users;
	struct err e = { 0 };
	bool has = user_list(app_store(app), &mem, &users, &e) != ERR_OK || users.n > 0;

	arena_free(&mem);
	return has;
}

static void begin_form(struct app *app, struct login *l)
{
	form_close(&l->form);
	arena_free(&l->mem);
	form_init(&l->form, &l->mem, app_is_locked(app) ? &login_fields[1] : login_fields, NULL, NULL);
}

/* `pult init --demo` printed the logins, but the screen covers them. */
static void name_demo_logins(struct app *app, struct login *l)
{
	struct arena mem = { 0 };
	const char *all = "";

	if (store_setting(app_store(app), "demo", NULL, &mem)) {
		for (int i = 0; i < demo_login_count; i++)
			all = arena_printf(&mem, "%s%s%s", all, i ? ", " : "", demo_logins[i].login);
		snprintf(l->demo, sizeof(l->demo), "%s", all);
	}
	arena_free(&mem);
}

static enum err_code login_open(struct app *app, void *state, struct err *e)
{
	(void)e;
	name_demo_logins(app, state);
	begin_form(app, state);
	return ERR_OK;
}

static void login_close(struct app *app, void *state)
{
	struct login *l = state;

	(void)app;
	form_forget_secrets(&l->form);
	form_close(&l->form);
	arena_free(&l->mem);
}

static void login_show(struct app *app, void *state)
{
	struct login *l = state;

	form_forget_secrets(&l->form);
	begin_form(app, l);
	l->said[0] = '\0';
	l->nobody = !has_users(app);
}

/* --- a try ---------------------------------------------------------------------------------------- */

/* Logins are Latin: what was typed with the Ukrainian layout on is meant by the keys. */
static const char *latin_login(struct arena *mem, const char *typed)
{
	char *out = arena_alloc(mem, strlen(typed) * 4 + 1), *p = out;
	uint32_t cp;

	for (const char *s = typed; *s;) {
		s += text_next(s, &cp);
		if (cp != ' ')
			p += text_put(p, text_latin_key(cp));
	}
	return out;
}

static bool has_cyrillic(const char *s)
{
	uint32_t cp;

	while (*s) {
		s += text_next(s, &cp);
		if (text_latin_key(cp) != cp && cp > 0x7f)
			return true;
	}
	return false;
}

static void refused(struct login *l, const struct err *e, bool cyrillic)
{
	struct err whole = { 0 };

	err_set(&whole, e->code, cyrillic && e->code == ERR_REFUSED ? "%s %s" : "%s", e->msg,
		_("The password was typed in Ukrainian letters: look at the keyboard layout."));
	memcpy(l->said, whole.msg, sizeof(l->said));
}

static void try_password(struct app *app, struct login *l)
{
	struct arena mem = { 0 };
	struct actor who = *app_actor(app);
	bool locked = app_is_locked(app);
	const char *password = form_get(&l->form, "password");
	const char *login = locked ? "" : latin_login(&mem, form_get(&l->form, "login"));
	struct err e = { 0 };
	enum err_code rc = locked ? user_check_password(app_store(app), who.login, password, &e)
				  : user_login(app_store(app), login, password, &mem, &who, &e);
	bool cyrillic = has_cyrillic(password);

	form_forget_secrets(&l->form);
	l->said[0] = '\0';
	if (rc) {
		if (!locked)
			form_set(&l->form, "login", login);
		refused(l, &e, cyrillic);
	} else {
		app_logged_in(app, &who);
	}
	arena_free(&mem);
}

static unsigned submit(struct app *app, struct login *l)
{
	const char *login = form_get(&l->form, "login");

	if (l->nobody) {
		l->nobody = !has_users(app);
		return W_HANDLED;
	}
	if (login && !*login) {
		form_focus(&l->form, "login");
		return W_HANDLED | W_REFUSED;
	}
	if (!*form_get(&l->form, "password"))
		return W_HANDLED | W_REFUSED;
	try_password(app, l);
	return W_HANDLED | (*l->said ? W_REFUSED : 0u);
}

static unsigned login_key(struct app *app, void *state, const struct key_event *ev)
{
	struct login *l = state;

	if (l->nobody)
		return key_is_fn(ev, FN_ENTER) ? submit(app, l) : W_IGNORED;
	unsigned w = form_key(&l->form, ev);

	if (w & W_SUBMIT)
		return submit(app, l);
	if (w & W_CHANGED)
		l->said[0] = '\0';
	return w;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void draw_centred(const struct canvas *c, int y, enum role role, const char *text)
{
	int width = text_width(text);

	if (width > c->cols)
		width = c->cols;
	draw_text(c, y, (c->cols - width) / 2, width, role, text);
}

/* Draws a sentence in at most `rows` rows; returns how many it took. */
static int draw_sentence(const struct canvas *c, int y, int rows, enum role role, const char *text)
{
	const char *next;
	int n = 0;

	for (; text && *text && n < rows; text = next, n++) {
		struct slice s = { text, text_wrap(text, c->cols, &next) };

		draw_slice(c, y + n, 0, c->cols, role, s);
	}
	return n;
}

static void draw_nobody(struct app *app, const struct canvas *c)
{
	struct arena mem = { 0 };
	struct canvas command = canvas_sub(c, 0, 2, c->rows, c->cols - 2);
	int y = draw_sentence(c, 0, 4, ROLE_NORMAL,
			      _("Nobody can log in yet: the base has no users. The administrator adds the first "
				"one in the shell of this computer, as the owner of the base:"));

	draw_text(&command, y + 1, 0, command.cols, ROLE_KEY, "pult user add LOGIN --role admin \\");
	draw_sentence(&command, y + 2, 2, ROLE_KEY, arena_printf(&mem, "  --db %s", store_path(app_store(app))));
	arena_free(&mem);
}

static void draw_ask(struct app *app, struct login *l, const struct canvas *c, bool focused)
{
	bool locked = app_is_locked(app);
	int y = locked ? 3 : 1, rows = form_rows(&l->form);
	struct canvas form = canvas_sub(c, y, 0, rows, c->cols);
	struct arena mem = { 0 };

	if (locked)
		draw_sentence(c, 0, 2, ROLE_NORMAL,
			      arena_printf(&mem, _("The screen is locked by %s (%s). The form is kept."),
					   app_actor(app)->name, app_actor(app)->login));
	arena_free(&mem);
	form_draw(&l->form, &form, focused);
	draw_sentence(c, y + rows + 1, SAID_ROWS, ROLE_ERROR, l->said);
}

static void draw_hints(struct app *app, const struct canvas *c, int y, bool nobody)
{
	const char *enter = nobody ? _("Try again") : _("Log in");
	const char *quit = app_key(app, V_QUIT);
	int width = text_width(enter), x = width + 9 + text_width(quit) + 1;

	draw_text(c, y, 0, 5, ROLE_KEY, "Enter");
	draw_text(c, y, 6, width, ROLE_NORMAL, enter);
	draw_text(c, y, width + 9, text_width(quit), ROLE_KEY, quit);
	draw_text(c, y, x, c->cols - x, ROLE_NORMAL, _("End"));
}

static void draw_demo(const struct canvas *c, int y, const char *logins)
{
	struct arena mem = { 0 };

	draw_sentence(c, y, 3, ROLE_DIM, arena_printf(&mem, _("A made-up city. Logins: %s. The password of all: %s"),
						      logins, demo_password));
	arena_free(&mem);
}

static void login_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct login *l = state;
	int rows = SAID_ROWS + 11, y = (c->rows - rows) / 3;
	struct canvas box = canvas_sub(c, y > 0 ? y : 0, (c->cols - BOX_COLS) / 2, rows, BOX_COLS);
	struct canvas frame = draw_box(&box, ROLE_BORDER, NULL);
	struct canvas in = canvas_sub(&frame, 1, 3, frame.rows - 2, frame.cols - 6);
	struct canvas middle = canvas_sub(&in, 2, 0, in.rows - 3, in.cols);
	const char *name = store_site_name(app_store(app));

	draw_centred(&in, 0, ROLE_NUMBER, *name ? name : store_site(app_store(app)));
	if (l->nobody)
		draw_nobody(app, &middle);
	else
		draw_ask(app, l, &middle, focused);
	draw_hints(app, &in, in.rows - 1, l->nobody);
	if (*l->demo && !app_is_locked(app))
		draw_demo(c, (y > 0 ? y : 0) + rows + 1, l->demo);
}

const struct view_ops view_login = {
	.title = N_("Login"),
	.state_size = sizeof(struct login),
	.open = login_open,
	.close = login_close,
	.show = login_show,
	.draw = login_draw,
	.key = login_key,
};
