/* tui/verbs_import.c - lists in and out: one table of the lists. */
#include <errno.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/query.h"
#include "data/store/export.h"
#include "data/store/import_calls.h"
#include "data/store/lists.h"
#include "data/store/person.h"
#include "tui/follow.h"
#include "tui/stop_key.h"
#include "tui/verbs.h"

/* A table of rows, whose --format is the charset. */
static struct import_file table_of(const struct verb_call *c, struct err *e)
{
	if (c->opt[OPT_FOLLOW])
		err_set(e, ERR_INVALID, "%s", _("--follow is for calls only."));
	return (struct import_file){ .path = c->args[1], .charset = c->opt[OPT_FORMAT] };
}

static enum err_code take_appeals(struct verb_call *c, const struct progress *p, struct import_report *out,
				  struct err *e)
{
	const struct import_file file = table_of(c, e);

	return e->code ? e->code : import_appeals(c->store, &file, p, &c->who, c->mem, out, e);
}

static enum err_code take_calls(struct verb_call *c, const struct progress *p, struct import_report *out,
				struct err *e)
{
	int waiting = 0;
	const struct calls_wanted w = { .path = c->args[1], .format = c->opt[OPT_FORMAT], .waiting = &waiting };
	enum err_code rc = c->opt[OPT_FOLLOW] ? follow_calls(c->store, &w, p, &c->who, c->mem, out, e)
					      : import_calls(c->store, &w, p, &c->who, c->mem, out, e);

	if (waiting)
		c->out.remark = arena_printf(c->mem, P_("%d call has not ended yet: it comes with the next import.",
						       "%d calls have not ended yet: they come with the next import.", waiting),
					     waiting);
	return rc;
}

/* What is no list of rows beside the appeals (data/store/lists.h): a journal of its own. */
static const struct journal {
	const char *name;
	enum err_code (*import)(struct verb_call *c, const struct progress *p, struct import_report *out,
				struct err *e);
	enum err_code (*export)(struct store *s, const struct export_to *to, const struct progress *p,
				const struct actor *who, int64_t *rows, struct err *e);
} journals[] = {
	{ "appeals", take_appeals, export_appeals },
	{ "calls", take_calls, export_calls },
};

/* One of the two; neither: an error was set. */
struct chosen {
	const struct journal *journal;
	const struct list_desc *list;
};

static enum err_code choose(const struct verb_call *c, bool in, struct chosen *out, struct err *e)
{
	const char *names = "";
	enum right right = in ? RIGHT_IMPORT : RIGHT_EXPORT;

	*out = (struct chosen){ .list = list_find(c->args[0]) };
	for (size_t i = 0; i < COUNT(journals); i++) {
		if (strcmp(journals[i].name, c->args[0]) == 0)
			out->journal = &journals[i];
		names = arena_printf(c->mem, "%s%s%s", names, i ? ", " : "", journals[i].name);
	}
	if (out->list)
		right = list_right(out->list, in);
	if (out->journal || out->list)
		return actor_may(&c->who, right) ? ERR_OK : err_set(e, ERR_REFUSED, "%s", actor_refusal(right));
	for (size_t i = 0; list_name(i); i++)
		names = arena_printf(c->mem, "%s, %s", names, list_name(i));
	return err_set(e, ERR_INVALID, _("There is no list «%s» to import or export. Lists: %s."), c->args[0], names);
}

static enum err_code take_list(struct verb_call *c, const struct list_desc *list, const struct progress *p,
			       struct import_report *out, struct err *e)
{
	const struct import_file file = table_of(c, e);

	return e->code ? e->code : import_list(c->store, list, &file, p, &c->who, c->mem, out, e);
}

/* What is to be looked at, a line each. */
static json_t *notes(struct verb_call *c, const struct import_report *r)
{
	json_t *all = json_array();

	for (const char *at = r->notes; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		json_array_append_new(all, json_stringn(at, strcspn(at, "\n")));
	if (r->notes)
		c->out.remark = r->noted > NOTES_SHOWN ? arena_printf(c->mem, _("%s\n… and %d more."), r->notes,
								     r->noted - NOTES_SHOWN) : r->notes;
	return all;
}

static enum err_code report(struct verb_call *c, const struct import_report *r, struct err *e)
{
	c->out.json = json_pack("{sI sI sI sI sI ss ss sb so}", "added", (json_int_t)r->added, "same", (json_int_t)r->same,
				"changed", (json_int_t)r->changed, "rejected", (json_int_t)r->rejected,
				"flagged", (json_int_t)r->flagged, "charset", r->charset ? r->charset : "UTF-8",
				"rejected_file", r->rejected_path, "stopped", (int)r->stopped, "notes", notes(c, r));
	const char *t = arena_printf(c->mem, "added %lld same %lld changed %lld rejected %lld", (long long)r->added,
				     (long long)r->same, (long long)r->changed, (long long)r->rejected);

	if (*r->rejected_path)
		t = arena_printf(c->mem, _("%s\nWhat was rejected, with the reasons, is in %s: correct it there and import "
					   "that file."), t, r->rejected_path);
	if (r->charset)
		t = arena_printf(c->mem, _("%s\nThe file was read as %s; --format names another one (utf-8, cp1251, koi8-u)."),
				 t, r->charset);
	if (r->flagged)
		t = arena_printf(c->mem,
				 P_("%s\nSomething was not understood in %lld appeal: it is kept as written and marked, find %s "
				    "shows it.", "%s\nSomething was not understood in %lld appeals: it is kept as written and "
				    "marked, find %s shows them.", (int)r->flagged), t, (long long)r->flagged, query_flag_shown(QUERY_UNCLEAR));
	if (r->stopped)
		t = arena_printf(c->mem, _("%s\nStopped. What is in stays in; import again to go on."), t);
	(void)e;
	if (r->stopped) /* for scripts: try again */
		c->out.worst = ERR_BUSY;
	else if (r->rejected && !r->added && !r->same && !r->changed) /* for scripts: nothing of the file was good */
		c->out.worst = ERR_INVALID;
	return say(c, t);
}

enum err_code run_import(struct verb_call *c, struct err *e)
{
	struct chosen what;
	struct import_report r;
	struct long_work work;

	if (choose(c, true, &what, e))
		return e->code;
	long_work_begin(&work, N_("Importing"));
	enum err_code rc = what.list ? take_list(c, what.list, &work.progress, &r, e)
				     : what.journal->import(c, &work.progress, &r, e);

	long_work_end(&work);
	return rc ? rc : report(c, &r, e);
}

static bool write_line(void *ctx, const char *line)
{
	FILE *f = ctx;

	return fputs(line, f) >= 0 && fputc('\n', f) != EOF;
}

static enum err_code cannot_write(const char *path, struct err *e)
{
	return err_set(e, ERR_FAILED, _("Cannot write «%s»: %s. The export is not whole."), path, strerror(errno));
}

/* *path: as it was typed (NULL: standard output), then where it is. */
static FILE *open_out(struct verb_call *c, const char **path, struct err *e)
{
	if (!*path && c->door.screen)
		err_set(e, ERR_INVALID, "%s", _("Name the file too: export LIST FILE."));
	if (e->code || file_named(c, *path, path, e))
		return NULL;
	FILE *f = *path ? fopen(*path, "wxe") : stdout;

	if (!f && errno == EEXIST)
		err_set(e, ERR_CONFLICT, _("The file «%s» exists: nothing was overwritten. Choose another name."), *path);
	else if (!f)
		cannot_write(*path, e);
	return f;
}

/* Everything about one person, for that person: an object, not a table. */
static enum err_code export_person(struct verb_call *c, struct err *e)
{
	const char *path = c->nargs > 2 ? c->args[2] : NULL;
	json_t *all;

	if (c->nargs < 2)
		return err_set(e, ERR_INVALID, "%s", _("Of whom? export person PHONE or NUMBER [FILE]"));
	if (person_json(c->store, c->args[1], &c->who, &all, e))
		return e->code;
	FILE *f = open_out(c, &path, e);
	bool bad = f && (json_dumpf(all, f, JSON_INDENT(2)) || fputc('\n', f) == EOF);

	json_decref(all);
	if (!f)
		return e->code;
	bad |= (path ? fclose(f) : fflush(f)) != 0;
	if (bad)
		return cannot_write(path ? path : "stdout", e);
	return path ? say(c, arena_printf(c->mem, _("Everything about «%s» is in %s."), c->args[1], path)) : ERR_OK;
}

/* As it was said, else as the name of the file ends. */
static bool in_tabs(const struct verb_call *c, const char *path, struct err *e)
{
	const char *said = c->opt[OPT_FORMAT], *end = path ? strrchr(path, '.') : NULL;

	if (said && strcmp(said, "csv") != 0 && strcmp(said, "tsv") != 0)
		err_about(e, "format", err_set(e, ERR_INVALID, _("«%s» is not a format of lists: csv, tsv."), said));
	return said ? strcmp(said, "tsv") == 0 : end && strcmp(end, ".tsv") == 0;
}

enum err_code run_export(struct verb_call *c, struct err *e)
{
	if (strcmp(c->args[0], "person") == 0)
		return export_person(c, e);
	if (c->nargs > 2)
		return err_set(e, ERR_INVALID, "%s", _("One list, one file: nothing was written."));
	const char *path = c->nargs > 1 ? c->args[1] : NULL;
	struct chosen what;
	bool tab = in_tabs(c, path, e);
	FILE *f = e->code || choose(c, false, &what, e) ? NULL : open_out(c, &path, e);
	struct long_work work;
	int64_t rows;

	if (!f)
		return e->code;
	const struct progress *progress = c->door.progress ? c->door.progress : &work.progress;
	const struct export_to to = { .line = write_line, .ctx = f, .tab = tab, .excel = c->opt[OPT_EXCEL] != NULL };

	if (!c->door.progress)
		long_work_begin(&work, N_("Exporting"));
	enum err_code rc = what.list ? export_list(c->store, what.list, &to, &c->who, &rows, e)
				     : what.journal->export(c->store, &to, progress, &c->who, &rows, e);

	if (!c->door.progress)
		long_work_end(&work);
	bool bad = ferror(f) != 0;

	bad |= (path ? fclose(f) : fflush(f)) != 0;
	if (!rc && bad)
		rc = cannot_write(path ? path : "stdout", e);
	if (rc || !path)
		return rc;
	return say(c, arena_printf(c->mem, P_("%lld row is written to %s.", "%lld rows are written to %s.", (int)rows),
				   (long long)rows, path));
}
