/* server/route_status.c - an appeal by number and PIN: JSON for programs, one page for people that works
 * without scripts. Nothing of it is logged or kept by a browser. */
#include "server/citizen.h"

#include <sodium.h>

#include "core/i18n.h"
#include "core/status.h"
#include "core/text.h"
#include "server/journal.h"
#include "server/now.h"
#include "server/page.h"
#include "server/routes.h"

enum { STATUS_MAX = 256 * 1024, NUMBER_TYPED_MAX = 64 };

/* A site that is at work brings its key within seconds. */
#define KEY_RETRY_S "5"

/* What a verdict is on the wire; of a right one the appeal follows. */
static const struct {
	unsigned status;
	const char *word;
} wire[] = {
	[CITIZEN_RIGHT] = { 200, "" },
	[CITIZEN_WRONG] = { 403, "pin" },
	[CITIZEN_WAIT] = { 429, "rate" },
	[CITIZEN_NO_KEY] = { 503, "pin_key" },
};

struct asked {
	struct citizen who;
	enum citizen_verdict verdict;
	struct appeal appeal;
};

/* Looks it up and counts for /metrics. */
static enum err_code look(struct request *r, struct asked *a, struct err *e)
{
	char source[HTTP_SOURCE];
	struct counters *n = &r->c->count;
	struct pg *pg;

	request_source(r, source);
	a->who.source = arena_strdup(&r->mem, source);
	if (pg_take(r->c->pool, &pg, e))
		return e->code;
	enum err_code rc = citizen_look(pg, r->c->pins, &a->who, &r->mem, &a->verdict, &a->appeal, e);

	pg_give(r->c->pool, pg);
	if (rc)
		return rc;
	atomic_llong *const by_verdict[] = {
		[CITIZEN_RIGHT] = &n->pins_right, [CITIZEN_WRONG] = &n->pins_wrong,
		[CITIZEN_WAIT] = &n->pins_refused, [CITIZEN_NO_KEY] = &n->pins_no_key,
	};

	atomic_fetch_add(by_verdict[a->verdict], 1);
	if (a->who.is_told)
		journal("a PIN could not be checked: this host has no key %s of site %s; the site is asked for it",
			a->who.lacks_id, a->who.lacks);
	return ERR_OK;
}

static const char *refusal(struct request *r, const struct asked *a)
{
	int minutes = (a->who.wait_s + 59) / 60;

	if (a->verdict == CITIZEN_WRONG)
		return _("The number or the PIN is wrong. Check both on the receipt.");
	if (a->verdict == CITIZEN_NO_KEY) {
		answer_header(r, "Retry-After", KEY_RETRY_S);
		return _("The PIN cannot be checked at this moment: it is neither right nor wrong, and this try does not count. "
			 "Try again in a minute.");
	}
	answer_header(r, "Retry-After", arena_printf(&r->mem, "%d", a->who.wait_s));
	return arena_printf(&r->mem, P_("Too many wrong tries. Try again in %d minute.",
					"Too many wrong tries. Try again in %d minutes.", minutes), minutes);
}

enum handled route_status(struct request *r)
{
	const char *number = request_value(r, "number"), *pin = request_value(r, "pin");
	struct asked a = { .who = { .number = number, .pin = pin } };
	struct err e = { 0 };

	r->answer.plain = true;
	if (!number || !pin)
		return answer_error(r, 400, "request", _("Give the number and the PIN of the receipt."));
	if (look(r, &a, &e))
		return answer_err(r, &e);
	if (a.verdict != CITIZEN_RIGHT)
		return answer_error(r, wire[a.verdict].status, wire[a.verdict].word, refusal(r, &a));
	json_t *o = status_json(&a.appeal, now_clock());
	char *text = json_dumps(o, JSON_COMPACT);

	r->answer.status = 200;
	r->answer.body.max = STATUS_MAX;
	if (text)
		out_text(&r->answer.body, text);
	free(text);
	json_decref(o);
	return HANDLED;
}

/* --- the page ----------------------------------------------------------------------------------- */

static struct out *page_begin(struct request *r, unsigned status)
{
	r->answer.status = status;
	r->answer.plain = true;
	r->answer.body.max = STATUS_MAX;
	page_headers(r);
	page_head(&r->answer.body, _("Status of an appeal"));
	return &r->answer.body;
}

/* The number that the address names, as the QR code of the receipt or a link does; "" when it is no text. */
static const char *number_named(struct request *r)
{
	const char *number = r->route->flags & ROUTE_NUMBER ? r->rest : request_value(r, "number");
	size_t n = number ? strlen(number) : 0;

	return n && n <= NUMBER_TYPED_MAX && text_check(number, n) == TEXT_GOOD ? number : "";
}

enum handled route_page(struct request *r)
{
	struct out *o = page_begin(r, 200);

	page_form(o, number_named(r), NULL);
	page_foot(o);
	return HANDLED;
}

enum handled route_page_status(struct request *r)
{
	const char *number = request_field(r, "number"), *pin = request_field(r, "pin");
	struct asked a = { .who = { .number = number ? number : "", .pin = pin ? pin : "" } };
	struct err e = { 0 };
	struct out *o;

	if (look(r, &a, &e)) {
		answer_header(r, "Retry-After", "2");
		o = page_begin(r, 503);
		page_form(o, a.who.number, e.msg);
	} else if (a.verdict == CITIZEN_RIGHT) {
		o = page_begin(r, 200);
		page_appeal(o, &a.appeal, &r->mem);
		page_form(o, "", NULL);
	} else {
		o = page_begin(r, wire[a.verdict].status);
		page_form(o, a.who.number, refusal(r, &a));
	}
	page_foot(o);
	return HANDLED;
}
