/* data/seed/street_book.c - see street_book.h. */
#include "data/seed/street_book.h"

#include "data/seed/seed.h"

enum { LINE = 1024, COLUMNS = 4, FIRST_ROOM = 1024 };

struct names {
	struct arena *a;
	const char **names;
	int n, room;
};

static void add(struct names *l, const char *name)
{
	if (l->n == l->room) {
		int room = l->room ? 2 * l->room : FIRST_ROOM;
		const char **names = arena_alloc(l->a, (size_t)room * sizeof(*names));

		if (l->n)
			memcpy(names, l->names, (size_t)l->n * sizeof(*names));
		l->names = names;
		l->room = room;
	}
	l->names[l->n++] = arena_strdup(l->a, name);
}

static void add_column(struct names *l, struct seed s, int column)
{
	char line[LINE];
	const char *cols[COLUMNS];

	while (seed_next(&s, line, sizeof(line), cols, COLUMNS) > column)
		add(l, cols[column]);
}

void street_book_built_in(struct street_book *b, struct arena *a)
{
	struct names l = { .a = a };

	add_column(&l, seed_streets, 1);
	add_column(&l, seed_street_renames, 0);
	add_column(&l, seed_street_renames, 1);
	street_book_make(b, a, l.names, l.n);
}
