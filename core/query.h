/* core/query.h - the query line of design.md 4.3 taken apart: words, digits, filters, flags.
 *
 * The same line is typed in `:find`, in `/` and after `pult find`. Pure: what needs the base (is there
 * such a service, such a number) is left as typed for the store; nothing here knows SQL. */
#ifndef CORE_QUERY_H
#define CORE_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/err.h"
#include "core/vocab.h"

/* More than a person types; what is longer is ERR_INVALID. E.164 has at most 15 digits (ITU-T). */
enum { QUERY_WORDS_MAX = 24, QUERY_VALUES_MAX = 8, QUERY_DIGITS_MAX = 15 };

/* Room for the labels of any closed list of values, in bytes. */
enum { QUERY_VALUES_LISTED = 400 };

/* What a line asks about; a filter may be of several. */
enum query_about { QUERY_OF_APPEALS = 1, QUERY_OF_CALLS = 2, QUERY_OF_ALL = 3 };

/* What may be said about a question in one word. */
enum query_flag {
	QUERY_OVERDUE = 1,     /* past its term, not reported done */
	QUERY_REPEATED = 2,    /* not the first one on this */
	QUERY_URGENT = 4,      /* an accident: priority A1 or A2 */
	QUERY_MINE = 8,        /* registered by who asks */
	QUERY_UNCONFIRMED = 16, /* closed without a confirmation */
	QUERY_OPEN = 32,       /* on control; `states` says it too */
	QUERY_UNCLEAR = 64     /* something of it was not understood by an import */
};

/* One word to be found in number, name, address or text. */
struct query_word {
	const char *key; /* text_fold(), without spaces, never empty */
	bool prefix;     /* the last word of the line: its beginning is enough */
	bool digits;     /* ASCII digits only */
};

/* Values of one filter: any of them fits. */
struct query_values {
	const char *v[QUERY_VALUES_MAX];
	int n;
};

/* Filters whose values are text. */
enum query_list {
	QUERY_PHONE,   /* digits only */
	QUERY_NUMBER,  /* as typed, for number_parse() */
	QUERY_STREET,  /* text_fold(): words of the address, the last one a prefix */
	QUERY_HOUSE,   /* text_fold() of the house as it is kept: "226а" */
	QUERY_TOPIC,   /* as typed */
	QUERY_SERVICE, /* as typed */
	QUERY_BY,      /* as typed */
	QUERY_LISTS
};

struct query {
	struct query_word words[QUERY_WORDS_MAX];
	int nwords;
	/* Words that were quoted together, as they stand in a folded text, spaces around them; a quote
	 * still open has no space at its end. Each of them is among the words too. */
	struct query_values phrases;
	const char *digits; /* the words are one number (a part of a telephone, or n of an appeal); "" */
	struct query_values lists[QUERY_LISTS];
	unsigned states, channels; /* 1 << enum appeal_state, 1 << enum channel; 0 = any */
	unsigned outcomes;         /* 1 << enum call_outcome; 0 = any */
	unsigned flags;            /* enum query_flag */
	int64_t from_ms, to_ms;    /* registered (called) at or after, and before; UTC ms, INT64_MIN/MAX = any */
	bool nothing;              /* words were typed, but none that can be found (only "%" or "*"); or states that
				    * no question has at once */
	/* What to try when nothing is found, or NULL: the line as typed with the other layout on (domain.md
	 * 5.5), or digits as words. */
	struct query *instead;
	const char *meant; /* in `instead`: the words as they were meant, for people; "" for digits */
};

/* Reads `line` as typed. A word that is a flag in another grammatical form is the flag; in quotes it is always
 * text. A state or channel of several words needs no quotes: words that go on with it are taken.
 * Everything in *q lives in the arena. ERR_INVALID with a sentence: an unknown filter (lists the known ones), a
 * value that cannot be right, a line too long. */
MUST_CHECK enum err_code query_parse(struct arena *a, const char *line, const struct clock_ops *clock,
				     int64_t now_ms, struct query *q, struct err *e);

/* The same of a line about calls: other filters are known, digits alone are a part of a telephone. */
MUST_CHECK enum err_code query_parse_calls(struct arena *a, const char *line, const struct clock_ops *clock,
					   int64_t now_ms, struct query *q, struct err *e);

/* Whether a line is finished: while one types, an open quotation mark is understood; at Enter it is ERR_INVALID with
 * the words behind it. */
MUST_CHECK enum err_code query_closed(const char *line, struct err *e);

/* One filter or flag, for those who explain them: the table of core/query_table.h in its order. */
struct query_doc {
	const char *name, *alias;   /* Ukrainian and English, both are always understood; without the colon */
	const char *help;           /* msgid: what it finds */
	const struct vocab *values; /* of a closed list; NULL: any */
	unsigned about;             /* enum query_about: the lines that know it */
	unsigned flag;              /* enum query_flag: it stands alone; 0: it has a colon and a value */
};

/* Row i from 0; false behind the last one. */
bool query_doc(int i, struct query_doc *out);

/* Its name in the language of the screen, and in the other one. */
const char *query_name_shown(const struct query_doc *d);
const char *query_name_other(const struct query_doc *d);
/* The word of a flag in the language of the screen. */
const char *query_flag_shown(enum query_flag flag);

/* A query for all between two times as they are typed, the second one to its end; in the arena. */
const char *query_between(struct arena *mem, const char *from, const char *to);

/* "тел: №: вул: ... без-підтвердження" in the language of the screen: for errors and hints. Writes at most
 * 480 bytes to out. */
void query_known(char *out, size_t size);
void query_known_calls(char *out, size_t size);

#endif
