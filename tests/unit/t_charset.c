/* t_charset - data/store/charset.h: the table of letters that a file is in, told by its text alone. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/err.h"
#include "data/store/charset.h"

enum { ROOM = 600 * 1024 };

static size_t encode(const char *to, const char *text, char *out)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char in[4096], *from = in, *at = out;
	size_t len = strlen(text), left = ROOM;

	memcpy(in, text, len);
	assert_int_equal(iconv(cd, &from, &len, &at, &left), 0);
	iconv_close(cd);
	return (size_t)(at - out);
}

static const char *guessed(const char *buf, size_t len, const char *forced)
{
	struct charset *c;
	struct err e = { 0 };
	size_t skip;

	if (charset_of(buf, len, forced, &skip, &c, &e))
		return "refused";
	const char *name = charset_name(c); /* static */

	charset_free(c);
	return name;
}

/* Whatever the capitals. */
static const char *const texts[] = {
	"code,name\n1,ШЕВЧЕНКО ТАРАС ГРИГОРОВИЧ\n",
	"code,name\n1,Шевченко Тарас Григорович\n",
	"code,name\n1,шевченко тарас григорович\n",
	"ШЕВЧЕНКО", "Шевченко", "шевченко", "КОВАЛЬ", "Коваль", "ЛЬВІВ", "Львів", "ЯМА", "Яма", "яма",
	"ЮРІЙ ЩЕРБАК", "Щербак Юрій", "ОЛЕНА", "Олена",
	"НЕМАЄ ХОЛОДНОЇ ВОДИ ТРЕТЮ ДОБУ, ПРОШУ НАДІСЛАТИ БРИГАДУ",
	"Немає холодної води третю добу, прошу надіслати бригаду",
	"немає холодної води третю добу, прошу надіслати бригаду",
	"n\treceived\ttext\n1\t01.02.2024\tНЕ ПРАЦЮЄ ЛІФТ У ДРУГОМУ ПІД'ЇЗДІ\n",
	"n\treceived\ttext\n1\t01.02.2024\tТзОВ ЛЬВІВСВІТЛО: не горить ліхтар\n",
	"ПЕРЕСЕЛЕНЕЦЬ ИЗ ХАРЬКОВА: НЕТ ЭЛЕКТРИЧЕСТВА, ПОДЪЕЗД ТЁМНЫЙ",
	"Нет электричества, подъезд тёмный", "нет электричества",
	"ВУЛ. ЗЕЛЕНА, 12", "вул. Зелена, 12", "Заява", "СКАРГА", "Подяка",
};

static void by_letters(void **state)
{
	static const char *const tables[] = { "windows-1251", "KOI8-U", "UTF-8" };
	static char buf[ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		for (size_t t = 0; t < COUNT(tables); t++) {
			size_t len = encode(tables[t], texts[i], buf);

			if (strcmp(guessed(buf, len, NULL), tables[t]) != 0)
				print_error("«%s» in %s is taken as %s\n", texts[i], tables[t], guessed(buf, len, NULL));
			assert_string_equal(guessed(buf, len, NULL), tables[t]);
		}
}

/* Lines that are spoilt, whatever their length, make no other file of the rest. */
static void by_lines(void **state)
{
	static const char good[] = "n,text\n1,Немає води\n2,Яма\n";
	static char buf[ROOM];
	static const struct {
		size_t bytes;
		int byte;
	} spoilt[] = { { 3, 0xFF }, { 2000, 0xD0 }, { 100 * 1024, 0xD0 }, { 300 * 1024, 0xD0 } };

	(void)state;
	for (size_t i = 0; i < COUNT(spoilt); i++) {
		size_t len = sizeof(good) - 1;

		memcpy(buf, good, len);
		memset(buf + len, spoilt[i].byte, spoilt[i].bytes);
		assert_string_equal(guessed(buf, len + spoilt[i].bytes, NULL), "UTF-8");
	}
}

static void by_name(void **state)
{
	static const struct {
		const char *said, *name;
	} rows[] = { { "cp1251", "windows-1251" }, { "CP1251", "windows-1251" }, { "koi8-u", "KOI8-U" },
		     { "UTF-8", "UTF-8" }, { "latin1", "refused" }, { "", "refused" } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(guessed("\xC0\xC1", 2, rows[i].said), rows[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_letters), cmocka_unit_test(by_lines), cmocka_unit_test(by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
