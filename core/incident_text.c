/* core/incident_text.c - an incident for others: its public JSON, and what the autoresponder says of it
 * (domain.md 2.7: end of the works, addresses, organisation). No rules here. */
#include "core/i18n.h"
#include "core/incident.h"
#include "core/text.h"

static json_t *text_or_null(const char *s)
{
	return *s ? json_string(s) : json_null();
}

static json_t *iso_or_null(const struct clock_ops *clock, int64_t ms)
{
	char iso[26];

	if (!ms)
		return json_null();
	civil_format_iso(clock, ms, iso);
	return json_string(iso);
}

static json_t *words_array(const char *s)
{
	json_t *list = json_array();

	while (*s) {
		size_t n = strcspn(s, ",");

		if (n)
			json_array_append_new(list, json_stringn(s, n));
		s += n + (s[n] == ',');
	}
	return list;
}

json_t *incident_json(const struct incident *i, const struct clock_ops *clock)
{
	int64_t now = clock->now_ms(clock->ctx);
	enum incident_phase phase = incident_phase(i, now);
	json_t *o = json_pack("{ss ss ss ss ss ss so}", "number", i->number, "ascii", i->ascii, "site", i->site,
			      "kind", i->kind, "state", vocab_wire(&vocab_incident_phase, (int)phase), "title",
			      i->title, "text", text_or_null(i->text));

	json_object_set_new(o, "topics", words_array(i->topics));
	json_object_set_new(o, "service", text_or_null(i->service));
	json_object_set_new(o, "service_name", text_or_null(i->service_name));
	json_object_set_new(o, "addresses", json_string(i->addresses));
	json_object_set_new(o, "start", iso_or_null(clock, i->start));
	json_object_set_new(o, "due", iso_or_null(clock, i->due));
	json_object_set_new(o, "ended", iso_or_null(clock, i->ended));
	json_object_set_new(o, "overdue", json_boolean(incident_overdue(i, now)));
	json_object_set_new(o, "prolonged", json_integer(i->prolonged));
	json_object_set_new(o, "closing", text_or_null(i->closing));
	json_object_set_new(o, "opened", iso_or_null(clock, i->opened));
	json_object_set_new(o, "opened_by", json_string(i->opened_by));
	json_object_set_new(o, "closed_by", text_or_null(i->closed_by));
	json_object_set_new(o, "rev", json_integer(i->rev));
	return o;
}

const char *incident_when(struct arena *mem, const struct clock_ops *clock, int64_t ms, int64_t now_ms)
{
	struct civil c = civil_at(clock, ms), now = civil_at(clock, now_ms);

	if (c.year == now.year && c.month == now.month && c.day == now.day)
		return arena_printf(mem, "%02d:%02d", c.hour, c.minute);
	if (c.year == now.year)
		return arena_printf(mem, "%02d.%02d %02d:%02d", c.day, c.month, c.hour, c.minute);
	return arena_printf(mem, "%02d.%02d.%04d %02d:%02d", c.day, c.month, c.year, c.hour, c.minute);
}

const char *incident_until(struct arena *mem, const struct incident *i, const struct clock_ops *clock)
{
	int64_t now = clock->now_ms(clock->ctx);
	enum incident_phase phase = incident_phase(i, now);
	const char *due = i->due ? incident_when(mem, clock, i->due, phase == PHASE_PLANNED ? i->start : now) : "";

	if (phase == PHASE_CLOSED)
		return arena_printf(mem, _("finished %s"), incident_when(mem, clock, i->ended, now));
	if (phase == PHASE_CANCELLED)
		return vocab_label(&vocab_incident_phase, PHASE_CANCELLED);
	if (phase == PHASE_PLANNED)
		return arena_printf(mem, _("from %s until %s"), incident_when(mem, clock, i->start, now), due);
	if (!i->due)
		return _("end not known");
	return arena_printf(mem, incident_overdue(i, now) ? _("until %s, LATE") : _("until %s"), due);
}

/* "18:00" alone. */
static bool read_clock(const char *s, struct civil *out)
{
	char *end;
	long h = strtol(s, &end, 10), m;

	if (end == s || end - s > 2 || (*end != ':' && *end != '.') || strspn(end + 1, "0123456789") != 2 || end[3])
		return false;
	m = strtol(end + 1, NULL, 10);
	out->hour = (int)h;
	out->minute = (int)m;
	return h >= 0 && h < 24 && m < 60;
}

bool incident_time_parse(const struct clock_ops *clock, const char *typed, bool end, int64_t *out)
{
	struct arena mem = { 0 };
	int64_t now = clock->now_ms(clock->ctx);
	civil_day today = civil_day_at(clock, now);
	const char *s = text_tidy(&mem, typed, NULL);
	struct civil c = { 0 };
	bool timed = true, good = true;

	civil_from_day(today, &c.year, &c.month, &c.day);
	*out = 0;
	if (*s && read_clock(s, &c)) {
		*out = civil_to_utc(clock, &c);
		*out += end && *out <= now ? 86400000 : 0;
	} else if (*s) {
		good = civil_parse(s, today, &c, &timed);
		if (good && !timed && end) {
			c.hour = 23;
			c.minute = 59;
		}
		*out = good ? civil_to_utc(clock, &c) : 0;
	}
	arena_free(&mem);
	return good;
}

/* For the ear: «сьогодні о 18:00», «21.11.2026 о 18:00». */
static const char *spoken(struct arena *mem, const struct clock_ops *clock, int64_t ms, int64_t now_ms)
{
	civil_day day = civil_day_at(clock, ms), today = civil_day_at(clock, now_ms);
	struct civil c = civil_at(clock, ms);
	const char *time = arena_printf(mem, "%02d:%02d", c.hour, c.minute);
	char date[11];

	if (day == today)
		return arena_printf(mem, _("today at %s"), time);
	if (day == today + 1)
		return arena_printf(mem, _("tomorrow at %s"), time);
	civil_format_day(day, date);
	/* TRANSLATORS: a date and a time, spoken */
	return arena_printf(mem, _("%s at %s"), date, time);
}

/* Without the full stop that the sentence brings itself. */
static const char *without_stop(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && strchr(". ", s[n - 1]))
		n--;
	return arena_strndup(mem, s, n);
}

static const char *first_words(struct arena *mem, const struct incident *i, const struct clock_ops *clock,
			       int64_t now_ms)
{
	bool planned = vocab_wire_index(&vocab_incident_kind, i->kind) == INCIDENT_PLANNED;
	const char *title = without_stop(mem, i->title);

	if (incident_phase(i, now_ms) == PHASE_PLANNED)
		return arena_printf(mem, _("Attention! Planned works: %s. They begin %s."), title,
				    spoken(mem, clock, i->start, now_ms));
	return arena_printf(mem, planned ? _("Attention! Planned works are under way: %s.")
					 : _("Attention! There is an accident: %s."), title);
}

const char *incident_announcement(struct arena *mem, const struct incident *i, const struct clock_ops *clock,
				  int64_t now_ms)
{
	const char *t = first_words(mem, i, clock, now_ms);

	t = arena_printf(mem, _("%s Addresses: %s."), t, i->addresses);
	if (*i->text)
		t = arena_printf(mem, "%s %s.", t, without_stop(mem, i->text));
	if (*i->service_name)
		t = arena_printf(mem, _("%s The work is done by: %s."), t, i->service_name);
	if (!i->due || incident_overdue(i, now_ms))
		return arena_printf(mem, _("%s The time of the end is being clarified."), t);
	return arena_printf(mem, _("%s Expected end: %s."), t, spoken(mem, clock, i->due, now_ms));
}
