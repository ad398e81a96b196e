# tests/screen/topics.t - lists of topics and executors under the line that asks for one: in the form and in
# dialogs, while typing and by Down; Enter takes only what is seen marked.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export LANGUAGE=uk PULT_TEST_NOW=2026-11-02T10:00:00

new_city
as olena register --text "Тече" --topic 01.03 --phone 0670001234 --name "Коваль Іван" --address "вул. Зелена, 1" >/dev/null

login() { # LOGIN SHOWN SIZE
	screen_start -s "${3:-80x24}" "$PULT"
	wait_for "Логін" && type_text "$1" && keys Enter && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}
field() { screen | sed -n "s/^$1 *!\{0,1\}\(.*\)│.*/\1/p" | sed 's/ *$//' | head -1; }
field_is() { until_ok 5 eval "[ \"\$(field '$1')\" = '$2' ]"; is "$(field "$1")" "$2" "$3"; }
# The row that is marked.
marked() { screen | sed -n 's/^[^>]*> \(.*[^ ]\) *$/\1/p' | sed 's/  *│.*//'; }
marked_is() { until_ok 5 eval "marked | grep -q -- '$1'"; like "$(marked)" "^$1" "$2"; }

# --- the form
login olena "Наберіть телефон"
keys Tab Tab Tab && wait_for "Код або слова"
type_text "немає світл"
marked_is "03.01 Відсутність світла в будинку" "words of citizens: the right topic is marked"
shows "03.02 Відсутність світла в квартирі" "the next ones stand below"
keys Down && marked_is "03.02" "Down goes on"
keys Enter && wait_for "Словами заявника"
like "$(field Тема)" "^03.02 " "Enter takes what is marked"
field_is "Виконавець" "Управитель будинку / ЛКП, аварійн…" "and its executor"
keys BTab && type_text "ліфт н"
marked_is "06.02 Ліфт не працює" "a letter begins another topic; a part of a word is enough"
keys Escape && wait_gone "06.02 Ліфт"
keys Tab && wait_for "Оберіть тему з переліку"
like "$(field Тема)" "^ліфт н" "without a list in sight nothing is taken"
keys BTab C-u Down
marked_is "01.01" "Down in an empty field shows all"
shows "Холодна вода та водовідведення" "by their groups"
keys Up && until_ok 5 eval '[ -z "$(marked)" ]' && pass "Up from the first marks none" || fail "Up from the first marks none"
keys Escape && type_text "щщщ"
shows "Нічого не підходить" "an empty list says so"
keys C-u && type_text 0203 && keys Enter
like "$(until_ok 5 eval '[ -n "$(field Виконавець)" ]'; field Тема)" "^02.03 " "a code and Enter, as ever"
keys BTab && keys BTab && type_text "Городо" && wait_for "вул. Городоцька"
is "$(marked)" "" "a street is only proposed"
keys C-x && exits_screen 0 "the operator ends"

# --- an accident is seen before it is taken; an address typed here goes where it belongs
login olena "Відновлено незавершене"
keys C-n && wait_for "Очистити форму?" && keys Down Enter && wait_for "Наберіть телефон"
keys Tab Tab Tab && wait_for "Код або слова"
type_text "гаряча"
marked_is "02.06 Відсутність гарячої води" "a part of what citizens say for an accident does not take it"
type_text " вода тече"
marked_is "02.04 Прорив теплотраси .* А1 аварія" "what is said in full does, and it is seen what it is"
keys C-u && type_text "вул наук"
marked_is "До поля «Адреса»: «вул наук»" "an address is taken for one"
shows "09.04 Прибирання вулиць" "topics stand below"
keys Enter && field_is "Адреса" "вул наук" "Enter moves it"
shows "далі – тема" "and says so"
type_text "зз" && field_is "Тема" "зз" "the operator goes on with the topic" && keys C-u
field_is "Адреса" "вул наук" "and nothing is glued on to the address"
keys BTab Down Down Enter && field_is "Адреса" "вул. Наукова," "where its street is completed"
type_text "5" && keys Enter && type_text "Шевченка 12"
marked_is "До поля «Адреса»: «Шевченка 12» замість «вул. Наукова, 5»" "what it would replace is said"
keys Enter && shows "Замінити адресу?" "an address that is there is never replaced unasked"
keys Escape && wait_gone "Замінити адресу?"
field_is "Адреса" "вул. Наукова, 5" "Esc leaves it"
keys Tab
shows "«Шевченка 12» схоже на адресу, а не на тему" "left so, it is said"
field_is "Адреса" "вул. Наукова, 5" "and nothing was moved unasked"

# --- a telephone typed as a name goes where it belongs
keys C-n && wait_for "Очистити форму?" && keys Down Enter && wait_for "Наберіть телефон"
keys Tab && type_text "0671112233"
marked_is "До поля «Телефон»: «0671112233»" "a telephone is taken for one"
keys Enter && field_is "Телефон" "0671112233" "Enter moves it"
shows "+380 67 111 22 33" "whose card is shown"
shows "далі – ПІБ" "the operator goes on with the name"
type_text "Гук 2" && field_is "ПІБ" "Гук 2" "which is empty then"
is "$(marked)" "" "other digits are no telephone" && keys C-u
type_text "067 111 22 44"
marked_is "До поля «Телефон»: «067 111 22 44» замість «0671112233»" "what it would replace is said"
keys Enter && shows "Замінити телефон?" "one that is there is never replaced unasked"
keys Escape && wait_gone "Замінити телефон?"
field_is "Телефон" "0671112233" "Esc leaves it"
keys C-u && type_text "067 111 22 44" && keys Enter && wait_for "Замінити телефон?" && keys Down Enter
field_is "Телефон" "067 111 22 44" "the answer replaces it"
keys C-n && wait_for "Очистити форму?" && keys Down Enter && wait_for "Наберіть телефон"
keys C-x && exits_screen 0 "the operator ends"

# --- dialogs
login olena "Наберіть телефон"
keys F3 && wait_for "ГЛ-1/26" && keys d && wait_for "Якому виконавцю"
type_text "тепло"
marked_is "ЛМКП «Львівтеплоенерго»" "typed over the proposed one"
shows "TEPLO · міська служба" "code and kind beside the name"
keys C-u Down && wait_for "міська служба"
marked_is "Ліфтова організація" "all of them by kind"
keys Escape && wait_gone "Ліфтова" && shows "Якому виконавцю" "Esc closes the list first"
type_text "собак" && keys Enter
shows "передано: ЛКП «Лев»" "Enter passes to the marked one"
keys C-x && exits_screen 0 "the operator ends"

login olena "Наберіть телефон" 132x43
keys F3 && wait_for "ГЛ-1/26" && keys e && wait_for "Що виправити" && keys 5
wait_for "01.03 Прорив"
type_text "люк відкр" && marked_is "01.08" "a topic is corrected in the same way"
keys Enter && shows "ГЛ-1/26 виправлено" "and saved"
is "$("$PULT" show ГЛ-1 --json | jq -r .topic)" 01.08 "it is that topic"
keys C-x && exits_screen 0 "the operator ends"
done_testing
