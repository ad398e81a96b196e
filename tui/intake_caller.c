/* tui/intake_caller.c - the caller's card of F2: who has called from this number and with what, what may
 * be the same matter, and what of it goes into the form. Asked for when the telephone, the house or the
 * topic changes, never while drawing. */
#include "core/address.h"
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/viewed.h"
#include "tui/calls_list.h"
#include "tui/intake.h"

/* --- lines of the card ------------------------------------------------------------------------------ */

static void line(struct intake *s, enum role role, int indent, const char *text)
{
	if (*text)
		pager_add(&s->card, role, indent, text);
}

static const char *person_name(struct arena *a, const struct caller_person *p)
{
	return arena_printf(a, "%s%s%s%s%s", p->surname, *p->given ? " " : "", p->given,
			    *p->patronymic ? " " : "", p->patronymic);
}

static void add_question(struct intake *s, struct arena *a, const struct found *q)
{
	char day[11];

	civil_format_day(civil_day_at(store_clock(s->store), q->registered), day);
	line(s, ROLE_NUMBER, 0, arena_printf(a, "%s  %s", found_ref(a, q), day));
	line(s, ROLE_NORMAL, 1, arena_printf(a, "%s%s%s", vocab_label(&vocab_state, (int)q->state),
					     *q->topic_name ? " · " : "", q->topic_name));
	if (q->overdue)
		line(s, ROLE_ALARM, 1, _("OVERDUE"));
}

/* The address of the person that stands on the card and goes into the form. */
static const char *home_of(const struct caller_person *p)
{
	return *p->residence ? p->residence : p->address;
}

/* Where his last problem was, when that is somewhere else; else "". */
static const char *elsewhere(const struct caller_person *p)
{
	struct arena a = { 0 };
	bool same = strcmp(text_fold(&a, p->address), text_fold(&a, home_of(p))) == 0;

	arena_free(&a);
	return same ? "" : p->address;
}

static void add_people(struct intake *s, struct arena *a)
{
	const struct caller *c = &s->caller;

	if (c->npeople > 0)
		line(s, ROLE_HEADING, 0, c->npeople == 1 ? _("Who calls from this number")
							 : _("Who calls: press the digit in the name"));
	for (int i = 0; i < c->npeople; i++) {
		const struct caller_person *p = &c->people[i];

		line(s, ROLE_NORMAL, 0, arena_printf(a, "%d %s", i + 1, person_name(a, p)));
		line(s, ROLE_DIM, 2, home_of(p));
		if (*elsewhere(p))
			line(s, ROLE_DIM, 2, arena_printf(a, _("the problem was at: %s"), elsewhere(p)));
	}
}

static bool is_among(const struct found *rows, int n, const struct found *q)
{
	for (int i = 0; i < n; i++)
		if (rows[i].id == q->id)
			return true;
	return false;
}

/* What stands in a list above is not repeated. */
static void add_appeals(struct intake *s, struct arena *a)
{
	const struct caller *c = &s->caller;
	const struct {
		const char *heading;
		const struct found *rows;
		int n;
	} lists[] = { { _("Not closed yet"), c->open, c->nopen }, { _("Before"), c->last, c->nlast } };

	for (size_t l = 0; l < COUNT(lists); l++) {
		bool headed = false;

		for (int i = 0; i < lists[l].n; i++) {
			const struct found *q = &lists[l].rows[i];

			if (is_among(s->same.rows, s->same.n, q) || (l > 0 && is_among(c->open, c->nopen, q)))
				continue;
			if (!headed)
				line(s, ROLE_HEADING, 0, lists[l].heading);
			headed = true;
			add_question(s, a, q);
		}
	}
}

static void add_calls(struct intake *s, struct arena *a)
{
	const struct caller *c = &s->caller;

	if (c->ncalls > 0)
		line(s, ROLE_HEADING, 0, _("Last calls"));
	for (int i = 0; i < c->ncalls; i++) {
		char seconds[16];

		call_format_seconds(call_was_talk(&c->calls[i]) ? c->calls[i].talk_s : c->calls[i].wait_s, seconds);
		line(s, c->calls[i].outcome == CALLED_LOST ? ROLE_WARN : ROLE_NORMAL, 0,
		     arena_printf(a, "%s %s %s", calls_when(store_clock(s->store), c->calls[i].at, a),
				  vocab_label(&vocab_call_outcome, c->calls[i].outcome), seconds));
	}
}

static void add_phone(struct intake *s, struct arena *a)
{
	char shown[24];

	if (!s->known) {
		line(s, ROLE_DIM, 0, _("Type the telephone: who calls and with what appears here."));
		return;
	}
	phone_show(s->phone.e164, &phone_plan_lviv, shown);
	line(s, ROLE_NUMBER, 0, *s->phone.ext ? arena_printf(a, _("%s ext. %s"), shown, s->phone.ext) : shown);
	if (s->phone.suspicious)
		line(s, ROLE_WARN, 0, _("A foreign number, or a Ukrainian one without its 0: ask."));
	if (s->caller.total == 0)
		line(s, ROLE_DIM, 0, _("The first call from this number."));
	else
		line(s, ROLE_DIM, 0, arena_printf(a, P_("%d appeal from this number", "%d appeals from this number",
							s->caller.total), s->caller.total));
}

static void add_same(struct intake *s, struct arena *a)
{
	if (s->same.n > 0)
		line(s, ROLE_WARN, 0, _("Registered already?"));
	for (int i = 0; i < s->same.n; i++) {
		add_question(s, a, &s->same.rows[i]);
		line(s, ROLE_DIM, 1, s->same.rows[i].address);
	}
}

/* Who calls comes first while it is to be chosen; then what may be the same matter: it is said to the
 * citizen before anything is registered (domain.md 2.3). */
void intake_card(struct intake *s)
{
	struct arena a = { 0 };
	bool choose = s->caller.npeople > 1 && !*form_get(&s->form, "name");

	pager_clear(&s->card, true);
	if (*s->more_of)
		line(s, ROLE_OK, 0, arena_printf(&a, _("Another question of %s"), s->more_of));
	if (s->topic)
		line(s, ROLE_ALARM, 0, s->topic->hint);
	add_phone(s, &a);
	line(s, ROLE_OK, 0, s->call_text);
	if (choose)
		add_people(s, &a);
	add_same(s, &a);
	if (!choose)
		add_people(s, &a);
	add_appeals(s, &a);
	add_calls(s, &a);
	arena_free(&a);
}

static void card_failed(struct intake *s, const struct err *e)
{
	pager_add(&s->card, ROLE_ERROR, 0, e->msg);
}

/* Who gave no name is nobody to choose. */
static void drop_nameless(struct caller *c)
{
	int n = 0;

	for (int i = 0; i < c->npeople; i++)
		if (*c->people[i].surname || *c->people[i].given)
			c->people[n++] = c->people[i];
	c->npeople = n;
}

/* The card shows people's data: each of its appeals is a viewing (domain.md 1.9), the same rows read again
 * are not. */
static void note_rows(struct intake *s, const struct found *rows, int n)
{
	for (int i = 0; i < n; i++)
		viewed_add_number(s->store, rows[i].number);
}

/* Another question of an appeal is not the same matter as its first. */
static void drop_own(struct intake *s)
{
	int n = 0;

	for (int i = 0; i < s->same.n; i++)
		if (strcmp(s->same.rows[i].number, s->more_of) != 0)
			s->same.rows[n++] = s->same.rows[i];
	s->same.n = n;
}

/* --- asking ------------------------------------------------------------------------------------------ */

void intake_same(struct intake *s, bool again)
{
	struct arena a = { 0 };
	struct address adr;
	struct err e = { 0 };
	const char *phone = s->known ? s->phone.e164 : "", *topic = s->topic ? s->topic->code : "";
	const char *address = form_get(&s->form, "address");

	address_parse(&a, address, &adr);
	const char *key = arena_printf(&a, "%s\n%s\n%s", phone, adr.house_key, topic);

	bool other = !s->same_key || strcmp(key, s->same_key) != 0;

	if (again || other) {
		arena_free(&s->same_mem);
		s->same = (struct found_list){ 0 };
		s->same_key = arena_strdup(&s->same_mem, key);
		if ((*phone || *adr.house_key) &&
		    caller_duplicates(s->store, phone, address, topic, &s->same_mem, &s->same, &e))
			s->same = (struct found_list){ 0 };
		drop_own(s);
		if (other)
			note_rows(s, s->same.rows, s->same.n);
		intake_card(s);
		if (e.code)
			card_failed(s, &e);
	}
	arena_free(&a);
	intake_incident(s);
}

void intake_caller(struct intake *s, bool again)
{
	struct phone p = { .kind = PHONE_NONE };
	struct err e = { 0 };
	/* a short number is a service, not a person */
	bool known = phone_parse(form_get(&s->form, "phone"), &phone_plan_lviv, &p) == PHONE_GOOD &&
		     p.kind != PHONE_SHORT;
	bool same = known == s->known && (!known || strcmp(p.e164, s->phone.e164) == 0);

	s->known = known;
	s->phone = p;
	if (same && !again) {
		intake_card(s); /* an extension may have come */
		return;
	}
	arena_free(&s->card_mem);
	s->caller = (struct caller){ 0 };
	if (known && caller_card(s->store, p.e164, &s->card_mem, &s->caller, &e))
		s->caller = (struct caller){ 0 };
	if (!same) {
		note_rows(s, s->caller.open, s->caller.nopen);
		note_rows(s, s->caller.last, s->caller.nlast);
	}
	drop_nameless(&s->caller);
	if (!same)
		s->card.top = 0;
	intake_same(s, again);
	intake_card(s);
	if (e.code)
		card_failed(s, &e);
}

/* --- from the card into the form --------------------------------------------------------------------- */

/* Nothing of the operator's own is there. */
static bool is_free(const struct form *f, const char *field, const char *filled)
{
	const char *now = form_get(f, field);

	return !*now || strcmp(now, filled) == 0;
}

static void put(struct intake *s, const char *field, const char **filled, const char *value)
{
	if (!is_free(&s->form, field, *filled))
		return;
	form_set(&s->form, field, value);
	form_set_error(&s->form, field, NULL);
	*filled = arena_strdup(&s->fill_mem, value);
}

static void put_all(struct intake *s, const struct caller_person *p)
{
	struct arena a = { 0 };

	put(s, "name", &s->filled.name, p ? person_name(&a, p) : "");
	put(s, "address", &s->filled.address, p ? home_of(p) : "");
	s->filled.other = arena_strdup(&s->fill_mem, p && strcmp(form_get(&s->form, "address"),
								  s->filled.address) == 0 ? elsewhere(p) : "");
	put(s, "residence", &s->filled.residence, p ? p->residence : "");
	put(s, "email", &s->filled.email, p ? p->email : "");
	arena_free(&a);
	intake_same(s, false);
	s->card.top = 0;
	intake_card(s);
}

bool intake_fill(struct intake *s, int i)
{
	if (i < 0 || i >= s->caller.npeople)
		return false;
	form_set(&s->form, "name", "");
	put_all(s, &s->caller.people[i]);
	return true;
}

bool intake_phone_left(struct intake *s)
{
	const char *now = form_get(&s->form, "name");
	bool typed = *now && strcmp(now, s->filled.name) != 0;
	const struct caller_person *only = s->caller.npeople == 1 ? &s->caller.people[0] : NULL;
	bool shown = false;

	/* a person of this number stands there already */
	for (int i = 0; i < s->caller.npeople && !shown && *s->filled.name; i++) {
		struct arena a = { 0 };

		shown = strcmp(person_name(&a, &s->caller.people[i]), s->filled.name) == 0;
		arena_free(&a);
	}
	if (typed || shown)
		return false;
	put_all(s, only);
	return only != NULL;
}

void intake_name_typed(struct intake *s)
{
	intake_card(s);
	if (*s->filled.email && strcmp(form_get(&s->form, "name"), s->filled.name) != 0)
		put(s, "email", &s->filled.email, "");
}
