/* tui/verbs_template.c - templates of texts for the shell: list, add, edit, remove. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/templates.h"
#include "tui/verbs.h"

enum { NAME_COLS = 20 };

static enum err_code list(struct verb_call *c, enum template_kind kind, struct err *e)
{
	struct template_list all;
	const char *t = "";

	if (template_list(c->store, kind, c->mem, &all, e))
		return e->code;
	c->out.json = json_array();
	for (int i = 0; i < all.n; i++) {
		const struct template_row *r = &all.rows[i];

		t = arena_printf(c->mem, "%s%s %s\n", t, text_fit(c->mem, r->name, NAME_COLS), r->text);
		json_array_append_new(c->out.json, json_pack("{ss ss}", "name", r->name, "text", r->text));
	}
	c->out.kind = OUT_TEXT;
	c->out.text = t;
	return ERR_OK;
}

static enum err_code need_text(const struct verb_call *c, struct err *e)
{
	return c->opt[OPT_TEXT] ? ERR_OK : err_set(e, ERR_INVALID, "%s", _("Give the text: --text TEXT."));
}

static enum err_code add(struct verb_call *c, enum template_kind kind, struct err *e)
{
	if (need_text(c, e) || template_add(c->store, kind, c->args[1], c->opt[OPT_TEXT], &c->who, e))
		return e->code;
	return say(c, arena_printf(c->mem, _("The template «%s» is added."), c->args[1]));
}

static enum err_code edit(struct verb_call *c, enum template_kind kind, struct err *e)
{
	if (need_text(c, e) || template_edit(c->store, kind, c->args[1], c->opt[OPT_TEXT], &c->who, e))
		return e->code;
	return say(c, arena_printf(c->mem, _("The template «%s» is changed."), c->args[1]));
}

static enum err_code take_away(struct verb_call *c, enum template_kind kind, struct err *e)
{
	if (template_remove(c->store, kind, c->args[1], &c->who, e))
		return e->code;
	return say(c, arena_printf(c->mem, _("The template «%s» is removed."), c->args[1]));
}

enum err_code run_template(struct verb_call *c, struct err *e)
{
	static const struct {
		const char *name;
		int args;
		enum err_code (*run)(struct verb_call *c, enum template_kind kind, struct err *e);
	} subs[] = {
		{ "list", 1, list }, { "add", 2, add }, { "edit", 2, edit }, { "remove", 2, take_away },
	};

	int kind;

	if (option_word(c, OPT_KIND, &vocab_template_kind, TEMPLATE_TYPED, &kind, e))
		return e->code;
	for (size_t i = 0; i < COUNT(subs); i++)
		if (strcmp(subs[i].name, c->args[0]) == 0 && c->nargs == subs[i].args)
			return subs[i].run(c, (enum template_kind)kind, e);
	return err_set(e, ERR_INVALID, _("It is written: pult template %s"), c->verb->usage);
}
