# tests/cli/lifecycle.t - the moves of design.md 6 from the shell, by people with roles: the main path,
# the gate, every refusal with its exit status.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

new_city
new() { # TEXT → number in $n
	n=$(as olena register --json --text "$1" --topic 01.03 --phone "067 000 12 34" \
		--name "Коваль Іван" --address "вул. Зелена, 1" | jq -r .number)
}
state_of() { "$PULT" show "$1" --json | jq -r .state; }
# does LOGIN WANTED_EXIT WANTED_STATE DESC VERB ARGS…
does() {
	local who=$1 want=$2 state=$3 desc=$4

	shift 4
	run as "$who" "$@" --json
	is "$rc" "$want" "$desc: exit $want"
	[ "$want" = 0 ] || like "$err" '^pult: .{10,}' "$desc: with a sentence"
	is "$(state_of "$n")" "$state" "$desc: then $state"
}

# the main path
new "Прорив води"
isnt "$n" "" "registered by an operator"
is "$("$PULT" show "$n" --json | jq -r '"\(.priority) \(.service) \(.operator) \(.operator_name)"')" \
	"A1 VODA olena Коваль Олена Петрівна" "priority, executor and administrator"
does teplo 4 registered "an executor cannot dispatch" dispatch "$n" --to VODA
does olena 2 registered "dispatch without an executor" dispatch "$n"
does olena 2 registered "an unknown executor" dispatch "$n" --to КОСМОС
does olena 2 registered "several executors fit" dispatch "$n" --to водоканал
does olena 0 dispatched "dispatch by a part of the name" dispatch "$n" --to обленерго
is "$(field service)" OBLENERGO "to the right one"
does olena 0 dispatched "and again to another one, by code" dispatch "$n" --to VODA
is "$(field service)" VODA "which takes over"
does teplo 4 dispatched "another executor cannot accept" accept "$n"
does vodak 0 in_work "the executor accepts" accept "$n"
does olena 4 in_work "accepting again needs a role" accept "$n"
does vodak 2 in_work "a report without words" done "$n" --result done
does vodak 2 in_work "a report of spaces" done "$n" --result done --text "  "
does olena 3 in_work "a note to a question that is not there" note "$n.7" --text "х"
does vodak 2 in_work "a report without a result" done "$n" --text "Зроблено"
does vodak 0 done "the executor reports" done "$n" --result done --text "Прорив усунуто"
run as kontr callbacks --json
is "$(printf '%s' "$out" | jq -r '.[0].number')" "$n" "it is on the call-back list"
run as teplo accept "$n"
like "$err" "іншо" "another executor is told whose order it is, not its state"
does vodak 4 done "an executor cannot confirm" confirm "$n" --outcome yes --via call
does klerk 4 done "a clerk cannot confirm" confirm "$n" --outcome yes --via call
does super 4 done "nothing closes without a confirmation" close "$n" --note "не відповідає"
does kontr 2 done "a confirmation needs its way" confirm "$n" --outcome yes
does kontr 2 done "and an outcome" confirm "$n" --via call
does kontr 2 done "an unknown outcome" confirm "$n" --outcome мабуть --via call
does kontr 2 done "a grade of 6" confirm "$n" --outcome yes --via call --grade 6
does kontr 2 done "a grade of 0" confirm "$n" --outcome yes --via call --grade 0
does kontr 4 done "an inspector's word too early" confirm "$n" --outcome yes --via inspector
does kontr 0 done "no answer" confirm "$n" --outcome no-answer --via call
is "$(field attempts)" 1 "is counted"
run as kontr callbacks --json
is "$(printf '%s' "$out" | jq -r length)" 0 "and not called again at once"
run as kontr callbacks --all --json
is "$(printf '%s' "$out" | jq -r length)" 1 "but --all shows it"
does kontr 2 done "«ні» needs the applicant's words" confirm "$n" --outcome no --via call
does kontr 0 rework "«ні» sends it to rework" confirm "$n" --outcome no --via call --note "Знову тече"
is "$(field rework)" 1 "with the counter"
does vodak 0 in_work "accepted again" accept "$n"
does vodak 0 done "reported again" done "$n" --result done --text "Замінено трубу"
does kontr 0 closed "«так» closes" confirm "$n" --outcome yes --via call --grade 5 --note "Дякує"
is "$(printf '%s' "$out" | jq -r '.confirmed | "\(.outcome) \(.via) \(.by) \(.grade)"')" "yes call kontr 5" \
	"who confirmed, how, the grade"
does olena 4 closed "an operator cannot reopen" reopen "$n" --note "знову"
does kontr 2 closed "reopening needs a reason" reopen "$n"
does kontr 0 rework "a controller reopens" reopen "$n" --note "Тече знову"
is "$(field rework)" 2 "counted again"
is "$(field confirmed)" null "the confirmation is gone"
run "$PULT" show "$n" --json
is "$(printf '%s' "$out" | jq -r '.orders | length')" 2 "every order stands in the history"
is "$(printf '%s' "$out" | jq -r '.confirmations | map(.outcome) | join(" ")')" "no-answer no yes" \
	"every answer stands in the history"

# side roads
new "Запитання не тому"
does olena 0 dispatched "dispatched" dispatch "$n" --to TEPLO
does vodak 4 dispatched "recall by a stranger" recall "$n"
does olena 0 registered "recalled by its author" recall "$n"
does dysp 0 dispatched "dispatched by a dispatcher" dispatch "$n" --to TEPLO
does teplo 2 dispatched "not ours needs whose it is" done "$n" --result not-ours --text "Не наше"
like "$err" "іншого виконавця" "with a sentence"
does teplo 2 dispatched "who is not the one that reports" done "$n" --result not-ours --text "Не наше" --to TEPLO
does teplo 0 registered "not ours goes back" done "$n" --result not-ours --text "Це водоканал" --to VODA
is "$(field service)" VODA "with the proposed executor"
does dysp 0 dispatched "given to another one" dispatch "$n" --to SVITLO
is "$(field result) $(field answer)" "null null" "who does not inherit the former one's answer"
does dysp 0 registered "recalled again" recall "$n"
does klerk 4 registered "a clerk cannot reject" reject "$n" --reason repeated
does super 4 registered "nor a supervisor" reject "$n" --reason repeated
does kerivnyk 2 registered "a reason of Article 8 is needed" reject "$n"
does kerivnyk 4 registered "only a complaint is late" reject "$n" --reason late --from 01.02.2020
complaint=$(as olena register --json --kind скарга --text "На рішення" --name "Коваль Іван" --received 10.11.2026 | jq -r .number)
late() { n=$complaint does kerivnyk "$@"; }
late 2 registered "a late complaint: the day of the decision is asked for" reject "$complaint" --reason late
late 2 registered "which is a date" reject "$complaint" --reason late --from колись
late 4 registered "within a month it is in time" reject "$complaint" --reason late --from 20.10.2026
like "$err" "20.11.2026" "the last day is told"
late 2 registered "within a year: words are needed" reject "$complaint" --reason late --from 01.03.2026
late 0 rejected "when the applicant learned of it" reject "$complaint" --reason late --from 01.03.2026 --note "Лист від 02.03"
like "$("$PULT" show "$complaint")" "01.03.2026" "the day stands in the history"
does kerivnyk 0 rejected "a manager rejects" reject "$n" --reason repeated
does kerivnyk 4 rejected "nothing moves after that" forward "$n" --body "Облрада"

new "Не до нас"
does olena 4 registered "an operator cannot forward" forward "$n" --body "Обласна рада"
does super 2 registered "forward to nobody" forward "$n"
does super 2 registered "a body that the list has not is no slip of the pen" forward "$n" --to "Обласна рада"
like "$err" '--body' "the sentence says how to write one"
does super 2 registered "one body, not two" forward "$n" --to TEPLO --body "Обласна рада"
does super 2 registered "nor an empty one" forward "$n" --body " "
as dysp dispatch "$n" --to SVITLO >/dev/null
does super 0 forwarded "a supervisor forwards" forward "$n" --body "Обласна рада" --note "Дорога обласного значення"
is "$(field forwarded_to) $(field service)" "Обласна рада null" "to the body, the order is nobody's any more"
run "$PULT" show "$n"
like "$out" $'\nПереслано до +Обласна рада\n' "the card names the body"
unlike "$out" $'\nВиконавець' "and no executor"
like "$out" 'Обласна рада'$'\n'' +Дорога обласного значення' "the history keeps the reason"
pin=$("$PULT" receipt "$n" --new-pin --json | jq -r .pin)
run "$PULT" status "$n" --pin "$pin"
like "$out" 'Переслано за належністю: Обласна рада' "the citizen is told where to"
run "$PULT" status "$n" --pin "$pin" --json
is "$(field forwarded_to) $(field service_name)" "Обласна рада null" "in JSON too"
new "Не до нас, а до сусідів"
does super 0 forwarded "a part of a name of the list is enough" forward "$n" --to обленерго
is "$(field forwarded_to)" "ПрАТ «Львівобленерго»" "by its whole name"

new "Передумав"
does vodak 4 registered "an executor cannot withdraw" withdraw "$n" --via call --note "сам"
does olena 2 registered "withdrawing needs the applicant's words" withdraw "$n" --via call
does olena 0 withdrawn "withdrawn at the applicant's word" withdraw "$n" --via call --note "Усунули сусіди"

# Article 7: a complaint never goes to whom it is about
n=$("$PULT" register --json --law --kind complaint --text "Скарга на водоканал" --complained VODA \
	--topic 01.03 --name "Гук Іван" | jq -r .number)
run "$PULT" show "$n" --json
is "$(field service) $(field complained) $(field complained_name)" "null VODA ЛМКП «Львівводоканал»" \
	"the complained of is named and not proposed"
run "$PULT" show "$n"
like "$out" $'\nСкарга на +ЛМКП «Львівводоканал»\n' "in the card too"
does olena 4 registered "nor may it get the order" dispatch "$n" --to VODA
does super 4 registered "nor may it be forwarded there" forward "$n" --to VODA
does olena 0 dispatched "another one may" dispatch "$n" --to TEPLO
others=$n

# three attempts on three days, then a supervisor may close
new "Недозвон"
PULT_TEST_NOW="2031-03-03 10:00" "$PULT" dispatch "$n" --to VODA >/dev/null
PULT_TEST_NOW="2031-03-03 11:00" "$PULT" done "$n" --result done --text "є" >/dev/null
for day in 04 05; do
	PULT_TEST_NOW="2031-03-$day 10:00" as kontr confirm "$n" --outcome no-answer --via call >/dev/null
done
PULT_TEST_NOW="2031-03-05 18:00" as kontr confirm "$n" --outcome no-answer --via call >/dev/null
does super 4 done "three attempts on two days are not enough" close "$n" --note "ні"
PULT_TEST_NOW="2031-03-06 10:00" as kontr confirm "$n" --outcome no-answer --via call >/dev/null
does olena 4 done "an operator cannot close" close "$n" --note "ні"
PULT_TEST_NOW="2031-03-06 11:00" as super close "$n" --note "Три дні без відповіді" >/dev/null
is "$("$PULT" show "$n" --json | jq -r '"\(.state) \(.confirmed)"')" "closed null" \
	"closed, never as confirmed"

# a photograph of the work, and numbers as people write them
printf 'not really a photograph' >"$T/photo.jpg"
n=$("$PULT" register --json --text "З фото" --topic 01.03 | jq -r .number)
does olena 2 registered "a bare number is not enough to change" dispatch "${n//[!0-9\/]/}" --to VODA
ascii=$("$PULT" show "$n" --json | jq -r .ascii)
does olena 0 dispatched "the ASCII twin with the question is" dispatch "${ascii,,}.1" --to VODA
does vodak 1 dispatched "a photograph that is not there" done "$n" --result done --text "є" --photo "$T/none.jpg"
does vodak 2 dispatched "a folder is no photograph" done "$n" --result done --text "є" --photo "$T"
does teplo 4 dispatched "another executor's photograph" done "$n" --result done --text "є" --photo "$T/photo.jpg"
does vodak 5 dispatched "with an older revision" done "$n" --result done --text "є" --photo "$T/photo.jpg" --rev 0
is "$(ls -A "$DB".blobs 2>/dev/null | wc -l)" 0 "what is refused leaves no file"
does vodak 0 done "a report with a photograph" done "$n" --result done --text "є" --photo "$T/photo.jpg"
same_file "$DB".blobs/* "$T/photo.jpg" "is kept"
is "$(basename "$DB".blobs/*)" "$(sha256sum "$T/photo.jpg" | cut -d' ' -f1)" "by its contents"
does olena 3 done "a question that is not there" confirm "$n.2" --outcome yes --via call

# who may read
exits 4 "an administrator has no right to contents" as admin show "$n"
exits 4 "nor may he search" as admin find вода
exits 4 "nor register" as admin register --text x
exits 4 "an executor may not register" as vodak register --text x
proposed=$("$PULT" register --json --text "Ще нікому не передано" --topic 01.03 | jq -r .number)
unlike "$(as vodak find --json --limit 0)" "$proposed" "what is only proposed to an executor he does not see"
exits 4 "nor its card" as vodak show "$proposed"
printf '%s\n' "$PASSWORD" | "$PULT" user add both --role executor,admin --service VODA --name "Двоє Ролей" >/dev/null
unlike "$(as both find --json --limit 0)" "TEPLO" "nor does one more role of an administrator help"
run as vodak find --json --limit 0
is "$(printf '%s' "$out" | jq -r 'map(.service) | unique | join(" ")')" VODA "an executor sees his own orders only"
exits 4 "and not another's card" as vodak show "$others" --json
printf 'wrong\n' >"$T/wrong"
PULT_PASSWORD_FILE=$T/wrong exits 4 "a wrong password" as olena find
exits 0 "verify is clean after all this" "$PULT" verify
# --- several numbers in one command: a line for each, the worst exit status
for i in 1 2 3; do "$PULT" register --text "Яма $i" --topic 07.01 >/dev/null; done
read -r third second first < <("$PULT" find яма --limit 3 --json | jq -r 'map(.number) | join(" ")')
run as dysp dispatch "$first" "$second" "$third" --to DOROGY
is "$rc:$(printf '%s\n' "$out" | grep -c 'Передано виконавцю')" "0:3" "three are passed at once"
run as dysp recall "$third" ГЛ-99999/26 "$second"
is "$rc" 3 "one that is not there gives the exit status"
is "$(printf '%s\n' "$out" | grep -c 'Зареєстровано')" 2 "the others are done"
run as dysp dispatch "$third" "$second" --to DOROGY --json
is "$(printf '%s' "$out" | jq -c '[.[].done]')" "[true,true]" "an object for each"
run as dysp dispatch "$third" "$second" --to DOROGY --rev 1
is "$rc" 2 "a revision is of one"
done_testing
