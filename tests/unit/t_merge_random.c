/* t_merge_random - random histories at two to five sites, made through the calls that people's commands make; events go
 * to and fro late, in pieces and twice; clocks are wrong by up to an hour, and are set. In the end all bases are the
 * same, every illegal move is a conflict everywhere, and every other event counts. A failure names its seed: put it
 * first in `seeds` to look at it. Some sites write as an older program did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/conflict.h"
#include "core/correct.h"
#include "data/store/conflicts.h"
#include "data/store/conflicts_internal.h"
#include "data/store/consults.h"
#include "data/store/incidents.h"
#include "data/store/lists_internal.h"
#include "data/store/redact.h"
#include "data/store/templates.h"
#include "merge_base.h"
#include "tests/lib/random.h"

/* Few things, so that sites meet over them. */
enum { STEPS = 300, NUMBERS_MAX = 6, TRIES = 6, NUMBER_BYTES = 32 };

struct play {
	struct city c;
	uint64_t random;
	char appeals[NUMBERS_MAX][NUMBER_BYTES], incidents[NUMBERS_MAX][NUMBER_BYTES];
	int nappeals, nincidents;
	int64_t skew[SITES_MAX]; /* ms: each host's clock is wrong by something, and is put right or wrong at times */
	struct clock_ops clocks[SITES_MAX];
	bool older[SITES_MAX];   /* events do not say which redactions their author knew (core/redact.h) */
	bool empties;            /* the centre hands out emptied bodies, as pult-central does */
};

static unsigned pick(struct play *p, unsigned n) { return random_below(&p->random, n); }

static const struct clock_ops *real;

static int64_t wrong_now(const void *ctx)
{
	const int64_t *skew = ctx;

	return real->now_ms(real->ctx) + *skew;
}

static int32_t same_zone(const void *ctx, int64_t ms)
{
	(void)ctx;
	return real->offset_s(real->ctx, ms);
}

/* --- what people do; a refusal is an answer too ----------------------------------------------------------- */

static const char *some_appeal(struct play *p)
{
	return p->nappeals ? p->appeals[pick(p, (unsigned)p->nappeals)] : "HL-1-26";
}

static const char *some_incident(struct play *p)
{
	return p->nincidents ? p->incidents[pick(p, (unsigned)p->nincidents)] : "HL-ZKH1-26";
}

static enum err_code do_register(struct play *p, struct base *b, struct err *e)
{
	static const char *const words[] = { "тече кран", "немає світла", "яма на дорозі" };
	struct registration r;
	struct registration_fault where;
	struct registered out;

	if (p->nappeals == NUMBERS_MAX)
		return ERR_REFUSED;
	registration_init(&r);
	r.text = words[pick(p, COUNT(words))];
	r.address = "вул. Наукова, 5";
	r.phone = "0671234567";
	r.surname = "Ґудзь";
	r.law = pick(p, 4) == 0;
	enum err_code rc = appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, e);

	if (!rc)
		snprintf(p->appeals[p->nappeals++], NUMBER_BYTES, "%s", out.appeal.number);
	return rc;
}

static enum err_code try_move(struct play *p, struct base *b, struct err *e)
{
	struct command cmd;

	command_init(&cmd, (enum act)pick(p, ACT_COUNT));
	cmd.k = pick(p, 6) == 0 ? 2 : 1;
	cmd.note = "бо так";
	cmd.service = pick(p, 2) ? "VODA" : "GAZ";
	cmd.service_name = cmd.service;
	cmd.service_active = true;
	cmd.result = RESULT_DONE;
	cmd.outcome = OUTCOME_NO;
	cmd.via = VIA_CALL;
	cmd.body = "ОДА";
	cmd.reason = REASON_REPEATED;
	cmd.until = b->s->clock->now_ms(b->s->clock->ctx) + 40LL * 86400000;
	return appeal_move(b->s, some_appeal(p), &cmd, -1, &test_owner, &b->mem, NULL, e);
}

static enum err_code do_move(struct play *p, struct base *b, struct err *e)
{
	enum err_code rc = ERR_REFUSED;

	for (int i = 0; i < TRIES && (rc == ERR_REFUSED || rc == ERR_NOT_FOUND); i++) {
		*e = (struct err){ 0 };
		rc = try_move(p, b, e);
	}
	return rc;
}

static enum err_code do_edit(struct play *p, struct base *b, struct err *e)
{
	struct correction fix = { .value = { NULL } };
	struct edited out;

	fix.value[FIX_TEXT] = pick(p, 2) ? arena_printf(&b->mem, "текст %u", pick(p, 1000)) : NULL;
	fix.value[FIX_NAME] = pick(p, 2) ? arena_printf(&b->mem, "Ім%u", pick(p, 1000)) : NULL;
	fix.value[FIX_PHONE] = pick(p, 2) ? arena_printf(&b->mem, "06712345%02u", pick(p, 100)) : NULL;
	fix.value[FIX_EMAIL] = pick(p, 4) ? NULL : "a@b.ua";
	return appeal_edit(b->s, some_appeal(p), &fix, -1, &test_owner, &b->mem, &out, e);
}

static enum err_code do_note(struct play *p, struct base *b, struct err *e)
{
	const struct supplement more = { .text = "ще одне", .call = pick(p, 2) ? "PBX-7" : "" };
	struct appeal out;

	return pick(p, 2) ? appeal_note(b->s, some_appeal(p), "нотатка", -1, &test_owner, &b->mem, &out, e)
			  : appeal_supplement(b->s, some_appeal(p), &more, -1, &test_owner, &b->mem, &out, e);
}

static enum err_code do_question(struct play *p, struct base *b, struct err *e)
{
	struct registration r;
	struct registered out;

	registration_init(&r);
	r.text = arena_printf(&b->mem, "ще питання %u", pick(p, 1000));
	return appeal_add_question(b->s, some_appeal(p), &r, -1, &test_owner, &b->mem, &out, e);
}

static enum err_code do_join(struct play *p, struct base *b, struct err *e)
{
	const char *to = pick(p, 4) ? some_appeal(p) : some_incident(p);

	if (pick(p, 3) == 0)
		return appeal_unjoin(b->s, some_appeal(p), "досить", -1, &test_owner, &b->mem, NULL, e);
	return appeal_join(b->s, some_appeal(p), to, -1, &test_owner, &b->mem, NULL, e);
}

static enum err_code do_printed(struct play *p, struct base *b, struct err *e)
{
	char pin[8];
	struct appeal out;

	return pick(p, 2) ? appeal_printed(b->s, some_appeal(p), "pdf", "x.pdf", &test_owner, e)
			  : appeal_new_pin(b->s, some_appeal(p), &test_owner, &b->mem, &out, pin, e);
}

static enum err_code do_incident(struct play *p, struct base *b, struct err *e)
{
	struct incident_form f;
	struct incident_row row;
	struct incident_end end;

	incident_form_init(&f);
	f.title = arena_printf(&b->mem, "аварія %u", pick(p, 1000));
	if (pick(p, 3) == 0)
		return incident_close(b->s, some_incident(p), "зроблено", 0, &test_owner, &b->mem, &end, e);
	if (pick(p, 2) && p->nincidents)
		return incident_edit(b->s, some_incident(p), &f, -1, &test_owner, &b->mem, &row, e);
	if (p->nincidents == NUMBERS_MAX)
		return ERR_REFUSED;
	f.kind = INCIDENT_ACCIDENT;
	f.addresses = "вул. Наукова, 1-20";
	enum err_code rc = incident_add(b->s, &f, &test_owner, &b->mem, &row, e);

	if (!rc)
		snprintf(p->incidents[p->nincidents++], NUMBER_BYTES, "%s", row.i.number);
	return rc;
}

static enum err_code do_template(struct play *p, struct base *b, struct err *e)
{
	static const char *const names[] = { "двері", "світло" };
	const char *name = names[pick(p, 2)], *text = arena_printf(&b->mem, "текст %u", pick(p, 1000));

	if (pick(p, 5) == 0)
		return template_remove(b->s, TEMPLATE_TYPED, name, &test_owner, e);
	if (template_add(b->s, TEMPLATE_TYPED, name, text, &test_owner, e) != ERR_CONFLICT)
		return e->code;
	*e = (struct err){ 0 };
	return template_edit(b->s, TEMPLATE_TYPED, name, text, &test_owner, e);
}

static enum err_code do_list(struct play *p, struct base *b, struct err *e)
{
	const char *key = pick(p, 2) ? "X-1" : "X-2";
	json_t *set = json_pack("{ss ss ss}", "code", key, "name", arena_printf(&b->mem, "Служба %u", pick(p, 1000)),
				"active", pick(p, 2) ? "1" : "0");
	enum err_code rc = db_begin(&b->s->db, e);

	if (!rc)
		rc = db_end(&b->s->db, list_change(b->s, "services", key, set, &test_owner, &b->mem, e), e);
	json_decref(set);
	return rc;
}

static enum err_code do_consult(struct play *p, struct base *b, struct err *e)
{
	const struct topic topic = { .code = "05.01", .name = "Ліфт" };
	struct consult_form f;
	struct consult c;
	bool again;

	consult_form_init(&f);
	f.topic = &topic;
	f.phone = pick(p, 2) ? "0671234567" : "";
	return consult_add(b->s, &f, &test_owner, &b->mem, &c, &again, e);
}

static enum err_code do_redact(struct play *p, struct base *b, struct err *e)
{
	const struct redaction what = { .fields = 1 + pick(p, REDACT_ALL), .reason = "заява", .rev = -1 };
	struct redacted_report out;
	struct beside_report beside;

	if (pick(p, 4) == 0)
		return redact_beside(b->s, "0671234567", &what, &test_owner, &b->mem, &beside, e);
	return appeal_redact(b->s, some_appeal(p), &what, &test_owner, &b->mem, &out, e);
}

static enum err_code do_settle(struct play *p, struct base *b, struct err *e)
{
	struct conflict_rows l;

	if (conflict_list(b->s, &test_owner, &b->mem, &l, e) || !l.n)
		return e->code;
	return conflict_settle(b->s, l.rows[pick(p, (unsigned)l.n)].id, (enum conflict_way)pick(p, CONFLICT_WAYS), "так",
			       &test_owner, e);
}

static const struct {
	enum err_code (*act)(struct play *p, struct base *b, struct err *e);
	unsigned often;
} acts_of_people[] = {
	{ do_register, 12 }, { do_move, 45 }, { do_edit, 12 }, { do_note, 5 }, { do_question, 4 }, { do_join, 8 },
	{ do_printed, 4 }, { do_incident, 6 }, { do_template, 4 }, { do_list, 4 }, { do_consult, 3 }, { do_redact, 6 },
	{ do_settle, 4 },
};

static int64_t last_seq(struct base *b)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT seq FROM chain WHERE site = ?");

	db_bind(st, "s", b->s->site);
	return db_int(&b->s->db, st, 0, &b->e);
}

static bool read_own(struct base *b, int64_t seq, struct event *ev, struct city *c)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE site = ? AND seq = ?");

	db_bind(st, "si", b->s->site, seq);
	if (!db_row(&b->s->db, st, &b->e))
		return false;
	log_read_row(st, ev);
	*ev = city_copy(c, ev);
	sqlite3_reset(st);
	return true;
}

/* What the site has written behind seq, as an older program would have. */
static void make_older(struct play *p, struct base *b, int64_t seq)
{
	struct event before, ev;

	while (read_own(b, seq, &before, &p->c) && read_own(b, ++seq, &ev, &p->c)) {
		json_t *body = json_loads(ev.body, 0, NULL);
		sqlite3_stmt *st = db_stmt(&b->s->db, "UPDATE event SET body = ?, body_hash = ?, hash = ? WHERE site = ?"
						      " AND seq = ?");

		if (*ev.body) {
			json_object_del(body, "knows");
			char *text = json_dumps(body, JSON_COMPACT);

			ev.body = arena_strdup(&p->c.mem, text);
			free(text);
			event_body_hash(ev.body, ev.body_hash);
		}
		event_chain_hash(before.hash, &ev, ev.hash);
		db_bind(st, "sbbsi", ev.body, (const void *)ev.body_hash, EVENT_HASH, (const void *)ev.hash, EVENT_HASH,
			ev.site, ev.seq);
		base_want(b, ERR_OK, db_run(&b->s->db, st, &b->e));
		st = db_stmt(&b->s->db, "UPDATE chain SET hash = ? WHERE site = ?");
		db_bind(st, "bs", (const void *)ev.hash, EVENT_HASH, ev.site);
		base_want(b, ERR_OK, db_run(&b->s->db, st, &b->e));
		json_decref(body);
	}
}

static void act(struct play *p, struct base *b)
{
	unsigned all = 0, at;
	size_t i = 0;
	struct err e = { 0 };

	for (size_t k = 0; k < COUNT(acts_of_people); k++)
		all += acts_of_people[k].often;
	for (at = pick(p, all); at >= acts_of_people[i].often; i++)
		at -= acts_of_people[i].often;
	enum err_code rc = acts_of_people[i].act(p, b, &e);

	if (rc == ERR_BUG || rc == ERR_FAILED || rc == ERR_BUSY)
		fail_msg("act %zu: %s", i, e.msg);
}

static void act_as(struct play *p, int at)
{
	struct base *b = p->c.sites[at];
	int64_t seq = last_seq(b);

	act(p, b);
	if (p->older[at])
		make_older(p, b, seq);
}

/* --- the play --------------------------------------------------------------------------------------------- */

/* What the centre does with a redaction that comes. */
static void obey_at_centre(struct play *p, int from)
{
	for (int i = from; i < p->c.count && p->empties; i++) {
		json_t *body = strcmp(p->c.all[i].kind, "redacted") == 0 ? json_loads(p->c.all[i].body, 0, NULL) : NULL;

		for (int k = 0; body && k < i; k++)
			if (redaction_kept(body, p->c.all[k].site, p->c.all[k].seq))
				p->c.all[k].body = "";
		json_decref(body);
	}
}

static void exchange(struct play *p, int i)
{
	int before = p->c.count;

	if (pick(p, 2)) {
		city_send(&p->c, i, 1 + (int)pick(p, 20));
		obey_at_centre(p, before);
	} else {
		city_take(&p->c, i, 1 + (int)pick(p, 40), (int)pick(p, 10));
	}
}

/* Every event that could not be applied, and no other, stands among the conflicts of every site. */
static void every_illegal_move_is_a_conflict(struct play *p, uint64_t seed)
{
	struct base *b = p->c.sites[0];
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT subject FROM appeal UNION ALL SELECT subject FROM incident");
	json_t *subjects = json_array(), *one;
	size_t i;

	while (db_row(&b->s->db, st, &b->e))
		json_array_append_new(subjects, json_string((const char *)sqlite3_column_text(st, 0)));
	json_array_foreach(subjects, i, one) {
		struct conflict *first, *other;

		base_want(b, ERR_OK, conflicts_read(b->s, json_string_value(one), &b->mem, &first, &b->e));
		for (int k = 1; k < p->c.n; k++) {
			struct base *o = p->c.sites[k];

			base_want(o, ERR_OK, conflicts_read(o->s, json_string_value(one), &o->mem, &other, &o->e));
			if (conflicts_differ(first, other))
				fail_msg("seed %llu: conflicts of %s at site %d: %s", (unsigned long long)seed,
					 json_string_value(one), k, conflicts_differ(first, other));
		}
	}
	json_decref(subjects);
}

static void all_are_the_same(struct play *p, uint64_t seed)
{
	const char *first = city_digest(&p->c, 0);

	for (int i = 0; i < p->c.n; i++) {
		struct base *b = p->c.sites[i];
		struct verify_report v;

		if (store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e))
			fail_msg("seed %llu, site %d: %s", (unsigned long long)seed, i, b->e.msg);
		if (strcmp(city_digest(&p->c, i), first) != 0)
			fail_msg("seed %llu: site %d has other rows than site 0", (unsigned long long)seed, i);
	}
}

/* No event is earlier than one that its site had, its own or another's, whatever the clock of its host did. */
static void time_goes_on(struct play *p, uint64_t seed)
{
	static const char *const wrong[] = {
		"SELECT count(*) FROM event a JOIN event b ON b.site = a.site AND b.seq = a.seq + 1 WHERE b.hlc <= a.hlc"
		" AND ?1 <> ''",
		"SELECT count(*) FROM (SELECT site, hlc, max(hlc) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND"
		" 1 PRECEDING) AS before FROM event) WHERE hlc <= before AND site = ?1",
	};

	for (int i = 0; i < p->c.n; i++) {
		struct base *b = p->c.sites[i];

		for (size_t k = 0; k < COUNT(wrong); k++) {
			sqlite3_stmt *st = db_stmt(&b->s->db, wrong[k]);

			db_bind(st, "s", b->s->site);
			if (db_int(&b->s->db, st, -1, &b->e) != 0)
				fail_msg("seed %llu, site %d: time goes back (%zu)", (unsigned long long)seed, i, k);
		}
	}
}

static int conflicts_of(struct base *b)
{
	return (int)db_int(&b->s->db, db_stmt(&b->s->db, "SELECT count(*) FROM conflict"), 0, &b->e);
}

/* Most by minutes, some by up to an hour; before or after. */
static int64_t wrong_by(struct play *p)
{
	enum { MINUTES = 300000, HOUR = 3600000 };
	int64_t most = pick(p, 4) ? MINUTES : HOUR;

	return (int64_t)pick(p, (unsigned)(2 * most)) - most;
}

static int run(uint64_t seed)
{
	struct play *p = calloc(1, sizeof(*p));

	p->random = seed;
	city_make(&p->c, 2 + (int)pick(p, SITES_MAX - 1));
	p->empties = pick(p, 2);
	for (int i = 0; i < p->c.n; i++) {
		struct store *s = p->c.sites[i]->s;

		real = s->clock;
		p->skew[i] = wrong_by(p);
		p->older[i] = pick(p, 3) == 0;
		p->clocks[i] = (struct clock_ops){ wrong_now, same_zone, &p->skew[i] };
		s->clock = &p->clocks[i];
	}
	for (int i = 0; i < STEPS; i++) {
		int at = (int)pick(p, (unsigned)p->c.n);

		if (pick(p, 40) == 0)
			p->skew[at] = wrong_by(p);
		if (pick(p, 5) == 0)
			exchange(p, at);
		else
			act_as(p, at);
	}
	city_settle(&p->c);
	time_goes_on(p, seed);
	all_are_the_same(p, seed);
	every_illegal_move_is_a_conflict(p, seed);
	int conflicts = conflicts_of(p->c.sites[0]);

	city_free(&p->c);
	free(p);
	return conflicts;
}

static void histories_converge(void **state)
{
	static const uint64_t seeds[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1017 };
	const char *more = getenv("PULT_TEST_SEEDS"); /* how many others, for a night */
	int conflicts = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(seeds); i++)
		conflicts += run(seeds[i]);
	for (long i = 0; more && i < strtol(more, NULL, 10); i++)
		conflicts += run(1000 + (uint64_t)i);
	assert_true(conflicts > 10); /* else it would prove little */
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(histories_converge) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
