# tests/screen/reports.t - F8: every report by its digit, periods, sideways, a file; who may not.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

export PULT_TEST_NOW=2026-11-10T09:00
new_city
for i in 1 2 3; do "$PULT" register --text "Немає води $i" --topic 01.01 >/dev/null; done
"$PULT" dispatch "ГЛ-1/26" --to VODA >/dev/null
export PULT_TEST_NOW=2026-11-12T10:00
cp "$TOP/tests/data/telephony/story.log" "$T/queue_log"
"$PULT" import calls "$T/queue_log" >/dev/null
printf '%s\n' "$PASSWORD" | "$PULT" user add nazar --name "Бойчук Назар" --role supervisor >/dev/null

screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text nazar && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Зверн."
keys F8
shows "Щоденний оперативний звіт · 11.11.2026 08:00 – 12.11.2026 08:00" "the last whole day comes first"
keys p
shows "10.11.2026 08:00 – 11.11.2026 08:00" "the day before is one key away"
shows "найбільше 3" "with its chart"
golden reports-day-80x24
keys t && wait_for "Період звіту" && type_text "09.11.2026" && keys Enter
shows "09.11.2026 08:00 – 10.11.2026 08:00" "a day can be typed"
keys t && wait_for "Період звіту" && type_text "щось" && keys Enter
shows "не дата" "what is no date is said"
shows "щось" "what was typed stands there to be changed"
keys C-u && type_text "09.11.2026 – 10.11.2026" && keys Enter
shows "09.11.2026 08:00 – 11.11.2026 08:00" "the dash of the report is a dash"
type_text "3"
shows "Робота виконавців · 01.11.2026 00:00" "another kind has its own usual period"
shows "VODA" "and its figures"
hides "Прийнято" "the end of a wide report is not on the screen"
shows "→ ще стовпці" "which is told"
for _ in 1 2 3 4 5 6 7 8 9; do keys Right; done
shows "Прийнято" "Right brings it"
shows "VODA" "and the first column stays"
shows "← попередні стовпці" "it is the end"
hides "Одержано"
type_text "5"
shows "станом на 12.11.2026 10:00" "overdue is about now"
type_text "3" && wait_for "Робота виконавців"
keys s && wait_for "Назва файла" && keys C-u && type_text "$T/out.csv" && keys Enter
shows "Звіт записано" "a report goes to a file"
like "$(cat "$T/out.csv")" "VODA" "which holds it"
keys s && wait_for "Назва файла" && keys C-u && type_text "$T/out.csv" && keys Enter
shows "уже є" "a file that is there is not written over"
shows "$T/out.csv" "its name stands there to be changed"
keys C-u && type_text "$T/none/out.csv" && keys Enter
shows "Такої теки немає" "another folder must be there"
keys C-u && type_text "$T/other.csv" && keys Enter
shows "Звіт записано" "another name is taken"
keys s && wait_for "Назва файла" && keys C-u && type_text "$DB" && keys Enter
shows "належить базі" "the base least of all"
keys Escape && wait_gone "належить базі"
type_text "2"
shows "Прийняті та втрачені виклики · 01.11.2026 00:00" "calls of a period"
shows "найбільше 8:  █ Прийнято  ▒ Втрачено  · Коротких" "with a chart that is read without colour"
golden reports-calls-80x24
resize 132x43
shows "Рівень обслуговування без коротких" "a large screen shows more"
golden reports-calls-132x43
resize 80x24
keys Enter
shows "Запит: від:\"01.11.2026 00:00\"" "Enter shows the calls themselves"
shows "показано: 10" "as many as were counted"
keys C-x

on two screen_start -s 80x24 "$PULT" --db "$DB"
SCREEN=two
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Телефон"
keys F8
shows "Звіти читає" "an operator is told who reads reports"
keys C-x

# --- in a terminal a table that is too wide stands in parts, each with the first column
on three screen_start -s 80x24 bash -c '"$PULT" report services; read -r'
SCREEN=three
wait_for "Складено"
like "$(screen)" $'\nКод +Повернуто' "the last columns have the codes before them"
done_testing
