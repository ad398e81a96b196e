/* data/store/subject_fold.c - a subject folded from the log, its row and its conflicts saved; what this program does
 * not know yet. See subjects.h. */
#include "data/store/calls_erase.h"
#include "data/store/calls_restored.h"
#include "data/store/calls_internal.h"
#include "data/store/conflicts_internal.h"
#include "data/store/subjects.h"

/* --- folding ----------------------------------------------------------------------------------------- */

void subject_fold_begin(struct folded *f, const struct subject_kind *kind, const union thing *row)
{
	f->kind = kind;
	kind->init(&f->now);
	if (row)
		f->now = *row;
	if (row && kind->own)
		kind->own(&f->now, &f->mem);
}

void subject_fold_event(struct folded *f, const struct event *ev)
{
	enum fold_result r = f->kind->fold(&f->now, ev, &f->mem);
	struct conflict_met met = { "", 0 };

	if (r == FOLD_CONFLICT && f->kind->state)
		met = f->kind->state(&f->now, ev);
	f->events++;
	f->unknown += r == FOLD_UNKNOWN;
	if (f->kind->state && *f->now.head.subject) {
		conflict_follow(&f->conflicts, ev, r, &met, &f->mem);
		conflict_follow_twin(&f->twin, ev, &f->mem);
	}
}

static bool each(void *ctx, const struct event *ev)
{
	subject_fold_event(ctx, ev);
	return true;
}

enum err_code subject_fold(struct store *s, const struct subject_kind *kind, const char *subject, struct folded *out,
			   struct err *e)
{
	subject_fold_begin(out, kind, NULL);
	return log_each(s, subject, each, out, e);
}

void subject_fold_free(struct folded *f)
{
	arena_free(&f->mem);
}

/* --- saving ------------------------------------------------------------------------------------------ */

static bool is_first(struct store *s, const char *subject, const char *other, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject = ?1 FROM event WHERE subject IN (?1, ?2)"
					   " AND subject = site || '.' || seq ORDER BY hlc, site LIMIT 1");

	db_bind(st, "ss", subject, other);
	return db_int(&s->db, st, 0, e) != 0;
}

const char *subject_twin(struct store *s, struct folded *f, struct err *e)
{
	const char *other = f->kind->taken ? f->kind->taken(s, &f->now, &f->mem, e) : NULL;

	if (other && is_first(s, f->now.head.subject, other, e))
		other = NULL;
	if (other && f->twin.site && !f->taken) {
		f->twin.next = f->conflicts;
		f->conflicts = &f->twin;
	}
	f->taken = other != NULL;
	return other;
}

/* Things of one kind that are looked at again. */
struct again {
	struct again *next;
	const char *subject;
};

static void look_again(struct again **list, const char *subject, struct arena *mem)
{
	struct again *one = arena_alloc(mem, sizeof(*one));

	*one = (struct again){ *list, subject };
	*list = one;
}

/* The rows that were made later and have its number or key go away. */
static enum err_code make_way(struct store *s, struct folded *f, struct again **gone, struct arena *mem, struct err *e)
{
	const char *other;
	union thing row;

	while (f->kind->taken && (other = f->kind->taken(s, &f->now, mem, e))) {
		look_again(gone, other, mem);
		f->away++;
		if (!f->kind->read(s, other, mem, &row, e) || f->kind->drop(s, &row, e))
			break;
	}
	return e->code;
}

/* Those whose rows went away have a conflict now; what they alone had kept away comes back. */
static enum err_code mend_again(struct store *s, const struct folded *f, struct again *gone, struct arena *mem,
				struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, kind FROM conflict WHERE state = ''"
					   " AND subject = site || '.' || seq ORDER BY hlc DESC, site DESC");
	bool mended;

	while (db_row(&s->db, st, e))
		if (subject_kind_of(db_text(mem, st, 1)) == f->kind)
			look_again(&gone, db_text(mem, st, 0), mem);
	sqlite3_reset(st);
	for (; gone && !e->code; gone = gone->next)
		if (subject_mend(s, f->kind, gone->subject, &mended, e))
			break;
	return e->code;
}

enum err_code subject_save(struct store *s, struct folded *f, const char *subject, const union thing *was,
			   struct err *e)
{
	struct arena mem = { 0 };
	struct again *gone = NULL;
	enum err_code rc = subject_twin(s, f, e) ? ERR_OK : e->code;

	if (!rc && !f->taken)
		rc = make_way(s, f, &gone, &mem, e);
	if (!rc && !f->taken)
		rc = f->kind->save(s, was, &f->now, &mem, e);
	if (!rc && f->kind->state && !(f->smooth && !f->conflicts))
		rc = conflicts_save(s, subject, f->conflicts, e);
	if (!rc && gone)
		rc = mend_again(s, f, gone, &mem, e);
	arena_free(&mem);
	return rc;
}

/* Whether what stands in the base is what the log says. */
static bool stands(struct store *s, struct folded *f, const char *subject, const union thing *row, struct err *e)
{
	struct conflict *was = NULL;

	if (!row || f->kind->difference(&f->now, row))
		return false;
	return !f->kind->state || conflicts_read(s, subject, &f->mem, &was, e) || !conflicts_differ(was, f->conflicts);
}

enum err_code subject_mend(struct store *s, const struct subject_kind *kind, const char *subject, bool *mended,
			   struct err *e)
{
	struct folded f = { .events = 0 };
	union thing row;
	bool there = !subject_fold(s, kind, subject, &f, e) && kind->read(s, subject, &f.mem, &row, e);
	enum err_code rc = e->code;

	*mended = !rc && *f.now.head.subject && !stands(s, &f, subject, there ? &row : NULL, e);
	if (*mended)
		rc = subject_save(s, &f, subject, there ? &row : NULL, e);
	if (!rc)
		rc = subject_unfolded(s, subject, f.unknown > 0, e);
	subject_fold_free(&f);
	return rc;
}

/* --- what is not known ------------------------------------------------------------------------------- */

/* Events that make nothing with a row. */
static const char *const others[] = { CALLS_EVENT, CALLS_REDACTED, CALLS_RECOUNTED, "site_created", "setting", "backup", "rebuilt", "exported", "played",
				      "viewed", "file_saved" };

static bool is_among(const char *kind, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(kind, list[i]) == 0)
			return true;
	return false;
}

bool subject_knows(const char *kind)
{
	const char *const single[] = { consulted, item_kept, template_added, template_changed };
	bool known = is_among(kind, others, COUNT(others)) || is_among(kind, single, COUNT(single)) ||
		     act_of_kind(kind) >= 0;

	for (int i = 0; i < PLAIN_EVENT_COUNT && !known; i++)
		known = strcmp(kind, plain_kind((enum plain_event)i)) == 0;
	for (int i = 0; i < INCIDENT_EVENT_COUNT && !known; i++)
		known = strcmp(kind, incident_event_kind((enum incident_event)i)) == 0;
	for (int i = 0; i < USER_EVENT_COUNT && !known; i++)
		known = strcmp(kind, user_event_kind((enum user_event)i)) == 0;
	return known;
}

int subject_kinds_known(void)
{
	enum { SINGLE = 4 }; /* of consultations, lists and templates */

	return (int)COUNT(others) + SINGLE + ACT_COUNT + PLAIN_EVENT_COUNT + INCIDENT_EVENT_COUNT + USER_EVENT_COUNT;
}

enum err_code subject_unfolded(struct store *s, const char *subject, bool unknown, struct err *e)
{
	sqlite3_stmt *st = unknown ? db_stmt(&s->db, "INSERT OR REPLACE INTO unfolded(subject, kinds) VALUES(?,?)")
				   : db_stmt(&s->db, "DELETE FROM unfolded WHERE subject = ? AND ?");

	db_bind(st, "sd", subject, subject_kinds_known());
	return db_run(&s->db, st, e);
}

/* The first subject that was left by a program with fewer kinds, in the arena; NULL: none. */
static const char *next_unfolded(struct store *s, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM unfolded WHERE kinds < ? LIMIT 1");

	db_bind(st, "d", subject_kinds_known());
	const char *subject = db_row(&s->db, st, e) ? db_text(mem, st, 0) : NULL;

	sqlite3_reset(st);
	return subject;
}

static enum err_code fold_next(struct store *s, const char *subject, struct arena *mem, struct err *e)
{
	const char *made_by = subject_made_by(s, subject, mem, e);
	const struct subject_kind *kind = made_by ? subject_kind_of(made_by) : NULL;
	bool mended;

	if (e->code)
		return e->code;
	return kind ? subject_mend(s, kind, subject, &mended, e)
		    : subject_unfolded(s, subject, !made_by || !subject_knows(made_by), e);
}

bool subjects_idle(struct store *s)
{
	enum { A_SLICE = 20 };
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *subject = next_unfolded(s, &mem, &e);

	if (!subject || !db_try_begin(&s->db)) {
		arena_free(&mem);
		return false;
	}
	for (int i = 0; i < A_SLICE && subject && !fold_next(s, subject, &mem, &e); i++)
		subject = next_unfolded(s, &mem, &e);
	bool more = db_end(&s->db, e.code, &e) == ERR_OK && subject;

	arena_free(&mem);
	return more;
}
