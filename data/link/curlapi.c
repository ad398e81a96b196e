/* data/link/curlapi.c - see curlapi.h. */
#include "data/link/curlapi.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "core/i18n.h"

static const struct {
	const char *symbol;
	size_t slot;
} functions[] = {
#define X(name) { "curl_" #name, offsetof(struct curl_api, name) },
	CURL_FUNCTIONS(X)
#undef X
};

static bool load(struct curl_api *api)
{
	void *lib = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

	if (!lib)
		return false;
	for (size_t i = 0; i < COUNT(functions); i++) {
		void *f = dlsym(lib, functions[i].symbol);

		if (!f) {
			dlclose(lib);
			return false;
		}
		memcpy((char *)api + functions[i].slot, &f, sizeof(f));
	}
	return api->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const struct curl_api *curl_api(struct err *e)
{
	static struct curl_api api; /* libcurl is one per process by its own contract */
	static bool loaded;

	if (!loaded)
		loaded = load(&api);
	if (loaded)
		return &api;
	err_set(e, ERR_FAILED, _("The network library libcurl cannot be loaded: install the package "
				 "libcurl4. Nothing was sent; it waits here."));
	return NULL;
}
