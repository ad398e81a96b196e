/* data/store/callback_next.c - see callback_next.h. */
#include "data/store/callback_next.h"

#include "data/store/calls_internal.h"

/* PAGE: rows of the queue that are read at first; eight times as many as often as nothing among them can be handed
 * out. */
enum { CALLS_LOOKED_AT = 100, WINDOW = 40, PAGE = 200 };

/* One call: the rows [from, to) of the queue. */
struct unit {
	int from, to;
};

struct handing {
	struct store *s;
	struct presence *p;
	const struct next_ask *ask;
	struct found_list queue;
	struct policy pol;
	struct arena *mem;
	struct err *e;
};

uint64_t callback_citizen(const struct found *f)
{
	return presence_citizen(f->phone, f->number);
}

enum err_code callback_hours(struct store *s, const char *e164, struct hours *out, struct err *e)
{
	int64_t num = phone_number_of(e164);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT at, direction, talk_s FROM call WHERE num = ?"
					   " ORDER BY id DESC LIMIT ?");

	*out = (struct hours){ .score = { 0 } };
	if (!num)
		return ERR_OK;
	db_bind(st, "id", num, CALLS_LOOKED_AT);
	while (db_row(&s->db, st, e)) {
		const struct call c = { .at = sqlite3_column_int64(st, 0), .direction = sqlite3_column_int(st, 1),
			.talk_s = sqlite3_column_int64(st, 2) };

		hours_add_call(out, s->clock, &c);
	}
	sqlite3_reset(st);
	return e->code;
}

/* --- units ------------------------------------------------------------------------------------- */

static const char *group_of(const struct handing *h, const struct found *f)
{
	return h->ask->by_house ? f->house : f->phone;
}

/* The unit that begins with a row. */
static struct unit unit_at(const struct handing *h, int from)
{
	struct unit u = { from, from + 1 };
	const char *group = group_of(h, &h->queue.rows[from]);

	while (*group && u.to < h->queue.n && strcmp(group_of(h, &h->queue.rows[u.to]), group) == 0)
		u.to++;
	return u;
}

static bool is_skipped(const struct handing *h, uint64_t citizen)
{
	for (int i = 0; i < h->ask->nskip; i++)
		if (h->ask->skip[i] == citizen)
			return true;
	return false;
}

/* Whether a row may be handed out: there is a telephone, it was not skipped and is not this person's already. */
static bool is_wanted(const struct handing *h, const struct found *f)
{
	uint64_t citizen = callback_citizen(f);

	return f->can_call && !is_skipped(h, citizen) && !presence_has(h->p, citizen);
}

static bool has_wanted(const struct handing *h, struct unit u)
{
	for (int i = u.from; i < u.to; i++)
		if (is_wanted(h, &h->queue.rows[i]))
			return true;
	return false;
}

/* --- the order --------------------------------------------------------------------------------- */

static bool is_accident(const struct found *f)
{
	int p = vocab_wire_index(&vocab_priority, f->priority);

	return p == PRI_A1 || p == PRI_A2;
}

static bool same_rank(const struct handing *h, const struct found *a, const struct found *b)
{
	return is_accident(a) == is_accident(b) &&
	       civil_day_at(h->s->clock, a->done_at) == civil_day_at(h->s->clock, b->done_at);
}

static bool is_best_now(const struct handing *h, const struct found *f)
{
	struct hours hours;
	struct err none = { 0 };

	return !callback_hours(h->s, f->phone, &hours, &none) &&
	       hours_best(&hours, &h->pol) == civil_at(h->s->clock, h->pol.now_ms).hour;
}

/* --- taking ------------------------------------------------------------------------------------ */

/* Between the reading of the queue and the taking somebody may have called him and let him go. */
static bool still_waits(const struct handing *h, const struct found *f)
{
	return find_waits(h->s, f->id, h->e);
}

static void add_row(struct found_list *out, const struct found *f)
{
	out->rows[out->n++] = *f;
}

/* Whether another row of his is among those that are handed out. */
static bool is_handed(const struct found_list *out, uint64_t citizen)
{
	for (int i = 0; i < out->n; i++)
		if (callback_citizen(&out->rows[i]) == citizen)
			return true;
	return false;
}

/* Takes the citizens of a unit that nobody holds. A house has a key of its own, so that two people do not share its
 * citizens between them. */
static bool take_unit(const struct handing *h, struct unit u, struct found_list *out)
{
	const struct found *first = &h->queue.rows[u.from];
	uint64_t house = presence_key(arena_printf(h->mem, "house %s", first->house));

	if (h->ask->by_house && *first->house && !presence_take(h->p, house))
		return false;
	out->rows = arena_alloc(h->mem, (size_t)(u.to - u.from) * sizeof(*out->rows));
	out->n = 0;
	for (int i = u.from; i < u.to; i++) {
		const struct found *f = &h->queue.rows[i];
		uint64_t citizen = callback_citizen(f);

		if (!is_handed(out, citizen) && (!is_wanted(h, f) || !presence_take(h->p, citizen)))
			continue;
		if (still_waits(h, f))
			add_row(out, f);
		else if (!is_handed(out, citizen))
			presence_drop(h->p, citizen);
	}
	if (out->n == 0)
		presence_drop(h->p, house);
	return out->n > 0;
}

/* Of the units of one rank first those whose best hour it is, then the others. */
static bool take_rank(const struct handing *h, const struct unit *units, int n, struct found_list *out)
{
	bool best[WINDOW] = { false };

	for (int i = 0; i < n && i < WINDOW; i++)
		best[i] = is_best_now(h, &h->queue.rows[units[i].from]);
	for (int i = 0; i < n && i < WINDOW; i++)
		if (best[i] && take_unit(h, units[i], out))
			return true;
	for (int i = 0; i < n; i++)
		if ((i >= WINDOW || !best[i]) && take_unit(h, units[i], out))
			return true;
	return false;
}

/* The end of a page may cut a unit, and a rank of which too few were seen to know whose best hour it is. */
static bool take_any(const struct handing *h, struct found_list *out)
{
	struct unit *units = arena_alloc(h->mem, (size_t)(h->queue.n + 1) * sizeof(*units));
	int n = 0, from = 0;

	for (int i = 0; i < h->queue.n; i = units[n].to, n += has_wanted(h, units[n])) {
		units[n] = unit_at(h, i);
		if (h->queue.more && units[n].to == h->queue.n)
			break;
	}
	for (int i = 1; i <= n; i++) {
		if (i < n && same_rank(h, &h->queue.rows[units[from].from], &h->queue.rows[units[i].from]))
			continue;
		if (i == n && h->queue.more && i - from < WINDOW)
			break;
		if (take_rank(h, units + from, i - from, out))
			return true;
		from = i;
	}
	return false;
}

enum err_code callback_next(struct store *s, struct presence *p, const struct next_ask *ask, const struct actor *who,
			    struct arena *mem, struct found_list *out, struct err *e)
{
	struct handing h = { .s = s, .p = p, .ask = ask, .mem = mem, .e = e, .queue = { .more = true } };
	struct find_query q = { .text = ask->filter, .login = who->login, .limit = PAGE,
		.group = ask->by_house ? FIND_HOUSE : FIND_PERSON };
	bool taken = false;

	store_policy(s, &h.pol);
	for (; !taken && h.queue.more; q.limit *= 8) {
		*out = (struct found_list){ .meant = "" };
		if (find_callbacks(s, &q, false, who, mem, &h.queue, e))
			return e->code;
		taken = take_any(&h, out);
	}
	if (!taken)
		*out = (struct found_list){ .meant = "" };
	presence_tell(p);
	return e->code;
}
