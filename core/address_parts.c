/* core/address_parts.c - what stands around the street of an address: settlement, house, corpus, letter, flat.
 * See address_read.h. */
#include <string.h>

#include "core/address_read.h"
#include "core/text.h"
#include "core/text_cyr.h"

static bool is_initial(const struct addr_token *t)
{
	return t->letters == 1 || !strcmp(t->folded, "дж");
}

char *addr_name_text(struct reader *r, size_t start, size_t end)
{
	const struct addr_token *last = &r->t[end - 1];
	const char *s = r->t[start].s, *stop = last->s + last->len;
	char *out = arena_alloc(r->a, 2 * (size_t)(stop - s) + sizeof("».")), *p = out;

	if (last->dot && is_initial(last))
		stop++;
	for (; s < stop; s++) {
		*p++ = *s;
		if (*s == '.' && s + 1 < stop && s[1] != ' ')
			*p++ = ' ';
	}
	*p = '\0';
	if (strstr(out, "«") && !strncmp(stop, "»", strlen("»")))
		memcpy(p, "»", sizeof("»"));
	return out;
}
/* --- settlements ------------------------------------------------------------------------- */

size_t addr_settlement_words(const struct reader *r, size_t at)
{
	size_t words = addr_settlement_at(r->a, &r->t[at]), plain = 0;

	if (words > 0)
		return words;
	while (is_plain(&r->t[at + plain]))
		plain++;
	const struct addr_token *behind = &r->t[at + plain];

	return plain <= SETTLEMENT_WORDS && (is_part_end(behind) || is_type(behind)) ? plain
										     : plain > 0;
}

void addr_set_settlement(struct reader *r, const char *name)
{
	if (r->has_settlement)
		return;
	r->has_settlement = true;
	if (!addr_is_own_city(text_fold(r->a, name)))
		r->out->settlement = name;
}

/* Reads the settlement at i, if there is one; returns where the text goes on. */
static size_t read_settlement(struct reader *r, size_t i)
{
	bool labelled = is(&r->t[i], ROLE_SETTLEMENT);
	size_t at = i + labelled;
	size_t words = labelled ? addr_settlement_words(r, at) : addr_settlement_at(r->a, &r->t[at]);

	if (words == 0)
		return at;
	r->doubtful = labelled && (r->t[i].word->flags & WORD_SHORT) && r->t[at].lower &&
		      !addr_settlement_at(r->a, &r->t[at]);
	addr_set_settlement(r, addr_name_text(r, at, at + words));
	return at + words;
}

size_t addr_next_part(const struct reader *r, size_t i)
{
	while (!is_part_end(&r->t[i]))
		i++;
	return i < r->n ? i + 1 : i;
}

/* --- house, corpus, letter, flat --------------------------------------------------------- */

bool addr_is_letter_of_house(const struct addr_token *t)
{
	uint32_t last = 0;

	if (t->kind != TOKEN_WORD || t->letters != 1 || t->dot || !strcmp(t->folded, "й") ||
	    is_part(t))
		return false;
	for (const char *s = t[-1].house; *s;)
		s += text_next(s, &last);
	return text_kind(last) == KIND_DIGIT &&
	       (is_part_end(t + 1) || is_part(t + 1) || t[1].kind == TOKEN_SLASH);
}

/* The number at i as a house: its letter and a second number may stand apart (226 а, 4 / 6). */
static size_t read_house(struct reader *r, size_t i, const char **house)
{
	const struct addr_token *t = &r->t[i++];
	const char *text = t->house;

	if (t->kind == TOKEN_NUMBER && addr_is_letter_of_house(t + 1)) {
		text = arena_printf(r->a, "%s%s", text, addr_capital(r->a, t[1].s, t[1].len));
		i++;
	}
	if ((r->t[i].kind == TOKEN_SLASH || r->t[i].kind == TOKEN_DASH) &&
	    r->t[i + 1].kind == TOKEN_NUMBER) {
		text = arena_printf(r->a, r->t[i].kind == TOKEN_SLASH ? "%s/%s" : "%s-%s", text,
				    r->t[i + 1].house);
		i += 2;
	}
	if (!**house)
		*house = text;
	return i;
}

/* Where the value of a label is kept. */
static const char **slot(struct reader *r, enum addr_role role)
{
	if (role == ROLE_HOUSE)
		return &r->out->house;
	if (role == ROLE_CORPUS)
		return &r->out->corpus;
	if (role == ROLE_LETTER)
		return &r->out->letter;
	return role == ROLE_FLAT ? &r->out->flat : &r->ignored;
}

bool addr_has_value(const struct addr_token *t)
{
	const struct addr_token *value = t + 1;
	bool lettered = is(t, ROLE_CORPUS) || is(t, ROLE_LETTER);

	return is_number(value) ||
	       (lettered && value->kind == TOKEN_WORD && value->letters <= 2 && !is_part(value));
}

/* «буд. 5», «корп. Б», «кв 15», «під'їзд 2»: the label at i and what belongs to it. */
static size_t read_labelled(struct reader *r, size_t i)
{
	const char **keep = slot(r, role_of(&r->t[i]));
	const struct addr_token *value = &r->t[i + 1];

	if (r->t[i].word->flags & WORD_TO_COMMA)
		return addr_next_part(r, i);
	if (!addr_has_value(&r->t[i]))
		return i + 1;
	if (is_number(value))
		return read_house(r, i + 1, keep);
	if (!**keep)
		*keep = addr_capital(r->a, value->s, value->len);
	return i + 2;
}

/* A number without a label: the house, or «15 кв», «2 під'їзд», or the flat after it (226, 15). */
static size_t read_bare(struct reader *r, size_t i)
{
	const struct addr_token *t = &r->t[i];
	bool own_part = begins_part(r, i);

	if (!*t->house)
		return i + 1;
	if (is_part(t + 1) && !addr_has_value(t + 1) &&
	    (own_part || *r->out->house || !is(t + 1, ROLE_SKIP))) {
		const char **keep = slot(r, role_of(t + 1));

		if (!**keep)
			*keep = t->house;
		return i + 2;
	}
	if (!*r->out->house)
		return read_house(r, i, &r->out->house);
	if (own_part && is_part_end(t + 1) && !*r->out->flat)
		r->out->flat = t->house;
	return i + 1;
}

void addr_read_parts(struct reader *r, size_t i, size_t end, bool bare)
{
	bool comment = false;

	while (i < end) {
		const struct addr_token *t = &r->t[i];
		bool first = begins_part(r, i);

		if (bare && is(t, ROLE_NEAR))
			return;
		r->near = r->near || is(t, ROLE_NEAR);
		comment = comment && !is_part_end(t);
		if (is_part(t)) {
			i = read_labelled(r, i);
		} else if (is_number(t) && bare && !comment) {
			i = read_bare(r, i);
		} else if (is(t, ROLE_SETTLEMENT) || (first && addr_settlement_at(r->a, t))) {
			i = read_settlement(r, i);
		} else {
			comment = comment || t->kind == TOKEN_WORD;
			i++;
		}
	}
}
