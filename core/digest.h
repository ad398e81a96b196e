/* core/digest.h - one hash for each kind of thing that sites share, so that two sites, or a site and the centre, see
 * which kind differs by reading 64 digits (design.md 5). Not a proof against forgery: that is what the chain and its
 * head are for. Pure. */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include "core/conflict.h"
#include "core/consult.h"
#include "core/incident.h"
#include "core/item.h"
#include "core/template_fold.h"
#include "core/user_fold.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES + 1 };

/* Of all things of a kind, whatever their order, which differs between sites: hashes of the single ones combined by
 * exclusive or. Each has a name of its own among them, so no two can cancel each other. Zeroed at first. */
struct digest {
	uint8_t sum[DIGEST_BYTES];
};

/* Adds one. Left out is what depends on events that stay at one site (PINs, prints: pin_mac, pin_key, hlc, rev). */
void digest_appeal(struct digest *d, const struct appeal *a);
void digest_incident(struct digest *d, const struct incident *i);
void digest_consult(struct digest *d, const struct consult *c);
void digest_account(struct digest *d, const struct account *a);
void digest_template(struct digest *d, const struct template *t);
void digest_item(struct digest *d, const struct item *i);
void digest_conflict(struct digest *d, const char *subject, const struct conflict *c);

/* The hash of all that were added, in lower case. */
void digest_hex(const struct digest *d, char out[DIGEST_HEX]);

/* A kind with its hash, and one hash of all of them, which are given in the order of their names. */
struct digest_kind {
	const char *name;
	char hash[DIGEST_HEX];
};
void digest_total(const struct digest_kind *kinds, int n, char out[DIGEST_HEX]);

#endif
