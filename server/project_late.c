/* server/project_late.c - what was written without knowing of a redaction that is here already; see project_inner.h.
 * Its own site keeps the rest of it in a supplement (core/redact.h). */
#include <jansson.h>
#include <string.h>

#include "core/fold.h"
#include "core/redact.h"
#include "server/project_inner.h"

static bool is_redaction(const struct event *ev)
{
	return strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
}

/* Those that a person has made. */
static json_t *redactions_of(const struct event *all, int count)
{
	json_t *list = json_array();

	for (int i = 0; i < count; i++) {
		json_t *body = is_redaction(&all[i]) ? json_loads(all[i].body, 0, NULL) : NULL;

		if (body)
			redaction_list(list, &all[i], body, "");
		json_decref(body);
	}
	return list;
}

static bool is_late(const struct event *ev, const json_t *redactions)
{
	json_t *body = ev->emptied || is_redaction(ev) ? NULL : json_loads(ev->body, 0, NULL);
	bool late = body && redaction_missed(redactions, ev, body);

	json_decref(body);
	return late;
}

static enum err_code empty(struct pg *pg, const struct event *ev, struct event *evs, int n, struct err *e)
{
	static const struct statement update = { "project_overtake",
		"UPDATE event SET body = '' WHERE site = $1 AND seq = $2 AND subject = $3", false };

	for (int i = 0; i < n; i++)
		if (evs[i].seq == ev->seq && strcmp(evs[i].site, ev->site) == 0) {
			evs[i].body = "";
			return ERR_OK;
		}
	return pg_do(pg, &update, e, "sis", ev->site, ev->seq, ev->subject);
}

enum err_code project_overtake(struct pg *pg, struct subject *s, struct event *evs, int n, struct arena *mem,
			       struct err *e)
{
	struct event *all = NULL;
	int count = 0;

	if (project_gather(pg, s, evs, n, &all, &count, mem, e))
		return e->code;
	json_t *redactions = redactions_of(all, count);

	for (int i = 0; i < count && !e->code && json_array_size(redactions); i++)
		if (is_late(&all[i], redactions)) {
			s->again = true;
			(void)!empty(pg, &all[i], evs, n, e);
		}
	json_decref(redactions);
	return e->code;
}
