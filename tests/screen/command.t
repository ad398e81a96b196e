# tests/screen/command.t - the ':' line: commands, completion, history, refusals; and `pult -i`, the same line by line.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

new_city
for i in 1 2 3; do "$PULT" register --text "Случай номер $i" --topic 01.01 >/dev/null; done
year=$("$PULT" show 1 --json | jq -r '.number | split("/")[1]')
printf '%s\n' "$PASSWORD" | "$PULT" user add nazar --name "Бойчук Назар" --role supervisor,dispatcher >/dev/null

screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text nazar && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Диспетчерська"
command() { type_text ":" && type_text "$1" && keys Enter; }
command "show 2"
shows "Случай номер 2" "a command opens an appeal"
command "dispatch ГЛ-2/$year --to VODA --note «двоє слів»"
shows "тепер «Передано виконавцю»" "a move is made"
is "$("$PULT" show 2 --json | jq -r '.state + " " + .history[-1].note' | head -1 | cut -d' ' -f1)" dispatched "and the base says so"
like "$("$PULT" show 2 --json | jq -r '.history[-1].note')" "двоє слів" "words in quotes are one value"
command "find номер 3"
shows "Запит: номер 3" "find asks F3"
keys Escape
wait_gone "Запит: номер 3"
type_text ":fi" && keys Tab
shows "find  finish" "Tab shows what there is to choose from"
type_text "d" && type_text " номер" && keys Enter
shows "Запит: номер" "and the rest may be typed"
type_text ":" && keys Up Up
shows ":find номер 3" "Up brings former lines"
keys Escape
hides ":find номер"
type_text ":dispatch ГЛ-1/$year --to VOD" && keys Tab
shows "--to VODA" "codes of executors are completed"
keys Escape
wait_gone "--to VODA"
command "topics світло"
shows "03.01" "text is shown to be read"
keys Escape
wait_gone "03.01"
command "backup /tmp/x"
shows "немає" "what names files is not here"
command "receipt 1 --out /tmp/x"
shows "--out" "nor are such options"
command "reject ГЛ-1/$year --reason late"
shows "керівник" "a role may do no more than by keys"
type_text "Ж" && type_text "view-board" && keys Enter
shows "Диспетчерська" "the other layout gives the same line; screens have names"
keys C-x

# line by line
printf '%s\n' nazar "$PASSWORD" "show ГЛ-3/$year" "find нічого такого" "confirm ГЛ-3/$year --outcome yes --via call" \
	"note ГЛ-3/$year --text \"від брайля\"" "backup x" help quit >lines
env -u PULT_PASSWORD_FILE "$PULT" -i --db "$DB" <lines >out 2>err
is "$?" 0 "pult -i reads commands"
like "$(cat out)" "Случай номер 3" "and shows an appeal"
like "$(cat out)" "Зареєстровано»" "says why something cannot be"
like "$("$PULT" show 3 --json | jq -r '.history[-1].note')" "від брайля" "makes changes"
like "$(cat out)" "«backup»" "and keeps to its commands"
is "$(grep -c $'\033' out)" 0 "nothing is drawn"
printf 'nazar\nwrong\n' | env -u PULT_PASSWORD_FILE "$PULT" -i --db "$DB" >out 2>&1
is "$?" 4 "a wrong password is refused"
done_testing
