# tests/cli/consult.t - pult consult: a consultation and a hand-over are counted, have no number and no PIN, and stand
# in the reports; what cannot be counted is refused with a sentence.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city

exits 0 "a consultation" "$PULT" consult --topic 15.01
like "$out" '^Пораховано: .*15\.01 Консультація щодо адмінпослуги' "says what was counted"
unlike "$out" 'PIN|ГЛ-1/26' "no number and no PIN"
exits 0 "a hand-over" "$PULT" consult --topic 04.01 --phone "067 123 45 67" --transfer 104 --address "вул. Зелена, 4" --json
is "$(field transfer)/$(field transfer_name)" "104/Аварійна газова служба 104" "to whom"
is "$(field phone)/$(field topic)" "+380671234567/04.01" "who called, and about what"
exits 0 "without a topic too" as olena consult --transfer 112
exits 0 "by the words of the topic" as klerk consult --topic "Подяка"
is "$("$PULT" find --json | jq length)" 0 "no appeal has come of it"
is "$(sqlite3 "$DB" "SELECT group_concat(kind) FROM event WHERE kind LIKE 'consult%'")" \
	"consulted,consulted,consulted,consulted" "each is an event"

exits 0 "one key" "$PULT" consult --topic 15.01 --key k1
exits 0 "given again" "$PULT" consult --topic 15.01 --key k1
is "$(sqlite3 "$DB" "SELECT count(*) FROM consultation WHERE idem = 'k1'")" 1 "counts once"

# --- what cannot be
exits 2 "to a number that is no emergency one" "$PULT" consult --topic 04.01 --transfer 1580
like "$err" '101, 102, 103, 104, 112' "the numbers are named"
exits 2 "to an executor" "$PULT" consult --transfer VODA
exits 2 "about nothing" "$PULT" consult
like "$err" 'тем' "says what is needed"
exits 2 "a topic that is not" "$PULT" consult --topic 99.99
exits 2 "a telephone that cannot be" "$PULT" consult --topic 15.01 --phone 06712
exits 4 "an executor" as vodak consult --topic 15.01
like "$err" 'оператор' "is told who may"
is "$(sqlite3 "$DB" "SELECT count(*) FROM consultation")" 5 "nothing of these was counted"

# --- the reports
day=$("$PULT" report day --from 20.11.2026 --json)
is "$(jq -c '.consultations' <<<"$day")" '[{"answered":3,"handed_over":2}]' "the day's report counts both"
is "$(jq -c '.handovers | map([.number,.calls])' <<<"$day")" '[["104",1],["112",1]]' "hand-overs by number"
is "$(jq -c '.consulted | map([.topic,.answered])' <<<"$day")" '[["15.01",2],["15.07",1]]' "consultations by topic"
"$PULT" report day --from 20.11.2026 --format csv >day.csv
like "$(sed -n '/^# handovers/,/^#/p' day.csv)" '104,Аварійна газова служба 104,1' "in CSV"
like "$("$PULT" report day --from 20.11.2026)" '104 +Аварійна газова служба 104 +1' "as text"
is "$("$PULT" report day --from 19.11.2026 --json | jq -c '.consultations')" '[{"answered":0,"handed_over":0}]' "not the day before"
is "$("$PULT" report operators --from 20.11.2026 --to 20.11.2026 --json | jq -c '.operators[] | select(.login == "klerk") | .consulted')" 1 "by person"

exits 0 "the base is whole" "$PULT" verify
sqlite3 "$DB" "UPDATE consultation SET transfer = '103' WHERE transfer = '104'"
exits 1 "a changed row is seen" "$PULT" verify
exits 0 "rebuild mends it" "$PULT" rebuild
exits 0 "whole again" "$PULT" verify
done_testing
