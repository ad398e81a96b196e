# tests/cli/calls.t - the call journal from the shell: search, filters, JSON, links with appeals, rights, exit
# codes, and verify.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 12:00"

new_city || bail "the base"
feed() { "$B/tests/callfeed" "$DB" "$1"; }
tabs() { tr '|' '\t'; }
# id, begin, number, direction, outcome, wait, talk, operator, queue, name, recording
is "$(tabs <<'CALLS' | feed batch
1795.1|19.11.2026 09:00|0670001234|in|answered|7|125|olena|1580||2026/11/19/1795.1.wav
1795.2|19.11.2026 09:10|+380501112233|in|lost|41|0||1580
1795.3|19.11.2026 09:20|032 297-55-66|in|short|2|0||1580
1795.4|19.11.2026 23:59|anonymous|in|answered|3|3700|super|1580
1795.5|20.11.2026 00:01|0670001234|out|missed|25|0|kontr
1795.6|20.11.2026 10:30|067 000 12 34|out|out|9|61|kontr|||x/y.wav
1795.7|20.11.2026 11:00|0930000000|in|answered|1|10|olena|1580|Їжак Єва
CALLS
)" "7 0" "seven calls are added"
ids() { # QUERY… → ids, the newest first
	out=$("$PULT" calls --json "$@") && printf '%s' "$out" | jq -r '[.[].id | ltrimstr("1795.")] | join(" ")'
}

is "$(ids)" "7 6 5 4 3 2 1" "all of them, the newest first"
is "$(ids --limit 2)" "7 6" "--limit"
exits 0 "a table for people" "$PULT" calls --limit 3
is "$(wc -l <<<"$out")" 3 "of three lines"
like "$out" '20\.11\.2026 10:30 \+380 67 000 12 34 вихідний +0:09 +1:01 kontr' "with time, number, outcome, seconds, operator"
like "$err" "--limit 0" "and says how to see more"
exits 0 "nothing found is no failure" "$PULT" calls 99999
is "$out" "" "without a row"
like "$err" "Нічого не знайдено" "and a sentence"

# --- search
is "$(ids 1234)" "6 5 1" "the end of a number"
is "$(ids 0670001)" "6 5 1" "its beginning as people say it"
is "$(ids +380670001234)" "6 5 1" "as E.164"
is "$(ids 067 000 12 34)" "6 5 1" "in parts"
is "$(ids 2975566)" "3" "a number of the city"
is "$(ids 0)" "7 6 5 3 2 1" "one digit; a hidden number has none"
is "$(ids тел:1234 виклик:недозвон)" "5" "with a filter"
is "$(ids call:lost)" "2" "an outcome in English"
is "$(ids виклик:втрачені виклик:короткий)" "3 2" "any of two"
is "$(ids оператор:kontr)" "6 5" "an operator by login"
is "$(ids 'оператор:"Бойко Марта"')" "6 5" "and by name"
is "$(ids дата:19.11.2026)" "4 3 2 1" "a day ends at midnight in Kyiv"
is "$(ids від:20.11.2026)" "7 6 5" "from a day on"
is "$(ids до:вчора)" "4 3 2 1" "up to yesterday"
is "$(ids "від:\"19.11.2026 09:15\"" до:19.11.2026)" "4 3" "from a minute on"
is "$(ids їжак)" "7" "a name"
is "$(ids "];fr")" "7" "typed with the other layout"
exits 2 "a filter of appeals" "$PULT" calls вул:Зелена
like "$err" "тел:.*виклик:" "the known ones are named"
exits 2 "an outcome that cannot be" "$PULT" calls виклик:дивний
like "$err" "розмова, втрачений, короткий, без відповіді, вихідний" "the list of them"
exits 2 "a filter of calls is none of appeals" "$PULT" find виклик:втрачені

# --- JSON
out=$("$PULT" calls --json 1234 --limit 1)
is "$(jq -rc '.[0] | keys | join(" ")' <<<"$out")" \
	"appeals at direction id name operator outcome phone queue raw recording talk_s wait_s" "fields of a call"
is "$(jq -rc '.[0] | [.id, .at, .phone, .raw, .direction, .queue, .operator, .wait_s, .talk_s, .outcome, .recording, .appeals]' \
	<<<"$out")" '["1795.6","2026-11-20T10:30:00+02:00","+380670001234","067 000 12 34","out",null,"kontr",9,61,"out","x/y.wav",[]]' \
	"and their values"
is "$("$PULT" calls --json оператор:super | jq -rc '.[0] | [.phone, .raw]')" '[null,"anonymous"]' "a hidden number"

# --- appeals
exits 0 "an appeal by a call" as olena register --json --text "Немає води" --topic 01.01 --phone 0670001234 \
	--name "Коваль Іван" --call 1795.1
n=$(field number)
is "$(ids коваль)" "6 5 1" "the calls of a number have the name of its appeals"
as super edit "$n" --name "Мельник Іван" >/dev/null
is "$(ids коваль)" "" "a name that was corrected is not found any more"
is "$("$PULT" calls --json мельник | jq -rc '[.[].name] | unique | join(" ")')" "Мельник Іван" "the calls have the new one"
as super edit "$n" --name "Коваль Іван" >/dev/null
is "$("$PULT" calls --json 1234 | jq -c '[.[].appeals]')" "[[],[],[\"$n\"]]" "the call knows its appeal"
is "$("$PULT" show "$n" --json | jq -c '[.calls[] | [.id, .outcome, .talk_s]]')" '[["1795.1","answered",125]]' \
	"and the appeal its call"
exits 2 "an id that cannot be" as olena register --text "х" --call "a b"
as olena dispatch "$n" --to VODA >/dev/null && as vodak accept "$n" >/dev/null
as vodak "done" "$n" --result "done" --text "Зроблено" >/dev/null
exits 2 "an id that cannot be, of a confirmation" as kontr confirm "$n" --outcome yes --via call --call "a,b"
exits 0 "a call-back without an answer" as kontr confirm "$n" --outcome no-answer --via call --call 1795.5
exits 0 "and the one that confirms" as kontr confirm "$n" --outcome yes --via call --call 1795.6
is "$("$PULT" show "$n" --json | jq -rc '[.calls[].id] | join(" ")')" "1795.1 1795.5 1795.6" "all of them, in order"
is "$("$PULT" show "$n" --json | jq -r .confirmed.call)" "1795.6" "by which call it was confirmed"
exits 0 "one that is not in the journal" as olena register --json --text "Друге" --call pbx-2.77
m=$(field number)
is "$("$PULT" show "$m" --json | jq -c '.calls[0] | [.id, .at, .outcome]')" '["pbx-2.77",null,null]' "has only its id"
is "$(printf 'pbx-2.77\t20.11.2026 11:55\t1580\n' | feed live)" "1 0" "until it has ended"
is "$("$PULT" show "$m" --json | jq -c '.calls[0] | [.id, .phone]')" '["pbx-2.77","1580"]' "then all"

# --- rights
exits 0 "an operator reads the journal" as olena calls
is "$(as olena calls --json мої | jq -r length)" 2 "and finds own calls"
exits 4 "an executor does not" as vodak calls
like "$err" "^pult: Журнал викликів читають" "with a sentence"
exits 4 "nor an administrator" as admin calls

# --- verify
exits 0 "all is well" "$PULT" verify
sqlite3 "$DB" "UPDATE call SET talk_s = 0 WHERE uid = '1795.1'"
exits 1 "a changed call is found" "$PULT" verify
like "$err" "Виклики з ГЛ\.[0-9]+ не ті" "with a sentence"
sqlite3 "$DB" "UPDATE call SET talk_s = 125 WHERE uid = '1795.1'"
exits 0 "as it was" "$PULT" verify
sqlite3 "$DB" "DELETE FROM call WHERE uid = '1795.3'"
exits 1 "a removed call is found" "$PULT" verify
done_testing
