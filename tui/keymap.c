/* tui/keymap.c - see keymap.h. */
#include "tui/keymap.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

static bool has_key_door(int v)
{
	return (verbs[v].doors & DOOR_KEY) != 0;
}

static void bind(struct keymap *m, int v, const struct key_spec *k)
{
	m->key[v] = *k;
	key_spec_write(k, m->name[v]);
}

void keymap_init(struct keymap *m)
{
	struct err e = { 0 };

	memset(m, 0, sizeof(*m));
	for (int v = 0; v < VERB_COUNT; v++) {
		struct key_spec k = { .kind = EV_NONE };

		if (has_key_door(v) && verbs[v].key && key_spec_read(verbs[v].key, &k, &e) == ERR_OK)
			bind(m, v, &k);
	}
}

bool keymap_is(const struct keymap *m, enum verb_id v, const struct key_event *ev)
{
	return has_key_door((int)v) && key_spec_is(&m->key[v], ev);
}

/* --- reading -------------------------------------------------------------------------------------- */

/* What is being read: the keys so far, and the line each of them was changed in (0: not here). */
struct reading {
	struct keymap m;
	int line[VERB_COUNT];
};

static int verb_named(const char *name)
{
	for (int v = 0; v < VERB_COUNT; v++)
		if (strcmp(verbs[v].name, name) == 0)
			return v;
	return -1;
}

static enum err_code take_away(struct reading *r, int v, struct err *e)
{
	if (verbs[v].in & IN_ALL)
		return err_set(e, ERR_INVALID, _("«%s» works everywhere and must have a key."), verbs[v].name);
	bind(&r->m, v, &(struct key_spec){ .kind = EV_NONE });
	return ERR_OK;
}

/* A letter in a place where text is typed would never be a command there. */
static enum err_code give(struct reading *r, int v, const char *key, struct err *e)
{
	struct key_spec k;

	if (key_spec_read(key, &k, e))
		return e->code;
	if ((verbs[v].in & (IN_ALL | IN_INTAKE | IN_REFERENCE)) && key_spec_types(&k))
		return err_set(e, ERR_INVALID,
			       _("«%s» is for typing where «%s» works: take a function key, or Ctrl or Alt with a letter."),
			       key, verbs[v].name);
	bind(&r->m, v, &k);
	return ERR_OK;
}

static enum err_code read_row(struct reading *r, char *row, int line, struct err *e)
{
	char *eq = strchr(row, '=');

	if (!eq)
		return err_set(e, ERR_INVALID, "%s", _("It is written «command = key»."));
	*eq = '\0';
	char *name = row, *key = eq + 1 + strspn(eq + 1, " \t");

	name[strcspn(name, " \t")] = '\0';
	int v = verb_named(name);

	if (v < 0)
		return err_set(e, ERR_INVALID, _("There is no command «%s». All of them: pult document keys."), name);
	if (!has_key_door(v))
		return err_set(e, ERR_INVALID, _("«%s» is a command of the shell and has no key."), name);
	if (r->line[v])
		return err_set(e, ERR_INVALID, _("«%s» has a key in line %d already."), name, r->line[v]);
	r->line[v] = line;
	return strcmp(key, "none") == 0 ? take_away(r, v, e) : give(r, v, key, e);
}

static bool meet(int a, int b)
{
	unsigned x = verbs[a].in, y = verbs[b].in;

	return (x & y) || (x & IN_ALL) || (y & IN_ALL);
}

/* The row to blame of two is the one that brought another key than there was, else the later one. */
static bool to_blame(const struct reading *r, const struct keymap *before, int a, int b)
{
	bool new_a = !key_spec_same(&r->m.key[a], &before->key[a]);
	bool new_b = !key_spec_same(&r->m.key[b], &before->key[b]);

	return new_a != new_b ? new_a : r->line[a] >= r->line[b];
}

/* Two commands of one place with one key: *a is the one whose row is to blame. */
static bool taken_twice(const struct reading *r, const struct keymap *before, int *a, int *b)
{
	for (*a = 0; *a < VERB_COUNT; ++*a)
		for (*b = 0; *b < VERB_COUNT; ++*b)
			if (*a != *b && meet(*a, *b) && key_spec_same(&r->m.key[*a], &r->m.key[*b]) &&
			    to_blame(r, before, *a, *b))
				return true;
	return false;
}

static enum err_code in_line(int line, const char *source, struct err *e)
{
	struct err inner = *e;

	return err_set(e, ERR_INVALID, _("Line %d of %s: %s"), line, source, inner.msg);
}

/* The next line without its outer blanks, in buf; false at the end. */
static bool next_line(const char **text, char *buf, size_t size)
{
	if (!**text)
		return false;
	size_t len = strcspn(*text, "\n");
	const char *s = *text + strspn(*text, " \t\r");
	const char *end = *text + len;

	*text = end + (*end == '\n');
	while (end > s && strchr(" \t\r", end[-1]))
		end--;
	len = end > s ? (size_t)(end - s) : 0;
	if (len >= size)
		len = size - 1;
	memcpy(buf, s, len);
	buf[len] = '\0';
	return true;
}

enum err_code keymap_read(struct keymap *m, const char *text, const char *source, struct err *e)
{
	struct reading r = { .m = *m };
	char row[256];
	int a, b;

	for (int line = 1; next_line(&text, row, sizeof(row)); line++)
		if (*row && *row != '#' && read_row(&r, row, line, e))
			return in_line(line, source, e);
	if (taken_twice(&r, m, &a, &b)) {
		err_set(e, ERR_INVALID, _("«%s» is also the key of «%s», in the same place: give that one another key too."),
			r.m.name[a], verbs[b].name);
		return in_line(r.line[a], source, e);
	}
	*m = r.m;
	return ERR_OK;
}

enum err_code keymap_read_file(struct keymap *m, const char *path, struct err *e)
{
	char text[KEYMAP_TEXT_MAX];
	FILE *f = fopen(path, "re");

	if (!f && errno == ENOENT)
		return ERR_OK;
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	bool bad = !f || ferror(f) || n == sizeof(text) - 1;

	if (f)
		fclose(f);
	if (bad)
		return err_set(e, ERR_FAILED, _("The file of keys %s cannot be read, so the usual keys work."), path);
	text[n] = '\0';
	return keymap_read(m, text, path, e);
}

enum err_code keymap_site(struct keymap *m, const struct config *c, struct err *e)
{
	struct arena mem = { 0 };
	const char *path;
	enum err_code rc = ERR_OK;

	keymap_init(m);
	for (int i = 0; !rc && (path = config_path(c, "keys.conf", i, &mem)); i++)
		rc = keymap_read_file(m, path, e);
	arena_free(&mem);
	return rc;
}

/* --- writing -------------------------------------------------------------------------------------- */

const char *keymap_text(const struct keymap *m, struct arena *mem)
{
	const char *t = arena_printf(mem, "# %s\n", _("Keys of pult: «command = key», «none» for no key. See pult-keys(5)."));

	for (int v = 0; v < VERB_COUNT; v++)
		if (has_key_door(v))
			t = arena_printf(mem, "%s\n# %s\n%s = %s\n", t, _(verbs[v].summary), verbs[v].name,
					 *m->name[v] ? m->name[v] : "none");
	return t;
}

const char *keymap_changes(const struct keymap *m, const struct keymap *base, struct arena *mem)
{
	const char *t = "";

	for (int v = 0; v < VERB_COUNT; v++)
		if (strcmp(m->name[v], base->name[v]) != 0)
			t = arena_printf(mem, "%s%s = %s\n", t, verbs[v].name, *m->name[v] ? m->name[v] : "none");
	return t;
}

const char *keymap_shown(const struct keymap *m, enum verb_id v)
{
	bool space = m->key[v].kind == EV_CHAR && m->key[v].cp == ' ';

	return space ? _("Space") : m->name[v];
}
