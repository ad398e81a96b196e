# tests/cli/redact_calls.t - what lies beside an appeal is erased too: calls linked with it, those of a telephone, and
# consultations; the digests of the journal hold, and what comes late from the exchange brings nothing back.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 12:00"

new_city || bail "the base"
feed() { tr '|' '\t' | "$B/tests/callfeed" "$DB" "$1"; }
raw() { cat "$DB" "$DB"-wal 2>/dev/null | grep -c -a -F -e "$1"; }
journal() { sqlite3 "$DB" "SELECT group_concat(ifnull(num, '-') || '/' || raw || '/' || name || '/' || recording, ' ') FROM call $1"; }
# id, begin, number, direction, outcome, wait, talk, operator, queue, name, recording
feed batch >/dev/null <<'CALLS'
1.1|19.11.2026 09:00|0677654321|in|answered|7|125|olena|1580|Крилатюк Зеновій|2026/11/19/q-0677654321-1.1.wav
1.2|19.11.2026 09:10|0677654321|in|lost|41|0||1580|Крилатюк
1.3|19.11.2026 09:20|0501112233|in|answered|2|60|olena|1580|Інша|2026/11/19/1.3.wav
1.4|19.11.2026 09:30|0677654321|in|answered|2|60|olena|1580||2026/11/19/1.4.wav
CALLS
feed live >/dev/null <<'CALLS'
1.5|20.11.2026 11:40|0677654321|in|answered|2|60|olena|1580|Крилатюк
CALLS
for id in 1.1 1.5 1.9; do
	"$PULT" register --text "Яма" --phone "067 765 43 21" --name "Крилатюк Зеновій" --call $id >/dev/null
done
exits 0 "a consultation by a call" "$PULT" consult --topic 15.01 --phone 0677654321 --text "Питав Крилатюк" \
	--address "вул. Зелена, 44" --call 1.4 --json
id=$(field id)
exits 0 "another from there" "$PULT" consult --topic 15.01 --phone 0677654321 --text "Питав Крилатюк удруге"
exits 0 "one of somebody else" "$PULT" consult --topic 15.01 --phone 0501112233 --text "Чуже"
exits 0 "the log holds" "$PULT" verify

# --- by an appeal
exits 0 "the applicant of the first appeal" as kerivnyk redact ГЛ-1/26 --fields name,phone --reason "Заява"
is "$(journal "WHERE uid = '1.1'")" "-///" "the call linked with it has no telephone, no name, no file named by the telephone"
is "$(journal "WHERE uid = '1.2'")" "380677654321/0677654321/Крилатюк/" "one that is not linked stays"
is "$("$PULT" show ГЛ-1/26 --json | jq -c '.calls[0] | [.phone, .raw, .name, .talk_s]')" '[null,null,null,125]' "show has nothing of it"
unlike "$("$PULT" show ГЛ-1/26)" "Крилатюк|67 765|7654321" "in words neither"
is "$("$PULT" calls 7654321 --json | jq -c '[.[].id]')" '["1.5","1.4","1.2"]' "its telephone does not find it"
is "$("$PULT" calls 543 --json | jq -c '[.[].id]')" '["1.5","1.4","1.2"]' "nor three digits of it"
is "$("$PULT" calls Зеновій --json | jq -c 'any(.[]; .id == "1.1")')" false "nor the name"
exits 0 "the journal holds" "$PULT" verify
exits 0 "the call of this hour" as kerivnyk redact ГЛ-2/26 --fields name,phone --reason "Заява"
is "$(journal "WHERE uid = '1.5'")" "-///" "is emptied before its hour is over"
exits 0 "the journal holds" "$PULT" verify
exits 0 "files of the first" as kerivnyk redact ГЛ-1/26 --fields all --reason "Усе"
exits 4 "and nothing is left of it" as kerivnyk redact ГЛ-1/26 --fields name,phone,text --reason "Ще"
exits 0 "one whose call has not come yet" as kerivnyk redact ГЛ-3/26 --fields name,phone --reason "Заява"
feed batch >/dev/null <<'CALLS'
1.9|20.11.2026 11:45|0677654321|in|answered|2|60|olena|1580|Крилатюк
1.1|19.11.2026 09:00|0677654321|in|answered|7|125|olena|1580|Крилатюк Зеновій|2026/11/19/q-0677654321-1.1.wav
CALLS
is "$(journal "WHERE uid IN ('1.1', '1.9')")" "-/// -///" "the exchange brings nothing back"
exits 0 "the journal holds" "$PULT" verify

# --- a consultation, by its id
exits 4 "an operator may not" as olena redact "$id" --fields phone --reason "Заява"
exits 2 "why?" as kerivnyk redact "$id" --fields phone
exits 0 "one consultation" as kerivnyk redact "$id" --fields all --reason "Заява" --json
is "$(jq -c . <<<"$out")" '{"consultations":1,"calls":0,"appeals":[]}' "that one"
is "$(sqlite3 "$DB" "SELECT phone || phone_raw || text || address || topic FROM consultation WHERE subject = '$id'")" 15.01 \
	"who and what is gone, that it was stays"
is "$(journal "WHERE uid = '1.4'")" "-///" "with its call"
exits 0 "the log holds" "$PULT" verify
exits 4 "there is nothing more of it" as kerivnyk redact "$id" --fields all --reason "Ще"

# --- all of a telephone
exits 4 "an operator may not" as olena redact 0677654321 --fields all --reason "Заява"
exits 2 "a few digits are no telephone" as kerivnyk redact 7654 --fields all --reason "Заява"
exits 0 "all of the telephone" as kerivnyk redact "067 765-43-21" --fields all --reason "Заява" --json
is "$(jq -c . <<<"$out")" '{"consultations":1,"calls":1,"appeals":[]}' "consultations and calls"
"$PULT" register --text "Ще яма" --phone 0677654321 >/dev/null
"$PULT" consult --topic 15.01 --phone 0677654321 >/dev/null
exits 0 "again" as kerivnyk redact 0677654321 --fields phone --reason "Заява"
like "$out" "ГЛ-4/26" "the appeals from it are named"
exits 0 "that one too" as kerivnyk redact ГЛ-4/26 --fields all --reason "Заява"
exits 4 "there is nothing more" as kerivnyk redact 0677654321 --fields phone --reason "Ще"
exits 3 "nothing is known of him" "$PULT" export person 0677654321
for word in Крилатюк 7654321 "765 43 21" "Зелена, 44" 380677654321; do
	is "$(raw "$word")" 0 "«$word» is in the base no more"
done
[ "$(raw "0501112233")" -gt 0 ] && pass "what is another's stays" || fail "what is another's stays"
is "$("$PULT" export person 0501112233 | jq -c '[(.calls | length), (.consultations | length)]')" '[1,1]' "all of it"
exits 0 "the log holds" "$PULT" verify
exits 0 "rows are made anew" "$PULT" rebuild
exits 0 "and hold" "$PULT" verify
exits 0 "a copy" "$PULT" backup copy.pult
exits 0 "holds" "$PULT" verify --db copy.pult
sqlite3 "$DB" "UPDATE call SET talk_s = 1 WHERE uid = '1.1'"
exits 1 "a changed row of an emptied batch shows" "$PULT" verify
exits 0 "an erasing" as kerivnyk redact 0501112233 --fields all --reason "Заява"
exits 1 "does not make it good" "$PULT" verify
done_testing
