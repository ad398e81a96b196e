/* data/link/sync_files.c - which photograph or other file an event names. See sync_inner.h. */
#include <jansson.h>

#include "core/attachment.h"
#include "data/link/sync_inner.h"
#include "data/store/blob.h"

const char *sync_file_of(const struct event *ev, struct arena *mem)
{
	const char *name = NULL;
	struct attachment f;

	if (strcmp(ev->kind, "file_saved") == 0 || (!strstr(ev->body, "\"sha256\"") && !strstr(ev->body, "\"photo\"")))
		return NULL;
	json_t *body = json_loads(ev->body, 0, NULL);

	if (body && attachment_of(body, &f) && blob_is_name(f.sha256))
		name = arena_strdup(mem, f.sha256);
	json_decref(body);
	return name;
}
