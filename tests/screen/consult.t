# tests/screen/consult.t - a call without an appeal by two keys in F2: a consultation, a hand-over with the number in
# large letters; what is typed is kept or asked about; from a row of F7; both layouts; the call of F4 is linked.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
last() { sqlite3 "$DB" "SELECT topic || '|' || transfer || '|' || phone || '|' || address || '|' || text || '|' || call
	FROM consultation ORDER BY id DESC LIMIT 1"; }
rows() { sqlite3 "$DB" "SELECT count(*) FROM consultation"; }
login() { # SIZE LOGIN
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Ctrl-X" && type_text "$2" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "Телефон"
}

login 80x24 olena
type_text 0671234567 && keys Enter Enter && type_text "вул. Зелена, 4" && keys Enter && type_text "запах газу"
wait_for "04.01"
keys Escape
keys C-z
wait_for "Без звернення"
golden consult-choice "numbers first, the topic that is typed is proposed"
keys Escape
hides "Без звернення" "Esc counts nothing"
shows "запах газу" "and leaves the form"
is "$(rows)" 0 "nothing is counted"
keys C-z
wait_for "Без звернення"
keys 4
wait_for "Передано: Аварійна"
golden consult-handed "the number is read from afar"
is "$(last)" "04.01|104|+380671234567|вул. Зелена, 4||" "what was typed is kept with it"
type_text 050
shows "Телефон     050" "the next letter begins the next call, and none is lost"
keys C-u

# --- Enter takes what the topic says: an emergency service, or a consultation
keys Enter Enter Enter && type_text "15.01" && wait_for "Консультація щодо" && keys Enter
type_text "Питає про довідку"
keys C-z
wait_for "консультація: 15.01"
keys Enter
shows "Пораховано: консультація, 15.01" "two keys count a consultation"
hides "Питає про довідку" "the form is empty"
is "$(last)" "15.01||||Питає про довідку|" "its words are kept"

# --- with nothing typed the topics of late are proposed; in the Ukrainian layout the same key
screen_tmux send-keys -t "=$SCREEN:" -H 1b 5b 31 31 30 33 3b 35 75 # CSI 1103;5u: Ctrl and я, the same key
wait_for "Без звернення"
shows "6  консультація: 15.01" "the usual topic is proposed"
keys Enter
wait_for "Пораховано"
is "$(rows)" 3 "and counted"
keys C-z
wait_for "інша тема"
keys 7
wait_for "Про що була консультація?"
type_text "подяка"
wait_for "15.07"
keys Enter
shows "Пораховано: консультація, 15.07" "another topic is found by words"

# --- a name is not kept: it is asked about
type_text 0501112233 && keys Enter && type_text "Їжак Петро"
keys C-z
wait_for "Без звернення"
keys 2
shows "інше набране буде втрачено" "what a consultation does not keep is asked about"
keys Escape
wait_gone "втрачено"
shows "Їжак Петро" "Esc keeps it"
keys C-z
wait_for "Без звернення"
keys 2
wait_for "втрачено"
keys Enter
shows "Пораховано: передано на 102" "Enter counts"
hides "Їжак" "and empties the form"

# --- a telephone that cannot be
keys Enter
type_text 06712
keys C-z
wait_for "Без звернення"
keys 3
wait_gone "Без звернення"
shows "запитайте код міста" "is told"
shows "!06712" "and the form stays"
is "$(rows)" 5 "nothing is counted"
keys C-u

# --- with a call of the journal
printf '%s\n' '1795.7	20.11.2026 09:00	0930000000	in	answered	1	10	olena	1580' | "$B/tests/callfeed" "$DB" batch >/dev/null
keys F4
wait_for "показано: 1"
keys n
wait_for "Вписано з виклику"
keys C-z
wait_for "Без звернення"
keys 1
wait_for "Передано: ДСНС"
is "$(last)" "|101|+380930000000|||1795.7" "the call is linked"
keys Enter

# --- from F7: the row that the list begins with, 101, is nobody's choice
keys F4
wait_for "показано: 1"
keys F7
wait_for "слова заявника"
keys C-z
wait_for "Без звернення"
keys Enter
shows "Пораховано: консультація, 15.0" "with nothing chosen in F7 no emergency service is proposed"
is "$(sqlite3 "$DB" "SELECT count(*) FROM consultation WHERE transfer = '101'")" 1 "and none is counted"
keys F7
wait_for "слова заявника"
keys Down Up
screen_settle
keys C-z
wait_for "Без звернення"
keys Escape
wait_gone "Без звернення"
keys F7
wait_for "слова заявника" && keys C-z
wait_for "Без звернення"
keys Enter
shows "Передано: ДСНС" "a consultation that was not counted leaves the row chosen: a row that was gone to is chosen, the first too"
keys F7
wait_for "слова заявника"
type_text "лічильники води"
wait_for "01.10"
keys Down Down
screen_settle
keys C-z
wait_for "Без звернення"
shows "консультація: 01.10" "the topic of the row is proposed"
keys Enter
shows "Пораховано: консультація, 01.10" "and counted"
keys F7
wait_for "лічильники води"
keys Escape
wait_for "слова заявника"
type_text "103"
wait_for "Екстрена медична"
keys C-z
wait_for "Без звернення"
keys Enter
shows "Передано: Екстрена медична допомога 103" "the number of the row too"
keys C-x
exits_screen 0 "the work ends"

# --- who does not take calls has no such key
SCREEN=super
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Ctrl-X" && type_text super && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Зверн."
keys F7
wait_for "слова заявника"
hides "Консульт." "a supervisor reads"
keys C-x
exits_screen 0 "the work ends"
is "$(sqlite3 "$DB" "SELECT count(*) FROM appeal")" 0 "no appeal was made"
exits 0 "the base is whole" "$PULT" verify
done_testing
