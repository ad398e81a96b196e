# tests/screen/calls.t - F4: the call journal: digits search at once, filters, the card with everything of a
# number, an appeal made of a call, recordings heard and stopped, live.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 12:00"

feed() { tr '|' '\t' | "$B/tests/callfeed" "$DB" "$1" >/dev/null; }
login() { # LOGIN VISIBLE OPTIONS OF screen_start
	local who=$1 shown=$2

	shift 2
	screen_start "$@" "$PULT" --db "$DB"
	wait_for "Enter" && type_text "$who" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$shown"
}
events() { sqlite3 "$DB" "SELECT count(*) FROM event WHERE kind = '$1'"; }
# Time stands still here: days and hours are shown as they are.
sanitise() { cat; }

new_city
"$PULT" register --topic 02.07 --text "Холодна вода замість гарячої" --phone "067 000 12 34" --call 1795.1 \
	--name "Олександренко-Виноградська Ярослава" --address "вул. Зелена, 4" >/dev/null
"$PULT" register --topic 03.05 --text "Темно у дворі" --phone "067 000 12 34" --name "Олександренко Ярослава" \
	--address "вул. Зелена, 4" >/dev/null
"$PULT" register --topic 03.05 --text "Темно на розі" --phone "050 111 22 33" --name "Ґедзь Їлярій" >/dev/null
mkdir -p rec/11
printf 'x%.0s' {1..100} >rec/11/talk.wav
printf 'x%.0s' {1..44} >rec/empty.wav
ln -s /etc/passwd rec/link.wav
feed batch <<'CALLS'
1795.1|20.11.2026 09:00|0670001234|in|answered|7|125|olena|1580||11/talk.wav
1795.2|20.11.2026 09:10|+380501112233|in|lost|41|0||1580
1795.3|20.11.2026 09:20|032 297-55-66|in|short|2|0||1580
1795.4|19.11.2026 23:59|anonymous|in|answered|3|3700|super|1580||empty.wav
1795.5|20.11.2026 10:01|0670001234|out|missed|25|0|kontr
1795.6|20.11.2026 10:30|067 000 12 34|out|out|9|61|kontr|||link.wav
1795.7|20.11.2026 11:00|0930000000|in|answered|1|10|olena|1580|Їжак Єва|lost.wav
CALLS

# --- the list, 80x24
login olena "Телефон" -s 80x24
keys F4
wait_for "показано: 7"
golden calls-list "F4: the list"
type_text 0670
shows "Запит: 0670" "digits search at once"
hides "(032) 297-55-66" "and narrow the list"
shows "показано: 3"
type_text 99
shows "Жодного виклику не знайдено" "a number nobody has"
keys BSpace BSpace
shows "показано: 3" "Backspace widens it again"
keys Escape
shows "показано: 7" "Esc shows all calls again"
paste "+38 (067) 000-12-34"
shows "показано: 3" "a pasted number is searched"
keys Escape
wait_for "показано: 7"
keys / && wait_for "Фільтри:"
golden calls-query "what may be asked"
type_text "виклик:втрачені"
shows "показано: 1" "a filter"
keys Enter
type_text 050
shows "Запит: виклик:втрачені 050" "digits go behind it"
shows "+380 50 111 22 33"
keys / && type_text "виклик:дивний"
shows "розмова, втрачений, короткий" "a value that cannot be is explained"
keys Escape
shows "показано: 1" "Esc brings the query before back"
keys Escape
shows "показано: 7"

# --- the card
keys Down Down Enter
wait_for "Усе з цього номера"
golden calls-card "a call with everything of its number"
keys Home Enter
shows "Заява № ГЛ-2/26" "Enter on an appeal opens it in F3"
keys Escape
shows "Усе з цього номера" "Esc comes back"
keys End Enter
shows "говорили 2:05" "Enter on a call opens that call"
keys o
shows "Заява № ГЛ-1/26" "o opens its appeal"
keys Escape
wait_for "Усе з цього номера"
keys Escape
wait_for "показано: 7"
type_text 0501112233
wait_for "показано: 1"
keys o
shows "Цей виклик без звернення" "a call without one"

# --- an appeal of a call
keys n
shows "Вписано з виклику" "n begins an appeal with the call"
shows "Ґедзь Їлярій" "its telephone and name are there"
shows "Виклик 20.11 09:10: втрачений" "the card says which call"
type_text "0305" && wait_for "03.05" && keys Enter
type_text "Знову темно"
keys F4
wait_for "показано: 1"
keys n
shows "Почати звернення з цього виклику?" "what was typed is not lost without a question"
keys Escape
shows "Знову темно" "and is kept"
in_journal() { sqlite3 "$T/drafts/olena.db" .dump 2>&1 | grep -F 1795.2 | grep -qF "Знову темно"; }
ok "in the journal too, with the call" until_ok 3 in_journal
signal KILL
exits_screen 137 "the program is killed"
login olena "Знову темно" -s 80x24
keys C-s
wait_for "PIN"
is "$("$PULT" show ГЛ-4/26 --json | jq -rc '[.phone, .name, .calls[].id]')" \
	'["+380501112233","Ґедзь Їлярій","1795.2"]' "the call is linked, whatever happened meanwhile"
keys F4
wait_for "ГЛ-4/26"
pass "and the list shows it"

# --- recordings
keys p
shows "На цьому комп’ютері не задано програвача" "without a player there is a sentence"
keys C-x
exits_screen 0 "the end"
mkdir -p home/config/pult
echo "player = /usr/bin/tail -f {file}" >home/config/pult/pult.conf
login olena "Телефон" -s 80x24
keys F4 && wait_for "показано: 7"
keys p
shows "Теку записів не задано" "without a folder too"
"$PULT" setting recordings "$T/rec" >/dev/null
keys p
shows "Запису в теці записів немає" "a file that is gone"
keys Down p
shows "Це чужа розмова" "another's call is for supervisors"
keys End Up
wait_for "показано: 7"
heard=$(events played)
keys p
shows "Запис відтворюється" "one's own call is heard at once"
is "$(events played)" $((heard + 1)) "and that is written down"
is "$(sqlite3 "$DB" "SELECT actor, body FROM event WHERE kind = 'played'")" \
	'olena|{"call":"1795.1","why":"own"}' "who, which call and why"
player() { pgrep -f "tail -f $T/rec/11/talk.wav" >/dev/null; }
ok "the player runs" until_ok 3 player
type_text 093
shows "показано: 1" "the screen works meanwhile"
keys Escape
wait_for "показано: 7"
keys p
shows "Запис зупинено" "the same key stops it"
ok "and it has ended" until_ok 3 eval "! player"

SCREEN=boss
login super "ГЛ-4/26" -s 132x43
keys F4
wait_for "показано: 7"
keys End
shows "Номер прихований" "a hidden number"
keys Home Down
wait_for "Бойко Марта Іванівна"
golden calls-wide "132x43: the card beside the list"
keys p
shows "Запис лежить поза текою записів" "a link out of the folder is not followed"
keys End p
shows "Запис порожній" "a header alone"
keys Up p
wait_for "Навіщо слухаємо?"
golden calls-why "a supervisor says why"
keys 2
shows "Запис відтворюється" "then it is heard"
is "$(sqlite3 "$DB" "SELECT body FROM event WHERE kind = 'played' AND actor = 'super'")" \
	'{"call":"1795.1","why":"dispute"}' "and the reason is kept"
keys C-x
exits_screen 0 "the end of work"
ok "ends the player" until_ok 3 eval "! player"

# --- live
SCREEN=main
wait_for "показано: 7"
feed live <<<"1795.8|20.11.2026 11:58|0670007777|in|lost|90|0||1580"
shows "+380 67 000 77 77" "a call that ends appears by itself"
keys Home Enter
wait_for "Усе з цього номера"
feed live <<<"1795.9|20.11.2026 11:59|0670007777|in|answered|9|10|olena|1580"
shows "> 20.11 11:58" "an open card stays with its call"
shows "20.11 11:59 розмова" "and gets what comes in"
keys C-x
exits_screen 0 "the operator ends the work"
exits 0 "the base holds" "$PULT" verify

# --- a call in the middle of a form: the form waits until the call's appeal is registered
SCREEN=between
login olena "Телефон" -s 80x24
type_text 0671239876
keys F4 && wait_for "20.11 11:59" && keys Home n
wait_for "Почати звернення з цього виклику?" && keys 2 && wait_for "Вписано з виклику"
keys Tab Tab && type_text "0305" && wait_for "03.05" && keys Enter && type_text "Спершу це" && keys C-s
wait_for "PIN" && keys C-n && wait_gone "Спершу це" && keys C-v
shows "0671239876" "what made room for a call is there when that is registered"
keys F4 && wait_for "20.11 11:59" && keys Home n
wait_for "Почати звернення з цього виклику?" && keys 2 && wait_for "Вписано з виклику"
type_text "Друге недописане" && wait_for "Друге недописане"
keys F4 && wait_for "20.11 11:59" && keys Home n
wait_for "Почати звернення з цього виклику?" && keys 2 && wait_for "Вписано з виклику" && wait_gone "Друге недописане"
keys C-v
shows "Друге недописане" "with two calls in a row the newest form comes back first"
shows "Форма повернулася; відкладено ще 2" "how many wait is said"
keys C-v
shows "0671239876" "then the one before: a second call takes nobody's place"
signal KILL
exits_screen 137 "the program is killed"
login olena "0671239876" -s 80x24
keys C-v && wait_gone "0671239876" && keys C-v
shows "Друге недописане" "all of them are in the journal"
keys C-x
exits_screen 0 "the operator ends"

# --- rights
SCREEN=executor
login vodak "Зверн." -s 80x24
keys F4
shows "Журнал викликів читають" "an executor is told who reads the journal"
done_testing
