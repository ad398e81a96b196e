/* server/settings.c - see settings.h. */
#include "server/settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"

#define CONFIG "/etc/pult/central.conf"

static const struct {
	const char *name, *value;
	size_t member;
} table[] = {
#define X(option, member, value, help) { option, value, offsetof(struct settings, member) },
	SETTINGS(X)
#undef X
};

static const char **member_of(struct settings *s, size_t i)
{
	return (const char **)((char *)s + table[i].member);
}

/* Sets what nobody of more weight has set. */
static bool set_if_free(struct settings *s, const char *name, const char *value)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		if (strcmp(table[i].name, name) != 0)
			continue;
		if (!*member_of(s, i))
			*member_of(s, i) = value;
		return true;
	}
	return false;
}

static char *trimmed(char *s)
{
	s += strspn(s, " \t");
	size_t n = strlen(s);

	while (n && strchr(" \t\r\n", s[n - 1]))
		s[--n] = '\0';
	return s;
}

static enum err_code config_line(struct settings *s, const char *file, int number, char *line, struct err *e)
{
	char *name = trimmed(line);
	char *eq = strchr(name, '=');

	if (!*name || *name == '#')
		return ERR_OK;
	if (eq)
		*eq = '\0';
	if (eq && set_if_free(s, trimmed(name), trimmed(eq + 1)))
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("Line %d of %s is not a setting: «%s»."), number, file, trimmed(name));
}

static enum err_code read_config(struct settings *s, const char *file, bool asked, struct arena *mem,
				 struct err *e)
{
	FILE *f = fopen(file, "re");
	char line[2048];

	if (!f && !asked && errno == ENOENT)
		return ERR_OK;
	if (!f)
		return err_set(e, ERR_FAILED, _("The configuration %s cannot be read: %s."), file,
			       strerror(errno));
	for (int n = 1; !e->code && fgets(line, sizeof(line), f); n++)
		config_line(s, file, n, arena_strdup(mem, line), e);
	fclose(f);
	return e->code;
}

/* Options without a value, and the two of their own. */
static bool take_flag(struct settings *s, const char *arg)
{
	bool *flag = strcmp(arg, "--revoke") == 0 ? &s->revoke :
		     strcmp(arg, "--help") == 0 ? &s->help :
		     strcmp(arg, "--version") == 0 ? &s->version : NULL;

	if (flag)
		*flag = true;
	return flag != NULL;
}

/* One option "--name value" or "--name=value". */
static enum err_code take_option(struct settings *s, char **argv, int *i, struct arena *mem,
				 const char **config, struct err *e)
{
	const char *eq = strchr(argv[*i], '=');
	const char *name = eq ? arena_strndup(mem, argv[*i] + 2, (size_t)(eq - argv[*i] - 2)) : argv[*i] + 2;
	const char *value = eq ? eq + 1 : argv[*i + 1];

	if (!value)
		return err_set(e, ERR_INVALID, _("The option --%s needs a value."), name);
	*i += !eq;
	if (strcmp(name, "config") == 0)
		*config = value;
	else if (strcmp(name, "name") == 0)
		s->name = value;
	else if (!set_if_free(s, name, value))
		return err_set(e, ERR_INVALID, _("There is no option --%s; see pult-central --help."), name);
	return ERR_OK;
}

enum err_code settings_read(struct settings *s, int argc, char **argv, struct arena *mem, struct err *e)
{
	const char **words = arena_alloc(mem, sizeof(*words) * (size_t)(argc + 1));
	const char *config = NULL, *env = getenv("PULT_CENTRAL_DATABASE");

	*s = (struct settings){ .words = words };
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0)
			words[s->nwords++] = argv[i];
		else if (!take_flag(s, argv[i]) && take_option(s, argv, &i, mem, &config, e))
			return e->code;
	}
	if (env && *env)
		set_if_free(s, "database", env);
	if (read_config(s, config ? config : CONFIG, config != NULL, mem, e))
		return e->code;
	for (size_t i = 0; i < COUNT(table); i++)
		set_if_free(s, table[i].name, table[i].value);
	return ERR_OK;
}

int settings_number(const char *text, int max)
{
	char *end;
	long v = strtol(text, &end, 10);

	return *text && !*end && v >= 1 && v <= max ? (int)v : 0;
}

bool settings_address(const char *listen, struct arena *mem, const char **host, int *port)
{
	const char *colon = strrchr(listen, ':');
	size_t n = colon ? (size_t)(colon - listen) : 0;

	*port = colon ? settings_number(colon + 1, 65535) : 0;
	if (!*port || !n)
		return false;
	if (listen[0] == '[' && listen[n - 1] == ']') {
		listen++;
		n -= 2;
	}
	*host = arena_strndup(mem, listen, n);
	return true;
}
