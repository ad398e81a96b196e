/* tui/reference_card.c - everything about one row of F7: what a number is for, what an executor does, a topic with
 * its hint, a text to be read out, an official, the card of a service. */
#include "core/i18n.h"
#include "core/phone.h"
#include "tui/reference.h"

static const char *phone_text(struct card *c, const char *phone)
{
	struct phone p;
	char shown[24];

	if (!*phone || phone_parse(phone, &phone_plan_lviv, &p) != PHONE_GOOD)
		return phone;
	phone_show(p.e164, &phone_plan_lviv, shown);
	return arena_strdup(c->mem, shown);
}

static const char *service_text(struct card *c, const struct catalogue *cat, const char *code)
{
	const struct service *s = catalogue_service(cat, code);

	if (!s)
		return code;
	return *s->phone ? arena_printf(c->mem, "%s · %s", s->name, phone_text(c, s->phone)) : s->name;
}

static void add_topic(const struct ref_lists *l, const struct topic *t, struct card *c)
{
	const char *term = term_show(c->mem, t->term), *priority = vocab_label_of(&vocab_priority, t->priority);

	card_add(c, CARD_NUMBER, NULL, arena_printf(c->mem, "%s %s", t->code, t->name));
	card_add(c, CARD_ALARM, _("Hint"), t->hint);
	card_add(c, CARD_PLAIN, _("Group"), t->group);
	card_add(c, CARD_PLAIN, _("Term"), *term ? arena_printf(c->mem, "%s · %s", priority, term) : priority);
	card_add(c, CARD_PLAIN, _("Executor"), service_text(c, l->cat, t->service));
	card_add(c, CARD_PLAIN, _("Together with"), service_text(c, l->cat, t->co_service));
}

/* What they do: the topics that come to them. */
static void add_topics_of(const struct ref_lists *l, const struct service *s, struct card *c)
{
	const char *list = "";

	for (int i = 0; i < l->cat->ntopics; i++) {
		const struct topic *t = &l->cat->topics[i];

		if (strcmp(t->service, s->code) == 0 || strcmp(t->co_service, s->code) == 0)
			list = arena_printf(c->mem, "%s%s%s %s", list, *list ? "\n" : "", t->code, t->name);
	}
	card_add(c, CARD_PLAIN, _("Topics"), list);
}

static void add_executor(const struct ref_lists *l, const struct service *s, struct card *c)
{
	card_add(c, CARD_NUMBER, NULL, s->name);
	card_add(c, CARD_OK, _("Telephone"), *s->phone ? phone_text(c, s->phone) : _("not in the list"));
	card_add(c, CARD_PLAIN, _("Kind"), vocab_label_of(&vocab_service_kind, s->kind));
	card_add(c, CARD_PLAIN, _("Code"), s->code);
	card_add(c, CARD_PLAIN, _("Accidents"), s->emergency ? _("takes them round the clock") : "");
	add_topics_of(l, s, c);
}

/* An official, or the card of a service: its columns under their labels. */
static void add_cells(const struct ref_row *r, struct card *c)
{
	static const struct {
		const char *column, *label;
		enum card_role role;
	} lines[] = {
		{ "name", NULL, CARD_NUMBER },           { "post", N_("Post"), CARD_PLAIN },
		{ "department", N_("Department"), CARD_PLAIN }, { "phone", N_("Telephone"), CARD_OK },
		{ "email", "E-mail", CARD_PLAIN },       { "room", N_("Room"), CARD_PLAIN },
		{ "documents", N_("What to bring"), CARD_ALARM }, { "term", N_("Term"), CARD_PLAIN },
		{ "price", N_("Price"), CARD_PLAIN },    { "result", N_("Result"), CARD_PLAIN },
		{ "place", N_("Where"), CARD_PLAIN },    { "reception", N_("Reception"), CARD_PLAIN },
		{ "law", N_("By the law"), CARD_PLAIN }, { "code", N_("Code"), CARD_PLAIN },
	};
	const struct list_desc *l = reference_list(r->section);

	for (size_t i = 0; i < COUNT(lines); i++) {
		const char *cell = list_cell(l, r->cells, lines[i].column);

		if (strcmp(lines[i].column, "phone") == 0)
			cell = phone_text(c, cell);
		card_add(c, lines[i].role, lines[i].label ? _(lines[i].label) : NULL, cell);
	}
}

void reference_card(const struct ref_lists *l, const struct ref_row *r, struct card *c)
{
	if (r->topic || r->cells) {
		if (r->topic)
			add_topic(l, r->topic, c);
		else
			add_cells(r, c);
		return;
	}
	if (r->section == REF_NUMBERS)
		card_add(c, CARD_NUMBER, NULL, r->mark);
	else if (r->text)
		card_add(c, CARD_NUMBER, NULL, r->text->name);
	if (r->text)
		card_add(c, CARD_PLAIN, NULL, r->text->text);
	if (r->service)
		add_executor(l, r->service, c);
}
