/* tui/verb_args.c - which option gives the value that an error of core or of the store speaks of: they do
 * not know the door. One table for every verb. */
#include "core/i18n.h"
#include "tui/verb.h"

/* A value with several options: that of the verb counts. */
static const struct {
	const char *arg;
	enum option_id opt;
} given_by[] = {
	{ "service", OPT_TO },        { "service", OPT_SERVICE },   { "body", OPT_TO },
	{ "note", OPT_NOTE },         { "note", OPT_TEXT },         { "via", OPT_VIA },
	{ "result", OPT_RESULT },     { "reason", OPT_REASON },     { "outcome", OPT_OUTCOME },
	{ "grade", OPT_GRADE },       { "topic", OPT_TOPIC },       { "text", OPT_TEXT },
	{ "pin", OPT_PIN },
};

static const struct {
	const char *arg, *sentence; /* msgid */
} lists[] = {
	{ "topic", N_("All topics: pult topics.") },
	{ "service", N_("All executors: pult services.") },
	{ "body", N_("All executors: pult services.") },
	{ "login", N_("All users: pult user list.") },
};

/* The option of the verb for the value that was not given or is blank; -1: there is none, or it was given. */
static int missing_option(const struct verb_call *c, const char *arg)
{
	int opt = -1;

	for (size_t i = 0; i < COUNT(given_by); i++) {
		if (strcmp(given_by[i].arg, arg) != 0 || !(c->verb->opts >> given_by[i].opt & 1))
			continue;
		const char *given = c->opt[given_by[i].opt];

		if (given && given[strspn(given, " ")])
			return -1;
		if (opt < 0)
			opt = given_by[i].opt;
	}
	return opt;
}

void verb_explain(const struct verb_call *c, struct err *e)
{
	const char *arg = e->arg;

	if (!arg)
		return;
	int opt = missing_option(c, arg);

	if (opt >= 0) {
		const struct option_desc o = option_words(c->verb, (enum option_id)opt);

		err_set(e, e->code, _("%s It is the option --%s %s: %s."), e->msg, o.name, o.meta, _(o.help));
	}
	for (size_t i = 0; i < COUNT(lists); i++)
		if (strcmp(lists[i].arg, arg) == 0)
			err_set(e, e->code, "%s %s", e->msg, _(lists[i].sentence));
}
