/* core/saved.c - see saved.h. Pure: where the list is kept is not known here. */
#include "core/saved.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/actor.h"
#include "core/i18n.h"
#include "core/query.h"
#include "core/query_token.h"
#include "core/text.h"

/* --- what one begins with -------------------------------------------------------------------------- */

/* A query of flags, or of one filter by its English name with a wire word of a state. */
static const struct first {
	const char *name; /* msgid */
	unsigned flags[2];
	const char *filter, *value;
	unsigned roles;
} firsts[] = {
	{ N_("On control"), { QUERY_OPEN }, NULL, NULL, ANY_ROLE },
	{ N_("Overdue"), { QUERY_OVERDUE }, NULL, NULL, ANY_ROLE },
	{ N_("Accidents"), { QUERY_URGENT, QUERY_OPEN }, NULL, NULL, ANY_ROLE },
	{ N_("Mine"), { QUERY_MINE, QUERY_OPEN }, NULL, NULL, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK) },
	{ N_("Not passed"), { 0 }, "state", "registered", ROLE_BIT(R_DISPATCHER) },
	{ N_("Reported done"), { 0 }, "state", "done",
	  ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_EXECUTOR) | ROLE_BIT(R_SUPERVISOR) },
	{ N_("In rework"), { 0 }, "state", "rework", ROLE_BIT(R_DISPATCHER) | ROLE_BIT(R_EXECUTOR) | ROLE_BIT(R_CONTROLLER) },
	{ N_("Unconfirmed"), { QUERY_UNCONFIRMED }, NULL, NULL,
	  ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER) },
	{ N_("Repeated ones"), { QUERY_REPEATED, QUERY_OPEN }, NULL, NULL,
	  ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER) },
};

/* So many fit beside each other on 80 columns with names that are still read. */
enum { FIRST_MAX = 6 };

static const char *filter_shown(const char *alias)
{
	struct query_doc d;

	for (int i = 0; query_doc(i, &d); i++)
		if (strcmp(d.alias, alias) == 0)
			return query_name_shown(&d);
	return alias;
}

static const char *value_shown(struct arena *mem, const char *wire)
{
	const char *label = vocab_label_of(&vocab_state, wire);

	return strchr(label, ' ') ? arena_printf(mem, "\"%s\"", label) : label;
}

static const char *first_query(const struct first *f, struct arena *mem)
{
	const char *q = "";

	for (size_t i = 0; i < COUNT(f->flags) && f->flags[i]; i++)
		q = arena_printf(mem, "%s%s%s", q, *q ? " " : "", query_flag_shown(f->flags[i]));
	return f->filter ? arena_printf(mem, "%s:%s", filter_shown(f->filter), value_shown(mem, f->value)) : q;
}

void saved_first(unsigned roles, struct arena *mem, struct saved_list *out)
{
	out->n = 0;
	for (size_t i = 0; i < COUNT(firsts) && out->n < FIRST_MAX; i++)
		if (firsts[i].roles & roles)
			out->q[out->n++] = (struct saved_query){ _(firsts[i].name), first_query(&firsts[i], mem) };
}

/* --- kept ------------------------------------------------------------------------------------------ */

enum err_code saved_read(const char *text, struct arena *mem, struct saved_list *out, struct err *e)
{
	json_t *all = json_loads(text, 0, NULL), *one;
	size_t i;

	out->n = 0;
	if (!json_is_array(all)) {
		json_decref(all);
		return err_set(e, ERR_INVALID, "%s",
			       _("Your saved queries cannot be read: they are left as they are and none is shown."));
	}
	json_array_foreach(all, i, one) {
		const char *name = json_string_value(json_object_get(one, "name"));
		const char *query = json_string_value(json_object_get(one, "query"));

		if (name && query && out->n < SAVED_MAX)
			out->q[out->n++] = (struct saved_query){ arena_strdup(mem, name), arena_strdup(mem, query) };
	}
	json_decref(all);
	return ERR_OK;
}

const char *saved_write(const struct saved_list *l, struct arena *mem)
{
	json_t *all = json_array();

	for (int i = 0; i < l->n; i++)
		json_array_append_new(all, json_pack("{ss ss}", "name", l->q[i].name, "query", l->q[i].query));
	char *text = json_dumps(all, JSON_COMPACT);
	const char *out = arena_strdup(mem, text ? text : "[]");

	free(text);
	json_decref(all);
	return out;
}

/* --- changed --------------------------------------------------------------------------------------- */

int saved_index(const struct saved_list *l, const char *name)
{
	struct arena mem = { 0 };
	const char *key = text_fold(&mem, name);
	int found = -1;

	for (int i = 0; i < l->n && found < 0; i++)
		if (strcmp(text_fold(&mem, l->q[i].name), key) == 0)
			found = i;
	arena_free(&mem);
	return found;
}

/* A digit alone would be taken for a place in the list. */
static enum err_code check_name(const char *name, struct err *e)
{
	struct arena mem = { 0 };
	const char *key = text_fold(&mem, name);
	bool empty = !*key, digit = !empty && !key[1] && *key >= '0' && *key <= '9';

	arena_free(&mem);
	if (empty || digit)
		return err_set(e, ERR_INVALID, "%s", _("Give the query a name: a word or two, not a digit."));
	if (text_letters(name) > SAVED_NAME_LETTERS)
		return err_set(e, ERR_INVALID, _("The name is too long: at most %d letters."), SAVED_NAME_LETTERS);
	return ERR_OK;
}

static enum err_code check_query(const char *query, struct err *e)
{
	if (!query[strspn(query, " ")])
		return err_set(e, ERR_INVALID, "%s", _("There is no query to be saved: type one first."));
	if (text_letters(query) > SAVED_QUERY_LETTERS)
		return err_set(e, ERR_INVALID, _("The query is too long: at most %d letters."), SAVED_QUERY_LETTERS);
	return ERR_OK;
}

enum err_code saved_put(struct saved_list *l, const char *name, const char *query, struct arena *mem,
			const char **before, struct err *e)
{
	int i = saved_index(l, name);

	if (check_name(name, e) || check_query(query, e))
		return e->code;
	if (i < 0 && l->n == SAVED_MAX)
		return err_set(e, ERR_INVALID, _("There are %d saved queries already, one for each digit: remove one first."),
			       SAVED_MAX);
	if (before)
		*before = i < 0 ? NULL : l->q[i].query;
	if (i < 0)
		l->q[l->n++] = (struct saved_query){ arena_strdup(mem, name), arena_strdup(mem, query) };
	else
		l->q[i].query = arena_strdup(mem, query);
	return ERR_OK;
}

enum err_code saved_rename(struct saved_list *l, int i, const char *name, struct arena *mem, struct err *e)
{
	int other = saved_index(l, name);

	if (check_name(name, e))
		return e->code;
	if (other >= 0 && other != i)
		return err_set(e, ERR_INVALID, _("There is a saved query «%s» already."), l->q[other].name);
	l->q[i].name = arena_strdup(mem, name);
	return ERR_OK;
}

void saved_remove(struct saved_list *l, int i)
{
	saved_move(l, i, l->n - 1);
	l->n--;
}

void saved_move(struct saved_list *l, int i, int to)
{
	struct saved_query moved = l->q[i];

	for (; i < to; i++)
		l->q[i] = l->q[i + 1];
	for (; i > to; i--)
		l->q[i] = l->q[i - 1];
	l->q[to] = moved;
}

/* --- used ------------------------------------------------------------------------------------------ */

static enum err_code refuse_name(const struct saved_list *l, const char *name, struct err *e)
{
	struct arena mem = { 0 };
	const char *all = "";

	for (int i = 0; i < l->n; i++)
		all = arena_printf(&mem, "%s%s«%s»", all, i ? ", " : "", l->q[i].name);
	err_set(e, ERR_NOT_FOUND, _("There is no saved query «%s». Saved: %s."), name, l->n ? all : "—");
	arena_free(&mem);
	return ERR_NOT_FOUND;
}

/* A digit alone is a place in the list. */
static int index_of_word(const struct saved_list *l, const char *name)
{
	bool digit = *name >= '1' && *name <= '9' && !name[1];

	return !digit ? saved_index(l, name) : *name - '1' < l->n ? *name - '1' : -1;
}

enum err_code saved_expand(const struct saved_list *l, const char *line, struct arena *mem, const char **out,
			   struct err *e)
{
	const char *name = line + strspn(line, " "), *rest = "";
	struct token t = { .value = "" };

	*out = line;
	if (*name != '@')
		return ERR_OK;
	int i = saved_index(l, ++name); /* of several words, with nothing behind them */

	if (i < 0) {
		rest = name;
		token_next(mem, &rest, &t);
		name = t.key ? t.raw : t.value;
		i = index_of_word(l, name);
	}
	if (i < 0)
		return refuse_name(l, name, e);
	*out = arena_printf(mem, "%s%s", l->q[i].query, rest);
	return ERR_OK;
}
