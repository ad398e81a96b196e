/* tui/site_settings.c - see site_settings.h. */
#include "tui/site_settings.h"

#include "core/agent.h"
#include "core/i18n.h"
#include "core/register.h"
#include "core/text.h"
#include "data/link/http.h"
#include "data/link/printer.h"

enum { IDLE_LOCK_DEFAULT_MS = 15 * 60000, MAX_LETTERS = 300, MAX_AGENTS_LETTERS = 8000, PRINTER_NAME_COLS = 20 };

/* Minutes, perhaps with a part: "15", "0.5". -1: not understood. */
static int64_t minutes_ms(const char *value)
{
	static const char digits[] = "0123456789";
	size_t whole = strspn(value, digits), part = value[whole] == '.' ? strspn(value + whole + 1, digits) : 0;
	int64_t ms = 0, unit = 60000;

	if (whole == 0 || whole > 4 || part > 3 || value[whole + (part ? part + 1 : 0)])
		return -1;
	for (size_t i = 0; i < whole; i++)
		ms = ms * 10 + (value[i] - '0');
	ms *= unit;
	for (size_t i = 0; i < part; i++)
		ms += (value[whole + 1 + i] - '0') * (unit /= 10);
	return ms;
}

int64_t site_idle_lock_ms(const char *value)
{
	int64_t ms = value ? minutes_ms(value) : -1;

	return ms < 0 ? IDLE_LOCK_DEFAULT_MS : ms;
}

enum err_code site_printer_check(const char *value, struct err *e)
{
	if (strncmp(value, "cmd:", 4) == 0)
		return err_set(e, ERR_REFUSED, "%s",
			       _("A program that prints (cmd:) is named in the configuration file only, see "
				 "pult.conf(5): «printer = cmd:/PROGRAM». The setting of a site is tcp:HOST, "
				 "cups:QUEUE or file:/FOLDER."));
	struct arena mem = { 0 };
	struct printer p;
	enum err_code rc = printer_read(value, &mem, &p, e);

	arena_free(&mem);
	return rc;
}

static enum err_code check_text(const char *value, struct err *e)
{
	return value_check(value, MAX_LETTERS, e);
}

static enum err_code check_url(const char *value, struct err *e)
{
	if (*value && strncmp(value, "https://", 8) != 0 && strncmp(value, "http://", 7) != 0)
		return err_set(e, ERR_INVALID, "%s", _("The address begins with https:// or http://."));
	return check_text(value, e);
}

static enum err_code check_minutes(const char *value, struct err *e)
{
	if (minutes_ms(value) < 0)
		return err_set(e, ERR_INVALID, _("«%s» is not a number of minutes: 15, or 0 for never."), value);
	return ERR_OK;
}

static enum err_code check_percent(const char *value, struct err *e)
{
	size_t digits = strspn(value, "0123456789");

	if (value[digits] || digits > 3 || (digits && strtol(value, NULL, 10) > 100))
		return err_set(e, ERR_INVALID, _("«%s» is not a whole number of percents, 0 to 100."), value);
	return ERR_OK;
}

static enum err_code check_printer(const char *value, struct err *e)
{
	return *value ? site_printer_check(value, e) : ERR_OK;
}

static enum err_code check_folder(const char *value, struct err *e)
{
	if (*value && *value != '/')
		return err_set(e, ERR_INVALID, "%s", _("A folder is named from the root: /var/spool/asterisk/monitor."));
	return check_text(value, e);
}

static enum err_code check_file(const char *value, struct err *e)
{
	if (*value && *value != '/')
		return err_set(e, ERR_INVALID, "%s", _("A file is named from the root: /etc/pult/ca.pem."));
	return check_text(value, e);
}

static enum err_code check_central(const char *value, struct err *e)
{
	return *value && http_check_url(value, e) ? e->code : check_text(value, e);
}

static enum err_code check_agents(const char *value, struct err *e)
{
	return agents_check(value, e) ? e->code : value_check(value, MAX_AGENTS_LETTERS, e);
}

static const struct {
	const char *name, *help;
	enum err_code (*check)(const char *value, struct err *e);
} settings[] = {
	{ "printer", N_("where receipts are printed: tcp:HOST[:9100], cups:QUEUE or file:/FOLDER, with words such as width=58"),
	  check_printer },
	{ "printer.NAME", N_("another printer of the site, which people choose by its name"), check_printer },
	{ "city", N_("name of the city on receipts"), check_text },
	{ "hotline", N_("telephone of the hotline on receipts"), check_text },
	{ "url", N_("address where citizens check the status"), check_url },
	{ "recordings", N_("folder of the recordings of calls"), check_folder },
	{ "agents", N_("operators as the exchange calls them, with their logins: 301=olena, 302=ivan"), check_agents },
	{ "central", N_("address of the city's centre, https://HOST[:PORT]; empty: the site works alone"), check_central },
	{ "central_ca", N_("file of certificates that are trusted for the centre instead of the system's"), check_file },
	{ "target_answered", N_("percents of calls that are to be answered, 94 while it is empty"), check_percent },
	{ "target_in_time", N_("percents of calls that are to be answered within 20 s, 86 while it is empty"), check_percent },
	{ "idle_lock", N_("minutes without a key until the screen is locked, 0 for never"), check_minutes },
};

/* One word in any letters; the ":" is what tells a printer itself from its name. */
static bool is_printer_name(const char *name)
{
	return *name && !strpbrk(name, " :=\t\n") && text_check(name, strlen(name)) == TEXT_GOOD &&
	       text_width(name) <= PRINTER_NAME_COLS && strcmp(name, "NAME") != 0;
}

static enum err_code unknown(const char *name, struct err *e)
{
	struct arena mem = { 0 };
	const char *list = "";

	for (size_t i = 0; i < COUNT(settings); i++)
		list = arena_printf(&mem, "%s\n  %s - %s", list, settings[i].name, _(settings[i].help));
	err_set(e, ERR_INVALID, _("There is no setting «%s». There are:%s"), name, list);
	arena_free(&mem);
	return ERR_INVALID;
}

const char *site_setting_name(size_t i) { return i < COUNT(settings) ? settings[i].name : NULL; }

const char *site_setting_help(size_t i) { return settings[i].help; }

enum err_code site_setting_check(const char *name, const char *value, struct err *e)
{
	if (strncmp(name, "printer.", strlen("printer.")) == 0 && is_printer_name(name + strlen("printer.")))
		return value ? check_printer(value, e) : ERR_OK;
	for (size_t i = 0; i < COUNT(settings); i++)
		if (strcmp(settings[i].name, name) == 0)
			return value ? settings[i].check(value, e) : ERR_OK;
	return unknown(name, e);
}
