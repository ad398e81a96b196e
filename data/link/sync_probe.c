/* data/link/sync_probe.c - what the centre has of a site, asked before there is a base; and the lock of who exchanges.
 * See sync.h. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/json_text.h"
#include "data/link/sync_inner.h"

enum { ANSWER_MAX = 64 * 1024 };

enum err_code sync_lock(const char *base, int *fd, struct err *e)
{
	struct arena mem = { 0 };
	const char *path = arena_printf(&mem, "%s.sync", base);

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		err_set(e, ERR_FAILED, _("Cannot make the file «%s»: %s."), path, strerror(errno));
	else if (flock(*fd, LOCK_EX | LOCK_NB))
		err_set(e, ERR_BUSY, "%s",
			_("Another program of this site (pult-agent, perhaps) exchanges with the centre already. "
			  "«pult sync status» tells how far it is."));
	if (e->code && *fd >= 0)
		close(*fd);
	arena_free(&mem);
	return e->code;
}

static enum sync_fault fault_of(const struct http_answer *a)
{
	struct sync y = { .once = true };

	return lane_refused(&y, &y.push, a) ? y.push.fault : a->status == 200 ? SYNC_NONE : SYNC_ANSWER;
}

/* False: whoever answered so is no centre. */
static bool read_probe(const struct http_answer *a, struct sync_probe *out)
{
	char head[9];
	bool want_key;

	if (!push_read_ack(a, &out->acked, head, &want_key))
		return false;
	json_t *o = json_loadb(a->body.p, a->body.len, 0, NULL);

	snprintf(out->site, sizeof(out->site), "%s", json_text(o, "site"));
	json_decref(o);
	return true;
}

static enum err_code finish(const struct http_answer *a, struct sync_probe *out, struct err *e)
{
	enum sync_fault f = fault_of(a);
	struct arena mem = { 0 };

	if (!f && !read_probe(a, out))
		f = SYNC_ANSWER;
	if (f)
		err_set(e, sync_fault_code(f), "%s", sync_fault_say_new(&mem, f, a->status));
	arena_free(&mem);
	return e->code;
}

enum err_code sync_probe(const struct http_place *to, struct sync_probe *out, struct err *e)
{
	static const struct out nothing;
	const struct http_request r = { .path = "/v1/events", .body = &nothing, .max = ANSWER_MAX };
	struct link_loop loop = { 0 };
	const struct http_answer *a;
	struct http *h = NULL;

	*out = (struct sync_probe){ .acked = 0 };
	if (!http_open(&loop, &h, e) && !http_start(h, to, &r, e)) {
		while (http_work(&loop), !(a = http_answered(h)))
			link_wait(&loop, NULL, 0, 1000);
		finish(a, out, e);
	}
	http_close(h);
	link_loop_close(&loop);
	return e->code;
}
