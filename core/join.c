/* core/join.c - see join.h. */
#include "core/join.h"

#include "core/i18n.h"

const char *question_ref(struct arena *mem, const struct appeal *a, int64_t k)
{
	return k > 1 ? arena_printf(mem, "%s.%d", a->number, (int)k) : a->number;
}

/* On control and not yet reported done: what waits for the applicant's word follows nobody any more. */
static bool is_worked_on(const struct question *q)
{
	return state_is_open(question_state(q)) && question_state(q) != ST_DONE;
}

static enum err_code not_while(const struct question *q, const char *number, struct err *e)
{
	return err_set(e, ERR_REFUSED, _("%s: not possible while the state is «%s»."), number,
		       vocab_label(&vocab_state, (int)question_state(q)));
}

enum err_code join_check(const struct joining *j, const struct actor *who, struct err *e)
{
	const struct question *q = appeal_question(j->child, j->k), *to = appeal_question(j->parent, j->pk);

	if (!actor_may(who, RIGHT_JOIN))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_JOIN));
	if (!q)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), j->child->number, (int)j->k);
	if (!to)
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), j->parent->number, (int)j->pk);
	if (strcmp(j->child->subject, j->parent->subject) == 0)
		return err_set(e, ERR_REFUSED, _("%s cannot be joined to itself."), j->child->number);
	if (*q->joined)
		return err_set(e, ERR_REFUSED, _("%s is joined to %s already: take it off first."), j->child->number,
			       q->joined);
	if (*to->joined)
		return err_set(e, ERR_REFUSED, _("%s is joined to %s itself: join to that one."), j->parent->number,
			       to->joined);
	if (j->has_children)
		return err_set(e, ERR_REFUSED, _("Others are joined to %s: take them off first, or join them the other "
						 "way round."), j->child->number);
	if (!is_worked_on(q))
		return not_while(q, j->child->number, e);
	if (!is_worked_on(to))
		return not_while(to, j->parent->number, e);
	if (question_state(to) != ST_REGISTERED && *q->complained && strcmp(q->complained, to->service) == 0)
		return err_set(e, ERR_REFUSED, "%s", _("The complaint is about the executor of that appeal: law 393/96, "
						       "Article 7 forbids passing it there."));
	return ERR_OK;
}

bool join_follows(enum act act)
{
	return act == ACT_DISPATCH || act == ACT_RECALL || act == ACT_ACCEPT || act == ACT_DONE ||
	       act == ACT_RETURN;
}

bool join_lets_go(enum act act)
{
	return act == ACT_WITHDRAW || act == ACT_FORWARD || act == ACT_REJECT;
}

/* The way from the child's state to the parent's; 0 is ACT_DISPATCH, so acts are kept one higher. */
static const int ways[STATE_COUNT][STATE_COUNT] = {
	[ST_REGISTERED] = { [ST_DISPATCHED] = ACT_DISPATCH + 1, [ST_IN_WORK] = ACT_DISPATCH + 1,
			    [ST_DONE] = ACT_DISPATCH + 1, [ST_REWORK] = ACT_DISPATCH + 1 },
	[ST_DISPATCHED] = { [ST_REGISTERED] = ACT_RECALL + 1, [ST_IN_WORK] = ACT_ACCEPT + 1,
			    [ST_DONE] = ACT_DONE + 1 },
	[ST_IN_WORK] = { [ST_REGISTERED] = ACT_RETURN + 1, [ST_DISPATCHED] = ACT_RETURN + 1,
			 [ST_DONE] = ACT_DONE + 1 },
	[ST_REWORK] = { [ST_IN_WORK] = ACT_ACCEPT + 1, [ST_DONE] = ACT_DONE + 1 },
};

int join_next(const struct question *child, const struct question *parent)
{
	enum appeal_state is = question_state(child), goal = question_state(parent);

	if (is == ST_DISPATCHED && goal != ST_REGISTERED && strcmp(child->service, parent->service) != 0)
		return ACT_DISPATCH;
	return ways[is][goal] - 1;
}

bool join_ends_order(const struct question *child, const struct question *parent)
{
	int act = join_next(child, parent);
	bool passed_on = act == ACT_DISPATCH && question_state(child) == ST_DISPATCHED;

	return act == ACT_RECALL || act == ACT_RETURN || passed_on;
}

void join_command(const struct question *parent, int64_t k, enum act act, struct command *out)
{
	int result = vocab_wire_index(&vocab_result, parent->result);

	command_init(out, act);
	out->k = (int)k;
	out->unnamed = true;
	out->service = parent->service;
	out->service_name = parent->service_name;
	out->service_active = true;
	out->result = result < 0 ? RESULT_DONE : result;
	if (act == ACT_DONE || act == ACT_RETURN)
		out->note = *parent->answer ? parent->answer : parent->service_name;
}
