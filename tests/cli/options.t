# tests/cli/options.t - what is written before, behind and instead of a command: language, help and version
# anywhere, mistyped options and commands.
. "${TOP:-.}/tests/lib/tap.sh"

# help and version, wherever they stand
version="^pult [0-9.]+$"
for words in "--version" "--db X --version" "--version --db X" "--lang uk --version" "register --version" "find --version x" \
	"--json --version"; do
	exits 0 "version: pult $words" "$PULT" $words
	like "$out" "$version" "says it"
done
for words in "--help" "--db X --help" "--help --db X" "--json --help"; do
	exits 0 "help: pult $words" "$PULT" $words
	like "$out" 'register.*callbacks' "names the commands"
done
for words in "confirm --help" "--help confirm" "--db X confirm --help" "confirm --db X --help"; do
	exits 0 "help of a command: pult $words" "$PULT" $words
	like "$out" 'no-answer' "with its options"
done
exits 3 "--help is a word where a value is due" "$PULT" note N --text --help --db "$T/none.db"
ok "nothing was made" test ! -e "$T/none.db"

# a word that means another thing in another command
for words in "print --to PRINTER" "join --to NUMBER" "dispatch --to SERVICE" "redact --reason TEXT" "reject --reason REASON"; do
	set -- $words
	exits 0 "$1" "$PULT" "$1" --help
	like "$out" "  $2 $3" "$words"
done

# language
exits 0 "English" env LANGUAGE= "$PULT" --lang en --help
like "$out" 'Register an appeal' "when asked"
is "$err" "" "without a word about it"
exits 2 "no German" env LANGUAGE= "$PULT" --lang de find
like "$err" '«de».*uk.*en' "and which there are"
exits 2 "nor behind the command" env LANGUAGE= "$PULT" find --lang=de
exits 2 "nor on the screen" env LANGUAGE= "$PULT" --lang de
exits 0 "LANGUAGE wins over --lang" env LANGUAGE=uk "$PULT" --lang en --help
like "$out" 'Зареєструвати звернення' "it is Ukrainian"
is "$(grep -c 'LANGUAGE' <<<"$err")" 1 "and says so once"
exits 0 "they agree" env LANGUAGE=en_GB:uk "$PULT" --lang en --help
is "$err" "" "nothing to say"
exits 0 "no --lang" env LANGUAGE=en "$PULT" --help
is "$err" "" "nothing to say either"
mkdir -p "$XDG_CONFIG_HOME/pult" && echo "lang = de" >"$XDG_CONFIG_HOME/pult/pult.conf"
exits 2 "nor in the configuration" env LANGUAGE= "$PULT" find
like "$err" '«de».*uk.*en' "it says which there are"
rm "$XDG_CONFIG_HOME/pult/pult.conf"
[ ! -e "$B/man/pult.1" ] || like "$(<"$B/man/pult.1")" 'LANGUAGE' "the man page says that LANGUAGE wins"

# mistyped
while read -r typed meant; do
	exits 2 "pult $typed" "$PULT" ${typed//_/ }
	like "$err" "«$meant»" "names $meant"
done <<'TABLE'
regster register
dispach dispatch
fnid find
register_--txt_x --text
register_--adress=x --address
find_--limt_3 --limit
--jsn_find --json
verify_--quik --quick
find_--langg_en --lang
TABLE
exits 2 "nothing like it" "$PULT" xyzzyq
unlike "$err" 'Можливо' "names nothing"
exits 2 "no option like it" "$PULT" find --xyzzyq
unlike "$err" 'Можливо' "names nothing"
done_testing
