/* tui/intake_topic.c - F2: what is typed in the topic's field. An address that was typed there by mistake is
 * offered to the field of the address (intake_elsewhere.c). */
#include "core/i18n.h"
#include "tui/intake.h"
#include "tui/suggest.h"

void intake_suggest_topic(const struct intake *s, struct arena *a, const char *text, struct suggested *out)
{
	suggest_topics(s->cat, a, text, out);
	intake_offer_elsewhere(s, "topic", text, a, out);
}

enum err_code intake_settle_topic(struct intake *s, const struct topic **out, struct err *e)
{
	struct arena a = { 0 };
	const char *text = form_get(&s->form, "topic");

	*out = catalogue_exact_topic(s->cat, text);
	enum err_code rc = *out ? ERR_OK : ERR_INVALID;

	if (rc && catalogue_as_address(s->store, text, true, &a))
		rc = err_set(e, rc, _("«%s» looks like an address, not like a topic: Down offers to move it there."), text);
	else if (rc)
		rc = err_set(e, rc, "%s", _("Choose the topic from the list: Down shows it."));
	arena_free(&a);
	return rc;
}
