/* core/address_words.c - the words of addresses: tables only, see address_int.h.
 *
 * Abbreviations are those of domain.md 5.6 and the ways callers and old bases write them, Russian
 * included; settlements are those of the Lviv community (КАТОТТГ, 2024) and cities callers name. */
#include "core/address_int.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"

/* Words of one meaning, folded, each in bars. */
static const struct addr_word words[] = {
	{ ROLE_TYPE, 0, "вул.", "|вул|вулиця|вулиці|вулиць|вулицею|вулицю|" },
	{ ROLE_TYPE, WORD_RUSSIAN, "вул.", "|ул|улица|" },
	{ ROLE_TYPE, 0, "просп.", "|просп|проспект|проспекту|проспектом|пр т|пр кт|пр|" },
	{ ROLE_TYPE, 0, "пл.", "|пл|площа|площі|" },
	{ ROLE_TYPE, WORD_RUSSIAN, "пл.", "|площадь|" },
	{ ROLE_TYPE, 0, "пров.", "|пров|провулок|провулку|" },
	{ ROLE_TYPE, WORD_RUSSIAN, "пров.", "|пер|переулок|" },
	{ ROLE_TYPE, 0, "бульв.", "|бульв|бульвар|б р|" },
	{ ROLE_TYPE, 0, "узвіз", "|узвіз|" },
	{ ROLE_TYPE, 0, "шосе", "|шосе|" },
	{ ROLE_TYPE, WORD_RUSSIAN, "шосе", "|шоссе|" },
	{ ROLE_TYPE, 0, "тракт", "|тракт|" },
	{ ROLE_TYPE, 0, "алея", "|алея|" },
	{ ROLE_TYPE, WORD_RUSSIAN, "алея", "|аллея|" },
	{ ROLE_TYPE, 0, "наб.", "|наб|набережна|" },
	{ ROLE_TYPE, 0, "майдан", "|майдан|" },
	{ ROLE_TYPE, 0, "проїзд", "|проїзд|" },
	{ ROLE_TYPE, 0, "тупик", "|тупик|" },
	{ ROLE_TYPE, 0, "дорога", "|дорога|" },
	{ ROLE_AREA, 0, "м-н", "|м н|мкрн|мкр|мікрорайон|мікрорайоні|масив|" },
	{ ROLE_SETTLEMENT, WORD_SHORT, "", "|м|с|" },
	{ ROLE_SETTLEMENT, WORD_LOWER, "", "|місто|" },
	{ ROLE_SETTLEMENT, 0, "", "|смт|селище|с ще|сел|село|" },
	{ ROLE_REGION, 0, "", "|обл|область|р н|район|україна|отг|тг|громада|" },
	{ ROLE_HOUSE, 0, "", "|буд|будинок|будинку|" },
	{ ROLE_HOUSE, WORD_SHORT, "", "|б|д|дім|дом|" },
	{ ROLE_CORPUS, 0, "", "|корп|корпус|кор|" },
	{ ROLE_CORPUS, WORD_SHORT, "", "|к|" },
	{ ROLE_LETTER, 0, "", "|літ|літера|лит|литера|" },
	{ ROLE_FLAT, 0, "", "|кв|квартира|квартири|кв ра|кім|кімната|оф|офіс|прим|приміщення|" },
	{ ROLE_SKIP, 0, "",
	  "|підїзд|підїзду|підїзді|парадне|п д|подъезд|поверх|поверсі|пов|этаж|" },
	{ ROLE_SKIP, 0, "", "|секція|гурт|гуртожиток|індекс|" },
	{ ROLE_SKIP, WORD_SHORT, "", "|п|під|" },
	{ ROLE_SKIP, WORD_TO_COMMA, "", "|код|домофон|тел|" },
	{ ROLE_NEAR, WORD_LOWER, "",
	  "|навпроти|напроти|біля|коло|поблизу|поряд|поруч|недалеко|возле|" },
	{ ROLE_NEAR, WORD_LOWER, "", "|за|перед|позаду|між|від|до|через|" },
	{ ROLE_CROSSING, 0, "", "|перехрестя|перехресті|перетин|перетині|" },
	{ ROLE_CROSSING, WORD_LOWER, "", "|ріг|розі|" },
	{ ROLE_AND, WORD_LOWER, "", "|та|і|й|з|із|на|у|в|" },
	{ ROLE_PLACE, 0, "", "|зупинка|зупинці|парк|сквер|стадіон|кладовище|маршрут|автобус|" },
	{ ROLE_PLACE, 0, "", "|трамвай|тролейбус|школа|ліцей|садок|лікарня|поліклініка|магазин|" },
};

static const char own_city[] = "львів";

/* The community; cities of the oblast; centres of oblasts. */
static const char settlements[] =
	"|львів|винники|дубляни|брюховичі|рудне|великі грибовичі|малі грибовичі|воля гомулецька|"
	"гряда|завадів|зарудці|зашків|збиранка|лисиничі|малехів|малі підліски|підбірці|підрясне|"
	"рясне руське|ситихів|"
	"белз|бібрка|борислав|броди|буськ|великі мости|глиняни|городок|добромиль|дрогобич|жидачів|"
	"жовква|золочів|камянка бузька|комарно|миколаїв|моршин|мостиська|новий калинів|новий "
	"розділ|"
	"новояворівськ|перемишляни|пустомити|рава "
	"руська|радехів|рудки|самбір|сколе|сокаль|соснівка|"
	"старий самбір|стебник|стрий|судова вишня|трускавець|турка|угнів|хирів|ходорів|червоноград|"
	"шептицький|яворів|"
	"вінниця|дніпро|донецьк|житомир|запоріжжя|івано "
	"франківськ|київ|кропивницький|луганськ|луцьк|"
	"одеса|полтава|рівне|севастополь|сімферополь|суми|тернопіль|ужгород|харків|херсон|"
	"хмельницький|черкаси|чернівці|чернігів|";

const struct addr_ending addr_endings[] = {
	{ "ої", "а" }, { "ій", "а" }, { "ою", "а" }, { "ську", "ська" }, { "цьку", "цька" }, { NULL, NULL },
};

/* Longest first. */
static const struct {
	const char *russian, *ukrainian;
} endings[] = {
	{ "ская", "ська" },
	{ "цкая", "цька" },
	{ "ая", "а" },
	{ "яя", "я" },
};

/* Whether the folded word stands between two bars of the list. */
static bool lists(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; len > 0 && (at = strstr(at, word)); at += len) {
		if (at[-1] == '|' && at[len] == '|')
			return true;
	}
	return false;
}

const struct addr_word *addr_word_find(const char *folded)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (lists(words[i].list, folded))
			return &words[i];
	}
	return NULL;
}

const char *addr_street_begun(const char *folded)
{
	const char *list = words[0].list; /* of «вулиця» */
	size_t n = strlen(folded);

	for (const char *at = list; n && (at = strstr(at, folded)); at += n)
		if (at[-1] == '|')
			return words[0].canon;
	return NULL;
}

static bool names_street(const struct addr_word *w)
{
	return w->role == ROLE_TYPE || w->role == ROLE_AREA;
}

const char *address_street_type(struct arena *a, const char *word)
{
	const struct addr_word *w = addr_word_find(text_fold(a, word));

	return w && names_street(w) ? w->canon : NULL;
}

const char *address_street_types(struct arena *a)
{
	const char *all = "";

	for (size_t i = 0; i < COUNT(words); i++)
		if (names_street(&words[i]) && !(words[i].flags & WORD_RUSSIAN))
			all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", words[i].canon);
	return all;
}

bool addr_is_settlement(const char *folded)
{
	return lists(settlements, folded);
}

bool addr_is_own_city(const char *folded)
{
	return !strcmp(folded, own_city);
}

/* Letters that are written otherwise in both languages: ы и, э е, ё е. */
static char *respell(struct arena *a, const char *s)
{
	static const struct {
		uint32_t russian, ukrainian;
	} letters[] = {
		{ 0x44B, 0x438 }, { 0x42B, 0x418 }, { 0x44D, 0x435 },
		{ 0x42D, 0x415 }, { 0x451, 0x435 },
	};
	char *out = arena_alloc(a, strlen(s) * 3 + 1), *p = out;
	uint32_t cp;
	size_t n;

	for (; (n = text_next(s, &cp)) > 0; s += n) {
		for (size_t i = 0; i < COUNT(letters); i++) {
			if (letters[i].russian == cp) {
				cp = letters[i].ukrainian;
				break;
			}
		}
		p += text_put(p, cp);
	}
	*p = '\0';
	return out;
}

const char *addr_from_russian(struct arena *a, const char *name)
{
	const char *spelt = respell(a, name);
	size_t len = strlen(spelt);

	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t cut = strlen(endings[i].russian);

		if (len > cut && !strcmp(spelt + len - cut, endings[i].russian))
			return arena_printf(a, "%s%s", arena_strndup(a, spelt, len - cut),
					    endings[i].ukrainian);
	}
	return spelt;
}
