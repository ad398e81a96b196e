/* tui/incident_card.c - see incident_card.h. */
#include "tui/incident_card.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"
#include "data/store/users.h"

const char *incident_state_text(const struct incident_row *row, struct arena *mem)
{
	const char *phase = vocab_label(&vocab_incident_phase, (int)row->phase);

	return row->overdue ? arena_printf(mem, _("%s, LATE"), phase) : phase;
}

/* The group of topics 01 has its name in each of them. */
static const char *topic_name(const struct catalogue *cat, const char *code)
{
	const struct topic *t = catalogue_topic(cat, code);

	for (int i = 0; !t && i < cat->ntopics; i++)
		if (strncmp(cat->topics[i].code, code, strlen(code)) == 0)
			return cat->topics[i].group;
	return t ? t->name : "";
}

const char *incident_topic_names(struct store *s, const char *topics, struct arena *mem)
{
	const struct catalogue *cat;
	struct err none = { 0 };
	const char *t = "";

	if (catalogue_get(s, &cat, &none))
		return topics;
	while (*topics) {
		size_t n = strcspn(topics, ",");
		const char *code = arena_strndup(mem, topics, n), *name = topic_name(cat, code);

		t = arena_printf(mem, "%s%s%s %s", t, *t ? ", " : "", code, name);
		topics += n + (topics[n] == ',');
	}
	return t;
}

static const char *minute(struct card *c, struct store *s, int64_t ms)
{
	char out[17];

	if (!ms)
		return "";
	civil_format_minute(store_clock(s), ms, out);
	return arena_strdup(c->mem, out);
}

static const char *joined_text(struct card *c, const struct incident_row *row)
{
	if (!row->joined)
		return _("no appeal");
	const char *n = arena_printf(c->mem, P_("%d appeal", "%d appeals", row->joined), row->joined);

	return row->waiting ? arena_printf(c->mem, _("%s, not done yet: %d"), n, row->waiting) : n;
}

static const char *due_text(struct card *c, struct store *s, const struct incident *i)
{
	const char *due = i->due ? minute(c, s, i->due) : _("not known");

	return i->prolonged ? arena_printf(c->mem, _("%s (moved: %d)"), due, (int)i->prolonged) : due;
}

static void add_facts(struct card *c, struct store *s, const struct incident_row *row)
{
	const struct incident *i = &row->i;
	const char *kind = vocab_label_of(&vocab_incident_kind, i->kind);

	card_add(c, CARD_NUMBER, NULL, arena_printf(c->mem, _("%s %s: %s"), i->number, kind, i->title));
	card_add(c, row->overdue ? CARD_ALARM : CARD_STATE, _("State"), incident_state_text(row, c->mem));
	card_add(c, CARD_PLAIN, _("Addresses"), i->addresses);
	card_add(c, CARD_PLAIN, _("Beginning"), minute(c, s, i->start));
	card_add(c, row->overdue ? CARD_ALARM : CARD_PLAIN, _("End as planned"), due_text(c, s, i));
	card_add(c, CARD_OK, _("Ended"), minute(c, s, i->ended));
	card_add(c, CARD_PLAIN, _("Executor"), i->service_name);
	card_add(c, CARD_PLAIN, _("Topics"), *i->topics ? incident_topic_names(s, i->topics, c->mem) : _("any"));
	card_add(c, CARD_PLAIN, _("Joined"), joined_text(c, row));
	card_add(c, CARD_PLAIN, _("To be read out"), i->text);
	card_add(c, CARD_OK, _("How it ended"), i->closing);
}

enum err_code incident_card(struct store *s, const struct incident_row *row, struct arena *mem, struct card *c,
			    struct err *e)
{
	struct history h;

	*c = (struct card){ .mem = mem };
	add_facts(c, s, row);
	if (incident_history(s, &row->i, mem, &h, e))
		return e->code;
	card_history(c, s, &h);
	return ERR_OK;
}
