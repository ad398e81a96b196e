/* tui/verbs_join.c - joining to an appeal or an incident from the shell: the number says which. */
#include "core/i18n.h"
#include "data/store/incidents.h"
#include "tui/verbs.h"

enum err_code run_join(struct verb_call *c, struct err *e)
{
	const char *to = c->opt[OPT_TO];
	struct incident_ref incident;
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (rc)
		return rc;
	if (!to)
		return err_about(e, "to", err_set(e, ERR_INVALID, "%s",
			_("Say to which appeal or incident: --to NUMBER.")));
	bool is_incident = incident_ref_parse(c->mem, to, &incident) && incident.marked;

	c->out.kind = OUT_APPEAL;
	return (is_incident ? incident_join : appeal_join)(c->store, c->args[0], to, rev, &c->who, c->mem,
							   &c->out.appeal, e);
}

enum err_code run_unjoin(struct verb_call *c, struct err *e)
{
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_unjoin(c->store, c->args[0], c->opt[OPT_NOTE] ? c->opt[OPT_NOTE] : "", rev, &c->who,
				       c->mem, &c->out.appeal, e);
}
