/* data/store/appeal_join.c - joining one appeal to another and following it (core/join.h). What the parent and
 * its children do is one transaction: nobody sees one without the others. */
#include "core/join.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "core/json_text.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"

/* --- the link ----------------------------------------------------------------------------------- */

/* An event that takes the body's reference. */
static enum err_code append(struct change *c, enum plain_event kind, json_t *body, struct err *e)
{
	json_object_set_new(body, "q", json_integer(c->k));
	enum err_code rc = change_append(c, plain_kind(kind), body, e);

	json_decref(body);
	return rc;
}

/* Another appeal of the same transaction. */
static bool load_other(const struct change *c, int64_t id, int k, struct change *out, struct err *e)
{
	*out = (struct change){ .s = c->s, .who = c->who, .mem = c->mem, .pol = c->pol, .id = id,
		.k = k ? k : 1 };
	if (!appeal_read(c->s, id, c->mem, &out->was, e))
		return false;
	out->now = out->was;
	return true;
}

static enum err_code save_other(struct change *c, struct err *e)
{
	return appeal_save(c->s, &c->was, &c->now, &c->id, e);
}

static bool has_children(struct store *s, const char *ref, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM (SELECT 1 FROM question WHERE joined = ? AND joined <> '' LIMIT 1)");

	db_bind(st, "s", ref);
	return db_int(&s->db, st, 0, e) > 0;
}

const char *const *appeal_children(struct store *s, const struct appeal *a, struct arena *mem, int *n,
				   struct err *e)
{
	int room = 16;
	const char **list = arena_alloc(mem, (size_t)room * sizeof(*list));
	/* The condition of the index stands beside the others: else every question of the base is looked at. */
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT a.number, q.k FROM question q INDEXED BY question_joined"
			" JOIN appeal a ON a.id = q.appeal WHERE q.joined >= ?1 AND q.joined < ?1 || '/' AND q.joined <> ''"
			" AND (q.joined = ?1 OR q.joined > ?1 || '.') ORDER BY q.id");

	db_bind(st, "s", a->number);
	for (*n = 0; db_row(&s->db, st, e); ++*n) {
		struct appeal child = { .number = db_text(mem, st, 0) };

		if (*n == room) {
			const char **more = arena_alloc(mem, 2 * (size_t)room * sizeof(*more));

			memcpy(more, list, (size_t)room * sizeof(*more));
			list = more;
			room *= 2;
		}
		list[*n] = question_ref(mem, &child, sqlite3_column_int64(st, 1));
	}
	sqlite3_reset(st);
	return list;
}

/* --- following ---------------------------------------------------------------------------------- */

/* The child goes on its own; both histories say so. */
static enum err_code let_go(struct change *child, struct change *parent, const char *why, struct err *e)
{
	const char *to = question_ref(child->mem, &parent->now, parent->k);
	const char *from = question_ref(child->mem, &child->now, child->k);
	enum err_code rc = append(child, EV_UNJOINED, json_pack("{ss ss s{ss}}", "to", to, "note", why, "set", "joined", ""),
				  e);

	return rc ? rc : append(parent, EV_CHILD_GONE, json_pack("{ss ss}", "from", from, "note", why), e);
}

/* One move of the child after its parent. Who moved the parent answers for it, whatever his role may do
 * alone; what the law forbids lets the child go. */
static enum err_code step(struct change *child, struct change *parent, enum act act, struct err *e)
{
	const struct question *to = appeal_question(&parent->now, parent->k);
	struct actor who = *child->who;
	struct command cmd;
	struct decision d;
	struct err refused = { 0 };

	who.os = true;
	join_command(to, child->k, act, &cmd);
	if (decide(&child->now, &cmd, &who, &child->pol, &d, &refused))
		return let_go(child, parent, arena_strdup(child->mem, refused.msg), e);
	json_object_set_new(d.body, "after", json_string(question_ref(child->mem, &parent->now, parent->k)));
	enum err_code rc = change_append(child, d.kind, d.body, e);

	json_decref(d.body);
	return rc;
}

/* Up to where the parent is. Each move goes forward, so there are few; a circle would be a fault. */
static enum err_code catch_up(struct change *child, struct change *parent, struct err *e)
{
	enum { STEPS_MAX = 6 };

	for (int i = 0; i < STEPS_MAX; i++) {
		const struct question *q = appeal_question(&child->now, child->k);
		int act = *q->joined ? join_next(q, appeal_question(&parent->now, parent->k)) : -1;

		if (act < 0)
			return ERR_OK;
		if (step(child, parent, (enum act)act, e))
			return e->code;
	}
	return err_set(e, ERR_BUG, "%s", "a joined appeal does not come to where its parent is");
}

struct child_row {
	int64_t appeal;
	int k;
};

static struct child_row *children_of(struct change *c, const char *ref, int *n, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT count(*) FROM question WHERE joined = ? AND joined <> ''");

	db_bind(st, "s", ref);
	int room = (int)db_int(&c->s->db, st, 0, e);
	struct child_row *rows = arena_alloc(c->mem, (size_t)(room + 1) * sizeof(*rows));

	st = db_stmt(&c->s->db, "SELECT appeal, k FROM question WHERE joined = ? AND joined <> '' ORDER BY id");
	db_bind(st, "s", ref);
	for (*n = 0; *n < room && db_row(&c->s->db, st, e); ++*n)
		rows[*n] = (struct child_row){ sqlite3_column_int64(st, 0), sqlite3_column_int(st, 1) };
	sqlite3_reset(st);
	return rows;
}

enum err_code change_follow(struct change *c, enum act act, struct err *e)
{
	int n;

	if (!join_follows(act) && !join_lets_go(act))
		return ERR_OK;
	const struct child_row *rows = children_of(c, question_ref(c->mem, &c->now, c->k), &n, e);

	for (int i = 0; i < n && !e->code; i++) {
		struct change child;

		if (!load_other(c, rows[i].appeal, rows[i].k, &child, e))
			continue;
		enum err_code rc = join_follows(act) ? catch_up(&child, c, e) : let_go(&child, c, act_past(act), e);

		if (!rc)
			rc = save_other(&child, e);
	}
	return e->code;
}

/* --- joining and taking off ------------------------------------------------------------------------ */

static enum err_code join_both(struct change *c, struct change *parent, struct err *e)
{
	const char *to = question_ref(c->mem, &parent->was, parent->k);
	const char *from = question_ref(c->mem, &c->was, c->k);
	struct joining j = { .child = &c->was, .parent = &parent->was, .k = c->k, .pk = parent->k,
		.has_children = has_children(c->s, from, e) };
	enum err_code rc = e->code ? e->code : join_check(&j, c->who, e);

	if (!rc)
		rc = append(c, EV_JOINED, json_pack("{ss s{ss}}", "to", to, "set", "joined", to), e);
	if (!rc)
		rc = append(parent, EV_CHILD, json_pack("{ss}", "from", from), e);
	return rc ? rc : catch_up(c, parent, e);
}

static enum err_code join_to(struct change *c, const void *to, struct err *e)
{
	struct change parent;
	int64_t id;
	int k;
	enum err_code rc = appeal_resolve(c->s, to, REF_WRITE, &id, &k, e);

	if (rc)
		return rc;
	if (!load_other(c, id, k, &parent, e))
		return e->code ? e->code : ERR_NOT_FOUND;
	rc = join_both(c, &parent, e);
	return rc ? rc : save_other(&parent, e);
}

enum err_code appeal_join(struct store *s, const char *ref, const char *to, int64_t rev, const struct actor *who,
			  struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	return change_do(&c, ref, rev, (struct change_act){ join_to, to }, out, e);
}

/* Of an incident there is nothing to write: it has no list of its own. */
static enum err_code tell_parent(struct change *c, const char *to, const char *note, struct err *e)
{
	struct change parent;
	struct err none = { 0 };
	int64_t id;
	int k;

	if (appeal_resolve(c->s, to, REF_WRITE, &id, &k, &none) || !load_other(c, id, k, &parent, e))
		return e->code;
	json_t *body = json_pack("{ss}", "from", question_ref(c->mem, &c->was, c->k));

	if (*note)
		json_object_set_new(body, "note", json_string(note));
	enum err_code rc = append(&parent, EV_CHILD_GONE, body, e);

	return rc ? rc : save_other(&parent, e);
}

static enum err_code unjoin_it(struct change *c, const void *with, struct err *e)
{
	const char *note = with;
	const struct question *q = appeal_question(&c->was, c->k);

	if (!actor_may(c->who, RIGHT_JOIN))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_JOIN));
	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), c->was.number, c->k);
	if (!*q->joined)
		return err_set(e, ERR_REFUSED, _("%s is joined to nothing."), c->was.number);
	if (value_check(note, MAX_NOTE_BYTES, e))
		return e->code;
	enum err_code rc = append(c, EV_UNJOINED, json_pack("{ss ss s{ss}}", "to", q->joined, "note", note, "set",
							    "joined", ""), e);

	return rc ? rc : tell_parent(c, q->joined, note, e);
}

enum err_code appeal_unjoin(struct store *s, const char *ref, const char *note, int64_t rev,
			    const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	return change_do(&c, ref, rev, (struct change_act){ unjoin_it, note }, out, e);
}

/* --- a move that counts for nothing any more -------------------------------------------------------- */

enum { LET_GO_MAX = 64 };

struct taking_back {
	struct change *parent;
	int64_t seq, at; /* of the move */
	int act;         /* -1: none */
	int n;
	const char *from[LET_GO_MAX]; /* what it had let go, in the same transaction */
};

static bool look_back(void *ctx, const struct event *ev)
{
	struct taking_back *t = ctx;
	bool own = strcmp(ev->site, t->parent->s->site) == 0;

	if (own && ev->seq == t->seq) {
		t->act = act_of_kind(ev->kind);
		t->at = ev->at;
	} else if (own && t->at == ev->at && ev->seq > t->seq && t->n < LET_GO_MAX &&
		   strcmp(ev->kind, plain_kind(EV_CHILD_GONE)) == 0) {
		json_t *body = json_loads(ev->body, 0, NULL);

		t->from[t->n++] = arena_strdup(t->parent->mem, json_text(body, "from"));
		json_decref(body);
	}
	return true;
}

/* It may have gone its own way meanwhile: then it stays there. */
static enum err_code join_again(struct change *parent, const char *from, struct err *e)
{
	struct err refused = { 0 };
	struct change child;
	int64_t id;
	int k;

	if (appeal_resolve(parent->s, from, REF_WRITE, &id, &k, &refused) || !load_other(parent, id, k, &child, e))
		return e->code;
	struct joining j = { .child = &child.was, .parent = &parent->now, .k = child.k, .pk = parent->k,
		.has_children = has_children(parent->s, from, e) };

	if (e->code || join_check(&j, parent->who, &refused))
		return e->code;
	enum err_code rc = join_both(&child, parent, e);

	return rc ? rc : save_other(&child, e);
}

enum err_code join_take_back(struct store *s, const char *subject, int64_t seq, int k, const struct actor *who,
			     struct err *e)
{
	struct arena mem = { 0 };
	struct change c = { .s = s, .who = who, .mem = &mem, .k = k ? k : 1,
		.id = appeal_id_of_subject(s, subject, e) };
	struct taking_back t = { .parent = &c, .seq = seq, .act = -1 };

	store_policy(s, &c.pol);
	if (!e->code && c.id && appeal_read(s, c.id, &mem, &c.was, e) && !log_each(s, subject, look_back, &t, e)) {
		c.now = c.was;
		if (t.act >= 0 && join_follows((enum act)t.act))
			(void)!change_follow(&c, (enum act)t.act, e);
		for (int i = 0; i < t.n && !e->code; i++)
			if (join_again(&c, t.from[i], e))
				break;
		if (!e->code && c.now.hlc != c.was.hlc)
			(void)!save_other(&c, e);
	}
	arena_free(&mem);
	return e->code;
}
