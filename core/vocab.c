/* core/vocab.c - see vocab.h. */
#include "core/vocab.h"

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/i18n.h"
#include "core/text.h"

#define X(sym, wire, label, also) { wire, label, also },
static const struct word states[] = { APPEAL_STATES(X) };
static const struct word kinds[] = { APPEAL_KINDS(X) };
static const struct word channels[] = { CHANNELS(X) };
static const struct word laws[] = { LAWS(X) };
static const struct word applicants[] = { APPLICANTS(X) };
static const struct word categories[] = { CATEGORIES(X) };
static const struct word results[] = { RESULTS(X) };
static const struct word kept_results[] = { RESULTS(X) OLD_RESULTS(X) };
static const struct word outcomes[] = { OUTCOMES(X) };
static const struct word vias[] = { VIAS(X) };
static const struct word priorities[] = { PRIORITIES(X) };
static const struct word reasons[] = { REJECT_REASONS(X) };
static const struct word incident_kinds[] = { INCIDENT_KINDS(X) };
static const struct word incident_phases[] = { INCIDENT_PHASES(X) };
static const struct word roles[] = { ROLES(X) };
static const struct word service_kinds[] = { SERVICE_KINDS(X) };
static const struct word call_directions[] = { CALL_DIRECTIONS(X) };
static const struct word call_outcomes[] = { CALL_OUTCOMES(X) };
static const struct word listen_reasons[] = { LISTEN_REASONS(X) };
static const struct word template_kinds[] = { TEMPLATE_KINDS(X) };
#undef X

const struct vocab vocab_state = { states, COUNT(states) };
const struct vocab vocab_kind = { kinds, COUNT(kinds) };
const struct vocab vocab_channel = { channels, COUNT(channels) };
const struct vocab vocab_law = { laws, COUNT(laws) };
const struct vocab vocab_applicant = { applicants, COUNT(applicants) };
const struct vocab vocab_category = { categories, COUNT(categories) };
const struct vocab vocab_result = { results, COUNT(results) };
const struct vocab vocab_result_kept = { kept_results, COUNT(kept_results) };
const struct vocab vocab_outcome = { outcomes, COUNT(outcomes) };
const struct vocab vocab_via = { vias, COUNT(vias) };
const struct vocab vocab_priority = { priorities, COUNT(priorities) };
const struct vocab vocab_reason = { reasons, COUNT(reasons) };
const struct vocab vocab_incident_kind = { incident_kinds, COUNT(incident_kinds) };
const struct vocab vocab_incident_phase = { incident_phases, COUNT(incident_phases) };
const struct vocab vocab_role = { roles, COUNT(roles) };
const struct vocab vocab_service_kind = { service_kinds, COUNT(service_kinds) };
const struct vocab vocab_call_direction = { call_directions, COUNT(call_directions) };
const struct vocab vocab_call_outcome = { call_outcomes, COUNT(call_outcomes) };
const struct vocab vocab_listen_reason = { listen_reasons, COUNT(listen_reasons) };
const struct vocab vocab_template_kind = { template_kinds, COUNT(template_kinds) };

int vocab_wire_index(const struct vocab *v, const char *s)
{
	for (int i = 0; s && i < v->count; i++)
		if (strcmp(v->words[i].wire, s) == 0)
			return i;
	return -1;
}

/* Whether `key` (folded) is one of the words of `list`, separated by '|'. */
static bool among(struct arena *a, const char *list, const char *key)
{
	while (*list) {
		size_t n = strcspn(list, "|");

		if (strcmp(text_fold(a, arena_strndup(a, list, n)), key) == 0)
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

static bool is_word(const char *word, size_t len, const char *s)
{
	const char *end = word + len;
	uint32_t a, b;

	while (word < end && *s) {
		word += text_next(word, &a);
		s += text_next(s, &b);
		if (text_lower(b) != a)
			return false;
	}
	return word == end && !*s;
}

/* Whether s is, but for its case, letter by letter one of the words of `list`. Files say the same few words
 * a hundred thousand times; folding is for what a person types. */
static bool said_exactly(const char *list, const char *s)
{
	while (*list) {
		size_t n = strcspn(list, "|");

		if (is_word(list, n, s))
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

int vocab_find(const struct vocab *v, const char *s)
{
	struct arena a = { 0 };
	int found = vocab_wire_index(v, s);

	for (int i = 0; *s && found < 0 && i < v->count; i++)
		if (said_exactly(v->words[i].also, s))
			found = i;
	const char *key = found < 0 ? text_fold(&a, s) : "";

	for (int i = 0; *key && found < 0 && i < v->count; i++) {
		const struct word *w = &v->words[i];

		if (among(&a, w->wire, key) || among(&a, w->also, key) || among(&a, _(w->label), key))
			found = i;
	}
	arena_free(&a);
	return found;
}

/* Whether the words of `typed` begin as many words of `name` that stand side by side; both folded. */
static bool begins_words(const char *name, const char *typed)
{
	const char *n = name, *t = typed;

	while (*n && *t) {
		size_t has = strcspn(n, " "), wants = strcspn(t, " ");

		if (wants > has || memcmp(n, t, wants) != 0)
			return false;
		n += has + (n[has] == ' ');
		t += wants + (t[wants] == ' ');
	}
	return !*t;
}

static bool has_begun(struct arena *a, const char *list, const char *key)
{
	while (*list) {
		size_t n = strcspn(list, "|");
		const char *name = text_fold(a, arena_strndup(a, list, n));

		for (; name; name = strchr(name, ' ') ? strchr(name, ' ') + 1 : NULL)
			if (begins_words(name, key))
				return true;
		list += n + (list[n] == '|');
	}
	return false;
}

unsigned vocab_match(const struct vocab *v, const char *s)
{
	struct arena a = { 0 };
	const char *key = text_fold(&a, s);
	int whole = vocab_find(v, s);
	unsigned bits = whole >= 0 ? 1u << whole : 0;

	for (int i = 0; *key && whole < 0 && i < v->count; i++) {
		const struct word *w = &v->words[i];

		if (has_begun(&a, w->wire, key) || has_begun(&a, w->also, key) || has_begun(&a, _(w->label), key))
			bits |= 1u << i;
	}
	arena_free(&a);
	return bits;
}

const char *vocab_wire(const struct vocab *v, int i)
{
	return i >= 0 && i < v->count ? v->words[i].wire : "?";
}

const char *vocab_label(const struct vocab *v, int i)
{
	return i >= 0 && i < v->count ? _(v->words[i].label) : "?";
}

const char *vocab_file_word(const struct vocab *v, int i, size_t *len)
{
	const char *also = i >= 0 && i < v->count ? v->words[i].also : "";

	if (!*also)
		also = vocab_wire(v, i);
	*len = strcspn(also, "|");
	return also;
}

const char *vocab_label_of(const struct vocab *v, const char *wire)
{
	int i = vocab_wire_index(v, wire);

	return i >= 0 ? _(v->words[i].label) : wire ? wire : "";
}

/* All words with a comma between; `label`: as people see them. */
static void list_words(const struct vocab *v, bool label, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (int i = 0; i < v->count && n < size; i++) {
		int w = snprintf(out + n, size - n, "%s%s", i ? ", " : "",
				 label ? _(v->words[i].label) : v->words[i].wire);

		n += w > 0 ? (size_t)w : 0;
	}
}

void vocab_list(const struct vocab *v, char *out, size_t size)
{
	list_words(v, false, out, size);
}

void vocab_labels(const struct vocab *v, char *out, size_t size)
{
	list_words(v, true, out, size);
}
