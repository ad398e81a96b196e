/* tui/verbs_attach.c - files of an appeal from the shell: taking one in, writing one out. */
#include "core/i18n.h"
#include "data/store/attach.h"
#include "tui/verbs.h"

/* attach NUMBER NAME --out FILE */
static enum err_code write_out(struct verb_call *c, struct err *e)
{
	struct attached_list list;
	struct appeal a;
	int i;
	enum err_code rc = appeal_load(c->store, c->args[0], c->mem, &a, NULL, e);

	if (!rc && !appeal_visible(&a, &c->who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (!rc)
		rc = appeal_attached(c->store, &a, c->mem, &list, e);
	if (!rc)
		rc = attached_pick(&list, c->args[1], &i, e);
	if (!rc)
		rc = attached_save(c->store, &a, &list.rows[i], c->opt[OPT_OUT], &c->who, e);
	return rc ? rc : say(c, arena_printf(c->mem, _("%s is written to «%s»."), list.rows[i].file.name, c->opt[OPT_OUT]));
}

enum err_code run_attach(struct verb_call *c, struct err *e)
{
	int64_t rev;

	if (c->opt[OPT_OUT])
		return write_out(c, e);
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_attach(c->store, c->args[0], c->args[1], rev, &c->who, c->mem, &c->out.appeal, e);
}
