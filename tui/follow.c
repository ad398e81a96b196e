/* tui/follow.c - see follow.h. */
#include "tui/follow.h"

#include <unistd.h>

#include "data/link/wait.h"

/* A file that another takes the place of tells nothing, so it is looked at now and then. */
enum { LOOK_MS = 1000 };

static void wait_for_more(const struct calls_import *im)
{
	struct link_loop loop = { 0 };
	struct link_watch w[] = {
		{ .fd = calls_follow_fd(im), .want = LINK_READ },
		{ .fd = isatty(STDIN_FILENO) ? STDIN_FILENO : -1, .want = LINK_READ },
	};

	link_wait(&loop, w, COUNT(w), LOOK_MS);
}

enum err_code follow_calls(struct store *s, const struct calls_wanted *w, const struct progress *p,
			   const struct actor *who, struct arena *mem, struct import_report *out, struct err *e)
{
	struct calls_import *im;
	struct err closing = { 0 };

	*out = (struct import_report){ .rejected_path = "" };
	if (calls_import_open(s, w->path, w->format, who, &im, e))
		return e->code;
	enum err_code rc = calls_follow(im, e);

	while (!rc && !(rc = calls_follow_step(im, p, out, e)) && !out->stopped && p->step(p->ctx, 0, 0))
		wait_for_more(im);
	out->stopped = false;
	out->rejected_path = arena_strdup(mem, out->rejected_path);
	*w->waiting = calls_import_waiting(im);
	if (calls_import_close(im, &closing) && !rc)
		rc = err_set(e, closing.code, "%s", closing.msg);
	return rc;
}
