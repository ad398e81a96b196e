# tests/screen/banner.t - an incident that a colleague opens on his screen while the form of F2 stands with an address
# inside it shows by itself, and goes when it is closed; nothing typed moves.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "ГЛ · " && wait_gone "Пароль"
}

new_city
login olena
wait_for "Телефон"
type_text 0670000004 && wait_for "+380" && keys Enter
type_text "Четвертий Іван" && keys Enter
type_text "вул. Наукова, 5" && keys Enter
hides "немає води" "nothing is known at the address"
on two login dysp
on two keys F9
on two wait_for "Заходи"
on two keys a
on two wait_for "Новий захід"
on two type_text "немає води" && on two keys Tab && on two type_text "науков"
on two wait_for "Наукова" && on two keys Down Enter && on two type_text "1-9" && on two wait_for "Зрозуміло так"
on two keys C-s
on two wait_for "відкрито"
shows "немає води" "an outage that another opens shows over the form by itself"
shows "Ctrl-P" "with the key that joins"
keys C-p
shows "Буде приєднано: ГЛ-ЗХ1/26" "which is said"
keys BTab C-u && type_text "вул. Наукова, 5" && keys Enter
shows "Буде приєднано: ГЛ-ЗХ1/26" "the same address typed anew changes nothing"
keys BTab C-u && type_text "вул. Зелена, 4" && keys Enter
shows "Не буде приєднано до ГЛ-ЗХ1/26" "another address takes it back, which is said too"
keys C-p
shows "Нема до чого приєднати" "there nothing is to be joined to"
keys BTab C-u && type_text "вул. Наукова, 5" && keys Enter
shows "Ctrl-P приєднає" "and whoever comes back is asked anew"
is "$(screen | sed -n 's/^ПІБ  *\(.*[^ │]\)  *│.*/\1/p')" "Четвертий Іван" "the form stays as it was typed"
type_text 0103 && wait_for "Прорив"
as dysp incident close ГЛ-ЗХ1/26 --text "Воду подано" >/dev/null
hides "немає води" "it goes when it is closed"
keys C-x
exits_screen 0 "end"
done_testing
