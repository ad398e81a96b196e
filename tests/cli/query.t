# tests/cli/query.t - the query line as people type it: states of several words, forms of flags, names that
# nothing has, numbers among words.
. "${TOP:-.}/tests/lib/tap.sh"
export PULT_TEST_NOW="2026-11-22 12:00"
. "$TOP/tests/lib/city.sh"

exits 0 "a city is made" new_city
add() { "$PULT" register "$@" >/dev/null || bail "register"; }
add --text "Не горить ліхтар" --topic 03.05 --address "вул. Зелена, 2"
add --text "Прорвало трубу, ліхтар 26 поруч" --topic 01.03
add --text "Холодно в хаті" --topic 02.03 --channel web
as olena register --text "Дуже холодно" --topic 02.03 >/dev/null
as olena dispatch ГЛ-3/26 --to TEPLO >/dev/null && as teplo accept ГЛ-3/26 >/dev/null
as teplo "done" ГЛ-3/26 --result "done" --text "Полагоджено" >/dev/null

found() { # NUMBERS WORDS…: what the query finds, in the order of the list
	local want=$1

	shift
	run "$PULT" find --json "$@"
	is "$rc:$(printf '%s' "$out" | jq -r '[.[].number | capture("-(?<n>[0-9]+)/").n] | join(" ")')" "0:$want" "«$*» finds $want"
}
found 3 стан:на перевірці
found 3 стан:перев
found 3 холодно "стан:на перевірці"
found "" стан:на перевірці ліхтар
found "4 2 1" стан:зареєстровано
found "4 2 1" стан:зареєстр на контролі
found 2 аварійна
found 2 АВАРІЙНИЙ ліхтар
found "" '"аварійна"'
found "" повторний труба
found "" прострочено
found "" прострочених
found "" без підтвердження
found "2 1" ліхтар 2
found 2 ліхтар 26
found 2 ГЛ-2/26
found 2 2/26
found 4 оператор:олена
found 4 оператор:ole
found 3 канал:сай
found "4 3" служба:теплоенерго

# --- every filter and flag of the table, in both languages
as olena register --text "Шумно вночі" --topic 01.03 --phone "067 123 45 67" --name "Шпак Ія" --address "вул. Зелена, 226-А" \
	--channel phone >/dev/null
as olena register --text "Знову шумно" --topic 01.03 --phone "067 123 45 67" --name "Шпак Ія" \
	--address "вул. Зелена, 226-А" >/dev/null
day=$(date +%d.%m.%Y)
while IFS='|' read -r uk en; do
	IFS=$'\n' read -r -d '' -a a < <(xargs -n1 <<<"$uk") || :
	IFS=$'\n' read -r -d '' -a b < <(xargs -n1 <<<"$en") || :
	one=$("$PULT" find --json "${a[@]}" --as olena | jq -c '[.[].number]')
	other=$("$PULT" find --json "${b[@]}" --as olena | jq -c '[.[].number]')
	is "$one" "$other" "«$uk» and «$en» are the same"
	isnt "$one" "[]" "and find something"
done <<TABLE
тел:4567|phone:4567
№:1|no:1
вул:зелен|street:зелен
буд:226а|house:226-А
тема:01.03|topic:01.03
служба:VODA|service:VODA
стан:зареєстровано|state:registered
оператор:olena|by:olena
канал:сайт|channel:web
від:$day|from:$day
до:$day|to:$day
дата:$day|date:$day
дата:сьогодні|date:today
на-контролі|open
аварійні|urgent
мої|mine
вул:зелена аварійні шумно|street:зелена urgent шумно
TABLE
for q in прострочені overdue повторні repeated без-підтвердження unconfirmed; do
	exits 0 "«$q» is known" "$PULT" find "$q"
done
is "$("$PULT" find ghbdsn --json | jq length)" 0 "the other layout is understood"
is "$("$PULT" find ievyj --json | jq length)" 2 "and finds"

refused() { # SAYS WORDS…
	local says=$1

	shift
	run "$PULT" find "$@"
	is "$rc" 2 "«$*» is refused"
	like "$err" "$says" "and the sentence says «$says»"
}
refused 'Стани: Зареєстровано, Передано виконавцю, .*Відкликано\.$' стан:зелений
refused 'Пишіть окремо.*«прострочені»' стан:прострочено
refused 'Після «стан:».*Зареєстровано' стан:
refused 'Схожі: olena Коваль Олена Петрівна' оператор:olema
refused 'працівника «нема»' оператор:нема
refused 'Схожі: TEPLO ' служба:теплоенерга
refused 'Схожі: 01\.03 Прорив водопроводу' тема:вадопровід
refused 'Канали: телефон, особисто' канал:голуб
refused 'стан: .*на-контролі прострочені' колір:синій
unlike "$err" 'state|overdue' "in the language of the screen alone"
LANGUAGE=en refused 'state: .*overdue' колір:синій
done_testing
