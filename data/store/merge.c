/* data/store/merge.c - see merge.h: the transaction. What becomes of one subject is in merge_subject.c. */
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/merge_internal.h"
#include "data/store/migrate.h"

static const char cursor_key[] = "sync_after";

/* A batch on its way: those of its events that were not here. */
struct batch {
	struct store *s;
	const struct event *evs;
	int n;
	const struct event **fresh;
	int nfresh;
	bool own; /* of this site, which has lost them */
	struct arena mem;
	struct merge_round round;
};

/* The newest of the new events of each site that has some is where its log ends now. */
static enum err_code end_logs(struct batch *b, struct err *e)
{
	const struct event **last = arena_alloc(&b->mem, (size_t)(b->nfresh + 1) * sizeof(*last));
	int n = 0, at;

	for (int i = 0; i < b->nfresh; i++) {
		for (at = 0; at < n && strcmp(last[at]->site, b->fresh[i]->site) != 0; at++)
			;
		if (at == n || b->fresh[i]->seq > last[at]->seq)
			last[at] = b->fresh[i];
		n += at == n;
	}
	for (at = 0; at < n; at++)
		if (log_kept_to(b->s, last[at], e))
			break;
	return e->code;
}

static enum err_code append_all(struct batch *b, struct err *e)
{
	for (int i = 0; i < b->n; i++) {
		bool is_new;

		if (log_keep(b->s, &b->evs[i], &is_new, e))
			return e->code;
		if (is_new)
			b->fresh[b->nfresh++] = &b->evs[i];
		else
			b->round.out.known++;
	}
	b->round.out.added = b->nfresh;
	return end_logs(b, e);
}

static int by_subject(const void *a, const void *b)
{
	const struct event *const *x = a, *const *y = b;
	int d = strcmp((*x)->subject, (*y)->subject);

	if (d)
		return d;
	if ((*x)->hlc != (*y)->hlc)
		return (*x)->hlc < (*y)->hlc ? -1 : 1;
	return strcmp((*x)->site, (*y)->site);
}

/* How many of the sorted events from i on are about the same thing. */
static int alike(const struct batch *b, int i)
{
	int n = 1;

	while (i + n < b->nfresh && strcmp(b->fresh[i + n]->subject, b->fresh[i]->subject) == 0)
		n++;
	return n;
}

/* Things are made in the order of their time, whatever their names: the rows of the city are written so. */
struct group {
	const struct event **evs;
	int n;
};

static int by_time(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->evs[0]->hlc != y->evs[0]->hlc)
		return x->evs[0]->hlc < y->evs[0]->hlc ? -1 : 1;
	return strcmp(x->evs[0]->subject, y->evs[0]->subject);
}

static enum err_code fold_all(struct batch *b, struct err *e)
{
	struct group *groups = arena_alloc(&b->mem, (size_t)(b->nfresh + 1) * sizeof(*groups));
	int n = 0;

	qsort(b->fresh, (size_t)b->nfresh, sizeof(const struct event *), by_subject);
	for (int i = 0; i < b->nfresh; i += groups[n++].n)
		groups[n] = (struct group){ b->fresh + i, alike(b, i) };
	qsort(groups, (size_t)n, sizeof(*groups), by_time);
	for (int i = 0; i < n; i++)
		if (merge_subject(b->s, groups[i].evs, groups[i].n, &b->round, e))
			break;
	return e->code;
}

static int by_seq(const void *a, const void *b)
{
	const struct event *const *x = a, *const *y = b;

	return (*x)->seq < (*y)->seq ? -1 : 1;
}

/* Of two settings of one name the later counts. */
static enum err_code own_effects(struct batch *b, struct err *e)
{
	qsort(b->fresh, (size_t)b->nfresh, sizeof(const struct event *), by_seq);
	for (int i = 0; i < b->nfresh; i++)
		if (merge_own_effects(b->s, b->fresh[i], e))
			break;
	return e->code;
}

/* When all that has come is folded: what was joined to such a question has followed it. */
static enum err_code take_back(struct batch *b, struct err *e)
{
	static const struct actor sync = { .login = "os:sync", .name = "", .service = "", .os = true };

	for (const struct undone *u = b->round.undone; u; u = u->next)
		if (join_take_back(b->s, u->subject, u->seq, (int)u->k, &sync, e))
			break;
	return e->code;
}

static enum err_code take(struct batch *b, const char *cursor, struct err *e)
{
	enum err_code rc = schema_check(&b->s->db, e);

	if (!rc && b->own)
		rc = merge_own_check(b->s, b->evs, b->n, e);
	if (!rc)
		rc = append_all(b, e);
	if (!rc && b->nfresh)
		rc = fold_all(b, e);
	if (!rc)
		rc = b->own ? own_effects(b, e) : take_back(b, e);
	return !rc && cursor ? store_meta_set(b->s, cursor_key, cursor, e) : rc;
}

/* The whole batch, or nothing of it. */
static enum err_code run(struct batch *b, const char *cursor, struct merge_report *out, struct err *e)
{
	enum err_code rc = db_begin(&b->s->db, e);

	if (rc)
		return rc;
	b->round.mem = &b->mem;
	b->fresh = arena_alloc(&b->mem, (size_t)(b->n + 1) * sizeof(*b->fresh));
	/* The rows and the cursor after them are one transaction: what a power cut takes away is fetched again. What
	 * this site writes on its own meanwhile is flushed before it is sent (sync_state.h). */
	rc = db_end_soon(&b->s->db, take(b, cursor, e), e);
	if (rc)
		b->s->catalogue = NULL; /* it may have been read in between */
	else
		*out = b->round.out;
	if (!rc && b->nfresh)
		bell_ring(b->s);
	return rc;
}

/* Whose events may come by which door. */
static enum err_code check_all(const struct batch *b, struct err *e)
{
	for (int i = 0; i < b->n; i++) {
		const struct event *ev = &b->evs[i];

		if (merge_check(ev, e))
			break;
		if ((strcmp(ev->site, b->s->site) == 0) != b->own)
			return err_set(e, ERR_FAILED, b->own
				? _("The centre sent event %lld of another site as one of this site: none of this batch was taken. "
				    "Call the administrator of the centre.")
				: _("The centre sent event %lld as that of another site, but it bears the code of this one: none of "
				    "this batch was taken. Call the administrator of the centre."), (long long)ev->seq);
	}
	return e->code;
}

static enum err_code merge(struct batch *b, const char *cursor, struct merge_report *out, struct err *e)
{
	*out = (struct merge_report){ 0 };
	enum err_code rc = check_all(b, e);

	if (!rc)
		rc = run(b, cursor, out, e);
	arena_free(&b->mem);
	return rc;
}

enum err_code merge_events(struct store *s, const struct event *ev, int n, const char *cursor,
			   struct merge_report *out, struct err *e)
{
	struct batch b = { .s = s, .evs = ev, .n = n };

	return merge(&b, cursor, out, e);
}

enum err_code merge_own(struct store *s, const struct event *ev, int n, struct merge_report *out, struct err *e)
{
	struct batch b = { .s = s, .evs = ev, .n = n, .own = true };

	return merge(&b, NULL, out, e);
}

const char *merge_cursor(struct store *s, struct arena *mem)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT value FROM meta WHERE key = ?");
	struct err e = { 0 };

	db_bind(st, "s", cursor_key);
	const char *v = db_row(&s->db, st, &e) ? db_text(mem, st, 0) : "";

	sqlite3_reset(st);
	return v;
}
