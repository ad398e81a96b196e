/* core/json_text.c - see json_text.h. */
#include "core/json_text.h"

const char *json_text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}
