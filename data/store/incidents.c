/* data/store/incidents.c - the writing calls of incidents.h: load -> decide (core) -> append -> fold (core) ->
 * save, each in one transaction; and the announcement. What is joined is incident_join.c. */
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/incidents_internal.h"

/* One writing transaction about one incident. */
struct doing {
	struct store *s;
	const struct actor *who;
	struct arena *mem;
	struct policy pol;
	int64_t id; /* 0 while it is new */
	struct incident i;
};

static enum err_code load(struct doing *d, const char *ref, int64_t rev, struct err *e)
{
	if (incident_resolve(d->s, ref, REF_WRITE, &d->id, e))
		return e->code;
	if (!incident_read(d->s, d->id, d->mem, &d->i, e))
		return e->code ? e->code : ERR_NOT_FOUND;
	if (rev >= 0 && rev != d->i.rev)
		return err_set(e, ERR_CONFLICT, _("%s was changed by someone else meanwhile. Nothing was overwritten: "
						  "look at it again."), d->i.number);
	return ERR_OK;
}

/* Takes the writers' turn and, with a ref, loads it. On an error s->db.in_tx tells whether end() is due. */
static enum err_code begin(struct doing *d, const char *ref, int64_t rev, struct err *e)
{
	store_policy(d->s, &d->pol);
	incident_init(&d->i);
	enum err_code rc = db_begin(&d->s->db, e);

	if (rc)
		return rc;
	rc = schema_check(&d->s->db, e);
	if (!rc)
		rc = still_works_here(d->s, d->who, e);
	return rc || !ref ? rc : load(d, ref, rev, e);
}

/* Takes the decision's reference. */
static enum err_code append(struct doing *d, struct decision *dec, struct err *e)
{
	struct event ev = { .subject = *d->i.subject ? d->i.subject : NULL, .kind = dec->kind,
		.at = d->pol.now_ms };
	enum err_code rc = log_append(d->s, &ev, dec->body, d->who, d->mem, e);

	json_decref(dec->body);
	if (!rc && incident_fold(&d->i, &ev, d->mem) != FOLD_OK)
		rc = err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), ev.kind);
	return rc ? rc : incident_save(d->s, &d->i, &d->id, e);
}

static enum err_code end(struct doing *d, enum err_code rc, struct incident_row *out, struct err *e)
{
	if (!d->s->db.in_tx)
		return rc;
	struct incident_row row = { .i = d->i, .id = d->id };

	if (!rc)
		rc = incident_fill(d->s, &row, e);
	rc = db_end(&d->s->db, rc, e);
	if (!rc) {
		bell_ring(d->s);
		*out = row;
	}
	return rc;
}

enum err_code incident_add(struct store *s, struct incident_form *f, const struct actor *who,
			   struct arena *mem, struct incident_row *out, struct err *e)
{
	struct doing d = { .s = s, .who = who, .mem = mem };
	struct incident_facts facts = { .site = s->site };
	struct decision dec;
	enum err_code rc = begin(&d, NULL, -1, e);

	f->fault = "";
	if (!rc) {
		facts.year = year_of_number(s, &d.pol, e);
		facts.n = next_in_series(s, "incident", facts.year, e);
		f->addresses = incident_present_names(s, f->addresses, mem, e);
		rc = e->code;
	}
	if (!rc)
		rc = incident_open(f, who, &d.pol, &facts, &dec, e);
	if (!rc)
		rc = append(&d, &dec, e);
	return end(&d, rc, out, e);
}

enum err_code incident_edit(struct store *s, const char *ref, struct incident_form *f, int64_t rev,
			    const struct actor *who, struct arena *mem, struct incident_row *out, struct err *e)
{
	struct doing d = { .s = s, .who = who, .mem = mem };
	struct decision dec = { NULL, NULL };
	enum err_code rc = begin(&d, ref, rev, e);

	f->fault = "";
	if (!rc) {
		f->addresses = incident_present_names(s, f->addresses, mem, e);
		rc = e->code;
	}
	if (!rc)
		rc = incident_change(&d.i, f, who, &d.pol, &dec, e);
	if (!rc && dec.kind)
		rc = append(&d, &dec, e);
	return end(&d, rc, out, e);
}

/* --- the end -------------------------------------------------------------------------------- */

static bool is_ended(const struct incident *i)
{
	return strcmp(i->state, vocab_wire(&vocab_incident_phase, PHASE_CLOSED)) == 0;
}

/* A closed one with appeals that still wait (the closing was cut short) goes on. */
static enum err_code close_it(struct doing *d, const char *text, int64_t ended, struct err *e)
{
	struct incident_row row = { .i = d->i };
	struct decision dec;

	if (incident_fill(d->s, &row, e))
		return e->code;
	if (is_ended(&d->i) && row.waiting && actor_may(d->who, RIGHT_INCIDENT_CLOSE))
		return ERR_OK;
	enum err_code rc = incident_close_decide(&d->i, text, ended, d->who, &d->pol, &dec, e);

	return rc ? rc : append(d, &dec, e);
}

enum err_code incident_close(struct store *s, const char *ref, const char *text, int64_t ended,
			     const struct actor *who, struct arena *mem, struct incident_end *out, struct err *e)
{
	struct doing d = { .s = s, .who = who, .mem = mem };
	struct incident_end result = { .moved = 0 };
	enum err_code rc = begin(&d, ref, -1, e);

	if (!rc)
		rc = close_it(&d, text, ended, e);
	rc = end(&d, rc, &result.row, e);
	if (!rc && is_ended(&d.i))
		rc = incident_follow(s, &d.i, who, mem, &result, e);
	if (!rc)
		rc = incident_fill(s, &result.row, e);
	if (!rc)
		*out = result;
	return rc;
}

/* --- the autoresponder ---------------------------------------------------------------------- */

enum err_code incident_announce(struct store *s, const char *address, struct arena *mem, const char **out,
				struct err *e)
{
	int64_t now = s->clock->now_ms(s->clock->ctx);
	const char *t = "", *hotline = store_setting(s, "hotline", "", mem);
	struct incident_list list = { .n = 0 };
	enum err_code rc = *address ? incident_near(s, address, "", mem, &list, e)
				    : incident_list(s, 0, mem, &list, e);
	bool any = false;

	for (int i = 0; !rc && i < list.n; i++) {
		if (!incident_announced(&list.rows[i].i, now))
			continue;
		t = arena_printf(mem, "%s%s\n", t, incident_announcement(mem, &list.rows[i].i, s->clock, now));
		any = true;
	}
	if (rc)
		return rc;
	if (!any)
		t = arena_printf(mem, "%s\n", _("There are no outages and no planned works now."));
	*out = *hotline ? arena_printf(mem, _("%sInquiries by telephone: %s.\n"), t, hotline) : t;
	return ERR_OK;
}
