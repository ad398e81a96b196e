/* data/store/presence.c - see presence.h. Byte `slot * SLOT_BYTES` is the lock of a slot; those of citizens lie far
 * behind the end of the file, at a place made of their key, where nothing is ever written. */
#include "data/store/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/bell.h"
#include "data/store/store_internal.h"

enum { SLOT_BYTES = 1024, SUM_BYTES = 16, SETTLED_MS = 50 };

/* As it stands in the file. A reader may see half of two writings: the sum shows it. */
struct slot {
	uint8_t sum[SUM_BYTES]; /* of what is said */
	struct said {
		uint64_t edit;
		uint32_t ntaken, spare;
		char name[64];
		uint64_t taken[PRESENCE_TAKEN];
	} said;
};
_Static_assert(sizeof(struct slot) <= SLOT_BYTES, "slots do not overlap");

/* What was seen of the others. */
struct seen {
	struct present is;
	int slot;
};

struct presence {
	struct store *s;
	int fd, slot;
	struct said own;
	struct seen *seen;
	int n, room;
	struct timespec looked; /* time of change of the file at the last whole look; 0: look anyway */
};

/* --- locks ------------------------------------------------------------------------------------- */

static off_t place_of_key(uint64_t key)
{
	return (off_t)(key >> 3) + ((off_t)1 << 40);
}

static bool set_lock(int fd, short type, off_t at)
{
	struct flock l = { .l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };

	return fcntl(fd, F_OFD_SETLK, &l) == 0;
}

/* Whether another process holds it. */
static bool is_held(int fd, off_t at)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };

	return fcntl(fd, F_OFD_GETLK, &l) == 0 && l.l_type != F_UNLCK;
}

/* --- the own slot ------------------------------------------------------------------------------ */

static void sum_of(const struct said *s, uint8_t out[SUM_BYTES])
{
	crypto_generichash(out, SUM_BYTES, (const uint8_t *)s, sizeof(*s), NULL, 0);
}

void presence_tell(struct presence *p)
{
	struct slot s = { .said = p->own };

	sum_of(&s.said, s.sum);
	/* If not: the locks hold, only the name is not known to the others. */
	if (pwrite(p->fd, &s, sizeof(s), (off_t)p->slot * SLOT_BYTES) == (ssize_t)sizeof(s))
		bell_ring(p->s);
}

static int free_slot(int fd)
{
	for (int i = 0; i < PRESENCE_SLOTS; i++)
		if (set_lock(fd, F_WRLCK, (off_t)i * SLOT_BYTES))
			return i;
	return -1;
}

enum err_code presence_open(struct store *s, const struct actor *who, struct presence **out, struct err *e)
{
	struct arena mem = { 0 };
	struct presence *p = calloc(1, sizeof(*p));
	int fd = open(arena_printf(&mem, "%s.here", s->db.path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	int slot = fd < 0 ? -1 : free_slot(fd);

	if (!p || slot < 0) {
		err_set(e, ERR_FAILED, _("Others will not see what you have open: %s."), strerror(errno));
		if (fd >= 0)
			close(fd);
		free(p);
		arena_free(&mem);
		return e->code;
	}
	p->s = s;
	p->fd = fd;
	p->slot = slot;
	const char *name = actor_short_name(&mem, who);

	snprintf(p->own.name, sizeof(p->own.name), "%s", strlen(name) < sizeof(p->own.name) ? name : who->login);
	presence_tell(p); /* over what somebody left there who ended otherwise */
	presence_look(p, true);
	*out = p;
	arena_free(&mem);
	return ERR_OK;
}

void presence_close(struct presence *p)
{
	if (!p)
		return;
	p->own.edit = 0;
	p->own.ntaken = 0;
	presence_tell(p);
	close(p->fd);
	free(p->seen);
	free(p);
}

/* --- what this process is at ------------------------------------------------------------------- */

uint64_t presence_key(const char *what)
{
	uint8_t sum[SUM_BYTES];
	uint64_t key;

	crypto_generichash(sum, sizeof(sum), (const uint8_t *)what, strlen(what), NULL, 0);
	memcpy(&key, sum, sizeof(key));
	return key ? key : 1;
}

uint64_t presence_citizen(const char *e164, const char *number)
{
	char what[128];

	snprintf(what, sizeof(what), "citizen %s", *e164 ? e164 : number);
	return presence_key(what);
}

void presence_edit(struct presence *p, uint64_t key)
{
	if (!p || p->own.edit == key)
		return;
	p->own.edit = key;
	presence_tell(p);
}

static int index_of(const struct presence *p, uint64_t key)
{
	for (uint32_t i = 0; i < p->own.ntaken; i++)
		if (p->own.taken[i] == key)
			return (int)i;
	return -1;
}

bool presence_has(const struct presence *p, uint64_t key)
{
	return p && index_of(p, key) >= 0;
}

bool presence_take(struct presence *p, uint64_t key)
{
	if (index_of(p, key) >= 0)
		return true;
	if (p->own.ntaken == PRESENCE_TAKEN || !set_lock(p->fd, F_WRLCK, place_of_key(key)))
		return false;
	p->own.taken[p->own.ntaken++] = key;
	return true;
}

void presence_drop(struct presence *p, uint64_t key)
{
	int i = index_of(p, key);

	if (i < 0)
		return;
	p->own.taken[i] = p->own.taken[--p->own.ntaken];
	p->own.taken[p->own.ntaken] = 0;
	set_lock(p->fd, F_UNLCK, place_of_key(key));
}

void presence_drop_all(struct presence *p)
{
	while (p->own.ntaken)
		presence_drop(p, p->own.taken[0]);
}

/* --- the others -------------------------------------------------------------------------------- */

static void add_seen(struct presence *p, int slot, const struct said *of, uint64_t key, enum presence_kind kind)
{
	if (p->n == p->room) {
		struct seen *more = realloc(p->seen, (size_t)(2 * p->room + 16) * sizeof(*more));

		if (!more)
			return;
		p->seen = more;
		p->room = 2 * p->room + 16;
	}
	struct seen *s = &p->seen[p->n++];

	memset(s, 0, sizeof(*s)); /* two looks are compared byte for byte */
	s->is.key = key;
	s->is.kind = kind;
	s->slot = slot;
	snprintf(s->is.name, sizeof(s->is.name), "%s", of->name);
}

static bool is_whole(const struct slot *s)
{
	uint8_t sum[SUM_BYTES];

	sum_of(&s->said, sum);
	return memcmp(sum, s->sum, SUM_BYTES) == 0 && s->said.ntaken <= PRESENCE_TAKEN &&
	       memchr(s->said.name, '\0', sizeof(s->said.name)) && !text_check(s->said.name, strlen(s->said.name));
}

/* False: half of it was written just now. */
static bool look_at(struct presence *p, int i)
{
	struct slot s;
	ssize_t n = pread(p->fd, &s, sizeof(s), (off_t)i * SLOT_BYTES);

	if (i == p->slot || n != (ssize_t)sizeof(s) || (!s.said.edit && !s.said.ntaken))
		return true;
	if (!is_held(p->fd, (off_t)i * SLOT_BYTES))
		return true; /* he is gone */
	if (!is_whole(&s))
		return false;
	if (s.said.edit)
		add_seen(p, i, &s.said, s.said.edit, PRESENCE_EDITS);
	for (uint32_t t = 0; t < s.said.ntaken; t++)
		add_seen(p, i, &s.said, s.said.taken[t], PRESENCE_CALLS);
	return true;
}

/* Whether the file is as it was at the last whole look. A change within the same tick of the file system's clock
 * would not show, so a file that was changed just now is looked at again. */
static bool is_same(struct presence *p)
{
	struct stat st;
	struct timespec now;

	if (fstat(p->fd, &st))
		return true;
	bool same = st.st_mtim.tv_sec == p->looked.tv_sec && st.st_mtim.tv_nsec == p->looked.tv_nsec;

	clock_gettime(CLOCK_REALTIME, &now);
	int64_t age_ms = (now.tv_sec - st.st_mtim.tv_sec) * INT64_C(1000) +
			 (now.tv_nsec - st.st_mtim.tv_nsec) / 1000000;

	p->looked = age_ms > SETTLED_MS || age_ms < 0 ? st.st_mtim : (struct timespec){ 0 };
	return same;
}

/* Those who have ended since. */
static bool bury(struct presence *p)
{
	int n = 0, last = -1;
	bool alive = false;

	for (int i = 0; i < p->n; i++) {
		if (p->seen[i].slot != last)
			alive = is_held(p->fd, (off_t)p->seen[i].slot * SLOT_BYTES);
		last = p->seen[i].slot;
		if (alive)
			p->seen[n++] = p->seen[i];
	}
	bool any = n != p->n;

	p->n = n;
	return any;
}

bool presence_look(struct presence *p, bool whole)
{
	struct stat st;

	if (!whole || is_same(p))
		return bury(p);
	struct seen *was = p->seen;
	int nwas = p->n, slots = fstat(p->fd, &st) ? 0 : (int)((st.st_size + SLOT_BYTES - 1) / SLOT_BYTES);

	p->seen = NULL;
	p->n = p->room = 0;
	for (int i = 0; i < slots && i < PRESENCE_SLOTS; i++)
		if (!look_at(p, i))
			p->looked = (struct timespec){ 0 };
	bool changed = p->n != nwas || (p->n && memcmp(p->seen, was, (size_t)p->n * sizeof(*was)) != 0);

	free(was);
	return changed;
}

bool presence_others(const struct presence *p)
{
	return p && p->n > 0;
}

const struct present *presence_of(const struct presence *p, uint64_t key)
{
	for (int i = 0; p && i < p->n; i++)
		if (p->seen[i].is.key == key)
			return &p->seen[i].is;
	return NULL;
}
