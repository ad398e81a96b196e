/* data/store/search_index.c - keeping text and phone search in step with the rows, and merging their
 * segments in idle moments. See search_index.h for what is in the index. */
#include "data/store/search_index.h"

#include "core/address.h"
#include "core/import_appeal.h"
#include "core/number.h"
#include "core/text.h"
#include "data/store/search_later.h"

enum {
	SEGMENTS_MAX = 24,  /* more of them and an idle process merges: each costs a query some 10 us */
	MERGE_PAGES = 12,   /* a step: 2-9 ms */
	STRUCTURE_ROW = 10, /* id of FTS5's structure record in its %_data table (fts5_index.c) */
	COOKIE_BYTES = 4,   /* before the counts in it */
	/* FTS5 takes nothing more in when it has 2000 ("the disk is full"). Where nobody is ever idle (the shell alone),
	 * or an erasing has one long merge under way, who writes helps with it: */
	CROWDED = 1200, CROWDED_PAGES = 64,
	FULL = 1800, FULL_PAGES = 4096
};

int64_t phone_number_of(const char *e164)
{
	const char *digits = *e164 == '+' ? e164 + 1 : e164;

	return strtoll(digits, NULL, 10);
}

/* --- the entry of a row --- */

const char *search_tag(struct arena *a, enum search_tag tag, const char *value)
{
	static const char hex[] = "0123456789abcdef";
	char *out = arena_alloc(a, 3 * strlen(value) + 3), *p = out;

	if (!*value)
		return "";
	*p++ = '_';
	*p++ = (char)tag;
	for (; *value; value++) {
		unsigned char c = (unsigned char)*value;
		bool plain = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

		if (plain) {
			*p++ = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
			continue;
		}
		*p++ = '_';
		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	return out;
}

const char *search_phone_tail(struct arena *a, const char *digits)
{
	size_t n = strlen(digits);
	char *out = arena_alloc(a, n + 2);

	out[0] = '+';
	for (size_t i = 0; i < n; i++)
		out[1 + i] = digits[n - 1 - i];
	return out;
}

const char *search_end_of(const struct question *q)
{
	enum appeal_state state = question_state(q);

	if (state_is_open(state))
		return "";
	if (state != ST_CLOSED)
		return q->state;
	return *q->outcome ? "" : END_UNCONFIRMED;
}

const char *search_tags(struct arena *a, const struct appeal *ap, const struct question *q)
{
	struct address adr;
	const char *num = *ap->phone == '+' ? ap->phone + 1 : ap->phone;

	address_parse(a, q->address, &adr);
	return arena_printf(a, "%s %s %s %s %s %s %s %s %s %s %s", search_tag(a, TAG_TOPIC, q->topic),
			    search_tag(a, TAG_NUMBER, arena_printf(a, "%lld", (long long)ap->n)),
			    search_tag(a, TAG_SERVICE, q->service),
			    search_tag(a, TAG_OPERATOR, ap->operator), search_tag(a, TAG_CHANNEL, ap->channel),
			    search_tag(a, TAG_HOUSE, text_fold(a, adr.house)),
			    question_is_accident(q) ? search_tag(a, TAG_FLAG, TAG_ACCIDENT) : "",
			    q->repeat > 1 ? search_tag(a, TAG_FLAG, TAG_REPEATED) : "",
			    appeal_flagged(ap->flags) ? search_tag(a, TAG_FLAG, TAG_UNCLEAR) : "",
			    search_tag(a, TAG_END, search_end_of(q)),
			    *num ? search_phone_tail(a, num) : "");
}

const char *search_words(struct arena *a, const struct appeal *ap, const struct question *q)
{
	return text_fold(a, arena_printf(a, "%s\n%s\n%s %s %s\n%s\n%s", ap->site, site_code_ascii(a, ap->site),
					 ap->surname, ap->given, ap->patronymic, q->address, q->text));
}

const char *search_entry(struct arena *a, const struct appeal *ap, const struct question *q)
{
	return arena_printf(a, "%s %s", search_words(a, ap, q), search_tags(a, ap, q));
}

/* Whatever the entry is made of; cheap, for the many changes that touch none of it. */
static bool same_entry(const struct search_doc *x, const struct search_doc *y)
{
	const char *const pairs[][2] = {
		{ x->a->site, y->a->site }, { x->a->surname, y->a->surname }, { x->a->given, y->a->given },
		{ x->a->patronymic, y->a->patronymic }, { x->a->phone, y->a->phone },
		{ x->a->operator, y->a->operator }, { x->a->channel, y->a->channel },
		{ x->q->address, y->q->address }, { x->q->text, y->q->text },
		{ x->q->topic, y->q->topic }, { x->q->service, y->q->service },
		{ x->q->priority, y->q->priority }, { search_end_of(x->q), search_end_of(y->q) },
	};

	for (size_t i = 0; i < COUNT(pairs); i++)
		if (strcmp(pairs[i][0], pairs[i][1]) != 0)
			return false;
	return x->a->n == y->a->n && appeal_flagged(x->a->flags) == appeal_flagged(y->a->flags) &&
	       (x->q->repeat > 1) == (y->q->repeat > 1);
}

static enum err_code write_entry(struct store *s, sqlite3_stmt *st, int64_t id, const char *entry, struct err *e)
{
	db_bind(st, "is", id, entry);
	return db_run(&s->db, st, e);
}

enum err_code search_add_entry(struct store *s, int64_t id, const char *entry, struct err *e)
{
	return write_entry(s, db_stmt(&s->db, "INSERT INTO question_text(rowid, words) VALUES(?,?)"), id, entry, e);
}

static enum err_code add_entry(struct store *s, const struct search_doc *d, struct err *e)
{
	struct arena mem = { 0 };
	const char *entry = d->keys ? d->keys->entry : search_entry(&mem, d->a, d->q);
	enum err_code rc = s->kept ? search_keep(s, d->id, entry, e) : search_add_entry(s, d->id, entry, e);

	arena_free(&mem);
	return rc;
}

/* A contentless index has to be told what it forgets; what is kept for later comes first. */
static enum err_code drop_entry(struct store *s, const struct search_doc *d, struct err *e)
{
	static const char sql[] = "INSERT INTO question_text(question_text, rowid, words) VALUES('delete',?,?)";
	struct arena mem = { 0 };
	enum err_code rc = search_settle(s, e);

	if (!rc)
		rc = write_entry(s, db_stmt(&s->db, sql), d->id, search_entry(&mem, d->a, d->q), e);
	arena_free(&mem);
	return rc;
}

int64_t search_filled_from(struct store *s, struct err *e)
{
	return db_int(&s->db, db_stmt(&s->db, "SELECT value FROM meta WHERE key = 'index_next'"), INT64_MIN, e);
}

enum err_code search_set_filled_from(struct store *s, int64_t id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, id == INT64_MIN
		? "DELETE FROM meta WHERE key = 'index_next' AND ?1 < 0"
		: "INSERT OR REPLACE INTO meta(key, value) VALUES('index_next', ?1)");

	db_bind(st, "i", id);
	return db_run(&s->db, st, e);
}

enum err_code search_clear(struct store *s, struct err *e)
{
	enum err_code rc = db_exec(&s->db, "INSERT INTO question_text(question_text) VALUES('delete-all');"
					   "INSERT INTO phone_gram(phone_gram) VALUES('delete-all');"
					   "DELETE FROM phone_tail; DELETE FROM phone_of;", e);

	return rc ? rc : search_set_filled_from(s, INT64_MAX, e);
}

enum err_code search_add(struct store *s, const struct search_doc *doc, struct err *e)
{
	bool later = doc->id < search_filled_from(s, e);

	if (e->code || later || search_fill(s, doc, e))
		return e->code;
	return s->kept ? ERR_OK : search_make_room(s, SEARCH_APPEALS, e);
}

/* With the name of whom the number belongs to, which lists of calls show beside it. */
static enum err_code add_phone(struct store *s, const struct search_doc *doc, int64_t num, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = phone_index_add(&s->db, &phones_of_questions, doc->id, num,
					   doc->keys ? doc->keys->name : appeal_name(&mem, doc->a),
					   s->kept ? &s->kept->phones : NULL, e);

	arena_free(&mem);
	return rc;
}

static enum err_code rename_phone(struct store *s, const struct search_doc *old, const struct search_doc *now,
				  struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE phone_of SET name = ? WHERE id = ?");
	struct arena mem = { 0 };
	const char *name = appeal_name(&mem, now->a);
	enum err_code rc = ERR_OK;

	if (strcmp(name, appeal_name(&mem, old->a)) != 0) {
		db_bind(st, "si", name, now->id);
		rc = db_run(&s->db, st, e);
	}
	arena_free(&mem);
	return rc;
}

enum err_code search_fill(struct store *s, const struct search_doc *doc, struct err *e)
{
	int64_t num = phone_number_of(doc->a->phone);

	if (add_entry(s, doc, e))
		return e->code;
	return num ? add_phone(s, doc, num, e) : ERR_OK;
}

enum err_code search_drop(struct store *s, const struct search_doc *doc, struct err *e)
{
	int64_t num = phone_number_of(doc->a->phone);
	bool later = doc->id < search_filled_from(s, e);

	if (e->code || later || drop_entry(s, doc, e) || search_make_room(s, SEARCH_APPEALS, e) || !num ||
	    search_settle(s, e))
		return e->code;
	return phone_index_drop(&s->db, &phones_of_questions, doc->id, num, e);
}

enum err_code search_change(struct store *s, const struct search_doc *old, const struct search_doc *now,
			    struct err *e)
{
	int64_t was = phone_number_of(old->a->phone), num = phone_number_of(now->a->phone);
	bool later = old->id < search_filled_from(s, e);
	enum err_code rc = e->code;

	if (rc || later)
		return rc;
	if (!same_entry(old, now)) {
		rc = drop_entry(s, old, e);
		if (!rc)
			rc = add_entry(s, now, e);
		if (!rc)
			rc = search_make_room(s, SEARCH_APPEALS, e);
	}
	if (was == num)
		return !rc && num ? rename_phone(s, old, now, e) : rc;
	if (!rc && was)
		rc = search_settle(s, e);
	if (!rc && was)
		rc = phone_index_drop(&s->db, &phones_of_questions, old->id, was, e);
	if (!rc && num)
		rc = add_phone(s, now, num, e);
	return rc;
}

/* --- merging in idle moments --- */

/* A varint of SQLite's file format, at most 9 bytes, but never past the end. */
static int64_t read_varint(const unsigned char **p, const unsigned char *end)
{
	int64_t v = 0;

	while (*p < end) {
		unsigned char c = *(*p)++;

		v = v << 7 | (c & 0x7f);
		if (!(c & 0x80))
			break;
	}
	return v;
}

/* Segments of an FTS5 index: the structure record is a cookie, the number of levels, of segments... */
static int64_t segments(struct store *s, const char *sql, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, sql);
	int64_t n = 0;

	db_bind(st, "d", STRUCTURE_ROW);
	if (db_row(&s->db, st, e)) {
		const unsigned char *p = sqlite3_column_blob(st, 0);
		const unsigned char *end = p + sqlite3_column_bytes(st, 0);

		if (p && end - p > COOKIE_BYTES) {
			p += COOKIE_BYTES;
			read_varint(&p, end);
			n = read_varint(&p, end);
		}
	}
	sqlite3_reset(st);
	return n;
}

/* One step; true when there was something to merge (fts5: a step that does nothing changes less than two
 * rows). */
static bool merge(struct store *s, const char *sql)
{
	struct err e = { 0 };

	if (!db_try_begin(&s->db)) /* who writes now needs the turn more */
		return false;
	sqlite3_stmt *st = db_stmt(&s->db, sql);
	int64_t before = sqlite3_total_changes64(s->db.h);

	db_bind(st, "d", MERGE_PAGES);
	enum err_code rc = db_run(&s->db, st, &e);
	bool merged = sqlite3_total_changes64(s->db.h) - before >= 2;

	return db_end(&s->db, rc, &e) == ERR_OK && merged;
}

static const struct {
	enum searched of;
	const char *structure, *merge;
} tables[] = {
	{ SEARCH_APPEALS, "SELECT block FROM question_text_data WHERE id = ?",
	  "INSERT INTO question_text(question_text, rank) VALUES('merge', ?)" },
	{ SEARCH_APPEALS, "SELECT block FROM phone_gram_data WHERE id = ?",
	  "INSERT INTO phone_gram(phone_gram, rank) VALUES('merge', ?)" },
	{ SEARCH_CALLS, "SELECT block FROM call_gram_data WHERE id = ?",
	  "INSERT INTO call_gram(call_gram, rank) VALUES('merge', ?)" },
	{ SEARCH_CALLS, "SELECT block FROM call_text_data WHERE id = ?",
	  "INSERT INTO call_text(call_text, rank) VALUES('merge', ?)" },
};

enum err_code search_make_room(struct store *s, enum searched of, struct err *e)
{
	for (size_t i = 0; i < COUNT(tables) && !e->code; i++) {
		int64_t n = tables[i].of == of ? segments(s, tables[i].structure, e) : 0;

		if (e->code || n <= CROWDED)
			continue;
		sqlite3_stmt *st = db_stmt(&s->db, tables[i].merge);

		db_bind(st, "d", n > FULL ? FULL_PAGES : CROWDED_PAGES);
		(void)!db_run(&s->db, st, e);
	}
	return e->code;
}

bool search_idle(struct store *s)
{
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct err e = { 0 };

		if (segments(s, tables[i].structure, &e) > SEGMENTS_MAX && merge(s, tables[i].merge))
			return true;
	}
	return false;
}
