/* core/moves.c - the table of moves (design.md 6) and its guards. A lawyer should be able to check
 * the table; what an event carries is in decide.c. */
#include "core/moves.h"

#include <stddef.h>

#include "core/i18n.h"
#include "core/moves_table.h"

#define FROM(s) (1u << (s))
#define BY(r) ROLE_BIT(r)

static bool is_text(const char *s) { return s && s[strspn(s, " \t\n")]; }
static bool has_note(const struct ask *k) { return is_text(k->cmd->note); }
static bool has_via(const struct ask *k) { return k->cmd->via >= 0; }
static bool has_service(const struct ask *k) { return k->cmd->service && *k->cmd->service; }
static bool has_body(const struct ask *k) { return is_text(k->cmd->body); }
static bool has_reason(const struct ask *k) { return k->cmd->reason >= 0; }
static bool not_a_named_one(const struct ask *k)
{
	return k->cmd->reason != REASON_ANONYMOUS || (!*k->a->surname && !*k->a->given);
}

static bool is_active(const struct ask *k) { return k->cmd->service_active; }
static bool grade_in_range(const struct ask *k) { return k->cmd->grade >= 0 && k->cmd->grade <= 5; }

static bool has_result(const struct ask *k)
{
	return k->cmd->result == RESULT_DONE || k->cmd->result == RESULT_EXPLAINED ||
	       k->cmd->result == RESULT_IMPOSSIBLE;
}

static bool not_complained_of(const struct ask *k)
{
	return !*k->q->complained || !k->cmd->service ||
	       strcmp(k->q->complained, k->cmd->service) != 0;
}

static bool body_not_complained_of(const struct ask *k)
{
	return !*k->q->complained || !k->cmd->body_service ||
	       strcmp(k->q->complained, k->cmd->body_service) != 0;
}

/* «Not within our competence» names whose work it is (domain.md 2.5). */
static bool names_another(const struct ask *k)
{
	return k->cmd->unnamed || (has_service(k) && strcmp(k->cmd->service, k->q->service) != 0);
}

/* An executor acts for his own organisation alone; a dispatcher for any. */
static bool own_service(const struct ask *k)
{
	return k->who->os || (k->who->roles & BY(R_DISPATCHER)) ||
	       strcmp(k->who->service, k->q->service) == 0;
}

/* Whether a login in the state is that of the person: fold.c writes those of other sites with their site. */
static bool is_this_person(const struct ask *k, const char *login)
{
	size_t n = strlen(k->who->login);

	if (!k->pol->site || strcmp(k->pol->site, k->a->site) == 0)
		return strcmp(login, k->who->login) == 0;
	return strncmp(login, k->who->login, n) == 0 && login[n] == '@' && strcmp(login + n + 1, k->pol->site) == 0;
}

static bool not_the_executor(const struct ask *k)
{
	if (k->who->os)
		return true;
	return !is_this_person(k, k->q->done_by) &&
	       (!*k->who->service || strcmp(k->who->service, k->q->service) != 0);
}

static bool attempts_used_up(const struct ask *k)
{
	return k->q->attempt_days >= k->pol->attempts_needed;
}

static bool without_contact(const struct ask *k)
{
	return !appeal_has_phone(k->a) && !*k->a->email;
}

static bool can_be_called(const struct ask *k)
{
	return appeal_has_phone(k->a);
}

/* A call with its id was not made to a number of the appeal, but it was. */
static bool heard_by_telephone(const struct ask *k)
{
	bool by_telephone = k->cmd->via == VIA_CALL || k->cmd->via == VIA_SMS || k->cmd->via == VIA_ROBOT;

	return !by_telephone || can_be_called(k) || is_text(k->cmd->call);
}

static bool inspector_allowed(const struct ask *k)
{
	return k->cmd->via != VIA_INSPECTOR || without_contact(k) || attempts_used_up(k) ||
	       strcmp(k->a->applicant, vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS)) == 0;
}

static bool reopen_in_time(const struct ask *k)
{
	return k->pol->now_ms - k->q->closed_at <= (int64_t)k->pol->reopen_days * 86400000;
}

/* Its author may take an order back. */
static bool dispatched_it(const struct ask *k)
{
	return is_this_person(k, k->q->dispatched_by);
}

static bool has_term(const struct ask *k) { return k->q->due > 0; }
static bool has_until(const struct ask *k) { return k->cmd->until > 0; }

static bool is_later(const struct ask *k)
{
	return k->cmd->until > k->q->due && k->cmd->until > k->pol->now_ms;
}

const char *extension_notice(const struct appeal *a)
{
	return a->law ? _("Tell the applicant of the new term (law 393/96, Article 20).") : "";
}

int64_t law_limit(const struct appeal *a, const struct policy *pol)
{
	static const struct term days = { TERM_DAYS, LAW_DAYS_MAX };

	return term_due(pol->clock, &pol->terms, a->received, days);
}

/* Guards that look only at the state come first in each row: the key bar stops at them. */
static const struct guard
	needs_service = { has_service, true, ERR_INVALID,
		N_("Say which executor is to do the work."), "service" },
	needs_another = { names_another, true, ERR_INVALID,
		N_("Say whose work it is then: name another executor than the one who has the order."), "service" },
	service_active = { is_active, true, ERR_REFUSED,
		N_("This executor does not take orders any more: choose another one."), "service" },
	service_not_complained = { not_complained_of, true, ERR_REFUSED,
		N_("The complaint is about this executor: law 393/96, Article 7 forbids passing it there."), NULL },
	body_not_complained = { body_not_complained_of, true, ERR_REFUSED,
		N_("The complaint is about this body: law 393/96, Article 7 forbids forwarding it there."), NULL },
	of_own_service = { own_service, false, ERR_REFUSED,
		N_("This order belongs to another executor."), NULL },
	needs_words = { has_note, true, ERR_INVALID,
		N_("Write what was done: the text is empty."), "note" },
	needs_result = { has_result, true, ERR_INVALID,
		N_("The result is one of: done, explained, impossible."), "result" },
	needs_via = { has_via, true, ERR_INVALID,
		N_("Say how the applicant answered: by a call, SMS, at a visit..."), "via" },
	needs_note = { has_note, true, ERR_INVALID,
		N_("Write the applicant's words: the note is empty."), "note" },
	needs_reason_text = { has_note, true, ERR_INVALID,
		N_("Write the reason: the note is empty."), "note" },
	needs_reason = { has_reason, true, ERR_INVALID,
		N_("Choose one of the four reasons of Article 8."), "reason" },
	named_is_known = { not_a_named_one, true, ERR_REFUSED,
		N_("The applicant gave a name, so the appeal is not anonymous (law 393/96, Article 8): choose another "
		   "reason."), NULL },
	needs_body = { has_body, true, ERR_INVALID,
		N_("Say to which body it is forwarded."), "body" },
	grade_1_to_5 = { grade_in_range, true, ERR_INVALID,
		N_("A grade is a number from 1 to 5."), "grade" },
	never_executor = { not_the_executor, false, ERR_REFUSED,
		N_("Whoever did the work may not confirm it: another person must ask the applicant."), NULL },
	has_telephone = { can_be_called, false, ERR_REFUSED,
		N_("The applicant left no telephone: there is nobody to call. What is heard in another way, at a "
		   "visit or on the web site, is recorded as an answer; at the last an inspector looks."), NULL },
	telephone_needed = { heard_by_telephone, true, ERR_REFUSED,
		N_("The applicant left no telephone, so nobody can have answered by it: choose how it was heard, "
		   "or add the number to the appeal first."), "via" },
	inspector_last = { inspector_allowed, true, ERR_REFUSED,
		N_("An inspector's word is enough only for an anonymous appeal, one without a contact, or "
		   "after all call-back attempts."), NULL },
	all_attempts = { attempts_used_up, false, ERR_REFUSED,
		N_("Nothing closes without a confirmation: call the applicant back on more days first."), NULL },
	needs_term = { has_term, false, ERR_REFUSED,
		N_("It has no term that could be extended."), NULL },
	needs_until = { has_until, true, ERR_INVALID,
		N_("Say until what day the term is extended."), "until" },
	later = { is_later, true, ERR_INVALID,
		N_("The new term must be later than the one there is, and than now."), "until" },
	in_time = { reopen_in_time, false, ERR_REFUSED,
		N_("It was closed too long ago to be reopened: register a repeated appeal."), NULL };

/* | act | from | to | who | guards | (design.md 6, row by row) */
static const struct move moves[ACT_COUNT] = {
	[ACT_DISPATCH] = { FROM(ST_REGISTERED) | FROM(ST_DISPATCHED), ST_DISPATCHED,
		BY(R_OPERATOR) | BY(R_CLERK) | BY(R_DISPATCHER), NULL,
		{ &needs_service, &service_active, &service_not_complained }, 0 },
	[ACT_RECALL] = { FROM(ST_DISPATCHED), ST_REGISTERED,
		BY(R_DISPATCHER), dispatched_it, { NULL }, 0 },
	[ACT_ACCEPT] = { FROM(ST_DISPATCHED) | FROM(ST_REWORK), ST_IN_WORK,
		BY(R_EXECUTOR) | BY(R_DISPATCHER), NULL, { &of_own_service }, 0 },
	[ACT_DONE] = { FROM(ST_DISPATCHED) | FROM(ST_IN_WORK) | FROM(ST_REWORK), ST_DONE,
		BY(R_EXECUTOR) | BY(R_DISPATCHER), NULL,
		{ &of_own_service, &needs_result, &needs_words }, MOVE_NEW_ROUND },
	[ACT_RETURN] = { FROM(ST_DISPATCHED) | FROM(ST_IN_WORK), ST_REGISTERED,
		BY(R_EXECUTOR) | BY(R_DISPATCHER), NULL,
		{ &of_own_service, &needs_words, &needs_another, &service_not_complained }, 0 },
	[ACT_CONFIRM] = { FROM(ST_DONE), ST_CLOSED,
		BY(R_CONTROLLER) | BY(R_OPERATOR) | BY(R_SUPERVISOR), NULL,
		{ &never_executor, &needs_via, &telephone_needed, &inspector_last, &grade_1_to_5 }, 0 },
	[ACT_REFUSE] = { FROM(ST_DONE), ST_REWORK,
		BY(R_CONTROLLER) | BY(R_OPERATOR) | BY(R_SUPERVISOR), NULL,
		{ &never_executor, &needs_via, &telephone_needed, &inspector_last, &needs_note }, MOVE_COUNTS_REWORK },
	[ACT_NO_ANSWER] = { FROM(ST_DONE), ST_DONE,
		BY(R_CONTROLLER) | BY(R_OPERATOR) | BY(R_SUPERVISOR), NULL,
		{ &never_executor, &has_telephone, &needs_via }, MOVE_COUNTS_ATTEMPT },
	[ACT_CLOSE] = { FROM(ST_DONE), ST_CLOSED,
		BY(R_SUPERVISOR), NULL, { &all_attempts, &needs_reason_text }, 0 },
	[ACT_REOPEN] = { FROM(ST_CLOSED), ST_REWORK,
		BY(R_CONTROLLER) | BY(R_SUPERVISOR), NULL, { &in_time, &needs_reason_text },
		MOVE_COUNTS_REWORK },
	[ACT_FORWARD] = { FROM(ST_REGISTERED) | FROM(ST_DISPATCHED), ST_FORWARDED,
		BY(R_SUPERVISOR) | BY(R_MANAGER), NULL, { &needs_body, &body_not_complained }, 0 },
	[ACT_REJECT] = { FROM(ST_REGISTERED), ST_REJECTED,
		BY(R_MANAGER), NULL, { &needs_reason, &named_is_known }, 0 },
	[ACT_WITHDRAW] = { FROM(ST_REGISTERED) | FROM(ST_DISPATCHED) | FROM(ST_IN_WORK), ST_WITHDRAWN,
		BY(R_OPERATOR) | BY(R_CLERK) | BY(R_CONTROLLER), NULL, { &needs_via, &needs_note }, 0 },
	[ACT_EXTEND] = { FROM(ST_REGISTERED) | FROM(ST_DISPATCHED) | FROM(ST_IN_WORK) | FROM(ST_REWORK), STAYS,
		BY(R_MANAGER), NULL, { &needs_term, &needs_until, &later, &needs_reason_text }, 0 },
};

#define X(sym, kind, label, past) [sym] = { kind, label, past },
static const struct {
	const char *kind, *label, *past;
} acts[] = { ACTS(X) };
#undef X

const char *actor_limited_to(const struct actor *who)
{
	return who->os || (who->roles & ~(BY(R_EXECUTOR) | BY(R_ADMIN))) ? NULL : who->service;
}

bool appeal_visible(const struct appeal *a, const struct actor *who)
{
	const char *service = actor_limited_to(who);

	if (!service)
		return true;
	for (int i = 0; (who->roles & BY(R_EXECUTOR)) && i < a->nq; i++)
		if (strcmp(a->q[i].service, service) == 0 && question_state(&a->q[i]) != ST_REGISTERED)
			return true;
	return false;
}

bool guard_of_actor(const struct guard *g)
{
	return g == &of_own_service;
}

const struct move *move_of(enum act act)
{
	return &moves[act];
}

int move_target(enum appeal_state from, enum act act)
{
	int to = moves[act].to == STAYS ? (int)from : moves[act].to;

	return moves[act].from & FROM(from) ? to : -1;
}

int act_of_kind(const char *kind)
{
	for (int i = 0; i < ACT_COUNT; i++)
		if (strcmp(acts[i].kind, kind) == 0)
			return i;
	return -1;
}

const char *act_kind(enum act act)
{
	return acts[act].kind;
}

const char *act_label(enum act act)
{
	return _(acts[act].label);
}

const char *act_past(enum act act)
{
	return _(acts[act].past);
}

unsigned act_roles(enum act act)
{
	return moves[act].who;
}

unsigned act_ever(enum act act)
{
	unsigned own = moves[act].also_who == dispatched_it ? moves[ACT_DISPATCH].who : 0;

	return moves[act].who | own;
}

unsigned act_effects(enum act act)
{
	return moves[act].effects;
}
