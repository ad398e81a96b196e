/* data/store/catalogue.h - topics, executors, streets: small lists kept in memory after first use. */
#ifndef DATA_STORE_CATALOGUE_H
#define DATA_STORE_CATALOGUE_H

#include "core/register.h"
#include "data/store/store.h"

struct catalogue_keys;

struct catalogue {
	struct topic *topics;
	struct service *services;
	int ntopics, nservices;
	const struct catalogue_keys *keys; /* folded names; private to catalogue*.c */
};

/* Borrowed until store_close(); loaded on first use. */
MUST_CHECK enum err_code catalogue_get(struct store *s, const struct catalogue **out, struct err *e);

/* By exact code; NULL when there is none. */
const struct topic *catalogue_topic(const struct catalogue *c, const char *code);
const struct service *catalogue_service(const struct catalogue *c, const char *code);

/* The executor that an archive means: by code, by name, or the one name that has all the words said and the
 * fewest others («Управитель/ЛКП»). NULL: none. */
const struct service *catalogue_service_named(const struct catalogue *c, const char *said);

/* The kind of an executor that is known from an archive alone. */
#define SERVICE_OF_ARCHIVE "archive"

/* Adds an inactive executor inside a write transaction. Its code, in the arena, follows from the name alone
 * (A-1a2b3c4d5e6f7a8b), so that two sites that meet one in their archives mean the same, and never the other's; one
 * that was renamed since stays as it is. Codes of eight digits, of older programs, go on for the name they were made
 * for. The catalogue is read anew: pointers into the former one stay valid, but get it again. */
MUST_CHECK enum err_code catalogue_add_archived(struct store *s, const char *name, const struct actor *who,
						struct arena *mem, const char **code, struct err *e);

/* The one that is meant: by code, name or a unique part of it (design.md 4.1). ERR_INVALID when none or
 * several fit: the sentence names them with their codes, ten at most, or what comes near. */
MUST_CHECK enum err_code catalogue_pick_service(const struct catalogue *c, const char *typed,
						const struct service **out, struct err *e);
MUST_CHECK enum err_code catalogue_pick_topic(const struct catalogue *c, const char *typed,
					      const struct topic **out, struct err *e);

/* The one named without any doubt: by its code or its whole name, or both ("02.03 Name"); NULL: none. */
const struct service *catalogue_exact_service(const struct catalogue *c, const char *typed);
const struct topic *catalogue_exact_topic(const struct catalogue *c, const char *typed);

/* By code or by words in any form, of the name, of the topic's group or those citizens say for it
 * (data/seed/words.tsv); the best first: who has all the words, then who has more of them, as they are
 * before their forms and beginnings, names before other words, then by code. Returns how many of at
 * most `max` were put into out. "" gives none. Inactive executors are left out. */
int catalogue_match_topics(const struct catalogue *c, const char *typed, const struct topic **out,
			   int max);
int catalogue_match_services(const struct catalogue *c, const char *typed,
			     const struct service **out, int max);

struct street {
	const char *type, *name;
	const char *now; /* the name of today when `name` is an old one, else "" */
};

/* Streets whose name has words beginning with those typed. In the arena. */
int catalogue_match_streets(struct store *s, const char *typed, struct arena *mem, struct street *out,
			    int max);

/* Of an address that is typed with its house: the street when it has another name today (one that was divided has
 * several), "" of `now` never. None while a street of today is called so, too. In the arena. */
int catalogue_renamed_streets(struct store *s, const char *address, struct arena *mem, struct street *out, int max);

/* Words that were typed where a topic is asked for and are an address: as they are to be typed as one (the
 * keyboard's other layout undone, in the arena), else NULL. `topics`: some topic answers to them, so that the
 * name of a street alone is not enough. */
const char *catalogue_as_address(struct store *s, const char *typed, bool topics, struct arena *mem);

#endif
