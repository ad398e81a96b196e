/* core/consult.c - see consult.h. */
#include "core/consult.h"

#include <stddef.h>

#include "core/call.h"
#include "core/err.h"
#include "core/i18n.h"
#include "core/phone.h"
#include "core/redact.h"
#include "core/register.h"
#include "core/text_template.h"

const char consulted[] = "consulted";

#define TEXT(name, settable) { #name, offsetof(struct consult, name), false, settable },
#define INT(name, settable) { #name, offsetof(struct consult, name), true, settable },
const struct field_desc consult_fields[] = { CONSULT_TEXTS(TEXT) CONSULT_INTS(INT) };
#undef TEXT
#undef INT
const int consult_field_count = COUNT(consult_fields);

void consult_form_init(struct consult_form *f)
{
	*f = (struct consult_form){ .phone = "", .address = "", .text = "", .call = "", .idem = "", .fault = "" };
}

void consult_init(struct consult *c)
{
#define EMPTY(name, settable) .name = "",
	*c = (struct consult){ CONSULT_TEXTS(EMPTY) .at = 0 };
#undef EMPTY
}

/* --- what may be counted ---------------------------------------------------------------------- */

bool consult_takes_calls(const struct service *s)
{
	return s->active && *s->phone && vocab_wire_index(&vocab_service_kind, s->kind) == SERVICE_EMERGENCY;
}

static enum err_code check_phone(const struct consult_form *f, struct phone *p, struct err *e)
{
	enum phone_fault fault = *f->phone ? phone_parse(f->phone, &phone_plan_lviv, p) : PHONE_GOOD;

	return fault == PHONE_GOOD ? value_check(f->phone, MAX_PHONE, e)
				   : err_set(e, ERR_INVALID, "%s", phone_fault_text(fault));
}

static enum err_code check_to(const struct consult_form *f, struct err *e)
{
	if (f->to && !consult_takes_calls(f->to))
		return err_set(e, ERR_INVALID, _("A call is handed over to an emergency service only, and «%s» is none: "
						 "register an appeal and pass it on. Nothing was counted."), f->to->name);
	if (!f->to && !f->topic)
		return err_set(e, ERR_INVALID, "%s", _("Say what the consultation was about (the topic), or to which number "
						       "the call was handed over. Nothing was counted."));
	return ERR_OK;
}

static enum err_code check(struct consult_form *f, struct phone *p, struct err *e)
{
	f->fault = f->to ? "transfer" : "topic";
	if (check_to(f, e))
		return e->code;
	f->fault = "phone";
	if (check_phone(f, p, e))
		return e->code;
	f->fault = "address";
	if (value_check(f->address, MAX_ADDRESS, e))
		return e->code;
	f->fault = "text";
	if (value_check(f->text, MAX_TEXT_BYTES, e) || template_left_check(f->text, e))
		return e->code;
	f->fault = "call";
	if (call_id_check(f->call, e))
		return e->code;
	f->fault = "";
	return ERR_OK;
}

enum err_code consult_decide(struct consult_form *f, const struct actor *who, struct decision *out,
			     struct err *e)
{
	struct phone p = { .e164 = "" };

	if (!actor_may(who, RIGHT_CONSULT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_CONSULT));
	if (check(f, &p, e))
		return e->code;
	const struct {
		const char *name, *value;
	} said[] = {
		{ "topic", f->topic ? f->topic->code : "" }, { "topic_name", f->topic ? f->topic->name : "" },
		{ "phone", p.e164 },                         { "phone_raw", f->phone },
		{ "address", f->address },                   { "text", f->text },
		{ "transfer", f->to ? f->to->phone : "" },   { "transfer_name", f->to ? f->to->name : "" },
		{ "call", f->call },                         { "idem", f->idem },
	};

	*out = (struct decision){ consulted, json_object() };
	for (size_t i = 0; i < COUNT(said); i++)
		if (*said[i].value)
			json_object_set_new(out->body, said[i].name, json_string(said[i].value));
	return ERR_OK;
}

/* --- fold ------------------------------------------------------------------------------------- */

static void take(struct consult *c, const json_t *body, struct arena *mem)
{
	for (int i = 0; i < consult_field_count; i++) {
		const char *v = json_string_value(json_object_get(body, consult_fields[i].name));

		if (v && !consult_fields[i].is_int)
			record_set_text(c, &consult_fields[i], arena_strdup(mem, v));
	}
}

static enum fold_result fold_redacted(struct consult *c, const struct event *ev)
{
	json_t *body = json_loads(ev->body, 0, NULL);

	redact_record(c, consult_fields, consult_field_count, redaction_fields(body));
	json_decref(body);
	return body ? FOLD_OK : FOLD_REDACTED;
}

enum fold_result consult_fold(struct consult *c, const struct event *ev, struct arena *mem)
{
	if (strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0)
		return fold_redacted(c, ev);
	if (strcmp(ev->kind, consulted) != 0)
		return FOLD_UNKNOWN;
	if (*c->subject || !event_makes_subject(ev))
		return FOLD_CONFLICT;
	json_t *body = json_loads(ev->body, 0, NULL);

	take(c, body, mem);
	c->subject = arena_strdup(mem, ev->subject);
	c->actor = arena_strdup(mem, ev->actor);
	c->at = ev->at;
	json_decref(body);
	return body ? FOLD_OK : FOLD_REDACTED;
}
