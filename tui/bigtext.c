/* tui/bigtext.c - see bigtext.h. A glyph serves the letters of both alphabets that look alike; letters
 * are given by code point, so that no Cyrillic stands in this file. */
#include "tui/bigtext.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/err.h"
#include "core/text.h"

enum { GLYPH_COLS = 5, GAP = 1, BYTES_OF_ROW = 1024 };

struct glyph {
	uint16_t cp, twin; /* twin 0: none */
	const char *rows[BIG_ROWS];
};

static const struct glyph font[] = {
	{ ' ', 0, { "     ", "     ", "     ", "     ", "     " } },
	{ '-', 0, { "     ", "     ", " ### ", "     ", "     " } },
	{ '/', 0, { "    #", "   # ", "  #  ", " #   ", "#    " } },
	{ '0', 0, { " ### ", "#   #", "#   #", "#   #", " ### " } },
	{ '1', 0, { "  #  ", " ##  ", "  #  ", "  #  ", " ### " } },
	{ '2', 0, { "#### ", "    #", " ### ", "#    ", "#####" } },
	{ '3', 0x417, { "#### ", "    #", " ### ", "    #", "#### " } },
	{ '4', 0, { "#   #", "#   #", "#####", "    #", "    #" } },
	{ '5', 0, { "#####", "#    ", "#### ", "    #", "#### " } },
	{ '6', 0, { " ### ", "#    ", "#### ", "#   #", " ### " } },
	{ '7', 0, { "#####", "    #", "   # ", "  #  ", "  #  " } },
	{ '8', 0, { " ### ", "#   #", " ### ", "#   #", " ### " } },
	{ '9', 0, { " ### ", "#   #", " ####", "    #", " ### " } },
	{ 'A', 0x410, { " ### ", "#   #", "#####", "#   #", "#   #" } },
	{ 'B', 0x412, { "#### ", "#   #", "#### ", "#   #", "#### " } },
	{ 'C', 0x421, { " ####", "#    ", "#    ", "#    ", " ####" } },
	{ 'D', 0, { "#### ", "#   #", "#   #", "#   #", "#### " } },
	{ 'E', 0x415, { "#####", "#    ", "#### ", "#    ", "#####" } },
	{ 'F', 0, { "#####", "#    ", "#### ", "#    ", "#    " } },
	{ 'G', 0, { " ####", "#    ", "#  ##", "#   #", " ####" } },
	{ 'H', 0x41D, { "#   #", "#   #", "#####", "#   #", "#   #" } },
	{ 'I', 0x406, { " ### ", "  #  ", "  #  ", "  #  ", " ### " } },
	{ 'J', 0, { "    #", "    #", "    #", "#   #", " ### " } },
	{ 'K', 0x41A, { "#   #", "#  # ", "###  ", "#  # ", "#   #" } },
	{ 'L', 0, { "#    ", "#    ", "#    ", "#    ", "#####" } },
	{ 'M', 0x41C, { "#   #", "## ##", "# # #", "#   #", "#   #" } },
	{ 'N', 0, { "#   #", "##  #", "# # #", "#  ##", "#   #" } },
	{ 'O', 0x41E, { " ### ", "#   #", "#   #", "#   #", " ### " } },
	{ 'P', 0x420, { "#### ", "#   #", "#### ", "#    ", "#    " } },
	{ 'Q', 0, { " ### ", "#   #", "# # #", "#  # ", " ## #" } },
	{ 'R', 0, { "#### ", "#   #", "#### ", "#  # ", "#   #" } },
	{ 'S', 0, { " ####", "#    ", " ### ", "    #", "#### " } },
	{ 'T', 0x422, { "#####", "  #  ", "  #  ", "  #  ", "  #  " } },
	{ 'U', 0, { "#   #", "#   #", "#   #", "#   #", " ### " } },
	{ 'V', 0, { "#   #", "#   #", "#   #", " # # ", "  #  " } },
	{ 'W', 0, { "#   #", "#   #", "# # #", "## ##", "#   #" } },
	{ 'X', 0x425, { "#   #", " # # ", "  #  ", " # # ", "#   #" } },
	{ 'Y', 0, { "#   #", " # # ", "  #  ", "  #  ", "  #  " } },
	{ 'Z', 0, { "#####", "   # ", "  #  ", " #   ", "#####" } },
	{ 0x411, 0, { "#####", "#    ", "#### ", "#   #", "#### " } },
	{ 0x413, 0, { "#####", "#    ", "#    ", "#    ", "#    " } },
	{ 0x490, 0, { "    #", "#####", "#    ", "#    ", "#    " } },
	{ 0x414, 0, { "  ## ", " # # ", " # # ", "#####", "#   #" } },
	{ 0x404, 0, { " ####", "#    ", "###  ", "#    ", " ####" } },
	{ 0x416, 0, { "# # #", "# # #", " ### ", "# # #", "# # #" } },
	{ 0x418, 0, { "#   #", "#  ##", "# # #", "##  #", "#   #" } },
	{ 0x407, 0, { " # # ", "     ", " ### ", "  #  ", " ### " } },
	{ 0x419, 0, { " ### ", "#   #", "#  ##", "# # #", "##  #" } },
	{ 0x41B, 0, { " ####", " #  #", " #  #", " #  #", "#   #" } },
	{ 0x41F, 0, { "#####", "#   #", "#   #", "#   #", "#   #" } },
	{ 0x423, 0, { "#   #", "#   #", " ####", "    #", " ### " } },
	{ 0x424, 0, { " ### ", "# # #", "# # #", " ### ", "  #  " } },
	{ 0x426, 0, { "#  # ", "#  # ", "#  # ", "#####", "    #" } },
	{ 0x427, 0, { "#   #", "#   #", " ####", "    #", "    #" } },
	{ 0x428, 0, { "# # #", "# # #", "# # #", "# # #", "#####" } },
	{ 0x429, 0, { "# # #", "# # #", "# # #", "#####", "    #" } },
	{ 0x42C, 0, { "#    ", "#    ", "#### ", "#   #", "#### " } },
	{ 0x42E, 0, { "#  # ", "# # #", "### #", "# # #", "#  # " } },
	{ 0x42F, 0, { " ####", "#   #", " ####", " #  #", "#   #" } },
};

static const struct glyph *glyph_of(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(font); i++)
		if (font[i].cp == cp || (font[i].twin && font[i].twin == cp))
			return &font[i];
	return NULL;
}

int big_width(const char *text)
{
	uint32_t cp;
	int cols = 0;

	for (size_t n; (n = text_next(text, &cp)) > 0; text += n) {
		if (!glyph_of(cp))
			return 0;
		cols += GLYPH_COLS + GAP;
	}
	return cols ? cols - GAP : 0;
}

bool big_row(const char *text, int row, const char *ink, char *out, size_t size)
{
	size_t used = 0, ink_bytes = strlen(ink), n;
	uint32_t cp;

	for (const char *p = text; (n = text_next(p, &cp)) > 0; p += n) {
		const struct glyph *g = glyph_of(cp);

		for (int i = 0; g && i < GLYPH_COLS + (p[n] ? GAP : 0); i++) {
			bool dot = i < GLYPH_COLS && g->rows[row][i] == '#';
			size_t bytes = dot ? ink_bytes : 1;

			if (used + bytes >= size)
				return false;
			memcpy(out + used, dot ? ink : " ", bytes);
			used += bytes;
		}
		if (!g)
			return false;
	}
	out[used] = '\0';
	return true;
}

/* The VT family has no block characters (its own line drawing is another character set). */
static const char *ink_of_terminal(void)
{
	const char *term = getenv("TERM");

	return term && strncmp(term, "vt", 2) == 0 ? "#" : "\u2588";
}

void big_draw(const struct canvas *c, int y, int x, enum role role, const char *text)
{
	const char *ink = ink_of_terminal();
	int cols = big_width(text);
	char row[BYTES_OF_ROW];

	if (cols == 0 || x + cols > c->cols || !big_row(text, 0, ink, row, sizeof(row))) {
		draw_text(c, y + BIG_ROWS / 2, x, c->cols - x, role, text);
		return;
	}
	for (int i = 0; i < BIG_ROWS; i++)
		if (big_row(text, i, ink, row, sizeof(row)))
			draw_text(c, y + i, x, cols, role, row);
}
