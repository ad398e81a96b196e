# tests/screen/presence.t - who has what open is seen by the others at once, in the row and over the card, and goes with
# the process however it ends.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # SIZE LOGIN
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$2" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "ГЛ · " && wait_gone "Пароль" && keys F3
	wait_for "ГЛ-2/26"
}

new_city
"$PULT" register --topic 03.05 --text "Темно" --phone "067 000 00 01" --name "Перша Ганна" --address "вул. Зелена, 4" >/dev/null
"$PULT" register --topic 03.05 --text "Ліхтар" --phone "067 000 00 02" --name "Друга Ніна" --address "вул. Зелена, 5" >/dev/null

on two login 80x24 super
login 132x43 olena
keys Home e
wait_for "Що виправити"
on two shows "Коваль О. редагує" "another sees in the row who corrects the appeal"
hides "Коваль О. редагує" "who does it does not see himself"
on two keys Enter
on two wait_for "Історія"
on two shows "Коваль О. редагує" "the card says it too"
keys Escape
on two hides "Коваль О. редагує" "Esc takes it away"
keys d
wait_for "Якому виконавцю"
on two shows "Коваль О. редагує" "another dialog brings it back"
signal KILL
exits_screen 137 "the one who did it is killed"
on two hides "Коваль О. редагує" "and the mark goes by itself"

login 132x43 olena
on two keys e
on two wait_for "Що виправити"
shows "Сова Ґ. редагує" "the other way round, beside the list"
on two keys 2
on two wait_for "вул. Зелена"
on two type_text "-Б" && on two keys Enter
on two wait_for "виправлено"
hides "Сова Ґ. редагує" "what is saved is not open any more"
keys C-x
exits_screen 0 "end"
is "$(stat -c %a "$DB.here")" 600 "the file is the account's own"
done_testing
