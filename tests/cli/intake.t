# tests/cli/intake.t - what the rules of intake say through the shell: who is anonymous, whose name a receipt
# bears and as what, which streets are one; and everything derived is made anew.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

new_city || bail "the city was not made"
add_user obydva operator,clerk "Обидва Оля Олегівна"

# --- the receipt names the person by the role
receipt_of() { # LOGIN OPTIONS…: the row of who registered
	local who=$1 n

	shift
	n=$(as "$who" register --json --text "щось" "$@" | jq -r .number)
	"$PULT" receipt "$n" | grep -o "\(Оператор\|Адміністратор\|Хто зареєстрував\).*"
}
like "$(receipt_of olena)" "^Оператор  *Коваль Олена Петрівна" "an operator of the hotline"
like "$(receipt_of klerk --channel visit)" "^Адміністратор  *Мороз Ірина Ігорівна" "a clerk of the desk"
like "$(receipt_of obydva --channel phone)" "^Оператор  *Обидва" "who is both, on the telephone"
like "$(receipt_of obydva --channel visit)" "^Адміністратор  *Обидва" "and at the desk"

# --- statutory fields
run "$PULT" register --json --law --text "Нас багато" --name "Гук Іван" --subject collective --signatories 12 --category 7.5
is "$(field index) $(field applicant) $(field signatories) $(field category)" "КО-1 collective 12 7.5" "a collective one"
many=$(field number)
run "$PULT" register --json --law --text "Нас троє" --name "Гук Іван" --signatories 3
is "$(field applicant) $(field index)" "collective КО-2" "several signatories make it collective"
exits 2 "an individual one has no signatories" "$PULT" register --text "x" --subject individual --signatories 3
exits 2 "one person is not many" "$PULT" register --text "x" --subject collective --signatories 1
exits 2 "no such category" "$PULT" register --text "x" --category 7.77
run "$PULT" edit "$many" --signatories 15 --json
is "$(field signatories)" 15 "the number is corrected"
run "$PULT" edit "$many" --subject individual --json
is "$(field signatories)" null "and gone when it is not collective any more"
exits 0 "the base holds" "$PULT" verify

# --- a renamed street is one street
add_at() { "$PULT" register --json --text "Темно" --topic 03.05 --address "$1"; }
is "$(add_at "вул. Некрасова, 5" | jq .repeat)" 1 "the first one, at the old name"
is "$(add_at "вул. Юрія Руфа, 5" | jq .repeat)" 2 "the second one, at the name of today"
is "$(add_at "просп. Юрія Руфа, 5" | jq .repeat)" 1 "another type is another street"
is "$("$PULT" find 'вул:Некрасова' --json | jq length)" 3 "the old name finds all of them"
is "$("$PULT" find 'вул:Руфа буд:5' --json | jq length)" 3 "so does the new one"

# --- everything derived can be made anew
exits 4 "not by an operator" as olena rebuild
run as admin rebuild --json
is "$(field appeals) $(field mended) $(field questions)" "9 0 9" "the rows stand as the log says"
is "$("$PULT" find 'вул:Некрасова' --json | jq length)" 3 "and are found as before"
exits 0 "the base holds" "$PULT" verify
done_testing
