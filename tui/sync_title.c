/* tui/sync_title.c - see sync_title.h. */
#include "tui/sync_title.h"

#include "core/i18n.h"
#include "data/link/sync_fault.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

/* Going takes a moment; the time of an exchange is written down twice a minute. */
enum { WAITS_MS = MINUTE, SILENT_MS = 5 * MINUTE };

static const char *age(struct arena *mem, int64_t ms)
{
	static const struct {
		int64_t from, unit;
		const char *text;
	} units[] = {
		{ 48 * (int64_t)HOUR, 24 * (int64_t)HOUR, N_("%d d") },
		{ HOUR, HOUR, N_("%d h") },
		{ 0, MINUTE, N_("%d min") },
	};
	size_t i = 0;

	while (ms < units[i].from && i + 1 < COUNT(units))
		i++;
	char n[24];
	const char *text = _(units[i].text), *at = strstr(text, "%d");

	snprintf(n, sizeof(n), "%lld", (long long)(ms > 0 ? ms / units[i].unit : 0));
	return arena_printf(mem, "%.*s%s%s", (int)(at - text), text, n, at + strlen("%d"));
}

static struct sync_title unsent(const struct sync_state *st, int64_t now, const char *why, struct arena *mem)
{
	long long n = (long long)(st->last - st->acked);
	const char *since = age(mem, now - st->oldest);

	return (struct sync_title){ .bad = true,
		.brief = arena_printf(mem, _("  not sent: %lld (%s)"), n, since),
		.full = *why ? arena_printf(mem, _("  not sent: %lld (%s), %s"), n, since, why)
			     : arena_printf(mem, _("  not sent: %lld (%s)"), n, since),
		.why = *why ? arena_printf(mem, _("  exchange: %s"), why) : "" };
}

static struct sync_title silent(const struct sync_state *st, int64_t now, struct arena *mem)
{
	if (!st->exchanged)
		return (struct sync_title){ .bad = true, .brief = _("  no exchange yet"), .full = _("  no exchange yet"), .why = "" };
	bool long_ago = now - st->exchanged >= SILENT_MS;
	const char *text = arena_printf(mem, _("  exchange: %s ago"), age(mem, now - st->exchanged));

	return (struct sync_title){ .bad = long_ago, .brief = long_ago ? text : "", .full = text, .why = "" };
}

struct sync_title sync_title(const struct sync_state *st, int64_t now, struct arena *mem)
{
	const char *why = sync_fault_few(sync_fault_of(st->fault));

	if (!st->configured)
		return (struct sync_title){ .full = "", .brief = "", .why = "" };
	if (st->restored)
		return (struct sync_title){ .bad = true, .full = _("  from a backup: changes nothing yet"),
			.brief = _("  from a backup"), .why = "" };
	if (st->acked < st->last && (*why || now - st->oldest >= WAITS_MS))
		return unsent(st, now, why, mem);
	if (!*why)
		return silent(st, now, mem);
	const char *text = arena_printf(mem, _("  exchange: %s"), why);

	return (struct sync_title){ .bad = true, .full = text, .brief = text, .why = "" };
}
