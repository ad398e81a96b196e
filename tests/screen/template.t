# tests/screen/template.t - Ctrl-T: a template into the text of F2 and into a note, its fields filled with what
# is known, the others marked and named; a list longer than the letters; nothing where no text is typed.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
"$PULT" register --text "Ліхтар" --topic 03.05 --name "Їжак Петро Ілліч" --phone "067 111 22 33" \
	--address "вул. Зелена, 1" >/dev/null
"$PULT" dispatch ГЛ-1/26 --to VODA >/dev/null
start() { # SIZE
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "Телефон"
}
# The key of a template, as the list shows it.
mark() { screen | sed -nE "s/.*│ +([0-9a-g])  $1: .*/\1/p"; }
pick() { # NAME
	keys C-t
	wait_for "Шаблон тексту"
	keys "$(mark "$1")"
	hides "Шаблон тексту" "«$1» is picked by its key"
}

start 80x24
keys C-t
shows "спершу перейдіть до тексту" "where no text is typed: a sentence"
type_text 0672223344 && keys Enter && type_text "Гнатів Оксана Петрівна" && keys Enter
type_text "вул. Зелена, 4" && keys Enter && type_text 0103
wait_for "Прорив водопроводу"
keys Enter
wait_for "Львівводоканал"
type_text "Тече."
keys C-t
shows "6  передано: {ім’я}, ваше звернення" "the list: keys, names, how the texts begin"
keys Escape
hides "Шаблон тексту" "Esc takes the list away"
shows "Тече." "and leaves the text"
screen_settle
pick передано
shows "Тече. Оксана Петрівна, ваше" "name and patronymic are filled in, where the cursor was, with a space between"
shows "№ {номер} передано" "the number is not known yet and stays"
shows "Ще не відомо: {номер}." "which is said"
like "$(screen -e)" $'\033\\[[0-9;]*m\\{номер\\}\033' "and marked"
shows "ЛМКП «Львівводоканал»." "the executor is known"
shows "            12:00." "so is the term, to the minute"
keys C-s
shows "«{номер}» із шаблону не заповнено" "a field that is left is a fault, not a text"
hides "PIN" "nothing is registered"
keys C-u
hides "{номер}" "the cursor stands in the text"
type_text "Тече. Оксано Петрівно, ваше звернення передано." && keys C-s
shows "PIN" "it is registered"
is "$("$PULT" show ГЛ-2/26 --json | jq -r .text)" "Тече. Оксано Петрівно, ваше звернення передано." "with what stands there now"
keys C-n

# --- a note: everything is known of an appeal that has a number
keys F3
wait_for "ГЛ-1/26"
keys Down n
wait_for "Додати примітку"
shows "Ctrl-T  Шаблон" "the box tells the key"
type_text "Так. "
screen_tmux send-keys -t "=$SCREEN:" -H 1b 5b 31 30 37 37 3b 35 75 # CSI 1077;5u: Ctrl and е, the same key
shows "Шаблон тексту" "in the Ukrainian layout too"
keys "$(mark передано)"
shows "Так. Петро Ілліч, ваше звернення № ГЛ-1/26" "a note has them all"
hides "Ще не відомо" "nothing is left"
keys Enter
shows "примітку збережено" "the note is saved"
like "$("$PULT" show ГЛ-1/26)" 'Так\. Петро Ілліч, ваше звернення № ГЛ-1/26' "with the words"

# --- a list that is longer than the letters
for i in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
	"$PULT" template add "я$i" --text "Текст $i" >/dev/null
done
keys n
wait_for "Додати примітку"
keys C-t
wait_for "Шаблон тексту"
shows "g  далі…" "the last letter leads on"
keys g
shows "я24: Текст 24" "to the rest"
keys "$(mark я24)"
shows "Текст 24" "which is picked the same way"
keys Escape
screen_settle

# --- a text that has no room says so
head -c 7990 /dev/zero | tr '\0' x >long
"$PULT" template add "аа" --text "$(printf '%0100d' 0)" >/dev/null
keys n
wait_for "Додати примітку"
paste "$(<long)"
wait_for "xxx"
keys C-t
wait_for "Шаблон тексту"
keys 1
shows "Не вміщується" "what does not fit is said"
keys Escape
screen_settle
keys C-x
exits_screen 0 "the work ends"
exits 0 "the base is whole" "$PULT" verify
done_testing
