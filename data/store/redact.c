/* data/store/redact.c - see redact.h. One transaction for log and rows; what SQLite keeps elsewhere, old segments of
 * the search index and pages in the write-ahead log, is left to erased.h. */
#include "data/store/redact.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/calls_erase.h"
#include "data/store/erasing.h"

static enum err_code nothing(const struct change *c, const struct erasing *r, struct err *e)
{
	struct arena mem = { 0 };
	json_t *body = redaction_new(r->fields, r->reason);

	err_set(e, ERR_REFUSED, _("%s holds none of it: %s. Nothing was changed."), c->was.number,
		redact_labels(&mem, body));
	json_decref(body);
	arena_free(&mem);
	return e->code;
}

static enum err_code erase(struct change *c, struct erasing *r, struct err *e)
{
	const json_t *part;
	size_t i;

	if (erasing_look(c->s, c->was.subject, r, e))
		return e->code;
	if (!r->found && !calls_hold(c->s, c->was.calls, r->fields, e))
		return e->code ? e->code : nothing(c, r, e);
	erasing_begin(r);
	json_array_foreach(r->parts, i, part)
		if (change_append(c, plain_kind(EV_REDACTED), part, e) ||
		    redaction_obey(c->s, c->was.subject, part, c->who, e))
			break;
	return e->code;
}

enum err_code appeal_redact(struct store *s, const char *ref, const struct redaction *what, const struct actor *who,
			    struct arena *mem, struct redacted_report *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	struct erasing r = { .fields = what->fields, .reason = what->reason };
	enum err_code rc = redact_check(what->fields, what->reason, who, e);

	*out = (struct redacted_report){ .rows = 0 };
	if (!rc)
		rc = change_begin(&c, ref, what->rev, e);
	if (rc && !s->db.in_tx)
		return rc;
	if (!rc)
		rc = erase(&c, &r, e);
	rc = change_end(&c, rc, e);
	erasing_free(&r);
	if (rc)
		return rc;
	out->appeal = c.now;
	out->rows = r.found;
	return ERR_OK;
}

/* --- asking ----------------------------------------------------------------------------------------------- */

struct holds {
	unsigned fields;
	bool any;
};

static bool look(void *ctx, const struct event *ev)
{
	struct holds *h = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	json_t *left = body ? redact_body(ev->kind, body, h->fields) : NULL;

	h->any = h->any || left;
	json_decref(left);
	json_decref(body);
	return !h->any;
}

bool appeal_holds(struct store *s, const struct appeal *a, unsigned fields, struct err *e)
{
	struct holds h = { .fields = fields };

	return log_each(s, a->subject, look, &h, e) == ERR_OK && (h.any || calls_hold(s, a->calls, fields, e));
}
