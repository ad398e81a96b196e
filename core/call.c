/* core/call.c - see call.h. */
#include "core/call.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/register.h"

void call_init(struct call *c)
{
	*c = (struct call){ .id = "", .phone = "", .raw = "", .name = "", .queue = "", .operator = "",
		.recording = "", .direction = CALL_IN, .outcome = CALLED_ANSWERED };
}

bool call_id_valid(const char *id)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@/+-";
	size_t n = strlen(id);

	return n >= 1 && n <= CALL_ID_MAX && strspn(id, letters) == n;
}

enum err_code call_id_check(const char *id, struct err *e)
{
	if (!id || !*id || call_id_valid(id))
		return ERR_OK;
	return err_set(e, ERR_INVALID, "%s", _("This cannot be the id of a call: it stands in «pult calls --json». "
					       "Nothing was saved."));
}

bool call_recording_valid(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > CALL_RECORDING_MAX || *name == '/' || value_check(name, 0, NULL))
		return false;
	for (const char *s = name; *s; s += strcspn(s, "/"), s += *s == '/')
		if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || s[2] == '\0'))
			return false;
	return !strchr(name, '\n') && !strchr(name, '\t');
}

static enum err_code check_texts(const struct call *c, struct err *e)
{
	const struct {
		const char *value;
		size_t max;
	} values[] = { { c->raw, CALL_WORD_MAX }, { c->name, CALL_NAME_MAX }, { c->queue, CALL_WORD_MAX },
		       { c->operator, CALL_WORD_MAX } };
	enum err_code rc = ERR_OK;

	for (size_t i = 0; !rc && i < COUNT(values); i++)
		rc = value_check(values[i].value, values[i].max, e);
	return rc;
}

enum err_code call_check(const struct call *c, struct err *e)
{
	bool time_good = c->at > 0 && c->wait_s >= 0 && c->talk_s >= 0 && c->wait_s <= CALL_SECONDS_MAX &&
			 c->talk_s <= CALL_SECONDS_MAX;

	if (check_texts(c, e) || call_id_check(c->id, e))
		return e->code;
	if (*c->recording && !call_recording_valid(c->recording))
		return err_set(e, ERR_INVALID, _("The recording of the call %s is no name of a file below the folder of "
						 "recordings."), c->id);
	if (!time_good || c->direction < 0 || c->direction >= CALL_DIRECTION_COUNT || c->outcome < 0 ||
	    c->outcome >= CALL_OUTCOME_COUNT)
		return err_set(e, ERR_INVALID, _("The call %s has a time, a direction or an outcome that cannot be."),
			       c->id);
	return ERR_OK;
}

bool call_was_talk(const struct call *c)
{
	return c->outcome == CALLED_ANSWERED || c->outcome == CALLED_OUT;
}

enum err_code call_may_listen(const struct call *c, const struct actor *who, struct err *e)
{
	if (!actor_may(who, RIGHT_LISTEN))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_LISTEN));
	if (!actor_may(who, RIGHT_LISTEN_ALL) && strcmp(c->operator, who->login) != 0)
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_LISTEN_ALL));
	return ERR_OK;
}

static json_t *text_or_null(const char *s)
{
	return *s ? json_string(s) : json_null();
}

json_t *call_json(const struct call *c, const struct clock_ops *clock)
{
	json_t *appeals = json_array();
	char iso[26];

	for (int i = 0; i < c->nappeals; i++)
		json_array_append_new(appeals, json_string(c->appeals[i]));
	civil_format_iso(clock, c->at, iso);
	return json_pack("{ss so so so so ss so so sI sI ss so so}", "id", c->id,
			 "at", c->at ? json_string(iso) : json_null(), "phone", text_or_null(c->phone),
			 "raw", text_or_null(c->raw), "name", text_or_null(c->name),
			 "direction", vocab_wire(&vocab_call_direction, c->direction),
			 "queue", text_or_null(c->queue), "operator", text_or_null(c->operator),
			 "wait_s", (json_int_t)c->wait_s, "talk_s", (json_int_t)c->talk_s,
			 "outcome", vocab_wire(&vocab_call_outcome, c->outcome),
			 "recording", text_or_null(c->recording), "appeals", appeals);
}

void call_format_seconds(int64_t s, char out[16])
{
	snprintf(out, 16, "%d:%02d", (int)(s / 60 % 100000), (int)(s % 60));
}
