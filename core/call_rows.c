/* core/call_rows.c - see call_rows.h. */
#include "core/call_rows.h"

#include "core/i18n.h"

static const struct {
	const char *name;
	bool required;
} columns[] = {
#define X(name, required) { #name, required },
	CALL_ROW(X)
#undef X
};

const char *call_column_name(enum call_column col)
{
	return columns[col].name;
}

/* --- the header ----------------------------------------------------------------------------------- */

static int column_of(const char *name)
{
	for (int i = 0; i < CALL_COLUMN_COUNT; i++)
		if (strcmp(columns[i].name, name) == 0)
			return i;
	return -1;
}

bool call_columns_read(struct call_columns *k, const char *line, size_t len)
{
	bool seen[CALL_COLUMN_COUNT] = { false };
	struct arena mem = { 0 };
	struct csv_record *r = arena_alloc(&mem, sizeof(*r));
	size_t mark = len >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	line += mark;
	len -= mark;
	k->form = csv_guess(line, len);
	k->n = csv_next(&k->form, line, len, true, &mem, r) && r->n <= CSV_FIELDS ? r->n : 0;
	for (int i = 0; i < k->n; i++) {
		const char *name = r->field[i] + (i == 0 && r->field[0][0] == '#');

		k->place[i] = column_of(name + strspn(name, " "));
		if (k->place[i] >= 0 && seen[k->place[i]])
			k->n = 0;
		else if (k->place[i] >= 0)
			seen[k->place[i]] = true;
	}
	arena_free(&mem);
	for (int i = 0; i < CALL_COLUMN_COUNT; i++)
		if (columns[i].required && !seen[i])
			k->n = 0;
	return k->n > 0;
}

/* --- out ------------------------------------------------------------------------------------------ */

const char *call_row_cell(enum call_column col, const struct call *c, const struct clock_ops *clock,
			  struct arena *mem)
{
	char *iso = arena_alloc(mem, 26);

	switch (col) {
	case CALL_COL_id: return c->id;
	case CALL_COL_at: civil_format_iso(clock, c->at, iso); return iso;
	case CALL_COL_raw: return c->raw;
	case CALL_COL_phone: return c->phone;
	case CALL_COL_name: return c->name;
	case CALL_COL_direction: return vocab_wire(&vocab_call_direction, c->direction);
	case CALL_COL_queue: return c->queue;
	case CALL_COL_operator: return c->operator;
	case CALL_COL_wait_s: return arena_printf(mem, "%lld", (long long)c->wait_s);
	case CALL_COL_talk_s: return arena_printf(mem, "%lld", (long long)c->talk_s);
	case CALL_COL_outcome: return vocab_wire(&vocab_call_outcome, c->outcome);
	case CALL_COL_recording: return c->recording;
	case CALL_COLUMN_COUNT: break;
	}
	return "";
}

/* --- in ------------------------------------------------------------------------------------------- */

/* With the offset of the zone as it is written, so that the hour that comes twice is not mistaken; without one
 * the city's clock. */
static bool read_at(const char *s, const struct clock_ops *clock, int64_t *out)
{
	size_t n = strlen(s);
	const char *zone = n > 6 && s[n - 3] == ':' && strchr("+-", s[n - 6]) ? s + n - 6 : NULL;
	struct arena mem = { 0 };
	struct civil c;
	bool timed = false;

	if (civil_parse(zone ? arena_strndup(&mem, s, (size_t)(zone - s)) : s, 0, &c, &timed)) {
		int64_t at = civil_to_utc(clock, &c);

		if (zone) {
			int64_t offset = (strtoll(zone + 1, NULL, 10) * 60 + strtoll(zone + 4, NULL, 10)) * 60;
			int64_t day = civil_to_day(c.year, c.month, c.day) - civil_to_day(1970, 1, 1);
			int64_t plain = ((day * 24 + c.hour) * 60 + c.minute) * 60 + c.second;

			at = (plain - (*zone == '-' ? -offset : offset)) * 1000;
		}
		*out = at;
	}
	arena_free(&mem);
	return timed;
}

static bool read_seconds(const char *s, int64_t *out)
{
	size_t n = strspn(s, "0123456789");

	*out = *s ? strtoll(s, NULL, 10) : 0;
	return !s[n] && n < 10;
}

static bool read_word(const struct vocab *v, const char *s, int otherwise, int *out)
{
	*out = *s ? vocab_find(v, s) : otherwise;
	return *out >= 0;
}

const char *call_row_read(const struct call_columns *k, const struct csv_record *r, const struct clock_ops *clock,
			  struct call *out, struct arena *mem)
{
	const char *v[CALL_COLUMN_COUNT];

	if (r->n != k->n)
		return arena_printf(mem, P_("The row has %d column, the first line has %d",
					    "The row has %d columns, the first line has %d", r->n), r->n, k->n);
	for (int i = 0; i < CALL_COLUMN_COUNT; i++)
		v[i] = "";
	for (int i = 0; i < r->n; i++)
		if (k->place[i] >= 0)
			v[k->place[i]] = k->form.sep == ';' ? csv_unguard(r->field[i]) : r->field[i];
	call_init(out);
	out->id = v[CALL_COL_id];
	out->raw = *v[CALL_COL_raw] ? v[CALL_COL_raw] : v[CALL_COL_phone];
	out->name = v[CALL_COL_name];
	out->queue = v[CALL_COL_queue];
	out->operator = v[CALL_COL_operator];
	out->recording = v[CALL_COL_recording];
	if (!read_at(v[CALL_COL_at], clock, &out->at))
		return _("The time cannot be read: 2026-11-07T14:30:00+02:00");
	if (!read_seconds(v[CALL_COL_wait_s], &out->wait_s) || !read_seconds(v[CALL_COL_talk_s], &out->talk_s))
		return _("The seconds are no number");
	if (!read_word(&vocab_call_direction, v[CALL_COL_direction], CALL_IN, &out->direction) ||
	    !read_word(&vocab_call_outcome, v[CALL_COL_outcome], -1, &out->outcome))
		return _("The direction or the outcome is not known");
	return NULL;
}
