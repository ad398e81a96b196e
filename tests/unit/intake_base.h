/* tests/unit/intake_base.h - the form of F2 without a screen, for its tests: opened over a base of its own,
 * typed into, looked at. */
#ifndef TESTS_UNIT_INTAKE_BASE_H
#define TESTS_UNIT_INTAKE_BASE_H

#include "store_base.h"
#include "tui/intake.h"

static inline struct intake *form_of(struct base *b, const struct actor *who)
{
	struct intake *s = calloc(1, sizeof(*s));

	base_want(b, ERR_OK, intake_open(s, b->s, who, &b->e));
	return s;
}

static inline void close_form(struct intake *s)
{
	intake_close(s);
	free(s);
}

/* Types a whole value. */
static inline void type(struct intake *s, const char *field, const char *text)
{
	assert_true(form_set(&s->form, field, text));
	if (strcmp(field, "phone") == 0)
		intake_caller(s, false);
	else
		intake_typed(s, field);
}

static inline void want(struct intake *s, const char *field, const char *text)
{
	assert_string_equal(form_get(&s->form, field), text);
}

/* An operator of the hotline. */
static const struct actor operator = { .login = "oksana", .name = "Оксана", .service = "",
	.roles = ROLE_BIT(R_OPERATOR) };

/* What the form offers in a field; a NULL text: everything. */
static inline struct suggested suggested(struct base *b, struct intake *s, const char *field, const char *text)
{
	struct suggested out = { .n = 0 };

	s->form.pop.ops->suggest(s, &b->mem, field, text, &out);
	return out;
}

struct person {
	const char *phone, *surname, *given, *address, *residence, *email;
};

static inline void add_appeal(struct base *b, const struct person *p)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.text = "щось";
	r.phone = p->phone;
	r.surname = p->surname;
	r.given = p->given;
	r.address = p->address;
	r.residence = p->residence;
	r.email = p->email;
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
}

#endif
