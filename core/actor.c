/* core/actor.c - see actor.h. */
#include "core/actor.h"

#include <stdio.h>

#include "core/err.h"
#include "core/i18n.h"
#include "core/text.h"

static const struct {
	unsigned roles;
	const char *sentence;
} rights[] = {
#define X(sym, roles, sentence) [sym] = { roles, sentence },
	RIGHTS(X)
#undef X
};

bool actor_may(const struct actor *who, enum right r)
{
	return who->os || (who->roles & rights[r].roles) != 0;
}

unsigned right_roles(enum right r)
{
	return rights[r].roles;
}

const char *actor_refusal(enum right r)
{
	return _(rights[r].sentence);
}

unsigned roles_parse(const char *s)
{
	unsigned bits = 0;

	while (*s) {
		char word[32];
		size_t n = strcspn(s, ",");

		if (n == 0 || n >= sizeof(word))
			return 0;
		memcpy(word, s, n);
		word[n] = '\0';
		int r = vocab_find(&vocab_role, word);

		if (r < 0)
			return 0;
		bits |= ROLE_BIT(r);
		s += n + (s[n] == ',');
	}
	return bits;
}

void roles_format(unsigned roles, char out[96])
{
	size_t n = 0;

	out[0] = '\0';
	for (int r = 0; r < USER_ROLE_COUNT; r++)
		if (roles & ROLE_BIT(r))
			n += (size_t)snprintf(out + n, 96 - n, "%s%s", n ? "," : "",
					      vocab_wire(&vocab_role, r));
}

const char *roles_labels(struct arena *mem, unsigned roles)
{
	const char *t = "";

	for (int r = 0; r < USER_ROLE_COUNT; r++)
		if (roles & ROLE_BIT(r))
			t = arena_printf(mem, "%s%s%s", t, *t ? ", " : "", vocab_label(&vocab_role, r));
	return t;
}

const char *roles_either(struct arena *mem, unsigned roles)
{
	const char *t = "", *last = "";

	for (int r = 0; r < USER_ROLE_COUNT; r++) {
		if (!(roles & ROLE_BIT(r)))
			continue;
		t = !*last ? t : *t ? arena_printf(mem, "%s, %s", t, last) : last;
		last = vocab_label(&vocab_role, r);
	}
	/* TRANSLATORS: the last two of a list of roles */
	return *t ? arena_printf(mem, _("%s or %s"), t, last) : last;
}

const char *actor_short_name(struct arena *mem, const struct actor *who)
{
	const char *name = *who->name ? who->name : who->login, *space = strchr(name, ' ');
	uint32_t cp;

	if (!space || who->os || !space[1])
		return name;
	return arena_printf(mem, "%s %s.", arena_strndup(mem, name, (size_t)(space - name)),
			    arena_strndup(mem, space + 1, text_next(space + 1, &cp)));
}
