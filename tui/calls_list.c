/* tui/calls_list.c - see calls_list.h. What is drawn is made ready when it is read: drawing asks neither the base nor
 * the clock. */
#include "tui/calls_list.h"

#include "core/i18n.h"
#include "core/phone.h"

/* --- reading ----------------------------------------------------------------------------------- */

const char *calls_when(const struct clock_ops *clock, int64_t at, struct arena *mem)
{
	struct civil c = civil_at(clock, at);

	if (c.year == civil_at(clock, clock->now_ms(clock->ctx)).year)
		return arena_printf(mem, "%02d.%02d %02d:%02d", c.day, c.month, c.hour, c.minute);
	return arena_printf(mem, "%02d.%02d.%04d", c.day, c.month, c.year);
}

const char *calls_phone(const struct call *c, struct arena *mem)
{
	char shown[24];

	if (!*c->phone) /* a name of the exchange for "no number", or digits that are none */
		return strpbrk(c->raw, "0123456789") ? c->raw : _("hidden");
	phone_show(c->phone, &phone_plan_lviv, shown);
	return arena_strdup(mem, shown);
}

static const char *seconds(int64_t s, struct arena *mem)
{
	char out[16];

	call_format_seconds(s, out);
	return arena_strdup(mem, out);
}

static void fill_row(struct calls_row *r, const struct call *c, const struct clock_ops *clock, struct arena *mem)
{
	const char *appeals = "";

	for (int i = 0; i < c->nappeals; i++)
		appeals = arena_printf(mem, "%s%s%s", appeals, i ? " " : "", c->appeals[i]);
	*r = (struct calls_row){
		.key = c->key, .id = c->id, .when = calls_when(clock, c->at, mem), .phone = calls_phone(c, mem),
		.outcome = vocab_label(&vocab_call_outcome, c->outcome), .wait = seconds(c->wait_s, mem),
		.talk = call_was_talk(c) ? seconds(c->talk_s, mem) : "", .appeals = appeals, .name = c->name,
		.operator = c->operator, .lost = c->outcome == CALLED_LOST,
	};
}

static void add_rows(struct calls_rows *rows, const struct calls_list *l, const struct clock_ops *clock)
{
	size_t n = rows->n + (size_t)l->n;

	if (n > rows->room) {
		struct calls_row *grown = arena_alloc(&rows->mem, 2 * n * sizeof(*grown));

		if (rows->n)
			memcpy(grown, rows->rows, rows->n * sizeof(*grown));
		rows->rows = grown;
		rows->room = 2 * n;
	}
	for (int i = 0; i < l->n; i++)
		fill_row(&rows->rows[rows->n++], &l->rows[i], clock, &rows->mem);
	rows->more = l->more;
	rows->partly = l->partly;
}

enum err_code calls_read(struct store *s, const char *query, const struct actor *who, size_t want,
			 struct calls_rows *out, struct err *e)
{
	struct calls_rows fresh = { .n = 0 };
	struct find_query q = { .text = query, .login = who->login,
		.limit = want > CALLS_PAGE ? (int)want : CALLS_PAGE };
	struct calls_list l;

	if (calls_find(s, &q, who, &fresh.mem, &l, e)) {
		calls_free(&fresh);
		return e->code;
	}
	add_rows(&fresh, &l, store_clock(s));
	fresh.meant = l.meant;
	calls_free(out);
	*out = fresh;
	return ERR_OK;
}

enum err_code calls_read_more(struct store *s, const char *query, const struct actor *who,
			      struct calls_rows *rows, struct err *e)
{
	struct find_query q = { .text = query, .login = who->login, .limit = CALLS_PAGE };
	struct calls_list l;

	if (!rows->more || !rows->n)
		return ERR_OK;
	q.before = rows->rows[rows->n - 1].key;
	enum err_code rc = calls_find(s, &q, who, &rows->mem, &l, e);

	if (!rc)
		add_rows(rows, &l, store_clock(s));
	return rc;
}

void calls_free(struct calls_rows *rows)
{
	arena_free(&rows->mem);
	*rows = (struct calls_rows){ .n = 0 };
}

/* --- columns ----------------------------------------------------------------------------------- */

/* Widths in columns: "07.11 10:30", "+380 67 000 12 34", the longest outcome, "12:34", "ГЛ-91895/26". */
enum { WHEN = 11, PHONE = 17, OUTCOME = 13, SECONDS = 5, APPEALS_MIN = 10, APPEALS_MAX = 24, NAME_MIN = 8,
	NAME_GOOD = 20, NAME_MAX = 34, OPERATOR_MIN = 8, OPERATOR_MAX = 14 };

/* Takes from *room what the column may have, with a gap; 0 when there is too little. */
static int share(int *room, int least, int most)
{
	int cols = *room - 1;

	if (cols < least)
		return 0;
	cols = cols > most ? most : cols;
	*room -= cols + 1;
	return cols;
}

void calls_columns(int cols, struct calls_columns *out)
{
	int room = cols - (WHEN + 1 + PHONE + 1 + OUTCOME + 1 + SECONDS), x = 0;
	int wait = share(&room, SECONDS, SECONDS), appeals = share(&room, APPEALS_MIN, APPEALS_MIN);
	int name = share(&room, NAME_MIN, NAME_GOOD), operator = share(&room, OPERATOR_MIN, OPERATOR_MAX);
	int more = name && room > 0 ? (room > NAME_MAX - name ? NAME_MAX - name : room) : 0;

	name += more;
	room -= more;
	if (appeals && room > 0)
		appeals += room > APPEALS_MAX - APPEALS_MIN ? APPEALS_MAX - APPEALS_MIN : room;
	*out = (struct calls_columns){ .cols = { [CALLS_WHEN] = WHEN, [CALLS_PHONE] = PHONE, [CALLS_NAME] = name,
		[CALLS_OUTCOME] = OUTCOME, [CALLS_WAIT] = wait, [CALLS_TALK] = SECONDS,
		[CALLS_OPERATOR] = operator, [CALLS_APPEALS] = appeals } };
	for (int i = 0; i < CALLS_COLUMNS; i++) {
		out->x[i] = x;
		x += out->cols[i] ? out->cols[i] + 1 : 0;
	}
}

/* --- drawing ----------------------------------------------------------------------------------- */

static bool is_right(int column)
{
	return column == CALLS_WAIT || column == CALLS_TALK;
}

void calls_draw_head(const struct canvas *c)
{
	static const char *const heads[CALLS_COLUMNS] = {
		[CALLS_WHEN] = N_("Time"),        [CALLS_PHONE] = N_("Telephone"), [CALLS_NAME] = N_("Caller"),
		[CALLS_OUTCOME] = N_("Outcome"),  [CALLS_WAIT] = N_("Wait"),       [CALLS_TALK] = N_("Talk"),
		[CALLS_OPERATOR] = N_("Operator"), [CALLS_APPEALS] = N_("Appeals"),
	};
	struct calls_columns t;

	calls_columns(c->cols, &t);
	draw_text(c, 0, 0, c->cols, ROLE_HEADING, "");
	for (int i = 0; i < CALLS_COLUMNS; i++)
		if (t.cols[i])
			draw_text(c, 0, t.x[i], is_right(i) ? -t.cols[i] : t.cols[i], ROLE_HEADING, _(heads[i]));
}

static size_t row_count(const void *ctx)
{
	return ((const struct calls_rows *)ctx)->n;
}

static int64_t row_key(const void *ctx, size_t i)
{
	return ((const struct calls_rows *)ctx)->rows[i].key;
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct calls_row *r = &((const struct calls_rows *)ctx)->rows[i];
	const char *const cells[CALLS_COLUMNS] = {
		[CALLS_WHEN] = r->when, [CALLS_PHONE] = r->phone, [CALLS_NAME] = r->name,
		[CALLS_OUTCOME] = r->outcome, [CALLS_WAIT] = r->wait, [CALLS_TALK] = r->talk,
		[CALLS_OPERATOR] = r->operator, [CALLS_APPEALS] = r->appeals,
	};
	struct calls_columns t;

	calls_columns(row->cols, &t);
	for (int k = 0; k < CALLS_COLUMNS; k++) {
		enum role own = k == CALLS_OUTCOME && r->lost && role == ROLE_NORMAL ? ROLE_WARN : role;

		if (t.cols[k] && *cells[k])
			draw_text(row, 0, t.x[k], is_right(k) ? -t.cols[k] : t.cols[k], own, cells[k]);
	}
}

const struct list_ops calls_list_ops = { .count = row_count, .id = row_key, .draw = row_draw };
