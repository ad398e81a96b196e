/* data/store/appeal_key.c - whether a form was registered already, by its idempotency key. */
#include "core/i18n.h"
#include "data/store/appeals.h"
#include "data/store/store_internal.h"

enum err_code appeal_by_key(struct store *s, const char *idem, struct arena *mem, struct appeal *out,
			    struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id FROM appeal WHERE idem = ?");

	db_bind(st, "s", idem);
	int64_t id = db_int(&s->db, st, 0, e);

	if (id && appeal_read(s, id, mem, out, e))
		return ERR_OK;
	return e->code ? e->code : err_set(e, ERR_NOT_FOUND, "%s", _("This form is not registered yet."));
}
