# tests/lint/banned.t - calls and habits that have no place in pult; core/banned.h makes the worst not
# compile, this sees that it is in force and finds what a preprocessor cannot.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"

product_c | grep -v '^core/banned\.h$' | xargs -r bash -c '. "$TOP/tests/lib/lint.sh"; code "$@"' - >"$T/code"
# found ERE: offenders in the code, strings blanked; found_in_strings: with them.
found_in_strings() { grep -aE "$1" "$T/code" || :; }
found() { perl -pe 's/"(\\.|[^"\\])*"/""/g' "$T/code" | grep -aE "$1" || :; }

names='strcpy|strcat|strncpy|strncat|strtok|sprintf|vsprintf|gets|atoi|atol|atoll|rand|srand|localtime|ctime|asctime|system|popen|mktemp|tmpnam'
for name in ${names//|/ }; do
	grep -qw "$name" "$TOP/core/banned.h" || echo "core/banned.h does not poison $name"
done | nothing "core/banned.h has them all"
like "$(make -C "$TOP" -n -B V=1 build/obj/core/err.o 2>/dev/null)" '-include core/banned\.h' "and every file is compiled with it"
printf 'int f(void);\nint f(void) { return system("ls"); }\n' >"$T/x.c"
run gcc -I"$TOP" -include core/banned.h -c -o "$T/x.o" "$T/x.c"
like "$rc $err" '^1 .*poisoned' "so that system() does not compile"

symbols | grep -E " U ($names|__v?sprintf_chk|__str(n?cpy|n?cat)_chk|tempnam|longjmp|u?sleep|nanosleep)\$" |
	nothing "no object calls one of them"
found '(^|[^_[:alnum:]])(system|popen|exec[lv]p?e?|v?fork|alloca|setjmp|longjmp|u?sleep|nanosleep) *\(' |
	nothing "no shell-out, fork, setjmp, sleep in the sources"
found "# *(undef +($names)|pragma +(push|pop)_macro|pragma +GCC +(diagnostic|system_header))" |
	nothing "nobody unpoisons a call or silences a warning"
found_in_strings '%-?([0-9]+|\*)s|%-?[0-9]*\.[0-9]+s|%-?[0-9*]+\.[0-9*]+s' |
	nothing "no text is padded or cut in bytes by a format"
found_in_strings 'sqlite3_(mprintf|snprintf|vmprintf|get_table)|sqlite3_exec *\(.*%' |
	nothing "SQL is prepared and bound, never glued"
found '(^|[^[:alnum:]_])typedef +struct|;[[:space:]]*typedef +struct' | nothing "no typedef of a struct"
product_c | (cd "$TOP" && xargs -r grep -nwE 'TODO|FIXME|XXX|HACK') | nothing "no unfinished business"
product_c | (cd "$TOP" && xargs -r perl -ne '
	print "$ARGV:$.: $_" if m{^([^"]|"(\\.|[^"\\])*")*?//} && !m{^\s*\*|/\*};
	close ARGV if eof') | nothing "comments are /* */"
done_testing
