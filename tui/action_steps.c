/* tui/action_steps.c - the questions whose answers are words of closed lists, a line or a "yes". */
#include "tui/action_inner.h"

#include "core/call_hours.h"
#include "core/i18n.h"
#include "tui/receipt_of.h"

/* --- yes --------------------------------------------------------------------------------------- */

static void open_sure(struct action *x, struct dialog *d, const char *words)
{
	const char *about = x->cmd.act == ACT_RECALL ? x->q->service_name :
			    *x->q->address ? x->q->address : x->q->topic_name;

	dialog_confirm(d, action_title(x), arena_printf(&x->mem, "%s\n%s", words, about));
}

static enum err_code take_sure(struct action *x, const struct dialog *d, struct err *e)
{
	(void)x;
	(void)d;
	(void)e;
	return ERR_OK;
}

const struct step step_sure = {
	.open = open_sure,
	.take = take_sure,
};

/* --- words ------------------------------------------------------------------------------------- */

/* Only a confirmation needs no words. */
static bool skip_note(const struct action *x)
{
	return x->verb->act == ACT_CONFIRM && x->cmd.act != ACT_REFUSE;
}

static void open_note(struct action *x, struct dialog *d, const char *words)
{
	dialog_write(d, action_title(x), words, MAX_NOTE_BYTES, false);
}

enum err_code action_take_note(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed = dialog_text(d);

	if (!typed[strspn(typed, " \t\n")])
		return err_set(e, ERR_INVALID, "%s", _("Nothing is written: words are needed here. Esc cancels."));
	x->cmd.note = x->typed;
	return ERR_OK;
}

const struct step step_note = {
	.skip = skip_note,
	.open = open_note,
	.take = action_take_note,
	.keeps = true,
};

/* What the executor says depends on the result; the applicant hears the words of the first three. */
static const char *report_words(const struct action *x)
{
	static const char *const words[RESULT_COUNT] = {
		[RESULT_DONE] = N_("What was done? The applicant will hear these words."),
		[RESULT_EXPLAINED] = N_("What was explained? The applicant will hear these words."),
		[RESULT_IMPOSSIBLE] = N_("Why can it not be done at present, and when can it? The applicant will hear "
					 "these words."),
		[RESULT_NOT_OURS] = N_("Why is it not within your competence? The dispatcher will read it."),
	};

	return words[x->cmd.result];
}

const struct step step_report = {
	.open = open_note,
	.take = action_take_note,
	.words_of = report_words,
	.keeps = true,
};

/* --- words of closed lists --------------------------------------------------------------------- */

void action_choose_word(struct action *x, struct dialog *d, const struct vocab *v, int first, const char *words)
{
	const char *items[DIALOG_CHOICES];
	size_t n = 0;

	for (int i = 0; i < v->count && n < DIALOG_CHOICES; i++) {
		x->values[n] = i;
		items[n++] = vocab_label(v, i);
	}
	dialog_choose(d, action_title(x), items, n);
	dialog_say(d, words);
	d->choice = (size_t)first;
}

/* Not ours cannot be said of every state: the table of moves knows. */
static void open_result(struct action *x, struct dialog *d, const char *words)
{
	bool may_return = move_target(question_state(x->q), ACT_RETURN) >= 0;

	action_choose_word(x, d, &vocab_result, RESULT_DONE, words);
	if (!may_return)
		d->count = RESULT_NOT_OURS; /* the last of the list */
}

static enum err_code take_result(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->cmd.result = x->values[d->choice];
	x->cmd.act = x->cmd.result == RESULT_NOT_OURS ? ACT_RETURN : ACT_DONE;
	return ERR_OK;
}

const struct step step_result = {
	.open = open_result,
	.take = take_result,
	.words = N_("What is the result of the work?"),
};

static void open_outcome(struct action *x, struct dialog *d, const char *words)
{
	action_choose_word(x, d, &vocab_outcome, OUTCOME_YES, words);
}

static enum err_code take_outcome(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	action_set_outcome(x, (enum outcome)x->values[d->choice]);
	x->cmd.via = x->cmd.act == ACT_NO_ANSWER ? (int)VIA_CALL : -1;
	return ERR_OK;
}

const struct step step_outcome = {
	.open = open_outcome,
	.take = take_outcome,
	.words = N_("What did the applicant say of the work?"),
};

static bool skip_via(const struct action *x)
{
	return x->cmd.via >= 0;
}

/* What needs a telephone is refused with a sentence where there is none: every way keeps its digit. */
static void open_via(struct action *x, struct dialog *d, const char *words)
{
	action_choose_word(x, d, &vocab_via, appeal_has_phone(&x->a) ? VIA_CALL : VIA_VISIT, words);
}

static enum err_code take_via(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->cmd.via = x->values[d->choice];
	return ERR_OK;
}

static const char *via_words(const struct action *x)
{
	return appeal_has_phone(&x->a) ? N_("How did the applicant answer?")
				       : N_("There is no telephone. How did the applicant answer?");
}

const struct step step_via = {
	.skip = skip_via,
	.open = open_via,
	.take = take_via,
	.words_of = via_words,
};

const struct step step_how = {
	.open = open_via,
	.take = take_via,
	.words = N_("How did the applicant say that the appeal is withdrawn?"),
};

/* --- nobody answered --------------------------------------------------------------------------- */

static bool skip_unanswered(const struct action *x)
{
	return x->cmd.act != ACT_NO_ANSWER;
}

/* A key that is held repeats; Enter after it does not come by itself. */
static void open_unanswered(struct action *x, struct dialog *d, const char *words)
{
	struct policy pol;
	char when[17];

	store_policy(app_store(x->app), &pol);
	civil_format_minute(pol.clock, call_next_try(&pol, call_about(x->q)), when);
	dialog_confirm(d, action_title(x), arena_printf(&x->mem, "%s\n%s", words,
							arena_printf(&x->mem, _("The next try will be from %s."), when)));
}

const struct step step_unanswered = {
	.skip = skip_unanswered,
	.open = open_unanswered,
	.take = take_sure,
	.words = N_("Nobody answered the telephone? The attempt is recorded."),
};

static void open_reason(struct action *x, struct dialog *d, const char *words)
{
	action_choose_word(x, d, &vocab_reason, 0, words);
}

static enum err_code take_reason(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->cmd.reason = x->values[d->choice];
	return ERR_OK;
}

const struct step step_reason = {
	.open = open_reason,
	.take = take_reason,
	.words = N_("By which reason of Article 8?"),
};

static bool skip_decided(const struct action *x)
{
	return x->cmd.reason != REASON_LATE;
}

static void open_decided(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_NAME);
}

/* In time: said here, where the day can still be mended. */
static enum err_code take_decided(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed = dialog_text(d);
	struct policy pol;
	int64_t at;

	store_policy(app_store(x->app), &pol);
	if (!term_until(pol.clock, typed, &at))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026."), typed);
	x->cmd.decided = civil_day_at(pol.clock, at);
	return complaint_late(&x->a, &pol, x->cmd.decided, &x->by_learning, e);
}

const struct step step_decided = {
	.skip = skip_decided,
	.open = open_decided,
	.take = take_decided,
	.words = N_("Of what day is the decision complained of?"),
};

static bool skip_learned(const struct action *x)
{
	return skip_decided(x) || !x->by_learning;
}

const struct step step_learned = {
	.skip = skip_learned,
	.open = open_note,
	.take = action_take_note,
	.words = N_("When and from what did the applicant learn of the decision? A month from then the complaint is late."),
	.keeps = true,
};

/* --- grade ------------------------------------------------------------------------------------- */

/* Kept only with a result that can be graded (domain.md 2.5). */
static bool skip_grade(const struct action *x)
{
	int r = vocab_wire_index(&vocab_result, x->q->result);

	return x->cmd.act != ACT_CONFIRM || (r != RESULT_DONE && r != RESULT_EXPLAINED);
}

/* The key of each grade is its number; Enter goes on without one. */
static void open_grade(struct action *x, struct dialog *d, const char *words)
{
	const char *items[] = { _("very bad"), _("bad"), _("satisfactory"), _("good"), _("excellent"),
		_("without a grade") };

	dialog_choose(d, action_title(x), items, COUNT(items));
	dialog_say(d, words);
	d->choice = COUNT(items) - 1;
}

static enum err_code take_grade(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->cmd.grade = d->choice < 5 ? (int)d->choice + 1 : 0;
	return ERR_OK;
}

const struct step step_grade = {
	.skip = skip_grade,
	.open = open_grade,
	.take = take_grade,
	.words = N_("What grade does the applicant give?"),
};

/* --- a later term ------------------------------------------------------------------------------ */

static void open_until(struct action *x, struct dialog *d, const char *words)
{
	char day[11];

	civil_format_day(civil_day_at(store_clock(app_store(x->app)), x->q->due), day);
	dialog_prompt(d, action_title(x), words, MAX_NAME);
	dialog_fill(d, day);
}

/* What the table would say at the end is said here, where the day can still be mended. */
static enum err_code take_until(struct action *x, const struct dialog *d, struct err *e)
{
	const struct clock_ops *clock = store_clock(app_store(x->app));
	const char *typed = dialog_text(d);

	if (!term_until(clock, typed, &x->cmd.until))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026 14:30."), typed);
	if (x->cmd.until <= x->q->due || x->cmd.until <= clock->now_ms(clock->ctx))
		return err_set(e, ERR_INVALID, "%s",
			       _("The new term must be later than the one there is, and than now."));
	return ERR_OK;
}

const struct step step_until = {
	.open = open_until,
	.take = take_until,
	.words = N_("Until what day? The end of that day counts, unless an hour is said."),
};

/* --- receipt ----------------------------------------------------------------------------------- */

/* Without a key there are no PINs to choose. */
static bool skip_pin(const struct action *x)
{
	return !store_has_pin_key(app_store(x->app));
}

static void open_pin(struct action *x, struct dialog *d, const char *words)
{
	bool none = receipt_never_had_pin(app_store(x->app), &x->seen);
	const char *items[] = { _("print without the PIN"),
		none ? _("issue a PIN, and print") : _("new PIN in place of the old one, and print") };

	dialog_choose(d, action_title(x), items, COUNT(items));
	dialog_say(d, none ? _("This appeal has no PIN yet.") : words);
}

static enum err_code take_pin(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->new_pin = d->choice == 1;
	return ERR_OK;
}

const struct step step_pin = {
	.skip = skip_pin,
	.open = open_pin,
	.take = take_pin,
	.words = N_("The PIN itself is not kept: it cannot be printed again."),
};
