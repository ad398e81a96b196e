# tests/screen/bytes.t - how little goes to the terminal (design.md 11): a letter, a step of the selection,
# and nothing at all while nobody types. Slow links make this felt.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00" # a whole minute until the clock changes

login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW
	screen_start -s "${SIZE:-80x24}" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
	screen_settle
}
at_most() { # BUDGET DESC FUNCTION …
	local budget=$1 desc=$2 n try

	shift 2
	for try in 1 2 3; do # on a busy machine the answer may come after bytes_of has waited for it
		n=$(bytes_of "$@")
		[ "$n" = 0 ] && [ "$budget" -gt 0 ] || break
		screen_settle
	done
	ok "$desc: $n bytes of at most $budget" test "$n" -le "$budget" -a "$n" -ge "$((budget > 0))"
}

# A key that is held: a row that is only passed brings itself alone; its card and the key bar come once, where the
# selection rests (tui/app_rest.c).
hold() { # KEY
	local i

	for i in {1..6}; do
		keys "$1"
		idle 0.03
	done
}
held() { # BYTES OF A STEP, BYTES OF THE REST, DESC
	local n try key=Down most=$((6 * $1 + $2))

	for try in {1..5}; do # a busy machine makes pauses in which the selection rests
		screen_settle
		n=$(bytes_of hold $key)
		[ "$n" -gt "$most" ] || break
		[ $key = Down ] && key=Up || key=Down
	done
	ok "$3: $n bytes of at most $most" test "$n" -le "$most" -a "$n" -gt 300
}

new_city
for i in {1..30}; do
	"$PULT" register --topic 03.05 --text "Не світить ліхтар номер $i" --phone "067 000 00 $((10 + i))" \
		--name "Заявник Іван $i" --address "вул. Зелена, $i" >/dev/null
done

login olena "Телефон"
at_most 0 "two seconds of nothing on the form" idle 2
at_most 64 "a digit of a telephone" type_text 0
keys C-u Tab
screen_settle
at_most 64 "a Cyrillic letter of a name" type_text ї
keys Tab Tab Tab
type_text "один два три чотири п'ять шість"
screen_settle
at_most 64 "a letter of the text" type_text щ
at_most 64 "a letter taken back" keys BSpace
keys C-q
wait_for "Екран заблоковано"
screen_settle
at_most 64 "a letter of a password" type_text x

SIZE=132x43 login super "ГЛ-30/26"
at_most 400 "a step of the selection with the card beside it" keys Down
resize 80x24
wait_gone "Історія"
screen_settle
at_most 400 "a step of the selection" keys Down
keys Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down
screen_settle
at_most 400 "a step that scrolls" keys Down
at_most 0 "two seconds of nothing on the list" idle 2

# Ten days of a city: priorities, terms that are over, lost calls, sentences of the card.
DB=$T/demo.db PASSWORD=demo2026
exits 0 "a city of ten days" "$PULT" --db "$DB" init --site ГЛ --demo=10
login nazar "Адреса"
for view in "F3 400 200 Адреса" "F4 400 0 Телефон" "F5 400 0 Виконавець" "F6 400 1600 прозвон"; do
	read -r key step rest shown <<<"$view"
	keys "$key"
	wait_for "$shown"
	held "$step" "$rest" "$key, a step of a key that is held"
done
done_testing
