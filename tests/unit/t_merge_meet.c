/* t_merge_meet - two sites that do the same thing while they are apart: one executor of their archives, one conflict
 * settled, one question more. What each meant stays, and all come to the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/conflicts.h"
#include "merge_base.h"

static const char *archived(struct base *b, const char *name)
{
	const char *code;

	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	enum err_code rc = catalogue_add_archived(b->s, name, &test_owner, &b->mem, &code, &b->e);

	base_want(b, ERR_OK, db_end(&b->s->db, rc, &b->e));
	return code;
}

/* Executors that only an archive knows: two are never one, one is never two. */
static void archived_executors_do_not_meet(void **state)
{
	struct city c;
	const struct catalogue *cat;

	(void)state;
	city_make(&c, 2);
	const char *bridges = archived(c.sites[0], "Мостовий трест"), *trees = archived(c.sites[1], "Зелений цех");

	assert_string_equal(archived(c.sites[0], "Лампа"), archived(c.sites[1], "ЛАМПА"));
	city_settle(&c);
	for (int i = 0; i < 2; i++) {
		base_want(c.sites[i], ERR_OK, catalogue_get(c.sites[i]->s, &cat, &c.sites[i]->e));
		assert_string_equal(catalogue_service(cat, bridges)->name, "Мостовий трест");
		assert_string_equal(catalogue_service(cat, trees)->name, "Зелений цех");
	}
	city_verify(&c);
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(archived_executors_do_not_meet) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
