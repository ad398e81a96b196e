/* core/query_doc.c - see query.h: what the query line understands, told to people. Reads nothing. */
#include "core/query.h"

#include <stdio.h>

#include "core/query_table.h"

#define FILTER(n, other, reader, list, of, words, what) \
	{ .name = n, .alias = other, .help = what, .values = words, .about = of },
#define FLAG(n, other, stem, symbol, of, what) \
	{ .name = n, .alias = other, .help = what, .about = of, .flag = symbol },
static const struct query_doc docs[] = { QUERY_FILTERS(FILTER) QUERY_FLAGS(FLAG) };
#undef FILTER
#undef FLAG

bool query_doc(int i, struct query_doc *out)
{
	if (i < 0 || i >= (int)COUNT(docs))
		return false;
	*out = docs[i];
	return true;
}

static bool in_ukrainian(void)
{
	/* TRANSLATORS: the language of the names that the query line understands, "uk" or "en" */
	return strcmp(_("en"), "uk") == 0;
}

const char *query_name_shown(const struct query_doc *d)
{
	return in_ukrainian() ? d->name : d->alias;
}

const char *query_name_other(const struct query_doc *d)
{
	return in_ukrainian() ? d->alias : d->name;
}

static void list_known(unsigned about, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < COUNT(docs) && n < size; i++)
		if (docs[i].about & about)
			n += (size_t)snprintf(out + n, size - n, "%s%s%s", n ? " " : "", query_name_shown(&docs[i]),
					      docs[i].flag ? "" : ":");
}

static const char *shown_name(const char *alias)
{
	for (size_t i = 0; i < COUNT(docs); i++)
		if (strcmp(docs[i].alias, alias) == 0)
			return query_name_shown(&docs[i]);
	return alias;
}

const char *query_between(struct arena *mem, const char *from, const char *to)
{
	return arena_printf(mem, "%s:\"%s\" %s:\"%s\"", shown_name("from"), from, shown_name("to"), to);
}

void query_known(char *out, size_t size)
{
	list_known(QUERY_OF_APPEALS, out, size);
}

void query_known_calls(char *out, size_t size)
{
	list_known(QUERY_OF_CALLS, out, size);
}

const char *query_flag_shown(enum query_flag flag)
{
	for (size_t i = 0; i < COUNT(docs); i++)
		if (docs[i].flag == flag)
			return query_name_shown(&docs[i]);
	return "";
}
