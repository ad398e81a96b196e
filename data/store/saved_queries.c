/* data/store/saved_queries.c - see saved_queries.h. One setting holds the whole list. */
#include "data/store/saved_queries.h"

#define KEY "queries"

enum err_code saved_queries_load(struct draft *d, unsigned roles, struct arena *mem, struct saved_list *out,
				 struct err *e)
{
	const char *kept = draft_setting(d, KEY, NULL, mem);

	if (kept)
		return saved_read(kept, mem, out, e);
	saved_first(roles, mem, out);
	return ERR_OK;
}

enum err_code saved_queries_keep(struct draft *d, const struct saved_list *l, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = draft_set_setting(d, KEY, saved_write(l, &mem), e);

	arena_free(&mem);
	return rc;
}
