/* data/link/ask_status.c - see ask_status.h. */
#include "data/link/ask_status.h"

#include <time.h>

#include "core/i18n.h"
#include "core/json_text.h"

enum { ANSWER_MAX = 256 * 1024, STEP_MS = 100 };

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

/* RFC 3986: all but letters and digits. */
static const char *encoded(struct arena *mem, const char *s)
{
	struct out o = { .max = 3 * strlen(s) + 1 };

	for (; *s; s++) {
		if ((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') || *s == '-')
			out_bytes(&o, s, 1);
		else
			out_printf(&o, "%%%02X", (unsigned)(unsigned char)*s);
	}
	const char *text = arena_strndup(mem, o.p ? o.p : "", o.len);

	out_free(&o);
	return text;
}

static enum err_code away(struct err *e)
{
	return err_set(e, ERR_BUSY, "%s",
		       _("The PIN is of another site: the city's centre knows it, and it does not answer now. The PIN was not "
			 "checked. Try again when there is a connection."));
}

static enum err_code strange(long status, struct err *e)
{
	return err_set(e, ERR_FAILED, _("What answers at the centre's address does not speak as the centre does (status %ld). "
					"The PIN was not checked: look at the setting «central»."), status);
}

static enum err_code too_many(int64_t retry_s, struct err *e)
{
	int minutes = retry_s > 0 ? (int)((retry_s + 59) / 60) : 1;

	return err_set(e, ERR_BUSY, P_("Too many wrong tries. Try again in %d minute.",
				       "Too many wrong tries. Try again in %d minutes.", minutes), minutes);
}

static enum err_code read_answer(const struct http_answer *a, json_t **out, struct err *e)
{
	if (a->fate == HTTP_UNTRUSTED)
		return err_set(e, ERR_FAILED, "%s",
			       _("Who answers cannot prove to be the centre: its certificate is not trusted here. The PIN was "
				 "not sent. Look at the settings «central» and «central_ca», and at the clock of this host."));
	json_t *o = json_loadb(a->body.p ? a->body.p : "", a->body.len, 0, NULL);
	const char *error = json_text(o, "error");

	if (a->fate == HTTP_ANSWERED && a->status == 200 && *json_text(o, "number")) {
		*out = o;
		return ERR_OK;
	}
	if (a->fate == HTTP_ANSWERED && a->status == 503 && strcmp(error, "pin_key") == 0)
		err_set(e, ERR_BUSY, "%s", _("The centre has not got the key of this PIN at this moment, so the PIN was not checked. "
					     "Try again in a minute."));
	else if (a->fate == HTTP_AWAY || a->fate == HTTP_NO_NAME || (a->fate == HTTP_ANSWERED && a->status >= 500))
		away(e);
	else if (a->status == 403 && strcmp(error, "pin") == 0)
		err_set(e, ERR_REFUSED, "%s", _("The number or the PIN is wrong. Check both on the receipt."));
	else if (a->status == 429)
		too_many(a->retry_s, e);
	else
		strange(a->status, e);
	json_decref(o);
	return e->code;
}

static enum err_code wait_for(struct link_loop *loop, struct http *h, const struct progress *p, json_t **out,
			      struct err *e)
{
	int64_t from = now_ms(), passed;
	const struct http_answer *a;

	while (http_work(loop), !(a = http_answered(h))) {
		passed = now_ms() - from;
		if (passed >= ASK_STATUS_MS)
			return away(e);
		if (!p->step(p->ctx, passed, ASK_STATUS_MS))
			return err_set(e, ERR_BUSY, "%s", _("Stopped: the PIN was not checked."));
		link_wait(loop, NULL, 0, STEP_MS);
	}
	return read_answer(a, out, e);
}

enum err_code ask_status(const struct http_place *to, const char *number, const char *pin, const struct progress *p,
			 json_t **out, struct err *e)
{
	struct arena mem = { 0 };
	const struct http_place stranger = { .url = to->url, .ca = to->ca };
	const struct http_request r = { .max = ANSWER_MAX, .path = arena_printf(&mem, "/v1/status?number=%s&pin=%s",
		encoded(&mem, number), encoded(&mem, pin)) };
	struct link_loop loop = { 0 };
	struct http *h = NULL;

	if (!http_open(&loop, &h, e) && !http_start(h, &stranger, &r, e))
		(void)!wait_for(&loop, h, p, out, e);
	http_close(h);
	link_loop_close(&loop);
	arena_free(&mem);
	return e->code;
}
