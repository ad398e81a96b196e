/* data/store/attach.c - see attach.h. */
#include "data/store/attach.h"

#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/blob.h"

/* --- taking in -------------------------------------------------------------------------------------- */

/* A file that no event names would never be erased: what can be refused is refused before it is kept. */
static enum err_code check(struct store *s, const char *ref, const struct actor *who, struct arena *mem,
			   struct err *e)
{
	struct appeal a;
	int k;

	if (!actor_may(who, RIGHT_NOTE))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_NOTE));
	if (appeal_load(s, ref, mem, &a, &k, e))
		return e->code;
	if (!appeal_visible(&a, who))
		return err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	return ERR_OK;
}

/* Contents first: a transaction waits for nothing slow. */
static enum err_code take_in(struct store *s, const char *path, struct arena *mem, struct attachment *out,
			     struct blob_stage *st, struct err *e)
{
	struct blob b;
	enum err_code rc = blob_read(path, mem, &b, e);
	const char *mime = rc ? NULL : attachment_mime(b.data, b.len);

	if (rc)
		return rc;
	if (!mime)
		return err_set(e, ERR_INVALID, _("«%s» is of a kind that is not taken. Taken are: %s. Nothing was changed."),
			       attachment_name(mem, path), attachment_kinds());
	*out = (struct attachment){ .name = attachment_name(mem, path), .mime = mime, .size = (int64_t)b.len,
		.sha256 = arena_strdup(mem, b.name) };
	return blob_stage(s, &b, st, e);
}

static enum err_code append_file(struct change *c, const struct attachment *f, struct err *e)
{
	if (!appeal_question(&c->was, c->k))
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), c->was.number, c->k);
	json_t *body = attachment_body(f, c->k);
	enum err_code rc = change_append(c, plain_kind(EV_ATTACHED), body, e);

	json_decref(body);
	return rc;
}

enum err_code appeal_attach(struct store *s, const char *ref, const char *path, int64_t rev, const struct actor *who,
			    struct arena *mem, struct appeal *out, struct err *e)
{
	struct change c = { .s = s, .who = who, .mem = mem };
	struct blob_stage st = { .known = false };
	struct attachment f;

	enum err_code rc = check(s, ref, who, mem, e);

	if (!rc)
		rc = take_in(s, path, mem, &f, &st, e);
	if (!rc)
		rc = change_begin(&c, ref, rev, e);
	if (s->db.in_tx) {
		if (!rc)
			rc = append_file(&c, &f, e);
		if (!rc)
			rc = blob_name(&st, e);
		rc = change_end(&c, rc, e);
	}
	blob_unstage(&st, rc != ERR_OK);
	if (!rc && out)
		*out = c.now;
	return rc;
}

/* --- listing ---------------------------------------------------------------------------------------- */

struct gather {
	const struct appeal *a;
	struct arena *mem;
	struct attached_list *out;
	int room;
};

static bool gather_file(void *ctx, const struct event *ev)
{
	struct gather *g = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);
	const struct question *q = appeal_question_of(g->a, body);
	struct attachment f;

	if (attachment_of(body, &f) && g->out->n < g->room)
		g->out->rows[g->out->n++] = (struct attached){ .at = ev->at, .actor = arena_strdup(g->mem, ev->actor),
			.k = q ? (int)q->k : 0,
			.file = { arena_strdup(g->mem, f.name), arena_strdup(g->mem, f.sha256),
				  arena_strdup(g->mem, f.mime), f.size } };
	json_decref(body);
	return true;
}

enum err_code appeal_attached(struct store *s, const struct appeal *a, struct arena *mem, struct attached_list *out,
			      struct err *e)
{
	struct gather g = { .a = a, .mem = mem, .out = out, .room = (int)a->rev };

	out->n = 0;
	out->rows = arena_alloc(mem, (size_t)(g.room + 1) * sizeof(*out->rows));
	return log_each(s, a->subject, gather_file, &g, e);
}

/* --- one of them ------------------------------------------------------------------------------------ */

static bool is_meant(const struct attached *f, int place, const char *which)
{
	enum { HASH_LETTERS = 6 };
	size_t n = strlen(which);
	char *end;

	if (strtol(which, &end, 10) == place && !*end && n > 0 && n < HASH_LETTERS)
		return true;
	return strcmp(f->file.name, which) == 0 ||
	       (n >= HASH_LETTERS && strncmp(f->file.sha256, which, n) == 0);
}

enum err_code attached_pick(const struct attached_list *list, const char *which, int *i, struct err *e)
{
	struct arena mem = { 0 };
	const char *names = "";

	for (*i = 0; *i < list->n; ++*i) {
		if (is_meant(&list->rows[*i], *i + 1, which)) {
			arena_free(&mem);
			return ERR_OK;
		}
		names = arena_printf(&mem, "%s%s%d) %s", names, *i ? "; " : "", *i + 1, list->rows[*i].file.name);
	}
	if (list->n)
		err_set(e, ERR_NOT_FOUND, _("There is no file «%s» here. There are: %s."), which, names);
	else
		err_set(e, ERR_NOT_FOUND, "%s", _("This appeal has no files."));
	arena_free(&mem);
	return e->code;
}

enum err_code attached_save(struct store *s, const struct appeal *a, const struct attached *f, const char *path,
			    const struct actor *who, struct err *e)
{
	if (!actor_may(who, RIGHT_READ))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_READ));
	if (!appeal_visible(a, who))
		return err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (blob_copy(s, f->file.sha256, path, e))
		return e->code;
	json_t *body = json_pack("{ss ss}", "appeal", a->subject, "sha256", f->file.sha256);
	enum err_code rc = log_note(s, "file_saved", body, who, e);

	json_decref(body);
	return rc;
}
