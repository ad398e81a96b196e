# tests/cli/template.t - pult template: the list, who may change it, and what cannot be a template.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

exits 0 "the program brings some along" "$PULT" template list
like "$out" 'передано +\{ім’я\}, ваше звернення № \{номер\}' "with their fields"
exits 0 "a new one" "$PULT" template add "Ліфт" --text "Ліфт стоїть на {адреса}; {Ім'я}, строк {строк}."
exits 0 "is in the list" "$PULT" template list --json
is "$(jq -r '.[] | select(.name == "Ліфт").text' <<<"$out")" "Ліфт стоїть на {адреса}; {Ім'я}, строк {строк}." "as it was written"
exits 5 "the same name" "$PULT" template add ліфт --text "x"
like "$err" '«Ліфт» уже є' "is said"
exits 0 "another text" "$PULT" template edit ліфт --text "Ліфт"
exits 2 "a field that is not" "$PULT" template edit Ліфт --text "Номер {номр}"
like "$err" '\{номр\}.*\{номер\}' "is named, with those there are"
exits 2 "no text" "$PULT" template add Двері
like "$err" '\-\-text' "is told which option"
exits 2 "no name" "$PULT" template add --text x
exits 2 "no such word" "$PULT" template change Ліфт
exits 3 "one that is not there" "$PULT" template remove Двері
exits 4 "an operator reads" as olena template remove Ліфт
like "$err" 'супервізор' "and is told who may change"
exits 0 "the list is everybody's" as olena template list
exits 0 "a supervisor may" as super template remove Ліфт
exits 0 "gone" "$PULT" template list
unlike "$out" 'Ліфт' "from the list"
exits 0 "one of the program" "$PULT" template remove передано
exits 0 "too" "$PULT" template list
unlike "$out" 'передано  ' "is gone"
is "$(sqlite3 "$DB" "SELECT group_concat(kind || ' ' || actor, ';') FROM event WHERE kind LIKE 'template%'" | sed "s/os:[^;]*/os/g")" \
	"template_added os;template_changed os;template_changed super;template_added os" "each change is an event of somebody"

# --- what is read out, the steps of the call, what a number is for
exits 0 "texts to read out" "$PULT" template list --kind words
like "$out" 'газ +«Вийдіть із приміщення' "are a list of their own"
unlike "$out" 'Привітання' "without the steps of the call"
exits 0 "its steps" "$PULT" template list --kind step
like "$out" '1 Привітання +«Доброго дня! \{лінія\}, оператор \{оператор\}' "in their order"
exits 0 "the city says it in its way" as super template edit "1 Привітання" --kind step --text "«Слухаю вас»"
like "$("$PULT" template list --kind step)" '1 Привітання +«Слухаю вас»' "and so it stands"
exits 0 "a text of its own" as super template add "дощ" --kind words --text "«Вода зійде до вечора»"
exits 3 "which no other list has" "$PULT" template remove "дощ"
exits 2 "no such list" "$PULT" template list --kind рядки
exits 0 "the base is whole" "$PULT" verify

# --- what nobody has filled in is no text of an appeal
rows=$(sqlite3 "$DB" "SELECT count(*) FROM event WHERE subject <> '' AND kind <> 'viewed'")
left() { exits 2 "$1" "${@:2}" && like "$err" '«\{[^}]*\}» із шаблону не заповнено' "is said"; }
left "a text with a field" "$PULT" register --text "Звернення № {номер} передано"
left "whatever it is called" "$PULT" register --text "{Ім'я}, добрий день"
exits 0 "braces alone are no field" "$PULT" register --text "Напис «{так}» на стіні" --phone 0671112233
n=$("$PULT" find так --json | jq -r '.[0].number')
left "a supplement" "$PULT" supplement "$n" --text "до {строк}"
left "a note" "$PULT" note "$n" --text "до {due}"
left "a text that is corrected" "$PULT" edit "$n" --text "за адресою {адреса}"
left "another question" "$PULT" question "$n" --text "{тема}"
left "the note of a move" "$PULT" dispatch "$n" --to VODA --note "{служба}"
left "a consultation" "$PULT" consult --topic 01.01 --text "{тема}"
is "$(sqlite3 "$DB" "SELECT count(*) FROM event WHERE subject <> '' AND kind <> 'viewed'")" "$((rows + 2))" "nothing but the one registration and its PIN is saved"
done_testing
