/* data/link/wait.c - see wait.h. */
#include "data/link/wait.h"

#include <assert.h>
#include <poll.h>

#include "core/i18n.h"
#include "data/link/curlapi.h"

static void to_pollfds(const struct link_watch *w, size_t n, struct pollfd *p)
{
	for (size_t i = 0; i < n; i++) {
		p[i] = (struct pollfd){ .fd = w[i].fd };
		if (w[i].want & LINK_READ)
			p[i].events |= POLLIN;
		if (w[i].want & LINK_WRITE)
			p[i].events |= POLLOUT;
	}
}

/* Only waits: curl_multi_poll() does not pass POLLHUP and POLLERR on, so what is ready is asked of
 * poll() afterwards. */
static void wait_with_curl(struct link_loop *l, const struct pollfd *p, size_t n, int timeout_ms)
{
	struct curl_waitfd extra[LINK_WATCH_MAX];
	unsigned used = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i].fd < 0)
			continue;
		extra[used++] = (struct curl_waitfd){
			.fd = p[i].fd,
			.events = (short)((p[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) |
					  (p[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0)),
		};
	}
	curl_api(NULL)->multi_poll(l->multi, extra, used, timeout_ms < 0 ? 3600 * 1000 : timeout_ms,
				   NULL);
}

int link_wait(struct link_loop *l, struct link_watch *w, size_t n, int timeout_ms)
{
	struct pollfd p[LINK_WATCH_MAX];
	int ready = 0;

	assert(n <= LINK_WATCH_MAX);
	to_pollfds(w, n, p);
	if (l->multi) {
		wait_with_curl(l, p, n, timeout_ms);
		timeout_ms = 0;
	}
	int seen = poll(p, n, timeout_ms);

	for (size_t i = 0; i < n; i++) {
		short r = seen > 0 ? p[i].revents : 0;

		w[i].got = (r & POLLIN ? LINK_READ : 0u) | (r & POLLOUT ? LINK_WRITE : 0u) |
			   (r & (POLLHUP | POLLERR | POLLNVAL) ? LINK_GONE : 0u);
		ready += w[i].got != 0;
	}
	return ready;
}

void *link_multi(struct link_loop *l, struct err *e)
{
	if (l->multi)
		return l->multi;
	const struct curl_api *api = curl_api(e);

	if (!api)
		return NULL;
	l->multi = api->multi_init();
	if (!l->multi)
		err_set(e, ERR_FAILED, _("The network library could not start: too little memory. "
					 "Nothing was sent; it waits here."));
	return l->multi;
}

void link_loop_close(struct link_loop *l)
{
	if (l->multi)
		curl_api(NULL)->multi_cleanup(l->multi);
	l->multi = NULL;
}
