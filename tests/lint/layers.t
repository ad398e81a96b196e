# tests/lint/layers.t - who may see whom (design.md 3), by includes and by symbols of the objects.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"

# Layer of a file: its folder. Each line: a layer, then the layers whose headers it may include.
cat >"$T/matrix" <<'TABLE'
core core
data/seed core data/seed
data/store core data/seed data/store
data/link core data/store data/link
tui core data/seed data/store data/link tui
server core server
TABLE

# Headers of libraries that one layer alone may see. core has a list of those it may (below).
cat >"$T/owners" <<'TABLE'
^sqlite3\.h data/store
^curl/ data/link
^(cairo|pango|fontconfig|glib|qrencode) data/link
^(ncurses|curses|panel|form|menu|term|ncursesw) tui
^readline/ tui
^(libpq|postgresql|microhttpd) server
TABLE
core_headers='assert|ctype|errno|float|inttypes|jansson|libintl|limits|math|sodium|stdalign|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|utf8proc'

(cd "$TOP" && product_c | xargs -r grep -nH '^[[:space:]]*#[[:space:]]*include') >"$T/includes"
layer='sub layer { $_[0] =~ m{^(core|tui|server|data/[a-z]+)/} ? $1 : "" }'

perl -e "$layer"'
	open M, shift; my %may = map { my ($l, @m) = split; ($l, { map { $_ => 1 } @m }) } <M>;
	while (<>) {
		my ($file, $inc) = m{^(.*?):\d+:\s*#\s*include\s+"([^"]+)"} or next;
		next if $file eq "core/banned.h";
		my ($from, $to) = (layer($file), layer($inc));
		if ($inc =~ m{/banned\.h$}) { next }
		elsif ($to eq "") { next if $inc =~ m{^[a-z_]+\.inc$}; print "$file includes \"$inc\": write its folder\n" }
		elsif (!$may{$from}{$to}) { print "$file includes $inc: $from may not see $to\n" }
	}' "$T/matrix" "$T/includes" | nothing "headers of pult: core < store < link < tui"

perl -e "$layer"'
	open O, shift; my @own = map { [split] } <O>; my $core = shift;
	while (<>) {
		my ($file, $inc) = m{^(.*?):\d+:\s*#\s*include\s+<([^>]+)>} or next;
		next if $file eq "core/banned.h";
		my $l = layer($file);
		for (@own) { print "$file includes <$inc>: only $_->[1] may\n" if $inc =~ $_->[0] && $l ne $_->[1] }
		print "$file includes <$inc>: core has no I/O, clock, locale or randomness\n"
			if $l eq "core" && $inc !~ m{^($core)(\.h|/)};
	}' "$T/owners" "$core_headers" "$T/includes" | nothing "headers of libraries: each in its layer"

# --- by symbols: what a declaration by hand or a macro would hide from the above --------------------
missing=$(comm -23 <(product_c | grep '\.c$' | grep -v -E '^data/link/receipt_(pdf|draw)\.c$' | sed 's/c$/o/') <(objects))
nothing "every source has an object in $B/obj (make)" <<<"$missing"
symbols >"$T/symbols"

# What core may take from outside itself.
core_allow='mem(cpy|move|set|cmp|chr|rchr|mem)|__mem(cpy|move|set|pcpy)_chk|mempcpy|str(n?len|n?cmp|r?chr|chrnul|str|c?spn|pbrk|n?casecmp|n?dup|toll?|toull?|tod)|stpcpy|__(isoc23_)?strto[a-z]+|(m|c|re)alloc|reallocarray|free|abort|qsort(_r)?|bsearch|v?snprintf|__v?snprintf_chk|__stack_chk_fail|__assert_fail|__errno_location|__ctype_(b|tolower|toupper)_loc|d?c?n?gettext|l?l?abs|l?l?div|l?l?round|floor|ceil|_GLOBAL_OFFSET_TABLE_|crypto_\w+|sodium_(memzero|memcmp|bin2\w+|hex2bin|base642bin|compare|increment|is_zero|mlock|munlock)|json_\w+|utf8proc_\w+'
core_deny='crypto_\w*(_keygen|_keypair)|crypto_pwhash(_\w+)?_str|randombytes\w*|json_(load|dump)(f|fd|_file|_callback)'
perl -e '
	my ($allow, $deny) = (shift, shift); my (%ours, @used);
	while (<>) {
		my ($o, $t, $s) = m{^(core/\S+)\s+(\w)\s+(\S+)} or next;
		if ($t eq "U") { push @used, [$o, $s] } else { $ours{$s} = 1 }
	}
	for (@used) {
		my ($o, $s) = @$_;
		print "$o uses $s\n" if !$ours{$s} && ($s !~ /^($allow)$/ || $s =~ /^($deny)$/);
	}' "$core_allow" "$core_deny" "$T/symbols" | nothing "core calls no I/O, clock, environment, locale or randomness"

# Symbols of the libraries, and the only layer that may use them.
archive() { nm -g --defined-only "$(gcc -print-file-name="$1")" 2>/dev/null | awk 'NF == 3 { print $3 }'; }
{
	for lib in libncursesw libtinfo libpanelw libreadline; do
		archive $lib.a | sed 's/$/ tui/'
	done
} >"$T/terminal"
ok "the symbols of ncurses and readline are known" grep -q '^waddnwstr tui' "$T/terminal"
perl -e "$layer"'
	open L, shift; my %own = map { split } <L>; my (%ours, @used);
	while (<>) {
		my ($o, $t, $s) = m{^(\S+)\s+(\w)\s+(\S+)} or next;
		if ($t eq "U") { push @used, [$o, $s] } else { $ours{$s} = 1 }
	}
	for (@used) {
		my ($o, $s) = @$_;
		next if $ours{$s};
		my $owner = $s =~ /^sqlite3_/ ? "data/store" : $s =~ /^(curl_|cairo_|pango_|QRcode_|Fc[A-Z])/ ? "data/link"
			: $s =~ /^(PQ|MHD_)/ ? "server" : $own{$s} or next;
		print "$o uses $s: only $owner may\n" if layer($o) ne $owner;
	}' "$T/terminal" "$T/symbols" | nothing "sqlite3, curl, cairo, ncurses, readline, PostgreSQL: each in its layer"

perl -ne '
	my ($o, $s) = m{^(tui/\S+)\s+U\s+(\S+)} or next;
	print "$o uses $s: only tui/canvas draws text\n"
		if $o !~ m{^tui/canvas\w*\.o$} && $s =~ /^(mv)?w?(add|ins)_?n?w?(str|ch|chstr|chnstr|wch|wchnstr)$|printw$/;
	print "$o uses $s: keys and text come by get_wch\n" if $s =~ /^(w?getn?str|w?getch|\w*scanw)$/;
	print "$o uses $s: erase, never clear\n" if $s =~ /^w?clear$/;
	' "$T/symbols" | nothing "only tui/canvas draws text; letters are read whole; nothing clears the screen"
done_testing
