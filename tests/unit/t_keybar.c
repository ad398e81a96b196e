/* t_keybar - tui/keybar: every label of every place for every role stands whole in 80 columns, in both
 * languages; what a role can never do is not there, what it cannot do now keeps its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tests/lib/kyiv.h"
#include "tui/canvas.h"
#include "tui/keybar.h"
#include "tui/view.h"

enum { COLS = SCREEN_MIN_COLS };

static int64_t now(const void *ctx)
{
	(void)ctx;
	return 1793000000000; /* 27.10.2026 */
}
static const struct clock_ops kyiv = { .now_ms = now, .offset_s = kyiv_offset };

static const char *const languages[] = { "uk", "en" };

static void speak(const char *language)
{
	extern int _nl_msg_cat_cntr; /* gettext looks at LANGUAGE again */

	setenv("LANGUAGE", language, 1);
	_nl_msg_cat_cntr++;
}

static struct policy policy_now(void)
{
	struct policy p;

	policy_init(&p, &kyiv);
	return p;
}

static struct actor of_roles(unsigned roles)
{
	return (struct actor){ .login = "x", .name = "x", .roles = roles, .service = "VODA" };
}

static struct appeal in_state(struct question *q, enum appeal_state s)
{
	struct appeal a;

	appeal_init(&a);
	question_init(q);
	q->k = 1;
	q->state = vocab_wire(&vocab_state, (int)s);
	q->service = "VODA";
	a.q = q;
	a.nq = 1;
	a.phone = "+380671234567";
	return a;
}

static void make(struct keybar *b, const struct actor *who, unsigned in, const struct appeal *a, int cols)
{
	struct policy pol = policy_now();
	static struct keymap keys;
	struct keybar_ask ask = { .who = who, .keys = &keys, .in = in, .a = a, .k = 1, .pol = &pol };

	keymap_init(&keys);
	keybar_make(b, &ask, cols);
}

/* Whether a verb of the table stands in the bar. */
static const struct keybar_key *found(const struct keybar *b, const struct verb *v)
{
	for (int i = 0; i < b->n; i++)
		if (b->keys[i].verb == v)
			return &b->keys[i];
	return NULL;
}

static bool in_bar(const struct verb *v, unsigned in)
{
	return (v->doors & DOOR_KEY) && v->bar && (v->in & in) && v != &verbs[V_CONFLICTS];
}

/* Nothing beyond the edge, nothing over another. */
static void check_places(const struct keybar *b, const char *where)
{
	for (int i = 0; i < b->n; i++) {
		const struct keybar_key *k = &b->keys[i];
		int end = k->label_x + text_width(_(k->verb->bar));

		if (k->y < 0 || k->y >= KEYBAR_ROWS || k->x < 0 || end > COLS ||
		    k->x + text_width(k->name) > k->label_x)
			fail_msg("%s: «%s» at %d,%d-%d", where, _(k->verb->bar), k->y, k->x, end);
		for (int j = 0; j < i; j++) {
			const struct keybar_key *o = &b->keys[j];

			if (o->y == k->y && o->x < end && k->x <= o->label_x + text_width(_(o->verb->bar)))
				fail_msg("%s: «%s» and «%s» touch", where, _(o->verb->bar), _(k->verb->bar));
		}
	}
}

static void check_bar(int role, unsigned in, const char *language)
{
	char where[96];
	struct actor who = of_roles(ROLE_BIT(role));
	struct keybar b;

	snprintf(where, sizeof(where), "%s, %s, place %u", language, vocab_wire(&vocab_role, role), in);
	make(&b, &who, in, NULL, COLS);
	if (b.more)
		fail_msg("%s: not every key has a place", where);
	check_places(&b, where);
	for (int i = 0; i < VERB_COUNT; i++) {
		bool want = in_bar(&verbs[i], in) && (verb_roles(&verbs[i]) & who.roles);

		if (want != (found(&b, &verbs[i]) != NULL))
			fail_msg("%s: «%s» %s", where, verbs[i].summary, want ? "is missing" : "can never be done");
	}
}

static void every_label_for_every_role(void **state)
{
	(void)state;
	for (size_t l = 0; l < COUNT(languages); l++) {
		speak(languages[l]);
		for (int role = 0; role < USER_ROLE_COUNT; role++)
			for (unsigned place = IN_ALL; place < 1u << 16; place <<= 1)
				check_bar(role, IN_ALL | place, languages[l]);
	}
}

/* Two keys of one place would be one key. */
static void labels_are_short_and_keys_differ(void **state)
{
	(void)state;
	for (size_t l = 0; l < COUNT(languages); l++) {
		speak(languages[l]);
		assert_string_equal(_(verbs[V_VIEW_HELP].bar), l ? "Help" : "Довідка");
		for (int i = 0; i < VERB_COUNT; i++)
			if (verbs[i].bar && text_width(_(verbs[i].bar)) > KEYBAR_LABEL_COLS)
				fail_msg("%s: «%s» is longer than %d columns", languages[l], _(verbs[i].bar),
					 KEYBAR_LABEL_COLS);
	}
	for (int i = 0; i < VERB_COUNT; i++)
		for (int j = 0; j < i; j++)
			if (verbs[i].key && verbs[j].key && strcmp(verbs[i].key, verbs[j].key) == 0 &&
			    (verbs[i].in & verbs[j].in))
				fail_msg("«%s» and «%s» share the key %s", verbs[i].summary, verbs[j].summary,
					 verbs[i].key);
}

/* An order may be taken back by whoever passed it: the operator sees the key, dim for another's order. */
static void the_state_moves_nothing(void **state)
{
	struct actor who = of_roles(ROLE_BIT(R_OPERATOR));
	struct keybar none, own, anothers;
	struct question q;
	struct appeal a = in_state(&q, ST_DISPATCHED);

	(void)state;
	speak("uk");
	make(&none, &who, IN_ALL | IN_LIST, NULL, COLS);
	make(&anothers, &who, IN_ALL | IN_LIST, &a, COLS);
	q.dispatched_by = "x";
	make(&own, &who, IN_ALL | IN_LIST, &a, COLS);
	assert_false(found(&anothers, &verbs[V_RECALL])->now);
	assert_true(found(&own, &verbs[V_RECALL])->now);
	assert_int_equal(own.n, none.n);
	for (int i = 0; i < own.n; i++) {
		assert_ptr_equal(own.keys[i].verb, none.keys[i].verb);
		assert_int_equal(own.keys[i].x, none.keys[i].x);
		assert_int_equal(own.keys[i].y, none.keys[i].y);
	}
}

/* Somebody with every role has more keys than room: what can be done now stays, and "…" tells the rest. */
static void too_many(void **state)
{
	struct actor who = of_roles(ANY_ROLE);
	struct keybar b;
	struct question q;
	struct appeal a = in_state(&q, ST_CLOSED);

	(void)state;
	q.closed_at = now(NULL);
	make(&b, &who, IN_ALL | IN_LIST, &a, 40);
	assert_true(b.more);
	assert_non_null(found(&b, &verbs[V_EDIT]));
	assert_true(b.more_x < 40);
	for (int i = 0; i < b.n; i++)
		assert_true(b.keys[i].y != b.more_y || b.keys[i].x < b.more_x);
}

static void wide_screens_have_one_row(void **state)
{
	struct actor who = of_roles(ROLE_BIT(R_OPERATOR));
	struct keybar b;

	(void)state;
	speak("uk");
	make(&b, &who, IN_ALL | IN_LIST, NULL, 132);
	assert_int_equal(b.rows, 2);
	assert_false(b.more);
}

/* Where the work of a role is, and that its bar leads there. */
static void each_role_begins_where_its_work_is(void **state)
{
	static const struct {
		unsigned roles;
		enum view_id view;
		enum verb_id key;
	} rows[] = {
		{ ROLE_BIT(R_OPERATOR), VIEW_INTAKE, V_VIEW_INTAKE },
		{ ROLE_BIT(R_CLERK), VIEW_INTAKE, V_VIEW_INTAKE },
		{ ROLE_BIT(R_CONTROLLER), VIEW_CALLBACKS, V_VIEW_CALLBACKS },
		{ ROLE_BIT(R_DISPATCHER), VIEW_BOARD, V_VIEW_BOARD },
		{ ROLE_BIT(R_EXECUTOR), VIEW_BOARD, V_VIEW_BOARD },
		{ ROLE_BIT(R_SUPERVISOR), VIEW_APPEALS, V_VIEW_APPEALS },
		{ ROLE_BIT(R_MANAGER), VIEW_APPEALS, V_VIEW_APPEALS },
		{ ROLE_BIT(R_ADMIN), VIEW_ADMIN, V_VIEW_ADMIN },
		{ ROLE_BIT(R_ADMIN) | ROLE_BIT(R_CONTROLLER), VIEW_CALLBACKS, V_VIEW_CALLBACKS },
		{ ROLE_BIT(R_SUPERVISOR) | ROLE_BIT(R_OPERATOR), VIEW_INTAKE, V_VIEW_INTAKE },
		{ 0, VIEW_ADMIN, V_VIEW_ADMIN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(view_first(rows[i].roles), rows[i].view);
		assert_true(!rows[i].roles || verb_roles(&verbs[rows[i].key]) & rows[i].roles);
	}
}

int main(void)
{
	char path[4096];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_label_for_every_role),
		cmocka_unit_test(labels_are_short_and_keys_differ),
		cmocka_unit_test(the_state_moves_nothing),
		cmocka_unit_test(too_many),
		cmocka_unit_test(each_role_begins_where_its_work_is),
		cmocka_unit_test(wide_screens_have_one_row),
	};

	setlocale(LC_ALL, "C.UTF-8");
	snprintf(path, sizeof(path), "%s/locale", getenv("B") ? getenv("B") : "build");
	bindtextdomain("pult", path);
	bind_textdomain_codeset("pult", "UTF-8");
	textdomain("pult");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
