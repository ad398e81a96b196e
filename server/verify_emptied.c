/* server/verify_emptied.c - whether a body may be missing; see verify_inner.h. */
#include <string.h>

#include "core/appeal.h"
#include "core/fold.h"
#include "core/json_read.h"
#include "core/json_text.h"
#include "core/redact.h"
#include "server/verify_inner.h"

/* All redactions: few, read when the first empty body is met. */
static enum err_code read_redactions(struct pg *pg, json_t **list, struct err *e)
{
	static const struct statement find = { "verify_redacted",
		"SELECT site, site || '.' || seq, subject, body FROM event WHERE kind = 'redacted'", true };
	PGresult *res = *list ? NULL : pg_run(pg, &find, e, "");

	if (!res)
		return e->code;
	*list = json_array();
	for (int i = 0; i < PQntuples(res); i++)
		json_array_append_new(*list, json_pack("{ss ss ss so*}", "site", pg_text(res, i, 0), "id",
			pg_text(res, i, 1), "subject", pg_text(res, i, 2), "body", json_read_text(pg_text(res, i, 3))));
	PQclear(res);
	return ERR_OK;
}

static bool is_of(const json_t *redaction, const struct event *ev)
{
	return strcmp(json_text(redaction, "subject"), ev->subject) == 0;
}

static bool is_named(const json_t *redactions, const struct event *ev)
{
	const json_t *one;
	size_t i;

	json_array_foreach(redactions, i, one)
		if (is_of(one, ev) && redaction_kept(json_object_get(one, "body"), ev->site, ev->seq))
			return true;
	return false;
}

/* What its site has written later about the same thing says which redactions it had got by then: it had said before
 * what it keeps of the event. */
static bool has_got(const PGresult *later, const char *redaction)
{
	bool has = false;

	for (int i = 0; i < PQntuples(later) && !has; i++) {
		json_t *body = json_read_text(pg_text(later, i, 0));

		has = flags_has(json_text(body, "knows"), redaction);
		json_decref(body);
	}
	return has;
}

/* Of its own redaction a site names all that it had written; redactions themselves nobody else empties. */
static bool is_overtaken(const json_t *redactions, const struct event *ev, const PGresult *later)
{
	const json_t *one;
	size_t i;

	json_array_foreach(redactions, i, one)
		if (is_of(one, ev) && strcmp(json_text(one, "site"), ev->site) != 0 &&
		    !redaction_is_late(json_object_get(one, "body")) && !has_got(later, json_text(one, "id")))
			return strcmp(ev->kind, plain_kind(EV_REDACTED)) != 0;
	return false;
}

enum err_code verify_emptied(struct pg *pg, json_t **redactions, const struct event *ev, bool *may, struct err *e)
{
	static const struct statement get = { "verify_later", "SELECT body FROM event WHERE site = $1 AND seq > $2::bigint"
		" AND subject = $3 AND kind <> 'redacted'", true };

	if (read_redactions(pg, redactions, e))
		return e->code;
	*may = is_named(*redactions, ev);
	PGresult *later = *may ? NULL : pg_run(pg, &get, e, "sis", ev->site, ev->seq, ev->subject);

	if (later)
		*may = is_overtaken(*redactions, ev, later);
	PQclear(later);
	return e->code;
}
