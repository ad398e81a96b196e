/* data/store/appeal_history.c - the history of one appeal, read from its events: for people (rows) and
 * for programs (history, orders, confirmations of `pult show --json`). */
#include "core/fold.h"
#include "core/i18n.h"
#include "core/json_text.h"
#include "core/moves.h"
#include "data/store/appeals.h"
#include "data/store/attach.h"
#include "data/store/caller.h"
#include "data/store/conflicts_internal.h"
#include "data/store/history.h"
#include "data/store/history_text.h"
#include "data/store/calls.h"
#include "data/store/store_internal.h"

enum err_code appeal_history(struct store *s, const struct appeal *a, struct arena *mem,
			     struct history *out, struct err *e)
{
	const struct history_words words = { .label = event_label, .note = history_note, .about = a };

	return history_read(s, a->subject, a->rev, &words, mem, out, e);
}

/* --- for programs -------------------------------------------------------------------------------- */

struct show {
	const struct clock_ops *clock;
	const struct appeal *a;
	struct conflict *conflicts;
	json_t *orders, *confirmations;
};

static void show_order(struct show *sh, const struct event *ev, const json_t *body)
{
	const json_t *set = json_object_get(body, "set");
	const struct question *q = appeal_question_of(sh->a, body);
	char iso[26];

	civil_format_iso(sh->clock, ev->at, iso);
	json_array_append_new(sh->orders, json_pack("{ss ss ss ss ss sI}", "at", iso, "by", ev->actor,
		"service", json_text(set, "service"), "service_name", json_text(set, "service_name"),
		"note", json_text(body, "note"),
		"question", (json_int_t)(q ? q->k : 0)));
}

static void show_confirmation(struct show *sh, const struct event *ev, const json_t *body, int act)
{
	const json_t *set = json_object_get(body, "set");
	const char *outcome = act == ACT_CONFIRM ? vocab_wire(&vocab_outcome, OUTCOME_YES)
						 : json_text(body, "outcome");
	json_int_t grade = json_integer_value(json_object_get(set, "grade"));
	char iso[26];

	civil_format_iso(sh->clock, ev->at, iso);
	json_array_append_new(sh->confirmations, json_pack("{ss ss ss ss ss so}", "at", iso, "by", ev->actor,
		"outcome", outcome, "via", json_text(body, "via"), "note", json_text(body, "note"),
		"grade", grade ? json_integer(grade) : json_null()));
}

static bool show_event(void *ctx, const struct event *ev)
{
	struct show *sh = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	int act = act_of_kind(ev->kind);

	if (conflict_of(sh->conflicts, ev->site, ev->seq))
		act = -1; /* what did not count was no order and no word of the citizen */
	if (body && act == ACT_DISPATCH)
		show_order(sh, ev, body);
	else if (body && (act == ACT_CONFIRM || act == ACT_REFUSE || act == ACT_NO_ANSWER))
		show_confirmation(sh, ev, body, act);
	json_decref(body);
	return true;
}

static json_t *history_json(const struct history *h, const struct clock_ops *clock)
{
	json_t *list = json_array();

	for (int i = 0; i < h->n; i++) {
		char iso[26];

		civil_format_iso(clock, h->rows[i].at, iso);
		json_array_append_new(list, json_pack("{ss ss ss ss ss ss sb}", "at", iso, "actor", h->rows[i].actor,
			"name", h->rows[i].actor_name, "site", h->rows[i].site, "action", h->rows[i].kind, "note",
			h->rows[i].note, "applied", !h->rows[i].refused));
	}
	return list;
}

static json_t *earlier_json(const struct earlier *before)
{
	json_t *list = json_array();

	for (int i = 0; i < before->n; i++)
		json_array_append_new(list, json_string(before->number[i]));
	return list;
}

static json_t *children_json(struct store *s, const struct appeal *a, struct arena *mem)
{
	json_t *list = json_array();
	struct err none = { 0 };
	int n;
	const char *const *refs = appeal_children(s, a, mem, &n, &none);

	for (int i = 0; i < n; i++)
		json_array_append_new(list, json_string(refs[i]));
	return list;
}

static json_t *files_json(const struct attached_list *files, const struct clock_ops *clock)
{
	json_t *list = json_array();

	for (int i = 0; i < files->n; i++) {
		const struct attached *f = &files->rows[i];
		char iso[26];

		civil_format_iso(clock, f->at, iso);
		json_array_append_new(list, json_pack("{ss ss ss sI ss ss si}", "name", f->file.name, "sha256",
			f->file.sha256, "mime", f->file.mime, "size", (json_int_t)f->file.size, "at", iso, "by", f->actor,
			"question", f->k));
	}
	return list;
}

enum err_code appeal_show_json(struct store *s, const struct appeal *a, json_t **out, struct err *e)
{
	struct arena mem = { 0 };
	struct history h;
	struct show sh = { .clock = s->clock, .a = a, .orders = json_array(), .confirmations = json_array() };
	struct earlier before = { .n = 0 };
	struct attached_list files;
	json_t *calls = NULL;
	enum err_code rc = appeal_history(s, a, &mem, &h, e);

	if (!rc)
		rc = caller_earlier(s, a, 1, &mem, &before, e);

	if (!rc)
		rc = conflicts_read(s, a->subject, &mem, &sh.conflicts, e);
	if (!rc)
		rc = log_each(s, a->subject, show_event, &sh, e);
	if (!rc)
		rc = appeal_attached(s, a, &mem, &files, e);
	if (!rc)
		rc = calls_of_appeal_json(s, a, &calls, e);
	if (rc) {
		json_decref(sh.orders);
		json_decref(sh.confirmations);
	} else {
		*out = appeal_json(a, s->clock);
		json_object_set_new(*out, "earlier", earlier_json(&before));
		json_object_set_new(*out, "children", children_json(s, a, &mem));
		json_object_set_new(*out, "attachments", files_json(&files, s->clock));
		json_object_set_new(*out, "history", history_json(&h, s->clock));
		json_object_set_new(*out, "orders", sh.orders);
		json_object_set_new(*out, "calls", calls);
		json_object_set_new(*out, "confirmations", sh.confirmations);
	}
	arena_free(&mem);
	return rc;
}
