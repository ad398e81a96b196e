# tests/screen/live.t - several people at work: what one does appears on the others' screens by itself,
# the selection stays where it was, and of two who do the same the second is told and loses nothing.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export NO_COLOR=1 # the selected row is then the reverse one
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}
register() { "$PULT" register --topic 03.05 --text "$1" --phone "$2" --name "$3" --address "вул. Зелена, 4" >/dev/null; }
# The row of the list that is selected; the row of an appeal; by themselves, sooner than the look every
# five seconds.
selected() { screen -e | sed -n "3,21{/\[[0-9;]*7m/s/\x1b[^m]*m//gp}" | grep -o 'ГЛ-[0-9]*/26'; }
selects() { until_ok "$SCREEN_WAIT" eval "[ \"\$(selected)\" = '$1' ]"; is "$(selected)" "$1" "$2"; }
row() { screen | grep -F "$1 "; }
row_has() { [[ $(row "$1") == *"$2"* ]]; }
soon() { # DESC CONDITION…
	local desc=$1

	shift
	until_ok 2 "$@" && pass "$desc" || screen_fail "$desc"
}

new_city
register "Темно у дворі" "067 000 00 01" "Перша Ганна"
register "Темно біля школи" "067 000 00 02" "Другий Петро"
register "Темно на розі" "067 000 00 03" "Третя Ольга"

# --- a list
on two login dysp "ГЛ-3/26"
on two keys Down
on two selects ГЛ-2/26 "the dispatcher looks at the second row"
login olena "Телефон"
type_text 0670000004 && wait_for "+380" && keys Enter
type_text "Четвертий Іван" && keys Enter && type_text "вул. Наукова, 5" && keys Enter
type_text 0103 && wait_for "Прорив" && keys Enter && wait_for "Львівводоканал"
type_text "Тече" && keys C-s
wait_for "PIN"
on two soon "what an operator registers appears in the list without a key" screen_has "ГЛ-4/26"
on two soon "the counter too" screen_has "відкрито 4"
on two selects ГЛ-2/26 "the selection stays on its appeal"
keys d && wait_for "Enter  Так" && keys Enter
wait_for "передано виконавцю"
on two soon "its state changes there" row_has ГЛ-4/26 "Передано"
as dysp dispatch ГЛ-2 --to ЛЕД >/dev/null || as dysp dispatch ГЛ-2 --to "Львівсвітло" >/dev/null
on two soon "so it does when the shell's door is used" row_has ГЛ-2/26 "Передано"
on two selects ГЛ-2/26 "the selection is still there"
screen; on two screen
done_testing
