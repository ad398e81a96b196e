/* data/store/verify.c - see verify.h: which checks run, and what is said at the end. */
#include "data/store/verify.h"

#include "core/i18n.h"
#include "data/store/calls_restored.h"
#include "data/store/verify_internal.h"

/* The chain alone is enough for a quick look; a digest is of rows, whatever they came from. */
static enum err_code run(struct store *s, struct check *c, enum verify_mode mode, struct err *e)
{
	int64_t events = chain_events(&s->db, e);
	enum err_code rc = e->code;

	c->total = mode == VERIFY_FULL ? 2 * events : events;
	if (!rc)
		rc = chain_check(c, mode != VERIFY_FULL, e);
	if (!rc && mode == VERIFY_FULL)
		rc = verify_subjects(s, c, e);
	if (!rc && mode == VERIFY_FULL)
		rc = verify_rows(s, c, e);
	if (!rc && mode == VERIFY_FULL)
		rc = verify_calls(s, c, e);
	if (!rc && mode == VERIFY_FULL)
		rc = verify_lists(s, c, e);
	if (!rc && mode == VERIFY_DIGEST)
		rc = verify_digest(s, c, c->out, e);
	return rc ? rc : chain_head(&s->db, s->site, c->out->head, e);
}

static enum err_code verdict(const struct verify_report *r, struct err *e)
{
	if (r->bad == 0)
		return ERR_OK;
	return err_set(e, ERR_FAILED,
		       P_("The base does not hold: %lld row is wrong. %s Nothing was changed: compare with a backup.",
			  "The base does not hold: %lld rows are wrong. The first: %s Nothing was changed: compare "
			  "with a backup.", r->bad),
		       (long long)r->bad, r->first_bad);
}

enum err_code store_verify(struct store *s, enum verify_mode mode, const struct progress *p,
			   const struct actor *who, struct verify_report *out, struct err *e)
{
	struct arena mem = { 0 };
	struct check c = { .db = &s->db, .out = out, .p = p, .mem = &mem };

	if (!actor_may(who, RIGHT_VERIFY))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_VERIFY));
	memset(out, 0, sizeof(*out));
	enum err_code rc = calls_recount(s, e); /* what a restored site was killed over */

	if (!rc)
		rc = run(s, &c, mode, e);
	if (!rc)
		rc = verdict(out, e);
	if (!rc)
		rc = chain_remember(&c, e);
	arena_free(&mem);
	return rc;
}
