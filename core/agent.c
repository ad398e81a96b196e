/* core/agent.c - see agent.h. */
#include "core/agent.h"

#include <stdbool.h>

#include "core/i18n.h"
#include "core/text.h"

void agents_init(struct agents *a, struct arena *mem)
{
	for (int i = 0; i < a->n; i++)
		a->users[i].key = arena_printf(mem, " %s ", text_fold(mem, a->users[i].name));
}

/* --- the setting ---------------------------------------------------------------------------------- */

/* One pair of the list; its parts are not ended. False: no more. */
struct pair {
	const char *agent, *login;
	size_t agent_len, login_len;
};

static size_t trimmed(const char **s, size_t n)
{
	while (n && **s == ' ') {
		++*s;
		n--;
	}
	while (n && (*s)[n - 1] == ' ')
		n--;
	return n;
}

static bool next_pair(const char **map, struct pair *p)
{
	const char *s = *map;
	size_t n = strcspn(s, ",;"), eq = strcspn(s, "=");

	if (!*s)
		return false;
	*map = s + n + (s[n] != '\0');
	p->agent = s;
	p->agent_len = trimmed(&p->agent, eq < n ? eq : n);
	p->login = eq < n ? s + eq + 1 : s + n;
	p->login_len = trimmed(&p->login, eq < n ? n - eq - 1 : 0);
	return true;
}

enum err_code agents_check(const char *map, struct err *e)
{
	struct pair p;

	while (next_pair(&map, &p))
		if (!p.agent_len || !p.login_len)
			return err_set(e, ERR_INVALID, "%s",
				       _("Agents of the exchange are named with their logins: 301=olena, 302=ivan."));
	return ERR_OK;
}

static const char *mapped(const char *map, const char *agent, struct arena *mem)
{
	struct pair p;

	while (next_pair(&map, &p))
		if (p.agent_len == strlen(agent) && strncmp(p.agent, agent, p.agent_len) == 0)
			return arena_strndup(mem, p.login, p.login_len);
	return NULL;
}

/* --- people --------------------------------------------------------------------------------------- */

static const char *with_login(const struct agents *a, const char *word)
{
	for (int i = 0; i < a->n; i++)
		if (strcmp(a->users[i].login, word) == 0)
			return a->users[i].login;
	return NULL;
}

/* Whether " key " has every word of the folded words; *n: how many they are. */
static bool has_words(const char *key, const char *words, int *n, struct arena *mem)
{
	*n = 0;
	while (*words) {
		size_t len = strcspn(words, " ");

		if (!strstr(key, arena_printf(mem, " %.*s ", (int)len, words)))
			return false;
		words += len + (words[len] == ' ');
		++*n;
	}
	return true;
}

static const char *with_name(const struct agents *a, const char *agent, struct arena *mem)
{
	const char *words = text_fold(mem, agent), *login = NULL;

	for (int i = 0, n; i < a->n; i++) {
		if (!has_words(a->users[i].key, words, &n, mem) || n < 2)
			continue;
		if (login)
			return NULL;
		login = a->users[i].login;
	}
	return login;
}

/* "SIP/301" -> "301", "Local/201@agents/n" -> "201". */
static const char *extension_in(const char *agent, struct arena *mem)
{
	const char *slash = strchr(agent, '/'), *s = slash ? slash + 1 : agent;

	return arena_strndup(mem, s, strcspn(s, "@/"));
}

const char *agent_login(const struct agents *a, const char *agent, struct arena *mem)
{
	if (!*agent)
		return agent;
	const char *extension = extension_in(agent, mem), *login = mapped(a->map, agent, mem);

	login = login ? login : mapped(a->map, extension, mem);
	login = login ? login : with_login(a, agent);
	login = login ? login : with_login(a, extension);
	login = login ? login : with_name(a, agent, mem);
	return login ? login : agent;
}
