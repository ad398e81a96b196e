/* core/question.c - see question.h. */
#include "core/question.h"

#include "core/call.h"
#include "core/i18n.h"
#include "core/text.h"
#include "core/text_template.h"

/* The question inherits what belongs to the whole appeal, so that its term follows the same law. */
static void inherit(struct registration *r, const struct appeal *a)
{
	r->law = a->law != 0;
	r->kind = vocab_wire_index(&vocab_kind, a->kind);
	r->channel = vocab_wire_index(&vocab_channel, a->channel);
	r->applicant = vocab_wire_index(&vocab_applicant, a->applicant);
	if (!r->address[strspn(r->address, " ")] && a->nq)
		r->address = a->q[0].address;
}

enum err_code question_check(struct registration *r, const struct appeal *a, const struct actor *who,
			     const struct policy *pol, struct arena *mem, struct registration_fault *where,
			     struct err *e)
{
	(void)pol;
	where->field = "";
	if (!actor_may(who, RIGHT_REGISTER))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REGISTER));
	if (!state_is_open(appeal_state(a)))
		return err_set(e, ERR_REFUSED, _("%s is off control: register another appeal. Nothing was saved."),
			       a->number);
	if (a->nq >= QUESTIONS_MAX)
		return err_set(e, ERR_REFUSED, _("%s has %d questions, no more fit: register another appeal."), a->number,
			       a->nq);
	inherit(r, a);
	if (registration_check_values(r, where, e))
		return err_about(e, where->field, e->code);
	where->field = "text";
	if (template_left_check(r->text, e))
		return err_about(e, where->field, e->code);
	where->field = "";
	r->address = text_tidy(mem, r->address, NULL);
	if (r->service && r->complained && strcmp(r->service->code, r->complained->code) == 0)
		r->service = NULL; /* law 393/96 Art. 7 */
	return ERR_OK;
}

json_t *question_added_body(const struct registration *r, const struct appeal *a, int64_t repeat,
			    const struct policy *pol)
{
	json_t *body = json_pack("{sI ss so}", "q", (json_int_t)a->nq + 1, "idem", r->idem, "question",
				 registration_question(r, repeat, pol));

	if (body && *r->call)
		json_object_set_new(body, "call", json_string(r->call));
	return body;
}

enum err_code supplement_check(const struct appeal *a, int64_t k, const char *text, const char *call,
			       const struct actor *who, struct err *e)
{
	const struct question *q = appeal_question(a, k);

	if (!actor_may(who, RIGHT_REGISTER))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REGISTER));
	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), a->number, (int)k);
	if (!state_is_open(question_state(q)))
		return err_set(e, ERR_REFUSED, _("%s is off control: register another appeal. Nothing was saved."),
			       a->number);
	if (!text[strspn(text, " \t\n")])
		return err_about(e, "text", err_set(e, ERR_INVALID, "%s",
			_("The supplement is empty: write what the citizen said. Nothing was saved.")));
	if (strlen(text) > MAX_TEXT_BYTES)
		return err_set(e, ERR_INVALID, _("The text is too long: at most %d bytes fit. Nothing was saved."),
			       (int)MAX_TEXT_BYTES);
	enum err_code rc = value_check(text, 0, e);

	if (!rc)
		rc = err_about(e, "text", template_left_check(text, e));
	return rc ? rc : call_id_check(call, e);
}
