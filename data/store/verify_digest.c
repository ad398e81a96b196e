/* data/store/verify_digest.c - one hash of the shared rows, to compare two sites by reading 64 digits.
 * Not a proof against forgery: that is what the chain and its head are for. */
#include <sodium.h>

#include "data/store/consults_internal.h"
#include "data/store/incidents_internal.h"
#include "data/store/verify_internal.h"

enum { DIGEST_BYTES = 32 };

/* Depends on events that do not leave their site. */
static bool is_local(const struct field_desc *f)
{
	static const char *const local[] = { "pin_mac", "pin_key", "hlc", "rev" };

	for (size_t i = 0; i < COUNT(local); i++)
		if (strcmp(f->name, local[i]) == 0)
			return true;
	return false;
}

static void add(crypto_generichash_state *st, const void *p, size_t len)
{
	uint8_t n[8];

	for (int i = 7; i >= 0; i--)
		n[i] = (uint8_t)((uint64_t)len >> (8 * (7 - i)));
	crypto_generichash_update(st, n, sizeof(n));
	crypto_generichash_update(st, p, len);
}

static void add_record(crypto_generichash_state *st, const void *rec, const struct field_desc *f, int n)
{
	for (int i = 0; i < n; i++) {
		char number[24];
		const char *v = number;

		if (is_local(&f[i]))
			continue;
		if (f[i].is_int)
			snprintf(number, sizeof(number), "%lld", (long long)record_int(rec, &f[i]));
		else
			v = record_text(rec, &f[i]);
		add(st, f[i].name, strlen(f[i].name));
		add(st, v, strlen(v));
	}
}

/* Hashes of single records are combined by exclusive or, so that the order of rows, which differs
 * between sites, does not matter. Subjects are unique: no two can cancel each other. */
static void combine(crypto_generichash_state *st, uint8_t sum[DIGEST_BYTES])
{
	uint8_t hash[DIGEST_BYTES];

	crypto_generichash_final(st, hash, sizeof(hash));
	for (int i = 0; i < DIGEST_BYTES; i++)
		sum[i] ^= hash[i];
}

static void add_appeal(struct store *s, int64_t id, struct arena *mem, uint8_t sum[DIGEST_BYTES],
		       struct err *e)
{
	crypto_generichash_state st;
	struct appeal a;

	if (!appeal_read(s, id, mem, &a, e))
		return;
	crypto_generichash_init(&st, NULL, 0, DIGEST_BYTES);
	add_record(&st, &a, appeal_fields, appeal_field_count);
	for (int i = 0; i < a.nq; i++)
		add_record(&st, &a.q[i], question_fields, question_field_count);
	combine(&st, sum);
}

static void add_incident(struct store *s, int64_t id, struct arena *mem, uint8_t sum[DIGEST_BYTES],
			 struct err *e)
{
	crypto_generichash_state st;
	struct incident i;

	if (!incident_read(s, id, mem, &i, e))
		return;
	crypto_generichash_init(&st, NULL, 0, DIGEST_BYTES);
	add_record(&st, &i, incident_fields, incident_field_count);
	combine(&st, sum);
}

static void add_consult(struct store *s, int64_t id, struct arena *mem, uint8_t sum[DIGEST_BYTES],
			struct err *e)
{
	crypto_generichash_state st;
	struct consult c;

	if (!consult_read(s, id, mem, &c, e))
		return;
	crypto_generichash_init(&st, NULL, 0, DIGEST_BYTES);
	add_record(&st, &c, consult_fields, consult_field_count);
	combine(&st, sum);
}

/* A kind of subjects that sites share: ids of its rows in pieces, and how one is added. */
struct shared {
	const char *sql;
	void (*add)(struct store *s, int64_t id, struct arena *mem, uint8_t sum[DIGEST_BYTES], struct err *e);
};

static enum err_code digest_slice(struct store *s, struct check *c, const struct shared *kind, int64_t *cursor,
				  uint8_t sum[DIGEST_BYTES], struct err *e)
{
	struct arena mem = { 0 };
	int n = 0;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(&s->db, kind->sql);

	db_bind(st, "id", *cursor, (int)VERIFY_SLICE);
	for (; db_row(&s->db, st, e); n++) {
		*cursor = sqlite3_column_int64(st, 0);
		kind->add(s, *cursor, &mem, sum, e);
		arena_free(&mem);
	}
	db_end_read(&s->db);
	if (n < VERIFY_SLICE)
		*cursor = INT64_MAX;
	c->out->subjects += n;
	return e->code ? e->code : check_step(c, 0, e);
}

enum err_code verify_digest(struct store *s, struct check *c, char out[65], struct err *e)
{
	static const struct shared kinds[] = {
		{ "SELECT id FROM appeal WHERE id > ? ORDER BY id LIMIT ?", add_appeal },
		{ "SELECT id FROM incident WHERE id > ? ORDER BY id LIMIT ?", add_incident },
		{ "SELECT id FROM consultation WHERE id > ? ORDER BY id LIMIT ?", add_consult },
	};
	uint8_t sum[DIGEST_BYTES] = { 0 };

	for (size_t i = 0; i < COUNT(kinds); i++)
		for (int64_t cursor = INT64_MIN; cursor != INT64_MAX;)
			if (digest_slice(s, c, &kinds[i], &cursor, sum, e))
				return e->code;
	sodium_bin2hex(out, 65, sum, sizeof(sum));
	return ERR_OK;
}
