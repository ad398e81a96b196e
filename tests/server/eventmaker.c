/* tests/server/eventmaker.c - a site that only writes a log: makes the next event of a file of lines
 * (pult-sync(7)) with core's hashes. By jansson, not by the server's own writer, so that the two check
 * each other.
 *
 *     eventmaker FILE SITE KIND BODY [SUBJECT [COUNT]]
 *
 * SUBJECT "" or none: the event's own. $AT: UTC ms of the event (now), $ACTOR (olena). COUNT lines are
 * written; the last one is printed. The state of the log is read from the last line of FILE. */
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/arena.h"
#include "core/event.h"

/* The last line of the file: seq, hlc and hash go on from it. */
static void read_end(const char *path, struct event *ev)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	json_t *last = NULL;

	while (f && getline(&line, &cap, f) > 1) {
		json_decref(last);
		last = json_loads(line, 0, NULL);
	}
	if (last) {
		ev->seq = json_integer_value(json_object_get(last, "seq"));
		ev->hlc = strtoll(json_string_value(json_object_get(last, "hlc")), NULL, 10);
		sodium_hex2bin(ev->hash, EVENT_HASH, json_string_value(json_object_get(last, "hash")), 64, NULL,
			       NULL, NULL);
	}
	json_decref(last);
	free(line);
	if (f)
		fclose(f);
}

static char *line_of(const struct event *ev)
{
	char body_hash[65], hash[65], hlc[24];

	sodium_bin2hex(body_hash, sizeof(body_hash), ev->body_hash, EVENT_HASH);
	sodium_bin2hex(hash, sizeof(hash), ev->hash, EVENT_HASH);
	snprintf(hlc, sizeof(hlc), "%lld", (long long)ev->hlc);
	json_t *o = json_pack("{ss sI sI ss sI ss ss ss ss ss ss}", "site", ev->site, "seq", (json_int_t)ev->seq,
			      "v", (json_int_t)ev->v, "hlc", hlc, "at", (json_int_t)ev->at, "actor", ev->actor,
			      "subject", ev->subject, "kind", ev->kind, "body", ev->body, "body_hash", body_hash,
			      "hash", hash);
	char *text = json_dumps(o, JSON_COMPACT);

	json_decref(o);
	return text;
}

static void next_event(struct event *ev, const char *subject, struct arena *mem)
{
	uint8_t prev[EVENT_HASH];

	memcpy(prev, ev->hash, EVENT_HASH);
	ev->seq++;
	ev->hlc = hlc_next(ev->hlc, ev->at);
	ev->subject = *subject ? subject : arena_printf(mem, "%s.%lld", ev->site, (long long)ev->seq);
	event_body_hash(ev->body, ev->body_hash);
	event_chain_hash(prev, ev, ev->hash);
}

int main(int argc, char **argv)
{
	struct arena mem = { 0 };
	struct timespec ts;
	const char *at = getenv("AT"), *actor = getenv("ACTOR");

	if (argc < 5 || sodium_init() < 0)
		return 2;
	clock_gettime(CLOCK_REALTIME, &ts);
	struct event ev = { .site = argv[2], .v = EVENT_VERSION, .kind = argv[3], .body = argv[4],
			    .at = at ? strtoll(at, NULL, 10) : (int64_t)ts.tv_sec * 1000,
			    .actor = actor ? actor : "olena" };
	int count = argc > 6 ? (int)strtol(argv[6], NULL, 10) : 1;

	read_end(argv[1], &ev);
	FILE *f = fopen(argv[1], "a");
	char *text = NULL;

	for (int i = 0; f && i < count; i++) {
		next_event(&ev, argc > 5 ? argv[5] : "", &mem);
		free(text);
		text = line_of(&ev);
		fprintf(f, "%s\n", text);
	}
	if (text)
		puts(text);
	free(text);
	arena_free(&mem);
	return f && fclose(f) == 0 ? 0 : 1;
}
