/* data/store/log_kept.c - what is left of a body that a redaction has emptied: it stands in the event of the redaction
 * (core/redact.h). Read only when an empty body is met. */
#include "data/store/log_kept.h"

#include "core/fold.h"
#include "core/redact.h"

/* The redactions of the subject, the newest first; those that a later one has emptied say nothing any more. */
static json_t *redactions(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT body FROM event WHERE subject = ? AND kind = ? AND body <> ''"
					   " ORDER BY hlc DESC, site DESC");
	json_t *list = json_array();

	db_bind(st, "ss", subject, plain_kind(EV_REDACTED));
	while (db_row(&s->db, st, e)) {
		json_t *body = json_loads((const char *)sqlite3_column_text(st, 0), 0, NULL);

		if (body)
			json_array_append_new(list, body);
	}
	sqlite3_reset(st);
	return list;
}

enum err_code log_kept_body(struct store *s, struct log_kept *k, struct event *ev, struct err *e)
{
	ev->emptied = !*ev->body;
	if (!ev->emptied)
		return ERR_OK;
	if (!k->list)
		k->list = redactions(s, ev->subject, e);
	json_t *left = redaction_left(k->list, ev->kind, ev->site, ev->seq);
	char *text = left ? json_dumps(left, JSON_COMPACT) : NULL;

	if (text)
		ev->body = arena_strdup(&k->mem, text);
	json_decref(left);
	free(text);
	return e->code;
}

void log_kept_free(struct log_kept *k)
{
	json_decref(k->list);
	arena_free(&k->mem);
}
