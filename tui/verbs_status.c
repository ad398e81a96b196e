/* tui/verbs_status.c - `pult status`: what the citizen sees of an appeal by its number and PIN (core/status.h). */
#include "core/i18n.h"
#include "core/status.h"
#include "tui/verbs.h"

enum err_code run_status(struct verb_call *c, struct err *e)
{
	struct appeal a;
	char when[17];

	if (!c->opt[OPT_PIN])
		return err_set(e, ERR_INVALID, "%s", _("Give the PIN of the receipt: --pin 123456."));
	if (appeal_status(c->store, c->args[0], c->opt[OPT_PIN], c->who.login, c->mem, &a, e))
		return e->code;
	const struct clock_ops *clock = store_clock(c->store);
	const char *shown = status_state(c->mem, appeal_state(&a), status_body(&a));

	civil_format_minute(clock, a.registered, when);
	c->out.json = status_json(&a, clock);
	if (a.nq == 1)
		return say(c, arena_printf(c->mem, "%s\t%s\t%s\t%s", a.number, when, shown, a.q[0].topic_name));
	const char *text = arena_printf(c->mem, "%s\t%s\t%s", a.number, when, shown);

	for (int i = 0; i < a.nq; i++)
		text = arena_printf(c->mem, "%s\n%s.%d\t%s\t%s", text, a.number, (int)a.q[i].k,
				    status_state(c->mem, question_state(&a.q[i]), a.q[i].forwarded_to),
				    a.q[i].topic_name);
	return say(c, text);
}
