/* t_rebuild - data/store/rebuild: keys of older rules are made anew when a base is opened and in idle moments,
 * `pult rebuild` makes rows and search from the log, and others work meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "store_base.h"
#include "data/store/catalogue_internal.h"
#include "data/store/consults.h"
#include "data/store/find.h"
#include "data/store/incidents.h"
#include "data/store/person.h"
#include "data/store/rebuild.h"
#include "data/store/store_internal.h"
#include "data/store/templates.h"
#include "data/store/users.h"
#include "data/store/verify.h"

static const char *add(struct base *b, const char *text, const char *address)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.text = text;
	r.address = address;
	r.phone = "0671234567";
	r.surname = "Ґудзь";
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out.appeal.number;
}

static void sql(struct base *b, const char *text)
{
	base_want(b, ERR_OK, db_exec(&b->s->db, text, &b->e));
}

static int count(struct base *b, const char *text)
{
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(b->s->db.h, text, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	int n = sqlite3_column_int(st, 0);

	sqlite3_finalize(st);
	return n;
}

static int found(struct base *b, const char *words)
{
	struct find_query q = { .text = words, .login = "olena" };
	struct found_list l;

	base_want(b, ERR_OK, find_questions(b->s, &q, &test_owner, &b->mem, &l, &b->e));
	return l.n;
}

static void open_again(struct base *b)
{
	store_close(b->s);
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
}

/* As if made by another version; k keys, f words folded, r streets. */
static void say_version(struct base *b, int k, int f, int r)
{
	sql(b, arena_printf(&b->mem, "UPDATE meta SET value = '%d.%d.%d' WHERE key = 'keys'", k, f, r));
}

#define STALE "UPDATE question SET house = 'old', open = 0; UPDATE appeal SET person = 'old'"
#define STALE_ROWS "SELECT count(*) FROM question q JOIN appeal a ON a.id = q.appeal" \
	" WHERE house = 'old' OR open = 0 OR person = 'old'"

static void a_new_version_is_taken_when_opened(void **state)
{
	struct base *b = *state;

	for (int i = 0; i < 30; i++)
		add(b, "щось", "вул. Наукова, 5");
	assert_false(keys_idle(b->s)); /* nothing to do */
	sql(b, STALE);
	open_again(b);
	assert_int_equal(count(b, STALE_ROWS), 30); /* the version is the same: nobody looks */
	say_version(b, 1, 1, 1);
	open_again(b);
	assert_int_equal(count(b, STALE_ROWS), 0);
	assert_int_equal(count(b, "SELECT count(*) FROM meta WHERE key IN ('keys_to', 'keys_next')"), 0);
	assert_int_equal(found(b, "щось"), 30);
	assert_false(keys_idle(b->s));

	/* a base of the first version says nothing at all */
	sql(b, STALE "; DELETE FROM meta WHERE key = 'keys'");
	open_again(b);
	assert_int_equal(count(b, STALE_ROWS), 0);
}

static void a_renamed_street_changes_old_keys(void **state)
{
	struct base *b = *state;
	const char *same = "SELECT count(DISTINCT house) FROM question";

	add(b, "щось", "вул. Колишня, 5");
	add(b, "щось", "вул. Теперішня, 5");
	assert_int_equal(count(b, same), 2);
	sql(b, "INSERT INTO street(type, name, fold, now) VALUES('вул.', 'Колишня', 'колишня', 'Теперішня')");
	assert_false(keys_idle(b->s));
	assert_int_equal(count(b, same), 1);
}

static void slices_go_on_where_others_stopped(void **state)
{
	struct base *b = *state;
	int slices = 0;

	for (int i = 0; i < 250; i++)
		add(b, "щось", "вул. Наукова, 5");
	sql(b, STALE);
	say_version(b, 1, 1, 1);
	assert_true(keys_idle(b->s));
	assert_int_equal(count(b, STALE_ROWS), 150); /* the newest first */
	assert_int_equal(count(b, "SELECT min(id) > (SELECT max(id) FROM question WHERE open = 0)"
				  " FROM question WHERE open"), 1);
	add(b, "нове", "вул. Наукова, 7");
	for (; keys_idle(b->s); slices++)
		assert_true(slices < 5);
	assert_int_equal(count(b, STALE_ROWS), 0);
}

/* Words folded by other rules: the index is filled again, and what changes meanwhile is right. */
static void other_words_fill_the_index_again(void **state)
{
	struct base *b = *state;
	const char *first = "", *last = "";
	struct correction fix = { .value = { [FIX_TEXT] = "виправлене" } };
	struct edited done;

	for (int i = 0; i < 250; i++) {
		last = add(b, "щось", "вул. Наукова, 5");
		first = *first ? first : last;
	}
	say_version(b, 2, 0, 1);
	assert_true(keys_idle(b->s));
	assert_int_equal(found(b, "щось"), 100);
	/* the first is not in it yet, the last one is */
	base_want(b, ERR_OK, appeal_edit(b->s, first, &fix, -1, &test_owner, &b->mem, &done, &b->e));
	base_want(b, ERR_OK, appeal_edit(b->s, last, &fix, -1, &test_owner, &b->mem, &done, &b->e));
	add(b, "щось", "вул. Наукова, 7");
	sql(b, "INSERT INTO street(type, name, fold, now) VALUES('вул.', 'Зайва', 'зайва', '')"); /* keys once more */
	for (int i = 0; keys_idle(b->s); i++)
		assert_true(i < 10);
	assert_int_equal(found(b, "щось"), 249);
	assert_int_equal(found(b, "виправлене"), 2);
	assert_int_equal(found(b, "тел:4567"), 251);
	assert_int_equal(count(b, "SELECT count(*) FROM meta WHERE key = 'index_next'"), 0);
	sql(b, "INSERT INTO question_text(question_text, rank) VALUES('integrity-check', 0)");
}

static void rebuild_mends_rows_from_the_log(void **state)
{
	struct base *b = *state;
	struct rebuild_report r;
	struct verify_report v;

	for (int i = 0; i < 20; i++)
		add(b, "щось", "вул. Наукова, 5");
	sql(b, "UPDATE question SET text = 'підроблене', state = 'closed' WHERE id = (SELECT max(id) FROM question);"
	       "DELETE FROM question WHERE id = (SELECT min(id) FROM question);"
	       "DELETE FROM appeal WHERE id = (SELECT min(id) FROM appeal);"
	       "INSERT INTO question_text(question_text) VALUES('delete-all'); DELETE FROM phone_of");
	assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
	b->e = (struct err){ 0 };
	base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.appeals, 20);
	assert_int_equal(r.mended, 2);
	assert_int_equal(r.questions, 20);
	assert_int_equal(found(b, "щось"), 20);
	assert_int_equal(found(b, "підроблене"), 0);
	assert_int_equal(found(b, "тел:4567"), 20);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.mended, 0);
}

/* A row of each kind changed by a strange hand, or gone. */
static void rebuild_mends_things_of_every_kind(void **state)
{
	static const char *const harm[] = {
		"UPDATE user SET roles = 'admin', disabled = 0", "DELETE FROM user",
		"UPDATE template SET text = 'інше'", "DELETE FROM template",
		"UPDATE consultation SET topic_name = 'інше'", "DELETE FROM consultation",
		"UPDATE incident SET state = 'closed'",
		"UPDATE list_row SET row = '{}'", "DELETE FROM list_row",
		/* the lists' own tables: what an event has made, what the base began with, what a renaming is */
		"UPDATE service SET name = 'інше' WHERE name = 'Колишня служба'",
		"DELETE FROM service WHERE name = 'Колишня служба'",
		"UPDATE topic SET hint = 'інше' WHERE code = '05.01'", "DELETE FROM topic WHERE code = '05.01'",
		"UPDATE street SET active = 0 WHERE type || name = 'вул.Зелена'",
		"UPDATE street SET now = 'Зелена' WHERE id = (SELECT min(id) FROM street WHERE now <> '')",
		"INSERT INTO workday VALUES(20000, 1)", "INSERT INTO topic VALUES('99.99','','Своє','N','7d','','','',1)",
	};
	const struct topic topic = { .code = "05.01", .name = "Ліфт" };
	struct base *b = *state;
	struct user u = { .login = "olena", .name = "О", .roles = ROLE_BIT(R_OPERATOR) };
	struct consult_form f;
	struct consult c;
	struct incident_form i;
	struct incident_row row;
	struct rebuild_report r;
	struct verify_report v;
	bool again;
	const char *code;

	consult_form_init(&f);
	f.topic = &topic;
	incident_form_init(&i);
	i.title = "Немає води";
	i.addresses = "вул. Наукова, 1-20";
	i.kind = INCIDENT_ACCIDENT;
	base_want(b, ERR_OK, user_add(b->s, &u, "пароль довгий", &test_owner, &b->e));
	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, "двері", "Зачинено", &test_owner, &b->e));
	base_want(b, ERR_OK, consult_add(b->s, &f, &test_owner, &b->mem, &c, &again, &b->e));
	base_want(b, ERR_OK, incident_add(b->s, &i, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	base_want(b, ERR_OK, db_end(&b->s->db, catalogue_add_archived(b->s, "Колишня служба", &test_owner, &b->mem,
								       &code, &b->e), &b->e));
	for (size_t k = 0; k < COUNT(harm); k++) {
		sql(b, harm[k]);
		assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
		b->e = (struct err){ 0 };
		base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &r, &b->e));
		assert_int_equal(r.mended, 1);
		base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	}
	assert_int_equal(count(b, "SELECT count(*) FROM service WHERE name = 'Колишня служба'"), 1);
}

static bool stop_at_once(void *ctx, int64_t done, int64_t total)
{
	(void)ctx;
	(void)done;
	(void)total;
	return false;
}

static void a_stopped_rebuild_goes_on_in_idle_moments(void **state)
{
	static const struct actor admin = { .login = "admin", .name = "А", .service = "", .roles = ROLE_BIT(R_ADMIN) };
	static const struct actor operator = { .login = "o", .name = "О", .service = "", .roles = ROLE_BIT(R_OPERATOR) };
	struct progress p = { .step = stop_at_once };
	struct base *b = *state;
	struct rebuild_report r;
	json_t *all;

	add(b, "щось", "вул. Наукова, 5");
	base_want(b, ERR_REFUSED, store_rebuild(b->s, NULL, &operator, &r, &b->e));
	assert_int_equal(store_rebuild(b->s, &p, &admin, &r, &b->e), ERR_FAILED);
	b->e = (struct err){ 0 };
	assert_int_equal(found(b, "щось"), 0);
	/* what is given to a person about himself may lack nothing */
	base_want(b, ERR_OK, person_json(b->s, "0671234567", &test_owner, &all, &b->e));
	assert_int_equal(json_array_size(json_object_get(all, "appeals")), 1);
	json_decref(all);
	while (keys_idle(b->s))
		;
	assert_int_equal(found(b, "щось"), 1);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(a_new_version_is_taken_when_opened), T(a_renamed_street_changes_old_keys),
		T(slices_go_on_where_others_stopped), T(other_words_fill_the_index_again),
		T(rebuild_mends_rows_from_the_log), T(rebuild_mends_things_of_every_kind),
		T(a_stopped_rebuild_goes_on_in_idle_moments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
