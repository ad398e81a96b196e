/* data/link/sync_fault.c - see sync_fault.h. */
#include "data/link/sync_fault.h"

#include <string.h>

static const struct {
	const char *word;
	enum err_code code;
	const char *few, *sentence;
} faults[] = {
#define X(sym, word, code, few, sentence) [SYNC_##sym] = { word, code, few, sentence },
	SYNC_FAULTS(X)
#undef X
};

static const char *const of_new[SYNC_FAULT_COUNT] = {
#define X(sym, sentence) [SYNC_##sym] = sentence,
	SYNC_FAULTS_OF_NEW(X)
#undef X
};

const char *sync_fault_word(enum sync_fault f)
{
	return faults[f].word;
}

enum sync_fault sync_fault_of(const char *word)
{
	for (int f = 0; f < SYNC_FAULT_COUNT; f++)
		if (strcmp(faults[f].word, word) == 0)
			return (enum sync_fault)f;
	return SYNC_ANSWER;
}

const char *sync_fault_few(enum sync_fault f)
{
	return *faults[f].few ? _(faults[f].few) : "";
}

/* The number stands in place of the one %lld. */
static const char *with_number(struct arena *mem, const char *sentence, int64_t value)
{
	const char *at = strstr(sentence, "%lld");

	if (!at)
		return arena_strdup(mem, sentence);
	return arena_printf(mem, "%.*s%lld%s", (int)(at - sentence), sentence, (long long)value, at + strlen("%lld"));
}

const char *sync_fault_say(struct arena *mem, enum sync_fault f, int64_t value)
{
	return with_number(mem, *faults[f].sentence ? _(faults[f].sentence) : "", value);
}

const char *sync_fault_say_new(struct arena *mem, enum sync_fault f, int64_t value)
{
	return of_new[f] ? with_number(mem, _(of_new[f]), value) : sync_fault_say(mem, f, value);
}

enum err_code sync_fault_code(enum sync_fault f)
{
	return faults[f].code;
}
