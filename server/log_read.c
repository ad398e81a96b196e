/* server/log_read.c - pages of the log; see log.h. Each is one statement, so one snapshot: the last
 * position belongs to the rows beside it. */
#include "server/log.h"

#include <stdlib.h>

/* Kinds that stay at the centre (design.md 9, pult-sync(7)). */
#define NOT_PASSED_ON "('login', 'login_refused', 'locked', 'viewed', 'played', 'printed', 'pin', 'exported', 'file_saved')"

/* A PIN that another office issued: the appeal's own site must know that its own key does not check it any more. */
#define OR_FOREIGN_PIN " OR (kind = 'pin' AND NOT starts_with(subject, site || '.'))"

/* Of the rows that fit by number, those that fit by size; the first always does. */
#define CUT(rows, order) \
	"SELECT * FROM (SELECT r.*, sum(octet_length(r.body)) OVER (ORDER BY r." order ") AS total" \
	" FROM (" rows ") r) s WHERE total - octet_length(body) < 3145728"

void log_row(const PGresult *res, int row, struct event *ev)
{
	*ev = (struct event){
		.site = pg_text(res, row, 0), .seq = pg_int(res, row, 1), .v = pg_int(res, row, 2),
		.hlc = pg_int(res, row, 3), .at = pg_int(res, row, 4), .actor = pg_text(res, row, 5),
		.subject = pg_text(res, row, 6), .kind = pg_text(res, row, 7), .body = pg_text(res, row, 8),
	};
	pg_bytes(res, row, 9, ev->body_hash, EVENT_HASH);
	pg_bytes(res, row, 10, ev->hash, EVENT_HASH);
}

bool log_place_read(const char *s, struct log_place *out)
{
	size_t digits = strspn(s, "0123456789");
	const char *head = s[digits] == '-' ? s + digits + 1 : "";

	if (digits < 1 || digits > 18 || (s[digits] && s[digits] != '-'))
		return false;
	if (s[digits] && (strlen(head) != 8 || strspn(head, "0123456789abcdef") != 8))
		return false;
	out->pos = strtoll(s, NULL, 10);
	snprintf(out->head, sizeof(out->head), "%s", head);
	return true;
}

void log_place_write(const struct log_place *p, char out[32])
{
	snprintf(out, 32, "%lld%s%s", (long long)p->pos, *p->head ? "-" : "", p->head);
}

/* Columns behind those of the event: in every row, and alone in the only row when there is no event. */
enum { COLUMN_LAST = LOG_COLUMN_COUNT, COLUMN_HASH_LAST, COLUMN_HASH_AFTER };

static void place_of(struct log_place *p, int64_t pos, const PGresult *res, int row, int column)
{
	uint8_t hash[EVENT_HASH];

	p->pos = pos;
	p->head[0] = '\0';
	if (PQgetlength(res, row, column) != EVENT_HASH)
		return;
	pg_bytes(res, row, column, hash, EVENT_HASH);
	event_head(hash, p->head);
}

static void write_page(const PGresult *res, bool own, struct log_page *page, struct out *o)
{
	int rows = PQntuples(res);
	struct event ev;

	page->n = 0;
	place_of(&page->next, page->last, res, 0, COLUMN_HASH_LAST);
	if (PQgetisnull(res, 0, 0))
		return;
	for (int i = 0; i < rows; i++) {
		log_row(res, i, &ev);
		int64_t pos = pg_int(res, i, LOG_COLUMN_POS);
		size_t before = o->len;

		if (!event_line_write(o, &ev, own ? 0 : pos)) {
			o->len = before; /* escapes made it longer than its bytes: the next page has it */
			o->full = false;
			return;
		}
		page->next.pos = own ? ev.seq : pos;
		event_head(ev.hash, page->next.head);
		page->n++;
	}
}

/* Whether the event at `after` is the one that the cursor has seen. */
static bool is_lost(const PGresult *res, const struct log_page *page)
{
	struct log_place there;

	place_of(&there, page->after.pos, res, 0, COLUMN_HASH_AFTER);
	return page->after.pos > page->last || (*page->after.head && strcmp(there.head, page->after.head) != 0);
}

enum err_code log_others(struct pg *pg, const char *site, struct log_page *page, struct out *o, struct err *e)
{
	static const struct statement get = { "log_others",
		"SELECT t.site, t.seq, t.v, t.hlc, t.at, t.actor, t.subject, t.kind, t.body, t.body_hash,"
		" t.hash, t.pos, p.last, (SELECT hash FROM event WHERE pos = p.last),"
		" (SELECT hash FROM event WHERE pos = $1::bigint) FROM log_position p LEFT JOIN LATERAL ("
		CUT("SELECT " LOG_COLUMNS " FROM event WHERE pos > $1::bigint AND site <> $2"
		    " AND (kind NOT IN " NOT_PASSED_ON OR_FOREIGN_PIN ") ORDER BY pos LIMIT $3::bigint", "pos")
		") t ON true ORDER BY t.pos", true };
	PGresult *res = pg_run(pg, &get, e, "isi", page->after.pos, site, (int64_t)page->limit);

	if (!res)
		return e->code;
	page->last = pg_int(res, 0, COLUMN_LAST);
	page->lost = is_lost(res, page);
	page->n = 0;
	if (!page->lost)
		write_page(res, false, page, o);
	PQclear(res);
	return ERR_OK;
}

enum err_code log_own(struct pg *pg, const char *site, struct log_page *page, struct out *o, struct err *e)
{
	static const struct statement get = { "log_own",
		"SELECT t.site, t.seq, t.v, t.hlc, t.at, t.actor, t.subject, t.kind, t.body, t.body_hash,"
		" t.hash, t.pos, c.seq, c.hash FROM chain c LEFT JOIN LATERAL ("
		CUT("SELECT " LOG_COLUMNS " FROM event WHERE site = $2 AND seq > $1::bigint ORDER BY seq"
		    " LIMIT $3::bigint", "seq")
		") t ON true WHERE c.site = $2 ORDER BY t.seq", true };
	PGresult *res = pg_run(pg, &get, e, "isi", page->after.pos, site, (int64_t)page->limit);

	if (!res)
		return e->code;
	page->last = pg_int(res, 0, COLUMN_LAST);
	pg_bytes(res, 0, COLUMN_HASH_LAST, page->head, EVENT_HASH);
	write_page(res, true, page, o);
	PQclear(res);
	return ERR_OK;
}
