/* tui/marks.c - see marks.h. */
#include "tui/marks.h"

static size_t place(const struct marks *m, int64_t id)
{
	size_t i = 0;

	while (i < m->n && m->v[i].id != id)
		i++;
	return i;
}

bool marks_has(const struct marks *m, int64_t id)
{
	return place(m, id) < m->n;
}

bool marks_add(struct marks *m, int64_t id, const char *ref)
{
	if (marks_has(m, id))
		return true;
	if (m->n == MARKS_MAX)
		return false;
	m->v[m->n++] = (struct mark){ id, arena_strdup(&m->mem, ref) };
	return true;
}

void marks_remove(struct marks *m, int64_t id)
{
	size_t i = place(m, id);

	if (i == m->n)
		return;
	m->n--;
	for (; i < m->n; i++)
		m->v[i] = m->v[i + 1];
}

bool marks_toggle(struct marks *m, int64_t id, const char *ref)
{
	if (!marks_has(m, id))
		return marks_add(m, id, ref);
	marks_remove(m, id);
	return true;
}

void marks_clear(struct marks *m)
{
	arena_free(&m->mem);
	m->n = 0;
}
