/* data/store/recordings.c - see recordings.h. The names of one folder are kept at a time, sorted by the end of the
 * id in them, and read again when the folder has changed: recordings of calls that end now come in. */
#include "data/store/recordings.h"

#include <dirent.h>
#include <sys/stat.h>

/* A folder above the days with more names than this is not looked through. */
enum { NAMES_MAX = 200000 };

struct name {
	const char *key;  /* the id's last part: "1795293622.160" */
	const char *file;
};

struct listing {
	char folder[16];       /* "2026/11/21/" or "" */
	struct timespec mtime; /* when it was read */
	struct name *names;
	int n, room;
	struct arena mem;
	bool read;
};

struct recordings {
	const struct clock_ops *clock;
	struct arena mem;
	const char *root;
	struct listing day, top;
};

struct recordings *recordings_open(const char *folder, const struct clock_ops *clock)
{
	struct recordings *r = calloc(1, sizeof(*r));

	if (r) {
		r->clock = clock;
		r->root = arena_strdup(&r->mem, folder);
	}
	return r;
}

static void forget(struct listing *l)
{
	free(l->names);
	arena_free(&l->mem);
	*l = (struct listing){ .n = 0 };
}

void recordings_close(struct recordings *r)
{
	if (!r)
		return;
	forget(&r->day);
	forget(&r->top);
	arena_free(&r->mem);
	free(r);
}

const char *recordings_folder(const struct recordings *r)
{
	return r->root;
}

/* --- names ---------------------------------------------------------------------------------------- */

/* What stands behind the last dash of an id, or of a name before its kind. */
static const char *key_of(const char *id)
{
	const char *dash = strrchr(id, '-');

	return dash ? dash + 1 : id;
}

static void add_name(struct listing *l, const char *file)
{
	const char *dot = strrchr(file, '.');

	if (!dot || dot == file || l->n == NAMES_MAX)
		return;
	if (l->n == l->room) {
		int room = l->room ? 2 * l->room : 256;
		struct name *more = realloc(l->names, (size_t)room * sizeof(*more));

		if (!more)
			return;
		l->names = more;
		l->room = room;
	}
	l->names[l->n++] = (struct name){ .file = arena_strdup(&l->mem, file),
		.key = key_of(arena_strndup(&l->mem, file, (size_t)(dot - file))) };
}

static int by_key(const void *x, const void *y)
{
	const struct name *a = x, *b = y;

	return strcmp(a->key, b->key);
}

static void read_names(struct listing *l, const char *path)
{
	DIR *d = opendir(path);

	for (struct dirent *f; d && (f = readdir(d)) != NULL;)
		if (f->d_type != DT_DIR)
			add_name(l, f->d_name);
	if (d)
		closedir(d);
	if (l->n)
		qsort(l->names, (size_t)l->n, sizeof(*l->names), by_key);
}

static void look_at(struct recordings *r, struct listing *l, const char *folder, struct arena *mem)
{
	const char *path = arena_printf(mem, "%s/%s", r->root, folder);
	struct stat st = { 0 };
	bool there = stat(path, &st) == 0;

	if (l->read && strcmp(l->folder, folder) == 0 && l->mtime.tv_sec == st.st_mtim.tv_sec &&
	    l->mtime.tv_nsec == st.st_mtim.tv_nsec)
		return;
	forget(l);
	snprintf(l->folder, sizeof(l->folder), "%s", folder);
	l->mtime = st.st_mtim;
	l->read = true;
	if (there)
		read_names(l, path);
}

/* The whole id stands in the name, parted from what is before it. */
static bool has_id(const char *file, const char *id)
{
	size_t stem = (size_t)(strrchr(file, '.') - file), n = strlen(id);

	return stem >= n && strncmp(file + stem - n, id, n) == 0 && (stem == n || file[stem - n - 1] == '-');
}

static const char *find_in(const struct listing *l, const char *id, struct arena *mem)
{
	const struct name wanted = { .key = key_of(id) };
	const struct name *hit = l->n ? bsearch(&wanted, l->names, (size_t)l->n, sizeof(wanted), by_key) : NULL;

	while (hit && hit > l->names && strcmp(hit[-1].key, wanted.key) == 0)
		hit--;
	for (; hit && hit < l->names + l->n && strcmp(hit->key, wanted.key) == 0; hit++) {
		const char *name = arena_printf(mem, "%s%s", l->folder, hit->file);

		if (has_id(hit->file, id) && call_recording_valid(name))
			return name;
	}
	return NULL;
}

const char *recordings_find(struct recordings *r, const char *id, int64_t at, struct arena *mem)
{
	struct civil c = civil_at(r->clock, at);
	const char *found = NULL;

	if (!*r->root)
		return NULL;
	look_at(r, &r->day, arena_printf(mem, "%04d/%02d/%02d/", c.year, c.month, c.day), mem);
	found = find_in(&r->day, id, mem);
	if (found)
		return found;
	look_at(r, &r->top, "", mem);
	return find_in(&r->top, id, mem);
}
