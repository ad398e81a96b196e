/* tui/bulk_export.c - the marked appeals, or the one selected, as a CSV file by the writer of pult export: personal
 * data leave the base, so the right is asked for and the log has it. A file that is there is never overwritten. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "data/link/savefile.h"
#include "data/store/export.h"
#include "tui/bulk.h"

/* Lives in its own arena, from the key to the answer. */
struct exporting {
	struct arena mem;
	const char **refs;
	size_t n;
};

static bool write_line(void *ctx, const char *line)
{
	FILE *f = ctx;

	return fputs(line, f) >= 0 && fputc('\n', f) != EOF;
}

static bool step(void *ctx, int64_t done, int64_t total)
{
	return app_progress(ctx, _("Exporting"), done, total);
}

/* The whole file in memory, so that it appears whole or not at all: some hundred rows. */
static enum err_code write_file(struct app *app, const struct exporting *x, const char *path, int64_t *rows,
				struct err *e)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);
	struct export_to to = { .line = write_line, .ctx = f, .excel = true };
	const struct export_chosen what = { x->refs, x->n };
	struct progress p = { .step = step, .ctx = app };

	if (!f)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	enum err_code rc = export_chosen(app_store(app), &to, &what, &p, app_actor(app), rows, e);

	if (fclose(f) && !rc)
		rc = err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	if (!rc)
		rc = savefile(path, text, len, e);
	free(text);
	return rc;
}

static enum err_code to_file(struct app *app, void *ctx, const char *path, struct err *e)
{
	struct exporting *x = ctx;
	int64_t rows = 0;

	if (path && write_file(app, x, path, &rows, e))
		return e->code;
	struct arena mem = x->mem; /* x lives in it */

	app_say(app, path ? ROLE_OK : ROLE_MESSAGE, !path ? _("Cancelled: nothing was changed.") :
		arena_printf(&mem, P_("%lld row is written to %s.", "%lld rows are written to %s.", (int)rows),
			     (long long)rows, path));
	arena_free(&mem);
	return ERR_OK;
}

void bulk_export(struct app *app, const struct marks *m, const char *selected)
{
	struct arena mem = { 0 };
	struct exporting *x = arena_alloc(&mem, sizeof(*x));
	struct civil now = civil_at(store_clock(app_store(app)), app_now(app));
	size_t n = m->n ? m->n : selected ? 1 : 0;

	if (!n) {
		app_say(app, ROLE_ERROR, _("Choose an appeal first."));
		arena_free(&mem);
		return;
	}
	x->refs = arena_alloc(&mem, n * sizeof(*x->refs));
	x->n = n;
	for (size_t i = 0; i < n; i++)
		x->refs[i] = arena_strdup(&mem, m->n ? m->v[i].ref : selected);
	const char *const words[] = { _("Save as CSV"), arena_printf(&mem, P_("%d appeal. Name of the file",
									      "%d appeals. Name of the file", (int)n), (int)n) };
	const char *name = arena_printf(&mem, "appeals-%04d%02d%02d-%02d%02d.csv", now.year, now.month, now.day, now.hour,
					now.minute);

	x->mem = mem;
	app_ask_file(app, words, name, to_file, x);
}
