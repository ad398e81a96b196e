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
command "import appeals a.tsv"
shows "«import» — команда оболонки" "what only the shell has is said to be there"
command "find номер 3"
shows "Запит: номер 3" "find asks F3"
keys Escape
wait_gone "Запит: номер 3"
type_text ":" && keys Tab
wait_for "Передати питання"
golden command-choices "Tab on an empty line: what this person may do, with what it is"
hides "user-add" "and nothing that only another role may"
resize 132x43
shows "Передати питання виконавцю" "where there is room it is explained whole"
resize 80x24
type_text "f" && keys Tab
shows "find     Знайти питання" "Tab shows what there is to choose from"
shows "forward  Переслати" "all of it"
hides "finish" "but what is for those who take calls"
type_text "ind номер" && keys Enter
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
command "topics світло"
wait_for "03.01" && type_text ":show 9"
shows ":show 9" "the line opens over a text that is read"
keys Escape
wait_gone ":show 9"
shows "03.01" "Esc leads back to the text"
command "topics лічильник"
shows "01.10" "another text takes its place"
keys Escape
hides "01.10" "and one Esc leaves it"
keys F1 && wait_for "Тут" && command "show 1"
shows "Случай номер 1" "in the help too"
keys Escape
shows "Тут" "whose text comes back"
keys Escape
wait_gone "Тут"
keys F3 && command "show 1"
wait_for "Случай номер 1" && wait_for "Історія" && keys Escape
shows "Запит: номер" "a card that was asked for in the list leads back to the list"
command "ещзшсі світло"
shows "03.01" "a command is found by its keys, whatever the layout"
keys Escape
wait_gone "03.01"
command "backup /tmp/x"
shows "«backup» — команда оболонки" "what names files is not here"
command "reject ГЛ-1/$year --reason late"
shows "керівник" "a role may do no more than by keys"
type_text "Ж" && type_text "view-board" && keys Enter
shows "Диспетчерська" "the other layout gives the same line; screens have names"

# --- readline: keys, the kill ring, Ctrl-R, completion by name and by the rows on the screen
keys F3
wait_for "Запит: номер"
type_text ":find раз два" && keys C-w
shows ":find раз" "Ctrl-W takes a word"
hides "два"
keys C-a C-k
wait_gone ":find" && keys C-y
shows ":find раз" "Ctrl-Y brings it back"
keys C-r
shows "Колишній рядок із «»" "Ctrl-R looks in former lines"
type_text "topi"
shows "Колишній рядок із «topi»: topics лічильник" "by a part of them"
keys Escape
shows ":find раз" "Esc goes back to the line there was"
keys C-r && type_text "VODA" && keys Enter
shows "двоє слів" "Enter gives what was found"
type_text ":dispatch 3" && keys Tab
shows ":dispatch ГЛ-3/$year" "a number on the screen is completed by its digits"
keys - - t o && type_text " львівсв" && keys Tab
shows "--to SVITLO" "an executor by the beginning of a word of its name"
keys C-u && type_text "edit ГЛ-3/$year --topic вибоїн" && keys Tab
shows "--topic 07.01" "a topic too"
keys C-u && type_text "confirm ГЛ-3/$year --outcome no" && keys Tab
shows "no-answer  " "words of closed lists are shown to choose from"
keys C-u && type_text "note ГЛ-3/$year --text \"їжак 🦔 і 'лапки'\"" && keys Enter
shows "тепер «Зареєстровано»" "letters of all kinds pass"
like "$("$PULT" show 3 --json | jq -r '.history[-1].note')" "їжак 🦔 і 'лапки'" "as they were typed"

# --- files, joining, erasing: what the keys have too
keys Escape && wait_gone "note ГЛ"
command "receipt ГЛ-1/$year --out first.pdf"
shows "записано у «first.pdf»" "a file of the person's own may be named"
is "$(head -c 5 first.pdf)" "%PDF-" "and is written"
command "receipt ГЛ-1/$year"
shows "Довідка про реєстрацію" "without one the receipt is read on the screen"
keys Escape
wait_gone "Довідка про реєстрацію"
printf '%%PDF-1.7' >letter.pdf
cp first.pdf before.pdf
command "receipt ГЛ-1/$year --out first.pdf"
shows "нічого не перезаписано" "a file that is there is not written over"
ok "it is as it was" cmp -s first.pdf before.pdf
ln "$DB.key" linked.txt && ln -s "$T" there
for own in "${DB##*/}.key" linked.txt there/${DB##*/}.key drafts/nazar.db; do
	command "attach ГЛ-1/$year $own"
	shows "$own» належить базі" "no file of the base is read: $own"
done
command "receipt ГЛ-1/$year --out $DB.token"
shows "належить базі" "nor made"
ok "the token of a centre is not laid under it" test ! -e "$DB.token"
command "attach ГЛ-1/$year letter.pdf"
shows "тепер «Зареєстровано»" "a file is attached"
is "$("$PULT" show 1 --json | jq -r '.attachments[0].name')" letter.pdf
command "join ГЛ-1/$year --to ГЛ-3/$year"
until_ok 5 sh -c "\"$PULT\" show 1 --json | jq -e .joined" >/dev/null
is "$("$PULT" show 1 --json | jq -r .joined)" "ГЛ-3/$year" "two are joined"
command "unjoin ГЛ-1/$year --note помилка"
command "export appeals"
shows "Назвіть і файл" "a list has no room on the screen"
is "$("$PULT" show 1 --json | jq -r .joined)" null "and parted"
command "export appeals all.csv"
shows "записано" "it goes to a file"
is "$(grep -c . all.csv)" 4 "whole"
command "redact ГЛ-1/$year --fields all --reason x"
shows "лише керівник" "erasing is for whom it is"
command "note ГЛ-1/$year --db x --text y"
shows "--db" "options of the process are not here"

# --- no number: what is marked, or the row at hand
command "find Случай"
wait_for "Запит: Случай" && keys Home
type_text " " && type_text " "
shows "позначено: 2" "two are marked"
command "dispatch --to SVITLO --note «мороз»"
shows "ГЛ-3/$year Передано" "what became of each is read"
shows "ГЛ-2/$year" "also of the one that could not be passed"
like "$("$PULT" show 3 --json | jq -r '.history[-1].note')" "мороз" "a command without a number is for all that are marked"
keys Escape
wait_for "позначено: 2"
command "edit --name Лис"
shows "діє лише на одне" "one that takes a single appeal says so"
keys Escape
wait_gone "позначено: 2" && keys End
wait_for "ГЛ-1/"
command "note --text «без номера»"
until_ok 5 sh -c "\"$PULT\" show 1 --json | jq -e '.history[-1].note | test(\"без номера\")'" >/dev/null
like "$("$PULT" show 1 --json | jq -r '.history[-1].note')" "без номера" "or for the row that is chosen"
command "dispatch"
shows "Якому виконавцю" "its name alone asks as its key does"
keys Escape
shows "Скасовано" "and is left"
command "redact --fields all --reason x"
shows "Чогось бракує" "what is erased for good is named"

# --- another day, and where letters are text
keys C-x
exits_screen 0 "the work ends"
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text nazar && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Диспетчерська"
type_text ":" && keys C-r && type_text "view-b"
shows "«view-b»: view-board" "the next time former lines are there"
keys Escape && keys C-u && keys C-r && type_text "їжак"
hides "note ГЛ" "but none with what somebody said"
keys Escape
wait_for ":" && keys Escape
printf '%s\n' "$PASSWORD" | "$PULT" user add oksana --name "Лис Оксана" --role operator >/dev/null
keys C-x
exits_screen 0 "ends"
is "$(sqlite3 "$T/drafts/nazar.db" "SELECT value FROM setting WHERE key = 'history'" | grep -c 'номер\|їжак\|dispatch.*двоє')" 0 "nothing of a person is kept in the file"
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text oksana && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Телефон"
type_text "0671" && keys M-:
type_text "show 3" && keys Enter
shows "Случай номер 3" "Alt-: begins the line in the form"
keys F2
shows "0671" "which is kept"
keys C-x

# line by line
printf '%s\n' nazar "$PASSWORD" "show ГЛ-3/$year" "find нічого такого" "confirm ГЛ-3/$year --outcome yes --via call" \
	"note ГЛ-3/$year --text \"від брайля\"" "backup x" help quit >lines
env -u PULT_PASSWORD_FILE "$PULT" -i --db "$DB" <lines >out 2>err
is "$?" 0 "pult -i reads commands"
like "$(cat out)" "Случай номер 3" "and shows an appeal"
like "$(cat out)" "Неможливо, поки стан «Передано виконавцю»" "says why something cannot be"
like "$("$PULT" show 3 --json | jq -r '.history[-1].note')" "від брайля" "makes changes"
like "$(cat out)" "«backup»" "and keeps to its commands"
is "$(grep -c $'\033' out)" 0 "nothing is drawn"
printf '%s\n' "$PASSWORD" "show ГЛ-3/$year" quit >lines
env -u PULT_PASSWORD_FILE "$PULT" -i --as nazar --db "$DB" <lines >out 2>err
like "$(cat out)" "Бойчук Назар" "--as says who it is"
like "$(cat out)" "Случай номер 3" "and only the password is asked"
long="Вода б'є фонтаном просто з-під асфальту посеред проїжджої частини, машини об'їжджають хідником і застрягають"
"$PULT" note "ГЛ-3/$year" --text "$long" >/dev/null
printf '%s\n' "$PASSWORD" "show ГЛ-3/$year" "find номер 3" "receipt ГЛ-3/$year" "topics вода" "dispatch --help" "help show" help quit >lines
env -u PULT_PASSWORD_FILE "$PULT" -i --as nazar --db "$DB" <lines >out 2>err
perl -CSD -ne 'chomp; print "$_\n" if length > 80 || /[\x{2500}-\x{259F}]|  |\t|===/' out | nothing "-i: lines of 80, no frames, no columns"
like "$(tr '\n' ' ' <out)" "$long" "-i: no word is broken"
like "$(cat out)" "Заявник: " "-i: labels stand before their values"
like "$(tr '\n' ' ' <out)" "ГЛ-3/$year, [^,]*, Передано виконавцю, Случай номер 3[.] " "-i: a row is a line with commas"
screen_start -s 60x24 env -u PULT_PASSWORD_FILE "$PULT" -i --as nazar --db "$DB"
wait_for "Пароль" && type_text "$PASSWORD" && keys Enter
wait_for "Команди: help" && type_text "fin" && keys Tab && type_text "номер 3" && keys Enter
wait_for "ГЛ-3/$year, "
type_text "show 3" && keys Enter
wait_for "застрягають"
like "$(screen | tr -s ' \n' ' ')" "$long" "-i: nor in a terminal of 60 columns"
keys C-d
exits_screen 0 "-i ends"
"$PULT" note "ГЛ-3/$year" --text -i >/dev/null
is "$("$PULT" show 3 --json | jq -r '.history[-1].note')" "-i" "a value is no option"
printf 'nazar\nwrong\n' | env -u PULT_PASSWORD_FILE "$PULT" -i --db "$DB" >out 2>&1
is "$?" 4 "a wrong password is refused"
done_testing
