/* core/actor.h - who does something, and what the roles may do: the one table of rights.
 *
 * Moves of an appeal name their roles in the move table (moves.c); everything else stands here. */
#ifndef CORE_ACTOR_H
#define CORE_ACTOR_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/vocab.h"

#define ROLE_BIT(r) (1u << (r))
#define ANY_ROLE ((1u << USER_ROLE_COUNT) - 1)

struct actor {
	const char *login;   /* or "os:NAME": the owner of the database file in the shell */
	const char *name;    /* full name for receipts and history */
	unsigned roles;      /* ROLE_BIT()s */
	const char *service; /* code of the executor's own organisation, "" for others */
	bool os;             /* os:NAME: all rights, shown apart in every report (design.md 4.1) */
};

/* X(symbol, roles, sentence of the refusal) */
#define RIGHTS(X) \
	X(RIGHT_READ, ANY_ROLE & ~ROLE_BIT(R_ADMIN), \
	  N_("An administrator has no right to the contents of appeals.")) \
	X(RIGHT_REGISTER, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK), \
	  N_("Only an operator or a clerk may register appeals.")) \
	X(RIGHT_CONSULT, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK), \
	  N_("Only an operator or a clerk may count a consultation.")) \
	X(RIGHT_EDIT, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only an operator, a clerk or a supervisor may correct appeals.")) \
	X(RIGHT_NOTE, ANY_ROLE & ~ROLE_BIT(R_ADMIN), \
	  N_("An administrator has no right to the contents of appeals.")) \
	X(RIGHT_REDACT, ROLE_BIT(R_MANAGER), \
	  N_("Only a manager may erase personal data: it cannot be brought back.")) \
	X(RIGHT_RECEIPT, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only an operator, a clerk or a supervisor may issue receipts.")) \
	X(RIGHT_CALL_BACK, ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only a controller, an operator or a supervisor may call citizens back.")) \
	X(RIGHT_INCIDENT, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_DISPATCHER) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only an operator, a dispatcher or a supervisor may open and change incidents.")) \
	X(RIGHT_INCIDENT_CLOSE, ROLE_BIT(R_DISPATCHER), \
	  N_("Only a dispatcher may close an incident: its appeals are reported done with it.")) \
	X(RIGHT_JOIN, ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK) | ROLE_BIT(R_DISPATCHER) | \
	  ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only an operator, a clerk, a dispatcher, a controller or a supervisor may join appeals.")) \
	X(RIGHT_CALLS, ANY_ROLE & ~(ROLE_BIT(R_ADMIN) | ROLE_BIT(R_EXECUTOR)), \
	  N_("The call journal is read by an operator, a clerk, a dispatcher, a controller, a supervisor or a manager.")) \
	X(RIGHT_SETTLE, ROLE_BIT(R_SUPERVISOR), \
	  N_("Only a supervisor may settle conflicts between sites.")) \
	X(RIGHT_LISTEN, ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CLERK) | \
	  ROLE_BIT(R_CONTROLLER), \
	  N_("Recordings are listened to by a supervisor; their own ones by an operator, a clerk or a controller.")) \
	X(RIGHT_LISTEN_ALL, ROLE_BIT(R_SUPERVISOR), \
	  N_("This call is somebody else's: only a supervisor may listen to it.")) \
	X(RIGHT_USERS, ROLE_BIT(R_ADMIN), N_("Only an administrator may manage users.")) \
	X(RIGHT_USERS_SEE, ROLE_BIT(R_ADMIN) | ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER), \
	  N_("Only an administrator, a supervisor or a manager may see who works here and with what roles.")) \
	X(RIGHT_TEMPLATES, ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER) | ROLE_BIT(R_ADMIN), \
	  N_("Only a supervisor, a manager or an administrator may change templates of texts.")) \
	X(RIGHT_BACKUP, ROLE_BIT(R_ADMIN), N_("Only an administrator may make a backup.")) \
	X(RIGHT_REBUILD, ROLE_BIT(R_ADMIN), N_("Only an administrator may rebuild the base.")) \
	X(RIGHT_VERIFY, ROLE_BIT(R_ADMIN) | ROLE_BIT(R_SUPERVISOR), \
	  N_("Only an administrator or a supervisor may verify the base.")) \
	X(RIGHT_REPORT, ROLE_BIT(R_DISPATCHER) | ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_SUPERVISOR) | \
	  ROLE_BIT(R_MANAGER), \
	  N_("Only a dispatcher, a controller, a supervisor or a manager may read reports.")) \
	X(RIGHT_IMPORT, ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER), \
	  N_("Only a supervisor or a manager may import lists.")) \
	X(RIGHT_EXPORT, ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_MANAGER), \
	  N_("Only a supervisor or a manager may export lists."))

#define X(sym, roles, sentence) sym,
enum right { RIGHTS(X) RIGHT_COUNT };
#undef X

/* Whether one of the roles has the right; os:NAME has them all. */
bool actor_may(const struct actor *who, enum right r);

/* ROLE_BIT()s of all who have the right. */
unsigned right_roles(enum right r);

/* The translated sentence of a refusal. */
const char *actor_refusal(enum right r);

/* «Коваль О.» of «Коваль Олена Петрівна»; one word, and a name of the system, stay whole. In the arena. */
const char *actor_short_name(struct arena *mem, const struct actor *who);

/* Reads "operator,controller" into role bits; 0 when a word is not a role or the list is empty. */
unsigned roles_parse(const char *s);

/* Writes the wire words, separated by commas. out needs 96 bytes. */
void roles_format(unsigned roles, char out[96]);

/* Their translated labels, with ", " between them. In the arena. */
const char *roles_labels(struct arena *mem, unsigned roles);
/* The same as people list them: "operator, clerk or supervisor". */
const char *roles_either(struct arena *mem, unsigned roles);

#endif
