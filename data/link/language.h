/* data/link/language.h - where the translations of messages are found. */
#ifndef DATA_LINK_LANGUAGE_H
#define DATA_LINK_LANGUAGE_H

/* Messages are in this language ("uk", "en") unless LANGUAGE in the environment says another one (design.md 4.1). The
 * catalogue lies beside the program that runs, or where it was installed. The locale is the caller's business. */
void language_bind(const char *lang);

#endif
