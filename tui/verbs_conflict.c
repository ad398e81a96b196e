/* tui/verbs_conflict.c - conflicts between sites from the shell: what waits, with both sides, and settling one. */
#include "core/i18n.h"
#include "data/store/conflicts.h"
#include "tui/verbs.h"

/* The lines of a note stand under their move. */
static const char *indented(struct arena *mem, const char *note)
{
	const char *out = "", *end;

	for (; (end = strchr(note, '\n')) != NULL; note = end + 1)
		out = arena_printf(mem, "%s%.*s\n             ", out, (int)(end - note), note);
	return arena_printf(mem, "%s%s", out, note);
}

static const char *side_text(struct verb_call *c, const struct conflict_side *s)
{
	char when[17];

	if (!s->at)
		return "";
	civil_format_minute(store_clock(c->store), s->at, when);
	return arena_printf(c->mem, "%s %s (%s): %s%s%s", when, *s->name ? s->name : s->actor, s->site, s->action,
			    *s->note ? ". " : "", indented(c->mem, s->note));
}

static json_t *side_json(struct verb_call *c, const struct conflict_side *s)
{
	char iso[26];

	if (!s->at)
		return json_null();
	civil_format_iso(store_clock(c->store), s->at, iso);
	return json_pack("{ss ss ss ss ss ss}", "at", iso, "site", s->site, "actor", s->actor, "name", s->name, "action",
			 s->action, "note", s->note);
}

enum err_code run_conflicts(struct verb_call *c, struct err *e)
{
	struct conflict_rows l;
	enum err_code rc = conflict_list(c->store, &c->who, c->mem, &l, e);

	if (rc)
		return rc;
	c->out.kind = OUT_TEXT;
	c->out.text = l.n ? "" : arena_printf(c->mem, "%s\n", _("No conflict waits."));
	c->out.json = json_array();
	for (int i = 0; i < l.n; i++) {
		const struct conflict_row *r = &l.rows[i];

		c->out.text = arena_printf(c->mem, _("%s%s  %s  state: %s\n  counts:    %s\n  not done:  %s\n"), c->out.text, r->id,
					   r->number, r->state, side_text(c, &r->was), side_text(c, &r->late));
		json_array_append_new(c->out.json, json_pack("{ss ss ss sb so so}", "id", r->id, "number", r->number,
			"state", r->state, "again", r->again, "counts", side_json(c, &r->was), "not_done",
			side_json(c, &r->late)));
	}
	return ERR_OK;
}

enum err_code run_settle(struct verb_call *c, struct err *e)
{
	int how = 0;

	while (how < CONFLICT_WAYS && strcmp(c->args[1], conflict_ways[how]) != 0)
		how++;
	if (how == CONFLICT_WAYS)
		return err_set(e, ERR_INVALID, _("«%s» is neither «keep» (the state stays) nor «apply» (the move is made again). "
						 "Nothing was changed."), c->args[1]);
	enum err_code rc = conflict_settle(c->store, c->args[0], (enum conflict_way)how,
					   c->opt[OPT_NOTE] ? c->opt[OPT_NOTE] : "", &c->who, e);

	return rc ? rc : say(c, arena_printf(c->mem, how == CONFLICT_KEEP
		? _("%s is settled: the state stays as it is.") : _("%s is settled: the move was made again."), c->args[0]));
}
