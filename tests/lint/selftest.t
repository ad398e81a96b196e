# tests/lint/selftest.t - each lint must be able to fail: violations are planted in a copy of the tree
# and the lint has to name every one of them.
. "${TOP:-.}/tests/lib/tap.sh"

COPY=$T/copy
mkdir -p "$COPY/build"
(cd "$TOP" && tar -cf - --exclude=./build --exclude='./build-*' --exclude=./.git .) | tar -xf - -C "$COPY"
[ ! -d "$B/obj" ] || cp -r "$B/obj" "$COPY/build/obj"

# plant FILE: standard input becomes FILE of the copy. object FILE: and it is compiled.
plant() { mkdir -p "$COPY/${1%/*}" && cat >"$COPY/$1"; }
object() {
	mkdir -p "$COPY/build/obj/${1%/*}"
	gcc -w -O0 -fno-builtin -I"$COPY" -c -o "$COPY/build/obj/${1%.c}.o" "$COPY/$1"
}
# lint NAME: runs it on the copy. caught DESC OFFENDER: its test DESC failed and named the offender.
lint() {
	run env TOP="$COPY" B="$COPY/build" TMPDIR="$T/tmp" bash "$COPY/tests/lint/$1.t"
	name=$1
}
caught() {
	if [[ $out =~ not\ ok\ [0-9]+\ -\ [^$'\n']*"$1" ]] && [[ $err == *"$2"* ]]; then
		pass "$name: $1: $2"
	else
		fail "$name did not catch: $1: $2"
	fi
}

plant core/zz_up.h <<<'#include "data/store/store.h"'
plant core/zz_bare.h <<<'#include "zz_up.h"'
plant server/zz_side.h <<<'#include "data/link/wait.h"'
plant core/zz_io.h <<<'#include <fcntl.h>'
plant data/link/zz_sql.h <<<'#include <sqlite3.h>'
plant core/zz_noobject.c <<<'/* nothing */'
plant core/zz_clock.c <<'C'
long time(long *); int open(const char *, int); char *getenv(const char *); void randombytes_buf(void *, long);
long zz(void) { randombytes_buf(0, 0); return time(0) + open("x", 0) + (long)getenv("x"); }
C
plant data/link/zz_sql.c <<<'int sqlite3_step(void *); int zz2(void) { return sqlite3_step(0); }'
plant data/store/zz_draw.c <<<'int wrefresh(void *); int zz3(void) { return wrefresh(0); }'
plant tui/zz_draw.c <<'C'
int waddnwstr(void *, void *, int), wclear(void *), wgetch(void *), printw(const char *, ...);
int zz4(void) { return waddnwstr(0, 0, 1) + wclear(0) + wgetch(0) + printw("x"); }
C
plant data/link/zz_pq.c <<<'int PQstatus(void *), MHD_get_version(void); int zz5(void) { return PQstatus(0) + MHD_get_version(); }'
for f in data/link/zz_pq.c core/zz_clock.c data/link/zz_sql.c data/store/zz_draw.c tui/zz_draw.c; do object $f; done
lint layers
caught "headers of pult" "core/zz_up.h includes data/store/store.h"
caught "headers of pult" 'core/zz_bare.h includes "zz_up.h"'
caught "headers of pult" "server/zz_side.h includes data/link/wait.h"
caught "headers of libraries" "core/zz_io.h includes <fcntl.h>"
caught "headers of libraries" "data/link/zz_sql.h includes <sqlite3.h>"
caught "every source has an object" core/zz_noobject.o
for s in time open getenv randombytes_buf; do caught "core calls no I/O" "core/zz_clock.o uses $s"; done
caught "each in its layer" "data/link/zz_sql.o uses sqlite3_step"
caught "each in its layer" "data/store/zz_draw.o uses wrefresh"
for s in PQstatus MHD_get_version; do caught "each in its layer" "data/link/zz_pq.o uses $s"; done
for s in waddnwstr wclear wgetch printw; do caught "only tui/canvas" "tui/zz_draw.o uses $s"; done

sed -i 's/ popen / /' "$COPY/core/banned.h"
sed -i 's/ -include core\/banned\.h//' "$COPY/Makefile"
plant tui/zz_banned.c <<'C'
/* planted */
typedef struct zz { int a; } zz_t;
#undef system
void zz5(char *a) { printf("%-12s|%.5s|%*s", a, a, 3, a); vfork(); }
void zz6(void) { sqlite3_exec(db, "DELETE FROM t WHERE a = %d"); sqlite3_mprintf("%Q", "x"); }
int zz7 = 1; // a comment of C++
/* TODO: finish */
C
plant tui/zz_copy.c <<<'char *strcpy(char *, const char *); char *zz5(char *a) { return strcpy(a, "b"); }'
object tui/zz_copy.c
lint banned
caught "has them all" popen
caught "every file is compiled with it" "-include core"
caught "no object calls" "tui/zz_copy.o U strcpy"
caught "no shell-out" "tui/zz_banned.c:4:"
caught "nobody unpoisons" "#undef system"
caught "padded or cut in bytes" "tui/zz_banned.c:4:"
caught "never glued" "tui/zz_banned.c:5:"
caught "no typedef" "tui/zz_banned.c:2:"
caught "comments are" "tui/zz_banned.c:6:"
caught "unfinished" "tui/zz_banned.c:7:"
sed 's/^#pragma.*//; s/^\t.*//' "$TOP/core/banned.h" | plant core/banned.h
lint banned
caught "does not compile" "failed: so that system()"

{
	echo 'int zz_global; int zz8(int a, int b, int c, int d, int e, int f, void (*g)(int, int))'
	echo '{'
	for i in {1..59}; do echo "	a += b;"; done
	echo '}'
	printf '/* %0115d */\n' 0
	for i in {1..440}; do echo; done
} | plant tui/zz_long.c
{
	echo 'int zz9(void)'
	echo '{'
	echo '	static const int t[] = {'
	for i in {1..60}; do echo "		1,"; done
	printf '	};\n	return t[0];\n}\n'
} | plant tui/zz_table.c
object tui/zz_long.c
lint limits
caught "no file is longer" "tui/zz_long.c: 503 lines"
caught "no function is longer" "tui/zz_long.c:1: zz8 has 62 lines"
caught "no function has more" "zz8 has 7 parameters"
caught "no line is longer" "tui/zz_long.c:63: 121 columns"
caught "no writable global" "zz_global"
unlike "$err" zz_table "limits: a table is not code"

plant tui/zz_text.c <<'C'
const char *a = _("A planted sentence."), *b = _("Glued: "), *c = _("%d planted appeals"),
	*d = _("Two planted\nlines.");
C
cat >>"$COPY/po/uk.po" <<'PO'

#, fuzzy
msgid "Glued: "
msgstr "Щось "

#, c-format
msgid "%d planted appeals"
msgstr "%s звернень"

msgid "Gone from the sources."
msgstr "Зникло з'єднання."
PO
lint po
caught "every sentence is translated" "A planted sentence."
caught "every sentence is translated" "Two planted"
caught "no translation is a guess" "Glued: "
caught "no translation without a sentence" "Gone from the sources."
caught "apostrophe of Ukrainian words" "з'єднання"
caught "is valid" "format specifications"
caught "ends with a blank" "Glued: "

plant core/zz_text.h <<'C'

int zz_unexplained(int a);
C
plant tui/zz_name.c <<'C'
/* tui/other.c - another name. */
const char *zz_label = "Звернення"; /* «Звернення» in a comment is welcome */
C
plant tui/zz_comment.c <<<'/* tui/zz_comment.c - «Звернення» in a comment. */'
plant tests/cli/zz_nap.t <<'SH'
ECHO NO COMMENT FIRST
ECHO X; SLEEP 1
CD /HOME/OKSANA
SH
sed -i 's/.*/\L&/' "$COPY/tests/cli/zz_nap.t" # in capitals, or the lint would find them here
plant tests/unit/t_zz.c <<<'void f(void) { usleep(10); }'
lint text
caught "begins with a comment" "core/zz_text.h: the first line is not a comment"
caught "begins with a comment" "tui/zz_name.c: the first line calls it tui/other.c"
caught "so does every script" tests/cli/zz_nap.t
caught "is explained" "core/zz_text.h:2: zz_unexplained()"
caught "Cyrillic is compiled in only" "tui/zz_name.c:2:"
unlike "$err" 'zz_comment.c:1:.*Звернення' "text: Cyrillic in a comment is allowed"
caught "no test sleeps" "tests/cli/zz_nap.t:2:"
caught "no test sleeps" "tests/unit/t_zz.c:1:"
caught "no path" "zz_nap.t:3:"
done_testing
