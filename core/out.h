/* core/out.h - a growing buffer with a limit: bodies of requests and answers. Pure. */
#ifndef CORE_OUT_H
#define CORE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

/* Zeroed but `max` (bytes): an empty one. Once something did not fit, or memory was out, `full` is set
 * and nothing more is added. The owner frees it by out_free(). */
struct out {
	char *p;
	size_t len, cap, max;
	bool full;
};

void out_free(struct out *o);

/* Adds bytes, a text, a formatted text; false when it did not fit. */
bool out_bytes(struct out *o, const void *p, size_t len);
bool out_text(struct out *o, const char *s);
bool out_printf(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Adds a text as a JSON string with its quotes; as text of an HTML page or of a value in it. */
bool out_json(struct out *o, const char *s);
bool out_html(struct out *o, const char *s);

/* Adds bytes in hexadecimal digits. */
bool out_hex(struct out *o, const unsigned char *p, size_t len);

#endif
