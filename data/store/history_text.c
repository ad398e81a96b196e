/* data/store/history_text.c - what an event of an appeal says to people: the note of a row of the
 * history. Reads the event and the names of the catalogue, nothing else. */
#include "data/store/history_text.h"

#include "core/attachment.h"
#include "core/correct.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "core/redact.h"

static const char *member(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

/* Lines of a note are gathered one by one. */
static const char *add_line(struct arena *mem, const char *note, const char *line)
{
	if (!*line)
		return note;
	return *note ? arena_printf(mem, "%s\n%s", note, line) : line;
}

/* A day of an event as people write it. */
static const char *day_shown(struct arena *mem, const char *iso)
{
	struct civil c;
	bool has_time;
	char day[11];

	if (!civil_parse(iso, 0, &c, &has_time))
		return iso;
	civil_format_day(civil_to_day(c.year, c.month, c.day), day);
	return arena_strdup(mem, day);
}

/* Services stand in events by their codes. */
static const char *service_called(struct store *s, const char *code)
{
	const struct catalogue *cat;
	struct err none = { 0 };
	const struct service *svc = catalogue_get(s, &cat, &none) ? NULL : catalogue_service(cat, code);

	return svc ? svc->name : code;
}

static const char *field_value(struct store *s, const char *field, const json_t *v, struct arena *mem)
{
	const char *code = json_string_value(v);

	if (strcmp(field, "complained") == 0 && code && *code)
		return service_called(s, code);
	return field_show(field, v, s->clock, mem);
}

static const char *correction(struct arena *mem, const char *label, const char *was, const char *now)
{
	if (!*was)
		return arena_printf(mem, _("%s: now «%s», nothing before"), label, now);
	if (!*now)
		return arena_printf(mem, _("%s: was «%s», nothing now"), label, was);
	/* TRANSLATORS: a corrected field of an appeal: its name, old value, new value */
	return arena_printf(mem, _("%s: was «%s», now «%s»"), label, was, now);
}

static const char *corrections(struct store *s, struct arena *mem, const json_t *body)
{
	const json_t *old, *set = json_object_get(body, "set");
	const char *note = "", *field;

	json_object_foreach(json_object_get(body, "was"), field, old)
		if (field_label(field))
			note = add_line(mem, note, correction(mem, field_label(field), field_value(s, field, old, mem),
				field_value(s, field, json_object_get(set, field), mem)));
	return note;
}

/* What the labels of the vocabularies say about an event: executor, result, how it was confirmed. */
static const char *facts(struct arena *mem, const json_t *body)
{
	const json_t *set = json_object_get(body, "set");
	const char *via = member(body, "via");
	const char *note = member(set, "service_name");

	if (*member(body, "after"))
		note = add_line(mem, note, arena_printf(mem, _("together with %s"), member(body, "after")));
	note = add_line(mem, note, member(body, "to")); /* what it was joined to or taken off */
	note = add_line(mem, note, member(body, "from"));
	note = add_line(mem, note, member(body, "title"));
	if (*member(set, "result"))
		note = add_line(mem, note, vocab_label_of(&vocab_result_kept, member(set, "result")));
	if (*member(body, "outcome"))
		note = add_line(mem, note, vocab_label_of(&vocab_outcome, member(body, "outcome")));
	if (*via)
		note = add_line(mem, note, vocab_label_of(&vocab_via, via));
	if (json_integer_value(json_object_get(set, "grade")) > 0)
		note = add_line(mem, note, arena_printf(mem, _("grade %d"),
			(int)json_integer_value(json_object_get(set, "grade"))));
	if (*member(body, "photo")) /* the first letters of its name: enough to find the file */
		note = add_line(mem, note, arena_printf(mem, _("photograph %s"),
			arena_strndup(mem, member(body, "photo"), 12)));
	if (*member(body, "reason"))
		note = add_line(mem, note, vocab_label_of(&vocab_reason, member(body, "reason")));
	if (*member(body, "decided"))
		note = add_line(mem, note, arena_printf(mem, _("the decision is of %s"), day_shown(mem, member(body, "decided"))));
	return add_line(mem, note, member(body, "body"));
}

/* Of a printer or a file the name without its folders. */
static const char *last_part(const char *dest)
{
	const char *slash = strrchr(dest, '/');

	return slash ? slash + 1 : dest;
}

const char *history_note(struct store *s, const char *kind, const json_t *body, struct arena *mem)
{
	const json_t *set = json_object_get(body, "set");
	const char *note;

	struct attachment f;

	if (strcmp(kind, plain_kind(EV_REDACTED)) == 0)
		return arena_strdup(mem, add_line(mem, redact_labels(mem, body), member(body, "note")));
	if (strcmp(kind, plain_kind(EV_ATTACHED)) == 0 && attachment_of(body, &f))
		return arena_strdup(mem, attachment_show(mem, &f));
	if (json_object_get(body, "was"))
		return add_line(mem, corrections(s, mem, body), arena_strdup(mem, member(body, "note")));
	if (strcmp(kind, plain_kind(EV_PRINTED)) == 0)
		return add_line(mem, arena_strdup(mem, last_part(member(body, "to"))), json_object_get(body, "partly")
				? _("taken out of the queue: a part of it may be on paper") : "");
	note = facts(mem, body);
	if (strcmp(kind, plain_kind(EV_QUESTION)) == 0) {
		const json_t *q = json_object_get(body, "question");

		return arena_strdup(mem, add_line(mem, add_line(mem, member(q, "topic_name"), member(q, "address")),
						  member(q, "text")));
	}
	if (*member(body, "note"))
		note = add_line(mem, note, member(body, "note"));
	else
		note = add_line(mem, note, member(set, "answer"));
	return arena_strdup(mem, note); /* the body goes away, the note stays */
}
