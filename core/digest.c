/* core/digest.c - see digest.h. Every text goes in with its length before it. */
#include "core/digest.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "core/err.h"

static bool is_local(const struct field_desc *f)
{
	static const char *const local[] = { "pin_mac", "pin_key", "hlc", "rev" };

	for (size_t i = 0; i < COUNT(local); i++)
		if (strcmp(f->name, local[i]) == 0)
			return true;
	return false;
}

static void add(crypto_generichash_state *st, const char *text)
{
	size_t len = strlen(text);
	uint8_t n[8];

	for (int i = 7; i >= 0; i--)
		n[i] = (uint8_t)((uint64_t)len >> (8 * (7 - i)));
	crypto_generichash_update(st, n, sizeof(n));
	crypto_generichash_update(st, (const uint8_t *)text, len);
}

static void add_int(crypto_generichash_state *st, int64_t v)
{
	char number[24];

	snprintf(number, sizeof(number), "%lld", (long long)v);
	add(st, number);
}

static void add_record(crypto_generichash_state *st, const void *rec, const struct field_desc *f, int n)
{
	for (int i = 0; i < n; i++) {
		if (is_local(&f[i]))
			continue;
		add(st, f[i].name);
		if (f[i].is_int)
			add_int(st, record_int(rec, &f[i]));
		else
			add(st, record_text(rec, &f[i]));
	}
}

static void begin(crypto_generichash_state *st)
{
	crypto_generichash_init(st, NULL, 0, DIGEST_BYTES);
}

static void combine(struct digest *d, crypto_generichash_state *st)
{
	uint8_t hash[DIGEST_BYTES];

	crypto_generichash_final(st, hash, sizeof(hash));
	for (int i = 0; i < DIGEST_BYTES; i++)
		d->sum[i] ^= hash[i];
}

void digest_appeal(struct digest *d, const struct appeal *a)
{
	crypto_generichash_state st;

	begin(&st);
	add_record(&st, a, appeal_fields, appeal_field_count);
	for (int i = 0; i < a->nq; i++)
		add_record(&st, &a->q[i], question_fields, question_field_count);
	combine(d, &st);
}

void digest_incident(struct digest *d, const struct incident *i)
{
	crypto_generichash_state st;

	begin(&st);
	add_record(&st, i, incident_fields, incident_field_count);
	combine(d, &st);
}

void digest_consult(struct digest *d, const struct consult *c)
{
	crypto_generichash_state st;

	begin(&st);
	add_record(&st, c, consult_fields, consult_field_count);
	combine(d, &st);
}

/* Records without a list of fields: all that is not local. */
static void add_all(struct digest *d, const char *const *texts, int ntexts, const int64_t *numbers, int nnumbers)
{
	crypto_generichash_state st;

	begin(&st);
	for (int i = 0; i < ntexts; i++)
		add(&st, texts[i]);
	for (int i = 0; i < nnumbers; i++)
		add_int(&st, numbers[i]);
	combine(d, &st);
}

void digest_account(struct digest *d, const struct account *a)
{
	const char *const texts[] = { a->subject, a->login, a->name, a->roles, a->service };

	add_all(d, texts, COUNT(texts), &a->disabled, 1);
}

void digest_template(struct digest *d, const struct template *t)
{
	const char *const texts[] = { t->subject, t->name, t->text, t->kind };

	add_all(d, texts, COUNT(texts), &t->removed, 1);
}

void digest_item(struct digest *d, const struct item *i)
{
	const char *const texts[] = { i->subject, i->list, i->key, i->row };

	add_all(d, texts, COUNT(texts), NULL, 0);
}

void digest_conflict(struct digest *d, const char *subject, const struct conflict *c)
{
	const char *const texts[] = { subject, c->site, c->kind, c->state, c->how, c->settled };
	const int64_t numbers[] = { c->seq, c->k };

	add_all(d, texts, COUNT(texts), numbers, COUNT(numbers));
}

void digest_hex(const struct digest *d, char out[DIGEST_HEX])
{
	sodium_bin2hex(out, DIGEST_HEX, d->sum, DIGEST_BYTES);
}

void digest_total(const struct digest_kind *kinds, int n, char out[DIGEST_HEX])
{
	struct digest all = { { 0 } };
	crypto_generichash_state st;

	begin(&st);
	for (int i = 0; i < n; i++) {
		add(&st, kinds[i].name);
		add(&st, kinds[i].hash);
	}
	combine(&all, &st);
	digest_hex(&all, out);
}
