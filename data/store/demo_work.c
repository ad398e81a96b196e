/* data/store/demo_work.c - one case of the made-up city at a time: registers it and moves it by the calls
 * of appeals.h, as the person whose work it is. See demo_internal.h. */
#include "data/store/appeals.h"
#include "data/store/demo_internal.h"

enum { MINUTE = 60000, DAY = 24 * 60 * MINUTE };

int demo_staff(const struct demo_city *y, enum user_role role, int n)
{
	int seen = 0, first = 0;

	for (int i = 0; i < y->nstaff; i++)
		seen += (y->staff[i].roles & ROLE_BIT(role)) != 0;
	n = seen ? n % seen : 0;
	for (int i = 0; i < y->nstaff; i++)
		if ((y->staff[i].roles & ROLE_BIT(role)) && n-- == 0)
			first = i;
	return first;
}

/* --- registering ----------------------------------------------------------------------------- */

/* Fifth part comes by the Internet (domain.md 0); windows are open in office hours. */
static int channel_of(struct demo_city *y, const struct demo_person *who)
{
	static const struct share channels[] = { { CH_WEB, 85 }, { CH_APP, 60 }, { CH_FACEBOOK, 50 },
		{ CH_VISIT, 55 }, { CH_EMAIL, 60 }, { CH_POST, 15 }, { CH_PROXY, 8 }, { CH_OPEN311, 5 },
		{ CH_OTHER, 3 }, { CH_PHONE, 0 } };
	int channel = dice_choose(&y->dice, channels);
	struct civil c = civil_at(&y->ops, y->clock.now);
	bool open = c.hour >= 9 && c.hour < 18 && civil_weekday(civil_to_day(c.year, c.month, c.day)) < 5;

	if ((channel == CH_VISIT || channel == CH_POST || channel == CH_PROXY) && !open)
		return CH_PHONE;
	return channel == CH_EMAIL && !*who->email ? CH_PHONE : channel;
}

/* How often one goes by the law on appeals and not by a work order, of a thousand. */
static const int by_law[CHANNEL_COUNT] = { [CH_PHONE] = 12, [CH_VISIT] = 500, [CH_POST] = 900,
	[CH_PROXY] = 700, [CH_EMAIL] = 400, [CH_WEB] = 60 };

/* Topics that are always of a kind. */
static const struct {
	const char *code;
	int kind;
	bool law;
	const char *complained; /* of the executor */
} special[] = {
	{ "15.05", KIND_COMPLAINT, true, "UPRAV" },
	{ "15.07", KIND_THANKS, false, NULL },
	{ "08.08", KIND_PROPOSAL, false, NULL },
	{ "08.03", KIND_COMPLAINT, false, NULL },
};

static void set_kind(struct demo_city *y, struct demo_case *c, struct registration *r)
{
	bool urgent = c->priority == PRI_A1 || c->priority == PRI_A2;

	r->law = !urgent && !c->nameless && dice_chance(&y->dice, by_law[r->channel]);
	if (dice_chance(&y->dice, r->law ? 250 : 15))
		r->kind = KIND_COMPLAINT;
	for (size_t i = 0; i < COUNT(special); i++) {
		if (strcmp(special[i].code, c->code) != 0)
			continue;
		r->kind = special[i].kind;
		r->law = special[i].law && !c->nameless;
		if (special[i].complained)
			r->complained = c->complained = catalogue_service(y->cat, special[i].complained);
	}
}

static void set_person(struct demo_city *y, const struct demo_case *c, struct registration *r,
		       struct arena *mem)
{
	r->applicant = c->nameless ? APPLICANT_ANONYMOUS : APPLICANT_INDIVIDUAL;
	if (!c->nameless || (r->channel == CH_PHONE && dice_chance(&y->dice, 500)))
		r->phone = demo_phone(&y->people, c->who, mem);
	if (c->nameless)
		return;
	r->surname = demo_surname(c->who);
	r->given = c->who->given;
	r->patronymic = dice_chance(&y->dice, 850) || r->law ? c->who->patronymic : "";
	r->email = r->channel == CH_EMAIL || r->channel == CH_WEB ? c->who->email : "";
	r->category = c->who->category;
	if (r->law && dice_chance(&y->dice, 60))
		r->applicant = APPLICANT_COLLECTIVE;
}

static void set_problem(struct demo_city *y, const struct demo_case *c, struct registration *r,
			struct arena *mem)
{
	const struct demo_row *t = demo_any(&y->book, "topic", c->code);

	r->topic = c->topic;
	r->service = c->service;
	r->text = demo_words(&y->book, "say", c->code, c->woman, mem);
	r->address = demo_address(&y->people, c->who, *t->more, mem);
	if (!c->nameless && (r->law || (*t->more != 'f' && dice_chance(&y->dice, 300))))
		r->residence = demo_address(&y->people, c->who, 'f', mem);
	if (r->channel == CH_POST)
		r->received = y->clock.now - (int64_t)dice_between(&y->dice, 300, 2000) * MINUTE;
}

/* Topics as often as in the file. */
static const char *any_topic(const struct demo_city *y, struct dice *d)
{
	const struct demo_book *b = &y->book;
	int64_t all = 0;

	for (int i = 0; i < b->n; i++)
		if (strcmp(b->rows[i].what, "topic") == 0)
			all += strtol(b->rows[i].text, NULL, 10);
	int64_t roll = dice_between(d, 1, (int)all);

	for (int i = 0; i < b->n; i++) {
		if (strcmp(b->rows[i].what, "topic") == 0)
			roll -= strtol(b->rows[i].text, NULL, 10);
		if (roll <= 0)
			return b->rows[i].key;
	}
	return "";
}

static enum err_code settle(struct demo_city *y, struct demo_case *c, struct err *e)
{
	const struct demo_case *last;

	if (!c->who)
		c->who = demo_caller(&y->people);
	last = c->who->last;
	if (!c->code)
		c->code = last && dice_chance(&y->dice, 500) ? last->code : any_topic(y, &y->dice);
	c->topic = catalogue_topic(y->cat, c->code);
	c->service = c->topic ? catalogue_service(y->cat, c->topic->service) : NULL;
	if (!c->service)
		return err_set(e, ERR_BUG, "the made-up city has no executor for the topic %s", c->code);
	c->woman = c->who->woman;
	c->priority = (enum priority)vocab_wire_index(&vocab_priority, c->topic->priority);
	c->nameless = !c->planned && dice_chance(&y->dice, 50);
	if (!c->planned)
		c->plan = demo_plan_of(c, (int)((y->end - c->at) / DAY), &y->dice);
	return ERR_OK;
}

/* An accident of a house is heard of from several flats. */
static void neighbours(struct demo_city *y, const struct demo_case *c)
{
	const struct demo_row *t = demo_any(&y->book, "topic", c->code);
	bool house = *t->more == 'f' || *t->more == 'h';

	if (c->planned || !house || (c->priority != PRI_A1 && c->priority != PRI_A2) ||
	    !dice_chance(&y->dice, 70))
		return;
	for (int n = dice_between(&y->dice, 1, 3); n > 0; n--) {
		struct demo_case *more = demo_new_case(y, y->clock.now +
						       (int64_t)dice_between(&y->dice, 4, 90) * MINUTE);

		if (!more)
			return;
		more->code = c->code;
		more->who = demo_neighbour(&y->people, c->who);
		demo_queue(y, more);
	}
}

static enum err_code print_receipt(struct demo_city *y, const struct demo_case *c, int channel,
				   struct err *e)
{
	if (channel != CH_VISIT && channel != CH_PROXY)
		return ERR_OK;
	return appeal_printed(y->s, c->number, "pdf", y->receipts, &y->staff[c->operator], e);
}

static void go_on(struct demo_city *y, struct demo_case *c)
{
	if (demo_next_act(c) < 0)
		return;
	c->at = demo_next_time(c, y->clock.now, &y->ops, &y->dice);
	demo_queue(y, c);
}

enum err_code demo_register(struct demo_city *y, struct demo_case *c, struct err *e)
{
	struct arena mem = { 0 };
	struct registration r;
	struct registration_fault where;
	struct registered out;
	enum err_code rc = settle(y, c, e);

	registration_init(&r);
	if (!rc) {
		r.channel = channel_of(y, c->who);
		bool window = r.channel == CH_VISIT || r.channel == CH_POST || r.channel == CH_PROXY;

		c->operator = demo_staff(y, window ? R_CLERK : R_OPERATOR, c->index);
		set_kind(y, c, &r);
		set_person(y, c, &r, &mem);
		set_problem(y, c, &r, &mem);
		r.idem = arena_printf(&mem, "%s:demo-%d", store_site(y->s), c->index);
		if (r.channel == CH_PHONE)
			r.call = demo_call(y, r.phone, &y->staff[c->operator], CALLED_ANSWERED);
		rc = appeal_register(y->s, &r, &y->staff[c->operator], &mem, &out, &where, e);
	}
	if (!rc) {
		c->number = arena_strdup(&y->mem, out.appeal.number);
		c->phone = arena_strdup(&y->mem, r.phone);
		c->priority = (enum priority)vocab_wire_index(&vocab_priority, out.appeal.q->priority);
		c->who->last = c;
		rc = print_receipt(y, c, r.channel, e);
		neighbours(y, c);
		go_on(y, c);
	}
	arena_free(&mem);
	return rc;
}

/* --- moving ---------------------------------------------------------------------------------- */

/* The executor's own person, when he has an account; else a dispatcher writes it down for him. */
static int executor_of(const struct demo_city *y, const struct demo_case *c)
{
	for (int i = 0; i < y->nstaff; i++)
		if ((y->staff[i].roles & ROLE_BIT(R_EXECUTOR)) &&
		    strcmp(y->staff[i].service, c->service->code) == 0)
			return i;
	return demo_staff(y, R_DISPATCHER, c->index);
}

static const enum user_role role_of[ACT_COUNT] = {
	[ACT_DISPATCH] = R_DISPATCHER,   [ACT_RECALL] = R_DISPATCHER,    [ACT_ACCEPT] = R_EXECUTOR,
	[ACT_DONE] = R_EXECUTOR,         [ACT_RETURN] = R_EXECUTOR,      [ACT_CONFIRM] = R_CONTROLLER,
	[ACT_REFUSE] = R_CONTROLLER,     [ACT_NO_ANSWER] = R_CONTROLLER, [ACT_CLOSE] = R_SUPERVISOR,
	[ACT_REOPEN] = R_CONTROLLER,     [ACT_FORWARD] = R_SUPERVISOR,   [ACT_REJECT] = R_MANAGER,
	[ACT_WITHDRAW] = R_OPERATOR,
};

/* How the call of a move went: citizens withdraw by calling, else they are called. */
static const enum call_outcome calls_of[ACT_COUNT] = {
	[ACT_CONFIRM] = CALLED_OUT, [ACT_REFUSE] = CALLED_OUT, [ACT_NO_ANSWER] = CALLED_MISSED,
	[ACT_WITHDRAW] = CALLED_ANSWERED,
};

/* An operator dispatches accidents himself and helps with call-backs. */
static int doer(struct demo_city *y, const struct demo_case *c, enum act act)
{
	bool urgent = c->priority == PRI_A1 || c->priority == PRI_A2;

	if (act == ACT_DISPATCH && urgent && c->step == 0)
		return c->operator;
	if (role_of[act] == R_EXECUTOR)
		return executor_of(y, c);
	if (role_of[act] == R_CONTROLLER && act != ACT_REOPEN && dice_chance(&y->dice, 300))
		return demo_staff(y, R_OPERATOR, c->index);
	return demo_staff(y, role_of[act], c->index);
}

/* Who is proposed when a service says that it is not its work: the second one of the topic, the manager
 * of the house or the district; never the one complained of. */
static const struct service *instead(const struct demo_city *y, const struct demo_case *c)
{
	const char *const codes[] = { c->topic->co_service, "UPRAV", "RA" };

	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct service *s = catalogue_service(y->cat, codes[i]);

		if (s && !s->emergency && s != c->service && s != c->complained)
			return s;
	}
	return c->service;
}

static enum err_code note(struct demo_city *y, const struct demo_case *c, struct arena *mem, struct err *e)
{
	const char *words = demo_words(&y->book, "note", c->code, false, mem);

	return appeal_note(y->s, c->number, words, -1, &y->staff[demo_staff(y, R_DISPATCHER, 0)], mem, NULL, e);
}

enum err_code demo_move(struct demo_city *y, struct demo_case *c, struct err *e)
{
	enum act act = (enum act)demo_next_act(c);
	const struct actor *who = &y->staff[doer(y, c, act)];
	struct arena mem = { 0 };
	struct command cmd;

	if (act == ACT_RETURN)
		c->service = instead(y, c);
	demo_command(c, &y->book, &cmd, &mem);
	if (cmd.via == VIA_CALL)
		cmd.call = demo_call(y, c->phone, who, calls_of[act]);
	enum err_code rc = appeal_move(y->s, c->number, &cmd, -1, who, &mem, NULL, e);

	if (!rc && act == ACT_ACCEPT && dice_chance(&y->dice, 80))
		rc = note(y, c, &mem, e);
	if (!rc) {
		c->step++;
		go_on(y, c);
	}
	arena_free(&mem);
	return rc;
}
