/* tui/receipt_of.c - see receipt_of.h. */
#include "tui/receipt_of.h"

#include "core/i18n.h"
#include "data/store/users.h"

static const char *term_words(struct store *s, const struct appeal *a, struct arena *mem)
{
	char due[17];

	if (!a->q[0].due)
		return NULL;
	civil_format_minute(store_clock(s), a->q[0].due, due);
	/* TRANSLATORS: the term on a receipt: «until 06.12.2026 23:59» */
	return arena_printf(mem, _("until %s"), due);
}

/* At the desk an administrator, on the hotline an operator; who is both is what the way of receipt makes
 * him. The owner of the base in the shell is neither. */
static const char *post_of(struct store *s, const struct appeal *a, struct arena *mem)
{
	static const unsigned desk = 1u << CH_VISIT | 1u << CH_POST | 1u << CH_PROXY;
	unsigned roles = user_roles(s, a->operator, mem);
	int channel = vocab_wire_index(&vocab_channel, a->channel);
	bool clerk = roles & ROLE_BIT(R_CLERK), operator = roles & ROLE_BIT(R_OPERATOR);

	if (clerk && operator)
		operator = channel < 0 || !(desk & 1u << channel);
	return operator ? _("Operator") : clerk ? _("Administrator") : _("Registered by");
}

void receipt_of(struct store *s, const struct appeal *a, const char *pin, struct arena *mem,
		struct receipt *r)
{
	const struct question *q = &a->q[0];
	char when[17];
	const char *city = store_setting(s, "city", "", mem);
	const char *name = *store_site_name(s) ? store_site_name(s) : store_site(s);

	civil_format_minute(store_clock(s), a->registered, when);
	*r = (struct receipt){
		.site = *city ? arena_printf(mem, "%s. %s", city, name) : name,
		.number = a->number, .twin = a->ascii, .when = arena_strdup(mem, when), .pin = pin,
		.administrator = *a->operator_name ? a->operator_name : a->operator,
		.post = post_of(s, a, mem),
		.applicant = appeal_name(mem, a), .kind = vocab_label_of(&vocab_kind, a->kind),
		.topic = *q->topic_name ? q->topic_name : _("not chosen"),
		.address = q->address, .service = q->service_name, .term = term_words(s, a, mem),
		.url = store_setting(s, "url", NULL, mem), .phone = store_setting(s, "hotline", NULL, mem),
	};
}

enum err_code receipt_to_file(struct store *s, const struct appeal *a, const char *pin,
			      enum receipt_format f, const char *path, const struct actor *who,
			      struct err *e)
{
	struct arena mem = { 0 };
	struct receipt r;
	const char *base = strrchr(path, '/');

	receipt_of(s, a, pin, &mem, &r);
	enum err_code rc = receipt_save(&r, f, path, e);

	if (!rc)
		rc = appeal_printed(s, a->number, receipt_format_name(f), base ? base + 1 : path, who, e);
	arena_free(&mem);
	return rc;
}
