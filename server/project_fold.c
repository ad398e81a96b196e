/* server/project_fold.c - one subject folded from the log, and its row. */
#include <stdlib.h>

#include "core/fold.h"
#include "core/i18n.h"
#include "core/redact.h"
#include "server/log.h"
#include "core/out.h"
#include "server/project_inner.h"

bool project_makes(const struct event *ev)
{
	char self[EVENT_WORD_MAX + 1];

	if (strcmp(ev->kind, plain_kind(EV_REGISTERED)) != 0 && strcmp(ev->kind, plain_kind(EV_IMPORTED)) != 0)
		return false;
	snprintf(self, sizeof(self), "%s.%lld", ev->site, (long long)ev->seq);
	return strcmp(self, ev->subject) == 0;
}

static int by_clock(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->hlc != y->hlc)
		return x->hlc < y->hlc ? -1 : 1;
	return strcmp(x->site, y->site);
}

/* Bodies of the redactions, the newest first. */
static json_t *redactions_of(const struct event *all, int count)
{
	json_t *list = json_array();

	for (int i = count - 1; i >= 0; i--) {
		bool redacts = strcmp(all[i].kind, plain_kind(EV_REDACTED)) == 0;
		json_t *body = redacts ? json_loads(all[i].body, 0, NULL) : NULL;

		if (body)
			json_array_append_new(list, body);
	}
	return list;
}

/* What is left of a body that redactions have emptied (core/redact.h). */
static void fill_emptied(struct event *all, int count, struct arena *mem)
{
	json_t *redactions = redactions_of(all, count);

	for (int i = 0; i < count; i++) {
		json_t *left = *all[i].body ? NULL : redaction_left(redactions, all[i].kind, all[i].site, all[i].seq);
		char *text = left ? json_dumps(left, JSON_COMPACT) : NULL;

		all[i].emptied = !*all[i].body;
		if (text)
			all[i].body = arena_strdup(mem, text);
		free(text);
		json_decref(left);
	}
	json_decref(redactions);
}

enum err_code project_gather(struct pg *pg, const struct subject *s, const struct event *evs, int n,
			     struct event **out, int *count, struct arena *mem, struct err *e)
{
	static const struct statement get = { "project_events",
		"SELECT " LOG_COLUMNS " FROM event WHERE subject = $1", false };
	PGresult *res = pg_run(pg, &get, e, "s", s->name);

	if (!res)
		return e->code;
	int kept = PQntuples(res);

	*out = arena_alloc(mem, sizeof(**out) * (size_t)(kept + n + 1));
	*count = kept;
	for (int i = 0; i < kept; i++) {
		struct event *ev = &(*out)[i];

		log_row(res, i, ev);
		ev->site = arena_strdup(mem, ev->site);
		ev->actor = arena_strdup(mem, ev->actor);
		ev->subject = arena_strdup(mem, ev->subject);
		ev->kind = arena_strdup(mem, ev->kind);
		ev->body = arena_strdup(mem, ev->body);
	}
	PQclear(res);
	for (int i = 0; i < n; i++)
		if (strcmp(evs[i].subject, s->name) == 0)
			(*out)[(*count)++] = evs[i];
	qsort(*out, (size_t)*count, sizeof(**out), by_clock);
	fill_emptied(*out, *count, mem);
	return ERR_OK;
}

enum err_code project_again(struct pg *pg, struct subject *s, const struct event *evs, int n,
			    struct arena *mem, struct err *e)
{
	struct event *all = NULL;
	int count = 0;

	if (project_gather(pg, s, evs, n, &all, &count, mem, e))
		return e->code;
	appeal_init(&s->state);
	s->is_made = false;
	for (int i = 0; i < count; i++)
		s->is_made = s->is_made || project_makes(&all[i]);
	for (int i = 0; i < count && s->is_made; i++)
		fold(&s->state, &all[i], mem);
	s->is_made = s->is_made && *s->state.subject; /* a number of another site makes none */
	s->touched = s->is_made;
	return ERR_OK;
}

static const struct statement save = { "project_save",
	"INSERT INTO appeal(subject, site, ascii, number, pin_mac, pin_key, hlc, data)"
	" VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(subject) DO UPDATE SET ascii = excluded.ascii,"
	" number = excluded.number, pin_mac = excluded.pin_mac, pin_key = excluded.pin_key, hlc = excluded.hlc,"
	" data = excluded.data", false };

enum err_code project_ready(struct pg *pg, struct err *e)
{
	return pg_ready(pg, &save, e);
}

enum err_code project_save(struct pg *pg, const struct subject *s, struct arena *mem, struct err *e)
{
	const struct appeal *a = &s->state;

	return pg_line(pg, &save, e, "ssssssis", s->name, a->site, a->ascii, a->number, a->pin_mac, a->pin_key,
		       a->hlc, project_write(a, mem));
}

const char *project_array(const struct subject *s, int n, struct arena *mem)
{
	struct out o = { .max = EVENT_LINES_BYTES };

	out_text(&o, "{");
	for (int i = 0; i < n; i++) {
		out_text(&o, i ? ",\"" : "\"");
		for (const char *p = s[i].name; *p; p++) {
			if (*p == '"' || *p == '\\')
				out_text(&o, "\\");
			out_bytes(&o, p, 1);
		}
		out_text(&o, "\"");
	}
	out_text(&o, "}");
	const char *array = arena_strndup(mem, o.p, o.len);

	out_free(&o);
	return array;
}
