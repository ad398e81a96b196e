# tests/cli/person.t - everything that is kept about one person, for that person (law 2297): by telephone, by the
# number of an appeal, with who has seen it; the log says that it was given, and to nobody else a word.
. "${TOP:-.}/tests/lib/tap.sh"
export PULT_TEST_NOW="2026-11-22 12:00"
export PULT_DB=$T/pult.db
"$PULT" init --site ГЛ >/dev/null || bail "a base"
printf '%s\n' "довгий пароль" >pw
for who in olena:operator nina:supervisor admin:admin; do
	"$PULT" user add "${who%:*}" --role "${who#*:}" --name "Людина ${who%:*}" <pw >/dev/null
done
export PULT_PASSWORD_FILE=pw
"$PULT" register --text "Немає води" --phone 0670000001 --name "Перша Ганна Іванівна" --address "вул. Зелена, 1" >/dev/null
"$PULT" register --text "Яма" --phone "067 000 00 01" --name "Перший Іван" >/dev/null
"$PULT" register --text "Чуже" --phone 0670000002 --name "Перша Ганна" >/dev/null
"$PULT" register --text "Без телефону" --name "Тиха Тетяна" >/dev/null
"$PULT" note ГЛ-1/26 --text "Дзвонили двічі" >/dev/null
"$PULT" consult --topic 01.01 --phone 0670000001 >/dev/null
"$PULT" --as olena show ГЛ-1/26 >/dev/null
all() { "$PULT" export person "$@"; }

is "$(all 067-000-00-01 | jq -c '[.appeals[].number]')" '["ГЛ-1/26","ГЛ-2/26"]' "by a telephone: all from it"
is "$(all ГЛ-1/26 | jq -c '[.appeals[].number]')" '["ГЛ-1/26"]' "by a number: of this applicant alone"
is "$(all ГЛ-4/26 | jq -c '[.appeals[].number]')" '["ГЛ-4/26"]' "without a telephone: the appeal itself"
is "$(all ГЛ-1/26 | jq -r '.appeals[0].history[] | select(.action == "noted" or .note == "Дзвонили двічі") | .note')" \
	"Дзвонили двічі" "with its history"
is "$(all 0670000001 | jq '.consultations | length')" 1 "consultations too"
is "$(all 0670000001 | jq -c '[.viewed[] | .by] | unique | contains(["olena"])')" true "and who has looked"
viewers() { all 0670000001 | jq -c '[.viewed[] | .by] | unique'; }
printf 'Лист' >letter.txt
"$PULT" --as olena attach ГЛ-1/26 letter.txt >/dev/null
unlike "$(viewers)" "nina" "who has not looked is not there"
"$PULT" --as nina attach ГЛ-1/26 1 --out taken.txt >/dev/null
like "$(viewers)" "nina" "who wrote a file of his out"
like "$(viewers)" "os:" "who was given all of it"
is "$(sqlite3 pult.db "SELECT count(*) FROM event WHERE kind = 'exported' AND body LIKE '%0670000001%'")" 0 \
	"the log does not repeat the telephone"
ok "but says that it was given" test "$(sqlite3 pult.db "SELECT count(*) FROM event WHERE kind = 'exported'")" -gt 3
exits 3 "of whom nothing is known" "$PULT" export person 0679999999
like "$err" "нічого не відомо" "that is said"
exits 3 "what is neither" "$PULT" export person "хтось там"
exits 4 "an operator gives nothing out" "$PULT" --as olena export person ГЛ-1/26
exits 4 "an administrator neither" "$PULT" --as admin export person ГЛ-1/26
exits 0 "a supervisor does, into a file" "$PULT" --as nina export person ГЛ-1/26 her.json
is "$(jq -r .appeals[0].number her.json)" "ГЛ-1/26" "it is there"
exits 5 "which is never overwritten" "$PULT" --as nina export person ГЛ-1/26 her.json
exits 0 "the log holds" "$PULT" verify
done_testing
