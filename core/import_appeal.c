/* core/import_appeal.c - see import_appeal.h. */
#include "core/import_appeal.h"

#include "core/address.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/phone.h"
#include "core/text.h"

enum { COUNTER_MAX = 1000, GRADE_MAX = 5, DAY_MS = 86400000, SECOND_MS = 1000 };

#define X(name, required) #name,
static const char *const column_names[] = { APPEAL_ROW(X) };
#undef X

static enum err_code read_word(const struct vocab *v, enum appeal_column col, const char *cell, int empty,
			       int *out, struct err *e)
{
	*out = *cell ? vocab_find(v, cell) : empty;
	if (*out >= 0 || !*cell)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("The word «%s» of the column %s is not known."), cell, column_names[col]);
}

static enum err_code read_count(enum appeal_column col, const char *cell, int64_t max, int64_t *out,
				struct err *e)
{
	char *end;
	size_t digits = strspn(cell, "0123456789");
	int64_t v = digits && digits < 12 ? strtoll(cell, &end, 10) : -1;

	*out = 0;
	if (!*cell)
		return ERR_OK;
	if (cell[digits] || v < 0 || v > max)
		return err_set(e, ERR_INVALID, _("«%s» of the column %s is not a number that can stand there."), cell,
			       column_names[col]);
	*out = v;
	return ERR_OK;
}

/* "5", or "5/2027" where the year of the number is not that of the receipt. */
static enum err_code read_number(const char *cell, struct arena *mem, struct appeal_row *out, struct err *e)
{
	size_t digits = strcspn(cell, "/");
	const char *slash = cell[digits] ? cell + digits : NULL;
	int64_t year = 0;

	if (!digits || read_count(COL_n, arena_strndup(mem, cell, digits), NUMBER_N_MAX, &out->n, e) || out->n < 1)
		return err_set(e, ERR_INVALID, "%s", _("The number (n) is missing or is not a whole number."));
	if (slash && (strlen(slash + 1) != 4 || read_count(COL_n, slash + 1, 9999, &year, e)))
		return err_set(e, ERR_INVALID, _("«%s» is no number with its year: 5/2027."), cell);
	out->year = (int)year;
	return ERR_OK;
}

/* A letter of the last days of a year has a number of the next one; none has one of a year before it came. */
static enum err_code settle_year(int received, const struct policy *pol, struct appeal_row *out, struct err *e)
{
	if (!out->year)
		out->year = received;
	if (out->year < received || out->year > civil_at(pol->clock, pol->now_ms + DAY_MS).year)
		return err_set(e, ERR_INVALID, _("A number of %d cannot be given to what came in %d."), out->year, received);
	return ERR_OK;
}

static enum err_code read_identity(const char *const *c, const struct policy *pol, struct arena *mem,
				   struct appeal_row *out, struct err *e)
{
	struct civil when;

	if (read_number(c[COL_n], mem, out, e))
		return e->code;
	if (!*c[COL_received])
		return err_set(e, ERR_INVALID, "%s", _("The date of receipt is missing."));
	if (!civil_parse(c[COL_received], 0, &when, NULL) || when.year < 1990)
		return err_set(e, ERR_INVALID, _("«%s» is not a date: DD.MM.YYYY HH:MM:SS."), c[COL_received]);
	out->received = civil_to_utc(pol->clock, &when);
	if (out->received > pol->now_ms + DAY_MS)
		return err_set(e, ERR_INVALID, "%s", _("The date of receipt is in the future."));
	return settle_year(when.year, pol, out, e);
}

static enum err_code read_words(const char *const *c, struct appeal_row *out, struct err *e)
{
	int64_t rework, missed, rating;

	if (read_word(&vocab_channel, COL_channel, c[COL_channel], CH_OTHER, &out->r.channel, e) ||
	    read_word(&vocab_kind, COL_kind, c[COL_kind], KIND_APPLICATION, &out->r.kind, e) ||
	    read_word(&vocab_priority, COL_priority, c[COL_priority], -1, &out->priority, e) ||
	    read_word(&vocab_state, COL_state, c[COL_state], ST_REGISTERED, &out->state, e) ||
	    read_word(&vocab_result_kept, COL_result, c[COL_result], -1, &out->result, e) ||
	    read_count(COL_rework, c[COL_rework], COUNTER_MAX, &rework, e) ||
	    read_count(COL_missed_calls, c[COL_missed_calls], COUNTER_MAX, &missed, e) ||
	    read_count(COL_rating, c[COL_rating], GRADE_MAX, &rating, e))
		return e->code;
	out->rework = (int)rework;
	out->missed = (int)missed;
	out->rating = (int)rating;
	return ERR_OK;
}

/* What a form says of itself at the end is none of a row's. */
static void without_saving(struct err *e)
{
	const char *end = _("Nothing was saved.");
	size_t n = strlen(e->msg), len = strlen(end);

	if (n > len && strcmp(e->msg + n - len, end) == 0)
		e->msg[n - len - 1] = '\0';
}

static enum err_code read_texts(const char *const *c, struct arena *mem, struct appeal_row *out, struct err *e)
{
	struct registration_fault where;
	struct registration *r = &out->r;

	r->surname = text_tidy(mem, c[COL_surname], NULL);
	r->given = text_tidy(mem, c[COL_name], NULL);
	r->patronymic = text_tidy(mem, c[COL_patronymic], NULL);
	r->phone = c[COL_phone_raw];
	r->address = c[COL_address_raw];
	r->text = c[COL_text];
	if (registration_check_values(r, &where, e))
		without_saving(e);
	return e->code;
}

enum err_code appeal_row_read(const char *const *cells, const struct policy *pol, struct arena *mem,
			      struct appeal_row *out, struct err *e)
{
	const char *c[APPEAL_COLUMNS_COUNT];

	*out = (struct appeal_row){ .n = 0 };
	registration_init(&out->r);
	for (int i = 0; i < APPEAL_COLUMNS_COUNT; i++)
		c[i] = !cells[i] ? "" : i == COL_text || i == COL_address_raw || i == COL_phone_raw
			? cells[i] : text_tidy(mem, cells[i], NULL);
	if (read_identity(c, pol, mem, out, e) || read_texts(c, mem, out, e) || read_words(c, out, e))
		return e->code;
	return ERR_OK;
}

/* --- the event ----------------------------------------------------------------------------------- */

static const char *flags_of(const struct appeal_row *row, const struct phone *p,
			    const struct appeal_row_facts *f, struct arena *mem)
{
	struct address adr;

	address_parse(mem, row->r.address, &adr);
	const struct {
		const char *flag;
		bool on;
	} flags[] = {
		{ FLAG_PHONE, *row->r.phone && !*p->e164 },
		{ FLAG_ADDRESS, *row->r.address && !*adr.street },
		{ FLAG_TOPIC, *f->topic_said && !row->r.topic },
		{ FLAG_SERVICE, f->service_unknown },
	};
	const char *all = "";

	for (size_t i = 0; i < COUNT(flags); i++)
		if (flags[i].on)
			all = *all ? arena_printf(mem, "%s,%s", all, flags[i].flag) : flags[i].flag;
	return all;
}

static json_t *appeal_part(const struct appeal_row *row, const struct appeal_row_facts *f, struct arena *mem)
{
	const struct registration *r = &row->r;
	struct phone p = { .e164 = "" };

	if (*r->phone && phone_parse(r->phone, &phone_plan_lviv, &p) != PHONE_GOOD)
		p = (struct phone){ .e164 = "" };
	return json_pack("{ss ss sI sI ss ss ss ss ss ss ss ss ss ss sI sI ss}",
			 "number", f->number, "ascii", f->ascii, "year", (json_int_t)row->year,
			 "n", (json_int_t)row->n, "idem", f->idem, "kind", vocab_wire(&vocab_kind, r->kind),
			 "channel", vocab_wire(&vocab_channel, r->channel),
			 "applicant", vocab_wire(&vocab_applicant,
						 (int)applicant_of(r->surname, r->given, r->phone, r->email)),
			 "surname", r->surname, "given", r->given, "patronymic", r->patronymic,
			 "phone_raw", r->phone, "phone", p.e164, "phone_ext", p.ext,
			 "received", (json_int_t)row->received, "registered", (json_int_t)row->received,
			 "flags", flags_of(row, &p, f, mem));
}

/* A term runs only for what is still on control: the archive does not say when the rest was done. */
static json_t *question_part(const struct appeal_row *row, const struct appeal_row_facts *f,
			     const struct policy *pol)
{
	const struct registration *r = &row->r;
	const char *priority;
	struct term t = registration_term(r, &priority);
	char term[16];

	if (row->priority >= 0)
		priority = vocab_wire(&vocab_priority, row->priority);
	term_format(t, term);
	return json_pack("{ss ss ss ss ss ss ss ss ss ss sI sI sI sI sI}",
			 "topic", r->topic ? r->topic->code : "",
			 "topic_name", r->topic ? r->topic->name : f->topic_said,
			 "text", r->text, "address", r->address,
			 "service", r->service ? r->service->code : "",
			 "service_name", r->service ? r->service->name : "",
			 "priority", priority, "term", term,
			 "state", vocab_wire(&vocab_state, row->state),
			 "result", row->result >= 0 ? vocab_wire(&vocab_result_kept, row->result) : "",
			 "due", (json_int_t)(state_is_open((enum appeal_state)row->state)
					     ? term_due(pol->clock, &pol->terms, row->received, t) : 0),
			 "repeat", (json_int_t)1, "rework", (json_int_t)row->rework,
			 "attempts", (json_int_t)row->missed, "grade", (json_int_t)row->rating);
}

json_t *appeal_row_body(const struct appeal_row *row, const struct appeal_row_facts *f,
			const struct policy *pol, struct arena *mem)
{
	return json_pack("{so s[o]}", "appeal", appeal_part(row, f, mem), "questions",
			 question_part(row, f, pol));
}

/* --- what was not understood --------------------------------------------------------------------- */

static const struct {
	const char *flag, *what;
} unclear[] = {
	{ FLAG_PHONE, N_("the telephone") },
	{ FLAG_ADDRESS, N_("the address") },
	{ FLAG_TOPIC, N_("the topic") },
	{ FLAG_SERVICE, N_("the executor") },
};

const char *appeal_unclear(const char *flags, struct arena *mem)
{
	const char *all = "";

	for (size_t i = 0; i < COUNT(unclear); i++)
		if (flags_has(flags, unclear[i].flag))
			all = arena_printf(mem, "%s%s%s", all, *all ? ", " : "", _(unclear[i].what));
	return all;
}

bool appeal_flagged(const char *flags)
{
	bool any = false;

	for (size_t i = 0; *flags && i < COUNT(unclear); i++)
		any = any || flags_has(flags, unclear[i].flag);
	return any;
}

/* --- the way back -------------------------------------------------------------------------------- */

/* A word of the city's files for a stored wire word; `capital`: kinds, states and results begin so. */
static const char *file_word(const struct vocab *v, const char *wire, bool capital, struct arena *mem)
{
	size_t len;
	const char *word = vocab_file_word(v, vocab_wire_index(v, wire), &len);
	char *out = arena_alloc(mem, len + 8);
	uint32_t cp;

	if (!*wire)
		return "";
	size_t first = text_next(word, &cp);
	size_t put = text_put(out, capital ? text_upper(cp) : cp);

	memcpy(out + put, word + first, len - first);
	return out;
}

static const char *count_cell(int64_t v, struct arena *mem)
{
	return arena_printf(mem, "%lld", (long long)v);
}

static const char *received_cell(int64_t ms, const struct clock_ops *clock, struct arena *mem)
{
	char minute[17];

	civil_format_minute(clock, ms, minute);
	return arena_printf(mem, "%s:%02d", minute, civil_at(clock, ms).second);
}

/* As old programs have it, so that a year of the number alone is no reason to change a file. */
static const char *n_cell(const struct appeal *a, const struct clock_ops *clock, struct arena *mem)
{
	const char *n = count_cell(a->n, mem);

	return a->year == civil_at(clock, a->received).year ? n : arena_printf(mem, "%s/%lld", n, (long long)a->year);
}

/* Files of the city have no word for another channel: the cell is empty, as it came. */
static const char *channel_cell(const struct appeal *a, struct arena *mem)
{
	bool other = vocab_wire_index(&vocab_channel, a->channel) == CH_OTHER;

	return other ? "" : file_word(&vocab_channel, a->channel, false, mem);
}

static const char *text_cell(const struct question *q)
{
	return *q->text ? q->text : TEXT_ERASED;
}

bool appeal_row_tells(const struct appeal_row *row, const struct appeal *a, struct arena *mem)
{
	const char *said = text_tidy(mem, row->r.text, NULL);
	bool same = false;

	for (int k = 0; k < a->nq && a->received / SECOND_MS == row->received / SECOND_MS; k++)
		same = same || strcmp(text_tidy(mem, text_cell(&a->q[k]), NULL), said) == 0;
	return same;
}

const char *appeal_row_cell(enum appeal_column col, const struct appeal *a, const struct question *q,
			    const struct clock_ops *clock, struct arena *mem)
{
	switch (col) {
	case COL_n: return n_cell(a, clock, mem);
	case COL_received: return received_cell(a->received, clock, mem);
	case COL_channel: return channel_cell(a, mem);
	case COL_kind: return file_word(&vocab_kind, a->kind, true, mem);
	case COL_surname: return a->surname;
	case COL_name: return a->given;
	case COL_patronymic: return a->patronymic;
	case COL_phone_raw: return a->phone_raw;
	case COL_address_raw: return q->address;
	case COL_topic: return *q->topic ? q->topic : q->topic_name;
	case COL_text: return text_cell(q);
	case COL_priority: return file_word(&vocab_priority, q->priority, false, mem);
	case COL_service: return q->service_name;
	case COL_state: return file_word(&vocab_state, q->state, true, mem);
	case COL_result: return file_word(&vocab_result_kept, q->result, true, mem);
	case COL_rework: return count_cell(q->rework, mem);
	case COL_missed_calls: return count_cell(q->attempts, mem);
	case COL_rating: return q->grade ? count_cell(q->grade, mem) : "";
	case APPEAL_COLUMNS_COUNT: break;
	}
	return "";
}
