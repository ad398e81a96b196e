# tests/screen/appeals.t - F3: the real end of a long list and how many there are, the card and back, marks that come
# by the clock, what an executor begins with, every filter in the help.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"

export PULT_DB=$T/pult.db
export PULT_TEST_NOW="2026-11-20 10:00"
exits 0 "a city is made" "$PULT" init --site ГЛ --demo=3
all=$("$PULT" find --json --limit 0 | jq length)
[ "$all" -gt 60 ] || bail "the demo city has only $all appeals"
login() { # LOGIN VISIBLE OPTIONS OF screen_start
	local who=$1 shown=$2

	shift 2
	screen_start "$@" "$PULT"
	wait_for "Enter" && type_text "$who" && keys Tab && type_text demo2026 && keys Enter
	wait_for "$shown"
}
row() { screen | grep -F -- "$1"; }

login nazar "усього: $all" -s 80x24
pass "all $all are counted"
keys End
shows "ГЛ-1/26 " "End is the real end"
shows "усього: $all" "the number stays"
keys PPage PPage PPage
wait_gone "ГЛ-1/26 "
keys Home
shows "ГЛ-$all/26 " "Home is the newest again"

# --- a query with a mistake: what is wrong and where, and the list stays
while IFS='|' read -r query told; do
	keys /
	wait_for "Фільтри:"
	paste "$query"
	keys Enter
	shows "$told" "$query: told"
	shows "лишається знайдене раніше" "$query: and that it was not searched"
	row "ГЛ-" >/dev/null && pass "$query: the list stays" || screen_fail "$query: the list stays"
	keys Escape
	wait_gone "лишається"
done <<'END'
нема:такого|Немає фільтра «нема:»
від:32.13.2026|«32.13.2026» – не дата
стан:летить|Немає стану «летить»
вул:|Після «вул:» потрібне значення
"вода хол|Лапки перед «вода хол» не закрито
тел:немає|Телефон шукають за цифрами
END

keys Down Enter
wait_for "Історія"
keys F3
shows "Адреса, зміст" "F3 on an open card is the list"
shows "Строк Заявник      Адреса" "with the applicant: people are looked for by their surnames"
[[ $(screen) != *Історія* ]] && pass "and no card" || screen_fail "and no card"
row "ГЛ-" | grep -q 'Передано…' && fail "a state is cut" || pass "no state is cut"
resize 132x43
wait_for "Історія"
shows "Стан      Строк Заявник      Адреса" "so they have beside the card"

# an executor's list is what is to be done, and says so
on exec login voda "F3 Зверн."
on exec keys F3
on exec shows "Запит: на-контролі" "an executor's list begins with what is on control"
on exec keys Escape
on exec shows "Усі звернення" "Esc shows all of his own"

# every filter of the table is in the help
on help login nazar "усього: $all" -s 100x110
on help keys F1
on help wait_for "Довідка"
on help keys End
on help wait_for "без-підтвердження"
help=$(on help screen)
perl -ne 'print "$1\n" if /^\tX\("([^"]+)", "\w+", /' "$TOP/core/query_table.h" | while read -r name; do
	[[ $help == *$'\n'"$name"* ]] || echo "$name"
done | nothing "every filter is in F1"

# a term runs out while nobody does anything
PULT_TEST_NOW="2026-11-20 12:00" "$PULT" register --text "Прорвало трубу" --topic 01.03 >/dev/null || bail "register"
due=$("$PULT" find --json --limit 1 | jq -r '.[0].due')
export PULT_TEST_NOW="${due:0:10} $(date -u -d "${due:0:19}Z - 5 seconds" +%H:%M:%S)"
new="ГЛ-$((all + 1))/26"
on clock login nazar "$new"
before=$(on clock screen)
[[ $(head -1 <<<"$before") == *"${due:11:5}"* || $before != *"!А1 $new"* ]] && pass "not yet" || fail "it is overdue already"
until_ok 20 on clock screen_has "!А1 $new"
on clock shows "!А1 $new" "the mark comes by the clock"
done_testing
