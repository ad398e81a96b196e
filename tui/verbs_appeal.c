/* tui/verbs_appeal.c - registering, correcting, finding and showing appeals from the shell. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue.h"
#include "data/store/viewed.h"
#include "tui/receipt_of.h"
#include "tui/verbs.h"

enum { LIMIT_SHOWN = 50 }; /* design.md 4.1 */

static const char *given(const struct verb_call *c, enum option_id opt)
{
	return c->opt[opt] ? c->opt[opt] : "";
}

/* A bare --law is a yes. */
static const char *law_word(const struct verb_call *c)
{
	const char *typed = c->opt[OPT_LAW];

	return typed && !*typed ? vocab_wire(&vocab_law, LAW_YES) : typed;
}

static enum err_code read_law(const struct verb_call *c, struct registration *r, struct err *e)
{
	const char *typed = law_word(c);
	int law = typed ? vocab_find(&vocab_law, typed) : LAW_NO;
	char list[64];

	vocab_list(&vocab_law, list, sizeof(list));
	r->law = law == LAW_YES;
	return law >= 0 ? ERR_OK : err_set(e, ERR_INVALID, _("«%s» is not one of: %s."), typed, list);
}

static enum err_code read_words(struct verb_call *c, struct registration *r, struct err *e)
{
	int category = -1;
	enum err_code rc = option_word(c, OPT_KIND, &vocab_kind, KIND_APPLICATION, &r->kind, e);

	if (!rc)
		rc = option_word(c, OPT_CHANNEL, &vocab_channel, CH_PHONE, &r->channel, e);
	if (!rc)
		rc = option_word(c, OPT_SUBJECT, &vocab_applicant, -1, &r->applicant, e);
	if (!rc)
		rc = option_number(c, OPT_SIGNATORIES, 0, &r->signatories, e);
	if (!rc)
		rc = option_word(c, OPT_CATEGORY, &vocab_category, -1, &category, e);
	if (!rc && category >= 0)
		r->category = vocab_wire(&vocab_category, category);
	return rc ? rc : read_law(c, r, e);
}

static enum err_code read_received(struct verb_call *c, struct registration *r, struct err *e)
{
	const struct clock_ops *clock = store_clock(c->store);
	civil_day today = civil_day_at(clock, clock->now_ms(clock->ctx));
	struct civil when;

	if (!c->opt[OPT_RECEIVED])
		return ERR_OK;
	if (!civil_parse(c->opt[OPT_RECEIVED], today, &when, NULL))
		return err_set(e, ERR_INVALID, _("«%s» is not a date: write it as 07.11.2026 14:30. Nothing was saved."),
			       c->opt[OPT_RECEIVED]);
	r->received = civil_to_utc(clock, &when);
	return ERR_OK;
}

static enum err_code read_catalogue(struct verb_call *c, struct registration *r, struct err *e)
{
	const struct catalogue *cat;
	enum err_code rc = catalogue_get(c->store, &cat, e);

	if (!rc && c->opt[OPT_TOPIC])
		rc = catalogue_pick_topic(cat, c->opt[OPT_TOPIC], &r->topic, e);
	if (!rc && c->opt[OPT_SERVICE])
		rc = catalogue_pick_service(cat, c->opt[OPT_SERVICE], &r->service, e);
	if (!rc && c->opt[OPT_COMPLAINED])
		rc = catalogue_pick_service(cat, c->opt[OPT_COMPLAINED], &r->complained, e);
	if (!rc && r->topic && !r->service)
		r->service = catalogue_service(cat, r->topic->service);
	return rc;
}

/* An over-long or broken address or name is refused by the check; nothing is cut here. */
static void read_texts(struct verb_call *c, struct registration *r)
{
	r->text = given(c, OPT_TEXT);
	r->address = given(c, OPT_ADDRESS);
	r->residence = given(c, OPT_RESIDENCE);
	r->phone = given(c, OPT_PHONE);
	r->email = given(c, OPT_EMAIL);
	r->idem = given(c, OPT_KEY);
	r->call = given(c, OPT_CALL);
}

enum err_code run_register(struct verb_call *c, struct err *e)
{
	struct registration r;
	struct registered done;
	struct registration_fault where;
	const char *path;
	enum err_code rc = new_file_named(c, c->opt[OPT_RECEIPT], &path, e);

	registration_init(&r);
	read_texts(c, &r);
	if (!rc && c->opt[OPT_NAME]) {
		rc = value_check(c->opt[OPT_NAME], 0, e);
		if (!rc)
			name_split(c->mem, c->opt[OPT_NAME], &r.surname, &r.given, &r.patronymic);
	}
	if (!rc)
		rc = read_words(c, &r, e);
	if (!rc)
		rc = read_received(c, &r, e);
	if (!rc)
		rc = read_catalogue(c, &r, e);
	if (!rc)
		rc = appeal_register(c->store, &r, &c->who, c->mem, &done, &where, e);
	if (!rc && done.again && strcmp(done.appeal.q[0].text, r.text) != 0)
		rc = err_set(e, ERR_CONFLICT, _("%s was registered with this key before, with another text. Nothing was "
						"saved: give this one a key of its own."), done.appeal.number);
	if (rc)
		return rc;
	c->out.kind = OUT_APPEAL;
	c->out.appeal = done.appeal;
	memcpy(c->out.pin, done.pin, sizeof(done.pin));
	if (!c->opt[OPT_RECEIPT])
		return ERR_OK;
	rc = receipt_to_file(c->store, &done.appeal, done.pin, RECEIPT_PDF, path, &c->who, e);
	if (rc) /* the appeal stands: say so with the number */
		rc = err_set(e, rc, _("%s is registered, PIN %s, but the receipt was not made: %s"),
			     done.appeal.number, done.pin, e->msg);
	return rc;
}

enum err_code run_question(struct verb_call *c, struct err *e)
{
	struct registration r;
	struct registered done;
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	registration_init(&r);
	read_texts(c, &r);
	if (!rc)
		rc = read_catalogue(c, &r, e);
	if (!rc)
		rc = appeal_add_question(c->store, c->args[0], &r, rev, &c->who, c->mem, &done, e);
	if (rc)
		return rc;
	c->out.kind = OUT_APPEAL;
	c->out.appeal = done.appeal;
	c->out.k = done.k;
	return ERR_OK;
}

enum err_code run_supplement(struct verb_call *c, struct err *e)
{
	const struct supplement what = { given(c, OPT_TEXT), given(c, OPT_CALL) };
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_supplement(c->store, c->args[0], &what, rev, &c->who, c->mem, &c->out.appeal, e);
}

/* Every field that may be corrected is an option of the same name. */
static bool read_correction(struct verb_call *c, struct correction *fix)
{
	bool any = false;

	*fix = (struct correction){ .value = { NULL } };
	for (int f = 0; f < FIX_COUNT; f++)
		for (int i = 0; i < OPT_COUNT; i++)
			if (c->opt[i] && strcmp(option_descs[i].name, fix_descs[f].name) == 0) {
				fix->value[f] = f == FIX_LAW ? law_word(c) : c->opt[i];
				any = true;
			}
	return any;
}

enum err_code run_edit(struct verb_call *c, struct err *e)
{
	struct correction fix;
	struct edited done;
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (!rc && !read_correction(c, &fix))
		rc = err_set(e, ERR_INVALID, "%s", _("Say what to correct: --topic, --address, --name, --phone..."));
	if (!rc)
		rc = appeal_edit(c->store, c->args[0], &fix, rev, &c->who, c->mem, &done, e);
	if (rc)
		return rc;
	c->out.kind = OUT_APPEAL;
	c->out.appeal = done.appeal;
	c->out.remark = done.effects;
	return ERR_OK;
}

enum err_code run_note(struct verb_call *c, struct err *e)
{
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	c->out.kind = OUT_APPEAL;
	return rc ? rc : appeal_note(c->store, c->args[0], given(c, OPT_TEXT), rev, &c->who, c->mem,
				     &c->out.appeal, e);
}

static enum err_code read_query(struct verb_call *c, struct find_query *q, struct err *e)
{
	int64_t limit;
	enum err_code rc = option_number(c, OPT_LIMIT, LIMIT_SHOWN, &limit, e);

	*q = (struct find_query){ .limit = (int)limit, .login = c->who.login };
	if (!rc)
		rc = expand_saved(c, joined(c), &q->text, e);
	return rc ? rc : value_check(q->text, 0, e);
}

enum err_code run_find(struct verb_call *c, struct err *e)
{
	struct find_query q;
	enum err_code rc = read_query(c, &q, e);

	c->out.kind = OUT_FOUND;
	return rc ? rc : find_questions(c->store, &q, &c->who, c->mem, &c->out.found, e);
}

enum err_code run_calls(struct verb_call *c, struct err *e)
{
	struct find_query q;
	enum err_code rc = read_query(c, &q, e);

	c->out.kind = OUT_CALLS;
	return rc ? rc : calls_find(c->store, &q, &c->who, c->mem, &c->out.calls, e);
}

enum err_code run_callbacks(struct verb_call *c, struct err *e)
{
	struct find_query q;
	enum err_code rc = read_query(c, &q, e);

	c->out.kind = OUT_FOUND;
	return rc ? rc : find_callbacks(c->store, &q, c->opt[OPT_ALL] != NULL, &c->who, c->mem,
					&c->out.found, e);
}

enum err_code run_show(struct verb_call *c, struct err *e)
{
	c->out.kind = OUT_SHOW;
	enum err_code rc = appeal_load(c->store, c->args[0], c->mem, &c->out.appeal, NULL, e);

	if (!rc && !appeal_visible(&c->out.appeal, &c->who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (rc)
		return rc;
	viewed_add(c->store, &c->out.appeal);
	return viewed_flush(c->store, &c->who, true, e);
}
