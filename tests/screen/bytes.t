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
done_testing
