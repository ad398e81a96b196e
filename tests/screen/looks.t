# tests/screen/looks.t - how the screens look, as golden files of a made week: in Ukrainian at 80x24, wide,
# in English, on a terminal without colours; and that nothing in them is left untranslated or cut off.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

at() { export PULT_TEST_NOW="2026-11-$1"; }
login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW, OPTIONS OF screen_start
	local who=$1 shown=$2

	shift 2
	screen_start "$@" "$PULT" ${LANG_OPTION:+--lang "$LANG_OPTION"}
	wait_for "Enter" && type_text "$who" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$shown"
}
# Time stands still here, so days and terms are shown as they are.
sanitise() { sed -E 's#/[^ ]*/pult\.db#pult.db#; s/[0-9]+,[0-9] МБ/N,N МБ/; s/(програма|program) [0-9.]+/\1 V/'; }

# --- a week
at "16 09:12" && new_city
call() { as olena register --channel phone "$@" >/dev/null || bail "register"; }
call --topic 02.01 --phone "067 000 12 34" --name "Коваль Іван Петрович" --address "вул. Зелена, 4, кв. 7" \
	--text "Третій день холодні батареї в усьому будинку, у квартирі +12"
at "16 10:40"
call --topic 07.01 --phone "050 111 22 33" --name "Олександренко-Виноградська Ярослава Всеволодівна" \
	--address "вул. Городоцька, 226-А" --text "Яма на всю смугу, об'їжджають тротуаром"
at "16 14:05"
call --topic 03.05 --phone "067 000 12 34" --name "Коваль Марія Степанівна" --address "вул. Зелена, 4" \
	--text "Не світять два ліхтарі біля під'їзду"
at "17 08:20"
call --topic 06.02 --phone "032 297 55 66" --name "Ґедзь Їлярій Євгенович" --address "вул. Наукова, 35" \
	--text "Ліфт стоїть з учора, на восьмому поверсі лежача мати"
at "18 11:30"
as klerk register --channel visit --topic 05.08 --phone "063 555 44 33" --name "Щур Олег Олегович" --law \
	--address "просп. Червоної Калини, 60" --residence "просп. Червоної Калини, 60, кв. 12" \
	--text "Управитель не звітує про витрати за минулий рік" >/dev/null
at "18 12:00"
as olena dispatch ГЛ-1/26 --to TEPLO >/dev/null && as teplo accept ГЛ-1/26 >/dev/null
as olena dispatch ГЛ-2/26 --to VODA >/dev/null
as olena dispatch ГЛ-3/26 --to SVITLO >/dev/null
as dysp accept ГЛ-3/26 >/dev/null
as dysp "done" ГЛ-3/26 --result "done" --text "Замінено дві лампи" >/dev/null
at "18 15:00"
as teplo "done" ГЛ-1/26 --result "done" --text "Відкрито засувку, тиск відновлено" >/dev/null
at "19 09:00"
as kontr confirm ГЛ-3/26 --outcome no-answer --via call >/dev/null
as kontr confirm ГЛ-1/26 --outcome no --via call --note "У дальній кімнаті батарея й далі холодна" >/dev/null
as teplo accept ГЛ-1/26 >/dev/null
as klerk note ГЛ-1/26 --text "Заявник просить зателефонувати перед приходом" >/dev/null
at "19 16:45"
call --topic 01.03 --phone "097 123 45 67" --name "Дзюба Леся Юріївна" --address "пл. Ринок, 1" \
	--text "Б'є фонтан із-під бруківки; \"терміново\" 🥶"
at "20 08:05"
call --topic 04.01 --address "вул. Кульпарківська, 142" --text "Запах газу в під'їзді, називатися не хоче"
at "20 08:30"
as dysp dispatch ГЛ-7/26 --to GAS104 >/dev/null && as dysp accept ГЛ-7/26 >/dev/null
as dysp "done" ГЛ-7/26 --result "done" --text "Перекрито стояк, пошкоджений кран замінено" >/dev/null
at "20 09:10"
call --topic 12.01 --phone "068 777 88 99" --name "Цар Ніна Іванівна" --address "вул. Зелена, 4, кв. 2" \
	--text "Питала, куди звертатися по субсидію" 
as olena withdraw ГЛ-8/26 --via call --note "Розібралася сама" >/dev/null
at "20 10:00:20" # what waits since a full hour does so whoever was slow

# --- 80x24
login olena "Телефон"
type_text 0670001234
wait_for "Коваль Марія"
golden looks-intake "F2: a number of two people"
keys C-u
keys F3
wait_for "усього: 8"
golden looks-appeals "F3: the list"
keys End n
wait_for "Додати примітку"
type_text "Майстер прийде завтра з 10 до 12"
golden looks-question "a question over it"
keys Escape
wait_gone "Додати примітку"
keys /
wait_for "Фільтри:"
golden looks-query "what may be asked"
type_text "нема:такого"
golden looks-query-fault "a query that is not understood"
keys Escape
wait_for "ГЛ-1/26"
screen_settle
keys End Enter
wait_for "Історія"
golden looks-card "a card"
keys F6
wait_for "Запах газу"
keys Down
golden looks-callbacks "F6: whom to call and what to say"
keys F1
wait_for "Тут"
golden looks-help "F1: keys of the view before"
keys End
wait_for "Наприклад"
golden looks-help-end "its end"
keys C-q
wait_for "Екран заблоковано"
golden looks-locked "the locked screen"

SCREEN=admin
login admin "vodak"
golden looks-admin "F10: people"
keys a
wait_for "Новий користувач"
golden looks-admin-form "F10: a new one"

# --- wide, with the card beside the list
SCREEN=wide
login super "усього: 8" -s 132x43
keys Down Down
wait_for "Дзюба Леся Юріївна"
golden looks-wide "132x43"

# --- terminals that know less: the same text
SCREEN=linux
login olena "Телефон" -t linux
keys F3
wait_for "усього: 8"
golden looks-appeals "linux: the same list"
keys C-x
exits_screen 0 "it ends"
is "$(screen | tr -d '\n')" "" "a terminal without another screen is left empty: no key bar under the prompt"
SCREEN=plain
NO_COLOR=1 login kontr "прозвон зараз" -t vt100
wait_for "Запах газу"
golden looks-vt100 "vt100, NO_COLOR: borders, columns"
is "$(screen -e | grep -oP '\e\[\K[\d;]+(?=m)' | tr ';' '\n' | sort -nu | tr '\n' ' ')" "0 1 4 7 39 49 " \
	"bold, underline and reverse are all there is"

# --- three screens on each of them: the form with its caller, an appeal with the list or alone, the call-backs
three() { # SUFFIX TEXT-OF-F3 TEXT-OF-THE-CARD TEXT-OF-F6
	keys M-2
	type_text 0670001234
	wait_for "Коваль Марія"
	golden "looks-intake-$1" "F2: $1"
	keys C-u M-3
	wait_for "$2" && keys End Enter
	wait_for "$3"
	golden "looks-card-$1" "F3 and a card: $1"
	keys M-6
	wait_for "$4" && wait_for "Кульпарківська"
	golden "looks-callbacks-$1" "F6: $1"
}
SCREEN=three-wide
login olena "Телефон" -s 132x43
three 132x43 "усього: 8" "Історія" "на прозвон"
SCREEN=three-vt100
NO_COLOR=1 login olena "Телефон" -t vt100
three vt100 "усього: 8" "Історія" "на прозвон"
SCREEN=three-english
LANG_OPTION=en LANGUAGE= login olena "Telephone"
three english "in all: 8" "History" "called back now"

# --- English, where nobody asked for another language
SCREEN=english
unset LANGUAGE
LANG_OPTION=en login super "in all: 8"
keys End Enter
wait_for "History"
golden looks-english "--lang en: a card"

# --- nothing of English on Ukrainian screens, but names of keys, logins, codes and words of filters
words='Facebook|Open311|Enter|Esc|Tab|Ctrl-.|Shift-Tab|PgUp|PgDn|Home|End|PIN|[Ee]-mail|TEPLO|VODA|pult\.db|/[a-z]+'
words+='|admin|dysp|kerivnyk|klerk|kontr|olena|super|teplo|vodak'
for f in "$GOLDEN_DIR"/looks-*.txt; do
	[[ $f == *english* ]] || sed -E "s#$words##g" "$f" | grep -oE '[A-Za-z]{2,}' | sed "s#^#${f##*/}: #"
done | nothing "no English words on Ukrainian screens"

done_testing
