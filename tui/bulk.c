/* tui/bulk.c - see bulk.h: the questions and the confirmation; bulk_run.c makes it. */
#include "tui/bulk_inner.h"

#include "core/i18n.h"
#include "data/store/catalogue.h"
#include "tui/suggest.h"

enum { MANY = 5 /* marks that are not dropped by one Esc */ };

static const struct bulk_desc descs[] = {
	{ V_DISPATCH, { ASK_SERVICE }, bulk_move },
	{ V_RECALL, { ASK_NOTHING }, bulk_move },
	{ V_ACCEPT, { ASK_NOTHING }, bulk_move },
	{ V_EXTEND, { ASK_UNTIL, ASK_NOTE }, bulk_move },
	{ V_NOTE, { ASK_NOTE }, bulk_note },
	{ V_RECEIPT, { ASK_NOTHING }, bulk_print },
};

static const struct bulk_desc *desc_of(enum verb_id v)
{
	for (size_t i = 0; i < COUNT(descs); i++)
		if (descs[i].verb == v)
			return &descs[i];
	return NULL;
}

static void bulk_free(struct bulk *b)
{
	struct arena mem = b->mem; /* b lives in it */

	arena_free(&mem);
}

/* --- marks ----------------------------------------------------------------------------------------- */

const char *bulk_count(const struct marks *m, struct arena *mem)
{
	return m->n ? arena_printf(mem, _("marked: %d"), (int)m->n) : "";
}

void bulk_tell(struct app *app, const struct marks *m, bool full)
{
	struct arena mem = { 0 };

	if (full)
		app_say(app, ROLE_WARN, arena_printf(&mem, _("%d are marked: no more can be at once."), (int)m->n));
	else if (m->n)
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, P_("%d is marked: the keys of an appeal act on it. Esc takes the mark away.",
			"%d are marked: the keys of an appeal act on all of them. Esc takes the marks away.", (int)m->n),
			(int)m->n));
	arena_free(&mem);
}

void bulk_mark(struct app *app, struct marks *m, struct list *l, const char *ref)
{
	bool done = marks_toggle(m, l->sel_id, ref);

	bulk_tell(app, m, !done);
	list_key(l, &(struct key_event){ .kind = EV_FN, .fn = FN_DOWN });
}

static void unmark_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	(void)d;
	if (yes)
		marks_clear(ctx);
	app_dirty(app);
}

bool bulk_unmark(struct app *app, struct marks *m)
{
	struct arena mem = { 0 };

	if (!m->n)
		return false;
	if (m->n <= MANY) {
		marks_clear(m);
		return true;
	}
	dialog_confirm(app_dialog(app), _("Marks"),
		       arena_printf(&mem, P_("%d appeal is marked. Take the mark away?",
					     "%d appeals are marked. Take the marks away?", (int)m->n), (int)m->n));
	app_ask(app, unmark_answer, m);
	arena_free(&mem);
	return true;
}

/* --- questions ------------------------------------------------------------------------------------- */

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes);

static const char *title(struct bulk *b)
{
	return arena_printf(&b->mem, "%s · %s", bulk_count(b->marks, &b->mem), _(verbs[b->desc->verb].summary));
}

/* What was typed and not given is offered again for the same marks. */
static const char *kept_name(struct bulk *b)
{
	return arena_printf(&b->mem, "%s %s+%d bulk", verbs[b->desc->verb].name, b->refs[0].ref, (int)b->n - 1);
}

static void ask_service(struct bulk *b, struct dialog *d, const char *why)
{
	dialog_prompt(d, title(b), why ? why : _("Which executor gets them all? Empty: each goes to the one proposed for it."),
		      SUGGEST_LETTERS);
	dialog_suggest(d, &suggest_of_store, app_store(b->app), "service");
}

static void ask_until(struct bulk *b, struct dialog *d, const char *why)
{
	dialog_prompt(d, title(b), why ? why : _("Until what day? The end of that day counts, unless an hour is said."),
		      MAX_NAME);
}

static void ask_note(struct bulk *b, struct dialog *d, const char *why)
{
	dialog_write(d, title(b), why ? why : _("The words for all of them; they stand in the history of each."),
		     MAX_NOTE_BYTES, false);
	dialog_keep(d, kept_name(b));
}

/* What will be done, to how many. */
static void ask_sure(struct bulk *b, struct dialog *d)
{
	const char *about = b->desc->verb != V_DISPATCH ? ""
		: b->cmd.service ? b->cmd.service_name : _("each to its proposed executor");
	const char *count = arena_printf(&b->mem, P_("%d appeal is marked.", "%d appeals are marked.", (int)b->n),
					 (int)b->n);

	dialog_confirm(d, _(verbs[b->desc->verb].summary),
		       arena_printf(&b->mem, "%s%s%s\n%s", count, *about ? "\n" : "", about,
				    _("Do it with each of them?")));
}

static enum bulk_question question(const struct bulk *b)
{
	return b->at < BULK_QUESTIONS ? b->desc->asks[b->at] : ASK_NOTHING;
}

static void ask(struct bulk *b, const char *why)
{
	static void (*const ways[])(struct bulk *b, struct dialog *d, const char *why) = {
		[ASK_SERVICE] = ask_service, [ASK_UNTIL] = ask_until, [ASK_NOTE] = ask_note,
	};
	struct dialog *d = app_dialog(b->app);
	enum bulk_question q = question(b);

	if (q == ASK_NOTHING)
		ask_sure(b, d);
	else
		ways[q](b, d, why);
	if (why) {
		d->role = ROLE_ERROR;
		dialog_fill(d, b->typed);
	}
	app_ask(b->app, answered, b);
}

static enum err_code take_service(struct bulk *b, struct err *e)
{
	const struct catalogue *cat;

	b->cmd.service = NULL;
	if (!b->typed[strspn(b->typed, " ")])
		return ERR_OK;
	if (catalogue_get(app_store(b->app), &cat, e))
		return e->code;
	const struct service *s = catalogue_exact_service(cat, b->typed);

	if (!s)
		return err_set(e, ERR_INVALID, "%s", _("Choose the executor from the list: Down shows it."));
	b->cmd.service = arena_strdup(&b->mem, s->code);
	b->cmd.service_name = arena_strdup(&b->mem, s->name);
	b->cmd.service_active = s->active;
	return ERR_OK;
}

static enum err_code take_until(struct bulk *b, struct err *e)
{
	if (!term_until(store_clock(app_store(b->app)), b->typed, &b->cmd.until))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026 14:30."), b->typed);
	return ERR_OK;
}

static enum err_code take_note(struct bulk *b, struct err *e)
{
	if (!b->typed[strspn(b->typed, " \t\n")])
		return err_set(e, ERR_INVALID, "%s", _("Nothing is written: words are needed here. Esc cancels."));
	b->cmd.note = b->typed;
	return ERR_OK;
}

static enum err_code take(struct bulk *b, struct err *e)
{
	static enum err_code (*const ways[])(struct bulk *b, struct err *e) = {
		[ASK_SERVICE] = take_service, [ASK_UNTIL] = take_until, [ASK_NOTE] = take_note,
	};

	return ways[question(b)](b, e);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct bulk *b = ctx;
	struct err e = { 0 };

	if (!yes) {
		app_say(app, ROLE_MESSAGE, _("Cancelled: nothing was changed."));
		bulk_free(b);
		return;
	}
	if (question(b) == ASK_NOTHING) {
		dialog_close(d);
		bulk_run(b);
		app_forget_words(app, kept_name(b));
		bulk_free(b);
		return;
	}
	b->typed = arena_strdup(&b->mem, dialog_text(d));
	if (take(b, &e)) {
		ask(b, e.msg);
		return;
	}
	b->at++;
	ask(b, NULL);
}

/* --- beginning ------------------------------------------------------------------------------------- */

static struct bulk *bulk_new(struct app *app, const struct bulk_desc *desc, struct marks *m)
{
	struct arena mem = { 0 };
	struct bulk *b = arena_alloc(&mem, sizeof(*b));

	b->app = app;
	b->desc = desc;
	b->marks = m;
	b->n = m->n;
	b->refs = arena_alloc(&mem, m->n * sizeof(*b->refs));
	for (size_t i = 0; i < m->n; i++)
		b->refs[i] = (struct mark){ m->v[i].id, arena_strdup(&mem, m->v[i].ref) };
	command_init(&b->cmd, verbs[desc->verb].act >= 0 ? (enum act)verbs[desc->verb].act : ACT_DISPATCH);
	b->cmd.service_active = true;
	b->mem = mem;
	return b;
}

/* What the role never may is told before anything is asked; the sentence is that of the first one. */
static bool may(struct app *app, const struct verb *v, const char *ref, struct err *e)
{
	const struct actor *who = app_actor(app);
	struct arena mem = { 0 };
	struct policy pol;
	struct appeal a;
	int k;

	if (who->os || (verb_roles(v) & who->roles))
		return true;
	store_policy(app_store(app), &pol);
	if (appeal_load(app_store(app), ref, &mem, &a, &k, e) == ERR_OK)
		e->code = verb_possible(v, who, &a, k, &pol, e);
	arena_free(&mem);
	return !e->code;
}

bool bulk_begin(struct app *app, enum verb_id v, struct marks *m)
{
	const struct verb *verb = &verbs[v];
	const struct bulk_desc *desc = desc_of(v);
	bool of_appeals = verb->act >= 0 || ((verb->needs & NEEDS_NUMBER) && v != V_SHOW);
	struct err e = { 0 };

	if (!m->n || !of_appeals)
		return false;
	if (!desc)
		err_set(&e, ERR_REFUSED, _("%d are marked, and this command acts on one appeal only: Esc takes the marks away."),
			(int)m->n);
	if (!desc || !may(app, verb, m->v[0].ref, &e))
		app_fail(app, &e);
	else
		ask(bulk_new(app, desc, m), NULL);
	return true;
}
