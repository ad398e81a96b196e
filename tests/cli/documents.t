# tests/cli/documents.t - the man page and the completion that are made from the table of commands, and
# the pages that are written by hand.
. "${TOP:-.}/tests/lib/tap.sh"

# page FILE: groff has nothing to say against it.
page() {
	LANGUAGE=en man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null | nothing "${1##*/} is clean for groff"
}

exits 0 "the man page is made" "$PULT" document man
printf '%s\n' "$out" >pult.1
page "$T/pult.1"
for verb in init register find show dispatch done confirm receipt backup verify; do
	like "$out" $'\n'"\\.SS $verb"$'\n' "and has the command $verb"
done
printf '.TH X 1\n.nosuchrequest\n' >bad.1
(page "$T/bad.1") >o 2>&1
like "$(<o)" '^not ok' "a bad page would be seen"
for file in "$TOP"/man/*.[1-9]; do
	[ ! -f "$file" ] || page "$file"
done

# every filter and flag of the query line is told of wherever one looks for it
names() { perl -ne 'print "$1 $2 $3\n" if /^\tX\("([^"]+)", "(\w+)", .*(QUERY_OF_\w+)/' "$TOP/core/query_table.h"; }
[ "$(names | wc -l)" -ge 18 ] || fail "the table of filters is not understood"
missing() { # TEXT NOT-OF
	names | while read -r uk en of; do
		[[ $of == "$2" || $1 == *"$uk"* && $1 == *"$en"* ]] || echo "$uk $en"
	done
}
missing "$(sed -n '/^\.SH QUERY/,/^\.SH KEYS/p' pult.1 | sed 's/\\-/-/g')" - | nothing "every filter is in the man page"
for verb in find callbacks calls; do
	run "$PULT" "$verb" --help
	[ $verb = calls ] && other=QUERY_OF_APPEALS || other=QUERY_OF_CALLS
	missing "${out#*--json}" $other | nothing "every filter is in pult $verb --help"
	LANGUAGE=en run "$PULT" "$verb" --help
	like "$out" $'\n  phone: .*\\(тел:\\)' "in the language of the reader"
done

exits 0 "the completion is made" "$PULT" document completion
printf '%s\n' "$out" >completion
# complete WORD…: what is offered for the last word.
complete_words() {
	bash -c '. ./completion; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pult; echo "${COMPREPLY[*]}"' - "$@"
}
is "$(complete_words pult regi)" register "a command is completed"
like "$(complete_words pult register --)" '--topic' "and its options"
unlike "$(complete_words pult show --)" '--topic' "and only its own"
exits 2 "there is no other document" "$PULT" document nosuch
done_testing
