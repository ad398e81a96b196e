/* tui/keyname.c - see keyname.h. */
#include "tui/keyname.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"

#define SPACE "Space"

/* Lists, forms and texts need the others (arrows, Tab, Esc...) whatever a command would like. */
static const struct {
	enum key_fn fn;
	const char *name;
} fns[] = {
	{ FN_ENTER, "Enter" }, { FN_INSERT, "Ins" }, { FN_F1, "F1" }, { FN_F2, "F2" },   { FN_F3, "F3" },
	{ FN_F4, "F4" },       { FN_F5, "F5" },      { FN_F6, "F6" }, { FN_F7, "F7" },   { FN_F8, "F8" },
	{ FN_F9, "F9" },       { FN_F10, "F10" },    { FN_F11, "F11" }, { FN_F12, "F12" },
};

static const struct {
	unsigned bit;
	const char *name;
} mods[] = {
	{ MOD_CTRL, "Ctrl-" }, { MOD_ALT, "Alt-" }, { MOD_SHIFT, "Shift-" },
};

static enum err_code unknown(const char *name, struct err *e)
{
	return err_set(e, ERR_INVALID,
		       _("There is no key «%s» for a command. Keys are written F1 to F12 (also Shift-F1, Ctrl-F1, "
			 "Alt-F1), Ctrl-A, Alt-A, Ins, Enter, Space, or one letter, digit or sign."), name);
}

/* Bytes of one "Ctrl-", "Alt-" or "Shift-" that stands before something; 0: none. */
static size_t mod_at(const char *s, unsigned *bits)
{
	for (size_t i = 0; i < COUNT(mods); i++) {
		size_t n = strlen(mods[i].name);

		if (strncasecmp(s, mods[i].name, n) == 0 && s[n]) {
			*bits |= mods[i].bit;
			return n;
		}
	}
	return 0;
}

/* They may stand in any order; a sign alone ("-") stays. */
static const char *read_mods(const char *s, unsigned *bits)
{
	size_t n;

	for (*bits = 0; (n = mod_at(s, bits)) > 0;)
		s += n;
	return s;
}

static bool read_fn(const char *s, struct key_spec *k)
{
	for (size_t i = 0; i < COUNT(fns); i++) {
		if (strcasecmp(s, fns[i].name) == 0) {
			k->kind = EV_FN;
			k->fn = fns[i].fn;
			return true;
		}
	}
	return false;
}

/* Ctrl with these letters is another key for every terminal. */
static enum err_code check_ctrl(const char *name, uint32_t cp, struct err *e)
{
	static const struct {
		char letter;
		const char *key;
	} others[] = { { 'h', "Backspace" }, { 'i', "Tab" }, { 'j', "Enter" }, { 'm', "Enter" }, { '[', "Esc" } };

	for (size_t i = 0; i < COUNT(others); i++)
		if (cp == (unsigned char)others[i].letter)
			return err_set(e, ERR_INVALID, _("For a terminal «%s» is the same as %s: choose another key."), name,
				       others[i].key);
	if ((cp >= 'a' && cp <= 'z') || (cp && strchr("\\]^_", (int)cp)))
		return ERR_OK;
	return unknown(name, e);
}

/* One letter, digit or sign, with or without Ctrl or Alt. */
static enum err_code read_letter(const char *name, const char *s, unsigned bits, struct key_spec *k, struct err *e)
{
	uint32_t cp;
	size_t n = text_next(s, &cp);

	if (strcasecmp(name, SPACE) == 0) {
		*k = (struct key_spec){ .kind = EV_CHAR, .cp = ' ' };
		return ERR_OK;
	}
	if (n == 0 || s[n] || (bits & MOD_SHIFT) || bits == (MOD_CTRL | MOD_ALT))
		return unknown(name, e);
	k->kind = bits & MOD_CTRL ? EV_CTRL : bits & MOD_ALT ? EV_ALT : EV_CHAR;
	k->cp = text_latin_key(cp);
	if (bits)
		k->cp = text_lower(k->cp);
	if (k->kind == EV_CTRL)
		return check_ctrl(name, k->cp, e);
	if (k->cp <= ' ' || k->cp >= 0x7f)
		return unknown(name, e);
	if (k->kind == EV_ALT && k->cp >= '0' && k->cp <= '9')
		return err_set(e, ERR_INVALID, _("«%s» is the second form of a function key: choose another one."), name);
	if (k->kind == EV_CHAR && k->cp == '.')
		return err_set(e, ERR_INVALID, "%s", _("«.» and «/» are one key in the Ukrainian layout: write «/»."));
	return ERR_OK;
}

enum err_code key_spec_read(const char *name, struct key_spec *out, struct err *e)
{
	unsigned bits;
	const char *s = read_mods(name, &bits);
	struct key_spec k = { .kind = EV_NONE };

	if (!read_fn(s, &k) && read_letter(name, s, bits, &k, e))
		return e->code;
	if (k.kind == EV_FN)
		k.mods = bits;
	if (k.kind == EV_FN && bits && (k.fn == FN_ENTER || k.fn == FN_INSERT))
		return err_set(e, ERR_INVALID, _("Terminals do not send «%s» as a key of its own: choose another one."),
			       name);
	*out = k;
	return ERR_OK;
}

char *key_spec_write(const struct key_spec *k, char out[KEY_SPEC_NAME])
{
	unsigned bits = k->kind == EV_CTRL ? MOD_CTRL : k->kind == EV_ALT ? MOD_ALT : k->mods;
	size_t n = 0;

	out[0] = '\0';
	if (k->kind == EV_NONE)
		return out;
	for (size_t i = 0; i < COUNT(mods); i++)
		if (bits & mods[i].bit)
			n += (size_t)snprintf(out + n, KEY_SPEC_NAME - n, "%s", mods[i].name);
	for (size_t i = 0; k->kind == EV_FN && i < COUNT(fns); i++)
		if (fns[i].fn == k->fn)
			snprintf(out + n, KEY_SPEC_NAME - n, "%s", fns[i].name);
	if (k->kind == EV_CHAR && k->cp == ' ')
		snprintf(out + n, KEY_SPEC_NAME - n, "%s", SPACE);
	else if (k->kind != EV_FN)
		snprintf(out + n, KEY_SPEC_NAME - n, "%c", (int)(bits ? text_upper(k->cp) : k->cp));
	return out;
}

bool key_spec_same(const struct key_spec *a, const struct key_spec *b)
{
	return a->kind != EV_NONE && a->kind == b->kind && a->fn == b->fn && a->mods == b->mods && a->cp == b->cp;
}

bool key_spec_is(const struct key_spec *k, const struct key_event *ev)
{
	if (k->kind == EV_NONE || k->kind != ev->kind)
		return false;
	if (k->kind == EV_FN)
		return k->fn == ev->fn && k->mods == ev->mods;
	if (k->kind == EV_CHAR) /* the key of '/' gives '.' in the Ukrainian layout */
		return k->cp == key_letter(ev) || (k->cp == '/' && ev->cp == '.');
	if (k->kind == EV_ALT)
		return k->cp == text_lower(text_latin_key(ev->cp));
	return k->cp == ev->cp;
}

bool key_spec_types(const struct key_spec *k)
{
	static const char ctrl[] = "aeukw", alt[] = "bf"; /* tui/edit.h */

	if (k->kind == EV_CTRL)
		return strchr(ctrl, (int)k->cp) != NULL;
	if (k->kind == EV_ALT)
		return strchr(alt, (int)k->cp) != NULL;
	return k->kind == EV_CHAR || (k->kind == EV_FN && k->fn == FN_ENTER);
}
