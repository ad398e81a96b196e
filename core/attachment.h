/* core/attachment.h - files that come with an appeal: which kinds are taken, by their contents and never by their
 * names, and what the event says of one. Pure: the bytes come from the store. */
#ifndef CORE_ATTACHMENT_H
#define CORE_ATTACHMENT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "core/appeal.h"

/* Longest name that is kept, in letters. */
enum { ATTACHMENT_NAME = 100 };

struct attachment {
	const char *name;   /* as it was called, without folders */
	const char *sha256; /* 64 hex digits: the name of its contents (data/store/blob.h) */
	const char *mime;   /* "" of a photograph reported with the work */
	int64_t size;       /* bytes; 0 of such a photograph */
};

/* The media type of these contents: pictures (JPEG, PNG, WebP, HEIC), PDF, OpenDocument and Word texts, plain text in
 * UTF-8; NULL: of a kind that is not taken (programs, archives, pages with scripts). */
const char *attachment_mime(const unsigned char *data, size_t len);

/* The kinds that are taken, for people. */
const char *attachment_kinds(void);

/* What remains of a path: its last part, without control characters, cut to ATTACHMENT_NAME letters; "file" when nothing
 * does. In the arena. */
const char *attachment_name(struct arena *mem, const char *path);

/* "name.jpg, 120 KB"; in the arena. */
const char *attachment_show(struct arena *mem, const struct attachment *f);

/* The body of the event, and back: false when an event has no file of this kind. Texts of *out are borrowed. */
json_t *attachment_body(const struct attachment *f, int64_t k);
bool attachment_of(const json_t *body, struct attachment *out);

#endif
