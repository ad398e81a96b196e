# tests/screen/bulk.t - marked rows in F3 and F5: one command on all of them after one confirmation, a line for each,
# what is refused stays marked; marks outlive what others do.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_gone "Пароль"
}
register() { "$PULT" register --topic "$1" --text "$2" --address "вул. Зелена, $3" >/dev/null; }
state() { "$PULT" show "$1" --json | jq -r "$2"; }

new_city
for i in 1 2 3; do register 01.03 "Тече $i" "$i"; done
for i in 4 5; do register 07.01 "Яма $i" "$i"; done
"$PULT" register --kind подяка --text "Дякую" >/dev/null

# --- passing on
login dysp && keys F3
wait_for "найновіші вгорі"
keys Space Space
shows "позначено: 2" "Space marks and goes on"
shows "*     ГЛ-5/26" "a mark is seen"
keys Up Space
shows "позначено: 1" "the same key takes it away"
register 01.03 "Ще тече" 6
shows "ГЛ-7/26"
shows "*     ГЛ-6/26" "a mark stays with its row"
keys Escape
wait_gone "позначено"
type_text "*"
shows "позначено: 7" "all are marked"
keys Escape
shows "Зняти позначки?" "so many are not dropped by one Esc"
keys Escape
wait_gone "Зняти позначки?"
keys x
shows "діє лише на одне звернення" "what is for one only is refused"
keys d
wait_for "Якому виконавцю передати їх усі" && type_text "нема такого" && keys Enter
shows "Оберіть виконавця з переліку" "an unknown executor is asked again"
keys C-u Enter
shows "Позначено 7 звернень." "one confirmation with the count"
shows "кожне — своєму пропонованому"
keys Escape
shows "нічого не змінено" "Esc does nothing"
is "$("$PULT" find стан:передано --json | jq length)" 0 "to nobody"
keys d
wait_for "їх усі" && keys Enter
wait_for "Зробити це з кожним?" && keys Enter
shows "Зроблено: 6, відмовлено: 1" "each goes its own way"
shows "! ГЛ-6/26: Виконавця не пропонується" "what was refused stands first, with its sentence"
shows "+ ГЛ-7/26 передано: ЛМКП «Львівводоканал»" "what was done behind it"
shows "+ ГЛ-4/26 передано: Управління дорожнього"
keys Escape
shows "позначено: 1" "what was refused stays marked"
shows "*     ГЛ-6/26"
keys Escape
wait_gone "позначено"

# --- others change them meanwhile
keys / && type_text "тече" && keys Enter
wait_for "усього: 4" && type_text "*"
wait_for "позначено: 4"
as vodak accept ГЛ-2/26 >/dev/null
keys r
wait_for "Позначено 4 звернення." && keys Enter
shows "Зроблено: 3, відмовлено: 1" "an order that was accepted meanwhile cannot be recalled"
shows "! ГЛ-2/26: "
is "$(state ГЛ-1/26 .state)" registered "the others are"
keys Escape
wait_for "позначено: 1"
keys n
wait_for "Слова для всіх" && type_text "Телефонував майстер" && keys Escape
wait_gone "Слова для всіх"
type_text "*"
wait_for "позначено: 4"
keys n
wait_for "Слова для всіх" && type_text "Телефонував диспетчер" && keys Enter
wait_for "Позначено 4 звернення." && keys Enter
shows "Зроблено: 4, усі позначені"
is "$(state ГЛ-3/26 '.history[-1].note')" "Телефонував диспетчер" "a note for all of them"
keys Escape
wait_for "усього: 4"
keys C-x
exits_screen 0 "the dispatcher ends"

# --- terms, receipts, a file
mkdir "$T/paper" "$T/out" && "$PULT" setting printer "file:$T/paper" >/dev/null
login super && keys F3
wait_for "найновіші вгорі"
keys Space t
shows "Це робить керівник" "what a role never may is told at once"
keys C-x
exits_screen 0 "the supervisor ends"
login kerivnyk && keys F3
wait_for "найновіші вгорі"
keys / && type_text "яма" && keys Enter
wait_for "усього: 2" && type_text "*"
wait_for "позначено: 2"
keys t
wait_for "До якого дня" && type_text "колись" && keys Enter
shows "не дата" "a day is asked again"
keys C-u && type_text "10.12.2026" && keys Enter
wait_for "Слова для всіх" && type_text "Немає асфальту" && keys Enter
wait_for "Позначено 2 звернення." && keys Enter
shows "Зроблено: 2, усі позначені" "terms are extended"
like "$(state ГЛ-5/26 .due)" '^2026-12-10' "in the base"
keys Escape
wait_for "усього: 2" && type_text "*"
wait_for "позначено: 2"
keys b
wait_for "Назва файлу" && keys C-u && type_text "$T/out/yamy.csv" && keys Enter
shows "2 рядки записано" "a file of the marked ones"
is "$(grep -c 'Яма' "$T/out/yamy.csv")" 2 "has them"
is "$(wc -l <"$T/out/yamy.csv")" 3 "and nothing else but a head"
keys b
wait_for "Назва файлу" && keys C-u && type_text "$T/out/yamy.csv" && keys Enter
shows "іншу назву" "a file is never overwritten: another name is asked for"
keys C-x
exits_screen 0 "the manager ends"
login super && keys F3
wait_for "найновіші вгорі" && keys / && type_text "яма" && keys Enter
wait_for "усього: 2" && type_text "*"
wait_for "позначено: 2"
keys p
wait_for "Позначено 2 звернення." && keys Enter
shows "+ Довідку ГЛ-5/26 передано на принтер" "receipts go to the printer"
until_ok "$SCREEN_WAIT" eval '[ "$(find "$T/paper" -name "*.pdf" | wc -l)" = 2 ]'
is "$(find "$T/paper" -name '*.pdf' | wc -l)" 2 "each on its own sheet"
keys C-x
exits_screen 0 "the supervisor ends"

# --- the board
login vodak && keys F5
wait_for "Наші доручення"
type_text "*"
shows "позначено: " "orders can be marked"
as dysp dispatch ГЛ-1/26 --to VODA >/dev/null && as dysp dispatch ГЛ-3/26 --to VODA >/dev/null
wait_for "ГЛ-3/26"
type_text "*"
wait_for "позначено: 3"
keys a
wait_for "Позначено 3 звернення." && keys Enter
shows "Зроблено: 2, відмовлено: 1" "those that were passed are accepted"
keys Escape
wait_for "Наші доручення"
keys b
shows "може лише супервізор або керівник" "who may not export is told"
keys Escape && wait_gone "Зберегти"
keys C-x && exits_screen 0 "the executor ends"

# --- call-backs
for n in 1 3; do
	as vodak "done" "ГЛ-$n/26" --result "done" --text "Полагоджено" >/dev/null
done
login super && keys F6
wait_for "на прозвон зараз"
keys Space Space
shows "Позначено 2" "who is to be called back can be marked"
keys 1
shows "діє лише на одне звернення" "an answer is one citizen's"
keys n
wait_for "Слова для всіх" && type_text "просили дзвонити ввечері" && keys Enter
wait_for "Позначено 2 звернення." && keys Enter
shows "+ ГЛ-3/26: примітку збережено." "a note for all of them"
keys Escape
wait_for "на прозвон"
is "$(state 3 '.history[-1].note')" "просили дзвонити ввечері" "is kept"
keys Space && shows "Позначено 1" "marked again"
keys Escape
wait_gone "Позначено 1"
is "$("$PULT" verify >/dev/null && echo whole)" whole "the log is whole"
done_testing
