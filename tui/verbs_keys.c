/* tui/verbs_keys.c - the keys of a person for the shell: shown whole, or changed from a file. What is kept is
 * only what differs from the keys of the site, in the person's own settings beside the drafts. */
#include <errno.h>

#include "core/i18n.h"
#include "data/store/draft.h"
#include "data/store/users.h"
#include "tui/keymap.h"
#include "tui/verbs.h"

static enum err_code check_person(const struct verb_call *c, const char *login, struct err *e)
{
	if (!user_roles(c->store, login, c->mem))
		return err_set(e, ERR_NOT_FOUND, _("There is no user «%s»."), login);
	if (strcmp(c->who.login, login) != 0 && !actor_may(&c->who, RIGHT_USERS))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_USERS));
	return ERR_OK;
}

static enum err_code read_all(const char *path, struct arena *mem, const char **text, struct err *e)
{
	char *buf = arena_alloc(mem, KEYMAP_TEXT_MAX);
	bool input = strcmp(path, "-") == 0;
	FILE *f = input ? stdin : fopen(path, "re");
	size_t n = f ? fread(buf, 1, KEYMAP_TEXT_MAX - 1, f) : 0;
	bool bad = !f || ferror(f) || n == KEYMAP_TEXT_MAX - 1;

	if (f && !input)
		fclose(f);
	*text = buf;
	return bad ? err_set(e, ERR_FAILED, _("The file of keys %s cannot be read. Nothing was changed."), path) : ERR_OK;
}

static enum err_code change(struct verb_call *c, struct draft *d, const struct keymap *site, struct keymap *now,
			    struct err *e)
{
	const char *text;

	*now = *site;
	if (read_all(c->args[1], c->mem, &text, e) || keymap_read(now, text, c->args[1], e))
		return e->code;
	return draft_set_setting(d, "keys", keymap_changes(now, site, c->mem), e);
}

enum err_code run_keys(struct verb_call *c, struct err *e)
{
	struct keymap *site = arena_alloc(c->mem, sizeof(*site)), *now = arena_alloc(c->mem, sizeof(*now));
	const char *login = c->args[0];
	struct config config;
	struct draft *d;

	if (check_person(c, login, e) || config_load(&config, false, c->mem, e) || keymap_site(site, &config, e) ||
	    draft_open(c->store, login, &d, e))
		return e->code;
	*now = *site;
	enum err_code rc = c->nargs == 2 ? change(c, d, site, now, e)
		: keymap_read(now, draft_setting(d, "keys", "", c->mem), _("your own keys"), e);

	draft_close(d);
	if (rc)
		return rc;
	if (c->nargs == 2)
		return say(c, arena_printf(c->mem, _("The keys of %s are changed: they work from the next login on."), login));
	c->out.kind = OUT_TEXT;
	c->out.text = keymap_text(now, c->mem);
	return ERR_OK;
}
