/* tui/intake_elsewhere.c - F2: an address that was typed as a topic, a telephone that was typed as a name. The field
 * they are meant for is offered as the first row of the list; nothing is moved unasked, nothing that stands there is
 * lost without a question. */
#include "core/i18n.h"
#include "core/phone.h"
#include "tui/intake.h"

struct elsewhere {
	const char *from, *to;
	/* The text as it is to stand in `to`, in the arena; NULL: it is at its place. `fits`: its own list has rows. */
	const char *(*meant)(const struct intake *s, const char *text, bool fits, struct arena *a);
	void (*moved)(struct intake *s);
	/* The row of the list; `there`: what stands in `to`, "" nothing. */
	const char *(*row)(const char *meant, const char *there, struct arena *a);
	const char *done;                    /* sentence behind it */
	const char *title, *leave, *replace; /* the question, and what it says */
	const char *(*words)(const char *there, const char *typed, struct arena *a);
};

static const char *as_address(const struct intake *s, const char *text, bool fits, struct arena *a)
{
	return catalogue_as_address(s->store, text, fits, a);
}

static const char *as_phone(const struct intake *s, const char *text, bool fits, struct arena *a)
{
	struct phone p;

	(void)s;
	(void)fits;
	return phone_parse(text, &phone_plan_lviv, &p) == PHONE_GOOD && p.kind != PHONE_SHORT ? arena_strdup(a, text)
											: NULL;
}

static const char *address_row(const char *meant, const char *there, struct arena *a)
{
	return *there ? arena_printf(a, _("Address «%s» instead of «%s»"), meant, there)
		      : arena_printf(a, _("Address: «%s»"), meant);
}

static const char *phone_row(const char *meant, const char *there, struct arena *a)
{
	return *there ? arena_printf(a, _("Telephone «%s» instead of «%s»"), meant, there)
		      : arena_printf(a, _("Telephone: «%s»"), meant);
}

static const char *address_words(const char *there, const char *typed, struct arena *a)
{
	return arena_printf(a, _("It is «%s» now; typed as a topic: «%s»."), there, typed);
}

static const char *phone_words(const char *there, const char *typed, struct arena *a)
{
	return arena_printf(a, _("It is «%s» now; typed as a name: «%s»."), there, typed);
}

static void moved_address(struct intake *s)
{
	intake_typed(s, "topic");
	intake_same(s, false);
}

static void moved_phone(struct intake *s)
{
	intake_name_typed(s);
	intake_caller(s, false);
	intake_phone_left(s);
}

static const struct elsewhere kinds[] = {
	{ .from = "topic", .to = "address", .meant = as_address, .moved = moved_address,
	  .row = address_row, .words = address_words,
	  .done = N_("That is the address now; go on with the topic."),
	  .title = N_("Replace the address?"), .leave = N_("Leave the address as it is"), .replace = N_("Replace it") },
	{ .from = "name", .to = "phone", .meant = as_phone, .moved = moved_phone,
	  .row = phone_row, .words = phone_words,
	  .done = N_("That is the telephone now; go on with the name."),
	  .title = N_("Replace the telephone?"), .leave = N_("Leave the telephone as it is"), .replace = N_("Replace it") },
};

static const struct elsewhere *kind_of(const char *from)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].from, from) == 0)
			return &kinds[i];
	return NULL;
}

void intake_offer_elsewhere(const struct intake *s, const char *from, const char *text, struct arena *a,
			    struct suggested *out)
{
	const struct elsewhere *k = kind_of(from);
	bool fits = out->n && out->rows[0].value, sentence = out->n && !fits; /* «nothing fits» is no longer true */
	const char *meant = k && text ? k->meant(s, text, fits, a) : NULL;

	if (!meant)
		return;
	struct suggestion *rows = arena_alloc(a, (out->n + 1) * sizeof(*rows));
	const char *there = form_get(&s->form, k->to);

	rows[0] = (struct suggestion){
		.value = meant,
		.other = true,
		.label = k->row(meant, there, a),
	};
	if (out->n && !sentence)
		memcpy(rows + 1, out->rows, out->n * sizeof(*rows));
	out->n = sentence ? 1 : out->n + 1;
	out->rows = rows;
	out->strict = true;
}

/* The operator goes on with the field he is in. */
static void move(struct intake *s, const struct elsewhere *k)
{
	struct arena a = { 0 };
	const char *meant = k->meant(s, form_get(&s->form, k->from), false, &a);

	form_set(&s->form, k->from, "");
	form_set_error(&s->form, k->from, NULL);
	form_set(&s->form, k->to, meant ? meant : "");
	form_set_error(&s->form, k->to, NULL);
	k->moved(s);
	form_focus(&s->form, k->from);
	arena_free(&a);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;
	const struct elsewhere *k = kind_of(form_focused(&s->form));

	(void)app;
	if (yes && d->choice == 1 && k)
		move(s, k);
}

void intake_move_elsewhere(struct app *app, struct intake *s, const char *from)
{
	const struct elsewhere *k = kind_of(from);
	const char *items[] = { _(k->leave), _(k->replace) };
	const char *there = form_get(&s->form, k->to);
	struct arena a = { 0 };

	form_focus(&s->form, k->from);
	if (!there[strspn(there, " ")]) {
		move(s, k);
		app_say(app, ROLE_MESSAGE, _(k->done));
		return;
	}
	dialog_choose(app_dialog(app), _(k->title), items, COUNT(items));
	dialog_arrows(app_dialog(app));
	dialog_say(app_dialog(app), k->words(there, form_get(&s->form, k->from), &a));
	app_ask(app, answered, s);
	arena_free(&a);
}
