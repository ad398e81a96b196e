/* t_text_stem - core/text_stem.h: forms of one word meet, other words do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/text.h"
#include "core/text_stem.h"

/* Words of one line are forms of one word, each with each. */
static const char *const same[] = {
	"батарея батареї батарею батарей батареями",
	"світло світла світлом світлі",
	"яма ями яму ямі ям ямами",
	"вода води воду водою воді вод",
	"собака собаки собаку собаці собак собакою",
	"ліфт ліфта ліфту ліфтом ліфті ліфти ліфтів",
	"сусід сусіда сусіди сусідів",
	"дах даху даха дахом",
	"двір двору дворі двори",
	"ніч ночі ночей",
	"дріт дроту дроти дротів",
	"кіт кота коти котів",
	"дорога дорозі дороги доріг дорогу",
	"опалення опаленням опаленні",
	"каналізація каналізації каналізацію",
	"лавка лавки лавок лавку лавці",
	"садок садка садки садків",
	"вікно вікна вікон вікном",
	"мешканець мешканця мешканці мешканців",
	"холодний холодна холодне холодні холодної холодних холодно",
	"вивозять вивозить вивезли вивезене вивезено вивезення вивіз",
	"працює працюють працював працювала працювати",
	"зламали зламався зламалась зламаний зламано",
	"затопили затопив затопила затоплено затоплює затоплення",
	"шум шумлять шумить",
	"тече течуть текла",
	"горить горять горіли горів",
	"впав впала впало впали",
	"пахне пахнуть пахло",
	"ремонт ремонту ремонтують ремонтувати",
	"під'їзд під'їзду під’їзді",
	"дерево дерева дерев дереву",
	"газ газу газом",
};

/* Pairs that are not. */
static const char *const apart[] = {
	"води водій", "вода водій", "вода водія", "водою водія", "газ газета", "газ газон", "дах дача", "ліфт ліхтар", "під підвал",
	"школа шкода", "двері дерево", "сніг сніданок", "світло світлофор", "опора опалення", "труба трава",
	"1580 1581", "lift liftu", "не недогрів", "на над", "вода", "мер метр",
};

static int words_of(struct arena *mem, const char *line, const char **out, int max)
{
	char *s = text_fold(mem, line);
	int n = 0;

	while (s && *s && n < max) {
		out[n++] = s;
		s = strchr(s, ' ');
		if (s)
			*s++ = '\0';
	}
	return n;
}

static void forms_of_one_word(void **state)
{
	struct arena mem = { 0 };
	const char *w[12];

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		int n = words_of(&mem, same[i], w, (int)COUNT(w));

		for (int a = 0; a < n; a++)
			for (int b = 0; b < n; b++)
				if (!text_same_word(w[a], w[b]))
					fail_msg("%s, %s: not taken for one word", w[a], w[b]);
	}
	arena_free(&mem);
}

static void other_words(void **state)
{
	struct arena mem = { 0 };
	const char *w[2];

	(void)state;
	for (size_t i = 0; i < COUNT(apart); i++) {
		w[1] = "";
		words_of(&mem, apart[i], w, (int)COUNT(w));
		if (text_same_word(w[0], w[1]) || text_same_word(w[1], w[0]))
			fail_msg("%s, %s: taken for one word", w[0], w[1]);
	}
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_one_word),
		cmocka_unit_test(other_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
