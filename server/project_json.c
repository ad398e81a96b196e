/* server/project_json.c - an appeal as the JSON of its row: the fields of core/appeal.h that are not
 * empty, and back. Not the public form (core/appeal_json.c). */
#include "core/json_read.h"
#include "core/out.h"
#include "server/project_inner.h"

enum { ROW_MAX = 64 * 1024 * 1024 };

/* Behind what was written of the object. */
static void write_fields(struct out *o, const void *rec, const struct field_desc *f, int n)
{
	for (int i = 0; i < n; i++) {
		int64_t number = f[i].is_int ? record_int(rec, &f[i]) : 0;

		if (f[i].is_int ? number == 0 : !*record_text(rec, &f[i]))
			continue;
		out_text(o, o->p[o->len - 1] == '{' ? "\"" : ",\"");
		out_text(o, f[i].name);
		out_text(o, "\":");
		if (f[i].is_int)
			out_printf(o, "%lld", (long long)number);
		else
			out_json(o, record_text(rec, &f[i]));
	}
}

const char *project_write(const struct appeal *a, struct arena *mem)
{
	struct out o = { .max = ROW_MAX };

	out_printf(&o, "{\"v\":%d", PROJECT_VERSION);
	write_fields(&o, a, appeal_fields, appeal_field_count);
	out_text(&o, ",\"questions\":[");
	for (int i = 0; i < a->nq; i++) {
		out_text(&o, i ? ",{" : "{");
		write_fields(&o, &a->q[i], question_fields, question_field_count);
		out_text(&o, "}");
	}
	out_text(&o, "]}");
	const char *row = o.full ? "{}" : arena_strndup(mem, o.p, o.len);

	out_free(&o);
	return row;
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
	json_t *o = json_read_text(json);
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

	*old = json_integer_value(json_object_get(o, "v")) < PROJECT_VERSION;
	json_decref(o);
	return good;
}

bool project_read(const char *json, struct appeal *out, struct arena *mem)
{
	bool old;

	return project_read_row(json, out, &old, mem);
}
