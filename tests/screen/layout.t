# tests/screen/layout.t - keys: every letter command works with either keyboard layout, function keys have
# a second form, a paste is text and never commands, and keys that mean nothing do nothing.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}
# press KEY UKRAINIAN SHOWN: both keys show it, and Esc takes it away.
press() {
	local k

	for k in "$1" "$2"; do
		keys "$k"
		until_ok "$SCREEN_WAIT" screen_has "$3" || { screen_fail "$HERE: $k shows «$3»"; keys Escape; return; }
		keys Escape
		until_ok "$SCREEN_WAIT" screen_hasnt "$3" || { screen_fail "$HERE: Esc after $k"; return; }
	done
	pass "$HERE: $1 and $2: $3"
}
unchanged() { # DESC KEY…: the screen, cursor included, is as before; a bell and a message are none
	local desc=$1 before

	shift
	before="$(screen) $(cursor)"
	keys "$@" F1
	wait_for "Довідка"
	keys Escape
	wait_gone "Довідка: усі"
	is "$(screen) $(cursor)" "$before" "$desc"
}

new_city
printf '%s\n' "$PASSWORD" | "$PULT" user add vsi --role operator,clerk,dispatcher,controller,supervisor,admin \
	--name "Усі Ролі" >/dev/null
for i in 1 2 3 4 5; do
	"$PULT" register --topic 03.05 --text "Ліхтар $i" --phone "067 000 00 0$i" --name "Заявник $i" \
		--address "вул. Зелена, $i" >/dev/null
done
for i in 2 3 4 5; do "$PULT" dispatch ГЛ-$i/26 --to VODA >/dev/null; done
for i in 3 4 5; do as vodak accept ГЛ-$i/26 >/dev/null; done
for i in 4 5; do as vodak "done" ГЛ-$i/26 --result "done" --text "Світить" >/dev/null; done
"$PULT" confirm ГЛ-5/26 --outcome yes --via call >/dev/null

# --- the appeal at hand: ROW FROM THE TOP, KEY, THE SAME KEY ON THE UKRAINIAN LAYOUT, WHAT IT SHOWS
moves() {
	cat <<-END
		4|d|в|Передати питання виконавцю
		4|f|а|Переслати за належністю
		4|j|о|Відхилити як таке
		4|w|ц|Відкликати за словом заявника
		4|e|у|Виправити звернення
		4|n|т|Додати примітку
		4|p|з|Виготовити довідку
		3|a|ф|Виконавець приймає доручення
		3|r|к|Відкликати доручення
		2|g|п|Виконавець звітує
		1|c|с|Записати відповідь заявника
		1|x|ч|Без підтвердження не закривається
		0|o|щ|Повернути закрите питання
	END
}
login vsi "Телефон"
keys F3
wait_for "ГЛ-5/26"
HERE=list at=
moves | while IFS='|' read -r row key ua shown; do
	[ "$row" = "$at" ] || keys Home $(printf 'Down %.0s' $(seq 1 "$row"))
	at=$row
	press "$key" "$ua" "$shown" </dev/null
done
press / . "Фільтри:"
HERE=card at=
moves | while IFS='|' read -r row key ua shown; do
	[ "$row" = "$at" ] || { [ -z "$at" ] || keys Escape; keys Home $(printf 'Down %.0s' $(seq 1 "$row")) Enter; wait_for Історія; }
	at=$row
	press "$key" "$ua" "$shown" </dev/null
done
screen
done_testing
