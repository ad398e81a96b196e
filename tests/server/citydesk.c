/* tests/server/citydesk.c - a desk of one site of a city, for tests/server/city.t: registers, moves and notes appeals
 * of its own site and of others, as fast as it is let.
 *
 *     citydesk BASE ACKS NAME COUNT PAUSE_MS
 *
 * Step i of COUNT writes the mark NAME-i into one event: as the idempotency key of a registration, else in the note.
 * After the commit, and not before, it appends the mark to ACKS. What it does in a step follows from the mark, so a
 * desk that was killed goes on behind its last acknowledged step: a registration in doubt is tried again with its key,
 * anything else in doubt is passed over. */
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/redact.h"
#include "data/store/store_internal.h"

enum { DAY_MS = 24 * 3600 * 1000, HOT = 12 };

struct desk {
	struct store *s;
	struct actor who;
	const char *name;
	int acks, begun;
	uint64_t dice;
};

static unsigned roll(struct desk *d, unsigned below)
{
	d->dice = d->dice * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(d->dice >> 33) % below;
}

/* Steps of a hundred that are registrations, then moves; the others are notes. One in ASIDE has something beside it. */
enum { REGISTERS = 40, MOVES = 85, ASIDE = 8 };

static void dice_of(struct desk *d, const char *mark)
{
	d->dice = 14695981039346656037u;
	for (const char *p = mark; *p; p++)
		d->dice = (d->dice ^ (unsigned char)*p) * 1099511628211u;
	roll(d, 2);
}

/* --- the log of what was acknowledged --- */

static int last_acked(const char *path, const char *name)
{
	FILE *f = fopen(path, "re");
	char line[128];
	size_t len = strlen(name);
	int last = 0;

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, name, len) == 0 && line[len] == '-')
			last = (int)strtol(line + len + 1, NULL, 10);
	if (f)
		fclose(f);
	return last;
}

/* The step that was begun last outlives its process in a file of the desk. */
static bool begin(const struct desk *d, int i)
{
	return pwrite(d->begun, &i, sizeof(i), 0) == sizeof(i);
}

static int first_step(struct desk *d, const char *acks)
{
	struct arena mem = { 0 };
	int begun = 0, acked = last_acked(acks, d->name);

	if (pread(d->begun, &begun, sizeof(begun), 0) != sizeof(begun))
		begun = 0;
	dice_of(d, arena_printf(&mem, "%s-%d", d->name, begun));
	arena_free(&mem);
	return begun > acked && roll(d, 100) < REGISTERS ? begun : begun + 1;
}

static bool acknowledge(const struct desk *d, const char *mark, struct arena *mem)
{
	const char *line = arena_printf(mem, "%s\n", mark);

	return write(d->acks, line, strlen(line)) == (ssize_t)strlen(line);
}

/* --- steps --- */

static enum err_code take_in(struct desk *d, const char *mark, struct arena *mem, struct err *e)
{
	const struct catalogue *cat;
	struct registration_fault where;
	struct registration r;
	struct registered out;

	if (catalogue_get(d->s, &cat, e))
		return e->code;
	registration_init(&r);
	r.idem = mark;
	r.text = arena_printf(mem, "Немає води з %u ранку, під’їзд %u.", roll(d, 12), roll(d, 9));
	r.phone = arena_printf(mem, "067%07u", roll(d, 2000));
	r.surname = "Лук’яненко";
	r.given = "Ганна";
	r.address = arena_printf(mem, "вул. Городоцька, %u, кв. %u", roll(d, 90) + 1, roll(d, 60) + 1);
	r.topic = &cat->topics[roll(d, (unsigned)cat->ntopics)];
	r.service = catalogue_service(cat, r.topic->service);
	return appeal_register(d->s, &r, &d->who, mem, &out, &where, e);
}

/* One of the newest open appeals of the city, or of the oldest: these few are wanted at every site at once. */
static const char *any_open(struct desk *d, struct arena *mem, struct err *e)
{
	static const char *const ends[] = {
		"SELECT a.number FROM appeal a JOIN question q ON q.appeal = a.id WHERE q.open AND q.k = 1"
		" ORDER BY a.id DESC LIMIT 1 OFFSET ?",
		"SELECT a.number FROM appeal a JOIN question q ON q.appeal = a.id WHERE q.open AND q.k = 1"
		" ORDER BY a.id LIMIT 1 OFFSET ?",
	};
	sqlite3_stmt *st = db_stmt(&d->s->db, ends[roll(d, 2)]);
	const char *number = NULL;

	db_bind(st, "i", (int64_t)roll(d, HOT));
	while (db_row(&d->s->db, st, e))
		number = db_text(mem, st, 0);
	return number;
}

static void fill(struct desk *d, struct command *c, const struct appeal *a, const char *mark)
{
	const struct catalogue *cat;
	struct err e = { 0 };

	c->note = mark;
	c->via = VIA_CALL;
	c->result = RESULT_DONE;
	c->outcome = OUTCOME_NO;
	c->reason = 0;
	c->body = "Львівська обласна адміністрація";
	c->until = a->q[0].due + DAY_MS;
	if (!catalogue_get(d->s, &cat, &e)) {
		const struct service *s = &cat->services[roll(d, (unsigned)cat->nservices)];

		c->service = s->code;
		c->service_name = s->name;
		c->service_active = s->active;
	}
}

/* Mostly the way ahead; some go astray. */
static enum act any_act(struct desk *d)
{
	static const enum act ahead[] = { ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_CONFIRM, ACT_REFUSE, ACT_RECALL };

	return roll(d, 8) ? ahead[roll(d, COUNT(ahead))] : (enum act)roll(d, ACT_COUNT);
}

/* A move that is legal as far as this site knows; without one a note is added. */
static enum err_code move(struct desk *d, const char *number, const char *mark, struct arena *mem, struct err *e)
{
	struct appeal a;
	struct policy pol;

	if (appeal_load(d->s, number, mem, &a, NULL, e))
		return e->code;
	store_policy(d->s, &pol);
	for (int tries = 0; tries < 6; tries++) {
		struct command c;
		enum act act = any_act(d);

		*e = (struct err){ 0 };
		command_init(&c, act);
		fill(d, &c, &a, mark);
		if (!decide_possible(&a, 1, act, &d->who, &pol, e) &&
		    !appeal_move(d->s, number, &c, -1, &d->who, mem, NULL, e))
			return ERR_OK;
	}
	*e = (struct err){ 0 };
	return appeal_note(d->s, number, mark, -1, &d->who, mem, NULL, e);
}

/* --- beside the steps, without a mark: what meets with the same of other sites --- */

static enum err_code edit(struct desk *d, const char *number, struct arena *mem, struct err *e)
{
	static const enum fix_field fields[] = { FIX_TEXT, FIX_ADDRESS, FIX_NAME, FIX_PHONE };
	const char *values[] = {
		arena_printf(mem, "Води немає від %u ранку.", roll(d, 12)),
		arena_printf(mem, "вул. Зелена, %u, кв. %u", roll(d, 90) + 1, roll(d, 60) + 1),
		roll(d, 2) ? "Мельник Іван" : "Ткачук Оксана",
		arena_printf(mem, "050%07u", roll(d, 2000)),
	};
	struct correction c = { .value = { NULL } };
	unsigned which = roll(d, COUNT(fields));
	struct edited out;

	c.value[fields[which]] = values[which];
	return appeal_edit(d->s, number, &c, -1, &d->who, mem, &out, e);
}

static enum err_code erase(struct desk *d, const char *number, struct arena *mem, struct err *e)
{
	const struct redaction what = { .fields = REDACT_BIT(roll(d, 2) ? REDACT_PHONE : REDACT_NAME),
		.reason = "за заявою", .rev = -1 };
	struct redacted_report out;

	return appeal_redact(d->s, number, &what, &d->who, mem, &out, e);
}

/* Refusals are part of it. */
static enum err_code aside(struct desk *d, struct arena *mem, struct err *e)
{
	const struct supplement more = { .text = "Ще й під’їзд затоплено.", .call = "" };
	const char *number = any_open(d, mem, e), *other = any_open(d, mem, e);
	unsigned what = roll(d, 12);
	enum err_code rc = e->code;

	if (rc || !number || !other)
		return rc;
	if (what < 5)
		rc = edit(d, number, mem, e);
	else if (what < 8)
		rc = appeal_join(d->s, number, other, -1, &d->who, mem, NULL, e);
	else if (what < 11)
		rc = appeal_supplement(d->s, number, &more, -1, &d->who, mem, NULL, e);
	else
		rc = erase(d, number, mem, e);
	if (rc != ERR_REFUSED && rc != ERR_INVALID && rc != ERR_NOT_FOUND)
		return rc;
	*e = (struct err){ 0 };
	return ERR_OK;
}

static enum err_code step(struct desk *d, int i, struct err *e)
{
	struct arena mem = { 0 };
	const char *mark = arena_printf(&mem, "%s-%d", d->name, i), *number = NULL;
	enum err_code rc = ERR_OK;

	dice_of(d, mark);
	unsigned what = roll(d, 100);

	if (what >= REGISTERS)
		number = any_open(d, &mem, e);
	if (roll(d, ASIDE) == 0)
		rc = aside(d, &mem, e);
	if (rc)
		;
	else if (what < REGISTERS)
		rc = take_in(d, mark, &mem, e);
	else if (number && what < MOVES)
		rc = move(d, number, mark, &mem, e);
	else if (number)
		rc = appeal_note(d->s, number, mark, -1, &d->who, &mem, NULL, e);
	if (!rc && (what < REGISTERS || number) && !acknowledge(d, mark, &mem))
		rc = err_set(e, ERR_FAILED, "the acknowledgement of %s cannot be written", mark);
	arena_free(&mem);
	return rc;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };

	if (argc != 6) {
		fprintf(stderr, "usage: citydesk BASE ACKS NAME COUNT PAUSE_MS\n");
		return 2;
	}
	struct desk d = { .name = argv[3], .who = { .login = "os:desk", .name = "Тест", .service = "", .os = true } };
	int count = (int)strtol(argv[4], NULL, 10), pause = (int)strtol(argv[5], NULL, 10);
	struct arena mem = { 0 };
	enum err_code rc;

	d.acks = open(argv[2], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	d.begun = open(arena_printf(&mem, "%s.%s.at", argv[1], d.name), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	rc = d.acks < 0 || d.begun < 0 ? err_set(&e, ERR_FAILED, "cannot open %s", argv[2])
				       : store_open(argv[1], &d.s, &e);
	for (int i = first_step(&d, argv[2]); !rc && i <= count; i++) {
		rc = begin(&d, i) ? step(&d, i, &e) : err_set(&e, ERR_FAILED, "cannot write where %s is", d.name);
		if (rc == ERR_BUSY)
			rc = ERR_OK;
		poll(NULL, 0, pause);
	}
	if (rc)
		fprintf(stderr, "citydesk %s: %s\n", d.name, e.msg);
	store_close(d.s);
	if (d.acks >= 0)
		close(d.acks);
	if (d.begun >= 0)
		close(d.begun);
	arena_free(&mem);
	return rc != ERR_OK;
}
