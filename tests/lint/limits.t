# tests/lint/limits.t - how long things may grow (style.md 3.7). Tables are data: a file without a
# function, the schema and its migrations may be longer, and what stands in a table is not counted in a
# function or a test.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"
FILE=500 FUNCTION=60 PARAMETERS=6 COLUMNS=120

cd "$TOP"
all_c >"$T/files"
ctags --languages=C --langmap=C:.c.h --kinds-C=f --fields=neS -x --_xformat='%F	%n	%{end}	%N	%S' \
	--sort=no -L "$T/files" -f - >"$T/functions" 2>"$T/ctags" || bail "ctags: $(<"$T/ctags")"
ok "ctags sees functions and where they end" grep -qE '^[^	]+	[0-9]+	[0-9]+	' "$T/functions"

# Lines of a file, or of lines A..B of it, without what stands between "= {" and "};": tables.
cat >"$T/lines.pl" <<'PL'
sub lines_without_tables {
	my ($file, $from, $to) = @_;
	open my $f, '<', $file or die "$file: $!";
	my ($n, $table) = (0, 0);
	while (<$f>) {
		next if $. < ($from // 1) or last_of($., $to);
		$table = 1 if /=\s*\{\s*(\/\*.*)?$/;
		$n++ unless $table;
		$table = 0 if $table && /^\s*\};/;
	}
	return $n;
}
sub lines { open my $f, '<', $_[0] or die "$_[0]: $!"; my $n = () = <$f>; return $n }
sub last_of { defined $_[1] && $_[0] > $_[1] }
1;
PL
awk -F'\t' 'NR == FNR { has[$1]; next }
	!/schema.*\.c$|^data\/store\/migrat.*\.c$|^data\/seed\// && (!/\.c$/ || $0 in has)' "$T/functions" "$T/files" | perl -e 'require "$ENV{T}/lines.pl"; my $max = shift;
	while (<STDIN>) {
		chomp(my $file = $_);
		my $n = $file =~ /^tests/ ? lines_without_tables($file) : lines($file);
		print "$file: $n lines\n" if $n > $max;
	}' $FILE | nothing "no file is longer than $FILE lines"
perl -e 'require "$ENV{T}/lines.pl"; my $max = shift;
	while (<STDIN>) {
		my ($file, $from, $to, $name) = split /\t/;
		next if $to - $from < $max;
		my $n = lines_without_tables($file, $from, $to);
		print "$file:$from: $name has $n lines\n" if $n > $max;
	}' $FUNCTION <"$T/functions" | nothing "no function is longer than $FUNCTION lines"

# struct err and the arena of the result go with every call and are not counted; callbacks of
# libmicrohttpd have the shape that it gives them.
perl -F'\t' -lane '
	my $s = $F[4]; $s =~ s/^\(|\)\s*$//g;
	next if $s =~ /^void \* ?cls, ?struct MHD_Connection \*/;
	1 while $s =~ s/\([^()]*\)//g;
	my $n = grep { !/struct (err|arena) \*/ } split /,/, $s;
	print "$F[0]:$F[1]: $F[3] has $n parameters" if $n > '$PARAMETERS'' "$T/functions" |
	nothing "no function has more than $PARAMETERS parameters"

# 100 is what one writes for; this stops the worst. A sentence is never broken: strings may be longer.
perl -Mutf8 -CSD -ne '
	my $c = 0;
	chomp(my $l = $_);
	next if length($l) + 7 * ($l =~ tr/\t//) <= '$COLUMNS'; # most of them, at a glance
	$c = $_ eq "\t" ? ($c | 7) + 1 : $c + 1 for split //, $l;
	print "$ARGV:$.: $c columns\n" if $c > '$COLUMNS' && $l !~ /"/;
	} continue { close ARGV if eof' $(<"$T/files") | nothing "no line is longer than $COLUMNS columns"

# Writable state that others can reach: a global in .data, .bss or common.
objects | (cd "$B/obj" && xargs -r objdump -t --) |
	awk '/file format/ { o = $1 } $2 == "g" && /[[:space:]](\.data|\.bss|\.tdata|\.tbss|\*COM\*)(\.[^[:space:]]*)?[[:space:]]/ && !/\.data\.rel\.ro/ { print o " " $NF }' |
	nothing "no writable global"

diag "$(awk -F'\t' 'NF > 3 && $1 !~ /^tests/ { print $3 - $2 + 1 }' "$T/functions" | sort -n |
	awk '{ a[NR] = $1 } END { if (NR) print NR " functions: median " a[int((NR + 1) / 2)] ", p90 " a[int(NR * .9)] ", longest " a[NR] " lines" }')"
diag "$(grep -v ^tests "$T/files" | xargs wc -l | awk '$2 != "total" { print $1 }' | sort -n |
	awk '{ a[NR] = $1; s += $1 } END { if (NR) print NR " files, " s " lines: median " a[int((NR + 1) / 2)] ", longest " a[NR] }')"
done_testing
