# tests/server/status_elsewhere.t - `pult status` of an appeal of another site: its PIN is not known here, so the centre
# is asked, for a few seconds at most; without the centre that is said in a sentence.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
. "$TOP/tests/lib/sites.sh"
new_centre
token_files
join_site a ГЛ gl
join_site b ЦН cn
register() { site "$1" register --json --text "Прорив води" --topic 01.03 >reg; n=$(jq -r .number reg); pin=$(jq -r .pin reg); }
even() { site "$1" sync --once >/dev/null; }
wrong_of() { [ "$1" = 000000 ] && echo 000001 || echo 000000; }

register a
n1=$n pin1=$pin
site a question "$n1" --text "Ще й темно" --topic 03.05 >/dev/null
even a
even b
exits 0 "an appeal of another site" site b status "$n1" --pin "$pin1" --json
like "$err" '^pult: .*центр' "says who answers"
printf '%s' "$out" | jq -S 'del(.answered_by)' >got
is "$(printf '%s' "$out" | jq -r .answered_by)" centre "JSON says it too"
site a status "$n1" --pin "$pin1" --json | jq -S . >want
same_file got want "the answer is that of its own site"
exits 0 "for people" site b status "$n1" --pin "$pin1"
is "$out" "$(site a status "$n1" --pin "$pin1")" "in the same lines"
like "$out" "^$n1"$'\t[0-9]{2}\.[0-9]{2}\.20[0-9]{2} [0-9]{2}:[0-9]{2}\t' "number, minute, state"
like "$out" "$n1.2"$'\t' "and the questions"
register a
even a
exits 0 "one that has not come here yet" site b status "$(jq -r .ascii reg)" --pin "$pin"
exits 3 "it is not here indeed" site b show "$n"

# --- wrong, and too often
exits 4 "a wrong PIN" site b status "$n1" --pin "$(wrong_of "$pin1")"
said=$err
exits 4 "a number that nobody has" site b status "ГЛ-99999/26" --pin 123456
is "$err" "$said" "is answered in the same words"
for i in 2 3 4 5; do site b status "$n1" --pin "$(wrong_of "$pin1")" >/dev/null 2>&1; done
exits 6 "after five even the right one waits" site b status "$n1" --pin "$pin1"
like "$err" 'Забагато' "and is told how long"
is "$(sql "SELECT tries FROM attempt WHERE what LIKE 'source:%'")" 6 "what waits here does not go to the centre"
is "$(sqlite3 -readonly b.db "SELECT count(*) FROM event WHERE body LIKE '%$pin1%'")" 0 "no PIN is written down"

# --- no centre
register b
exits 0 "an appeal of this site" site b status "$n" --pin "$pin"
is "$err" "" "is answered here"
kill -STOP "$PID_one"
exits 6 "a centre that is silent" site b status ГЛ-2/26 --pin 123456
like "$err" 'іншого пункту.*не відповідає' "is not waited for"
kill -CONT "$PID_one"
stop_central one
exits 6 "one that is away" site b status ГЛ-2/26 --pin 123456
like "$err" 'іншого пункту.*не відповідає' "is told in a sentence"
exits 0 "an appeal of this site" site b status "$n" --pin "$pin"
is "$(sqlite3 -readonly b.db "SELECT count(*) FROM attempt WHERE what LIKE 'pin:%-2-26'")" 0 "what was not checked is no wrong try"
site b setting central "" >/dev/null 2>&1
exits 4 "where there is no centre" site b status ГЛ-2/26 --pin 123456
done_testing
