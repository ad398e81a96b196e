/* server/watch.h - connections that dawdle are cut off: a header must come within the server's patience (30
 * seconds), a body at 16 KiB a second or faster, an answer must be taken in two minutes. The library's own limit
 * is on silence only, and one byte now and then is not silence. */
#ifndef SERVER_WATCH_H
#define SERVER_WATCH_H

#include <microhttpd.h>
#include <stdint.h>

struct watch;

enum { WATCH_ANSWER_MS = 120000, WATCH_BYTES_PER_S = 16384 };

/* An empty list; a header may take `patience_ms`. Never NULL. */
struct watch *watch_new(int64_t patience_ms);
void watch_free(struct watch *w);

/* MHD_OPTION_NOTIFY_CONNECTION with the watch as its cls. */
void watch_connection(void *cls, struct MHD_Connection *conn, void **socket_context,
		      enum MHD_ConnectionNotificationCode code);

#define WATCH_FOREVER INT64_MAX

/* Until when (steady_ms()) the connection may go on with what it does now: header, body, answer; while it
 * sleeps (a long poll) WATCH_FOREVER. */
void watch_until(struct watch *w, struct MHD_Connection *conn, int64_t until_ms);

/* The patience, for who sets a time. */
int64_t watch_patience_ms(const struct watch *w);

/* Cuts off those that are late. */
void watch_sweep(struct watch *w);

#endif
