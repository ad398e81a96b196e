/* tui/verbs_redact.c - erasing personal data from the shell. */
#include "core/i18n.h"
#include "data/store/redact.h"
#include "tui/verbs.h"

enum err_code run_redact(struct verb_call *c, struct err *e)
{
	struct redaction what = { .reason = c->opt[OPT_REASON] ? c->opt[OPT_REASON] : "" };
	struct redacted_report done;
	enum err_code rc = option_number(c, OPT_REV, -1, &what.rev, e);

	if (!rc && !c->opt[OPT_FIELDS])
		rc = err_set(e, ERR_INVALID, "%s", _("Say what is to be erased: --fields name,phone,text… or all."));
	if (!rc)
		rc = redact_parse(c->opt[OPT_FIELDS], &what.fields, e);
	if (!rc)
		rc = appeal_redact(c->store, c->args[0], &what, &c->who, c->mem, &done, e);
	if (rc)
		return rc;
	c->out.kind = OUT_APPEAL;
	c->out.appeal = done.appeal;
	c->out.remark = done.waits
		? _("Erased. Another program reads the base: the erased words leave the file «-wal» when all have ended.")
		: _("Erased. Backups made before keep the data: remove or replace them by your own rules.");
	return ERR_OK;
}
