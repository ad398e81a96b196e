/* data/seed/seed.c - see seed.h. The files are taken into the program by the assembler. */
#include "data/seed/seed.h"

#include <string.h>

/* .quad makes the length a constant the linker knows. */
#define EMBED(sym, file)                                                               \
	__asm__(".pushsection .data.rel.ro, \"aw\"\n.balign 8\n.globl " #sym "\n" #sym   \
		":\n.quad 1f\n.quad 2f - 1f\n.popsection\n.pushsection .rodata\n1:\n"      \
		".incbin \"" file "\"\n2:\n.byte 0\n.popsection\n")

EMBED(seed_topics, "data/seed/topics.tsv");
EMBED(seed_services, "data/seed/services.tsv");
EMBED(seed_streets, "data/seed/streets.tsv");
EMBED(seed_street_renames, "data/seed/street_renames.tsv");
EMBED(seed_names, "data/seed/names.tsv");
EMBED(seed_words, "data/seed/words.tsv");
EMBED(seed_templates, "data/seed/templates.tsv");
EMBED(seed_texts, "data/seed/texts.tsv");
EMBED(seed_demo, "data/seed/demo.tsv");

static int split(char *line, const char **cols, int max)
{
	int n = 0;

	for (int i = 0; i < max; i++)
		cols[i] = "";
	while (line && n < max) {
		char *tab = strchr(line, '\t');

		if (tab)
			*tab = '\0';
		cols[n++] = line;
		line = tab ? tab + 1 : NULL;
	}
	return n;
}

int seed_next(struct seed *s, char *buf, size_t size, const char **cols, int max)
{
	while (s->len) {
		const char *end = memchr(s->data, '\n', s->len);
		size_t n = end ? (size_t)(end - s->data) : s->len;
		const char *line = s->data;

		s->data += n + (end != NULL);
		s->len -= n + (end != NULL);
		if (n == 0 || n >= size || line[0] == '#')
			continue;
		memcpy(buf, line, n);
		buf[n] = '\0';
		return split(buf, cols, max);
	}
	return 0;
}
