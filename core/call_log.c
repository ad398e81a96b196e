/* core/call_log.c - see call_log.h. */
#include "core/call_log.h"

#include "core/i18n.h"
#include "core/queue_log.h"

enum { LINES_LOOKED_AT = 50 };

static const struct csv_form comma = { ',', true };

/* --- the formats ---------------------------------------------------------------------------------- */

static const char *take_queue(struct call_log *log, char *line, struct arena *mem)
{
	struct queue_line l;

	(void)mem;
	return queue_line_read(line, &l) ? queue_fold(&log->pool, &l) : _("This is no line of a queue_log");
}

static bool read_cdr(const char *line, size_t len, enum cdr_order order, struct cdr_row *row, struct arena *mem)
{
	struct csv_record *r = arena_alloc(mem, sizeof(*r));

	return csv_next(&comma, line, len, true, mem, r) && cdr_row_read(r, order, row);
}

static bool fits_cdr(const char *line, size_t len, enum cdr_order order)
{
	struct arena mem = { 0 };
	struct cdr_row row;
	bool fits = read_cdr(line, len, order, &row, &mem);

	arena_free(&mem);
	return fits;
}

static const char *take_cdr(struct call_log *log, const char *line, enum cdr_order order, struct arena *mem)
{
	struct cdr_row row;

	if (!read_cdr(line, strlen(line), order, &row, mem))
		return _("This is no row of a Master.csv in this order of columns");
	return cdr_fold(&log->pool, &row, log->clock, &log->zone);
}

static bool fits_csv(const char *line, size_t len)
{
	return fits_cdr(line, len, CDR_CSV);
}

static const char *take_csv(struct call_log *log, char *line, struct arena *mem)
{
	return take_cdr(log, line, CDR_CSV, mem);
}

static bool fits_custom(const char *line, size_t len)
{
	return fits_cdr(line, len, CDR_CUSTOM);
}

static const char *take_custom(struct call_log *log, char *line, struct arena *mem)
{
	return take_cdr(log, line, CDR_CUSTOM, mem);
}

static bool fits_rows(const char *line, size_t len)
{
	struct call_columns k;

	return call_columns_read(&k, line, len);
}

static const char *take_rows(struct call_log *log, char *line, struct arena *mem)
{
	struct csv_record *r = arena_alloc(mem, sizeof(*r));
	struct call c;

	if (!log->columns.n)
		return call_columns_read(&log->columns, line, strlen(line)) ? NULL
		     : _("The first line does not name the columns id, at, raw, outcome");
	if (!csv_next(&log->columns.form, line, strlen(line), true, mem, r))
		return _("A quotation mark is left open");
	const char *fault = call_row_read(&log->columns, r, log->clock, &c, mem);

	if (!fault)
		log->pool.ended(log->pool.ctx, &c);
	return fault;
}

static const struct call_format formats[] = {
	{ "queue_log", true, QUEUE_GRACE_S, CALL_OF_QUEUE, queue_line_fits, take_queue },
	{ "cdr", true, CDR_GRACE_S, CALL_OF_ACCOUNTS, fits_csv, take_csv },
	{ "cdr-custom", true, CDR_GRACE_S, CALL_OF_ACCOUNTS, fits_custom, take_custom },
	{ "csv", false, 0, CALL_OF_NOBODY, fits_rows, take_rows },
};

const struct call_format *call_format_find(const char *name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

const char *call_format_names(struct arena *mem)
{
	const char *list = "";

	for (size_t i = 0; i < COUNT(formats); i++)
		list = arena_printf(mem, "%s%s%s", list, i ? ", " : "", formats[i].name);
	return list;
}

/* --- which it is ---------------------------------------------------------------------------------- */

/* Of the first lines, those that fit; a list of ours has a header and then anything. */
static int lines_that_fit(const struct call_format *f, const char *head, size_t len, int *lines)
{
	int fit = 0;

	for (*lines = 0; len && *lines < LINES_LOOKED_AT; ++*lines) {
		size_t line = csv_line(head, len, true), text = line;

		while (text && (head[text - 1] == '\n' || head[text - 1] == '\r'))
			text--;
		fit += f->fits(head, text);
		head += line;
		len -= line;
	}
	return fit;
}

const struct call_format *call_format_guess(const char *head, size_t len)
{
	int lines;

	if (memchr(head, '\0', len))
		return NULL;
	for (size_t i = 0; i < COUNT(formats); i++) {
		int fit = lines_that_fit(&formats[i], head, len, &lines);

		if (formats[i].log ? 2 * fit > lines : lines && formats[i].fits(head, csv_line(head, len, true)))
			return &formats[i];
	}
	return NULL;
}

const char *call_log_take(struct call_log *log, char *line, struct arena *mem)
{
	size_t n = strlen(line);

	if (n && line[n - 1] == '\r')
		line[n - 1] = '\0';
	return *line ? log->format->take(log, line, mem) : NULL;
}
