/* core/incident.c - see incident.h: an incident as data, its fold, its number. */
#include "core/incident.h"

#include <stddef.h>

#include "core/err.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"

#define TEXT(name, settable) { #name, offsetof(struct incident, name), false, settable },
#define INT(name, settable) { #name, offsetof(struct incident, name), true, settable },
const struct field_desc incident_fields[] = { INCIDENT_TEXTS(TEXT) INCIDENT_INTS(INT) };
#undef TEXT
#undef INT
const int incident_field_count = COUNT(incident_fields);

#define X(sym, kind, label) [sym] = { kind, label },
static const struct {
	const char *kind, *label;
} events[INCIDENT_EVENT_COUNT] = { INCIDENT_EVENTS(X) };
#undef X

const char *incident_event_kind(enum incident_event ev)
{
	return events[ev].kind;
}

static int event_of(const char *kind)
{
	for (int i = 0; i < INCIDENT_EVENT_COUNT; i++)
		if (strcmp(events[i].kind, kind) == 0)
			return i;
	return -1;
}

const char *incident_event_label(const char *kind)
{
	int i = event_of(kind);

	return i >= 0 ? _(events[i].label) : kind;
}

void incident_init(struct incident *in)
{
	for (int i = 0; i < incident_field_count; i++) {
		if (incident_fields[i].is_int)
			record_set_int(in, &incident_fields[i], 0);
		else
			record_set_text(in, &incident_fields[i], "");
	}
}

/* --- fold ----------------------------------------------------------------------------------- */

/* `all`: also what only the opening says. */
static void take(struct incident *in, const json_t *from, bool all, struct arena *mem)
{
	for (int i = 0; i < incident_field_count; i++) {
		const struct field_desc *f = &incident_fields[i];
		const json_t *v = json_object_get(from, f->name);

		if (!v || !(all || f->settable))
			continue;
		if (f->is_int)
			record_set_int(in, f, json_integer_value(v));
		else
			record_set_text(in, f, json_is_string(v) ? arena_strdup(mem, json_string_value(v)) : "");
	}
}

static const char *state_wire(enum incident_phase p)
{
	return vocab_wire(&vocab_incident_phase, (int)p);
}

/* A site gives numbers of its own series only. */
static bool is_own_number(const struct incident *in, const struct event *ev, struct arena *mem)
{
	return in->year > 0 && in->year < 10000 && in->n > 0 &&
	       strcmp(in->ascii, incident_number_ascii(mem, ev->site, (int)in->year, in->n)) == 0 &&
	       strcmp(in->number, incident_number(mem, ev->site, (int)in->year, in->n)) == 0;
}

static enum fold_result fold_opened(struct incident *in, const struct event *ev, const json_t *body,
				    struct arena *mem)
{
	struct incident now;

	if (*in->subject || !event_makes_subject(ev))
		return FOLD_CONFLICT;
	incident_init(&now);
	take(&now, json_object_get(body, "incident"), true, mem);
	if (!is_own_number(&now, ev, mem))
		return FOLD_CONFLICT;
	*in = now;
	in->subject = arena_strdup(mem, ev->subject);
	in->site = arena_strdup(mem, ev->site);
	in->opened = ev->at;
	in->state = state_wire(PHASE_OPEN);
	in->rev = 0;
	return FOLD_OK;
}

static enum fold_result fold_body(struct incident *in, const struct event *ev, const json_t *body,
				  struct arena *mem)
{
	int kind = event_of(ev->kind);

	if (kind < 0)
		return FOLD_UNKNOWN;
	if (kind == INCIDENT_OPENED)
		return fold_opened(in, ev, body, mem);
	if (kind == INCIDENT_SETTLED && *in->subject)
		return FOLD_OK;
	if (strcmp(in->state, state_wire(PHASE_OPEN)) != 0)
		return FOLD_CONFLICT;
	take(in, json_object_get(body, "set"), false, mem);
	in->prolonged += kind == INCIDENT_PROLONGED;
	if (kind == INCIDENT_CLOSED)
		in->state = state_wire(PHASE_CLOSED);
	if (kind == INCIDENT_CANCELLED)
		in->state = state_wire(PHASE_CANCELLED);
	return FOLD_OK;
}

enum fold_result incident_fold(struct incident *in, const struct event *ev, struct arena *mem)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	enum fold_result r = body ? fold_body(in, ev, body, mem) : FOLD_REDACTED;

	json_decref(body);
	in->hlc = ev->hlc;
	in->rev++;
	return r;
}

/* --- what it is ----------------------------------------------------------------------------- */

enum incident_phase incident_phase(const struct incident *i, int64_t now_ms)
{
	int state = vocab_wire_index(&vocab_incident_phase, i->state);

	if (state == PHASE_CLOSED || state == PHASE_CANCELLED)
		return (enum incident_phase)state;
	/* clocks of sites differ: an accident that begins in a moment has begun */
	bool later = i->start > now_ms && vocab_wire_index(&vocab_incident_kind, i->kind) == INCIDENT_PLANNED;

	return later ? PHASE_PLANNED : PHASE_OPEN;
}

bool incident_overdue(const struct incident *i, int64_t now_ms)
{
	return incident_phase(i, now_ms) == PHASE_OPEN && i->due && now_ms > i->due;
}

bool incident_announced(const struct incident *i, int64_t now_ms)
{
	enum incident_phase p = incident_phase(i, now_ms);

	return p == PHASE_OPEN ||
	       (p == PHASE_PLANNED && i->start - now_ms <= (int64_t)INCIDENT_AHEAD_HOURS * 3600000);
}

/* Bytes of the group in a code: "01" of "01.02". */
static size_t group_of(const char *code)
{
	return strcspn(code, ".,");
}

bool incident_fits_topic(const struct incident *i, const char *topic)
{
	const char *s = i->topics;

	if (!*s || !*topic)
		return true;
	while (*s) {
		if (group_of(s) == group_of(topic) && memcmp(s, topic, group_of(s)) == 0)
			return true;
		s += strcspn(s, ",");
		s += *s == ',';
	}
	return false;
}

/* --- numbers -------------------------------------------------------------------------------- */

const char *incident_number(struct arena *mem, const char *site, int year, int64_t n)
{
	return number_format(mem, "{site}-" INCIDENT_MARK "{n}/{yy}", site, year, n);
}

const char *incident_number_ascii(struct arena *mem, const char *site, int year, int64_t n)
{
	return arena_printf(mem, "%s-" INCIDENT_MARK_ASCII "%lld-%02d", site_code_ascii(mem, site), (long long)n,
			    year % 100);
}

/* Digits at s, at most 9, as a number; 0 when it is none. Moves behind them and a space. */
static int64_t take_number(const char **s)
{
	size_t n = strspn(*s, "0123456789");
	int64_t v = n > 0 && n <= 9 ? (int64_t)strtoll(*s, NULL, 10) : 0;

	*s += n;
	*s += **s == ' ';
	return v;
}

/* Where the number begins behind «зх» or "zkh"; NULL: the mark is not there. */
static const char *behind_mark(const char *key, size_t *before)
{
	static const char *const marks[] = { INCIDENT_MARK_FOLDED, INCIDENT_MARK_ASCII_FOLDED };

	for (size_t i = 0; i < COUNT(marks); i++) {
		const char *at = strstr(key, marks[i]);
		const char *s = at ? at + strlen(marks[i]) : NULL;

		if (!at || (at > key && at[-1] != ' ') || !strchr("0123456789 ", *s))
			continue;
		*before = (size_t)(at - key);
		return s + (*s == ' ');
	}
	return NULL;
}

bool incident_ref_parse(struct arena *mem, const char *typed, struct incident_ref *out)
{
	const char *key = text_fold(mem, typed);
	size_t before = 0;
	const char *s = behind_mark(key, &before);

	*out = (struct incident_ref){ .site = "", .marked = s != NULL };
	if (before > 0)
		out->site = arena_strndup(mem, key, before - 1);
	s = s ? s : key;
	out->n = take_number(&s);
	if (*s) {
		int64_t year = take_number(&s);

		out->year = year >= 1 && year <= 99 ? 2000 + (int)year : year >= 2000 && year < 3000 ? (int)year : 0;
		if (!out->year)
			return false;
	}
	return out->n > 0 && !*s;
}
