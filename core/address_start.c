/* core/address_start.c - what is being typed: does it begin as an address? For fields where something else
 * is asked for; address.c reads what is known to be an address. */
#include <string.h>

#include "core/address_int.h"
#include "core/text.h"

/* Bytes of «вулиця» while it is typed: four letters. */
enum { BEGUN_MIN = 8 };

/* Whether the folded word is the short form of its type: "вул" of "вул.". */
static bool is_short(const char *folded, const char *type)
{
	size_t n = strlen(type);

	return n > 1 && type[n - 1] == '.' && strlen(folded) == n - 1 && memcmp(folded, type, n - 1) == 0;
}

/* The last word of the text begins with a digit, and there is a word before it. */
static bool ends_with_house(const char *text)
{
	size_t end = strlen(text);

	while (end && strchr(" ,", text[end - 1]))
		end--;
	while (end && !strchr(" ,", text[end - 1]))
		end--;
	return end > 0 && text[end] >= '0' && text[end] <= '9';
}

void address_begin(struct arena *a, const char *text, struct address_start *out)
{
	text += strspn(text, " ");
	size_t n = strcspn(text, " .,");
	const char *folded = text_fold(a, arena_strndup(a, text, n));
	const char *type = n ? address_street_type(a, folded) : NULL;
	const char *begun = !type && strlen(folded) >= BEGUN_MIN && !text[n] ? addr_street_begun(folded) : NULL;

	*out = (struct address_start){ .type = type ? type : begun, .rest = text };
	if (out->type) {
		out->only = text[n] == '.' || addr_street_begun(folded) || (text[n] && is_short(folded, type));
		out->rest = text + n + strspn(text + n, " .,");
	}
	out->house = ends_with_house(out->rest);
}
