/* data/store/form_key.c - see form_key.h. What stands between the code and the key is in no key that was typed. */
#include "data/store/form_key.h"

static const char between = '\x1f'; /* US, unit separator (ECMA-48) */

/* Length of the code before the number of the event. */
static size_t site_length(const char *subject)
{
	const char *dot = strrchr(subject, '.');

	return dot ? (size_t)(dot - subject) : 0;
}

static bool is_ours(const struct store *s, const char *subject)
{
	size_t n = site_length(subject);

	return strlen(s->site) == n && strncmp(subject, s->site, n) == 0;
}

const char *form_key_to_row(const struct store *s, const char *subject, const char *idem, struct arena *mem)
{
	if (!*idem || is_ours(s, subject))
		return idem;
	return arena_printf(mem, "%.*s%c%s", (int)site_length(subject), subject, between, idem);
}

const char *form_key_of_row(const struct store *s, const char *subject, const char *idem)
{
	size_t n = site_length(subject);

	if (is_ours(s, subject) || strncmp(idem, subject, n) != 0 || idem[n] != between)
		return idem;
	return idem + n + 1;
}
