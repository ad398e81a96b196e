# tests/screen/intake.t - F2 as an operator uses it: a known caller in a few keys, the number and the
# PIN, what is typed survives kill -9 and a second registration is not possible. In English, so that it
# does not depend on how something is called in the catalogue.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
export LANGUAGE=en PULT_DB=$T/pult.db PULT_TEST_NOW=2026-11-02T10:00:00

"$PULT" init --site ГЛ --name "Гаряча лінія" >/dev/null || bail "init"
echo parol-12345 | "$PULT" user add oksana --name "Оксана Гнатів" --role operator >/dev/null || bail "user"
register() { "$PULT" register --json "$@" >"$T/registered" || bail "register"; }
register --text "Немає води" --topic 01.01 --phone 0671234567 --name "Іваненко Іван" \
	--address "вул. Городоцька, 226А" --email ivan@example.com
"$PULT" setting printer "file:$T/paper" >/dev/null && mkdir "$T/paper"

log_in() {
	screen_start -s "${1:-80x24}" "$PULT"
	wait_for "Login" && type_text oksana && keys Enter
	type_text parol-12345 && keys Enter
	wait_for "Ctrl-N"
}
# The value of a field of the form; a caller's card stands behind the line of the border.
field() { screen | sed -n "s/^$1 *!\{0,1\}\(.*\)│.*/\1/p" | sed 's/ *$//' | head -1; }
field_is() { until_ok 5 eval "[ \"\$(field '$1')\" = '$2' ]"; is "$(field "$1")" "$2" "$3"; }

# --- a known caller: ten keys from the recognised number to the receipt, the text apart
log_in
type_text 0671234567
shows "1 Іваненко Іван" "the card is there with the last digit"
shows "Registered already?" "so is the appeal of the same number"
keys Enter
field_is "Full name" "Іваненко Іван" "Enter fills the name from the card"
field_is "Address" "вул. Городоцька, 226А" "and the address"
type_text 0203 && keys Enter
field_is "Executor" "ЛМКП «Львівтеплоенерго»" "the topic brings its executor"
type_text 'Батареї ледве теплі; "=1" 🙂' && keys Enter && type_text "з вівторка" && keys C-s
shows "Say to the citizen" "Ctrl-S registers"
like "$(screen)" '█' "in large letters"
keys в
shows "Pass ГЛ-2/26 to: ЛМКП" "d asks, also from the Ukrainian layout"
keys Enter
shows "Appeal No. ГЛ-2/26 is passed to" "Enter passes it on"
keys p
shows "is printed" "p prints"
is "$("$PULT" show 2 --json | jq -r .text)" $'Батареї ледве теплі; "=1" 🙂\nз вівторка' "the text is kept exactly"
is "$("$PULT" show 2 --json | jq -r .state)" dispatched "and it is dispatched"
keys Escape
shows "The PIN is shown only here" "Esc does not lose the PIN silently"
keys Escape
wait_gone "The PIN is shown only here"
shows "Say to the citizen" "Esc again stays"
keys C-n
wait_for "Telephone"
hides "█" "the PIN is gone with the next call"

# --- what is wrong is said beside its field and nothing is lost
type_text 067123 && keys Tab
shows "A digit too many" "a bad telephone says so when it is left"
keys Tab Tab && type_text "запах г" && keys Enter
shows "104" "the hint of the topic"
keys C-s
shows "Not registered: 1 more field is at fault" "with two faults nothing is registered, and both are told"
like "$(screen | grep ^Telephone)" "^Telephone *!" "the first is marked"
like "$(screen | grep ^Text)" "^Text *!" "so is the other one"
shows "A digit too many" "the sentence is that of the first"
keys Tab Tab Tab Tab
shows "The text of the appeal is empty" "and of the other where the cursor stands"
keys Escape
shows "Clear the form?" "Esc on a form that is not empty asks"
keys Enter && wait_gone "Clear the form?"
shows "067123" "a second careless key changes nothing"

# --- kill -9, and the form is there again
type_text "Пахне газом"
draft() { sqlite3 "$T/drafts/oksana.db" .dump 2>&1; }
until_ok 5 eval 'draft | grep -q "Пахне газом"' && pass "it is in the journal soon" || fail "it is in the journal soon"
key=$(draft | sed -n 's/.*"idem":"\([0-9a-f]*\)".*/\1/p')
signal KILL
exits_screen 137 "killed in the middle of typing"
log_in 132x43
shows "Пахне газом" "it is brought back"
shows "is brought back" "and said so"
like "$(field Topic)" "^04.01" "with its topic"
hides "+380" "a bad telephone has no card"

# --- cut off between COMMIT and the answer: the number comes, nothing is registered twice
signal KILL
exits_screen 137 "killed again"
register --text "Пахне газом" --key "$key"
log_in
shows "Registered before" "a form that was registered is not brought back"
like "$(screen)" "No. ГЛ-3/26" "its number is shown"
keys C-n
wait_for "Telephone"
is "$("$PULT" find --json | jq length)" 3 "three appeals in all"

# --- a screen that is too small keeps the form
type_text 0679999999
resize 60x20
wait_for "too small"
resize 80x24
shows "0679999999" "what was typed is kept"
shows "The first call from this" "a new number"
keys C-n && wait_for "Clear the form?" && keys Down Enter
hides "0679999999" "Ctrl-N empties the form after a yes"
shows "Ctrl-V brings back what was typed" "which can be taken back"
keys C-v && shows "0679999999" "by one key"
keys C-n && wait_for "Clear the form?" && keys Down Enter && hides "0679999999" "cleared again"
type_text 0671112233 && keys C-v
shows "what stood here is put aside" "what stands in the form meanwhile is put aside"
shows "0679999999" "the cleared form is back"
keys C-v && shows "0671112233" "and the other one by the same key"
keys Tab Tab Tab Tab && type_text "Поки інша чекає" && keys C-s && wait_for "Say to the citizen" && keys C-n
wait_gone "Say to the citizen" && keys C-v
shows "0679999999" "the one that made room is there after the other is registered"
keys C-n && wait_for "Clear the form?" && keys Down Enter && hides "0679999999" "cleared, it waits for no longer than that"
type_text 0671112233
keys C-n && wait_for "Clear the form?" && keys Down Enter && hides "0671112233" "cleared"
signal KILL
log_in
keys C-v && shows "0671112233" "after kill -9, too"
keys Tab Tab Tab Tab && type_text "Двічі" && keys C-s
shows "Say to the citizen" "it is registered"
keys C-n && wait_gone "Say to the citizen" && keys C-v
shows "there is nothing to bring back" "then nothing is left of it"
unlike "$(draft)" "intake-aside" "nor in the journal"
keys C-x
exits_screen 0 "Ctrl-X ends the work"
done_testing
