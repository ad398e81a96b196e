# tests/screen/reject.t - an appeal that is not considered (law 393/96 Art. 8): whoever says that a complaint is late
# is asked for the day of the decision, and hears at once when that day makes it timely.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
"$PULT" register --kind скарга --text "На рішення" --name "Гук Ганна" >/dev/null

screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text kerivnyk && keys Tab && type_text "$PASSWORD" && keys Enter
wait_gone "Пароль" && keys F3
wait_for "ГЛ-1/26"
keys j
shows "З якої підстави статті 8?" "the reason is asked for"
keys 2
shows "Від якого дня рішення" "a late complaint: the day of the decision"
type_text "10.11.2026" && keys Enter
shows "Скарга надійшла вчасно" "within a month: in time, said at once"
keys C-u && type_text "02.02.2026" && keys Enter
shows "Коли і звідки заявник довідався" "within a year: when the applicant learned of it"
type_text "Лист отримала 5 лютого" && keys Enter
shows "Визнати, що звернення не підлягає" "then whether it is sure"
keys Enter
until_ok 5 eval '[ "$("$PULT" show ГЛ-1/26 --json | jq -r .state)" = rejected ]'
is "$("$PULT" show ГЛ-1/26 --json | jq -r .state)" rejected "it is rejected"
like "$("$PULT" show ГЛ-1/26)" "рішення від 02.02.2026" "the day stands in the history"
keys C-x
exits_screen 0 "the manager ends"
done_testing
