/* tui/appeals_read.c - what F3 has in memory: the rows of its query, the appeal at hand and its card. Reads when the
 * selection moves or something changes, never while drawing. */
#include "core/i18n.h"
#include "data/store/viewed.h"
#include "tui/appeals_inner.h"
#include "tui/card_pager.h"

void appeals_fill_card(struct app *app, struct appeals *s, bool same)
{
	struct arena mem = { 0 };
	struct card card;
	struct err e = { 0 };

	pager_clear(&s->card, same);
	if (card_of(app_store(app), &s->a, &mem, &card, &e))
		app_fail(app, &e);
	else
		card_to_pager(&s->card, &card);
	arena_free(&mem);
}

/* An executor sees the contents of what was given to his own organisation only, wherever it came from. */
static enum err_code load_visible(struct app *app, const char *ref, struct arena *mem, struct appeal *a,
				  int *k, struct err *e)
{
	enum err_code rc = appeal_load(app_store(app), ref, mem, a, k, e);

	if (!rc && !appeal_visible(a, app_actor(app)))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	return rc;
}

void appeals_at_hand(struct app *app, struct appeals *s)
{
	struct arena fresh = { 0 };
	struct err e = { 0 };
	struct appeal a;
	size_t i;
	int k;
	/* An open card stays with its appeal though the row has left the list: the next key is meant for it. */
	const char *own = s->open && s->any ? arena_printf(&fresh, "%s.%d", s->a.number, s->k) : NULL;
	const char *ref = s->guest ? s->guest : own ? own
		: list_selected(&s->list, &i) ? s->rows.rows[i].ref : NULL;

	if (!ref || load_visible(app, ref, &fresh, &a, &k, &e)) {
		if (ref)
			app_fail(app, &e);
		arena_free(&fresh);
		s->any = false;
		pager_clear(&s->card, false);
		return;
	}
	bool same = s->any && strcmp(s->a.number, a.number) == 0;

	arena_free(&s->mem);
	s->mem = fresh;
	s->a = a;
	s->k = k;
	s->any = true;
	appeals_fill_card(app, s, same);
	/* The same one read again is no other viewing: nobody would have to be there. */
	if ((s->open || s->wide) && !same)
		viewed_add(app_store(app), &s->a);
}

void appeals_open_card(struct app *app, struct appeals *s)
{
	s->open = s->any;
	if (s->open)
		viewed_add(app_store(app), &s->a);
}

static size_t page(const struct appeals *s)
{
	size_t rows = (size_t)s->list.rows;

	return rows * 2 > APPEALS_PAGE ? rows * 2 : APPEALS_PAGE;
}

/* As many pages as are needed to keep the place. */
void appeals_again(struct app *app, struct appeals *s)
{
	const struct appeals_source from = appeals_source_of(app, s);
	size_t seen = s->list.sel + (size_t)s->list.rows;

	s->fault = (struct err){ .code = ERR_OK };
	if (!appeals_read_again(&from, (seen / page(s) + 1) * page(s), &s->rows, &s->fault))
		list_sync(&s->list);
	s->stale = true;
	appeals_at_hand(app, s);
}

void appeals_query(struct app *app, struct appeals *s)
{
	const struct appeals_source from = appeals_source_of(app, s);
	int rows = s->list.rows;

	s->fault = (struct err){ .code = ERR_OK };
	if (!appeals_read(&from, page(s), &s->rows, &s->fault)) {
		list_init(&s->list, &appeals_list_ops, &s->rows);
		s->list.rows = rows;
		s->list.marks = &s->marks;
		appeals_count_begin(&s->total, true);
	}
	appeals_at_hand(app, s);
}

bool appeals_more(struct app *app, struct appeals *s, appeals_reader read)
{
	const struct appeals_source from = appeals_source_of(app, s);
	struct err e = { 0 };
	size_t before = s->rows.n;

	if (read(&from, &s->rows, &e))
		app_fail(app, &e);
	list_sync(&s->list);
	return s->rows.n > before;
}

void appeals_edge(struct app *app, struct appeals *s, bool end)
{
	const struct appeals_source from = appeals_source_of(app, s);
	struct err e = { 0 };
	enum err_code rc = end ? appeals_read_end(&from, page(s), &s->rows, &e)
			       : appeals_read(&from, page(s), &s->rows, &e);

	if (rc)
		app_fail(app, &e);
	list_sync(&s->list);
}

void appeals_none(struct app *app, struct appeals *s)
{
	appeals_free(&s->rows);
	list_sync(&s->list);
	appeals_at_hand(app, s);
}
