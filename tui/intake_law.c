/* tui/intake_law.c - the statutory page of F2's form: by the law or not, who applies, how many signed, the category
 * of the author, who is complained of (law 393/96 Art. 5 and 7, order 858). Its fields are in intake_form.c. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/intake.h"

static bool by_law(const struct intake *s)
{
	return strcmp(form_get(&s->form, "law"), vocab_wire(&vocab_law, LAW_YES)) == 0;
}

/* --- what the page says --- */

static const char *join(struct arena *a, const char *all, const char *part)
{
	return !*part ? all : *all ? arena_printf(a, "%s · %s", all, part) : part;
}

static const char *summary(const struct intake *s, struct arena *a)
{
	const char *applicant = form_get(&s->form, "applicant"), *signed_by = form_get(&s->form, "signatories");
	const char *all = by_law(s) ? _("yes") : _("no");

	if (*applicant)
		all = join(a, all, vocab_label_of(&vocab_applicant, applicant));
	if (*signed_by)
		all = join(a, all, arena_printf(a, _("signatories %s"), signed_by));
	all = join(a, all, form_get(&s->form, "category"));
	return s->complained ? join(a, all, arena_printf(a, _("against: %s"), s->complained->name)) : all;
}

/* Article 5; nobody is kept from registering. */
static const char *missing(const struct intake *s, struct arena *a)
{
	const char *name = form_get(&s->form, "name"), *all = "";
	bool anonymous = strcmp(form_get(&s->form, "applicant"), vocab_wire(&vocab_applicant, APPLICANT_ANONYMOUS)) == 0;

	if (!by_law(s) || anonymous)
		return "";
	if (!strchr(name, ' '))
		all = join(a, all, _("surname and given name"));
	if (!*form_get(&s->form, "residence") && !*form_get(&s->form, "address"))
		all = join(a, all, _("residence"));
	return *all ? all : _("nothing");
}

void intake_law(struct intake *s)
{
	struct arena a = { 0 };

	form_set(&s->form, "bylaw", summary(s, &a));
	form_set(&s->form, "missing", missing(s, &a));
	arena_free(&a);
}

void intake_turn(struct intake *s)
{
	intake_law(s);
	if (s->form.page == 0) {
		snprintf(s->call_field, sizeof(s->call_field), "%s", form_focused(&s->form));
		form_page(&s->form, 1);
	} else if (!form_focus(&s->form, s->call_field)) {
		form_page(&s->form, 0);
	}
}

/* --- category --- */

static const char *category_row(struct arena *a, int i)
{
	return arena_printf(a, "%s %s", vocab_wire(&vocab_category, i), vocab_label(&vocab_category, i));
}

/* The category of a row, of a code or of words; -1: none. */
static int category_of(struct arena *a, const char *text)
{
	int i = vocab_wire_index(&vocab_category, arena_strndup(a, text, strcspn(text, " ")));

	return i >= 0 ? i : vocab_find(&vocab_category, text);
}

void intake_suggest_category(struct arena *a, const char *text, struct suggested *out)
{
	const char *part = text ? text_fold(a, text) : "";

	out->strict = true;
	out->rows = arena_alloc(a, CATEGORY_COUNT * sizeof(*out->rows));
	for (int i = 0; i < CATEGORY_COUNT && (!text || *part); i++) {
		const char *row = category_row(a, i);

		if (strstr(text_fold(a, row), part) || (text && strncmp(row, text, strlen(text)) == 0))
			out->rows[out->n++].value = row;
	}
}

enum err_code intake_settle_category(struct intake *s, struct err *e)
{
	struct arena a = { 0 };
	int i = category_of(&a, form_get(&s->form, "category"));

	if (i >= 0)
		form_set(&s->form, "category", category_row(&a, i));
	arena_free(&a);
	if (i < 0)
		return err_set(e, ERR_INVALID, "%s", _("There is no such category: Down in an empty field shows them all."));
	intake_law(s);
	return ERR_OK;
}

/* --- into a registration --- */

void intake_read_law(const struct intake *s, struct arena *mem, struct registration *r)
{
	const char *typed = form_get(&s->form, "signatories"), *category = form_get(&s->form, "category");
	int i = *category ? category_of(mem, category) : -1;

	r->law = by_law(s);
	r->applicant = vocab_wire_index(&vocab_applicant, form_get(&s->form, "applicant"));
	r->signatories = strspn(typed, "0123456789") == strlen(typed) ? strtoll(typed, NULL, 10) : -1;
	if (i >= 0)
		r->category = vocab_wire(&vocab_category, i);
}
