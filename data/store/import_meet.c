/* data/store/import_meet.c - a row of an archive whose number is there: the same, a correction, another question, or
 * another appeal's. What the rows are is decided in core/import_appeal.h. */
#include "core/fold.h"
#include "core/i18n.h"
#include "core/question.h"
#include "data/store/import_internal.h"

enum fate import_reject(struct import *im, const struct import_row *row, const char *reason, struct err *e)
{
	return table_reject(im->reader.file, &row->t, reason, e) ? FAILED : REJECTED;
}

static enum fate reject_taken(struct import *im, const struct import_row *row, struct err *e)
{
	return import_reject(im, row, _("The number is taken by another appeal"), e);
}

static enum fate reject_touched(struct import *im, const struct import_row *row, struct err *e)
{
	return import_reject(im, row, _("The appeal was changed here since it was imported: correct it by hand"), e);
}

/* The events of an archived appeal: the last import, and whether anything else came after it. */
struct story {
	struct arena *mem;
	const char *body; /* NULL: there is none */
	bool touched;
};

static bool read_story(void *ctx, const struct event *ev)
{
	struct story *st = ctx;

	if (strcmp(ev->kind, plain_kind(EV_IMPORTED)) == 0)
		st->body = arena_strdup(st->mem, ev->body);
	else
		st->touched = true;
	return true;
}

/* A correction has the text as it was, or the minute and the applicant: archives of days alone have many of a day. */
static bool same_appeal(const struct appeal *a, const struct appeal_row *row)
{
	const struct registration *r = &row->r;
	bool applicant = strcmp(a->surname, r->surname) == 0 && strcmp(a->given, r->given) == 0 &&
			 strcmp(a->phone_raw, r->phone) == 0;

	return (applicant && a->received == row->received) || (a->nq && strcmp(a->q[0].text, r->text) == 0);
}

static void add_flags(json_t *appeal, const char *more, struct arena *mem)
{
	const char *flags = json_string_value(json_object_get(appeal, "flags"));

	for (size_t n; *more; more += n + (more[n] == ',')) {
		const char *one = arena_strndup(mem, more, n = strcspn(more, ","));

		if (!strstr(flags, one))
			flags = arena_printf(mem, "%s%s%s", flags, *flags ? "," : "", one);
	}
	json_object_set_new(appeal, "flags", json_string(flags));
}

/* What was imported with this row in its place: a new reference. The row gives the applicant when it is the first;
 * flags are those of all questions. */
static json_t *with_row(struct import *im, const json_t *stored, const json_t *body)
{
	json_t *all = json_deep_copy(stored), *qs = json_object_get(all, "questions");
	json_t *q = json_array_get(json_object_get(body, "questions"), 0), *appeal = json_object_get(body, "appeal");
	bool alone = im->k == 1 && json_array_size(qs) < 2;
	const char *was = json_string_value(json_object_get(json_object_get(all, "appeal"), "flags"));
	const char *flags = json_string_value(json_object_get(appeal, "flags"));

	was = arena_strdup(im->mem, was ? was : "");
	for (size_t i = 0; (int)i + 1 < im->k && i < json_array_size(qs); i++)
		if (json_equal(json_array_get(qs, i), q)) {
			im->k--; /* a row that is there twice */
			return all;
		}
	if (im->k == 1)
		json_object_set_new(all, "appeal", json_deep_copy(appeal));
	if (!alone)
		add_flags(json_object_get(all, "appeal"), im->k == 1 ? was : flags, im->mem);
	if ((size_t)im->k > json_array_size(qs))
		json_array_append(qs, q);
	else
		json_array_set(qs, (size_t)im->k - 1, q);
	return all;
}

/* What was imported, erased and exported comes back. */
static bool is_own_erased(struct import *im, const struct change *c, const struct import_row *row)
{
	return strcmp(row->row.r.text, TEXT_ERASED) == 0 && appeal_row_tells(&row->row, &c->was, im->mem);
}

static enum fate write_story(struct import *im, struct change *c, const struct import_row *row, bool touched,
			     const json_t *all, struct err *e)
{
	int n = (int)json_array_size(json_object_get(all, "questions"));

	if (!same_appeal(&c->was, &row->row))
		return reject_taken(im, row, e);
	if (touched)
		return reject_touched(im, row, e);
	if (n > QUESTIONS_MAX)
		return import_reject(im, row, _("The appeal has too many questions"), e);
	if (change_append(c, plain_kind(EV_IMPORTED), all, e) || appeal_save(im->s, &c->was, &c->now, &c->id, e))
		return FAILED;
	return n > c->was.nq ? ADDED : CHANGED;
}

static enum fate compare(struct import *im, struct change *c, const struct import_row *row, const struct story *story,
			 struct err *e)
{
	json_t *stored = json_loads(story->body, 0, NULL), *body = json_loads(row->body, 0, NULL);
	json_t *all = stored ? with_row(im, stored, body) : NULL;
	enum fate fate = SAME;

	if (!stored)
		fate = is_own_erased(im, c, row) ? SAME : reject_touched(im, row, e);
	else if (!json_equal(stored, all) && !is_own_erased(im, c, row))
		fate = write_story(im, c, row, story->touched, all, e);
	json_decref(all);
	json_decref(body);
	json_decref(stored);
	return fate;
}

enum fate import_meet(struct import *im, int64_t id, const char *subject, const struct import_row *row, struct err *e)
{
	struct story story = { .mem = im->mem };
	struct change c = { .s = im->s, .who = im->who, .mem = im->mem, .pol = im->reader.maker.pol, .id = id };

	if (log_each(im->s, subject, read_story, &story, e))
		return FAILED;
	if (im->k == 1 && story.body && strcmp(story.body, row->body) == 0)
		return SAME;
	if (!appeal_read(im->s, id, im->mem, &c.was, e))
		return FAILED;
	c.now = c.was;
	if (story.body)
		return compare(im, &c, row, &story, e);
	return is_own_erased(im, &c, row) ? SAME : reject_touched(im, row, e);
}

/* An appeal registered here, as its own export tells it, is the same one; with another date or text it is not. */
enum fate import_own(struct import *im, int64_t id, const struct import_row *row, struct err *e)
{
	struct appeal was;

	if (!appeal_read(im->s, id, im->mem, &was, e))
		return FAILED;
	return appeal_row_tells(&row->row, &was, im->mem) ? SAME : reject_taken(im, row, e);
}
