/* data/store/erasing_late.c - events that were written without knowing of a redaction, found when both are here. See
 * erasing.h; what the sites have to do with them is in core/redact.h. */
#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/erased.h"
#include "data/store/erasing.h"

struct late {
	struct store *s;
	json_t *redactions; /* that a person has made: redaction_list() */
	json_t *known;      /* their ids with commas between, a string */
	json_t *others;     /* [[site, seq]] of events of other sites */
	unsigned fields;
	bool own;           /* there are such of this site */
};

static bool gather(void *ctx, const struct event *ev)
{
	struct late *l = ctx;
	bool redacts = strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
	json_t *body = redacts ? json_loads(ev->body, 0, NULL) : NULL;
	struct arena mem = { 0 };

	if (body && !redaction_is_late(body)) {
		const char *id = arena_printf(&mem, "%s.%lld", ev->site, (long long)ev->seq);
		const char *before = json_string_value(l->known);

		redaction_list(l->redactions, ev, body, l->s->site);
		json_string_set(l->known, arena_printf(&mem, "%s%s%s", before, *before ? "," : "", id));
	}
	json_decref(body);
	arena_free(&mem);
	return true;
}

static bool look(void *ctx, const struct event *ev)
{
	struct late *l = ctx;
	json_t *body = ev->emptied ? NULL : json_loads(ev->body, 0, NULL);
	unsigned missed = body ? redaction_missed(l->redactions, ev, body) : 0;
	bool own = strcmp(ev->site, l->s->site) == 0;

	/* what another site's redaction keeps is kept anew by that site: without it the rest would be lost */
	if (missed && (own || strcmp(ev->kind, plain_kind(EV_REDACTED)) != 0)) {
		l->fields |= missed;
		l->own = l->own || own;
		if (!own)
			json_array_append_new(l->others, json_pack("[sI]", ev->site, (json_int_t)ev->seq));
	}
	json_decref(body);
	return true;
}

static enum err_code empty_others(const struct late *l, struct err *e)
{
	const json_t *one;
	size_t i;

	json_array_foreach(l->others, i, one) {
		sqlite3_stmt *st = db_stmt(&l->s->db, "UPDATE event SET body = '' WHERE site = ? AND seq = ?");

		db_bind(st, "si", json_string_value(json_array_get(one, 0)),
			(int64_t)json_integer_value(json_array_get(one, 1)));
		if (db_run(&l->s->db, st, e))
			break;
	}
	return e->code;
}

static enum err_code append_part(const struct late *l, const char *subject, json_t *part, const struct actor *who,
				 struct err *e)
{
	struct event ev = { .kind = plain_kind(EV_REDACTED), .at = l->s->clock->now_ms(l->s->clock->ctx),
		.subject = subject };
	struct arena mem = { 0 };

	redaction_mark_late(part);
	json_object_set(part, "knows", l->known);
	enum err_code rc = log_append(l->s, &ev, part, who, &mem, e);

	arena_free(&mem);
	return rc ? rc : redaction_obey(l->s, subject, part, NULL, e);
}

static enum err_code supplement(const struct late *l, const char *subject, const struct actor *who, struct err *e)
{
	const json_t *first = json_object_get(json_array_get(l->redactions, 0), "body");
	const char *why = json_string_value(json_object_get(first, "note"));
	struct erasing r = { .fields = l->fields, .reason = why ? why : "", .missed = l->redactions };
	enum err_code rc = erasing_look(l->s, subject, &r, e);
	json_t *part;
	size_t i;

	json_array_foreach(r.parts, i, part)
		rc = rc ? rc : append_part(l, subject, part, who, e);
	erasing_free(&r);
	return rc;
}

static enum err_code overtake(struct late *l, const char *subject, const struct actor *who, bool *any, struct err *e)
{
	if (log_each(l->s, subject, gather, l, e) || !json_array_size(l->redactions) ||
	    log_each(l->s, subject, look, l, e))
		return e->code;
	*any = l->own || json_array_size(l->others);
	if (*any && l->fields & REDACT_BIT(REDACT_FILES) && erasing_mark_files(l->s, subject, e))
		return e->code;
	if (empty_others(l, e) || (l->own && supplement(l, subject, who, e)))
		return e->code;
	return *any ? erased_mark(l->s, e) : ERR_OK;
}

enum err_code redaction_overtake(struct store *s, const char *subject, const struct actor *who, bool *any,
				 struct err *e)
{
	struct late l = { .s = s, .redactions = json_array(), .known = json_string(""), .others = json_array() };

	*any = false;
	enum err_code rc = overtake(&l, subject, who, any, e);

	json_decref(l.redactions);
	json_decref(l.known);
	json_decref(l.others);
	return rc;
}
