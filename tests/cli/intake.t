# tests/cli/intake.t - what the rules of intake say through the shell: who is anonymous, whose name a receipt
# bears and as what.
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
done_testing
