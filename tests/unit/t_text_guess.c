/* t_text_guess - core/text_guess: words typed with the other layout on are found, Latin words are left in peace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/text_guess.h"

static void what_was_meant(void **state)
{
	static const struct {
		const char *typed, *meant, *word;
	} rows[] = {
		{ "Ghbdsn", "Привіт", "Ghbdsn" },
		{ "Itdxtyrj Nfhfc", "Шевченко Тарас", "Itdxtyrj" },
		{ "ITDXTYRJ", "ШЕВЧЕНКО", "ITDXTYRJ" },
		{ "rjdfkm jktyf gtnhsdyf", "коваль олена петрівна", "rjdfkm" },
		{ "dek/ Ujhjljwmrf? 226", "вул. Городоцька, 226", "dek/" },
		{ "yt ghfw.' ksan e gsl`]pls", "не працює ліфт у під'їзді", "yt" },
		{ "yt vj;e", "не можу", "yt" },/* short ones together */
		{ "Ytvf' cdsnkf", "Немає світла", "Ytvf'" },
		{ "l;thtkj k.lb", "джерело люди", "l;thtkj" },
		/* in a text: only the words that are sure */
		{ "Тече ghjhdfkj трубу", "Тече прорвало трубу", "ghjhdfkj" },
		{ "Прошу Ghbdsn\nз Facebook", "Прошу Привіт\nз Facebook", "Ghbdsn" },
		{ "Facebook ghjhdfkj", "Facebook прорвало", "ghjhdfkj" },
		{ "(Ghbdsn)", "(Привіт)", "(Ghbdsn)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena a = { 0 };
		struct layout_guess g;

		if (!text_guess_layout(&a, rows[i].typed, &g))
			fail_msg("«%s» is not noticed", rows[i].typed);
		if (strcmp(g.text, rows[i].meant) != 0 || strcmp(g.word, rows[i].word) != 0)
			fail_msg("«%s» gives «%s», first «%s»", rows[i].typed, g.text, g.word);
		arena_free(&a);
	}
}

static void latin_stays(void **state)
{
	static const char *const rows[] = {
		"", " ", "Привіт", "вул. Городоцька, 226А", "Facebook", "iPhone", "OSBB", "YouTube", "Viber", "Telegram",
		"WhatsApp", "Google", "Wi-Fi", "Instagram", "TikTok", "PrivatBank", "MonoBank", "monobank", "Silpo", "ATB",
		"Nova Poshta", "Rozetka", "Lviv", "Hyundai", "Skoda", "LED", "USB", "GPS", "VIP", "PDF", "SMS", "Covid",
		"Windows", "Android", "Samsung", "Xiaomi", "Bosch", "Kyivstar", "Vodafone", "lifecell", "Netflix", "OLX",
		"Uber", "Bolt", "Uklon", "Glovo", "Shahed", "HIMARS", "Starlink", "rhythm", "Schwartz", "Wroclaw",
		"Przemysl", "Krzysztof", "BMW", "Mercedes", "Volkswagen", "e-mail", "QR", "DVB", "HDTV", "HDMI", "HTTPS",
		"John Smith", "Anna-Maria Schmidt", "the water is off since Monday", "Please call me back",
		"No heating in the flat, it is cold", "https://1580.lviv.ua/ghbdsn", "ghbdsn@ukr.net", "www.lvivteplo.ua",
		"lvivvodokanal.com.ua", "A4", "B2B", "4G", "ГЛ-91895/26", "HL-91895-26", "T-34", "BC 1234 HA", "IPhone 15 Pro",
		"Прошу Wi-Fi у Facebook", "кран Grohe потік", "Hb", "ghj", "OK", "Tchaikovsky", "DROP TABLE appeal; --",
		"'; SELECT * FROM users", "=SUM(A1:A9)", "%s%n", "<script>alert(1)</script>", "🙂", "...", "---", "123",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena a = { 0 };
		struct layout_guess g;

		if (text_guess_layout(&a, rows[i], &g))
			fail_msg("«%s» would be «%s»", rows[i], g.text);
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_meant), cmocka_unit_test(latin_stays) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
