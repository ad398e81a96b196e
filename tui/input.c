/* tui/input.c - see input.h. */
#include "tui/input.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

/* Bytes taken between two drawings of the screen, so that a flood of input cannot freeze it. */
enum { FLOOD = 2 * KEY_PASTE_MAX };

static int64_t mono_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void input_open(struct input *in, int fd, int escdelay_ms)
{
	*in = (struct input){ .fd = fd, .escdelay_ms = escdelay_ms };
}

/* False when nothing came; a hang-up is news, once. */
static bool read_some(struct input *in)
{
	struct pollfd p = { .fd = in->fd, .events = POLLIN };
	size_t room;
	unsigned char *to = keydec_room(&in->dec, &room);

	if (in->gone || room == 0 || poll(&p, 1, 0) <= 0)
		return false;
	ssize_t n = read(in->fd, to, room);

	if (n > 0) {
		keydec_put(&in->dec, (size_t)n);
		in->budget -= n;
		in->last_ms = mono_ms();
		return true;
	}
	in->gone = n == 0 || (errno != EINTR && errno != EAGAIN);
	return in->gone;
}

void input_fill(struct input *in)
{
	in->budget = FLOOD;
	read_some(in);
}

bool input_next(struct input *in, struct key_event *ev)
{
	if (in->resized) {
		in->resized = false;
		*ev = (struct key_event){ .kind = EV_RESIZE };
		return true;
	}
	do {
		int wait = keydec_wait(&in->dec, in->escdelay_ms);
		bool late = wait >= 0 && mono_ms() - in->last_ms >= wait;

		/* the loop may have been busy while the rest arrived: look before giving up on it */
		bool waited = late && !read_some(in);

		if (keydec_next(&in->dec, waited || in->gone, ev))
			return true;
	} while (in->budget > 0 && read_some(in));
	if (!in->gone || in->told_gone)
		return false;
	in->told_gone = true;
	*ev = (struct key_event){ .kind = EV_EOF };
	return true;
}

int input_timeout(const struct input *in)
{
	int wait = keydec_wait(&in->dec, in->escdelay_ms);

	if (wait < 0)
		return -1;
	int64_t left = in->last_ms + wait - mono_ms();

	return left > 0 ? (int)left : 0;
}

void input_post_resize(struct input *in)
{
	in->resized = true;
}

void input_close(struct input *in)
{
	keydec_close(&in->dec);
}
