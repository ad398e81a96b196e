/* data/store/demo_calls.c - the telephone of the made-up city: the calls its appeals came by and were confirmed by,
 * and those without an appeal: consultations, lost and short ones. The last talks have recordings to be tried: a
 * folder `recordings` beside the base. Has dice of its own, so that appeals are the same with it and without. */
#include <errno.h>
#include <math.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "data/store/calls.h"
#include "data/store/demo_internal.h"

enum {
	MINUTE = 60000, DAY = 24 * 60 * MINUTE,
	RECORDED = 12,                /* talks with a recording */
	WAV_RATE = 8000, WAV_MS = 1600, /* as an exchange records (integrations: 8 kHz, 16 bits, mono) */
	WAV_HEADER = 44
};

#define QUEUE "q1580"

static struct call *new_call(struct demo_city *y)
{
	struct demo_calls *d = &y->calls;

	if (d->n == d->max) {
		int max = d->max ? 2 * d->max : 1024;
		struct call *rows = arena_alloc(&y->mem, (size_t)max * sizeof(*rows));

		if (d->n)
			memcpy(rows, d->rows, (size_t)d->n * sizeof(*rows));
		d->rows = rows;
		d->max = max;
	}
	call_init(&d->rows[d->n]);
	return &d->rows[d->n++];
}

/* As Asterisk names them: the second of the beginning and a counter. */
static const char *name_it(struct demo_city *y, int64_t at)
{
	return arena_printf(&y->mem, "%lld.%d", (long long)(at / 1000), y->calls.made++);
}

/* How long one waits for an operator: 86 of a hundred up to 20 seconds (domain.md 2.9). */
static int wait_of(struct dice *d)
{
	return dice_chance(d, 860) ? dice_between(d, 2, 20) : dice_between(d, 21, 95);
}

/* What the exchange gives of a number: digits, as people in the city dial them. */
static const char *as_given(struct demo_city *y, const char *phone)
{
	char *out = arena_alloc(&y->mem, strlen(phone) + 1), *p = out;

	for (const char *s = phone; *s; s++)
		if (*s >= '0' && *s <= '9')
			*p++ = *s;
	return *out ? out : "anonymous";
}

const char *demo_call(struct demo_city *y, const char *phone, const struct actor *who, enum call_outcome outcome)
{
	struct dice *d = &y->calls.dice;
	struct call *c = new_call(y);

	c->outcome = outcome;
	c->direction = outcome == CALLED_OUT || outcome == CALLED_MISSED ? CALL_OUT : CALL_IN;
	c->wait_s = c->direction == CALL_OUT ? dice_between(d, 6, outcome == CALLED_MISSED ? 45 : 20) : wait_of(d);
	c->talk_s = outcome == CALLED_MISSED ? 0 : dice_between(d, 55, c->direction == CALL_OUT ? 150 : 290);
	c->at = y->clock.now - (c->wait_s + c->talk_s + dice_between(d, 1, 20)) * 1000;
	c->id = name_it(y, c->at);
	c->raw = as_given(y, phone);
	c->operator = who->login;
	c->queue = c->direction == CALL_IN ? QUEUE : "";
	return c->id;
}

/* --- calls without an appeal ---------------------------------------------------------------------- */

/* Somebody of the city, somebody nobody knows, or nobody one could call back. */
static const char *any_number(struct demo_city *y)
{
	struct dice *d = &y->calls.dice;
	const struct demo_people *p = &y->people;

	if (dice_chance(d, 60))
		return "anonymous";
	if (p->n && dice_chance(d, 450))
		return arena_printf(&y->mem, "0%s", p->all[dice_between(d, 0, p->n - 1)]->family->phone);
	return arena_printf(&y->mem, "0%s%04d", dice_chance(d, 500) ? "67000" : "50000", dice_between(d, 0, 9999));
}

static void other_call(struct demo_city *y, int64_t at, enum call_outcome outcome)
{
	struct dice *d = &y->calls.dice;
	bool talk = outcome == CALLED_ANSWERED;
	int64_t wait = outcome == CALLED_SHORT ? dice_between(d, 0, 4) : talk ? wait_of(d) : dice_between(d, 12, 140);

	if (at + 300000 > y->end)
		return;
	struct call *c = new_call(y);

	c->at = at;
	c->id = name_it(y, at);
	c->raw = any_number(y);
	c->queue = QUEUE;
	c->outcome = outcome;
	c->wait_s = wait;
	c->talk_s = talk ? dice_between(d, 25, 210) : 0;
	c->operator = talk ? y->staff[demo_staff(y, R_OPERATOR, dice_between(d, 0, 99))].login : "";
}

static void add_calls_of_day(struct demo_city *y, civil_day day)
{
	static const struct share outcomes[] = { { CALLED_LOST, 170 }, { CALLED_SHORT, 110 }, { CALLED_ANSWERED, 0 } };
	int n = dice_between(&y->calls.dice, 34, 50);

	if (civil_weekday(day) >= 5)
		n = n * 3 / 4;
	while (n-- > 0) {
		enum call_outcome outcome = (enum call_outcome)dice_choose(&y->calls.dice, outcomes);

		other_call(y, demo_time_of_call(y, &y->calls.dice, day), outcome);
	}
}

/* --- recordings ----------------------------------------------------------------------------------- */

static void put_le(uint8_t *at, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (uint8_t)(v >> (8 * i));
}

/* Two voices that take turns, as two tones; another pair in each recording. */
static void fill_wav(uint8_t *wav, int samples, int n)
{
	static const uint8_t head[WAV_HEADER] = "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\2\0\x10\0data";
	const double pi = 3.14159265358979;

	memcpy(wav, head, WAV_HEADER);
	put_le(wav + 4, (uint32_t)(WAV_HEADER - 8 + 2 * samples), 4);
	put_le(wav + 24, WAV_RATE, 4);
	put_le(wav + 28, 2 * WAV_RATE, 4);
	put_le(wav + 40, (uint32_t)(2 * samples), 4);
	for (int i = 0; i < samples; i++) {
		int part = i / (WAV_RATE / 5), in = i % (WAV_RATE / 5);
		double tone = (part % 2 ? 330 : 220) + 11 * ((n + part) % 7), soft = sin(pi * in / (WAV_RATE / 5.0));

		put_le(wav + WAV_HEADER + 2 * i, (uint32_t)(int)(6000 * soft * sin(2 * pi * tone * i / WAV_RATE)), 2);
	}
}

/* The folders of a path below the folder of recordings. */
static void make_folders(const char *folder, const char *name, struct arena *mem)
{
	for (const char *s = strchr(name, '/'); s; s = strchr(s + 1, '/'))
		mkdir(arena_printf(mem, "%s/%s", folder, arena_strndup(mem, name, (size_t)(s - name))), 0700);
}

static enum err_code write_recording(const struct demo_city *y, const char *name, int n, struct err *e)
{
	struct arena mem = { 0 };
	int samples = WAV_RATE / 1000 * WAV_MS;
	size_t size = WAV_HEADER + 2 * (size_t)samples;
	uint8_t *wav = arena_alloc(&mem, size);
	const char *path = arena_printf(&mem, "%s/%s", y->calls.folder, name);

	make_folders(y->calls.folder, name, &mem);
	fill_wav(wav, samples, n);
	FILE *f = fopen(path, "we");
	bool good = f && fwrite(wav, size, 1, f) == 1;

	if (f && fclose(f))
		good = false;
	if (!good)
		err_set(e, ERR_FAILED, _("The recording %s cannot be written: %s."), path, strerror(errno));
	arena_free(&mem);
	return good ? ERR_OK : ERR_FAILED;
}

/* As MixMonitor of the exchange names it (integrations: date/queue-date-time-number-id.wav). */
static const char *recording_of(struct demo_city *y, const struct call *c)
{
	struct civil t = civil_at(&y->ops, c->at);

	return arena_printf(&y->mem, "%04d/%02d/%02d/%s-%04d%02d%02d-%02d%02d%02d-%s-%s.wav", t.year, t.month, t.day,
			    *c->queue ? c->queue : "out", t.year, t.month, t.day, t.hour, t.minute, t.second, c->raw,
			    c->id);
}

static int newest_first(const void *a, const void *b)
{
	const struct call *x = a, *y = b;

	return (x->at < y->at) - (x->at > y->at);
}

/* The newest talks of those that are not in the base yet. */
static enum err_code record(struct demo_city *y, struct err *e)
{
	struct demo_calls *d = &y->calls;

	if (d->n)
		qsort(d->rows, (size_t)d->n, sizeof(*d->rows), newest_first);
	for (int i = 0, made = 0; i < d->n && made < RECORDED; i++) {
		if (!call_was_talk(&d->rows[i]))
			continue;
		d->rows[i].recording = recording_of(y, &d->rows[i]);
		if (write_recording(y, d->rows[i].recording, made++, e))
			return e->code;
	}
	return ERR_OK;
}

/* --- into the base -------------------------------------------------------------------------------- */

/* Those before `until` as one batch. */
static enum err_code keep(struct demo_city *y, int64_t until, struct err *e)
{
	struct demo_calls *d = &y->calls;
	struct call *rows = arena_alloc(&y->mem, (size_t)(d->n + 1) * sizeof(*rows));
	struct calls_added did;
	int n = 0, left = 0;

	for (int i = 0; i < d->n; i++) {
		if (d->rows[i].at < until)
			rows[n++] = d->rows[i];
		else
			d->rows[left++] = d->rows[i];
	}
	d->n = left;
	return n ? calls_append(y->s, rows, n, CALLS_BATCH, &y->calls.exchange, &did, e) : ERR_OK;
}

/* Two days stay in hand: their recordings are made last. */
enum err_code demo_calls_pass(struct demo_city *y, struct err *e)
{
	civil_day today = civil_day_at(&y->ops, y->clock.now);

	if (y->calls.day >= today)
		return ERR_OK;
	while (y->calls.day < today)
		add_calls_of_day(y, y->calls.day++);
	return keep(y, (int64_t)(today - 2) * DAY, e);
}

enum err_code demo_calls_end(struct demo_city *y, struct err *e)
{
	enum err_code rc = demo_calls_pass(y, e);

	if (!rc) {
		add_calls_of_day(y, y->calls.day);
		rc = record(y, e);
	}
	return rc ? rc : keep(y, INT64_MAX, e);
}
