/* tui/board_rows.c - see board_rows.h. Drawing asks nothing of the base. */
#include "tui/board_rows.h"

#include "core/i18n.h"
#include "core/text.h"
#include "tui/appeals_list.h"

enum { COUNT_COLS = 5, COUNTS = 5, NARROW_COLS = 70, DUE_COLS = 12, STATE_COLS = 14, PRI_COLS = 3, NAME_MIN = 16,
	SERVICE_COLS = 24 };

static const char *const heads[COUNTS + 1] = { N_("new"), N_("in work"), N_("rework"), N_("accid."), N_("overdue"),
					       N_("next term") };

/* "14:30" today, else "07.11 14:30". */
static const char *due_text(const struct clock_ops *clock, int64_t ms, struct arena *mem)
{
	struct civil c = civil_at(clock, ms);
	bool today = civil_day_at(clock, ms) == civil_day_at(clock, clock->now_ms(clock->ctx));

	if (!ms)
		return "";
	return today ? arena_printf(mem, "%02d:%02d", c.hour, c.minute)
		     : arena_printf(mem, "%02d.%02d %02d:%02d", c.day, c.month, c.hour, c.minute);
}

/* --- executors ------------------------------------------------------------------------------------ */

/* All of them as the first row. */
static void add_all(struct board *b, struct arena *mem)
{
	struct board_row *rows = arena_alloc(mem, (size_t)(b->n + 1) * sizeof(*rows));

	rows[0] = (struct board_row){ .name = _("All"), .service = NULL };
	for (int i = 0; i < b->n; i++) {
		const struct board_row *r = &b->rows[i];

		rows[i + 1] = *r;
		rows[0].fresh += r->fresh;
		rows[0].in_work += r->in_work;
		rows[0].rework += r->rework;
		rows[0].accidents += r->accidents;
		rows[0].overdue += r->overdue;
		if (r->next_due && (!rows[0].next_due || r->next_due < rows[0].next_due))
			rows[0].next_due = r->next_due;
		if (!*r->service)
			rows[i + 1].name = _("Not passed to anybody");
	}
	b->rows = rows;
	b->n++;
}

enum err_code board_services_read(struct store *s, const struct actor *who, struct board_services *out, struct err *e)
{
	struct board_services fresh = { .next = NULL };

	if (board_read(s, who, &fresh.mem, &fresh.board, e)) {
		arena_free(&fresh.mem);
		return e->code;
	}
	add_all(&fresh.board, &fresh.mem);
	fresh.next = arena_alloc(&fresh.mem, (size_t)fresh.board.n * sizeof(*fresh.next));
	for (int i = 0; i < fresh.board.n; i++)
		fresh.next[i] = due_text(store_clock(s), fresh.board.rows[i].next_due, &fresh.mem);
	arena_free(&out->mem);
	*out = fresh;
	return ERR_OK;
}

static size_t services_count(const void *ctx)
{
	return (size_t)((const struct board_services *)ctx)->board.n;
}

/* By the code: rows change their places as work is done. */
static int64_t services_id(const void *ctx, size_t i)
{
	const char *code = ((const struct board_services *)ctx)->board.rows[i].service;
	int64_t h = code ? 1 : 0;

	for (; code && *code; code++)
		h = (h * 131 + (unsigned char)*code) & 0x7FFFFFFFFFFF;
	return h;
}

/* Columns of a counter (the last is the term): where there is little room, what burns stays. */
static int cell_cols(const struct canvas *c, int i)
{
	static const bool burns[COUNTS + 1] = { true, false, false, true, true, false };

	int cols = text_width(_(heads[i])), least = i < COUNTS ? COUNT_COLS : DUE_COLS - 1;

	if (c->cols < NARROW_COLS && !burns[i])
		return 0;
	return (cols > least ? cols : least) + 1;
}

/* The name takes what the counters leave; where they begin. */
static int counts_at(const struct canvas *c)
{
	int x = c->cols;

	for (int i = 0; i <= COUNTS; i++)
		x -= cell_cols(c, i);
	return x < NAME_MIN ? NAME_MIN : x;
}

static void draw_counts(const struct canvas *c, const char *name, const char *const *cells, const enum role *roles)
{
	struct arena mem = { 0 };
	int x = counts_at(c);

	draw_text(c, 0, 1, x - 2, roles[COUNTS + 1], name);
	for (int i = 0; i <= COUNTS; i++) {
		int cols = cell_cols(c, i);

		if (!cols)
			continue;
		draw_text(c, 0, x, cols, roles[i], text_fit(&mem, cells[i], -cols));
		x += cols;
	}
	arena_free(&mem);
}

/* The name of row i in `cols` columns: of two that begin alike the end is shown as well. */
static const char *told_apart(const struct board_services *s, size_t i, int cols, struct arena *mem)
{
	const char *name = s->board.rows[i].name;
	size_t cut = text_cut(name, cols - 1);
	bool alike = false;

	for (size_t k = 0; k < (size_t)s->board.n; k++)
		alike |= k != i && strncmp(s->board.rows[k].name, name, cut) == 0;
	if (!alike || text_width(name) <= cols)
		return name;
	const char *end = name;

	while (text_width(end) > cols / 2)
		end += text_cut(end, 1) ? text_cut(end, 1) : 1;
	return arena_printf(mem, "%s…%s", arena_strndup(mem, name, text_cut(name, cols - 1 - text_width(end))), end);
}

static void services_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct board_services *s = ctx;
	const struct board_row *r = &s->board.rows[i];
	const int64_t n[COUNTS] = { r->fresh, r->in_work, r->rework, r->accidents, r->overdue };
	const char *cells[COUNTS + 1];
	enum role roles[COUNTS + 2];
	struct arena mem = { 0 };

	for (int k = 0; k < COUNTS; k++) {
		cells[k] = n[k] ? arena_printf(&mem, "%lld", (long long)n[k]) : "·";
		roles[k] = role;
	}
	cells[COUNTS] = s->next[i];
	roles[COUNTS] = roles[COUNTS + 1] = role;
	if (role == ROLE_NORMAL && r->overdue)
		roles[4] = ROLE_ALARM;
	if (role == ROLE_NORMAL && r->accidents)
		roles[3] = ROLE_WARN;
	draw_counts(row, told_apart(s, i, counts_at(row) - 2, &mem), cells, roles);
	arena_free(&mem);
}

void board_services_head(const struct canvas *c)
{
	const char *const cells[] = { _(heads[0]), _(heads[1]), _(heads[2]), _(heads[3]), _(heads[4]), _(heads[5]) };
	const enum role roles[] = { ROLE_HEADING, ROLE_HEADING, ROLE_HEADING, ROLE_HEADING, ROLE_HEADING,
				    ROLE_HEADING, ROLE_HEADING };

	draw_counts(c, _("Executor"), cells, roles);
}

const struct list_ops board_services_ops = {
	.count = services_count, .id = services_id, .draw = services_draw,
};

/* --- orders --------------------------------------------------------------------------------------- */

static void fill_order(struct board_order *o, const struct found *f, const struct clock_ops *clock, struct arena *mem)
{
	int pri = vocab_wire_index(&vocab_priority, f->priority);
	const char *text = *f->topic_name ? f->topic_name : f->text;

	*o = (struct board_order){
		.id = f->id,
		.ref = found_ref(mem, f),
		.due = due_text(clock, f->due, mem),
		.state = appeals_state(f->state, STATE_COLS - 1),
		.priority = pri == PRI_A1 || pri == PRI_A2 ? vocab_label(&vocab_priority, pri) : "",
		.priority_role = pri == PRI_A1 ? ROLE_ALARM : ROLE_WARN,
		.what = *f->address ? arena_printf(mem, "%s · %s", f->address, text) : text,
		.service = f->service_name,
		.overdue = f->overdue,
	};
}

enum err_code board_orders_read(struct store *s, const char *service, const struct actor *who,
				struct board_orders *out, struct err *e)
{
	struct board_orders fresh = { .all = service == NULL && !actor_limited_to(who) };
	struct found_list l;

	if (board_orders(s, service, who, &fresh.mem, &l, e)) {
		arena_free(&fresh.mem);
		return e->code;
	}
	fresh.n = l.n;
	fresh.more = l.more;
	fresh.rows = arena_alloc(&fresh.mem, (size_t)(l.n + 1) * sizeof(*fresh.rows));
	for (int i = 0; i < l.n; i++) {
		fill_order(&fresh.rows[i], &l.rows[i], store_clock(s), &fresh.mem);
		if (text_width(fresh.rows[i].ref) > fresh.ref_cols)
			fresh.ref_cols = text_width(fresh.rows[i].ref);
	}
	arena_free(&out->mem);
	*out = fresh;
	return ERR_OK;
}

static size_t orders_count(const void *ctx)
{
	return (size_t)((const struct board_orders *)ctx)->n;
}

static int64_t orders_id(const void *ctx, size_t i)
{
	return ((const struct board_orders *)ctx)->rows[i].id;
}

static void draw_order(const struct board_orders *o, const struct canvas *c, const struct board_order *r,
		       enum role role, enum role priority, enum role due)
{
	int x = 2, ref = o->ref_cols < 8 ? 8 : o->ref_cols;
	int service = o->all && c->cols >= 100 ? SERVICE_COLS : 0;

	draw_text(c, 0, 0, 1, due, r->overdue ? "!" : "");
	draw_text(c, 0, x, PRI_COLS, priority, r->priority);
	x += PRI_COLS;
	draw_text(c, 0, x, ref, role, r->ref);
	x += ref + 1;
	draw_text(c, 0, x, DUE_COLS - 1, due, r->due);
	x += DUE_COLS;
	draw_text(c, 0, x, STATE_COLS - 1, role, r->state);
	x += STATE_COLS;
	draw_text(c, 0, x, c->cols - x - service - (service ? 1 : 0), role, r->what);
	if (service)
		draw_text(c, 0, c->cols - service, service, role, r->service);
}

static void orders_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct board_orders *o = ctx;
	const struct board_order *r = &o->rows[i];
	bool plain = role == ROLE_NORMAL;

	draw_order(o, row, r, role, plain ? r->priority_role : role, plain && r->overdue ? ROLE_ALARM : role);
}

void board_orders_head(const struct board_orders *o, const struct canvas *c)
{
	const struct board_order head = { .ref = _("Number"), .due = _("Term"), .state = _("State"), .priority = "",
					  .what = _("Address and topic"), .service = _("Executor") };

	draw_order(o, c, &head, ROLE_HEADING, ROLE_HEADING, ROLE_HEADING);
}

const struct list_ops board_orders_ops = {
	.count = orders_count, .id = orders_id, .draw = orders_draw,
};
