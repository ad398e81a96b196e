/* tui/present.c - see present.h. */
#include "tui/present.h"

#include "core/i18n.h"

const char *present_words(struct arena *mem, const struct presence *p, uint64_t key)
{
	const struct present *is = presence_of(p, key);

	if (!is)
		return NULL;
	return arena_printf(mem, is->kind == PRESENCE_EDITS ? _("%s is editing") : _("%s is calling"), is->name);
}

const char *present_at(struct arena *mem, const struct presence *p, const char *number, const char *e164)
{
	if (!presence_others(p))
		return NULL; /* nothing has to be hashed for each row */
	const char *words = present_words(mem, p, presence_key(number));

	return words ? words : present_words(mem, p, presence_citizen(e164, number));
}
