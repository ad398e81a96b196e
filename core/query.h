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

/* More than a person types; what is longer is ERR_INVALID. E.164 has at most 15 digits (ITU-T). */
enum { QUERY_WORDS_MAX = 24, QUERY_VALUES_MAX = 8, QUERY_DIGITS_MAX = 15 };

/* What may be said about a question in one word. */
enum query_flag {
	QUERY_OVERDUE = 1,     /* past its term, not reported done */
	QUERY_REPEATED = 2,    /* not the first one on this */
	QUERY_URGENT = 4,      /* an accident: priority A1 or A2 */
	QUERY_MINE = 8,        /* registered by who asks */
	QUERY_UNCONFIRMED = 16 /* closed without a confirmation */
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
	bool nothing;              /* words were typed, but none that can be found (only "%" or "*") */
	/* What to try when nothing is found, or NULL: the line as typed with the other layout on (domain.md
	 * 5.5), or digits as words. */
	struct query *instead;
	const char *meant; /* in `instead`: the words as they were meant, for people; "" for digits */
};

/* Reads `line` as typed. Everything in *q lives in the arena. ERR_INVALID with a sentence: an unknown
 * filter (lists the known ones), a value that cannot be right, a line too long. */
MUST_CHECK enum err_code query_parse(struct arena *a, const char *line, const struct clock_ops *clock,
				     int64_t now_ms, struct query *q, struct err *e);

/* The same of a line about calls: other filters are known, digits alone are a part of a telephone. */
MUST_CHECK enum err_code query_parse_calls(struct arena *a, const char *line, const struct clock_ops *clock,
					   int64_t now_ms, struct query *q, struct err *e);

/* "тел:/phone: №:/no: ... мої/mine": for the error and for help. Writes at most 480 bytes to out. */
void query_known(char *out, size_t size);
void query_known_calls(char *out, size_t size);

#endif
