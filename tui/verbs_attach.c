/* tui/verbs_attach.c - files of an appeal from the shell: taking one in, writing one out. */
#include "core/i18n.h"
#include "data/store/attach.h"
#include "tui/verbs.h"

/* attach NUMBER NAME --out FILE */
static enum err_code write_out(struct verb_call *c, struct err *e)
{
	struct attached_list list;
	struct appeal a;
	const char *path;
	int i;
	enum err_code rc = new_file_named(c, c->opt[OPT_OUT], &path, e);

	if (!rc)
		rc = appeal_load(c->store, c->args[0], c->mem, &a, NULL, e);
	if (!rc && !appeal_visible(&a, &c->who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (!rc)
		rc = appeal_attached(c->store, &a, c->mem, &list, e);
	if (!rc)
		rc = attached_pick(&list, c->args[1], &i, e);
	if (!rc)
		rc = attached_save(c->store, &a, &list.rows[i], path, &c->who, e);
	return rc ? rc : say(c, arena_printf(c->mem, _("%s is written to «%s»."), list.rows[i].file.name, path));
}

enum err_code run_attach(struct verb_call *c, struct err *e)
{
	const char *path;
	int64_t rev;

	if (c->opt[OPT_OUT])
		return write_out(c, e);
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (!rc)
		rc = file_named(c, c->args[1], &path, e);
	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_attach(c->store, c->args[0], path, rev, &c->who, c->mem, &c->out.appeal, e);
}
