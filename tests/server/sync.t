# tests/server/sync.t - the protocol of pult-sync(7) against a real PostgreSQL and over TLS: sending,
# receiving, what is refused, two processes on one database.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
position() { header Pult-Next | sed 's/-.*//'; }

# --- nobody without a token
request GET "" /v1/events
is "$code $(json error)" "401 token" "no token: 401"
request GET "${GL%?}x" /v1/events
is "$code" 401 "nobody's token: 401"
request GET "" /v1/time
is "$code" 200 "the time needs no token"
ok "and is now" test $(($(json now) / 1000 - $(date +%s))) -le 2
request GET "" /v1/health
is "$code $(json status)" "200 ok" "it is well"
is "$(sql "SELECT count(*) FROM site WHERE encode(token, 'escape') LIKE '%$GL%'")" 0 "the token is not in the database"

# --- sending
event ГЛ site_created '{"name":"Гаряча лінія"}' >/dev/null
event ГЛ noted '{"note":"лапки \" та \\ і 😀"}' ГЛ.1 >/dev/null
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 2" "two events are taken"
is "$(json head)" "$(tail -1 ГЛ.jsonl | jq -r .hash | cut -c1-8)" "with the head of the log"
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 2" "sent again: the same answer"
is "$(sql 'SELECT count(*), max(pos) FROM event')" "2|2" "and nothing is stored twice"
: >empty
post "$GL" empty
is "$code $(json acked)" "200 2" "an empty request asks where the log stands"
event ГЛ noted '{"note":"третя"}' ГЛ.1 >/dev/null
gzip -k ГЛ.jsonl
post "$GL" ГЛ.jsonl.gz -H "Content-Encoding: gzip"
is "$code $(json acked)" "200 3" "old and new together, gzipped"
event ГЛ noted '{}' ГЛ.1 500 >/dev/null
post "$GL" ГЛ.jsonl -H "Transfer-Encoding: chunked"
is "$code $(json acked)" "200 503" "500 more in chunks"
is "$(sql "SELECT count(*), count(DISTINCT pos), max(pos) FROM event")" "503|503|503" "positions have no gaps"

# --- receiving
get "$CN" "after=0&limit=2"
is "$code $(header Pult-Next)" "200 2-$(sed -n 2p ГЛ.jsonl | jq -r .hash | cut -c1-8)" "the other site gets the first two"
is "$(jq -rs 'map(.seq|tostring) | join(" ")' "$T/body")" "1 2" "in order"
jq -c 'del(.pos)' "$T/body" | jq -cS . >got
head -2 ГЛ.jsonl | jq -cS . >want
same_file got want "byte for byte what was sent, the body as well"
get "$CN" "after=$(header Pult-Next)&limit=1000" --compressed
is "$(wc -l <"$T/body") $(position)" "501 503" "the others, gzipped"
like "$(header Content-Encoding)" gzip "really"
get "$GL" "after=0"
is "$code [$out] $(position)" "200 [] 503" "its own events are not handed back; the position goes forward"
get "$GL" "site=own&after=500"
is "$(jq -rs 'map(.seq|tostring) | join(" ")' "$T/body")" "501 502 503" "a restored site gets its own"
is "$(header Pult-Next)" 503 "whose numbers are those of the site"
is "$(header Pult-Head)" "$(tail -1 ГЛ.jsonl | jq -r .hash | cut -c1-8)" "with the head"
get "$CN" "after=504"
is "$code $(json error) $(json last)" "409 position 503" "a position that was never given"
get "$CN" "after=2-00000000"
is "$code $(json error)" "409 position" "a position of another log"
for q in "after=x" "after=1-" "after=1-xyz"  "after=-1" "limit=0" "limit=1001" "wait=61" "site=ГЛ"; do
	get "$CN" "$q"
	is "$code $(json error)" "400 request" "refused: $q"
done

# --- kinds that stay at the centre
event ЦН site_created '{}' >/dev/null
for k in login login_refused locked viewed played printed pin noted; do event ЦН $k '{}' ЦН.1 >/dev/null; done
post "$CN" ЦН.jsonl
get "$GL" "after=503"
is "$(jq -rs 'map(.kind) | join(" ")' "$T/body")" "site_created noted" "logins, views, prints and PINs are not passed on"
is "$(position)" 512 "the position goes over them"

# --- what is refused
tail -1 ГЛ.jsonl | jq -c '.seq = 505' >gap.jsonl
post "$GL" gap.jsonl
is "$code $(json error) $(json expected)" "409 gap 504" "a gap: the seq that is wanted"
tail -1 ГЛ.jsonl | jq -c '.hash = .body_hash' >fork.jsonl
post "$GL" fork.jsonl
is "$code $(json error)" "409 fork" "a known seq with another hash"
cp ГЛ.jsonl good.jsonl
event ГЛ noted '{"n":1}' ГЛ.1 >next.jsonl
jq -c '.at += 1' next.jsonl >fork.jsonl
post "$GL" fork.jsonl
is "$code $(json error) $(json expected)" "409 fork 504" "a hash that does not follow"
jq -c '.body = "{\"n\":2}"' next.jsonl >wrong.jsonl
post "$GL" wrong.jsonl
is "$code $(json error) $(json seq)" "422 event 504" "a body that is not what was hashed"
jq -c '.v = "1"' next.jsonl >bad.jsonl
post "$GL" bad.jsonl
is "$code $(json error)" "400 request" "a member of another type"
{ cat next.jsonl; echo '{"site":'; } >bad.jsonl
post "$GL" bad.jsonl
is "$code $(json error)" "400 request" "half a line"
post "$CN" next.jsonl
is "$code $(json error)" "403 site" "another site's event"
post "$GL" next.jsonl -H "Content-Encoding: br"
is "$code $(json error)" "415 coding" "a coding that is none"
post "$GL" next.jsonl -H "Content-Encoding: gzip"
is "$code $(json error)" "400 request" "not gzip at all"
head -c 40 ГЛ.jsonl.gz >cut.gz
post "$GL" cut.gz -H "Content-Encoding: gzip"
is "$code $(json error)" "400 request" "gzip that ends too early"
cp good.jsonl ГЛ.jsonl
AT=$((($(date +%s) + 31536000) * 1000)) event ГЛ noted '{}' ГЛ.1 >ahead.jsonl
post "$GL" ahead.jsonl
is "$code $(json error)" "422 clock" "a clock a year ahead"
ok "is told the time" test $(($(json now) / 1000 - $(date +%s))) -le 2
cp good.jsonl ГЛ.jsonl
event ГЛ noted '{}' ГЛ.1 1000 >/dev/null
post "$GL" ГЛ.jsonl
is "$code $(json error) $(json max_events)" "413 size 1000" "too many lines"
request DELETE "$GL" /v1/events
is "$code $(header Allow)" "405 POST, GET" "a method that is none"
request GET "$GL" /v1/nothing
is "$code" 404 "an address that is none"
is "$(sql "SELECT seq FROM chain WHERE site = 'ГЛ'")" 503 "after all of this nothing more is stored"
tail -1000 ГЛ.jsonl >rest.jsonl
post "$GL" rest.jsonl
is "$code $(json acked)" "200 1503" "and the log goes on"

# --- two processes, a long poll
for token in "$GL" "$CN"; do # while a host lacks the key of a site, no poll of it waits long
	request POST "$token" /v1/pin-key --data "{\"key\":\"$(printf '%064d' 1)\"}"
	is "$code" 200 "a site gives its key of PINs"
done
one=$URL
start_central two
get "$CN" "after=512&limit=1000"
next=$(header Pult-Next)
get "$CN" "after=$next&limit=1000"
next=$(header Pult-Next)
curl -sS --cacert "$T/tls/ca.pem" -H "Authorization: Bearer $CN" "$URL/v1/events?after=$next&wait=30" >long.out &
long=$!
polls() { curl -sS --cacert "$T/tls/ca.pem" "$1/metrics" | sed -n 's/^pult_long_polls //p'; }
waits() { [ "$(polls "$URL_two")" = 1 ]; }
ok "a request waits at the second process" until_ok 5 waits
event ГЛ noted '{"long":1}' ГЛ.1 >next.jsonl
before=${EPOCHREALTIME/[.,]/}
URL=$one
post "$GL" next.jsonl
is "$code" 200 "an event comes to the first process"
wait $long
took=$(((${EPOCHREALTIME/[.,]/} - before) / 1000))
is "$(jq -r .seq long.out)" 1504 "the one who waits gets it"
ok "at once ($took ms)" test $took -lt 15000
URL=$URL_two
before=${EPOCHREALTIME/[.,]/}
get "$GL" "after=$((${next%-*} + 1))&wait=1"
took=$(((${EPOCHREALTIME/[.,]/} - before) / 1000))
is "$code [$out]" "200 []" "nothing comes: an empty answer"
ok "when its time is over ($took ms)" test $took -ge 900
curl -sS --cacert "$T/tls/ca.pem" -H "Authorization: Bearer $CN" "$URL/v1/events?after=$((${next%-*} + 1))&wait=60" -o long.out -w '%{http_code}' >long.code &
long=$!
ok "one more waits" until_ok 20 waits
stop_central two
wait $long
is "$(<long.code)" 200 "a server that ends lets go who waits"
URL=$one

# --- the token
exits 0 "a new token" "$CENTRAL" token гл
new=$out
get "$GL" ""
is "$code" 401 "the old one is nobody's at once"
get "$new" ""
is "$code" 200 "the new one is the site's"
exits 0 "taken away" "$CENTRAL" token ГЛ --revoke
get "$new" ""
is "$code" 401 "nobody's"

# --- verify sees what was changed behind its back
exits 0 "the log holds" "$CENTRAL" verify
like "$out" "1513" "every event was looked at"
sql "UPDATE event SET body = '{}' WHERE site = 'ГЛ' AND seq = 2"
exits 1 "a changed body" "$CENTRAL" verify
like "$out" 'ГЛ\.2: ' "is named"
sql "DELETE FROM event WHERE site = 'ЦН' AND seq = 4"
exits 1 "a removed event" "$CENTRAL" verify
like "$out" 'ЦН\.5: ' "is named"
done_testing
