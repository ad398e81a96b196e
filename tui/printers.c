/* tui/printers.c - see printers.h. */
#include "tui/printers.h"

#include "core/i18n.h"
#include "tui/site_settings.h"

static enum err_code find_named(struct store *s, const char *name, struct arena *mem, struct found_printer *out,
				struct err *e)
{
	const char *setting = store_setting(s, arena_printf(mem, "printer.%s", name), "", mem);

	if (!*setting)
		return err_set(e, ERR_INVALID, _("There is no printer «%s». The administrator sets it: pult setting "
						 "printer.%s tcp:HOST."), name, name);
	out->to = arena_strdup(mem, name);
	enum err_code rc = site_printer_check(setting, e);

	return rc ? rc : printer_read(setting, mem, &out->printer, e);
}

enum err_code printers_find(struct store *s, const char *config, const char *name, struct arena *mem,
			    struct found_printer *out, struct err *e)
{
	if (*name || (config && !strchr(config, ':')))
		return find_named(s, *name ? name : config, mem, out, e);
	const char *setting = config ? config : store_setting(s, "printer", "", mem);

	if (!*setting)
		return err_set(e, ERR_INVALID, "%s",
			       _("No printer is set for this site. The administrator sets one: pult setting printer "
				 "tcp:HOST or cups:QUEUE."));
	out->to = arena_strdup(mem, setting);
	enum err_code rc = config ? ERR_OK : site_printer_check(setting, e);

	return rc ? rc : printer_read(setting, mem, &out->printer, e);
}

bool printers_any(struct store *s, const char *config)
{
	struct arena mem = { 0 };
	bool any = config || *store_setting(s, "printer", "", &mem);

	arena_free(&mem);
	return any;
}

const char *printers_label(const char *name)
{
	/* TRANSLATORS: the usual printer of the site, in a list of printers */
	return *name ? name : _("usual");
}

const struct receipt_paper *printers_paper(struct store *s, struct arena *mem)
{
	struct found_printer *f = arena_alloc(mem, sizeof(*f));

	if (printers_find(s, NULL, "", mem, f, &(struct err){ 0 }) || f->printer.format != RECEIPT_ESCPOS)
		return &receipt_paper_usual;
	return &f->printer.paper;
}
