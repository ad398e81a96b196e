# tests/lint/po.t - every sentence has its Ukrainian in po/uk.po, and nothing else stands there.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"
PO=$TOP/po/uk.po

exits 0 "the sentences of the sources are collected" make -s -C "$TOP" pot B="$T/pot"
unlike "$err" 'warning' "without a warning of xgettext"
exits 0 "po/uk.po is valid: formats, plurals, header" msgfmt --check -o /dev/null "$PO"
msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$T/merged.po" "$PO" "$T/pot/pult.pot" ||
	bail "msgmerge failed"

# One line each, also of a sentence with line breaks, which stands on several lines of the file.
ids() {
	msgattrib --no-wrap "$@" | perl -0777 -ne '
		while (/^((?:#~ )?msgid) ((?:"(?:[^"\\]|\\.)*"\n(?:#~ )?)+)/mg) {
			my ($word, $all) = ($1, join "", $2 =~ /"((?:[^"\\]|\\.)*)"/g);
			print "$word \"$all\"\n" if length $all;
		}'
}
# Domain.md 5.2: ’ everywhere; ' is accepted where people type.
grep -anP "^(msgstr|\").*\p{Cyrillic}'\p{Cyrillic}" "$PO" | nothing "the apostrophe of Ukrainian words is ’"
ids --untranslated --no-obsolete "$T/merged.po" | nothing "every sentence is translated"
ids --only-fuzzy "$PO" | nothing "no translation is a guess (fuzzy)"
ids --only-obsolete "$T/merged.po" | nothing "no translation without a sentence (obsolete)"
ids --no-obsolete "$T/merged.po" | grep -aE '"(.*[^[:space:]])?[[:space:]]+"$' | nothing "no sentence ends with a blank (it is glued)"

# Commands in braces ("{register} registers.") become keys on the screen: each is a command, and the Ukrainian
# has the same ones. Fields of templates are shown to people as they are.
grep -ohE '^VERB\([A-Z_]+, "[a-z-]+"' "$TOP/tui/verb_table.h" | sed 's/.*"\(.*\)"/{\1}/' | sort -u >"$T/commands"
ok "the commands are known" grep -qxF '{register}' "$T/commands"
perl -CSD -0777 -ne '
	BEGIN { open my $c, "<", shift; local $/ = "\n"; our %known = map { chomp; $_ => 1 } <$c>; }
	for (split /\n\n/) {
		my ($id, $str) = /^msgid "(.*)"\nmsgstr "(.*)"$/m or next;
		next if $id =~ /\{(name|number|due|n|file)\}/;
		my @of = sort $id =~ /\{[a-z-]+\}/g or next;
		print "$_ is no command: $id\n" for grep { !$known{$_} } @of;
		print "other commands in Ukrainian: $id\n" if "@of" ne join " ", sort $str =~ /\{[a-z-]+\}/g;
	}' "$T/commands" "$PO" | nothing "keys named in sentences are those of commands, in both languages"
done_testing
