/* data/link/sync_place.c - where the centre is and who this site is to it, read again while the exchange runs: the
 * settings and the token may be changed beside it. Tells only whether they changed; what follows is in sync.c. */
#include <string.h>
#include <sys/stat.h>

#include "data/link/sync_inner.h"

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool same_place(const struct sync_place *a, const struct sync_place *b)
{
	return same_text(a->to.url, b->to.url) && same_text(a->to.ca, b->to.ca) &&
	       strcmp(a->to.token, b->to.token) == 0 && a->ca_file == b->ca_file && a->ca_size == b->ca_size &&
	       same_time(&a->ca_time, &b->ca_time);
}

static void read_place(struct store *s, struct sync_place *p)
{
	struct err e = { 0 };
	struct stat st;

	p->to.url = store_setting(s, "central", NULL, &p->mem);
	p->to.ca = store_setting(s, "central_ca", NULL, &p->mem);
	if (token_read(token_path(store_path(s), &p->mem), p->to.token, &e))
		p->to.token[0] = '\0';
	if (p->to.ca && stat(p->to.ca, &st) == 0) {
		p->ca_file = st.st_ino;
		p->ca_size = st.st_size;
		p->ca_time = st.st_mtim;
	}
}

void place_forget(struct sync_place *p)
{
	arena_free(&p->mem);
	explicit_bzero(p, sizeof(*p));
}

bool place_changed(struct store *s, struct sync_place *p)
{
	struct sync_place now = { .ca_size = 0 };

	read_place(s, &now);
	bool changed = !same_place(&now, p);

	place_forget(p);
	*p = now;
	explicit_bzero(&now, sizeof(now));
	return changed;
}
