/* tui/action_inner.h - a command on an appeal while it is being asked about; private to action*.c. */
#ifndef TUI_ACTION_INNER_H
#define TUI_ACTION_INNER_H

#include "core/register.h"
#include "tui/action.h"

enum { ACTION_STEPS = 6, ACTION_MATCHES = 12, ACTION_MERGES = 8 };

struct action;
struct attached_list;

/* One question. */
struct step {
	/* The answer is known or not needed. NULL: always asked. */
	bool (*skip)(const struct action *x);
	/* Opens the dialog; `words` is what stands over the question. */
	void (*open)(struct action *x, struct dialog *d, const char *words);
	/* Takes the answer out of the dialog. Refused with a sentence: it is asked again. */
	enum err_code (*take)(struct action *x, const struct dialog *d, struct err *e);
	const char *words; /* msgid; NULL: those of the command */
	bool keeps;        /* what is typed is kept until the command is done (dialog_keep()) */
	bool back;         /* Esc leads to the question before, where what was typed still stands */
	/* The same, when they depend on what was answered; NULL: `words`. */
	const char *(*words_of)(const struct action *x);
};

struct action_desc {
	const char *words;    /* msgid: what the command asks */
	bool answered;        /* the outcome is known: the key says it */
	enum outcome outcome; /* when it is */
	const struct step *steps[ACTION_STEPS];
	/* Does it, when all is known. */
	enum err_code (*run)(struct action *x, struct err *e);
};

/* Lives in its own arena, from action_begin() to the last answer. */
struct action {
	struct arena mem;
	struct app *app;
	const struct verb *verb;
	const struct action_desc *desc;
	const char *ref;          /* number, with the question when it is not the first */
	struct appeal seen;       /* as it was when the command was given */
	struct appeal a;          /* as its revision is known to who decides */
	const struct question *q; /* of a */
	size_t at;                /* index of the step that is asked */
	size_t asked;             /* of the last one that was, and whether any was */
	bool any_asked;
	bool kept;                /* words of it are kept */
	const char *typed;        /* what was typed into it, to be there when it is asked again */

	struct command cmd;
	bool by_learning; /* the complaint is late only by when its decision was learned of */
	bool new_pin;
	enum fix_field field; /* what V_EDIT corrects */
	struct correction fix;
	const char *own;            /* the value as it was typed, while it is asked whose one is to stand */
	const char *clash;          /* both changed the field: what is asked about it; NULL: nothing */
	bool left;                  /* the other one's value was left standing */
	int values[DIALOG_CHOICES]; /* what the items of a choice mean */
	const struct service *services[ACTION_MATCHES];
	int nservices;              /* what comes near a body that is not in the list as it was typed */
	const char *written;        /* the body as it was typed, for ACT_FORWARD */
	const char *to, *about;     /* V_JOIN: number of the other one, and what it is */
	const char *ends;           /* V_JOIN: a sentence about the order that it takes back, "" for none */
	bool to_incident;
	const char *path;           /* V_ATTACH, V_SAVE_FILE: of the file */
	struct attached_list *files; /* V_SAVE_FILE: those of the appeal, NULL until asked for; at_file: chosen */
	int at_file;
	unsigned erase;             /* V_REDACT: REDACT_BIT()s */
	const char *said;           /* the sentence of a success */
	const char *shown;          /* what is to be read and closed by Enter (a PIN); NULL: nothing */
};

/* action_steps.c */
extern const struct step step_sure, step_note, step_report, step_result, step_via, step_how, step_unanswered,
	step_outcome, step_grade, step_reason, step_decided, step_learned, step_pin, step_until;
/* action_pick.c */
extern const struct step step_service, step_other_service, step_body, step_which_body, step_why_forwarded;
/* action_edit.c */
extern const struct step step_field, step_value;
/* What stands in the field that is corrected, in an appeal, as people know it. */
const char *action_field_value(struct action *x, const struct appeal *a);

/* action_join.c */
extern const struct step step_other, step_join, step_why_off;
MUST_CHECK enum err_code action_join(struct action *x, struct err *e);
MUST_CHECK enum err_code action_unjoin(struct action *x, struct err *e);

/* action_merge.c: somebody else changed the appeal since it was seen. */
extern const struct step step_whose;
/* Reads it again. True: what is to be saved touches nothing that the others changed (or it was dropped as theirs is the
 * same), do it again. False: x->clash is to be asked, or *e says what stands in the way. */
bool action_merge(struct action *x, struct err *e);
/* The sentence about what others changed meanwhile and what stays so; "" when nothing. */
const char *action_taken_over(struct action *x);
/* action.c: the appeal as it is in the base now, and whether the command may still be given. */
MUST_CHECK enum err_code action_load(struct action *x, struct err *e);

/* action_file.c */
extern const struct step step_path, step_file, step_save_path;
MUST_CHECK enum err_code action_attach(struct action *x, struct err *e);
MUST_CHECK enum err_code action_save_file(struct action *x, struct err *e);

/* action_redact.c */
extern const struct step step_erase, step_number;
MUST_CHECK enum err_code action_redact(struct action *x, struct err *e);

/* action_run.c: the ways to do it. */
MUST_CHECK enum err_code action_move(struct action *x, struct err *e);
MUST_CHECK enum err_code action_note(struct action *x, struct err *e);
MUST_CHECK enum err_code action_edit(struct action *x, struct err *e);
MUST_CHECK enum err_code action_receipt(struct action *x, struct err *e);

/* The executor that was typed or taken from the list. ERR_INVALID: neither a code nor a whole name. */
MUST_CHECK enum err_code action_service(struct action *x, const char *typed, const struct service **out,
					struct err *e);

/* Opens a choice of every word of a list, the one of index `first` selected; x->values has their indexes. */
void action_choose_word(struct action *x, struct dialog *d, const struct vocab *v, int first, const char *words);

/* Takes words that must be there, as cmd.note. */
MUST_CHECK enum err_code action_take_note(struct action *x, const struct dialog *d, struct err *e);

/* The act an outcome leads to; sets cmd.act and cmd.outcome. */
void action_set_outcome(struct action *x, enum outcome outcome);

/* Title of every dialog of the command: what is done and to which appeal. */
const char *action_title(struct action *x);

#endif
