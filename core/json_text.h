/* core/json_text.h - a text of an object, where one that is missing is empty. Owns nothing. */
#ifndef CORE_JSON_TEXT_H
#define CORE_JSON_TEXT_H

#include <jansson.h>

/* The text that `o` has under the key: "" when it has none, when it is no text or when `o` is NULL. It lives as long
 * as the member does. */
const char *json_text(const json_t *o, const char *key);

#endif
