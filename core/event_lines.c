/* core/event_lines.c - see event_lines.h. */
#include "core/event_lines.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "core/i18n.h"
#include "core/json_read.h"

static bool read_hash(const json_t *o, const char *name, uint8_t out[EVENT_HASH])
{
	const char *hex = json_string_value(json_object_get(o, name));
	size_t n = 0;

	return hex && strlen(hex) == 2 * EVENT_HASH && strspn(hex, "0123456789abcdef") == 2 * EVENT_HASH &&
	       sodium_hex2bin(out, EVENT_HASH, hex, 2 * EVENT_HASH, NULL, &n, NULL) == 0 && n == EVENT_HASH;
}

static bool read_int(const json_t *o, const char *name, int64_t *out)
{
	const json_t *v = json_object_get(o, name);

	*out = json_integer_value(v);
	return json_is_integer(v) && *out >= 0;
}

/* hlc is text: it is above 2^53. */
static bool read_digits(const json_t *o, const char *name, int64_t *out)
{
	const char *s = json_string_value(json_object_get(o, name));
	size_t n = s ? strlen(s) : 0;

	if (n < 1 || n > 18 || strspn(s, "0123456789") != n)
		return false;
	*out = strtoll(s, NULL, 10);
	return true;
}

static bool read_text(const json_t *o, const char *name, struct arena *mem, const char **out)
{
	*out = arena_strdup(mem, json_string_value(json_object_get(o, name)));
	return *out != NULL;
}

static bool read_event(const json_t *o, struct arena *mem, struct event *ev)
{
	return json_is_object(o) && read_text(o, "site", mem, &ev->site) && read_int(o, "seq", &ev->seq) &&
	       read_int(o, "v", &ev->v) && read_digits(o, "hlc", &ev->hlc) && read_int(o, "at", &ev->at) &&
	       read_text(o, "actor", mem, &ev->actor) && read_text(o, "subject", mem, &ev->subject) &&
	       read_text(o, "kind", mem, &ev->kind) && read_text(o, "body", mem, &ev->body) &&
	       read_hash(o, "body_hash", ev->body_hash) && read_hash(o, "hash", ev->hash);
}

static enum err_code read_line(const char *line, size_t len, int number, struct arena *mem, struct event *ev,
			       struct err *e)
{
	json_t *o = json_read(line, len, JSON_REJECT_DUPLICATES);
	bool good = read_event(o, mem, ev);

	json_decref(o);
	if (good)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("Line %d is not an event of pult-sync(7); nothing was stored."), number);
}

enum err_code event_lines_read(const char *text, size_t len, struct arena *mem, struct event **out, int *n,
			       struct err *e)
{
	const char *end = text + len;

	*n = 0;
	*out = arena_alloc(mem, sizeof(**out) * EVENT_LINES_MAX);
	for (int number = 1; text < end; number++) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((lf ? lf : end) - text);

		if (line && text[line - 1] == '\r')
			line--;
		if (line && *n == EVENT_LINES_MAX)
			return err_set(e, ERR_REFUSED, "%s", _("The request is too big; nothing was stored. Send less at once."));
		if (line && read_line(text, line, number, mem, &(*out)[(*n)++], e))
			return e->code;
		text = lf ? lf + 1 : end;
	}
	return ERR_OK;
}

static bool is_word(const char *s, size_t max)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			return false;
	return n <= max;
}

const char *event_too_long(const struct event *ev)
{
	if (!is_word(ev->actor, EVENT_ACTOR_MAX))
		return "actor";
	if (!*ev->subject || !is_word(ev->subject, EVENT_WORD_MAX))
		return "subject";
	if (!*ev->kind || !is_word(ev->kind, EVENT_WORD_MAX))
		return "kind";
	return strlen(ev->body) > EVENT_BODY_MAX ? "body" : NULL;
}

static void write_member(struct out *o, const char *name, const char *value)
{
	out_printf(o, ",\"%s\":", name);
	out_json(o, value);
}

static void write_hash(struct out *o, const char *name, const uint8_t hash[EVENT_HASH])
{
	out_printf(o, ",\"%s\":\"", name);
	out_hex(o, hash, EVENT_HASH);
	out_text(o, "\"");
}

bool event_line_write(struct out *o, const struct event *ev, int64_t pos)
{
	out_text(o, "{\"site\":");
	out_json(o, ev->site);
	out_printf(o, ",\"seq\":%lld,\"v\":%lld,\"hlc\":\"%lld\",\"at\":%lld", (long long)ev->seq,
		   (long long)ev->v, (long long)ev->hlc, (long long)ev->at);
	write_member(o, "actor", ev->actor);
	write_member(o, "subject", ev->subject);
	write_member(o, "kind", ev->kind);
	write_member(o, "body", ev->body);
	write_hash(o, "body_hash", ev->body_hash);
	write_hash(o, "hash", ev->hash);
	if (pos)
		out_printf(o, ",\"pos\":\"%lld\"", (long long)pos);
	return out_text(o, "}\n");
}
