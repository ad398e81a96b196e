/* data/store/viewed.c - see viewed.h. */
#include "data/store/viewed.h"

#include "data/store/store_internal.h"

enum { MINUTE_MS = 60000 };

static void add_subject(struct store *s, const char *subject)
{
	const json_t *seen;
	size_t i;

	if (!s->viewed) {
		s->viewed = json_array();
		s->viewed_since = s->clock->now_ms(s->clock->ctx);
	}
	json_array_foreach(s->viewed, i, seen)
		if (strcmp(json_string_value(seen), subject) == 0)
			return;
	json_array_append_new(s->viewed, json_string(subject));
}

void viewed_add(struct store *s, const struct appeal *a)
{
	add_subject(s, a->subject);
}

void viewed_add_number(struct store *s, const char *number)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject FROM appeal WHERE number = ?");
	struct err e = { 0 };

	db_bind(st, "s", number);
	if (db_row(&s->db, st, &e)) {
		add_subject(s, (const char *)sqlite3_column_text(st, 0));
		sqlite3_reset(st);
	}
}

void viewed_add_call(struct store *s, const char *id)
{
	struct arena mem = { 0 };

	add_subject(s, arena_printf(&mem, "call:%s", id));
	arena_free(&mem);
}

/* One event with all of them, in the transaction that was begun. */
static enum err_code write_down(struct store *s, const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	struct event ev = { .kind = "viewed", .at = s->clock->now_ms(s->clock->ctx) };
	json_t *body = json_pack("{sO}", "subjects", s->viewed);
	enum err_code rc = db_end(&s->db, log_append(s, &ev, body, who, &mem, e), e);

	json_decref(body);
	arena_free(&mem);
	if (!rc) {
		json_decref(s->viewed);
		s->viewed = NULL;
	}
	return rc;
}

enum err_code viewed_flush(struct store *s, const struct actor *who, bool now, struct err *e)
{
	if (!s->viewed || (!now && s->clock->now_ms(s->clock->ctx) - s->viewed_since < MINUTE_MS))
		return ERR_OK;
	if (now ? db_begin(&s->db, e) != ERR_OK : !db_try_begin(&s->db))
		return e->code;
	return write_down(s, who, e);
}
