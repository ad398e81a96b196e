/* tui/keybar.c - see keybar.h. */
#include "tui/keybar.h"

#include "core/i18n.h"
#include "core/text.h"

/* How closely keys are set; the first way that fits is taken. */
struct setting {
	int gap;     /* columns between two keys */
	int space;   /* between a key and its label */
	bool digits; /* "3" for "F3" */
	int rows;
};

/* The view's own keys, from the second row upwards; function keys, always in one row. */
static const struct setting own_settings[] = {
	{ .gap = 2, .space = 1, .rows = 1 }, { .gap = 1, .space = 1, .rows = 1 },
	{ .gap = 2, .space = 1, .rows = 2 }, { .gap = 1, .space = 1, .rows = 2 },
};
static const struct setting fn_settings[] = {
	{ .gap = 2, .space = 1, .rows = 1 }, { .gap = 1, .space = 1, .rows = 1 },
	{ .gap = 1, .space = 1, .digits = true, .rows = 1 }, { .gap = 1, .space = 0, .digits = true, .rows = 1 },
};

/* A part of the bar: keys[from..to), its lowest row. */
struct part {
	struct keybar_key *keys;
	int n, y, cols;
};

/* Sets the keys one after another; returns how many fit. */
static int set_keys(struct part *p, const struct setting *s)
{
	int row = 0, x = 0;

	for (int i = 0; i < p->n; i++) {
		struct keybar_key *k = &p->keys[i];

		k->name = k->key + (s->digits && k->key[0] == 'F' && k->key[1]);
		int name = text_width(k->name) + s->space, cols = name + text_width(_(k->verb->bar));

		if (x + cols > p->cols) {
			row++;
			x = 0;
		}
		if (row == s->rows || cols > p->cols)
			return i;
		k->y = p->y + row;
		k->x = x;
		k->label_x = x + name;
		x += cols + s->gap;
	}
	return p->n;
}

/* Those that can be pressed now come first where not all of them fit. */
static void now_first(struct keybar_key *keys, int n)
{
	for (int i = 1; i < n; i++) {
		struct keybar_key k = keys[i];
		int at = i;

		for (; k.now && at > 0 && !keys[at - 1].now; at--)
			keys[at] = keys[at - 1];
		keys[at] = k;
	}
}

static int end_of(const struct keybar_key *k)
{
	return k->label_x + text_width(_(k->verb->bar));
}

/* Sets a part as widely as it fits; what does not fit at all is left out and told. Returns how many stay. */
static int set_part(struct keybar *b, struct part *p, const struct setting *settings, int count)
{
	for (int i = 0; i < count; i++)
		if (set_keys(p, &settings[i]) == p->n)
			return p->n;
	now_first(p->keys, p->n);
	int fit = set_keys(p, &settings[count - 1]);

	while (fit > 0 && end_of(&p->keys[fit - 1]) + 2 > p->cols)
		fit--;
	b->more = true;
	b->more_y = fit ? p->keys[fit - 1].y : p->y;
	b->more_x = fit ? end_of(&p->keys[fit - 1]) + 1 : 0;
	return fit;
}

/* What is no part of every day takes no room of every day, and comes first when it is there. */
static void conflicts_first(struct keybar_key *keys, int n)
{
	for (int i = 1; i < n; i++) {
		struct keybar_key k = keys[i];

		if (k.verb == &verbs[V_CONFLICTS]) {
			memmove(keys + 1, keys, (size_t)i * sizeof(*keys));
			keys[0] = k;
		}
	}
}

/* Adds the keys of the view (`everywhere` false) or those of every view; returns how many. */
static int add_keys(struct keybar *b, const struct keybar_key *all, int n, bool everywhere)
{
	int from = b->n;

	for (int i = 0; i < n; i++)
		if (((all[i].verb->in & IN_ALL) != 0) == everywhere)
			b->keys[b->n++] = all[i];
	return b->n - from;
}

void keybar_make(struct keybar *b, const struct keybar_ask *ask, int cols)
{
	struct keybar_key all[VERB_COUNT];
	int n = 0;

	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = &verbs[i];
		const char *key = keymap_shown(ask->keys, (enum verb_id)i);

		if (!*key || !v->bar || !(v->in & ask->in) || (i == V_CONFLICTS && !ask->conflicts))
			continue;
		bool now = verb_possible(v, ask->who, ask->a, ask->k, ask->pol, NULL) == ERR_OK;

		if (now || (verb_roles(v) & ask->who->roles))
			all[n++] = (struct keybar_key){ .verb = v, .key = key, .now = now };
	}
	conflicts_first(all, n);
	*b = (struct keybar){ .rows = 2 };
	struct part own = { .keys = b->keys, .n = add_keys(b, all, n, false), .y = 1, .cols = cols };

	own.n = b->n = set_part(b, &own, own_settings, COUNT(own_settings));
	struct part fn = { .keys = b->keys + b->n, .n = add_keys(b, all, n, true), .y = 0, .cols = cols };

	b->n = own.n + set_part(b, &fn, fn_settings, COUNT(fn_settings));
	for (int i = 0; i < own.n; i++)
		if (b->keys[i].y >= b->rows)
			b->rows = b->keys[i].y + 1;
}

void keybar_draw(const struct keybar *b, const struct canvas *c)
{
	struct canvas bar = canvas_sub(c, c->rows - b->rows, 0, b->rows, c->cols);

	draw_fill(&bar, ROLE_KEY_LABEL);
	for (int i = 0; i < b->n; i++) {
		const struct keybar_key *k = &b->keys[i];
		const char *label = _(k->verb->bar);
		int y = b->rows - 1 - k->y;

		draw_text(&bar, y, k->x, text_width(k->name), k->now ? ROLE_KEY : ROLE_KEY_OFF, k->name);
		draw_text(&bar, y, k->label_x, text_width(label), k->now ? ROLE_KEY_LABEL : ROLE_KEY_OFF, label);
	}
	if (b->more)
		draw_text(&bar, b->rows - 1 - b->more_y, b->more_x, 1, ROLE_KEY_OFF, "…");
}
