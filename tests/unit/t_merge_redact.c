/* t_merge_redact - a redaction and what other sites have written without knowing of it: in whatever order they come,
 * the text is nowhere any more, all sites are the same, and what else those events did still counts. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/correct.h"
#include "data/store/redact.h"
#include "data/store/subjects.h"
#include "merge_moves.h"

static const char secret[] = "Таємниченко", secret_phone[] = "0995554433";

static void edit(struct base *b, const char *number, const char *name, const char *phone)
{
	struct correction fix = { .value = { NULL } };
	struct edited out;

	fix.value[FIX_NAME] = name;
	fix.value[FIX_PHONE] = phone;
	base_want(b, ERR_OK, appeal_edit(b->s, number, &fix, -1, &test_owner, &b->mem, &out, &b->e));
}

static void dispatch(struct base *b, const char *number, const char *note)
{
	struct command cmd;

	command_init(&cmd, ACT_DISPATCH);
	cmd.note = note;
	cmd.service = cmd.service_name = "VODA";
	cmd.service_active = true;
	base_want(b, ERR_OK, appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
}

static void redact(struct base *b, const char *number, unsigned fields)
{
	const struct redaction what = { .fields = fields, .reason = "заява", .rev = -1 };
	struct redacted_report out;

	base_want(b, ERR_OK, appeal_redact(b->s, number, &what, &test_owner, &b->mem, &out, &b->e));
}

static bool file_has(const char *path, const char *text)
{
	FILE *f = fopen(path, "rb");
	static char all[8 << 20];
	size_t n = f ? fread(all, 1, sizeof(all), f) : 0;

	if (f)
		fclose(f);
	return n && memmem(all, n, text, strlen(text)) != NULL;
}

/* In none of the files of the site. */
static void is_nowhere(struct base *b, const char *text)
{
	struct dirent *one;
	bool left = true;

	for (int i = 0; i < 100 && left; i++)
		base_want(b, ERR_OK, redaction_finish(b->s, 1000, &left, &b->e));
	assert_false(left);
	DIR *dir = opendir(b->dir);

	while ((one = readdir(dir))) {
		char path[512];

		snprintf(path, sizeof(path), "%s/%s", b->dir, one->d_name);
		if (file_has(path, text))
			fail_msg("%s: «%s» is there still", path, text);
	}
	closedir(dir);
}

/* Site 0 erases; site 1, apart, corrects and passes on. */
static const char *apart(struct city *c)
{
	struct base *a = c->sites[0], *b = c->sites[1];
	const char *number = base_register(a, "тече кран").appeal.number;

	city_settle(c);
	redact(a, number, REDACT_PERSON | REDACT_BIT(REDACT_NOTES));
	base_sql(b->path, "UPDATE chain SET hlc = (SELECT max(hlc) FROM chain) + (1 << 30)"); /* whatever the clocks say */
	edit(b, number, secret, secret_phone);
	dispatch(b, number, secret);
	return number;
}

static void all_is_well(struct city *c, const char *number)
{
	for (int i = 0; i < c->n; i++) {
		struct appeal a = appeal_at(c->sites[i], number);

		assert_string_equal(a.surname, "");
		assert_string_equal(a.phone, "");
		assert_string_equal(a.q[0].state, "dispatched");
		assert_string_equal(a.q[0].service, "VODA");
		is_nowhere(c->sites[i], secret);
		is_nowhere(c->sites[i], secret_phone);
	}
	city_verify(c);
}

static void the_redaction_comes_first(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 3);
	const char *number = apart(&c);

	city_send(&c, 0, 1000);
	city_take(&c, 2, MERGE_BATCH, 0);
	city_send(&c, 1, 1000);
	city_take(&c, 2, MERGE_BATCH, 0);
	/* emptied at once, before their author knows anything */
	is_nowhere(c.sites[2], secret);
	is_nowhere(c.sites[2], secret_phone);
	city_settle(&c);
	all_is_well(&c, number);
	city_free(&c);
}

static void the_late_events_come_first(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 3);
	const char *number = apart(&c);

	city_send(&c, 1, 1000);
	city_take(&c, 2, MERGE_BATCH, 0);
	assert_string_equal(appeal_at(c.sites[2], number).phone, "+380995554433");
	city_send(&c, 0, 1000);
	city_take(&c, 2, MERGE_BATCH, 0);
	is_nowhere(c.sites[2], secret);
	city_settle(&c);
	all_is_well(&c, number);
	city_free(&c);
}

/* What is written by somebody who knows of the redaction stays. */
static void what_comes_after_it_stays(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 3);
	const char *number = apart(&c);

	city_settle(&c);
	edit(c.sites[1], number, "Новенко", "0501112233");
	city_settle(&c);
	for (int i = 0; i < c.n; i++) {
		assert_string_equal(appeal_at(c.sites[i], number).surname, "Новенко");
		assert_string_equal(appeal_at(c.sites[i], number).phone, "+380501112233");
		is_nowhere(c.sites[i], secret);
	}
	city_verify(&c);
	city_free(&c);
}

/* --- programs of version 4 said nothing of what they knew ------------------------------------------------- */

static void older_edit(struct base *b, const char *number, const char *name)
{
	const struct appeal is = appeal_at(b, number);
	struct event ev = { .subject = is.subject, .kind = "edited", .at = is.registered };
	json_t *body = json_pack("{sis{ss}}", "q", 1, "set", "surname", name);
	bool mended;

	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	enum err_code rc = log_append(b->s, &ev, body, &test_owner, &b->mem, &b->e);

	rc = rc ? rc : subject_mend(b->s, subject_kind_of("registered"), is.subject, &mended, &b->e);
	base_want(b, ERR_OK, db_end(&b->s->db, rc, &b->e));
	json_decref(body);
}

static void everybody_has(struct city *c, const char *number, const char *name)
{
	for (int i = 0; i < c->n; i++)
		assert_string_equal(appeal_at(c->sites[i], number).surname, name);
	city_verify(c);
}

/* What stands behind a redaction in the same log was written by who knew it; and so, as far as others can tell, what
 * another site wrote later. */
static void what_an_older_program_wrote_after_it_stays(void **state)
{
	(void)state;
	for (int writer = 0; writer < 2; writer++) {
		struct city c;

		city_make(&c, 3);
		const char *number = base_register(c.sites[0], "тече кран").appeal.number;

		city_settle(&c);
		redact(c.sites[0], number, REDACT_PERSON | REDACT_BIT(REDACT_NOTES));
		city_settle(&c);
		older_edit(c.sites[writer], number, "Новенко");
		city_settle(&c);
		dispatch(c.sites[1], number, "терміново");
		dispatch(c.sites[2], number, "дуже терміново"); /* whatever comes next */
		city_settle(&c);
		everybody_has(&c, number, "Новенко");
		city_free(&c);
	}
}

/* He did not know, and says so himself when his program is a newer one. What is earlier nobody could have known. */
static void what_an_older_program_wrote_without_it_goes(void **state)
{
	(void)state;
	for (int later = 0; later < 2; later++) {
		struct city c;

		city_make(&c, 3);
		struct base *a = c.sites[0], *b = c.sites[1];
		const char *number = base_register(a, "тече кран").appeal.number;

		city_settle(&c);
		base_sql(later ? b->path : a->path, "UPDATE chain SET hlc = (SELECT max(hlc) FROM chain) + (1 << 30)");
		redact(a, number, REDACT_PERSON | REDACT_BIT(REDACT_NOTES));
		older_edit(b, number, secret);
		city_send(&c, 0, 1000);
		city_take(&c, 2, MERGE_BATCH, 0);
		city_send(&c, 1, 1000);
		city_take(&c, 2, MERGE_BATCH, 0);
		if (!later)
			is_nowhere(c.sites[2], secret);
		city_settle(&c);
		everybody_has(&c, number, "");
		for (int i = 0; i < c.n; i++)
			is_nowhere(c.sites[i], secret);
		city_free(&c);
	}
}

/* --- two at once ------------------------------------------------------------------------------------------ */

/* What one of two redactions keeps, the other may erase. */
static void of_two_redactions_nothing_is_kept(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 3);
	const char *number = base_register(c.sites[0], "тече кран").appeal.number;

	edit(c.sites[0], number, secret, secret_phone);
	city_settle(&c);
	redact(c.sites[0], number, REDACT_BIT(REDACT_NAME));
	redact(c.sites[1], number, REDACT_BIT(REDACT_PHONE));
	city_settle(&c);
	for (int i = 0; i < c.n; i++) {
		is_nowhere(c.sites[i], secret);
		is_nowhere(c.sites[i], secret_phone);
		assert_string_equal(appeal_at(c.sites[i], number).q[0].text, "тече кран");
	}
	city_verify(&c);
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_redaction_comes_first), cmocka_unit_test(the_late_events_come_first),
		cmocka_unit_test(what_comes_after_it_stays), cmocka_unit_test(of_two_redactions_nothing_is_kept),
		cmocka_unit_test(what_an_older_program_wrote_after_it_stays),
		cmocka_unit_test(what_an_older_program_wrote_without_it_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
