/* core/text_guess.c - see text_guess.h: which of two readings of a word is a word at all.
 *
 * By pairs of neighbouring letters. A digit of a table is what a pair costs, 0.8 times the binary logarithm of
 * how seldom the second letter follows the first one, at most 9; counted over the word lists of spelling
 * dictionaries of both languages, the commonest words and the names and streets of data/seed weighing more. Of
 * 47 thousand English words two (acronyms) are SURE to be Ukrainian ones, of common Ukrainian words typed with
 * the other layout on fourteen in fifteen. */
#include "core/text_guess.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"
#include "core/text_cyr.h"

enum {
	SURE = 10,           /* so much dearer the word as typed must be */
	WORD_LETTERS_MIN = 4, /* fewer prove nothing alone */
	ACRONYM_MAX = 4,     /* HDTV */
	ENGLISH = 26, UKRAINIAN = 34,
	NO_LETTER_COST = 12, /* more than any pair */
	CASE_COST = 12       /* of a capital behind a small letter */
};

/* The first row: at the beginning of a word; the last column: at its end. */
static const char english[ENGLISH + 1][ENGLISH + 2] = {
	"343444443664443374335548589",
	"943486474853429482325567474",
	"357729983592683893462888394",
	"395829933944892984634999594",
	"377527682795773895474679591",
	"464345585984436562347555691",
	"398833992994992993634999592",
	"388828533994644693464989691",
	"289819992996763895645989592",
	"443444498974423584337497956",
	"287718884768782687582788885",
	"468827762875745796375979591",
	"376426792973773697444689392",
	"247728993997463398484899592",
	"484335384855753898325599492",
	"654463576864324492433447783",
	"277628743993683392443999493",
	"787878886883888877660878884",
	"364526583946453695345579492",
	"484827843966664478324969691",
	"386827922995773794455959492",
	"443446594973337492229897673",
	"399618892998994998787899795",
	"277728922985842894478969792",
	"373727853997585288825785492",
	"566748885996552594458979870",
	"278618862874773787775778533",
};

static const char ukrainian_letters[] = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'";
static const char ukrainian[UKRAINIAN + 1][UKRAINIAN + 2] = {
	"44348357639587344342434555655497599",
	"95359485559973433284343764556796792",
	"27669629883399535426356297767997955",
	"27769649762299546436635397665899764",
	"28699739994399736419387399998999995",
	"28476527456488845438266368888886885",
	"36469639453399455325345386666866564",
	"65459487549875433254233766555797892",
	"99379496869979562496442978773994992",
	"35679529882499456236767289759999895",
	"14359449774499444334556387766857665",
	"95359598659983342385433964445699892",
	"55359395649953443355443866643796592",
	"99399499549957756499855995767999990",
	"64459469649699453344533666666799891",
	"29599959983399948326344399698899984",
	"29989838992299567929997499999923393",
	"36899929992399658525769389979999962",
	"29769538873299599329944479667955495",
	"74239477549747433364334766656794593",
	"39999929994399639529255498778999965",
	"26659529672399565426854376666885475",
	"48599949994499445444882467699927295",
	"39589928992499558428366399879935595",
	"64259494559974434484443985755694892",
	"28989939985299747527364479998997976",
	"39499959994399645428474499998999991",
	"58589829973199687567885599999923398",
	"29799929992399367239997399779999893",
	"39699939992399456425644399899999993",
	"39999929993499999719999399999999997",
	"97569797989997195237934979666999791",
	"94279494769994566686533996637694991",
	"97459495659995253396553994657796991",
	"89999792999739799999999999999993096",
};

/* --- what a word costs --- */

static int ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
}

/* As an English word; on keys of signs it is none. */
static int english_cost(const char *w, size_t n)
{
	int cost = 0, before = 0;

	for (size_t i = 0; i < n; i++) {
		int c = ascii_lower(w[i]);
		bool letter = c >= 'a' && c <= 'z';

		cost += letter ? english[before][c - 'a'] - '0' : '9' - '0';
		before = letter ? c - 'a' + 1 : 0;
	}
	return cost + english[before][ENGLISH] - '0';
}

/* Place of a letter from 1; 0: not one of the alphabet. */
static int place_of(uint32_t cp)
{
	const char *at = ukrainian_letters;
	uint32_t c, low = cp == 0x2BC ? '\'' : text_lower(cp);
	size_t n;

	for (int i = 1; (n = text_next(at, &c)) > 0; i++, at += n)
		if (c == low)
			return i;
	return 0;
}

static int ukrainian_cost(const char *w)
{
	int cost = 0, before = 0;
	uint32_t cp;
	size_t n;

	for (; (n = text_next(w, &cp)) > 0; w += n) {
		int at = place_of(cp);

		cost += at ? ukrainian[before][at - 1] - '0' : NO_LETTER_COST;
		before = at;
	}
	return cost + ukrainian[before][UKRAINIAN] - '0';
}

/* Stands where KOI8 has no letters. */
static bool is_drawing(uint32_t cp)
{
	return cp >= 0x2500 && cp < 0x2600;
}

long text_ukrainian_cost(const char *text)
{
	long cost = 0;
	int before = 0;
	bool small = false;
	uint32_t cp;
	size_t n;

	for (; (n = text_next(text, &cp)) > 0; text += n) {
		int at = cp >= 0x80 || (cp == '\'' && before) ? place_of(cp) : 0;
		bool big = at && text_lower(cp) != cp;

		if (at)
			cost += ukrainian[before][at - 1] - '0' + (small && big ? CASE_COST : 0);
		else if (text_is_cyrillic(cp) || is_drawing(cp))
			cost += NO_LETTER_COST;
		else if (before)
			cost += ukrainian[before][UKRAINIAN] - '0';
		small = at && (cp == '\'' ? small : !big);
		before = at;
	}
	return before ? cost + ukrainian[before][UKRAINIAN] - '0' : cost;
}

/* --- which words are judged --- */

/* One run without spaces; the core is what is judged: signs around it may be signs. */
struct token {
	const char *s;
	size_t len, from, to;
	bool judged;
	int sum; /* how much dearer it is as typed */
};

static bool is_end_sign(char c)
{
	return c && strchr(".,;:!?()\"'<>", c);
}

/* name@host.ua, https://…, lviv.ua: how the last part of a host may be called here. */
static bool is_internet(const char *s, size_t n)
{
	static const char *const ends[] = { "ua", "com", "org", "net", "gov", "info", "eu", "io", "app", "biz", "me", "tv" };
	size_t dot = n;

	for (size_t i = 0; i < n; i++)
		if (s[i] == '@' || (s[i] == '/' && i + 1 < n && s[i + 1] == '/'))
			return true;
	while (dot > 0 && s[dot - 1] != '.')
		dot--;
	for (size_t i = 0; dot > 2 && i < COUNT(ends); i++)
		if (strlen(ends[i]) == n - dot && strncmp(s + dot, ends[i], n - dot) == 0)
			return true;
	return false;
}

/* A4, ДО-133645, iPhone, HDTV and what is not Latin at all. */
static bool is_special(const char *s, size_t n)
{
	size_t upper = 0, letters = 0;

	for (size_t i = 0; i < n; i++) {
		bool big = s[i] >= 'A' && s[i] <= 'Z';

		if ((unsigned char)s[i] >= 0x80 || (s[i] >= '0' && s[i] <= '9'))
			return true;
		if (big && i > 0 && s[i - 1] >= 'a' && s[i - 1] <= 'z')
			return true;
		upper += big;
		letters += big || (s[i] >= 'a' && s[i] <= 'z');
	}
	return letters == 0 || (upper == letters && letters <= ACRONYM_MAX);
}

static void judge(struct arena *a, struct token *t)
{
	t->from = 0;
	t->to = t->len;
	while (t->from < t->to && is_end_sign(t->s[t->from]))
		t->from++;
	while (t->to > t->from && is_end_sign(t->s[t->to - 1]))
		t->to--;
	const char *core = t->s + t->from;
	size_t n = t->to - t->from;

	t->judged = n > 0 && !is_internet(t->s, t->len) && !is_special(core, n);
	t->sum = t->judged ? english_cost(core, n) - ukrainian_cost(text_layout(a, arena_strndup(a, core, n))) : 0;
}

static bool is_sure(const struct token *t)
{
	return t->judged && t->to - t->from >= WORD_LETTERS_MIN && t->sum >= SURE;
}

/* --- the text --- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The next token at *s, NULL at the end. */
static const char *next_token(struct arena *a, const char *s, struct token *t)
{
	while (is_space(*s))
		s++;
	*t = (struct token){ .s = s };
	while (s[t->len] && !is_space(s[t->len]))
		t->len++;
	if (t->len == 0)
		return NULL;
	judge(a, t);
	return s + t->len;
}

/* Short words prove something together, where there is nothing else and none of them is surely Latin. */
static bool all_are_meant(struct arena *a, const char *text)
{
	int sum = 0;
	size_t letters = 0;
	struct token t;

	for (const char *s = text; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	for (const char *s = text; (s = next_token(a, s, &t)) != NULL;) {
		if (t.sum <= -SURE)
			return false;
		sum += t.sum;
		letters += t.judged ? t.to - t.from : 0;
	}
	return letters >= WORD_LETTERS_MIN && sum >= SURE;
}

bool text_guess_layout(struct arena *a, const char *text, struct layout_guess *out)
{
	bool all = all_are_meant(a, text);
	const char *done = text, *now = "";
	struct token t;

	*out = (struct layout_guess){ .text = NULL };
	for (const char *s = text; (s = next_token(a, s, &t)) != NULL;) {
		if (!is_sure(&t) && !(all && t.judged))
			continue;
		const char *word = arena_strndup(a, t.s, t.len), *meant = text_layout(a, word);

		if (!out->word) {
			out->word = word;
			out->meant = meant;
		}
		now = arena_printf(a, "%s%s%s", now, arena_strndup(a, done, (size_t)(t.s - done)), meant);
		done = t.s + t.len;
	}
	if (!out->word)
		return false;
	out->text = arena_printf(a, "%s%s", now, done);
	return true;
}
