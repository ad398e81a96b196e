/* data/store/appeals.c - the writing calls of appeals.h. Each is one transaction of the same shape:
 * load -> decide (core) -> append -> fold (core) -> save; see struct change. */
#include "data/store/appeals.h"

#include <sodium.h>

#include "core/call.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/phone.h"
#include "core/pin.h"
#include "core/text.h"
#include "core/text_template.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/blob.h"
#include "data/store/house_key.h"
#include "data/store/sysclock.h"

enum err_code still_works_here(struct store *s, const struct actor *who, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT disabled FROM user WHERE login = ?");

	db_bind(st, "s", who->login);
	if (who->os || db_int(&s->db, st, 0, e) == 0)
		return e->code;
	return err_set(e, ERR_REFUSED, "%s",
		       _("Your account is disabled. Nothing was saved: ask the administrator."));
}

enum err_code change_begin(struct change *c, const char *ref, int64_t rev, struct err *e)
{
	store_policy(c->s, &c->pol);
	enum err_code rc = db_begin(&c->s->db, e);

	if (rc)
		return rc;
	rc = schema_check(&c->s->db, e);
	if (!rc)
		rc = still_works_here(c->s, c->who, e);
	if (!rc && ref)
		rc = appeal_resolve(c->s, ref, REF_WRITE, &c->id, &c->k, e);
	c->named = c->k > 0;
	if (!c->named)
		c->k = 1;
	if (!rc && ref && !appeal_read(c->s, c->id, c->mem, &c->was, e))
		rc = e->code ? e->code : ERR_NOT_FOUND;
	c->now = c->was;
	if (!rc && ref && !appeal_visible(&c->was, c->who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (!rc && ref && rev >= 0 && rev != c->was.rev)
		rc = err_set(e, ERR_CONFLICT, _("%s was changed by someone else meanwhile. Nothing was overwritten: "
						"look at it again."), c->was.number);
	return rc;
}

/* fold() changes the questions in place: the state before is kept apart. */
static void copy_questions(struct change *c)
{
	if (c->now.nq == 0 || c->now.q != c->was.q)
		return;
	c->now.q = arena_alloc(c->mem, (size_t)c->was.nq * sizeof(*c->was.q));
	memcpy(c->now.q, c->was.q, (size_t)c->was.nq * sizeof(*c->was.q));
}

/* The body with what other sites must know of it: which question is meant when it was added later, and which redactions
 * its author knew, also when there are none (core/redact.h). A new reference; NULL: who makes it needs none. */
static json_t *body_for_others(const struct change *c, const json_t *body)
{
	const json_t *k = json_object_get(body, "q");
	const struct question *q = k ? appeal_question(&c->now, json_integer_value(k)) : NULL;
	bool added = q && *q->made_by;

	if (!*c->now.subject)
		return NULL;
	json_t *copy = json_deep_copy(body);

	if (added)
		json_object_set_new(copy, "qid", json_string(q->made_by));
	json_object_set_new(copy, "knows", json_string(c->now.redacted));
	return copy;
}

enum err_code change_append(struct change *c, const char *kind, const json_t *body, struct err *e)
{
	struct event ev = { .subject = *c->now.subject ? c->now.subject : NULL, .kind = kind,
		.at = c->pol.now_ms };
	json_t *more = body_for_others(c, body);
	enum err_code rc = log_append(c->s, &ev, more ? more : body, c->who, c->mem, e);

	copy_questions(c);
	enum fold_result r = rc ? FOLD_OK : fold_parsed(&c->now, &ev, more ? more : body, c->mem);

	json_decref(more);
	if (r != FOLD_OK)
		return err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), kind);
	return rc;
}

enum err_code change_end(struct change *c, enum err_code rc, struct err *e)
{
	if (!rc)
		rc = appeal_save(c->s, c->id ? &c->was : NULL, &c->now, &c->id, e);
	rc = db_end(&c->s->db, rc, e);
	if (!rc)
		bell_ring(c->s);
	return rc;
}

enum err_code change_do(struct change *c, const char *ref, int64_t rev, struct change_act act, struct appeal *out,
			struct err *e)
{
	enum err_code rc = change_begin(c, ref, rev, e);

	if (rc && !c->s->db.in_tx)
		return rc;
	if (!rc)
		rc = act.act(c, act.with, e);
	rc = change_end(c, rc, e);
	if (!rc && out)
		*out = c->now;
	return rc;
}

/* --- registering ---------------------------------------------------------------------------- */

int64_t next_in_series(struct store *s, const char *series, int year, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO counter(series, year, last) VALUES(?,?,1)"
			" ON CONFLICT(series, year) DO UPDATE SET last = last + 1 RETURNING last");

	db_bind(st, "sd", series, year);
	return db_int(&s->db, st, 0, e);
}

int year_of_number(struct store *s, const struct policy *pol, struct err *e)
{
	int64_t last = db_int(&s->db, db_stmt(&s->db, "SELECT max(hlc) FROM chain"), 0, e) / 65536;
	struct civil c = civil_at(s->clock, last > pol->now_ms ? last : pol->now_ms);

	return c.year;
}

const char *change_law_index(struct change *c, enum applicant applicant, const char *surname, struct err *e)
{
	const char *mark = index_mark(c->mem, applicant, surname);

	if (!*mark) /* nobody said a name: unsigned (order 348) */
		mark = index_mark(c->mem, APPLICANT_ANONYMOUS, "");
	const char *series = arena_printf(c->mem, "index:%s", mark);

	return index_format(c->mem, mark, next_in_series(c->s, series, year_of_number(c->s, &c->pol, e), e), 0);
}

static void repeat_of(struct change *c, const struct registration *r, struct registration_facts *f,
		      struct err *e)
{
	struct phone p;
	bool has_phone = *r->phone && phone_parse(r->phone, &phone_plan_lviv, &p) == PHONE_GOOD;

	f->repeat = caller_repeat(c->s, has_phone ? p.e164 : "", house_key(c->s, r->address, c->mem),
				  r->topic ? r->topic->code : "", c->pol.now_ms, e);
}

static enum err_code registration_facts(struct change *c, const struct registration *r,
					struct registration_facts *f, struct err *e)
{
	struct store *s = c->s;

	f->site = s->site;
	f->year = year_of_number(s, &c->pol, e);
	f->n = next_in_series(s, "number", f->year, e);
	if (e->code)
		return e->code;
	f->number = number_format(c->mem, number_template_of(&s->db, c->mem, e), s->site, f->year, f->n);
	f->ascii = number_ascii(c->mem, s->site, f->year, f->n);
	f->law_index = r->law ? change_law_index(c, (enum applicant)r->applicant, r->surname, e) : "";
	repeat_of(c, r, f, e);
	return e->code;
}

/* A new PIN as an event; pin stays "" without a key. */
static enum err_code issue_pin(struct change *c, char pin[8], struct err *e)
{
	char mac[PIN_MAC_HEX + 1];

	pin[0] = '\0';
	if (!store_has_pin_key(c->s))
		return ERR_OK;
	pin_new(sysrng(), pin);
	pin_mac(c->s->pin_key, c->now.number, pin, mac);
	json_t *body = json_pack("{s{ss ss}}", "set", "pin_mac", mac, "pin_key", c->s->pin_key_id);
	enum err_code rc = change_append(c, plain_kind(EV_PIN), body, e);

	json_decref(body);
	return rc;
}

static enum err_code append_registered(struct change *c, const struct registration *r, struct err *e)
{
	struct registration_facts f = { 0 };

	if (registration_facts(c, r, &f, e))
		return e->code;
	json_t *body = registration_body(r, &f, c->who, &c->pol);

	if (!body)
		return err_set(e, ERR_BUG, "%s", "the body of a registration cannot be made");
	enum err_code rc = change_append(c, plain_kind(EV_REGISTERED), body, e);

	json_decref(body);
	return rc;
}

/* Whether the form was registered already (a retry after a crash): reads it into c->was. */
static bool registered_before(struct change *c, const char *idem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT id FROM appeal WHERE idem = ?");

	db_bind(st, "s", idem);
	c->id = db_int(&c->s->db, st, 0, e);
	if (!c->id || !appeal_read(c->s, c->id, c->mem, &c->was, e))
		return false;
	c->now = c->was;
	return true;
}

void registration_key(struct registration *r, struct arena *mem)
{
	uint8_t key[16];
	char hex[33];

	if (*r->idem)
		return;
	randombytes_buf(key, sizeof(key));
	r->idem = arena_strdup(mem, sodium_bin2hex(hex, sizeof(hex), key, sizeof(key)));
}

enum err_code appeal_register(struct store *s, struct registration *r, const struct actor *who,
			      struct arena *mem, struct registered *out,
			      struct registration_fault *where, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	appeal_init(&c.was);
	store_policy(s, &c.pol);
	registration_key(r, mem);
	enum err_code rc = registration_check(r, who, &c.pol, mem, where, e);

	if (!rc)
		rc = change_begin(&c, NULL, -1, e);
	if (rc && !s->db.in_tx)
		return rc;
	out->again = !rc && registered_before(&c, r->idem, e);
	if (!rc)
		rc = e->code;
	out->pin[0] = '\0';
	out->k = 1;
	if (!rc && !out->again) {
		rc = append_registered(&c, r, e);
		if (!rc)
			rc = issue_pin(&c, out->pin, e);
	}
	rc = change_end(&c, rc, e);
	out->appeal = c.now;
	return rc;
}

/* --- moves and corrections ------------------------------------------------------------------- */

static enum err_code decide_and_append(struct change *c, struct command *cmd, struct err *e)
{
	struct decision d;

	if (cmd->k <= 0 && !c->named && c->was.nq > 1)
		return err_set(e, ERR_INVALID, _("%s has %d questions: say which one, as %s.2. Nothing was changed."),
			       c->was.number, c->was.nq, c->was.number);
	if (cmd->k <= 0)
		cmd->k = c->k;
	enum err_code rc = decide(&c->was, cmd, c->who, &c->pol, &d, e);

	if (rc)
		return rc;
	rc = change_append(c, d.kind, d.body, e);
	json_decref(d.body);
	c->k = cmd->k;
	return rc ? rc : change_follow(c, cmd->act, e);
}

static enum err_code check_words(const struct command *cmd, struct err *e)
{
	const char *const words[] = { cmd->note, cmd->body, cmd->photo };
	enum err_code rc = call_id_check(cmd->call, e);

	for (size_t i = 0; !rc && i < COUNT(words); i++)
		if (words[i])
			rc = value_check(words[i], MAX_NOTE_BYTES, e) ? e->code : template_left_check(words[i], e);
	return rc;
}

/* `photo`: named in the transaction when the move is legal; NULL: none. */
static enum err_code move(struct change *c, const char *ref, struct command *cmd, int64_t rev, struct blob_stage *photo,
			  struct err *e)
{
	enum err_code rc = check_words(cmd, e);

	if (!rc)
		rc = change_begin(c, ref, rev, e);
	if (rc && !c->s->db.in_tx)
		return rc;
	if (!rc)
		rc = decide_and_append(c, cmd, e);
	if (!rc && photo)
		rc = blob_name(photo, e);
	return change_end(c, rc, e);
}

enum err_code appeal_move(struct store *s, const char *ref, struct command *cmd, int64_t rev,
			  const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	enum err_code rc = move(&c, ref, cmd, rev, NULL, e);

	if (!rc && out)
		*out = c.now;
	return rc;
}

enum err_code appeal_move_photo(struct store *s, const char *ref, struct command *cmd, int64_t rev,
				const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	struct blob_stage photo = { .known = false };
	const char *path = cmd->photo;
	struct blob b;
	enum err_code rc = blob_read(path, &photo.mem, &b, e);

	if (!rc)
		rc = blob_stage(s, &b, &photo, e);
	cmd->photo = photo.name;
	if (!rc)
		rc = move(&c, ref, cmd, rev, &photo, e);
	cmd->photo = path;
	blob_unstage(&photo, rc != ERR_OK);
	if (!rc && out)
		*out = c.now;
	return rc;
}

/* One event with a body whose "set" was made by the caller; takes the reference. */
static enum err_code change_plain(struct change *c, const char *ref, int64_t rev, enum plain_event kind,
				  json_t *body, struct err *e)
{
	enum err_code rc = change_begin(c, ref, rev, e);

	if (c->s->db.in_tx) {
		if (!rc && !appeal_question(&c->was, c->k))
			rc = err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), c->was.number, c->k);
		if (!rc) {
			json_object_set_new(body, "q", json_integer(c->k));
			rc = change_append(c, plain_kind(kind), body, e);
		}
		rc = change_end(c, rc, e);
	}
	json_decref(body);
	return rc;
}

enum err_code appeal_note(struct store *s, const char *ref, const char *text, int64_t rev,
			  const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	if (!actor_may(who, RIGHT_NOTE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_NOTE));
	if (!text[strspn(text, " \t\n")])
		return err_about(e, "note", err_set(e, ERR_INVALID, "%s",
						    _("The note is empty: write it. Nothing was saved.")));
	if (value_check(text, MAX_NOTE_BYTES, e) || err_about(e, "note", template_left_check(text, e)))
		return e->code;
	struct change c = { .s = s, .who = who, .mem = mem };
	enum err_code rc = change_plain(&c, ref, rev, EV_NOTED, json_pack("{ss}", "note", text), e);

	if (!rc && out)
		*out = c.now;
	return rc;
}

enum err_code appeal_printed(struct store *s, const char *ref, const char *format, const char *dest,
			     const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	struct change c = { .s = s, .who = who, .mem = &mem };

	if (!actor_may(who, RIGHT_RECEIPT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_RECEIPT));
	enum err_code rc = change_plain(&c, ref, -1, EV_PRINTED,
					json_pack("{ss ss}", "format", format, "to", dest), e);

	arena_free(&mem);
	return rc;
}

enum err_code appeal_new_pin(struct store *s, const char *ref, const struct actor *who,
			     struct arena *mem, struct appeal *out, char pin[8], struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	if (!actor_may(who, RIGHT_RECEIPT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_RECEIPT));
	if (!store_has_pin_key(s))
		return err_set(e, ERR_FAILED, "%s",
			       _("This base has no PIN key beside it, so PINs cannot be made: put the .key file back."));
	enum err_code rc = change_begin(&c, ref, -1, e);

	if (rc && !s->db.in_tx)
		return rc;
	if (!rc)
		rc = issue_pin(&c, pin, e);
	rc = change_end(&c, rc, e);
	if (!rc && out)
		*out = c.now;
	return rc;
}
