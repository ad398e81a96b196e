/* tui/verbs_admin.c - making a base, its users, settings, backup, restore, verification. */
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/token.h"
#include "data/store/backup.h"
#include "data/store/catalogue.h"
#include "data/store/demo.h"
#include "data/store/rebuild.h"
#include "data/store/sync_state.h"
#include "data/store/users.h"
#include "data/store/verify.h"
#include "tui/secret.h"
#include "tui/site_settings.h"
#include "tui/verbs.h"

enum { SECRET_MAX = 256, DEMO_DAYS = 30, DEMO_DAYS_MAX = 400 };

static const char *demo_table(struct arena *mem, const char *path)
{
	const char *t = arena_printf(mem, _("The made-up city is in %s. Logins, all with the password «%s»:"), path,
				     demo_password);

	for (int i = 0; i < demo_login_count; i++)
		t = arena_printf(mem, "%s\n  %s\t%s\t%s", t, demo_logins[i].login, demo_logins[i].roles,
				 demo_logins[i].name);
	return arena_printf(mem, "%s\n", t);
}

struct demo_wish {
	int64_t days;
	const struct actor *who;
};

static enum err_code fill_demo(struct store *s, void *ctx, struct err *e)
{
	const struct demo_wish *w = ctx;

	return demo_fill(s, (int)w->days, w->who, e);
}

static enum err_code read_days(const struct verb_call *c, int64_t *days, struct err *e)
{
	*days = DEMO_DAYS;
	if (!c->opt[OPT_DEMO] || !*c->opt[OPT_DEMO])
		return ERR_OK;
	struct err none = { 0 };

	if (option_number(c, OPT_DEMO, DEMO_DAYS, days, &none) || *days < 1 || *days > DEMO_DAYS_MAX)
		return err_set(e, ERR_INVALID, _("A made-up city has 1 to %d days: --demo=7. Nothing was made."),
			       (int)DEMO_DAYS_MAX);
	return ERR_OK;
}

enum err_code run_init(struct verb_call *c, struct err *e)
{
	if (!c->opt[OPT_SITE])
		return err_set(e, ERR_INVALID, "%s",
			       _("Name the site: --site CODE, 1 to 6 letters or digits."));
	struct demo_wish wish = { .who = &c->who };
	const struct store_new n = { .site = c->opt[OPT_SITE], .name = c->opt[OPT_NAME],
		.fill = c->opt[OPT_DEMO] ? fill_demo : NULL, .ctx = &wish };
	enum err_code rc = read_days(c, &wish.days, e);

	if (!rc)
		rc = centre_check(c, e);
	if (!rc)
		rc = store_make(c->db_path, &n, &c->who, e);
	if (!rc)
		rc = centre_join(c, e);
	if (rc)
		return rc;
	if (c->opt[OPT_DEMO]) {
		c->out.kind = OUT_TEXT;
		c->out.text = demo_table(c->mem, c->db_path);
		return ERR_OK;
	}
	return say(c, arena_printf(c->mem,
		_("The database %s is made. Its PIN key is %s.key: keep a copy of it apart. Next: pult user add LOGIN."),
		c->db_path, c->db_path));
}

/* " (locked until 20.11.2026 10:05)", or nothing. */
static const char *locked_text(struct verb_call *c, const struct user *u)
{
	char when[17];

	if (!u->locked_until)
		return "";
	civil_format_minute(store_clock(c->store), u->locked_until, when);
	return arena_printf(c->mem, _(" (locked until %s)"), when);
}

static json_t *user_json(struct verb_call *c, const struct user *u)
{
	char roles[96], iso[26];

	roles_format(u->roles, roles);
	civil_format_iso(store_clock(c->store), u->locked_until, iso);
	return json_pack("{ss ss ss ss sb sb ss?}", "login", u->login, "name", u->name, "roles", roles, "service",
			 u->service, "disabled", u->disabled, "locked", u->locked_until > 0, "locked_until",
			 u->locked_until ? iso : NULL);
}

static enum err_code user_list_verb(struct verb_call *c, struct err *e)
{
	struct user_list list;
	const char *t = "";

	if (!actor_may(&c->who, RIGHT_USERS_SEE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_USERS_SEE));
	if (user_list(c->store, c->mem, &list, e))
		return e->code;
	c->out.json = json_array();
	for (int i = 0; i < list.n; i++) {
		const struct user *u = &list.rows[i];
		char roles[96];

		roles_format(u->roles, roles);
		t = arena_printf(c->mem, "%s%s\t%s\t%s\t%s%s%s\n", t, u->login, roles, u->name, u->service,
				 u->disabled ? _(" (disabled)") : "", locked_text(c, u));
		json_array_append_new(c->out.json, user_json(c, u));
	}
	c->out.kind = OUT_TEXT;
	c->out.text = t;
	return ERR_OK;
}

static enum err_code user_add_verb(struct verb_call *c, struct err *e)
{
	unsigned roles = c->opt[OPT_ROLE] ? roles_parse(c->opt[OPT_ROLE]) : 0;
	const struct catalogue *cat;
	const struct service *svc = NULL;
	char secret[SECRET_MAX], list[256];
	enum err_code rc = ERR_OK;

	vocab_list(&vocab_role, list, sizeof(list));
	if (!roles)
		return err_set(e, ERR_INVALID, _("Give the roles: --role with some of %s, separated by commas."), list);
	if (c->opt[OPT_SERVICE]) {
		rc = catalogue_get(c->store, &cat, e);
		if (!rc)
			rc = catalogue_pick_service(cat, c->opt[OPT_SERVICE], &svc, e);
	}
	if (!rc)
		rc = secret_ask(_("Password for the new user"), secret, sizeof(secret), e);
	if (!rc)
		rc = user_add(c->store, &(struct user){ .login = c->args[1], .roles = roles,
			      .name = c->opt[OPT_NAME] ? c->opt[OPT_NAME] : c->args[1],
			      .service = svc ? svc->code : "" }, secret, &c->who, e);
	explicit_bzero(secret, sizeof(secret));
	return rc ? rc : say(c, arena_printf(c->mem, _("The user %s is added."), c->args[1]));
}

static enum err_code user_passwd_verb(struct verb_call *c, struct err *e)
{
	char secret[SECRET_MAX];
	enum err_code rc = secret_ask(_("New password"), secret, sizeof(secret), e);

	if (!rc)
		rc = user_set_password(c->store, c->args[1], secret, &c->who, e);
	explicit_bzero(secret, sizeof(secret));
	return rc ? rc : say(c, user_disabled(c->store, c->args[1])
		? arena_printf(c->mem, _("The password of %s is changed, but the account is disabled: «pult user enable "
					 "%s» lets it log in again."), c->args[1], c->args[1])
		: arena_printf(c->mem, _("The password of %s is changed."), c->args[1]));
}

static enum err_code user_disable_verb(struct verb_call *c, struct err *e)
{
	enum err_code rc = user_disable(c->store, c->args[1], true, &c->who, e);

	return rc ? rc : say(c, arena_printf(c->mem, _("The user %s is disabled."), c->args[1]));
}

static enum err_code user_enable_verb(struct verb_call *c, struct err *e)
{
	bool was = user_disabled(c->store, c->args[1]);
	enum err_code rc = user_disable(c->store, c->args[1], false, &c->who, e);

	return rc ? rc : say(c, arena_printf(c->mem, was ? _("The user %s may log in again.")
							 : _("The user %s is not disabled."), c->args[1]));
}

static enum err_code user_unlock_verb(struct verb_call *c, struct err *e)
{
	enum err_code rc = user_unlock(c->store, c->args[1], &c->who, e);

	return rc ? rc : say(c, user_disabled(c->store, c->args[1])
		? arena_printf(c->mem, _("The wrong tries of %s are forgotten, but the account is disabled: «pult user "
					 "enable %s» lets it log in again."), c->args[1], c->args[1])
		: arena_printf(c->mem, _("The user %s may try the password again."), c->args[1]));
}

enum err_code run_user(struct verb_call *c, struct err *e)
{
	static const struct {
		const char *name;
		int args;
		enum err_code (*run)(struct verb_call *c, struct err *e);
	} subs[] = {
		{ "list", 1, user_list_verb }, { "add", 2, user_add_verb }, { "passwd", 2, user_passwd_verb },
		{ "disable", 2, user_disable_verb }, { "enable", 2, user_enable_verb },
		{ "unlock", 2, user_unlock_verb },
	};

	for (size_t i = 0; i < COUNT(subs); i++)
		if (strcmp(subs[i].name, c->args[0]) == 0 && c->nargs == subs[i].args)
			return subs[i].run(c, e);
	return err_set(e, ERR_INVALID, _("It is written: pult user %s"), c->verb->usage);
}

/* One that is not set is listed too, with what it is for. */
static void list_setting(struct verb_call *c, const char **text, const char *name, const char *value, const char *help)
{
	*text = arena_printf(c->mem, "%s%s = %s\n%s%s%s", *text, name, value, *help ? "    " : "", help, *help ? "\n" : "");
	json_object_set_new(c->out.json, name, json_string(value));
}

static enum err_code list_settings(struct verb_call *c, struct err *e)
{
	struct named_setting *printers;
	const char *text = "", *name;
	int n;

	if (store_settings(c->store, "printer.", c->mem, &printers, &n, e))
		return e->code;
	c->out.json = json_object();
	for (size_t i = 0; (name = site_setting_name(i)) != NULL; i++)
		list_setting(c, &text, name, store_setting(c->store, name, "", c->mem), _(site_setting_help(i)));
	for (int i = 0; i < n; i++)
		list_setting(c, &text, arena_printf(c->mem, "printer.%s", printers[i].name), printers[i].value, "");
	c->out.kind = OUT_TEXT;
	c->out.text = text;
	return ERR_OK;
}

enum err_code run_setting(struct verb_call *c, struct err *e)
{
	if (!c->nargs)
		return list_settings(c, e);
	enum err_code rc = site_setting_check(c->args[0], c->nargs == 2 ? c->args[1] : NULL, e);

	if (!rc && c->nargs == 2)
		rc = store_set_setting(c->store, c->args[0], c->args[1], &c->who, e);
	return rc ? rc : say(c, arena_printf(c->mem, "%s = %s", c->args[0],
					     store_setting(c->store, c->args[0], "", c->mem)));
}

/* Progress on standard error when it is a terminal; never in a script's output. */
static bool show_progress(void *ctx, int64_t done, int64_t total)
{
	(void)ctx;
	if (total > 0)
		fprintf(stderr, "\r%3d %%", (int)(done * 100 / total));
	return true;
}

static struct progress progress_for_terminal(void)
{
	return (struct progress){ .step = isatty(STDERR_FILENO) ? show_progress : NULL };
}

static void end_progress(const struct progress *p)
{
	if (p->step)
		fputs("\r     \r", stderr);
}

enum err_code run_backup(struct verb_call *c, struct err *e)
{
	struct progress p = progress_for_terminal();
	struct backup_report r;
	const char *path = c->args[0];
	enum err_code rc = store_backup(c->store, path, &p, &c->who, &r, e);

	end_progress(&p);
	if (rc)
		return rc;
	c->out.json = json_pack("{ss ss? ss si}", "file", path, "key",
				r.has_key ? arena_printf(c->mem, "%s.key", path) : NULL, "head", r.head,
				"files", r.files);
	const char *text = r.has_key
		? arena_printf(c->mem, _("Copied to %s; the PIN key is in %s.key: keep both. Head: %s"), path, path,
			       r.head)
		: arena_printf(c->mem, _("Copied to %s; there is no PIN key to copy. Head: %s"), path, r.head);

	if (r.files)
		text = arena_printf(c->mem, _("%s\nFiles of appeals: %d, in %s.blobs"), text, r.files, path);
	return say(c, text);
}

enum err_code run_restore(struct verb_call *c, struct err *e)
{
	struct sync_state st = { .restored = false };
	struct store *s = NULL;
	bool has_key = true;
	int64_t skip_to;
	enum err_code rc = option_number(c, OPT_SKIP_TO, 0, &skip_to, e);

	if (!rc)
		rc = store_restore(c->args[0], c->db_path, skip_to, e);
	if (!rc)
		rc = store_open(c->db_path, &s, e);
	if (!rc)
		rc = sync_state_read(s, &st, e);
	if (!rc)
		has_key = store_has_pin_key(s);
	store_close(s);
	if (rc)
		return rc;
	const char *made = arena_printf(c->mem, _("The database %s is made from the backup %s."), c->db_path, c->args[0]);

	if (st.restored && access(token_path(c->db_path, c->mem), F_OK) == 0)
		made = arena_printf(c->mem, _("%s\nWhat was written after the backup is at the centre: nothing can be changed here "
					      "until «pult sync --once» has fetched it."), made);
	else if (st.restored)
		made = arena_printf(c->mem, _("%s\nWhat was written after the backup is at the centre: nothing can be changed here "
					      "until «pult sync --once --token FILE» has fetched it. A backup has no token: take that of "
					      "the lost host, or a new one of the centre («pult-central site token»)."), made);
	else if (!skip_to)
		made = arena_printf(c->mem, _("%s\nIf appeals were registered after the backup, their numbers are known to citizens "
					      "already: then make the base again with --skip-to N, the last number given."), made);
	if (!has_key)
		made = arena_printf(c->mem, _("%s\nThere is no PIN key beside the backup: everything works but the PINs of receipts. "
					      "If %s.key is found, put it beside the backup and restore again."), made, c->args[0]);
	return say(c, made);
}

/* "kind hash" in each line, and of all of them at the end: programs compare them too. */
static const char *digest_lines(struct arena *mem, const struct verify_report *r, json_t *json)
{
	json_t *kinds = json_object();
	const char *t = "";

	for (int i = 0; i < r->nkinds; i++) {
		t = arena_printf(mem, "%s\n%s %s", t, r->kinds[i].name, r->kinds[i].hash);
		json_object_set_new(kinds, r->kinds[i].name, json_string(r->kinds[i].hash));
	}
	json_object_set_new(json, "digests", kinds);
	return *r->digest ? arena_printf(mem, "%s\ntotal %s", t, r->digest) : "";
}

enum err_code run_verify(struct verb_call *c, struct err *e)
{
	enum verify_mode mode = c->opt[OPT_DIGEST] ? VERIFY_DIGEST : c->opt[OPT_QUICK] ? VERIFY_QUICK : VERIFY_FULL;
	struct progress p = progress_for_terminal();
	struct verify_report r = { 0 };
	enum err_code rc = store_verify(c->store, mode, &p, &c->who, &r, e);

	end_progress(&p);
	if (rc)
		return rc;
	c->out.json = json_pack("{sI sI sI ss ss}", "events", (json_int_t)r.events, "subjects",
				(json_int_t)r.subjects, "bad", (json_int_t)r.bad, "head", r.head, "digest", r.digest);
	return say(c, arena_printf(c->mem, _("All is well: events %lld, appeals and users %lld. Head: %s%s"),
				   (long long)r.events, (long long)r.subjects, r.head,
				   digest_lines(c->mem, &r, c->out.json)));
}

enum err_code run_rebuild(struct verb_call *c, struct err *e)
{
	struct progress p = progress_for_terminal();
	struct rebuild_report r;
	enum err_code rc = store_rebuild(c->store, &p, &c->who, &r, e);

	end_progress(&p);
	if (rc)
		return rc;
	c->out.json = json_pack("{sI sI sI}", "appeals", (json_int_t)r.appeals, "mended", (json_int_t)r.mended,
				"questions", (json_int_t)r.questions);
	return say(c, arena_printf(c->mem, _("Made anew: appeals %lld (mended %lld), search keys of questions %lld."),
				   (long long)r.appeals, (long long)r.mended, (long long)r.questions));
}
