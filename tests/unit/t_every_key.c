/* tests/unit/t_every_key.c - every key in every place of every view, with the Latin and with the Ukrainian layout on:
 * both do the same, no bare letter changes the base, what a command's key promises happens, and what happens is
 * what stands in tests/screen/golden/every-key.txt (UPDATE_GOLDEN=1 writes it; read it before it is kept). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

enum { KEYS_MAX = 256, GOLDEN_MAX = 1 << 19, TOLD = 1024 };

static struct desk desk;

/* --- the keys -------------------------------------------------------------------------------------- */

struct both {
	char name[24], latin[16], ukrainian[16];
	bool letter; /* text, where text is typed */
};

static struct both keys[KEYS_MAX];
static int nkeys;

/* What the physical key of a Latin letter or sign gives on the Ukrainian layout. */
static uint32_t ukrainian(uint32_t latin)
{
	static const struct { char latin, ukrainian; } signs[] = { { '/', '.' }, { '?', ',' } };

	for (size_t i = 0; i < COUNT(signs); i++)
		if (latin == (unsigned char)signs[i].latin)
			return (unsigned char)signs[i].ukrainian;
	for (uint32_t cp = 0x400; cp < 0x4A0; cp++)
		if (text_latin_key(cp) == latin)
			return cp;
	return latin;
}

static struct both *add_key(const char *name, const char *latin)
{
	struct both *k = &keys[nkeys++];

	assert_in_range(nkeys, 1, KEYS_MAX - 1);
	snprintf(k->name, sizeof(k->name), "%s", name);
	snprintf(k->latin, sizeof(k->latin), "%s", latin);
	snprintf(k->ukrainian, sizeof(k->ukrainian), "%s", latin);
	return k;
}

static void add_letters(void)
{
	char text[8], name[24];

	for (int c = '!'; c <= '~'; c++) {
		snprintf(text, sizeof(text), "%c", c);
		struct both *k = add_key(text, text);

		text_put(k->ukrainian, ukrainian((uint32_t)c));
		k->letter = true;
	}
	for (int c = 'a'; c <= 'z'; c++) {
		uint32_t u = ukrainian((uint32_t)c);

		snprintf(name, sizeof(name), "Alt-%c", c - 32);
		snprintf(text, sizeof(text), "\033%c", c);
		struct both *k = add_key(name, text);

		k->ukrainian[0] = '\033';
		text_put(k->ukrainian + 1, u);
		if (strchr("hijmz", c)) /* Backspace, Tab, Enter; Ctrl-Z stops the program */
			continue;
		snprintf(name, sizeof(name), "Ctrl-%c", c - 32);
		snprintf(text, sizeof(text), "%c", c - 'a' + 1);
		k = add_key(name, text);
		snprintf(k->ukrainian, sizeof(k->ukrainian), "\033[%u;5u", (unsigned)u);
	}
}

static void add_named(void)
{
	static const struct { const char *name, *bytes; } named[] = {
		{ "F1", "\033OP" }, { "F2", "\033OQ" }, { "F3", "\033OR" }, { "F4", "\033OS" },
		{ "F5", "\033[15~" }, { "F6", "\033[17~" }, { "F7", "\033[18~" }, { "F8", "\033[19~" },
		{ "F9", "\033[20~" }, { "F10", "\033[21~" }, { "F11", "\033[23~" }, { "F12", "\033[24~" },
		{ "Enter", "\r" }, { "Tab", "\t" }, { "Shift-Tab", "\033[Z" }, { "Esc", "\033" },
		{ "Space", " " }, { "Backspace", "\177" }, { "Ins", "\033[2~" }, { "Del", "\033[3~" },
		{ "Up", "\033[A" }, { "Down", "\033[B" }, { "Right", "\033[C" }, { "Left", "\033[D" },
		{ "Home", "\033[H" }, { "End", "\033[F" }, { "PgUp", "\033[5~" }, { "PgDn", "\033[6~" },
	};

	for (size_t i = 0; i < COUNT(named); i++)
		add_key(named[i].name, named[i].bytes)->letter = strcmp(named[i].name, "Space") == 0;
}

static const char *bytes_of(const char *name)
{
	for (int i = 0; i < nkeys; i++)
		if (strcmp(keys[i].name, name) == 0)
			return keys[i].latin;
	return name; /* text that is typed */
}

/* --- the places ------------------------------------------------------------------------------------ */

static const struct actor everybody = { .login = "olena", .name = "Усі Ролі", .roles = ANY_ROLE & ~ROLE_BIT(R_EXECUTOR),
	.service = "" };
static const struct actor executor = { .login = "voda", .name = "Виконавець Води", .roles = ROLE_BIT(R_EXECUTOR),
	.service = "VODA" };

/* Where a key is pressed: the keys that lead there from the login. */
static const struct place {
	const char *name;
	const struct actor *who;
	const char *way[12];
} places[] = {
	{ "F1", &everybody, { "F1" } },
	{ "F2", &everybody, { "F2" } },
	{ "F2 typed", &everybody, { "F2", "0670000001", "Tab", "Тестова Тетяна" } },
	{ "F2 done", &everybody, { "F2", "0670009999", "Tab", "Тестова Тетяна", "Tab", "Зелена 4", "Tab", "0103",
				   "Enter", "Тече вода", "Ctrl-S" } },
	{ "F2 no appeal", &everybody, { "F2", "0670009999", "\x1a" } },
	{ "F3", &everybody, { "F3" } },
	{ "F3 marked", &everybody, { "F3", " ", " ", "Up" } },
	{ "F3 saved", &everybody, { "F3", "2" } },
	{ "F3 search", &everybody, { "F3", "/", "вода" } },
	{ "F3 dialog", &everybody, { "F3", "n", "примітка" } },
	{ "F3 ask", &everybody, { "F3", "p" } },
	{ "F3 :", &everybody, { "F3", ":", "show " } },
	{ "F3 card", &everybody, { "F3", "Down", "Enter" } },
	{ "F4", &everybody, { "F4" } },
	{ "F4 digits", &everybody, { "F4", "067" } },
	{ "F4 call", &everybody, { "F4", "Enter" } },
	{ "F5", &everybody, { "F5" } },
	{ "F5 orders", &everybody, { "F5", "Enter" } },
	{ "F6", &everybody, { "F6" } },
	{ "F6 house", &everybody, { "F6", "g" } },
	{ "F6 held", &everybody, { "F6", "Ctrl-N" } },
	{ "F7", &everybody, { "F7" } },
	{ "F7 typed", &everybody, { "F7", "газ" } },
	{ "F7 card", &everybody, { "F7", "Down", "Enter" } },
	{ "F8", &everybody, { "F8" } },
	{ "F9", &everybody, { "F9" } },
	{ "F9 incident", &everybody, { "F9", "Enter" } },
	{ "F9 form", &everybody, { "F9", "a" } },
	{ "F10", &everybody, { "F10" } },
	{ "F10 form", &everybody, { "F10", "a" } },
	{ "executor F5", &executor, { "F5" } },
	{ "executor F3", &executor, { "F3" } },
};

/* What was said on the way is not what a key says. */
static void hush(void)
{
	desk.app.esc_ms = 0;
	desk.app.message[0] = '\0';
	app_draw(&desk.app);
}

static void go(const struct place *p, bool clean)
{
	desk_on(&desk, p->who, clean);
	for (size_t i = 0; i < COUNT(p->way) && p->way[i]; i++)
		desk_feed(&desk, bytes_of(p->way[i]));
	hush();
}

/* --- what a key did -------------------------------------------------------------------------------- */

struct seen {
	enum view_id view, before[VIEW_COUNT];
	unsigned in, over; /* what lies over the view: OVER_ bits */
	int64_t event;
	bool typed; /* a cursor stands in some text */
	char dump[DESK_DUMP];
};
enum { OVER_TEMPLATES = 1, OVER_DIALOG = 2, OVER_LINE = 4, OVER_LOCK = 8 };

static void look(struct seen *s)
{
	const struct app *app = &desk.app;

	s->view = app->view;
	memcpy(s->before, app->before, sizeof(s->before));
	s->in = app_in(&desk.app);
	s->over = (app->pick.list.kind != DIALOG_NONE ? OVER_TEMPLATES : 0u) |
		  (app->dialog.kind != DIALOG_NONE ? OVER_DIALOG : 0u) | (app->command_on ? OVER_LINE : 0u) |
		  (app->locked ? OVER_LOCK : 0u);
	s->event = store_last_event(app->store);
	s->typed = app->screen.cursor_y >= 0;
	desk_dump(&desk, s->dump);
}

/* One line about it; "" for nothing at all. */
static const char *told(const struct seen *before, char out[TOLD])
{
	const struct app *app = &desk.app;
	static struct seen now;

	if (app->done)
		return "ends";
	if (app->locked)
		return "locks";
	look(&now);
	unsigned opened = now.over & ~before->over, closed = before->over & ~now.over;
	const char *goes = now.view != before->view ? _(views[now.view]->title)
			 : closed ? "closes"
			 : now.in != before->in ? "another part"
			 : strcmp(now.dump, before->dump) ? "moves" : "";

	if (opened & OVER_TEMPLATES)
		snprintf(out, TOLD, "templates: %s", app->pick.list.title);
	else if (opened & OVER_DIALOG)
		snprintf(out, TOLD, "asks: %s", app->dialog.title);
	else if (opened & OVER_LINE)
		snprintf(out, TOLD, "command line");
	else
		snprintf(out, TOLD, "%s%s%s", goes, *app->message ? ", says: " : "", app->message);
	return out;
}

static bool same_place(const struct seen *want)
{
	static struct seen now;

	if (desk.app.done)
		return false;
	look(&now);
	return now.over == want->over && now.view == want->view && now.in == want->in &&
	       now.event == want->event && strcmp(now.dump, want->dump) == 0;
}

/* One more step back, with nothing left of it but where one is. */
static bool step_back(const struct seen *want, const char *const *keys_back, size_t n)
{
	if (desk.app.done || desk.app.locked || store_last_event(desk.app.store) != want->event)
		return false;
	for (size_t i = 0; i < n && keys_back[i]; i++)
		desk_feed(&desk, bytes_of(keys_back[i]));
	memcpy(desk.app.before, want->before, sizeof(want->before));
	hush();
	return same_place(want);
}

/* Back to where the key was pressed: by Backspace after a letter, by Esc, by the key of the view if that does it,
 * else all anew, which costs a hundred times as much. */
static void back(const struct place *p, const struct both *k, struct seen *want)
{
	static const char *const erase = "Backspace", *const leave = "Esc";

	if (same_place(want) || (k->letter && want->typed && step_back(want, &erase, 1)) ||
	    step_back(want, &leave, 1) || step_back(want, p->way, COUNT(p->way)))
		return;
	go(p, true);
	if (!same_place(want))
		fail_msg("%s looks otherwise the second time:\n%s", p->name, want->dump);
}

/* --- the test -------------------------------------------------------------------------------------- */

static int bad;

static void complain(const struct place *p, const struct both *k, const char *what, const char *more)
{
	print_error("%s, %s: %s %s\n", p->name, k->name, what, more);
	bad++;
}

/* The command of the table that the key gives here and that may be given now, those apart that leave an untouched
 * screen as it is. */
static bool promised(const struct place *p, const struct both *k, const struct seen *s)
{
	struct keydec dec = { .head = 0 };
	struct key_event ev;
	struct policy pol;
	struct err e = { 0 };
	bool found = false;
	size_t room;
	int q;

	if (s->over || (k->letter && s->typed))
		return false;
	memcpy(keydec_room(&dec, &room), k->latin, strlen(k->latin));
	keydec_put(&dec, strlen(k->latin));
	store_policy(desk.app.store, &pol);
	if (keydec_next(&dec, true, &ev)) {
		const struct appeal *a = app_appeal(&desk.app, &q);

		for (int i = 0; i < VERB_COUNT; i++)
			found |= (verbs[i].in & s->in) && keymap_is(&desk.app.keys, (enum verb_id)i, &ev) &&
				 i != V_REDRAW && i != V_NEXT && !verb_possible(&verbs[i], p->who, a, q, &pol, &e);
	}
	keydec_close(&dec);
	return found;
}

/* Whether the other layout is tried too. Behind the table of letters it is the same code, in which the sanitizers
 * have then seen this key: what it does is compared by the plain build. A full stop is the slash of the Ukrainian
 * layout already. */
static bool has_other(const struct both *k, const struct seen *start)
{
#ifdef __SANITIZE_ADDRESS__
	return false;
#endif
	return strcmp(k->latin, k->ukrainian) != 0 && strcmp(k->name, ".") != 0 && !(k->letter && start->typed);
}

static void press(const struct place *p, const struct both *k, struct seen *start, FILE *golden)
{
	char line[TOLD] = "", other[TOLD] = "";
	static char dump[DESK_DUMP];
	static struct seen after;
	bool promise = promised(p, k, start);

	desk_feed(&desk, k->latin);
	const char *did = told(start, line);

	if (k->letter && start->typed) {
		if (!*did)
			fprintf(golden, "%-12s %-10s nothing\n", p->name, k->name);
	} else if (*did) {
		fprintf(golden, "%-12s %-10s %s\n", p->name, k->name, did);
	}
	/* What was registered just now is printed by one key, and a list of choices is chosen from: the screen asks
	 * for it. */
	bool asked_for = (start->in & IN_DONE) || start->over;

	if (k->letter && !asked_for && !desk.app.done && store_last_event(desk.app.store) != start->event)
		complain(p, k, "a bare letter changed the base:", did);
	bool here = strncmp(p->way[0], k->name, sizeof(k->name)) == 0; /* the key of this very view */

	if (promise && !*did && start->view != VIEW_HELP && !here)
		complain(p, k, "nothing happens, but the table promises something", "");
	desk_dump(&desk, dump);
	back(p, k, start);
	if (!has_other(k, start))
		return;
	desk_feed(&desk, k->ukrainian);
	const char *ua = told(start, other);

	if (strcmp(did, ua) != 0)
		complain(p, k, "on the Ukrainian layout:", ua);
	if (!desk.app.done && !desk.app.locked) {
		desk_dump(&desk, after.dump);
		if (strcmp(dump, after.dump) != 0)
			complain(p, k, "the screen is another on the Ukrainian layout:", ua);
	}
	back(p, k, start);
}

static const char *golden_path(void)
{
	static char path[512];
	const char *top = getenv("TOP");

	snprintf(path, sizeof(path), "%s/tests/screen/golden/every-key.txt", top ? top : ".");
	return path;
}

/* The first line that differs is shown; the whole of what came lies in `got`. */
static void compare(const char *got, size_t n)
{
	static char want[GOLDEN_MAX];
	FILE *f = fopen(golden_path(), getenv("UPDATE_GOLDEN") ? "w+" : "r");
	size_t len = 0;

	assert_non_null(f);
	if (getenv("UPDATE_GOLDEN")) {
		fwrite(got, 1, n, f);
		rewind(f);
	}
	len = fread(want, 1, sizeof(want) - 1, f);
	fclose(f);
	want[len] = '\0';
	for (const char *a = want, *b = got; *a || *b;) {
		size_t la = strcspn(a, "\n"), lb = strcspn(b, "\n");

		if (la != lb || memcmp(a, b, la) != 0) {
			print_error("want: %.*s\n got: %.*s\n", (int)la, a, (int)lb, b);
			bad++;
			break;
		}
		a += la + (a[la] == '\n');
		b += lb + (b[lb] == '\n');
	}
}

static void test_every_key(void **state)
{
	static struct seen start;
	char *got = NULL;
	size_t n = 0;
	FILE *golden = open_memstream(&got, &n);

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		go(&places[i], true);
		look(&start);
		/* Letters go on with the search there, though no cursor stands in a text. */
		start.typed |= strcmp(places[i].name, "F7 card") == 0;
		for (int k = 0; k < nkeys; k++)
			press(&places[i], &keys[k], &start, golden);
	}
	fclose(golden);
	compare(got, n);
	free(got);
	assert_int_equal(bad, 0);
}

static int begin(void **state)
{
	(void)state;
	desk_screen();
	desk_city(&desk);
	add_letters();
	add_named();
	return 0;
}

static int end(void **state)
{
	(void)state;
	desk_end(&desk);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_key) };

	return cmocka_run_group_tests_name("every key", tests, begin, end);
}
