# tests/screen/board.t - F5: executors by what burns, orders of one by urgency, moves by keys; an executor sees
# his own.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

export PULT_TEST_NOW=2026-11-02T09:00
new_city
add_user() { printf '%s\n' "$PASSWORD" | "$PULT" user add "$@" >/dev/null || diag "no user $1"; }
add_user stepan --name "Ґудзик Степан" --role dispatcher
add_user svitlo --name "Світло Ігор" --role executor --service SVITLO
"$PULT" register --text "Ліхтар не горить давно" --topic 03.05 --address "вул. Зелена, 1" >/dev/null
export PULT_TEST_NOW=2026-11-10T09:00
"$PULT" register --text "Немає води" --topic 01.01 --address "вул. Наукова, 2" >/dev/null
"$PULT" register --text "Ліхтар блимає" --topic 03.05 --address "вул. Зелена, 3" >/dev/null
"$PULT" register --text "Ще не передано" --topic 03.05 >/dev/null
"$PULT" dispatch ГЛ-1/26 --to SVITLO >/dev/null
"$PULT" dispatch ГЛ-2/26 --to VODA >/dev/null
"$PULT" dispatch ГЛ-3/26 --to SVITLO >/dev/null
state() { "$PULT" show "$1" --json | jq -r .state; }
login() {
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
}

screen_start -s 80x24 "$PULT" --db "$DB"
login stepan
shows "Диспетчерська" "a dispatcher begins with the board"
wait_for "Львівводокана"
golden board-80x24
line_of() { screen | grep -n "$1" | cut -d: -f1; }
for s in дорожнього транспортного; do
	printf 'NEW-%s,Управління міського господарства %s,utility,0,,1\n' "${#s}" "$s"
done >alike.csv
sed -i '1i code,name,kind,emergency,phone,active' alike.csv
"$PULT" import services alike.csv >/dev/null
for s in 10 13; do
	"$PULT" register --text "Ще $s" --topic 07.01 >/dev/null
	"$PULT" dispatch "ГЛ-$((s == 10 ? 5 : 6))/26" --to "NEW-$s" >/dev/null
done
shows "Управління м…ва дорожнього" "names that begin alike are told apart by their ends"
shows "Управління м…транспортного"
"$PULT" recall ГЛ-5/26 >/dev/null && "$PULT" recall ГЛ-6/26 >/dev/null
is "$(($(line_of Львівсвітло) < $(line_of Львівводокана)))" 1 "who is overdue stands before who has an accident"
keys Down Down Enter
shows "ГЛ-1/26" "Enter shows the orders of one"
hides "ГЛ-2/26" "and of nobody else"
keys Home
keys a
wait_for "Прийняти доручення" && keys Enter
wait_for "тепер «В роботі»"
is "$(state ГЛ-1/26)" in_work "a move works by its key on the selected order"
keys Enter
shows "Ліхтар не горить давно" "Enter opens the card"
keys Escape
shows "доручень: 2" "Esc comes back to the orders"
keys Escape
shows "найбл. строк" "and once more to the executors"

# another one's order appears by itself
"$PULT" dispatch ГЛ-4/26 --to VODA >/dev/null
water_has() { screen | grep -q "Львівводокана.* $1 "; }
ok_soon() { if until_ok 5 water_has "$1"; then pass "$2"; else screen_fail "$2"; fi; }
ok_soon 2 "what others pass is counted at once"
keys C-x

SCREEN=own
screen_start -s 132x43 "$PULT" --db "$DB"
login svitlo
shows "Наші доручення · доручень: 2" "an executor sees his own orders at once"
hides "ГЛ-2/26" "and no others"
golden board-executor-132x43
keys C-x
done_testing
