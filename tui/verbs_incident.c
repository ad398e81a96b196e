/* tui/verbs_incident.c - `pult incident`: one verb with its own words, as `pult user` has. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/incident_card.h"
#include "tui/incident_read.h"
#include "tui/verbs.h"

enum { CLOSED_DAYS = 7, NUMBER_COLS = 12, STATE_COLS = 20, UNTIL_COLS = 30 };

static json_t *row_json(struct verb_call *c, const struct incident_row *row)
{
	json_t *o = incident_json(&row->i, store_clock(c->store));

	json_object_set_new(o, "joined", json_integer(row->joined));
	json_object_set_new(o, "waiting", json_integer(row->waiting));
	return o;
}

static const char *row_line(struct verb_call *c, const struct incident_row *row)
{
	struct arena *mem = c->mem;

	if (c->door.plain)
		return arena_printf(mem, "%s\t%s\t%s\t%s\t%s\t%s\n", row->i.number, incident_state_text(row, mem),
				    incident_until(mem, &row->i, store_clock(c->store)),
				    arena_printf(mem, _("joined: %d"), row->joined), row->i.title, row->i.addresses);
	return arena_printf(mem, "%s %s %s %3d  %s  %s\n", text_fit(mem, row->i.number, NUMBER_COLS),
			    text_fit(mem, incident_state_text(row, mem), STATE_COLS),
			    text_fit(mem, incident_until(mem, &row->i, store_clock(c->store)), UNTIL_COLS), row->joined,
			    row->i.title, row->i.addresses);
}

/* The incident after a change. */
static enum err_code changed(struct verb_call *c, const struct incident_row *row)
{
	c->out.kind = OUT_TEXT;
	c->out.json = row_json(c, row);
	c->out.text = arena_printf(c->mem, "%s\t%s\t%s\t%s\n", row->i.number, incident_state_text(row, c->mem),
				   incident_until(c->mem, &row->i, store_clock(c->store)), row->i.addresses);
	return ERR_OK;
}

/* The same after its addresses were said. */
static enum err_code said(struct verb_call *c, const struct incident_row *row)
{
	const char *unknown = incident_unknown_streets(c->store, row->i.addresses, c->mem);

	if (*unknown)
		c->out.remark = arena_printf(c->mem, _("%s is saved. The list of streets has no %s: look whether it is a slip."),
					     row->i.number, unknown);
	return changed(c, row);
}

static enum err_code read_form(struct verb_call *c, struct incident_form *f, struct err *e)
{
	const struct incident_typed t = { .kind = c->opt[OPT_KIND], .title = c->opt[OPT_TITLE],
		.text = c->opt[OPT_TEXT], .topics = c->opt[OPT_TOPIC], .service = c->opt[OPT_SERVICE],
		.addresses = c->opt[OPT_ADDRESS], .start = c->opt[OPT_FROM], .due = c->opt[OPT_UNTIL],
		.note = c->opt[OPT_NOTE] };

	return incident_read_typed(c->store, &t, c->mem, f, e);
}

static enum err_code add_verb(struct verb_call *c, struct err *e)
{
	struct incident_form f;
	struct incident_row row;
	enum err_code rc = read_form(c, &f, e);

	if (!rc)
		rc = incident_add(c->store, &f, &c->who, c->mem, &row, e);
	return rc ? rc : said(c, &row);
}

static enum err_code edit_verb(struct verb_call *c, struct err *e)
{
	struct incident_form f;
	struct incident_row row;
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (!rc)
		rc = read_form(c, &f, e);
	if (!rc)
		rc = incident_edit(c->store, c->args[1], &f, rev, &c->who, c->mem, &row, e);
	return rc ? rc : (f.addresses ? said : changed)(c, &row);
}

static void name_left(struct verb_call *c, const struct incident_end *end)
{
	json_t *list = json_array();

	for (int i = 0; i < end->nleft; i++) {
		c->out.text = arena_printf(c->mem, _("%s%s stays as it is: %s\n"), c->out.text, end->left[i].ref,
					   end->left[i].why);
		json_array_append_new(list, json_pack("{ss ss}", "number", end->left[i].ref, "reason",
						      end->left[i].why));
	}
	json_object_set_new(c->out.json, "left", list);
}

static enum err_code close_verb(struct verb_call *c, struct err *e)
{
	const char *typed = c->opt[OPT_UNTIL] ? c->opt[OPT_UNTIL] : "";
	struct incident_end end;
	int64_t ended;

	if (!incident_time_parse(store_clock(c->store), typed, false, &ended))
		return err_set(e, ERR_INVALID, _("«%s» is not a time: write 18:00 or 07.11.2026 18:00."), typed);
	if (incident_close(c->store, c->args[1], c->opt[OPT_TEXT] ? c->opt[OPT_TEXT] : "", ended, &c->who, c->mem,
			   &end, e))
		return e->code;
	changed(c, &end.row);
	json_object_set_new(c->out.json, "moved", json_integer(end.moved));
	if (end.row.joined)
		c->out.text = arena_printf(c->mem, P_("%sReported done with it: %d appeal.\n",
						      "%sReported done with it: %d appeals.\n", end.moved),
					   c->out.text, end.moved);
	name_left(c, &end);
	return ERR_OK;
}

static enum err_code list_verb(struct verb_call *c, struct err *e)
{
	struct incident_list list;

	if (incident_list(c->store, c->opt[OPT_ALL] ? -1 : CLOSED_DAYS, c->mem, &list, e))
		return e->code;
	c->out = (struct verb_result){ .kind = OUT_TEXT, .text = "", .json = json_array() };
	for (int i = 0; i < list.n; i++) {
		c->out.text = arena_printf(c->mem, "%s%s", c->out.text, row_line(c, &list.rows[i]));
		json_array_append_new(c->out.json, row_json(c, &list.rows[i]));
	}
	if (list.n == 0)
		c->out.remark = _("Nothing was found.");
	return ERR_OK;
}

static json_t *history_json(struct verb_call *c, const struct history *h)
{
	json_t *list = json_array();

	for (int i = 0; i < h->n; i++) {
		char iso[26];

		civil_format_iso(store_clock(c->store), h->rows[i].at, iso);
		json_array_append_new(list, json_pack("{ss ss ss ss ss}", "at", iso, "actor", h->rows[i].actor, "name",
						      h->rows[i].actor_name, "action", h->rows[i].kind, "note",
						      h->rows[i].note));
	}
	return list;
}

static void add_joined(struct verb_call *c, const struct found_list *joined)
{
	json_t *list = json_array();

	for (int i = 0; i < joined->n; i++) {
		const struct found *f = &joined->rows[i];

		json_array_append_new(list, json_pack("{ss si ss ss}", "number", f->number, "question", f->k, "state",
						      vocab_wire(&vocab_state, (int)f->state), "address", f->address));
		c->out.text = arena_printf(c->mem, "%s%s  %s  %s\n", c->out.text, text_fit(c->mem, found_ref(c->mem, f), 15),
					   text_fit(c->mem, vocab_label(&vocab_state, (int)f->state), STATE_COLS),
					   f->address);
	}
	json_object_set_new(c->out.json, "appeals", list);
}

static enum err_code show_verb(struct verb_call *c, struct err *e)
{
	struct incident_row row;
	struct card card;
	struct history h;
	struct found_list joined;

	if (incident_load(c->store, c->args[1], c->mem, &row, e) ||
	    incident_card(c->store, &row, c->mem, &card, e) || incident_history(c->store, &row.i, c->mem, &h, e) ||
	    incident_joined(c->store, &row.i, -1, &c->who, c->mem, &joined, e))
		return e->code;
	c->out.kind = OUT_TEXT;
	c->out.text = (c->door.plain ? card_print_plain : card_print)(&card);
	c->out.json = row_json(c, &row);
	json_object_set_new(c->out.json, "history", history_json(c, &h));
	if (joined.n)
		c->out.text = arena_printf(c->mem, "%s\n%s\n", c->out.text, _("Joined appeals"));
	add_joined(c, &joined);
	return ERR_OK;
}

static enum err_code announce_verb(struct verb_call *c, struct err *e)
{
	const char *address = c->opt[OPT_ADDRESS] ? c->opt[OPT_ADDRESS] : "", *text;

	if (incident_announce(c->store, address, c->mem, &text, e))
		return e->code;
	c->out.kind = OUT_TEXT;
	c->out.text = text;
	c->out.json = json_pack("{ss}", "text", text);
	return ERR_OK;
}

static enum err_code join_verb(struct verb_call *c, struct err *e)
{
	int64_t rev;

	if (!c->opt[OPT_TO])
		return err_set(e, ERR_INVALID, "%s", _("Say to which incident: --to NUMBER. See «pult incident list»."));
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (!rc)
		rc = incident_join(c->store, c->args[1], c->opt[OPT_TO], rev, &c->who, c->mem, &c->out.appeal, e);
	c->out.kind = OUT_APPEAL;
	return rc;
}

static enum err_code unjoin_verb(struct verb_call *c, struct err *e)
{
	int64_t rev;
	enum err_code rc = option_number(c, OPT_REV, -1, &rev, e);

	if (!rc)
		rc = appeal_unjoin(c->store, c->args[1], c->opt[OPT_NOTE] ? c->opt[OPT_NOTE] : "", rev, &c->who, c->mem,
				   &c->out.appeal, e);
	c->out.kind = OUT_APPEAL;
	return rc;
}

enum err_code run_incident(struct verb_call *c, struct err *e)
{
	static const struct {
		const char *name;
		int args;
		enum err_code (*run)(struct verb_call *c, struct err *e);
	} subs[] = {
		{ "list", 1, list_verb },         { "add", 1, add_verb },     { "edit", 2, edit_verb },
		{ "close", 2, close_verb },       { "show", 2, show_verb },   { "join", 2, join_verb },
		{ "announce", 1, announce_verb }, { "unjoin", 2, unjoin_verb },
	};

	for (size_t i = 0; i < COUNT(subs); i++)
		if (strcmp(subs[i].name, c->args[0]) == 0 && c->nargs == subs[i].args)
			return subs[i].run(c, e);
	return err_set(e, ERR_INVALID, _("It is written: pult incident %s"), c->verb->usage);
}
