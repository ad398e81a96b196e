/* core/json_read.h - JSON into jansson's values, quicker than by jansson: logs are read event by event, and jansson
 * takes each byte through a call. Only what is plain is read here; whatever is not goes to jansson, whose word counts.
 * Pure; owns nothing. */
#ifndef CORE_JSON_READ_H
#define CORE_JSON_READ_H

#include <jansson.h>

/* What json_loadb(text, len, flags, NULL) gives, a new reference or NULL. flags: 0 or JSON_REJECT_DUPLICATES. */
json_t *json_read(const char *text, size_t len, size_t flags);

/* The same of a whole text. */
json_t *json_read_text(const char *text);

#endif
