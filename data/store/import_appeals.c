/* data/store/import_appeals.c - appeals of former years, row by row: what each becomes is decided in
 * core/import_appeal.h, another thread makes it ready (import_row.h), here it comes into the base in short
 * transactions. A row whose number is there goes to import_meet.c. */
#include "core/fold.h"
#include "core/i18n.h"
#include "core/number.h"
#include "data/store/bell.h"
#include "data/store/import_internal.h"
#include "data/store/search_later.h"

/* A transaction ends when somebody waits for the turn, after so many rows or milliseconds at the latest: in between
 * the person is looked at. A file in which so many rows are bad and none is good is not what it was taken for; where
 * so many in a row cannot be read it ends. */
enum { LOOK_ROWS = 25, BATCH_ROWS = 4000, BATCH_MS = 1000, HOPELESS_ROWS = 1000 };
/* Rows are handed over so many at a time, fewer where they are long: AHEAD_PIECES of them wait, some 10 MB as a rule,
 * 50 MB where each row has the 256 KiB that it may have. */
enum { PIECE_ROWS = 64, PIECE_BYTES = 256 * 1024 };

/* --- reading, in the other thread ------------------------------------------------------------------ */

static void read_piece(void *ctx, struct ahead_piece *p)
{
	struct reader *r = ctx;
	struct import_row *rows = arena_alloc(&p->mem, PIECE_ROWS * sizeof(*rows));
	const struct catalogue *cat = atomic_load(&r->cat);
	size_t bytes = 0;

	p->items = rows;
	while (p->n < PIECE_ROWS && bytes < PIECE_BYTES) {
		struct table_row t;

		if (!table_next(r->file, &p->mem, &t, &p->e)) {
			p->last = true;
			return;
		}
		bytes += t.raw_len;
		import_row_make(&r->maker, cat, &t, &p->mem, &rows[p->n++]);
	}
}

/* The next row; NULL at the end of the file, or with *e set. It lives until the next one is asked for. */
static const struct import_row *next_row(struct import *im, struct err *e)
{
	while (!im->piece || im->at == im->piece->n) {
		if (im->piece && im->piece->last) {
			if (im->piece->e.code)
				*e = im->piece->e;
			return NULL;
		}
		im->piece = read_ahead_next(im->ahead);
		im->at = 0;
	}
	const struct import_row *row = (const struct import_row *)im->piece->items + im->at++;

	im->line = row->t.line;
	im->done = row->t.end;
	return row;
}

/* --- one row, in the base -------------------------------------------------------------------------- */

/* The series goes on behind the greatest number of each year. */
static enum err_code write_series(struct import *im, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "INSERT INTO counter(series, year, last) VALUES('number',?,?)"
			" ON CONFLICT(series, year) DO UPDATE SET last = max(last, excluded.last)");

	if (!im->year)
		return ERR_OK;
	db_bind(st, "di", im->year, im->last_n);
	im->year = 0;
	return db_run(&im->s->db, st, e);
}

static enum err_code keep_series(struct import *im, const struct appeal_row *row, struct err *e)
{
	enum err_code rc = row->year == im->year ? ERR_OK : write_series(im, e);

	im->last_n = row->year == im->year && im->last_n > row->n ? im->last_n : row->n;
	im->year = row->year;
	return rc;
}

static enum fate write_new(struct import *im, const struct import_row *row, struct err *e)
{
	struct event ev = { .kind = plain_kind(EV_IMPORTED), .at = im->reader.maker.pol.now_ms, .body = row->body };
	struct appeal now = row->now;
	struct appeal_keys keys = row->keys;
	int64_t id;

	memcpy(ev.body_hash, row->body_hash, sizeof(ev.body_hash));
	if (log_append_made(im->s, &ev, im->who, im->mem, e))
		return FAILED;
	now.subject = ev.subject;
	now.hlc = ev.hlc;
	if (!im->same_streets)
		keys.house = house_key(im->s, now.q[0].address, im->mem);
	if (appeal_save_new(im->s, &now, &keys, &id, e) || keep_series(im, &row->row, e))
		return FAILED;
	return ADDED;
}

static enum fate put(struct import *im, const struct import_row *row, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "SELECT id, subject FROM appeal WHERE idem = ?");

	db_bind(st, "s", row->f.idem);
	if (db_row(&im->s->db, st, e)) {
		int64_t id = sqlite3_column_int64(st, 0);
		const char *subject = db_text(im->mem, st, 1);

		sqlite3_reset(st);
		return import_meet(im, id, subject, row, e);
	}
	if (e->code)
		return FAILED;
	st = db_stmt(&im->s->db, "SELECT id FROM appeal WHERE ascii = ?");
	db_bind(st, "s", row->f.ascii);
	int64_t id = db_int(&im->s->db, st, 0, e);

	if (e->code)
		return FAILED;
	return id ? import_own(im, id, row, e) : write_new(im, row, e);
}

static enum err_code find_service(struct import *im, const char *said, const struct service **out, struct err *e)
{
	*out = catalogue_service_named(im->cat, said);
	if (*out)
		return ERR_OK;
	const char *code;

	if (catalogue_add_archived(im->s, said, im->who, im->mem, &code, e) || catalogue_get(im->s, &im->cat, e))
		return e->code;
	atomic_store(&im->reader.cat, im->cat);
	*out = catalogue_service(im->cat, code);
	return ERR_OK;
}

/* The executor is looked for once more where the catalogue has got another one since the row was made: then what was
 * meant may be that one. */
static const struct import_row *with_service(struct import *im, const struct import_row *row, struct import_row *again,
					     struct err *e)
{
	const char *said = row->t.cells[COL_service];
	const struct service *was = row->row.r.service, *now;

	if (row->known && (row->cat == im->cat || !was))
		return row;
	if (find_service(im, said, &now, e))
		return NULL;
	if (row->known && now && strcmp(now->code, was->code) == 0)
		return row;
	*again = *row;
	again->row.r.service = now;
	import_row_body(&im->reader.maker, again, im->mem);
	return again;
}

/* Sets which question of its appeal the row is. */
static void count_question(struct import *im, const struct import_row *row)
{
	im->k = im->last && strcmp(im->last, row->alike) == 0 ? im->k + 1 : 1;
	arena_free(&im->last_mem);
	im->last = arena_strdup(&im->last_mem, row->alike);
}

static enum fate import_row(struct import *im, const struct import_row *row, struct err *e)
{
	struct import_row again;

	if (row->fault) {
		im->bad_in_a_row++;
		im->last = NULL;
		return import_reject(im, row, row->fault, e);
	}
	im->bad_in_a_row = 0;
	count_question(im, row);
	row = with_service(im, row, &again, e);
	if (!row)
		return FAILED;
	if (!row->body) {
		err_set(e, ERR_BUG, "%s", "the body of an imported appeal cannot be made");
		return FAILED;
	}
	enum fate fate = put(im, row, e);

	if (fate == REJECTED)
		im->last = NULL;
	im->unclear = appeal_flagged(row->now.flags);
	return fate;
}

static void count(struct import_report *r, enum fate fate, bool unclear)
{
	int64_t *const counters[] = { [ADDED] = &r->added, [SAME] = &r->same, [CHANGED] = &r->changed,
				      [REJECTED] = &r->rejected };

	++*counters[fate];
	r->flagged += unclear && (fate == ADDED || fate == CHANGED);
}

/* --- the file ------------------------------------------------------------------------------------- */

static int64_t now(const struct import *im)
{
	return im->s->clock->now_ms(im->s->clock->ctx);
}

static bool batch_goes_on(const struct import *im, int rows)
{
	if (rows >= BATCH_ROWS || im->bad_in_a_row >= HOPELESS_ROWS)
		return false;
	return rows == 0 || rows % LOOK_ROWS || (!db_wanted(&im->s->db) && now(im) - im->began < BATCH_MS);
}

/* What was left for the end of the transaction. */
static enum err_code settle(struct import *im, struct err *e)
{
	if (write_series(im, e) || log_settle(im->s, e))
		return e->code;
	return search_settle(im->s, e);
}

/* One transaction; *more is false after the last row. A transaction that fails counts nothing. */
static enum err_code import_batch(struct import *im, bool *more, struct err *e)
{
	struct import_report counted = *im->out;
	enum err_code rc = db_begin(&im->s->db, e);

	if (rc)
		return rc;
	im->began = now(im);
	im->same_streets = streets_revision(im->s) == streets_copied(im->reader.maker.streets);
	for (int i = 0; !rc && *more && batch_goes_on(im, i); i++) {
		struct arena mem = { 0 };
		const struct import_row *row = next_row(im, e);

		im->mem = &mem;
		*more = row != NULL;
		rc = e->code;
		if (!rc && *more) {
			enum fate fate = import_row(im, row, e);

			rc = e->code;
			if (!rc)
				count(&counted, fate, im->unclear);
		}
		arena_free(&mem);
	}
	if (!rc)
		rc = settle(im, e);
	rc = db_end(&im->s->db, rc, e);
	if (!rc)
		*im->out = counted;
	return rc;
}

static bool hopeless(const struct import_report *r)
{
	return r->rejected >= HOPELESS_ROWS && r->added + r->same + r->changed == 0;
}

static enum err_code import_all(struct import *im, const struct progress *p, struct err *e)
{
	bool more = true;
	enum err_code rc = ERR_OK;

	while (!rc && more && !im->out->stopped) {
		rc = import_batch(im, &more, e);
		if (!rc && hopeless(im->out))
			return err_set(e, ERR_INVALID, _("The first %d rows are all bad: this is not a list of appeals. "
							 "Nothing was imported; the reasons are in %s."),
				       (int)HOPELESS_ROWS, table_rejected_path(im->reader.file));
		if (!rc && im->bad_in_a_row >= HOPELESS_ROWS)
			return table_hopeless(im->reader.file, im->line, HOPELESS_ROWS, e);
		if (!rc && p->step && !p->step(p->ctx, im->done, table_size(im->reader.file)))
			im->out->stopped = true;
	}
	if (im->out->added + im->out->changed > 0)
		bell_ring(im->s);
	return rc;
}

/* --- the live series ------------------------------------------------------------------------------ */

struct series {
	int year;
	int64_t last;
};

static struct series live_series(struct import *im, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "SELECT ifnull(max(last), 0) FROM counter"
						    " WHERE series = 'number' AND year = ?");
	struct series now = { .year = year_of_number(im->s, &im->reader.maker.pol, e) };

	db_bind(st, "d", now.year);
	now.last = db_int(&im->s->db, st, 0, e);
	return now;
}

/* Numbers are never taken back, so that a slip in n must be seen before the next appeal has its number. */
static void tell_series(struct import *im, const struct series *was, struct arena *mem, struct err *e)
{
	struct series now = live_series(im, e);

	if (!e->code && now.year == was->year && now.last != was->last)
		import_note(im->out, mem, arena_printf(mem,
			_("The next appeal is %s now, without this file it would be %s. Is it a slip in n? Then "
			  "restore the copy made before the import while nobody has registered."),
			number_format(mem, im->reader.maker.template, im->s->site, now.year, now.last + 1),
			number_format(mem, im->reader.maker.template, im->s->site, was->year, was->last + 1)));
}

/* Between these two, who reads ahead is at work. */
static enum err_code begin(struct import *im, const struct import_file *file, struct err *e)
{
#define X(name, required) { #name, required },
	static const struct table_column columns[] = { APPEAL_ROW(X) };
#undef X
	struct reader *r = &im->reader;

	if (import_maker_init(&r->maker, im->s, e) || catalogue_get(im->s, &im->cat, e) ||
	    table_open(file, columns, (int)COUNT(columns), &r->file, e))
		return e->code;
	atomic_store(&r->cat, im->cat);
	json_object_seed(0); /* both threads make objects: jansson(3), "Thread safety" */
	im->ahead = read_ahead_start(read_piece, r);
	return im->ahead ? ERR_OK : err_set(e, ERR_FAILED, "%s", _("Out of memory."));
}

static enum err_code end(struct import *im, enum err_code rc, struct err *e)
{
	read_ahead_stop(im->ahead);
	import_maker_free(&im->reader.maker);
	arena_free(&im->last_mem);
	if (!rc && !im->out->stopped)
		table_done(im->reader.file);
	return table_close(im->reader.file, rc ? NULL : e) && !rc ? e->code : rc;
}

static enum err_code write_all(struct import *im, const struct progress *p, struct err *e)
{
	struct search_kept kept = { .n = 0 };
	struct log_end log = { .known = false };

	db_bulk(&im->s->db, true);
	search_later(im->s, &kept);
	log_later(im->s, &log);
	enum err_code rc = import_all(im, p, e);

	log_later(im->s, NULL);
	search_later(im->s, NULL);
	search_kept_free(&kept);
	db_bulk(&im->s->db, false);
	return rc;
}

enum err_code import_appeals(struct store *s, const struct import_file *file, const struct progress *p,
			     const struct actor *who, struct arena *mem, struct import_report *out, struct err *e)
{
	struct import im = { .s = s, .who = who, .out = out };

	*out = (struct import_report){ .rejected_path = "" };
	enum err_code rc = begin(&im, file, e);
	const struct series was = rc ? (struct series){ 0 } : live_series(&im, e);

	out->charset = rc ? NULL : table_charset(im.reader.file);
	if (!rc)
		rc = e->code ? e->code : write_all(&im, p, e);
	if (!rc)
		tell_series(&im, &was, mem, e);
	if (out->rejected)
		out->rejected_path = arena_strdup(mem, table_rejected_path(im.reader.file));
	return end(&im, rc, e);
}
