/* data/store/catalogue.c - loading topics and executors, and picking one by what was typed. Words typed
 * into a list that narrows with every key are in catalogue_match.c. */
#include "data/store/catalogue.h"

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue_internal.h"
#include "data/store/store_internal.h"

static int count_rows(struct store *s, const char *sql, struct err *e)
{
	return (int)db_int(&s->db, db_stmt(&s->db, sql), 0, e);
}

static enum err_code load_topics(struct store *s, struct catalogue *c, struct topic_keys **keys,
				 struct err *e)
{
	int n = count_rows(s, "SELECT count(*) FROM topic WHERE active", e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT code, grp, name, priority, term, service, co_service, hint"
					   " FROM topic WHERE active ORDER BY code LIMIT ?");

	c->topics = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(*c->topics));
	*keys = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(**keys));
	db_bind(st, "d", n);
	while (c->ntopics < n && db_row(&s->db, st, e)) {
		int i = c->ntopics++;

		c->topics[i] = (struct topic){ .code = db_text(&s->mem, st, 0),
			.group = db_text(&s->mem, st, 1), .name = db_text(&s->mem, st, 2),
			.priority = db_text(&s->mem, st, 3), .term = db_text(&s->mem, st, 4),
			.service = db_text(&s->mem, st, 5), .co_service = db_text(&s->mem, st, 6),
			.hint = db_text(&s->mem, st, 7) };
		(*keys)[i] = (struct topic_keys){ .name = text_fold(&s->mem, c->topics[i].name),
						  .group = text_fold(&s->mem, c->topics[i].group) };
	}
	sqlite3_reset(st);
	return e->code;
}

/* ЛМКП «Львівводоканал» is called Львівводоканал; a name that goes on after the » is another one. */
static const char *core_name(struct arena *mem, const char *name)
{
	static const char open[] = "\u00AB", close[] = "\u00BB";
	const char *from = strstr(name, open);
	const char *to = from ? strstr(from, close) : NULL;

	if (!to || to[sizeof(close) - 1])
		return "";
	from += sizeof(open) - 1;
	return text_fold(mem, arena_strndup(mem, from, (size_t)(to - from)));
}

/* Inactive executors stay in the list: old orders name them. */
static enum err_code load_services(struct store *s, struct catalogue *c, struct service_keys **keys,
				   struct err *e)
{
	int n = count_rows(s, "SELECT count(*) FROM service", e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT code, name, kind, phone, emergency, active FROM service"
					   " ORDER BY code LIMIT ?");

	c->services = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(*c->services));
	*keys = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(**keys));
	db_bind(st, "d", n);
	while (c->nservices < n && db_row(&s->db, st, e)) {
		int i = c->nservices++;

		c->services[i] = (struct service){ .code = db_text(&s->mem, st, 0),
			.name = db_text(&s->mem, st, 1), .kind = db_text(&s->mem, st, 2),
			.phone = db_text(&s->mem, st, 3), .emergency = sqlite3_column_int(st, 4) != 0,
			.active = sqlite3_column_int(st, 5) != 0 };
		(*keys)[i] = (struct service_keys){ .name = text_fold(&s->mem, c->services[i].name),
						    .core = core_name(&s->mem, c->services[i].name) };
	}
	sqlite3_reset(st);
	return e->code;
}

enum err_code catalogue_get(struct store *s, const struct catalogue **out, struct err *e)
{
	if (!s->catalogue) {
		struct catalogue *c = arena_alloc(&s->mem, sizeof(*c));
		struct catalogue_keys *keys = arena_alloc(&s->mem, sizeof(*keys));
		struct topic_keys *topics = NULL;
		struct service_keys *services = NULL;

		if (load_topics(s, c, &topics, e) || load_services(s, c, &services, e))
			return e->code;
		*keys = (struct catalogue_keys){ .topics = topics, .services = services };
		c->keys = keys;
		s->catalogue = c;
	}
	*out = s->catalogue;
	return ERR_OK;
}

const struct topic *catalogue_topic(const struct catalogue *c, const char *code)
{
	for (int i = 0; i < c->ntopics; i++)
		if (strcmp(c->topics[i].code, code) == 0)
			return &c->topics[i];
	return NULL;
}

const struct service *catalogue_service(const struct catalogue *c, const char *code)
{
	for (int i = 0; i < c->nservices; i++)
		if (strcmp(c->services[i].code, code) == 0)
			return &c->services[i];
	return NULL;
}

/* --- picking one ----------------------------------------------------------------------------- */

/* From the surest to the least sure: the first level with a candidate decides. */
enum pick { PICK_NONE, PICK_PART, PICK_WORDS, PICK_CORE, PICK_NAME, PICK_CODE, PICK_LEVELS };

struct choice {
	int count[PICK_LEVELS], first[PICK_LEVELS];
};

static void choice_add(struct choice *c, enum pick level, int i)
{
	if (c->count[level]++ == 0)
		c->first[level] = i;
}

/* The one chosen, -1 for none; *several when the deciding level has more than one. */
static int choice_made(const struct choice *c, bool *several)
{
	for (int level = PICK_CODE; level > PICK_NONE; level--) {
		if (c->count[level] == 0)
			continue;
		*several = c->count[level] > 1;
		return c->first[level];
	}
	return -1;
}

static enum pick name_pick(const char *name, const char *core, const struct typed *t)
{
	int whole = 0;

	if (strcmp(name, t->fold) == 0)
		return PICK_NAME;
	if (strcmp(core, t->fold) == 0)
		return PICK_CORE;
	for (int i = 0; i < t->n; i++)
		whole += name_has_word(name, t->word[i]) == WORD_WHOLE;
	if (whole == t->n)
		return PICK_WORDS;
	return strstr(name, t->fold) ? PICK_PART : PICK_NONE;
}

static int pick_service(const struct catalogue *c, const struct typed *t, bool *several)
{
	struct choice ch = { .count = { 0 } };

	for (int i = 0; t->n && i < c->nservices; i++) {
		const struct service_keys *k = &c->keys->services[i];
		enum pick level = strcasecmp(c->services[i].code, t->raw) == 0
			? PICK_CODE : name_pick(k->name, k->core, t);

		if (level == PICK_NONE && strncasecmp(c->services[i].code, t->raw, strlen(t->raw)) == 0)
			level = PICK_PART;
		if (level == PICK_CODE || (level != PICK_NONE && c->services[i].active))
			choice_add(&ch, level, i);
	}
	return choice_made(&ch, several);
}

static int pick_topic(const struct catalogue *c, const struct typed *t, bool *several)
{
	struct choice ch = { .count = { 0 } };

	for (int i = 0; t->n && i < c->ntopics; i++) {
		enum pick level = code_match(c->topics[i].code, t->raw) == CODE_EXACT
			? PICK_CODE : name_pick(c->keys->topics[i].name, "", t);

		if (level != PICK_NONE)
			choice_add(&ch, level, i);
	}
	return choice_made(&ch, several);
}

/* The same with the keyboard's other layout, when nothing was found. */
static int pick(const struct catalogue *c, const char *typed,
		int (*one)(const struct catalogue *, const struct typed *, bool *), bool *several)
{
	struct arena mem = { 0 };
	struct typed t;

	*several = false;
	typed_read(&t, typed, &mem);
	int i = one(c, &t, several);

	if (i < 0) {
		typed_read(&t, text_layout(&mem, typed), &mem);
		i = one(c, &t, several);
	}
	arena_free(&mem);
	return i;
}

enum err_code catalogue_pick_service(const struct catalogue *c, const char *typed,
				     const struct service **out, struct err *e)
{
	bool several;
	int i = pick(c, typed, pick_service, &several);

	if (i < 0)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("There is no such executor. Look at the list of services."));
	if (several)
		return err_set(e, ERR_INVALID, _("Several executors fit, the first of them is %s «%s». Type more, or "
						 "the code."), c->services[i].code, c->services[i].name);
	*out = &c->services[i];
	return ERR_OK;
}

enum err_code catalogue_pick_topic(const struct catalogue *c, const char *typed,
				   const struct topic **out, struct err *e)
{
	bool several;
	int i = pick(c, typed, pick_topic, &several);

	if (i < 0) /* a topic is a value of the form: design.md 4.1, exit 2 */
		return err_set(e, ERR_INVALID, "%s", _("There is no such topic. Look at the list of topics."));
	if (several)
		return err_set(e, ERR_INVALID, _("Several topics fit, the first of them is %s «%s». Type more, or the "
						 "code."), c->topics[i].code, c->topics[i].name);
	*out = &c->topics[i];
	return ERR_OK;
}
