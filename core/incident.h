/* core/incident.h - outages and planned works («захід», domain.md 2.7): their data, what may be done to them
 * and by whom, and an incident from its events.
 *
 * An incident has a number of its own (ГЛ-ЗХ12/26); appeals are joined to it by that number. Its state is
 * open, closed or cancelled; one that is open and has not begun is shown as planned. Closing it is decided
 * here, what becomes of the joined appeals by the move table (moves.h). Pure. */
#ifndef CORE_INCIDENT_H
#define CORE_INCIDENT_H

#include "core/address_range.h"
#include "core/appeal.h"
#include "core/event.h"
#include "core/fold.h"
#include "core/moves.h"

/* Texts are never NULL ("" when empty). X(name, settable): as in core/appeal.h. */
#define INCIDENT_TEXTS(X) \
	X(subject, 0)      /* site.seq of the event that opened it */ \
	X(number, 0)       /* ГЛ-ЗХ12/26 */ \
	X(ascii, 0)        /* HL-ZKH12-26 */ \
	X(site, 0) \
	X(kind, 1)         /* accident, planned */ \
	X(title, 1)        /* what happens, in a few words; read out first */ \
	X(text, 1)         /* more to be read out; "" for nothing more */ \
	X(topics, 1)       /* codes with commas between, of topics (01.02) or groups (01); "" for any */ \
	X(service, 1)      /* who does the work */ \
	X(service_name, 1) \
	X(addresses, 1)    /* as address_ranges_print() gives them */ \
	X(state, 0)        /* open closed cancelled */ \
	X(closing, 1)      /* what was said at the end */ \
	X(opened_by, 0) \
	X(opened_by_name, 0) \
	X(closed_by, 1)

#define INCIDENT_INTS(X) \
	X(year, 0) \
	X(n, 0)            /* number within site and year */ \
	X(start, 1)        /* UTC ms */ \
	X(due, 1)          /* planned end, UTC ms; 0: not known yet */ \
	X(ended, 1)        /* UTC ms; 0 while it goes on */ \
	X(opened, 0)       /* when it was written down */ \
	X(closed_at, 1) \
	X(prolonged, 0)    /* how many times the planned end was moved */ \
	X(hlc, 0) \
	X(rev, 0)

#define TEXT_MEMBER(name, settable) const char *name;
#define INT_MEMBER(name, settable) int64_t name;
struct incident {
	INCIDENT_TEXTS(TEXT_MEMBER)
	INCIDENT_INTS(INT_MEMBER)
};
#undef TEXT_MEMBER
#undef INT_MEMBER

extern const struct field_desc incident_fields[];
extern const int incident_field_count;

/* X(symbol, kind, label in the history). Bodies: incident_opened {"incident":{fields}}; the others
 * {"set":{fields}, "was":{fields}, "note"}. Kinds are stored: append only. */
#define INCIDENT_EVENTS(X) \
	X(INCIDENT_OPENED, "incident_opened", N_("Opened")) \
	X(INCIDENT_CHANGED, "incident_changed", N_("Changed")) \
	X(INCIDENT_PROLONGED, "incident_prolonged", N_("Planned end moved")) \
	X(INCIDENT_CLOSED, "incident_closed", N_("Closed")) \
	X(INCIDENT_CANCELLED, "incident_cancelled", N_("Cancelled")) \
	X(INCIDENT_SETTLED, "conflict_settled", N_("Conflict settled"))

#define X(sym, kind, label) sym,
enum incident_event { INCIDENT_EVENTS(X) INCIDENT_EVENT_COUNT };
#undef X

/* The kind's wire word, and its translated label (the kind itself when it is unknown). */
const char *incident_event_kind(enum incident_event ev);
const char *incident_event_label(const char *kind);

enum { INCIDENT_TITLE_LETTERS = 120, INCIDENT_TEXT_BYTES = 2000, INCIDENT_TOPICS_LETTERS = 200,
	INCIDENT_AHEAD_HOURS = 24, INCIDENT_NOTE_BYTES = 2000 };

/* What was typed. NULL: not said (a new incident needs title, addresses; a change leaves them as they are). */
struct incident_form {
	int kind;              /* enum incident_kind; -1: not said */
	const char *title, *text, *topics, *addresses;
	const char *service, *service_name; /* both or neither; "" takes it off */
	int64_t start, due;    /* UTC ms; -1: not said; due 0: not known */
	const char *note;      /* why the end was moved */
	const char *fault;     /* set by a refusal: the member that is wrong, "" when none is */
};

void incident_form_init(struct incident_form *f);
void incident_init(struct incident *i);

/* What the store finds out inside the transaction. */
struct incident_facts {
	const char *site;
	int year;
	int64_t n;
};

/* The event of a new incident, or a refusal that names the wrong member in f->fault. An accident begins now
 * unless said otherwise, not later; planned works need their end. */
MUST_CHECK enum err_code incident_open(struct incident_form *f, const struct actor *who,
				       const struct policy *pol, const struct incident_facts *facts,
				       struct decision *out, struct err *e);

/* The event of a change; out->kind is NULL when nothing differs. A moved end is INCIDENT_PROLONGED. */
MUST_CHECK enum err_code incident_change(const struct incident *i, struct incident_form *f,
					 const struct actor *who, const struct policy *pol,
					 struct decision *out, struct err *e);

/* The end: `ended` 0 is now, never before the start nor after now (domain.md 2.7); `text` is what the
 * citizens of the joined appeals are told. Works that have not begun are cancelled by it. */
MUST_CHECK enum err_code incident_close_decide(const struct incident *i, const char *text, int64_t ended,
					       const struct actor *who, const struct policy *pol,
					       struct decision *out, struct err *e);

/* Applies one event. The first one of a subject is "incident_opened" on an empty state. Strings of the new
 * state live in `mem`. */
enum fold_result incident_fold(struct incident *i, const struct event *ev, struct arena *mem);

/* Where it stands at `now`; past its planned end and not closed. */
enum incident_phase incident_phase(const struct incident *i, int64_t now_ms);
bool incident_overdue(const struct incident *i, int64_t now_ms);

/* Whether a question of this topic may be about it: one of its topics, or of the same group (01.04 beside
 * 01.02: the same pipe); true when either does not say. */
bool incident_fits_topic(const struct incident *i, const char *topic);

/* The number n of a site's year: ГЛ-ЗХ12/26 and its twin HL-ZKH12-26. In the arena. */
const char *incident_number(struct arena *mem, const char *site, int year, int64_t n);
const char *incident_number_ascii(struct arena *mem, const char *site, int year, int64_t n);

/* What a person types for an incident. */
struct incident_ref {
	const char *site; /* folded, Cyrillic or Latin; "" when not said */
	int64_t n;
	int year;         /* in full; 0 when not said */
	bool marked;      /* ЗХ was said: it cannot be an appeal */
};

/* Reads ГЛ-ЗХ12/26, HL-ZKH12-26, зх12, зх 12/26, 12/26, 12; false: it is none. In the arena. */
bool incident_ref_parse(struct arena *mem, const char *typed, struct incident_ref *out);

/* The public form: a new reference. `state` is the phase at the clock's now. */
json_t *incident_json(const struct incident *i, const struct clock_ops *clock);

/* "18:00", "21.11 18:00" or "02.01.2027 18:00", as short as it is clear at `now`. In the arena. */
const char *incident_when(struct arena *mem, const struct clock_ops *clock, int64_t ms, int64_t now_ms);

/* "until 18:00", "until 18:00, late", "from 21.11 09:00 until 14:00", "end not known", "finished 17:20": at
 * the clock's now. In the arena. */
const char *incident_until(struct arena *mem, const struct incident *i, const struct clock_ops *clock);

/* A time as typed: what civil_parse() reads, or 18:00 alone, which is of today, or, for an `end`, the next
 * 18:00 there is. A day without a time is its beginning, for an end its last minute. "" is 0. False: no
 * time. */
bool incident_time_parse(const struct clock_ops *clock, const char *typed, bool end, int64_t *out);

/* What the autoresponder says of one incident: one paragraph (domain.md 2.7). In the arena. */
const char *incident_announcement(struct arena *mem, const struct incident *i, const struct clock_ops *clock,
				  int64_t now_ms);

/* Whether it is announced: it goes on, or begins within INCIDENT_AHEAD_HOURS. */
bool incident_announced(const struct incident *i, int64_t now_ms);

#endif
