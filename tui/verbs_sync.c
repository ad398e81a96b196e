/* tui/verbs_sync.c - exchanging with the city's centre from the shell, how far it is, and a new site that joins. */
#include <unistd.h>

#include "core/i18n.h"
#include "core/number.h"
#include "data/link/sync.h"
#include "data/store/sync_state.h"
#include "tui/stop_key.h"
#include "tui/verbs.h"

/* --- how far it is ------------------------------------------------------------------------------- */

static const char *minute(struct verb_call *c, int64_t at)
{
	char when[17];

	civil_format_minute(store_clock(c->store), at, when);
	return arena_strdup(c->mem, when);
}

static json_t *iso(struct verb_call *c, int64_t at)
{
	char when[26];

	civil_format_iso(store_clock(c->store), at, when);
	return at ? json_string(when) : json_null();
}

static json_t *status_json(struct verb_call *c, const struct sync_state *st, const char *central, const char *why)
{
	return json_pack("{ss? sI sI sI so so ss? ss? sb}", "central", central, "acked", (json_int_t)st->acked, "last",
			 (json_int_t)st->last, "unsent", (json_int_t)(st->last - st->acked), "oldest", iso(c, st->oldest),
			 "exchanged", iso(c, st->exchanged), "fault", *st->fault ? st->fault : NULL, "message",
			 *why ? why : NULL, "restored", st->restored);
}

static const char *unsent_text(struct verb_call *c, const struct sync_state *st)
{
	int64_t n = st->last - st->acked;

	if (n <= 0)
		return _("Everything is sent.");
	return arena_printf(c->mem, _("Not sent: %lld, the oldest of %s."), (long long)n, minute(c, st->oldest));
}

static enum err_code status(struct verb_call *c, struct err *e)
{
	struct sync_state st;

	if (sync_state_read(c->store, &st, e))
		return e->code;
	const char *central = store_setting(c->store, "central", NULL, c->mem);
	const char *why = sync_fault_say(c->mem, sync_fault_of(st.fault), st.value);

	c->out.json = status_json(c, &st, central, why);
	if (!st.configured)
		return say(c, _("This site works alone: no centre is configured."));
	const char *last = st.exchanged ? minute(c, st.exchanged) : _("never");
	bool forked = sync_fault_of(st.fault) == SYNC_FORK;
	/* How far two logs are even says nothing. */
	const char *text = forked ? arena_printf(c->mem, _("Centre: %s\nLast exchange: %s"), central, last)
				  : arena_printf(c->mem, _("Centre: %s\n%s\nLast exchange: %s"), central,
						 unsent_text(c, &st), last);

	c->out.worst = sync_fault_code(sync_fault_of(st.fault));

	if (st.restored)
		text = arena_printf(c->mem, "%s\n%s", text,
				    _("The database came from a backup: «pult sync --once» fetches what was written after it."));
	return say(c, *why ? arena_printf(c->mem, "%s\n%s", text, why) : text);
}

/* --- exchanging ---------------------------------------------------------------------------------- */

static void tell(void *ctx, const char *sentence)
{
	(void)ctx;
	fprintf(stderr, "pult: %s\n", sentence);
}

static enum err_code exchange(struct verb_call *c, bool once, struct sync_report *out, struct err *e)
{
	struct long_work w;
	int lock;

	if (sync_lock(store_path(c->store), &lock, e))
		return e->code;
	long_work_begin(&w, N_("Exchanging with the centre"));
	const struct sync_wish wish = { .once = once, .p = &w.progress, .fd = w.raw ? STDIN_FILENO : -1,
		.tell = once ? NULL : tell };
	enum err_code rc = sync_run(c->store, &wish, out, e);

	long_work_end(&w);
	close(lock);
	return rc;
}

static const char *report_text(struct verb_call *c, const struct sync_report *r)
{
	const char *text = arena_printf(c->mem, _("Sent: %lld events, %lld files. Received: %lld events, %lld files."),
					(long long)r->sent, (long long)r->files, (long long)r->received,
					(long long)r->fetched);

	return r->conflicts ? arena_printf(c->mem, _("%s Conflicts: %lld."), text, (long long)r->conflicts) : text;
}

static enum err_code take_token(struct verb_call *c, struct err *e)
{
	char token[TOKEN_SIZE];
	enum err_code rc = token_read(c->opt[OPT_TOKEN], token, e);

	if (!rc)
		rc = token_keep(store_path(c->store), token, e);
	explicit_bzero(token, sizeof(token));
	return rc;
}

/* Whether another program of the site exchanges now: it takes a new token by itself. */
static bool is_exchanged_elsewhere(struct verb_call *c)
{
	struct err e = { 0 };
	int lock;

	if (sync_lock(store_path(c->store), &lock, &e))
		return e.code == ERR_BUSY;
	close(lock);
	return false;
}

enum err_code run_sync(struct verb_call *c, struct err *e)
{
	struct sync_report r;
	struct sync_state st;

	if (c->nargs && strcmp(c->args[0], "status") == 0)
		return status(c, e);
	if (c->nargs)
		return err_set(e, ERR_INVALID, _("It is written: pult sync %s"), c->verb->usage);
	enum err_code rc = c->opt[OPT_TOKEN] ? take_token(c, e) : ERR_OK;

	if (!rc && c->opt[OPT_TOKEN] && is_exchanged_elsewhere(c))
		return say(c, _("The token is stored. Another program of this site exchanges with the centre already (the agent): it takes "
				"the new token within a second; «pult sync status» tells how it goes."));
	if (!rc)
		rc = exchange(c, c->opt[OPT_ONCE] != NULL, &r, e);
	if (!rc)
		rc = sync_state_read(c->store, &st, e);
	if (rc)
		return rc;
	c->out.json = json_pack("{sI sI sI sI sI sI}", "sent", (json_int_t)r.sent, "files", (json_int_t)r.files, "received",
				(json_int_t)r.received, "fetched", (json_int_t)r.fetched, "conflicts", (json_int_t)r.conflicts, "unsent",
				(json_int_t)(st.last - st.acked));
	return say(c, report_text(c, &r));
}

/* --- a new site ---------------------------------------------------------------------------------- */

static enum err_code place_of(const struct verb_call *c, struct http_place *to, struct err *e)
{
	to->url = c->opt[OPT_CENTRAL];
	to->ca = c->opt[OPT_CA];
	if (!c->opt[OPT_TOKEN])
		return err_set(e, ERR_INVALID, "%s",
			       _("Name the file with the token of the site: --token FILE, as the centre's «pult-central site add» "
				 "gave it."));
	if (http_check_url(to->url, e) || (to->ca && http_check_ca(to->ca, e)))
		return e->code;
	return token_read(c->opt[OPT_TOKEN], to->token, e);
}

/* A new log under the code of a site that has one already would be a fork. */
static enum err_code check_new(struct verb_call *c, const struct sync_probe *p, struct err *e)
{
	const char *code;

	if (site_code_read(c->mem, c->opt[OPT_SITE], &code, e))
		return e->code;
	if (*p->site && strcmp(p->site, code) != 0)
		return err_set(e, ERR_INVALID, _("The token is of the site %s, not of %s. Nothing was made."), p->site, code);
	if (p->acked)
		return err_set(e, ERR_CONFLICT,
			       P_("The centre has %lld event of the site %s already: make its database from a backup («pult "
				  "restore»), or give this one another code. Nothing was made.",
				  "The centre has %lld events of the site %s already: make its database from a backup («pult "
				  "restore»), or give this one another code. Nothing was made.", p->acked),
			       (long long)p->acked, code);
	return ERR_OK;
}

enum err_code centre_check(struct verb_call *c, struct err *e)
{
	struct http_place to = { .ca = NULL };
	struct sync_probe p;

	if (!c->opt[OPT_CENTRAL])
		return !c->opt[OPT_TOKEN] && !c->opt[OPT_CA] ? ERR_OK : err_set(e, ERR_INVALID, "%s",
			_("--token and --ca are of a site that has a centre: --central URL."));
	if (access(c->db_path, F_OK) == 0)
		return err_set(e, ERR_CONFLICT,
			       _("There is already a database «%s»: nothing was changed. To give it a centre: «pult setting central "
				 "URL», then «pult sync --once --token FILE»."), c->db_path);
	enum err_code rc = place_of(c, &to, e);

	if (!rc)
		rc = sync_probe(&to, &p, e);
	if (!rc)
		rc = check_new(c, &p, e);
	explicit_bzero(to.token, sizeof(to.token));
	return rc;
}

static enum err_code keep_centre(struct verb_call *c, struct err *e)
{
	char *ca = c->opt[OPT_CA] ? realpath(c->opt[OPT_CA], NULL) : NULL;
	enum err_code rc = store_set_setting(c->store, "central", c->opt[OPT_CENTRAL], &c->who, e);

	if (!rc && ca)
		rc = store_set_setting(c->store, "central_ca", ca, &c->who, e);
	free(ca);
	return rc ? rc : take_token(c, e);
}

enum err_code centre_join(struct verb_call *c, struct err *e)
{
	struct sync_report r = { .sent = 0 };

	if (!c->opt[OPT_CENTRAL])
		return ERR_OK;
	enum err_code rc = store_open(c->db_path, &c->store, e);

	if (!rc)
		rc = keep_centre(c, e);
	if (!rc)
		rc = exchange(c, true, &r, e);
	if (rc) {
		const char *why = arena_strdup(c->mem, e->msg);

		return err_set(e, rc, _("The database %s is made, but it is not even with the centre yet: %s Go on with «pult sync "
					"--once»."), c->db_path, why);
	}
	c->out.remark = report_text(c, &r);
	return ERR_OK;
}
