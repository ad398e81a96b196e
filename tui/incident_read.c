/* tui/incident_read.c - see incident_read.h. */
#include "tui/incident_read.h"

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue.h"

struct reading {
	struct store *s;
	struct arena *mem;
	struct incident_form *out;
	const struct catalogue *cat;
	struct err *e;
};

static enum err_code fault(struct reading *r, const char *member, enum err_code rc)
{
	if (rc)
		r->out->fault = member;
	return rc;
}

static enum err_code read_kind(struct reading *r, const char *typed)
{
	char known[128];

	if (!typed)
		return ERR_OK;
	r->out->kind = vocab_find(&vocab_incident_kind, typed);
	if (r->out->kind >= 0)
		return ERR_OK;
	vocab_list(&vocab_incident_kind, known, sizeof(known));
	return fault(r, "kind", err_set(r->e, ERR_INVALID, _("«%s» is not one of: %s."), typed, known));
}

/* "01": a whole group of topics. */
static bool is_group(const struct catalogue *cat, const char *code)
{
	for (int i = 0; i < cat->ntopics; i++)
		if (strlen(code) == 2 && strncmp(cat->topics[i].code, code, 2) == 0)
			return true;
	return false;
}

/* A code with its name behind it, as a suggestion writes it: "01.02 Відсутність…". */
static const char *code_of(struct reading *r, const char *word)
{
	const char *code = arena_strndup(r->mem, word, strcspn(word, " "));

	return catalogue_topic(r->cat, code) || is_group(r->cat, code) ? code : NULL;
}

static enum err_code read_topics(struct reading *r, const char *typed)
{
	const char *list = "";

	while (typed && *typed) {
		size_t n = strcspn(typed, ",;");
		const char *word = text_tidy(r->mem, arena_strndup(r->mem, typed, n), NULL);
		const char *code = *word ? code_of(r, word) : "";
		const struct topic *t;

		if (!code && catalogue_pick_topic(r->cat, word, &t, r->e))
			return fault(r, "topics", r->e->code);
		code = code ? code : t->code;
		if (*code)
			list = arena_printf(r->mem, "%s%s%s", list, *list ? "," : "", code);
		typed += n + (typed[n] != '\0');
	}
	r->out->topics = list;
	return ERR_OK;
}

static enum err_code read_service(struct reading *r, const char *typed)
{
	const struct service *s;

	if (!typed)
		return ERR_OK;
	if (typed[strspn(typed, " ")] && catalogue_pick_service(r->cat, typed, &s, r->e))
		return fault(r, "service", r->e->code);
	bool any = typed[strspn(typed, " ")];

	r->out->service = any ? s->code : "";
	r->out->service_name = any ? s->name : "";
	return ERR_OK;
}

static enum err_code read_time(struct reading *r, const char *member, const char *typed, int64_t *out)
{
	bool end = out == &r->out->due;

	if (!typed || (!end && !typed[strspn(typed, " ")]))
		return ERR_OK;
	if (incident_time_parse(store_clock(r->s), typed, end, out))
		return ERR_OK;
	return fault(r, member, err_set(r->e, ERR_INVALID, _("«%s» is not a time: write 18:00 or 07.11.2026 18:00."),
					typed));
}

enum err_code incident_read_typed(struct store *s, const struct incident_typed *t, struct arena *mem,
				  struct incident_form *out, struct err *e)
{
	struct reading r = { .s = s, .mem = mem, .out = out, .e = e };

	incident_form_init(out);
	out->title = t->title;
	out->text = t->text;
	out->addresses = t->addresses;
	out->note = t->note;
	enum err_code rc = catalogue_get(s, &r.cat, e);

	if (!rc)
		rc = read_kind(&r, t->kind);
	if (!rc && t->topics)
		rc = read_topics(&r, t->topics);
	if (!rc)
		rc = read_service(&r, t->service);
	if (!rc)
		rc = read_time(&r, "start", t->start, &out->start);
	return rc ? rc : read_time(&r, "due", t->due, &out->due);
}
