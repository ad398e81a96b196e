/* t_plain - tui/plain: no frames, no columns, no word broken; whatever the width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tui/plain.h"

static void text_for_the_ear(void **state)
{
	static const struct {
		int cols;
		const char *text, *plain;
	} cases[] = {
		{ 80, "", "" },
		{ 80, "Рядок", "Рядок\n" },
		{ 20, "Відсутність холодної води", "Відсутність холодної\nводи\n" },
		{ 20, "01.01  А2\tVODA   Вода", "01.01, А2, VODA,\nВода\n" },
		{ 80, "Заявник          Коваль", "Заявник, Коваль\n" },
		{ 80, "Заявник:         Коваль", "Заявник: Коваль\n" },
		{ 80, "   відступ\n\n\nдалі", "відступ\nдалі\n" },
		{ 80, "┌──────┐\n│ Тема │ Строк\n└──────┘", "Тема, Строк\n" },
		{ 80, "Один\n====================\n-----\nдва", "Один\nдва\n" },
		{ 80, "ціна -5", "ціна -5\n" },
		{ 8, "Надзвичайнодовгеслово", "Надзвича\nйнодовге\nслово\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };

		assert_string_equal(plain_text(&a, cases[i].text, cases[i].cols), cases[i].plain);
		arena_free(&a);
	}
}

/* Every line fits, and every word is there whole. */
static void no_line_is_longer(void **state)
{
	const char *said = "Третій день холодні батареї, у під'їзді  11 градусів 🥶; їжак ґречний — тест";

	(void)state;
	for (int cols = 12; cols < 90; cols++) {
		struct arena a = { 0 };
		char *text = arena_strdup(&a, plain_text(&a, said, cols)), *line;

		for (char *rest = text; (line = strtok_r(rest, "\n", &rest));)
			assert_true(text_width(line) <= cols);
		text = arena_strdup(&a, plain_text(&a, said, cols));
		for (char *rest = text; (line = strtok_r(rest, " \n", &rest));)
			assert_true(strstr(said, line) || strstr("під'їзді,", line));
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_for_the_ear),
		cmocka_unit_test(no_line_is_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
