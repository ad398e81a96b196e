# tests/screen/day.t - a whole day on the screen: login, a call from a known citizen, registration,
# receipt, dispatch, the executor's work, «ні» and back to work, «так» and closed; and the refusals.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

# How long one waits depends on how quick the test before was.
eval "$(declare -f sanitise | sed '1s/sanitise/sanitise_dates/')"
sanitise() { sanitise_dates | sed -E 's/[0-9]{2} хв/MM хв/'; }

at() { export PULT_TEST_NOW="2026-11-20 $1"; } # a Friday
login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}
logout() { keys C-x; exits_screen 0 "$1 ends the work"; }
state_of() { "$PULT" show "$1" --json | jq -r .state; }

at 09:00
new_city
"$PULT" register --text "Темно біля під'їзду" --topic 03.05 --phone "067 000 12 34" \
	--name "Коваль Іван Петрович" --address "вул. Зелена, 4, кв. 7" >/dev/null
mkdir receipts && "$PULT" setting printer "file:$T/receipts" >/dev/null

# the operator takes a call
at 10:00
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль"
golden day-login
type_text olena && keys Tab && type_text "wrong-password" && keys Enter
shows "неправиль" "a wrong password is refused"
wait_for "Пароль"
golden day-login-refused
keys C-u && type_text "$PASSWORD" && keys Enter
shows "Телефон" "the operator begins with the form"
type_text "0670001234"
shows "1 Коваль Іван Петрович" "the caller's card is there while the number is typed"
shows "ГЛ-1/26" "with his open appeal"
golden day-intake-caller
keys Enter
shows "вул. Зелена, 4, кв. 7" "the known caller fills the form"
type_text "0103"
shows "Прорив водопроводу" "the topic by its code"
keys Enter
wait_for "Львівводоканал"
type_text "Вода б'є з-під асфальту, \"терміново\" 🥶"
golden day-intake-full
keys C-s
shows "PIN" "registered: number and PIN"
shows "ГЛ-2/26" "the next number"
n=ГЛ-2/26
is "$("$PULT" show $n --json | jq -r '"\(.text)|\(.name)|\(.address)|\(.topic)|\(.service)|\(.operator)"')" \
	"Вода б'є з-під асфальту, \"терміново\" 🥶|Коваль Іван Петрович|вул. Зелена, 4, кв. 7|01.03|VODA|olena" \
	"what was typed is what is kept"
keys p
shows "надруковано" "the receipt is printed"
like "$(pdftotext receipts/HL-2-26.pdf - | tr '\n' ' ')" 'ГЛ-2/26' "the PDF has the number"
keys d && wait_for "Enter  Так" && keys Enter
shows "передано виконавцю" "passed to the executor"
is "$(state_of $n)" dispatched "the base says so"
keys C-n
hides "PIN" "the next call begins with an empty form"
hides "Коваль Іван"
logout "the operator"

# the executor
at 10:30
login vodak "ГЛ-2/26"
hides "ГЛ-1/26" "an executor sees his own orders only"
keys a && wait_for "Enter  Так" && keys Enter
shows "В роботі" "accepted"
keys g && wait_for "Роз’яснено" && keys 1 && wait_for "Enter"
type_text "Прорив усунуто" && keys Enter
shows "На перевірці" "reported done"
keys F3
wait_for "Перевірка"
keys c
shows "роль" "the executor may not confirm: the reason is said"
is "$(state_of $n)" done "and nothing moved"
logout "the executor"

# the controller: «ні»
at 11:00
login kontr "Зверн."
keys F6
shows "Доброго дня! Гаряча лінія міста" "the words to say"
shows "Прорив усунуто" "and what the executor answered"
golden day-callbacks
keys 2
wait_for "Скасувати" && type_text "Знову тече" && keys Enter
hides "Прорив усунуто" "it leaves the list"
is "$(state_of $n)" rework "«ні» sends it back to work"
is "$("$PULT" show $n --json | jq -r .rework)" 1 "with the counter"
logout "the controller"

at 12:00
as vodak accept $n >/dev/null && as vodak "done" $n --result done --text "Замінено трубу" >/dev/null

# the clerk's refusals, by keys of both layouts
at 13:00
login klerk "Телефон"
keys F3
wait_for "ГЛ-2/26"
keys Down j
shows "роль" "a clerk cannot reject: the reason is said"
keys Up
hides "роль"
keys ч # x on the Ukrainian layout: close
shows "роль" "nor close"
is "$(state_of $n)" done "nothing moved"
keys Enter
shows "Замінено трубу" "the card shows the history"
golden day-card
keys Escape
wait_for "ГЛ-1/26"
golden day-appeals
keys /
type_text "асфальт"
hides "ГЛ-1/26" "the search narrows as one types"
shows "ГЛ-2/26"
keys Escape
wait_for "ГЛ-1/26"
logout "the clerk"

# the controller: «так»
at 14:00
login kontr "Зверн."
keys F6
wait_for "Замінено трубу"
keys 1
wait_for "Яку оцінку" && keys 5
hides "Замінено трубу" "the list is done"
is "$("$PULT" show $n --json | jq -r '"\(.state) \(.confirmed.outcome) \(.confirmed.via) \(.confirmed.by) \(.confirmed.grade)"')" \
	"closed yes call kontr 5" "«так» closes: who, how, grade"
logout "the controller"
exits 0 "verify is clean at the end of the day" "$PULT" verify
done_testing
