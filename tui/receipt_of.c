/* tui/receipt_of.c - see receipt_of.h. */
#include "tui/receipt_of.h"

#include "core/i18n.h"
#include "data/store/users.h"
#include "tui/printers.h"

static const char *term_of(struct store *s, const struct question *q, struct arena *mem)
{
	char due[17];

	if (!q->due)
		return "";
	civil_format_minute(store_clock(s), q->due, due);
	/* TRANSLATORS: the term on a receipt: «until 06.12.2026 23:59» */
	return arena_printf(mem, _("until %s"), due);
}

static const char *topic_of(struct store *s, const struct question *q, struct arena *mem)
{
	(void)s;
	(void)mem;
	return *q->topic_name ? q->topic_name : _("not chosen");
}

static const char *address_of(struct store *s, const struct question *q, struct arena *mem)
{
	(void)s;
	(void)mem;
	return q->address;
}

static const char *service_of(struct store *s, const struct question *q, struct arena *mem)
{
	(void)s;
	(void)mem;
	return q->service_name;
}

/* One question is said as it is; several by their numbers, once when all say the same: "1) …; 2) …". */
static const char *of_each(struct store *s, const struct appeal *a, struct arena *mem,
			   const char *(*say)(struct store *, const struct question *, struct arena *))
{
	const char *all = "", *first = say(s, &a->q[0], mem);
	bool same = true;

	for (int i = 0; i < a->nq; i++) {
		const char *one = say(s, &a->q[i], mem);

		same = same && strcmp(one, first) == 0;
		if (*one)
			all = arena_printf(mem, "%s%s%d) %s", all, *all ? "; " : "", (int)a->q[i].k, one);
	}
	return same ? first : all;
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

bool receipt_never_had_pin(const struct store *s, const struct appeal *a)
{
	return !*a->pin_mac && strcmp(a->site, store_site(s)) == 0;
}

void receipt_of(struct store *s, const struct appeal *a, const char *pin, struct arena *mem,
		struct receipt *r)
{
	char when[17];
	const char *city = store_setting(s, "city", "", mem);
	const char *name = *store_site_name(s) ? store_site_name(s) : store_site(s);

	const char *by = *a->operator_name ? a->operator_name : a->operator;

	civil_format_minute(store_clock(s), a->registered, when);
	*r = (struct receipt){
		.site = *city ? arena_printf(mem, "%s. %s", city, name) : name,
		.number = a->number, .twin = a->ascii, .when = arena_strdup(mem, when), .pin = pin,
		.never_had_pin = receipt_never_had_pin(s, a),
		/* nobody took what came from an older register: it must have a receipt all the same */
		.administrator = *by ? by : _("without an operator"),
		.post = *by ? post_of(s, a, mem) : _("Registered"),
		.applicant = appeal_name(mem, a), .kind = vocab_label_of(&vocab_kind, a->kind),
		.topic = of_each(s, a, mem, topic_of), .address = of_each(s, a, mem, address_of),
		.service = of_each(s, a, mem, service_of), .term = of_each(s, a, mem, term_of),
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
	r.paper = printers_paper(s, &mem);
	enum err_code rc = receipt_save(&r, f, path, e);

	if (!rc)
		rc = appeal_printed(s, a->number, receipt_format_name(f), base ? base + 1 : path, who, e);
	arena_free(&mem);
	return rc;
}
