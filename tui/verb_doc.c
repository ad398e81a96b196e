/* tui/verb_doc.c - help, the man page and the completion file, made from the table of commands so that
 * they cannot drift from it. */
#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "tui/verb.h"

enum { NAME_COLS = 22 };

/* "--demo[=N]", "--topic CODE", "--json". */
static const char *option_written(struct arena *mem, const struct option_desc *o)
{
	size_t n = o->meta ? strlen(o->meta) : 0;

	if (n && o->meta[n - 1] == '?')
		return arena_printf(mem, "--%s[=%s]", o->name, arena_strndup(mem, o->meta, n - 1));
	return arena_printf(mem, "--%s%s%s", o->name, n ? " " : "", n ? o->meta : "");
}

static const char *option_line(struct arena *mem, const struct verb *v, int i)
{
	const struct option_desc o = option_words(v, (enum option_id)i);

	return arena_printf(mem, "  %s %s\n", text_fit(mem, option_written(mem, &o), NAME_COLS), _(o.help));
}

static const char *options_of(struct arena *mem, const struct verb *v, uint64_t opts)
{
	const char *t = "";

	for (int i = 0; i < OPT_COUNT; i++)
		if (opts >> i & 1)
			t = arena_printf(mem, "%s%s", t, option_line(mem, v, i));
	return t;
}

static const char *help_of_all(struct arena *mem)
{
	const char *t = arena_printf(mem, "%s\n\n%s\n\n", _("pult - the workstation of a city's front desk and hotline"),
				     _("Without arguments the full screen starts. The same work from the shell:"));

	for (int i = 0; i < VERB_COUNT; i++)
		if (verbs[i].doors & DOOR_SHELL)
			t = arena_printf(mem, "%s  %s %s\n", t, text_fit(mem, verbs[i].name, NAME_COLS / 2),
					 _(verbs[i].summary));
	return arena_printf(mem, "%s\n%s\n%s\n%s\n", t, _("Options of every command:"), options_of(mem, NULL, O_COMMON),
			    _("More about one of them: pult COMMAND --help"));
}

/* Which query line the verb has: bits of enum query_about, 0: none. */
static unsigned query_of(const struct verb *v)
{
	if (!strstr(v->usage, "QUERY"))
		return 0;
	return v == &verbs[V_CALLS] ? QUERY_OF_CALLS : QUERY_OF_APPEALS;
}

/* "  стан:    state... (state:)", and the values where they are a closed list. */
static const char *filter_line(struct arena *mem, const struct query_doc *d)
{
	const char *colon = d->flag ? "" : ":";
	const char *name = arena_printf(mem, "%s%s", query_name_shown(d), colon);
	const char *line = arena_printf(mem, "  %s %s (%s%s)\n", text_fit(mem, name, NAME_COLS), _(d->help),
					query_name_other(d), colon);
	char words[QUERY_VALUES_LISTED];

	if (!d->values)
		return line;
	vocab_labels(d->values, words, sizeof(words));
	return arena_printf(mem, "%s  %s %s\n", line, text_fit(mem, "", NAME_COLS), words);
}

static const char *query_help(struct arena *mem, unsigned about)
{
	const char *t = arena_printf(mem, "\n%s\n", _("A query is words, a part of a telephone, a number, and filters. What "
						      "stands in quotes is words:"));
	struct query_doc d;

	for (int i = 0; query_doc(i, &d); i++)
		if (d.about & about)
			t = arena_printf(mem, "%s%s", t, filter_line(mem, &d));
	return t;
}

const char *verb_help(struct arena *mem, const struct verb *v)
{
	if (!v)
		return help_of_all(mem);
	return arena_printf(mem, "pult %s %s\n\n%s.\n\n%s%s", v->name, v->usage, _(v->summary),
			    options_of(mem, v, v->opts | O_COMMON), query_of(v) ? query_help(mem, query_of(v)) : "");
}

/* roff takes a leading '.' or '\'' as a request and '-' as a hyphen. */
static void roff(FILE *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", out);
	for (; *s; s++) {
		if (*s == '-')
			fputs("\\-", out);
		else if (*s == '\\')
			fputs("\\e", out);
		else
			fputc(*s, out);
	}
}

/* A value that may be left out is written [=N]. */
static void man_meta(FILE *out, const char *meta)
{
	size_t n = meta ? strlen(meta) : 0;

	if (n && meta[n - 1] == '?')
		fprintf(out, "[=\\fI%.*s\\fR]", (int)(n - 1), meta);
	else if (n)
		fprintf(out, " \\fI%s\\fR", meta);
}

static void man_options(FILE *out, const struct verb *v, uint64_t opts)
{
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!(opts >> i & 1))
			continue;
		const struct option_desc o = option_words(v, (enum option_id)i);

		fputs(".TP\n.B ", out);
		roff(out, "--");
		roff(out, o.name);
		man_meta(out, o.meta);
		fputc('\n', out);
		roff(out, o.help);
		fputs(".\n", out);
	}
}

static void man_verbs(FILE *out)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		if (!(verbs[i].doors & DOOR_SHELL))
			continue;
		fputs(".SS ", out);
		roff(out, verbs[i].name);
		fputs("\n.B pult ", out);
		roff(out, verbs[i].name);
		fputc(' ', out);
		roff(out, verbs[i].usage);
		fputs("\n.PP\n", out);
		roff(out, verbs[i].summary);
		fputs(".\n", out);
		man_options(out, &verbs[i], verbs[i].opts);
	}
}

static void man_query(FILE *out)
{
	struct query_doc d;

	fputs(".SH QUERY\nWords are found in the name, the address and the text, the last one also as a beginning; digits\n"
	      "are a part of a telephone or a number. Several words of one value stand in quotes; what stands in\n"
	      "quotes alone is words, never a filter. Filters, each with its Ukrainian and its English name:\n", out);
	for (int i = 0; query_doc(i, &d); i++) {
		fputs(".TP\n.B ", out);
		roff(out, d.name);
		fputs(d.flag ? ", " : ":, ", out);
		roff(out, d.alias);
		fputs(d.flag ? "\n" : ":\n", out);
		roff(out, d.help);
		fputs(d.about == QUERY_OF_CALLS ? " (calls only).\n" : d.about == QUERY_OF_APPEALS
		      ? " (appeals only).\n" : ".\n", out);
	}
}

static void man_keys(FILE *out)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		if (!verbs[i].key)
			continue;
		fputs(".TP\n.B ", out);
		roff(out, verbs[i].key);
		fputs(" \\fR(", out);
		roff(out, verbs[i].name);
		fputs(")\n", out);
		roff(out, verbs[i].summary);
		fputs(".\n", out);
	}
}

static void man(FILE *out)
{
	fprintf(out, ".TH PULT 1 \"\" \"pult %s\" \"User Commands\"\n", PULT_VERSION);
	fputs(".SH NAME\npult \\- workstation of a city's front desk and hotline\n.SH SYNOPSIS\n.B pult\n"
	      ".RI [ options ]\n.br\n.B pult\n.I command\n.RI [ arguments ]\n.SH DESCRIPTION\n"
	      "Without a command the full\\-screen workstation starts. With one, the same work is done from the "
	      "shell.\nThe owner of the database file needs no password there; others use\n.BR \\-\\-as .\n"
	      "A number is written as it stands on the receipt, as its ASCII twin, with .N for question N,\n"
	      "and for reading also bare.\n.SH COMMANDS\n", out);
	man_verbs(out);
	fputs(".SH COMMON OPTIONS\n", out);
	man_options(out, NULL, O_COMMON | O(DESK) | O(VERSION));
	man_query(out);
	fputs(".SH KEYS\n", out);
	man_keys(out);
	fputs(".SH ERASING\n.B pult redact\nempties the bodies of the events that hold the data; their hashes stay, so that\n"
	      ".B pult verify\nholds as before, and the event of the erasing keeps who did it, why, which fields, and the rest of\n"
	      "each body. The data leaves the rows, the search index and the files beside the database, and the\n"
	      "write\\-ahead log as soon as no other program reads it. Backups and the copies that an upgrade leaves\n"
	      "(.bak) keep it: remove or replace them. The calls linked with the appeal lose telephone and name in the\n"
	      "journal; a recording itself lies with the exchange. With a telephone all consultations and calls of it are\n"
	      "erased, linked or not, and the appeals from it are named, to be erased each by its number; with the id of a\n"
	      "consultation\n(it stands in\n.B export person\nand in\n.BR \"consult \\-\\-json\" )\nthat one. "
	      "Old segments of the search index\nare cleaned after it, in a large base in idle moments of the workstations.\n", out);
	fputs(".SH EXIT STATUS\n0 done; 1 failed; 2 usage or a value that cannot be right; 3 not found; 4 refused;\n"
	      "5 changed by someone else; 6 busy or the program was updated: try again.\n"
	      ".SH ENVIRONMENT\n.TP\n.B LANGUAGE\nthe language of messages, uk or en; it wins over\n.BR \\-\\-lang ,\n"
	      "which wins over the configuration file; without any of them messages are Ukrainian.\n"
	      ".TP\n.B PULT_DB\nthe database file, when\n.B \\-\\-db\nis not given.\n"
	      ".TP\n.B PULT_PASSWORD_FILE\nthe file whose first line is the password of\n.BR \\-\\-as .\n"
	      ".SH FILES\nThe database, its PIN key (.key) beside it, the folder drafts of the forms being typed,\n"
	      "/etc/pult/pult.conf and ~/.config/pult/pult.conf, keys.conf beside them.\n.SH SEE ALSO\n.BR pult.conf (5),\n"
	      ".BR pult\\-keys (5),\n.BR pult\\-sync (7),\n.BR pult\\-agent (8),\n.BR pult\\-central (8),\n"
	      ".BR pult\\-ssh (8)\n", out);
}

static void completion(FILE *out)
{
	fputs("# bash completion for pult; made from its table of commands\n_pult() {\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}\n"
	      "\tif [ \"$COMP_CWORD\" = 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"", out);
	for (int i = 0; i < VERB_COUNT; i++)
		if (verbs[i].doors & DOOR_SHELL)
			fprintf(out, "%s ", verbs[i].name);
	fputs("\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase $verb in\n", out);
	for (int i = 0; i < VERB_COUNT; i++) {
		if (!(verbs[i].doors & DOOR_SHELL))
			continue;
		fprintf(out, "\t%s) COMPREPLY=($(compgen -W \"", verbs[i].name);
		for (int o = 0; o < OPT_COUNT; o++)
			if ((verbs[i].opts | O_COMMON) >> o & 1)
				fprintf(out, "--%s ", option_descs[o].name);
		fputs("\" -- \"$cur\")) ;;\n", out);
	}
	fputs("\tesac\n}\ncomplete -o default -F _pult pult\n", out);
}

bool verb_document(FILE *out, const char *what)
{
	if (strcmp(what, "man") == 0)
		man(out);
	else if (strcmp(what, "completion") == 0)
		completion(out);
	else
		return false;
	return true;
}
