/* tui/app_template.c - Ctrl-T: a template is chosen by a digit or a letter and put, as a paste, where a text is
 * being typed: the text of a view, or that of a dialog, which stays open under the list. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/app_internal.h"

/* The last mark of a list that is longer leads to the next part of it. */
enum { PART = DIALOG_CHOICES - 1 };

static bool text_in_dialog(const struct app *app)
{
	return app->dialog.kind == DIALOG_TEXT;
}

static bool text_in_view(const struct app *app)
{
	const struct view_ops *v = views[app->view];

	return app->dialog.kind == DIALOG_NONE && v->writes && v->writes(app->state[app->view]);
}

/* --- the list --------------------------------------------------------------------------------- */

static void show_part(struct app *app)
{
	struct template_pick *p = &app->pick;
	const char *items[DIALOG_CHOICES];
	int left = p->all.n - p->from, n = left > DIALOG_CHOICES ? PART : left;
	struct arena mem = { 0 };

	for (int i = 0; i < n; i++) {
		const struct template_row *r = &p->all.rows[p->from + i];

		items[i] = arena_printf(&mem, "%s: %s", r->name, r->text);
	}
	if (n < left)
		items[n++] = _("further…");
	dialog_choose(&p->list, _("Template of a text"), items, (size_t)n);
	arena_free(&mem);
	app_dirty(app);
}

static void close_list(struct app *app)
{
	dialog_close(&app->pick.list);
	arena_free(&app->pick.mem);
	app->pick = (struct template_pick){ .from = 0 };
}

void app_template(struct app *app)
{
	struct template_pick *p = &app->pick;
	struct err e = { 0 };

	close_list(app);
	if (!text_in_dialog(app) && !text_in_view(app))
		app_say(app, ROLE_MESSAGE, _("A template goes into a text: go to the text first."));
	else if (template_list(app->store, TEMPLATE_TYPED, &p->mem, &p->all, &e))
		app_fail(app, &e);
	else if (p->all.n == 0)
		app_say(app, ROLE_MESSAGE, _("There are no templates. A supervisor adds one: pult template add."));
	else
		show_part(app);
}

/* --- what is known ---------------------------------------------------------------------------- */

static void of_appeal(struct app *app, const struct appeal *a, int k, struct arena *mem, struct template_values *v)
{
	const struct question *q = appeal_question(a, k);

	v->of[TEMPLATE_NAME] = *a->given ? arena_printf(mem, "%s%s%s", a->given, *a->patronymic ? " " : "", a->patronymic)
					 : "";
	v->of[TEMPLATE_FULL] = appeal_name(mem, a);
	v->of[TEMPLATE_NUMBER] = a->number;
	v->of[TEMPLATE_PHONE] = a->phone_raw;
	if (!q)
		return;
	if (q->due) {
		char due[17];

		civil_format_term(store_clock(app->store), q->due, due);
		v->of[TEMPLATE_DUE] = arena_strdup(mem, due);
	}
	v->of[TEMPLATE_SERVICE] = q->service_name;
	v->of[TEMPLATE_ADDRESS] = q->address;
	v->of[TEMPLATE_TOPIC] = q->topic_name;
}

static void what_is_known(struct app *app, struct arena *mem, struct template_values *v)
{
	const struct view_ops *view = views[app->view];
	char day[17];
	int k;
	const struct appeal *a = app_appeal(app, &k);

	*v = (struct template_values){ .of = { NULL } };
	if (a)
		of_appeal(app, a, k, mem, v);
	else if (view->known)
		view->known(app, app->state[app->view], mem, v);
	civil_format_day(civil_day_at(store_clock(app->store), app_now(app)), day);
	v->of[TEMPLATE_DATE] = arena_strdup(mem, day);
	v->of[TEMPLATE_OPERATOR] = app->who.name;
	v->of[TEMPLATE_LINE] = *store_site_name(app->store) ? store_site_name(app->store) : store_site(app->store);
}

/* --- putting it in ---------------------------------------------------------------------------- */

static void insert(struct app *app, const char *text)
{
	struct arena mem = { 0 };
	struct template_values v;
	const char *missing;

	what_is_known(app, &mem, &v);
	const char *filled = template_fill(&mem, text, &v, &missing);
	const struct key_event paste = { .kind = EV_PASTE, .text = filled, .len = strlen(filled), .apart = true };

	if (*missing)
		app_say(app, ROLE_WARN, arena_printf(&mem, _("Not known here: %s. Write it by hand."), missing));
	app_type(app, &paste);
	arena_free(&mem);
}

void app_template_key(struct app *app, const struct key_event *ev)
{
	struct template_pick *p = &app->pick;
	unsigned w = dialog_key(&p->list, ev);
	size_t at = p->list.choice;

	if ((w & W_SUBMIT) && at == PART && p->all.n - p->from > DIALOG_CHOICES) {
		p->from += PART;
		show_part(app);
	} else if (w & W_SUBMIT) {
		struct arena mem = p->mem; /* the text lives in it */
		const char *text = p->all.rows[p->from + (int)at].text;

		p->mem = (struct arena){ 0 };
		close_list(app);
		insert(app, text);
		arena_free(&mem);
	} else if (w & W_CANCEL) {
		close_list(app);
	}
}

void app_template_end(struct app *app)
{
	close_list(app);
}
