/* core/correct.c - see correct.h. The corrected copy is made first; what differs from the original is the
 * event. */
#include "core/correct.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "core/import_appeal.h"
#include "core/phone.h"
#include "core/text.h"
#include "core/text_template.h"

#define X(sym, n, l, k, m, v) [sym] = { .name = n, .label = l, .kind = k, .max = m, .vocab = v },
const struct fix_desc fix_descs[FIX_COUNT] = { FIXES(X) };
#undef X

struct fixing {
	const struct appeal *was;
	const struct question *q; /* as it was */
	const struct correction *fix;
	const struct correction_facts *f;
	const struct policy *pol;
	struct arena *mem;
	struct appeal now; /* corrected copies */
	struct question nq;
};

/* --- values ------------------------------------------------------------------------------------ */

static enum err_code check_values(const struct correction *fix, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (int i = 0; !rc && i < FIX_COUNT; i++)
		if (fix->value[i])
			rc = value_check(fix->value[i], i == FIX_TEXT ? 0 : fix_descs[i].max, e);
	if (rc)
		return rc;
	const char *text = fix->value[FIX_TEXT];

	if (text && (!text[strspn(text, " \t\n")] || strlen(text) > MAX_TEXT_BYTES))
		return err_set(e, ERR_INVALID, "%s", _("The text is empty or too long. Nothing was changed."));
	if (text && template_left_check(text, e))
		return e->code;
	return fix->value[FIX_EMAIL] ? email_check(fix->value[FIX_EMAIL], e) : ERR_OK;
}

static void fix_texts(struct fixing *x)
{
	const struct {
		enum fix_field field;
		const char **to;
		bool tidy;
	} texts[] = {
		{ FIX_TEXT, &x->nq.text, false },
		{ FIX_ADDRESS, &x->nq.address, true },
		{ FIX_RESIDENCE, &x->now.residence, true },
		{ FIX_EMAIL, &x->now.email, false },
		{ FIX_CATEGORY, &x->now.category, false },
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *typed = x->fix->value[texts[i].field];

		if (typed)
			*texts[i].to = texts[i].tidy ? text_tidy(x->mem, typed, NULL) : typed;
	}
	if (x->fix->value[FIX_NAME])
		name_split(x->mem, x->fix->value[FIX_NAME], &x->now.surname, &x->now.given,
			   &x->now.patronymic);
}

static enum err_code fix_phone(struct fixing *x, struct err *e)
{
	const char *typed = x->fix->value[FIX_PHONE];
	struct phone p = { .e164 = "" };

	if (!typed)
		return ERR_OK;
	enum phone_fault f = *typed ? phone_parse(typed, &phone_plan_lviv, &p) : PHONE_GOOD;

	if (f != PHONE_GOOD)
		return err_set(e, ERR_INVALID, "%s", phone_fault_text(f));
	x->now.phone_raw = typed;
	x->now.phone = arena_strdup(x->mem, p.e164);
	x->now.phone_ext = arena_strdup(x->mem, p.ext);
	return ERR_OK;
}

static enum err_code fix_word(const struct fixing *x, enum fix_field field, int *out, struct err *e)
{
	const char *typed = x->fix->value[field];
	const struct vocab *v = fix_descs[field].vocab;
	char list[256];

	*out = typed ? vocab_find(v, typed) : -1;
	if (!typed || *out >= 0)
		return ERR_OK;
	vocab_list(v, list, sizeof(list));
	return err_set(e, ERR_INVALID, _("«%s» is not one of: %s."), typed, list);
}

static enum err_code fix_words(struct fixing *x, struct err *e)
{
	const struct {
		enum fix_field field;
		const char **to;
	} words[] = { { FIX_KIND, &x->now.kind }, { FIX_CHANNEL, &x->now.channel },
		      { FIX_SUBJECT, &x->now.applicant } };
	int i;
	enum err_code rc = ERR_OK;

	for (size_t n = 0; !rc && n < COUNT(words); n++) {
		rc = fix_word(x, words[n].field, &i, e);
		if (i >= 0)
			*words[n].to = vocab_wire(fix_descs[words[n].field].vocab, i);
	}
	if (!rc)
		rc = fix_word(x, FIX_LAW, &i, e);
	if (!rc && i >= 0)
		x->now.law = i == LAW_YES;
	return rc ? rc : law_kind_check(x->now.law != 0, x->now.kind, e);
}

static enum err_code fix_received(struct fixing *x, struct err *e)
{
	const char *typed = x->fix->value[FIX_RECEIVED];
	const struct clock_ops *clock = x->pol->clock;
	struct civil when;

	if (!typed)
		return ERR_OK;
	if (!civil_parse(typed, civil_day_at(clock, x->pol->now_ms), &when, NULL))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026 14:30. Nothing was saved."),
			       typed);
	int64_t ms = civil_to_utc(clock, &when);

	if (received_check(ms, x->pol, e))
		return e->code;
	if (ms > x->was->registered + 60000)
		return err_set(e, ERR_INVALID, "%s",
			       _("It cannot have come after it was registered: correct the date. Nothing was saved."));
	if (ms / 60000 != x->was->received / 60000) /* typed without seconds it is the same minute */
		x->now.received = ms;
	return ERR_OK;
}

static enum err_code fix_signatories(struct fixing *x, struct err *e)
{
	const char *typed = x->fix->value[FIX_SIGNATORIES];
	int applicant = vocab_wire_index(&vocab_applicant, x->now.applicant);

	if (typed && (strspn(typed, "0123456789") != strlen(typed) || strlen(typed) > 6))
		return err_set(e, ERR_INVALID, _("«%s» is not a number of people. Nothing was changed."), typed);
	if (typed)
		x->now.signatories = strtoll(typed, NULL, 10);
	else if (applicant != APPLICANT_COLLECTIVE)
		x->now.signatories = 0; /* it is no collective one any more */
	return signatories_check(applicant, x->now.signatories, e);
}

/* --- what follows ------------------------------------------------------------------------------ */

static bool same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static enum err_code fix_complained(struct fixing *x, struct err *e)
{
	enum appeal_state st = question_state(x->q);

	if (!x->fix->value[FIX_COMPLAINED])
		return ERR_OK;
	x->nq.complained = x->f->complained ? x->f->complained->code : "";
	x->nq.complained_name = x->f->complained ? x->f->complained->name : "";
	if (!*x->nq.complained || !same(x->nq.complained, x->nq.service) || !state_is_open(st))
		return ERR_OK;
	if (st != ST_REGISTERED)
		return err_set(e, ERR_REFUSED, "%s",
			       _("This executor has the order now: take it back first (law 393/96, Article 7). "
				 "Nothing was changed."));
	x->nq.service = x->nq.service_name = "";
	return ERR_OK;
}

/* Before it is passed on, the executor is a proposal of the topic; Article 7 holds for it too. */
static void fix_topic(struct fixing *x)
{
	const struct topic *t = x->fix->value[FIX_TOPIC] ? x->f->topic : NULL;
	const struct service *s = x->f->proposed;

	if (!t || same(x->q->topic, t->code))
		return;
	x->nq.topic = t->code;
	x->nq.topic_name = t->name;
	if (question_state(x->q) != ST_REGISTERED)
		return;
	if (s && same(s->code, x->nq.complained))
		s = NULL;
	x->nq.service = s ? s->code : "";
	x->nq.service_name = s ? s->name : "";
}

/* Topic and law give the rule; a topic that left the catalogue leaves it as it is. */
static bool fix_rule(struct fixing *x)
{
	const char *priority;
	struct registration r;
	char rule[16];

	if (same(x->q->topic, x->nq.topic) && x->was->law == x->now.law)
		return false;
	if (!x->f->topic && *x->nq.topic)
		return false;
	registration_init(&r);
	r.topic = x->f->topic;
	r.law = x->now.law != 0;
	term_format(registration_term(&r, &priority), rule);
	x->nq.priority = priority;
	if (term_is_extended(x->q->term) && x->was->law == x->now.law)
		return false; /* a manager has set the term; another law is another matter */
	x->nq.term = arena_strdup(x->mem, rule);
	return true;
}

static void fix_term(struct fixing *x)
{
	struct term t;
	bool other_rule = fix_rule(x);

	if (!other_rule && (x->now.received == x->was->received || term_is_extended(x->q->term)))
		return;
	if (x->q->rework || !state_is_open(question_state(x->q)) || !term_parse(x->nq.term, &t))
		return;
	x->nq.due = term_due(x->pol->clock, &x->pol->terms, x->now.received, t);
}

/* Whether a name or a contact was told that was not known. */
static bool is_told(const struct fixing *x)
{
	static const enum fix_field who[] = { FIX_NAME, FIX_PHONE, FIX_EMAIL };

	for (size_t i = 0; i < COUNT(who); i++)
		if (x->fix->value[who[i]] && *x->fix->value[who[i]])
			return true;
	return false;
}

/* What an import did not understand stays so until it is corrected; an executor is no field of these, and counts as
 * seen with the first correction of anything. */
static const char *flags_left(struct fixing *x)
{
	static const struct {
		const char *flag;
		enum fix_field by;
	} unclear[] = { { FLAG_PHONE, FIX_PHONE }, { FLAG_ADDRESS, FIX_ADDRESS }, { FLAG_TOPIC, FIX_TOPIC } };
	const char *flags = completeness_of(&x->now, x->nq.address);

	for (size_t i = 0; i < COUNT(unclear); i++)
		if (flags_has(x->was->flags, unclear[i].flag) && !x->fix->value[unclear[i].by])
			flags = arena_printf(x->mem, "%s%s%s", flags, *flags ? "," : "", unclear[i].flag);
	return flags;
}

/* The same derivations as in a registration; an applicant that was said stays as said. */
static enum err_code fix_applicant(struct fixing *x, struct err *e)
{
	const char *anonymous = vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS);

	if (!x->fix->value[FIX_SUBJECT] && is_told(x) && same(x->was->applicant, anonymous))
		x->now.applicant = vocab_wire(&vocab_applicant, (int)applicant_of(x->now.surname, x->now.given,
			x->now.phone, x->now.email));
	x->now.flags = flags_left(x);
	return anonymous_check(x->fix->value[FIX_SUBJECT] && same(x->now.applicant, anonymous),
			       appeal_name(x->mem, &x->now), e);
}

static enum err_code fix_index(struct fixing *x, struct err *e)
{
	int who = vocab_wire_index(&vocab_applicant, x->now.applicant);

	if (x->now.law == x->was->law)
		return ERR_OK;
	x->now.law_index = "";
	if (!x->now.law)
		return ERR_OK;
	x->now.law_index = x->f->law_index(x->f->ctx, who < 0 ? APPLICANT_INDIVIDUAL : (enum applicant)who,
					   x->now.surname, e);
	return e->code;
}

/* --- the event --------------------------------------------------------------------------------- */

static void put(json_t *o, const struct field_desc *f, const void *rec)
{
	json_object_set_new(o, f->name, f->is_int ? json_integer(record_int(rec, f))
						  : json_string(record_text(rec, f)));
}

static void diff(const void *was, const void *now, const struct field_desc *f, int n, json_t *body)
{
	json_t *set = json_object_get(body, "set"), *old = json_object_get(body, "was");

	for (int i = 0; i < n; i++) {
		bool equal = f[i].is_int ? record_int(was, &f[i]) == record_int(now, &f[i])
					 : same(record_text(was, &f[i]), record_text(now, &f[i]));

		if (equal)
			continue;
		put(set, &f[i], now);
		put(old, &f[i], was);
	}
}

static enum err_code fix_all(struct fixing *x, struct err *e)
{
	enum err_code rc = check_values(x->fix, e);

	if (rc)
		return rc;
	fix_texts(x);
	rc = fix_phone(x, e);
	if (!rc)
		rc = fix_words(x, e);
	if (!rc)
		rc = fix_received(x, e);
	if (!rc)
		rc = fix_complained(x, e);
	if (rc)
		return rc;
	fix_topic(x);
	fix_term(x);
	rc = fix_applicant(x, e);
	if (!rc)
		rc = fix_signatories(x, e);
	return rc ? rc : fix_index(x, e);
}

enum err_code correct(const struct appeal *a, int64_t k, const struct correction *fix,
		      const struct correction_facts *f, const struct policy *pol, struct decision *out,
		      struct arena *mem, struct err *e)
{
	const struct question *q = appeal_question(a, k);

	*out = (struct decision){ .kind = plain_kind(EV_EDITED) };
	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), a->number, (int)k);
	struct fixing x = { .was = a, .q = q, .fix = fix, .f = f, .pol = pol, .mem = mem, .now = *a, .nq = *q };

	if (fix_all(&x, e))
		return e->code;
	out->body = json_pack("{sI s{} s{}}", "q", (json_int_t)k, "set", "was");
	diff(a, &x.now, appeal_fields, appeal_field_count, out->body);
	diff(q, &x.nq, question_fields, question_field_count, out->body);
	if (json_object_size(json_object_get(out->body, "set")) == 0) {
		json_decref(out->body);
		out->body = NULL;
	}
	return ERR_OK;
}
