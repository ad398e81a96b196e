/* tui/views.c - the list of the views, indexed by enum view_id. A new view is one row here. */
#include "tui/view.h"

const struct view_ops *const views[VIEW_COUNT] = {
	[VIEW_LOGIN] = &view_login,
	[VIEW_HELP] = &view_help,
	[VIEW_INTAKE] = &view_intake,
	[VIEW_APPEALS] = &view_appeals,
	[VIEW_CALLBACKS] = &view_callbacks,
	[VIEW_ADMIN] = &view_admin,
};
