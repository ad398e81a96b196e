/* data/link/sync_pull.c - receiving: own later events of a restored site first, then those of the other sites
 * (pult-sync(7)). A page is taken in slices, so that nobody waits long for his turn to write. */
#include "data/link/sync_inner.h"
#include "data/store/blob.h"
#include "data/store/merge.h"

enum {
	PAGE_MAX = 10 * 1024 * 1024, /* the centre's pages end before 8 MiB */
	WAIT_S = 50
};

void pull_forget(struct sync *y)
{
	y->page = NULL;
	y->npage = y->merged = y->nwants = y->wanted = 0;
	y->next = NULL;
	arena_free(&y->pull.mem);
}

/* Something else was written here under numbers that the centre has: nothing can mend that, so the work goes on. */
static void forked(struct sync *y, int64_t seq)
{
	struct err e = { 0 };

	pull_forget(y);
	y->behind = y->known = false;
	y->forked = true;
	if (sync_state_whole(y->s, &e))
		y->here = e;
	lane_fails(y, &y->push, e.code ? SYNC_HERE : SYNC_FORK, seq, SYNC_FORK_S);
}

/* One slice; the cursor is kept with the last one: whatever is asked for again is known by (site, seq). */
static void merge_slice(struct sync *y)
{
	int n = y->npage - y->merged < MERGE_BATCH ? y->npage - y->merged : MERGE_BATCH;
	bool last = y->merged + n == y->npage;
	struct merge_report r = { 0 };
	struct err e = { 0 };
	enum err_code rc = y->behind ? merge_own(y->s, y->page + y->merged, n, &r, &e)
				     : merge_events(y->s, y->page + y->merged, n, last ? y->next : NULL, &r, &e);

	if (rc == ERR_CONFLICT && y->behind) {
		forked(y, y->page[y->merged].seq);
		return;
	}
	if (rc) {
		y->here = e;
		pull_forget(y);
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
		return;
	}
	y->merged += n;
	y->report.received += r.added;
	y->report.conflicts += r.conflicts;
	if (last)
		pull_forget(y);
}

/* The lines of an answer; false: it is none of the centre's. */
static bool read_page(struct sync *y, const struct http_answer *a)
{
	struct err e = { 0 };

	pull_forget(y);
	if (a->status == 200 && *a->next &&
	    !event_lines_read(a->body.p, a->body.len, &y->pull.mem, &y->page, &y->npage, &e)) {
		y->next = arena_strdup(&y->pull.mem, a->next);
		return true;
	}
	pull_forget(y);
	lane_fails(y, &y->pull, SYNC_ANSWER, a->status, -1);
	return false;
}

/* --- photographs and other files ----------------------------------------------------------------- */

/* Taken before the events that name them, as they are sent: whoever opens an appeal has its files then. */
static void list_files(struct sync *y)
{
	y->wants = arena_alloc(&y->pull.mem, (size_t)(y->npage + 1) * sizeof(*y->wants));
	for (int i = 0; i < y->npage; i++) {
		const char *name = sync_file_of(&y->page[i], &y->pull.mem);

		if (name && blob_look(y->s, name) != BLOB_GOOD)
			y->wants[y->nwants++] = name;
	}
}

/* One that the centre has not, or that is damaged there, holds nothing up. */
static void file_came(struct sync *y, const struct http_answer *a)
{
	bool missing = a->fate == HTTP_ANSWERED && a->status == 404;
	struct err e = { 0 };

	if (!missing && lane_refused(y, &y->pull, a))
		return;
	if (!missing && a->status == 200 &&
	    blob_take(y->s, y->wants[y->wanted], a->body.p, a->body.len, &e) == ERR_FAILED) {
		y->here = e;
		pull_forget(y);
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
		return;
	}
	y->report.fetched += a->status == 200 && !e.code;
	y->wanted++;
	lane_works(y, &y->pull);
}

static void ask_file(struct sync *y)
{
	char path[sizeof("/v1/blobs/") + BLOB_NAME];

	snprintf(path, sizeof(path), "/v1/blobs/%s", y->wants[y->wanted]);
	lane_begin(y, &y->pull, &(struct http_request){ .path = path, .max = BLOB_MAX_BYTES }, file_came);
}

/* --- others ------------------------------------------------------------------------------------- */

/* The centre was restored from a backup: from the beginning, what is known is passed over. One that refuses the
 * beginning too is not asked again at once. */
static void begin_anew(struct sync *y)
{
	enum { CONFLICT = 409 };
	struct err e = { 0 };
	struct merge_report r = { 0 };

	/* Of this site's events it may lack some as well: it is asked, or after a pause sent to, and says so. */
	y->known = y->known && y->push.fault;
	y->anew = !y->anew;
	if (!y->anew) {
		lane_fails(y, &y->pull, SYNC_ANSWER, CONFLICT, SYNC_FORK_S);
		return;
	}
	if (merge_events(y->s, NULL, 0, "0", &r, &e))
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
}

/* A page of the others; false: a fault. */
static bool read_others(struct sync *y, const struct http_answer *a)
{
	struct err e = { 0 };

	if (!read_page(y, a))
		return false;
	y->all_there = y->npage == 0;
	if (!y->forked || !sync_state_pass_over(y->s, y->page, &y->npage, &e))
		return true;
	y->here = e;
	pull_forget(y);
	lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
	return false;
}

static void others_came(struct sync *y, const struct http_answer *a)
{
	struct arena mem = { 0 };

	if (a->fate == HTTP_ANSWERED && a->status == 409) {
		begin_anew(y);
		return;
	}
	if (lane_refused(y, &y->pull, a)) {
		y->known = y->known && y->push.fault; /* whoever comes back may be restored from a backup */
		return;
	}
	if (strcmp(a->want, "pin-key") == 0)
		push_key_said(y, true);
	if (!read_others(y, a))
		return;
	lane_works(y, &y->pull);
	y->anew = y->anew && !y->all_there;
	list_files(y);
	if (y->nwants)
		return; /* the next turn asks for them */
	if (y->npage || strcmp(y->next, merge_cursor(y->s, &mem)) != 0)
		merge_slice(y); /* the cursor goes forward over what was left out, too */
	else
		pull_forget(y);
	arena_free(&mem);
}

static void ask_others(struct sync *y)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (y->known && !y->forked && sync_state_one_log(y->s, &e)) {
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
		return;
	}
	const char *after = merge_cursor(y->s, &mem);
	int wait = y->once || y->pull.fault ? 0 : WAIT_S; /* that it works again is to be known at once */
	const char *path = arena_printf(&mem, "/v1/events?limit=%d&wait=%d&after=%s", (int)EVENT_LINES_MAX, wait,
					*after ? after : "0");

	lane_begin(y, &y->pull, &(struct http_request){ .path = path, .max = PAGE_MAX, .wait_s = wait }, others_came);
	arena_free(&mem);
}

/* --- own later events --------------------------------------------------------------------------- */

static void whole_again(struct sync *y)
{
	struct err e = { 0 };

	if (sync_state_whole(y->s, &e)) {
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
		return;
	}
	y->behind = false;
	y->known = false; /* ask how far it is now */
}

static void own_came(struct sync *y, const struct http_answer *a)
{
	if (lane_refused(y, &y->pull, a) || !read_page(y, a))
		return;
	lane_works(y, &y->pull);
	if (y->npage)
		merge_slice(y);
	else
		whole_again(y);
}

static void ask_own(struct sync *y)
{
	char path[96];
	struct sync_state st;
	struct err e = { 0 };

	if (sync_state_read(y->s, &st, &e)) {
		lane_fails(y, &y->pull, SYNC_HERE, 0, -1);
		return;
	}
	snprintf(path, sizeof(path), "/v1/events?site=own&limit=%d&after=%lld", (int)EVENT_LINES_MAX, (long long)st.last);
	lane_begin(y, &y->pull, &(struct http_request){ .path = path, .max = PAGE_MAX }, own_came);
}

void pull_turn(struct sync *y)
{
	if (y->page && y->wanted < y->nwants)
		ask_file(y);
	else if (y->page)
		merge_slice(y);
	else if (y->behind)
		ask_own(y);
	else if ((y->known || y->forked || fault_is_of_events(y->push.fault)) && !(y->once && y->all_there))
		ask_others(y);
}
