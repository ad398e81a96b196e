/* tests/unit/t_json_read.c - whatever is read quickly is what jansson reads, also when a byte of it is another. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "core/err.h"
#include "core/json_read.h"

static const char *const texts[] = {
	"{}", "[]", " {\"a\" : 1 , \"b\":[true,false,null,-17,0]}\r\n\t",
	"{\"text\":\"Прорив води, «Зелена» 😀\",\"n\":12345678901234567}",
	"{\"e\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0416\\u20ac\\u007f\",\"\\u0041\":\"\\ud83d\\ude00\"}",
	"{\"site\":\"ГЛ\",\"hlc\":\"117653232222\",\"v\":1,\"body\":\"{\\\"set\\\":{\\\"q\\\":\\\"\\\\\\\"лапки\\\\\\\"\\\"}}\"}",
	"[[[[[[[[[[[[[[[[[[[[\"deep\"]]]]]]]]]]]]]]]]]]]]", "[1.5,1e3,12345678901234567890,-0,007]", "[-0]", "[01]",
	"{\"a\":1,\"a\":2}", "{\"a\":1}x", "{\"a\":1", "[1,]", "{,}", "\"text\"", "12", "", " ", "{\"\\u0000\":1}",
	"[\"\\ud800\"]", "[\"\\u00zz\"]", "[\"\x80\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]",
	"[\"\xe0\x9f\xbf\"]", "[\"\xf0\x8f\xbf\xbf\"]", "[\"\xd0", "[\"\\", "[\"\\u12", "[tru", "[-", "{\"a\"",
	"{\"a-name-that-is-longer-than-any-that-a-log-has-and-does-not-fit-the-room\":1}",
};

static void check(const char *text, size_t len)
{
	for (size_t flags = 0; flags <= JSON_REJECT_DUPLICATES; flags += JSON_REJECT_DUPLICATES) {
		/* Of its very length: who reads past its end is caught by the sanitizers. */
		char *copy = malloc(len + !len);

		assert_non_null(copy);
		memcpy(copy, text, len);
		json_t *want = json_loadb(text, len, flags, NULL), *got = json_read(copy, len, flags);

		if (!want != !got || (want && !json_equal(want, got)))
			fail_msg("flags %zu: %.*s", flags, (int)len, text);
		json_decref(want);
		json_decref(got);
		free(copy);
	}
}

static void test_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		check(texts[i], strlen(texts[i]));
}

static void test_changed(void **state)
{
	static const char bytes[] = "\"\\{}[]:,0-.eutn \n\x01\x7f\x80\xc2\xd0\xe0\xed\xf0\xf4\xff";
	char copy[256];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t len = strlen(texts[i]);

		for (size_t at = 0; at < len; at++)
			for (size_t b = 0; b < sizeof(bytes); b++) { /* with the byte 0 at its end */
				memcpy(copy, texts[i], len);
				copy[at] = bytes[b];
				check(copy, len);
			}
		for (size_t cut = 0; cut < len; cut++)
			check(texts[i], cut);
	}
}

static void test_whole_text(void **state)
{
	json_t *o = json_read_text("{\"a\":\"б\"}");

	(void)state;
	assert_string_equal(json_string_value(json_object_get(o, "a")), "б");
	json_decref(o);
	assert_null(json_read_text("{"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_whole_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
