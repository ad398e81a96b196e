# tests/screen/print.t - receipts and printers that fail: what is not printed waits in a queue that is seen, outlives
# kill -9, is tried again, goes to another printer or is taken out; nothing is printed twice unless it says so.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
. "$TOP/tests/lib/printer.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
printer_on desk
"$PULT" setting printer "$(printer_at desk)" >/dev/null
start() { # SIZE
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "Ctrl-G Оформити"
}
fill() { # TELEPHONE TEXT
	type_text "$1" && keys Enter && type_text "Гнатів Оксана" && keys Enter && type_text "вул. Зелена, 4" && keys Enter
	type_text 0103 && wait_for 0103 && keys Enter
	type_text "$2"
	wait_for "$2"
}
title() { screen | head -1; }
title_has() { [[ $(title) == *"$1"* ]]; }
title_hasnt() { ! title_has "$1"; }
in_title() { ok "$2" until_ok "$SCREEN_WAIT" title_has "$1"; }
not_in_title() { ok "$2" until_ok "$SCREEN_WAIT" title_hasnt "$1"; }
waiting() { "$PULT" print --json | jq -r 'map(.number) | join(" ")'; }
events() { "$PULT" show "$1" --json | jq -r '.history | map(select(.action == "printed")) | length'; }

# --- a printer that works
start 80x24
fill 0671112233 "Тече"
keys C-g
wait_for "ГЛ-1/26"
pin=$(title | sed 's/.*PIN \([0-9]*\) .*/\1/')
sheet=$(paper desk 1)
like "$sheet" "<big 11><bold>ГЛ-1/26"$'\n'"</bold></big>PIN-код"$'\n'"<big 11><bold>$pin" "the receipt is printed with its PIN"
unlike "$(title)" "черга" "nothing waits"

# --- one that hangs: the screen goes on, the second receipt waits for the first
printer_does desk mute
"$PULT" setting printer "$(printer_at desk) charset=none" >/dev/null
fill 0672223344 "Друга"
keys C-g
wait_for "ГЛ-2/26"
pin2=$(title | sed 's/.*PIN \([0-9]*\) .*/\1/')
fill 0673334455 "Третя"
keys C-g
wait_for "ГЛ-3/26"
pin3=$(title | sed 's/.*PIN \([0-9]*\) .*/\1/')
keys C-y
shows "Черга друку" "Ctrl-Y: the queue"
shows "ГЛ-3/26" "both are there"
shows "друкується" "one is being printed"
shows "чекає своєї черги" "the other waits for it"
in_title "черга друку: 2" "the title has their number"
signal KILL
is "$(waiting)" "ГЛ-2/26 ГЛ-3/26" "killed: both are kept"
unlike "$(cat pult.db* | tr -d '\0')" "$pin2" "their PINs are nowhere to be read"
printer_does desk read
"$PULT" setting printer "$(printer_at desk)" >/dev/null
start 80x24
second=$(paper desk 3) third=$(paper desk 4)
like "$second" "КОПІЯ.*ГЛ-2/26.*$pin2" "after the login the first is printed, as a copy: a part of it may be on paper"
like "$third" "ГЛ-3/26.*$pin3" "and the other"
unlike "$third" "КОПІЯ" "which is none"
ok "both are in the log" until_ok 5 test "$(events ГЛ-2/26) $(events ГЛ-3/26)" = "1 1"
is "$(waiting)" "" "nothing waits"

# --- one that is off
printer_off desk
fill 0674445566 "Четверта"
keys C-g
shows "Принтер не приймає з’єднання" "a printer that is off is told"
shows "спробу буде повторено" "and that the receipt waits"
in_title "ГЛ-4/26  PIN" "the number is there to be read out"
keys C-y
in_title "черга друку: 1" "the title has it"
shows "ГЛ-4/26" "the queue too"
screen_settle
golden print-queue "the queue"
keys r
shows "спробу буде повторено" "tried at once: still off"
printer_on desk
keys r
shows "Довідку ГЛ-4/26 надруковано" "on again: printed"
like "$(paper desk 1)" "ГЛ-4/26" "on paper"
hides "черга друку:" "nothing waits"
shows "На принтер нічого не чекає" "the list is empty"

# --- to another printer, or not at all
printer_on other
"$PULT" setting printer.вікно2 "$(printer_at other)" >/dev/null
printer_off desk
keys F3
wait_for "ГЛ-4/26" && keys Enter && wait_for "Історія" && keys p && wait_for "без PIN-коду" && keys 1
shows "спробу буде повторено" "it waits"
keys C-y && wait_for "звичайний" && keys o
shows "вікно2" "printers of the site are offered"
keys 2
like "$(paper other 1)" "ГЛ-4/26" "it goes there"
hides "черга друку:" "and waits no more"
keys p && wait_for "вікно2" && keys 2
shows "Принтер для ваших довідок: вікно2" "one's own printer is another from now on"
keys F3
wait_for "ГЛ-4/26" && keys p && wait_for "без PIN-коду" && keys 1
like "$(paper other 2)" "ГЛ-4/26" "receipts go there"
keys C-y && wait_for "Принтер для ваших" && keys p && wait_for "звичайний" && keys 1
shows "довідок: звичайний" "and back"
keys F3
wait_for "ГЛ-4/26" && keys p && wait_for "без PIN-коду" && keys 1
shows "спробу буде повторено" "a receipt nobody waits for any more"
keys C-y && wait_for "звичайний" && keys x
shows "Вилучити довідку ГЛ-4/26" "is asked about"
keys Escape
in_title "черга друку: 1" "Esc keeps it"
keys x && wait_for "Вилучити довідку" && keys Enter
hides "черга друку:" "taken out"

# --- it is tried again by itself, and the end of the work says that it waits
keys F3
wait_for "ГЛ-4/26" && keys p && wait_for "без PIN-коду" && keys 1
wait_for "черга друку: 1"
keys C-x
exits_screen 0 "the work ends"
shows "1 довідка чекає на принтер" "and says so"
printer_on desk
start 132x43
like "$(paper desk 1)" "ГЛ-4/26" "at the next login it is printed"
keys C-x
exits_screen 0 "the work ends"
exits 0 "the base is whole" "$PULT" verify
done_testing
