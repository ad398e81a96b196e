/* data/store/users.c - accounts: see users.h. Every change is an event of the account's subject, folded
 * into its row in the same transaction. Hashing takes 80 ms, so it is done before the writers' turn is
 * asked for; the hash stands in the table `secret` and in no event. */
#include "data/store/users.h"

#include <sodium.h>

#include "core/i18n.h"
#include "core/register.h"
#include "core/text.h"
#include "data/store/attempts.h"
#include "data/store/catalogue.h"
#include "data/store/migrate.h"
#include "data/store/users_internal.h"

static bool read_account(struct store *s, sqlite3_stmt *st, const char *key, struct arena *mem,
			 struct account *out, struct err *e)
{
	db_bind(st, "s", key);
	if (!db_row(&s->db, st, e))
		return false;
	*out = (struct account){ .subject = db_text(mem, st, 0), .login = db_text(mem, st, 1),
		.name = db_text(mem, st, 2), .roles = db_text(mem, st, 3),
		.service = db_text(mem, st, 4), .disabled = sqlite3_column_int64(st, 5) };
	sqlite3_reset(st);
	return true;
}

#define ACCOUNT_COLUMNS "subject, login, name, roles, service, disabled"

bool account_read(struct store *s, const char *login, struct arena *mem, struct account *out,
		  struct err *e)
{
	return read_account(s, db_stmt(&s->db, "SELECT " ACCOUNT_COLUMNS " FROM user WHERE login = ?"),
			    login, mem, out, e);
}

bool account_read_subject(struct store *s, const char *subject, struct arena *mem,
			  struct account *out, struct err *e)
{
	bool ours = event_subject_is_of(subject, s->site);

	return read_account(s, ours ? db_stmt(&s->db, "SELECT " ACCOUNT_COLUMNS " FROM user WHERE subject = ?")
				    : db_stmt(&s->db, "SELECT " ACCOUNT_COLUMNS " FROM colleague WHERE subject = ?"),
			    subject, mem, out, e);
}

/* An account of another site: its site is that of its subject. */
static enum err_code colleague_save(struct store *s, const struct account *a, struct err *e)
{
	struct arena mem = { 0 };
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO colleague(" ACCOUNT_COLUMNS ", site)"
					   " VALUES(?,?,?,?,?,?,?)");
	const char *dot = strrchr(a->subject, '.');

	db_bind(st, "sssssis", a->subject, a->login, a->name, a->roles, a->service, a->disabled,
		arena_strndup(&mem, a->subject, dot ? (size_t)(dot - a->subject) : 0));
	enum err_code rc = db_run(&s->db, st, e);

	arena_free(&mem);
	return rc;
}

enum err_code account_save(struct store *s, const struct account *a, struct err *e)
{
	if (!event_subject_is_of(a->subject, s->site))
		return colleague_save(s, a, e);
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO user(" ACCOUNT_COLUMNS ")"
					   " VALUES(?,?,?,?,?,?)");

	db_bind(st, "sssssi", a->subject, a->login, a->name, a->roles, a->service, a->disabled);
	return db_run(&s->db, st, e);
}

enum err_code account_append(struct store *s, struct account *a, enum user_event kind,
			     const json_t *body, const struct actor *who, struct arena *mem,
			     struct err *e)
{
	struct event ev = { .subject = *a->subject ? a->subject : NULL, .kind = user_event_kind(kind),
		.at = s->clock->now_ms(s->clock->ctx) };

	if (log_append(s, &ev, body, who, mem, e))
		return e->code;
	if (user_fold(a, &ev, mem) != FOLD_OK)
		return err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."),
			       ev.kind);
	return account_save(s, a, e);
}

const char *secret_read(struct store *s, const char *login, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT hash FROM secret WHERE login = ?");
	const char *hash = "";

	db_bind(st, "s", login);
	if (db_row(&s->db, st, e)) {
		hash = db_text(mem, st, 0);
		sqlite3_reset(st);
	}
	return hash;
}

static enum err_code secret_save(struct store *s, const char *login, const char *hash, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO secret(login, hash) VALUES(?,?)");

	db_bind(st, "ss", login, hash);
	return db_run(&s->db, st, e);
}

const char *login_tries_key(struct arena *mem, const char *login, bool exists)
{
	uint8_t digest[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(digest) + 1];

	if (exists)
		return arena_printf(mem, "login:%s", login);
	crypto_generichash(digest, sizeof(digest), (const unsigned char *)login, strlen(login), NULL, 0);
	return arena_printf(mem, "login:?%s", sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest)));
}

/* --- one change ------------------------------------------------------------------------------ */

struct user_change {
	const char *login;
	enum user_event kind;
	json_t *body;      /* its reference is taken */
	const char *hash;  /* of the new password, or NULL */
	bool forget_tries;
	const bool *disabled; /* NULL: stays as it is; nothing is written when it is so already */
	/* What the account itself must allow; NULL: nothing more. */
	enum err_code (*check)(struct store *s, const struct account *a, struct err *e);
};

static enum err_code find_account(struct store *s, const struct user_change *c, struct arena *mem,
				  struct account *a, struct err *e)
{
	account_init(a);
	bool found = account_read(s, c->login, mem, a, e);

	if (e->code)
		return e->code;
	if (found && c->kind == USER_ADDED)
		return err_set(e, ERR_CONFLICT, _("There is already a user «%s»: nothing was changed."),
			       c->login);
	if (!found && c->kind != USER_ADDED)
		return err_about(e, "login", err_set(e, ERR_NOT_FOUND, _("There is no user «%s»."), c->login));
	return ERR_OK;
}

static enum err_code write_change(struct store *s, const struct user_change *c,
				  const struct actor *who, struct arena *mem, struct err *e)
{
	struct account a;
	enum err_code rc = schema_check(&s->db, e);

	if (!rc)
		rc = find_account(s, c, mem, &a, e);
	if (!rc && c->disabled && *c->disabled == (a.disabled != 0))
		return ERR_OK;
	if (!rc && c->check)
		rc = c->check(s, &a, e);
	if (!rc)
		rc = account_append(s, &a, c->kind, c->body, who, mem, e);
	if (!rc && c->hash)
		rc = secret_save(s, c->login, c->hash, e);
	if (!rc && c->forget_tries)
		rc = tries_right(&s->db, login_tries_key(mem, c->login, true), e);
	return rc;
}

static enum err_code change_user(struct store *s, const struct user_change *c,
				 const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = db_begin(&s->db, e);

	if (!rc)
		rc = db_end(&s->db, write_change(s, c, who, &mem, e), e);
	json_decref(c->body);
	arena_free(&mem);
	return rc;
}

static enum err_code check_right(const struct actor *who, struct err *e)
{
	return actor_may(who, RIGHT_USERS) ? ERR_OK
					   : err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_USERS));
}

static enum err_code hash_password(const char *password, char hash[crypto_pwhash_STRBYTES],
				   struct err *e)
{
	if (value_check(password, PASSWORD_MAX_LETTERS, e))
		return e->code;
	if (text_letters(password) < PASSWORD_MIN_LETTERS)
		return err_set(e, ERR_INVALID, _("The password is too short: at least %d letters are needed."),
			       (int)PASSWORD_MIN_LETTERS);
	if (crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return err_set(e, ERR_FAILED, "%s",
			       _("There is not enough memory to keep the password safely: try again later."));
	return ERR_OK;
}

enum err_code user_check(struct store *s, const char *login, const char *name, unsigned roles, const char *service,
			 struct err *e)
{
	const struct catalogue *cat;
	char known[256];

	if (!login_valid(login))
		return err_set(e, ERR_INVALID, "%s",
			       _("A login is 1 to 32 Latin letters, digits, dots, dashes and underscores, and "
				 "begins with a letter or a digit."));
	if (value_check(name, MAX_NAME, e))
		return e->code;
	vocab_list(&vocab_role, known, sizeof(known));
	if (!roles || (roles & ~ANY_ROLE))
		return err_set(e, ERR_INVALID, _("A user needs at least one role of these: %s."), known);
	if (!*service && (roles & ROLE_BIT(R_EXECUTOR)))
		return err_set(e, ERR_INVALID, "%s",
			       _("An executor works for an organisation and sees its orders alone: name it (--service). "
				 "Nothing was saved."));
	if (!*service)
		return ERR_OK;
	if (catalogue_get(s, &cat, e))
		return e->code;
	return catalogue_service(cat, service)
		? ERR_OK : err_set(e, ERR_NOT_FOUND, _("There is no service with the code «%s»."), service);
}

static enum err_code add_hashed(struct store *s, const struct user *u, const char *hash, const struct actor *who,
				struct err *e)
{
	struct arena mem = { 0 };
	char words[96];
	struct user_change c = { .login = u->login, .kind = USER_ADDED, .hash = hash, .forget_tries = true };

	roles_format(u->roles, words);
	c.body = json_pack("{ss ss ss ss}", "login", u->login, "name", text_tidy(&mem, u->name ? u->name : "", NULL),
			   "roles", words, "service", u->service ? u->service : "");
	enum err_code rc = change_user(s, &c, who, e);

	arena_free(&mem);
	return rc;
}

enum err_code users_add(struct store *s, const struct user *users, int n, const char *password, const struct actor *who,
			struct err *e)
{
	char hash[crypto_pwhash_STRBYTES];
	enum err_code rc = check_right(who, e);

	for (int i = 0; !rc && i < n; i++)
		rc = user_check(s, users[i].login, users[i].name ? users[i].name : "", users[i].roles,
				users[i].service ? users[i].service : "", e);
	if (!rc)
		rc = hash_password(password, hash, e);
	for (int i = 0; !rc && i < n; i++)
		rc = add_hashed(s, &users[i], hash, who, e);
	sodium_memzero(hash, sizeof(hash));
	return rc;
}

enum err_code user_add(struct store *s, const struct user *u, const char *password, const struct actor *who,
		       struct err *e)
{
	return users_add(s, u, 1, password, who, e);
}

enum err_code user_set_password(struct store *s, const char *login, const char *password,
				const struct actor *who, struct err *e)
{
	char hash[crypto_pwhash_STRBYTES];
	struct user_change c = { .login = login, .kind = USER_PASSWORD, .hash = hash };
	enum err_code rc = strcmp(who->login, login) == 0 ? ERR_OK : check_right(who, e);

	if (!rc)
		rc = hash_password(password, hash, e);
	if (!rc) {
		c.body = json_object();
		rc = change_user(s, &c, who, e);
	}
	sodium_memzero(hash, sizeof(hash));
	return rc;
}

/* Somebody must be able to let people in again. Roles are separated by commas. */
static enum err_code check_not_last(struct store *s, const struct account *a, struct err *e)
{
	if (a->disabled || !(roles_parse(a->roles) & ROLE_BIT(R_ADMIN)))
		return ERR_OK;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM user WHERE NOT disabled AND login <> ?"
					   " AND instr(',' || roles || ',', ',' || ? || ',')");

	db_bind(st, "ss", a->login, vocab_wire(&vocab_role, R_ADMIN));
	if (db_int(&s->db, st, 0, e) > 0 || e->code)
		return e->code;
	return err_set(e, ERR_REFUSED, _("%s is the last administrator who may log in: add another one first. Nothing was "
					 "changed."), a->login);
}

enum err_code user_change_row(struct store *s, struct account *a, const struct account *now, const struct actor *who,
			      struct arena *mem, struct err *e)
{
	bool stays = !now->disabled && (roles_parse(now->roles) & ROLE_BIT(R_ADMIN));
	enum err_code rc = stays ? ERR_OK : check_not_last(s, a, e);

	if (rc)
		return rc;
	json_t *body = json_pack("{s{ss ss ss si}}", "set", "name", now->name, "roles", now->roles, "service",
				 now->service, "disabled", (int)now->disabled);

	rc = account_append(s, a, now->disabled && !a->disabled ? USER_DISABLED : USER_CHANGED, body, who, mem, e);
	json_decref(body);
	return rc;
}

enum err_code user_disable(struct store *s, const char *login, bool disabled, const struct actor *who,
			   struct err *e)
{
	struct user_change c = { .login = login, .kind = disabled ? USER_DISABLED : USER_CHANGED,
		.disabled = &disabled, .check = disabled ? check_not_last : NULL };

	if (check_right(who, e))
		return e->code;
	c.body = json_pack("{s{si}}", "set", "disabled", (int)disabled);
	return change_user(s, &c, who, e);
}

enum err_code user_unlock(struct store *s, const char *login, const struct actor *who, struct err *e)
{
	struct user_change c = { .login = login, .kind = USER_UNLOCKED, .forget_tries = true };

	if (check_right(who, e))
		return e->code;
	c.body = json_object();
	return change_user(s, &c, who, e);
}

/* --- reading --------------------------------------------------------------------------------- */

enum err_code user_list(struct store *s, struct arena *mem, struct user_list *out, struct err *e)
{
	int n = (int)db_int(&s->db, db_stmt(&s->db, "SELECT count(*) FROM user"), 0, e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " ACCOUNT_COLUMNS " FROM user ORDER BY login LIMIT ?");
	int64_t now = s->clock->now_ms(s->clock->ctx);

	*out = (struct user_list){ .rows = arena_alloc(mem, (size_t)(n + 1) * sizeof(*out->rows)) };
	db_bind(st, "d", n);
	while (out->n < n && db_row(&s->db, st, e)) {
		struct user *u = &out->rows[out->n++];

		*u = (struct user){ .login = db_text(mem, st, 1), .name = db_text(mem, st, 2),
			.roles = roles_parse(db_text(mem, st, 3)), .service = db_text(mem, st, 4),
			.disabled = sqlite3_column_int(st, 5) != 0 };
		int64_t wait = tries_wait(&s->db, ATTEMPTS_LOGIN, login_tries_key(mem, u->login, true), now, e);

		u->locked_until = wait > 0 ? now + wait : 0;
	}
	sqlite3_reset(st);
	return e->code;
}

bool user_disabled(struct store *s, const char *login)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct account a;
	bool disabled = account_read(s, login, &mem, &a, &e) && a.disabled;

	arena_free(&mem);
	return disabled;
}

const char *user_name(struct store *s, const char *login, struct arena *mem)
{
	struct err e = { 0 };
	struct account a;

	return account_read(s, login, mem, &a, &e) ? a.name : "";
}

const char *user_name_at(struct store *s, const char *site, const char *login, struct arena *mem)
{
	const char *at = strchr(login, '@');

	if (at) {
		site = at + 1;
		login = arena_strndup(mem, login, (size_t)(at - login));
	}
	if (strcmp(site, s->site) == 0)
		return user_name(s, login, mem);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT name FROM colleague WHERE site = ? AND login = ?");
	struct err e = { 0 };

	db_bind(st, "ss", site, login);
	const char *name = db_row(&s->db, st, &e) ? db_text(mem, st, 0) : "";

	sqlite3_reset(st);
	return name;
}

unsigned user_roles(struct store *s, const char *login, struct arena *mem)
{
	struct err e = { 0 };
	struct account a;

	return account_read(s, login, mem, &a, &e) ? roles_parse(a.roles) : 0;
}
