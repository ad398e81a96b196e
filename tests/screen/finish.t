# tests/screen/finish.t - Ctrl-G: one key registers, passes to the proposed executor, prints and gives the next
# form; number and PIN stay to be read out, and whatever fails is said with them.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
mkdir receipts && "$PULT" setting printer "file:$T/receipts" >/dev/null
start() { # SIZE
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "Ctrl-G Оформити"
}
fill() { # TELEPHONE TOPIC TEXT
	type_text "$1" && keys Enter && type_text "Гнатів Оксана" && keys Enter && type_text "вул. Зелена, 4" && keys Enter
	type_text "$2" && wait_for "$2" && keys Enter
	type_text "$3"
	wait_for "$3"
}
title() { screen | head -1; }
title_has() { [[ $(title) == *"$1"* ]]; }
in_title() { ok "$2" until_ok "$SCREEN_WAIT" title_has "$1"; }
of() { "$PULT" show "$1" --json | jq -r ".$2"; }

start 80x24
# --- a telephone in the name is asked about, and does not hold up the call
keys Enter && type_text "Гнатів 0671112233" && keys Enter
shows "У полі «ПІБ» є цифри" "digits in the name are asked about"
keys Escape && wait_for "Очистити форму?" && keys Down Enter
wait_gone "Гнатів"
fill 0671112233 0103 "Тече з-під асфальту"
keys C-g
in_title "щойно: ГЛ-1/26  PIN " "the number and the PIN are in the title of the next form"
like "$(title)" 'PIN [0-9]{6} ' "all six digits, though there is little room"
shows "Звернення № ГЛ-1/26 передано виконавцю: ЛМКП «Львівводоканал», строк до" "the sentence to be said"
hides "Тече з-під асфальту" "the form is empty"
is "$(of ГЛ-1/26 state)|$(of ГЛ-1/26 service)" "dispatched|VODA" "it is passed to the executor of the topic"
ok "the receipt is printed" until_ok 5 test -s receipts/HL-1-26.pdf
like "$(pdftotext receipts/HL-1-26.pdf - | tr '\n' ' ')" "$(title | sed 's/.*PIN \([0-9]*\) .*/\1/')" "with this PIN"
pin=$(title | sed 's/.*PIN \([0-9]*\) .*/\1/')
exits 0 "which is the right one" "$PULT" status ГЛ-1/26 --pin "$pin"

# --- it goes with the first key of the next call: another citizen is on the line
keys F3
wait_for "ГЛ-1/26"
like "$(title)" "Коваль Олена" "other views have the name of the operator"
unlike "$(title)" "PIN" "and no PIN"
keys F2
in_title "$pin" "F2: it is there again, nothing was typed yet"
type_text 067
wait_for "Телефон     067"
in_title "щойно: ГЛ-1/26 " "keys of the next form leave the number"
unlike "$(title)" "PIN" "and take the PIN away"
hides "Скажіть" "the message is gone with the first key"
keys C-q
wait_for "Екран заблоковано"
hides "$pin" "a locked screen does not show it"
type_text "$PASSWORD" && keys Enter
in_title "щойно: ГЛ-1/26 " "unlocked: the number is there"
keys C-g
shows "Такого короткого номера немає" "a form with faults is refused"
shows "Зміст      !" "each is marked"
in_title "щойно: ГЛ-1/26 " "and the number stays"

# --- what was typed is another appeal: Ctrl-S shows its own number, Ctrl-G takes the place of the first
keys Escape && wait_for "Очистити форму?" && keys Down Enter
in_title "щойно: ГЛ-1/26 " "nor does it go with the form"
fill 0672223344 0203 "Холодні батареї"
keys C-s
shows "Скажіть заявнику" "Ctrl-S: the number in large letters"
unlike "$(title)" "щойно" "the one before is gone from the title"
keys C-n
hides "Скажіть заявнику" "the next form"
unlike "$(title)" "щойно" "which has nothing in its title"
type_text 0673334455 && keys Enter && type_text "Їжак Іван" && keys Enter Enter Enter && type_text "Без теми"
wait_for "Без теми"
keys C-g
shows "Нікому не передано" "without an executor it waits for a dispatcher"
in_title "ГЛ-3/26  PIN" "the number is there"
is "$(of ГЛ-3/26 state)" registered "and so it is"

# --- what fails after the number was given is said with it
"$PULT" setting printer "file:$T/nowhere/at/all" >/dev/null
fill 0674445566 0103 "Знову тече"
keys C-g
in_title "ГЛ-4/26  PIN" "a printer that fails: registered"
shows "nowhere" "and the fault is said"
is "$(of ГЛ-4/26 state)" dispatched "it is passed all the same"
keys C-x
exits_screen 0 "the work ends"
is "$(sqlite3 drafts/olena.db 'SELECT count(*) FROM draft')" 0 "no draft is left"
start 132x43
fill 0675556677 0103 "Широкий екран"
keys C-g
in_title "ГЛ-5/26  PIN" "on a wide screen"
like "$(title)" 'відкрито' "the counters have room beside it"
keys C-x
exits_screen 0 "the work ends"
exits 0 "the base is whole" "$PULT" verify
done_testing
