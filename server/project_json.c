/* server/project_json.c - an appeal as the JSON of its row: the fields of core/appeal.h that are not
 * empty, and back. Not the public form (core/appeal_json.c). */
#include "server/project_inner.h"

/* Of what fold() keeps: 2 with the events that added questions, settlements and redactions. Rows had none before. */
enum { ROW_VERSION = 2 };

static json_t *fields(const void *rec, const struct field_desc *f, int n)
{
	json_t *o = json_object();

	for (int i = 0; i < n; i++) {
		if (f[i].is_int && record_int(rec, &f[i]))
			json_object_set_new(o, f[i].name, json_integer(record_int(rec, &f[i])));
		else if (!f[i].is_int && *record_text(rec, &f[i]))
			json_object_set_new(o, f[i].name, json_string(record_text(rec, &f[i])));
	}
	return o;
}

const char *project_write(const struct appeal *a, struct arena *mem)
{
	json_t *o = fields(a, appeal_fields, appeal_field_count), *list = json_array();

	for (int i = 0; i < a->nq; i++)
		json_array_append_new(list, fields(&a->q[i], question_fields, question_field_count));
	json_object_set_new(o, "v", json_integer(ROW_VERSION));
	json_object_set_new(o, "questions", list);
	char *text = json_dumps(o, JSON_COMPACT);
	const char *kept = arena_strdup(mem, text ? text : "{}");

	free(text);
	json_decref(o);
	return kept;
}

static void take(void *rec, const struct field_desc *f, int n, const json_t *from, struct arena *mem)
{
	for (int i = 0; i < n; i++) {
		const json_t *v = json_object_get(from, f[i].name);

		if (f[i].is_int)
			record_set_int(rec, &f[i], json_integer_value(v));
		else
			record_set_text(rec, &f[i],
					json_is_string(v) ? arena_strdup(mem, json_string_value(v)) : "");
	}
}

bool project_read_row(const char *json, struct appeal *out, bool *old, struct arena *mem)
{
	json_t *o = json_loads(json, 0, NULL);
	const json_t *list = json_object_get(o, "questions");

	appeal_init(out);
	take(out, appeal_fields, appeal_field_count, o, mem);
	out->nq = (int)json_array_size(list);
	out->q = out->nq ? arena_alloc(mem, (size_t)out->nq * sizeof(*out->q)) : NULL;
	for (int i = 0; i < out->nq; i++) {
		question_init(&out->q[i]);
		take(&out->q[i], question_fields, question_field_count, json_array_get(list, (size_t)i), mem);
	}
	bool good = o != NULL;

	*old = json_integer_value(json_object_get(o, "v")) < ROW_VERSION;
	json_decref(o);
	return good;
}

bool project_read(const char *json, struct appeal *out, struct arena *mem)
{
	bool old;

	return project_read_row(json, out, &old, mem);
}
