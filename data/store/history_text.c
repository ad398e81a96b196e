/* data/store/history_text.c - what an event of an appeal says to people: the note of a row of the
 * history. Reads the event and the names of the catalogue, nothing else. */
#include "data/store/history_text.h"

#include "core/attachment.h"
#include "core/correct.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "core/json_text.h"
#include "core/redact.h"

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
	const char *via = json_text(body, "via");
	const char *note = json_text(set, "service_name");

	if (*json_text(body, "after"))
		note = add_line(mem, note, arena_printf(mem, _("together with %s"), json_text(body, "after")));
	note = add_line(mem, note, json_text(body, "to")); /* what it was joined to or taken off */
	note = add_line(mem, note, json_text(body, "from"));
	note = add_line(mem, note, json_text(body, "title"));
	if (*json_text(set, "result"))
		note = add_line(mem, note, vocab_label_of(&vocab_result_kept, json_text(set, "result")));
	if (*json_text(body, "outcome"))
		note = add_line(mem, note, vocab_label_of(&vocab_outcome, json_text(body, "outcome")));
	if (*via)
		note = add_line(mem, note, vocab_label_of(&vocab_via, via));
	if (json_integer_value(json_object_get(set, "grade")) > 0)
		note = add_line(mem, note, arena_printf(mem, _("grade %d"),
			(int)json_integer_value(json_object_get(set, "grade"))));
	if (*json_text(body, "photo")) /* the first letters of its name: enough to find the file */
		note = add_line(mem, note, arena_printf(mem, _("photograph %s"),
			arena_strndup(mem, json_text(body, "photo"), 12)));
	if (*json_text(body, "reason"))
		note = add_line(mem, note, vocab_label_of(&vocab_reason, json_text(body, "reason")));
	if (*json_text(body, "decided"))
		note = add_line(mem, note, arena_printf(mem, _("the decision is of %s"), day_shown(mem, json_text(body, "decided"))));
	return add_line(mem, note, json_text(body, "body"));
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
		return arena_strdup(mem, add_line(mem, redact_labels(mem, body), json_text(body, "note")));
	if (strcmp(kind, plain_kind(EV_ATTACHED)) == 0 && attachment_of(body, &f))
		return arena_strdup(mem, attachment_show(mem, &f));
	if (json_object_get(body, "was"))
		return add_line(mem, corrections(s, mem, body), arena_strdup(mem, json_text(body, "note")));
	if (strcmp(kind, plain_kind(EV_PRINTED)) == 0)
		return add_line(mem, arena_strdup(mem, last_part(json_text(body, "to"))), json_object_get(body, "partly")
				? _("taken out of the queue: a part of it may be on paper") : "");
	note = facts(mem, body);
	if (strcmp(kind, plain_kind(EV_QUESTION)) == 0) {
		const json_t *q = json_object_get(body, "question");

		return arena_strdup(mem, add_line(mem, add_line(mem, json_text(q, "topic_name"), json_text(q, "address")),
						  json_text(q, "text")));
	}
	if (*json_text(body, "note"))
		note = add_line(mem, note, json_text(body, "note"));
	else
		note = add_line(mem, note, json_text(set, "answer"));
	return arena_strdup(mem, note); /* the body goes away, the note stays */
}
