/* data/store/verify_lists.c - lists of the city whose own tables are not what the log says, or what the base began
 * with. */
#include "core/i18n.h"
#include "data/store/list_check.h"
#include "data/store/verify_internal.h"

static void say(struct check *c, const struct list_fault *f)
{
	if (!f->kept)
		check_bad(c, 1, _("The log has not made the row «%s» of the list «%s»."), f->key, f->list->name);
	else if (!*f->column)
		check_bad(c, 1, _("The row «%s» of the list «%s» is missing."), f->key, f->list->name);
	else
		check_bad(c, 1, _("The row «%s» of the list «%s» does not follow from the log: the column «%s» differs."),
			  f->key, f->list->name, f->column);
}

enum err_code verify_lists(struct store *s, struct check *c, struct err *e)
{
	struct arena mem = { 0 };
	struct list_faults faults;
	enum err_code rc = db_begin_read(&s->db, e);

	if (rc)
		return rc;
	rc = lists_faults(s, &mem, &faults, e);
	db_end_read(&s->db);
	for (int i = 0; !rc && i < faults.n; i++)
		say(c, &faults.row[i]);
	arena_free(&mem);
	return rc;
}
