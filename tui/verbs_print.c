/* tui/verbs_print.c - the printing queue from the shell: what waits, trying again, taking out, another printer, and a
 * receipt to try a printer with. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/link/config.h"
#include "tui/printers.h"
#include "tui/spool.h"
#include "tui/verbs.h"

enum { NUMBER_COLS = 14, LOGIN_COLS = 12, PRINTER_COLS = 14 };

static json_t *wait_json(struct verb_call *c, const struct print_wait *p)
{
	char at[26], next[26];

	civil_format_iso(store_clock(c->store), p->at, at);
	civil_format_iso(store_clock(c->store), p->next_at, next);
	return json_pack("{so ss ss ss ss ss si ss sb sb}", "id", json_sprintf("%lld", (long long)p->id), "number",
			 p->number, "at", at, "login", p->login, "printer", p->printer, "why", p->why, "tries", p->tries,
			 "next", next, "began", p->began, "busy", p->busy);
}

static enum err_code list(struct verb_call *c, struct err *e)
{
	struct print_list all;
	const char *t = "";

	if (print_list(c->store, NULL, c->mem, &all, e))
		return e->code;
	c->out.json = json_array();
	for (int i = 0; i < all.n; i++) {
		const struct print_wait *p = &all.rows[i];
		char when[17];

		civil_format_minute(store_clock(c->store), p->at, when);
		t = arena_printf(c->mem, "%s%s %s  %s %s %s\n", t, text_fit(c->mem, p->number, NUMBER_COLS), when,
				 text_fit(c->mem, p->login, LOGIN_COLS),
				 text_fit(c->mem, printers_label(p->printer), PRINTER_COLS), spool_why(p));
		json_array_append_new(c->out.json, wait_json(c, p));
	}
	c->out.kind = OUT_TEXT;
	c->out.text = all.n ? t : arena_printf(c->mem, "%s\n", _("Nothing waits for a printer."));
	return ERR_OK;
}

/* The printer of the configuration file; NULL: none. */
static const char *configured(struct verb_call *c, struct err *e)
{
	struct config config;

	return config_load(&config, false, c->mem, e) ? NULL : config.printer;
}

typedef enum err_code do_one(struct verb_call *c, void *ctx, const struct print_wait *p, struct err *e);

/* Calls `each` with every receipt that waits under the number (NULL: with all); the first error is kept and the others
 * are done all the same. ERR_NOT_FOUND: none does. */
static enum err_code for_each(struct verb_call *c, const char *number, do_one *each, void *ctx, struct err *e)
{
	struct print_list all;
	struct appeal a;
	int n = 0;

	if (number && appeal_load(c->store, number, c->mem, &a, NULL, e))
		return e->code;
	if (print_list(c->store, NULL, c->mem, &all, e))
		return e->code;
	for (int i = 0; i < all.n; i++) {
		struct err one = { 0 };

		if (number && strcmp(all.rows[i].number, a.number))
			continue;
		n++;
		if (each(c, ctx, &all.rows[i], &one) && !e->code)
			*e = one;
	}
	if (number && !n)
		return err_set(e, ERR_NOT_FOUND, _("No receipt of %s waits for a printer."), a.number);
	return e->code;
}

static enum err_code retry_one(struct verb_call *c, void *ctx, const struct print_wait *p, struct err *e)
{
	struct spool *sp = ctx;
	struct err why = { 0 };

	if (spool_print(sp, p->id, &c->who, &why))
		return err_set(e, why.code, _("%s: %s It waits on."), p->number, why.msg);
	json_array_append_new(c->out.json, json_string(p->number));
	return ERR_OK;
}

static enum err_code retry(struct verb_call *c, struct err *e)
{
	struct spool sp = { .store = c->store, .config = configured(c, e) };

	if (e->code)
		return e->code;
	c->out.json = json_array();
	enum err_code rc = for_each(c, c->nargs > 1 ? c->args[1] : NULL, retry_one, &sp, e);
	int n = (int)json_array_size(c->out.json);

	spool_close(&sp);
	return rc ? rc : say(c, arena_printf(c->mem, P_("%d receipt is printed.", "%d receipts are printed.", n), n));
}

static enum err_code cancel_one(struct verb_call *c, void *ctx, const struct print_wait *p, struct err *e)
{
	(void)ctx;
	return print_cancel(c->store, p->id, &c->who, e);
}

static enum err_code cancel(struct verb_call *c, struct err *e)
{
	enum err_code rc = for_each(c, c->args[1], cancel_one, NULL, e);

	return rc ? rc : say(c, _("Taken out: the receipt will not be printed."));
}

static enum err_code move_one(struct verb_call *c, void *ctx, const struct print_wait *p, struct err *e)
{
	return print_move(c->store, p->id, ctx, &c->who, e);
}

/* The name "usual" needs no word of its own: it is "". */
static enum err_code move(struct verb_call *c, struct err *e)
{
	struct found_printer f;
	char *to = arena_strdup(c->mem, c->opt[OPT_TO]);

	if (!to)
		return err_set(e, ERR_INVALID, "%s", _("Name the printer: --to PRINTER, or --to \"\" for the usual one."));
	enum err_code rc = printers_find(c->store, configured(c, e), to, c->mem, &f, e);

	if (!rc)
		rc = for_each(c, c->args[1], move_one, to, e);
	return rc ? rc : say(c, _("Sent to the other printer: «pult print retry» prints it now."));
}

static enum err_code printers(struct verb_call *c, struct err *e)
{
	const char *usual = store_setting(c->store, "printer", "", c->mem), *t = "";
	struct named_setting *all;
	int n;

	if (store_settings(c->store, "printer.", c->mem, &all, &n, e))
		return e->code;
	c->out.json = json_array();
	if (*usual) {
		t = arena_printf(c->mem, "%s %s\n", text_fit(c->mem, printers_label(""), PRINTER_COLS), usual);
		json_array_append_new(c->out.json, json_pack("{ss ss}", "name", "", "printer", usual));
	}
	for (int i = 0; i < n; i++) {
		t = arena_printf(c->mem, "%s%s %s\n", t, text_fit(c->mem, all[i].name, PRINTER_COLS), all[i].value);
		json_array_append_new(c->out.json, json_pack("{ss ss}", "name", all[i].name, "printer", all[i].value));
	}
	c->out.kind = OUT_TEXT;
	c->out.text = t;
	return ERR_OK;
}

/* A receipt of nothing, with every letter that fails first. */
static void sample(struct verb_call *c, struct receipt *r)
{
	char when[17];
	const struct clock_ops *clock = store_clock(c->store);

	civil_format_minute(clock, clock->now_ms(clock->ctx), when);
	*r = (struct receipt){ .site = *store_site_name(c->store) ? store_site_name(c->store) : store_site(c->store),
		.number = arena_printf(c->mem, "%s-0/00", store_site(c->store)), .twin = "TEST-0-00", .pin = "000000",
		.when = arena_strdup(c->mem, when), .administrator = *c->who.name ? c->who.name : c->who.login,
		.kind = _("Test of the printer"), .topic = _("Every letter: alphabet, figures, signs"),
		.url = store_setting(c->store, "url", NULL, c->mem),
		.phone = store_setting(c->store, "hotline", NULL, c->mem) };
}

static enum err_code test(struct verb_call *c, struct err *e)
{
	struct found_printer f;
	struct receipt r;
	enum err_code rc = printers_find(c->store, configured(c, e), c->opt[OPT_TO] ? c->opt[OPT_TO] : "", c->mem, &f, e);

	if (rc)
		return rc;
	sample(c, &r);
	rc = printer_print(&f.printer, &r, NULL, e);
	return rc ? rc : say(c, arena_printf(c->mem, _("A receipt to try it is printed: %s. Look at its letters and read its QR "
						       "code."), f.to));
}

enum err_code run_print(struct verb_call *c, struct err *e)
{
	static const struct {
		const char *name;
		int least, most;
		enum err_code (*run)(struct verb_call *c, struct err *e);
	} subs[] = {
		{ "list", 1, 1, list }, { "retry", 1, 2, retry }, { "cancel", 2, 2, cancel }, { "move", 2, 2, move },
		{ "printers", 1, 1, printers }, { "test", 1, 1, test },
	};

	if (!c->nargs)
		return list(c, e);
	for (size_t i = 0; i < COUNT(subs); i++)
		if (strcmp(subs[i].name, c->args[0]) == 0 && c->nargs >= subs[i].least && c->nargs <= subs[i].most)
			return subs[i].run(c, e);
	return err_set(e, ERR_INVALID, _("It is written: pult print %s"), c->verb->usage);
}
