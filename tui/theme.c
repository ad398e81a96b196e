/* tui/theme.c - see theme.h: one table of looks, and the pairs of ncurses made from it. */
#include "tui/theme.h"

#include <ncurses.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/err.h"

/* Colour -1 is the terminal's own; with THEME_8 and no default colours it is white on black. */
struct style {
	short fg, bg;
	unsigned attr;
};

/* Columns of the table: mono (attributes only), 8 colours, 256 colours. */
static const struct {
	unsigned mono;
	struct style c8, c256;
} looks[ROLE_COUNT] = {
	[ROLE_NORMAL] = { A_NORMAL, { -1, -1, A_NORMAL }, { -1, -1, A_NORMAL } },
	[ROLE_DIM] = { A_NORMAL, { COLOR_CYAN, -1, A_NORMAL }, { 245, -1, A_NORMAL } },
	[ROLE_TITLE] = { A_REVERSE, { COLOR_WHITE, COLOR_BLUE, A_NORMAL }, { 231, 24, A_NORMAL } },
	[ROLE_KEY] = { A_BOLD, { -1, -1, A_BOLD }, { -1, -1, A_BOLD } },
	[ROLE_KEY_LABEL] = { A_REVERSE, { COLOR_BLACK, COLOR_CYAN, A_NORMAL }, { 16, 152, A_NORMAL } },
	[ROLE_KEY_OFF] = { A_NORMAL, { COLOR_CYAN, -1, A_NORMAL }, { 245, -1, A_NORMAL } },
	[ROLE_SELECTED] = { A_REVERSE, { COLOR_BLACK, COLOR_CYAN, A_NORMAL }, { 16, 117, A_NORMAL } },
	[ROLE_SELECTED_IDLE] = { A_BOLD, { -1, -1, A_BOLD }, { -1, 238, A_BOLD } },
	[ROLE_HEADING] = { A_BOLD | A_UNDERLINE, { -1, -1, A_BOLD }, { -1, -1, A_BOLD } },
	[ROLE_LABEL] = { A_NORMAL, { -1, -1, A_NORMAL }, { -1, -1, A_NORMAL } },
	[ROLE_FIELD] = { A_UNDERLINE, { -1, -1, A_UNDERLINE }, { -1, -1, A_UNDERLINE } },
	[ROLE_FIELD_FOCUS] = { A_REVERSE, { COLOR_BLACK, COLOR_WHITE, A_NORMAL }, { 16, 255, A_NORMAL } },
	[ROLE_FIELD_ERROR] = { A_BOLD | A_UNDERLINE, { COLOR_RED, -1, A_BOLD }, { 203, -1, A_BOLD } },
	[ROLE_MESSAGE] = { A_NORMAL, { -1, -1, A_NORMAL }, { -1, -1, A_NORMAL } },
	[ROLE_ERROR] = { A_BOLD, { COLOR_RED, -1, A_BOLD }, { 203, -1, A_BOLD } },
	[ROLE_WARN] = { A_BOLD, { COLOR_BLACK, COLOR_YELLOW, A_NORMAL }, { 16, 220, A_NORMAL } },
	[ROLE_ALARM] = { A_BOLD | A_REVERSE, { COLOR_WHITE, COLOR_RED, A_BOLD }, { 231, 160, A_BOLD } },
	[ROLE_OK] = { A_NORMAL, { COLOR_GREEN, -1, A_NORMAL }, { 71, -1, A_NORMAL } },
	[ROLE_NUMBER] = { A_BOLD, { -1, -1, A_BOLD }, { -1, -1, A_BOLD } },
	[ROLE_BORDER] = { A_NORMAL, { COLOR_CYAN, -1, A_NORMAL }, { 67, -1, A_NORMAL } },
};

/* Chosen once with the terminal, like the pairs of ncurses themselves. */
static struct theme_look chosen[ROLE_COUNT];

static enum theme_mode pick_mode(void)
{
	const char *no_color = getenv("NO_COLOR"); /* no-color.org: any value but an empty one */

	if ((no_color && no_color[0]) || !has_colors() || start_color() == ERR)
		return THEME_MONO;
	return COLORS >= 256 && COLOR_PAIRS > ROLE_COUNT ? THEME_256 : THEME_8;
}

static struct theme_look make_pair(enum role role, const struct style *s, bool own_colours)
{
	struct theme_look look = { .attr = s->attr };
	short fg = s->fg, bg = s->bg;

	if (fg == -1 && bg == -1)
		return look;
	if (!own_colours) {
		fg = fg == -1 ? COLOR_WHITE : fg;
		bg = bg == -1 ? COLOR_BLACK : bg;
	}
	if (init_pair((short)(role + 1), fg, bg) == OK)
		look.pair = (short)(role + 1);
	return look;
}

enum theme_mode theme_start(void)
{
	enum theme_mode mode = pick_mode();
	bool own_colours = mode != THEME_MONO && use_default_colors() == OK;

	for (enum role r = 0; r < ROLE_COUNT; r++)
		chosen[r] = mode == THEME_MONO ? (struct theme_look){ .attr = looks[r].mono } :
			    make_pair(r, mode == THEME_8 ? &looks[r].c8 : &looks[r].c256, own_colours);
	return mode;
}

struct theme_look theme_look(enum role role)
{
	return chosen[(unsigned)role < ROLE_COUNT ? role : ROLE_NORMAL];
}
