/* core/agent.h - who of the people here an exchange means by the name of an agent. Pure.
 *
 * An exchange says "SIP/301", "Local/201@agents/n", "Agent/1001", or the name that its administrator gave. */
#ifndef CORE_AGENT_H
#define CORE_AGENT_H

#include "core/arena.h"
#include "core/err.h"

struct agent_user {
	const char *login, *name; /* the full name */
	const char *key;          /* folded name; set by agents_init() */
};

struct agents {
	struct agent_user *users;
	int n;
	const char *map; /* the setting "agents": "301=olena, Марта=kontr" */
};

/* Whether the setting can be: pairs parted by commas. ERR_INVALID. */
MUST_CHECK enum err_code agents_check(const char *map, struct err *e);

/* Folds the names of a->users, which the caller has put in, for the comparisons below. In the arena. */
void agents_init(struct agents *a, struct arena *mem);

/* The login: what the setting says of the name or of the extension in it; else a login that is the name or the
 * extension; else the one person whose full name has all words of it, two at least. Otherwise the name itself. In
 * the arena or borrowed. */
const char *agent_login(const struct agents *a, const char *agent, struct arena *mem);

#endif
