/* tui/verbs_join.c - joining to an appeal or an incident from the shell: the number says which. */
#include "core/i18n.h"
#include "core/join.h"
#include "data/store/incidents.h"
#include "tui/verbs.h"

/* The executor whose order ends by it; "" nobody. */
static const char *who_loses(struct verb_call *c, const char *to)
{
	struct appeal child, parent;
	struct err none = { 0 };
	int k, pk;

	if (appeal_load(c->store, c->args[0], c->mem, &child, &k, &none) ||
	    appeal_load(c->store, to, c->mem, &parent, &pk, &none))
		return "";
	const struct question *q = appeal_question(&child, k), *with = appeal_question(&parent, pk);

	return q && with && join_ends_order(q, with) ? q->service_name : "";
}

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

	const char *loses = is_incident ? "" : who_loses(c, to);

	c->out.kind = OUT_APPEAL;
	rc = (is_incident ? incident_join : appeal_join)(c->store, c->args[0], to, rev, &c->who, c->mem,
							 &c->out.appeal, e);
	if (!rc && *loses)
		c->out.remark = arena_printf(c->mem, _("%s is joined to %s: its order to «%s» was taken back."),
					     c->args[0], to, loses);
	return rc;
}

enum err_code run_unjoin(struct verb_call *c, struct err *e)
{
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_unjoin(c->store, c->args[0], c->opt[OPT_NOTE] ? c->opt[OPT_NOTE] : "", rev, &c->who,
				       c->mem, &c->out.appeal, e);
}
