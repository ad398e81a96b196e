/* data/store/catalogue_pick.c - the one topic or executor that is meant by what was typed, where there is
 * no list to choose from; when that is not clear, a sentence with those it could be. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue_internal.h"
#include "data/store/store_internal.h"

/* What is usual is told by so many of the last questions (three days of domain.md 0). */
enum { NAMED_AT_MOST = 10, USUAL_OF = 2000 };

/* From the surest to the least sure: the first level with a candidate decides. */
enum pick { PICK_NONE, PICK_PART, PICK_WORDS, PICK_CORE, PICK_NAME, PICK_CODE, PICK_LEVELS };

/* What the two lists have in common. */
struct kind {
	const char *arg; /* which value it is, for struct err */
	int (*count)(const struct catalogue *c);
	const char *(*code)(const struct catalogue *c, int i);
	const char *(*name)(const struct catalogue *c, int i);
	const struct entry_keys *(*keys)(const struct catalogue *c, int i);
	bool (*is_code)(const char *code, const char *typed);
	bool (*offered)(const struct catalogue *c, int i);
	/* What comes near; indexes, NAMED_AT_MOST of them. */
	int (*near)(const struct catalogue *c, const char *typed, int *out);
	/* How often each was meant of late, by index; NULL: the order of the list is kept. */
	void (*count_uses)(const struct catalogue *c, int *uses);
	/* The sentence: several fit, or none; list: their names, "" without any. */
	enum err_code (*unclear)(const char *typed, bool several, const char *list, struct err *e);
};

/* Candidates of the deciding level. */
struct choice {
	enum pick level;
	int n;
	int *i;
};

static enum pick name_pick(const struct entry_keys *k, const struct typed *t)
{
	int whole = 0, begun = 0;

	if (strcmp(k->name, t->fold) == 0)
		return PICK_NAME;
	if (strcmp(k->core, t->fold) == 0)
		return PICK_CORE;
	for (int w = 0; w < t->n; w++) {
		enum word_match m = name_has_word(k->name, t->word[w]);

		whole += m == WORD_WHOLE;
		begun += m != WORD_NONE;
	}
	if (whole == t->n)
		return PICK_WORDS;
	unsigned found = phrase_score(&k->phrases[0], t).found;

	return begun == t->n || found == (2u << (t->n - 1)) - 1 || strstr(k->name, t->fold) ? PICK_PART : PICK_NONE;
}

static enum pick pick_level(const struct kind *kind, const struct catalogue *c, int i, const struct typed *t)
{
	const char *code = kind->code(c, i);
	size_t n = strlen(code);

	if (kind->is_code(code, t->raw))
		return PICK_CODE;
	/* as a suggestion writes it */
	if (strncmp(t->raw, code, n) == 0 && t->raw[n] == ' ' && strcmp(t->raw + n + 1, kind->name(c, i)) == 0)
		return PICK_CODE;
	if (!kind->offered(c, i))
		return PICK_NONE;
	return name_pick(kind->keys(c, i), t);
}

static struct choice choose(const struct kind *kind, const struct catalogue *c, const char *typed,
			    struct arena *mem)
{
	struct choice ch = { .i = arena_alloc(mem, (size_t)(kind->count(c) + NAMED_AT_MOST) * sizeof(*ch.i)) };
	struct typed t;

	typed_read(&t, typed, NULL, mem);
	for (int i = 0; t.n && i < kind->count(c); i++) {
		enum pick level = pick_level(kind, c, i, &t);

		if (level > ch.level) {
			ch.level = level;
			ch.n = 0;
		}
		if (level != PICK_NONE && level == ch.level)
			ch.i[ch.n++] = i;
	}
	return ch;
}

/* With the keyboard's other layout when nothing was found. */
static struct choice choose_typed(const struct kind *kind, const struct catalogue *c, const char *typed,
				  struct arena *mem)
{
	struct choice ch = choose(kind, c, typed, mem);

	return ch.n ? ch : choose(kind, c, text_layout(mem, typed), mem);
}

/* --- the two lists ---------------------------------------------------------------------------- */

static int topic_count(const struct catalogue *c) { return c->ntopics; }
static int service_count(const struct catalogue *c) { return c->nservices; }
static const char *topic_code(const struct catalogue *c, int i) { return c->topics[i].code; }
static const char *service_code(const struct catalogue *c, int i) { return c->services[i].code; }
static const char *topic_name(const struct catalogue *c, int i) { return c->topics[i].name; }
static const char *service_name(const struct catalogue *c, int i) { return c->services[i].name; }
static const struct entry_keys *topic_keys(const struct catalogue *c, int i) { return &c->keys->topics[i]; }
static const struct entry_keys *service_keys(const struct catalogue *c, int i) { return &c->keys->services[i]; }
static bool is_topic_code(const char *code, const char *typed) { return code_match(code, typed) == CODE_EXACT; }
static bool is_service_code(const char *code, const char *typed) { return strcasecmp(code, typed) == 0; }

static bool always(const struct catalogue *c, int i)
{
	(void)c;
	(void)i;
	return true;
}

/* By its name only one who takes orders is meant. */
static bool is_active(const struct catalogue *c, int i)
{
	return c->services[i].active;
}

static int near_topics(const struct catalogue *c, const char *typed, int *out)
{
	const struct topic *found[NAMED_AT_MOST];
	int n = catalogue_match_topics(c, typed, found, NAMED_AT_MOST);

	for (int i = 0; i < n; i++)
		out[i] = (int)(found[i] - c->topics);
	return n;
}

static int near_services(const struct catalogue *c, const char *typed, int *out)
{
	const struct service *found[NAMED_AT_MOST];
	int n = catalogue_match_services(c, typed, found, NAMED_AT_MOST);

	for (int i = 0; i < n; i++)
		out[i] = (int)(found[i] - c->services);
	return n;
}

static void topic_uses(const struct catalogue *c, int *uses)
{
	struct db *db = &c->keys->store->db;
	struct arena mem = { 0 };
	struct err e = { 0 };
	sqlite3_stmt *st = db_stmt(db, "SELECT topic, count(*) FROM (SELECT topic FROM question ORDER BY id DESC LIMIT ?)"
				       " GROUP BY topic");

	db_bind(st, "d", (int)USUAL_OF);
	while (db_row(db, st, &e)) {
		const struct topic *t = catalogue_topic(c, db_text(&mem, st, 0));

		if (t)
			uses[t - c->topics] = sqlite3_column_int(st, 1);
	}
	sqlite3_reset(st);
	arena_free(&mem);
}

static enum err_code unclear_topic(const char *typed, bool several, const char *list, struct err *e)
{
	if (several)
		return err_set(e, ERR_INVALID, _("«%s» fits several topics: %s. Type more, or the code."), typed, list);
	if (*list)
		return err_set(e, ERR_INVALID, _("There is no topic «%s». The nearest: %s. Give its code."), typed, list);
	return err_set(e, ERR_INVALID, _("There is no topic «%s»."), typed);
}

static enum err_code unclear_service(const char *typed, bool several, const char *list, struct err *e)
{
	if (several)
		return err_set(e, ERR_INVALID, _("«%s» fits several executors: %s. Type more, or the code."), typed,
			       list);
	if (*list)
		return err_set(e, ERR_INVALID, _("There is no executor «%s». The nearest: %s. Give its code."), typed,
			       list);
	return err_set(e, ERR_INVALID, _("There is no executor «%s»."), typed);
}

static const struct kind topics = {
	.arg = "topic", .count = topic_count, .code = topic_code, .name = topic_name, .keys = topic_keys,
	.is_code = is_topic_code, .offered = always, .near = near_topics, .count_uses = topic_uses,
	.unclear = unclear_topic,
};
static const struct kind services = {
	.arg = "service", .count = service_count, .code = service_code, .name = service_name,
	.keys = service_keys, .is_code = is_service_code, .offered = is_active, .near = near_services,
	.unclear = unclear_service,
};

/* --- what is said ----------------------------------------------------------------------------- */

/* "VODA ЛМКП «Львівводоканал»; VODA-AB …", and how many more there are. */
static const char *named(const struct kind *kind, const struct catalogue *c, const struct choice *ch,
			 struct arena *mem)
{
	const char *list = "";
	int shown = ch->n < NAMED_AT_MOST ? ch->n : NAMED_AT_MOST;

	for (int i = 0; i < shown; i++)
		list = arena_printf(mem, "%s%s%s %s", list, i ? "; " : "", kind->code(c, ch->i[i]),
				    kind->name(c, ch->i[i]));
	if (ch->n > shown)
		list = arena_printf(mem, P_("%s and %d more", "%s and %d more", ch->n - shown), list, ch->n - shown);
	return list;
}

/* Who says «вода» means «Відсутність холодної води» too, and what is usual stands first. */
static void add_usual(const struct kind *kind, const struct catalogue *c, const char *typed, struct choice *ch,
		      struct arena *mem)
{
	int near[NAMED_AT_MOST], n = kind->near(c, typed, near);
	int *uses = arena_alloc(mem, (size_t)(kind->count(c) + 1) * sizeof(*uses));

	for (int i = 0; i < n; i++) {
		int at = 0;

		while (at < ch->n && ch->i[at] != near[i])
			at++;
		if (at == ch->n)
			ch->i[ch->n++] = near[i];
	}
	kind->count_uses(c, uses);
	for (int i = 1; i < ch->n; i++)
		for (int k = i; k > 0 && uses[ch->i[k]] > uses[ch->i[k - 1]]; k--) {
			int one = ch->i[k];

			ch->i[k] = ch->i[k - 1];
			ch->i[k - 1] = one;
		}
}

static enum err_code not_clear(const struct kind *kind, const struct catalogue *c, const char *typed,
			       struct choice *ch, struct err *e)
{
	struct arena mem = { 0 };
	bool several = ch->n > 0;

	if (several && kind->count_uses)
		add_usual(kind, c, typed, ch, &mem);
	else if (!several)
		ch->n = kind->near(c, typed, ch->i);
	kind->unclear(typed, several, named(kind, c, ch, &mem), e);
	arena_free(&mem);
	return err_about(e, kind->arg, ERR_INVALID);
}

static enum err_code pick(const struct kind *kind, const struct catalogue *c, const char *typed, int *out,
			  struct err *e)
{
	struct arena mem = { 0 };
	struct choice ch = choose_typed(kind, c, typed, &mem);
	enum err_code rc = ERR_OK;

	if (ch.n == 1)
		*out = ch.i[0];
	else
		rc = not_clear(kind, c, typed, &ch, e);
	arena_free(&mem);
	return rc;
}

enum err_code catalogue_pick_service(const struct catalogue *c, const char *typed,
				     const struct service **out, struct err *e)
{
	int i;
	enum err_code rc = pick(&services, c, typed, &i, e);

	if (!rc)
		*out = &c->services[i];
	return rc;
}

enum err_code catalogue_pick_topic(const struct catalogue *c, const char *typed,
				   const struct topic **out, struct err *e)
{
	int i;
	enum err_code rc = pick(&topics, c, typed, &i, e);

	if (!rc)
		*out = &c->topics[i];
	return rc;
}

/* The index, or -1. */
static int without_doubt(const struct kind *kind, const struct catalogue *c, const char *typed)
{
	struct arena mem = { 0 };
	struct choice ch = choose_typed(kind, c, typed, &mem);
	int i = ch.n == 1 && ch.level >= PICK_CORE ? ch.i[0] : -1;

	arena_free(&mem);
	return i;
}

const struct service *catalogue_exact_service(const struct catalogue *c, const char *typed)
{
	int i = without_doubt(&services, c, typed);

	return i < 0 ? NULL : &c->services[i];
}

const struct topic *catalogue_exact_topic(const struct catalogue *c, const char *typed)
{
	int i = without_doubt(&topics, c, typed);

	return i < 0 ? NULL : &c->topics[i];
}
