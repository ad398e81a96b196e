/* data/store/import_notes.c - what a person is told of rows that were taken all the same, see import.h. A file may
 * say the same slip a thousand times: the first ones are kept, all are counted. */
#include "data/store/import.h"

void import_note(struct import_report *r, struct arena *mem, const char *sentence)
{
	if (r->noted++ < NOTES_SHOWN)
		r->notes = r->notes ? arena_printf(mem, "%s\n%s", r->notes, sentence) : arena_strdup(mem, sentence);
}
