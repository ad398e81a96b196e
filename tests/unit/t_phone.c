/* t_phone - core/phone: the 42 rows of domain.md 4.3, then what surrounds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/phone.h"

struct row {
	int number; /* of domain.md 4.3; 0: our own */
	const char *input, *want;
};

static void check_rows(const struct row *rows, size_t count, const struct phone_plan *plan)
{
	int bad = 0;

	for (size_t i = 0; i < count; i++) {
		char got[32];
		size_t n = phone_canonical(rows[i].input, plan, got, sizeof(got));

		if (strcmp(got, rows[i].want) == 0 && n == strlen(got))
			continue;
		print_error("row %d, \"%s\": want %s, got %s (%zu)\n", rows[i].number,
			    rows[i].input, rows[i].want, got, n);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void table_of_domain(void **state)
{
	static const struct row rows[] = {
		{ 1, "032 297 57 95", "+380322975795" },
		{ 2, "(032) 297-57-95", "+380322975795" },
		{ 3, "+38 (032) 297-57-95", "+380322975795" },
		{ 4, "+380322975795", "+380322975795" },
		{ 5, "380 32 297 57 95", "+380322975795" },
		{ 6, "00380 32 297 57 95", "+380322975795" },
		{ 7, "8 032 297 57 95", "+380322975795" },
		{ 8, "8(0322)97-57-95", "+380322975795" },
		{ 9, "0322 97-57-95", "+380322975795" },
		{ 10, "0-32-297-57-95", "+380322975795" },
		{ 11, "297-57-95", "+380322975795" },
		{ 12, "297 59 11", "+380322975911" },
		{ 13, "97-57-95", "+380322975795" },
		{ 14, "12-34-56", "ERR:prefix" },
		{ 15, "97-57-9", "ERR:local5" },
		{ 16, "322-297 58 33", "ERR:length" },
		{ 17, "032-297 58 33", "+380322975833" },
		{ 18, "067 000 12 34", "+380670001234" },
		{ 19, "67 000 12 34", "+380670001234" },
		{ 20, "+38067 000 12 34", "+380670001234" },
		{ 21, "8-050-000-12-34", "+380500001234" },
		{ 22, "380 (0) 63 000 12 34", "+380630001234" },
		{ 23, "+380 (0)63 000 12 34", "+380630001234" },
		{ 24, "0 800 507 309", "+380800507309" },
		{ 25, "0800507309", "+380800507309" },
		{ 26, "101", "SHORT:101" },
		{ 27, "112", "SHORT:112" },
		{ 28, "104", "SHORT:104" },
		{ 29, "15-80", "SHORT:1580" },
		{ 30, "1580", "SHORT:1580" },
		{ 31, "116 111", "SHORT:116111" },
		{ 32, "1234", "ERR:short_unknown" },
		{ 33, "+48 22 555 00 00", "+48225550000" },
		{ 34, "0048 22 555 00 00", "+48225550000" },
		{ 35, "8 800 555 35 35", "ERR:length" },
		{ 36, "032 297 57 95 дод. 12", "+380322975795;ext=12" },
		{ 37, "297-57-95, 297-58-33", "ERR:multiple" },
		{ 38, "О32 297 57 95", "ERR:letters" },
		{ 39, "тел. (032) 297-57-95", "+380322975795" },
		{ 40, "02 297 57 95", "ERR:length" },
		{ 41, "", "ERR:empty" },
		{ 42, "+380 12 345 67 89", "ERR:prefix" },
	};

	(void)state;
	assert_int_equal(COUNT(rows), 42);
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void extensions(void **state)
{
	static const struct row rows[] = {
		{ 0, "297-57-95 вн 5", "+380322975795;ext=5" },
		{ 0, "297-57-95 ВН. 12345", "+380322975795;ext=12345" },
		{ 0, "297-57-95 вн. 123456", "ERR:letters" },
		{ 0, "297-57-95, внутр.: 7", "+380322975795;ext=7" },
		{ 0, "297-57-95 доб.7", "+380322975795;ext=7" },
		{ 0, "0322975795ext12", "+380322975795;ext=12" },
		{ 0, "0322975795x12", "+380322975795;ext=12" },
		{ 0, "0322975795 Х 12", "+380322975795;ext=12" },
		{ 0, "0322975795#12", "+380322975795;ext=12" },
		{ 0, "+48 22 555 00 00 ext. 3", "+48225550000;ext=3" },
		{ 0, "1580 дод. 2", "SHORT:1580" },
		{ 0, "дод. 12", "ERR:empty" },
		{ 0, "297-57-95 додаток 12", "ERR:letters" },
		{ 0, "297-57-95 адод 12", "ERR:letters" },
		{ 0, "297-57-95 дод.", "ERR:letters" },
		{ 0, "тx12", "ERR:letters" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void labels_and_separators(void **state)
{
	static const struct row rows[] = {
		{ 0, "  297-57-95\t\r\n", "+380322975795" },
		{ 0, "Тел: 297-57-95", "+380322975795" },
		{ 0, "телефон 297-57-95", "+380322975795" },
		{ 0, "т.297-57-95", "+380322975795" },
		{ 0, "р. 297-57-95", "+380322975795" },
		{ 0, "моб. тел.: 067 000 12 34", "+380670001234" },
		{ 0, "тел./факс (032) 297-57-95", "+380322975795" },
		{ 0, "ФАКС:297-57-95", "+380322975795" },
		{ 0, "тел. 297-57-95 дод. 4", "+380322975795;ext=4" },
		{ 0, "тел.", "ERR:empty" },
		{ 0, "телевізор 297-57-95", "ERR:letters" },
		{ 0, "067\u00A0000\u200912\u202F34", "+380670001234" },
		{ 0, "067\u2010000\u201112\u201334", "+380670001234" },
		{ 0, "067\u2014000\u201512\u221234", "+380670001234" },
		{ 0, "067.000~12/34", "+380670001234" },
		{ 0, "(+380) 67 000 12 34", "+380670001234" },
		{ 0, "067_000_12_34", "ERR:chars" },
		{ 0, "067*0001234", "ERR:chars" },
		{ 0, "067 000+12 34", "ERR:chars" },
		{ 0, "++380670001234", "ERR:chars" },
		{ 0, "067,000,12", "ERR:chars" },
		{ 0, "067 000 12 З4", "ERR:letters" },
		{ 0, "067 000 12 34 \U0001F600", "ERR:chars" },
		{ 0, "\u0660\u0661\u0662", "ERR:chars" },
		{ 0, "---", "ERR:empty" },
		{ 0, "+", "ERR:empty" },
		{ 0, "anonymous", "ERR:letters" },
		{ 0, "297-57-95,", "+380322975795" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void two_numbers(void **state)
{
	static const struct row rows[] = {
		{ 0, "297-57-95; 297-58-33", "ERR:multiple" },
		{ 0, "297-57-95/297-58-33", "ERR:multiple" },
		{ 0, "297-57-95 або 067 000 12 34", "ERR:multiple" },
		{ 0, "297-57-95 АБО 067 000 12 34", "ERR:multiple" },
		{ 0, "297-57-95\n297-58-33", "ERR:multiple" },
		{ 0, "тел. 297-57-95, факс 297-58-33", "ERR:multiple" },
		{ 0, "97-57-95,97-57-9", "ERR:multiple" },
		{ 0, "297-57-95, 9757", "ERR:chars" },
		{ 0, "297-57-95абоба", "ERR:letters" },
		{ 0, "032/297-57-95", "+380322975795" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void plan_of_ukraine(void **state)
{
	static const struct row rows[] = {
		/* Each class of 4.1 on its two edges. */
		{ 0, "0311234567", "+380311234567" }, { 0, "0381234567", "+380381234567" },
		{ 0, "0301234567", "ERR:prefix" },    { 0, "0411234567", "+380411234567" },
		{ 0, "0421234567", "ERR:prefix" },    { 0, "0431234567", "+380431234567" },
		{ 0, "0481234567", "+380481234567" }, { 0, "0491234567", "ERR:prefix" },
		{ 0, "0571234567", "+380571234567" }, { 0, "0581234567", "ERR:prefix" },
		{ 0, "0621234567", "+380621234567" }, { 0, "0601234567", "ERR:prefix" },
		{ 0, "0691234567", "+380691234567" }, { 0, "0391234567", "+380391234567" },
		{ 0, "0501234567", "+380501234567" }, { 0, "0631234567", "+380631234567" },
		{ 0, "0651234567", "+380651234567" }, { 0, "0701234567", "ERR:prefix" },
		{ 0, "0711234567", "+380711234567" }, { 0, "0741234567", "ERR:prefix" },
		{ 0, "0771234567", "+380771234567" }, { 0, "0781234567", "ERR:prefix" },
		{ 0, "0790123456", "+380790123456" }, { 0, "0791123456", "ERR:prefix" },
		{ 0, "0901234567", "ERR:prefix" },    { 0, "0911234567", "+380911234567" },
		{ 0, "0991234567", "+380991234567" }, { 0, "0800123456", "+380800123456" },
		{ 0, "0800012345", "ERR:prefix" },    { 0, "0800912345", "ERR:prefix" },
		{ 0, "0900212345", "+380900212345" }, { 0, "0900112345", "ERR:prefix" },
		{ 0, "0891123456", "+380891123456" }, { 0, "0896123456", "ERR:prefix" },
		/* Lengths. */
		{ 0, "+38032297579", "ERR:length" },   { 0, "+3803229757955", "ERR:length" },
		{ 0, "38003229757955", "ERR:length" }, { 0, "03229757955", "ERR:length" },
		{ 0, "29757955", "ERR:length" },       { 0, "+380", "ERR:length" },
		{ 0, "+1234567", "ERR:length" },       { 0, "+12345678", "+12345678" },
		{ 0, "+123456789012345", "+123456789012345" },
		{ 0, "+1234567890123456", "ERR:length" },
		{ 0, "+0322975795", "ERR:length" },    { 0, "00", "ERR:length" },
		{ 0, "+1580", "ERR:length" },          { 0, "1234567", "ERR:prefix" },
		{ 0, "0975795", "ERR:length" },        { 0, "12345", "ERR:local5" },
		{ 0, "0", "ERR:short_unknown" },       { 0, "116122", "ERR:prefix" },
		{ 0, "116123", "SHORT:116123" },       { 0, "1500", "SHORT:1500" },
		{ 0, "1539", "SHORT:1539" },           { 0, "1545", "SHORT:1545" },
		{ 0, "1547", "SHORT:1547" },           { 0, "1551", "SHORT:1551" },
		{ 0, "102", "SHORT:102" },             { 0, "103", "SHORT:103" },
		{ 0, "105", "ERR:short_unknown" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void other_cities(void **state)
{
	static const struct phone_plan no_six = { .area = "32", .six_digit_prefix = "" };
	static const struct phone_plan six_digits = { .area = "432", .six_digit_prefix = "" };
	static const struct phone_plan five_digits = { .area = "3245", .six_digit_prefix = NULL };
	static const struct row without[] = {
		{ 0, "97-57-95", "ERR:length" }, { 0, "297-57-95", "+380322975795" },
		{ 0, "97-57-9", "ERR:local5" },
	};
	static const struct row vinnytsia[] = {
		{ 0, "97-57-95", "+380432975795" }, { 0, "297-57-95", "ERR:length" },
	};
	static const struct row stryi[] = {
		{ 0, "5-12-34", "+380324551234" }, { 0, "97-57-95", "ERR:length" },
		{ 0, "0-12-34", "ERR:local5" },
	};
	static const struct row none[] = {
		{ 0, "297-57-95", "ERR:length" }, { 0, "97-57-95", "ERR:length" },
		{ 0, "97-57-9", "ERR:local5" },   { 0, "0322975795", "+380322975795" },
	};

	(void)state;
	check_rows(without, COUNT(without), &no_six);
	check_rows(vinnytsia, COUNT(vinnytsia), &six_digits);
	check_rows(stryi, COUNT(stryi), &five_digits);
	check_rows(none, COUNT(none), NULL);
}

static void kinds(void **state)
{
	static const struct {
		const char *input;
		enum phone_kind kind;
		bool suspicious;
	} rows[] = {
		{ "297-57-95", PHONE_FIXED, false },
		{ "067 000 12 34", PHONE_MOBILE, false },
		{ "0800507309", PHONE_TOLLFREE, false },
		{ "0900212345", PHONE_PREMIUM, false },
		{ "0891123456", PHONE_VOIP, false },
		{ "1580", PHONE_SHORT, false },
		{ "+48 22 555 00 00", PHONE_FOREIGN, false },
		{ "+38 67 000 12 34", PHONE_FOREIGN, true },
		{ "0038 32 297 57 95", PHONE_FOREIGN, true },
		{ "+38 10 000 12 34", PHONE_FOREIGN, false },
		{ "+385 91 123 45 67", PHONE_FOREIGN, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct phone p;

		assert_int_equal(phone_parse(rows[i].input, &phone_plan_lviv, &p), PHONE_GOOD);
		assert_int_equal(p.kind, rows[i].kind);
		assert_int_equal(p.suspicious, rows[i].suspicious);
	}
}

static void out_is_untouched_on_failure(void **state)
{
	struct phone p, before;

	(void)state;
	memset(&p, 0x5A, sizeof(p));
	before = p;
	assert_int_equal(phone_parse("297-57-95-1 дод. 12", &phone_plan_lviv, &p), PHONE_LENGTH);
	assert_memory_equal(&p, &before, sizeof(p));
}

static void small_buffer(void **state)
{
	char out[8] = "zzzzzzz";

	(void)state;
	assert_int_equal(phone_canonical("297-57-95", &phone_plan_lviv, out, 5), 13);
	assert_string_equal(out, "+380");
	assert_int_equal(out[5], 'z');
}

/* Whatever comes, there is an answer and nothing is written past the end. */
static void long_input(void **state)
{
	static char raw[100001];

	(void)state;
	memset(raw, '7', sizeof(raw) - 1);
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_LENGTH);
	raw[0] = '+';
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_LENGTH);
	memset(raw, ' ', sizeof(raw) - 1);
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_EMPTY);
	memcpy(raw, "297-57-95", 9); /* only blanks follow */
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_GOOD);
	for (size_t i = 9; i + 1 < sizeof(raw); i++)
		raw[i] = i % 2 ? ' ' : ',';
	raw[sizeof(raw) - 2] = '1'; /* out of sight: what is not read is not good */
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_LENGTH);
	memset(raw, 'z', sizeof(raw) - 1);
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_LETTERS);
	memset(raw, '/', sizeof(raw) - 1);
	assert_int_equal(phone_parse(raw, &phone_plan_lviv, &(struct phone){ 0 }), PHONE_EMPTY);
}

static void invalid_utf8(void **state)
{
	static const struct row rows[] = {
		{ 0, "\xFF", "ERR:chars" },
		{ 0, "297-57-95\xD0", "ERR:chars" },
		{ 0, "\xC0\xAF" "2975795", "ERR:chars" },
		{ 0, "297\xE2\x80" "5795", "ERR:chars" },
		{ 0, "\xED\xA0\x80" "2975795", "ERR:chars" },
		{ 0, "297\x01" "5795", "ERR:chars" },
		{ 0, "\xF0\x9F\x98", "ERR:chars" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), &phone_plan_lviv);
}

static void shown_to_people(void **state)
{
	static const struct phone_plan vinnytsia = { .area = "432", .six_digit_prefix = "" };
	static const struct {
		const char *e164;
		const struct phone_plan *plan;
		const char *want;
	} rows[] = {
		{ "+380322975795", &phone_plan_lviv, "(032) 297-57-95" },
		{ "+380322975795", &vinnytsia, "+380 32 297 57 95" },
		{ "+380322975795", NULL, "+380 32 297 57 95" },
		{ "+380432975795", &vinnytsia, "(0432) 97-57-95" },
		{ "+380670001234", &phone_plan_lviv, "+380 67 000 12 34" },
		{ "+380800507309", &phone_plan_lviv, "+380 800 507 309" },
		{ "+48225550000", &phone_plan_lviv, "+48225550000" },
		{ "+123456789012345", &phone_plan_lviv, "+123456789012345" },
		{ "1580", &phone_plan_lviv, "1580" },
		{ "+380123456789", &phone_plan_lviv, "+380123456789" },
		{ "+380670001234abc", &phone_plan_lviv, "+380670001234abc" },
		{ "", &phone_plan_lviv, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[24];

		phone_show(rows[i].e164, rows[i].plan, out);
		assert_string_equal(out, rows[i].want);
	}
}

static void masked(void **state)
{
	static const struct row rows[] = {
		{ 0, "+380670001234", "+380 67 ***-**-34" },
		{ 0, "+380322975795", "+380 32 ***-**-95" },
		{ 0, "+48225550000", "+48 ***-**-00" },
		{ 0, "1580", "1580" },
		{ 0, "", "" },
		/* What is no number may be anything: nothing of it is shown. */
		{ 0, "0670001234", "***" },
		{ 0, "+38067abc1234", "***" },
		{ 0, "Іваненко", "***" },
		{ 0, "+", "***" },
		{ 0, "+123456", "***" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[24];

		phone_mask(rows[i].input, out);
		assert_string_equal(out, rows[i].want);
	}
}

static void faults_have_words(void **state)
{
	(void)state;
	assert_string_equal(phone_fault_text(PHONE_GOOD), "");
	assert_string_equal(phone_fault_word(PHONE_LOCAL5), "local5");
	for (int f = PHONE_GOOD + 1; f < PHONE_FAULT_COUNT; f++) {
		assert_true(strlen(phone_fault_word((enum phone_fault)f)) > 0);
		assert_true(strlen(phone_fault_text((enum phone_fault)f)) > 0);
	}
	assert_string_equal(phone_fault_word(PHONE_FAULT_COUNT), "?");
	assert_string_equal(phone_fault_text(PHONE_FAULT_COUNT), "?");
}

/* Every number that is accepted reads the same again. */
static void canonical_is_stable(void **state)
{
	static const char *const inputs[] = { "297-57-95", "8(0322)97-57-95", "0048 22 555 00 00",
					      "0800507309", "380 (0) 63 000 12 34", "15-80" };

	(void)state;
	for (size_t i = 0; i < COUNT(inputs); i++) {
		struct phone once, twice;

		assert_int_equal(phone_parse(inputs[i], &phone_plan_lviv, &once), PHONE_GOOD);
		assert_int_equal(phone_parse(once.e164, &phone_plan_lviv, &twice), PHONE_GOOD);
		assert_string_equal(once.e164, twice.e164);
		assert_int_equal(once.kind, twice.kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_domain),
		cmocka_unit_test(extensions),
		cmocka_unit_test(labels_and_separators),
		cmocka_unit_test(two_numbers),
		cmocka_unit_test(plan_of_ukraine),
		cmocka_unit_test(other_cities),
		cmocka_unit_test(kinds),
		cmocka_unit_test(out_is_untouched_on_failure),
		cmocka_unit_test(small_buffer),
		cmocka_unit_test(long_input),
		cmocka_unit_test(invalid_utf8),
		cmocka_unit_test(shown_to_people),
		cmocka_unit_test(masked),
		cmocka_unit_test(faults_have_words),
		cmocka_unit_test(canonical_is_stable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
