/* core/text_stem.c - see text_stem.h.
 *
 * Two words are cut where they part; the rests must be endings of one paradigm, so that «води» and
 * «водій» stay apart although both begin alike. No dictionary. The letters that alternate before an
 * ending (дорога - дорозі, ніч - ночі) may differ. */
#include "core/text_stem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/err.h"
#include "core/text.h"
#include "core/text_cyr.h"

enum { LETTER = 2 /* bytes of a Cyrillic letter */, SHORT = 3, STEM_MIN = 3, STEM_MIN_SHORT = 2 };

/* Paradigms; bits. */
enum {
	HARD = 1,           /* ліфт яма світло */
	SOFT = 1 << 1,      /* батарея ліхтар опалення */
	IYA = 1 << 2,       /* каналізація */
	FLED = 1 << 3,      /* лавка - лавок, садок - садка */
	FLED_N = 1 << 4,    /* вікно - вікон, крісло - крісел */
	FLED_R = 1 << 5,    /* вітер - вітру */
	FLED_TS = 1 << 6,   /* мешканець - мешканця */
	ADJ = 1 << 7,       /* холодний */
	ADJ_SOFT = 1 << 8,  /* синій */
	VERB_A = 1 << 9,    /* зламати зламаний зламався */
	VERB_Y = 1 << 10,   /* вивозити вивезене, затопити затоплює; шум - шумлять */
	VERB_U = 1 << 11,   /* ремонтувати; ремонт */
	VERB_YU = 1 << 12,  /* працювати */
	VERB_E = 1 << 13,   /* текти, пахне, впав - впало */
	VERB_I = 1 << 14,   /* горіти */
};

/* In the order of the bytes. */
static const struct ending {
	const char *text;
	unsigned paradigms;
} endings[] = {
	{ "", HARD | SOFT | ADJ | VERB_Y | VERB_U | VERB_E | VERB_I },
	{ "а", HARD | ADJ | VERB_U }, { "ав", VERB_A }, { "ай", VERB_A }, { "айте", VERB_A },
	{ "ала", VERB_A }, { "али", VERB_A }, { "ало", VERB_A }, { "ам", HARD }, { "ами", HARD },
	{ "ана", VERB_A }, { "ане", VERB_A }, { "аний", VERB_A }, { "аних", VERB_A },
	{ "ання", VERB_A }, { "анням", VERB_A }, { "анні", VERB_A }, { "ано", VERB_A },
	{ "аного", VERB_A }, { "аної", VERB_A }, { "ані", VERB_A }, { "ати", VERB_A },
	{ "ах", HARD }, { "аю", VERB_A }, { "ають", VERB_A }, { "ає", VERB_A },
	{ "аєть", VERB_A }, { "аєш", VERB_A }, { "в", VERB_E },
	{ "е", HARD | SOFT | ADJ | VERB_E }, { "еві", HARD | SOFT }, { "ей", HARD | SOFT },
	{ "ек", FLED }, { "ел", FLED_N }, { "ем", HARD | SOFT }, { "ен", FLED_N },
	{ "ена", VERB_Y }, { "ене", VERB_Y }, { "ений", VERB_Y }, { "ених", VERB_Y },
	{ "ення", VERB_Y }, { "енням", VERB_Y }, { "енні", VERB_Y }, { "ено", VERB_Y },
	{ "еного", VERB_Y }, { "еної", VERB_Y }, { "ені", VERB_Y }, { "ер", FLED_R },
	{ "еть", VERB_E }, { "ець", FLED_TS }, { "ею", HARD | SOFT },
	{ "и", HARD | SOFT | VERB_U }, { "ив", VERB_Y }, { "ий", ADJ }, { "ила", VERB_Y },
	{ "или", VERB_Y }, { "ило", VERB_Y }, { "им", ADJ }, { "ими", ADJ }, { "ити", VERB_Y },
	{ "ить", VERB_Y | VERB_I }, { "их", ADJ }, { "иш", VERB_Y }, { "й", SOFT },
	{ "ка", FLED }, { "кам", FLED }, { "ками", FLED }, { "ках", FLED }, { "ки", FLED },
	{ "ко", FLED }, { "кові", FLED }, { "ком", FLED }, { "кою", FLED }, { "ку", FLED },
	{ "ків", FLED }, { "ла", FLED_N | VERB_Y | VERB_E }, { "лам", FLED_N },
	{ "лами", FLED_N }, { "лах", FLED_N }, { "лена", VERB_Y }, { "лене", VERB_Y },
	{ "лений", VERB_Y }, { "лення", VERB_Y }, { "ленням", VERB_Y }, { "ленні", VERB_Y },
	{ "лено", VERB_Y }, { "лені", VERB_Y }, { "ли", VERB_Y | VERB_E },
	{ "ло", FLED_N | VERB_Y | VERB_E }, { "лом", FLED_N }, { "лу", FLED_N }, { "лю", VERB_Y },
	{ "люють", VERB_Y }, { "лює", VERB_Y }, { "люєть", VERB_Y }, { "лять", VERB_Y },
	{ "ляють", VERB_Y }, { "ляє", VERB_Y }, { "ляєть", VERB_Y }, { "лі", FLED_N },
	{ "на", FLED_N | VERB_E }, { "нам", FLED_N }, { "нами", FLED_N }, { "нах", FLED_N },
	{ "не", VERB_E }, { "ни", FLED_N }, { "ний", VERB_E }, { "но", FLED_N | VERB_E },
	{ "ном", FLED_N }, { "ною", FLED_N }, { "ну", FLED_N }, { "нув", VERB_E },
	{ "нула", VERB_E }, { "нули", VERB_E }, { "нуло", VERB_E }, { "нути", VERB_E },
	{ "нуть", VERB_E }, { "ню", VERB_E }, { "ня", VERB_E }, { "ні", FLED_N | VERB_E },
	{ "о", HARD | ADJ }, { "ована", VERB_U }, { "оване", VERB_U }, { "ований", VERB_U },
	{ "овано", VERB_U }, { "овані", VERB_U }, { "ові", HARD }, { "ого", ADJ }, { "ок", FLED },
	{ "ол", FLED_N }, { "ом", HARD | VERB_U }, { "ому", ADJ }, { "он", FLED_N },
	{ "ор", FLED_R }, { "ою", HARD | ADJ }, { "ої", ADJ }, { "ра", FLED_R },
	{ "рам", FLED_R }, { "рами", FLED_R }, { "рах", FLED_R }, { "ри", FLED_R },
	{ "ро", FLED_R }, { "ром", FLED_R }, { "ру", FLED_R }, { "рі", FLED_R },
	{ "рів", FLED_R }, { "ти", VERB_E }, { "ть", VERB_E },
	{ "у", HARD | ADJ | VERB_Y | VERB_U | VERB_E }, { "ував", VERB_U }, { "увала", VERB_U },
	{ "ували", VERB_U }, { "увало", VERB_U }, { "ування", VERB_U }, { "уванням", VERB_U },
	{ "уванні", VERB_U }, { "увати", VERB_U }, { "уть", VERB_E }, { "ую", VERB_U },
	{ "ують", VERB_Y | VERB_U }, { "ує", VERB_Y | VERB_U }, { "уєть", VERB_Y | VERB_U },
	{ "цеві", FLED_TS }, { "цем", FLED_TS }, { "цю", FLED_TS }, { "ця", FLED_TS },
	{ "цям", FLED_TS }, { "цями", FLED_TS }, { "цях", FLED_TS }, { "ці", FLED | FLED_TS },
	{ "ців", FLED_TS }, { "ь", SOFT }, { "ього", ADJ_SOFT }, { "ьому", ADJ_SOFT },
	{ "ьою", ADJ_SOFT }, { "ьої", ADJ_SOFT }, { "ю", SOFT | ADJ_SOFT | VERB_Y | VERB_I },
	{ "ював", VERB_YU }, { "ювала", VERB_YU }, { "ювали", VERB_YU }, { "ювало", VERB_YU },
	{ "юваний", VERB_YU }, { "ювання", VERB_YU }, { "ювати", VERB_YU }, { "ють", VERB_E },
	{ "юю", VERB_YU }, { "юють", VERB_YU }, { "ює", VERB_YU }, { "юєть", VERB_YU },
	{ "я", SOFT | ADJ_SOFT }, { "яв", VERB_Y }, { "яла", VERB_Y }, { "яли", VERB_Y },
	{ "яло", VERB_Y }, { "ям", SOFT }, { "ями", SOFT }, { "яння", VERB_Y },
	{ "янням", VERB_Y }, { "яти", VERB_Y }, { "ять", VERB_Y | VERB_I }, { "ях", SOFT },
	{ "яють", VERB_Y }, { "яє", VERB_Y }, { "яєть", VERB_Y },
	{ "є", SOFT | ADJ_SOFT | VERB_E }, { "єві", SOFT }, { "єм", SOFT }, { "єю", SOFT },
	{ "і", HARD | SOFT | ADJ | ADJ_SOFT | VERB_U }, { "ів", HARD | SOFT | VERB_I },
	{ "ій", IYA | ADJ | ADJ_SOFT }, { "іла", VERB_I }, { "іли", VERB_I }, { "ілий", VERB_I },
	{ "іло", VERB_I }, { "ілі", VERB_I }, { "ім", ADJ_SOFT }, { "іми", ADJ_SOFT },
	{ "іння", VERB_I }, { "іти", VERB_I }, { "іх", ADJ_SOFT }, { "ію", IYA }, { "ія", IYA },
	{ "іям", IYA }, { "іями", IYA }, { "іях", IYA }, { "іє", IYA }, { "ією", IYA },
	{ "ії", IYA }, { "ї", SOFT }, { "їв", SOFT }, { "їм", ADJ_SOFT },
};

/* Letters that stand for each other before an ending. */
static const char *const consonants[] = { "гжз", "кчц", "хшс" };
static const char *const vowels[] = { "іое" };

static int by_text(const void *key, const void *row)
{
	return strcmp(key, ((const struct ending *)row)->text);
}

static unsigned paradigms_of(const char *rest)
{
	const struct ending *found = bsearch(rest, endings, COUNT(endings), sizeof(*endings), by_text);

	return found ? found->paradigms : 0;
}

static bool is_cyrillic(const char *s)
{
	uint32_t cp;

	for (size_t n; (n = text_next(s, &cp)) > 0; s += n)
		if (n != LETTER || !text_is_cyrillic(cp))
			return false;
	return true;
}

/* Whether the letters at a and b are different ones of the same group. */
static bool alternate(const char *const *groups, size_t n, const char *a, const char *b)
{
	if (!*a || !*b || memcmp(a, b, LETTER) == 0)
		return false;
	const char la[LETTER + 1] = { a[0], a[1] }, lb[LETTER + 1] = { b[0], b[1] };

	for (size_t i = 0; i < n; i++)
		if (strstr(groups[i], la) && strstr(groups[i], lb))
			return true;
	return false;
}

/* The letters at a and b are equal or alternate. */
static bool consonant_fits(const char *a, const char *b)
{
	return (*a && strncmp(a, b, LETTER) == 0) || alternate(consonants, COUNT(consonants), a, b);
}

static bool is_reflexive(const char *s, size_t len)
{
	return len >= 5 * LETTER &&
	       (strcmp(s + len - 2 * LETTER, "ся") == 0 || strcmp(s + len - 2 * LETTER, "сь") == 0);
}

/* A word without its -ся, in a buffer of `room` bytes; false: too long to be looked at. */
static bool take_word(char *out, size_t room, const char *s)
{
	size_t len = strlen(s);

	if (len >= room)
		return false;
	memcpy(out, s, len + 1);
	if (is_reflexive(s, len))
		out[len - 2 * LETTER] = '\0';
	return true;
}

static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n - n % LETTER;
}

static bool one_paradigm(const char *a, const char *b)
{
	unsigned p = paradigms_of(a);

	return p && (p & paradigms_of(b));
}

/* Behind the `n` equal bytes a vowel of the stem alternates, with or without the consonant behind it. */
static bool vowel_alternates(const char *a, const char *b, size_t n)
{
	return alternate(vowels, COUNT(vowels), a + n, b + n) && consonant_fits(a + n + LETTER, b + n + LETTER) &&
	       one_paradigm(a + n + 2 * LETTER, b + n + 2 * LETTER);
}

/* «вод|ій» is not the «вод|а» that it would be as an adjective: of so short a stem -ій is a noun of its own. */
static bool is_other_noun(const char *a, const char *b, size_t stem)
{
	bool ij = strcmp(a, "ій") == 0 || strcmp(b, "ій") == 0;

	return ij && stem <= STEM_MIN * LETTER && !(paradigms_of(a) & paradigms_of(b) & ~(unsigned)(ADJ | ADJ_SOFT)) &&
	       strcmp(a, "ий") != 0 && strcmp(b, "ий") != 0;
}

bool text_same_word(const char *a, const char *b)
{
	enum { ROOM = 64 };
	char x[ROOM], y[ROOM];

	if (strcmp(a, b) == 0)
		return true;
	size_t n = common(a, b);

	/* most pairs end here: another first letter */
	if (n < LETTER || !take_word(x, ROOM, a) || !take_word(y, ROOM, b) || !is_cyrillic(x) || !is_cyrillic(y))
		return false;
	n = common(x, y);
	size_t shorter = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
	size_t least = (shorter <= SHORT * LETTER ? STEM_MIN_SHORT : STEM_MIN) * LETTER;

	if (vowel_alternates(x, y, n))
		return true;
	if (n + LETTER >= least && alternate(consonants, COUNT(consonants), x + n, y + n) &&
	    one_paradigm(x + n + LETTER, y + n + LETTER))
		return true;
	for (size_t stem = n; stem >= least; stem -= LETTER)
		if (one_paradigm(x + stem, y + stem) && !is_other_noun(x + stem, y + stem, stem))
			return true;
	return false;
}
