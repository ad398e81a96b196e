/* tui/intake_consult.c - F2: a call that needs no appeal, counted by two keys: one opens the choice (to which emergency
 * number it is handed over, or what the consultation was about), one takes it. The form is empty then, for the next
 * call; a hand-over shows the number to call in large letters until the next key.
 *
 * What a consultation keeps: telephone, address, topic, text, the call. Whatever else was typed is asked about. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/bigtext.h"
#include "tui/intake.h"
#include "tui/suggest.h"

enum { MARGIN = 3, NUMBER_ROW = 3, WORDS_ROW = 9, PROPOSED_IN_ALL = CONSULT_TOPICS };

/* --- what is proposed ----------------------------------------------------------------------------- */

static void propose(struct consult_choice *x, const struct topic *t)
{
	for (int i = 0; i < x->ntopics; i++)
		if (x->topics[i] == t)
			return;
	if (t && x->ntopics < PROPOSED_IN_ALL)
		x->topics[x->ntopics++] = t;
}

static void propose_typed(struct consult_choice *x, const struct catalogue *cat, const char *typed)
{
	const struct topic *found[CONSULT_TYPED];
	int n = catalogue_match_topics(cat, typed, found, CONSULT_TYPED);

	for (int i = 0; i < n; i++)
		propose(x, found[i]);
}

/* Asked for in F7, chosen or typed in the form, then those of the last days. */
static void propose_topics(struct intake *s, const struct topic *asked)
{
	struct consult_choice *x = &s->consult;
	const char *usual[PROPOSED_IN_ALL];
	struct arena mem = { 0 };

	x->ntopics = 0;
	propose(x, asked ? asked : s->topic);
	if (x->ntopics == 0)
		propose_typed(x, s->cat, form_get(&s->form, "topic"));
	x->said = x->ntopics ? x->topics[0] : NULL;
	if (!x->said)
		propose_typed(x, s->cat, form_get(&s->form, "text"));
	int n = consult_usual(s->store, &mem, usual, PROPOSED_IN_ALL);

	for (int i = 0; i < n; i++)
		propose(x, catalogue_topic(s->cat, usual[i]));
	arena_free(&mem);
}

/* The row that Enter takes: whom the topic itself is passed to when that is an emergency service. */
static size_t proposed_row(const struct intake *s, const struct service *to)
{
	const struct consult_choice *x = &s->consult;

	if (!to && x->said)
		to = catalogue_service(s->cat, x->said->service);
	for (int i = 0; i < x->nto; i++)
		if (x->to[i] == to)
			return (size_t)i;
	return (size_t)x->nto;
}

/* --- counting ------------------------------------------------------------------------------------- */

/* Something was typed that a consultation does not keep. */
static bool loses(const struct intake *s)
{
	static const char *const others[] = { "received", "signatories", "category", "complained" };
	const struct {
		const char *field, *filled;
	} people[] = { { "name", s->filled.name }, { "residence", s->filled.residence }, { "email", s->filled.email } };

	for (size_t i = 0; i < COUNT(people); i++) {
		const char *now = form_get(&s->form, people[i].field);

		if (*now && strcmp(now, people[i].filled) != 0)
			return true;
	}
	for (size_t i = 0; i < COUNT(others); i++)
		if (*form_get(&s->form, others[i]))
			return true;
	return *s->more_of != '\0';
}

/* The last row says what is wrong in a field. */
static void refused(struct app *app, struct intake *s, const struct consult_form *f, const struct err *e)
{
	if (strcmp(f->fault, "phone") == 0 || strcmp(f->fault, "address") == 0 || strcmp(f->fault, "text") == 0) {
		form_set_error(&s->form, f->fault, e->msg);
		form_focus(&s->form, f->fault);
	} else {
		app_fail(app, e);
	}
}

static const char *counted_words(const struct consult *c, bool again, struct arena *a)
{
	if (again)
		return _("Counted before: nothing new was counted.");
	return *c->transfer ? arena_printf(a, _("Counted: handed over to %s, %s."), c->transfer, c->transfer_name)
			    : arena_printf(a, _("Counted: a consultation on %s %s."), c->topic, c->topic_name);
}

/* The appeal on the screen stays: its PIN is shown nowhere else. */
static void read_form(const struct intake *s, struct consult_form *f)
{
	consult_form_init(f);
	f->topic = s->consult.topic;
	f->to = s->consult.chosen;
	f->call = s->call;
	if (s->done)
		return;
	f->phone = form_get(&s->form, "phone");
	f->address = form_get(&s->form, "address");
	f->text = form_get(&s->form, "text");
	f->idem = s->idem;
}

static void count(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	struct consult_form f;
	struct consult made;
	struct err e = { 0 };
	bool again;

	read_form(s, &f);
	if (consult_add(app_store(app), &f, app_actor(app), &a, &made, &again, &e)) {
		refused(app, s, &f, &e);
	} else {
		if (!s->done) {
			intake_begin(s);
			intake_drop(app, s);
			snprintf(s->handed, sizeof(s->handed), "%s", made.transfer);
			snprintf(s->handed_to, sizeof(s->handed_to), "%s", made.transfer_name);
		}
		app_counted(app);
		app_changed(app);
		app_say(app, ROLE_OK, counted_words(&made, again, &a));
	}
	arena_free(&a);
}

static void may_lose(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	(void)d;
	if (yes)
		count(app, ctx);
}

static void take(struct app *app, struct intake *s, const struct topic *topic, const struct service *to)
{
	s->consult.topic = topic;
	s->consult.chosen = to;
	if (s->done || !loses(s)) {
		count(app, s);
		return;
	}
	dialog_confirm(app_dialog(app), _("Count it and empty the form?"),
		       _("A consultation keeps the telephone, the address and the text. The name and whatever else is typed "
			 "will be lost: it is not registered."));
	app_dialog(app)->role = ROLE_WARN;
	app_ask(app, may_lose, s);
}

/* --- the choice ----------------------------------------------------------------------------------- */

static void topic_typed(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;
	const struct topic *t = yes ? catalogue_exact_topic(s->cat, dialog_text(d)) : NULL;

	if (t)
		take(app, s, t, NULL);
	else if (yes)
		app_say(app, ROLE_ERROR, _("Choose the topic from the list: Down shows it. Nothing was counted."));
}

static void ask_topic(struct app *app, struct intake *s)
{
	dialog_prompt(app_dialog(app), _("What was it about?"), _("A code or any words; Enter takes the marked topic."),
		      SUGGEST_LETTERS);
	dialog_suggest(app_dialog(app), &suggest_of_store, app_store(app), "topic");
	app_ask(app, topic_typed, s);
}

static void chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;
	const struct consult_choice *x = &s->consult;
	int i = (int)d->choice;

	if (!yes)
		return;
	if (i < x->nto)
		take(app, s, x->said, x->to[i]);
	else if (i < x->nto + x->ntopics)
		take(app, s, x->topics[i - x->nto], NULL);
	else
		ask_topic(app, s);
}

void intake_consult(struct app *app, struct intake *s, const struct topic *asked, const struct service *to)
{
	struct consult_choice *x = &s->consult;
	const char *items[DIALOG_CHOICES];
	struct arena a = { 0 };
	size_t n = 0;

	x->nto = consult_services(s->cat, x->to, CONSULT_TO);
	propose_topics(s, asked);
	for (int i = 0; i < x->nto; i++)
		items[n++] = arena_printf(&a, _("hand over to %s: %s"), x->to[i]->phone, x->to[i]->name);
	for (int i = 0; i < x->ntopics; i++)
		items[n++] = arena_printf(&a, _("consultation: %s %s"), x->topics[i]->code, x->topics[i]->name);
	items[n++] = _("consultation: another topic…");
	dialog_choose(app_dialog(app), _("Without an appeal: what is counted?"), items, n);
	if (!s->done && !intake_empty(s))
		dialog_say(app_dialog(app), _("Telephone, address and text go with it, the form is emptied."));
	app_dialog(app)->choice = proposed_row(s, to);
	app_ask(app, chosen, s);
	arena_free(&a);
}

void intake_take_consult(struct app *app, struct intake *s)
{
	const char *topic, *to;

	if (app_take_consult(app, &topic, &to))
		intake_consult(app, s, catalogue_topic(s->cat, topic), catalogue_service(s->cat, to));
}

/* --- handed over ---------------------------------------------------------------------------------- */

void intake_draw_handed(const struct intake *s, const struct canvas *c)
{
	struct canvas words = canvas_sub(c, WORDS_ROW, MARGIN, c->rows - WORDS_ROW, c->cols - 2 * MARGIN);
	struct arena a = { 0 };

	draw_text(c, 0, MARGIN, c->cols - MARGIN, ROLE_OK, arena_printf(&a, _("Handed over: %s"), s->handed_to));
	big_draw(c, NUMBER_ROW, MARGIN, ROLE_NUMBER, s->handed);
	draw_paragraph(&words, ROLE_NORMAL,
		       arena_printf(&a, _("Transfer the call to %s and say: «I am connecting you, please stay on the line.» The "
					  "form is ready for the next call: type."), s->handed));
	arena_free(&a);
}

bool intake_handed_key(struct intake *s, const struct key_event *ev)
{
	if (!*s->handed)
		return false;
	s->handed[0] = '\0';
	return key_is_fn(ev, FN_ESC) || key_is_fn(ev, FN_ENTER);
}
