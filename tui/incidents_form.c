/* tui/incidents_form.c - F9: the form of a new incident and of a correction. The list of addresses is shown below
 * it as it is understood. A correction writes only what was changed here, so that two people may correct
 * different things; the same thing changed by both is asked about. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/incident_read.h"
#include "tui/incidents.h"
#include "tui/suggest.h"

enum { LABEL = 16, LIST_LETTERS = 2000, TIME_COLS = 20, TEXT_ROWS = 3 };

#define X(sym, wire, label, also) { wire, label },
static const struct form_choice kinds[] = { INCIDENT_KINDS(X) { NULL, NULL } };
#undef X

/* The names are those of struct incident_form, so that a fault finds its field. */
static const struct form_desc fields[] = {
	{ .name = "kind", .label = N_("Kind"), .label_cols = LABEL, .kind = FORM_CHOICE, .choices = kinds },
	{ .name = "title", .label = N_("What happens"), .max_letters = INCIDENT_TITLE_LETTERS },
	{ .name = "addresses", .label = N_("Addresses"), .max_letters = LIST_LETTERS },
	{ .name = "topics", .label = N_("Topics"), .max_letters = INCIDENT_TOPICS_LETTERS },
	{ .name = "service", .label = N_("Executor"), .max_letters = 200 },
	{ .name = "start", .label = N_("Beginning"), .max_letters = 30, .cols = TIME_COLS },
	{ .name = "due", .label = N_("End as planned"), .max_letters = 30, .cols = TIME_COLS },
	{ .name = "text", .label = N_("To be read out"), .kind = FORM_TEXT, .max_letters = INCIDENT_TEXT_BYTES,
	  .rows = TEXT_ROWS },
	{ .name = NULL },
};

/* --- suggestions ---------------------------------------------------------------------------------- */

/* Where the part begins that is being typed: behind the last of these marks. */
static const char *last_part(const char *text, const char *marks)
{
	const char *at = text;

	for (const char *s = text; *s; s++)
		if (strchr(marks, *s))
			at = s + 1;
	return at + strspn(at, " ");
}

/* Each value goes behind what stands before the part. */
static void put_behind(struct arena *a, const char *text, const char *part, struct suggested *out)
{
	const char *before = arena_strndup(a, text, (size_t)(part - text));

	for (size_t i = 0; i < out->n; i++) {
		struct suggestion *row = &out->rows[i];

		row->label = row->label ? row->label : row->value;
		row->value = row->value ? arena_printf(a, "%s%s", before, row->value) : NULL;
	}
}

static void suggest_addresses(struct incidents *s, struct arena *a, const char *text, struct suggested *out)
{
	const char *part = last_part(text, ";");

	suggest_streets(app_store(s->app), a, part, out);
	put_behind(a, text, part, out);
}

/* Codes alone go into the field; two digits alone are a whole group. */
static void suggest_codes(const struct catalogue *cat, struct arena *a, const char *text, struct suggested *out)
{
	const char *part = last_part(text, ",");
	bool group = strlen(part) == 2 && strspn(part, "0123456789") == 2;

	suggest_topics(cat, a, *text ? part : NULL, out);
	for (size_t i = 0; i < out->n; i++) {
		struct suggestion *row = &out->rows[i];

		row->label = row->value ? row->value : row->label;
		row->value = row->value ? arena_strndup(a, row->value, strcspn(row->value, " ")) : NULL;
	}
	put_behind(a, text, part, out);
	out->strict = !group;
}

static void suggest(void *ctx, struct arena *a, const char *name, const char *text, struct suggested *out)
{
	struct incidents *s = ctx;
	const struct catalogue *cat;
	struct err e = { 0 };

	if (catalogue_get(app_store(s->app), &cat, &e))
		return;
	if (strcmp(name, "addresses") == 0 && text)
		suggest_addresses(s, a, text, out);
	else if (strcmp(name, "topics") == 0)
		suggest_codes(cat, a, text ? text : "", out);
	else if (strcmp(name, "service") == 0)
		suggest_services(cat, a, text, out);
}

static const struct suggest_ops suggestions = { .suggest = suggest };

/* --- beginning and end ---------------------------------------------------------------------------- */

/* The text of a field as the form shows it. In the arena or borrowed. */
static const char *field_of(struct incidents *s, const struct incident *i, const char *name, struct arena *a)
{
	const struct {
		const char *name, *text;
	} texts[] = {
		{ "kind", i->kind }, { "title", i->title }, { "addresses", i->addresses },
		{ "topics", i->topics }, { "service", i->service_name }, { "text", i->text },
	};
	int64_t ms = strcmp(name, "start") == 0 ? i->start : i->due;
	char when[17];

	for (size_t n = 0; n < COUNT(texts); n++)
		if (strcmp(texts[n].name, name) == 0)
			return texts[n].text;
	if (!ms)
		return "";
	civil_format_minute(store_clock(app_store(s->app)), ms, when);
	return arena_strdup(a, when);
}

static void fill(struct incidents *s, const struct incident *i)
{
	struct arena a = { 0 };

	for (const struct form_desc *d = fields; d->name; d++)
		form_set(&s->form, d->name, field_of(s, i, d->name, &a));
	arena_free(&a);
}

/* A copy whose texts live as long as the form. */
static void remember(struct incidents *s, const struct incident *i)
{
	s->was = *i;
	for (int n = 0; n < incident_field_count; n++)
		if (!incident_fields[n].is_int)
			record_set_text(&s->was, &incident_fields[n],
					arena_strdup(&s->form_mem, record_text(i, &incident_fields[n])));
}

void incidents_form_begin(struct app *app, struct incidents *s, const struct incident *i)
{
	struct incident none;

	if (i && strcmp(i->state, vocab_wire(&vocab_incident_phase, PHASE_OPEN)) != 0) {
		app_say(app, ROLE_ERROR, _("It is ended and cannot be changed any more."));
		return;
	}
	incident_init(&none);
	s->mode = INCIDENTS_FORM;
	form_init(&s->form, &s->form_mem, fields, &suggestions, s);
	snprintf(s->editing, sizeof(s->editing), "%s", i ? i->number : "");
	remember(s, i ? i : &none);
	if (i)
		fill(s, i);
	else if (incidents_draft_load(app, s))
		app_say(app, ROLE_MESSAGE, _("What you were writing is back. Esc gives it up."));
	form_focus(&s->form, "title"); /* not in the choice before it: whoever presses the key begins to write */
	s->saved = s->form.changed;
}

void incidents_form_end(struct incidents *s)
{
	form_close(&s->form);
	arena_free(&s->form_mem);
	s->mode = INCIDENTS_LIST;
}

/* --- saving --------------------------------------------------------------------------------------- */

static bool is_changed(struct incidents *s, const char *name)
{
	struct arena a = { 0 };
	bool changed = strcmp(form_get(&s->form, name), field_of(s, &s->was, name, &a)) != 0;

	arena_free(&a);
	return changed;
}

/* NULL for what was not changed here: it is not said then. */
static const char *said(struct incidents *s, const char *name)
{
	return !*s->editing || is_changed(s, name) ? form_get(&s->form, name) : NULL;
}

static enum err_code read_form(struct incidents *s, struct arena *mem, struct incident_form *f, struct err *e)
{
	const struct incident_typed t = { .kind = said(s, "kind"), .title = said(s, "title"),
		.text = said(s, "text"), .topics = said(s, "topics"), .service = said(s, "service"),
		.addresses = said(s, "addresses"), .start = said(s, "start"), .due = said(s, "due") };

	return incident_read_typed(app_store(s->app), &t, mem, f, e);
}

/* Another person has changed the same field meanwhile: what stands there now is told; saving again is an
 * answer. */
static bool same_changed(struct app *app, struct incidents *s)
{
	struct arena mem = { 0 };
	struct incident_row now;
	struct err e = { 0 };
	const struct form_desc *both = NULL;

	if (incident_load(app_store(app), s->editing, &mem, &now, &e)) {
		arena_free(&mem);
		return false; /* saving will say why */
	}
	for (const struct form_desc *d = fields; d->name; d++) {
		const char *was = field_of(s, &s->was, d->name, &mem), *mine = form_get(&s->form, d->name);
		const char *theirs = field_of(s, &now.i, d->name, &mem);

		if (is_changed(s, d->name) && strcmp(was, theirs) != 0 && strcmp(theirs, mine) != 0)
			both = d;
	}
	if (both) {
		form_focus(&s->form, both->name);
		app_say(app, ROLE_ERROR, arena_printf(&mem, _("«%s» was changed by someone else to «%s». Nothing was saved: "
							      "Ctrl-S again puts yours there."), _(both->label),
						      field_of(s, &now.i, both->name, &mem)));
		remember(s, &now.i);
	}
	arena_free(&mem);
	return both != NULL;
}

static void saved(struct app *app, struct incidents *s, const struct incident_row *row)
{
	struct arena mem = { 0 };
	bool is_new = !*s->editing;
	const char *number = arena_strdup(&mem, row->i.number);
	const char *until = incident_until(&mem, &row->i, store_clock(app_store(app)));
	const char *unknown = incident_unknown_streets(app_store(app), row->i.addresses, &mem);

	incidents_draft_drop(app, s);
	incidents_form_end(s);
	app_changed(app);
	incidents_select(app, s, number);
	if (*unknown)
		app_say(app, ROLE_WARN, arena_printf(&mem, _("%s is saved. The list of streets has no %s: look whether it is a slip."),
						     number, unknown));
	else
		app_say(app, ROLE_OK, arena_printf(&mem, is_new ? _("%s is opened, %s. Operators see it at these addresses.")
								: _("%s is changed, %s."), number, until));
	arena_free(&mem);
}

static void save(struct app *app, struct incidents *s)
{
	struct arena mem = { 0 };
	struct incident_form f;
	struct incident_row row;
	struct err e = { 0 };

	form_clear_errors(&s->form);
	if (*s->editing && same_changed(app, s))
		return;
	enum err_code rc = read_form(s, &mem, &f, &e);

	if (!rc && *s->editing)
		rc = incident_edit(app_store(app), s->editing, &f, -1, app_actor(app), &mem, &row, &e);
	else if (!rc)
		rc = incident_add(app_store(app), &f, app_actor(app), &mem, &row, &e);
	if (!rc) {
		saved(app, s, &row);
	} else {
		if (*f.fault) {
			form_set_error(&s->form, f.fault, e.msg);
			form_focus(&s->form, f.fault);
		}
		app_fail(app, &e);
	}
	arena_free(&mem);
}

/* --- keys ----------------------------------------------------------------------------------------- */

static void give_up(struct app *app, struct incidents *s)
{
	incidents_draft_drop(app, s);
	incidents_form_end(s);
	app_say(app, ROLE_MESSAGE, _("Nothing was changed."));
}

/* The first answer, which Enter gives, changes nothing. */
static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	if (yes && d->choice == 1)
		give_up(app, ctx);
}

static bool any_changed(struct incidents *s)
{
	for (const struct form_desc *d = fields; d->name; d++)
		if ((*s->editing || d->kind != FORM_CHOICE) && is_changed(s, d->name))
			return true;
	return false;
}

static void leave(struct app *app, struct incidents *s)
{
	const char *items[] = { _("Go on with this form"), _("Give it up") };

	if (!any_changed(s)) {
		give_up(app, s);
		return;
	}
	dialog_choose(app_dialog(app), _("Give up what is typed?"), items, COUNT(items));
	dialog_say(app_dialog(app), _("It is not saved and will be lost."));
	dialog_arrows(app_dialog(app));
	app_dialog(app)->role = ROLE_WARN;
	app_ask(app, answered, s);
}

/* Leaving the topics: who does the work follows from the first one, unless it is said. */
static void propose_service(struct app *app, struct incidents *s)
{
	const struct catalogue *cat;
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *typed = form_get(&s->form, "topics");

	if (*form_get(&s->form, "service") || catalogue_get(app_store(app), &cat, &e))
		return;
	const struct topic *t = catalogue_topic(cat, arena_strndup(&mem, typed, strcspn(typed, ", ")));
	const struct service *svc = t ? catalogue_service(cat, t->service) : NULL;

	if (svc)
		form_set(&s->form, "service", svc->name);
	arena_free(&mem);
}

unsigned incidents_form_key(struct app *app, struct incidents *s, const struct key_event *ev)
{
	if (key_is_ctrl(ev, 's')) {
		save(app, s);
		return W_HANDLED;
	}
	const char *field = form_focused(&s->form);

	unsigned w = form_key(&s->form, ev);

	if ((w & W_MOVED) && strcmp(field, "topics") == 0)
		propose_service(app, s);

	if (w == W_IGNORED && key_is_fn(ev, FN_ESC)) {
		leave(app, s);
		return W_HANDLED;
	}
	if (w & W_SUBMIT)
		app_say(app, ROLE_MESSAGE, _("Ctrl-S saves."));
	return w;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static int draw_wrapped(const struct canvas *c, int y, enum role role, const char *text)
{
	const char *next = text;

	for (; next && *next && y < c->rows; y++) {
		const char *line = next;
		struct slice t = { line, text_wrap(line, c->cols, &next) };

		draw_slice(c, y, 0, c->cols, role, t);
	}
	return y;
}

/* What may be written into the field. */
static const char *hint_of(const char *field)
{
	static const struct {
		const char *field, *words;
	} hints[] = {
		{ "title", N_("In a few words, as it is read out: what there is none of, and why.") },
		{ "addresses", N_("Streets with «;» between them, houses with commas: ranges, letters, corpuses, one side, "
				  "a whole street.") },
		{ "topics", N_("Calls about these topics are offered it. Codes with commas; 01 is a whole group; empty: any.") },
		{ "service", N_("Who does the work: what is joined is passed there.") },
		{ "start", N_("18:00, or 07.11.2026 18:00; empty: now.") },
		{ "due", N_("18:00, or 07.11.2026 18:00; of an accident empty: not known yet.") },
		{ "text", N_("What else the operator and the autoresponder say; may be empty.") },
	};

	for (size_t i = 0; i < COUNT(hints); i++)
		if (strcmp(hints[i].field, field) == 0)
			return _(hints[i].words);
	return "";
}

/* What is wrong with the field, else what may be written there; below it the addresses as they are
 * understood. */
static void draw_below(struct incidents *s, const struct canvas *c)
{
	struct arena mem = { 0 };
	struct address_ranges r;
	struct err e = { 0 };
	const char *typed = form_get(&s->form, "addresses"), *error = form_error(&s->form);
	int y = draw_wrapped(c, 0, error ? ROLE_ERROR : ROLE_DIM, error ? error : hint_of(form_focused(&s->form)));

	if (*typed && address_ranges_parse(&mem, typed, &r, &e))
		draw_wrapped(c, y, ROLE_WARN, error ? "" : e.msg);
	else if (*typed)
		draw_wrapped(c, y, ROLE_NORMAL, arena_printf(&mem, _("Understood: %s"), address_ranges_print(&mem, &r)));
	arena_free(&mem);
}

void incidents_form_draw(struct incidents *s, const struct canvas *c, bool focused)
{
	enum { FORM_TOP = 2 };
	struct arena mem = { 0 };
	int rows = form_rows(&s->form), below = FORM_TOP + rows + 1;
	struct canvas form = canvas_sub(c, FORM_TOP, 0, c->rows - FORM_TOP - 1, c->cols);
	struct canvas words = canvas_sub(c, below, 0, c->rows - 1 - below, c->cols);

	draw_text(c, 0, 0, c->cols, ROLE_HEADING,
		  *s->editing ? arena_printf(&mem, _("Correcting %s"), s->editing) : _("A new incident"));
	draw_below(s, &words);
	draw_text(c, c->rows - 1, 0, c->cols, ROLE_DIM, _("Enter, Tab: next field · Ctrl-S: save · Esc: give up"));
	form_draw(&s->form, &form, focused);
	arena_free(&mem);
}
