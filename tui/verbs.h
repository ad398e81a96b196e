/* tui/verbs.h - the handlers named by verb_table.h. Each gets a checked call; see verb.h. */
#ifndef TUI_VERBS_H
#define TUI_VERBS_H

#include "tui/verb.h"

/* verbs_appeal.c */
enum err_code run_register(struct verb_call *c, struct err *e);
enum err_code run_question(struct verb_call *c, struct err *e);
enum err_code run_supplement(struct verb_call *c, struct err *e);
enum err_code run_edit(struct verb_call *c, struct err *e);
enum err_code run_note(struct verb_call *c, struct err *e);
enum err_code run_find(struct verb_call *c, struct err *e);
enum err_code run_calls(struct verb_call *c, struct err *e);
enum err_code run_callbacks(struct verb_call *c, struct err *e);
enum err_code run_show(struct verb_call *c, struct err *e);

/* verbs_status.c */
enum err_code run_status(struct verb_call *c, struct err *e);

/* verbs_query.c */
enum err_code run_query(struct verb_call *c, struct err *e);
/* The query of @NAME at the beginning of a line in its place; any other line as it is. */
MUST_CHECK enum err_code expand_saved(struct verb_call *c, const char *line, const char **out, struct err *e);

/* verbs_redact.c */
enum err_code run_redact(struct verb_call *c, struct err *e);

/* verbs_attach.c */
enum err_code run_attach(struct verb_call *c, struct err *e);

/* verbs_lists.c */
enum err_code run_topics(struct verb_call *c, struct err *e);
enum err_code run_services(struct verb_call *c, struct err *e);

/* verbs_move.c */
enum err_code run_move(struct verb_call *c, struct err *e);
enum err_code run_dispatch(struct verb_call *c, struct err *e);
enum err_code run_done(struct verb_call *c, struct err *e);
enum err_code run_confirm(struct verb_call *c, struct err *e);
enum err_code run_forward(struct verb_call *c, struct err *e);
enum err_code run_extend(struct verb_call *c, struct err *e);
enum err_code run_reject(struct verb_call *c, struct err *e);

/* verbs_join.c */
enum err_code run_join(struct verb_call *c, struct err *e);
enum err_code run_unjoin(struct verb_call *c, struct err *e);

/* verbs_receipt.c */
enum err_code run_receipt(struct verb_call *c, struct err *e);

/* verbs_print.c */
enum err_code run_print(struct verb_call *c, struct err *e);

/* verbs_admin.c */
enum err_code run_init(struct verb_call *c, struct err *e);
enum err_code run_user(struct verb_call *c, struct err *e);
enum err_code run_backup(struct verb_call *c, struct err *e);
enum err_code run_restore(struct verb_call *c, struct err *e);
enum err_code run_verify(struct verb_call *c, struct err *e);
enum err_code run_rebuild(struct verb_call *c, struct err *e);
enum err_code run_setting(struct verb_call *c, struct err *e);

/* verbs_sync.c */
enum err_code run_sync(struct verb_call *c, struct err *e);
/* --central, --token and --ca of `init`: before the base is made, whether the centre knows the token and has nothing
 * of this site; then the base is even with it. */
MUST_CHECK enum err_code centre_check(struct verb_call *c, struct err *e);
MUST_CHECK enum err_code centre_join(struct verb_call *c, struct err *e);

/* verbs_conflict.c */
enum err_code run_conflicts(struct verb_call *c, struct err *e);
enum err_code run_settle(struct verb_call *c, struct err *e);

/* verbs_import.c */
enum err_code run_import(struct verb_call *c, struct err *e);
enum err_code run_export(struct verb_call *c, struct err *e);

/* verbs_report.c */
enum err_code run_report(struct verb_call *c, struct err *e);

/* verbs_incident.c */
enum err_code run_incident(struct verb_call *c, struct err *e);

/* verbs_consult.c */
enum err_code run_consult(struct verb_call *c, struct err *e);

/* verbs_keys.c */
enum err_code run_keys(struct verb_call *c, struct err *e);

/* verbs_template.c */
enum err_code run_template(struct verb_call *c, struct err *e);

/* verbs_text.c */
enum err_code run_text(struct verb_call *c, struct err *e);

/* What several handlers need: a word of a closed list from an option, with a sentence that names the
 * list when it is not one of them; `otherwise` when the option was not given. */
MUST_CHECK enum err_code option_word(const struct verb_call *c, enum option_id opt, const struct vocab *v,
				     int otherwise, int *out, struct err *e);
/* A whole number of an option. */
MUST_CHECK enum err_code option_number(const struct verb_call *c, enum option_id opt, int64_t otherwise,
				       int64_t *out, struct err *e);

/* The file that was named (NULL: none), where the door has it. Inside the program none of the base's own, at a desk a
 * name in its folder (tui/desk.h). */
MUST_CHECK enum err_code file_named(struct verb_call *c, const char *typed, const char **path, struct err *e);
/* The same of a file to be written: inside the program one that is there already is refused, in the shell not. */
MUST_CHECK enum err_code new_file_named(struct verb_call *c, const char *typed, const char **path, struct err *e);

/* The words of the command line as one text; "" without any. */
const char *joined(struct verb_call *c);

/* A sentence as the result. */
enum err_code say(struct verb_call *c, const char *sentence);

#endif
