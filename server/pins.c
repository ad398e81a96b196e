/* server/pins.c - see pins.h. Appended to under a lock of the file and synced before it is answered; a
 * line that was cut off by a crash is passed over. */
#include "server/pins.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/number.h"
#include "server/now.h"

enum { SITE_MAX = 16, LATIN_MAX = 32, LINE_MAX_BYTES = 160, MISSED_MAX = 64 };

struct pin_key {
	char site[SITE_MAX], latin[LATIN_MAX], id[PIN_KEY_ID_HEX + 1];
	unsigned char key[PIN_KEY_BYTES];
	struct pin_key *next;
};

/* A key that was looked for in vain; times of steady_ms(). The oldest makes room. */
struct missed {
	char site[SITE_MAX], id[PIN_KEY_ID_HEX + 1];
	int64_t told_ms, answered_ms; /* the site has given a key since, if not this one; 0: not yet */
};

struct pins {
	pthread_mutex_t lock;
	char *path;
	struct pin_key *first;
	struct timespec read_at; /* of the file, when it was read */
	off_t size;
	struct missed missed[MISSED_MAX];
};

struct pins *pins_open(const char *path)
{
	struct pins *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	pthread_mutex_init(&p->lock, NULL);
	p->path = strdup(path);
	return p;
}

static void forget(struct pins *p)
{
	for (struct pin_key *k = p->first, *next; k; k = next) {
		next = k->next;
		sodium_memzero(k, sizeof(*k));
		free(k);
	}
	p->first = NULL;
}

void pins_close(struct pins *p)
{
	forget(p);
	pthread_mutex_destroy(&p->lock);
	free(p->path);
	free(p);
}

/* The next word of a line into `out`; false when there is none, or it is too long. */
static bool take_word(const char **at, char *out, size_t size)
{
	const char *from = *at + strspn(*at, " ");
	size_t n = strcspn(from, " \n");

	if (n == 0 || n >= size || !from[n])
		return false;
	memcpy(out, from, n);
	out[n] = '\0';
	*at = from + n;
	return true;
}

static void write_latin(struct pin_key *k)
{
	struct arena mem = { 0 };

	snprintf(k->latin, sizeof(k->latin), "%s", site_code_ascii(&mem, k->site));
	arena_free(&mem);
}

static bool read_line(const char *line, struct pin_key *k)
{
	char hex[2 * PIN_KEY_BYTES + 1] = "";
	size_t n = 0;
	bool good = take_word(&line, k->site, sizeof(k->site)) && take_word(&line, k->id, sizeof(k->id)) &&
		    take_word(&line, hex, sizeof(hex)) &&
		    sodium_hex2bin(k->key, PIN_KEY_BYTES, hex, strlen(hex), NULL, &n, NULL) == 0;

	sodium_memzero(hex, sizeof(hex));
	if (good)
		write_latin(k);
	return good && n == PIN_KEY_BYTES;
}

/* Reads the file when it is not the one that was read. */
static void refresh(struct pins *p)
{
	char line[LINE_MAX_BYTES];
	struct stat st;
	FILE *f;

	if (stat(p->path, &st) != 0 || (st.st_size == p->size && st.st_mtim.tv_sec == p->read_at.tv_sec &&
					st.st_mtim.tv_nsec == p->read_at.tv_nsec))
		return;
	f = fopen(p->path, "re");
	if (!f)
		return;
	forget(p);
	while (fgets(line, sizeof(line), f)) {
		struct pin_key *k = calloc(1, sizeof(*k));

		if (!k || !read_line(line, k)) {
			free(k);
			continue;
		}
		k->next = p->first;
		p->first = k;
	}
	sodium_memzero(line, sizeof(line));
	fclose(f);
	p->size = st.st_size;
	p->read_at = st.st_mtim;
}

static bool find(const struct pins *p, const char *site, const char *id, unsigned char out[PIN_KEY_BYTES])
{
	for (const struct pin_key *k = p->first; k; k = k->next)
		if (strcmp(k->site, site) == 0 && (!id || strcmp(k->id, id) == 0)) {
			memcpy(out, k->key, PIN_KEY_BYTES);
			return true;
		}
	return false;
}

bool pins_find(struct pins *p, const char *site, const char *id, unsigned char out[PIN_KEY_BYTES])
{
	pthread_mutex_lock(&p->lock);
	refresh(p);
	bool found = find(p, site, id, out);

	pthread_mutex_unlock(&p->lock);
	return found;
}

void pins_each(struct pins *p, const char *latin, void (*each)(void *ctx, const char *site, const unsigned char *key),
	       void *ctx)
{
	pthread_mutex_lock(&p->lock);
	refresh(p);
	for (const struct pin_key *k = p->first; k; k = k->next)
		if (strcmp(k->latin, latin) == 0)
			each(ctx, k->site, k->key);
	pthread_mutex_unlock(&p->lock);
}

/* --- keys that are not here --------------------------------------------------------------------- */

static bool is_open(const struct missed *m, int64_t now)
{
	return !m->answered_ms || now - m->answered_ms >= PINS_AGAIN_MS;
}

bool pins_lack(struct pins *p, const char *site)
{
	unsigned char key[PIN_KEY_BYTES];

	pthread_mutex_lock(&p->lock);
	refresh(p);
	bool lacks = !find(p, site, NULL, key);

	for (int i = 0; i < MISSED_MAX && !lacks; i++)
		lacks = strcmp(p->missed[i].site, site) == 0 && is_open(&p->missed[i], steady_ms()) &&
			!find(p, site, *p->missed[i].id ? p->missed[i].id : NULL, key);
	pthread_mutex_unlock(&p->lock);
	sodium_memzero(key, sizeof(key));
	return lacks;
}

/* The place of this key among those that were missed; a new one in that of the oldest. */
static struct missed *missed_of(struct pins *p, const char *site, const char *id)
{
	struct missed *oldest = &p->missed[0];

	for (struct missed *m = p->missed; m < p->missed + MISSED_MAX; m++) {
		if (strcmp(m->site, site) == 0 && strcmp(m->id, id) == 0)
			return m;
		if (m->told_ms < oldest->told_ms)
			oldest = m;
	}
	memset(oldest, 0, sizeof(*oldest));
	snprintf(oldest->site, sizeof(oldest->site), "%s", site);
	snprintf(oldest->id, sizeof(oldest->id), "%s", id);
	return oldest;
}

bool pins_miss(struct pins *p, const char *site, const char *id)
{
	int64_t now = steady_ms();

	pthread_mutex_lock(&p->lock);
	struct missed *m = missed_of(p, site, id);
	bool tell = is_open(m, now) && (!m->told_ms || now - m->told_ms >= PINS_TELL_MS);

	if (tell) {
		m->told_ms = now;
		m->answered_ms = 0;
	}
	pthread_mutex_unlock(&p->lock);
	return tell;
}

/* The site has given what it has. */
static void note_answered(struct pins *p, const char *site)
{
	for (struct missed *m = p->missed; m < p->missed + MISSED_MAX; m++)
		if (strcmp(m->site, site) == 0)
			m->answered_ms = steady_ms();
}

/* --- a new one ---------------------------------------------------------------------------------- */

/* A line whose end was cut off is ended first. */
static bool append(int fd, const char *line)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char last = '\n';

	if (size > 0 && pread(fd, &last, 1, size - 1) != 1)
		return false;
	if (last != '\n' && write(fd, "\n", 1) != 1)
		return false;
	size_t n = strlen(line);

	return write(fd, line, n) == (ssize_t)n && fsync(fd) == 0;
}

static int keys_of(const struct pins *p, const char *site)
{
	int n = 0;

	for (const struct pin_key *k = p->first; k; k = k->next)
		n += strcmp(k->site, site) == 0;
	return n;
}

static enum err_code write_key(struct pins *p, const char *site, const unsigned char *key, const char *id,
			       struct err *e)
{
	int fd = open(p->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	char line[LINE_MAX_BYTES], hex[2 * PIN_KEY_BYTES + 1];
	unsigned char there[PIN_KEY_BYTES];

	sodium_bin2hex(hex, sizeof(hex), key, PIN_KEY_BYTES);
	snprintf(line, sizeof(line), "%s %s %s\n", site, id, hex);
	bool good = fd >= 0 && flock(fd, LOCK_EX) == 0 && fchmod(fd, 0600) == 0;

	refresh(p); /* another process may have had it first */
	bool known = find(p, site, id, there), full = !known && keys_of(p, site) >= PINS_OF_A_SITE;

	if (good && !known && !full)
		good = append(fd, line);
	int why = errno;

	sodium_memzero(line, sizeof(line));
	sodium_memzero(hex, sizeof(hex));
	sodium_memzero(there, sizeof(there));
	if (fd >= 0)
		close(fd);
	if (full)
		return err_set(e, ERR_REFUSED, "%s", _("This site has given too many PIN keys: take old ones out of the file "
						       "of keys."));
	if (good)
		return ERR_OK;
	return err_set(e, ERR_FAILED, _("The PIN key could not be written into %s: %s."), p->path, strerror(why));
}

enum err_code pins_add(struct pins *p, const char *site, const unsigned char key[PIN_KEY_BYTES],
		       char id[PIN_KEY_ID_HEX + 1], struct err *e)
{
	unsigned char there[PIN_KEY_BYTES];

	pin_key_id(key, id);
	pthread_mutex_lock(&p->lock);
	refresh(p);
	enum err_code rc = find(p, site, id, there) ? ERR_OK : write_key(p, site, key, id, e);

	refresh(p);
	if (!rc)
		note_answered(p, site);
	pthread_mutex_unlock(&p->lock);
	sodium_memzero(there, sizeof(there));
	return rc;
}
