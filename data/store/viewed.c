/* data/store/viewed.c - see viewed.h. */
#include "data/store/viewed.h"

#include "data/store/store_internal.h"

enum { MINUTE_MS = 60000 };

void viewed_add(struct store *s, const struct appeal *a)
{
	const json_t *seen;
	size_t i;

	if (!s->viewed) {
		s->viewed = json_array();
		s->viewed_since = s->clock->now_ms(s->clock->ctx);
	}
	json_array_foreach(s->viewed, i, seen)
		if (strcmp(json_string_value(seen), a->subject) == 0)
			return;
	json_array_append_new(s->viewed, json_string(a->subject));
}

enum err_code viewed_flush(struct store *s, const struct actor *who, bool now, struct err *e)
{
	if (!s->viewed || (!now && s->clock->now_ms(s->clock->ctx) - s->viewed_since < MINUTE_MS))
		return ERR_OK;
	json_t *body = json_pack("{sO}", "subjects", s->viewed);
	enum err_code rc = log_note(s, "viewed", body, who, e);

	json_decref(body);
	if (!rc) {
		json_decref(s->viewed);
		s->viewed = NULL;
	}
	return rc;
}
