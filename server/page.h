/* server/page.h - HTML for citizens: sized for a telephone, without scripts, pictures or cookies. Every
 * text from outside goes through out_html(). */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "core/appeal.h"
#include "server/http.h"

/* Type and the strict headers of a page: nothing is loaded, nobody frames it, forms go nowhere else. */
void page_headers(struct request *r);

/* Beginning and end of a page. */
void page_head(struct out *o, const char *title);
void page_foot(struct out *o);

/* The form; `number` is what was typed, `refusal` (may be NULL) stands above it. */
void page_form(struct out *o, const char *number, const char *refusal);

/* What the citizen sees of the appeal (core/status.h). */
void page_appeal(struct out *o, const struct appeal *a, struct arena *mem);

#endif
