/* tui/option_words.c - what an option means where it is not what its row in verb.h says: one name serves several
 * commands. Help, the man page and the sentences of errors read it here. */
#include "core/i18n.h"
#include "tui/verb.h"

#define IN_VERB(v, o, meta, help) { V_##v, OPT_##o, { NULL, meta, help } }

static const struct {
	enum verb_id verb;
	enum option_id opt;
	struct option_desc means; /* the name is that of the option */
} others[] = {
	IN_VERB(INIT, NAME, "TEXT", N_("name of the site, as receipts and the screen show it")),
	IN_VERB(USER, SERVICE, "SERVICE", N_("the city service whose orders an executor sees")),
	IN_VERB(EDIT, SERVICE, "SERVICE", N_("another proposed executor")),
	IN_VERB(ATTACH, OUT, "FILE", N_("the new file to write an attached one to")),
	IN_VERB(REDACT, REASON, "TEXT", N_("why it is erased, in your words: it stays in the history")),
	IN_VERB(DISPATCH, TO, "SERVICE", N_("executor, by code, name or a part of it; without it the proposed one")),
	IN_VERB(DONE, TO, "SERVICE", N_("with not-ours, needed there: whose work it is")),
	IN_VERB(JOIN, TO, "NUMBER", N_("the appeal or the incident to join to")),
	IN_VERB(UNJOIN, NOTE, "TEXT", N_("why it is taken off")),
	IN_VERB(FORWARD, TO, "SERVICE", N_("a body of the list of executors")),
	IN_VERB(EXTEND, UNTIL, "DATE", N_("the new term: 07.11.2026, or with the hour: 07.11.2026 18:00")),
	IN_VERB(EXTEND, NOTE, "TEXT", N_("the reason: the applicant is told")),
	IN_VERB(WITHDRAW, VIA, "VIA", N_("how the applicant told it: call, sms, visit, web")),
	IN_VERB(RECEIPT, FORMAT, "FORMAT", N_("pdf, text or escpos (a receipt printer)")),
	IN_VERB(PRINT, TO, "PRINTER", N_("a printer by its name; empty is the usual one")),
	IN_VERB(IMPORT, FORMAT, "FORMAT", N_("of a file of calls: queue_log, cdr, cdr-custom or csv")),
	IN_VERB(REPORT, FORMAT, "FORMAT", N_("text, csv or json")),
	IN_VERB(REPORT, TO, "DATE", N_("where the period ends")),
	IN_VERB(INCIDENT, KIND, "KIND", N_("accident or planned")),
	IN_VERB(INCIDENT, ADDRESS, "LIST", N_("houses, with ranges: Naukova 2-14 even; Zelena 35, 35A")),
	IN_VERB(INCIDENT, TEXT, "TEXT", N_("what the autoresponder and the operators say")),
	IN_VERB(INCIDENT, TOPIC, "CODES", N_("topics of the appeals it explains")),
	IN_VERB(INCIDENT, SERVICE, "SERVICE", N_("who mends it")),
	IN_VERB(INCIDENT, FROM, "TIME", N_("when it begins; without it now")),
	IN_VERB(INCIDENT, UNTIL, "TIME", N_("its end: 18:00 or 07.11.2026 18:00, empty: not known")),
	IN_VERB(INCIDENT, TO, "NUMBER", N_("the incident to join the appeal to")),
	IN_VERB(INCIDENT, ALL, NULL, N_("also those finished long ago")),
	IN_VERB(TEMPLATE, TEXT, "TEXT", N_("the words, with fields like {name}, {number}, {due}")),
	IN_VERB(TEMPLATE, KIND, "KIND", N_("template (to type), words (to read out), step (of the call) or number")),
	IN_VERB(CONSULT, TEXT, "TEXT", N_("what was asked, in a few words")),
};

struct option_desc option_words(const struct verb *v, enum option_id opt)
{
	struct option_desc d = option_descs[opt];

	for (size_t i = 0; v && i < COUNT(others); i++)
		if (&verbs[others[i].verb] == v && others[i].opt == opt) {
			d.meta = others[i].means.meta;
			d.help = others[i].means.help;
		}
	return d;
}
