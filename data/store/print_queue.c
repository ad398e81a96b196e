/* data/store/print_queue.c - see print_queue.h. */
#include "data/store/print_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/appeals_internal.h"

/* A printer that was off for a moment is tried soon, one that is broken rarely. */
enum { FIRST_WAIT_MS = 15000, LAST_WAIT_MS = 600000, NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES, PIN_BYTES = 8, SEALED = NONCE + PIN_BYTES + TAG };

/* --- the lock of who prints: byte N of a file beside the base ------------------------------------ */

static int lock_file(struct store *s)
{
	struct arena mem = { 0 };

	if (s->print_lock <= 0)
		s->print_lock = open(arena_printf(&mem, "%s.print", s->db.path), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	arena_free(&mem);
	return s->print_lock;
}

/* The kernel drops it with the process, however that ends. */
static bool lock_set(struct store *s, int64_t id, short type)
{
	struct flock l = { .l_type = type, .l_whence = SEEK_SET, .l_start = id, .l_len = 1 };

	return lock_file(s) > 0 && fcntl(s->print_lock, F_OFD_SETLK, &l) == 0;
}

/* Whether another program holds it. */
static bool lock_held(struct store *s, int64_t id)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = id, .l_len = 1 };

	return lock_file(s) > 0 && fcntl(s->print_lock, F_OFD_GETLK, &l) == 0 && l.l_type != F_UNLCK;
}

/* To the kernel all locks of one descriptor are the same. */
static bool is_busy(struct store *s, int64_t id)
{
	return s->printing == id || lock_held(s, id);
}

static void lock_drop(struct store *s, int64_t id)
{
	s->printing = 0;
	(void)!lock_set(s, id, F_UNLCK);
}

static enum err_code busy(struct err *e)
{
	return err_set(e, ERR_BUSY, "%s", _("This receipt is being printed now."));
}

/* --- the PIN -------------------------------------------------------------------------------------- */

static void seal_key(const struct store *s, unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES])
{
	static const char purpose[] = "pult: receipts that wait for a printer";

	crypto_generichash(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, (const unsigned char *)purpose,
			   sizeof(purpose), s->pin_key, PIN_KEY_BYTES);
}

/* The PIN of this number and no other; 0 bytes when there is none. */
static int seal(const struct store *s, const struct print_wait *p, unsigned char out[SEALED])
{
	unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES], plain[PIN_BYTES] = { 0 };

	if (!*p->pin || !store_has_pin_key(s))
		return 0;
	seal_key(s, key);
	memcpy(plain, p->pin, strnlen(p->pin, sizeof(plain) - 1));
	randombytes_buf(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, plain, sizeof(plain),
						   (const unsigned char *)p->number, strlen(p->number), NULL, out, key);
	sodium_memzero(key, sizeof(key));
	sodium_memzero(plain, sizeof(plain));
	return SEALED;
}

/* Without the key the receipt is printed as any without its PIN. */
static void unseal(const struct store *s, const unsigned char *sealed, int len, struct print_wait *p)
{
	unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];

	_Static_assert(sizeof(p->pin) == PIN_BYTES, "a PIN with its end");
	p->pin[0] = '\0';
	if (!sealed || len != SEALED || !store_has_pin_key(s))
		return;
	seal_key(s, key);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)p->pin, NULL, NULL, sealed + NONCE,
						       SEALED - NONCE, (const unsigned char *)p->number,
						       strlen(p->number), sealed, key))
		p->pin[0] = '\0';
	p->pin[PIN_BYTES - 1] = '\0';
	sodium_memzero(key, sizeof(key));
}

/* --- in and out ----------------------------------------------------------------------------------- */

static int64_t now(const struct store *s)
{
	return s->clock->now_ms(s->clock->ctx);
}

static enum err_code insert(struct store *s, struct print_wait *p, bool take, const struct actor *who,
			    struct err *e)
{
	unsigned char sealed[SEALED];
	int len = seal(s, p, sealed);
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO print_job(number, login, printer, pin, at, began, tries, next_at,"
				   " why) VALUES(?,?,?,?,?,?,0,?,'')");

	db_bind(st, "sssbidi", p->number, who->login, p->printer, len ? sealed : NULL, len, now(s), (int)take, now(s));
	enum err_code rc = db_run(&s->db, st, e);

	p->id = sqlite3_last_insert_rowid(s->db.h);
	if (!rc && take && !lock_set(s, p->id, F_WRLCK))
		rc = err_set(e, ERR_FAILED, _("The file %s.print cannot be locked: %s."), s->db.path, strerror(errno));
	if (!rc && take)
		s->printing = p->id;
	return rc;
}

enum err_code print_add(struct store *s, struct print_wait *p, bool take, const struct actor *who, struct err *e)
{
	if (!actor_may(who, RIGHT_RECEIPT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_RECEIPT));
	if (db_begin(&s->db, e))
		return e->code;
	enum err_code rc = db_end(&s->db, insert(s, p, take, who, e), e);

	if (rc && take)
		lock_drop(s, p->id);
	return rc;
}

#define COLUMNS "id, number, login, printer, why, at, next_at, tries, began, pin"

static void read_row(struct store *s, sqlite3_stmt *st, struct arena *mem, struct print_wait *p)
{
	*p = (struct print_wait){ .id = sqlite3_column_int64(st, 0), .number = db_text(mem, st, 1),
		.login = db_text(mem, st, 2), .printer = db_text(mem, st, 3), .why = db_text(mem, st, 4),
		.at = sqlite3_column_int64(st, 5), .next_at = sqlite3_column_int64(st, 6),
		.tries = sqlite3_column_int(st, 7), .began = sqlite3_column_int(st, 8) != 0 };
	p->busy = is_busy(s, p->id);
}

static enum err_code read_one(struct store *s, int64_t id, struct arena *mem, struct print_wait *p, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " COLUMNS " FROM print_job WHERE id = ?");

	db_bind(st, "i", id);
	if (!db_row(&s->db, st, e))
		return e->code ? e->code
			: err_set(e, ERR_NOT_FOUND, "%s", _("This receipt does not wait any more: it was printed or taken out."));
	read_row(s, st, mem, p);
	unseal(s, sqlite3_column_blob(st, 9), sqlite3_column_bytes(st, 9), p);
	sqlite3_reset(st);
	return ERR_OK;
}

static enum err_code mark_begun(struct store *s, int64_t id, struct arena *mem, struct print_wait *out, struct err *e)
{
	sqlite3_stmt *st;

	if (read_one(s, id, mem, out, e))
		return e->code;
	st = db_stmt(&s->db, "UPDATE print_job SET began = 1 WHERE id = ?");
	db_bind(st, "i", id);
	return db_run(&s->db, st, e);
}

enum err_code print_take(struct store *s, int64_t id, const struct actor *who, struct arena *mem,
			 struct print_wait *out, struct err *e)
{
	if (!actor_may(who, RIGHT_RECEIPT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_RECEIPT));
	if (s->printing || !lock_set(s, id, F_WRLCK))
		return busy(e);
	enum err_code rc = db_begin(&s->db, e);

	s->printing = id;
	if (!rc)
		rc = db_end(&s->db, still_works_here(s, who, e) ? e->code : mark_begun(s, id, mem, out, e), e);
	if (rc)
		lock_drop(s, id);
	return rc;
}

static enum err_code delete(struct store *s, int64_t id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM print_job WHERE id = ?");

	db_bind(st, "i", id);
	return db_run(&s->db, st, e);
}

/* In one transaction: never a receipt on paper without its event, nor one that is printed twice for it. */
static enum err_code note_printed(struct change *c, int64_t id, const struct print_done *done, struct err *e)
{
	json_t *body = json_pack("{ss ss si}", "format", done->format, "to", done->to, "q", 1);
	enum err_code rc = change_append(c, plain_kind(EV_PRINTED), body, e);

	json_decref(body);
	return rc ? rc : delete(c->s, id, e);
}

enum err_code print_printed(struct store *s, int64_t id, const struct print_done *done, const struct actor *who,
			    struct err *e)
{
	struct arena mem = { 0 };
	struct change c = { .s = s, .who = who, .mem = &mem };
	struct print_wait p;
	enum err_code rc = read_one(s, id, &mem, &p, e);

	if (!rc)
		rc = change_begin(&c, p.number, -1, e);
	if (s->db.in_tx)
		rc = change_end(&c, rc ? rc : note_printed(&c, id, done, e), e);
	lock_drop(s, id);
	arena_free(&mem);
	return rc;
}

static int64_t wait_after(int tries)
{
	int64_t ms = FIRST_WAIT_MS;

	for (int i = 0; i < tries && ms < LAST_WAIT_MS; i++)
		ms *= 2;
	return ms < LAST_WAIT_MS ? ms : LAST_WAIT_MS;
}

static enum err_code keep(struct store *s, const struct print_wait *p, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE print_job SET began = ?, why = ?, tries = ?, next_at = ?, printer = ?"
				   " WHERE id = ?");

	db_bind(st, "dsdisi", (int)p->began, p->why, p->tries, p->next_at, p->printer, p->id);
	return db_run(&s->db, st, e);
}

static enum err_code keep_failed(struct store *s, int64_t id, bool began, const char *why, struct err *e)
{
	struct arena mem = { 0 };
	struct print_wait p;
	enum err_code rc = read_one(s, id, &mem, &p, e);

	if (!rc) {
		p.began = began;
		p.why = why;
		p.next_at = now(s) + wait_after(p.tries++);
		rc = keep(s, &p, e);
	}
	arena_free(&mem);
	return rc;
}

enum err_code print_failed(struct store *s, int64_t id, bool began, const char *why, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (!rc)
		rc = db_end(&s->db, keep_failed(s, id, began, why, e), e);
	lock_drop(s, id);
	return rc;
}

/* --- what a person does with them ------------------------------------------------------------------ */

/* The lock of one that nobody prints. */
static enum err_code hold(struct store *s, int64_t id, const struct actor *who, struct err *e)
{
	if (!actor_may(who, RIGHT_RECEIPT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_RECEIPT));
	return s->printing == id || !lock_set(s, id, F_WRLCK) ? busy(e) : ERR_OK;
}

/* What may be half on paper is told by an event, as all that was printed. */
static enum err_code cancel_begun(struct store *s, const struct print_wait *p, const struct actor *who,
				  struct arena *mem, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	enum err_code rc = change_begin(&c, p->number, -1, e);

	if (!s->db.in_tx)
		return rc;
	json_t *body = json_pack("{ss ss si sb}", "format", "", "to", p->printer, "q", 1, "partly", 1);

	if (!rc)
		rc = change_append(&c, plain_kind(EV_PRINTED), body, e);
	if (!rc)
		rc = delete(s, p->id, e);
	json_decref(body);
	return change_end(&c, rc, e);
}

enum err_code print_cancel(struct store *s, int64_t id, const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	struct print_wait p;

	if (hold(s, id, who, e))
		return e->code;
	enum err_code rc = read_one(s, id, &mem, &p, e);

	if (!rc && p.began)
		rc = cancel_begun(s, &p, who, &mem, e);
	else if (!rc && db_begin(&s->db, e) == ERR_OK)
		rc = db_end(&s->db, delete(s, id, e), e);
	(void)!lock_set(s, id, F_UNLCK);
	arena_free(&mem);
	return rc ? rc : e->code;
}

static enum err_code move_to(struct store *s, int64_t id, const char *printer, struct err *e)
{
	struct arena mem = { 0 };
	struct print_wait p;
	enum err_code rc = read_one(s, id, &mem, &p, e);

	if (!rc) {
		p.printer = printer;
		p.next_at = now(s);
		p.why = "";
		p.tries = 0;
		rc = keep(s, &p, e);
	}
	arena_free(&mem);
	return rc;
}

enum err_code print_move(struct store *s, int64_t id, const char *printer, const struct actor *who, struct err *e)
{
	if (hold(s, id, who, e))
		return e->code;
	enum err_code rc = db_begin(&s->db, e);

	if (!rc)
		rc = db_end(&s->db, move_to(s, id, printer, e), e);
	(void)!lock_set(s, id, F_UNLCK);
	return rc;
}

enum err_code print_list(struct store *s, const char *login, struct arena *mem, struct print_list *out, struct err *e)
{
	enum { MOST = 500 };
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " COLUMNS " FROM print_job WHERE ?1 IS NULL OR login = ?1"
				   " ORDER BY id LIMIT 500");

	*out = (struct print_list){ .rows = arena_alloc(mem, MOST * sizeof(*out->rows)) };
	db_bind(st, "s", login);
	while (out->n < MOST && db_row(&s->db, st, e))
		read_row(s, st, mem, &out->rows[out->n++]);
	sqlite3_reset(st);
	return e->code;
}

enum err_code print_state(struct store *s, const char *login, struct print_state *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, next_at FROM print_job WHERE login = ? ORDER BY next_at, id");

	*out = (struct print_state){ 0 };
	db_bind(st, "s", login);
	while (db_row(&s->db, st, e)) {
		int64_t id = sqlite3_column_int64(st, 0);

		out->waiting++;
		if (out->next_id || is_busy(s, id))
			continue;
		out->next_id = id;
		out->next_at = sqlite3_column_int64(st, 1);
	}
	return e->code;
}

enum err_code print_hurry(struct store *s, const char *login, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE print_job SET next_at = ?2 WHERE ?1 IS NULL OR login = ?1");

	db_bind(st, "si", login, now(s));
	return db_end(&s->db, db_run(&s->db, st, e), e);
}
