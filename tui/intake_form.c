/* tui/intake_form.c - the form of F2: its fields in the order of the call (domain.md 2.3), what is meant
 * by a typed topic, executor or street, the term, and the registration made of it all. No rules of its
 * own: terms and checks are core's. */
#include <sodium.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/intake.h"
#include "tui/suggest.h"

enum { LABEL = 11 };

#define X(sym, wire, label, also) { wire, label },
static const struct form_choice channels[] = { CHANNELS(X) { NULL, NULL } };
static const struct form_choice kinds[] = { APPEAL_KINDS(X) { NULL, NULL } };
static const struct form_choice applicants[] = { { "", N_("as the form says") }, APPLICANTS(X) { NULL, NULL } };
static const struct form_choice laws[] = { LAWS(X) { NULL, NULL } };
#undef X

static const struct form_desc fields[] = {
	{ .name = "phone", .label = N_("Telephone"), .label_cols = LABEL, .max_letters = MAX_PHONE },
	{ .name = "name", .label = N_("Full name"), .max_letters = 3 * MAX_NAME },
	{ .name = "address", .label = N_("Address"), .max_letters = MAX_ADDRESS },
	{ .name = "topic", .label = N_("Topic"), .max_letters = 200 },
	{ .name = "text", .label = N_("Text"), .kind = FORM_TEXT, .max_letters = MAX_TEXT_BYTES,
	  .rows = TEXT_ROWS },
	{ .name = "executor", .label = N_("Executor"), .max_letters = 200 },
	{ .name = "term", .label = N_("Term until"), .kind = FORM_SHOW, .max_letters = 100 },
	{ .name = "channel", .label = N_("Channel"), .kind = FORM_CHOICE, .choices = channels },
	{ .name = "kind", .label = N_("Kind"), .kind = FORM_CHOICE, .choices = kinds },
	{ .name = "residence", .label = N_("Residence"), .max_letters = MAX_ADDRESS },
	{ .name = "email", .label = N_("E-mail"), .max_letters = MAX_EMAIL },
	{ .name = "received", .label = N_("Received"), .max_letters = 40 },
	{ .name = "bylaw", .label = N_("By the law"), .kind = FORM_SHOW, .max_letters = 300 },
	/* the page of the law, intake_law.c */
	{ .name = "law", .label = N_("By the law"), .page = 1, .kind = FORM_CHOICE, .choices = laws },
	{ .name = "applicant", .label = N_("Applicant"), .page = 1, .kind = FORM_CHOICE, .choices = applicants },
	{ .name = "signatories", .label = N_("Signatories"), .page = 1, .max_letters = 6 },
	{ .name = "category", .label = N_("Category"), .page = 1, .max_letters = 200 },
	{ .name = "complained", .label = N_("Against"), .page = 1, .max_letters = 200 },
	{ .name = "missing", .label = N_("Missing"), .page = 1, .kind = FORM_SHOW, .max_letters = 200 },
	{ .name = NULL },
};

/* --- suggestions ---------------------------------------------------------------------------------- */

/* The executors of the topic come first: in an emptied field they alone, with Down before all of them. */
static void suggest_executors(const struct intake *s, struct arena *a, const char *text, struct suggested *out)
{
	const struct service *of_topic[2] = { NULL };

	if (s->topic) {
		of_topic[0] = catalogue_service(s->cat, s->topic->service);
		of_topic[1] = catalogue_service(s->cat, s->topic->co_service);
	}
	suggest_services(s->cat, a, text, out);
	if (!text || !*text)
		suggest_first(s->cat, a, of_topic, (int)COUNT(of_topic), out);
}

/* In a field that is empty or as the card filled it: the other addresses of who calls. */
static void suggest_known(const struct intake *s, struct arena *a, const char *text, struct suggested *out)
{
	const char *known[] = { s->filled.address, s->filled.other };
	bool untouched = !text || !*text;

	out->rows = arena_alloc(a, COUNT(known) * sizeof(*out->rows));
	for (size_t i = 0; i < COUNT(known); i++)
		untouched = untouched || strcmp(text, known[i]) == 0;
	for (size_t i = 0; untouched && i < COUNT(known); i++)
		if (*known[i] && (!text || strcmp(text, known[i]) != 0))
			out->rows[out->n++].value = arena_strdup(a, known[i]);
}

static void suggest_address(const struct intake *s, struct arena *a, const char *text, struct suggested *out)
{
	suggest_known(s, a, text, out);
	if (out->n == 0)
		suggest_streets(s->store, a, text, out);
}

static void suggest(void *ctx, struct arena *a, const char *name, const char *text, struct suggested *out)
{
	const struct intake *s = ctx;

	if (strcmp(name, "topic") == 0)
		intake_suggest_topic(s, a, text, out);
	else if (strcmp(name, "executor") == 0 || strcmp(name, "complained") == 0)
		suggest_executors(s, a, text, out);
	else if (strcmp(name, "address") == 0)
		suggest_address(s, a, text, out);
	else if (strcmp(name, "category") == 0)
		intake_suggest_category(a, text, out);
	else if (strcmp(name, "name") == 0)
		intake_offer_elsewhere(s, name, text, a, out);
}

static const struct suggest_ops suggestions = { .suggest = suggest };

/* --- beginning and end ------------------------------------------------------------------------------ */

enum err_code intake_open(struct intake *s, struct store *store, const struct actor *who, struct err *e)
{
	bool desk = (who->roles & ROLE_BIT(R_CLERK)) && !(who->roles & ROLE_BIT(R_OPERATOR));

	s->store = store;
	s->channel = vocab_wire(&vocab_channel, desk ? CH_VISIT : CH_PHONE);
	enum err_code rc = catalogue_get(store, &s->cat, e);

	if (rc)
		return rc;
	form_init(&s->form, &s->mem, fields, &suggestions, s);
	s->form.quiet = true;
	intake_begin(s);
	return ERR_OK;
}

void intake_close(struct intake *s)
{
	explicit_bzero(s->pin, sizeof(s->pin));
	explicit_bzero(s->more_pin, sizeof(s->more_pin));
	intake_forget(s);
	intake_aside_close(s);
	form_close(&s->form);
	pager_close(&s->card);
	arena_free(&s->card_mem);
	arena_free(&s->layout_mem);
	arena_free(&s->same_mem);
	arena_free(&s->near_mem);
	arena_free(&s->steps_mem);
	arena_free(&s->fill_mem);
	arena_free(&s->done_mem);
	arena_free(&s->mem);
}

void intake_new_key(struct intake *s)
{
	uint8_t key[INTAKE_KEY / 2];

	randombytes_buf(key, sizeof(key));
	sodium_bin2hex(s->idem, sizeof(s->idem), key, sizeof(key));
}

void intake_begin(struct intake *s)
{
	explicit_bzero(s->pin, sizeof(s->pin));
	s->done = s->again = s->own_service = s->known = false;
	explicit_bzero(s->more_pin, sizeof(s->more_pin));
	s->more_of[0] = s->join_to[0] = '\0';
	s->handed[0] = '\0';
	s->topic = NULL;
	s->service = s->complained = NULL;
	s->as_typed = NULL;
	arena_free(&s->layout_mem);
	arena_free(&s->done_mem);
	arena_free(&s->fill_mem);
	intake_set_call(s, "");
	s->filled = (struct intake_filled){ "", "", "", "", "" };
	intake_new_key(s);
	form_clear(&s->form);
	form_set(&s->form, "channel", s->channel);
	intake_term(s);
	intake_law(s);
	intake_caller(s, true);
	s->saved = s->form.changed;
}

bool intake_empty(const struct intake *s)
{
	for (const struct form_desc *d = fields; d->name; d++)
		if (d->kind != FORM_CHOICE && d->kind != FORM_SHOW && *form_get(&s->form, d->name))
			return false;
	return true;
}

/* --- topic and executors ---------------------------------------------------------------------------- */

/* Where the service of a field is kept; NULL: no field of a service. */
static const struct service **service_of(struct intake *s, const char *field)
{
	if (strcmp(field, "executor") == 0)
		return &s->service;
	return strcmp(field, "complained") == 0 ? &s->complained : NULL;
}

static void show_value(struct form *f, const char *name, const char *text)
{
	form_set(f, name, text);
	form_set_error(f, name, NULL);
}

static void set_service(struct intake *s, const struct service *service)
{
	s->service = service;
	show_value(&s->form, "executor", service ? service->name : "");
}

/* The executor of the topic, its second one when the first is complained of (law 393/96, Article 7). */
static const struct service *proposed(const struct intake *s)
{
	const char *const codes[] = { s->topic ? s->topic->service : "", s->topic ? s->topic->co_service : "" };

	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct service *one = catalogue_service(s->cat, codes[i]);

		if (one && one != s->complained)
			return one;
	}
	return NULL;
}

/* Another topic or another one complained of: what the operator chose himself stays, but for Article 7. */
static void propose(struct intake *s)
{
	if (s->own_service && s->service && s->service == s->complained)
		s->own_service = false;
	if (!s->own_service)
		set_service(s, proposed(s));
}

static void set_topic(struct intake *s, const struct topic *t)
{
	s->topic = t;
	propose(s);
	intake_term(s);
	intake_same(s, false);
	intake_card(s);
}

void intake_typed(struct intake *s, const char *field)
{
	const struct service **service = service_of(s, field);

	if (service)
		*service = NULL;
	if (service == &s->service)
		s->own_service = *form_get(&s->form, field) != '\0';
	if (strcmp(field, "topic") == 0 && s->topic) {
		s->topic = NULL;
		propose(s);
		intake_card(s);
	}
	if (service == &s->complained)
		propose(s);
	intake_law(s);
	if (service || strcmp(field, "topic") == 0 || strcmp(field, "law") == 0 ||
	    strcmp(field, "received") == 0)
		intake_term(s);
}

bool intake_taken(struct intake *s, const char *field)
{
	const char *text = form_get(&s->form, field);
	const struct service **service = service_of(s, field);
	const struct topic *t = strcmp(field, "topic") == 0 ? catalogue_exact_topic(s->cat, text) : NULL;

	if (t)
		set_topic(s, t);
	if (service)
		*service = catalogue_exact_service(s->cat, text);
	if (service == &s->service)
		s->own_service = true;
	if (service)
		propose(s);
	intake_law(s);
	return t || service || strcmp(field, "category") == 0;
}

static enum err_code settle_topic(struct intake *s, struct err *e)
{
	struct arena a = { 0 };
	const struct topic *t;

	if (intake_settle_topic(s, &t, e))
		return e->code;
	show_value(&s->form, "topic", arena_printf(&a, "%s %s", t->code, t->name));
	set_topic(s, t);
	arena_free(&a);
	return ERR_OK;
}

static enum err_code settle_service(struct intake *s, const char *field, const struct service **service,
				    struct err *e)
{
	*service = catalogue_exact_service(s->cat, form_get(&s->form, field));
	if (!*service)
		return err_set(e, ERR_INVALID, "%s", _("Choose the executor from the list: Down shows it."));
	if (service == &s->service && s->service == s->complained) {
		s->service = NULL;
		return err_set(e, ERR_REFUSED, "%s", _("The complaint is about this executor: law 393/96, Article 7 "
						       "forbids passing it there."));
	}
	show_value(&s->form, field, (*service)->name);
	propose(s);
	return ERR_OK;
}

enum err_code intake_settle(struct intake *s, const char *field, struct err *e)
{
	const struct service **service = service_of(s, field);
	const char *text = form_get(&s->form, field);
	enum err_code rc = ERR_OK;

	if (!text[strspn(text, " ")])
		return ERR_OK;
	if (strcmp(field, "topic") == 0 && !s->topic)
		rc = settle_topic(s, e);
	if (service && !*service)
		rc = settle_service(s, field, service, e);
	if (strcmp(field, "category") == 0)
		rc = intake_settle_category(s, e);
	if (rc)
		form_set_error(&s->form, field, e->msg);
	return rc;
}

/* --- term and registration -------------------------------------------------------------------------- */

const char *intake_day(struct store *store, int64_t ms, struct arena *mem)
{
	char out[17];

	civil_format_term(store_clock(store), ms, out);
	return arena_strdup(mem, out);
}

static bool read_received(const struct intake *s, int64_t *out)
{
	const struct clock_ops *clock = store_clock(s->store);
	const char *text = form_get(&s->form, "received");
	struct civil when;

	*out = 0;
	if (!text[strspn(text, " ")])
		return true;
	if (!civil_parse(text, civil_day_at(clock, clock->now_ms(clock->ctx)), &when, NULL))
		return false;
	*out = civil_to_utc(clock, &when);
	return true;
}

bool intake_term(struct intake *s)
{
	struct arena a = { 0 };
	struct registration r;
	struct policy pol;
	const char *priority, *was = form_get(&s->form, "term");

	registration_init(&r);
	r.topic = s->topic;
	r.law = strcmp(form_get(&s->form, "law"), "yes") == 0;
	read_received(s, &r.received);
	store_policy(s->store, &pol);
	registration_term(&r, &priority);
	int64_t due = registration_due(&r, &pol);
	const char *label = vocab_label_of(&vocab_priority, priority);
	const char *now = due ? arena_printf(&a, "%s · %s", intake_day(s->store, due, &a), label)
			      : arena_printf(&a, _("no term · %s"), label);
	bool other = strcmp(was, now) != 0;

	if (other)
		form_set(&s->form, "term", now);
	arena_free(&a);
	return other;
}

bool intake_named_anonymous(const struct intake *s)
{
	const char *name = form_get(&s->form, "name");

	return name[strspn(name, " ")] &&
	       strcmp(form_get(&s->form, "applicant"), vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS)) == 0;
}

static enum err_code read_name(const struct intake *s, struct arena *mem, struct registration *r,
			       struct err *e)
{
	const char *name = form_get(&s->form, "name");
	enum err_code rc = value_check(name, 0, e);

	if (!rc)
		name_split(mem, name, &r->surname, &r->given, &r->patronymic);
	return rc;
}

/* What is chosen and what is read: as much of it as can be; the rest is said beside its field. */
static void read_form(struct intake *s, struct arena *mem, struct registration *r)
{
	static const char *const settled[] = { "topic", "executor", "complained", "category" };
	const struct form *f = &s->form;
	struct err e = { 0 };

	for (size_t i = 0; i < COUNT(settled); i++)
		if (intake_settle(s, settled[i], &e))
			e = (struct err){ 0 };
	if (!read_received(s, &r->received))
		form_set_error(&s->form, "received",
			       arena_printf(mem, _("«%s» is not a date: write it as 07.11.2026 14:30. Nothing was saved."),
					    form_get(f, "received")));
	if (read_name(s, mem, r, &e))
		form_set_error(&s->form, "name", e.msg);
	r->phone = form_get(f, "phone");
	r->text = form_get(f, "text");
	r->email = suggest_no_comma(mem, form_get(f, "email"));
	r->address = suggest_no_comma(mem, form_get(f, "address"));
	r->residence = suggest_no_comma(mem, form_get(f, "residence"));
	r->kind = vocab_wire_index(&vocab_kind, form_get(f, "kind"));
	r->channel = vocab_wire_index(&vocab_channel, form_get(f, "channel"));
	intake_read_law(s, mem, r);
}

size_t intake_registration(struct intake *s, struct arena *mem, struct registration *r)
{
	struct registration_fault where;
	struct policy pol;
	struct err e = { 0 };
	size_t at = 0;

	registration_init(r);
	form_clear_errors(&s->form);
	store_policy(s->store, &pol);
	read_form(s, mem, r);
	while (registration_next_fault(r, &pol, &at, &where, &e)) {
		if (intake_fault_field(where.field))
			form_set_error(&s->form, intake_fault_field(where.field), e.msg);
		e = (struct err){ 0 };
	}
	r->topic = s->topic;
	r->service = s->service;
	r->complained = s->complained;
	r->idem = s->idem;
	r->call = s->call;
	return form_errors(&s->form);
}

const char *intake_fault_field(const char *fault)
{
	static const struct {
		const char *fault, *field;
	} map[] = {
		{ "surname", "name" }, { "given", "name" }, { "patronymic", "name" }, { "phone", "phone" },
		{ "address", "address" }, { "residence", "residence" }, { "email", "email" },
		{ "text", "text" }, { "received", "received" }, { "kind", "kind" },
		{ "applicant", "applicant" }, { "signatories", "signatories" },
	};

	for (size_t i = 0; fault && i < COUNT(map); i++)
		if (strcmp(map[i].fault, fault) == 0)
			return map[i].field;
	return NULL;
}
