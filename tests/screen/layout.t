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
# press SHOWN KEY…: each of the keys shows it, and Esc takes it away.
press() {
	local shown=$1 k

	shift
	for k in "$@"; do
		keys "$k"
		until_ok "$SCREEN_WAIT" screen_has "$shown" || { screen_fail "$HERE: $k shows «$shown»"; break; }
		keys Escape
		until_ok "$SCREEN_WAIT" screen_hasnt "$shown" || { screen_fail "$HERE: Esc after $k"; break; }
		[ "$k" != "${!#}" ] || { pass "$HERE: $*: $shown"; return; }
	done
	keys Escape
	screen_settle # Esc and the next key must not come as one
}
select_row() { # FROM THE TOP, from 0
	keys Home
	for ((; $1 > 0; )); do keys Down; set -- $(($1 - 1)); done
}
new_city
printf '%s\n' "$PASSWORD" | "$PULT" user add vsi --role operator,clerk,dispatcher,controller,supervisor,manager,admin \
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
		4|w|ц|Відкликати звернення за словом
		4|e|у|Виправити звернення
		4|n|т|Додати примітку
		4|p|з|Виготовити довідку
		3|a|ф|Виконавець приймає доручення
		3|r|к|Забрати доручення
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
while IFS='|' read -r row key ua shown; do
	[ "$row" = "$at" ] || select_row "$row"
	at=$row
	press "$shown" "$key" "$ua"
done < <(moves)
press "Фільтри:" / .
HERE=card at=
while IFS='|' read -r row key ua shown; do
	if [ "$row" != "$at" ]; then
		[ -z "$at" ] || { keys Escape && wait_for "усього: 5"; }
		select_row "$row"
		keys Enter && wait_for "Історія"
	fi
	at=$row
	press "$shown" "$key" "$ua"
done < <(moves | grep -v '|x|') # its refusal has no question, Esc would close the card
keys Escape && wait_for "усього: 5"

# --- call-backs: digits, and letters
keys F6
wait_for "Світить"
HERE=call-backs
press "Яку оцінку" 1
press "Чого не зроблено" 2
press "Чого не зроблено" 3
press "Записати відповідь заявника" c с
press "Кого показати" / .
keys ф
shows "чекає на підтвердження" "ф: all of them"
keys a
shows "на прозвон зараз" "a: those of now"

# --- administration
keys F10
wait_for "vodak"
HERE=administration
press "Новий користувач" a ф
press "Вимкнути користувача" d в
press "Новий пароль для admin" p з
press "admin не заблоковано" u г
press "Копіювати базу у файл" b и
press "Що перевірити" v м

# --- the second form of the function keys
while read -r key title; do
	keys "M-$key"
	shows " ГЛ · $title · Ус" "Esc $key: $title"
done <<'END'
1 Довідка
2 Прийом
3 Звернення
7 Довідник
6 Прозвон
0 Адміністрування
END

# By hand there is a pause between the two.
esc_then() { keys Escape && idle 0.1 && keys "$1"; }
esc_then 6
shows "на прозвон зараз" "Esc, a moment, 6"
esc_then 1
shows "ГЛ · Довідка" "Esc, a moment, 1 is help and no answer «так»"
is "$("$PULT" show ГЛ-4 --json | jq -r .state)" "done" "nothing was answered"
keys F2
wait_for "Наберіть телефон"
esc_then 0671
shows "0671 " "where text is typed, digits after an Esc by hand are digits: a telephone"
keys M-3
shows "усього: 5" "Alt with a digit, as terminals send it, is a function key there too"
keys F2
shows "0671 " "and the form stays as it is"
esc_then 3
shows "Очистити форму" "Esc on a form that is not empty asks"
type_text "0672" && shows "Набране не приймається" "the next telephone, typed blindly, is no answer"
shows "Очистити форму" "the question stays"
shows "↑ ↓  Інша відповідь" "and tells what answers it"
keys Escape && wait_gone "Очистити форму"
type_text 2
shows "06712" "a digit after Esc in a question is a digit"
keys C-u
keys F3
wait_for "усього: 5"
keys /
wait_for "Фільтри:"
esc_then /
wait_for "Фільтри:"
keys 1
shows "Пошук 1" "on the query line too"
keys Escape
wait_gone "Пошук 1"

# --- keys that mean nothing
unchanged() { # DESC KEY…
	local desc=$1 before

	shift
	before="$(screen) $(cursor)"
	keys "$@" F1
	wait_for "· Довідка ·"
	keys Escape
	wait_gone "· Довідка ·"
	is "$(screen) $(cursor)" "$before" "$desc"
}
keys F3
wait_for "усього: 5"
unchanged "keys without a meaning do nothing in a list" h y р н Z D = - IC DC F11 F12 C-c C-z C-d C-g C-\\ \
	M-x Tab BTab BSpace ї 🥶 C-Left M-Enter
paste $'d\nj\nx\n1\n\n'
unchanged "a paste does nothing in a list"
select_row 3
keys a && wait_for "Enter  Так"
paste $'т\n\n'
type_text " дД1y"
shows "Enter  Так" "a paste and stray letters answer no question"
keys Escape
wait_gone "Enter  Так"
screen_settle
is "$("$PULT" show ГЛ-2 --json | jq -r .state)" dispatched "nothing was done"

# --- a paste is one value
keys /
wait_for "Фільтри:"
paste $'Ліхтар\n5\n'
shows "Пошук Ліхтар 5" "a paste of lines into the query is one line"
hides "ГЛ-3/26"
keys Escape
wait_gone "Запит:"
screen_settle # Esc and F2 must not come as one
keys F2
wait_for "Наберіть телефон"
paste $'067\n000 00\n09\n'
shows "+380 67 000 00 09" "a telephone in three lines is a telephone"
keys Tab
paste $'Ґалаган\tІван\nПетрович'
keys Enter
paste $'вул. Зелена\n4\nкв. 7'
keys Enter
shows "Адреса      вул. Зелена 4 кв. 7 " "lines pasted into a field of one line are joined by spaces"
shows "ПІБ         Ґалаган Іван Петрович " "so are tabs"
type_text 0305 && wait_for "Не світять" && keys Enter && wait_for "Львівсвітло"
paste $'Перший рядок\nдругий; \e[31mчервоний\x01\n\nчетвертий 🥶'
shows "четвертий 🥶" "lines pasted into the text stay lines"
hides "PIN" "and nothing is registered by their ends"
keys C-s
shows "PIN" "one Ctrl-S does"
is "$("$PULT" show ГЛ-6 --json | jq -r '"\(.text)|\(.name)|\(.address)"')" \
	$'Перший рядок\nдругий; [31mчервоний\n\nчетвертий 🥶|Ґалаган Іван Петрович|вул. Зелена 4 кв. 7' \
	"it is kept as it was pasted, without control characters"

# --- Ctrl by the physical key, from terminals that send the letter (CSI u)
screen_tmux send-keys -t "=$SCREEN:" -H $(printf '\e[1090;5u' | od -An -v -tx1) # Ctrl-т is Ctrl-N
shows "Наберіть телефон" "Ctrl-т is Ctrl-N"
screen_tmux send-keys -t "=$SCREEN:" -H $(printf '\e[1095;5u' | od -An -v -tx1)
exits_screen 0 "Ctrl-ч is Ctrl-X"
exits 0 "the base is whole" "$PULT" verify
done_testing
