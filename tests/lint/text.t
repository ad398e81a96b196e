# tests/lint/text.t - what the files themselves must look like: first comment, contracts in headers,
# the language of sources, tests that do not sleep, no paths of somebody's machine.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"
cd "$TOP"

# Where Cyrillic may be compiled in: tables of text, names of query filters, lists of the product.
# Everything else that people read is an English msgid. Comments may cite what is typed or printed.
CYRILLIC='^(data/seed/|core/(text|phone|address|calendar|vocab|query)[a-z_]*\.|data/store/(query|filter)[a-z_]*\.)'

all_c | xargs perl -e '
	for my $f (@ARGV) {
		open my $h, "<", $f or die "$f: $!";
		my $l = <$h> // "";
		if ($l !~ m{^/\* }) { print "$f: the first line is not a comment\n" }
		elsif ($l =~ m{^/\* ([\w./-]+/[\w.-]+\.[ch])\b} && $1 ne $f) { print "$f: the first line calls it $1\n" }
	}' | nothing "every .c and .h begins with a comment, and knows its name"
{ test_scripts; find .ci -type f; } | xargs perl -e '
	for my $f (@ARGV) {
		open my $h, "<", $f or die "$f: $!";
		print "$f\n" unless grep { defined && /^# / } scalar <$h>, scalar <$h>;
	}' | nothing "so does every script"

# A header is a contract: each paragraph of prototypes has a comment above or in it.
product_c | grep '\.h$' | xargs -r perl -0777 -ne '
	my $text = $_; my $line = 1;
	$text =~ s{^[ \t]*#(?:[^\n\\]|\\.|\\\n)*}{"\n" x ($& =~ tr/\n//)}gme;
	for my $par (split /\n(?=\n)/, $text) {
		my $code = $par; my $has = $code =~ s{/\*.*?\*/}{}gs;
		1 while $code =~ s/\{[^{}]*\}//gs;
		$code =~ s/^\s*(extern\s+)?(struct|enum|union)\s+\w+\s*;//gm;
		$code =~ s/^\w[\w\s*]*_(init|close|free)\(struct \w+ \*\w+\);//gm; # says all by its name
		if (!$has && $code =~ /^[A-Za-z_][\w\s*]*?\b(\w+)\s*\([^;]*\)[^;()]*(\([^;]*\))?\s*;/m) {
			my ($name, $at) = ($1, $line + (substr($code, 0, $-[0]) =~ tr/\n//));
			print "$ARGV:$at: $name() has no comment\n";
		}
		$line += ($par =~ tr/\n//) + 1;
	}' | nothing "every function of a public header is explained"

product_c | grep -vE "$CYRILLIC" | xargs -r bash -c '. "$TOP/tests/lib/lint.sh"; code "$@"' - |
	perl -CSD -ne 'print if /^[^:]*:\d+:.*\p{Cyrillic}/' | nothing "Cyrillic is compiled in only from tables of text"

# A test waits for something visible. (sleep(1) spelt in halves, or this lint would find itself.)
nap='(u|nano)?sle''ep|nap''ms'
{
	test_scripts | xargs -r perl -ne '
		s/(^|\s)#.*//; s/\x27[^\x27]*\x27//g if $ARGV =~ /^tests\/lint\//;
		print "$ARGV:$.: $_" if /(^|[\s;&|(`])('"$nap"')(\s+[\$\d.]|$)/; close ARGV if eof'
	find tests -name '*.c' | xargs -r bash -c '. "$TOP/tests/lib/lint.sh"; [ $# = 0 ] || code "$@"' - | grep -E "(^|[^_[:alnum:]])($nap) *\("
} | nothing "no test sleeps"

# Nobody's home, and no tool of one workplace.
find . \( -path ./.git -o -path './build' -o -path './build-*' \) -prune -o -type f -print | grep -vE '^\./COPYING$' |
	xargs -r grep -nIE '(^|[^[:alnum:]_.$}])/(home|root|work|Users|mnt|media)/[[:alnum:]_.]' | cut -c1-160 |
	nothing "no path of somebody's machine"
done_testing
