/* data/store/find_page.c - pages from below. Every stream of ids goes from the newest to the oldest; the page above a
 * row is the rows between its id and another one, which is looked for: ids are seconds, so that a stretch of time
 * with enough rows in it is found in a few steps. */
#include "data/store/find_internal.h"

enum { FIRST_STEP_S = 86400, GROWTH = 8, ROOMY = 4 /* times the rows asked for is not too many */ };

/* The ids that a page may lie between. */
struct stretch {
	int64_t few, many; /* below `few` are too few rows, below `many` too many */
	int64_t newest;    /* no row is above */
};

static int64_t one_id(struct store *s, const char *sql, struct err *e)
{
	return db_int(&s->db, db_stmt(&s->db, sql), 0, e);
}

/* Between the two when both are known, further on when only the lower one is. */
static int64_t next_end(const struct stretch *t, int64_t from, int64_t *step)
{
	if (t->many != INT64_MAX)
		return t->few + (t->many - t->few) / 2;
	*step *= GROWTH;
	return t->newest - from < *step ? t->newest + 1 : from + *step;
}

static enum err_code any_newer(struct store *s, const struct find_query *q, int64_t end, const struct actor *who,
			       struct arena *mem, bool *any, struct err *e)
{
	struct find_query above = { .text = q->text, .login = q->login, .after = end - 1, .limit = 1 };
	struct found_list one;
	enum err_code rc = find_questions(s, &above, who, mem, &one, e);

	*any = !rc && one.n > 0;
	return rc;
}

enum err_code find_newer(struct store *s, const struct find_query *q, const struct actor *who, struct arena *mem,
			 struct found_list *out, struct err *e)
{
	int64_t from = q->after ? q->after : one_id(s, "SELECT min(id) FROM question", e) - 1;
	struct stretch t = { .few = from, .many = INT64_MAX, .newest = one_id(s, "SELECT max(id) FROM question", e) };
	struct find_query part = { .text = q->text, .login = q->login, .after = from, .limit = ROOMY * q->limit };
	int64_t step = FIRST_STEP_S / GROWTH;
	struct arena scratch = { 0 };
	struct found_list list;
	enum err_code rc = e->code;

	while (!rc) {
		part.before = next_end(&t, from, &step);
		arena_free(&scratch);
		rc = find_questions(s, &part, who, &scratch, &list, e);
		if (rc || (!list.more && (list.n >= q->limit || part.before > t.newest)) || part.before == t.few)
			break;
		*(list.more ? &t.many : &t.few) = part.before;
	}
	arena_free(&scratch);
	if (!rc) /* once more, for the caller's arena: the tries before were of no use */
		rc = find_questions(s, &part, who, mem, out, e);
	return rc ? rc : any_newer(s, q, part.before, who, mem, &out->more, e);
}
