/* data/store/table_file.c - see table_file.h. */
#include "data/store/table_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/charset.h"
#include "data/store/import.h"

enum { BUF_BYTES = 512 * 1024, ROW_BYTES = 256 * 1024, MAX_COLUMNS = CSV_FIELDS };

struct table_file {
	struct arena mem;
	const char *path, *rejected_path;
	const char *part;     /* where rejected rows are written while their own file is read; else NULL */
	int fd;
	FILE *rejected;
	struct csv_form form;
	struct charset *charset;
	int64_t size, before; /* bytes of the file; of it before buf */
	int64_t line;         /* of buf[at] */
	size_t at, len;
	bool end;             /* nothing more to read */
	bool done;            /* every row was dealt with */
	int lead;             /* columns of a file of rejected rows before those of the list */
	int columns;          /* in the file */
	int known;            /* columns of the importer */
	int place[MAX_COLUMNS]; /* of the file's column among the importer's; -1: passed over */
	const char *header;
	char buf[BUF_BYTES];
};

static enum err_code cannot_read(const char *path, struct err *e)
{
	return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED, _("Cannot read «%s»: %s."), path,
		       strerror(errno));
}

/* Makes room and reads on, until buf is full or the file ends. */
static bool fill(struct table_file *t, struct err *e)
{
	ssize_t got = 1;

	memmove(t->buf, t->buf + t->at, t->len - t->at);
	t->before += (int64_t)t->at;
	t->len -= t->at;
	t->at = 0;
	while (t->len < BUF_BYTES && got > 0) {
		got = read(t->fd, t->buf + t->len, BUF_BYTES - t->len);
		if (got < 0) {
			cannot_read(t->path, e);
			return false;
		}
		t->len += (size_t)got;
	}
	t->end = t->len < BUF_BYTES;
	return true;
}

/* --- the header ---------------------------------------------------------------------------------- */

static enum err_code known_columns(const struct table_column *c, int n, const char *bad, struct table_file *t,
				   struct err *e)
{
	const char *list = "";

	for (int i = 0; i < n; i++)
		list = arena_printf(&t->mem, "%s%s%s", list, i ? ", " : "", c[i].name);
	return err_set(e, ERR_INVALID, _("The first line is not a header of this list: the column «%s» is not known. "
					 "Known columns: %s. Nothing was imported."), bad, list);
}

static int place_of(const struct table_column *c, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(c[i].name, name) == 0)
			return i;
	return -1;
}

static bool of_rejected(const char *name)
{
	return strcmp(name, "line") == 0 || strcmp(name, "reason") == 0;
}

/* Without a remark in brackets behind it. */
static const char *bare_name(struct table_file *t, const char *name)
{
	const char *remark = strstr(name, " (");

	return text_tidy(&t->mem, remark ? arena_strndup(&t->mem, name, (size_t)(remark - name)) : name, NULL);
}

static enum err_code place_columns(struct table_file *t, const struct csv_record *r,
				   const struct table_column *c, int n, struct err *e)
{
	bool seen[MAX_COLUMNS] = { false };

	for (int i = 0; i < r->n && i < MAX_COLUMNS; i++) {
		const char *name = r->field[i];

		if (i == 0 && name[0] == '#')
			name += 1 + strspn(name + 1, " ");
		name = bare_name(t, text_check(name, strlen(name)) == TEXT_GOOD ? name : "?");
		t->place[i] = of_rejected(name) ? -1 : place_of(c, n, name);
		if (t->place[i] < 0 && !of_rejected(name))
			return known_columns(c, n, name, t, e);
		if (t->place[i] >= 0 && seen[t->place[i]])
			return err_set(e, ERR_INVALID, _("The column «%s» is there twice. Nothing was imported."), name);
		if (t->place[i] >= 0)
			seen[t->place[i]] = true;
		t->lead += t->lead == i && t->place[i] < 0;
	}
	for (int i = 0; i < n; i++)
		if (c[i].required && !seen[i])
			return err_set(e, ERR_INVALID, _("The column «%s» is missing. Nothing was imported."), c[i].name);
	t->columns = r->n;
	t->known = n;
	return ERR_OK;
}

static enum err_code read_header(struct table_file *t, const struct table_column *c, int n, struct err *e)
{
	struct csv_record *r = arena_alloc(&t->mem, sizeof(*r));
	size_t line = csv_line(t->buf + t->at, t->len - t->at, t->end);

	if (!line || line > ROW_BYTES || memchr(t->buf + t->at, '\0', line))
		return err_set(e, ERR_INVALID, _("«%s» is not a table: it has no first line with names of columns. "
						 "Nothing was imported."), t->path);
	t->form = csv_guess(t->buf + t->at, line);
	t->header = arena_strndup(&t->mem, t->buf + t->at, line);
	if (!csv_next(&t->form, t->buf + t->at, line, true, &t->mem, r))
		return err_set(e, ERR_INVALID, "%s",
			       _("The first line has an open quotation mark. Nothing was imported."));
	t->at += line;
	t->line = 2;
	return place_columns(t, r, c, n, e);
}

static enum err_code read_beginning(struct table_file *t, const char *charset, const struct table_column *c, int n,
				    struct err *e)
{
	struct stat st;

	t->fd = open(t->path, O_RDONLY | O_CLOEXEC);
	if (t->fd < 0 || fstat(t->fd, &st))
		return cannot_read(t->path, e);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INVALID, _("«%s» is not a file. Nothing was imported."), t->path);
	t->size = st.st_size;
	if (!fill(t, e) || charset_of(t->buf, t->len, charset, &t->at, &t->charset, e))
		return e->code;
	return read_header(t, c, n, e);
}

/* Rows that are rejected again stand where they stood. */
static void name_rejected(struct table_file *t)
{
	static const char end[] = ".rejected";
	size_t len = strlen(t->path), n = sizeof(end) - 1;
	bool again = len > n && strcmp(t->path + len - n, end) == 0;

	t->rejected_path = again ? t->path : arena_printf(&t->mem, "%s%s", t->path, end);
	t->part = again ? arena_printf(&t->mem, "%s.part", t->path) : NULL;
}

enum err_code table_open(const struct import_file *f, const struct table_column *columns, int n,
			 struct table_file **out, struct err *e)
{
	struct table_file *t = calloc(1, sizeof(*t));

	if (!t)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	t->fd = -1;
	t->path = arena_strdup(&t->mem, f->path);
	name_rejected(t);
	if (read_beginning(t, f->charset, columns, n, e)) {
		table_close(t, NULL);
		return e->code;
	}
	*out = t;
	return ERR_OK;
}

/* --- rows ---------------------------------------------------------------------------------------- */

static const char *give_cells(struct table_file *t, const struct csv_record *r, const char **cells,
			      struct arena *mem)
{
	if (r->n != t->columns)
		return arena_printf(mem, P_("The row has %d column, the first line has %d",
					    "The row has %d columns, the first line has %d", r->n), r->n, t->columns);
	for (int i = 0; i < r->n; i++) {
		if (t->place[i] < 0)
			continue;
		const char *utf8 = memchr(r->field[i], '\0', r->len[i]) ? NULL
				 : charset_utf8(t->charset, r->field[i], r->len[i], mem);

		if (!utf8)
			return arena_printf(mem, _("Bytes that are not letters of %s"), charset_name(t->charset));
		cells[t->place[i]] = t->form.sep == ';' ? csv_unguard(utf8) : utf8;
	}
	return NULL;
}

/* A record that never ends: only its first line is given up, the rest may be good. */
static const char *give_up(struct table_file *t, struct table_row *row, struct arena *mem)
{
	size_t line = csv_line(t->buf + t->at, t->len - t->at, true);

	row->raw_len = line < ROW_BYTES ? line : ROW_BYTES;
	t->at += line;
	t->line++;
	return arena_printf(mem, _("The row is longer than %d KiB, or a quotation mark is left open"),
			    ROW_BYTES / 1024);
}

static bool take_record(struct table_file *t, struct csv_record *r, struct arena *mem, struct err *e)
{
	for (int tries = 0; tries < 2; tries++) {
		size_t left = t->len - t->at, room = left < ROW_BYTES ? left : ROW_BYTES;

		if (csv_next(&t->form, t->buf + t->at, room, t->end && room == left, mem, r))
			return true;
		if (room == ROW_BYTES || t->end || !fill(t, e))
			return false;
	}
	return false;
}

static bool blank(const struct csv_record *r)
{
	return r->n == 1 && !*r->field[0];
}

bool table_next(struct table_file *t, struct arena *mem, struct table_row *row, struct err *e)
{
	const char **cells = arena_alloc(mem, (size_t)t->known * sizeof(*cells));
	struct csv_record *r = arena_alloc(mem, sizeof(*r));

	*row = (struct table_row){ .cells = cells };
	do {
		if (t->at == t->len && (t->end || !fill(t, e) || t->at == t->len))
			return false;
		bool whole = take_record(t, r, mem, e);

		if (e->code)
			return false;
		row->raw = t->buf + t->at;
		row->line = t->line;
		if (!whole) {
			row->fault = give_up(t, row, mem);
			row->end = t->before + (int64_t)t->at;
			return true;
		}
		row->raw_len = r->bytes;
		t->at += r->bytes;
		t->line += r->lines;
	} while (blank(r));
	row->end = t->before + (int64_t)t->at;
	row->fault = give_cells(t, r, cells, mem);
	return true;
}

const char *table_charset(const struct table_file *t)
{
	const char *name = charset_name(t->charset);

	return strcmp(name, "UTF-8") == 0 ? NULL : name;
}

int64_t table_size(const struct table_file *t)
{
	return t->size;
}

/* --- what was not taken -------------------------------------------------------------------------- */

const char *table_rejected_path(const struct table_file *t)
{
	return t->rejected_path;
}

enum err_code table_hopeless(const struct table_file *t, int64_t line, int rows, struct err *e)
{
	return err_set(e, ERR_INVALID, _("%d rows one after another are bad, the last is in line %lld: the import stopped there. "
					 "What came before is in; the reasons are in %s."), rows, (long long)line,
		       t->rejected_path);
}

static enum err_code cannot_write(struct table_file *t, struct err *e)
{
	return err_set(e, ERR_FAILED, _("Cannot write «%s»: %s. Part of the rows may be imported already: make that possible, or copy "
				     "the file to another folder, and import again: nothing is taken twice."),
		       t->rejected_path, strerror(errno));
}

/* The bytes of line and reason before a row of a file of rejected ones; 0 where it has not even these. */
static size_t lead_bytes(const struct table_file *t, const char *s, size_t len)
{
	bool quoted = false;
	int left = t->lead;
	size_t at = 0;

	for (; left && at < len; at++) {
		quoted = quoted != (t->form.quotes && s[at] == '"');
		left -= !quoted && s[at] == t->form.sep;
	}
	return left ? 0 : at;
}

static enum err_code open_rejected(struct table_file *t, struct err *e)
{
	int fd = open(t->part ? t->part : t->rejected_path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
	const char *header = t->header + (*t->header == '#');

	t->rejected = fd < 0 ? NULL : fdopen(fd, "w");
	if (!t->rejected)
		return cannot_write(t, e);
	header += strspn(header, " ");
	header += lead_bytes(t, header, strlen(header));
	fprintf(t->rejected, "# line%creason%c%s", t->form.sep, t->form.sep, header);
	if (!strchr(header, '\n'))
		fputc('\n', t->rejected);
	return ERR_OK;
}

enum err_code table_reject(struct table_file *t, const struct table_row *row, const char *reason, struct err *e)
{
	struct arena mem = { 0 };

	if (!t->rejected && open_rejected(t, e))
		return e->code;
	fprintf(t->rejected, "%lld%c%s%c", (long long)row->line, t->form.sep,
		charset_from_utf8(t->charset, csv_write(&t->form, reason, false, &mem), &mem), t->form.sep);
	size_t skip = lead_bytes(t, row->raw, row->raw_len);

	fwrite(row->raw + skip, 1, row->raw_len - skip, t->rejected);
	if (!row->raw_len || row->raw[row->raw_len - 1] != '\n')
		fputc('\n', t->rejected);
	arena_free(&mem);
	return ferror(t->rejected) ? cannot_write(t, e) : ERR_OK;
}

void table_done(struct table_file *t)
{
	t->done = true;
}

/* Rows that nobody has looked at stay in the file where they are. */
static bool settle_rejected(struct table_file *t)
{
	if (t->part && t->rejected && !t->done)
		return unlink(t->part) == 0;
	if (t->part && t->rejected)
		return rename(t->part, t->rejected_path) == 0;
	if (!t->part && !t->rejected && t->done)
		unlink(t->rejected_path); /* of an import before: what it holds is in */
	return true;
}

enum err_code table_close(struct table_file *t, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (!t)
		return rc;
	bool written = !t->rejected || fclose(t->rejected) == 0;

	if (!written || !settle_rejected(t))
		rc = cannot_write(t, e);
	if (t->fd >= 0)
		close(t->fd);
	charset_free(t->charset);
	arena_free(&t->mem);
	free(t);
	return rc;
}
