/* core/late.c - whether a complaint came past the term of law 393/96 Art. 17: within one year of the decision
 * complained of, and not later than one month from when the applicant learned of it. Nobody learns of a decision before
 * it is made, so within a month of it no complaint is late. Pure. */
#include "core/i18n.h"
#include "core/moves.h"

/* The last instant of a term that runs from a day. */
static int64_t last_instant(const struct policy *pol, civil_day from, int months)
{
	struct civil c = { .hour = 12 };

	civil_from_day(from, &c.year, &c.month, &c.day);
	return term_due(pol->clock, &pol->terms, civil_to_utc(pol->clock, &c), (struct term){ TERM_MONTHS, months });
}

static enum err_code in_time(const struct policy *pol, int64_t until, struct err *e)
{
	char day[11];

	civil_format_day(civil_day_at(pol->clock, until), day);
	return err_set(e, ERR_REFUSED, _("The complaint came in time: a month from the decision ended on %s, and nobody "
		"learns of it before (law 393/96, Article 17). Nothing was changed."), day);
}

enum err_code complaint_late(const struct appeal *a, const struct policy *pol, civil_day decided, bool *by_learning,
			     struct err *e)
{
	*by_learning = false;
	if (strcmp(a->kind, vocab_wire(&vocab_kind, KIND_COMPLAINT)) != 0)
		return err_about(e, "reason", err_set(e, ERR_REFUSED, "%s", _("Only a complaint can be late (law 393/96, "
			"Article 17), and this is another kind of appeal: choose another reason.")));
	if (!decided)
		return err_about(e, "from", err_set(e, ERR_INVALID, "%s",
			_("Say of what day the decision is that is complained of.")));
	if (decided > civil_day_at(pol->clock, a->received))
		return err_about(e, "from", err_set(e, ERR_INVALID, "%s",
			_("The decision cannot be later than the complaint about it.")));
	int64_t month = last_instant(pol, decided, 1);

	if (a->received <= month)
		return in_time(pol, month, e);
	*by_learning = a->received <= last_instant(pol, decided, 12);
	return ERR_OK;
}
