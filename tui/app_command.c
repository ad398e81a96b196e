/* tui/app_command.c - the ':' line: a command of the table typed over the message line, with history and
 * completion. What it gives is shown where it belongs: an appeal in F3, a list in its view, text to read.
 *
 * Its history is the person's: it lies beside his drafts, without what may be somebody's data and for three days. */
#include "core/i18n.h"
#include "core/join.h"
#include "core/text.h"
#include "tui/app_internal.h"
#include "tui/command_line.h"
#include "tui/line_edit.h"

enum { HISTORY_DAYS = 3 };

static const char *number_of_row(void *ctx, int i)
{
	struct app *app = ctx;
	const struct view_ops *v = views[app->view];
	int k;
	const struct appeal *a = app_appeal(app, &k);

	if (a && i-- == 0)
		return a->number;
	return v->number ? v->number(app->state[app->view], i) : NULL;
}

/* `about`: room for the explanations, NULL: none are wanted. */
static struct completing completing(struct app *app, const char **about)
{
	return (struct completing){ .store = app->store, .who = &app->who, .screen = true, .number = number_of_row,
		.ctx = app, .about = about };
}

static int complete(void *ctx, const char *line, struct arena *mem, const char **out, int max)
{
	struct app *app = ctx;
	const struct completing with = completing(app, NULL);

	return command_line_complete(&with, line, mem, out, max);
}

/* --- what Tab found ------------------------------------------------------------------------------- */

/* As many as there are commands, options and topics; more are not read through. */
enum { CHOICES_MAX = 200, NAME_GAP = 2, ABOUT_MIN = 12, COLUMNS_MAX = 4 };

static void forget_choices(struct app *app)
{
	arena_free(&app->choices_mem);
	app->choices = (struct command_choices){ .n = 0 };
}

static void find_choices(struct app *app)
{
	struct command_choices *ch = &app->choices;
	struct arena *mem = &app->choices_mem;

	forget_choices(app);
	ch->about = arena_alloc(mem, CHOICES_MAX * sizeof(*ch->about));
	ch->name = arena_alloc(mem, CHOICES_MAX * sizeof(*ch->name));
	const struct completing with = completing(app, ch->about);

	ch->n = command_line_complete(&with, arena_strndup(mem, line_text(), line_point()), mem, ch->name, CHOICES_MAX);
}

/* In the last place: how many more there are. */
static void draw_rest(const struct canvas *c, int y, int x, int n)
{
	struct arena mem = { 0 };

	draw_text(c, y, x, c->cols - x, ROLE_DIM, arena_printf(&mem, P_("%d more: type", "%d more: type", n), n));
	arena_free(&mem);
}

/* Down the columns, as few of them as hold all: the fewer, the more is explained. */
static void draw_choices(const struct command_choices *ch, const struct canvas *c)
{
	int names = 0, cols = 1, rows = c->rows - 1;

	for (int i = 0; i < ch->n; i++)
		names = text_width(ch->name[i]) > names ? text_width(ch->name[i]) : names;
	names += NAME_GAP;
	while (cols < COLUMNS_MAX && cols * rows < ch->n && c->cols / (cols + 1) >= names)
		cols++;
	rows = (ch->n + cols - 1) / cols < rows ? (ch->n + cols - 1) / cols : rows;
	struct canvas panel = canvas_sub(c, c->rows - rows - 1, 0, rows + 1, c->cols);
	int width = c->cols / cols, about = width - names - 1;

	for (int y = 0; y <= rows; y++)
		draw_text(&panel, y, 0, c->cols, ROLE_NORMAL, "");
	draw_hline(&panel, 0, 0, c->cols, ROLE_BORDER);
	for (int i = 0; i < ch->n && i < cols * rows; i++) {
		int y = 1 + i % rows, x = i / rows * width;

		if (i == cols * rows - 1 && i < ch->n - 1) {
			draw_rest(&panel, y, x, ch->n - i);
			break;
		}
		draw_text(&panel, y, x, names - NAME_GAP, ROLE_LABEL, ch->name[i]);
		if (about >= ABOUT_MIN)
			draw_text(&panel, y, x + names, about, ROLE_NORMAL, ch->about[i]);
	}
}

void app_command_begin(struct app *app)
{
	line_begin(complete, app);
	app->command_on = true;
	app->message[0] = '\0';
}

void app_command_close(struct app *app)
{
	app->command_on = false;
	forget_choices(app);
	line_end();
	line_history_clear();
}

/* --- history --------------------------------------------------------------------------------------- */

#define HISTORY "history"

/* What is kept, without what is too old; a new reference. */
static json_t *history_read(struct app *app)
{
	struct arena mem = { 0 };
	const char *text = app->draft ? draft_setting(app->draft, HISTORY, "[]", &mem) : "[]";
	json_t *all = json_loads(text, 0, NULL), *one, *fresh = json_array();
	json_int_t since = app_now(app) - (json_int_t)HISTORY_DAYS * 24 * 3600 * 1000;
	size_t i;

	json_array_foreach(all, i, one)
		if (json_integer_value(json_object_get(one, "at")) >= since && json_object_get(one, "line"))
			json_array_append(fresh, one);
	json_decref(all);
	arena_free(&mem);
	return fresh;
}

static void history_write(struct app *app, const json_t *all)
{
	char *text = json_dumps(all, JSON_COMPACT);
	struct err e = { 0 };

	if (app->draft && text && draft_set_setting(app->draft, HISTORY, text, &e))
		app_fail(app, &e);
	free(text);
}

void app_command_remembered(struct app *app)
{
	json_t *all = history_read(app), *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *line = json_string_value(json_object_get(one, "line"));

		if (line)
			line_history_add(line);
	}
	history_write(app, all);
	json_decref(all);
}

static void remember(struct app *app, const char *line)
{
	struct arena mem = { 0 };

	if (!command_line_private(line, store_clock(app->store), &mem)) {
		json_t *all = history_read(app);

		json_array_append_new(all, json_pack("{sI ss}", "at", (json_int_t)app_now(app), "line", line));
		while (json_array_size(all) > LINE_HISTORY)
			json_array_remove(all, 0);
		history_write(app, all);
		json_decref(all);
	}
	arena_free(&mem);
}

/* --- running -------------------------------------------------------------------------------------- */

static void show_appeal(struct app *app, const struct appeal *a, const char *pin)
{
	struct arena mem = { 0 };

	app_open_appeal(app, a->number);
	app_say(app, ROLE_OK, arena_printf(&mem, *pin ? _("%s: now «%s». PIN %s") : _("%s: now «%s»."), a->number,
					   vocab_label(&vocab_state, (int)appeal_state(a)), pin));
	arena_free(&mem);
}

static void show_result(struct app *app, const struct verb_call *c)
{
	switch (c->out.kind) {
	case OUT_NOTHING:
		break;
	case OUT_SENTENCE:
		app_say(app, ROLE_OK, c->out.remark ? arena_printf(c->mem, "%s\n%s", c->out.text, c->out.remark)
						    : c->out.text);
		break;
	case OUT_TEXT:
		app_read_text(app, c->out.text);
		break;
	case OUT_APPEAL:
		show_appeal(app, &c->out.appeal, c->out.pin);
		if (c->out.remark)
			app_say(app, ROLE_OK, c->out.remark);
		break;
	case OUT_SHOW:
		app_open_appeal(app, c->out.appeal.number);
		break;
	case OUT_FOUND:
		app_show(app, VIEW_CALLBACKS); /* `find` has its own way */
		break;
	case OUT_CALLS:
		break;
	}
}

/* What stands after the name of the command. */
static const char *arguments(const char *line)
{
	line += strspn(line, " :");
	line += strcspn(line, " ");
	return line + strspn(line, " ");
}

/* Long work of a command. */
struct work {
	struct app *app;
	const struct verb *verb;
};

static bool step(void *ctx, int64_t done, int64_t total)
{
	const struct work *w = ctx;
	const char *what = w->verb == &verbs[V_STATUS] ? _("Asking the centre") : _("Exporting");

	return app_progress(w->app, what, done, total);
}

/* What a command without a number means: the rows that are marked, or the one chosen. */
static void take_at_hand(struct app *app, struct door *d, struct arena *mem)
{
	const struct view_ops *v = views[app->view];
	const struct marks *m = v->marks ? v->marks(app->state[app->view]) : NULL;
	const char **refs = arena_alloc(mem, sizeof(*refs) * (m && m->n ? m->n : 1));
	int k;
	const struct appeal *a = app_appeal(app, &k);

	for (size_t i = 0; m && i < m->n; i++)
		refs[d->nat_hand++] = m->v[i].ref;
	if (!d->nat_hand && a)
		refs[d->nat_hand++] = question_ref(mem, a, k);
	d->at_hand = refs;
}

/* Its name alone: what its key would do. */
static bool is_key(const struct verb *v, const char *line)
{
	bool bare = !*arguments(line);

	return !v->run || (command_line_means_rows(v) && bare) || (v == &verbs[V_CONFLICTS] && bare);
}

static void run(struct app *app, const char *line)
{
	struct arena mem = { 0 };
	struct work work = { .app = app, .verb = command_line_verb(line, &mem) };
	const struct progress progress = { .step = step, .ctx = &work };
	struct verb_call c = { .store = app->store, .who = app->who, .mem = &mem,
		.door = { .files = app->files, .progress = &progress, .screen = true } };
	const struct verb *v = work.verb;
	struct err e = { 0 };

	take_at_hand(app, &c.door, &mem);
	if (v == &verbs[V_FIND] && actor_may(&app->who, RIGHT_READ)) {
		app_find(app, arguments(line));
	} else if (v && is_key(v, line)) {
		app_run(app, (enum verb_id)(v - verbs));
	} else if (command_line_run(&c, line, &e)) {
		app_fail(app, &e);
	} else {
		app_changed(app);
		show_result(app, &c);
	}
	json_decref(c.out.json);
	arena_free(&mem);
}

static void entered(struct app *app)
{
	struct arena mem = { 0 };
	const char *line = arena_strdup(&mem, line_text());

	app->command_on = false;
	line_end();
	if (line[strspn(line, " ")]) {
		remember(app, line);
		run(app, line);
	}
	arena_free(&mem);
}

void app_command_key(struct app *app, const struct key_event *ev)
{
	struct arena mem = { 0 };
	enum line_did did = line_key(ev);

	app->message[0] = '\0';
	forget_choices(app);
	if (did == LINE_ENTERED) {
		entered(app);
	} else if (did == LINE_LEFT) {
		app->command_on = false;
		line_end();
	} else if (did == LINE_REFUSED) {
		app->screen.beep = true;
		app_say(app, ROLE_ERROR, _("It does not fit: the field is full and the end was not taken. Shorten the text."));
	} else if (*line_choices(&mem)) {
		find_choices(app);
	}
	arena_free(&mem);
}

void app_command_draw(struct app *app, const struct canvas *c)
{
	struct canvas line = canvas_sub(c, c->rows - 1, 0, 1, c->cols);
	struct canvas above = canvas_sub(c, 0, 0, c->rows - 1, c->cols);

	if (app->choices.n)
		draw_choices(&app->choices, &above);
	line_draw(&line);
}
