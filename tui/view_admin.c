/* tui/view_admin.c - F10: what this base is, who works with it, and the administrator's few commands.
 *
 * Whoever is no administrator sees what the base is and changes his own password. Nothing here reads
 * the contents of appeals. */
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/link/sync_fault.h"
#include "tui/admin.h"
#include "tui/sync_title.h"

enum { LOGIN_COLS = 16, STATE_COLS = 11, ABOUT_ROWS = 5, EXCHANGE_ROWS = 5, FACT_COLS = 12 };

/* --- rows ----------------------------------------------------------------------------------------- */

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct admin *)ctx)->users.n;
}

/* A login has no number: FNV-1a of its letters is as good for keeping the selection. */
static int64_t row_id(const void *ctx, size_t i)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (const char *s = ((const struct admin *)ctx)->users.rows[i].login; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return (int64_t)(h >> 1);
}

/* Columns of a row: login, name, roles, state; name and roles share what is left. */
static void draw_cells(const struct canvas *c, enum role role, const char *const cells[4])
{
	int left = c->cols - LOGIN_COLS - STATE_COLS - 3, name = left * 2 / 5;
	const int cols[4] = { LOGIN_COLS, name, left - name, STATE_COLS };

	for (int i = 0, x = 0; i < 4; x += cols[i++] + 1)
		draw_text(c, 0, x, cols[i], role, cells[i]);
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct admin *ad = ctx;
	const struct user *u = &ad->users.rows[i];

	draw_cells(row, role, (const char *const[4]){ u->login, u->name, ad->roles[i], ad->states[i] });
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

static const struct user *selected(const struct admin *ad)
{
	size_t i;

	return ad->manages && list_selected(&ad->list, &i) ? &ad->users.rows[i] : NULL;
}

void admin_select(struct admin *ad)
{
	for (int i = 0; i < ad->users.n; i++)
		if (strcmp(ad->users.rows[i].login, ad->login) == 0)
			list_select(&ad->list, row_id(ad, (size_t)i));
}

/* --- reading -------------------------------------------------------------------------------------- */

static int64_t file_bytes(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* The base and what is not yet merged into it. */
static void measure(struct app *app, struct admin *ad)
{
	const char *path = store_path(app_store(app));
	struct arena mem = { 0 };
	struct err e = { 0 };

	ad->bytes = file_bytes(path) + file_bytes(arena_printf(&mem, "%s-wal", path));
	ad->events = store_last_event(app_store(app));
	if (sync_state_read(app_store(app), &ad->sync, &e))
		ad->sync = (struct sync_state){ .acked = 0 };
	arena_free(&mem);
}

/* In few columns: a lock ends within the hour (core/attempts.c). */
static const char *state_of(struct app *app, const struct user *u, struct arena *mem)
{
	char when[17];

	if (u->disabled || !u->locked_until)
		return u->disabled ? _("disabled") : "";
	civil_format_minute(store_clock(app_store(app)), u->locked_until, when);
	/* TRANSLATORS: locked after wrong passwords, until the hour and minute; at most 11 columns */
	return arena_printf(mem, _("lock. %s"), when + strlen("31.12.2026 "));
}

static void read_users(struct app *app, struct admin *ad)
{
	struct arena mem = { 0 };
	struct user_list users;
	struct err e = { 0 };

	if (user_list(app_store(app), &mem, &users, &e)) {
		arena_free(&mem);
		app_fail(app, &e);
		return;
	}
	arena_free(&ad->users_mem);
	ad->users_mem = mem;
	ad->users = users;
	ad->roles = arena_alloc(&ad->users_mem, (size_t)(users.n + 1) * sizeof(*ad->roles));
	ad->states = arena_alloc(&ad->users_mem, (size_t)(users.n + 1) * sizeof(*ad->states));
	for (int i = 0; i < users.n; i++) {
		const struct user *u = &users.rows[i];
		const char *roles = roles_labels(&ad->users_mem, u->roles);

		ad->roles[i] = *u->service ? arena_printf(&ad->users_mem, "%s · %s", roles, u->service) : roles;
		ad->states[i] = state_of(app, u, &ad->users_mem);
	}
	list_sync(&ad->list);
}

static void admin_show(struct app *app, void *state)
{
	struct admin *ad = state;

	ad->manages = actor_may(app_actor(app), RIGHT_USERS);
	measure(app, ad);
	if (ad->manages)
		read_users(app, ad);
}

static enum err_code admin_open(struct app *app, void *state, struct err *e)
{
	struct admin *ad = state;

	(void)e;
	ad->app = app;
	list_init(&ad->list, &rows_ops, ad);
	return ERR_OK;
}

static void admin_close(struct app *app, void *state)
{
	struct admin *ad = state;

	(void)app;
	if (ad->mode != ADMIN_LIST)
		admin_form_end(ad);
	arena_free(&ad->users_mem);
}

/* --- commands ------------------------------------------------------------------------------------- */

static void keep_login(struct admin *ad, const char *login)
{
	snprintf(ad->login, sizeof(ad->login), "%s", login);
}

static void set_disabled(struct app *app, struct admin *ad, bool disabled)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (user_disable(app_store(app), ad->login, disabled, app_actor(app), &e)) {
		app_fail(app, &e);
		return;
	}
	app_changed(app);
	app_say(app, ROLE_OK, arena_printf(&mem, disabled ? _("The user %s is disabled.")
							   : _("The user %s may log in again."), ad->login));
	arena_free(&mem);
}

static void disable_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	(void)d;
	if (yes)
		set_disabled(app, ctx, true);
}

static void ask_disable(struct app *app, struct admin *ad, const struct user *u)
{
	struct arena mem = { 0 };

	keep_login(ad, u->login);
	if (u->disabled) {
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("%s is disabled already: the key e enables."), ad->login));
		arena_free(&mem);
		return;
	}
	if (strcmp(u->login, app_actor(app)->login) == 0) {
		app_say(app, ROLE_ERROR, _("You cannot disable yourself: another administrator can."));
		return;
	}
	dialog_confirm(app_dialog(app), u->login,
		       arena_printf(&mem, _("Disable %s? The account cannot log in until it is enabled again."),
				    *u->name ? u->name : u->login));
	arena_free(&mem);
	app_ask(app, disable_answer, ad);
}

static void enable(struct app *app, struct admin *ad, const struct user *u)
{
	struct arena mem = { 0 };

	keep_login(ad, u->login);
	if (u->disabled)
		set_disabled(app, ad, false);
	else
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("The user %s is not disabled."), ad->login));
	arena_free(&mem);
}

static void unlock(struct app *app, struct admin *ad, const struct user *u)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	keep_login(ad, u->login);
	if (u->disabled) {
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("%s is disabled: the key e lets the account log in again."),
							ad->login));
	} else if (!u->locked_until) {
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("%s is not locked."), ad->login));
	} else if (user_unlock(app_store(app), ad->login, app_actor(app), &e)) {
		app_fail(app, &e);
	} else {
		app_changed(app);
		app_say(app, ROLE_OK, arena_printf(&mem, _("The user %s may try the password again."), ad->login));
	}
	arena_free(&mem);
}

static bool user_command(struct app *app, struct admin *ad, enum verb_id v)
{
	const struct user *u = selected(ad);

	if (v == V_USER_PASSWD)
		admin_new_password(app, ad, u ? u->login : app_actor(app)->login);
	else if (v == V_USER_ADD)
		admin_new_user(app, ad);
	else if (v == V_USER_DISABLE && u)
		ask_disable(app, ad, u);
	else if (v == V_USER_ENABLE && u)
		enable(app, ad, u);
	else if (v == V_USER_UNLOCK && u)
		unlock(app, ad, u);
	else
		return false;
	return true;
}

static bool admin_command(struct app *app, void *state, enum verb_id v)
{
	if (v == V_BACKUP)
		admin_backup(app);
	else if (v == V_VERIFY)
		admin_verify(app);
	else if (v == V_KEYS)
		admin_keys(app);
	else
		return user_command(app, state, v);
	return true;
}

static unsigned admin_key(struct app *app, void *state, const struct key_event *ev)
{
	struct admin *ad = state;

	if (ad->mode != ADMIN_LIST)
		return admin_form_key(app, ad, ev);
	return ad->manages ? list_key(&ad->list, ev) : W_IGNORED;
}

static unsigned admin_in(const void *state)
{
	return ((const struct admin *)state)->mode == ADMIN_LIST ? IN_ADMIN : 0;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static const char *size_text(struct arena *mem, int64_t bytes)
{
	const int64_t tenths = bytes * 10 / (1024 * 1024);

	return tenths < 10000 ? arena_printf(mem, _("%d.%d MB"), (int)(tenths / 10), (int)(tenths % 10))
			      : arena_printf(mem, _("%d GB"), (int)(bytes / (1024 * 1024 * 1024) + 1));
}

static void draw_fact(const struct canvas *c, int y, const char *label, const char *text)
{
	draw_text(c, y, 0, FACT_COLS, ROLE_LABEL, label);
	draw_text(c, y, FACT_COLS + 1, c->cols - FACT_COLS - 1, ROLE_NORMAL, text);
}

/* How the exchange with the centre gets on, and the whole sentence why it does not. Returns its rows. */
static int draw_exchange(struct app *app, const struct sync_state *st, const struct canvas *c, int y)
{
	struct arena mem = { 0 };
	struct sync_title t = sync_title(st, app_now(app), &mem);
	const char *next = sync_fault_say(&mem, sync_fault_of(st->fault), st->value), *full = t.full;
	int n = 0;

	while (*full == ' ')
		full++;
	if (st->configured)
		draw_fact(c, y + n++, _("Exchange"), full);
	while (st->configured && next && *next && n < EXCHANGE_ROWS) {
		const char *line = next;
		size_t len = text_wrap(line, c->cols - FACT_COLS - 1, &next);

		draw_fact(c, y + n++, "", arena_strndup(&mem, line, len));
	}
	arena_free(&mem);
	return n;
}

/* Returns how many rows it took. */
static int draw_about(struct app *app, const struct admin *ad, const struct canvas *c)
{
	const struct store *s = app_store(app);
	struct arena mem = { 0 };

	const char *name = store_site_name(s);

	draw_fact(c, 0, _("Site"), *name ? arena_printf(&mem, "%s · %s", store_site(s), name) : store_site(s));
	draw_fact(c, 1, _("Database"), store_path(s));
	draw_fact(c, 2, "", arena_printf(&mem, P_("%s, %lld event, program %s", "%s, %lld events, program %s",
						   ad->events),
					  size_text(&mem, ad->bytes), (long long)ad->events, PULT_VERSION));
	draw_fact(c, 3, _("You"), arena_printf(&mem, "%s · %s", app_actor(app)->login,
					       roles_labels(&mem, app_actor(app)->roles)));
	arena_free(&mem);
	return ABOUT_ROWS + draw_exchange(app, &ad->sync, c, ABOUT_ROWS - 1);
}

static void draw_users(struct admin *ad, const struct canvas *c, bool focused)
{
	struct canvas heads = canvas_sub(c, 0, 0, 1, c->cols);
	struct canvas rows = canvas_sub(c, 1, 0, c->rows - 1, c->cols);

	draw_cells(&heads, ROLE_HEADING,
		   (const char *const[4]){ _("Login"), _("Name"), _("Roles"), _("State") });
	list_draw(&ad->list, &rows, focused);
}

static void admin_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct admin *ad = state;
	struct canvas about = canvas_sub(c, 0, 0, ABOUT_ROWS + EXCHANGE_ROWS, c->cols);
	int taken = draw_about(app, ad, &about);
	struct canvas rest = canvas_sub(c, taken, 0, c->rows - taken, c->cols);

	if (ad->mode != ADMIN_LIST)
		admin_form_draw(ad, &rest, focused);
	else if (ad->manages)
		draw_users(ad, &rest, focused);
	else
		draw_text(&rest, 0, 0, c->cols, ROLE_NORMAL,
			  _("The key p changes your password. Users and backups are the administrator's."));
}

const struct view_ops view_admin = {
	.title = N_("Administration"),
	.state_size = sizeof(struct admin),
	.open = admin_open,
	.close = admin_close,
	.show = admin_show,
	.draw = admin_draw,
	.key = admin_key,
	.command = admin_command,
	.in = admin_in,
	.changed = admin_show,
};
