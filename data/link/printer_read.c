/* data/link/printer_read.c - the setting of a printer as words: where it is and what it can do. Tries nothing. */
#include "data/link/printer.h"

#include "core/i18n.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* --- where -------------------------------------------------------------------------------------- */

static bool is_name(const char *s, const char *also)
{
	struct arena mem = { 0 };
	size_t len = strspn(s, arena_printf(&mem, LETTERS "%s", also));

	arena_free(&mem);
	return len > 0 && len <= 127 && !s[len] && *s != '-' && *s != '.';
}

static bool is_port(const char *s)
{
	size_t len = strspn(s, "0123456789");
	long port = strtol(s, NULL, 10);

	return len > 0 && len <= 5 && !s[len] && port > 0 && port < 65536;
}

/* Takes ":PORT" off the end of a host; "[::1]:9100" has its own colons. NULL: there is none. */
static char *split_port(char *host)
{
	char *end = *host == '[' ? strchr(host, ']') : NULL;
	char *colon = strchr(end ? end : host, ':');

	if (end && (!colon || colon == end + 1)) {
		*end = '\0';
		memmove(host, host + 1, strlen(host));
	}
	if (!colon || strchr(colon + 1, ':')) /* a bare address of IPv6 */
		return NULL;
	*colon = '\0';
	return colon + 1;
}

static bool read_file(struct printer *p, char *rest)
{
	p->where = rest;
	return rest[0] == '/';
}

static bool read_cmd(struct printer *p, char *rest)
{
	struct arena mem = { 0 };
	char *argv[PROGRAM_ARGS_MAX + 1];
	bool good = program_split(arena_strdup(&mem, rest), argv) > 0 && argv[0][0] == '/';

	arena_free(&mem);
	p->where = rest;
	return good;
}

/* Names, not options and not paths. */
static bool read_cups(struct printer *p, char *rest)
{
	char *server = strchr(rest, '@');

	if (server)
		*server++ = '\0';
	p->where = rest;
	p->at = server;
	return is_name(rest, "_-.") && (!server || is_name(server, "-.:[]"));
}

static bool read_tcp(struct printer *p, char *rest)
{
	char *port = split_port(rest);

	p->where = rest;
	p->at = port ? port : "9100";
	return is_port(p->at) && (is_name(rest, "-.") || is_name(rest + strspn(rest, ":"), ":."));
}

static const struct way {
	const char *prefix;
	bool (*read)(struct printer *p, char *rest);
	enum receipt_format format;
} ways[] = {
	[PRINTER_FILE] = { "file:", read_file, RECEIPT_PDF },
	[PRINTER_CMD] = { "cmd:", read_cmd, RECEIPT_PDF },
	[PRINTER_CUPS] = { "cups:", read_cups, RECEIPT_PDF },
	[PRINTER_TCP] = { "tcp:", read_tcp, RECEIPT_ESCPOS },
};

/* --- what it can do ------------------------------------------------------------------------------ */

/* Numbers as Epson has them; other makers give the same pages other numbers, see table=. */
static const struct charset {
	const char *name, *iconv;
	int table;
} charsets[] = {
	{ "cp1251", "CP1251", 46 }, { "cp1125", "CP1125", 44 }, { "cp866", "CP866", 17 }, { "none", "", 0 },
};

static bool set_format(struct printer *p, const char *value)
{
	return receipt_format_by_name(value, &p->format);
}

static bool set_charset(struct printer *p, const char *value)
{
	for (size_t i = 0; i < COUNT(charsets); i++) {
		if (strcmp(charsets[i].name, value))
			continue;
		p->paper.charset = charsets[i].iconv;
		if (p->paper.table < 0) /* table= counts, wherever it stands */
			p->paper.table = charsets[i].table;
		return true;
	}
	return false;
}

static bool set_table(struct printer *p, const char *value)
{
	size_t len = strspn(value, "0123456789");

	p->paper.table = (int)strtol(value, NULL, 10);
	return len > 0 && len <= 3 && !value[len] && p->paper.table <= 255;
}

static bool set_width(struct printer *p, const char *value)
{
	bool wide = !strcmp(value, "80");

	p->paper.dots = wide ? 576 : 384;
	p->paper.cols = wide ? 48 : 32;
	return wide || !strcmp(value, "58");
}

/* Sets *on when the value is the first word; false when it is neither. */
static bool choose(bool *on, const char *value, const char *yes, const char *no)
{
	*on = !strcmp(value, yes);
	return *on || !strcmp(value, no);
}

static bool set_cut(struct printer *p, const char *value)
{
	return choose(&p->paper.no_cut, value, "no", "yes");
}

static bool set_qr(struct printer *p, const char *value)
{
	return choose(&p->paper.draw_qr, value, "raster", "native");
}

static bool set_status(struct printer *p, const char *value)
{
	return choose(&p->asks, value, "yes", "no");
}

static const struct option {
	const char *name;
	bool (*set)(struct printer *p, const char *value);
} options[] = {
	{ "format=", set_format }, { "charset=", set_charset }, { "table=", set_table }, { "width=", set_width },
	{ "cut=", set_cut }, { "qr=", set_qr }, { "status=", set_status },
};

static const struct option *option_of(const char *word)
{
	for (size_t i = 0; i < COUNT(options); i++)
		if (!strncmp(options[i].name, word, strlen(options[i].name)))
			return &options[i];
	return NULL;
}

/* Takes the options off the end of the setting: a folder or a program's words may have blanks and "=" too. */
static enum err_code take_options(struct printer *p, char *text, struct err *e)
{
	for (;;) {
		size_t len = strlen(text);

		while (len && text[len - 1] == ' ')
			text[--len] = '\0';
		char *word = strrchr(text, ' ');
		const struct option *o = word ? option_of(word + 1) : NULL;

		if (!o)
			return ERR_OK;
		if (!o->set(p, word + 1 + strlen(o->name)))
			return err_set(e, ERR_INVALID,
				       _("«%s» cannot be: format=pdf|text|escpos, charset=cp1251|cp1125|cp866|none, "
					 "table=0..255, width=80|58, cut=yes|no, qr=native|raster, status=yes|no."),
				       word + 1);
		*word = '\0';
	}
}

static enum err_code not_understood(struct err *e)
{
	return err_set(e, ERR_INVALID, "%s",
		       _("The printer in the settings cannot be understood. It is tcp:HOST[:PORT], cups:QUEUE[@SERVER], "
			 "file:/FOLDER or cmd:/PROGRAM with arguments, then words such as width=58 or charset=none: see "
			 "pult.conf(5)."));
}

enum err_code printer_read(const char *setting, struct arena *mem, struct printer *p, struct err *e)
{
	char *text = arena_strdup(mem, setting ? setting : "");

	if (!*text)
		return err_set(e, ERR_INVALID, "%s", _("No printer is named in the settings."));
	for (size_t i = 0; i < COUNT(ways); i++) {
		size_t len = strlen(ways[i].prefix);

		if (strncmp(text, ways[i].prefix, len))
			continue;
		*p = (struct printer){ .way = (enum printer_way)i, .format = ways[i].format,
			.paper = receipt_paper_usual };
		p->paper.table = -1;
		if (take_options(p, text, e))
			return e->code;
		if (p->paper.table < 0)
			p->paper.table = receipt_paper_usual.table;
		return ways[i].read(p, text + len) ? ERR_OK : not_understood(e);
	}
	return not_understood(e);
}
