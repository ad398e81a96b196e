/* data/link/curlapi.h - libcurl, loaded when the first transfer needs it.
 *
 * Linked in the ordinary way libcurl and its 30 libraries cost every start of the program about 8 ms
 * (measured, Debian 12); most runs never transfer anything. So nothing here refers to its symbols: its
 * functions are reached through this table. */
#ifndef DATA_LINK_CURLAPI_H
#define DATA_LINK_CURLAPI_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "core/err.h"

/* X(name without "curl_"). */
#define CURL_FUNCTIONS(X) \
	X(global_init) X(easy_init) X(easy_setopt) X(easy_getinfo) X(easy_reset) X(easy_cleanup) \
	X(easy_strerror) X(slist_append) X(slist_free_all) X(multi_init) X(multi_setopt) \
	X(multi_add_handle) X(multi_remove_handle) X(multi_perform) X(multi_poll) \
	X(multi_info_read) X(multi_cleanup) X(multi_strerror)

struct curl_api {
#define X(name) __typeof__(curl_##name) *name;
	CURL_FUNCTIONS(X)
#undef X
};

/* The table, after curl_global_init(); loaded once and kept for the process. NULL with *e (ERR_FAILED)
 * when libcurl is not installed. */
const struct curl_api *curl_api(struct err *e);

#endif
