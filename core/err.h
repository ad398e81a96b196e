/* core/err.h - how every fallible function of pult fails.
 *
 * A failure is a code for the program and one translated sentence for a person: what happened,
 * what was kept, what to do. The sentence never holds personal data. It is set at the lowest
 * layer that can explain it and shown only at the top (the screen, the shell). Nothing is printed
 * below that. */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* X(symbol, exit status of the shell, design.md 4.1). ERR_BUG is a broken invariant of ours. */
#define ERR_CODES(X) \
	X(ERR_OK, 0)        /* done */ \
	X(ERR_FAILED, 1)    /* disk, memory, a file of the user, a foreign program */ \
	X(ERR_INVALID, 2)   /* a value that cannot be right */ \
	X(ERR_NOT_FOUND, 3) /* no such appeal, service, user... */ \
	X(ERR_REFUSED, 4)   /* role or state does not allow it */ \
	X(ERR_CONFLICT, 5)  /* changed by someone else meanwhile */ \
	X(ERR_BUSY, 6)      /* busy, offline, or the program was updated: try again */ \
	X(ERR_BUG, 1)

#define X(sym, status) sym,
enum err_code { ERR_CODES(X) ERR_CODE_COUNT };
#undef X

struct err {
	enum err_code code;
	const char *arg; /* which value of the command is missing or wrong ("via", "service"), a static
			    string; NULL: none of them. Each door says in its way where it is given */
	char msg[2048];  /* UTF-8, cut on a letter; empty while code is ERR_OK */
};

/* Sets *e (which may be NULL) and returns `code`. The text is cut on a letter when too long; no value is
 * named. */
enum err_code err_set(struct err *e, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Names the value of an error that was set; `code` as it was given. */
enum err_code err_about(struct err *e, const char *arg, enum err_code code);

/* The exit status of the shell for a code. */
int err_exit_status(enum err_code code);

#endif
