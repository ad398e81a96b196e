/* data/store/list_users.c - accounts as a list (lists_internal.h). Passwords never leave the base and never come by a
 * file: a new account has none, and nobody logs in with it until it is given one. */
#include "core/i18n.h"
#include "data/store/lists_internal.h"
#include "data/store/users_internal.h"

enum { USER_LOGIN_CELL, USER_NAME_CELL, USER_ROLES_CELL, USER_SERVICE_CELL, USER_DISABLED_CELL, USER_CELLS };

static const struct table_column columns[] = {
	{ "login", true }, { "name", true }, { "roles", true }, { "service", false }, { "disabled", false },
};

static enum err_code read(struct list_reading *r, const char **c, const char **key, struct err *why)
{
	char words[96];
	unsigned roles = roles_parse(c[USER_ROLES_CELL]);
	const char *service = c[USER_SERVICE_CELL] ? c[USER_SERVICE_CELL] : "";

	if (list_yes_or_no(&c[USER_DISABLED_CELL], "disabled", why) ||
	    user_check(r->s, c[USER_LOGIN_CELL], c[USER_NAME_CELL], roles, service, why))
		return why->code;
	roles_format(roles, words);
	c[USER_ROLES_CELL] = arena_strdup(r->mem, words);
	*key = c[USER_LOGIN_CELL];
	return ERR_OK;
}

static enum err_code change(struct store *s, const struct list_row *row, const struct actor *who, struct arena *mem,
			    struct err *e)
{
	struct account a;

	account_init(&a);
	if (row->there && !account_read(s, row->key, mem, &a, e))
		return e->code;
	if (!row->there) {
		json_t *body = json_pack("{ss ss ss ss}", "login", row->key, "name", row->now[USER_NAME_CELL], "roles",
					 row->now[USER_ROLES_CELL], "service", row->now[USER_SERVICE_CELL]);
		enum err_code rc = account_append(s, &a, USER_ADDED, body, who, mem, e);

		json_decref(body);
		if (rc || strcmp(row->now[USER_DISABLED_CELL], "1") != 0)
			return rc;
	}
	return user_change_row(s, &a, &(struct account){ .name = row->now[USER_NAME_CELL],
		.roles = row->now[USER_ROLES_CELL], .service = row->now[USER_SERVICE_CELL],
		.disabled = strcmp(row->now[USER_DISABLED_CELL], "1") == 0 }, who, mem, e);
}

#define USER_SELECT "SELECT login, login, name, roles, service, disabled FROM user"

const struct list_desc list_users = {
	.name = "users", .columns = columns, .n = USER_CELLS, .kept = USER_CELLS, .right_in = RIGHT_USERS,
	.right_out = RIGHT_USERS, .all = USER_SELECT " ORDER BY login", .one = USER_SELECT " WHERE login = ?",
	.read = read, .change = change,
};
