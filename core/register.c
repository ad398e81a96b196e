/* core/register.c - see register.h. */
#include "core/register.h"

#include <stddef.h>

#include "core/call.h"
#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "core/text_template.h"

void registration_init(struct registration *r)
{
	*r = (struct registration){ .kind = KIND_APPLICATION, .channel = CH_PHONE, .applicant = -1,
		.text = "", .address = "", .residence = "", .phone = "", .email = "", .surname = "",
		.given = "", .patronymic = "", .category = "", .idem = "", .call = "" };
}

enum err_code value_check(const char *value, size_t max_letters, struct err *e)
{
	switch (text_check(value, strlen(value))) {
	case TEXT_NOT_UTF8:
		return err_set(e, ERR_INVALID,
			       "%s", _("The text is not valid UTF-8: type it again. Nothing was saved."));
	case TEXT_HAS_CONTROL:
		return err_set(e, ERR_INVALID, "%s",
			       _("The text holds control characters: take them out. Nothing was saved."));
	case TEXT_GOOD:
		break;
	}
	size_t n = text_letters(value);

	if (max_letters && n > max_letters)
		return err_set(e, ERR_INVALID,
			       P_("Too long: %zu letter, at most %zu fit here. Nothing was saved.",
				  "Too long: %zu letters, at most %zu fit here. Nothing was saved.", n), n, max_letters);
	return ERR_OK;
}

/* RFC 5321 addresses that people really have: something@host.domain, ASCII. A Cyrillic look-alike is
 * the usual mistake (domain.md 5.4). */
enum err_code email_check(const char *value, struct err *e)
{
	const char *at = strchr(value, '@');

	if (!*value)
		return ERR_OK;
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p >= 0x80)
			return err_set(e, ERR_INVALID, "%s",
				       _("A Cyrillic letter in the e-mail address: type it in Latin letters."));
	if (!at || at == value || strchr(at + 1, '@') || !strchr(at + 1, '.') || strpbrk(value, " \t\n"))
		return err_set(e, ERR_INVALID, "%s",
			       _("This is not an e-mail address: it looks like name@example.com."));
	return ERR_OK;
}

enum err_code received_check(int64_t received_ms, const struct policy *pol, struct err *e)
{
	if (received_ms > pol->now_ms + 60000)
		return err_set(e, ERR_INVALID, "%s",
			       _("The date of receipt is in the future: correct it. Nothing was saved."));
	if (received_ms < pol->now_ms - (int64_t)RECEIVED_MAX_DAYS * 86400000)
		return err_set(e, ERR_INVALID, "%s",
			       _("The date of receipt is more than ten years ago: correct it. Nothing was saved."));
	return ERR_OK;
}

enum err_code law_kind_check(bool law, const char *kind, struct err *e)
{
	if (law && strcmp(kind, vocab_wire(&vocab_kind, KIND_THANKS)) == 0)
		return err_set(e, ERR_INVALID, "%s",
			       _("By the law there are applications, proposals and complaints: a thanks is none of "
				 "them. Nothing was saved."));
	return ERR_OK;
}

enum err_code anonymous_check(bool anonymous, const char *full_name, struct err *e)
{
	if (!anonymous || !full_name[strspn(full_name, " ")])
		return ERR_OK;
	return err_set(e, ERR_INVALID, "%s",
		       _("An anonymous appeal has no name (law 393/96, Article 8): take the name out, or let the "
			 "applicant be individual. Nothing was saved."));
}

enum err_code signatories_check(int applicant, int64_t n, struct err *e)
{
	if (n < 0 || n > MAX_SIGNATORIES || (n == 1 && applicant == APPLICANT_COLLECTIVE))
		return err_set(e, ERR_INVALID, _("A collective appeal has 2 to %d signatories. Nothing was saved."),
			       (int)MAX_SIGNATORIES);
	if (n > 1 && applicant >= 0 && applicant != APPLICANT_COLLECTIVE)
		return err_set(e, ERR_INVALID, "%s",
			       _("Only a collective appeal has several signatories: choose «collective», or take the number "
				 "out. Nothing was saved."));
	return ERR_OK;
}

/* --- every check, in the order of their sentences ------------------------------------------------- */

static enum err_code check_text(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	if (strlen(r->text) > MAX_TEXT_BYTES)
		return err_set(e, ERR_INVALID,
			       _("The text is too long: at most %d bytes fit. Nothing was saved."),
			       (int)MAX_TEXT_BYTES);
	if (!r->text[strspn(r->text, " \t\n")])
		return err_set(e, ERR_INVALID, "%s",
			       _("The text of the appeal is empty: write what the citizen said."));
	return ERR_OK;
}

static enum err_code check_filled(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	return template_left_check(r->text, e);
}

static enum err_code check_call(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	return call_id_check(r->call, e) ? ERR_INVALID : ERR_OK;
}

static enum err_code check_email(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	return email_check(r->email, e);
}

static enum err_code check_received(const struct registration *r, const struct policy *pol, struct err *e)
{
	return r->received ? received_check(r->received, pol, e) : ERR_OK;
}

static enum err_code check_kind(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	return law_kind_check(r->law, vocab_wire(&vocab_kind, r->kind), e);
}

static enum err_code check_phone(const struct registration *r, const struct policy *pol, struct err *e)
{
	struct phone p;
	enum phone_fault f = *r->phone ? phone_parse(r->phone, &phone_plan_lviv, &p) : PHONE_GOOD;

	(void)pol;
	return f == PHONE_GOOD ? ERR_OK : err_set(e, ERR_INVALID, "%s", phone_fault_text(f));
}

static enum err_code check_applicant(const struct registration *r, const struct policy *pol, struct err *e)
{
	const char *const parts[] = { r->surname, r->given, r->patronymic };
	enum err_code rc = ERR_OK;

	(void)pol;
	for (size_t i = 0; !rc && i < COUNT(parts); i++)
		rc = anonymous_check(r->applicant == APPLICANT_ANONYMOUS, parts[i], e);
	return rc;
}

static enum err_code check_signatories(const struct registration *r, const struct policy *pol, struct err *e)
{
	(void)pol;
	return signatories_check(r->applicant, r->signatories, e);
}

static const struct {
	const char *field;
	size_t at, max; /* the member of struct registration; letters, 0: no limit here */
} values[] = {
#define V(member, letters) { #member, offsetof(struct registration, member), letters }
	V(phone, MAX_PHONE), V(surname, MAX_NAME), V(given, MAX_NAME), V(patronymic, MAX_NAME), V(address, MAX_ADDRESS),
	V(residence, MAX_ADDRESS), V(email, MAX_EMAIL), V(category, MAX_NAME), V(text, 0), V(idem, MAX_NAME),
#undef V
};

/* The first ones need no policy: registration_check_values(). */
static const struct {
	const char *field;
	enum err_code (*check)(const struct registration *r, const struct policy *pol, struct err *e);
} rules[] = {
	{ "text", check_text },         { "call", check_call },   { "email", check_email },
	{ "received", check_received }, { "kind", check_kind },   { "phone", check_phone },
	{ "applicant", check_applicant }, { "signatories", check_signatories }, { "text", check_filled },
};

enum { RULES_OF_VALUES = 3 };

static enum err_code check_one(const struct registration *r, const struct policy *pol, size_t i,
			       struct registration_fault *where, struct err *e)
{
	if (i >= COUNT(values)) {
		where->field = rules[i - COUNT(values)].field;
		return rules[i - COUNT(values)].check(r, pol, e);
	}
	const char *const *value = (const void *)((const char *)r + values[i].at);

	where->field = values[i].field;
	return value_check(*value, values[i].max, e);
}

enum err_code registration_check_values(const struct registration *r, struct registration_fault *where,
					struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; !rc && i < COUNT(values) + RULES_OF_VALUES; i++)
		rc = check_one(r, NULL, i, where, e);
	return rc;
}

enum err_code registration_next_fault(const struct registration *r, const struct policy *pol, size_t *at,
				      struct registration_fault *where, struct err *e)
{
	enum err_code rc = ERR_OK;

	while (!rc && *at < COUNT(values) + COUNT(rules))
		rc = check_one(r, pol, (*at)++, where, e);
	return rc;
}

static void tidy(struct registration *r, struct arena *mem)
{
	const char **fields[] = { &r->surname, &r->given, &r->patronymic, &r->address, &r->residence };

	for (size_t i = 0; i < COUNT(fields); i++)
		*fields[i] = text_tidy(mem, *fields[i], NULL);
	if (r->applicant < 0 && r->signatories > 1)
		r->applicant = APPLICANT_COLLECTIVE;
	if (r->applicant < 0)
		r->applicant = (int)applicant_of(r->surname, r->given, r->phone, r->email);
	if (r->service && r->complained && strcmp(r->service->code, r->complained->code) == 0)
		r->service = NULL; /* law 393/96 Art. 7 */
}

enum err_code registration_check(struct registration *r, const struct actor *who,
				 const struct policy *pol, struct arena *mem,
				 struct registration_fault *where, struct err *e)
{
	where->field = "";
	if (!actor_may(who, RIGHT_REGISTER))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REGISTER));
	size_t at = 0;
	enum err_code rc = registration_next_fault(r, pol, &at, where, e);

	if (rc)
		return err_about(e, where->field, rc);
	where->field = "";
	tidy(r, mem);
	return ERR_OK;
}

struct term registration_term(const struct registration *r, const char **priority)
{
	static const struct term law_month = { TERM_MONTHS, 1 }; /* law 393/96 Art. 20 */
	static const struct term seven_days = { TERM_DAYS, 7 };  /* the city's order, not an accident */
	int pri = r->topic ? vocab_wire_index(&vocab_priority, r->topic->priority) : PRI_N;
	struct term t = seven_days;

	if (r->topic && !term_parse(r->topic->term, &t))
		t = seven_days;
	if (r->law && pri != PRI_A1 && pri != PRI_A2) {
		pri = PRI_P;
		t = law_month;
	}
	*priority = vocab_wire(&vocab_priority, pri);
	return t;
}

int64_t registration_due(const struct registration *r, const struct policy *pol)
{
	const char *priority;
	struct term t = registration_term(r, &priority);

	return term_due(pol->clock, &pol->terms, r->received ? r->received : pol->now_ms, t);
}

enum applicant applicant_of(const char *surname, const char *given, const char *phone, const char *email)
{
	return *surname || *given || *phone || *email ? APPLICANT_INDIVIDUAL : APPLICANT_ANONYMOUS;
}

/* Law 393/96 Art. 5 asks for the name and the residence. */
const char *completeness_of(const struct appeal *a, const char *address)
{
	bool complete = *a->surname && *a->given && (*a->residence || *address);

	return a->law && !complete &&
	       strcmp(a->applicant, vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS)) != 0 ? "incomplete" : "";
}

static const char *completeness(const struct registration *r)
{
	const struct appeal a = { .surname = r->surname, .given = r->given, .residence = r->residence,
		.law = r->law, .applicant = vocab_wire(&vocab_applicant, r->applicant) };

	return completeness_of(&a, r->address);
}

json_t *registration_question(const struct registration *r, int64_t repeat, const struct policy *pol)
{
	char term[16];
	const char *priority;

	term_format(registration_term(r, &priority), term);
	return json_pack("{ss ss ss ss ss ss ss ss ss ss sI sI}",
			 "topic", r->topic ? r->topic->code : "",
			 "topic_name", r->topic ? r->topic->name : "",
			 "text", r->text, "address", r->address,
			 "service", r->service ? r->service->code : "",
			 "service_name", r->service ? r->service->name : "",
			 "complained", r->complained ? r->complained->code : "",
			 "complained_name", r->complained ? r->complained->name : "",
			 "priority", priority, "term", term,
			 "due", (json_int_t)registration_due(r, pol),
			 "repeat", (json_int_t)repeat);
}

static json_t *appeal_body(const struct registration *r, const struct registration_facts *f,
			   const struct actor *who, const struct policy *pol)
{
	struct phone p = { .e164 = "" };

	if (*r->phone && phone_parse(r->phone, &phone_plan_lviv, &p) != PHONE_GOOD)
		p = (struct phone){ .e164 = "" };
	return json_pack("{ss ss sI sI ss ss ss ss ss ss ss ss ss ss ss ss ss sI sI ss ss ss}",
			 "number", f->number, "ascii", f->ascii, "year", (json_int_t)f->year,
			 "n", (json_int_t)f->n, "law_index", f->law_index, "idem", r->idem,
			 "kind", vocab_wire(&vocab_kind, r->kind),
			 "channel", vocab_wire(&vocab_channel, r->channel),
			 "applicant", vocab_wire(&vocab_applicant, r->applicant),
			 "category", r->category, "surname", r->surname, "given", r->given,
			 "patronymic", r->patronymic, "phone_raw", r->phone, "phone", p.e164,
			 "phone_ext", p.ext, "email", r->email,
			 "received", (json_int_t)(r->received ? r->received : pol->now_ms),
			 "law", (json_int_t)r->law, "residence", r->residence,
			 "operator", who->login, "operator_name", who->name);
}

json_t *registration_body(const struct registration *r, const struct registration_facts *f,
			  const struct actor *who, const struct policy *pol)
{
	json_t *appeal = appeal_body(r, f, who, pol);

	json_object_set_new(appeal, "flags", json_string(completeness(r)));
	json_object_set_new(appeal, "signatories", json_integer(r->signatories));
	json_t *body = json_pack("{so s[o]}", "appeal", appeal, "questions",
				 registration_question(r, f->repeat, pol));

	if (body && *r->call)
		json_object_set_new(body, "call", json_string(r->call));
	return body;
}
