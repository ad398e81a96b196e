/* server/page.c - see page.h. */
#include "server/page.h"

#include <sodium.h>

#include "core/i18n.h"
#include "core/status.h"
#include "server/now.h"

#define CSS \
	"body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;color:#111;background:#fff}" \
	"label{display:block;margin:.8rem 0 .2rem}input,button{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;" \
	"border:1px solid #555;border-radius:.3rem}button{margin-top:1rem;background:#0b4f9e;color:#fff}" \
	".no{border-left:.4rem solid #b00020;padding:.4rem .8rem}dt{color:#444;margin-top:.6rem}dd{margin:0;font-weight:600}" \
	"@media(prefers-color-scheme:dark){body{color:#eee;background:#111}dt{color:#bbb}input{background:#222;color:#eee}}"

void page_headers(struct request *r)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char base64[64];

	crypto_hash_sha256(hash, (const unsigned char *)CSS, sizeof(CSS) - 1);
	sodium_bin2base64(base64, sizeof(base64), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
	r->answer.type = "text/html; charset=utf-8";
	answer_header(r, "Content-Security-Policy",
		      arena_printf(&r->mem, "default-src 'none'; style-src 'sha256-%s'; form-action 'self';"
					    " base-uri 'none'; frame-ancestors 'none'", base64));
	answer_header(r, "X-Frame-Options", "DENY");
	answer_header(r, "X-Robots-Tag", "noindex");
}

void page_head(struct out *o, const char *title)
{
	/* TRANSLATORS: the code of the language of the page, of RFC 5646: uk */
	out_printf(o, "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\">", _("en"));
	out_text(o, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
	out_html(o, title);
	out_text(o, "</title><style>" CSS "</style></head><body><h1>");
	out_html(o, title);
	out_text(o, "</h1>");
}

void page_foot(struct out *o)
{
	out_text(o, "</body></html>\n");
}

static void label(struct out *o, const char *id, const char *text)
{
	out_printf(o, "<label for=\"%s\">", id);
	out_html(o, text);
	out_text(o, "</label>");
}

void page_form(struct out *o, const char *number, const char *refusal)
{
	if (refusal) {
		out_text(o, "<p class=\"no\" role=\"alert\">");
		out_html(o, refusal);
		out_text(o, "</p>");
	}
	out_text(o, "<form method=\"post\" action=\"/status\">");
	label(o, "number", _("Number of the appeal"));
	out_text(o, "<input id=\"number\" name=\"number\" maxlength=\"40\" required autocomplete=\"off\" value=\"");
	out_html(o, number);
	out_text(o, "\">");
	label(o, "pin", _("PIN of the receipt"));
	out_printf(o, "<input id=\"pin\" name=\"pin\" maxlength=\"12\" required inputmode=\"numeric\" autocomplete=\"off\"%s>"
		      "<button>", *number ? " autofocus" : "");
	out_html(o, _("Check"));
	out_text(o, "</button></form>");
}

static void row(struct out *o, const char *name, const char *value)
{
	if (!*value)
		return;
	out_text(o, "<dt>");
	out_html(o, name);
	out_text(o, "</dt><dd>");
	out_html(o, value);
	out_text(o, "</dd>");
}

static void question(struct out *o, const struct appeal *a, const struct question *q, struct arena *mem)
{
	char due[17] = "";

	if (a->nq > 1) {
		out_text(o, "</dl><h2>");
		out_html(o, arena_printf(mem, "%s.%d", a->number, (int)q->k));
		out_text(o, "</h2><dl>");
		row(o, _("State"), status_state(mem, question_state(q), q->forwarded_to));
	}
	if (q->due)
		civil_format_term(now_clock(), q->due, due);
	row(o, _("Topic"), q->topic_name);
	row(o, _("Executor"), q->service_name);
	row(o, _("Term"), due);
}

void page_appeal(struct out *o, const struct appeal *a, struct arena *mem)
{
	char when[17];

	civil_format_minute(now_clock(), a->registered, when);
	out_text(o, "<dl>");
	row(o, _("Number"), a->number);
	row(o, _("Registered"), when);
	row(o, _("State"), status_state(mem, appeal_state(a), status_body(a)));
	for (int i = 0; i < a->nq; i++)
		question(o, a, &a->q[i], mem);
	out_text(o, "</dl>");
}
