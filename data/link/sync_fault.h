/* data/link/sync_fault.h - why a site and the centre do not exchange, in words for the title line and for people.
 *
 * The words of the first column lie in the base (data/store/sync_state.h): append, never rename. */
#ifndef DATA_LINK_SYNC_FAULT_H
#define DATA_LINK_SYNC_FAULT_H

#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/i18n.h"

/* X(symbol, word, what the shell answers, a few words, a sentence; %lld in it is the number that goes with it) */
#define SYNC_FAULTS(X) \
	X(NONE, "", ERR_OK, "", "") \
	X(AWAY, "away", ERR_BUSY, N_("no connection"), \
	  N_("The centre does not answer. Everything waits here and goes by itself when there is a connection again.")) \
	X(NO_NAME, "name", ERR_BUSY, N_("no such address"), \
	  N_("The centre's address cannot be found: there is no network here, or the setting «central» is wrong. " \
	     "Everything waits here.")) \
	X(UNTRUSTED, "certificate", ERR_FAILED, N_("certificate"), \
	  N_("Who answers cannot prove to be the centre: its certificate is not trusted here. Nothing was sent. Look at " \
	     "the settings «central» and «central_ca», and at the clock of this host.")) \
	X(TOKEN, "token", ERR_FAILED, N_("token"), \
	  N_("The centre does not know the token of this site. Everything waits here: ask the centre's administrator " \
	     "for a new token and give it by «pult sync --token FILE».")) \
	X(NO_TOKEN, "no_token", ERR_FAILED, N_("no token"), \
	  N_("The token of this site cannot be read, or others may read it. Everything waits here: give it by «pult sync " \
	     "--token FILE» (a file of mode 0600).")) \
	X(SITE, "site", ERR_FAILED, N_("another site's token"), \
	  N_("The token is another site's. Nothing was sent: give the token of this site by «pult sync --token FILE».")) \
	X(CLOCK, "clock", ERR_FAILED, N_("clock"), \
	  N_("The clock of this host was ahead of the centre's by %lld seconds when something was written. Everything waits " \
	     "here until the centre's clock is there too: have the clock set right.")) \
	X(FORK, "fork", ERR_FAILED, N_("two logs of one site"), \
	  N_("The centre has another log under the code of this site (it differs at event %lld), for an old copy of the " \
	     "database was used: nothing of what is written here is sent any more, and numbers may be given out that others " \
	     "have. Registering goes on and is kept; call the administrator, who brings it over as «man pult-sync» says.")) \
	X(EVENT, "event", ERR_FAILED, N_("an event is refused"), \
	  N_("The centre refuses event %lld of this site and with it all that came after. The work goes on here. Run " \
	     "«pult verify» and call the administrator.")) \
	X(TOO_BIG, "big", ERR_FAILED, N_("an event is too big"), \
	  N_("Event %lld of this site is larger than the centre takes, so it and all that came after stay here. Call the " \
	     "administrator.")) \
	X(BUSY, "busy", ERR_BUSY, N_("the centre is busy"), \
	  N_("The centre is busy or its database is away. Everything waits here and goes by itself later.")) \
	X(REQUEST, "request", ERR_FAILED, N_("the centre does not understand"), \
	  N_("The centre does not understand what this program sends (status %lld): one of them is to be upgraded. " \
	     "Everything waits here.")) \
	X(PIN_KEY, "pin_key", ERR_FAILED, N_("the key of PINs"), \
	  N_("The centre does not take the key of the PINs of this site (status %lld), so citizens cannot see the state of " \
	     "what is registered here by number and PIN. Everything else goes; the key is given again every minute. Call " \
	     "the centre's administrator.")) \
	X(ANSWER, "answer", ERR_FAILED, N_("a strange answer"), \
	  N_("What answers at the centre's address does not speak as the centre does (status %lld). Everything waits here: " \
	     "look at the setting «central».")) \
	X(HERE, "here", ERR_FAILED, N_("it cannot be written here"), \
	  N_("What came from the centre could not be written to the database here. It will be fetched again; look at the " \
	     "disk, and run «pult verify»."))

/* X(symbol, sentence): what is said otherwise while a new site is made and has neither a base nor settings, so that
 * its words are those of «pult init». */
#define SYNC_FAULTS_OF_NEW(X) \
	X(AWAY, N_("Nothing answers as the centre at the address of --central, or there is no connection. Nothing was " \
		   "made: look at the address and try again.")) \
	X(NO_NAME, N_("The address of --central cannot be found: it is wrong, or there is no network here. Nothing was made.")) \
	X(UNTRUSTED, N_("Who answers cannot prove to be the centre: its certificate is not trusted here. Nothing was made. " \
			"Name the file with the certificate of the centre's authority (--ca FILE), and look at the address " \
			"of --central and at the clock of this host.")) \
	X(TOKEN, N_("The centre does not know this token. Nothing was made: ask the centre's administrator for a new one " \
		    "(«pult-central site token») and name its file: --token FILE.")) \
	X(BUSY, N_("The centre is busy or its database is away. Nothing was made: try again later.")) \
	X(REQUEST, N_("The centre does not understand what this program sends (status %lld): one of them is to be " \
		      "upgraded. Nothing was made.")) \
	X(ANSWER, N_("What answers at the address of --central does not speak as the centre does (status %lld). Nothing was " \
		     "made."))

#define X(sym, word, code, few, sentence) SYNC_##sym,
enum sync_fault { SYNC_FAULTS(X) SYNC_FAULT_COUNT };
#undef X

const char *sync_fault_word(enum sync_fault f);
/* Of a word that a newer program has written: SYNC_ANSWER. */
enum sync_fault sync_fault_of(const char *word);

/* A few words, translated; "" of SYNC_NONE. */
const char *sync_fault_few(enum sync_fault f);
/* The sentence, translated. In the arena. */
const char *sync_fault_say(struct arena *mem, enum sync_fault f, int64_t value);
/* The same of a site that is being made. */
const char *sync_fault_say_new(struct arena *mem, enum sync_fault f, int64_t value);
/* How a command that ended so is answered for. */
enum err_code sync_fault_code(enum sync_fault f);

#endif
