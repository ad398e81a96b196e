# tests/cli/edit.t - every field of an appeal can be corrected, what follows from it (term, statutory index,
# executor) follows at once and is said, and the history keeps what stood there by name.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

at() { export PULT_TEST_NOW="2026-11-$1"; }
new() { n=$("$PULT" register --json "$@" | jq -r .number); }
edit() { run as olena edit "$n" --json "$@"; }
note() { "$PULT" show "$n" --json | jq -r '.history[-1].note'; }

at "20 10:00"
new --text "Яма на дорозі" --topic 07.01 --phone "067 000 12 34" --name "Коваль Іван Петрович" --address "вул. Зелена, 4"
edit --kind скарга
is "$rc $(field kind) $(field due)" "0 complaint 2026-11-27T23:59:59+02:00" "the kind, with no other term"
is "$(note)" "Вид: було «Заява», стало «Скарга»" "the history names the field and both values"
edit --channel особисто --category 7.4 --subject collective
is "$(field channel) $(field category) $(field applicant)" "visit 7.4 collective" "channel, category, applicant"
edit --category ""
is "$(field category)" null "a category can be taken off"

# received: the term is counted again and that is said
edit --received "18.11.2026 15:20"
is "$rc $(field received) $(field due)" "0 2026-11-18T15:20:00+02:00 2026-11-25T23:59:59+02:00" \
	"another day of receipt moves the term"
like "$err" '^pult: .*25\.11\.2026.*7 днів.*27\.11\.2026' "and says which, by which rule, and what it was"
like "$(note)" 'Надійшло: було «20\.11\.2026 10:00», стало «18\.11\.2026 15:20»' "days stand in the history as days"
edit --received "18.11.2026 15:20"
is "$rc $err" "0 " "the same again says nothing"
rev=$(field rev)
is "$(field rev)" "$rev" "and writes nothing"
edit --received "21.11.2026"
is "$rc" 2 "not later than now"
at "22 10:00"
edit --received "21.11.2026"
is "$rc" 2 "nor later than its registration"
edit --received "31.02.2026"
is "$rc" 2 "nor on no day"

# by the law: a month, an index; back: the index stays in the history, and comes back with it
edit --law
is "$(field index) $(field priority) $(field due)" "КО-1 P 2026-12-18T23:59:59+02:00" "by the law: an index and a month"
like "$err" 'КО-1' "the index is said"
edit --kind подяка
is "$rc" 2 "a thanks is no appeal by the law"
edit --law=no
is "$(field index) $(field priority) $(field due)" "null N 2026-11-25T23:59:59+02:00" "and back"
like "$err" 'КО-1' "what becomes of the index is said"
like "$(note)" 'Індекс: було «КО-1»' "the history keeps it"
edit --law=так
is "$(field index)" "КО-1" "by the law again: its own index again"
new --law --text "Ще одна" --subject collective
is "$("$PULT" show "$n" --json | jq -r .index)" "КО-2" "and nobody else's"
exits 2 "neither yes nor no" as olena edit "$n" --law=може
run "$PULT" register --json --law --kind подяка --text "Дякую"
is "$rc" 2 "nor is a thanks registered by the law"

# a term of a rework is its own
new --text "Тече" --topic 01.06 --phone "067 000 12 34"
as olena dispatch "$n" --to VODA >/dev/null; as vodak "done" "$n" --result "done" --text "є" >/dev/null
as kontr confirm "$n" --outcome no --via call --note "ні" >/dev/null
due=$("$PULT" show "$n" --json | jq -r .due)
edit --received "20.11.2026"
is "$(field due)" "$due" "the term of a rework stays when the day of receipt is corrected"

# whom the complaint is about
new --text "Не приїхали" --topic 01.03 --kind complaint
is "$("$PULT" show "$n" --json | jq -r .service)" VODA "a proposed executor"
edit --complained водоканал
is "$rc" 2 "several fit"
edit --complained VODA
is "$rc $(field service)" "0 null" "is no longer proposed once complained of"
like "$(note)" "Скарга на: стало «.*Львівводоканал»», було порожньо" "by its name in the history"
as olena dispatch "$n" --to TEPLO >/dev/null
edit --complained TEPLO
is "$rc" 4 "whoever has the order cannot become the one complained of"
like "$err" 'стаття 7' "with the article"
edit --complained ""
is "$rc" 0 "a complained of can be taken off"
exits 2 "nobody of that name" as olena edit "$n" --complained НЕМАЄ

# who may, and what is wrong
new --text "Хто там" --name "Гук Іван"
exits 2 "anonymous with a name" as olena edit "$n" --subject anonymous
edit --subject anonymous --name ""
is "$(field applicant) $(field name)" "anonymous null" "without it, it is"
exits 4 "an executor may not correct" as teplo edit "$n" --kind скарга
exits 2 "nothing to correct" as olena edit "$n"
exits 2 "an unknown kind" as olena edit "$n" --kind лист
exits 5 "another revision" as olena edit "$n" --kind заява --rev 1
exits 0 "verify is clean after all this" "$PULT" verify
done_testing
