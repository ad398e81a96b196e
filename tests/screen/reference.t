# tests/screen/reference.t - F7: sections on one screen, what is typed searches topics, executors and texts at once, in
# both layouts; cards; every F-key has its word in 80 columns.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
login() { # SIZE LOGIN SEEN
	screen_start -s "$1" "$PULT" --db "$DB" ${LANG_OPTION:+--lang "$LANG_OPTION"}
	wait_for "Ctrl-X" && type_text "$2" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$3"
}

tr '|' '\t' >officials.tsv <<-'END'
	code|name|post|department|phone|email|room|reception
	01|Тестова Людмила Іванівна|начальниця відділу|Відділ звернень|0322000010|test@example.com|12|вт 10:00-12:00
END
tr '|' '\t' >cards.tsv <<-'END'
	code|name|documents|term|price
	А-1|Довідка про склад сім'ї|паспорт; заява|5 днів|безоплатно
END
"$PULT" import officials officials.tsv >/dev/null && "$PULT" import cards cards.tsv >/dev/null

login 80x24 olena "Телефон"
shows "1 Довідка 2 Прийом 3 Зверн. 4 Виклики 5 Доруч. 6 Прозвон 7 Інфо 9 Заходи 10 Меню" "each key is read apart"
keys F7
wait_for "Номери     101"
golden reference-80x24 "numbers first, then the executors by name"
type_text "автодор"
shows "Виконавці  ЛКП «Львівавтодор»                                         AVTODOR" "a part of the name finds"
keys Escape
wait_for "слова заявника"
type_text "orog"
shows "Виконавці  Управління дорожнього господарства                         DOROGY" "and a part of the code"
keys Escape
wait_for "слова заявника"
type_text "запах газу"
shows "Теми       04.01      Запах газу" "a citizen's words find the topic"
shows "Номери     104             Аварійна газова служба" "and the number"
shows "Тексти     газ: «Вийдіть" "and the text to read out"
keys End Down Down
screen_settle
keys Enter
shows "Газопостачання" "Enter opens the card: its group"
shows "Передати на 104 одразу" "its hint"
shows "Аварійна газова служба 104" "its executor"
type_text " 104"
shows "Пошук запах газу 104" "what is typed over the card goes on with the search"
keys Escape
wait_for "слова заявника"
type_text "ksan"
shows "06.01      Люди застрягли в ліфті" "typed with the other layout on, it is found too"
shows "люди в ліфті: «Чи є в кабіні діти" "texts as well"
keys Escape
wait_for "слова заявника"
type_text "297"
shows "(032) 297-57-95 Довідка ЦНАП" "digits find a telephone"
keys Escape
wait_for "слова заявника"
type_text "тестова"
shows "начальниця відділу · Тестова Людмила Іванівна" "an official by the name"
keys Enter
shows "вт 10:00-12:00" "with the hours of reception"
keys Escape Escape
wait_for "слова заявника"
type_text "склад сім'ї"
shows "А-1 · Довідка про склад" "the card of a service"
keys Down Down
screen_settle
keys Enter
shows "Взяти з собою" "says what to bring"
shows "паспорт; заява" "all of it"
keys Escape Escape
wait_for "слова заявника"
type_text "zzzzzz"
shows "Нічого не підходить" "when nothing fits it is said"
keys Escape
wait_for "слова заявника"
type_text "1 привіт"
wait_for "Розмова    1 Привітання"
"$PULT" template edit "1 Привітання" --kind step --text "«Слухаю вас уважно»" >/dev/null
shows "Слухаю вас уважно" "what a supervisor changes is seen at once"
keys Escape
wait_for "слова заявника"
keys Escape
shows "Телефон" "Esc goes back to the form"
keys C-x
exits_screen 0 "the work ends"

SCREEN=wide
login 132x43 super "Зверн."
keys F7
wait_for "Номери     101"
type_text "вода"
wait_for "Теми       01.01"
golden reference-132x43 "the card stands beside the list"
keys C-x
exits_screen 0 "the work ends"

SCREEN=english
unset LANGUAGE
LANG_OPTION=en login 80x24 olena "Telephone"
keys F7
wait_for "Numbers"
golden reference-english "in English"
keys C-x
exits_screen 0 "the work ends"
done_testing
