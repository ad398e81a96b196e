/* tests/unit/action_base.h - an appeal in any state, and somebody at the screen who is asked about it. Include it after
 * cmocka.h. */
#ifndef TESTS_ACTION_BASE_H
#define TESTS_ACTION_BASE_H

#include "tests/unit/store_base.h"

#include "tests/unit/fake_app.h"
#include "tui/action.h"

#define R(role) ROLE_BIT(R_##role)

static inline struct app new_app(struct base *b, unsigned roles)
{
	return (struct app){ .b = b, .who = { .login = "olena", .name = "Олена", .roles = roles,
			.service = roles & R(EXECUTOR) ? "VODA" : "" } };
}

static inline struct appeal load(struct base *b, const char *number)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, number, &b->mem, &a, NULL, &b->e));
	return a;
}

static inline void move(struct base *b, const char *number, struct command cmd)
{
	base_want(b, ERR_OK, appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
}

/* A new appeal in a state: its number. */
static inline const char *appeal_in(struct base *b, enum appeal_state state)
{
	const char *number = base_register(b, "Немає води\nдругий день").appeal.number;
	struct command cmd;

	if (state == ST_REGISTERED)
		return number;
	command_init(&cmd, ACT_DISPATCH);
	cmd.service = "VODA";
	cmd.service_name = "ЛМКП «Львівводоканал»";
	cmd.service_active = true;
	move(b, number, cmd);
	if (state == ST_DISPATCHED)
		return number;
	command_init(&cmd, ACT_ACCEPT);
	move(b, number, cmd);
	if (state == ST_IN_WORK)
		return number;
	command_init(&cmd, ACT_DONE);
	cmd.result = RESULT_DONE;
	cmd.note = "Відремонтовано";
	move(b, number, cmd);
	if (state == ST_DONE)
		return number;
	command_init(&cmd, state == ST_CLOSED ? ACT_CONFIRM : ACT_REFUSE);
	cmd.via = VIA_CALL;
	cmd.note = "Тече далі";
	move(b, number, cmd);
	return number;
}

#endif
