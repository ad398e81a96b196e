/* server/pg_copy.c - many rows at once; see pg.h. The form is that of "Binary Format" in the manual of COPY. */
#include <arpa/inet.h>
#include <endian.h>
#include <stdarg.h>
#include <string.h>

#include "server/pg_inner.h"

enum { PIECE = 64 * 1024, ROW_MAX = 16 * 1024 * 1024 };

enum err_code pg_copy_begin(struct pg *pg, const char *sql, struct pg_copy *c, struct err *e)
{
	static const char head[11 + 8] = "PGCOPY\n\377\r\n"; /* flags and extension: 0 */
	PGresult *res = pg_checked(pg, "copy", PQexec(pg->h, sql), e);

	if (!res)
		return e->code;
	PQclear(res);
	*c = (struct pg_copy){ .pg = pg, .rows = { .max = PIECE + ROW_MAX } };
	out_bytes(&c->rows, head, sizeof(head));
	return ERR_OK;
}

/* What does not go out is missed at the end. */
static void send_rows(struct pg_copy *c)
{
	if (c->rows.full || PQputCopyData(c->pg->h, c->rows.p, (int)c->rows.len) != 1)
		c->pg->broken = true;
	c->rows.len = 0;
}

static void add_value(struct out *o, const void *p, size_t len)
{
	uint32_t n = htonl((uint32_t)len);

	out_bytes(o, &n, sizeof(n));
	out_bytes(o, p, len);
}

void pg_copy_row(struct pg_copy *c, const char *types, ...)
{
	uint16_t n = htons((uint16_t)strlen(types));
	va_list ap;

	out_bytes(&c->rows, &n, sizeof(n));
	va_start(ap, types);
	for (; *types; types++) {
		if (*types == 'i') {
			uint64_t v = htobe64((uint64_t)va_arg(ap, int64_t));

			add_value(&c->rows, &v, sizeof(v));
			continue;
		}
		const char *p = va_arg(ap, const char *);

		add_value(&c->rows, p, *types == 'b' ? (size_t)va_arg(ap, int) : strlen(p));
	}
	va_end(ap);
	if (c->rows.len >= PIECE)
		send_rows(c);
}

enum err_code pg_copy_end(struct pg_copy *c, struct err *e)
{
	static const char tail[2] = "\377\377";
	struct pg *pg = c->pg;

	out_bytes(&c->rows, tail, sizeof(tail));
	send_rows(c);
	out_free(&c->rows);
	/* Rows that are missing must not pass for all of them. */
	bool ended = PQputCopyEnd(pg->h, pg->broken ? "incomplete" : NULL) == 1;
	PGresult *res = ended ? PQgetResult(pg->h) : NULL;

	PQclear(pg_checked(pg, "copy", res, e));
	if (!ended) { /* still copying: asked for results it would give that one again and again */
		pg->broken = true;
		return e->code;
	}
	while ((res = PQgetResult(pg->h)))
		PQclear(res);
	return e->code;
}
