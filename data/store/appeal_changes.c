/* data/store/appeal_changes.c - see appeal_changes.h. */
#include "data/store/appeal_changes.h"

#include "core/fold.h"
#include "core/moves.h"
#include "data/store/store_internal.h"
#include "data/store/users.h"

struct looking {
	struct arena *mem;
	const char *const *fields;
	int64_t after, up_to;
	struct changed_by *out;
};

static bool sets(const struct event *ev, const char *const *fields)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	const json_t *set = json_object_get(body, "set");
	bool any = !fields;

	for (int i = 0; !any && fields[i]; i++)
		any = json_object_get(set, fields[i]) ||
		      (strcmp(fields[i], "state") == 0 && act_of_kind(ev->kind) >= 0);
	json_decref(body);
	return any;
}

static bool look(void *ctx, const struct event *ev)
{
	struct looking *l = ctx;

	if (ev->hlc > l->after && ev->hlc <= l->up_to && sets(ev, l->fields))
		*l->out = (struct changed_by){ .who = arena_printf(l->mem, "%s@%s", ev->actor, ev->site), .at = ev->at,
			.action = arena_strdup(l->mem, event_label(ev->kind)) };
	return true;
}

enum err_code appeal_changed_by(struct store *s, const struct appeal *a, int64_t after_hlc,
				const char *const *fields, struct arena *mem, struct changed_by *out, struct err *e)
{
	struct looking l = { .mem = mem, .fields = fields, .after = after_hlc, .up_to = a->hlc,
		.out = out };

	*out = (struct changed_by){ .who = "", .action = "" };
	if (log_each(s, a->subject, look, &l, e) || !*out->who)
		return e->code;
	const char *name = user_name_at(s, s->site, out->who, mem), *site = strchr(out->who, '@');
	bool here = strcmp(site + 1, s->site) == 0;

	out->who = *name ? name : here ? arena_strndup(mem, out->who, (size_t)(site - out->who)) : out->who;
	return ERR_OK;
}
