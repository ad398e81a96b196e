/* data/store/demo_internal.h - the parts of the made-up city: dice and texts (demo_data.c), people and
 * their homes (demo_people.c), what becomes of an appeal (demo_stories.c). Private to data/store. */
#ifndef DATA_STORE_DEMO_INTERNAL_H
#define DATA_STORE_DEMO_INTERNAL_H

#include "core/call.h"
#include "core/register.h"
#include "data/store/store_internal.h"

/* --- dice: everything that happens by chance comes from them, so that a city can be made again --- */
struct dice {
	uint64_t state;
};
/* lo..hi, both included. */
int dice_between(struct dice *d, int lo, int hi);
bool dice_chance(struct dice *d, int per_mille);

/* One of several values, each with its share of a thousand; the last one has 0 and takes the rest. */
struct share {
	int value, per_mille;
};
int dice_choose(struct dice *d, const struct share *of);

/* --- data/seed/demo.tsv --- */
struct demo_row {
	const char *what, *key, *text, *more, *last;
};

struct demo_book {
	struct demo_row *rows; /* in the arena it was read into */
	int n;
	struct dice *dice;
};
void demo_book_read(struct demo_book *b, struct dice *d, struct arena *mem);

/* A row of this kind by chance; key NULL: whatever the key. The file has every kind: never NULL. */
const struct demo_row *demo_any(const struct demo_book *b, const char *what, const char *key);

/* How many letters of the code the best row of this kind names; -1 without any. */
int demo_fits(const struct demo_book *b, const char *what, const char *code);

/* Words of this kind about a topic, of those that name it best, said by a woman or a man; "" when there
 * are none. In the arena. */
const char *demo_words(const struct demo_book *b, const char *what, const char *code, bool woman,
		       struct arena *mem);

/* --- people --- */
struct demo_home {
	const struct demo_row *street;
	int house, flat;
	const char *letter;
};

/* People of one flat and one telephone. */
struct demo_family {
	const char *surname_m, *surname_f;
	const char *phone; /* nine digits that nobody has */
	struct demo_home home;
};

struct demo_person {
	const struct demo_family *family;
	bool woman;
	const char *given, *patronymic, *email, *category;
	struct demo_case *last; /* what was called about last */
};

struct demo_people {
	const struct demo_book *book;
	struct dice *dice;
	struct arena *mem; /* of the whole city */
	struct demo_row *surnames, *streets;
	int nsurnames, nstreets;
	struct demo_person **all;
	int n, max, families;
};
/* Room for `max` people. */
void demo_people_init(struct demo_people *p, const struct demo_book *b, int max, struct arena *mem);

/* Who calls: somebody new, one of the family of an earlier caller, or an earlier caller again. */
struct demo_person *demo_caller(struct demo_people *p);
/* Somebody new from the same house. */
struct demo_person *demo_neighbour(struct demo_people *p, const struct demo_person *of);

const char *demo_surname(const struct demo_person *who);
/* His number as he says it today. */
const char *demo_phone(const struct demo_people *p, const struct demo_person *who, struct arena *mem);
/* The address of a problem: f his flat, h his house, s a street, p a place, - none. */
const char *demo_address(const struct demo_people *p, const struct demo_person *who, char where,
			 struct arena *mem);

/* --- stories --- */
#define DEMO_PLANS(X) \
	X(PLAN_USUAL) X(PLAN_STRAIGHT) X(PLAN_CALLED_TWICE) X(PLAN_CALLED_THRICE) X(PLAN_UNREACHED) \
	X(PLAN_REFUSED) X(PLAN_REFUSED_TWICE) X(PLAN_RETURNED) X(PLAN_RECALLED) X(PLAN_REOPENED) \
	X(PLAN_WITHDRAWN) X(PLAN_WITHDRAWN_EARLY) X(PLAN_REJECTED) X(PLAN_FORWARDED) X(PLAN_STUCK) \
	X(PLAN_IGNORED) X(PLAN_WAITING) X(PLAN_DONE) X(PLAN_TRIED_ONCE) X(PLAN_TRIED_TWICE) \
	X(PLAN_LEFT_IN_REWORK) X(PLAN_LEFT_RETURNED)
#define X(sym) sym,
enum demo_plan { DEMO_PLANS(X) PLAN_COUNT };
#undef X

/* One appeal of the city, before and after it is registered. */
struct demo_case {
	int64_t at;            /* when the next thing happens */
	int index;             /* from 0, in the order they were thought of */
	const char *number;    /* NULL: not registered yet */
	const char *phone;     /* as it was said then */
	const char *code;      /* of the topic; NULL: chosen when registered */
	const struct topic *topic;
	const struct service *service; /* who has it now */
	const struct service *complained; /* who must never have it; NULL: nobody */
	struct demo_person *who;       /* NULL: chosen when registered */
	int operator;          /* who registered it */
	enum demo_plan plan;
	bool planned;          /* the plan was given from the start */
	bool quick;            /* whatever the hour and the priority */
	bool nameless, woman;
	enum priority priority;
	int step;              /* of the plan: the next one */
};

/* The usual cases of the last days, so that each state can be seen at whatever hour the city is made:
 * how old, about what, what becomes of it. */
struct demo_recent {
	int minutes_ago;
	const char *code;
	enum demo_plan plan;
};
extern const struct demo_recent demo_recent[];
extern const int demo_recent_count;

/* Chooses the plan of a case that is `days_old`. */
enum demo_plan demo_plan_of(const struct demo_case *c, int days_old, struct dice *d);

/* What happens next in the case, or -1 when nothing does. */
int demo_next_act(const struct demo_case *c);

/* When it happens: `now` is when the step before did. */
int64_t demo_next_time(const struct demo_case *c, int64_t now, const struct clock_ops *clock,
		       struct dice *d);

/* What is said and decided in that step. Words are in the arena. */
void demo_command(const struct demo_case *c, const struct demo_book *b, struct command *cmd,
		  struct arena *mem);

/* --- outages --- */
struct demo_city;
/* Thinks of the outages of the last day, from `start` on. */
void demo_incidents_plan(struct demo_city *y, int64_t start);
/* What happens with them until this moment. */
MUST_CHECK enum err_code demo_incidents_until(struct demo_city *y, int64_t until, struct err *e);

/* --- the city --- */
enum { DEMO_STAFF_MAX = 32 };

struct demo_clock {
	int64_t now;
	const struct clock_ops *real;
};

/* Calls that are not in the base yet. */
struct demo_calls {
	struct dice dice;
	struct call *rows;
	int n, max, made;
	civil_day day;         /* the calls of the days before it are made */
	const char *folder, *made_folder; /* of the recordings; when it was made here */
	struct actor exchange; /* who writes them down */
};

struct demo_city {
	struct store *s;
	const struct catalogue *cat;
	struct arena mem; /* lives as long as the filling */
	struct dice dice;
	struct demo_book book;
	struct demo_people people;
	struct demo_clock clock;
	struct clock_ops ops;
	int64_t end;
	struct actor staff[DEMO_STAFF_MAX];
	int nstaff;
	struct demo_case **queue; /* a heap: what happens next is on top */
	int nqueue, max_queue, ncases;
	const char *receipts; /* destination of the printer */
	struct demo_outages *outages;
	struct demo_calls calls;
	const char *made_receipts; /* its folder, when it was made here */
};

/* A case whose next thing happens at c->at; dropped when that is after the end or there is no room. */
void demo_queue(struct demo_city *y, struct demo_case *c);
/* A new case, not registered yet; NULL when there is no room. */
struct demo_case *demo_new_case(struct demo_city *y, int64_t at);

/* Some minute of the day, in the hours when people call. */
int64_t demo_time_of_call(struct demo_city *y, struct dice *d, civil_day day);

/* A call that has just ended: with this number as people say it ("" = hidden), of this operator. Its id. */
const char *demo_call(struct demo_city *y, const char *phone, const struct actor *who, enum call_outcome outcome);
/* As the clock goes on: adds the calls of the days over that no appeal came of, and puts the older ones into the
 * base; at the end all of them, with recordings. */
MUST_CHECK enum err_code demo_calls_pass(struct demo_city *y, struct err *e);
MUST_CHECK enum err_code demo_calls_end(struct demo_city *y, struct err *e);

/* Somebody of the staff with the role, `n` of those there are. */
int demo_staff(const struct demo_city *y, enum user_role role, int n);

/* The citizen calls: the appeal is registered, its plan is chosen, neighbours may call about it too. */
MUST_CHECK enum err_code demo_register(struct demo_city *y, struct demo_case *c, struct err *e);
/* The next step of the plan. */
MUST_CHECK enum err_code demo_move(struct demo_city *y, struct demo_case *c, struct err *e);

#endif
