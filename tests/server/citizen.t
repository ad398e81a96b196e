# tests/server/citizen.t - appeals on the centre: folded from the log of a real site, seen by number and PIN,
# guessing limited across processes, redaction obeyed.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
. "$TOP/tests/lib/central.sh"
new_city
new_centre

register() { as olena register --json --text "$1" --topic 01.03 --phone "067 000 12 34" --name "Коваль Іван Петрович" \
	--address "вул. Зелена, 1" >"$T/reg"; n=$(jq -r .number "$T/reg"); pin=$(jq -r .pin "$T/reg"); }
wrong_of() { [ "$1" = 000000 ] && echo 000001 || echo 000000; }

register "Прорив води"
n1=$n pin1=$pin
as olena dispatch "$n1" --to VODA >/dev/null
register 'Текст «"лапки"» <b>& 😀'
n2=$n pin2=$pin
send_base "$GL" "$DB"
is "$code $(json want_pin_key)" "200 true" "the log is taken; the centre asks for the key"
status "$n1" "$pin1"
is "$code $(json error)" "503 pin_key" "without the key no PIN can be checked"
send_key "$GL" "$DB"
is "$code $(json id)" "200 $(sqlite3 "$DB" "SELECT pin_key FROM appeal LIMIT 1")" "the key is taken under its name"
is "$(stat -c %a "$T/pin-keys")" 600 "into a file of its owner alone"
key=$(od -An -v -tx1 "$DB.key" | tr -d ' \n')
not_ok "and is not in the database" bash -c "'$PG_BIN/pg_dump' -h '$PGHOST' -U pult pult | grep -qi '$key'"
: >empty
post "$GL" empty
is "$(json want_pin_key)" null "it is not asked for again"

# --- the answer is that of the site
status "$n1" "$pin1"
is "$code" 200 "number and PIN"
"$PULT" status "$n1" --pin "$pin1" --json | jq -S . >want
jq -S . "$T/body" >got
same_file got want "the same answer as pult status --json"
unlike "$out" "Коваль|067|Зелена" "and nothing of the person"
is "$(header Cache-Control)" no-store "nobody keeps it"
ascii=$(jq -r .ascii want)
for typed in "$ascii" "$(tr 'A-Z' 'a-z' <<<"$ascii")" " ${n1,,} "; do
	status "$typed" "${pin1:0:3} ${pin1:3}"
	is "$code" 200 "typed as «$typed»"
done
"$PULT" accept "$n1" >/dev/null
"$PULT" done "$n1" --result done --text "Замінено засув" >/dev/null
send_base "$GL" "$DB"
status "$n1" "$pin1"
is "$(json state)" done "a new event changes the answer"

# --- the page
page() { request POST "" /status --data-urlencode "number=$1" --data-urlencode "pin=$2" "${@:3}"; }
request GET "" /
is "$code" 200 "the page"
like "$out" '<form method="post" action="/status">' "has a form"
like "$(header Content-Security-Policy)" "default-src 'none'" "and strict headers"
is "$(header Set-Cookie)" "" "no cookie"
page "$n2" "$pin2"
is "$code" 200 "number and PIN on the page"
like "$out" "<dd>$n2</dd>" "it shows the number"
page "<script>\"'" 1
is "$code" 403 "markup instead of a number"
unlike "$out" "<script" "comes back as text"
request POST "" /status --data "number=%ff%00&pin=1"
is "$code" 403 "bytes that are no text"
request GET "" "/v1/status?number=%ff&pin=1"
is "$code" 403 "nor in the address"

# --- what the QR code of the receipt says, for each way the address may be set
for url in "$URL" "$URL/" "$URL/status" "$URL/?number=" "$URL/status?number="; do
	"$PULT" setting url "$url" >/dev/null 2>&1
	"$PULT" receipt "$n1" --format text >paper.txt 2>/dev/null
	"$PULT" receipt "$n1" --format escpos --out paper.bin >/dev/null 2>&1
	link=$(grep -aoE 'https://[^[:space:]]*HL-[0-9]+-[0-9]{2}' paper.bin | head -1)
	[ -n "$link" ] || link=$(grep -aoE 'https://[^[:space:]]*HL-[0-9]+-[0-9]{2}' paper.txt | head -1)
	like "$link" "^$URL.*$ascii\$" "the receipt leads to $link"
	request GET "" "${link#"$URL"}"
	is "$code" 200 "there is a page"
	like "$out" "name=\"number\"[^>]*value=\"$ascii\"" "the number stands in it"
	like "$out" 'name="pin"[^>]*autofocus' "the PIN alone is to be typed"
	unlike "$out" "Прорив|Зелена|<dd>" "nothing of the appeal is told without it"
	is "$(header Content-Type)" "text/html; charset=utf-8" "for people"
done
request GET "" /HL-99999-26
is "$code" 200 "a number that nobody has gets the same page"
for path in /HL-1 /HL-1-2026 /-1-26 /HL-x-26 "/HL-1-26/" /favicon.ico /v1/HL-1-26; do
	request GET "" "$path"
	is "$code" 404 "$path is no number"
done
request GET "" '/?number=%3Cscript%3E%22'
unlike "$out" "<script" "markup as a number comes back as text"
request GET "" "/?number=%ff"
is "$code" 200 "bytes that are no text are left out"

# --- guessing, at two processes
sql "DELETE FROM attempt"
one=$URL
start_central two
two=$URL
bad=$(wrong_of "$pin2")
for i in 1 2 3 4 5; do
	[ $((i % 2)) = 0 ] && URL=$one || URL=$two
	status "$n2" "$bad"
	is "$code" 403 "wrong PIN $i"
done
status "$n2" "$pin2"
is "$code $(json error)" "429 rate" "after five even the right one is refused, at the other process too"
like "$(header Retry-After)" '^[1-9][0-9]?$' "and told when to come back"
status "$n1" "$pin1"
is "$code" 200 "another appeal is not"
"$PULT" status "$n1" --pin "$pin1" >/dev/null
status "ГЛ-99999/26" 123456
cp "$T/body" unknown
sql "DELETE FROM attempt"
status "$n2" "$bad"
same_file "$T/body" unknown "a number that nobody has is answered like a wrong PIN"
sql "DELETE FROM attempt"
for i in {1..20}; do status "ГЛ-$((90000 + i))/26" 123456; done
is "$code" 403 "twenty wrong numbers from one address"
status "$n1" "$pin1"
is "$code" 429 "then the address waits"
is "$(sql "SELECT count(*) FROM attempt WHERE what LIKE 'pin:%'")" 20 "each number has its counter"

# many at once: not more than five are answered
sql "DELETE FROM attempt"
for i in {1..40}; do
	echo "url = \"$([ $((i % 2)) = 0 ] && echo "$one" || echo "$two")/v1/status?number=$ascii&pin=$((100000 + i))\""
	echo "output = /dev/null"
done | curl -sS --cacert "$T/tls/ca.pem" --parallel --parallel-max 40 --config - -w '%{http_code}\n' >codes 2>/dev/null
is "$(sort codes | uniq -c | awk '{ printf "%s%s:%s", s, $2, $1; s = " " }')" "403:5 429:35" "forty at once at two processes: five are answered"
sql "DELETE FROM attempt"
# their order is known from here: a right PIN among wrong ones is not let past them
for i in {1..60}; do
	echo "url = \"$([ $((i % 2)) = 0 ] && echo "$one" || echo "$two")/v1/status?number=$ascii&pin=$([ $i -gt 30 ] && echo "$pin1" || echo $((100000 + i)))\""
	echo "output = /dev/null"
done | curl -sS --cacert "$T/tls/ca.pem" --parallel --parallel-max 12 --config - -w '%{http_code}\n' >codes 2>/dev/null
is "$(grep -c 403 codes) $(tail -20 codes | sort -u)" "5 429" "nor do right ones come through behind them"
is "$(sql "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")" 0 "nobody has kept a place in the queue"
sql "DELETE FROM attempt"

# --- a proxy says where a request came from, and only a trusted one
PLAIN=1 start_central three --proxy 127.0.0.1
for i in {1..21}; do status "ГЛ-$((80000 + i))/26" 123456 -H "X-Forwarded-For: 8.8.8.8, 203.0.113.7"; done
is "$code" 429 "one address behind the proxy"
status "$n1" "$pin1" -H "X-Forwarded-For: 203.0.113.7, 203.0.113.8"
is "$code" 200 "does not stop another one"
request GET "" /metrics -H "X-Forwarded-For: 127.0.0.1"
is "$code" 404 "metrics are not for who comes through it"
URL=$one
for i in {1..21}; do status "ГЛ-$((70000 + i))/26" 123456 -H "X-Forwarded-For: 203.0.113.$i"; done
is "$code" 429 "without a trusted proxy the header says nothing"
sql "DELETE FROM attempt"

# --- redaction: the body goes, the rest of the appeal and the chain hold
seq=$(sqlite3 "$DB" "SELECT seq FROM event WHERE kind = 'registered' ORDER BY seq DESC LIMIT 1")
exits 0 "the site erases the text" "$PULT" redact "$n2" --fields text --reason "Заява особи"
send_base "$GL" "$DB"
is "$code" 200 "a redaction is taken"
is "$(sql "SELECT body FROM event WHERE site = 'ГЛ' AND seq = $seq")" "" "the body is gone"
is "$(sql "SELECT count(*) FROM appeal WHERE data LIKE '%лапки%'")" 0 "from the appeal as well"
get "$CN" "after=0&limit=1000"
is "$(jq -r "select(.seq == $seq) | .body" "$T/body")" "" "it is handed out empty"
still_there() {
	status "$n2" "$pin2"
	is "$code $(json number)" "200 $n2" "$1"
	exits 0 "the log holds" "$CENTRAL" verify
	like "$out" ': 2' "and the appeals follow from it"
}
still_there "what was not erased is as it was"
sql "DELETE FROM event; DELETE FROM appeal; UPDATE chain SET seq = 0, hlc = 0, hash = decode(repeat('00', 32), 'hex')"
send_base "$GL" "$DB"
still_there "the same when all of it comes after it was erased"

# --- what no redaction names is whole
emptied() { # WHERE DESC
	sql "CREATE TABLE was AS SELECT site, seq, body FROM event WHERE $1; UPDATE event SET body = '' WHERE $1"
	exits 1 "$2" "$CENTRAL" verify
	like "$out" "$(sql "SELECT site || '.' || seq FROM was LIMIT 1"): " "is a fault"
	sql "UPDATE event e SET body = w.body FROM was w WHERE w.site = e.site AND w.seq = e.seq; DROP TABLE was"
}
subject=$(sqlite3 "$DB" "SELECT subject FROM appeal WHERE number = '$n2'")
emptied "subject = '$subject' AND kind = 'pin'" "a body emptied beside what a redaction names"
emptied "subject = '$subject' AND kind = 'redacted'" "the redaction itself without its body"
exits 0 "with them it holds" "$CENTRAL" verify

# --- a site empties only what its redaction is about
subject=$(sqlite3 "$DB" "SELECT subject FROM appeal WHERE number = '$n1'")
other=$(sqlite3 "$DB" "SELECT subject FROM appeal WHERE number = '$n2'")
body=$(sql "SELECT body FROM event WHERE site || '.' || seq = '$subject'")
event ЦН redacted "{\"fields\":[\"text\"],\"note\":\"x\",\"rows\":[{\"site\":\"ГЛ\",\"seq\":${subject#*.},\"kept\":{}}]}" \
	"$other" >strange.jsonl
post "$CN" strange.jsonl
is "$code" 200 "a redaction that names a row of another thing"
is "$(sql "SELECT body FROM event WHERE site || '.' || seq = '$subject'")" "$body" "empties nothing of it"
exits 0 "the log holds" "$CENTRAL" verify

# --- a site goes on without knowing of a redaction: its text stays nowhere, whichever of the two comes first
hidden() { is "$(sql "SELECT count(*) FROM event WHERE body LIKE '%Прихован%'") $(sql "SELECT count(*) FROM appeal WHERE data LIKE '%Прихован%'")" "0 0" "$1"; }
event ЦН edited '{"q":1,"knows":"","set":{"text":"Прихована правка"}}' "$other" >late1.jsonl
post "$CN" late1.jsonl
is "$code" 200 "a correction of what was erased before"
hidden "comes emptied"
exits 0 "the log holds" "$CENTRAL" verify
event ЦН edited '{"q":1,"set":{"address":"вул. Прихована, 1"}}' "$subject" >late2.jsonl
post "$CN" late2.jsonl
is "$code $(sql "SELECT count(*) FROM event WHERE body LIKE '%Прихован%'")" "200 1" "a correction of what is erased after"
"$PULT" redact "$n1" --fields address --reason "Заява особи" >/dev/null 2>&1
send_base "$GL" "$DB"
is "$code" 200 "by a site that has not got it"
hidden "is emptied then"
known=$(sqlite3 "$DB" "SELECT redacted FROM appeal WHERE number = '$n1'")
AT=$((($(date +%s) + 5) * 1000)) event ЦН edited "{\"q\":1,\"knows\":\"$known\",\"set\":{\"address\":\"вул. Нова, 1\"}}" "$subject" >after.jsonl
post "$CN" after.jsonl
is "$code $(sql "SELECT count(*) FROM appeal WHERE data LIKE '%вул. Нова, 1%'")" "200 1" "who knows of it may write anew"
late=$(tail -1 late2.jsonl | jq .seq)
exits 1 "who has got it, and has not said what is left of his own" "$CENTRAL" verify
like "$out" "ЦН\\.$late: " "is told"
AT=$((($(date +%s) + 6) * 1000)) event ЦН redacted "{\"fields\":[\"address\"],\"note\":\"x\",\"late\":true,\"rows\":[{\"site\":\"ЦН\",\"seq\":$late,\"kept\":{\"q\":1,\"set\":{\"address\":\"\"}}}]}" \
	"$subject" >rest.jsonl
post "$CN" rest.jsonl
is "$code" 200 "it says it"
exits 0 "the log holds, the appeals follow" "$CENTRAL" verify

# --- keys of PINs
for i in $(seq 2 32); do
	request POST "$GL" /v1/pin-key --data "{\"key\":\"$(printf '%064d' "$i")\"}"
done
is "$code" 200 "a site gives 32 keys"
request POST "$GL" /v1/pin-key --data "{\"key\":\"$(printf '%064d' 99)\"}"
is "$code $(json error)" "403 keys" "and no more"
request POST "$GL" /v1/pin-key --data "{\"key\":\"$(printf '%064d' 2)\"}"
is "$code" 200 "one that is known is told by its name still"
is "$(grep -c '^ГЛ' "$T/pin-keys")" 32 "the file grows no more"

# --- a merge: an older event of another site has the subject folded again
subject=$(sqlite3 "$DB" "SELECT subject FROM appeal WHERE number = '$n1'")
AT=$((($(date +%s) - 86400) * 1000)) event ЦН edited '{"set":{"topic_name":"Інша тема"}}' "$subject" >late.jsonl
post "$CN" late.jsonl
is "$code" 200 "an event of yesterday from another site"
exits 0 "folded in its place" "$CENTRAL" verify
sql "UPDATE appeal SET data = replace(data, 'Замінено', 'Змінено')"
exits 1 "a row that was changed by hand" "$CENTRAL" verify
like "$out" "$subject" "is named"
sql "INSERT INTO appeal SELECT 'ГЛ.9999', site, 'HL-9999-26', number, pin_mac, pin_key, hlc, data FROM appeal LIMIT 1"
coproc psql -qAtX
echo "BEGIN; SELECT count(*) FROM appeal;" >&"${COPROC[1]}"
read -r -t 20 seen <&"${COPROC[0]}"
exits 0 "made anew, while somebody reads ($seen)" "$CENTRAL" rebuild
reader=$COPROC_PID
exec {COPROC[1]}>&-
wait $reader
is "$(sql "SELECT count(*) FROM appeal WHERE subject = 'ГЛ.9999'")" 0 "without a row that no event has made"
exits 0 "it follows again" "$CENTRAL" verify

# --- a row that an older program made, without the names of added questions, is folded anew by the next event
register "Дві біди"
as olena question "$n" --text "Ще й темно" --topic 03.05 >/dev/null
send_base "$GL" "$DB"
sql "UPDATE appeal SET data = regexp_replace(replace(data, '\"v\":3,', ''), ',\"made_by\":\"[^\"]*\"', '')" >/dev/null
as olena dispatch "$n.2" --to SVITLO >/dev/null
send_base "$GL" "$DB"
is "$(sql "SELECT data::json->'questions'->1->>'state' FROM appeal WHERE data::json->>'number' = '$n'")" dispatched \
	"a move of the added question counts"
sql "UPDATE projection SET version = 1; UPDATE appeal SET data = regexp_replace(data, '\"rev\":[0-9]+', '\"rev\":1')"
exits 1 "the others do not follow" "$CENTRAL" verify
like "$out" "pult-central rebuild" "and the sentence says why"
start_central four
like "$(<four.log)" "older program: run pult-central rebuild" "so does the journal of who serves"
exits 0 "init makes them anew by itself" "$CENTRAL" init
like "$out" ': 3\.' "all of them"
exits 0 "and all follows" "$CENTRAL" verify
unlike "$out" "rebuild" "nobody speaks of it any more"
sql "UPDATE projection SET version = 99"
exits 6 "rows of a newer program are left alone" "$CENTRAL" init
sql "UPDATE projection SET version = 3"
# --- numbers by a template of the site's own: the twin finds them
sql "DELETE FROM attempt"
sqlite3 "$DB" "UPDATE meta SET value = '{site}_{n}_{yyyy}' WHERE key = 'number_template'"
register "Інший вигляд номера"
send_base "$GL" "$DB"
like "$n" '^ГЛ_[0-9]+_20' "a number by another template"
ascii=$(sqlite3 "$DB" "SELECT ascii FROM appeal WHERE number = '$n'")
status "$ascii" "$pin"
is "$code $(json number)" "200 $n" "is found by its twin"
status "$ascii" "$(wrong_of "$pin")"
is "$code" 403 "with a wrong PIN it is refused"
status "$ascii" "$pin"
is "$code $(sql "SELECT count(*) FROM attempt WHERE what LIKE 'pin:%'")" "200 0" "a right one has the wrong one forgotten"
done_testing
