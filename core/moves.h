/* core/moves.h - the life cycle: what may happen to a question, who may do it, on what condition.
 *
 * The whole of design.md 6 is one table in moves.c; the key bar, the shell, the help and the tests
 * read it. `decide` checks a command against the table and makes an event, `fold` (fold.h) applies
 * events to a state. Both are pure. */
#ifndef CORE_MOVES_H
#define CORE_MOVES_H

#include <jansson.h>

#include "core/actor.h"
#include "core/appeal.h"
#include "core/calendar.h"
#include "core/err.h"

/* X(symbol, kind of the event, msgid of the action as a command, msgid of it in the history). Kinds are
 * stored: append only. */
#define ACTS(X) \
	X(ACT_DISPATCH, "dispatched", N_("Pass to an executor"), N_("Passed to the executor")) \
	X(ACT_RECALL, "recalled", N_("Recall from the executor"), N_("Recalled from the executor")) \
	X(ACT_ACCEPT, "accepted", N_("Take into work"), N_("Taken into work")) \
	X(ACT_DONE, "done", N_("Report the result"), N_("Result reported")) \
	X(ACT_RETURN, "returned", N_("Return as not ours"), N_("Returned as not ours")) \
	X(ACT_CONFIRM, "confirmed", N_("Confirmed by the applicant"), N_("Confirmed by the applicant")) \
	X(ACT_REFUSE, "refused", N_("Not confirmed: send to rework"), N_("Not confirmed: to rework")) \
	X(ACT_NO_ANSWER, "unanswered", N_("The applicant does not answer"), N_("Call-back without an answer")) \
	X(ACT_CLOSE, "closed", N_("Close without a confirmation"), N_("Closed without a confirmation")) \
	X(ACT_REOPEN, "reopened", N_("Reopen"), N_("Reopened")) \
	X(ACT_FORWARD, "forwarded", N_("Forward to the competent body"), \
	  N_("Forwarded to the competent body")) \
	X(ACT_REJECT, "rejected", N_("Reject as not subject to consideration"), \
	  N_("Rejected as not subject to consideration")) \
	X(ACT_WITHDRAW, "withdrawn", N_("Withdraw at the applicant's word"), \
	  N_("Withdrawn at the applicant's word")) \
	X(ACT_EXTEND, "extended", N_("Extend the term"), N_("Term extended"))

#define X(sym, kind, label, past) sym,
enum act { ACTS(X) ACT_COUNT };
#undef X

struct policy;

/* What somebody wants to do. Unused members are NULL or 0. Texts are borrowed. */
struct command {
	enum act act;
	int k;                   /* question; 0 = 1 */
	const char *note;        /* reason, comment, the executor's words */
	const char *service;     /* code, looked up by the caller */
	const char *service_name;
	bool service_active;
	int result;              /* enum result; for ACT_DONE */
	int outcome;             /* enum outcome; for ACT_REFUSE: no or partly */
	int via;                 /* enum via; -1 = not said */
	int grade;               /* 1..5, 0 = none */
	const char *call;        /* id of the call that proves it */
	const char *body;        /* the competent body, for ACT_FORWARD */
	const char *body_service;/* its code when it is a service of the city */
	int reason;              /* enum reject_reason; -1 = not said */
	civil_day decided;       /* of the decision complained of, for REASON_LATE; 0 = not said */
	const char *photo;       /* SHA-256 of an attachment */
	int64_t until;           /* UTC ms, for ACT_EXTEND; 0 = not said */
	bool unnamed;            /* ACT_RETURN names no other: after the parent, or of another time */
};

/* Nothing said yet, question 1. */
void command_init(struct command *c, enum act act);

/* Law 393/96 Art. 20: with every extension, counted from the receipt. */
enum { LAW_DAYS_MAX = 45 };

/* What Article 20 asks for after an extension, a translated sentence; "" for a work order. */
const char *extension_notice(const struct appeal *a);

/* The last instant to which the law lets the term of an appeal be extended. */
int64_t law_limit(const struct appeal *a, const struct policy *pol);

/* Whether a complaint about a decision of that day came past the term of law 393/96 Art. 17: ERR_OK when it is late, or
 * may be. *by_learning: it came more than a month but not a year after, so it is late only if the applicant learned of
 * the decision a month before, which must be told in words. ERR_REFUSED: not a complaint, or in time; ERR_INVALID: the
 * day (err_about "from") is 0 or later than the complaint. */
MUST_CHECK enum err_code complaint_late(const struct appeal *a, const struct policy *pol, civil_day decided,
					bool *by_learning, struct err *e);

/* The settings and facts the rules depend on. */
struct policy {
	const struct clock_ops *clock;
	const char *site;     /* where it is decided; NULL: at the appeal's own site */
	struct term_rules terms;
	int64_t now_ms;
	int attempts_needed;  /* call-backs on different days before ACT_CLOSE; 3 (domain.md 2.6) */
	int reopen_days;      /* 30 (design.md 6) */
	int call_from_hour;   /* 9 and 20: when call-backs are proposed (call_hours.h) */
	int call_until_hour;
};

/* The defaults of Lviv (design.md 6, domain.md 2.6) at this moment; no day is listed. */
void policy_init(struct policy *p, const struct clock_ops *clock);

/* An event to be appended: the store adds what the log needs. */
struct decision {
	const char *kind;
	json_t *body; /* the caller's reference */
};

/* The event of a command, or a refusal with its sentence: ERR_REFUSED (role or state), ERR_INVALID (a
 * value the move needs is missing or wrong), ERR_NOT_FOUND (no such question). */
MUST_CHECK enum err_code decide(const struct appeal *a, const struct command *cmd,
				const struct actor *who, const struct policy *pol,
				struct decision *out, struct err *e);

/* Whether the act is possible at all now, before anything is typed: role, state and those conditions
 * that need no input. For the key bar: ERR_OK or the refusal. */
MUST_CHECK enum err_code decide_possible(const struct appeal *a, int64_t k, enum act act,
					 const struct actor *who, const struct policy *pol,
					 struct err *e);

/* The organisation whose orders alone this person may see (an executor with no other role than the
 * administrator's, who sees nothing); NULL: no such limit. */
const char *actor_limited_to(const struct actor *who);

/* Whether the contents may be shown to this person: an executor alone sees what was given to his own
 * organisation, an administrator alone nothing (design.md 8, 10). */
bool appeal_visible(const struct appeal *a, const struct actor *who);

/* Where the act leads from `from`; -1 when there is no such move. For tests and the help screen. */
int move_target(enum appeal_state from, enum act act);

/* The act of an event's kind, or -1. */
int act_of_kind(const char *kind);
const char *act_kind(enum act act);
const char *act_label(enum act act);
const char *act_past(enum act act); /* for the history */
/* Role bits of the table (the author's own right to recall apart). */
unsigned act_roles(enum act act);

/* Role bits of all who may ever do it: those of the table, and those whose own doing gives the right. */
unsigned act_ever(enum act act);

/* What an event of this kind does to the counters; read by fold alone. */
#define MOVE_COUNTS_REWORK 1u
#define MOVE_COUNTS_ATTEMPT 2u
#define MOVE_NEW_ROUND 4u /* attempts start again */
/* MOVE_ bits of the table. */
unsigned act_effects(enum act act);

#endif
