/* tui/callbacks_hold.c - who is taken to be called by this person (data/store/callback_next.h says in what order): one
 * citizen with all that waits for him, or a house. Held until all of it is answered, or until it is skipped or left. */
#include "core/i18n.h"
#include "tui/callbacks.h"
#include "tui/present.h"

bool hold_has(const struct callbacks *cb, int64_t id)
{
	for (int i = 0; i < cb->hold.rows.n; i++)
		if (cb->hold.rows.rows[i].id == id)
			return true;
	return false;
}

static void empty(struct callbacks *cb)
{
	cb->hold.rows.n = 0;
	arena_free(&cb->hold.mem);
}

void hold_release(struct app *app, struct callbacks *cb)
{
	struct presence *p = app_presence(app);

	if (cb->hold.rows.n == 0)
		return;
	empty(cb);
	if (p) {
		presence_drop_all(p);
		presence_tell(p);
	}
}

void hold_update(struct app *app, struct callbacks *cb)
{
	struct found_list *rows = &cb->hold.rows;
	struct err e = { 0 };
	int n = 0, had = rows->n;

	for (int i = 0; i < had; i++)
		if (find_waits(app_store(app), rows->rows[i].id, &e) || e.code)
			rows->rows[n++] = rows->rows[i]; /* what could not be asked is held on */
	rows->n = n;
	if (had && !n) {
		rows->n = had;
		hold_release(app, cb);
	}
}

/* --- taking ------------------------------------------------------------------------------------ */

static void skip_held(struct callbacks *cb)
{
	struct hold *h = &cb->hold;

	for (int i = 0; i < h->rows.n; i++) {
		if (h->nskipped == CALLBACKS_SKIPPED) /* the oldest is offered again */
			memmove(h->skipped, h->skipped + 1, (size_t)--h->nskipped * sizeof(*h->skipped));
		h->skipped[h->nskipped++] = callback_citizen(&h->rows.rows[i]);
	}
}

static enum err_code take(struct app *app, struct callbacks *cb, struct err *e)
{
	const struct next_ask ask = { .filter = cb->filter, .by_house = cb->by == FIND_HOUSE, .skip = cb->hold.skipped,
		.nskip = cb->hold.nskipped };

	return callback_next(app_store(app), app_presence(app), &ask, app_actor(app), &cb->hold.mem, &cb->hold.rows,
			     e);
}

static void say_taken(struct app *app, const struct callbacks *cb)
{
	const struct found *f = &cb->hold.rows.rows[0];
	struct arena mem = { 0 };
	int n = cb->hold.rows.n;
	const char *who = cb->by == FIND_HOUSE && *f->address ? f->address : *f->name ? f->name : f->phone;

	app_say(app, ROLE_OK, arena_printf(&mem, P_("%s: %d answer is waited for. Nobody else gets this call now.",
						    "%s: %d answers are waited for. Nobody else gets this call now.", n),
					   who, n));
	arena_free(&mem);
}

bool hold_next(struct app *app, struct callbacks *cb)
{
	struct err e = { 0 };

	if (!app_presence(app)) {
		app_say(app, ROLE_ERROR, _("Whom others are calling cannot be seen, so nobody can be handed out: choose "
					   "a row."));
		return false;
	}
	skip_held(cb);
	hold_release(app, cb);
	enum err_code rc = take(app, cb, &e);

	if (!rc && cb->hold.rows.n == 0 && cb->hold.nskipped) { /* nobody but those who were skipped */
		cb->hold.nskipped = 0;
		rc = take(app, cb, &e);
	}
	if (rc) {
		presence_drop_all(app_presence(app));
		app_fail(app, &e);
	} else if (cb->hold.rows.n == 0) {
		app_say(app, ROLE_MESSAGE, _("There is nobody to be called now whom nobody else is calling."));
	} else {
		say_taken(app, cb);
	}
	if (cb->hold.rows.n == 0)
		empty(cb);
	return cb->hold.rows.n > 0;
}

/* Takes a citizen instead of whoever is held. False: another person has him, that is said. */
static bool take_instead(struct app *app, struct callbacks *cb, const struct found *f)
{
	struct presence *p = app_presence(app);
	struct arena mem = { 0 };
	uint64_t citizen = callback_citizen(f);
	bool got = presence_take(p, citizen);

	if (got && cb->hold.rows.n) {
		hold_release(app, cb);
		got = presence_take(p, citizen);
	}
	if (got)
		return true;
	presence_look(p, true);
	const char *busy = present_words(&mem, p, citizen);

	app_say(app, ROLE_WARN, arena_printf(&mem, _("%s: %s. The answer is not written twice."), f->number,
					     busy ? busy : _("somebody else is calling")));
	arena_free(&mem);
	return false;
}

bool hold_row(struct app *app, struct callbacks *cb, const struct found *f)
{
	struct presence *p = app_presence(app);

	if (hold_has(cb, f->id) || !p)
		return true;
	/* Else it is another appeal of the one who is held. */
	if (!presence_has(p, callback_citizen(f)) && !take_instead(app, cb, f))
		return false;
	struct found_list held = { .n = cb->hold.rows.n, .meant = "" };

	held.rows = arena_alloc(&cb->hold.mem, (size_t)(held.n + 1) * sizeof(*held.rows));
	if (held.n)
		memcpy(held.rows, cb->hold.rows.rows, (size_t)held.n * sizeof(*held.rows));
	held.rows[held.n++] = (struct found){ .id = f->id, .number = arena_strdup(&cb->hold.mem, f->number),
		.phone = arena_strdup(&cb->hold.mem, f->phone), .name = "", .address = "" };
	cb->hold.rows = held;
	presence_tell(p);
	return true;
}
