/* data/store/find_row.c - one row of a list: reading it, and the conditions that no index answers. */
#include "data/store/find_internal.h"

#include "core/text.h"
#include "data/store/search_index.h"

/* The columns of a row, in the order of the SELECT. */
#define ROW_COLUMNS(X) \
	X(C_ID, "q.id") X(C_NUMBER, "a.number") X(C_SITE, "a.site") X(C_N, "a.n") X(C_SURNAME, "a.surname") \
	X(C_GIVEN, "a.given") X(C_PATRONYMIC, "a.patronymic") X(C_PHONE, "a.phone") \
	X(C_ADDRESS, "q.address") X(C_TOPIC, "q.topic") X(C_TOPIC_NAME, "q.topic_name") X(C_TEXT, "q.text") \
	X(C_SERVICE, "q.service") X(C_SERVICE_NAME, "q.service_name") X(C_PRIORITY, "q.priority") \
	X(C_RESULT, "q.result") X(C_ANSWER, "q.answer") X(C_STATE, "q.state") X(C_K, "q.k") \
	X(C_REGISTERED, "a.registered") X(C_DUE, "q.due") X(C_DONE_AT, "q.done_at") \
	X(C_NEXT_TRY, "q.next_try") X(C_ATTEMPTS, "q.attempts") X(C_REWORK, "q.rework") \
	X(C_REPEAT, "q.repeat") X(C_REV, "a.rev") X(C_OPERATOR, "a.operator") X(C_CHANNEL, "a.channel") \
	X(C_OUTCOME, "q.outcome") X(C_FLAGS, "a.flags") X(C_PHONE_RAW, "a.phone_raw") X(C_HOUSE, "q.house") \
	X(C_SEVERAL, "EXISTS(SELECT 1 FROM question m WHERE m.appeal = q.appeal AND m.k = 2)")

#define X(sym, sql) sym,
enum row_column { ROW_COLUMNS(X) ROW_COLUMN_COUNT };
#undef X

sqlite3_stmt *row_load(struct search *on, int64_t id)
{
	/* Kept by the search: looking for it among all statements takes longer than the step. */
#define X(sym, sql) sql ","
	if (!on->row)
		on->row = db_stmt(on->db, "SELECT " ROW_COLUMNS(X) " 0 FROM question q"
					  " JOIN appeal a ON a.id = q.appeal WHERE q.id = ?");
#undef X
	sqlite3_reset(on->row);
	sqlite3_bind_int64(on->row, 1, id);
	return db_row(on->db, on->row, on->e) ? on->row : NULL;
}

static const char *col(sqlite3_stmt *row, enum row_column c)
{
	const char *s = (const char *)sqlite3_column_text(row, c);

	return s ? s : "";
}

/* The fields of a question that rules of core look at; texts are borrowed from the row. */
static void rules_view(sqlite3_stmt *row, struct question *q)
{
	question_init(q);
	q->state = col(row, C_STATE);
	q->priority = col(row, C_PRIORITY);
	q->due = sqlite3_column_int64(row, C_DUE);
}

bool row_is_accident(sqlite3_stmt *row)
{
	struct question q;

	rules_view(row, &q);
	return question_is_accident(&q);
}

const char *row_priority(sqlite3_stmt *row)
{
	return col(row, C_PRIORITY);
}

int64_t row_done_at(sqlite3_stmt *row)
{
	return sqlite3_column_int64(row, C_DONE_AT);
}

const char *row_group(sqlite3_stmt *row, enum find_group by)
{
	return by == FIND_FLAT ? "" : col(row, by == FIND_PERSON ? C_PHONE : C_HOUSE);
}

bool row_is_done(sqlite3_stmt *row)
{
	return vocab_wire_index(&vocab_state, col(row, C_STATE)) == (int)ST_DONE;
}

int64_t row_next_try(sqlite3_stmt *row)
{
	return sqlite3_column_int64(row, C_NEXT_TRY);
}

static bool in_state(const struct plan *p, sqlite3_stmt *row)
{
	int state = vocab_wire_index(&vocab_state, col(row, C_STATE));

	return !p->q->states || (state >= 0 && (p->q->states & 1u << state));
}

static bool in_time(const struct plan *p, sqlite3_stmt *row)
{
	int64_t at = sqlite3_column_int64(row, C_REGISTERED);

	return at >= p->q->from_ms && at < p->q->to_ms;
}

static bool is_late(const struct plan *p, sqlite3_stmt *row)
{
	struct question q;

	if (!(p->q->flags & QUERY_OVERDUE))
		return true;
	rules_view(row, &q);
	return question_overdue(&q, p->now_ms);
}

/* Whether `text` (folded, spaces around) has each word of `words`, the last one as a beginning. */
static bool has_street(const char *text, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		bool is_last = words[n] == '\0', found = false;

		for (const char *at = text; !found && (at = strchr(at, ' ')) != NULL; at++)
			found = strncmp(at + 1, words, n) == 0 && (is_last || at[1 + n] == ' ');
		if (!found)
			return false;
		words += n + !is_last;
	}
	return true;
}

static bool on_street(struct plan *p, sqlite3_stmt *row, struct arena *tmp)
{
	const struct query_values *streets = &p->streets;
	bool fits = streets->n == 0;
	const char *address = fits ? "" : arena_printf(tmp, " %s ", text_fold(tmp, col(row, C_ADDRESS)));

	for (int i = 0; !fits && i < streets->n; i++)
		fits = has_street(address, streets->v[i]);
	p->passed_over += !fits;
	return fits;
}

static void entry_view(sqlite3_stmt *row, struct appeal *a, struct question *q)
{
	appeal_init(a);
	question_init(q);
	a->site = col(row, C_SITE);
	a->n = sqlite3_column_int64(row, C_N);
	a->surname = col(row, C_SURNAME);
	a->given = col(row, C_GIVEN);
	a->patronymic = col(row, C_PATRONYMIC);
	a->phone = col(row, C_PHONE);
	a->operator = col(row, C_OPERATOR);
	a->channel = col(row, C_CHANNEL);
	a->flags = col(row, C_FLAGS);
	q->address = col(row, C_ADDRESS);
	q->text = col(row, C_TEXT);
	q->topic = col(row, C_TOPIC);
	q->service = col(row, C_SERVICE);
	q->priority = col(row, C_PRIORITY);
	q->state = col(row, C_STATE);
	q->outcome = col(row, C_OUTCOME);
	q->repeat = sqlite3_column_int64(row, C_REPEAT);
}

/* Phrases, and the words when the index was not asked for them, or not for all their letters. */
static bool has_words(struct plan *p, sqlite3_stmt *row, struct arena *tmp)
{
	const struct query_values *phrases = &p->q->phrases;
	struct appeal a;
	struct question q;

	if (!p->check && phrases->n == 0)
		return true;
	entry_view(row, &a, &q);
	const char *entry = arena_printf(tmp, " %s %s ", search_words(tmp, &a, &q),
					 p->check && p->check_tags ? search_tags(tmp, &a, &q) : "");
	bool fits = !p->check || conds_fit(p, entry);

	for (int i = 0; fits && i < phrases->n; i++)
		fits = strstr(entry, phrases->v[i]) != NULL;
	p->passed_over += !fits;
	return fits;
}

/* What is only proposed to an organisation is not given to it yet (appeal_visible() of core/moves.h). */
static bool may_see(const struct plan *p, sqlite3_stmt *row)
{
	struct question q;

	if (!p->service)
		return true;
	rules_view(row, &q);
	return question_state(&q) != ST_REGISTERED;
}

bool row_fits(struct plan *p, sqlite3_stmt *row)
{
	struct arena tmp = { 0 };
	bool fits = may_see(p, row) && in_state(p, row) && in_time(p, row) && is_late(p, row) &&
		    on_street(p, row, &tmp) && has_words(p, row, &tmp);

	arena_free(&tmp);
	return fits;
}

const char *found_ref(struct arena *mem, const struct found *f)
{
	return f->several ? arena_printf(mem, "%s.%d", f->number, f->k) : f->number;
}

void row_read(sqlite3_stmt *row, int64_t now_ms, struct arena *mem, struct found *out)
{
	struct question q;
	struct appeal a;

	appeal_init(&a);
	a.surname = col(row, C_SURNAME);
	a.given = col(row, C_GIVEN);
	a.patronymic = col(row, C_PATRONYMIC);
	rules_view(row, &q);
	*out = (struct found){
		.id = sqlite3_column_int64(row, C_ID), .number = db_text(mem, row, C_NUMBER),
		.name = appeal_name(mem, &a), .phone = db_text(mem, row, C_PHONE),
		.address = db_text(mem, row, C_ADDRESS), .topic = db_text(mem, row, C_TOPIC),
		.topic_name = db_text(mem, row, C_TOPIC_NAME), .text = db_text(mem, row, C_TEXT),
		.service = db_text(mem, row, C_SERVICE),
		.service_name = db_text(mem, row, C_SERVICE_NAME),
		.priority = db_text(mem, row, C_PRIORITY), .result = db_text(mem, row, C_RESULT),
		.answer = db_text(mem, row, C_ANSWER), .state = question_state(&q),
		.k = sqlite3_column_int(row, C_K), .several = sqlite3_column_int(row, C_SEVERAL) != 0,
		.registered = sqlite3_column_int64(row, C_REGISTERED),
		.due = q.due, .done_at = sqlite3_column_int64(row, C_DONE_AT),
		.next_try = sqlite3_column_int64(row, C_NEXT_TRY),
		.attempts = sqlite3_column_int64(row, C_ATTEMPTS),
		.rework = sqlite3_column_int64(row, C_REWORK),
		.repeat = sqlite3_column_int64(row, C_REPEAT), .rev = sqlite3_column_int64(row, C_REV),
		.overdue = question_overdue(&q, now_ms),
		.can_call = *col(row, C_PHONE) || *col(row, C_PHONE_RAW),
		.house = db_text(mem, row, C_HOUSE),
	};
}
