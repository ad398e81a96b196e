/* data/store/merge_subject.c - one subject when events of other sites have come: folded on when they are newer than
 * all that it has, else all of it again. */
#include "core/redact.h"
#include "data/store/conflicts_internal.h"
#include "data/store/erasing.h"
#include "data/store/merge_internal.h"

/* The new events, and what is known of their subject. */
struct coming {
	struct store *s;
	const struct event *const *evs;
	int n;
	const char *subject;
	const struct subject_kind *kind; /* NULL: it has no row */
	bool is_made;                    /* by one of them */
};

static bool any(const struct coming *c, bool (*is)(const struct event *ev))
{
	for (int i = 0; i < c->n; i++)
		if (is(c->evs[i]))
			return true;
	return false;
}

static bool is_redaction(const struct event *ev)
{
	return strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
}

static bool is_emptied(const struct event *ev)
{
	return !*ev->body;
}

/* By the event that made it, among the new ones or in the log. ERR_OK with c->kind NULL: nothing that has a row, or it
 * has not come yet. */
static enum err_code find_kind(struct coming *c, struct merge_round *r, struct err *e)
{
	struct arena mem = { 0 };
	const char *made_by = NULL;

	for (int i = 0; i < c->n && !made_by; i++)
		made_by = event_makes_subject(c->evs[i]) ? c->evs[i]->kind : NULL;
	c->is_made = made_by != NULL;
	if (!made_by)
		made_by = subject_made_by(c->s, c->subject, &mem, e);
	c->kind = made_by ? subject_kind_of(made_by) : NULL;
	bool unknown = made_by && !c->kind && !subject_knows(made_by);

	r->out.unknown += unknown ? c->n : 0;
	arena_free(&mem);
	return e->code || !unknown ? e->code : subject_unfolded(c->s, c->subject, true, e);
}

/* Whether the log had events of the thing before the one that makes it came. */
static bool had_others(const struct coming *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT count(*) FROM (SELECT 1 FROM event WHERE subject = ? LIMIT ?)");

	db_bind(st, "sd", c->subject, c->n + 1);
	return db_int(&c->s->db, st, 0, e) > c->n;
}

/* --- on from where it stands -------------------------------------------------------------------------- */

/* Whether the new events go on from the row in *row (NULL: from nothing). */
static bool goes_on(const struct coming *c, const union thing *row, struct err *e)
{
	if (!c->kind->hlc || any(c, is_emptied) || any(c, is_redaction) ||
	    (row && c->kind->erased && c->kind->erased(row)))
		return false;
	if (row)
		return c->evs[0]->hlc > c->kind->hlc(row);
	return c->is_made && !had_others(c, e) && !e->code;
}

static enum err_code fold_on(const struct coming *c, struct folded *f, const union thing *row,
			     struct merge_report *out, struct err *e)
{
	int before = 0;

	subject_fold_begin(f, c->kind, row);
	if (row && c->kind->state && conflicts_read(c->s, c->subject, &f->mem, &f->conflicts, e))
		return e->code;
	f->smooth = c->kind->state && !f->conflicts && (row || c->is_made);
	before = conflicts_open(f->conflicts);
	for (int i = 0; i < c->n; i++)
		subject_fold_event(f, c->evs[i]);
	out->unknown += f->unknown;
	if (f->unknown && subject_unfolded(c->s, c->subject, true, e))
		return e->code;
	if (*f->now.head.subject && subject_save(c->s, f, c->subject, row, e))
		return e->code;
	if (conflicts_open(f->conflicts) > before)
		out->conflicts += conflicts_open(f->conflicts) - before;
	out->conflicts += c->kind->state ? f->away : 0;
	return ERR_OK;
}

/* --- all of it again ----------------------------------------------------------------------------------- */

static int open_now(const struct coming *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT count(*) FROM conflict WHERE subject = ? AND how = ''");

	db_bind(st, "s", c->subject);
	return (int)db_int(&c->s->db, st, 0, e);
}

static bool is_redacted(const struct coming *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT 1 FROM event WHERE subject = ? AND kind = ? LIMIT 1");

	db_bind(st, "ss", c->subject, plain_kind(EV_REDACTED));
	return db_int(&c->s->db, st, 0, e) != 0;
}

/* Bodies of its redactions that the log has. */
static json_t *redactions_of(const struct coming *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->s->db, "SELECT body FROM event WHERE subject = ? AND kind = ? AND body <> ''");
	json_t *list = json_array();

	db_bind(st, "ss", c->subject, plain_kind(EV_REDACTED));
	while (db_row(&c->s->db, st, e)) {
		json_t *body = json_loads((const char *)sqlite3_column_text(st, 0), 0, NULL);

		if (body)
			json_array_append_new(list, body);
	}
	return list;
}

/* Whether it has come now, or names one of the new events that still have their contents. */
static bool is_to_be_obeyed(const struct coming *c, const json_t *redaction)
{
	for (int i = 0; i < c->n; i++) {
		const struct event *ev = c->evs[i];

		if (is_redaction(ev) || (*ev->body && redaction_kept(redaction, ev->site, ev->seq)))
			return true;
	}
	return false;
}

/* Erases here what another site has erased; in this site's journal of calls too, as itself. What this site had erased
 * itself, and lost, comes with the events that said so of the calls: the log must not go on before it is whole. */
static enum err_code obey(const struct coming *c, const struct actor *who, bool *any_was, struct err *e)
{
	json_t *list = redactions_of(c, e), *body;
	size_t i;

	*any_was = false;
	json_array_foreach(list, i, body) {
		if (e->code || !is_to_be_obeyed(c, body))
			continue;
		*any_was = true;
		if (redaction_obey(c->s, c->subject, body, who, e))
			break;
	}
	json_decref(list);
	return e->code;
}

/* What is erased goes first: a supplement of this site takes the place of redactions, also of those that have just
 * come. What was written without knowing of one never comes into the row. */
static enum err_code overtake(const struct coming *c, const struct actor *who, struct err *e)
{
	bool any;

	if (!is_redacted(c, e) || e->code || obey(c, NULL, &any, e))
		return e->code;
	return redaction_overtake(c->s, c->subject, who, &any, e);
}

/* Erasing goes by the calls that the row names, and changes what the row follows from. */
static enum err_code mend(const struct coming *c, struct err *e)
{
	static const struct actor sync = { .login = "os:sync", .name = "", .service = "", .os = true };
	const struct actor *who = strcmp(c->evs[0]->site, c->s->site) == 0 ? NULL : &sync;
	bool mended, erased;

	if (who && overtake(c, who, e))
		return e->code;
	if (e->code || subject_mend(c->s, c->kind, c->subject, &mended, e) || obey(c, who, &erased, e))
		return e->code;
	return erased ? subject_mend(c->s, c->kind, c->subject, &mended, e) : ERR_OK;
}

/* Own moves that a settlement of this batch has left without effect; one that is made again has what follows it with
 * it. */
static void note_undone(const struct coming *c, const struct conflict *now, struct conflict *before,
			struct merge_round *r)
{
	for (; now; now = now->next) {
		struct undone *u;

		if (strcmp(now->site, c->s->site) != 0 || strcmp(now->how, conflict_ways[CONFLICT_KEEP]) != 0 ||
		    conflict_of(before, now->site, now->seq))
			continue;
		u = arena_alloc(r->mem, sizeof(*u));
		*u = (struct undone){ r->undone, arena_strdup(r->mem, c->subject), now->seq, now->k };
		r->undone = u;
	}
}

static enum err_code fold_again(const struct coming *c, struct merge_round *r, struct err *e)
{
	struct conflict *was = NULL, *is = NULL;
	int before = open_now(c, e);

	for (int i = 0; i < c->n; i++)
		r->out.unknown += !subject_knows(c->evs[i]->kind);
	if (e->code || conflicts_read(c->s, c->subject, r->mem, &was, e) || mend(c, e) ||
	    conflicts_read(c->s, c->subject, r->mem, &is, e))
		return e->code;
	int more = open_now(c, e) - before;

	r->out.conflicts += more > 0 ? more : 0;
	note_undone(c, is, was, r);
	return e->code;
}

enum err_code merge_subject(struct store *s, const struct event *const *evs, int n, struct merge_round *r,
			    struct err *e)
{
	struct coming c = { .s = s, .evs = evs, .n = n, .subject = evs[0]->subject };
	struct folded f = { .events = 0 };
	union thing row;

	if (find_kind(&c, r, e) || !c.kind)
		return e->code;
	bool there = !c.is_made && c.kind->read(s, c.subject, &f.mem, &row, e);
	enum err_code rc = e->code;

	if (!rc && goes_on(&c, there ? &row : NULL, e))
		rc = fold_on(&c, &f, there ? &row : NULL, &r->out, e);
	else if (!rc && !e->code)
		rc = fold_again(&c, r, e);
	subject_fold_free(&f);
	return rc ? rc : e->code;
}
