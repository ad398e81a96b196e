/* data/store/appeal_more.c - what comes to an appeal that is there already: another question, a supplement. The
 * rules are core/question.h; here are the facts and the transaction. */
#include "core/question.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"
#include "data/store/house_key.h"

/* --- another question ----------------------------------------------------------------------------- */

struct key_ask {
	const struct appeal *a;
	const char *idem;
	int k;
};

/* The question that an event has added; 0: none. */
static int made_by(const struct appeal *a, const struct event *ev)
{
	char id[64];

	snprintf(id, sizeof(id), "%s.%lld", ev->site, (long long)ev->seq);
	for (int i = 0; i < a->nq; i++)
		if (strcmp(a->q[i].made_by, id) == 0)
			return (int)a->q[i].k;
	return 0;
}

static bool find_key(void *ctx, const struct event *ev)
{
	struct key_ask *ask = ctx;

	if (strcmp(ev->kind, plain_kind(EV_QUESTION)) != 0)
		return true;
	json_t *body = json_loads(ev->body, 0, NULL);
	const char *idem = json_string_value(json_object_get(body, "idem"));

	if (idem && strcmp(idem, ask->idem) == 0)
		ask->k = made_by(ask->a, ev);
	json_decref(body);
	return ask->k == 0;
}

/* The question that this form has made before (a retry after a crash); 0: none. An appeal has few events. */
static int question_of_key(struct change *c, const char *idem, struct err *e)
{
	struct key_ask ask = { .a = &c->was, .idem = idem };

	return log_each(c->s, c->was.subject, find_key, &ask, e) ? 0 : ask.k;
}

/* Questions of the same appeal do not make each other repeated. */
static int64_t repeat_of(struct change *c, const struct registration *r, struct err *e)
{
	const char *topic = r->topic ? r->topic->code : "";
	int64_t own = 0;

	for (int i = 0; i < c->was.nq; i++)
		own += *topic && strcmp(c->was.q[i].topic, topic) == 0;
	int64_t all = caller_repeat(c->s, c->was.phone, house_key(c->s, r->address, c->mem), topic, c->pol.now_ms, e);

	return all > own ? all - own : 1;
}

static enum err_code append_question(struct change *c, struct registration *r, struct registration_fault *where,
				     struct err *e)
{
	enum err_code rc = question_check(r, &c->was, c->who, &c->pol, c->mem, where, e);
	json_t *body = rc ? NULL : question_added_body(r, &c->was, repeat_of(c, r, e), &c->pol);

	if (!rc && !body)
		rc = err_set(e, ERR_BUG, "%s", "the body of a question cannot be made");
	if (!rc)
		rc = change_append(c, plain_kind(EV_QUESTION), body, e);
	json_decref(body);
	return rc;
}

enum err_code appeal_add_question(struct store *s, const char *ref, struct registration *r, int64_t rev,
				  const struct actor *who, struct arena *mem, struct registered *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	*out = (struct registered){ .where.field = "" };
	registration_key(r, mem);
	enum err_code rc = change_begin(&c, ref, rev, e);

	if (rc && !s->db.in_tx)
		return rc;
	if (!rc)
		out->k = question_of_key(&c, r->idem, e);
	out->again = out->k != 0;
	if (!rc && !out->again) {
		rc = append_question(&c, r, &out->where, e);
		out->k = c.now.nq;
	}
	rc = change_end(&c, rc, e);
	out->appeal = c.now;
	return rc;
}

/* --- supplement ------------------------------------------------------------------------------------- */

static enum err_code append_supplement(struct change *c, const void *with, struct err *e)
{
	const struct supplement *what = with;

	if (supplement_check(&c->was, c->k, what->text, what->call, c->who, e))
		return e->code;
	json_t *body = json_pack("{sI ss}", "q", (json_int_t)c->k, "note", what->text);

	if (*what->call)
		json_object_set_new(body, "call", json_string(what->call));
	enum err_code rc = change_append(c, plain_kind(EV_SUPPLEMENT), body, e);

	json_decref(body);
	return rc;
}

enum err_code appeal_supplement(struct store *s, const char *ref, const struct supplement *what, int64_t rev,
				const struct actor *who, struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };

	return change_do(&c, ref, rev, (struct change_act){ append_supplement, what }, out, e);
}
