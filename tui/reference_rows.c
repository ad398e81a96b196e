/* tui/reference_rows.c - the rows of F7: all of them, or those that what is typed finds: a citizen's words find
 * topics, their executors and texts at once. Reads lists that are in memory; asks the base only to read them. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/text_stem.h"
#include "data/store/consults.h"
#include "tui/reference.h"

/* NAMING_BYTES: three letters; PART_BYTES: two Ukrainian ones, three of a code. */
enum { WORDS_MAX = 16, WORD_BYTES = 64, NAMING_BYTES = 6, PART_BYTES = 3, ID_OF_SECTION = 100000,
	NUMBERS_MAX = 16, MATCHES_MAX = 30, ASKED_TOPICS = 3 };

const char *reference_section(enum ref_section s)
{
	static const char *const names[REF_SECTIONS] = {
		[REF_NUMBERS] = N_("Numbers"), [REF_EXECUTORS] = N_("Executors"), [REF_TOPICS] = N_("Topics"),
		[REF_OFFICIALS] = N_("Officials"), [REF_CARDS] = N_("Cards"), [REF_WORDS] = N_("Texts"), [REF_STEPS] = N_("Script"),
	};

	return _(names[s]);
}

static struct ref_words *fold_list(const struct template_list *t, struct arena *mem)
{
	struct ref_words *w = arena_alloc(mem, (size_t)(t->n + 1) * sizeof(*w));

	for (int i = 0; i < t->n; i++)
		w[i] = (struct ref_words){ text_fold(mem, t->rows[i].name), text_fold(mem, t->rows[i].text) };
	return w;
}

/* What of a list's row stands in the list: its mark, its name, what stands aside, and what else is searched. */
static const struct shown {
	enum ref_section section;
	const char *list, *mark, *name, *aside, *more;
} shown[REF_LISTS] = {
	{ REF_OFFICIALS, "officials", "post", "name", "phone", "department" },
	{ REF_CARDS, "cards", "code", "name", "term", "documents" },
};

const struct list_desc *reference_list(enum ref_section s)
{
	for (size_t i = 0; i < COUNT(shown); i++)
		if (shown[i].section == s)
			return list_find(shown[i].list);
	return NULL;
}

static enum err_code read_own(struct store *s, struct arena *mem, struct ref_lists *out, int i, struct err *e)
{
	const struct shown *d = &shown[i];
	const struct list_desc *l = list_find(d->list);
	struct list_rows *own = &out->own[i];

	if (list_rows(s, l, mem, own, e))
		return e->code;
	out->own_words[i] = arena_alloc(mem, (size_t)(own->n + 1) * sizeof(struct ref_words));
	for (int r = 0; r < own->n; r++) {
		const char *name = arena_printf(mem, "%s %s", list_cell(l, own->rows[r], d->mark),
						list_cell(l, own->rows[r], d->name));

		out->own_words[i][r] = (struct ref_words){ text_fold(mem, name),
			text_fold(mem, list_cell(l, own->rows[r], d->more)) };
	}
	return ERR_OK;
}

struct named {
	const struct service *of;
	const char *key; /* of the Ukrainian order */
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : strcmp(x->of->code, y->of->code);
}

/* Who is looked for by name stands in the order of names, whatever the code. */
static void read_executors(struct arena *mem, struct ref_lists *out)
{
	size_t room = (size_t)out->cat->nservices + 1;
	struct named *all = arena_alloc(mem, room * sizeof(*all));
	int n = 0;

	for (int i = 0; i < out->cat->nservices; i++) {
		const struct service *of = &out->cat->services[i];

		if (of->active)
			all[n++] = (struct named){ of, text_sort_key(mem, of->name) };
	}
	qsort(all, (size_t)n, sizeof(*all), by_name);
	out->executors = arena_alloc(mem, room * sizeof(const struct service *));
	out->executor_names = arena_alloc(mem, room * sizeof(char *));
	for (int i = 0; i < n; i++) {
		const struct service *of = all[i].of;

		out->executors[i] = of;
		out->executor_names[i] = text_fold(mem, arena_printf(mem, "%s %s", of->code, of->name));
	}
	out->nexecutors = n;
}

enum err_code reference_read(struct store *s, struct arena *mem, struct ref_lists *out, struct err *e)
{
	enum err_code rc = catalogue_get(s, &out->cat, e);

	if (!rc)
		read_executors(mem, out);
	for (int k = TEMPLATE_WORDS; !rc && k < TEMPLATE_KIND_COUNT; k++) {
		rc = template_list(s, (enum template_kind)k, mem, &out->of[k], e);
		out->words[k] = rc ? NULL : fold_list(&out->of[k], mem);
	}
	for (int i = 0; !rc && i < REF_LISTS; i++)
		rc = read_own(s, mem, out, i, e);
	return rc;
}

/* --- what is typed ------------------------------------------------------------------------------ */

struct finding {
	const struct ref_lists *l;
	struct arena *mem;
	struct ref_rows *out;
	const char *typed;     /* "" finds everything */
	char *word[WORDS_MAX]; /* of it, folded */
	int nwords;
};

static void read_words(struct finding *f, const char *typed)
{
	char *rest = text_fold(f->mem, typed), *word;

	f->nwords = 0;
	while (f->nwords < WORDS_MAX && (word = strtok_r(rest, " ", &rest)))
		f->word[f->nwords++] = word;
}

/* Whether the folded text has a word that begins so; with `forms` also another form of it, which is for names:
 * in a long text too much would pass (core/text_stem.h). */
static bool has_word(const char *text, const char *word, bool forms)
{
	size_t n = strlen(word);

	while (*text) {
		size_t len = strcspn(text, " ");
		char one[WORD_BYTES];

		if (strncmp(text, word, n) == 0)
			return true;
		snprintf(one, sizeof(one), "%.*s", (int)len, text);
		if (forms && len < sizeof(one) && text_same_word(one, word))
			return true;
		text += len + (text[len] == ' ');
	}
	return false;
}

/* More than half of the words are there, or one is its name. */
static bool fits(const struct finding *f, const struct ref_words *w)
{
	int found = 0;

	for (int i = 0; i < f->nwords; i++) {
		bool named = has_word(w->name, f->word[i], true);

		if (named && strlen(f->word[i]) >= NAMING_BYTES)
			return true;
		found += named || has_word(w->text, f->word[i], false);
	}
	return f->nwords == 0 || found * 2 > f->nwords;
}

static void add(struct finding *f, struct ref_row row, int index)
{
	row.id = (int64_t)(row.section + 1) * ID_OF_SECTION + index;
	f->out->rows[f->out->n++] = row;
}

/* --- sections ----------------------------------------------------------------------------------- */

/* The index of what is said of a number, or -1. */
static int use_of(const struct ref_lists *l, const char *number)
{
	const struct template_list *t = &l->of[TEMPLATE_USE];

	for (int i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].name, number) == 0)
			return i;
	return -1;
}

static bool is_emergency(const struct service *const *all, int n, const char *number)
{
	for (int i = 0; i < n; i++)
		if (strcmp(all[i]->phone, number) == 0)
			return true;
	return false;
}

/* The emergency services first, then the other numbers that are told. */
static void add_numbers(struct finding *f)
{
	const struct template_list *t = &f->l->of[TEMPLATE_USE];
	const struct service *all[NUMBERS_MAX];
	int n = consult_services(f->l->cat, all, NUMBERS_MAX);

	for (int i = 0; i < n; i++) {
		int u = use_of(f->l, all[i]->phone);
		const struct template_row *use = u < 0 ? NULL : &t->rows[u];
		const char *named = arena_printf(f->mem, "%s %s", all[i]->phone, all[i]->name);

		const struct ref_words w = { text_fold(f->mem, named), use ? f->l->words[TEMPLATE_USE][u].text : "" };

		if (fits(f, &w))
			add(f, (struct ref_row){ .section = REF_NUMBERS, .mark = all[i]->phone,
				.name = use ? use->text : all[i]->name, .aside = "", .service = all[i], .text = use }, i);
	}
	for (int i = 0; i < t->n; i++) {
		const struct template_row *r = &t->rows[i];

		if (!is_emergency(all, n, r->name) && fits(f, &f->l->words[TEMPLATE_USE][i]))
			add(f, (struct ref_row){ .section = REF_NUMBERS, .mark = r->name, .name = r->text, .aside = "",
				.text = r }, NUMBERS_MAX + i);
	}
}

static void add_executor(struct finding *f, const struct service *s)
{
	int index = (int)(s - f->l->cat->services);

	for (int i = 0; i < f->out->n; i++)
		if (f->out->rows[i].service == s)
			return;
	add(f, (struct ref_row){ .section = REF_EXECUTORS, .mark = s->code, .name = s->name, .aside = s->phone,
		.service = s }, index);
}

static bool has_digits(const char *phone, const char *typed)
{
	return *typed && typed[strspn(typed, "0123456789")] == '\0' && strstr(phone, typed);
}

/* Every word is somewhere in the code or the name, in the middle of a word too. */
static bool has_parts(const struct finding *f, const char *named)
{
	int found = 0;

	for (int i = 0; i < f->nwords; i++)
		found += strstr(named, f->word[i]) != NULL;
	return f->nwords > 0 && found == f->nwords && strlen(f->word[0]) >= PART_BYTES;
}

/* Those who are named, then those who do what is asked about most surely. */
static void add_executors(struct finding *f, const struct topic *const *topics, int ntopics)
{
	const struct catalogue *cat = f->l->cat;
	const struct service *found[MATCHES_MAX], *s;
	int n = catalogue_match_services(cat, f->typed, found, MATCHES_MAX);
	struct finding as_typed = *f; /* whose words may be those of the other layout by now */

	read_words(&as_typed, f->typed);
	for (int i = 0; i < n; i++)
		add_executor(f, found[i]);
	for (int i = 0; i < f->l->nexecutors; i++) {
		const struct service *of = f->l->executors[i];

		const char *named = f->l->executor_names[i];

		if (!*f->typed || has_digits(of->phone, f->typed) || has_parts(&as_typed, named) || has_parts(f, named))
			add_executor(f, of);
	}
	for (int i = 0; *f->typed && i < ntopics && i < ASKED_TOPICS; i++)
		if ((s = catalogue_service(cat, topics[i]->service)) && s->active)
			add_executor(f, s);
}

static void add_topic(struct finding *f, const struct topic *t)
{
	const char *term = term_show(f->mem, t->term), *priority = vocab_label_of(&vocab_priority, t->priority);

	add(f, (struct ref_row){ .section = REF_TOPICS, .mark = t->code, .name = t->name,
		.aside = *term ? arena_printf(f->mem, "%s · %s", priority, term) : priority, .topic = t },
	    (int)(t - f->l->cat->topics));
}

static void add_texts(struct finding *f, enum template_kind kind, enum ref_section section)
{
	const struct template_list *t = &f->l->of[kind];

	for (int i = 0; i < t->n; i++)
		if (fits(f, &f->l->words[kind][i]))
			add(f, (struct ref_row){ .section = section, .mark = "", .aside = "", .text = &t->rows[i],
				.name = arena_printf(f->mem, "%s: %s", t->rows[i].name, t->rows[i].text) }, i);
}

static void add_list(struct finding *f, int i)
{
	const struct shown *d = &shown[i];
	const struct list_desc *l = list_find(d->list);
	const struct list_rows *own = &f->l->own[i];

	for (int r = 0; r < own->n; r++) {
		const char *const *cells = own->rows[r];

		if (fits(f, &f->l->own_words[i][r]) || has_digits(list_cell(l, cells, "phone"), f->typed))
			add(f, (struct ref_row){ .section = d->section, .mark = "", .aside = list_cell(l, cells, d->aside),
				.cells = cells, .name = arena_printf(f->mem, "%s · %s", list_cell(l, cells, d->mark),
								     list_cell(l, cells, d->name)) }, r);
	}
}

/* The catalogue tries the other layout by itself; here it is tried when no text has the words. */
static void add_own(struct finding *f, const char *typed)
{
	int before = f->out->n;

	read_words(f, typed);
	add_numbers(f);
	if (f->out->n > before || f->nwords == 0)
		return;
	for (int k = TEMPLATE_WORDS; k <= TEMPLATE_STEP; k++)
		for (int i = 0; i < f->l->of[k].n; i++)
			if (fits(f, &f->l->words[k][i]))
				return;
	for (int i = 0; i < REF_LISTS; i++)
		for (int r = 0; r < f->l->own[i].n; r++)
			if (fits(f, &f->l->own_words[i][r]))
				return;
	read_words(f, text_layout(f->mem, typed));
	add_numbers(f);
}

void reference_find(const struct ref_lists *l, const char *typed, struct arena *mem, struct ref_rows *out)
{
	struct finding f = { .l = l, .mem = mem, .out = out, .typed = typed + strspn(typed, " ") };
	const struct topic *topics[MATCHES_MAX];
	int n = catalogue_match_topics(l->cat, f.typed, topics, MATCHES_MAX);
	int most = l->cat->ntopics + l->cat->nservices + NUMBERS_MAX;

	for (int k = TEMPLATE_WORDS; k < TEMPLATE_KIND_COUNT; k++)
		most += l->of[k].n;
	for (int i = 0; i < REF_LISTS; i++)
		most += l->own[i].n;
	*out = (struct ref_rows){ arena_alloc(mem, (size_t)most * sizeof(*out->rows)), 0 };
	add_own(&f, typed);
	add_executors(&f, topics, n);
	for (int i = 0; !*f.typed && i < l->cat->ntopics; i++)
		add_topic(&f, &l->cat->topics[i]);
	for (int i = 0; i < n; i++)
		add_topic(&f, topics[i]);
	for (int i = 0; i < REF_LISTS; i++)
		add_list(&f, i);
	add_texts(&f, TEMPLATE_WORDS, REF_WORDS);
	add_texts(&f, TEMPLATE_STEP, REF_STEPS);
}
