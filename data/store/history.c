/* data/store/history.c - see history.h. An event whose contents were removed keeps its row. */
#include "data/store/history.h"

#include "core/i18n.h"
#include "core/json_text.h"
#include "core/redact.h"
#include "data/store/conflicts_internal.h"
#include "data/store/users.h"

struct gather {
	struct store *s;
	const struct history_words *words;
	struct arena *mem;
	struct history *out;
	struct conflict *conflicts;
	int room;
};

/* A supplement erases once more what a redaction in the history has erased already: it is no deed of anybody. */
static bool is_supplement(const struct event *ev, const json_t *body)
{
	return body && strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0 && redaction_is_late(body);
}

static bool gather_row(void *ctx, const struct event *ev)
{
	struct gather *g = ctx;

	if (g->out->n >= g->room)
		return false;
	json_t *body = json_loads(ev->body, 0, NULL);

	if (is_supplement(ev, body)) {
		json_decref(body);
		return true;
	}
	bool named = g->words->about && json_object_get(body, "q");
	const struct question *q = named ? appeal_question_of(g->words->about, body) : NULL;

	g->out->rows[g->out->n++] = (struct history_row){
		.id = ev->id, .at = ev->at, .actor = arena_strdup(g->mem, ev->actor),
		.site = strcmp(ev->site, g->s->site) == 0 ? "" : arena_strdup(g->mem, ev->site),
		.kind = arena_strdup(g->mem, ev->kind),
		.action = arena_strdup(g->mem, g->words->label(ev->kind)),
		.note = body ? g->words->note(g->s, ev->kind, body, g->mem) : _("(the contents were removed)"),
		.photo = *json_text(body, "photo"),
		.refused = conflict_of(g->conflicts, ev->site, ev->seq) || conflict_was_settled(g->conflicts, ev, body),
		.k = q ? (int)q->k : 0,
	};
	json_decref(body);
	return true;
}

enum err_code history_read(struct store *s, const char *subject, int64_t rev, const struct history_words *words,
			   struct arena *mem, struct history *out, struct err *e)
{
	struct gather g = { .s = s, .words = words, .mem = mem, .out = out, .room = (int)rev };

	*out = (struct history){ .rows = arena_alloc(mem, (size_t)(g.room + 1) * sizeof(*out->rows)) };
	if (conflicts_read(s, subject, mem, &g.conflicts, e) || log_each(s, subject, gather_row, &g, e))
		return e->code;
	for (int i = 0; i < out->n; i++)
		out->rows[i].actor_name = user_name_at(s, *out->rows[i].site ? out->rows[i].site : s->site,
						       out->rows[i].actor, mem);
	return ERR_OK;
}
