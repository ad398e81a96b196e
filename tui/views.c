/* tui/views.c - the list of the views, indexed by enum view_id, and where each role begins its work. A new
 * view is one row here. */
#include "tui/view.h"

const struct view_ops *const views[VIEW_COUNT] = {
	[VIEW_LOGIN] = &view_login,
	[VIEW_HELP] = &view_help,
	[VIEW_INTAKE] = &view_intake,
	[VIEW_APPEALS] = &view_appeals,
	[VIEW_CALLS] = &view_calls,
	[VIEW_BOARD] = &view_board,
	[VIEW_CALLBACKS] = &view_callbacks,
	[VIEW_REFERENCE] = &view_reference,
	[VIEW_REPORTS] = &view_reports,
	[VIEW_INCIDENTS] = &view_incidents,
	[VIEW_ADMIN] = &view_admin,
	[VIEW_ANSWER] = &view_answer,
	[VIEW_PRINTS] = &view_prints,
	[VIEW_CONFLICTS] = &view_conflicts,
};

/* In the order of what cannot wait: whoever takes calls too begins with the form. */
static const struct {
	unsigned role;
	enum view_id view;
} first[] = {
	{ ROLE_BIT(R_OPERATOR), VIEW_INTAKE },     { ROLE_BIT(R_CLERK), VIEW_INTAKE },
	{ ROLE_BIT(R_CONTROLLER), VIEW_CALLBACKS }, { ROLE_BIT(R_DISPATCHER), VIEW_BOARD },
	{ ROLE_BIT(R_EXECUTOR), VIEW_BOARD },    { ROLE_BIT(R_SUPERVISOR), VIEW_APPEALS },
	{ ROLE_BIT(R_MANAGER), VIEW_APPEALS },     { ROLE_BIT(R_ADMIN), VIEW_ADMIN },
};

enum view_id view_first(unsigned roles)
{
	for (size_t i = 0; i < COUNT(first); i++)
		if (roles & first[i].role)
			return first[i].view;
	return VIEW_ADMIN;
}
