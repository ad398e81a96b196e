/* tui/key.c - see key.h. */
#include "tui/key.h"

#include <stdio.h>
#include <string.h>

#include "core/err.h"
#include "core/text.h"

bool key_is_fn(const struct key_event *ev, enum key_fn fn)
{
	return ev->kind == EV_FN && ev->fn == fn && ev->mods == 0;
}

bool key_is_ctrl(const struct key_event *ev, char letter)
{
	return ev->kind == EV_CTRL && ev->cp == (unsigned char)letter;
}

bool key_is_alt(const struct key_event *ev, char letter)
{
	return ev->kind == EV_ALT && text_lower(text_latin_key(ev->cp)) == (unsigned char)letter;
}

uint32_t key_letter(const struct key_event *ev)
{
	return ev->kind == EV_CHAR ? text_latin_key(ev->cp) : 0;
}

static const char *fn_name(enum key_fn fn)
{
#define X(sym, name) [sym] = name,
	static const char *const names[] = { KEY_FNS(X) };
#undef X
	const char *name = (size_t)fn < COUNT(names) ? names[fn] : "";

	return name[0] ? _(name) : "";
}

static void letter_name(uint32_t cp, char out[KEY_NAME_MAX])
{
	if (cp == ' ')
		snprintf(out, KEY_NAME_MAX, "%s", _("Space"));
	else
		out[text_put(out, cp)] = '\0';
}

char *key_label(const struct key_event *ev, char out[KEY_NAME_MAX])
{
	char base[KEY_NAME_MAX] = "";
	unsigned mods = ev->kind == EV_FN ? ev->mods : 0;

	if (ev->kind == EV_FN)
		snprintf(base, sizeof(base), "%s", fn_name(ev->fn));
	else if (ev->kind == EV_CHAR)
		letter_name(ev->cp, base);
	else if (ev->kind == EV_CTRL || ev->kind == EV_ALT)
		letter_name(text_upper(ev->cp), base);
	if (ev->kind == EV_CTRL)
		mods = MOD_CTRL;
	if (ev->kind == EV_ALT)
		mods = MOD_ALT;
	int n = snprintf(out, KEY_NAME_MAX, "%s%s%s%s", mods & MOD_CTRL ? "Ctrl-" : "",
			 mods & MOD_ALT ? "Alt-" : "", mods & MOD_SHIFT ? "Shift-" : "", base);

	if (n >= KEY_NAME_MAX)
		snprintf(out, KEY_NAME_MAX, "?");
	return out;
}
