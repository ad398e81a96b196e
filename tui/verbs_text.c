/* tui/verbs_text.c - `pult text`: what pult makes of lines of text; standard input to standard output. */
#include "core/address.h"
#include "core/calendar.h"
#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/seed/street_book.h"
#include "tui/verbs.h"

static const char *do_phone(struct arena *a, const char *line, const struct street_book *book)
{
	char out[64];

	(void)book;
	phone_canonical(line, &phone_plan_lviv, out, sizeof(out));
	return arena_strdup(a, out);
}

static const char *do_deadline(struct arena *a, const char *line, const struct street_book *book)
{
	const struct term_rules rules = { .month = MONTH_CALENDAR, .roll = ROLL_NEXT };
	char out[32];

	(void)book;
	term_canonical(&rules, line, out);
	return arena_strdup(a, out);
}

static const char *do_fold(struct arena *a, const char *line, const struct street_book *book)
{
	(void)book;
	return text_fold(a, line);
}

static const char *do_layout(struct arena *a, const char *line, const struct street_book *book)
{
	(void)book;
	return text_layout(a, line);
}

static const char *do_latin(struct arena *a, const char *line, const struct street_book *book)
{
	(void)book;
	return text_latin(a, line);
}

static const char *do_address(struct arena *a, const char *line, const struct street_book *book)
{
	return address_canonical(a, line, book);
}

struct filter {
	const char *name;
	const char *(*line)(struct arena *a, const char *line, const struct street_book *book);
};

static const struct filter filters[] = {
	{ "phone", do_phone }, { "deadline", do_deadline }, { "fold", do_fold },
	{ "layout", do_layout }, { "latin", do_latin }, { "address", do_address },
};

static void chomp(char *line, ssize_t n)
{
	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		line[--n] = '\0';
}

static enum err_code each_line(const struct filter *f, struct arena *mem, struct err *e)
{
	struct street_book book = { NULL, 0 };
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	if (f->line == do_address)
		street_book_built_in(&book, mem);
	while ((n = getline(&line, &room, stdin)) >= 0) {
		struct arena a = { 0 };

		chomp(line, n);
		if (text_check(line, strlen(line)) == TEXT_NOT_UTF8)
			puts("ERR:utf8");
		else
			puts(f->line(&a, line, &book));
		arena_free(&a);
	}
	free(line);
	return fflush(stdout) ? err_set(e, ERR_FAILED, "%s", _("The output cannot be written.")) : ERR_OK;
}

struct sort_line {
	const char *key, *text;
};

static int by_key(const void *x, const void *y)
{
	const struct sort_line *a = x, *b = y;

	return strcmp(a->key, b->key);
}

static enum err_code sort_lines(struct arena *mem, struct err *e)
{
	size_t n = 0, room = 0, cap = 0;
	struct sort_line *lines = NULL;
	char *line = NULL;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) >= 0) {
		chomp(line, len);
		if (n == room) {
			room = room ? 2 * room : 256;
			lines = realloc(lines, room * sizeof(*lines));
			if (!lines)
				return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
		}
		lines[n].text = arena_strdup(mem, line);
		lines[n].key = text_sort_key(mem, line);
		n++;
	}
	if (n)
		qsort(lines, n, sizeof(*lines), by_key);
	for (size_t i = 0; i < n; i++)
		puts(lines[i].text);
	free(lines);
	free(line);
	return ERR_OK;
}

enum err_code run_text(struct verb_call *c, struct err *e)
{
	if (strcmp(c->args[0], "sort") == 0)
		return sort_lines(c->mem, e);
	for (size_t i = 0; i < COUNT(filters); i++)
		if (strcmp(c->args[0], filters[i].name) == 0)
			return each_line(&filters[i], c->mem, e);
	return err_set(e, ERR_INVALID, _("«%s» is not a filter: phone, deadline, sort, fold, layout, latin, address."),
		       c->args[0]);
}
