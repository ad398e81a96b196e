/* core/pin.c - see pin.h. */
#include "core/pin.h"

#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PINS = 1000000, MAC_BYTES = 32 };

_Static_assert(PIN_MAC_HEX == MAC_BYTES * 2, "hex of a MAC");

void pin_new(const struct rng_ops *rng, char out[PIN_DIGITS + 1])
{
	/* The largest multiple of a million: what lies above would favour the lower PINs. */
	const uint32_t limit = UINT32_MAX - UINT32_MAX % PINS;
	uint32_t r;

	do {
		rng->bytes(rng->ctx, &r, sizeof(r));
	} while (r >= limit);
	snprintf(out, PIN_DIGITS + 1, "%06u", (unsigned)(r % PINS));
	sodium_memzero(&r, sizeof(r));
}

bool pin_read(const char *typed, char out[PIN_DIGITS + 1])
{
	char pin[PIN_DIGITS + 1] = "";
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (*typed < '0' || *typed > '9' || n == PIN_DIGITS)
			return false;
		pin[n++] = *typed;
	}
	if (n != PIN_DIGITS)
		return false;
	memcpy(out, pin, sizeof(pin));
	return true;
}

static void mac_bytes(const unsigned char *key, const char *number, const char *pin,
		      unsigned char out[MAC_BYTES])
{
	crypto_generichash_state st;

	crypto_generichash_init(&st, key, PIN_KEY_BYTES, MAC_BYTES);
	crypto_generichash_update(&st, (const unsigned char *)number, strlen(number));
	crypto_generichash_update(&st, (const unsigned char *)":", 1);
	crypto_generichash_update(&st, (const unsigned char *)pin, strlen(pin));
	crypto_generichash_final(&st, out, MAC_BYTES);
	sodium_memzero(&st, sizeof(st));
}

void pin_mac(const unsigned char key[PIN_KEY_BYTES], const char *number, const char *pin,
	     char out[PIN_MAC_HEX + 1])
{
	unsigned char mac[MAC_BYTES];

	mac_bytes(key, number, pin, mac);
	sodium_bin2hex(out, PIN_MAC_HEX + 1, mac, sizeof(mac));
}

bool pin_matches(const unsigned char key[PIN_KEY_BYTES], const char *number, const char *pin,
		 const char *mac)
{
	static const char none[PIN_MAC_HEX + 1] =
		"0000000000000000000000000000000000000000000000000000000000000000";
	unsigned char want[MAC_BYTES], got[MAC_BYTES] = { 0 };
	bool is_kept = mac && strlen(mac) == PIN_MAC_HEX;

	mac_bytes(key, number, pin, want);
	int read = sodium_hex2bin(got, sizeof(got), is_kept ? mac : none, PIN_MAC_HEX, NULL, NULL,
				  NULL);
	int same = sodium_memcmp(want, got, sizeof(got));

	return (is_kept & (read == 0) & (same == 0)) != 0;
}

void pin_key_id(const unsigned char key[PIN_KEY_BYTES], char out[PIN_KEY_ID_HEX + 1])
{
	unsigned char hash[MAC_BYTES];

	crypto_generichash(hash, sizeof(hash), key, PIN_KEY_BYTES, NULL, 0);
	sodium_bin2hex(out, PIN_KEY_ID_HEX + 1, hash, PIN_KEY_ID_HEX / 2);
}
