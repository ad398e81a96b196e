/* tui/intake_topic.c - F2: what is typed in the topic's field. An address that was typed there by mistake is
 * offered to the field of the address; nothing is moved unasked. */
#include "core/i18n.h"
#include "tui/intake.h"
#include "tui/suggest.h"

/* The first row: Enter takes what stands there, so it is said where the words go and what they replace. */
static void offer(const struct intake *s, struct arena *a, const char *address, struct suggested *out)
{
	struct suggestion *rows = arena_alloc(a, (out->n + 1) * sizeof(*rows));
	const char *there = form_get(&s->form, "address");
	bool sentence = out->n && !out->rows[0].value; /* «nothing fits» is no longer true */

	rows[0] = (struct suggestion){
		.value = address,
		.other = true,
		.label = *there ? arena_printf(a, _("Address «%s» instead of «%s»"), address, there)
				: arena_printf(a, _("Address: «%s»"), address),
	};
	if (out->n && !sentence)
		memcpy(rows + 1, out->rows, out->n * sizeof(*rows));
	out->n = sentence ? 1 : out->n + 1;
	out->rows = rows;
}

void intake_suggest_topic(const struct intake *s, struct arena *a, const char *text, struct suggested *out)
{
	suggest_topics(s->cat, a, text, out);
	const char *address = text ? catalogue_as_address(s->store, text, out->n && out->rows[0].value, a) : NULL;

	if (address)
		offer(s, a, address, out);
}

/* The operator goes on with the topic. */
static void move(struct intake *s)
{
	struct arena a = { 0 };
	const char *address = catalogue_as_address(s->store, form_get(&s->form, "topic"), false, &a);

	form_set(&s->form, "topic", "");
	form_set_error(&s->form, "topic", NULL);
	intake_typed(s, "topic");
	form_set(&s->form, "address", address ? address : "");
	form_set_error(&s->form, "address", NULL);
	intake_same(s, false);
	form_focus(&s->form, "topic");
	arena_free(&a);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;

	(void)app;
	if (yes && d->choice == 1)
		move(s);
}

void intake_move_address(struct app *app, struct intake *s)
{
	const char *items[] = { _("Leave the address as it is"), _("Replace it") };
	const char *there = form_get(&s->form, "address");
	struct arena a = { 0 };

	form_focus(&s->form, "topic");
	if (!there[strspn(there, " ")]) {
		move(s);
		app_say(app, ROLE_MESSAGE, _("That is the address now; go on with the topic."));
		return;
	}
	dialog_choose(app_dialog(app), _("Replace the address?"), items, COUNT(items));
	dialog_arrows(app_dialog(app));
	dialog_say(app_dialog(app), arena_printf(&a, _("It is «%s» now; typed as a topic: «%s»."), there,
						 form_get(&s->form, "topic")));
	app_ask(app, answered, s);
	arena_free(&a);
}

enum err_code intake_settle_topic(struct intake *s, const struct topic **out, struct err *e)
{
	struct arena a = { 0 };
	const char *text = form_get(&s->form, "topic");

	*out = catalogue_exact_topic(s->cat, text);
	enum err_code rc = *out ? ERR_OK : ERR_INVALID;

	if (rc && catalogue_as_address(s->store, text, true, &a))
		rc = err_set(e, rc, _("«%s» looks like an address, not like a topic: Down offers to move it there."), text);
	else if (rc)
		rc = err_set(e, rc, "%s", _("Choose the topic from the list: Down shows it."));
	arena_free(&a);
	return rc;
}
