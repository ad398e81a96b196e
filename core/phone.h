/* core/phone.h - telephone numbers as Ukrainians write them, to E.164 and back.
 *
 * The numbering plan and the algorithm are domain.md 4 (libphonenumber metadata, region UA, plus
 * what it does not know: trunk 8, local numbers of Lviv, spoken extensions). Pure. */
#ifndef CORE_PHONE_H
#define CORE_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(symbol, word printed after "ERR:", sentence for the operator). */
#define PHONE_FAULTS(X) \
	X(PHONE_GOOD, "", "") \
	X(PHONE_EMPTY, "empty", N_("No digits in the telephone number.")) \
	X(PHONE_MULTIPLE, "multiple", N_("Two telephone numbers in one field: keep one here.")) \
	X(PHONE_LETTERS, "letters", N_("A letter in the telephone number (O for 0?).")) \
	X(PHONE_CHARS, "chars", N_("A character that cannot stand in a telephone number.")) \
	X(PHONE_LENGTH, "length", N_("A digit too many or too few in the telephone number.")) \
	X(PHONE_LOCAL5, "local5", N_("Five digits: ask for the code of the town.")) \
	X(PHONE_SHORT_UNKNOWN, "short_unknown", N_("This short number is not known.")) \
	X(PHONE_PREFIX, "prefix", N_("No such code of an area or of an operator."))

#define X(sym, word, sentence) sym,
enum phone_fault { PHONE_FAULTS(X) PHONE_FAULT_COUNT };
#undef X

enum phone_kind { PHONE_NONE, PHONE_FIXED, PHONE_MOBILE, PHONE_TOLLFREE, PHONE_PREMIUM, PHONE_VOIP,
	PHONE_FOREIGN, PHONE_SHORT };

struct phone {
	enum phone_kind kind;
	char e164[18];   /* "+380322975795"; for a short number its digits, "1580" */
	char ext[8];     /* extension, digits, or "" */
	bool suspicious; /* foreign, but may be a Ukrainian one with the 0 forgotten: +38 67... */
};

/* Where local numbers belong; a site's setting. Lviv: area "32", prefix of 6-digit numbers "2". */
struct phone_plan {
	const char *area;
	const char *six_digit_prefix;
};
extern const struct phone_plan phone_plan_lviv;

/* Reads `raw` (UTF-8). PHONE_GOOD fills *out; otherwise *out is untouched. */
enum phone_fault phone_parse(const char *raw, const struct phone_plan *plan, struct phone *out);

/* The word after "ERR:" and the translated sentence; static storage. */
const char *phone_fault_word(enum phone_fault f);
const char *phone_fault_text(enum phone_fault f);

/* One line of `pult text phone`: "+380…", "+380…;ext=12", "SHORT:1580" or "ERR:code"; out
 * needs 32 bytes. Returns its length. */
size_t phone_canonical(const char *raw, const struct phone_plan *plan, char *out, size_t size);

/* For people: "+380 32 297 57 95"; the city's own fixed numbers "(032) 297-57-95"; short and
 * foreign numbers as they are. out needs 24 bytes. */
void phone_show(const char *e164, const struct phone_plan *plan, char out[24]);

/* "+380 67 ***-**-34": for roles that may not see the number (domain.md 1.9); short numbers as they
 * are, "***" for what is no number. out needs 24 bytes. */
void phone_mask(const char *e164, char out[24]);

#endif
