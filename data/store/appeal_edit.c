/* data/store/appeal_edit.c - corrections: each changed field with its old and new value in one event. */
#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"
#include "core/fold.h"

/* Collects what really changes: "set" for fold, "was" for the history. */
struct diff {
	json_t *set, *was;
};

static void diff_text(struct diff *d, const char *field, const char *old, const char *now)
{
	if (!now || strcmp(old, now) == 0)
		return;
	json_object_set_new(d->set, field, json_string(now));
	json_object_set_new(d->was, field, json_string(old));
}

static enum err_code check_correction(const struct correction *c, struct err *e)
{
	const struct {
		const char *value;
		size_t max;
	} values[] = { { c->text, 0 }, { c->address, MAX_ADDRESS }, { c->residence, MAX_ADDRESS },
		       { c->phone, MAX_PHONE }, { c->email, MAX_EMAIL }, { c->name, 3 * MAX_NAME } };
	enum err_code rc = ERR_OK;

	for (size_t i = 0; !rc && i < COUNT(values); i++)
		if (values[i].value)
			rc = value_check(values[i].value, values[i].max, e);
	if (rc)
		return rc;
	if (c->text && (!c->text[strspn(c->text, " \t\n")] || strlen(c->text) > MAX_TEXT_BYTES))
		return err_set(e, ERR_INVALID, "%s",
			       _("The text is empty or too long. Nothing was changed."));
	return c->email ? email_check(c->email, e) : ERR_OK;
}

static enum err_code diff_phone(struct diff *d, const struct appeal *a, const char *typed, struct err *e)
{
	struct phone p = { .e164 = "" };

	if (!typed)
		return ERR_OK;
	enum phone_fault f = *typed ? phone_parse(typed, &phone_plan_lviv, &p) : PHONE_GOOD;

	if (f != PHONE_GOOD)
		return err_set(e, ERR_INVALID, "%s", phone_fault_text(f));
	diff_text(d, "phone_raw", a->phone_raw, typed);
	diff_text(d, "phone", a->phone, p.e164);
	diff_text(d, "phone_ext", a->phone_ext, p.ext);
	return ERR_OK;
}

static void diff_name(struct diff *d, const struct appeal *a, const char *typed, struct arena *mem)
{
	const char *surname, *given, *patronymic;

	if (!typed)
		return;
	name_split(mem, typed, &surname, &given, &patronymic);
	diff_text(d, "surname", a->surname, surname);
	diff_text(d, "given", a->given, given);
	diff_text(d, "patronymic", a->patronymic, patronymic);
}

/* A new topic brings its priority and its term, counted from the receipt as the first one was. */
/* Before it is passed on, the executor is a proposal of the topic; Article 7 holds for it too. */
static void diff_proposal(struct diff *d, const struct change *c, const struct topic *t)
{
	const struct question *q = appeal_question(&c->was, c->k);
	const struct catalogue *cat;
	struct err none = { 0 };

	if (question_state(q) != ST_REGISTERED || catalogue_get(c->s, &cat, &none))
		return;
	const struct service *s = catalogue_service(cat, t->service);

	if (s && strcmp(s->code, q->complained) == 0)
		s = NULL;
	diff_text(d, "service", q->service, s ? s->code : "");
	diff_text(d, "service_name", q->service_name, s ? s->name : "");
}

static void diff_topic(struct diff *d, const struct change *c, const struct topic *t)
{
	const struct question *q = appeal_question(&c->was, c->k);
	struct registration r;
	const char *priority;
	char term[16];

	if (!t || strcmp(q->topic, t->code) == 0)
		return;
	registration_init(&r);
	r.topic = t;
	r.law = c->was.law;
	r.received = c->was.received;
	term_format(registration_term(&r, &priority), term);
	diff_text(d, "topic", q->topic, t->code);
	diff_text(d, "topic_name", q->topic_name, t->name);
	diff_proposal(d, c, t);
	diff_text(d, "priority", q->priority, priority);
	diff_text(d, "term", q->term, term);
	if (q->rework == 0) /* a rework has a term of its own, counted from the refusal */
		json_object_set_new(d->set, "due", json_integer(registration_due(&r, &c->pol)));
}

static enum err_code diff_all(struct diff *d, const struct change *c, const struct correction *fix,
			      struct err *e)
{
	const struct question *q = appeal_question(&c->was, c->k);

	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), c->was.number, c->k);
	diff_text(d, "text", q->text, fix->text);
	diff_text(d, "address", q->address, fix->address ? text_tidy(c->mem, fix->address, NULL) : NULL);
	diff_text(d, "residence", c->was.residence,
		  fix->residence ? text_tidy(c->mem, fix->residence, NULL) : NULL);
	diff_text(d, "email", c->was.email, fix->email);
	diff_name(d, &c->was, fix->name, c->mem);
	diff_topic(d, c, fix->topic);
	return diff_phone(d, &c->was, fix->phone, e);
}

/* What follows from the fields (register.h): a name or a contact makes a nameless one individual, the
 * missing residence makes it complete. */
static void diff_derived(struct diff *d, const struct change *c)
{
	const struct question *q = appeal_question(&c->was, c->k);
	struct appeal now = c->was;
	const struct {
		const char *name;
		const char **value;
	} fields[] = { { "surname", &now.surname }, { "given", &now.given }, { "phone", &now.phone },
		       { "email", &now.email }, { "residence", &now.residence } };
	const char *address = json_string_value(json_object_get(d->set, "address"));
	bool told = false;

	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *value = json_string_value(json_object_get(d->set, fields[i].name));

		if (value)
			*fields[i].value = value;
		told = told || (value && *value && strcmp(fields[i].name, "residence") != 0);
	}
	if (told && strcmp(c->was.applicant, vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS)) == 0)
		now.applicant = vocab_wire(&vocab_applicant,
					   (int)applicant_of(now.surname, now.given, now.phone, now.email));
	json_object_set_new(d->set, "applicant", json_string(now.applicant));
	json_object_set_new(d->set, "flags", json_string(completeness_of(&now, address ? address : q->address)));
}

static enum err_code append_edit(struct change *c, const struct correction *fix, struct err *e)
{
	struct diff d = { json_object(), json_object() };
	enum err_code rc = diff_all(&d, c, fix, e);

	if (!rc && json_object_size(d.set) > 0)
		diff_derived(&d, c);
	if (!rc && json_object_size(d.set) == 0) {
		json_decref(d.set);
		json_decref(d.was);
		return ERR_OK; /* nothing differs: no event */
	}
	json_t *body = json_pack("{si so so}", "q", c->k, "set", d.set, "was", d.was);

	if (!rc)
		rc = change_append(c, plain_kind(EV_EDITED), body, e);
	json_decref(body);
	return rc;
}

enum err_code appeal_edit(struct store *s, const char *ref, const struct correction *fix, int64_t rev,
			  const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	enum err_code rc = check_correction(fix, e);

	if (!actor_may(who, RIGHT_EDIT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_EDIT));
	if (!rc)
		rc = change_begin(&c, ref, rev, e);
	if (rc && !s->db.in_tx)
		return rc;
	if (!rc)
		rc = append_edit(&c, fix, e);
	rc = change_end(&c, rc, e);
	if (!rc && out)
		*out = c.now;
	return rc;
}
