/* core/event.c - see event.h. */
#include "core/event.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static void be64(uint64_t v, uint8_t out[8])
{
	for (int i = 7; i >= 0; i--, v >>= 8)
		out[i] = (uint8_t)v;
}

static void add_bytes(crypto_generichash_state *st, const void *p, size_t len)
{
	uint8_t n[8];

	be64(len, n);
	crypto_generichash_update(st, n, sizeof(n));
	crypto_generichash_update(st, p, len);
}

static void add_text(crypto_generichash_state *st, const char *s)
{
	add_bytes(st, s, strlen(s));
}

static void add_number(crypto_generichash_state *st, int64_t v)
{
	uint8_t n[8];

	be64((uint64_t)v, n);
	add_bytes(st, n, sizeof(n));
}

void event_body_hash(const char *body, uint8_t out[EVENT_HASH])
{
	crypto_generichash(out, EVENT_HASH, (const unsigned char *)body, strlen(body), NULL, 0);
}

void event_chain_hash(const uint8_t prev[EVENT_HASH], const struct event *ev,
		      uint8_t out[EVENT_HASH])
{
	crypto_generichash_state st;

	crypto_generichash_init(&st, NULL, 0, EVENT_HASH);
	add_bytes(&st, prev, EVENT_HASH);
	add_number(&st, ev->v);
	add_text(&st, ev->site);
	add_number(&st, ev->seq);
	add_number(&st, ev->hlc);
	add_number(&st, ev->at);
	add_text(&st, ev->actor);
	add_text(&st, ev->subject);
	add_text(&st, ev->kind);
	add_bytes(&st, ev->body_hash, EVENT_HASH);
	crypto_generichash_final(&st, out, EVENT_HASH);
}

int64_t hlc_next(int64_t last, int64_t now_ms)
{
	int64_t wall = now_ms * 65536;

	return wall > last ? wall : last + 1;
}

bool event_subject_is_of(const char *subject, const char *site)
{
	size_t n = strlen(site);

	return strncmp(subject, site, n) == 0 && subject[n] == '.' && !strchr(subject + n + 1, '.');
}

bool event_makes_subject(const struct event *ev)
{
	char seq[24];

	snprintf(seq, sizeof(seq), "%lld", (long long)ev->seq);
	return event_subject_is_of(ev->subject, ev->site) && strcmp(strrchr(ev->subject, '.') + 1, seq) == 0;
}

void event_head(const uint8_t hash[EVENT_HASH], char out[9])
{
	sodium_bin2hex(out, 9, hash, 4);
}
