/* core/incident_decide.c - what may be done to an incident, and the event of it. Who may is in actor.h; what
 * was typed is checked here and nowhere else. */
#include "core/i18n.h"
#include "core/incident.h"
#include "core/register.h"
#include "core/text.h"

/* Clocks of sites and slips of the keyboard: an accident may be said to begin so much later than now. */
enum { SLACK_MS = 5 * 60000, START_MAX_DAYS = 366 };

void incident_form_init(struct incident_form *f)
{
	*f = (struct incident_form){ .kind = -1, .start = -1, .due = -1, .fault = "" };
}

/* --- what was typed ------------------------------------------------------------------------- */

struct checked {
	struct arena *mem;
	const char **field;
	struct err *e;
	const struct policy *pol;
};

static enum err_code wrong(struct checked *c, const char *field, const char *sentence)
{
	*c->field = field;
	return err_set(c->e, ERR_INVALID, "%s", sentence);
}

static bool is_blank(const char *s)
{
	return !s[strspn(s, " \t\n")];
}

static enum err_code check_line(struct checked *c, const char *field, const char **value, size_t letters)
{
	if (value_check(*value, letters, c->e)) {
		*c->field = field;
		return c->e->code;
	}
	*value = text_tidy(c->mem, *value, NULL);
	return ERR_OK;
}

static enum err_code check_title(struct checked *c, const char **title)
{
	if (!*title)
		return ERR_OK;
	if (is_blank(*title))
		return wrong(c, "title", _("Write what happens: the title is empty. Nothing was saved."));
	return check_line(c, "title", title, INCIDENT_TITLE_LETTERS);
}

static enum err_code check_text(struct checked *c, const char **text)
{
	if (!*text)
		return ERR_OK;
	if (strlen(*text) > INCIDENT_TEXT_BYTES)
		return wrong(c, "text", _("The text is too long to be read out: shorten it. Nothing was saved."));
	return check_line(c, "text", text, 0);
}

/* The list in its one form. */
static enum err_code check_addresses(struct checked *c, const char **addresses)
{
	struct address_ranges r;

	if (!*addresses)
		return ERR_OK;
	*c->field = "addresses";
	if (value_check(*addresses, 0, c->e) || address_ranges_parse(c->mem, *addresses, &r, c->e))
		return c->e->code;
	*c->field = "";
	*addresses = address_ranges_print(c->mem, &r);
	return ERR_OK;
}

static enum err_code check_topics(struct checked *c, const char **topics)
{
	if (!*topics)
		return ERR_OK;
	if (check_line(c, "topics", topics, INCIDENT_TOPICS_LETTERS))
		return c->e->code;
	return (*topics)[strspn(*topics, "0123456789.,")]
		       ? wrong(c, "topics", _("Topics are codes with commas between them: 01.01,01.02. Nothing was saved."))
		       : ERR_OK;
}

/* The times as they will stand together. */
static enum err_code check_times(struct checked *c, int kind, int64_t start, int64_t due)
{
	int64_t now = c->pol->now_ms, far = (int64_t)START_MAX_DAYS * 86400000;

	if (kind == INCIDENT_ACCIDENT && start > now + SLACK_MS)
		return wrong(c, "start", _("An accident has begun already: for what comes choose planned works."));
	if (start < now - far || start > now + far)
		return wrong(c, "start", _("The beginning is more than a year away: look at the date."));
	if (kind == INCIDENT_PLANNED && !due)
		return wrong(c, "due", _("Planned works have a planned end: write when."));
	if (due && due <= start)
		return wrong(c, "due", _("The end cannot be before the beginning."));
	return due > start + far ? wrong(c, "due", _("The end is more than a year away: look at the date."))
				 : ERR_OK;
}

static enum err_code check_form(struct checked *c, struct incident_form *f)
{
	enum err_code rc = check_title(c, &f->title);

	if (!rc)
		rc = check_text(c, &f->text);
	if (!rc)
		rc = check_topics(c, &f->topics);
	if (!rc)
		rc = check_addresses(c, &f->addresses);
	if (!rc && f->note && (value_check(f->note, 0, c->e) || strlen(f->note) > INCIDENT_NOTE_BYTES))
		rc = c->e->code ? c->e->code : wrong(c, "note", _("The note is too long: shorten it. Nothing was saved."));
	return rc;
}

static enum err_code may(const struct actor *who, enum right r, struct err *e)
{
	return actor_may(who, r) ? ERR_OK : err_set(e, ERR_REFUSED, "%s", actor_refusal(r));
}

/* --- opening -------------------------------------------------------------------------------- */

static json_t *opened_body(const struct incident_form *f, const struct actor *who,
			   const struct incident_facts *facts, struct arena *mem)
{
	json_t *o = json_pack("{ss ss ss ss ss ss}", "kind", vocab_wire(&vocab_incident_kind, f->kind), "title",
			      f->title, "text", f->text ? f->text : "", "topics", f->topics ? f->topics : "",
			      "service", f->service ? f->service : "", "service_name",
			      f->service_name ? f->service_name : "");

	json_object_set_new(o, "number", json_string(incident_number(mem, facts->site, facts->year, facts->n)));
	json_object_set_new(o, "ascii", json_string(incident_number_ascii(mem, facts->site, facts->year, facts->n)));
	json_object_set_new(o, "addresses", json_string(f->addresses));
	json_object_set_new(o, "opened_by", json_string(who->login));
	json_object_set_new(o, "opened_by_name", json_string(who->name));
	json_object_set_new(o, "year", json_integer(facts->year));
	json_object_set_new(o, "n", json_integer(facts->n));
	json_object_set_new(o, "start", json_integer(f->start));
	json_object_set_new(o, "due", json_integer(f->due));
	return json_pack("{so}", "incident", o);
}

enum err_code incident_open(struct incident_form *typed, const struct actor *who, const struct policy *pol,
			    const struct incident_facts *facts, struct decision *out, struct err *e)
{
	struct arena mem = { 0 };
	struct checked c = { .mem = &mem, .field = &typed->fault, .e = e, .pol = pol };
	struct incident_form f = *typed;
	enum err_code rc = may(who, RIGHT_INCIDENT, e);

	typed->fault = "";
	f.kind = f.kind < 0 ? INCIDENT_ACCIDENT : f.kind;
	f.start = f.start < 0 ? pol->now_ms : f.start;
	f.due = f.due < 0 ? 0 : f.due;
	f.title = f.title ? f.title : "";
	f.addresses = f.addresses ? f.addresses : "";
	if (!rc)
		rc = check_form(&c, &f);
	if (!rc)
		rc = check_times(&c, f.kind, f.start, f.due);
	if (!rc) {
		out->kind = incident_event_kind(INCIDENT_OPENED);
		out->body = opened_body(&f, who, facts, &mem);
	}
	arena_free(&mem);
	return rc;
}

/* --- changing ------------------------------------------------------------------------------- */

static enum err_code is_open(const struct incident *i, struct err *e)
{
	if (strcmp(i->state, vocab_wire(&vocab_incident_phase, PHASE_OPEN)) == 0)
		return ERR_OK;
	return err_set(e, ERR_REFUSED, _("%s is ended: it cannot be changed any more. Open another one."), i->number);
}

struct diff {
	json_t *set, *was;
};

static void diff_text(struct diff *d, const char *name, const char *old, const char *now)
{
	if (!now || strcmp(old, now) == 0)
		return;
	json_object_set_new(d->set, name, json_string(now));
	json_object_set_new(d->was, name, json_string(old));
}

static void diff_int(struct diff *d, const char *name, int64_t old, int64_t now)
{
	if (old == now)
		return;
	json_object_set_new(d->set, name, json_integer(now));
	json_object_set_new(d->was, name, json_integer(old));
}

static void diff_all(struct diff *d, const struct incident *i, const struct incident_form *f)
{
	if (f->kind >= 0)
		diff_text(d, "kind", i->kind, vocab_wire(&vocab_incident_kind, f->kind));
	diff_text(d, "title", i->title, f->title);
	diff_text(d, "text", i->text, f->text);
	diff_text(d, "topics", i->topics, f->topics);
	diff_text(d, "service", i->service, f->service);
	diff_text(d, "service_name", i->service_name, f->service_name);
	diff_text(d, "addresses", i->addresses, f->addresses);
	if (f->start >= 0)
		diff_int(d, "start", i->start, f->start);
	if (f->due >= 0)
		diff_int(d, "due", i->due, f->due);
}

enum err_code incident_change(const struct incident *i, struct incident_form *typed, const struct actor *who,
			      const struct policy *pol, struct decision *out, struct err *e)
{
	struct arena mem = { 0 };
	struct checked c = { .mem = &mem, .field = &typed->fault, .e = e, .pol = pol };
	struct incident_form f = *typed;
	struct diff d = { json_object(), json_object() };
	enum err_code rc = may(who, RIGHT_INCIDENT, e);
	int kind = f.kind < 0 ? vocab_wire_index(&vocab_incident_kind, i->kind) : f.kind;

	typed->fault = "";
	*out = (struct decision){ NULL, NULL };
	if (!rc)
		rc = is_open(i, e);
	if (!rc)
		rc = check_form(&c, &f);
	if (!rc)
		diff_all(&d, i, &f);
	bool times = json_object_get(d.set, "start") || json_object_get(d.set, "due") || json_object_get(d.set, "kind");

	if (!rc && times)
		rc = check_times(&c, kind, f.start < 0 ? i->start : f.start, f.due < 0 ? i->due : f.due);
	if (!rc && json_object_size(d.set) > 0) {
		bool moved = json_object_get(d.set, "due") != NULL;

		out->kind = incident_event_kind(moved ? INCIDENT_PROLONGED : INCIDENT_CHANGED);
		out->body = json_pack("{sO sO ss}", "set", d.set, "was", d.was, "note", f.note ? f.note : "");
	}
	json_decref(d.set);
	json_decref(d.was);
	arena_free(&mem);
	return rc;
}

/* --- the end -------------------------------------------------------------------------------- */

enum err_code incident_close_decide(const struct incident *i, const char *text, int64_t ended,
				    const struct actor *who, const struct policy *pol, struct decision *out,
				    struct err *e)
{
	bool begun = incident_phase(i, pol->now_ms) != PHASE_PLANNED;
	int64_t end = ended || !begun ? ended : pol->now_ms > i->start ? pol->now_ms : i->start;

	if (may(who, RIGHT_INCIDENT_CLOSE, e) || is_open(i, e))
		return e->code;
	if (value_check(text, 0, e))
		return e->code;
	if (is_blank(text) || strlen(text) > INCIDENT_NOTE_BYTES)
		return err_set(e, ERR_INVALID, "%s",
			       _("Write how it ended, not too long: this is told to whoever called. Nothing was closed."));
	if (begun && end < i->start)
		return err_set(e, ERR_INVALID, "%s", _("The end cannot be before the beginning."));
	if (end > pol->now_ms + SLACK_MS)
		return err_set(e, ERR_INVALID, "%s", _("The end lies in the future: close it when it is over, or move the planned end."));
	out->kind = incident_event_kind(begun ? INCIDENT_CLOSED : INCIDENT_CANCELLED);
	out->body = json_pack("{s{ss ss sI sI}}", "set", "closing", text, "closed_by", who->login, "closed_at",
			      (json_int_t)pol->now_ms, "ended", (json_int_t)(begun ? end : 0));
	return ERR_OK;
}
