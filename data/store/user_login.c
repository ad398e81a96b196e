/* data/store/user_login.c - checking a password, and the lock after wrong tries (design.md 10).
 *
 * The 80 ms of Argon2id pass before the writers' turn is asked for. What was read before is looked at
 * again inside the transaction, so that many guesses at once learn no more than five in a row: once the
 * lock has fallen, a right password is refused as well. */
#include <sodium.h>

#include "core/i18n.h"
#include "data/store/attempts.h"
#include "data/store/migrate.h"
#include "data/store/users_internal.h"

/* A hash at the cost of a real one, of a password nobody knows: for logins that do not exist. */
static const char nobody[] =
	"$argon2id$v=19$m=65536,t=2,p=1$PRo0wEK9kpr3UN9sd/Orbw$jMS22ri1sqp3G7wy3TbnK/N72/TE/fHcRMo9Gl4JMxk";

struct try {
	struct store *s;
	struct arena *mem;
	struct account account; /* subject "": there is no such login */
	const char *hash;       /* the one that was checked */
	const char *counter;    /* key of the wrong tries */
	int64_t now;
	int64_t locked_ms;      /* this wrong try was the last one allowed: how long to wait now */
	bool matches;           /* the password fits `hash` */
	bool session;           /* a success begins a session: an event */
};

static enum err_code refuse(const struct try *t, struct err *e)
{
	int minutes = (int)((t->locked_ms + 59999) / 60000);

	if (minutes > 0)
		return err_set(e, ERR_REFUSED,
			P_("The login or the password is wrong, and that was the last try: wait %d minute.",
			   "The login or the password is wrong, and that was the last try: wait %d minutes.",
			   minutes), minutes);
	return err_set(e, ERR_REFUSED, "%s",
		       _("The login or the password is wrong, or the account is disabled."));
}

static enum err_code check_wait(const struct try *t, struct err *e)
{
	int64_t wait = tries_wait(&t->s->db, ATTEMPTS_LOGIN, t->counter, t->now, e);
	int minutes = (int)((wait + 59999) / 60000);

	if (e->code || wait <= 0)
		return e->code;
	return err_set(e, ERR_BUSY, P_("Too many wrong tries. Try again in %d minute.",
				       "Too many wrong tries. Try again in %d minutes.", minutes), minutes);
}

static enum err_code read_account(struct try *t, const char *login, struct err *e)
{
	account_init(&t->account);
	bool exists = login_valid(login) && account_read(t->s, login, t->mem, &t->account, e);

	t->hash = exists ? secret_read(t->s, login, t->mem, e) : "";
	t->counter = login_tries_key(t->mem, login, exists);
	return e->code;
}

/* Whether the password fits and the account is still as it was when its hash was computed. */
static bool is_right(const struct try *t, struct err *e)
{
	struct account now;

	if (!t->matches || !account_read(t->s, t->account.login, t->mem, &now, e) || now.disabled)
		return false;
	return strcmp(secret_read(t->s, now.login, t->mem, e), t->hash) == 0;
}

static enum err_code append(struct try *t, enum user_event kind, const json_t *body, struct err *e)
{
	/* Of an unknown login nothing is noted but that somebody tried. */
	struct actor who = { .login = *t->account.subject ? t->account.login : "?",
			     .name = t->account.name, .service = t->account.service };

	if (*t->account.subject)
		return account_append(t->s, &t->account, kind, body, &who, t->mem, e);
	struct event ev = { .kind = user_event_kind(kind), .at = t->now };

	return log_append(t->s, &ev, body, &who, t->mem, e);
}

static enum err_code append_and_free(struct try *t, enum user_event kind, json_t *body, struct err *e)
{
	enum err_code rc = append(t, kind, body, e);

	json_decref(body);
	return rc;
}

/* Counters that no limit needs any more; typed logins that do not exist would pile up. */
static enum err_code forget_old(const struct try *t, struct err *e)
{
	static const int64_t keep_ms = 3 * 24 * 3600000LL;
	sqlite3_stmt *st = db_stmt(&t->s->db, "DELETE FROM attempt WHERE last < ?");

	db_bind(st, "i", t->now - keep_ms);
	return db_run(&t->s->db, st, e);
}

static enum err_code note_wrong(struct try *t, struct err *e)
{
	enum err_code rc = tries_wrong(&t->s->db, ATTEMPTS_LOGIN, t->counter, t->now, e);

	if (!rc)
		rc = forget_old(t, e);
	if (!rc)
		rc = append_and_free(t, USER_REFUSED, json_object(), e);
	int64_t wait = rc ? 0 : tries_wait(&t->s->db, ATTEMPTS_LOGIN, t->counter, t->now, e);

	t->locked_ms = wait;
	if (!rc && wait > 0)
		rc = append_and_free(t, USER_LOCKED, json_pack("{sI}", "until", (json_int_t)(t->now + wait)),
				     e);
	return rc;
}

static enum err_code note_right(struct try *t, struct err *e)
{
	enum err_code rc = tries_right(&t->s->db, t->counter, e);

	return rc || !t->session ? rc : append_and_free(t, USER_LOGIN, json_object(), e);
}

/* In the transaction: the try is counted and noted. *right says what it was. */
static enum err_code note_try(struct try *t, bool *right, struct err *e)
{
	enum err_code rc = schema_check(&t->s->db, e);

	if (!rc)
		rc = check_wait(t, e);
	if (rc)
		return rc;
	*right = is_right(t, e);
	if (e->code)
		return e->code;
	return *right ? note_right(t, e) : note_wrong(t, e);
}

static enum err_code try_password(struct try *t, const char *login, const char *password, struct err *e)
{
	bool right = false;

	t->now = t->s->clock->now_ms(t->s->clock->ctx);
	enum err_code rc = read_account(t, login, e);

	if (!rc)
		rc = check_wait(t, e);
	if (rc)
		return rc;
	t->matches = crypto_pwhash_str_verify(*t->hash ? t->hash : nobody, password,
					      strlen(password)) == 0;
	t->matches = t->matches && *t->hash;
	rc = db_begin(&t->s->db, e);
	if (!rc)
		rc = db_end(&t->s->db, note_try(t, &right, e), e);
	if (rc)
		return rc;
	return right ? ERR_OK : refuse(t, e);
}

enum err_code user_login(struct store *s, const char *login, const char *password, struct arena *mem,
			 struct actor *out, struct err *e)
{
	struct try t = { .s = s, .mem = mem, .session = true };
	enum err_code rc = try_password(&t, login, password, e);

	if (!rc)
		*out = (struct actor){ .login = t.account.login, .name = t.account.name,
			.roles = roles_parse(t.account.roles), .service = t.account.service };
	return rc;
}

enum err_code user_check_password(struct store *s, const char *login, const char *password,
				  struct err *e)
{
	struct arena mem = { 0 };
	struct try t = { .s = s, .mem = &mem };
	enum err_code rc = try_password(&t, login, password, e);

	arena_free(&mem);
	return rc;
}
