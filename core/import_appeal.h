/* core/import_appeal.h - one row of a file of appeals: checks, and the event that it becomes.
 *
 * The columns and words are those of the city's archives (domain.md 2.5); what is not understood of a
 * telephone, an address, a topic or an executor is kept verbatim and flagged, what would make the
 * appeal another one (its number, date, text, state) is refused with a reason. Pure. */
#ifndef CORE_IMPORT_APPEAL_H
#define CORE_IMPORT_APPEAL_H

#include "core/register.h"

/* X(name, required): the columns, in the order in which they are written. */
#define APPEAL_ROW(X) \
	X(n, true) X(received, true) X(channel, false) X(kind, false) X(surname, false) X(name, false) \
	X(patronymic, false) X(phone_raw, false) X(address_raw, false) X(topic, false) X(text, true) \
	X(priority, false) X(service, false) X(state, false) X(result, false) X(rework, false) \
	X(missed_calls, false) X(rating, false)

#define X(name, required) COL_##name,
enum appeal_column { APPEAL_ROW(X) APPEAL_COLUMNS_COUNT };
#undef X

/* Words of `flags`: kept as it was written, not understood. */
#define FLAG_PHONE "unknown-phone"
#define FLAG_ADDRESS "unknown-address"
#define FLAG_TOPIC "unknown-topic"
#define FLAG_SERVICE "unknown-service"

/* What of an appeal was not understood, by its flags, in words for people: "telephone, topic"; "" when all was. In the
 * arena. */
const char *appeal_unclear(const char *flags, struct arena *mem);
bool appeal_flagged(const char *flags);

/* What the row says of itself. */
struct appeal_row {
	int64_t n, received; /* received: UTC ms */
	int year;            /* of the number: that of received in the city unless n says another, as in 5/2027 */
	struct registration r;
	int state, result; /* enums; result -1: none */
	int priority;      /* enum; -1: the topic's */
	int rework, missed, rating;
};

/* Reads the cells (by enum appeal_column; NULL: the file has no such column). ERR_INVALID with the reason of
 * the refusal. r.topic and r.service are left to the caller, who knows the catalogue. */
MUST_CHECK enum err_code appeal_row_read(const char *const *cells, const struct policy *pol,
					 struct arena *mem, struct appeal_row *out, struct err *e);

/* What the store knows of the row. */
struct appeal_row_facts {
	const char *number, *ascii, *idem;
	const char *topic_said; /* as written: kept when r.topic was not found */
	bool service_unknown;   /* r.service is in the catalogue only because an archive named it */
};

/* The body of the "imported" event: a new reference. It is made of the row and the catalogues alone, so that
 * the same row gives the same body again. */
json_t *appeal_row_body(const struct appeal_row *row, const struct appeal_row_facts *f,
			const struct policy *pol, struct arena *mem);

/* Whether the row is what the export of an appeal of this number says of one of its questions: the same second and the
 * same text. */
bool appeal_row_tells(const struct appeal_row *row, const struct appeal *a, struct arena *mem);

/* A cell of a question as it is written, for the export: the reverse of reading. In the arena. */
const char *appeal_row_cell(enum appeal_column col, const struct appeal *a, const struct question *q,
			    const struct clock_ops *clock, struct arena *mem);

#endif
