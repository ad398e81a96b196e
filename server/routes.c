/* server/routes.c - the addresses of the server. */
#include "server/routes.h"

#include "server/blobs.h"
#include "core/event_lines.h"

const struct route routes[] = {
	{ "POST", "/v1/events", ROUTE_SITE, EVENT_LINES_BYTES, route_events_post },
	{ "GET", "/v1/events", ROUTE_SITE, 0, route_events_get },
	{ "POST", "/v1/blobs/", ROUTE_SITE | ROUTE_REST, BLOB_MAX, route_blob_post },
	{ "GET", "/v1/blobs/", ROUTE_SITE | ROUTE_REST, 0, route_blob_get },
	{ "POST", "/v1/pin-key", ROUTE_SITE, 1024, route_pin_key },
	{ "GET", "/v1/status", 0, 0, route_status },
	{ "GET", "/", 0, 0, route_page },
	{ "GET", "/status", 0, 0, route_page },
	{ "GET", "/", ROUTE_NUMBER, 0, route_page }, /* what the QR code of a receipt says */
	{ "GET", "/status/", ROUTE_NUMBER, 0, route_page },
	{ "POST", "/status", 0, 4096, route_page_status },
	{ "GET", "/v1/time", 0, 0, route_time },
	{ "GET", "/v1/health", 0, 0, route_health },
	{ "GET", "/metrics", ROUTE_LOCAL, 0, route_metrics },
};
const int route_count = COUNT(routes);
