/* server/routes.h - the handlers behind the table of routes.c. Each fills the answer. */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "server/http.h"

/* pult-sync(7). */
enum handled route_events_post(struct request *r);
enum handled route_events_get(struct request *r);
enum handled route_blob_post(struct request *r);
enum handled route_blob_get(struct request *r);
enum handled route_pin_key(struct request *r);
enum handled route_time(struct request *r);
enum handled route_health(struct request *r);

/* For the city's own monitoring: Prometheus text, to this host alone. */
enum handled route_metrics(struct request *r);

/* For citizens: JSON, the page with its form, and its answer. */
enum handled route_status(struct request *r);
enum handled route_page(struct request *r);
enum handled route_page_status(struct request *r);

#endif
