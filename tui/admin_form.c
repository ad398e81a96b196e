/* tui/admin_form.c - F10: the form of a new user and that of a new password. What was typed stays until
 * it is saved or given up; passwords are overwritten in any case. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue.h"
#include "tui/admin.h"
#include "tui/suggest.h"

enum { LABEL_COLS = 18, SECRET_COLS = 30, NAME_LETTERS = 100, ROLES_LETTERS = 150, SERVICE_LETTERS = 100 };

#define SECRET(n, l) { .name = n, .label = l, .label_cols = LABEL_COLS, .kind = FORM_SECRET, \
		.max_letters = PASSWORD_MAX_LETTERS, .cols = SECRET_COLS }
#define LINE(n, l, letters, width) { .name = n, .label = l, .label_cols = LABEL_COLS, .kind = FORM_LINE, \
		.max_letters = letters, .cols = width }

static const struct form_desc new_user[] = {
	LINE("login", N_("Login"), LOGIN_MAX, SECRET_COLS),
	LINE("name", N_("Full name"), NAME_LETTERS, 0),
	LINE("roles", N_("Roles"), ROLES_LETTERS, 0),
	LINE("service", N_("Service"), SERVICE_LETTERS, 0),
	SECRET("password", N_("Password")),
	SECRET("again", N_("The same again")),
	{ .name = NULL },
};

/* Whoever changes his own password shows that it is he; the administrator's first field is left out. */
static const struct form_desc new_password[] = {
	SECRET("old", N_("Password now")),
	SECRET("password", N_("New password")),
	SECRET("again", N_("The same again")),
	{ .name = NULL },
};

/* --- suggestions ---------------------------------------------------------------------------------- */

/* Where the last word of a list begins. */
static const char *last_word(const char *list)
{
	const char *comma = strrchr(list, ',');
	const char *word = comma ? comma + 1 : list;

	return word + strspn(word, " ");
}

static void suggest_roles(struct arena *a, const char *text, struct suggested *out)
{
	const char *word = last_word(text), *key = text_fold(a, word);
	const char *before = arena_strndup(a, text, (size_t)(word - text));

	out->rows = arena_alloc(a, USER_ROLE_COUNT * sizeof(*out->rows));
	for (int r = 0; r < USER_ROLE_COUNT; r++) {
		const char *label = vocab_label(&vocab_role, r), *folded = text_fold(a, label);

		if (strncmp(folded, key, strlen(key)) == 0 ||
		    strncmp(vocab_wire(&vocab_role, r), key, strlen(key)) == 0)
			out->rows[out->n++] = (struct suggestion){ .value = arena_printf(a, "%s%s", before, label),
								   .label = label };
	}
}

/* While typing a role begins with a letter; all of them come by Down. */
static void suggest(void *ctx, struct arena *a, const char *name, const char *text, struct suggested *out)
{
	struct admin *ad = ctx;

	if (strcmp(name, "roles") != 0)
		suggest_of_store.suggest(app_store(ad->app), a, name, text, out);
	else if (!text || *last_word(text))
		suggest_roles(a, text ? text : "", out);
}

static const struct suggest_ops suggestions = { .suggest = suggest };

/* --- beginning and ending ------------------------------------------------------------------------- */

static void begin(struct admin *ad, enum admin_mode mode, const struct form_desc *desc)
{
	ad->mode = mode;
	form_init(&ad->form, &ad->form_mem, desc, &suggestions, ad);
}

void admin_form_end(struct admin *ad)
{
	form_forget_secrets(&ad->form);
	form_close(&ad->form);
	arena_free(&ad->form_mem);
	ad->mode = ADMIN_LIST;
}

void admin_new_user(struct app *app, struct admin *ad)
{
	(void)app;
	begin(ad, ADMIN_NEW_USER, new_user);
}

static bool is_own(const struct admin *ad)
{
	return strcmp(ad->login, app_actor(ad->app)->login) == 0;
}

void admin_new_password(struct app *app, struct admin *ad, const char *login)
{
	(void)app;
	snprintf(ad->login, sizeof(ad->login), "%s", login);
	begin(ad, ADMIN_PASSWORD, is_own(ad) ? new_password : &new_password[1]);
}

/* --- saving --------------------------------------------------------------------------------------- */

static bool fault(struct admin *ad, const char *field, const char *sentence)
{
	form_set_error(&ad->form, field, sentence);
	return false;
}

static bool read_password(struct admin *ad)
{
	const char *password = form_get(&ad->form, "password");
	struct arena mem = { 0 };

	if (text_letters(password) < PASSWORD_MIN_LETTERS) {
		fault(ad, "password", arena_printf(&mem, P_("at least %d letter", "at least %d letters",
								  PASSWORD_MIN_LETTERS), (int)PASSWORD_MIN_LETTERS));
		arena_free(&mem);
		return false;
	}
	if (strcmp(password, form_get(&ad->form, "again")) != 0)
		return fault(ad, "again", _("not the same"));
	return true;
}

/* The words between commas, by their labels or wire words. */
static bool read_roles(struct admin *ad, unsigned *roles)
{
	struct arena mem = { 0 };
	const char *s = form_get(&ad->form, "roles"), *wrong = NULL;

	*roles = 0;
	while (*s && !wrong) {
		size_t n = strcspn(s, ",");
		const char *word = text_tidy(&mem, arena_strndup(&mem, s, n), NULL);
		int r = vocab_find(&vocab_role, word);

		if (r >= 0)
			*roles |= ROLE_BIT(r);
		else if (*word)
			wrong = word;
		s += n + (s[n] == ',');
	}
	if (wrong)
		fault(ad, "roles", arena_printf(&mem, _("there is no role «%s»"), wrong));
	else if (!*roles)
		fault(ad, "roles", _("at least one role"));
	arena_free(&mem);
	return !wrong && *roles;
}

static bool read_service(struct admin *ad, unsigned roles, const char **code)
{
	const char *typed = form_get(&ad->form, "service");
	const struct catalogue *cat;
	const struct service *svc;
	struct err e = { 0 };

	*code = "";
	if (!*typed)
		return !(roles & ROLE_BIT(R_EXECUTOR)) ||
		       fault(ad, "service", _("an executor needs the service"));
	if (catalogue_get(app_store(ad->app), &cat, &e) || catalogue_pick_service(cat, typed, &svc, &e))
		return fault(ad, "service", e.msg);
	*code = svc->code;
	return true;
}

static enum err_code add_user(struct app *app, struct admin *ad, struct err *e)
{
	const struct form *f = &ad->form;
	unsigned roles;
	const char *service = "";
	bool login = login_valid(form_get(f, "login")) ||
		     fault(ad, "login", _("Latin letters, digits, . - _"));
	bool named = *form_get(f, "name") || fault(ad, "name", _("write the full name"));
	bool served = read_roles(ad, &roles) && read_service(ad, roles, &service);

	if (!read_password(ad) || !login || !named || !served)
		return err_set(e, ERR_INVALID, "%s", _("Look at the marked fields: nothing was saved."));
	snprintf(ad->login, sizeof(ad->login), "%s", form_get(f, "login"));
	const struct user u = { .login = ad->login, .name = form_get(f, "name"), .roles = roles,
				.service = service };

	return user_add(app_store(app), &u, form_get(f, "password"), app_actor(app), e);
}

static enum err_code set_password(struct app *app, struct admin *ad, struct err *e)
{
	if (!read_password(ad))
		return err_set(e, ERR_INVALID, "%s", _("Look at the marked fields: nothing was saved."));
	if (is_own(ad) && user_check_password(app_store(app), ad->login, form_get(&ad->form, "old"), e)) {
		if (e->code == ERR_REFUSED)
			fault(ad, "old", _("not the right one"));
		return e->code;
	}
	return user_set_password(app_store(app), ad->login, form_get(&ad->form, "password"), app_actor(app), e);
}

static void save(struct app *app, struct admin *ad)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	bool is_new = ad->mode == ADMIN_NEW_USER;

	form_clear_errors(&ad->form);
	if (is_new ? add_user(app, ad, &e) : set_password(app, ad, &e)) {
		if (e.code == ERR_CONFLICT)
			fault(ad, "login", _("taken"));
		form_focus_error(&ad->form);
		app_fail(app, &e);
		return;
	}
	admin_form_end(ad);
	app_changed(app);
	admin_select(ad);
	if (user_disabled(app_store(app), ad->login))
		app_say(app, ROLE_WARN, arena_printf(&mem, _("The password of %s is changed, but the account is "
							     "disabled: the key e lets it log in again."), ad->login));
	else
		app_say(app, ROLE_OK, arena_printf(&mem, is_new ? _("The user %s is added.")
								: _("The password of %s is changed."), ad->login));
	arena_free(&mem);
}

unsigned admin_form_key(struct app *app, struct admin *ad, const struct key_event *ev)
{
	unsigned w = form_key(&ad->form, ev);

	if (w & W_SUBMIT || key_is_ctrl(ev, 's')) {
		save(app, ad);
		return W_HANDLED;
	}
	if (w == W_IGNORED && key_is_fn(ev, FN_ESC)) {
		admin_form_end(ad);
		app_say(app, ROLE_MESSAGE, _("Nothing was changed."));
		return W_HANDLED;
	}
	return w;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static const char *known_roles(struct arena *mem)
{
	return arena_printf(mem, _("Roles, with commas between them: %s."), roles_labels(mem, ANY_ROLE));
}

static void draw_wrapped(const struct canvas *c, enum role role, const char *text)
{
	const char *next = text;

	for (int y = 0; next && *next && y < c->rows; y++) {
		const char *line = next;
		struct slice s = { line, text_wrap(line, c->cols, &next) };

		draw_slice(c, y, 0, c->cols, role, s);
	}
}

void admin_form_draw(struct admin *ad, const struct canvas *c, bool focused)
{
	enum { FORM_TOP = 2, ERROR_ROWS = 3 };
	struct arena mem = { 0 };
	bool is_new = ad->mode == ADMIN_NEW_USER;
	int rows = form_rows(&ad->form), below = FORM_TOP + rows + 1, error = c->rows - 1 - ERROR_ROWS;
	struct canvas form = canvas_sub(c, FORM_TOP, 0, rows, c->cols);
	struct canvas known = canvas_sub(c, below, 0, error - below, c->cols);
	struct canvas why = canvas_sub(c, error, 0, ERROR_ROWS, c->cols);

	draw_text(c, 0, 0, c->cols, ROLE_HEADING,
		  is_new ? _("A new user") : arena_printf(&mem, _("A new password for %s"), ad->login));
	if (is_new)
		draw_wrapped(&known, ROLE_DIM, known_roles(&mem));
	draw_wrapped(&why, ROLE_ERROR, form_error(&ad->form));
	draw_text(c, c->rows - 1, 0, c->cols, ROLE_DIM,
		  _("Enter: next field, in the last one save · Ctrl-S: save · Esc: give up"));
	form_draw(&ad->form, &form, focused);
	arena_free(&mem);
}
