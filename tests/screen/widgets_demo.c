/* tests/screen/widgets_demo.c - every widget on one screen, for trying the terminal foundation by hand
 * and for measuring the bytes it sends. Knows nothing of appeals. Not part of pult.
 *
 * F1 text to read, F2 form, F3 list, F4 dialogs in turn, Ctrl-N a new row on top of the list, Ctrl-L
 * redraw, Ctrl-X a library's line on stderr, Ctrl-Q end. With DEMO_KEYS set the last line shows the last
 * key. */
#include <fcntl.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/wait.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/input.h"
#include "tui/list.h"
#include "tui/locale.h"
#include "tui/pager.h"
#include "tui/term.h"

enum { ROWS_MAX = 2000, PAGE = 100 };

struct demo {
	struct arena arena;
	struct input in;
	struct screen screen;
	struct form form;
	struct list list;
	struct pager pager;
	struct dialog dialog;
	int64_t ids[ROWS_MAX];
	size_t rows;
	int64_t next_id;
	char last[160];
	int view, dialogs;
	bool end;
};

static size_t row_count(const void *ctx)
{
	return ((const struct demo *)ctx)->rows;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct demo *)ctx)->ids[i];
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	char number[32];

	snprintf(number, sizeof(number), "ГЛ-%lld/26", (long long)row_id(ctx, i));
	draw_text(row, 0, 0, 12, role, number);
	draw_text(row, 0, 13, 16, i % 7 ? role : ROLE_ALARM, i % 7 ? "В роботі" : "А1 Прострочено");
	static const char *const words[] = { "вулиця", "Городоцька", "немає", "гарячої", "води", "ліфт",
					     "під’їзд", "вранці", "яма", "світло", "двічі" };
	char text[512] = "";
	uint64_t seed = (uint64_t)row_id(ctx, i) * 2654435761u;

	for (size_t n = 0; n < 14; n++, seed = seed * 6364136223846793005u + 1442695040888963407u)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s ",
			 words[(seed >> 33) % COUNT(words)]);
	draw_text(row, 0, 30, row->cols - 30, role, text);
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

static const struct form_choice kinds[] = {
	{ "application", "Заява" }, { "complaint", "Скарга" }, { "thanks", "Подяка" }, { NULL, NULL },
};

static const struct form_desc desc[] = {
	{ .name = "number", .label = "Номер", .kind = FORM_SHOW, .max_letters = 20, .label_cols = 12 },
	{ .name = "phone", .label = "Телефон", .kind = FORM_LINE, .max_letters = 40, .cols = 20 },
	{ .name = "address", .label = "Адреса", .kind = FORM_LINE, .max_letters = 120 },
	{ .name = "kind", .label = "Вид", .kind = FORM_CHOICE, .choices = kinds, .cols = 20 },
	{ .name = "text", .label = "Зміст", .kind = FORM_TEXT, .max_letters = 4000, .rows = 6 },
	{ .name = "password", .label = "Пароль", .kind = FORM_SECRET, .max_letters = 30, .cols = 20 },
	{ .name = NULL },
};

static size_t suggest(void *ctx, struct arena *a, const char *name, const char *text,
		      struct form_suggestion out[FORM_SUGGESTIONS])
{
	(void)ctx;
	if (strcmp(name, "address") != 0 || strlen(text) < 4)
		return 0;
	for (size_t i = 0; i < 3; i++)
		out[i].value = arena_printf(a, "%s-вулиця %zu", text, i + 1);
	out[2].label = "інша назва, нині перейменована";
	return 3;
}

static const struct form_ops form_ops = { suggest };

static void add_row(struct demo *d)
{
	if (d->rows == ROWS_MAX)
		return;
	memmove(d->ids + 1, d->ids, d->rows * sizeof(d->ids[0]));
	d->ids[0] = d->next_id++;
	d->rows++;
	list_sync(&d->list);
}

static void start(struct demo *d)
{
	d->next_id = 90000;
	list_init(&d->list, &rows_ops, d);
	for (int i = 0; i < PAGE; i++)
		add_row(d);
	list_select(&d->list, d->ids[0]);
	form_init(&d->form, &d->arena, desc, &form_ops, d);
	form_set(&d->form, "number", "ГЛ-91895/26");
	for (int i = 0; i < 60; i++) {
		pager_add(&d->pager, ROLE_HEADING, 0, "Розділ");
		pager_add(&d->pager, ROLE_NORMAL, 4, "Довгий абзац тексту, який не вміщується в один рядок "
			  "вікна на вісімдесят стовпців, тож переноситься за словами.\n\tЩе рядок.");
	}
	d->view = 2;
}

static void next_dialog(struct demo *d)
{
	static const char *const items[] = { "Недозвон", "Зайнято", "Номер не існує" };

	switch (d->dialogs++ % 4) {
	case 0:
		dialog_message(&d->dialog, "Увага", "Доручення передано.\nДругий рядок.");
		break;
	case 1:
		dialog_confirm(&d->dialog, "Зняти з контролю", "Зняти звернення ГЛ-91895/26 з контролю?");
		break;
	case 2:
		dialog_choose(&d->dialog, "Наслідок дзвінка", items, COUNT(items));
		break;
	default:
		dialog_prompt(&d->dialog, "Підстава", "Чому продовжується строк?", 200);
	}
}

static void note(struct demo *d, const struct key_event *ev, unsigned did)
{
	char name[KEY_NAME_MAX];

	if (!getenv("DEMO_KEYS"))
		return;
	if (ev->kind == EV_PASTE)
		snprintf(d->last, sizeof(d->last), "paste %zu did %x", ev->len, did);
	else
		snprintf(d->last, sizeof(d->last), "%s did %x", key_label(ev, name), did);
}

static unsigned own_key(struct demo *d, const struct key_event *ev)
{
	if (ev->kind == EV_EOF || key_is_ctrl(ev, 'q'))
		d->end = true;
	else if (ev->kind == EV_FN && ev->fn >= FN_F1 && ev->fn <= FN_F3)
		d->view = 1 + (int)(ev->fn - FN_F1);
	else if (key_is_fn(ev, FN_F4))
		next_dialog(d);
	else if (key_is_fn(ev, FN_F5))
		form_set_error(&d->form, "phone", "Цифри бракує або вона зайва.");
	else if (key_is_ctrl(ev, 'n'))
		add_row(d);
	else if (key_is_ctrl(ev, 'l'))
		term_redraw();
	else if (key_is_ctrl(ev, 'x'))
		fprintf(stderr, "a warning of a library\n");
	else
		return W_IGNORED;
	return W_HANDLED;
}

static unsigned view_key(struct demo *d, const struct key_event *ev)
{
	if (d->dialog.kind != DIALOG_NONE) {
		unsigned did = dialog_key(&d->dialog, ev);

		if (did & (W_SUBMIT | W_CANCEL))
			dialog_close(&d->dialog);
		return did;
	}
	return d->view == 1 ? pager_key(&d->pager, ev) : d->view == 2 ? form_key(&d->form, ev) :
	       list_key(&d->list, ev);
}

static void handle(struct demo *d, const struct key_event *ev)
{
	unsigned did = ev->kind == EV_RESIZE || screen_small(&d->screen) ? 0u : view_key(d, ev);

	if (!did)
		did = own_key(d, ev);
	if (did & W_REFUSED)
		d->screen.beep = true;
	note(d, ev, did);
}

static void draw(struct demo *d)
{
	struct canvas all = screen_begin(&d->screen);

	if (screen_small(&d->screen)) {
		draw_small(&all);
	} else {
		struct canvas body = canvas_sub(&all, 1, 0, all.rows - 2, all.cols);
		bool focused = d->dialog.kind == DIALOG_NONE;

		draw_text(&all, 0, 0, all.cols, ROLE_TITLE, "pult: віджети  ї ґ ’ № є́ 👍 日本");
		if (d->view == 1)
			pager_draw(&d->pager, &body);
		else if (d->view == 2)
			form_draw(&d->form, &body, focused);
		else
			list_draw(&d->list, &body, focused);
		draw_text(&all, all.rows - 1, 0, all.cols, ROLE_DIM, d->last);
		dialog_draw(&d->dialog, &all);
	}
	screen_end(&d->screen);
}

static void on_signals(struct demo *d, unsigned bits)
{
	if (bits & (TERM_HANGUP | TERM_QUIT))
		d->end = true;
	if (bits & TERM_STOP)
		term_suspend();
	if (bits & TERM_CONT)
		term_resume();
	if (bits & TERM_RESIZED && term_resize())
		input_post_resize(&d->in);
}

static void run(struct demo *d)
{
	struct link_loop loop = { NULL };
	struct key_event ev;

	while (!d->end) {
		struct link_watch w[] = {
			{ .fd = term_tty_fd(), .want = LINK_READ },
			{ .fd = term_signal_fd(), .want = LINK_READ },
		};

		draw(d);
		link_wait(&loop, w, COUNT(w), input_timeout(&d->in));
		on_signals(d, term_signals());
		if (w[0].got)
			input_fill(&d->in);
		while (!d->end && input_next(&d->in, &ev))
			handle(d, &ev);
	}
	link_loop_close(&loop);
}

static int fail(const struct err *e)
{
	fprintf(stderr, "demo: %s\n", e->msg);
	return err_exit_status(e->code);
}

int main(int argc, char **argv)
{
	struct demo *d = calloc(1, sizeof(*d));
	struct err e = { .code = ERR_OK };
	struct term_options o = {
		.log_fd = argc > 1 ? open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1,
	};

	if (!d)
		return 1;
	if (locale_start(&e) != ERR_OK || term_open(&o, &e) != ERR_OK)
		return fail(&e);
	input_open(&d->in, term_tty_fd(), term_escdelay());
	term_bind_keys(&d->in.dec);
	start(d);
	run(d);
	term_restore();
	printf("text: %s\naddress: %s\n", form_get(&d->form, "text"), form_get(&d->form, "address"));
	form_close(&d->form);
	pager_close(&d->pager);
	dialog_close(&d->dialog);
	input_close(&d->in);
	arena_free(&d->arena);
	free(d);
	return 0;
}
