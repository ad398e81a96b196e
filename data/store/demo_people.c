/* data/store/demo_people.c - people of the made-up city, their homes and telephones. Nobody of them
 * exists: names are put together by chance, numbers are of blocks full of zeros (067 000, 050 000,
 * 063 000, 032 200) that no operator gives out. See demo_internal.h. */
#include "data/store/demo_internal.h"

#include "core/text.h"
#include "data/seed/seed.h"

enum {
	PHONES_OF_BLOCK = 10000,
	PHONE_STEP = 7919, /* a prime: numbers of a block come in a wild order, each once */
	LETTER_BYTES = 2   /* of a Cyrillic letter in UTF-8 */
};

/* Nine digits begin with them; how often, of a thousand. */
static const struct {
	const char *block;
	int per_mille;
} blocks[] = { { "67000", 400 }, { "50000", 250 }, { "63000", 200 }, { "32200", 150 } };

/* How people say a number: digits are put for #. The city's own numbers also without the code. */
static const char *const phone_forms[] = {
	"0## ### ## ##", "0## ### ## ##", "0## ### ## ##", "0#########", "0#########", "+380#########",
	"(0##) ###-##-##", "8-0##-###-##-##", "38 0## ### ## ##",
};
static const char city_form[] = "###-##-##";

/* --- names and streets ----------------------------------------------------------------------- */

/* The same surname of a man and of a woman: their beginnings agree but for an ending of a letter or two. */
static bool is_pair(const char *man, const char *woman)
{
	size_t stem = strlen(man) - (size_t)2 * LETTER_BYTES;

	return strncmp(man, woman, stem) == 0 && strlen(woman) <= strlen(man) + LETTER_BYTES;
}

struct name_row {
	const char *kind, *sex, *name;
};

static int read_names(struct name_row **out, struct arena *mem)
{
	char buf[256];
	const char *cols[3];
	struct seed s = seed_names;
	int max = 0, n = 0;

	while (seed_next(&s, buf, sizeof(buf), cols, 1))
		max++;
	*out = arena_alloc(mem, (size_t)max * sizeof(**out));
	s = seed_names;
	while (n < max && seed_next(&s, buf, sizeof(buf), cols, 3))
		(*out)[n++] = (struct name_row){ arena_strdup(mem, cols[0]), arena_strdup(mem, cols[1]),
						 arena_strdup(mem, cols[2]) };
	return n;
}

static const char *woman_of(const struct name_row *names, int n, const char *man)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i].kind, "last") == 0 && strcmp(names[i].sex, "female") == 0 &&
		    is_pair(man, names[i].name))
			return names[i].name;
	return NULL;
}

static void add_surname(struct demo_people *p, const char *man, const char *woman)
{
	if (woman)
		p->surnames[p->nsurnames++] = (struct demo_row){ .key = man, .text = woman };
}

static void read_surnames(struct demo_people *p)
{
	struct name_row *names;
	int n = read_names(&names, p->mem);

	p->surnames = arena_alloc(p->mem, (size_t)(n + p->book->n) * sizeof(*p->surnames));
	for (int i = 0; i < p->book->n; i++)
		if (strcmp(p->book->rows[i].what, "surname") == 0)
			add_surname(p, p->book->rows[i].key, p->book->rows[i].text);
	for (int i = 0; i < n; i++) {
		if (strcmp(names[i].kind, "last") != 0 || strcmp(names[i].sex, "female") == 0)
			continue;
		bool man = strcmp(names[i].sex, "male") == 0;

		add_surname(p, names[i].name, man ? woman_of(names, n, names[i].name) : names[i].name);
	}
}

/* Streets of the register beside those that everybody knows: short ones, of small houses. */
static void read_streets(struct demo_people *p)
{
	char buf[256];
	const char *cols[2];
	struct seed s = seed_streets;
	int max = 0;

	while (seed_next(&s, buf, sizeof(buf), cols, 1))
		max++;
	p->streets = arena_alloc(p->mem, (size_t)max * sizeof(*p->streets));
	s = seed_streets;
	while (p->nstreets < max && seed_next(&s, buf, sizeof(buf), cols, 2))
		p->streets[p->nstreets++] = (struct demo_row){ .key = arena_strdup(p->mem, cols[0]),
			.text = arena_strdup(p->mem, cols[1]), .more = "60", .last = "36" };
}

void demo_people_init(struct demo_people *p, const struct demo_book *b, int max, struct arena *mem)
{
	*p = (struct demo_people){ .book = b, .dice = b->dice, .mem = mem, .max = max,
		.all = arena_alloc(mem, (size_t)max * sizeof(*p->all)) };
	read_surnames(p);
	read_streets(p);
}

/* --- families -------------------------------------------------------------------------------- */

static void give_home(const struct demo_people *p, struct demo_home *h)
{
	const struct demo_row *street = demo_any(p->book, "street", NULL);

	if (dice_chance(p->dice, 200))
		street = &p->streets[dice_between(p->dice, 0, p->nstreets - 1)];
	h->street = street;
	h->house = dice_between(p->dice, 1, (int)strtol(street->more, NULL, 10));
	h->flat = dice_between(p->dice, 1, (int)strtol(street->last, NULL, 10));
	h->letter = dice_chance(p->dice, 120) ? demo_any(p->book, "letter", NULL)->text : "";
}

static const char *give_phone(struct demo_people *p)
{
	int roll = dice_between(p->dice, 1, 1000);
	size_t i = 0;

	while (i + 1 < COUNT(blocks) && roll > blocks[i].per_mille)
		roll -= blocks[i++].per_mille;
	return arena_printf(p->mem, "%s%04d", blocks[i].block,
			    (int)((int64_t)p->families * PHONE_STEP % PHONES_OF_BLOCK));
}

/* `like` NULL: somewhere; else in that house. */
static struct demo_family *new_family(struct demo_people *p, const struct demo_family *like)
{
	struct demo_family *f = arena_alloc(p->mem, sizeof(*f));
	const struct demo_row *name = dice_chance(p->dice, 600)
		? demo_any(p->book, "surname", NULL)
		: &p->surnames[dice_between(p->dice, 0, p->nsurnames - 1)];

	f->surname_m = name->key;
	f->surname_f = name->text;
	f->phone = give_phone(p);
	p->families++;
	if (like) {
		f->home = like->home;
		f->home.flat = dice_between(p->dice, 1, (int)strtol(f->home.street->last, NULL, 10));
	} else {
		give_home(p, &f->home);
	}
	return f;
}

/* In a domain that RFC 2606 keeps for examples. */
static const char *give_email(struct demo_people *p, const struct demo_person *who)
{
	char *s = arena_printf(p->mem, "%s.%s@example.com", text_latin(p->mem, who->given),
			       text_latin(p->mem, demo_surname(who)));

	for (char *c = s; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	return s;
}

static struct demo_person *new_person(struct demo_people *p, const struct demo_family *f)
{
	struct demo_person *who = arena_alloc(p->mem, sizeof(*who));

	who->family = f;
	who->woman = dice_chance(p->dice, 600);
	who->given = demo_any(p->book, "given", who->woman ? "f" : "m")->text;
	const struct demo_row *father = demo_any(p->book, "given", "m");

	who->patronymic = who->woman ? father->last : father->more;
	who->email = dice_chance(p->dice, 300) ? give_email(p, who) : "";
	who->category = dice_chance(p->dice, 60) ? demo_any(p->book, "category", NULL)->text : "";
	if (p->n < p->max)
		p->all[p->n++] = who;
	return who;
}

struct demo_person *demo_caller(struct demo_people *p)
{
	enum { AGAIN = 150, FAMILY = 60, NEIGHBOUR = 250 };
	int roll = dice_between(p->dice, 1, 1000);
	struct demo_person *earlier = p->n ? p->all[dice_between(p->dice, 0, p->n - 1)] : NULL;

	if (!earlier)
		return new_person(p, new_family(p, NULL));
	if (roll <= AGAIN)
		return earlier;
	if (roll <= AGAIN + FAMILY)
		return new_person(p, earlier->family);
	if (roll <= AGAIN + FAMILY + NEIGHBOUR)
		return demo_neighbour(p, earlier);
	return new_person(p, new_family(p, NULL));
}

struct demo_person *demo_neighbour(struct demo_people *p, const struct demo_person *of)
{
	return new_person(p, new_family(p, of->family));
}

/* --- as they say it -------------------------------------------------------------------------- */

const char *demo_surname(const struct demo_person *who)
{
	return who->woman ? who->family->surname_f : who->family->surname_m;
}

const char *demo_phone(const struct demo_people *p, const struct demo_person *who, struct arena *mem)
{
	const char *digits = who->family->phone;
	const char *form = phone_forms[dice_between(p->dice, 0, (int)COUNT(phone_forms) - 1)];

	if (strncmp(digits, "32", 2) == 0 && dice_chance(p->dice, 500)) {
		form = city_form;
		digits += 2;
	}
	char *out = arena_strdup(mem, form);

	for (char *c = out; *c; c++)
		if (*c == '#')
			*c = *digits++;
	return out;
}

/* Puts the parts of a home for the capitals T, S, H, F of a form. */
static const char *fill_form(const char *form, const struct demo_home *h, struct arena *mem)
{
	const char *house = arena_printf(mem, "%d%s", h->house, h->letter), *out = "";
	const char *flat = arena_printf(mem, "%d", h->flat);

	for (; *form; form++) {
		const char one[] = { *form, '\0' };
		const char *part = *form == 'T' ? h->street->key : *form == 'S' ? h->street->text
				 : *form == 'H' ? house : *form == 'F' ? flat : one;

		out = arena_printf(mem, "%s%s", out, part);
	}
	return out;
}

const char *demo_address(const struct demo_people *p, const struct demo_person *who, char where,
			 struct arena *mem)
{
	const char key[] = { where, '\0' };
	const struct demo_row *form = demo_any(p->book, "address", key);
	struct demo_home elsewhere;

	if (!form)
		return "";
	if (where == 's') {
		give_home(p, &elsewhere);
		return fill_form(form->text, &elsewhere, mem);
	}
	return where == 'p' ? form->text : fill_form(form->text, &who->family->home, mem);
}
