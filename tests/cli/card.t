# tests/cli/card.t - the card of one appeal as people read it: whom a repeat repeats, who confirmed, corrections in
# people's words.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

exits 0 "a city is made" new_city
year=$(TZ=Europe/Kyiv date +%y)
add() { "$PULT" register --json "$@" | jq -r .number; }
has() { # NUMBER LABEL VALUE DESC
	run "$PULT" show "$1"
	like "$out" $'\n'"$2 +$3"$'\n' "$4"
}

# a repeat: the same topic of the same house or of the same telephone
first=$(add --text "Холодно" --topic 02.03 --address "вул. Зелена, 4, кв. 1" --phone "067 111 11 11")
other=$(add --text "Не світить" --topic 03.05 --address "вул. Зелена, 4" --phone "067 111 11 11")
second=$(add --text "Дуже холодно" --topic 02.03 --address "вул. Зелена, 4, кв. 9")
third=$(add --text "Холодно в іншій хаті" --topic 02.03 --address "вул. Наукова, 1" --phone "067 111 11 11")
fourth=$(add --text "Холодно й досі" --topic 02.03 --address "Зелена 4" --phone "067 111 11 11")
run "$PULT" show "$first"
unlike "$out" 'Повторно' "the first one is no repeat"
has "$second" Повторно "2-й раз, раніше: $first" "the same house"
has "$third" Повторно "2-й раз, раніше: $first" "the same telephone"
has "$fourth" Повторно "4-й раз, раніше: $third, $second, $first" "both, the newest first"
run "$PULT" show "$fourth" --json
is "$(field repeat) $(field 'earlier | join(" ")')" "4 $third $second $first" "in JSON too"
run "$PULT" show "$first" --json
is "$(field 'earlier | length')" 0 "later ones are not earlier"
for i in 1 2 3 4; do
	last=$(add --text "Холодно, знову" --topic 02.03 --address "вул. Зелена, 4")
done
run "$PULT" show "$last"
like "$out" "Повторно +7-й раз, раніше: (ГЛ-[0-9]+/$year, ){4}ГЛ-[0-9]+/$year…"$'\n' "five of many are named"

# who confirmed has a name
as olena dispatch "$first" --to TEPLO >/dev/null && as teplo accept "$first" >/dev/null
as teplo "done" "$first" --result "done" --text "Полагоджено" >/dev/null
as kontr confirm "$first" --outcome yes --via visit --grade 5 >/dev/null
has "$first" Підтвердження 'підтверджено, .*, Бойко Марта Іванівна, оцінка 5' "by the full name"

# corrections in people's words, each field once
as olena edit "$other" --topic 01.03 --phone "050 222 33 44" --name "Гук Іван" >/dev/null
run "$PULT" show "$other"
correction=${out#*Виправлено}
for words in 'Тема: було «[^»]*», стало «Прорив' 'Пріоритет: було «Н», стало «А1»' 'Строк: було «7 днів», стало «2 години»' \
	'Строк до: було «[0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9:]+», стало «[0-9.]+ [0-9:]+»' 'Телефон: було «[^»]*11 11», стало' \
	'Виконавець: було «ЛКП «Львівсвітло»», стало «ЛМКП «Львівводоканал»»' \
	'Прізвище: стало «Гук», було порожньо'; do
	like "$correction" "$words" "the correction says: $words"
done
is "$(grep -c 'Телефон' <<<"$correction")" 1 "the telephone once"
unlike "$correction" 'min|A1|A2|«[A-Z]{2}' "no codes"
as olena edit "$other" --name "" >/dev/null
run "$PULT" show "$other"
like "$out" 'Прізвище: було «Гук», стало порожньо' "what was taken out is said so"

# what came from another site may hold anything: nothing of it steers the terminal or turns its lines
evil=$(printf '\033[31mчервоне\033]0;x\007 \302\2332J \342\200\256назад\342\200\254 кінець')
sqlite3 "$DB" "UPDATE question SET text = '$evil' WHERE appeal = (SELECT id FROM appeal WHERE number = '$other')"
for door in "show $other" "show $other --json" "find $other --json"; do
	run "$PULT" $door
	like "$out" 'кінець' "$door: the text is there"
	unlike "$out" $'[\033\007]|\302\233' "$door: no escape of it"
done
run "$PULT" show "$other"
unlike "$out" $'\342\200\256' "no turned line"
like "$out" 'назад кінець' "its words stay"
done_testing
