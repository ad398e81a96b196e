/* core/vocab.h - the closed word lists of pult: states, kinds, channels, results, roles.
 *
 * Each list is one X-macro: the enum, the wire word (stored and sent: append, never rename), the
 * label people see (a msgid) and what else may be typed for it. Sources: design.md 4.2 and 6,
 * domain.md 1.1, 2.4, 2.5, 2.10. */
#ifndef CORE_VOCAB_H
#define CORE_VOCAB_H

#include <stddef.h>

/* X(symbol, wire, label, words also understood, separated by '|') */
#define APPEAL_STATES(X) \
	X(ST_REGISTERED, "registered", N_("Registered"), "зареєстровано|отримане") \
	X(ST_DISPATCHED, "dispatched", N_("Passed to the executor"), "передано виконавцю") \
	X(ST_IN_WORK, "in_work", N_("In work"), "в роботі|in-work") \
	X(ST_DONE, "done", N_("Being checked"), "на перевірці") \
	X(ST_REWORK, "rework", N_("Being reworked"), "на доопрацюванні|не виконано|не виконано / на доопрацюванні") \
	X(ST_CLOSED, "closed", N_("Closed"), "закрито|розглянуте") \
	X(ST_FORWARDED, "forwarded", N_("Forwarded to the competent body"), "переслано за належністю|переслано") \
	X(ST_REJECTED, "rejected", N_("Not subject to consideration"), "не підлягає розгляду|відхилено") \
	X(ST_WITHDRAWN, "withdrawn", N_("Withdrawn"), "відкликано")

#define APPEAL_KINDS(X) \
	X(KIND_APPLICATION, "application", N_("Application"), "заява|клопотання|заява (клопотання)") \
	X(KIND_PROPOSAL, "proposal", N_("Proposal"), "пропозиція|зауваження|пропозиція (зауваження)") \
	X(KIND_COMPLAINT, "complaint", N_("Complaint"), "скарга") \
	X(KIND_THANKS, "thanks", N_("Thanks"), "подяка")

#define CHANNELS(X) \
	X(CH_PHONE, "phone", N_("telephone"), "телефон") \
	X(CH_VISIT, "visit", N_("in person"), "особисто") \
	X(CH_POST, "post", N_("post"), "пошта") \
	X(CH_PROXY, "proxy", N_("representative"), "") \
	X(CH_WEB, "web", N_("web site"), "сайт") \
	X(CH_EMAIL, "email", N_("e-mail"), "e-mail") \
	X(CH_FACEBOOK, "facebook", N_("Facebook"), "") \
	X(CH_APP, "app", N_("mobile application"), "застосунок") \
	X(CH_OPEN311, "open311", N_("Open311"), "") \
	X(CH_OTHER, "other", N_("other channel"), "")

/* What an appeal is by: law 393/96, or nothing but the city's own order. */
#define LAWS(X) \
	X(LAW_NO, "no", N_("no: work for a city service"), "ні") \
	X(LAW_YES, "yes", N_("yes: an appeal by law 393/96"), "так")

/* Law 393/96 Art. 5. */
#define APPLICANTS(X) \
	X(APPLICANT_INDIVIDUAL, "individual", N_("individual"), "індивідуальне") \
	X(APPLICANT_COLLECTIVE, "collective", N_("collective"), "колективне") \
	X(APPLICANT_ANONYMOUS, "anonymous", N_("anonymous"), "анонімне")

/* Order 858, part 7: categories of authors (domain.md 1.4); the last three have no number of their own there.
 * Sensitive (law 2297 Art. 7). */
#define CATEGORIES(X) \
	X(CAT_1, "7.1", N_("Participant of the war"), "") \
	X(CAT_2, "7.2", N_("Child of the war"), "") \
	X(CAT_3, "7.3", N_("Person with a disability from the Second World War"), "") \
	X(CAT_4, "7.4", N_("Person with a disability from the war"), "") \
	X(CAT_5, "7.5", N_("Participant of hostilities"), "убд") \
	X(CAT_6, "7.6", N_("Veteran of labour"), "") \
	X(CAT_7, "7.7", N_("Person with a disability of group I"), "") \
	X(CAT_8, "7.8", N_("Person with a disability of group II"), "") \
	X(CAT_9, "7.9", N_("Person with a disability of group III"), "") \
	X(CAT_10, "7.10", N_("Child with a disability"), "") \
	X(CAT_11, "7.11", N_("Single mother"), "") \
	X(CAT_12, "7.12", N_("Mother-heroine"), "") \
	X(CAT_13, "7.13", N_("Family with many children"), "") \
	X(CAT_14, "7.14", N_("Victim of the Chornobyl disaster"), "") \
	X(CAT_15, "7.15", N_("Liquidator of the Chornobyl accident"), "") \
	X(CAT_16, "7.16", N_("Hero of Ukraine"), "") \
	X(CAT_17, "7.17", N_("Hero of the Soviet Union"), "") \
	X(CAT_18, "7.18", N_("Hero of Socialist Labour"), "") \
	X(CAT_19, "7.19", N_("Child"), "") \
	X(CAT_20, "7.20", N_("Other category"), "") \
	X(CAT_IDP, "7.x-vpo", N_("Internally displaced person"), "впо|7.x-впо") \
	X(CAT_VETERAN, "7.x-vvs", N_("Veteran of military service"), "7.x-ввс") \
	X(CAT_FAMILY, "7.x-chsz", N_("Family member of a fallen defender"), "7.x-чсз")

#define RESULTS(X) \
	X(RESULT_DONE, "done", N_("Done"), "виконано") \
	X(RESULT_EXPLAINED, "explained", N_("Explained"), "роз'яснено|роз’яснено") \
	X(RESULT_IMPOSSIBLE, "impossible", N_("Cannot be done at present"), \
	  "неможливо виконати|не можливо виконати в даний період|план/програма|" \
	  "не можливо виконати в даний період, план/програма") \
	X(RESULT_NOT_OURS, "not-ours", N_("Not within our competence"), "не в компетенції|not_ours")

/* Words of old registers (domain.md 2.5): an import keeps them, no command gives them. */
#define OLD_RESULTS(X) \
	X(OLD_WAITING, "waiting", N_("Waits to be accepted"), "очікує прийому в роботу") \
	X(OLD_TO_REWORK, "to-rework", N_("To be reworked"), "на доопрацювання") \
	X(OLD_SENT_BACK, "sent-back", N_("Sent back to the executor"), "повернуто виконавцю") \
	X(OLD_AUTO, "auto", N_("Closed automatically"), "закрито автоматично") \
	X(OLD_BY_HIMSELF, "by-applicant", N_("The applicant put it right"), "самостійно") \
	X(OLD_IN_FACT, "in-fact", N_("Closed as it is"), "фактично") \
	X(OLD_NOBODY, "nobody", N_("Nobody answered the call-back"), "недозвон") \
	X(OLD_CANCELLED, "cancelled", N_("Called off"), "відмінено")

#define OUTCOMES(X) \
	X(OUTCOME_YES, "yes", N_("confirmed"), "так") \
	X(OUTCOME_NO, "no", N_("not confirmed"), "ні") \
	X(OUTCOME_PARTLY, "partly", N_("done partly"), "частково") \
	X(OUTCOME_NO_ANSWER, "no-answer", N_("no answer"), "no_answer|ндз|недозвон")

#define VIAS(X) \
	X(VIA_CALL, "call", N_("by a call"), "дзвінок") \
	X(VIA_SMS, "sms", N_("by SMS"), "") \
	X(VIA_VISIT, "visit", N_("at a visit"), "") \
	X(VIA_WEB, "web", N_("on the web site"), "") \
	X(VIA_ROBOT, "robot", N_("by the robot"), "") \
	X(VIA_INSPECTOR, "inspector", N_("by an inspector on site"), "")

/* Domain.md 2.4: A1 and A2 are accidents. Wire words are Latin; people see the Cyrillic letters. */
#define PRIORITIES(X) \
	X(PRI_A1, "A1", N_("A1"), "А1") \
	X(PRI_A2, "A2", N_("A2"), "А2") \
	X(PRI_N, "N", N_("N"), "Н") \
	X(PRI_P, "P", N_("P"), "П") \
	X(PRI_E, "E", N_("E"), "Е") \
	X(PRI_K, "K", N_("K"), "К")

/* The four reasons of law 393/96 Art. 8 for not considering an appeal. */
#define REJECT_REASONS(X) \
	X(REASON_REPEATED, "repeated", N_("Repeated: the same question was solved on the merits"), "") \
	X(REASON_LATE, "late", N_("A complaint past the term of Article 17"), "") \
	X(REASON_INCAPABLE, "incapable", N_("From a person declared incapable by a court"), "") \
	X(REASON_ANONYMOUS, "anonymous", N_("Anonymous: the author cannot be established"), "")

/* An incident: an outage or works (domain.md 2.7). */
#define INCIDENT_KINDS(X) \
	X(INCIDENT_ACCIDENT, "accident", N_("Accident"), "аварія|аварійне") \
	X(INCIDENT_PLANNED, "planned", N_("Planned works"), "планові|планове|роботи")

/* Stored are all but "planned", which is an open one that has not begun. */
#define INCIDENT_PHASES(X) \
	X(PHASE_OPEN, "open", N_("going on"), "відкриті") \
	X(PHASE_PLANNED, "planned", N_("planned"), "заплановані") \
	X(PHASE_CLOSED, "closed", N_("finished"), "закриті") \
	X(PHASE_CANCELLED, "cancelled", N_("cancelled"), "скасовані")

/* Texts that are kept under a name: put in while typing, read out, a step of the call script (domain.md 2.3; its
 * name begins with its place), what a telephone is for. */
#define TEMPLATE_KINDS(X) \
	X(TEMPLATE_TYPED, "template", N_("text to type"), "шаблон") \
	X(TEMPLATE_WORDS, "words", N_("text to read out"), "зачитати") \
	X(TEMPLATE_STEP, "step", N_("step of the call"), "крок") \
	X(TEMPLATE_USE, "number", N_("what a number is for"), "номер")

/* What the number of an incident has before its digits («захід»), and its Latin twin: ГЛ-ЗХ12/26 and
 * HL-ZKH12-26. Folded, as text_fold() gives them. */
#define INCIDENT_MARK "ЗХ"
#define INCIDENT_MARK_FOLDED "зх"
#define INCIDENT_MARK_ASCII "ZKH"
#define INCIDENT_MARK_ASCII_FOLDED "zkh"

/* What stands in a file of the city where a text was that has been erased (core/redact.h): a row has to have one. */
#define TEXT_ERASED "Персональні дані вилучено"

/* Which way a call went, and how it ended (design.md 4.2). Stored as their place in these lists: append. */
#define CALL_DIRECTIONS(X) \
	X(CALL_IN, "in", N_("incoming"), "вхідний|вхідні") \
	X(CALL_OUT, "out", N_("outgoing"), "вихідний|вихідні")

/* short: the caller hung up before anybody could answer, which is not counted as lost; missed: we called
 * and nobody answered; out: we called and talked. */
#define CALL_OUTCOMES(X) \
	X(CALLED_ANSWERED, "answered", N_("answered call"), "прийнятий|прийняті|розмова|розмови") \
	X(CALLED_LOST, "lost", N_("lost call"), "втрачений|втрачені|пропущений|пропущені") \
	X(CALLED_SHORT, "short", N_("short call"), "короткий|короткі") \
	X(CALLED_MISSED, "missed", N_("nobody answered"), "недозвон|недозвони|ндз|без-відповіді") \
	X(CALLED_OUT, "out", N_("outgoing call"), "вихідний|вихідні")

/* Why a recording is listened to (domain.md 1.9): listening to one's own needs no other reason. */
#define LISTEN_REASONS(X) \
	X(LISTEN_OWN, "own", N_("own call"), "") \
	X(LISTEN_QUALITY, "quality", N_("quality of the conversation"), "") \
	X(LISTEN_DISPUTE, "dispute", N_("complaint or dispute"), "") \
	X(LISTEN_DETAILS, "details", N_("details for the appeal"), "") \
	X(LISTEN_TRAINING, "training", N_("training"), "")

/* The order is also the bit number of the role. */
#define ROLES(X) \
	X(R_OPERATOR, "operator", N_("operator"), "") \
	X(R_CLERK, "clerk", N_("clerk"), "") \
	X(R_DISPATCHER, "dispatcher", N_("dispatcher"), "") \
	X(R_CONTROLLER, "controller", N_("controller"), "") \
	X(R_SUPERVISOR, "supervisor", N_("supervisor"), "") \
	X(R_EXECUTOR, "executor", N_("executor"), "") \
	X(R_MANAGER, "manager", N_("manager"), "") \
	X(R_ADMIN, "admin", N_("administrator"), "")

/* The kinds of data/seed/services.tsv; of the house and of the district: the address decides who it is. */
#define SERVICE_KINDS(X) \
	X(SERVICE_UTILITY, "utility", N_("city service"), "") \
	X(SERVICE_CONSULT, "consult", N_("information"), "") \
	X(SERVICE_EMERGENCY, "emergency", N_("emergency service"), "") \
	X(SERVICE_HOUSE, "house", N_("by the house"), "") \
	X(SERVICE_DISTRICT, "district", N_("by the district"), "") \
	X(SERVICE_COUNCIL, "council", N_("city council"), "") \
	X(SERVICE_CONTRACTOR, "contractor", N_("contractor"), "") \
	X(SERVICE_OWNER, "owner", N_("owner"), "") \
	X(SERVICE_ARCHIVE, "archive", N_("from an archive"), "")

#define X(sym, wire, label, also) sym,
enum appeal_state { APPEAL_STATES(X) STATE_COUNT };
enum appeal_kind { APPEAL_KINDS(X) KIND_COUNT };
enum channel { CHANNELS(X) CHANNEL_COUNT };
enum law { LAWS(X) LAW_COUNT };
enum applicant { APPLICANTS(X) APPLICANT_COUNT };
enum category { CATEGORIES(X) CATEGORY_COUNT };
enum result { RESULTS(X) RESULT_COUNT };
enum old_result { OLD_RESULTS(X) OLD_RESULT_COUNT };
enum outcome { OUTCOMES(X) OUTCOME_COUNT };
enum via { VIAS(X) VIA_COUNT };
enum priority { PRIORITIES(X) PRIORITY_COUNT };
enum reject_reason { REJECT_REASONS(X) REASON_COUNT };
enum incident_kind { INCIDENT_KINDS(X) INCIDENT_KIND_COUNT };
enum incident_phase { INCIDENT_PHASES(X) PHASE_COUNT };
enum call_direction { CALL_DIRECTIONS(X) CALL_DIRECTION_COUNT };
enum call_outcome { CALL_OUTCOMES(X) CALL_OUTCOME_COUNT };
enum listen_reason { LISTEN_REASONS(X) LISTEN_REASON_COUNT };
enum template_kind { TEMPLATE_KINDS(X) TEMPLATE_KIND_COUNT };
enum user_role { ROLES(X) USER_ROLE_COUNT };
enum service_kind { SERVICE_KINDS(X) SERVICE_KIND_COUNT };
#undef X

struct word {
	const char *wire, *label, *also;
};

/* One closed list. */
struct vocab {
	const struct word *words;
	int count;
};

extern const struct vocab vocab_state, vocab_kind, vocab_channel, vocab_law, vocab_applicant, vocab_category,
	vocab_result, vocab_result_kept, /* what a command gives; with the words of old registers */
	vocab_outcome, vocab_via, vocab_priority, vocab_reason, vocab_incident_kind, vocab_incident_phase,
	vocab_role, vocab_service_kind, vocab_call_direction, vocab_call_outcome, vocab_listen_reason,
	vocab_template_kind;

/* The index of a word by its wire word, by what else may be typed or by its translated label,
 * whatever the case; -1 when it is none of them. */
int vocab_find(const struct vocab *v, const char *s);

/* The words that the beginning of `s` may mean, as bits: those it is (vocab_find()), else those in which
 * its words begin words that follow each other: «перев» and «на перев» are «На перевірці», «на» is two
 * states. 0: none. For lists of at most 32 words. */
unsigned vocab_match(const struct vocab *v, const char *s);

/* The index by the wire word alone (what is stored); -1 when unknown. */
int vocab_wire_index(const struct vocab *v, const char *s);

/* Static strings; "?" when i is out of range. The label is translated. */
const char *vocab_wire(const struct vocab *v, int i);
const char *vocab_label(const struct vocab *v, int i);

/* The word that files of the city are written with, whatever the language: the first of those understood,
 * or the wire word. In static storage up to '|'; its length goes to *len. */
const char *vocab_file_word(const struct vocab *v, int i, size_t *len);

/* The label of a stored wire word; the word itself when it is unknown (a newer program wrote it). */
const char *vocab_label_of(const struct vocab *v, const char *wire);

/* "application, proposal, complaint, thanks": wire words, for options of the shell. Writes to out. */
void vocab_list(const struct vocab *v, char *out, size_t size);

/* The labels in the same form, for what a person types on the screen. */
void vocab_labels(const struct vocab *v, char *out, size_t size);

#endif
