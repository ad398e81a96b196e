/* tui/keydec.h - bytes of a terminal into key events.
 *
 * Pure: bytes in, events out, no clock (the caller says when it has waited long enough). A letter or
 * a sequence that arrives in pieces is kept until it is whole; what is not a key is swallowed, so
 * that no terminal and no pasted text can act as keys. Sequences: terminfo's of the TERM, then those
 * of xterm, linux, vt100, rxvt, putty, and the CSI-u form. */
#ifndef TUI_KEYDEC_H
#define TUI_KEYDEC_H

#include "core/arena.h"
#include "tui/key.h"

enum { KEYDEC_RAW = 4096, KEYDEC_SEQS = 48, KEYDEC_SEQ_MAX = 16 };

struct keydec_seq {
	char bytes[KEYDEC_SEQ_MAX];
	size_t len;
	enum key_fn fn;
};

/* A zeroed struct is a decoder that knows the common sequences. */
struct keydec {
	unsigned char raw[KEYDEC_RAW]; /* bytes not decoded yet: raw[head..tail) */
	size_t head, tail;
	struct keydec_seq seqs[KEYDEC_SEQS]; /* of terminfo */
	size_t seq_count;
	struct arena arena; /* holds the paste buffer */
	char *paste;        /* KEY_PASTE_MAX + 1 bytes, made by the first paste */
	size_t paste_len;
	bool in_paste, paste_cut;
};

/* Sequence `bytes` (as terminfo writes it) means fn. Ignored when empty, too long, one byte, or when
 * there is no room: the common ones still work. */
void keydec_bind(struct keydec *d, const char *bytes, enum key_fn fn);

/* Room for more bytes: where to put them and how many fit (0: take events first). Then say how many
 * were put. */
unsigned char *keydec_room(struct keydec *d, size_t *room);
void keydec_put(struct keydec *d, size_t n);

/* Takes the next event. False: none can be told from the bytes so far. `waited`: no byte came for
 * keydec_wait() ms, so an unfinished sequence is what it is (a lone Esc), an unfinished paste ends. */
bool keydec_next(struct keydec *d, bool waited, struct key_event *ev);

/* How long to wait for the rest of what is there, ms; -1: nothing unfinished. escdelay_ms is for a
 * lone Esc; the rest of a sequence is waited for at least 200 ms, of a paste 3 s. */
int keydec_wait(const struct keydec *d, int escdelay_ms);

/* Frees the paste buffer. */
void keydec_close(struct keydec *d);

#endif
