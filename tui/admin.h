/* tui/admin.h - the state of F10, shared by view_admin.c (users, what this base is), admin_form.c (a new
 * user, a new password) and admin_base.c (backup, verification). */
#ifndef TUI_ADMIN_H
#define TUI_ADMIN_H

#include "core/user_fold.h"
#include "data/store/sync_state.h"
#include "data/store/users.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/view.h"

enum admin_mode { ADMIN_LIST, ADMIN_NEW_USER, ADMIN_PASSWORD };

struct admin {
	bool manages;              /* the right to users: others see what the base is and change their own
				      password */
	struct arena users_mem;
	struct user_list users;
	const char **roles, **states; /* of the users, for people */
	struct list list;
	int64_t events, bytes;     /* of the base; -1 = not known */
	struct sync_state sync;    /* with the centre */

	enum admin_mode mode;
	struct arena form_mem;
	struct form form;          /* while mode is not ADMIN_LIST */
	struct app *app;           /* for suggestions */
	char login[LOGIN_MAX + 1]; /* whose password or account the form or the dialog is about */
};

/* view_admin.c: selects the row of ad->login, if it is in the list. */
void admin_select(struct admin *ad);

/* admin_form.c: the form takes the place of the list; Esc gives it back. */
void admin_new_user(struct app *app, struct admin *ad);
void admin_new_password(struct app *app, struct admin *ad, const char *login);
unsigned admin_form_key(struct app *app, struct admin *ad, const struct key_event *ev);
void admin_form_draw(struct admin *ad, const struct canvas *c, bool focused);
/* Passwords typed so far are overwritten. */
void admin_form_end(struct admin *ad);

/* admin_base.c: ask, then work with the progress on the screen; the answer is a dialog. */
void admin_backup(struct app *app);
void admin_verify(struct app *app);

/* admin_keys.c: the person's own keys, in a dialog. */
void admin_keys(struct app *app);

#endif
