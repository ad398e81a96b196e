/* core/pin.h - the PIN of an appeal: six digits that only its receipt shows (design.md 7).
 *
 * What is kept is a MAC under the site's key, so a stolen base without the key file gives no PIN.
 * Guessing is limited by core/attempts.h wherever a PIN can be tried. Pure; libsodium. */
#ifndef CORE_PIN_H
#define CORE_PIN_H

#include <stdbool.h>

#include "core/clock.h"

enum { PIN_DIGITS = 6, PIN_KEY_BYTES = 32, PIN_MAC_HEX = 64, PIN_KEY_ID_HEX = 8 };

/* A new PIN, each of the million equally likely. out needs 7 bytes. */
void pin_new(const struct rng_ops *rng, char out[PIN_DIGITS + 1]);

/* Reads a PIN as people type it: spaces and dashes do not matter. False unless it is six digits;
 * out is then untouched. */
bool pin_read(const char *typed, char out[PIN_DIGITS + 1]);

/* BLAKE2b-256 of "number:pin" under the key, in hex. out needs 65 bytes. */
void pin_mac(const unsigned char key[PIN_KEY_BYTES], const char *number, const char *pin,
	     char out[PIN_MAC_HEX + 1]);

/* Whether `mac` is that of number and pin, in constant time. A NULL mac (no such appeal, or it has
 * no PIN) takes as long and is false, so that a wrong number cannot be told from a wrong PIN. */
bool pin_matches(const unsigned char key[PIN_KEY_BYTES], const char *number, const char *pin,
		 const char *mac);

/* Names a key without giving it away: the first 8 hex digits of its BLAKE2b-256. */
void pin_key_id(const unsigned char key[PIN_KEY_BYTES], char out[PIN_KEY_ID_HEX + 1]);

#endif
