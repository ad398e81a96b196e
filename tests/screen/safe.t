# tests/screen/safe.t - nothing is left out in silence, and a key acts on the appeal that is seen.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

new_city
for i in 1 2 3; do "$PULT" register --text "Випадок номер $i" --topic 01.03 >/dev/null; done
year=$("$PULT" show 1 --json | jq -r '.number | split("/")[1]')
login() {
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
}

# a text that does not fit is said
login olena
wait_for "Телефон"
keys Tab Tab Tab Tab # to the text
paste "$(head -c 17000 /dev/zero | tr '\0' x)"
shows "Не вміщується" "a paste that does not fit is said"
keys Left
hides "Не вміщується"
type_text "к"
shows "Не вміщується" "and so is a letter that does not"

# the same in a note
keys F3
wait_for "ГЛ-3"
keys n
wait_for "Скасувати"
paste "$(head -c 9000 /dev/zero | tr '\0' y)"
shows "Не вміщується" "a note that does not fit is said too"
keys Escape
hides "Скасувати"

# an open card stays with its appeal when its row leaves the list
keys /
type_text "стан:registered"
keys Enter
wait_for "ГЛ-2"
keys Home Down Enter
shows "Випадок номер 2" "a card is open"
"$PULT" dispatch "ГЛ-2/$year" --to VODA >/dev/null
shows "Передано виконавцю" "another one's change is seen on it"
shows "Випадок номер 2" "and it is still the same appeal"
keys n
wait_for "ГЛ-2/$year" && wait_for "Скасувати" && type_text "примітка до другого" && keys Enter
wait_gone "Скасувати"
is "$("$PULT" show 2 --json | jq -r '.history | map(.note) | map(select(test("примітка до другого"))) | length')" 1 \
	"a key acts on what is seen"
is "$(for i in 1 3; do "$PULT" show $i --json; done | grep -c "примітка до другого")" 0 "and on nothing else"
keys Escape
wait_for "ГЛ-3"
hides "ГЛ-2/$year" "the list has let it go"
keys C-x
done_testing
