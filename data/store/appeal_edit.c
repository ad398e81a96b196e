/* data/store/appeal_edit.c - corrections in the base: what the rules of core/correct.h need from it (the
 * catalogue, a statutory index), and the transaction. No rule is here. */
#include "core/i18n.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"

struct index_ask {
	struct change *c;
	const char *former;
};

static bool find_former(void *ctx, const struct event *ev)
{
	struct index_ask *k = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	const char *was = json_string_value(json_object_get(json_object_get(body, "was"), "law_index"));

	if (was && *was)
		k->former = arena_strdup(k->c->mem, was);
	json_decref(body);
	return true;
}

/* An appeal that was one by the law before gets its own index back: the series has no gaps. */
static const char *index_of(void *ctx, enum applicant applicant, const char *surname, struct err *e)
{
	struct index_ask k = { .c = ctx };

	if (log_each(k.c->s, k.c->was.subject, find_former, &k, e))
		return "";
	return k.former ? k.former : change_law_index(k.c, applicant, surname, e);
}

static enum err_code find_facts(struct change *c, const struct correction *fix, struct correction_facts *f,
				struct err *e)
{
	const struct question *q = appeal_question(&c->was, c->k);
	const char *topic = fix->value[FIX_TOPIC], *complained = fix->value[FIX_COMPLAINED];
	const struct catalogue *cat;
	enum err_code rc = catalogue_get(c->s, &cat, e);

	*f = (struct correction_facts){ .law_index = index_of, .ctx = c };
	if (rc)
		return rc;
	if (topic)
		rc = catalogue_pick_topic(cat, topic, &f->topic, e);
	else if (q)
		f->topic = catalogue_topic(cat, q->topic);
	if (!rc && complained && *complained)
		rc = catalogue_pick_service(cat, complained, &f->complained, e);
	if (f->topic)
		f->proposed = catalogue_service(cat, f->topic->service);
	return rc;
}

static enum err_code append_edit(struct change *c, const void *with, struct err *e)
{
	const struct correction *fix = with;
	struct correction_facts f;
	struct decision d;
	enum err_code rc = find_facts(c, fix, &f, e);

	if (!rc)
		rc = correct(&c->was, c->k, fix, &f, &c->pol, &d, c->mem, e);
	if (rc || !d.body)
		return rc; /* nothing differs: no event */
	rc = change_append(c, d.kind, d.body, e);
	json_decref(d.body);
	return rc;
}

enum err_code appeal_edit(struct store *s, const char *ref, const struct correction *fix, int64_t rev,
			  const struct actor *who, struct arena *mem, struct edited *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	if (!actor_may(who, RIGHT_EDIT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_EDIT));
	enum err_code rc = change_do(&c, ref, rev, (struct change_act){ append_edit, fix }, NULL, e);

	if (!rc)
		*out = (struct edited){ .appeal = c.now,
			.effects = correction_effects(&c.was, &c.now, c.k, s->clock, mem) };
	return rc;
}
