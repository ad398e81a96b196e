# tests/lib/lint.sh - what the lints share. Sourced after tap.sh. A lint prints its offenders, one a
# line, into `nothing DESC`; tests/lint/selftest.t proves that each of them can fail.

export LANGUAGE=en # what compilers and gettext's tools say is compared

# The C files of the product, of the product and its tests, from the top folder.
product_c() { (cd "$TOP" && find core data tui server -name '*.[ch]' 2>/dev/null | sort); }
all_c() { product_c; (cd "$TOP" && find tests -name '*.[ch]' | sort); }

# The shell of the tests.
test_scripts() { (cd "$TOP" && find tests -name '*.t' -o -path 'tests/*' -name '*.sh' | sort); }

# code FILE…: "file:line:text" with comments blanked (strings kept), for searching what is compiled.
code() {
	(cd "$TOP" && perl -0777 -ne '
		s{("(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])+\x27)|/\*.*?\*/|//[^\n]*}{
			my $kept = $1; my $all = $&;
			defined $kept ? $kept : $all =~ s/[^\n]+/ /gr }gse;
		my $n = 0;
		print map { $n++; "$ARGV:$n:$_\n" } split /\n/;
	' "$@" </dev/null)
}

# The object files of the plain build that have a source, as "core/err.o".
objects() { (cd "$TOP" && product_c | grep '\.c$' | while read -r f; do [ ! -f "$B/obj/${f%.c}.o" ] || echo "${f%.c}.o"; done); }

# symbols: "core/err.o U snprintf" for each symbol of the objects, undefined (U) or defined.
symbols() { objects | (cd "$B/obj" && xargs -r nm -A -g --) | sed -E 's/:[0-9a-f]* +/ /'; }
