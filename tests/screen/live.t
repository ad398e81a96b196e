# tests/screen/live.t - several people at work: what one does appears on the others' screens by itself,
# the selection stays where it was, and of two who do the same the second is told and loses nothing.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export NO_COLOR=1 # the selected row is then the reverse one
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	if [ "$1" = dysp ]; then wait_for "Диспетчерська" && keys F3; fi
	wait_for "$2"
}
register() { "$PULT" register --topic 03.05 --text "$1" --phone "$2" --name "$3" --address "вул. Зелена, 4" >/dev/null; }
# The number in the row of the list that is selected.
selected() { screen -e | perl -ne 's/\e\[[34]9m//g; print "$1\n" if $. > 2 && /\e\[(?:\d+;)*7(?:;\d+)*m[^\e]*(ГЛ-\d+)/'; }
selects() { until_ok "$SCREEN_WAIT" eval "[ \"\$(selected)\" = '$1' ]"; is "$(selected)" "$1" "$2"; }
row() { screen | grep -F "$1 "; }
row_has() { [[ $(row "$1") == *"$2"* ]]; }
# Sooner than the look every five seconds would do it.
soon() { # DESC CONDITION…
	local desc=$1

	shift
	until_ok 2 "$@" && pass "$desc" || screen_fail "$desc"
}

new_city
register "Темно у дворі" "067 000 00 01" "Перша Ганна"
register "Темно біля школи" "067 000 00 02" "Другий Петро"
register "Темно на розі" "067 000 00 03" "Третя Ольга"

# --- a list
on two login dysp "Доруч."
on two keys F3
on two wait_for "ГЛ-3/26"
on two keys Down
on two selects ГЛ-2 "the dispatcher looks at the second row"
login olena "Телефон"
type_text 0670000004 && wait_for "+380" && keys Enter
type_text "Четвертий Іван" && keys Enter && type_text "вул. Наукова, 5" && keys Enter
type_text 0103 && wait_for "Прорив" && keys Enter && wait_for "Львівводоканал"
type_text "Тече" && keys C-s
wait_for "PIN"
on two soon "what an operator registers appears in the list without a key" screen_has "ГЛ-4/26"
on two soon "the counter too" screen_has "відкрито 4"
on two selects ГЛ-2 "the selection stays on its appeal"
keys d && wait_for "Enter  Так" && keys Enter
wait_for "передано виконавцю"
on two soon "its state changes there" row_has ГЛ-4/26 "Передано"
as dysp dispatch ГЛ-2/26 --to SVITLO >/dev/null
on two soon "so it does when the shell's door is used" row_has ГЛ-2/26 "Передано"
on two selects ГЛ-2 "the selection is still there"
on two keys /
on two type_text "школи"
on two wait_gone "ГЛ-3/26"
register "Ліхтар біля школи" "067 000 00 05" "П'ята Марія"
on two soon "a list that is searched gets what fits the query" screen_has "ГЛ-5/26"
register "Ліхтар біля парку" "067 000 00 06" "Шоста Анна"
on two soon "the counter counts all" screen_has "відкрито 6"
on two hides "ГЛ-6/26" "and what does not fit stays away"
on two keys Escape
on two wait_for "ГЛ-6/26"
on two selects ГЛ-6 "another query begins with the newest"

# --- a card, and a form
on two keys Enter
on two wait_for "Історія"
as klerk note ГЛ-6/26 --text "Дзвонила вдруге" >/dev/null
on two soon "an open card gets what others write" screen_has "Дзвонила вдруге"
on two keys Escape
keys C-n
wait_for "Наберіть телефон"
type_text 0670000007
wait_for "+380 67 000 00 07"
keys Enter && type_text "Сьомий Назар"
register "Ліхтар блимає" "067 000 00 07" "Сьома Софія"
soon "the caller's card gets an appeal that was made meanwhile" screen_has "ГЛ-7/26"
is "$(screen | sed -n 's/^ПІБ  *\(.*[^ ]\)  *│.*/\1/p')" "Сьомий Назар" "and the form stays as it is typed"
keys C-x
exits_screen 0 "the operator ends"

# --- call-backs
login kontr "прозвон зараз"
keys F6
wait_for "Прозвон"
as vodak accept ГЛ-4/26 >/dev/null
as vodak "done" ГЛ-4/26 --result "done" --text "Прорив усунуто" >/dev/null
soon "who is to be called appears on F6" screen_has "Четвертий Іван"
soon "with the page to speak from" screen_has "Прорив усунуто"
soon "and is counted" screen_has "прозвон 1"
on two soon "the dispatcher sees its state" row_has ГЛ-4/26 "Перевірка"
keys 1
wait_for "оцінку"
as super confirm ГЛ-4/26 --outcome no --via call --note "Тече знову" >/dev/null
soon "another person was told «ні» while this one asks for the grade" screen_has "прозвон 0"
keys 5
shows "тим часом змінив хтось інший" "the second answer is refused: somebody was faster"
shows "Неможливо, поки стан" "and it is not possible any more, on a second row"
is "$("$PULT" show ГЛ-4 --json | jq -r '"\(.state) \(.rework)"')" "rework 1" "the first answer stands"
keys C-x
exits_screen 0 "the controller ends"

# --- two who do the same
on two keys Home Down Down Down Down
on two selects ГЛ-3 "the dispatcher goes on"
on two keys d
on two wait_for "Якому виконавцю передати"
as super edit ГЛ-3/26 --name "Третя Ольга Петрівна" >/dev/null
on two keys Enter
on two shows "ГЛ-3/26 передано: ЛКП «Львівсвітло»" "what another corrected meanwhile does not hinder"
on two shows "Ґалина Юріївна (20.11.2026" "but it is said who it was"
on two shows "теж збережено: По батькові" "and what"
on two keys d
on two wait_for "Якому виконавцю передати"
as olena dispatch ГЛ-3/26 --to TEPLO >/dev/null
on two keys Enter
on two shows "ГЛ-3/26 тим часом змінено: Коваль Олена Петрівна" "passed on by two at once: the second is told by whom"
on two shows "Enter — зробити все одно" "and what the keys do"
on two keys Enter
on two shows "ГЛ-3/26 передано: ЛКП «Львівсвітло»" "another Enter does it"
on two keys a
on two wait_for "Прийняти доручення"
as dysp accept ГЛ-3/26 >/dev/null
on two keys Enter
on two shows "тим часом змінив хтось інший" "accepted by two at once: the second is told"
on two shows "Неможливо, поки стан «В роботі»" "and why it cannot be done again"
is "$("$PULT" show ГЛ-3 --json | jq -r .state)" in_work "it was accepted once"

# --- words are not lost
on two keys g
on two wait_for "Роз’яснено"
on two keys 1
on two wait_for "Що зроблено?"
on two type_text "Замінено лампу"
as dysp "done" ГЛ-3/26 --result explained --text "Лампу замінять завтра" >/dev/null
on two keys Enter
on two shows "тим часом змінив хтось інший" "a report that comes too late is refused"
on two shows "Замінено лампу" "and its words stay on the screen"
on two keys Escape
on two wait_gone "Замінено лампу"
is "$("$PULT" show ГЛ-3 --json | jq -r .answer)" "Лампу замінять завтра" "the first report stands"
on two keys n
on two wait_for "Додати примітку"
on two type_text "Моя нотатка"
as klerk note ГЛ-3/26 --text "Чужа нотатка" >/dev/null
on two keys Enter
on two shows "примітку збережено" "two notes at once"
is "$("$PULT" show ГЛ-3 | grep -c 'Чужа нотатка\|Моя нотатка')" 2 "are both kept"

# --- corrections of one appeal by two people
login super "ГЛ-7/26"
keys Home e
wait_for "Що виправити"
keys 2
wait_for "вул. Зелена, 4"
on two keys C-x
on two exits_screen 0 "the dispatcher ends"
on two login olena "Телефон"
on two keys F3
on two wait_for "ГЛ-7/26"
on two keys e
on two wait_for "Що виправити"
on two keys 3
on two wait_for "Сьома Софія"
on two type_text " Іванівна" && on two keys Enter
on two shows "ГЛ-7/26 виправлено" "one corrects the name"
type_text "-Б" && keys Enter
shows "ГЛ-7/26 виправлено" "the other one corrects the address: both stay"
shows "Тим часом Коваль Олена Петрівна" "and is told who corrected what"
shows "По батькові" "which is kept"
is "$("$PULT" show ГЛ-7 --json | jq -r '"\(.name)|\(.address)"')" "Сьома Софія Іванівна|вул. Зелена, 4-Б" \
	"what each of them corrected is there"
keys e && wait_for "Що виправити" && keys 2
wait_for "вул. Зелена, 4-Б"
keys C-u && type_text "вул. Моя, 1" && keys Enter
wait_for "виправлено"
keys e && wait_for "Що виправити" && keys 2
wait_for "вул. Моя, 1" && keys C-u && type_text "вул. Моя, 2"
as olena edit ГЛ-7/26 --address "вул. Чужа, 3" >/dev/null
keys Enter
shows "Поле «Адреса» тим часом змінено: Коваль Олена Петрівна" "both corrected the address: it is asked"
shows "моє: вул. Моя, 2" "with the one value"
shows "чуже: вул. Чужа, 3" "and the other"
keys Escape
shows "тим часом змінено" "Esc goes back to the words"
shows "вул. Моя, 2" "which are there still"
is "$("$PULT" show ГЛ-7 --json | jq -r .address)" "вул. Чужа, 3" "nothing is saved yet"
keys Enter
shows "ГЛ-7/26 виправлено" "Enter puts them in the other's place"
is "$("$PULT" show ГЛ-7 --json | jq -r .address)" "вул. Моя, 2" "knowingly"
keys e && wait_for "Що виправити" && keys 2
wait_for "вул. Моя, 2" && keys C-u && type_text "вул. Моя, 4"
as olena edit ГЛ-7/26 --address "вул. Чужа, 5" >/dev/null
keys Enter && wait_for "чуже: вул. Чужа, 5" && keys 2
shows "Лишилося чуже значення" "or the other's stays"
is "$("$PULT" show ГЛ-7 --json | jq -r .address)" "вул. Чужа, 5" "and nothing was overwritten"
exits 5 "the shell with a revision refuses" "$PULT" edit ГЛ-7/26 --address "вул. Z, 1" --rev 2

# --- what time alone brings
as kontr confirm ГЛ-3/26 --outcome no-answer --via call >/dev/null
PULT_TEST_NOW="2026-11-20 11:59:57" login kontr "прозвон 0"
shows "прозвон 1" "at the next minute somebody is to be called: the counter says so by itself"

exits 0 "verify is clean" "$PULT" verify
done_testing
