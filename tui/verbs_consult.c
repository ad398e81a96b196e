/* tui/verbs_consult.c - counting a consultation or a hand-over from the shell and the ':' line. */
#include "core/i18n.h"
#include "data/store/consults.h"
#include "tui/verbs.h"

static const char *given(const struct verb_call *c, enum option_id opt)
{
	return c->opt[opt] ? c->opt[opt] : "";
}

static enum err_code read_form(const struct verb_call *c, struct consult_form *f, struct err *e)
{
	const struct catalogue *cat;
	enum err_code rc = catalogue_get(c->store, &cat, e);

	consult_form_init(f);
	if (!rc && c->opt[OPT_TOPIC])
		rc = catalogue_pick_topic(cat, c->opt[OPT_TOPIC], &f->topic, e);
	if (!rc && c->opt[OPT_TRANSFER])
		rc = consult_service(cat, c->opt[OPT_TRANSFER], &f->to, e);
	f->phone = given(c, OPT_PHONE);
	f->address = given(c, OPT_ADDRESS);
	f->text = given(c, OPT_TEXT);
	f->call = given(c, OPT_CALL);
	f->idem = given(c, OPT_KEY);
	return rc;
}

static json_t *as_json(const struct verb_call *c, const struct consult *in)
{
	char at[26];

	civil_format_iso(store_clock(c->store), in->at, at);
	return json_pack("{ss ss ss ss ss ss ss ss ss ss}", "id", in->subject, "at", at, "operator", in->actor,
			 "topic", in->topic, "topic_name", in->topic_name, "phone", in->phone, "address", in->address,
			 "transfer", in->transfer, "transfer_name", in->transfer_name, "call", in->call);
}

static const char *in_words(struct verb_call *c, const struct consult *in, bool again)
{
	if (again)
		return _("Counted before with this key: nothing new was counted.");
	if (*in->transfer)
		return arena_printf(c->mem, _("Counted: handed over to %s, %s."), in->transfer, in->transfer_name);
	return arena_printf(c->mem, _("Counted: a consultation on %s %s."), in->topic, in->topic_name);
}

enum err_code run_consult(struct verb_call *c, struct err *e)
{
	struct consult_form f;
	struct consult made;
	bool again;
	enum err_code rc = read_form(c, &f, e);

	if (!rc)
		rc = consult_add(c->store, &f, &c->who, c->mem, &made, &again, e);
	if (rc)
		return rc;
	c->out.json = as_json(c, &made);
	return say(c, in_words(c, &made, again));
}
