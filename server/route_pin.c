/* server/route_pin.c - POST /v1/pin-key: a site gives the key of its PINs (pult-sync(7)). */
#include <jansson.h>
#include <sodium.h>

#include "core/i18n.h"
#include "server/gate.h"
#include "server/pins.h"
#include "server/routes.h"

static bool read_key(const struct request *r, unsigned char key[PIN_KEY_BYTES])
{
	json_t *o = r->body.len ? json_loadb(r->body.p, r->body.len, 0, NULL) : NULL;
	const char *hex = json_string_value(json_object_get(o, "key"));
	size_t n = 0;
	bool good = hex && sodium_hex2bin(key, PIN_KEY_BYTES, hex, strlen(hex), NULL, &n, NULL) == 0 &&
		    n == PIN_KEY_BYTES && strlen(hex) == 2 * PIN_KEY_BYTES;

	json_decref(o);
	return good;
}

static enum handled post(struct request *r)
{
	unsigned char key[PIN_KEY_BYTES];
	char id[PIN_KEY_ID_HEX + 1];
	struct err e = { 0 };
	bool good = read_key(r, key);

	if (r->body.p)
		sodium_memzero(r->body.p, r->body.len);
	if (!good)
		return answer_error(r, 400, "request", _("The key is not 64 hexadecimal digits."));
	enum err_code rc = pins_add(r->c->pins, r->site.code, key, id, &e);

	sodium_memzero(key, sizeof(key));
	if (rc == ERR_REFUSED)
		return answer_error(r, 403, "keys", e.msg);
	if (rc)
		return answer_err(r, &e);
	r->answer.status = 200;
	r->answer.body.max = 256;
	out_printf(&r->answer.body, "{\"id\":\"%s\"}", id);
	return HANDLED;
}

/* The file of keys is written and synced: one at a time of each site. */
enum handled route_pin_key(struct request *r)
{
	if (!gate_enter(r->c->gate, r->site.id)) {
		answer_header(r, "Retry-After", "2");
		return answer_error(r, 429, "rate", _("A request of this site is being worked on already."));
	}
	enum handled h = post(r);

	gate_leave(r->c->gate, r->site.id);
	return h;
}
