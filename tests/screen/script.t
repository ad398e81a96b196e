# tests/screen/script.t - the script of the call beside the form of F2: the focused field says the step, what the city
# has changed is read out, nothing moves while nobody types; one line of it at 80x24.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
"$PULT" register --text "Прорвало" --topic 01.03 --phone 0501112233 --address "вул. Зелена, 4" >/dev/null
login() { # SIZE
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Ctrl-X" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "Телефон"
}

login 132x43
shows "> 1 Привітання" "the telephone: the greeting"
shows "Гаряча лінія міста, оператор Коваль Олена" "with the names of the line and the operator"
type_text 0671234567 && keys Enter
shows "> 5 Заявник" "the name: who calls"
shows "Телефон повторіть по цифрі" "the whole step stands there"
hides "> 1 Привітання" "and no other"
keys Enter && type_text "вул. Зелена, 5"
shows "> 2 Тема й небезпека" "the address: is anybody in danger"
golden script-132x43 "the steps below the card"
keys BSpace && type_text 4 && keys Enter && type_text 0103 && wait_for "01.03" && keys Enter
shows "> 4 Чи вже є" "the same house and topic: it is known already"
type_text "Тече"
shows "> 6 Підсумок" "the text: read it back"
"$PULT" template edit "6 Підсумок" --kind step --text "Прочитайте: {тема}, {номер}, {служба}" >/dev/null
shows "Прочитайте: Прорив водопроводу" "what the city says is seen at once, filled"
shows "вулиці, …, ЛМКП" "what is not known yet is left open"
is "$(bytes_of idle 1)" 0 "nothing is drawn while nobody types"
keys C-s
shows "PIN" "it is registered"
shows "«Чи можу ще чимось допомогти? Дякую за дзвінок»" "how the talk ends"
keys C-x
exits_screen 0 "the work ends"

SCREEN=small
login 80x24
shows "«Доброго дня! Гаряча лінія міста, оператор Коваль Олена Петрівна." "80x24: what is said now"
hides "1 Привітання" "and no more"
keys Enter
shows "«Назвіть, будь ласка, прізвище, ім’я, по батькові»" "at each field"
"$PULT" template remove "5 Заявник" --kind step >/dev/null
hides "«Назвіть" "a step that the city does not have is not said"
keys C-x
exits_screen 0 "the work ends"
done_testing
