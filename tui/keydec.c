/* tui/keydec.c - see keydec.h.
 *
 * Every parser looks at the n bytes at p and returns how many make up a key (or nothing: EV_NONE,
 * swallowed); 0: they may be the beginning of more. */
#include "tui/keydec.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"

enum {
	ESC = 0x1b,
	CSI_MAX = 32,        /* longest control sequence that can be a key */
	SEQUENCE_MS = 200,
	PASTE_MS = 3000
};

static const char paste_end[] = "\033[201~";

void keydec_bind(struct keydec *d, const char *bytes, enum key_fn fn)
{
	size_t len = bytes ? strlen(bytes) : 0;

	if (len < 2 || len > KEYDEC_SEQ_MAX || bytes[0] != ESC || d->seq_count == KEYDEC_SEQS)
		return;
	struct keydec_seq *s = &d->seqs[d->seq_count++];

	memcpy(s->bytes, bytes, len);
	s->len = len;
	s->fn = fn;
}

static size_t told_fn(struct key_event *ev, enum key_fn fn, unsigned mods, size_t used)
{
	*ev = (struct key_event){ .kind = fn == FN_NONE ? EV_NONE : EV_FN, .fn = fn, .mods = mods };
	if (fn == FN_TAB && mods & MOD_SHIFT)
		*ev = (struct key_event){ .kind = EV_FN, .fn = FN_BACKTAB, .mods = mods & ~1u };
	return used;
}

static size_t told_cp(struct key_event *ev, enum key_kind kind, uint32_t cp, size_t used)
{
	*ev = (struct key_event){ .kind = kind, .cp = cp };
	return used;
}

static size_t swallowed(struct key_event *ev, size_t used)
{
	*ev = (struct key_event){ .kind = EV_NONE };
	return used;
}

/* A byte below 0x20, or 0x7f; never ESC. */
static void control_key(unsigned char b, unsigned mods, struct key_event *ev)
{
	if (b == 0x08 || b == 0x7f)
		told_fn(ev, FN_BACKSPACE, mods, 1);
	else if (b == '\t')
		told_fn(ev, FN_TAB, mods, 1);
	else if (b == '\r' || b == '\n')
		told_fn(ev, FN_ENTER, mods, 1);
	else if (b == 0)
		told_cp(ev, EV_CTRL, ' ', 1);
	else if (b <= 26)
		told_cp(ev, EV_CTRL, b + 'a' - 1u, 1);
	else
		told_cp(ev, EV_CTRL, b + '@', 1);
}

static size_t letter_bytes(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* A letter at p (never a byte below 0x20). */
static size_t parse_letter(const unsigned char *p, size_t n, enum key_kind kind, struct key_event *ev)
{
	const char *s = (const char *)p;
	size_t need = letter_bytes(p[0]);
	uint32_t cp;

	if (need == 0)
		return swallowed(ev, 1);
	for (size_t i = 1; i < need; i++) {
		if (i == n)
			return 0;
		if ((p[i] & 0xC0) != 0x80)
			return swallowed(ev, i);
	}
	if (text_check(s, need) != TEXT_GOOD)
		return swallowed(ev, need);
	text_next(s, &cp);
	return told_cp(ev, kind, cp, need);
}

/* Final byte of ESC [ n;m X and ESC O X. */
static enum key_fn final_fn(unsigned char final)
{
	static const struct {
		char final;
		enum key_fn fn;
	} finals[] = {
		{ 'A', FN_UP }, { 'B', FN_DOWN }, { 'C', FN_RIGHT }, { 'D', FN_LEFT },
		{ 'H', FN_HOME }, { 'F', FN_END }, { 'P', FN_F1 }, { 'Q', FN_F2 }, { 'R', FN_F3 },
		{ 'S', FN_F4 }, { 'Z', FN_BACKTAB }, { 'M', FN_ENTER },
	};

	for (size_t i = 0; i < COUNT(finals); i++)
		if (finals[i].final == final)
			return finals[i].fn;
	return FN_NONE;
}

/* First number of ESC [ n ~ (xterm, linux, rxvt). */
static enum key_fn tilde_fn(unsigned n)
{
	static const enum key_fn codes[] = {
		[1] = FN_HOME, [2] = FN_INSERT, [3] = FN_DELETE, [4] = FN_END, [5] = FN_PGUP,
		[6] = FN_PGDN, [7] = FN_HOME, [8] = FN_END, [11] = FN_F1, [12] = FN_F2, [13] = FN_F3,
		[14] = FN_F4, [15] = FN_F5, [17] = FN_F6, [18] = FN_F7, [19] = FN_F8, [20] = FN_F9,
		[21] = FN_F10, [23] = FN_F11, [24] = FN_F12,
	};

	return n < COUNT(codes) ? codes[n] : FN_NONE;
}

/* A key given as code point and modifiers: CSI cp;mods u, CSI 27;mods;cp ~. */
static size_t parse_coded(uint32_t cp, unsigned mods, struct key_event *ev, size_t used)
{
	char s[5] = "";

	if (cp == ESC)
		return told_fn(ev, FN_ESC, mods, used);
	if (cp < 0x20 || cp == 0x7f) {
		control_key((unsigned char)cp, mods, ev);
		return used;
	}
	if (cp > 0x10FFFF || text_check(s, text_put(s, cp)) != TEXT_GOOD)
		return swallowed(ev, used);
	if (!(mods & MOD_CTRL))
		return told_cp(ev, mods & MOD_ALT ? EV_ALT : EV_CHAR, cp, used);
	cp = text_lower(text_latin_key(cp));
	if (cp != ' ' && (cp < '@' || cp > 'z'))
		return swallowed(ev, used);
	control_key(cp == ' ' ? 0 : (unsigned char)(cp & 0x1f), 0, ev);
	return used;
}

/* Numbers of a control sequence; sub-parameters after ':' are left out. */
static void csi_numbers(const unsigned char *p, size_t n, unsigned num[3])
{
	size_t i = 0;
	bool sub = false;

	num[0] = num[1] = num[2] = 0;
	for (size_t k = 0; k < n && i < 3; k++) {
		if (p[k] == ';') {
			i++;
			sub = false;
		} else if (p[k] == ':') {
			sub = true;
		} else if (p[k] >= '0' && p[k] <= '9' && !sub && num[i] < 10000000) {
			num[i] = num[i] * 10 + (p[k] - '0');
		}
	}
}

static size_t told_csi(struct keydec *d, const unsigned char *p, size_t used, struct key_event *ev)
{
	unsigned char final = p[used - 1];
	unsigned num[3];

	if (p[2] >= '<' && p[2] <= '?') /* an answer of the terminal, a mouse: nothing we asked for */
		return swallowed(ev, used);
	csi_numbers(p + 2, used - 3, num);
	unsigned mods = num[1] > 1 ? (num[1] - 1) & 7 : 0;

	if (final == 'u')
		return parse_coded(num[0], mods, ev, used);
	if (final == '~' && num[0] == 27)
		return parse_coded(num[2], mods, ev, used);
	if (final == '~' && num[0] == 200) {
		d->in_paste = true;
		return swallowed(ev, used);
	}
	if (final == '~')
		return told_fn(ev, tilde_fn(num[0]), mods, used);
	/* rxvt: ^ is Ctrl, $ Shift, @ both */
	if (final == '^' || final == '$' || final == '@')
		return told_fn(ev, tilde_fn(num[0]), (final != '$' ? MOD_CTRL : 0u) |
			       (final != '^' ? MOD_SHIFT : 0u), used);
	if (used == 3 && final >= 'a' && final <= 'd')
		return told_fn(ev, final_fn((unsigned char)(final - 32)), MOD_SHIFT, used);
	return told_fn(ev, final == 'M' ? FN_NONE : final_fn(final), mods, used);
}

/* ESC [ ... */
static size_t parse_csi(struct keydec *d, const unsigned char *p, size_t n, struct key_event *ev)
{
	if (n > 2 && p[2] == '[') { /* linux console: ESC [ [ A is F1 */
		if (n < 4)
			return 0;
		return p[3] >= 'A' && p[3] <= 'E' ? told_fn(ev, FN_F1 + (p[3] - 'A'), 0, 4) :
						    swallowed(ev, 3);
	}
	for (size_t i = 2; i < n; i++) {
		if (i == CSI_MAX || p[i] < 0x20 || p[i] >= 0x7f)
			return swallowed(ev, i);
		if (p[i] >= 0x40 || p[i] == '$')
			return told_csi(d, p, i + 1, ev);
	}
	return 0;
}

/* ESC O ..., with xterm's old modifier digit; p..y and j..o are the keypad in application mode. */
static size_t parse_ss3(const unsigned char *p, size_t n, struct key_event *ev)
{
	static const char keypad[] = "*+,-./0123456789";
	unsigned mods = 0;
	size_t i = 2;

	if (n > i && p[i] >= '2' && p[i] <= '8')
		mods = p[i++] - '1';
	if (n <= i)
		return 0;
	if (p[i] >= 'j' && p[i] <= 'y')
		return told_cp(ev, EV_CHAR, (unsigned char)keypad[p[i] - 'j'], i + 1);
	if (p[i] >= 'a' && p[i] <= 'd')
		return told_fn(ev, final_fn((unsigned char)(p[i] - 32)), MOD_CTRL, i + 1);
	if (p[i] < 0x20 || p[i] >= 0x7f)
		return swallowed(ev, i);
	return told_fn(ev, final_fn(p[i]), mods, i + 1);
}

/* A sequence of terminfo; *more when p could be the beginning of one. */
static size_t parse_bound(const struct keydec *d, const unsigned char *p, size_t n, bool *more,
			  struct key_event *ev)
{
	for (size_t i = 0; i < d->seq_count; i++) {
		const struct keydec_seq *s = &d->seqs[i];

		if (memcmp(p, s->bytes, n < s->len ? n : s->len) != 0)
			continue;
		if (n >= s->len)
			return told_fn(ev, s->fn, 0, s->len);
		*more = true;
	}
	return 0;
}

/* ESC and one more key: Alt. Digits are the second form of the function keys (design.md 8). */
static size_t parse_alt(const unsigned char *p, size_t n, struct key_event *ev)
{
	if (p[1] >= '0' && p[1] <= '9')
		return told_fn(ev, p[1] == '0' ? FN_F10 : FN_F1 + (p[1] - '1'), 0, 2);
	if (p[1] == 0x7f || p[1] == 0x08 || p[1] == '\r' || p[1] == '\n') {
		control_key(p[1], MOD_ALT, ev);
		return 2;
	}
	if (p[1] < 0x20)
		return told_fn(ev, FN_ESC, 0, 1);
	size_t used = parse_letter(p + 1, n - 1, EV_ALT, ev);

	return used ? used + 1 : 0;
}

/* p[0] is ESC. */
static size_t parse_escape(struct keydec *d, const unsigned char *p, size_t n, struct key_event *ev)
{
	bool more = false;
	size_t used = parse_bound(d, p, n, &more, ev);

	if (used || more || n == 1)
		return used;
	if (p[1] == '[')
		return parse_csi(d, p, n, ev);
	if (p[1] == 'O')
		return parse_ss3(p, n, ev);
	if (p[1] != ESC)
		return parse_alt(p, n, ev);
	/* ESC ESC [ A: Alt with a function key; two Esc otherwise */
	if (n == 2)
		return 0;
	if (p[2] != '[' && p[2] != 'O')
		return told_fn(ev, FN_ESC, 0, 1);
	used = parse_escape(d, p + 1, n - 1, ev);
	if (used && ev->kind == EV_FN)
		ev->mods |= MOD_ALT;
	return used ? used + 1 : 0;
}

/* The unfinished sequence at p will not get any longer. */
static size_t give_up(const unsigned char *p, size_t n, struct key_event *ev)
{
	if (n == 2 && p[1] == 'O')
		return told_cp(ev, EV_ALT, 'O', 2);
	if (n >= 2 && (p[1] == '[' || p[1] == 'O'))
		return swallowed(ev, n);
	return told_fn(ev, FN_ESC, 0, 1);
}

static size_t parse(struct keydec *d, const unsigned char *p, size_t n, bool waited,
		    struct key_event *ev)
{
	if (p[0] == ESC) {
		size_t used = parse_escape(d, p, n, ev);

		return used || !waited ? used : give_up(p, n, ev);
	}
	if (p[0] < 0x20 || p[0] == 0x7f) {
		control_key(p[0], 0, ev);
		return 1;
	}
	return parse_letter(p, n, EV_CHAR, ev);
}

/* Bytes of a line break at p: CR, LF, CR LF, NEL, U+2028, U+2029; 0: none. */
static size_t line_break(const char *p, size_t n)
{
	static const char *const breaks[] = { "\r\n", "\r", "\n", "\xC2\x85", "\xE2\x80\xA8",
					      "\xE2\x80\xA9" };

	for (size_t i = 0; i < COUNT(breaks); i++) {
		size_t len = strlen(breaks[i]);

		if (len <= n && memcmp(p, breaks[i], len) == 0)
			return len;
	}
	return 0;
}

/* Line breaks of every kind to \n; all else that text_check() does not allow is dropped. In place. */
static size_t sanitise(char *text, size_t len)
{
	size_t out = 0, used;

	for (size_t i = 0; i < len; i += used) {
		const unsigned char *p = (const unsigned char *)text + i;
		struct key_event ev = { .kind = EV_NONE };

		used = line_break(text + i, len - i);
		if (used) {
			text[out++] = '\n';
			continue;
		}
		used = p[0] < 0x20 ? 1 : parse_letter(p, len - i, EV_CHAR, &ev);
		if (used == 0)
			break;
		if ((ev.kind == EV_CHAR && ev.cp != 0x7f) || p[0] == '\t') {
			memmove(text + out, p, used);
			out += used;
		}
	}
	text[out] = '\0';
	return out;
}

static void finish_paste(struct keydec *d, struct key_event *ev)
{
	size_t len = sanitise(d->paste, d->paste_len);

	*ev = (struct key_event){
		.kind = EV_PASTE, .text = d->paste, .len = len, .cut = d->paste_cut,
	};
	d->in_paste = d->paste_cut = false;
	d->paste_len = 0;
}

/* Collects bytes of a paste; true when it has ended. */
static bool paste_ended(struct keydec *d, bool waited)
{
	if (!d->paste)
		d->paste = arena_alloc(&d->arena, KEY_PASTE_MAX + 1);
	while (d->head < d->tail) {
		const unsigned char *p = d->raw + d->head;
		size_t n = d->tail - d->head, whole = sizeof(paste_end) - 1;

		if (memcmp(p, paste_end, n < whole ? n : whole) == 0) {
			if (n >= whole)
				d->head += whole;
			if (n >= whole || !waited)
				return n >= whole;
		}
		if (d->paste_len < KEY_PASTE_MAX)
			d->paste[d->paste_len++] = (char)*p;
		else
			d->paste_cut = true;
		d->head++;
	}
	return waited;
}

bool keydec_next(struct keydec *d, bool waited, struct key_event *ev)
{
	for (;;) {
		if (d->in_paste) {
			if (!paste_ended(d, waited))
				return false;
			finish_paste(d, ev);
			if (ev->len > 0)
				return true;
		}
		if (d->head == d->tail)
			return false;
		size_t used = parse(d, d->raw + d->head, d->tail - d->head, waited, ev);

		if (used == 0)
			return false;
		d->head += used;
		if (ev->kind != EV_NONE)
			return true;
	}
}

int keydec_wait(const struct keydec *d, int escdelay_ms)
{
	if (d->in_paste)
		return PASTE_MS;
	if (d->head == d->tail || d->raw[d->head] != ESC)
		return -1; /* half a letter: its other bytes may take as long as they like */
	if (d->tail - d->head == 1 || escdelay_ms > SEQUENCE_MS)
		return escdelay_ms;
	return SEQUENCE_MS;
}

unsigned char *keydec_room(struct keydec *d, size_t *room)
{
	memmove(d->raw, d->raw + d->head, d->tail - d->head);
	d->tail -= d->head;
	d->head = 0;
	*room = sizeof(d->raw) - d->tail;
	return d->raw + d->tail;
}

void keydec_put(struct keydec *d, size_t n)
{
	d->tail += n;
}

void keydec_close(struct keydec *d)
{
	arena_free(&d->arena);
	d->paste = NULL;
}
