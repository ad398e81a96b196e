/* data/store/import_calls.c - see import_calls.h: lines become calls in core/call_log.h, here they get their operator
 * and go to the journal in pieces. */
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/import_calls_internal.h"
#include "data/store/users.h"

/* After how many lines the person is looked at; so many bad lines one after another are no log any more, at its
 * beginning so few. The place is written down after so many pieces: what is read twice is known. */
enum { LOOK_LINES = 2000, BAD_LINES_MAX = 10000, BAD_BEGINNING_MAX = 1000, LIVE_ROWS_MAX = 200, PLACE_PIECES = 3 };

/* Of a line that is not whole yet so much is read before it is told what it is no line of. */
enum { HALF_LINE_MAX = 4096 };

/* --- rows ----------------------------------------------------------------------------------------- */

static const char *keep(struct calls_import *im, const char *s)
{
	return *s ? arena_strdup(&im->rows_mem, s) : "";
}

/* The file itself is looked for, wherever a log says it is: a queue_log says nothing, a Master.csv only its name. */
static const char *recording_of(struct calls_import *im, const struct call *c)
{
	bool of_list = !im->log.format->log || !call_was_talk(c);
	const char *found = of_list ? NULL : recordings_find(im->recordings, c->id, c->at, &im->rows_mem);

	return found ? found : keep(im, c->recording);
}

static void take_call(void *ctx, const struct call *c)
{
	struct calls_import *im = ctx;
	struct err why = { 0 };

	if (im->n == WAITING_ROWS_MAX || im->e.code)
		return;
	if (call_check(c, &why)) {
		im->sum.rejected++;
		if (rejects_add(&im->rejects, im->line, why.msg, c->id, strlen(c->id), &im->e))
			return;
		return;
	}
	struct call *row = &im->rows[im->n++];

	*row = *c;
	row->teller = im->log.format->teller;
	row->id = keep(im, c->id);
	row->phone = "";
	row->raw = keep(im, c->raw);
	row->name = keep(im, c->name);
	row->queue = keep(im, c->queue);
	row->recording = recording_of(im, c);
	row->operator = keep(im, agent_login(&im->agents, c->operator, &im->rows_mem));
}

static enum err_code add_rows(struct calls_import *im, struct err *e)
{
	enum calls_kind kind = im->live && im->n <= LIVE_ROWS_MAX ? CALLS_LIVE : CALLS_BATCH;
	struct calls_added did = { .added = 0 };

	if (im->n && calls_append(im->s, im->rows, im->n, kind, im->who, &did, e))
		return e->code;
	im->sum.added += did.added;
	im->sum.same += did.known;
	im->sum.changed += did.changed;
	im->n = 0;
	arena_free(&im->rows_mem);
	return ERR_OK;
}

enum err_code import_flush(struct calls_import *im, struct err *e)
{
	im->pieces = 0;
	return add_rows(im, e) ? e->code : place_save(im, e);
}

static enum err_code flush_piece(struct calls_import *im, struct err *e)
{
	if (im->n < TOGETHER_ROWS)
		return ERR_OK;
	return ++im->pieces < PLACE_PIECES ? add_rows(im, e) : import_flush(im, e);
}

/* --- lines ---------------------------------------------------------------------------------------- */

/* Valid UTF-8, whatever telephone companies put into names; control bytes become spaces. */
static char *decode(struct calls_import *im, const struct line *l, struct arena *mem)
{
	char *s = arena_strndup(mem, l->s, l->len);
	struct err ignored = { 0 };
	const char *utf8 = NULL;
	size_t skip;

	for (size_t i = 0; i < l->len; i++)
		if ((unsigned char)s[i] < ' ' && s[i] != '\t' && s[i] != '\r')
			s[i] = ' ';
	if (text_check(s, l->len) != TEXT_NOT_UTF8)
		return s;
	if (!im->charset && charset_of(s, l->len, NULL, &skip, &im->charset, &ignored))
		im->charset = NULL;
	if (im->charset)
		utf8 = charset_utf8(im->charset, s, l->len, mem);
	if (utf8 && text_check(utf8, strlen(utf8)) != TEXT_NOT_UTF8)
		return arena_strdup(mem, utf8);
	for (size_t i = 0; i < l->len; i++)
		if ((unsigned char)s[i] >= 0x80)
			s[i] = '?';
	return s;
}

static enum err_code bad_line(struct calls_import *im, const struct line *l, const char *why, struct err *e)
{
	im->sum.rejected++;
	if (rejects_add(&im->rejects, l->n, why, l->s, l->len, e))
		return e->code;
	int most = im->lines_good ? BAD_LINES_MAX : BAD_BEGINNING_MAX;

	if (++im->bad_in_a_row < most)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("From line %lld on «%s» is no list of calls. What stood before is imported; the "
					 "reasons are in %s."), (long long)(l->n - most + 1), im->path, im->rejects.path);
}

static bool is_blank(const struct line *l)
{
	size_t i = 0;

	while (i < l->len && strchr(" \t\r", l->s[i]) && l->s[i])
		i++;
	return i == l->len;
}

/* Editors of Windows put a mark of UTF-8 before the first line. */
static const struct line *without_mark(const struct line *l, struct line *bare)
{
	static const char mark[] = { '\xef', '\xbb', '\xbf' };

	if (l->n != 1 || l->len < sizeof(mark) || memcmp(l->s, mark, sizeof(mark)) != 0)
		return l;
	*bare = *l;
	bare->s += sizeof(mark);
	bare->len -= sizeof(mark);
	return bare;
}

static enum err_code take_line(struct calls_import *im, const struct line *l, enum line_kind kind, struct err *e)
{
	struct arena mem = { 0 };
	struct line bare;

	im->line = l->n;
	l = without_mark(l, &bare);
	if (is_blank(l))
		return ERR_OK;
	const char *why = kind == LINE_TOO_LONG
				  ? arena_printf(&mem, _("The line is longer than %d KiB"), LINE_BYTES_MAX / 1024)
				  : call_log_take(&im->log, decode(im, l, &mem), &mem);
	enum err_code rc = ERR_OK;

	if (why) {
		rc = bad_line(im, l, why, e);
	} else {
		im->lines_good++;
		im->bad_in_a_row = 0;
	}
	arena_free(&mem);
	return rc ? rc : im->e.code ? err_set(e, im->e.code, "%s", im->e.msg) : ERR_OK;
}

enum err_code import_lines(struct calls_import *im, const struct progress *p, bool half_too, struct err *e)
{
	enum line_kind kind;
	struct line l;

	im->grew = false;
	for (int i = 1; !im->sum.stopped && (kind = line_file_next(im->file, half_too, &l, e)) != LINE_NONE; i++) {
		im->grew = true;
		if (take_line(im, &l, kind, e) || flush_piece(im, e))
			return e->code;
		if (i % LOOK_LINES == 0 && p->step &&
		    !p->step(p->ctx, line_file_at(im->file), line_file_size(im->file)))
			im->sum.stopped = true;
	}
	return e->code;
}

/* --- the format ----------------------------------------------------------------------------------- */

static enum err_code unknown_format(struct calls_import *im, struct err *e)
{
	return err_set(e, ERR_INVALID, _("«%s» is no list of calls that pult knows (%s), so nothing was imported. If it is "
					 "one all the same, say which with --format."), im->path,
		       call_format_names(&im->mem));
}

/* An empty log is a log that begins, and half a line is one of which more is to come, where it may. */
static enum err_code choose_format(struct calls_import *im, bool may_grow, struct err *e)
{
	size_t len;
	const char *head = line_file_head(im->file, &len, e);

	if (e->code || im->log.format || !len)
		return e->code;
	const char *last = memrchr(head, '\n', len);

	im->log.format = im->wanted ? call_format_find(im->wanted)
				    : call_format_guess(head, last ? (size_t)(last - head) + 1 : len);
	if (!im->log.format)
		return may_grow && !last && len < HALF_LINE_MAX ? ERR_OK : unknown_format(im, e);
	im->log.pool.grace_s = im->log.format->grace_s;
	return ERR_OK;
}

/* --- life ----------------------------------------------------------------------------------------- */

/* The names of a folder are kept while the setting is the same: a log that is followed wakes up for every line. */
static enum err_code open_recordings(struct calls_import *im, const char *folder, struct err *e)
{
	if (im->recordings && strcmp(recordings_folder(im->recordings), folder) == 0)
		return ERR_OK;
	recordings_close(im->recordings);
	im->recordings = recordings_open(folder, im->s->clock);
	return im->recordings ? ERR_OK : err_set(e, ERR_FAILED, "%s", _("Out of memory."));
}

static enum err_code read_agents(struct calls_import *im, struct err *e)
{
	struct user_list users;

	arena_free(&im->agents_mem);
	if (user_list(im->s, &im->agents_mem, &users, e))
		return e->code;
	im->agents.users = arena_alloc(&im->agents_mem, (size_t)(users.n + 1) * sizeof(*im->agents.users));
	im->agents.n = users.n;
	for (int i = 0; i < users.n; i++)
		im->agents.users[i] = (struct agent_user){ .login = users.rows[i].login, .name = users.rows[i].name };
	im->agents.map = store_setting(im->s, "agents", "", &im->agents_mem);
	agents_init(&im->agents, &im->agents_mem);
	return open_recordings(im, store_setting(im->s, "recordings", "", &im->agents_mem), e);
}

static enum err_code open_file(struct calls_import *im, const char *path, struct err *e)
{
	char *real = realpath(path, NULL);

	im->path = arena_strdup(&im->mem, real ? real : path);
	free(real);
	im->source = place_source(im->path, &im->mem);
	im->rejects.path = arena_printf(&im->mem, "%s.rejected", path);
	if (im->wanted && !call_format_find(im->wanted))
		return err_set(e, ERR_INVALID, _("«%s» is no format of calls. Formats: %s."), im->wanted,
			       call_format_names(&im->mem));
	if (line_file_open(im->path, &im->file, e) || choose_format(im, true, e))
		return e->code;
	return im->log.format && !im->log.format->log ? ERR_OK : place_load_open(im, e);
}

static void free_import(struct calls_import *im)
{
	line_file_close(im->file);
	charset_free(im->charset);
	recordings_close(im->recordings);
	pool_free(&im->log.pool);
	arena_free(&im->rows_mem);
	arena_free(&im->agents_mem);
	arena_free(&im->mem);
	if (im->watch >= 0)
		close(im->watch);
	free(im);
}

enum err_code calls_import_open(struct store *s, const char *path, const char *format, const struct actor *who,
				struct calls_import **out, struct err *e)
{
	struct calls_import *im = calloc(1, sizeof(*im));

	if (!im)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	im->s = s;
	im->who = who;
	im->watch = -1;
	im->wanted = format ? arena_strdup(&im->mem, format) : NULL;
	im->sum.rejected_path = "";
	im->log.clock = s->clock;
	im->log.pool.ended = take_call;
	im->log.pool.ctx = im;
	if (open_file(im, path, e)) {
		free_import(im);
		return e->code;
	}
	*out = im;
	return ERR_OK;
}

enum err_code calls_import_close(struct calls_import *im, struct err *e)
{
	enum err_code rc = rejects_close(&im->rejects, e);

	free_import(im);
	return rc;
}

int calls_import_waiting(const struct calls_import *im)
{
	return im->log.pool.n;
}

/* --- reading -------------------------------------------------------------------------------------- */

static enum err_code nothing_good(struct calls_import *im, struct err *e)
{
	return err_set(e, ERR_INVALID, _("No line of «%s» is of the format %s: nothing was imported. The reasons are in %s."),
		       im->path, im->log.format->name, im->rejects.path);
}

/* To the end of the file, and what has ended by now. */
static enum err_code read_all(struct calls_import *im, const struct progress *p, struct err *e)
{
	if (choose_format(im, im->following, e) || !im->log.format || read_agents(im, e) ||
	    import_lines(im, p, false, e))
		return e->code;
	if (!im->sum.stopped)
		pool_end_left(&im->log.pool, im->s->clock->now_ms(im->s->clock->ctx) / 1000);
	if (im->n || im->grew)
		if (import_flush(im, e))
			return e->code;
	return im->sum.rejected && !im->lines_good ? nothing_good(im, e) : ERR_OK;
}

enum err_code calls_import_read(struct calls_import *im, const struct progress *p, struct import_report *out,
				struct err *e)
{
	db_bulk(&im->s->db, !im->live);
	enum err_code rc = read_all(im, p, e);

	db_bulk(&im->s->db, false);
	im->sum.rejected_path = im->rejects.file ? im->rejects.path : "";
	*out = im->sum;
	return rc;
}

enum err_code import_calls(struct store *s, const struct calls_wanted *w, const struct progress *p,
			   const struct actor *who, struct arena *mem, struct import_report *out, struct err *e)
{
	struct calls_import *im;
	struct err closing = { 0 };

	*out = (struct import_report){ .rejected_path = "" };
	if (calls_import_open(s, w->path, w->format, who, &im, e))
		return e->code;
	enum err_code rc = calls_import_read(im, p, out, e);

	out->rejected_path = arena_strdup(mem, out->rejected_path);
	*w->waiting = calls_import_waiting(im);
	if (calls_import_close(im, &closing) && !rc)
		rc = err_set(e, closing.code, "%s", closing.msg);
	return rc;
}
