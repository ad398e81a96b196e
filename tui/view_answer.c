/* tui/view_answer.c - text that a command of the ':' line gave, to be read; Esc goes back. No key of its own. */
#include "core/i18n.h"
#include "tui/pager.h"
#include "tui/view.h"

struct answer {
	struct pager pager;
};

static enum err_code answer_open(struct app *app, void *state, struct err *e)
{
	(void)app;
	(void)state;
	(void)e;
	return ERR_OK;
}

static void answer_close(struct app *app, void *state)
{
	(void)app;
	pager_close(&((struct answer *)state)->pager);
}

static void answer_show(struct app *app, void *state)
{
	struct answer *s = state;
	const char *text = app_take_text(app);

	if (!text)
		return;
	pager_clear(&s->pager, false);
	pager_add(&s->pager, ROLE_NORMAL, 0, text);
}

static void answer_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	(void)app;
	(void)focused;
	pager_draw(&((struct answer *)state)->pager, c);
}

static unsigned answer_key(struct app *app, void *state, const struct key_event *ev)
{
	return app_text_key(app, &((struct answer *)state)->pager, ev);
}

static unsigned answer_in(const void *state)
{
	(void)state;
	return IN_TEXT;
}

const struct view_ops view_answer = {
	.title = N_("Answer"),
	.state_size = sizeof(struct answer),
	.open = answer_open,
	.close = answer_close,
	.show = answer_show,
	.draw = answer_draw,
	.key = answer_key,
	.in = answer_in,
};
