/* data/seed/seed.h - lists built into the program, as the bytes of data/seed's .tsv files: a first line
 * that begins with "# " names the columns, then one record per line, columns by tabs. */
#ifndef DATA_SEED_SEED_H
#define DATA_SEED_SEED_H

#include <stddef.h>

struct seed {
	const char *data; /* not NUL-terminated */
	size_t len;
};

extern const struct seed seed_topics, seed_services, seed_streets, seed_street_renames, seed_names,
	seed_words, seed_demo, seed_templates, seed_texts;

/* Takes the next record off *s: its columns (each ended by NUL, in buf of `size` bytes) into cols, at
 * most max; missing ones are "". Returns how many columns there were, 0 at the end. Comment lines are
 * passed over. */
int seed_next(struct seed *s, char *buf, size_t size, const char **cols, int max);

#endif
