# tests/cli/extend.t - a manager extends a term (law 393/96 Art. 20): a later day, a reason, for an appeal by the
# law at most 45 days from the receipt; the new term carries its rule.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

at() { export PULT_TEST_NOW="2026-11-$1"; }
new() { n=$("$PULT" register --json "$@" | jq -r .number); }
extend() { run as kerivnyk extend "$n" --json "$@"; }
due() { "$PULT" show "$n" --json | jq -r .due; }

at "02 10:00"
new --law --text "Прошу розібратися" --name "Дмитренко Олег Ігорович" --residence "вул. Зелена, 2"
is "$(due)" "2026-12-02T23:59:59+02:00" "a month"
for who in olena klerk dysp kontr super vodak admin; do
	exits 4 "not for $who" as "$who" extend "$n" --until 10.12.2026 --note "так"
done
extend --note "немає відповіді проєктантів"
is "$rc" 2 "until when?"
extend --until 10.12.2026
is "$rc" 2 "why?"
extend --until 31.02.2027 --note х
is "$rc" 2 "no such day"
extend --until 02.12.2026 --note х
is "$rc" 2 "not the term there is"
extend --until 01.12.2026 --note х
is "$rc" 2 "nor an earlier one"
extend --until 18.12.2026 --note х
is "$rc" 4 "not more than 45 days in all"
like "$err" '17\.12\.2026.*20' "until when it may be, by which article"
is "$(due)" "2026-12-02T23:59:59+02:00" "nothing has changed"
extend --until 10.12.2026 --note "Немає висновку проєктантів"
is "$rc $(field due)" "0 2026-12-10T23:59:59+02:00" "extended to the end of that day"
like "$err" 'овідом.*20' "the applicant is to be told"
run "$PULT" show "$n" --json
is "$(field 'history[-1].action')" extended "it stands in the history"
like "$(field 'history[-1].note')" '02\.12\.2026.*10\.12\.2026.*висновку' "with both terms and the reason"
like "$("$PULT" show "$n")" '10\.12\.2026 23:59.*1 місяць, продовжено' "the card shows the rule"
extend --until 17.12.2026 --note "Ще тиждень"
is "$rc $(field due)" "0 2026-12-17T23:59:59+02:00" "up to the last of the 45 days"
run as olena edit "$n" --received 01.11.2026 --json
is "$(field due)" "2026-12-17T23:59:59+02:00" "a corrected receipt leaves the manager's term"

# a work order: the law's 45 days are not for it; hours are kept when they are said
new --text "Яма" --topic 07.01 --phone "067 000 12 34"
extend --until "01.02.2027 12:00" --note "Зима"
is "$rc $(field due)" "0 2027-02-01T12:00:00+02:00" "a work order has no such limit"
unlike "$err" 'овідом' "nor such a notice"
as olena dispatch "$n" --to VODA >/dev/null; as vodak "done" "$n" --result "done" --text "є" >/dev/null
extend --until 10.02.2027 --note х
is "$rc" 4 "what is reported done has no term to extend"
as kontr confirm "$n" --outcome no --via call --note "ні" >/dev/null
is "$(due)" "2026-11-09T23:59:59+02:00" "a rework has a term of its own by the first rule"
unlike "$("$PULT" show "$n" | grep 'Строк до')" 'продовжено' "and is not extended"
extend --until 20.11.2026 --note "Матеріали"
is "$rc" 0 "but may be"
exits 0 "verify is clean" "$PULT" verify
done_testing
