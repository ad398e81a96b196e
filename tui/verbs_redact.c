/* tui/verbs_redact.c - erasing personal data from the shell. */
#include "core/i18n.h"
#include "data/store/redact.h"
#include "tui/verbs.h"

/* Some seconds of a large base; the rest is for idle moments. */
enum { FINISH_STEPS = 200 };

static const char *remark(bool left)
{
	return left ? _("Erased. The search index is cleaned of it in idle moments, and the file «-wal» when nobody reads it.")
		    : _("Erased. Backups made before keep the data: remove or replace them by your own rules.");
}

static enum err_code one_appeal(struct verb_call *c, const struct redaction *what, struct err *e)
{
	struct redacted_report done;
	enum err_code rc = appeal_redact(c->store, c->args[0], what, &c->who, c->mem, &done, e);

	c->out.kind = OUT_APPEAL;
	c->out.appeal = done.appeal;
	return rc;
}

/* Appeals are not touched by a telephone alone: they are named, each to be looked at. */
static enum err_code one_phone(struct verb_call *c, const struct redaction *what, struct err *e)
{
	struct beside_report done;
	enum err_code rc = redact_beside(c->store, c->args[0], what, &c->who, c->mem, &done, e);
	const char *numbers = "";

	if (rc)
		return rc;
	json_t *list = json_array();

	for (int i = 0; i < done.nappeals; i++) {
		numbers = arena_printf(c->mem, "%s%s%s", numbers, i ? ", " : "", done.appeals[i]);
		json_array_append_new(list, json_string(done.appeals[i]));
	}
	c->out.json = json_pack("{si si so}", "consultations", done.consultations, "calls", done.calls, "appeals", list);
	if (!done.nappeals)
		return say(c, arena_printf(c->mem, _("Consultations: %d, calls: %d. There is no appeal from it."),
					   done.consultations, done.calls));
	return say(c, arena_printf(c->mem, _("Consultations: %d, calls: %d. Appeals from it are erased one by one: %s."),
				   done.consultations, done.calls, numbers));
}

enum err_code run_redact(struct verb_call *c, struct err *e)
{
	struct redaction what = { .reason = c->opt[OPT_REASON] ? c->opt[OPT_REASON] : "" };
	bool left = c->door.screen; /* which has idle moments */
	enum err_code rc = option_number(c, OPT_REV, -1, &what.rev, e);

	if (!rc && !c->opt[OPT_FIELDS])
		rc = err_set(e, ERR_INVALID, "%s", _("Say what is to be erased: --fields name,phone,text… or all."));
	if (!rc)
		rc = redact_parse(c->opt[OPT_FIELDS], &what.fields, e);
	if (!rc)
		rc = redact_is_beside(c->store, c->args[0]) ? one_phone(c, &what, e) : one_appeal(c, &what, e);
	if (!rc && !left)
		rc = redaction_finish(c->store, FINISH_STEPS, &left, e);
	if (!rc)
		c->out.remark = remark(left);
	return rc;
}
