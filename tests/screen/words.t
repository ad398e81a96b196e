# tests/screen/words.t - what is typed into a question outlives an Esc by mistake, the lock of a left place and
# a crash: the same question about the same appeal shows it again, and nothing else does.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

new_city
for i in 1 2; do
	"$PULT" register --topic 03.05 --text "Ліхтар $i" --phone "067 000 00 0$i" --name "Заявник $i" >/dev/null
	"$PULT" dispatch ГЛ-$i/26 --to VODA >/dev/null
done
login() { # LOGIN VISIBLE TEXT
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}
notes() { "$PULT" show "$1" --json | jq -r '[.history[].note // empty | select(test("Зателефонувати"))] | length'; }
waiting() { sqlite3 "$T/drafts/$1.db" "SELECT count(*) FROM draft WHERE form LIKE '~%'"; }

# --- Esc by mistake
login olena "Наберіть телефон"
keys F3
wait_for "усього: 2"
keys n
wait_for "Примітка для всіх" && type_text "Зателефонувати перед приходом"
keys Escape
shows "Набране збережено" "Esc says that what was typed is kept"
keys n
wait_for "Примітка для всіх"
shows "Зателефонувати перед приходом" "the same question shows it again"
shows "Недописане від 20.11.2026 10:00" "and says what it is"
keys Escape
wait_gone "Примітка для всіх"
keys Down n
wait_for "ГЛ-1/26 · Додати"
hides "Зателефонувати" "another appeal does not"
keys Escape
shows "Скасовано: нічого не змінено." "nothing typed, nothing kept"
hides "Набране збережено"
keys Up n
wait_for "Зателефонувати" && type_text " о 10" && keys Enter
shows "примітку збережено" "it can be given"
is "$(notes ГЛ-2/26)" 1 "and is"
keys n
wait_for "Примітка для всіх"
hides "Зателефонувати" "then it is not shown any more"
is "$(waiting olena)" 0 "nor kept"
type_text "зайве" && keys Escape && wait_for "Набране збережено" && keys n && wait_for "зайве"
keys C-u Escape
wait_gone "Примітка для всіх"
is "$(waiting olena)" 0 "what was erased is forgotten"

# --- a crash, with the words still open
keys n
wait_for "Примітка для всіх" && type_text "Зателефонувати сусідці"
ok "typed words are in the journal within a second" until_ok 3 eval '[ "$(waiting olena)" = 1 ]'
signal KILL
exits_screen 137 "killed"
"$PULT" setting idle_lock 0.1 >/dev/null
login olena "Наберіть телефон"
shows "Біля ГЛ-2/26 чекає ваш недописаний текст" "the next login says where words wait"
keys F3
wait_for "усього: 2"
keys n
shows "Зателефонувати сусідці" "they are there"

# --- the lock of a left place
type_text " згори"
wait_for "Екран заблоковано" 12
"$PULT" setting idle_lock 0 >/dev/null
hides "Зателефонувати" "nothing is seen"
"$PULT" note ГЛ-1/26 --text "щоб налаштування прочиталося" >/dev/null
type_text "$PASSWORD" && keys Enter
shows "Зателефонувати сусідці згори" "the question is still open, with its words"
keys Escape
wait_gone "Примітка для всіх"

# --- a correction: each field has words of its own
keys e
wait_for "Що виправити" && keys 1
wait_for "Ctrl-S" && type_text " біля школи" && keys Escape
wait_for "Набране збережено"
keys e
wait_for "Що виправити" && keys 2
wait_for "Адреса" && hides "біля школи" "another field does not show them"
keys Escape && wait_gone "Enter  Гаразд"
keys e
wait_for "Що виправити" && keys 1
shows "Ліхтар 2 біля школи" "the same field does"
keys C-s
shows "виправлено" "and is corrected"
keys C-x
exits_screen 0 "the operator ends"

# --- several questions of one command: the words of the first outlive an Esc at the last
login vodak "Наші доручення"
keys F3
wait_for "усього: 2"
keys g
wait_for "Який результат" && keys 4
wait_for "не за належністю" && type_text "Це опора теплової мережі" && keys Enter
wait_for "Хто тоді має" && keys Escape
shows "Набране збережено" "an Esc at the next question keeps the words of the one before"
keys g
wait_for "Який результат" && keys 4
shows "Це опора теплової мережі" "they are there again"
keys C-x Escape
wait_gone "не за належністю"
keys C-x
exits_screen 0 "the executor ends"
done_testing
