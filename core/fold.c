/* core/fold.c - see fold.h. */
#include "core/fold.h"

#include "core/call.h"
#include "core/conflict.h"
#include "core/err.h"
#include "core/i18n.h"
#include "core/json_read.h"
#include "core/moves.h"
#include "core/number.h"
#include "core/redact.h"

#define X(sym, kind, label) { kind, label },
static const struct {
	const char *kind, *label;
} plain[] = { PLAIN_EVENTS(X) };
#undef X

const char *plain_kind(enum plain_event ev)
{
	return plain[ev].kind;
}

static int plain_of_kind(const char *kind)
{
	for (int i = 0; i < PLAIN_EVENT_COUNT; i++)
		if (strcmp(plain[i].kind, kind) == 0)
			return i;
	return -1;
}

const char *event_label(const char *kind)
{
	int i = plain_of_kind(kind);

	if (i >= 0)
		return _(plain[i].label);
	i = act_of_kind(kind);
	return i >= 0 ? act_past((enum act)i) : kind;
}

/* Takes the fields of a JSON object into a record. `all`: also those that only the registration sets. */
static void take_fields(void *rec, const struct field_desc *f, int count, const json_t *from, bool all,
			struct arena *mem)
{
	for (int i = 0; i < count; i++) {
		const json_t *v = json_object_get(from, f[i].name);

		if (!v || !(all || f[i].settable))
			continue;
		if (f[i].is_int)
			record_set_int(rec, &f[i], json_integer_value(v));
		else
			record_set_text(rec, &f[i],
				       json_is_string(v) ? arena_strdup(mem, json_string_value(v)) : "");
	}
}

/* Archives say more than a form: the state and the counters. */
static void take_question(struct appeal *a, int i, const json_t *from, bool all, struct arena *mem)
{
	struct question *q = &a->q[i];

	question_init(q);
	q->k = i + 1;
	q->state = vocab_wire(&vocab_state, ST_REGISTERED);
	take_fields(q, question_fields, question_field_count, from, all, mem);
	q->k = i + 1;
	q->made_by = "";
}

/* A site gives numbers of its own series only: else it could take those of another one away. */
static bool is_own_number(const struct appeal *a, const struct event *ev, struct arena *mem)
{
	return a->year > 0 && a->year < 10000 && a->n > 0 && number_names_site(a->number, ev->site) &&
	       strcmp(a->ascii, number_ascii(mem, ev->site, (int)a->year, a->n)) == 0;
}

static enum fold_result fold_registered(struct appeal *a, const struct event *ev, const json_t *body,
					bool archive, struct arena *mem)
{
	const json_t *qs = json_object_get(body, "questions");
	int n = (int)json_array_size(qs);
	struct appeal now;

	if ((a->nq ? !archive : !event_makes_subject(ev)) || n < 1)
		return FOLD_CONFLICT;
	appeal_init(&now);
	take_fields(&now, appeal_fields, appeal_field_count, json_object_get(body, "appeal"), true, mem);
	if (!is_own_number(&now, ev, mem) || (a->nq && strcmp(a->ascii, now.ascii) != 0))
		return FOLD_CONFLICT;
	now.subject = arena_strdup(mem, ev->subject);
	now.site = arena_strdup(mem, ev->site);
	if (!archive)
		now.registered = ev->at;
	now.rev = a->rev;
	now.settled = a->settled;
	now.redacted = a->redacted;
	*a = now;
	a->q = arena_alloc(mem, (size_t)n * sizeof(*a->q));
	a->nq = n;
	for (int i = 0; i < n; i++)
		take_question(a, i, json_array_get(qs, (size_t)i), archive, mem);
	return FOLD_OK;
}

static void count_attempt(struct question *q, const json_t *body, struct arena *mem)
{
	const char *day = json_string_value(json_object_get(body, "day"));

	q->attempts++;
	if (day && strcmp(day, q->attempt_day) != 0) {
		q->attempt_days++;
		q->attempt_day = arena_strdup(mem, day);
	}
}

static void apply_effects(struct question *q, unsigned fx, const json_t *body, struct arena *mem)
{
	if (fx & MOVE_COUNTS_REWORK)
		q->rework++;
	if (fx & MOVE_NEW_ROUND) {
		q->attempts = 0;
		q->attempt_days = 0;
		q->attempt_day = "";
	}
	if (fx & MOVE_COUNTS_ATTEMPT)
		count_attempt(q, body, mem);
}

/* Logins are those of the appeal's own site; of another one they are written with it: olena@\u0411. */
static void name_sites(struct question *q, const struct appeal *a, const struct event *ev, const json_t *set,
		       struct arena *mem)
{
	const struct {
		const char *field, **login;
	} said[] = { { "dispatched_by", &q->dispatched_by }, { "done_by", &q->done_by },
		     { "confirmed_by", &q->confirmed_by } };

	if (strcmp(ev->site, a->site) == 0)
		return;
	for (size_t i = 0; i < COUNT(said); i++)
		if (json_object_get(set, said[i].field) && **said[i].login)
			*said[i].login = arena_printf(mem, "%s@%s", *said[i].login, ev->site);
}

/* Events of version 1 have the body beside their fields. */
static void take_old_body(struct question *q, const json_t *body, struct arena *mem)
{
	const char *to = json_string_value(json_object_get(body, "body"));

	if (!*q->forwarded_to && to)
		q->forwarded_to = arena_strdup(mem, to);
}

static enum fold_result fold_move(struct appeal *a, enum act act, const struct event *ev, const json_t *body,
				  struct arena *mem)
{
	const json_t *set = json_object_get(body, "set");
	struct question *q = appeal_question_of(a, body);
	int to = q && conflict_move_counts(a, body) ? move_target(question_state(q), act) : -1;

	if (to < 0)
		return FOLD_CONFLICT;
	take_fields(q, question_fields, question_field_count, set, false, mem);
	name_sites(q, a, ev, set, mem);
	q->state = vocab_wire(&vocab_state, to);
	if (act == ACT_FORWARD)
		take_old_body(q, body, mem);
	apply_effects(q, act_effects(act), body, mem);
	return FOLD_OK;
}

/* Corrections, notes, PINs, prints: fields of the appeal and of one question, no state. */
static enum fold_result fold_plain(struct appeal *a, const json_t *body, struct arena *mem)
{
	const json_t *set = json_object_get(body, "set");
	struct question *q = appeal_question_of(a, body);

	if (!q)
		return FOLD_CONFLICT;
	take_fields(a, appeal_fields, appeal_field_count, set, false, mem);
	take_fields(q, question_fields, question_field_count, set, false, mem);
	return FOLD_OK;
}

/* The next one, whatever number its site gave it: another site may have added one at the same time. */
static enum fold_result fold_question(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem)
{
	if (!a->nq)
		return FOLD_CONFLICT;
	struct question *q = arena_alloc(mem, (size_t)(a->nq + 1) * sizeof(*q));

	memcpy(q, a->q, (size_t)a->nq * sizeof(*q));
	a->q = q;
	a->nq++;
	take_question(a, a->nq - 1, json_object_get(body, "question"), false, mem);
	a->q[a->nq - 1].made_by = arena_printf(mem, "%s.%lld", ev->site, (long long)ev->seq);
	return FOLD_OK;
}

static enum fold_result fold_supplement(struct appeal *a, const json_t *body)
{
	struct question *q = appeal_question_of(a, body);

	if (!q)
		return FOLD_CONFLICT;
	q->supplements++;
	return FOLD_OK;
}

/* What its author knows from now on; a supplement (core/redact.h) tells nobody anything new. */
static enum fold_result fold_redaction(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem)
{
	if (redaction_is_late(body))
		return FOLD_OK;
	a->redacted = arena_printf(mem, "%s%s%s.%lld", a->redacted, *a->redacted ? "," : "", ev->site,
				   (long long)ev->seq);
	redact_state(a, body);
	return FOLD_OK;
}

static enum fold_result fold_body(struct appeal *a, const struct event *ev, const json_t *body,
				  struct arena *mem)
{
	int act = act_of_kind(ev->kind);
	int other = plain_of_kind(ev->kind);

	if (other == EV_REGISTERED || other == EV_IMPORTED)
		return fold_registered(a, ev, body, other == EV_IMPORTED, mem);
	if (act >= 0)
		return fold_move(a, (enum act)act, ev, body, mem);
	if (other == EV_QUESTION)
		return fold_question(a, ev, body, mem);
	if (other == EV_SUPPLEMENT)
		return fold_supplement(a, body);
	if (other == EV_SETTLED)
		return conflict_note_settled(a, ev, body, mem);
	if (other == EV_REDACTED)
		return fold_redaction(a, ev, body, mem);
	return other >= 0 ? fold_plain(a, body, mem) : FOLD_UNKNOWN;
}

/* Any event may name the call it came by. */
static void link_call(struct appeal *a, const json_t *body, struct arena *mem)
{
	const char *id = json_string_value(json_object_get(body, "call"));

	if (!id || !call_id_valid(id) || flags_has(a->calls, id))
		return;
	a->calls = *a->calls ? arena_printf(mem, "%s,%s", a->calls, id) : arena_strdup(mem, id);
}

enum fold_result fold_parsed(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem)
{
	enum fold_result r = body ? fold_body(a, ev, body, mem) : FOLD_REDACTED;

	if (r == FOLD_OK)
		link_call(a, body, mem);
	a->hlc = ev->hlc;
	a->rev++;
	return r;
}

enum fold_result fold(struct appeal *a, const struct event *ev, struct arena *mem)
{
	json_t *body = json_read_text(ev->body);
	enum fold_result r = fold_parsed(a, ev, body, mem);

	json_decref(body);
	return r;
}
