/* data/store/draft.h - the journal of a form: drafts/LOGIN.db beside the base (design.md 8).
 *
 * It belongs to the person, is written within a second of each change and survives kill -9, an SSH
 * drop and a power cut. Never in the shared file. Also holds the person's settings and history. */
#ifndef DATA_STORE_DRAFT_H
#define DATA_STORE_DRAFT_H

#include "data/store/store.h"

struct draft;

/* Opens the file, making it (and the folder, 0700) when it is missing. A file that is damaged is put
 * aside as LOGIN.db.damaged, so that its owner can work. ERR_INVALID: such a login cannot be. */
MUST_CHECK enum err_code draft_open(const struct store *s, const char *login, struct draft **out,
				    struct err *e);
void draft_close(struct draft *d);

/* Two live programs of one person never share a form: each keeps its own under the same name, behind a lock
 * of the kernel that ends with the process. Who opens takes over the forms of a program that is dead, if
 * there are any, else begins with none. True: another one was at work when this was opened. */
bool draft_others(const struct draft *d);

/* Keeps the value of one form: `form` names it ("intake"), `json` is its content. */
MUST_CHECK enum err_code draft_save(struct draft *d, const char *form, const char *json, struct err *e);
/* NULL when there is none. In the arena. *at (may be NULL): when it was saved, UTC ms. */
const char *draft_load(struct draft *d, const char *form, struct arena *mem, int64_t *at);
MUST_CHECK enum err_code draft_drop(struct draft *d, const char *form, struct err *e);

/* Words typed into a question and not given: `name` says which question about what, it is not shown and holds
 * no personal data. They belong to the person, not to one of his windows. */
MUST_CHECK enum err_code draft_keep_words(struct draft *d, const char *name, const char *text, struct err *e);
/* NULL when there are none. In the arena. *at: when they were kept, UTC ms. */
const char *draft_words(struct draft *d, const char *name, struct arena *mem, int64_t *at);
MUST_CHECK enum err_code draft_drop_words(struct draft *d, const char *name, struct err *e);
/* Drops those kept before an instant and returns the name of the newest that are left, in the arena; NULL:
 * there are none. */
const char *draft_words_waiting(struct draft *d, int64_t before_ms, struct arena *mem);

/* A personal setting, or `otherwise`. In the arena. */
const char *draft_setting(struct draft *d, const char *key, const char *otherwise, struct arena *mem);
MUST_CHECK enum err_code draft_set_setting(struct draft *d, const char *key, const char *value,
					   struct err *e);

#endif
