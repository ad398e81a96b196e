/* data/link/receipt.c - see receipt.h: checks the record, chooses the words, loads the module that draws.
 * Draws nothing itself: the makers of receipt_sheet.h do. */
#include "data/link/receipt.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/link/receipt_sheet.h"
#include "data/link/savefile.h"

/* Every string of the record; those with a label are the rows of the page, in this order. */
static const struct field {
	size_t at;
	const char *label;
	bool needed;
} fields[] = {
#define FIELD(member, text, must) { offsetof(struct receipt, member), text, must }
	FIELD(site, NULL, true),
	FIELD(number, NULL, true),
	FIELD(twin, NULL, true),
	FIELD(pin, NULL, false),
	FIELD(url, NULL, false),
	FIELD(phone, NULL, false),
	FIELD(when, N_("Date and time"), true),
	FIELD(applicant, N_("Applicant"), false),
	FIELD(kind, N_("Kind of the appeal"), true),
	FIELD(topic, N_("Topic"), true),
	FIELD(address, N_("Address of the problem"), false),
	FIELD(service, N_("Executor"), false),
	FIELD(term, N_("Term of consideration"), false),
	FIELD(administrator, N_("Administrator"), true), /* or what `post` says */
#undef FIELD
};

static const char *field_value(const struct receipt *r, const struct field *f)
{
	const char *const *p = (const void *)((const char *)r + f->at);

	return *p ? *p : "";
}

static enum err_code check_fields(const struct receipt *r, struct err *e)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *v = field_value(r, &fields[i]);

		if (fields[i].needed && !*v)
			return err_set(e, ERR_INVALID,
				       _("The receipt is not made: the office, number, date, kind, "
					 "topic or administrator is missing."));
		if (text_check(v, strlen(v)) != TEXT_GOOD)
			return err_set(e, ERR_INVALID,
				       _("The receipt is not made: one of its fields holds bytes "
					 "that are not text."));
	}
	return ERR_OK;
}

static bool is_twin_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The twin becomes a file name, an argument and a part of a link. */
static enum err_code check_twin(const char *twin, struct err *e)
{
	bool good = twin && is_twin_letter(*twin) && strlen(twin) <= 64;

	for (const char *p = twin; good && *p; p++)
		good = is_twin_letter(*p) || strchr("-_.", *p);
	if (good)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("The receipt is not made: the number has no spelling in "
					 "Latin letters that a link can hold."));
}

/* --- QR --------------------------------------------------------------------------------------- */

/* What is not plain ASCII becomes %XX: a link of Ukrainian letters, said in bytes, is read wrongly
 * by some telephones. */
static char *ascii_link(struct arena *a, const char *url)
{
	char *out = arena_alloc(a, strlen(url) * 3 + 1);
	size_t n = 0;

	for (const char *p = url; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c > ' ' && c < 0x7F)
			out[n++] = *p;
		else
			n += (size_t)snprintf(out + n, 4, "%%%02X", c);
	}
	return out;
}

enum err_code receipt_qr(struct arena *a, const struct receipt *r, char **out, struct err *e)
{
	enum err_code code = check_twin(r->twin, e);

	if (code)
		return code;
	if (!r->url || !*r->url) {
		*out = arena_strdup(a, r->twin);
		return ERR_OK;
	}
	const char *link = ascii_link(a, r->url);
	bool joined = strchr("/=?#", link[strlen(link) - 1]) != NULL;
	char *qr = arena_printf(a, "%s%s%s", link, joined ? "" : "/", r->twin);

	if (strlen(qr) > RECEIPT_QR_MAX)
		return err_set(e, ERR_INVALID,
			       _("The receipt is not made: the address of the status page in the "
				 "settings is too long for a QR code."));
	*out = qr;
	return ERR_OK;
}

/* --- the words of the page -------------------------------------------------------------------- */

/* A value on the page is one paragraph. */
static const char *one_line(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s ? s : "");

	for (char *p = copy; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return copy;
}

static void add_check(struct receipt_sheet *s, const char *label, const char *value)
{
	s->check[s->check_n++] = (struct receipt_row){ .label = label, .value = value };
}

static void fill_check(struct arena *a, const struct receipt *r, struct receipt_sheet *s)
{
	bool has_page = r->url && *r->url;

	s->check_title = _("Where to check the progress");
	if (has_page) {
		add_check(s, _("On the Internet"), one_line(a, r->url));
		add_check(s, _("Number in Latin letters"), one_line(a, r->twin));
	}
	if (r->phone && *r->phone)
		add_check(s, _("By telephone"), one_line(a, r->phone));
	s->how = has_page ? _("Point the camera of a telephone at the QR code: the page of this "
			      "appeal opens and asks for the PIN code. By telephone, name the "
			      "number and the PIN code.")
			  : _("By telephone, name the number and the PIN code. The QR code holds "
			      "the number only.");
	s->care = _("Keep this receipt. Do not tell the PIN code to strangers: whoever knows it "
		    "sees the appeal.");
}

static enum err_code fill_sheet(struct arena *a, const struct receipt *r, struct receipt_sheet *s,
				struct err *e)
{
	char *qr = NULL;
	enum err_code code = check_fields(r, e);

	if (!code)
		code = receipt_qr(a, r, &qr, e);
	if (code)
		return code;
	*s = (struct receipt_sheet){
		.site = one_line(a, r->site),
		.title = r->copy ? _("Receipt of registration. COPY") : _("Receipt of registration"),
		.number = { _("Number of the appeal"), one_line(a, r->number) },
		.pin = { _("PIN code"), r->pin && *r->pin ? one_line(a, r->pin) : NULL },
		.pin_note = r->never_had_pin
			? _("This appeal has no PIN code yet. Ask the administrator or the hotline for one: "
			    "the progress is shown by the number and the PIN code.")
			: _("The PIN code was given at registration. If it is lost, the "
			    "administrator will issue a new one."),
		.qr = qr,
		.paper = r->paper ? r->paper : &receipt_paper_usual,
	};
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *v = field_value(r, &fields[i]);

		bool is_post = fields[i].at == offsetof(struct receipt, administrator) && r->post;

		if (fields[i].label && *v)
			s->rows[s->rows_n++] = (struct receipt_row){
				is_post ? one_line(a, r->post) : _(fields[i].label), one_line(a, v) };
	}
	fill_check(a, r, s);
	return ERR_OK;
}

/* --- the module that draws -------------------------------------------------------------------- */

/* Where the module may stand: beside the program (a build, a copied folder), or installed. */
static void module_folders(char beside[PATH_MAX], const char *folders[2])
{
	ssize_t n = readlink("/proc/self/exe", beside, PATH_MAX - 1);

	beside[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(beside, '/');

	if (slash)
		*slash = '\0';
	folders[0] = beside;
	folders[1] = PULT_PREFIX "/lib/pult";
}

/* The function of this name. The module stays loaded: the second receipt must not pay for fonts again. */
static enum err_code open_module(struct arena *a, const char *name, void **call, struct err *e)
{
	char beside[PATH_MAX];
	const char *folders[2];

	module_folders(beside, folders);
	for (size_t i = 0; i < COUNT(folders); i++) {
		char *path = arena_printf(a, "%s/%s", folders[i], RECEIPT_MODULE);

		if (access(path, F_OK))
			continue;
		void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

		if (module)
			*call = dlsym(module, name);
		if (module && *call)
			return ERR_OK;
		return err_set(e, ERR_FAILED,
			       _("The receipt is not drawn: the module %s does not load. Install pult "
				 "again. (%s)"), path, dlerror());
	}
	return err_set(e, ERR_FAILED,
		       _("The receipt is not drawn: the module %s is neither beside the program nor in "
			 "%s. Install pult again."), RECEIPT_MODULE, folders[1]);
}

static const char *const faults[RECEIPT_FAULT_COUNT] = {
	[RECEIPT_OTHER_VERSION] = N_("The receipt is not drawn: the module that draws is of another version of "
				     "pult. Install pult again."),
	[RECEIPT_NO_FONT] = N_("The receipt is not drawn: the font DejaVu Sans is missing. Install the "
			       "package fonts-dejavu-core."),
	[RECEIPT_NO_MEMORY] = N_("The receipt is not drawn: there is not enough memory."),
};

/* The font library starts a thread: our signals are not for it. */
static void block_signals(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, before);
}

static enum err_code said(enum receipt_fault fault, const sigset_t *before, struct err *e)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
	return fault == RECEIPT_MADE ? ERR_OK : err_set(e, ERR_FAILED, "%s", _(faults[fault]));
}

static enum err_code make_pdf(const struct receipt_sheet *s, FILE *out, struct err *e)
{
	struct arena mem = { 0 };
	receipt_pdf_call *call = NULL;
	enum err_code code = open_module(&mem, RECEIPT_PDF_CALL, (void **)&call, e);

	if (!code) {
		sigset_t before;

		block_signals(&before);
		code = said(call(PULT_VERSION, s, out), &before, e);
	}
	arena_free(&mem);
	return code;
}

static enum err_code draw(const struct receipt_sheet *s, enum receipt_part part, struct receipt_bits *bits,
			  struct err *e)
{
	struct arena mem = { 0 };
	receipt_draw_call *call = NULL;
	enum err_code code = open_module(&mem, RECEIPT_DRAW_CALL, (void **)&call, e);

	if (!code) {
		sigset_t before;

		block_signals(&before);
		code = said(call(PULT_VERSION, s, part, bits), &before, e);
	}
	arena_free(&mem);
	return code;
}

/* In the printer's own letters; *made tells whether its code page has them all. */
static enum err_code make_lettered(const struct receipt_sheet *s, FILE *out, bool *made, struct err *e)
{
	struct receipt_bits qr = { 0 };
	enum err_code code = s->paper->draw_qr ? draw(s, RECEIPT_QR_ALONE, &qr, e) : ERR_OK;

	if (!code)
		*made = receipt_escpos_make(s, qr.bits ? &qr : NULL, out);
	free(qr.bits);
	return code;
}

static enum err_code make_escpos(const struct receipt_sheet *s, FILE *out, struct err *e)
{
	struct receipt_bits page = { 0 };
	enum err_code code = ERR_OK;
	bool made = false;

	if (*s->paper->charset)
		code = make_lettered(s, out, &made, e);
	if (code || made)
		return code;
	rewind(out); /* of memory, see make() */
	code = draw(s, RECEIPT_WHOLE, &page, e);
	if (!code)
		receipt_escpos_drawn(s->paper, &page, out);
	free(page.bits);
	return code;
}

static enum err_code make_text(const struct receipt_sheet *s, FILE *out, struct err *e)
{
	(void)e;
	receipt_text_make(s, out);
	return ERR_OK;
}

/* --- formats ---------------------------------------------------------------------------------- */

static const struct format_ops {
	const char *name, *ending;
	enum err_code (*make)(const struct receipt_sheet *s, FILE *out, struct err *e);
} formats[RECEIPT_FORMAT_COUNT] = {
#define X(sym, word, end, maker) [sym] = { .name = word, .ending = end, .make = maker },
	RECEIPT_FORMATS(X)
#undef X
};

bool receipt_format_by_name(const char *name, enum receipt_format *f)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		if (!strcmp(formats[i].name, name)) {
			*f = (enum receipt_format)i;
			return true;
		}
	}
	return false;
}

const char *receipt_format_name(enum receipt_format f)
{
	return formats[f].name;
}

const char *receipt_format_ending(enum receipt_format f)
{
	return formats[f].ending;
}

enum err_code receipt_file_name(struct arena *a, const struct receipt *r, enum receipt_format f,
				char **out, struct err *e)
{
	enum err_code code = check_twin(r->twin, e);

	if (!code)
		*out = arena_printf(a, "%s%s", r->twin, formats[f].ending);
	return code;
}

/* The receipt's bytes; the caller frees *data on success. */
static enum err_code make(const struct receipt *r, enum receipt_format f, char **data, size_t *len,
			  struct err *e)
{
	struct arena mem = { 0 };
	struct receipt_sheet sheet;
	enum err_code code = fill_sheet(&mem, r, &sheet, e);

	*data = NULL;
	if (!code) {
		FILE *out = open_memstream(data, len);

		if (out)
			code = formats[f].make(&sheet, out, e);
		if (!out || fclose(out))
			code = err_set(e, ERR_FAILED,
				       _("The receipt is not made: there is not enough memory."));
	}
	arena_free(&mem);
	if (code) {
		free(*data);
		*data = NULL;
	}
	return code;
}

enum err_code receipt_write(const struct receipt *r, enum receipt_format f, FILE *out,
			    struct err *e)
{
	char *data;
	size_t len;
	enum err_code code = make(r, f, &data, &len, e);

	if (code)
		return code;
	if (fwrite(data, 1, len, out) != len || fflush(out))
		code = err_set(e, ERR_FAILED, _("The receipt is not written. %s"),
			       savefile_reason(errno));
	free(data);
	return code;
}

enum err_code receipt_save(const struct receipt *r, enum receipt_format f, const char *path,
			   struct err *e)
{
	char *data;
	size_t len;
	enum err_code code = make(r, f, &data, &len, e);

	if (!code)
		code = savefile(path, data, len, e);
	free(data);
	return code;
}
