/* data/store/appeal_status.c - what a citizen sees by number and PIN, and the limit on guessing
 * (design.md 7: five wrong tries per appeal and twenty per source in 15 minutes). */
#include "core/i18n.h"
#include "core/number.h"
#include "core/pin.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"
#include "data/store/attempts.h"

static enum err_code wrong(struct err *e)
{
	return err_set(e, ERR_REFUSED, "%s",
		       _("The number or the PIN is wrong. Check both on the receipt."));
}

struct guess {
	const char *by_appeal, *by_source;
	int64_t now;
};

static enum err_code check_wait(struct store *s, const struct guess *g, struct err *e)
{
	int64_t a = tries_wait(&s->db, ATTEMPTS_PIN_APPEAL, g->by_appeal, g->now, e);
	int64_t b = tries_wait(&s->db, ATTEMPTS_PIN_SOURCE, g->by_source, g->now, e);
	int64_t wait = a > b ? a : b;
	int minutes = (int)((wait + 59999) / 60000);

	if (e->code || wait <= 0)
		return e->code;
	return err_set(e, ERR_BUSY, P_("Too many wrong tries. Try again in %d minute.",
				       "Too many wrong tries. Try again in %d minutes.", minutes), minutes);
}

/* In the transaction. The limit is looked at again: of many guesses at once only the allowed ones are
 * answered, and once it is reached a right PIN is refused as well. */
static enum err_code note_guess(struct store *s, const struct guess *g, bool right, struct err *e)
{
	enum err_code rc = check_wait(s, g, e);

	if (rc)
		return rc;
	if (right)
		return tries_right(&s->db, g->by_appeal, e);
	rc = tries_wrong(&s->db, ATTEMPTS_PIN_APPEAL, g->by_appeal, g->now, e);
	return rc ? rc : tries_wrong(&s->db, ATTEMPTS_PIN_SOURCE, g->by_source, g->now, e);
}

static enum err_code count_guess(struct store *s, const struct guess *g, bool right, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	return rc ? rc : db_end(&s->db, note_guess(s, g, right, e), e);
}

/* Made with another key than that of this base: by another office, or before the key was lost. */
static bool pin_is_elsewhere(const struct store *s, const struct appeal *a)
{
	return *a->pin_mac && strcmp(a->pin_key, s->pin_key_id) != 0;
}

bool appeal_is_elsewhere(struct store *s, const char *ref, struct arena *mem, const char **ascii)
{
	struct err missing = { 0 };
	struct appeal a;
	struct number n = { .ascii = "" };

	if (appeal_load(s, ref, mem, &a, NULL, &missing) == ERR_OK) {
		*ascii = a.ascii;
		return strcmp(a.site, s->site) != 0 || pin_is_elsewhere(s, &a);
	}
	missing = (struct err){ 0 };
	if (!number_parse(mem, number_template_of(&s->db, mem, &missing), ref, &n) || !*n.ascii)
		return false;
	*ascii = n.ascii;
	return strcmp(site_code_ascii(mem, n.site), site_code_ascii(mem, s->site)) != 0;
}

static struct guess guess_of(struct store *s, const char *key, const char *source, struct arena *mem)
{
	return (struct guess){ .by_appeal = arena_printf(mem, "pin:%s", key),
			       .by_source = arena_printf(mem, "source:%s", source),
			       .now = s->clock->now_ms(s->clock->ctx) };
}

enum err_code appeal_guess_may(struct store *s, const char *ascii, const char *source, struct err *e)
{
	struct arena mem = { 0 };
	struct guess g = guess_of(s, ascii, source, &mem);

	(void)!check_wait(s, &g, e);
	arena_free(&mem);
	return e->code;
}

enum err_code appeal_guess_note(struct store *s, const char *ascii, const char *source, bool right, struct err *e)
{
	struct arena mem = { 0 };
	struct guess g = guess_of(s, ascii, source, &mem);

	(void)!count_guess(s, &g, right, e);
	arena_free(&mem);
	return e->code;
}

enum err_code appeal_status(struct store *s, const char *ref, const char *pin, const char *source,
			    struct arena *mem, struct appeal *out, struct err *e)
{
	struct err missing = { 0 };
	char digits[PIN_DIGITS + 1] = "";
	bool found = appeal_load(s, ref, mem, out, NULL, &missing) == ERR_OK;
	/* One counter per appeal however its number was typed; unknown numbers have their own. */
	struct guess g = guess_of(s, found ? out->ascii : ref, source, mem);

	if (check_wait(s, &g, e))
		return e->code;
	if (found && pin_is_elsewhere(s, out))
		return err_set(e, ERR_BUSY, "%s",
			       _("The PIN of this appeal was issued with the key of another office, which is not here: only the "
				 "city's centre can check it. The PIN was not checked."));
	bool has_pin = found && *out->pin_mac;
	bool right = pin_read(pin, digits);

	right = pin_matches(s->pin_key, found ? out->number : ref, digits, has_pin ? out->pin_mac : NULL)
		&& right && store_has_pin_key(s);
	if (count_guess(s, &g, right, e))
		return e->code;
	return right ? ERR_OK : wrong(e);
}
