/* data/store/schema_callsin.c - how far logs of an exchange were read (version 3). SQL only. */
#include "data/store/schema.h"

const char schema_3_callsin[] =
	/* source: the path of the log without the suffix of a rotated one. inode, pos, print: the place in the
	 * file and what stands before it (line_file.h). open: calls that had not ended, core/call_pool.h. */
	"CREATE TABLE calls_source(source TEXT PRIMARY KEY, inode INTEGER NOT NULL, pos INTEGER NOT NULL,"
	" print TEXT NOT NULL, open TEXT NOT NULL) WITHOUT ROWID;";
