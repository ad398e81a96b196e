/* tui/output.c - see output.h. */
#include "tui/output.h"

#include "core/i18n.h"
#include "core/text.h"
#include "tui/calls_list.h"
#include "tui/card_text.h"

static FILE *to(const struct verb_call *c)
{
	return c->out.to;
}

static void print_json(const struct verb_call *c, json_t *o)
{
	json_dumpf(o, to(c), JSON_INDENT(2) | JSON_REAL_PRECISION(15));
	fputc('\n', to(c));
	json_decref(o);
}

/* Parts that are not empty, with commas between them. */
static void print_plain(const struct verb_call *c, const char *const *parts, size_t n)
{
	const char *last = "";

	for (size_t i = 0; i < n; i++) {
		if (!*parts[i])
			continue;
		fprintf(to(c), "%s%s", *last ? ", " : "", parts[i]);
		last = parts[i];
	}
	fprintf(to(c), *last && strchr(".!?", last[strlen(last) - 1]) ? "\n" : ".\n");
}

/* Rows of `find` have the names of design.md 4.2, as `show` has: each appeal is read whole. */
static enum err_code found_as_json(struct verb_call *c, struct err *e)
{
	json_t *list = json_array();
	enum err_code rc = ERR_OK;

	for (int i = 0; !rc && i < c->out.found.n; i++) {
		const struct found *f = &c->out.found.rows[i];
		struct arena mem = { 0 };
		struct appeal a;

		rc = appeal_load(c->store, f->number, &mem, &a, NULL, e);
		if (!rc)
			json_array_append_new(list, appeal_json_question(&a, f->k, store_clock(c->store)));
		arena_free(&mem);
	}
	if (rc)
		json_decref(list);
	else
		print_json(c, list);
	return rc;
}

/* Under a list on standard output. */
static void tell(struct verb_call *c, const char *sentence)
{
	if (c->door.plain)
		fprintf(to(c), "%s\n", sentence);
	else
		c->out.aside = arena_printf(c->mem, "%s%s\n", c->out.aside ? c->out.aside : "", sentence);
}

static void tell_rest(struct verb_call *c, int n, bool more)
{
	if (more)
		tell(c, _("There are more: --limit 0 shows all."));
	else if (n == 0)
		tell(c, _("Nothing was found."));
}

static void calls_as_json(struct verb_call *c)
{
	json_t *list = json_array();

	for (int i = 0; i < c->out.calls.n; i++)
		json_array_append_new(list, call_json(&c->out.calls.rows[i], store_clock(c->store)));
	print_json(c, list);
}

static void calls_as_table(struct verb_call *c)
{
	for (int i = 0; i < c->out.calls.n; i++) {
		const struct call *k = &c->out.calls.rows[i];
		struct arena a = { 0 };
		char when[17], wait[16], talk[16];
		const char *appeals = "";

		civil_format_minute(store_clock(c->store), k->at, when);
		call_format_seconds(k->wait_s, wait);
		call_format_seconds(k->talk_s, talk);
		for (int n = 0; n < k->nappeals; n++)
			appeals = arena_printf(&a, "%s %s", appeals, k->appeals[n]);
		const char *const plain[] = { when, calls_phone(k, &a), vocab_label(&vocab_call_outcome, k->outcome),
			k->talk_s > 0 ? arena_printf(&a, _("talked %s"), talk) : "", k->operator, k->name, *appeals ? appeals + 1 : "" };

		if (c->door.plain) {
			print_plain(c, plain, COUNT(plain));
			arena_free(&a);
			continue;
		}
		fprintf(to(c), "%s %s %s %s %s %s %s%s\n", when, text_fit(&a, calls_phone(k, &a), 17),
		       text_fit(&a, vocab_label(&vocab_call_outcome, k->outcome), 13), text_fit(&a, wait, -5),
		       text_fit(&a, talk, -6), text_fit(&a, k->operator, 10), text_fit(&a, k->name, 28), appeals);
		arena_free(&a);
	}
	if (c->out.calls.partly)
		tell(c, _("The name is very common: only callers of the last appeals were looked at. Add a word or a date."));
	tell_rest(c, c->out.calls.n, c->out.calls.more);
}

static void found_as_table(struct verb_call *c)
{
	char when[17];

	for (int i = 0; i < c->out.found.n; i++) {
		const struct found *f = &c->out.found.rows[i];
		struct arena a = { 0 };

		civil_format_minute(store_clock(c->store), f->registered, when);
		const char *const plain[] = { found_ref(&a, f), when, vocab_label(&vocab_state, (int)f->state),
			f->overdue ? _("overdue") : "", f->name, f->address, *f->address ? "" : f->text };

		if (c->door.plain) {
			print_plain(c, plain, COUNT(plain));
			arena_free(&a);
			continue;
		}
		fprintf(to(c), "%s %s %s %s %s%s\n", text_fit(&a, found_ref(&a, f), 15), when,
		       text_fit(&a, vocab_label(&vocab_state, (int)f->state), 20), text_fit(&a, f->name, 24),
		       text_fit(&a, *f->address ? f->address : f->text, 40), f->overdue ? " !" : "");
		arena_free(&a);
	}
	tell_rest(c, c->out.found.n, c->out.found.more);
}

static void question_as_text(const struct verb_call *c, const struct question *q)
{
	char due[17];

	if (*q->service_name)
		fprintf(to(c), "\t%s", q->service_name);
	if (q->due) {
		civil_format_minute(store_clock(c->store), q->due, due);
		fprintf(to(c), _("\tuntil %s"), due);
	}
}

/* The appeal in one line; where there are several questions, each in a line below it. */
static void appeal_as_text(struct verb_call *c)
{
	const struct appeal *a = &c->out.appeal;

	fprintf(to(c), "%s\t%s", a->number, vocab_label(&vocab_state, (int)appeal_state(a)));
	if (a->nq == 1)
		question_as_text(c, &a->q[0]);
	if (*c->out.pin)
		fprintf(to(c), "\tPIN %s", c->out.pin);
	fputc('\n', to(c));
	for (int i = 0; a->nq > 1 && i < a->nq; i++) {
		fprintf(to(c), "%s.%d\t%s", a->number, (int)a->q[i].k, vocab_label_of(&vocab_state, a->q[i].state));
		question_as_text(c, &a->q[i]);
		fputc('\n', to(c));
	}
}

static void appeal_as_json(struct verb_call *c)
{
	json_t *o = appeal_json(&c->out.appeal, store_clock(c->store));

	if (*c->out.pin)
		json_object_set_new(o, "pin", json_string(c->out.pin));
	if (c->out.k)
		json_object_set_new(o, "question", json_integer(c->out.k));
	print_json(c, o);
}

static enum err_code show(struct verb_call *c, struct err *e)
{
	json_t *o;

	if (c->opt[OPT_JSON]) {
		enum err_code rc = appeal_show_json(c->store, &c->out.appeal, &o, e);

		if (!rc)
			print_json(c, o);
		return rc;
	}
	const char *card = card_text(c->store, &c->out.appeal, c->door.plain, c->mem, e);

	if (e->code)
		return e->code;
	fputs(card, to(c));
	return ERR_OK;
}

static void sentence(struct verb_call *c)
{
	if (c->opt[OPT_JSON]) {
		print_json(c, c->out.json ? c->out.json : json_pack("{ss}", "message", c->out.text));
	} else {
		json_decref(c->out.json);
		fprintf(to(c), c->out.kind == OUT_TEXT ? "%s" : "%s\n", c->out.text);
	}
}

static enum err_code print(struct verb_call *c, struct err *e)
{
	bool json = c->opt[OPT_JSON] != NULL;

	switch (c->out.kind) {
	case OUT_NOTHING:
		break;
	case OUT_SENTENCE:
	case OUT_TEXT:
		sentence(c);
		break;
	case OUT_APPEAL:
		(json ? appeal_as_json : appeal_as_text)(c);
		break;
	case OUT_SHOW:
		return show(c, e);
	case OUT_FOUND:
		if (json)
			return found_as_json(c, e);
		found_as_table(c);
		break;
	case OUT_CALLS:
		(json ? calls_as_json : calls_as_table)(c);
		break;
	}
	return ERR_OK;
}

enum err_code output_text(struct verb_call *c, const char **text, struct err *e)
{
	char *made = NULL;
	size_t size;

	c->out.to = open_memstream(&made, &size);
	if (!c->out.to)
		return err_set(e, ERR_FAILED, "%s", _("Memory is short: the answer cannot be shown. What was done is saved."));
	enum err_code rc = print(c, e);

	if (!rc && c->out.remark && *c->out.remark)
		tell(c, c->door.plain ? c->out.remark : arena_printf(c->mem, "pult: %s", c->out.remark));
	fclose(c->out.to);
	if (!rc)
		*text = text_harmless(c->mem, made);
	free(made);
	return rc;
}

enum err_code output_result(struct verb_call *c, struct err *e)
{
	const char *text;

	if (output_text(c, &text, e))
		return e->code;
	if (fputs(text, stdout) < 0 || fflush(stdout) || ferror(stdout))
		return err_set(e, ERR_FAILED, "%s", _("The output cannot be written."));
	if (c->out.aside)
		fputs(text_harmless(c->mem, c->out.aside), stderr);
	return ERR_OK;
}
