# tests/cli/question.t - an appeal of several questions (design.md 6: the life cycle runs on the question), and
# supplements: words that came later.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

of() { "$PULT" show "$1" --json | jq -r ".$2"; }
each() { of "$n" "questions | map(.$1) | join(\" \")"; }

run as olena register --json --text "Немає води" --topic 01.03 --phone "067 000 12 34" --name "Коваль Іван Петрович" \
	--address "вул. Зелена, 4"
n=$(field number) pin=$(field pin)

# --- another question ---
exits 2 "without words" as olena question "$n"
exits 3 "of an appeal that is not there" as olena question ГЛ-999/26 --text "Ще"
exits 2 "a bare number is not enough" as olena question "${n//[!0-9]/}" --text "Ще"
exits 4 "an executor asks nothing" as vodak question "$n" --text "Ще"
exits 5 "by another revision" as olena question "$n" --text "Ще" --rev 99
run as olena question "$n" --text "Не світить ліхтар" --topic 03.05 --key k-2 --json
is "$rc $(field number) $(field question) $(field 'questions | length')" "0 $n 2 2" "question 2"
is "$(field 'questions[1].address')" "вул. Зелена, 4" "at the same address"
is "$(each topic)" "01.03 03.05" "topics of their own"
is "$(each state)" "registered registered" "states of their own"
[ "$(of "$n" 'questions[0].service')" != "$(of "$n" 'questions[1].service')" ] && pass "another executor" ||
	fail "another executor"
is "$(each repeat)" "1 1" "none of them is repeated by the other"
run as olena question "$n" --text "Не світить ліхтар" --topic 03.05 --key k-2 --json
is "$rc $(field question) $(field 'questions | length')" "0 2 2" "the same form twice is one question"
run as olena question "$n" --text "Яма" --topic 07.01 --address "вул. Стрийська, 10" --json
is "$(field 'questions[2].address') $(field question)" "вул. Стрийська, 10 3" "another address"
like "$("$PULT" show "$n")" "Питання 3" "the card counts them"
is "$("$PULT" find "№:$n" --json 2>/dev/null | jq 'map(.question) | sort | join(" ")' -r)" "1 2 3" "found by question"
is "$("$PULT" find ліхтар --json | jq -r '.[0].question')" 2 "by the words of its own"
is "$("$PULT" find 0670001234 --json | jq length)" 3 "and by the telephone"

like "$("$PULT" find "№:$n")" "$n.1 " "a row of several says which it is, the first too"

# --- each goes its own way ---
run as olena dispatch "$n" --to VODA
is "$rc" 2 "of several the question must be said"
like "$err" "$n.2" "and how it is said"
as olena dispatch "$n.1" --to VODA >/dev/null
as dysp dispatch "$n.2" --to TEPLO >/dev/null
is "$(each state) $(of "$n" state)" "dispatched dispatched registered registered" "the least advanced counts"
exits 3 "there is no question 9" as dysp dispatch "$n.9" --to VODA
as vodak accept "$n.1" >/dev/null; as vodak "done" "$n.1" --result "done" --text "Є вода" >/dev/null
is "$(as kontr callbacks --json | jq -r '.[0].question')" 1 "the first is to be called back"
as kontr confirm "$n.1" --outcome yes --via call >/dev/null
is "$(each state) $(of "$n" state)" "closed dispatched registered registered" "closed alone"
run "$PULT" status "$n" --pin "$pin"
like "$out" "$n.1	Закрито" "the citizen sees each"
like "$out" "$n.3	Зареєстровано" "and its state"
run "$PULT" status "$n" --pin "$pin" --json
is "$(field 'questions | map(.state) | join(" ")')" "closed dispatched registered" "and so do programs"
like "$("$PULT" receipt "$n" --format text)" "3\\)" "the receipt names them by number"
like "$("$PULT" show "$n" --json | jq -r '.history | map(.action) | join(" ")')" "question_added question_added" \
	"the history"
run as olena register --json --text "Подяка" --topic 01.03; closed=$(field number)
as olena withdraw "$closed" --via call --note "Помилка" >/dev/null
exits 4 "nothing is added to what is off control" as olena question "$closed" --text "Ще"
like "$err" "$closed" "it says to what"

# --- supplements ---
exits 2 "empty" as olena supplement "$n.2"
exits 4 "an administrator adds nothing" as admin supplement "$n.2" --text "Ліхтар біля під'їзду"
exits 4 "nor to a closed question" as olena supplement "$n.1" --text "Ще"
exits 3 "nor to one that is not there" as olena supplement "$n.9" --text "Ще"
run as olena supplement "$n.2" --text "Ліхтар біля третього під'їзду" --call PBX-7 --json
is "$rc $(field 'questions[1].supplements') $(field 'questions[0].supplements')" "0 1 0" "counted at its question"
like "$(as teplo show "$n")" "Доповнення +.*Ліхтар біля третього" "the executor reads it"
is "$(of "$n" 'history[-1].note')" "Ліхтар біля третього під'їзду" "in the history"
is "$(as teplo find --json 2>/dev/null | jq 'map(.supplements) | add')" 1 "and in the list"

# --- the base ---
exits 0 "the log holds" "$PULT" verify
was=$("$PULT" show "$n" --json | jq -S .)
sqlite3 "$DB" "UPDATE question SET text = 'x', supplements = 9 WHERE k = 2"
exits 1 "a changed row shows" "$PULT" verify
"$PULT" rebuild >/dev/null
is "$("$PULT" show "$n" --json | jq -S .)" "$was" "made anew from the log"
sqlite3 "$DB" "DELETE FROM question WHERE k = 3"
"$PULT" rebuild >/dev/null
is "$("$PULT" show "$n" --json | jq -S .)" "$was" "a lost question, too"
exits 0 "the log holds" "$PULT" verify
"$PULT" backup b.pult >/dev/null && "$PULT" restore b.pult --db new.db >/dev/null
is "$("$PULT" show "$n" --db new.db --json | jq -S .)" "$was" "a backup has them"
done_testing
