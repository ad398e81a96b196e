/* tui/card_text.c - one appeal with its history as lines: the card of the shell and of the screen. */
#include "tui/card_text.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "core/import_appeal.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/attach.h"
#include "data/store/caller.h"
#include "data/store/catalogue.h"
#include "data/store/incidents.h"
#include "data/store/users.h"

enum { LABEL_COLS = 15 };

void card_add(struct card *c, enum card_role role, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 32;
		struct card_line *lines = arena_alloc(c->mem, room * sizeof(*lines));

		if (c->n)
			memcpy(lines, c->lines, c->n * sizeof(*lines));
		c->lines = lines;
		c->room = room;
	}
	c->lines[c->n++] = (struct card_line){ .role = role, .label = label, .value = value };
}

static const char *minute(struct card *c, struct store *s, int64_t ms)
{
	char out[17];

	if (!ms)
		return "";
	civil_format_minute(store_clock(s), ms, out);
	return arena_strdup(c->mem, out);
}

static const char *phone_for_people(struct card *c, const struct appeal *a)
{
	char out[24];

	if (!*a->phone)
		return a->phone_raw;
	phone_show(a->phone, &phone_plan_lviv, out);
	return *a->phone_ext ? arena_printf(c->mem, _("%s ext. %s"), out, a->phone_ext)
			     : arena_strdup(c->mem, out);
}

static const char *term_text(struct card *c, struct store *s, const struct question *q)
{
	if (!q->due)
		return "";
	int64_t now = store_clock(s)->now_ms(store_clock(s)->ctx);

	const char *until = minute(c, s, q->due);

	if (term_is_extended(q->term))
		until = arena_printf(c->mem, "%s (%s)", until, term_show(c->mem, q->term));
	return arena_printf(c->mem, "%s%s", until, question_overdue(q, now) ? _("  OVERDUE") : "");
}

/* An order that was forwarded is nobody's here any more; who had it is in the history. */
static const char *service_text(struct card *c, const struct question *q)
{
	if (!*q->service || question_state(q) == ST_FORWARDED)
		return "";
	return question_state(q) == ST_REGISTERED ? arena_printf(c->mem, _("%s (proposed)"), q->service_name)
						  : q->service_name;
}

/* Events of version 1 have the code alone. */
static const char *complained_text(struct store *s, const struct question *q)
{
	const struct catalogue *cat;
	struct err none = { 0 };

	if (*q->complained_name || !*q->complained || catalogue_get(s, &cat, &none))
		return q->complained_name;
	const struct service *of = catalogue_service(cat, q->complained);

	return of ? of->name : q->complained;
}

static const char *state_text(struct card *c, const struct question *q)
{
	const char *state = vocab_label_of(&vocab_state, q->state);

	if (q->rework)
		state = arena_printf(c->mem, _("%s · reworks: %d"), state, (int)q->rework);
	if (q->attempts)
		state = arena_printf(c->mem, _("%s · no answer: %d"), state, (int)q->attempts);
	return state;
}

/* A login is no name for people, but better than nothing. */
static const char *person(struct card *c, struct store *s, const char *site, const char *login)
{
	const char *name = user_name_at(s, site, login, c->mem);

	return *name ? name : login;
}

/* What is not known leaves no hole. */
static const char *with_commas(struct card *c, const char *const *parts, size_t n)
{
	const char *t = "";

	for (size_t i = 0; i < n; i++)
		if (*parts[i])
			t = arena_printf(c->mem, "%s%s%s", t, *t ? ", " : "", parts[i]);
	return t;
}

static const char *confirmed_text(struct card *c, struct store *s, const char *site, const struct question *q)
{
	if (!*q->outcome)
		return "";
	const char *const said[] = { vocab_label_of(&vocab_outcome, q->outcome), vocab_label_of(&vocab_via, q->via),
		minute(c, s, q->confirmed_at), person(c, s, site, q->confirmed_by) };
	const char *t = with_commas(c, said, COUNT(said));

	return q->grade ? arena_printf(c->mem, _("%s, grade %d"), t, (int)q->grade) : t;
}

/* An incident with what it is and until when; the number alone of another appeal. */
static const char *joined_text(struct card *c, struct store *s, const struct question *q)
{
	struct incident_row to;
	struct incident_ref ref;
	struct err none = { 0 };

	if (!*q->joined || !incident_ref_parse(c->mem, q->joined, &ref) || !ref.marked ||
	    incident_load(s, q->joined, c->mem, &to, &none))
		return q->joined;
	return arena_printf(c->mem, "%s · %s · %s", to.i.number, to.i.title,
			    incident_until(c->mem, &to.i, store_clock(s)));
}

/* "4-й раз, раніше: ГЛ-5/26, ГЛ-3/26". */
static const char *repeat_text(struct card *c, struct store *s, const struct appeal *a, const struct question *q)
{
	const char *time = arena_printf(c->mem, _("time %d"), (int)q->repeat), *numbers = "";
	struct earlier before;
	struct err none = { 0 };

	if (q->repeat <= 1)
		return "";
	if (caller_earlier(s, a, q->k, c->mem, &before, &none) || before.n == 0)
		return time;
	for (int i = 0; i < before.n; i++)
		numbers = arena_printf(c->mem, "%s%s%s", numbers, i ? ", " : "", before.number[i]);
	/* TRANSLATORS: "time 3" and the numbers of the appeals before */
	return arena_printf(c->mem, _("%s, before: %s"), time,
			    before.more ? arena_printf(c->mem, "%s…", numbers) : numbers);
}

/* What the citizen said later, in his words and with the time. */
static void add_supplements(struct card *c, struct store *s, const struct history *h, int64_t k)
{
	for (int i = 0; i < h->n; i++)
		if (h->rows[i].k == k && strcmp(h->rows[i].kind, plain_kind(EV_SUPPLEMENT)) == 0)
			card_add(c, CARD_WARN, _("Supplement"),
				 arena_printf(c->mem, "%s · %s", minute(c, s, h->rows[i].at), h->rows[i].note));
}

static void add_question(struct card *c, struct store *s, const struct appeal *a, const struct question *q)
{
	const char *topic = *q->topic ? arena_printf(c->mem, "%s %s", q->topic, q->topic_name)
			  : *q->topic_name ? q->topic_name : _("not chosen");
	const char *priority = vocab_label_of(&vocab_priority, q->priority);
	int64_t now = store_clock(s)->now_ms(store_clock(s)->ctx);

	if (a->nq > 1)
		card_add(c, CARD_HEADING, NULL, arena_printf(c->mem, _("Question %d"), (int)q->k));
	card_add(c, CARD_STATE, _("State"), state_text(c, q));
	card_add(c, question_is_accident(q) ? CARD_WARN : CARD_PLAIN, _("Topic"),
		 *priority ? arena_printf(c->mem, "%s · %s", topic, priority) : topic);
	card_add(c, CARD_WARN, _("Repeated"), a->nq > 1 ? repeat_text(c, s, a, q) : "");
	card_add(c, CARD_PLAIN, _("Address"), q->address);
	card_add(c, CARD_WARN, _("Joined to"), joined_text(c, s, q));
	card_add(c, CARD_PLAIN, _("Executor"), service_text(c, q));
	card_add(c, CARD_PLAIN, _("Forwarded to"), q->forwarded_to);
	card_add(c, CARD_WARN, _("Against"), complained_text(s, q));
	card_add(c, question_overdue(q, now) ? CARD_ALARM : CARD_PLAIN, _("Term until"), term_text(c, s, q));
	card_add(c, CARD_PLAIN, _("Result"), *q->result ? vocab_label_of(&vocab_result_kept, q->result) : "");
	card_add(c, CARD_PLAIN, _("Answer"), q->answer);
	card_add(c, CARD_OK, _("Confirmation"), confirmed_text(c, s, a->site, q));
	card_add(c, CARD_PLAIN, _("Text"), q->text);
}

/* "ГЛ-2/26, ГЛ-3/26" */
static const char *children_text(struct card *c, struct store *s, const struct appeal *a)
{
	struct err none = { 0 };
	const char *t = "";
	int n;
	const char *const *refs = appeal_children(s, a, c->mem, &n, &none);

	for (int i = 0; i < n; i++)
		t = arena_printf(c->mem, "%s%s%s", t, i ? ", " : "", refs[i]);
	return t;
}

static void add_files(struct card *c, struct store *s, const struct appeal *a)
{
	struct attached_list files;
	struct err none = { 0 };

	if (appeal_attached(s, a, c->mem, &files, &none))
		return;
	for (int i = 0; i < files.n; i++)
		card_add(c, CARD_PLAIN, _("File"), arena_printf(c->mem, "%d) %s · %s", i + 1,
			 attachment_show(c->mem, &files.rows[i].file), minute(c, s, files.rows[i].at)));
}

static const char *unclear_text(struct card *c, const struct appeal *a)
{
	const char *what = appeal_unclear(a->flags, c->mem);

	return *what ? arena_printf(c->mem, _("not understood in the imported file, kept as written: %s"), what) : "";
}

static void add_appeal(struct card *c, struct store *s, const struct appeal *a, const struct history *h)
{
	const char *kind = vocab_label_of(&vocab_kind, a->kind);

	card_add(c, CARD_NUMBER, NULL, arena_printf(c->mem, _("%s No. %s of %s"), kind, a->number,
					       minute(c, s, a->registered)));
	if (*a->law_index)
		card_add(c, CARD_PLAIN, _("Index"), a->law_index);
	card_add(c, CARD_WARN, _("Repeated"), a->nq == 1 ? repeat_text(c, s, a, &a->q[0]) : "");
	card_add(c, CARD_PLAIN, _("Applicant"), *appeal_name(c->mem, a) ? appeal_name(c->mem, a)
								     : _("the name is not given"));
	card_add(c, CARD_PLAIN, _("Telephone"), phone_for_people(c, a));
	card_add(c, CARD_PLAIN, _("E-mail"), a->email);
	card_add(c, CARD_PLAIN, _("Residence"), a->residence);
	/* What came from an older register was taken by nobody here. */
	const char *by = *a->operator_name ? a->operator_name : a->operator;

	if (*by && strcmp(a->site, store_site(s)) != 0)
		by = arena_printf(c->mem, "%s (%s)", by, a->site);
	const char *const taken[] = { by, vocab_label_of(&vocab_channel, a->channel) };

	card_add(c, CARD_PLAIN, *by ? _("Registered by") : _("Channel"), with_commas(c, taken, COUNT(taken)));
	if (a->received != a->registered && a->received / 60000 != a->registered / 60000)
		card_add(c, CARD_PLAIN, _("Received"), minute(c, s, a->received));
	card_add(c, CARD_WARN, _("Attention"), unclear_text(c, a));
	card_add(c, CARD_WARN, _("Joined here"), children_text(c, s, a));
	add_files(c, s, a);
	for (int i = 0; i < a->nq; i++) {
		add_question(c, s, a, &a->q[i]);
		add_supplements(c, s, h, a->q[i].k);
	}
}

void card_history(struct card *c, struct store *s, const struct history *h)
{
	card_add(c, CARD_HEADING, NULL, _("History"));
	for (int i = 0; i < h->n; i++) {
		const struct history_row *r = &h->rows[i];
		const char *who = *r->actor_name ? r->actor_name : r->actor;

		if (*r->site)
			who = arena_printf(c->mem, "%s (%s)", who, r->site);
		if (r->refused)
			who = arena_printf(c->mem, "%s · %s", who, _("not applied: two sites differ"));
		card_add(c, CARD_HISTORY, minute(c, s, r->at), arena_printf(c->mem, "%s%s%s%s%s", r->action,
			 *who ? " · " : "", who, *r->note ? "\n" : "", r->note));
	}
}

enum err_code card_of(struct store *s, const struct appeal *a, struct arena *mem, struct card *c,
		      struct err *e)
{
	struct history h;

	*c = (struct card){ .mem = mem };
	if (appeal_history(s, a, mem, &h, e))
		return e->code;
	add_appeal(c, s, a, &h);
	card_history(c, s, &h);
	return ERR_OK;
}

/* Lines after the first stand under the value. */
static const char *indented(struct arena *mem, const char *value)
{
	const char *t = "", *eol;

	for (; (eol = strchr(value, '\n')); value = eol + 1)
		t = arena_printf(mem, "%s%s\n%s", t, arena_strndup(mem, value, (size_t)(eol - value)),
				 text_fit(mem, "", LABEL_COLS + 2));
	return arena_printf(mem, "%s%s", t, value);
}

const char *card_print(const struct card *c)
{
	const char *t = "";

	for (size_t i = 0; i < c->n; i++) {
		const struct card_line *l = &c->lines[i];

		t = l->label ? arena_printf(c->mem, "%s%s  %s\n", t, text_fit(c->mem, l->label,
					    l->role == CARD_HISTORY ? 16 : LABEL_COLS), indented(c->mem, l->value))
			     : arena_printf(c->mem, "%s%s%s\n", t, i ? "\n" : "", l->value);
	}
	return t;
}

const char *card_print_plain(const struct card *c)
{
	const char *t = "";

	for (size_t i = 0; i < c->n; i++)
		t = arena_printf(c->mem, "%s%s%s%s\n", t, c->lines[i].label ? c->lines[i].label : "",
				 c->lines[i].label ? ": " : "", c->lines[i].value);
	return t;
}

const char *card_text(struct store *s, const struct appeal *a, bool plain, struct arena *mem, struct err *e)
{
	struct card c;

	return card_of(s, a, mem, &c, e) ? "" : (plain ? card_print_plain : card_print)(&c);
}
