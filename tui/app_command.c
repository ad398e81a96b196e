/* tui/app_command.c - the ':' line: a command of the table typed over the message line, with history and
 * completion. What it gives is shown where it belongs: an appeal in F3, a list in its view, text to read. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/app_internal.h"
#include "tui/command_line.h"

enum { CANDIDATES = 60 };

void app_command_begin(struct app *app)
{
	struct command_entry *c = &app->command;

	arena_free(&c->mem);
	field_init(&c->line, &c->mem, COMMAND_LETTERS);
	c->at = c->n;
	c->on = true;
	app->message[0] = '\0';
}

void app_command_close(struct app *app)
{
	arena_free(&app->command.mem);
	arena_free(&app->command.history_mem);
}

/* --- history and completion ----------------------------------------------------------------------- */

static void remember(struct command_entry *c, const char *line)
{
	if (c->n && strcmp(c->history[c->n - 1], line) == 0)
		return;
	if (c->n == COMMAND_HISTORY) {
		memmove(c->history, c->history + 1, (COMMAND_HISTORY - 1) * sizeof(*c->history));
		c->n--;
	}
	c->history[c->n++] = arena_strdup(&c->history_mem, line);
}

static void recall(struct command_entry *c, int by)
{
	int at = c->at + by;

	if (at < 0 || at > c->n)
		return;
	c->at = at;
	field_set(&c->line, at < c->n ? c->history[at] : "");
}

/* Bytes that all candidates begin with. */
static size_t common(const char *const *out, int n)
{
	size_t len = strlen(out[0]);

	for (int i = 1; i < n; i++)
		for (size_t k = 0; k < len; k++)
			if (out[i][k] != out[0][k])
				len = k;
	return len;
}

/* Takes what is certain; shows what there is to choose from. */
static void complete(struct app *app)
{
	struct arena mem = { 0 };
	const char *out[CANDIDATES], *line = field_text(&app->command.line), *all = "";
	size_t from;
	int n = command_line_complete(app->store, line, &mem, out, CANDIDATES, &from);

	if (n > 0) {
		const char *begun = arena_strndup(&mem, out[0], common(out, n));

		field_set(&app->command.line, arena_printf(&mem, "%s%s%s", arena_strndup(&mem, line, from), begun,
							   n == 1 ? " " : ""));
	}
	for (int i = 0; n > 1 && i < n; i++)
		all = arena_printf(&mem, "%s%s%s", all, i ? "  " : "", out[i]);
	app_say(app, ROLE_DIM, all);
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
		app_say(app, ROLE_OK, c->out.text);
		break;
	case OUT_TEXT:
		app_read_text(app, c->out.text);
		break;
	case OUT_APPEAL:
		show_appeal(app, &c->out.appeal, c->out.pin);
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

static void run(struct app *app, const char *line)
{
	struct arena mem = { 0 };
	struct verb_call c = { .store = app->store, .who = app->who, .mem = &mem };
	const struct verb *v = command_line_verb(line, &mem);
	struct err e = { 0 };

	if (v == &verbs[V_FIND] && actor_may(&app->who, RIGHT_READ)) {
		app_find(app, arguments(line));
	} else if (v && !v->run) {
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

void app_command_key(struct app *app, const struct key_event *ev)
{
	struct command_entry *c = &app->command;

	app->message[0] = '\0';
	if (key_is_fn(ev, FN_ESC) || (key_is_fn(ev, FN_BACKSPACE) && !*field_text(&c->line))) {
		c->on = false;
	} else if (key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN)) {
		recall(c, key_is_fn(ev, FN_UP) ? -1 : 1);
	} else if (key_is_fn(ev, FN_TAB)) {
		complete(app);
	} else if (field_key(&c->line, ev) & W_SUBMIT) {
		struct arena mem = { 0 };
		const char *line = arena_strdup(&mem, field_text(&c->line));

		c->on = false;
		if (line[strspn(line, " ")]) {
			remember(c, line);
			run(app, line);
		}
		arena_free(&mem);
	}
}

void app_command_draw(struct app *app, const struct canvas *c)
{
	struct canvas line = canvas_sub(c, 0, 1, 1, c->cols - 1);

	draw_fill(c, ROLE_NORMAL);
	draw_text(c, 0, 0, 1, ROLE_LABEL, ":");
	field_draw(&app->command.line, &line, true, ROLE_FIELD_FOCUS);
}
