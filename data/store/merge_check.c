/* data/store/merge_check.c - whether an event from outside is what it must be, before any of it is used. Lengths are
 * those of pult-sync(7). */
#include <string.h>

#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"
#include "data/store/merge_internal.h"

enum { SITE_BYTES = 2 * SITE_CODE_MAX, WORD_BYTES = 64, ACTOR_BYTES = 128, BODY_BYTES = 1024 * 1024 };

static bool is_text(const char *s, size_t max)
{
	size_t n = strlen(s);

	return n <= max && text_check(s, n) == TEXT_GOOD;
}

/* One word: no line breaks and tabs either. */
static bool is_word(const char *s, size_t max)
{
	return *s && is_text(s, max) && !strpbrk(s, "\n\t");
}

static bool words_hold(const struct event *ev)
{
	return is_word(ev->site, SITE_BYTES) && is_word(ev->actor, ACTOR_BYTES) && is_word(ev->subject, WORD_BYTES) &&
	       is_word(ev->kind, WORD_BYTES) && ev->seq > 0 && ev->v > 0 && ev->hlc > 0;
}

/* JSON with controls only as escapes, or nothing after a redaction. */
static bool body_holds(const struct event *ev)
{
	uint8_t hash[EVENT_HASH];

	if (!*ev->body)
		return true;
	if (!is_text(ev->body, BODY_BYTES))
		return false;
	event_body_hash(ev->body, hash);
	return memcmp(hash, ev->body_hash, EVENT_HASH) == 0;
}

enum err_code merge_check(const struct event *ev, struct err *e)
{
	if (words_hold(ev) && body_holds(ev))
		return ERR_OK;
	return err_set(e, ERR_FAILED, _("Event %lld from the centre is not what its site wrote: none of this batch was taken. "
					"Call the administrator of the centre."), (long long)ev->seq);
}
