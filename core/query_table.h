/* core/query_table.h - every filter and flag of the query line, one row each: query_filters.c reads by it, query_doc.c
 * tells of it (errors, help of the shell, man page, F1). Not for other modules: they call core/query.h. */
#ifndef CORE_QUERY_TABLE_H
#define CORE_QUERY_TABLE_H

#include "core/i18n.h"

/* X(name, other name, reader of query_filters.c, list of text values, which lines know it, closed list of values or
 * NULL, what it finds) */
#define QUERY_FILTERS(X) \
	X("тел", "phone", read_phone, QUERY_PHONE, QUERY_OF_ALL, NULL, \
	  N_("digits of a telephone, from any place of it")) \
	X("№", "no", read_text, QUERY_NUMBER, QUERY_OF_APPEALS, NULL, \
	  N_("number of an appeal: with its site and year, or bare")) \
	X("вул", "street", read_street, QUERY_STREET, QUERY_OF_APPEALS, NULL, \
	  N_("street of the address; the beginning of its name is enough")) \
	X("буд", "house", read_house, QUERY_HOUSE, QUERY_OF_APPEALS, NULL, \
	  N_("house, with its letter")) \
	X("тема", "topic", read_text, QUERY_TOPIC, QUERY_OF_APPEALS, NULL, \
	  N_("topic: the beginning of its code, or a part of its name")) \
	X("служба", "service", read_text, QUERY_SERVICE, QUERY_OF_APPEALS, NULL, \
	  N_("executor: code, or a part of its name")) \
	X("стан", "state", read_state, QUERY_LISTS, QUERY_OF_APPEALS, &vocab_state, \
	  N_("state; the beginning of a word of it is enough")) \
	X("виклик", "call", read_outcome, QUERY_LISTS, QUERY_OF_CALLS, &vocab_call_outcome, \
	  N_("how the call ended; the beginning of a word is enough")) \
	X("оператор", "by", read_text, QUERY_BY, QUERY_OF_ALL, NULL, \
	  N_("who registered it or took the call: the beginning of a login, or a part of the full name")) \
	X("канал", "channel", read_channel, QUERY_LISTS, QUERY_OF_APPEALS, &vocab_channel, \
	  N_("how it came; the beginning of a word is enough")) \
	X("від", "from", read_from, QUERY_LISTS, QUERY_OF_ALL, NULL, \
	  N_("on this day or later: a date with or without the time, today, yesterday")) \
	X("до", "to", read_to, QUERY_LISTS, QUERY_OF_ALL, NULL, \
	  N_("on this day or earlier")) \
	X("дата", "date", read_date, QUERY_LISTS, QUERY_OF_ALL, NULL, \
	  N_("on this day"))

/* X(name, other name, stem, symbol, which lines know it, what it finds). A word that is a stem and an ending is the
 * flag too; the words of «без-підтвердження» may also be parted by a space. */
#define QUERY_FLAGS(X) \
	X("на-контролі", "open", "на-контролі", QUERY_OPEN, QUERY_OF_APPEALS, \
	  N_("on control: not closed, forwarded, rejected or withdrawn")) \
	X("прострочені", "overdue", "простроч", QUERY_OVERDUE, QUERY_OF_APPEALS, \
	  N_("past the term and not reported done")) \
	X("повторні", "repeated", "повторн", QUERY_REPEATED, QUERY_OF_APPEALS, \
	  N_("not the first ones on this")) \
	X("аварійні", "urgent", "аварійн", QUERY_URGENT, QUERY_OF_APPEALS, \
	  N_("accidents: priority A1 or A2")) \
	X("мої", "mine", "мої", QUERY_MINE, QUERY_OF_ALL, \
	  N_("registered or taken by you")) \
	X("без-підтвердження", "unconfirmed", "без-підтвердж", QUERY_UNCONFIRMED, QUERY_OF_APPEALS, \
	  N_("closed without a confirmation")) \
	X("нерозпізнані", "unclear", "нерозпізнан", QUERY_UNCLEAR, QUERY_OF_APPEALS, \
	  N_("imported: telephone, address, topic or executor was not understood"))

#endif
