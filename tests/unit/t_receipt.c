/* tests/unit/t_receipt.c - the receipt: its words, its text, its QR code, its files.
 *
 * With arguments it is a tool for tests/cli/receipt_pdf.t: t_receipt FORMAT VARIANT [PAPER] writes
 * a receipt to standard output, with the translations of the folder $LOCALEDIR. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/link/receipt.h"
#include "data/link/savefile.h"

static const struct receipt full = {
	.site = "Львівська міська рада. Центр надання адміністративних послуг, пл. Ринок, 1",
	.number = "ГЛ-91895/26",
	.twin = "HL-91895-26",
	.when = "07.11.2026 14:31",
	.pin = "482913",
	.administrator = "Ґалаґан Єлизавета Їжаківна",
	.applicant = "Дем’яненко Мар'яна В’ячеславівна",
	.kind = "Заява",
	.topic = "Не світять ліхтарі: уся вулиця, під'їзд і двір біля дитячого майданчика, де "
		 "взимку вже о п’ятій годині темно",
	.address = "м. Львів, вул. Є. Коновальця, буд. 104А, під’їзд 2, кв. 15",
	.service = "ЛКП «Львівсвітло»",
	.term = "до 09.11.2026 14:31",
	.url = "https://1580.lviv.ua/s/",
	.phone = "1580, (032) 297-59-11",
};

/* What must be there; no PIN, no address of a page, no applicant. */
static const struct receipt bare = {
	.site = "Гаряча лінія 1580",
	.number = "ГЛ-7/26",
	.twin = "HL-7-26",
	.when = "07.11.2026 14:31",
	.pin = "",
	.administrator = "Іваненко І. І.",
	.kind = "Подяка",
	.topic = "Подяка",
	.address = "",
	.phone = "1580",
};

#define WORDS_10 "щасливе слово, щасливе слово, щасливе слово, щасливе слово, щасливе слово, "
#define WORDS_60 WORDS_10 WORDS_10 WORDS_10 WORDS_10 WORDS_10 WORDS_10
#define O_100 "оооооооооооооооооооооооооооооооооооооооооооооооооо" \
	"оооооооооооооооооооооооооооооооооооооооооооооооооо"

/* More than fits anywhere: values are cut, number and QR are not. */
static const struct receipt huge = {
	.site = WORDS_60,
	.number = "ЛЬВІВ-ГАРЯЧА-1234567890/2026",
	.twin = "LVIV-HARIACHA-1234567890-2026",
	.when = "07.11.2026 14:31",
	.pin = "48291348",
	.administrator = WORDS_60,
	.applicant = O_100 O_100 O_100,
	.kind = WORDS_60,
	.topic = "Рядок\nдругий\tі третій: 🌳🐈‍⬛ " WORDS_60,
	.address = WORDS_60,
	.service = WORDS_60,
	.term = WORDS_60,
	.url = "https://misto.example/a/very/long/path/of/the/status/page/that/somebody/set/in/the/"
	       "settings/of/the/site/and/that/still/fits/the/code?number=",
	.phone = WORDS_60,
};

static const struct variant {
	const char *name;
	const struct receipt *receipt;
} variants[] = { { "full", &full }, { "bare", &bare }, { "huge", &huge } };

static char *written(const struct receipt *r, enum receipt_format f, size_t *len)
{
	char *data = NULL;
	struct err e = { 0 };
	FILE *out = open_memstream(&data, len);

	if (receipt_write(r, f, out, &e))
		fail_msg("%s", e.msg);
	fclose(out);
	return data;
}

/* --- text ------------------------------------------------------------------------------------- */

static const char full_text[] =
	"Львівська міська рада. Центр надання адміністративних послуг, пл. Ринок, 1\n"
	"================================================================================\n"
	"Receipt of registration\n"
	"\n"
	"Number of the appeal      ГЛ-91895/26\n"
	"PIN code                  482913\n"
	"--------------------------------------------------------------------------------\n"
	"Date and time             07.11.2026 14:31\n"
	"Applicant                 Дем’яненко Мар'яна В’ячеславівна\n"
	"Kind of the appeal        Заява\n"
	"Topic                     Не світять ліхтарі: уся вулиця, під'їзд і двір біля\n"
	"                          дитячого майданчика, де взимку вже о п’ятій годині\n"
	"                          темно\n"
	"Address of the problem    м. Львів, вул. Є. Коновальця, буд. 104А, під’їзд 2,\n"
	"                          кв. 15\n"
	"Executor                  ЛКП «Львівсвітло»\n"
	"Term of consideration     до 09.11.2026 14:31\n"
	"Administrator             Ґалаґан Єлизавета Їжаківна\n"
	"--------------------------------------------------------------------------------\n"
	"Where to check the progress\n"
	"On the Internet           https://1580.lviv.ua/s/\n"
	"Number in Latin letters   HL-91895-26\n"
	"By telephone              1580, (032) 297-59-11\n"
	"\n"
	"Point the camera of a telephone at the QR code: the page of this appeal opens\n"
	"and asks for the PIN code. By telephone, name the number and the PIN code.\n"
	"Keep this receipt. Do not tell the PIN code to strangers: whoever knows it sees\n"
	"the appeal.\n";

static const char bare_text[] =
	"Гаряча лінія 1580\n"
	"================================================================================\n"
	"Receipt of registration\n"
	"\n"
	"Number of the appeal      ГЛ-7/26\n"
	"The PIN code was given at registration. If it is lost, the administrator will\n"
	"issue a new one.\n"
	"--------------------------------------------------------------------------------\n"
	"Date and time             07.11.2026 14:31\n"
	"Kind of the appeal        Подяка\n"
	"Topic                     Подяка\n"
	"Administrator             Іваненко І. І.\n"
	"--------------------------------------------------------------------------------\n"
	"Where to check the progress\n"
	"By telephone              1580\n"
	"\n"
	"By telephone, name the number and the PIN code. The QR code holds the number\n"
	"only.\n"
	"Keep this receipt. Do not tell the PIN code to strangers: whoever knows it sees\n"
	"the appeal.\n";

static void text_is_as_designed(void **state)
{
	size_t len;
	char *text = written(&full, RECEIPT_TEXT, &len);

	(void)state;
	assert_string_equal(text, full_text);
	free(text);
	text = written(&bare, RECEIPT_TEXT, &len);
	assert_string_equal(text, bare_text);
	free(text);
}

static void text_fits_80_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(variants); i++) {
		size_t len;
		char *save = NULL, *text = written(variants[i].receipt, RECEIPT_TEXT, &len);

		assert_int_equal(text_check(text, len), TEXT_GOOD);
		assert_null(strchr(text, '\t'));
		for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
			if (text_width(l) > 80)
				fail_msg("%s: %d columns: %s", variants[i].name, text_width(l), l);
		free(text);
	}
}

/* --- QR and names ----------------------------------------------------------------------------- */

static void qr_holds_link_and_number(void **state)
{
	static const struct {
		const char *url, *want;
	} rows[] = {
		{ NULL, "HL-91895-26" },
		{ "", "HL-91895-26" },
		{ "https://1580.lviv.ua", "https://1580.lviv.ua/HL-91895-26" },
		{ "https://1580.lviv.ua/s/", "https://1580.lviv.ua/s/HL-91895-26" },
		{ "https://1580.lviv.ua/?n=", "https://1580.lviv.ua/?n=HL-91895-26" },
		{ "https://1580.lviv.ua/#", "https://1580.lviv.ua/#HL-91895-26" },
		{ "https://львів.укр/с",
		  "https://%D0%BB%D1%8C%D0%B2%D1%96%D0%B2.%D1%83%D0%BA%D1%80/%D1%81/HL-91895-26" },
		{ "https://a b/\n", "https://a%20b/%0A/HL-91895-26" },
	};
	struct arena mem = { 0 };
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct receipt r = full;
		char *qr = NULL;

		r.url = rows[i].url;
		assert_int_equal(receipt_qr(&mem, &r, &qr, &e), ERR_OK);
		assert_string_equal(qr, rows[i].want);
		assert_null(strstr(qr, r.pin));
	}
	arena_free(&mem);
}

static void formats_have_names(void **state)
{
	static const struct {
		const char *name, *file;
	} rows[RECEIPT_FORMAT_COUNT] = {
		[RECEIPT_PDF] = { "pdf", "HL-91895-26.pdf" },
		[RECEIPT_TEXT] = { "text", "HL-91895-26.txt" },
		[RECEIPT_ESCPOS] = { "escpos", "HL-91895-26.bin" },
	};
	struct arena mem = { 0 };
	enum receipt_format f = RECEIPT_FORMAT_COUNT;

	(void)state;
	assert_false(receipt_format_by_name("", &f));
	assert_false(receipt_format_by_name("PDF", &f));
	assert_int_equal(f, RECEIPT_FORMAT_COUNT);
	for (unsigned i = 0; i < COUNT(rows); i++) {
		char *file = NULL;

		assert_true(receipt_format_by_name(rows[i].name, &f));
		assert_int_equal(f, i);
		assert_string_equal(receipt_format_name(f), rows[i].name);
		assert_int_equal(receipt_file_name(&mem, &full, f, &file, NULL), ERR_OK);
		assert_string_equal(file, rows[i].file);
		assert_string_equal(strrchr(file, '.'), receipt_format_ending(f));
	}
	arena_free(&mem);
}

static void what_is_no_receipt_is_refused(void **state)
{
	static const struct {
		size_t at;
		const char *value;
	} rows[] = {
		{ offsetof(struct receipt, site), NULL },
		{ offsetof(struct receipt, number), "" },
		{ offsetof(struct receipt, when), NULL },
		{ offsetof(struct receipt, administrator), "" },
		{ offsetof(struct receipt, kind), NULL },
		{ offsetof(struct receipt, topic), NULL },
		{ offsetof(struct receipt, topic), "тема\xFF" },
		{ offsetof(struct receipt, address), "вул. \x1b[31mЧервона" },
		{ offsetof(struct receipt, pin), "12\r34" },
		{ offsetof(struct receipt, twin), NULL },
		{ offsetof(struct receipt, twin), "" },
		{ offsetof(struct receipt, twin), "ГЛ-1" },
		{ offsetof(struct receipt, twin), "HL/1" },
		{ offsetof(struct receipt, twin), "../HL" },
		{ offsetof(struct receipt, twin), "-HL" },
		{ offsetof(struct receipt, twin), "HL 1" },
		{ offsetof(struct receipt, url), "https://misto.example/" WORDS_10 WORDS_10 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct receipt r = full;
		struct err e = { 0 };
		char *data = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&data, &len);

		memcpy((char *)&r + rows[i].at, &rows[i].value, sizeof(rows[i].value));
		assert_int_equal(receipt_write(&r, RECEIPT_TEXT, out, &e), ERR_INVALID);
		fclose(out);
		assert_true(e.msg[0]);
		assert_int_equal(len, 0);
		free(data);
	}
}

/* --- PDF and files ---------------------------------------------------------------------------- */

static void pdf_is_made(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(variants); i++) {
		size_t len;
		char *pdf = written(variants[i].receipt, RECEIPT_PDF, &len);

		assert_true(len > 5000);
		assert_memory_equal(pdf, "%PDF-1.", 7);
		assert_memory_equal(pdf + len - 6, "%%EOF\n", 6);
		free(pdf);
	}
}

static void a_full_disk_is_an_error(void **state)
{
	FILE *disk = fopen("/dev/full", "w");
	struct err e = { 0 };

	(void)state;
	assert_non_null(disk);
	assert_int_equal(receipt_write(&full, RECEIPT_TEXT, disk, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "The disk is full"));
	fclose(disk);
}

static char folder[64];

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/pult-receipt.XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

/* Removing the folder fails when something was left in it. */
static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static const char *in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static size_t size_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	return (size_t)st.st_size;
}

static void a_saved_receipt_is_private_and_replaces(void **state)
{
	const char *path = in_folder("HL-91895-26.txt");
	struct err e = { 0 };

	(void)state;
	assert_int_equal(receipt_save(&bare, RECEIPT_TEXT, path, &e), ERR_OK);
	assert_int_equal(size_of(path), sizeof(bare_text) - 1);
	assert_int_equal(receipt_save(&full, RECEIPT_TEXT, path, &e), ERR_OK);
	assert_int_equal(size_of(path), sizeof(full_text) - 1);
	assert_int_equal(receipt_save(&(struct receipt){ 0 }, RECEIPT_TEXT, path, &e), ERR_INVALID);
	assert_int_equal(size_of(path), sizeof(full_text) - 1);
	unlink(path);
}

static void a_file_that_cannot_be_saved_says_why(void **state)
{
	static const struct {
		const char *name, *reason;
	} rows[] = {
		{ "none/HL-1-26.pdf", "The folder does not exist." },
		{ "file/HL-1-26.pdf", "The folder does not exist." },
		{ "dir", "There is a folder with this name." },
	};
	struct err e = { 0 };

	(void)state;
	assert_int_equal(savefile(in_folder("file"), "x", 1, &e), ERR_OK);
	assert_int_equal(mkdir(in_folder("dir"), 0700), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(receipt_save(&full, RECEIPT_TEXT, in_folder(rows[i].name), &e),
				 ERR_FAILED);
		assert_non_null(strstr(e.msg, rows[i].reason));
		assert_non_null(strstr(e.msg, in_folder(rows[i].name)));
	}
	unlink(in_folder("file"));
	rmdir(in_folder("dir"));
}

static void a_cut_write_keeps_the_old_file(void **state)
{
	const char *path = in_folder("old");
	struct rlimit before, small;
	struct err e = { 0 };
	static const char big[8192];

	(void)state;
	assert_int_equal(savefile(path, "old", 3, &e), ERR_OK);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){ .rlim_cur = 4096, .rlim_max = before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum err_code code = savefile(path, big, sizeof(big), &e);

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(code, ERR_FAILED);
	assert_non_null(strstr(e.msg, "The system allows no file of this size."));
	assert_int_equal(size_of(path), 3);
	unlink(path);
}

/* --- the tool --------------------------------------------------------------------------------- */

/* Papers of receipt printers, by name. */
static const struct {
	const char *name;
	struct receipt_paper paper;
} papers[] = {
	{ "80", { .charset = "CP1251", .table = 46, .dots = 576, .cols = 48 } },
	{ "58", { .charset = "CP1251", .table = 73, .dots = 384, .cols = 32, .no_cut = true } },
	{ "cp1125", { .charset = "CP1125", .table = 44, .dots = 576, .cols = 48 } },
	{ "cp866", { .charset = "CP866", .table = 17, .dots = 576, .cols = 48 } },
	{ "qr", { .charset = "CP1251", .table = 46, .dots = 576, .cols = 48, .draw_qr = true } },
	{ "drawn", { .charset = "", .dots = 576, .cols = 48 } },
	{ "drawn58", { .charset = "", .dots = 384, .cols = 32 } },
};

static int tool(const char *format, const char *name, const char *paper)
{
	const char *locale = getenv("LOCALEDIR");
	enum receipt_format f;
	struct err e = { 0 };

	setlocale(LC_ALL, "");
	if (locale)
		bindtextdomain("pult", locale);
	textdomain("pult");
	if (!receipt_format_by_name(format, &f))
		return 2;
	for (size_t i = 0; i < COUNT(variants); i++) {
		if (strcmp(variants[i].name, name))
			continue;
		struct receipt r = *variants[i].receipt;

		for (size_t k = 0; k < COUNT(papers); k++)
			if (!strcmp(papers[k].name, paper))
				r.paper = &papers[k].paper;
		if (receipt_write(&r, f, stdout, &e))
			fprintf(stderr, "%s\n", e.msg);
		return err_exit_status(e.code);
	}
	return 2;
}

int main(int argc, char **argv)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_as_designed),
		cmocka_unit_test(text_fits_80_columns),
		cmocka_unit_test(qr_holds_link_and_number),
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(what_is_no_receipt_is_refused),
		cmocka_unit_test(pdf_is_made),
		cmocka_unit_test(a_full_disk_is_an_error),
		IN_FOLDER(a_saved_receipt_is_private_and_replaces),
		IN_FOLDER(a_file_that_cannot_be_saved_says_why),
		IN_FOLDER(a_cut_write_keeps_the_old_file),
	};

	if (argc >= 3)
		return tool(argv[1], argv[2], argc > 3 ? argv[3] : "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
