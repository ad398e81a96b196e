/* tui/verbs_status.c - `pult status`: what the citizen sees of an appeal by its number and PIN (core/status.h). The PIN
 * of another site's appeal, or one that another office issued, is not known here: the city's centre is asked. */
#include "core/i18n.h"
#include "core/json_text.h"
#include "core/status.h"
#include "core/text.h"
#include "data/link/ask_status.h"
#include "tui/stop_key.h"
#include "tui/verbs.h"

/* "2026-11-22T17:05:06+02:00" of the city's zone as a person reads it. */
static const char *minute_of(struct arena *mem, const char *iso)
{
	int y, m, d, hour, min;

	if (sscanf(iso, "%4d-%2d-%2dT%2d:%2d", &y, &m, &d, &hour, &min) != 5)
		return "";
	return arena_printf(mem, "%02d.%02d.%04d %02d:%02d", d, m, y, hour, min);
}

static const char *state_of(struct arena *mem, const json_t *o)
{
	int state = vocab_wire_index(&vocab_state, json_text(o, "state"));

	/* A word of a newer program, as in core/appeal.h. */
	return status_state(mem, state < 0 ? ST_REGISTERED : (enum appeal_state)state, json_text(o, "forwarded_to"));
}

static const char *line_of(struct verb_call *c, const char *number, const char *when, const json_t *o)
{
	return arena_printf(c->mem, "%s%s%s\t%s\t%s", number, *when ? "\t" : "", when, state_of(c->mem, o),
			    json_text(o, "topic_name"));
}

/* The answer of core/status.h as lines, whoever gave it. */
static const char *text_of(struct verb_call *c, const json_t *o)
{
	const json_t *list = json_object_get(o, "questions"), *q;
	const char *number = json_text(o, "number"), *when = minute_of(c->mem, json_text(o, "date"));
	size_t i;

	if (!json_array_size(list))
		return line_of(c, number, when, o);
	const char *text = arena_printf(c->mem, "%s\t%s\t%s", number, when, state_of(c->mem, o));

	json_array_foreach(list, i, q)
		text = arena_printf(c->mem, "%s\n%s", text, line_of(c, arena_printf(c->mem, "%s.%d", number,
			(int)json_integer_value(json_object_get(q, "k"))), "", q));
	return text;
}

/* Asks with what shows that something is waited for, and lets it be given up. */
static enum err_code ask(struct verb_call *c, const struct http_place *to, const char *ascii, json_t **out,
			 struct err *e)
{
	struct long_work w;

	if (c->door.progress)
		return ask_status(to, ascii, c->opt[OPT_PIN], c->door.progress, out, e);
	long_work_begin(&w, N_("Asking the centre"));
	enum err_code rc = ask_status(to, ascii, c->opt[OPT_PIN], &w.progress, out, e);

	long_work_end(&w);
	return rc;
}

/* The limits of this site hold too: one who guesses must not use up what the whole site has at the centre. */
static enum err_code ask_centre(struct verb_call *c, const struct http_place *to, const char *ascii, struct err *e)
{
	const char *who = c->who.login;
	struct err noted = { 0 };
	json_t *o = NULL;

	if (appeal_guess_may(c->store, ascii, who, e))
		return e->code;
	enum err_code rc = ask(c, to, ascii, &o, e);

	if ((rc == ERR_OK || rc == ERR_REFUSED) && appeal_guess_note(c->store, ascii, who, rc == ERR_OK, &noted)) {
		json_decref(o);
		*e = noted;
		return e->code;
	}
	if (rc)
		return rc;
	const char *text = text_of(c, o);

	if (text_check(text, strlen(text)) != TEXT_GOOD) {
		json_decref(o);
		return err_set(e, ERR_FAILED, "%s", _("The centre's answer is not readable: its text has control bytes."));
	}
	json_object_set_new(o, "answered_by", json_string("centre"));
	c->out.json = o;
	c->out.remark = _("So the city's centre answers: the PIN is of another site.");
	return say(c, text);
}

enum err_code run_status(struct verb_call *c, struct err *e)
{
	struct http_place to = { .url = store_setting(c->store, "central", NULL, c->mem),
				 .ca = store_setting(c->store, "central_ca", NULL, c->mem) };
	const char *ascii;
	struct appeal a;

	if (!c->opt[OPT_PIN])
		return err_set(e, ERR_INVALID, "%s", _("Give the PIN of the receipt: --pin 123456."));
	if (to.url && appeal_is_elsewhere(c->store, c->args[0], c->mem, &ascii))
		return ask_centre(c, &to, ascii, e);
	if (appeal_status(c->store, c->args[0], c->opt[OPT_PIN], c->who.login, c->mem, &a, e))
		return e->code;
	c->out.json = status_json(&a, store_clock(c->store));
	return say(c, text_of(c, c->out.json));
}
