/* data/store/calls_place.c - how far a log was read, and following one that grows, is cut or is rotated. See
 * import_calls.h. */
#include <dirent.h>
#include <errno.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/import_calls_internal.h"

/* --- in the base ---------------------------------------------------------------------------------- */

const char *place_source(const char *path, struct arena *mem)
{
	size_t n = strlen(path), digits = n;

	while (digits && ((path[digits - 1] >= '0' && path[digits - 1] <= '9') || path[digits - 1] == '-'))
		digits--;
	if (digits < n && digits && path[digits - 1] == '.')
		digits--;
	bool cut = digits < n && digits && path[digits - 1] != '/' && (path[digits] == '.' || path[digits] == '-');

	return cut ? arena_strndup(mem, path, digits) : path;
}

enum err_code place_save(struct calls_import *im, struct err *e)
{
	struct db *db = &im->s->db;
	int64_t at = line_file_at(im->file);
	char print[LINE_PRINT] = "";

	if (!im->log.format->log)
		return ERR_OK;
	line_file_print(im->file, at, print);
	json_t *list = pool_json(&im->log.pool);
	char *open = json_dumps(list, JSON_COMPACT);
	enum err_code rc = db_begin(db, e);

	if (!rc) {
		sqlite3_stmt *st = db_stmt(db, "INSERT INTO calls_source(source, inode, pos, print, open) VALUES(?,?,?,?,?)"
				" ON CONFLICT(source) DO UPDATE SET inode = excluded.inode, pos = excluded.pos,"
				" print = excluded.print, open = excluded.open");

		db_bind(st, "siiss", im->source, line_file_inode(im->file), at, print, open ? open : "[]");
		rc = db_end(db, db_run(db, st, e), e);
	}
	free(open);
	json_decref(list);
	return rc;
}

struct place {
	int64_t inode, pos;
	const char *print;
	json_t *open;
};

static bool load(struct calls_import *im, struct place *p, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "SELECT inode, pos, print, open FROM calls_source WHERE source = ?");

	db_bind(st, "s", im->source);
	if (!db_row(&im->s->db, st, e))
		return false;
	p->inode = sqlite3_column_int64(st, 0);
	p->pos = sqlite3_column_int64(st, 1);
	p->print = db_text(&im->mem, st, 2);
	p->open = json_loads(db_text(&im->mem, st, 3), 0, NULL);
	sqlite3_reset(st);
	return true;
}

enum err_code place_load_open(struct calls_import *im, struct err *e)
{
	struct place p;

	if (load(im, &p, e)) {
		pool_load(&im->log.pool, p.open);
		json_decref(p.open);
	}
	return e->code;
}

/* --- where it was left ----------------------------------------------------------------------------- */

static bool is_there(struct line_file *f, const struct place *p)
{
	char print[LINE_PRINT];

	return line_file_size(f) >= p->pos && line_file_print(f, p->pos, print) && strcmp(print, p->print) == 0;
}

/* Renamed by a rotation: another file of the folder whose name begins as ours. NULL: it is gone. */
static struct line_file *find_renamed(struct calls_import *im, const struct place *p)
{
	const char *slash = strrchr(im->source, '/'), *name = slash ? slash + 1 : im->source;
	const char *folder = slash ? arena_strndup(&im->mem, im->source, (size_t)(slash - im->source) + 1) : ".";
	DIR *d = opendir(folder);
	struct line_file *found = NULL;

	for (struct dirent *f; d && !found && (f = readdir(d)) != NULL;) {
		struct err ignored = { 0 };

		if ((int64_t)f->d_ino != p->inode || strncmp(f->d_name, name, strlen(name)) != 0 ||
		    line_file_open(arena_printf(&im->mem, "%s%s", folder, f->d_name), &found, &ignored))
			continue;
		if (!is_there(found, p)) {
			line_file_close(found);
			found = NULL;
		}
	}
	if (d)
		closedir(d);
	return found;
}

/* The watch is on the file itself, wherever it is renamed to. */
static void watch_file(struct calls_import *im)
{
	struct arena mem = { 0 };

	if (im->watch >= 0)
		close(im->watch);
	im->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (im->watch >= 0 && inotify_add_watch(im->watch, arena_printf(&mem, "/proc/self/fd/%d", line_file_fd(im->file)),
						IN_MODIFY | IN_MOVE_SELF) < 0) {
		close(im->watch);
		im->watch = -1;
	}
	arena_free(&mem);
}

enum err_code calls_follow(struct calls_import *im, struct err *e)
{
	struct place p = { 0 };
	struct line_file *old;

	if (im->log.format && !im->log.format->log)
		return err_set(e, ERR_INVALID, "%s", _("Only a log of the exchange grows and can be followed: this is a list. "
						       "Import it without --follow."));
	im->following = true;
	if (load(im, &p, e)) {
		json_decref(p.open);
		old = is_there(im->file, &p) ? NULL : find_renamed(im, &p);
		if (old) {
			line_file_close(im->file);
			im->file = old;
		}
		if (is_there(im->file, &p))
			line_file_seek(im->file, p.pos);
	}
	if (!e->code)
		watch_file(im);
	return e->code;
}

int calls_follow_fd(const struct calls_import *im)
{
	return im->watch;
}

/* --- one look --------------------------------------------------------------------------------------- */

static void take_watch(struct calls_import *im)
{
	_Alignas(struct inotify_event) char buf[4096];

	while (im->watch >= 0 && (read(im->watch, buf, sizeof(buf)) > 0 || errno == EINTR))
		;
}

/* The old file has nothing more: its last half line is one, and the new file begins. */
static enum err_code go_over(struct calls_import *im, const struct progress *p, struct err *e)
{
	struct line_file *next;

	if (import_lines(im, p, true, e) || import_flush(im, e) || line_file_open(im->path, &next, e))
		return e->code;
	line_file_close(im->file);
	im->file = next;
	watch_file(im);
	return ERR_OK;
}

enum err_code calls_follow_step(struct calls_import *im, const struct progress *p, struct import_report *out,
				struct err *e)
{
	take_watch(im);
	enum line_change change = line_file_changed(im->file, im->path);

	if (change == LINE_CUT)
		line_file_seek(im->file, 0);
	if (calls_import_read(im, p, out, e))
		return e->code;
	if (!im->sum.stopped && change == LINE_REPLACED && !im->grew && im->log.format) {
		if (go_over(im, p, e) || calls_import_read(im, p, out, e))
			return e->code;
	}
	im->live = !im->sum.stopped;
	return ERR_OK;
}
