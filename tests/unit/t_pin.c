/* t_pin - core/pin: PINs are even, MACs are those of BLAKE2b and nothing else matches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "core/err.h"
#include "core/pin.h"

/* Random numbers that a test chose, in order. */
struct script {
	const uint32_t *values;
	size_t used, count;
};

static void next_of_script(void *ctx, void *buf, size_t len)
{
	struct script *s = ctx;

	assert_int_equal(len, sizeof(uint32_t));
	assert_true(s->used < s->count);
	memcpy(buf, &s->values[s->used++], len);
}

static void pins_of_known_numbers(void **state)
{
	static const struct {
		uint32_t random[3];
		size_t used;
		const char *want;
	} rows[] = {
		{ { 0 }, 1, "000000" },
		{ { 7 }, 1, "000007" },
		{ { 999999 }, 1, "999999" },
		{ { 1000000 }, 1, "000000" },
		{ { 4293999999u }, 1, "999999" },
		/* 2^32 is 4294 millions and a rest: that last part of a million is thrown back. */
		{ { 4294000000u - 1 }, 1, "999999" },
		{ { 4294000000u, 123456 }, 2, "123456" },
		{ { UINT32_MAX, 4294967295u, 654321 }, 3, "654321" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct script s = { rows[i].random, 0, COUNT(rows[i].random) };
		struct rng_ops rng = { next_of_script, &s };
		char pin[PIN_DIGITS + 1];

		pin_new(&rng, pin);
		assert_string_equal(pin, rows[i].want);
		assert_int_equal(s.used, rows[i].used);
	}
}

static void bytes_of_sodium(void *ctx, void *buf, size_t len)
{
	static const unsigned char seed[randombytes_SEEDBYTES] = { 1, 5, 8, 0 };
	static unsigned char stream[400000];
	size_t *used = ctx;

	if (*used == 0)
		randombytes_buf_deterministic(stream, sizeof(stream), seed);
	memcpy(buf, stream + *used % (sizeof(stream) - 4), len);
	*used += len;
}

/* Each digit of each place comes as often as any other: chi-squared of ten, 9 degrees of freedom,
 * is over 33.7 in one case of ten thousand; the seed is fixed. */
static void pins_are_even(void **state)
{
	size_t used = 0;
	struct rng_ops rng = { bytes_of_sodium, &used };
	int seen[PIN_DIGITS][10] = { { 0 } };
	const int pins = 90000;

	(void)state;
	for (int i = 0; i < pins; i++) {
		char pin[PIN_DIGITS + 1];

		pin_new(&rng, pin);
		assert_int_equal(strlen(pin), PIN_DIGITS);
		for (int k = 0; k < PIN_DIGITS; k++)
			seen[k][pin[k] - '0']++;
	}
	for (int k = 0; k < PIN_DIGITS; k++) {
		double sum = 0, want = pins / 10.0;

		for (int d = 0; d < 10; d++)
			sum += (seen[k][d] - want) * (seen[k][d] - want) / want;
		assert_true(sum < 33.7);
	}
}

static void pins_as_typed(void **state)
{
	static const struct {
		const char *typed, *want; /* NULL: no PIN */
	} rows[] = {
		{ "123456", "123456" },   { "000000", "000000" },  { " 123 456 ", "123456" },
		{ "12-34-56", "123456" }, { "12345", NULL },       { "1234567", NULL },
		{ "", NULL },             { "12345a", NULL },      { "12345\xD0\xB7", NULL },
		{ "12345678901234567890", NULL }, /* longer than any room for it */
		{ "+23456", NULL },       { "123456\n", NULL },    { "12345٦", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char pin[PIN_DIGITS + 1] = "before";

		assert_int_equal(pin_read(rows[i].typed, pin), rows[i].want != NULL);
		assert_string_equal(pin, rows[i].want ? rows[i].want : "before");
	}
}

static void key_fill(unsigned char key[PIN_KEY_BYTES], unsigned char first)
{
	for (int i = 0; i < PIN_KEY_BYTES; i++)
		key[i] = (unsigned char)(first + i);
}

/* Values of Python's hashlib.blake2b(b"...", key=bytes(range(32)), digest_size=32). */
static void macs_of_known_pins(void **state)
{
	unsigned char key[PIN_KEY_BYTES];
	char mac[PIN_MAC_HEX + 1], id[PIN_KEY_ID_HEX + 1];

	(void)state;
	key_fill(key, 0);
	pin_mac(key, "ГЛ-91895/26", "012345", mac);
	assert_string_equal(mac,
			    "a5a37a039ce0af90a74149a3d256dfd8957a4090c78a093bd8f5e1896010edf1");
	pin_key_id(key, id);
	assert_string_equal(id, "cb2f5160");
}

static void only_the_right_pin_matches(void **state)
{
	unsigned char key[PIN_KEY_BYTES], other[PIN_KEY_BYTES];
	char mac[PIN_MAC_HEX + 1], broken[PIN_MAC_HEX + 1], longer[PIN_MAC_HEX + 2];

	(void)state;
	key_fill(key, 0);
	key_fill(other, 1);
	pin_mac(key, "ГЛ-91895/26", "012345", mac);
	assert_true(pin_matches(key, "ГЛ-91895/26", "012345", mac));
	assert_false(pin_matches(key, "ГЛ-91895/26", "012346", mac));
	assert_false(pin_matches(key, "ГЛ-91895/26", "01234", mac));
	assert_false(pin_matches(key, "ГЛ-91896/26", "012345", mac));
	assert_false(pin_matches(key, "ГЛ-91895/2", "6:012345", mac));
	assert_false(pin_matches(key, "", "", mac));
	assert_false(pin_matches(other, "ГЛ-91895/26", "012345", mac));
	assert_false(pin_matches(key, "ГЛ-91895/26", "012345", NULL));
	assert_false(pin_matches(key, "ГЛ-91895/26", "012345", ""));
	snprintf(longer, sizeof(longer), "%s0", mac);
	assert_false(pin_matches(key, "ГЛ-91895/26", "012345", longer));
	for (size_t i = 0; i < PIN_MAC_HEX; i++) {
		memcpy(broken, mac, sizeof(mac));
		broken[i] = broken[i] == '0' ? '1' : '0';
		assert_false(pin_matches(key, "ГЛ-91895/26", "012345", broken));
		broken[i] = 'x'; /* no hex */
		assert_false(pin_matches(key, "ГЛ-91895/26", "012345", broken));
		broken[i] = '\0'; /* cut short */
		assert_false(pin_matches(key, "ГЛ-91895/26", "012345", broken));
	}
}

static void keys_are_told_apart(void **state)
{
	unsigned char one[PIN_KEY_BYTES], two[PIN_KEY_BYTES];
	char id_one[PIN_KEY_ID_HEX + 1], id_two[PIN_KEY_ID_HEX + 1];

	(void)state;
	key_fill(one, 0);
	key_fill(two, 1);
	pin_key_id(one, id_one);
	pin_key_id(two, id_two);
	assert_string_not_equal(id_one, id_two);
	assert_int_equal(strlen(id_one), PIN_KEY_ID_HEX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pins_of_known_numbers),
		cmocka_unit_test(pins_are_even),
		cmocka_unit_test(pins_as_typed),
		cmocka_unit_test(macs_of_known_pins),
		cmocka_unit_test(only_the_right_pin_matches),
		cmocka_unit_test(keys_are_told_apart),
	};

	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
