/* tui/callback_text.c - see callback_text.h. The order of the lines is that of the conversation, so that
 * on a small screen what is read out comes before what is looked up. */
#include "tui/callback_text.h"

#include "core/call_hours.h"
#include "core/i18n.h"
#include "core/phone.h"

enum { INDENT = 12 };

struct page {
	struct pager *p;
	struct store *s;
	const struct actor *who;
	const struct callback *cb;
	const struct question *q;
	struct arena mem; /* of the lines being made */
};

static void add(struct page *g, enum role role, const char *label, const char *text)
{
	if (*text)
		pager_put(g->p, &(struct pager_line){ .label = label, .text = text, .role = role,
						      .label_role = ROLE_LABEL, .indent = INDENT });
}

static const char *minute(struct page *g, int64_t ms)
{
	char out[17];

	civil_format_minute(store_clock(g->s), ms, out);
	return arena_strdup(&g->mem, out);
}

static const char *day(struct page *g, int64_t ms)
{
	char out[11];

	civil_format_day(civil_day_at(store_clock(g->s), ms), out);
	return arena_strdup(&g->mem, out);
}

/* --- who ------------------------------------------------------------------------------------------ */

static void add_title(struct page *g)
{
	const struct appeal *a = &g->cb->appeal;
	const char *number = a->nq > 1 ? arena_printf(&g->mem, "%s.%d", a->number, g->cb->k) : a->number;
	const char *topic = *g->q->topic_name ? g->q->topic_name : _("topic not chosen");

	pager_add(g->p, question_is_accident(g->q) ? ROLE_WARN : ROLE_NUMBER, 0,
		  arena_printf(&g->mem, "%s · %s · %s", number, vocab_label_of(&vocab_priority, g->q->priority),
			       topic));
}

static const char *phone_text(struct page *g)
{
	const struct appeal *a = &g->cb->appeal;
	char shown[24];

	if (!*a->phone)
		return a->phone_raw;
	phone_show(a->phone, &phone_plan_lviv, shown);
	return *a->phone_ext ? arena_printf(&g->mem, _("%s ext. %s"), shown, a->phone_ext)
			     : arena_strdup(&g->mem, shown);
}

/* Not now: at night, or soon after a try. */
static void add_next_call(struct page *g)
{
	struct policy pol;

	store_policy(g->s, &pol);
	int64_t from = g->q->next_try > pol.now_ms ? g->q->next_try : pol.now_ms;
	int64_t next = call_earliest(&pol, call_about(g->q), from);

	if (next > pol.now_ms && appeal_has_phone(&g->cb->appeal))
		add(g, ROLE_WARN, _("Next call"), arena_printf(&g->mem, _("not before %s"), minute(g, next)));
}

/* By the journal, and by the call-backs of this appeal that nobody answered. */
static void add_best_hour(struct page *g)
{
	struct hours hours = g->cb->hours;
	struct policy pol;
	const struct history *h = &g->cb->history;

	for (int i = 0; i < h->n; i++)
		if (!h->rows[i].refused && strcmp(h->rows[i].kind, act_kind(ACT_NO_ANSWER)) == 0)
			hours_add_attempt(&hours, store_clock(g->s), h->rows[i].at);
	store_policy(g->s, &pol);
	int best = hours_best(&hours, &pol);

	if (best >= 0) /* TRANSLATORS: the hour at which this citizen takes the telephone: 18-19 */
		add(g, ROLE_OK, _("Best"), arena_printf(&g->mem, _("%d–%d"), best, best + 1));
}

static void add_applicant(struct page *g)
{
	const struct appeal *a = &g->cb->appeal;
	const char *name = appeal_name(&g->mem, a), *phone = phone_text(g);

	name = *name ? name : _("anonymous");
	/* the telephone first: what is dialled is never broken into two lines */
	add(g, ROLE_NORMAL, _("Applicant"), *phone ? arena_printf(&g->mem, "%s · %s", phone, name) : name);
	if (!*phone)
		add(g, ROLE_WARN, _("Telephone"),
		    _("there is none: the answer comes another way, at a visit or on the web site; at the last an "
		      "inspector on site"));
	add_best_hour(g);
	add_next_call(g);
	add(g, ROLE_NORMAL, _("E-mail"), a->email);
	add(g, ROLE_NORMAL, _("Address"), g->q->address);
}

/* --- what to say ---------------------------------------------------------------------------------- */

static const char *question_words(struct page *g)
{
	static const char *const ask[RESULT_COUNT] = {
		[RESULT_DONE] = N_("The executor says that the work is done. Is it really done?"),
		[RESULT_EXPLAINED] = N_("You were given an explanation. Is the answer clear and enough?"),
		[RESULT_IMPOSSIBLE] = N_("The executor says that it cannot be done at present. Were you told why?"),
	};
	int r = vocab_wire_index(&vocab_result, g->q->result);

	return _(r >= 0 && ask[r] ? ask[r] : ask[RESULT_DONE]);
}

static const char *about_words(struct page *g)
{
	const char *when = day(g, g->cb->appeal.registered), *topic = g->q->topic_name;

	if (!*topic)
		return arena_printf(&g->mem, _("On %s you turned to us."), when);
	return *g->q->address
		? arena_printf(&g->mem, _("On %s you turned to us: %s, %s."), when, topic, g->q->address)
		: arena_printf(&g->mem, _("On %s you turned to us: %s."), when, topic);
}

static void add_words(struct page *g)
{
	const char *site = store_site_name(g->s);

	if (!*phone_text(g))
		return;
	const char *hello = *site ? arena_printf(&g->mem, _("Good day! %s, operator %s."), site, g->who->name)
				  : arena_printf(&g->mem, _("Good day! Operator %s."), g->who->name);

	/* TRANSLATORS: greeting, what it was about, the question about the work */
	add(g, ROLE_OK, _("Say"), arena_printf(&g->mem, _("«%s %s %s What grade from 1 to 5?»"), hello,
					       about_words(g), question_words(g)));
}

/* --- what was ------------------------------------------------------------------------------------- */

/* Lines of a note in one line. */
static const char *in_line(struct page *g, const char *note)
{
	const char *t = "", *eol;

	for (; (eol = strchr(note, '\n')); note = eol + 1)
		t = arena_printf(&g->mem, "%s%s, ", t, arena_strndup(&g->mem, note, (size_t)(eol - note)));
	return arena_printf(&g->mem, "%s%s", t, note);
}

/* Rows of the history of one kind about this question, a line each. */
static const char *rows_of(struct page *g, enum act act, int from)
{
	const struct history *h = &g->cb->history;
	const char *t = "";

	for (int i = from; i < h->n; i++) {
		const struct history_row *r = &h->rows[i];

		if (!r->refused && strcmp(r->kind, act_kind(act)) == 0 && r->k == g->cb->k)
			t = arena_printf(&g->mem, "%s%s%s · %s · %s", t, *t ? "\n" : "", minute(g, r->at),
					 *r->actor_name ? r->actor_name : r->actor, in_line(g, r->note));
	}
	return t;
}

/* Where the round that is being checked begins: behind the last report of the executor. */
static int round_start(const struct page *g)
{
	const struct history *h = &g->cb->history;

	for (int i = h->n; i > 0; i--)
		if (!h->rows[i - 1].refused && strcmp(h->rows[i - 1].kind, act_kind(ACT_DONE)) == 0 &&
		    h->rows[i - 1].k == g->cb->k)
			return i;
	return 0;
}

/* Who reported it, as people know him. */
static const char *reported_by(const struct page *g, bool *photo)
{
	int at = round_start(g) - 1;
	const struct history_row *r = at >= 0 ? &g->cb->history.rows[at] : NULL;

	*photo = r && r->photo;
	return !r ? "" : *r->actor_name ? r->actor_name : r->actor;
}

static void add_answer(struct page *g)
{
	const struct question *q = g->q;

	add(g, ROLE_NORMAL, _("Executor"),
	    arena_printf(&g->mem, "%s · %s · %s", q->service_name, vocab_label_of(&vocab_result_kept, q->result),
			 minute(g, q->done_at)));
	add(g, ROLE_NORMAL, _("Answer"), q->answer);
}

static void add_reporter(struct page *g)
{
	bool photo;
	const char *who = reported_by(g, &photo);

	if (*who)
		add(g, ROLE_NORMAL, _("Reported by"),
		    arena_printf(&g->mem, photo ? _("%s · with a photograph") : _("%s · without a photograph"), who));
}

static void add_attempts(struct page *g)
{
	const struct question *q = g->q;
	struct policy pol;

	store_policy(g->s, &pol);
	if (q->attempts)
		add(g, ROLE_NORMAL, _("No answer"),
		    arena_printf(&g->mem, _("%d, on different days %d of %d\n%s"), (int)q->attempts,
				 (int)q->attempt_days, pol.attempts_needed, rows_of(g, ACT_NO_ANSWER, round_start(g))));
	if (q->attempt_days >= pol.attempts_needed)
		add(g, ROLE_WARN, "", _("All call-backs were made: a supervisor may close it, an inspector may confirm it."));
	add(g, ROLE_NORMAL, _("Before"), rows_of(g, ACT_REFUSE, 0));
}

void callback_text(struct pager *p, struct store *s, const struct actor *who, const struct callback *cb)
{
	struct page g = { .p = p, .s = s, .who = who, .cb = cb, .q = appeal_question(&cb->appeal, cb->k) };

	if (!g.q)
		return;
	add_title(&g);
	add_applicant(&g);
	add_words(&g);
	add(&g, ROLE_NORMAL, _("Asked"), arena_printf(&g.mem, "%s · %s", minute(&g, cb->appeal.registered), g.q->text));
	add_answer(&g);
	add_attempts(&g);
	add_reporter(&g);
	arena_free(&g.mem);
}
