/* tui/saved_bar.c - see saved_bar.h. */
#include "tui/saved_bar.h"

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/find.h"
#include "tui/theme.h"

enum {
	SLICE_IDS = 1200,  /* some 3 ms, as in appeals_rows.c */
	REST_MS = 250,     /* changes that come together are counted once */
	REST_FACTOR = 200  /* a count takes at most 1/200 of the time */
};

void saved_bar_set(struct saved_bar *b, const struct saved_list *l)
{
	struct saved_bar fresh = { .list = { .n = l->n } };

	for (int i = 0; i < l->n; i++) {
		fresh.list.q[i].name = arena_strdup(&fresh.mem, l->q[i].name);
		fresh.list.q[i].query = arena_strdup(&fresh.mem, l->q[i].query);
		for (int k = 0; k < b->list.n; k++)
			if (strcmp(b->list.q[k].query, l->q[i].query) == 0)
				fresh.counts[i] = b->counts[k];
	}
	saved_bar_close(b);
	*b = fresh;
}

void saved_bar_close(struct saved_bar *b)
{
	arena_free(&b->mem);
	b->list.n = 0;
	b->running = false;
}

void saved_bar_changed(struct saved_bar *b)
{
	for (int i = 0; i < b->list.n; i++)
		b->counts[i].stale = true;
}

/* --- counting -------------------------------------------------------------------------------------- */

/* The next one that is not known, else that may have changed; false: none is due. */
static bool begin(struct saved_bar *b, int64_t now_ms)
{
	int due = -1;

	for (int i = 0; i < b->list.n && (due < 0 || b->counts[due].known); i++) {
		const struct saved_count *c = &b->counts[i];
		bool again = c->stale && now_ms >= c->next_ms;

		if (!c->known || (again && due < 0))
			due = i;
	}
	if (due < 0)
		return false;
	b->at = due;
	b->running = true;
	b->sum = 0;
	b->below = b->cost_ms = 0;
	b->counts[due].stale = false;
	return true;
}

static bool finish(struct saved_bar *b, bool bad, int64_t now_ms)
{
	struct saved_count was = b->counts[b->at], *c = &b->counts[b->at];
	int64_t rest = b->cost_ms * REST_FACTOR;

	b->running = false;
	c->known = true;
	c->bad = bad;
	c->over = b->sum > SAVED_COUNTED;
	c->n = c->over ? SAVED_COUNTED : b->sum;
	c->next_ms = now_ms + (rest > REST_MS ? rest : REST_MS);
	return !was.known || was.n != c->n || was.over != c->over || was.bad != c->bad;
}

/* A base that is busy is no fault of the query: it is counted another time. */
static bool is_fault(enum err_code rc)
{
	return rc == ERR_INVALID || rc == ERR_NOT_FOUND;
}

bool saved_bar_step(struct saved_bar *b, struct store *s, const struct actor *who, int64_t now_ms, bool *shown)
{
	*shown = false;
	if (!b->running && !begin(b, now_ms))
		return false;
	const struct clock_ops *clock = store_clock(s);
	struct find_query q = { .text = b->list.q[b->at].query, .login = who->login, .before = b->below,
		.look = SLICE_IDS };
	struct arena mem = { 0 };
	struct found_list found = { 0 };
	struct err e = { 0 };
	enum err_code rc = find_questions(s, &q, who, &mem, &found, &e);

	arena_free(&mem);
	b->cost_ms += clock->now_ms(clock->ctx) - now_ms;
	if (rc == ERR_BUSY) /* the slice is made again: at once after a key, after a pause when the base is busy */
		return find_was_stopped(s);
	b->sum += rc ? 0 : found.n;
	b->below = rc ? 0 : found.last;
	if (rc || !found.more || b->sum > SAVED_COUNTED)
		*shown = finish(b, is_fault(rc), now_ms);
	return true;
}

/* --- drawing --------------------------------------------------------------------------------------- */

static const char *count_text(const struct saved_count *c, struct arena *mem)
{
	if (c->bad)
		return "?";
	return c->known ? arena_printf(mem, "%d%s", c->n, c->over ? "+" : "") : "…";
}

enum { NAME_LEAST = 3, GAP = 2 };

/* How the entries are set: columns of each name, and between two of them. */
struct setting {
	int cols[SAVED_MAX], gap;
};

/* "2 Прострочені ", its name in at most `cols` columns. */
static const char *entry_text(const struct saved_bar *b, int i, int cols, struct arena *mem)
{
	const char *name = b->list.q[i].name;

	if (text_width(name) > cols)
		name = arena_printf(mem, "%s…", arena_strndup(mem, name, text_cut(name, cols - 1)));
	return arena_printf(mem, "%d %s ", i + 1, name);
}

static int total_width(const struct saved_bar *b, const struct setting *s, struct arena *mem)
{
	int sum = 0;

	for (int i = 0; i < b->list.n; i++)
		sum += s->gap + text_width(entry_text(b, i, s->cols[i], mem)) +
		       text_width(count_text(&b->counts[i], mem));
	return sum - s->gap;
}

/* The gaps give way first, then letters of the longest names: those that are read anyhow stay whole. */
static void set_names(const struct saved_bar *b, int room, struct setting *s, struct arena *mem)
{
	s->gap = GAP;
	for (int i = 0; i < b->list.n; i++)
		s->cols[i] = text_width(b->list.q[i].name);
	if (total_width(b, s, mem) > room)
		s->gap = 1;
	while (total_width(b, s, mem) > room) {
		int longest = 0;

		for (int i = 1; i < b->list.n; i++)
			longest = s->cols[i] >= s->cols[longest] ? i : longest;
		if (s->cols[longest] <= NAME_LEAST)
			return;
		s->cols[longest]--;
	}
}

void saved_bar_draw(const struct saved_bar *b, const struct canvas *row, const char *present)
{
	struct arena mem = { 0 };
	struct setting s;
	int x = 0;

	set_names(b, row->cols, &s, &mem);
	for (int i = 0; i < b->list.n && x < row->cols; i++) {
		const char *name = entry_text(b, i, s.cols[i], &mem), *count = count_text(&b->counts[i], &mem);
		bool is_present = strcmp(b->list.q[i].query, present) == 0;
		int wide = text_width(name), last = text_width(count);

		draw_text(row, 0, x, wide, is_present ? ROLE_NUMBER : ROLE_LABEL, name);
		draw_text(row, 0, x + wide, last, b->counts[i].bad ? ROLE_ERROR : ROLE_NORMAL, count);
		x += wide + last + s.gap;
	}
	arena_free(&mem);
}
