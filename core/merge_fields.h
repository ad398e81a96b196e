/* core/merge_fields.h - what becomes of a change when somebody else changed the same appeal since it was opened
 * (design.md 8): what only one side changed stays changed, what both changed is asked about. Pure. */
#ifndef CORE_MERGE_FIELDS_H
#define CORE_MERGE_FIELDS_H

#include "core/correct.h"

/* Of one field, between what was seen, what stands there now and what is to be saved. */
enum merge_fate {
	MERGE_NOBODY, /* as it was seen */
	MERGE_MINE,   /* changed here alone */
	MERGE_THEIRS, /* changed by others alone: it stays */
	MERGE_SAME,   /* by both to the same: nothing is left to be done */
	MERGE_ASK,    /* by both to something else */
};

/* `mine` NULL: not touched here. */
enum merge_fate merge_value(const char *seen, const char *now, const char *mine);

/* The fate of a field of a correction of question k; mine as in struct correction. */
enum merge_fate merge_fix(const struct appeal *seen, const struct appeal *now, int64_t k, enum fix_field field,
			  const struct correction *mine, const struct clock_ops *clock);

/* Whether others changed the state of question k or a field that a move would set as well: the name of the first
 * one (a field of core/appeal.h), NULL when there is none and the move may go on. `set` is the "set" of its event, as
 * decide() made it for what was seen. One that people have a name for comes before the others. */
const char *merge_move(const struct appeal *seen, const struct appeal *now, int64_t k, const json_t *set);

/* The names of fields of core/appeal.h that a field of a correction stands for, NULL at the end. */
const char *const *merge_fields_of(enum fix_field field);

/* What others changed in question k and its appeal, as people call it, commas between: "Address, Surname"; "" for
 * nothing that people would see. In the arena. */
const char *merge_labels(const struct appeal *seen, const struct appeal *now, int64_t k, struct arena *mem);

#endif
