# tests/screen/intake_more.t - F2: the caller has more to say, and nothing is typed twice: another question of the
# appeal, another appeal of the same call, a supplement to an open one.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

# Without the key bar, which is another with every new command, and without the digits of the PIN.
sanitise() { sed -E 's/PIN [0-9]{6}/PIN 000000/; /█/s/.*/~/; /^(Ctrl-|F?1 ?Довідка|d Передати)/d'; }
new_city
mkdir receipts && "$PULT" setting printer "file:$T/receipts" >/dev/null
"$PULT" register --text "Темно біля під'їзду" --topic 03.05 --phone "067 000 12 34" \
	--name "Коваль Іван Петрович" --address "вул. Зелена, 4, кв. 7" >/dev/null
of() { "$PULT" show "$1" --json | jq -r ".$2"; }

screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Телефон"

# --- another question, from the form ---
type_text 0670001234 && keys Enter
shows "вул. Зелена, 4, кв. 7" "a known caller"
keys C-b
shows "Зміст звернення порожній" "a form that cannot be registered stays"
keys BTab && type_text 0103 && keys Enter && wait_for "Львівводоканал" && type_text "Тече труба"
keys C-b
shows "Ще одне питання до ГЛ-2/26" "registered, and the next question is begun"
shows "щойно: ГЛ-2/26  PIN" "number and PIN stay in the title"
shows "вул. Зелена, 4, кв. 7" "with the same address"
is "$(of 2 'text')" "Тече труба" "the first one is safe"
pin=$(screen | grep -o 'PIN [0-9]*' | head -1)
keys BTab BTab BTab && type_text x
shows "належить усьому зверненню ГЛ-2/26" "the caller is that of the appeal"
hides "0670001234x" "and is not changed unseen"
keys Tab Tab Tab && type_text 0701 && keys Enter && type_text "І яма у дворі" && wait_for "І яма у дворі"
golden intake-question
keys C-s
shows "2 питання: 1) " "the citizen hears of both"
golden intake-question-done
is "$(of 2 'questions | map(.text) | join(" + ")')" "Тече труба + І яма у дворі" "two questions of one appeal"
exits 0 "the PIN is the same" "$PULT" status 2 --pin "${pin#PIN }"
keys d
shows "Передати ГЛ-2/26 виконавцю" "both are passed at once"
keys Enter
wait_gone "Передати ГЛ-2/26"
until_ok 5 eval '[ "$(of 2 state)" = dispatched ]'
is "$(of 2 'questions | map(.state) | join(" ")')" "dispatched dispatched" "each to its own executor"

# --- from the second face, finished by one key ---
keys C-b
shows "Ще одне питання до ГЛ-2/26" "a third one"
type_text 0305 && keys Enter && type_text "І ліхтар" && keys C-g
shows "3 питання: 1) " "Ctrl-G registers and passes it"
is "$(of 2 'questions[2].state')" dispatched "the third is passed, too"
is "$(ls receipts | wc -l)" 1 "and a receipt of all is printed"

# --- another appeal of the same call ---
type_text 0670001234 && keys Enter && wait_for "Зелена" && type_text 0103 && keys Enter && type_text "Окрема справа" && keys C-s
wait_for "Скажіть"
keys C-e
shows "того самого заявника" "another appeal begins"
shows "Коваль Іван Петрович" "with the same caller"
shows "щойно: ГЛ-3/26" "the number before stays in the title"
type_text 0701 && keys Enter && type_text "Зовсім інше" && keys C-s
wait_for "Скажіть"
is "$(of 4 name) $(of 4 address) $(of 4 text)" "$(of 3 name) $(of 3 address) Зовсім інше" "an appeal of its own"
keys C-n

# --- a supplement ---
wait_for "Телефон" && keys C-d
shows "немає відкритого звернення" "nothing to add to"
type_text 0670001234
wait_for "ГЛ-4/26" && keys C-d
shows "Запишіть, що додається" "words are needed"
type_text "Тепер не світить уся вулиця" && keys C-d
shows "До якого звернення" "one is chosen"
golden intake-supplement
keys 6
shows "Додано до ГЛ-1/26" "it says to which and who reads it"
is "$(of 1 'history[-1].note')" "Тепер не світить уся вулиця" "the words are there"
is "$(of 1 supplements)" 1 "counted"
hides "уся вулиця" "the form is free for the next call"

# --- the same matter: joined by one key ---
type_text 0670001234 && keys Enter && wait_for "Зелена" && type_text 0305 && keys Enter && type_text "Знову темно"
keys C-p
wait_for "До якого звернення приєднати" && keys 1
shows "Буде приєднано: ГЛ-" "it is said below the form"
keys C-s
wait_for "Скажіть"
like "$(of 5 joined)" "^ГЛ-" "joined when it is registered"
keys C-p
shows "Уже зареєстровано" "after that the key says what joins and what prints"
keys C-n && wait_for "Телефон"

# --- a question survives a crash ---
type_text 0670001234 && keys Enter && wait_for "Зелена" && type_text 0103 && keys Enter && type_text "Перше" && keys C-b
wait_for "Ще одне питання до ГЛ-6/26" && type_text 0701 && keys Enter && type_text "Друге"
until_ok 5 eval 'sqlite3 "$T"/drafts/olena.db "SELECT * FROM draft" 2>/dev/null | grep -q Друге'
kill -9 "$(cat "$T/run/main.pid")"
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
shows "Ще одне питання до ГЛ-6/26" "what is written is a question still"
keys C-s
shows "2 питання" "and becomes one"
is "$(of 6 'questions | length')" 2 "of that appeal"
exits 0 "the log holds" "$PULT" verify
done_testing
