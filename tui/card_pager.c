/* tui/card_pager.c - see card_pager.h. */
#include "tui/card_pager.h"

enum { LABEL_COLS = 17 };

static enum role card_roles(enum card_role r)
{
	static const enum role roles[] = {
		[CARD_PLAIN] = ROLE_NORMAL, [CARD_NUMBER] = ROLE_NUMBER, [CARD_HEADING] = ROLE_HEADING,
		[CARD_STATE] = ROLE_NUMBER, [CARD_WARN] = ROLE_NUMBER,   [CARD_ALARM] = ROLE_ERROR,
		[CARD_OK] = ROLE_OK,        [CARD_HISTORY] = ROLE_NORMAL,
	};

	return roles[r];
}

void card_to_pager(struct pager *p, const struct card *card)
{
	for (size_t i = 0; i < card->n; i++) {
		const struct card_line *l = &card->lines[i];
		struct pager_line line = { .text = l->value, .label = l->label,
			.role = card_roles(l->role), .label_role = ROLE_LABEL,
			.indent = l->label ? LABEL_COLS : 0 };

		if (i && !l->label)
			pager_add(p, ROLE_NORMAL, 0, "");
		pager_put(p, &line);
	}
}
