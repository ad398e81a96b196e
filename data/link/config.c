/* data/link/config.c - see config.h. */
#include "data/link/config.h"

#include "core/i18n.h"

static char *trim(char *s)
{
	s += strspn(s, " \t");
	size_t n = strlen(s);

	while (n && strchr(" \t\r\n", s[n - 1]))
		s[--n] = '\0';
	return s;
}

static const char **member(struct config *c, const char *name)
{
#define X(m, n, help) { n, &c->m },
	struct {
		const char *name;
		const char **value;
	} members[] = { CONFIG(X) };
#undef X
	for (size_t i = 0; i < COUNT(members); i++)
		if (strcmp(members[i].name, name) == 0)
			return members[i].value;
	return NULL;
}

static enum err_code read_line(struct config *c, char *line, const char *path, int n, struct arena *mem,
			       struct err *e)
{
	char *s = trim(line);
	char *eq = strchr(s, '=');

	if (!*s || *s == '#')
		return ERR_OK;
	if (eq)
		*eq = '\0';
	const char **value = eq ? member(c, trim(s)) : NULL;

	if (!value)
		return err_set(e, ERR_INVALID, _("Line %d of %s is not understood: it is written «name = value»."),
			       n, path);
	*value = arena_strdup(mem, trim(eq + 1));
	return ERR_OK;
}

static enum err_code read_file(struct config *c, const char *path, struct arena *mem, struct err *e)
{
	FILE *f = fopen(path, "re");
	char line[4096];
	enum err_code rc = ERR_OK;

	for (int n = 1; f && !rc && fgets(line, sizeof(line), f); n++)
		rc = read_line(c, line, path, n, mem, e);
	if (f)
		fclose(f);
	return rc;
}

/* $NAME/rest, or $HOME/otherwise/rest. */
static const char *xdg(const char *name, const char *otherwise, const char *rest, struct arena *mem)
{
	const char *dir = getenv(name);
	const char *home = getenv("HOME");

	if (dir && *dir == '/')
		return arena_printf(mem, "%s/%s", dir, rest);
	return arena_printf(mem, "%s/%s/%s", home && *home ? home : ".", otherwise, rest);
}

const char *config_path(const struct config *c, const char *name, int i, struct arena *mem)
{
	if (i == 0)
		return arena_printf(mem, "/etc/pult/%s", name);
	if (i == 1 && !c->desk)
		return xdg("XDG_CONFIG_HOME", ".config", arena_printf(mem, "pult/%s", name), mem);
	return NULL;
}

enum err_code config_load(struct config *c, bool desk, struct arena *mem, struct err *e)
{
	const char *path;
	enum err_code rc = ERR_OK;

	*c = (struct config){ .desk = desk };
	for (int i = 0; !rc && (path = config_path(c, "pult.conf", i, mem)); i++)
		rc = read_file(c, path, mem, e);
	return rc;
}

const char *config_database(const struct config *c, const char *option, struct arena *mem)
{
	const char *env = getenv("PULT_DB");

	if (option)
		return option;
	if (env && *env)
		return env;
	return c->database ? c->database : xdg("XDG_DATA_HOME", ".local/share", "pult/pult.db", mem);
}

const char *config_files(const struct config *c, const char *database, struct arena *mem)
{
	const char *slash = strrchr(database, '/');

	if (c->files)
		return c->files;
	return arena_printf(mem, "%sfiles", slash ? arena_strndup(mem, database, (size_t)(slash - database) + 1) : "");
}
