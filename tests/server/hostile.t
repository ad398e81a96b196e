# tests/server/hostile.t - clients that mean harm, and a database that goes away: each is refused, nothing is
# stored, the server lives and stays small.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
stop_central one
PLAIN=1 start_central one --patience 5 --threads 4
port=$PORT
for token in "$GL" "$CN"; do # while a host lacks the key of a site, no poll of it waits long
	request POST "$token" /v1/pin-key --data "{\"key\":\"$(printf '%064d' 1)\"}"
	is "$code" 200 "a site gives its key of PINs"
done
event ГЛ site_created '{}' >/dev/null
event ГЛ noted '{"n":1}' ГЛ.1 >/dev/null
is_well() { request GET "" /v1/health; [ "$code" = 200 ]; }

# --- slow ones: what comes of a connection until the server closes it, and after how many ms
# slow FIRST EACH: FIRST at once, then EACH five times a second.
slow() {
	local from=${EPOCHREALTIME/[.,]/} fd rc=0

	exec {fd}<>/dev/tcp/127.0.0.1/$port
	printf '%b' "$1" >&$fd
	until [ $rc = 1 ] || [ $(((${EPOCHREALTIME/[.,]/} - from) / 1000)) -gt 30000 ]; do
		[ -z "$2" ] || printf '%b' "$2" >&$fd || break
		IFS= read -r -t 0.2 -u $fd _
		rc=$?
	done 2>/dev/null
	exec {fd}>&-
	echo $(((${EPOCHREALTIME/[.,]/} - from) / 1000))
}
trap '' PIPE
slow 'GET /v1/health HTTP/1.1\r\nHost: x\r\n' 'X-A: b\r\n' >took1 &
slows=($!)
slow "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $GL\r\nContent-Length: 4000000\r\n\r\n" ' ' >took2 &
slows+=($!)
slow 'GET /v1/health HTTP/1.1\r\n' '' >took3 &
wait "${slows[@]}" $!
ok "a header that never ends is cut off ($(<took1) ms)" test "$(<took1)" -lt 20000
ok "and a body that drips ($(<took2) ms)" test "$(<took2)" -lt 20000
ok "and one that only begins ($(<took3) ms)" test "$(<took3)" -lt 20000
ok "the server is well" is_well

# --- big ones
memory() { awk '/^VmHWM/ { print $2 }' /proc/$PID_one/status; }
before=$(memory)
head -c 10485760 /dev/zero | tr '\0' ' ' >big
post "$GL" big
is "$code $(json error)" "413 size" "10 MB with their length"
post "$GL" big -H "Transfer-Encoding: chunked" -H "Expect:"
is "$code $(json error)" "413 size" "10 MB in chunks"
head -c 300000000 /dev/zero | gzip -1 >bomb.gz
for i in 1 2 3 4 5 6; do
	curl -sS -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $GL" -H "Content-Encoding: gzip" \
		--data-binary @bomb.gz "$URL/v1/events" &
	bombs[i]=$!
done >codes
wait "${bombs[@]}"
is "$(sort -u codes)" 413 "six bombs of 300 MB in gzip"
grown=$((($(memory) - before) / 1024))
ok "take no more than their limit ($grown MB)" test $grown -lt $((64 * ${SLOW:-1}))
# Photographs of many sites at once are in memory while they are under way, and no longer: neither in the buffers of the
# connections to the database nor in the allocator. (A sanitizer keeps what was freed on purpose.)
resident() { awk '/^RssAnon/ { print int($2 / 1024) }' /proc/$PID_one/status; }
is_small() { [ "$(resident)" -lt 40 ]; }
head -c 16000000 /dev/urandom >photo
photo=$(sha256sum photo | cut -d' ' -f1)
many() { # CURL OPTION…
	local i jobs=()

	for i in 1 2 3 4 5 6 7 8; do
		curl -sS -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $GL" "$@" "$URL/v1/blobs/$photo" &
		jobs+=($!)
	done >codes
	wait "${jobs[@]}"
	sort -u codes | xargs
}
like "$(many --data-binary @photo)" '^200( 503)?$' "eight photographs of 16 MB at once"
like "$(many)" '^200( 503)?$' "and fetched eight times at once"
if [[ $B != *-san ]]; then
	ok "nothing of them stays" until_ok 10 is_small
	ok "at the peak it is what is under way ($(($(memory) / 1024)) MB)" test "$(memory)" -lt $((224 * 1024))
fi
note "resident afterwards: $(resident) MB"
request GET "$GL" /v1/time -H "X-Long: $(head -c 100000 /dev/zero | tr '\0' x)"
like "$code" '^(431|413|400|000)$' "a header of 100 KB"
request GET "$GL" "/$(head -c 20000 /dev/zero | tr '\0' x)"
like "$code" '^(414|404|000)$' "an address of 20 KB"

# --- crooked ones
crooked() { # DESC CODE FILE
	post "$GL" "$3"
	is "$code" "$2" "$1"
}
head -c 3000000 /dev/zero | tr '\0' '[' >deep
crooked "brackets to the bottom" 400 deep
head -1 ГЛ.jsonl | tr -d '\n' | sed 's/"body":"{}"/"body":"\\u0000"/' >nul
crooked "a byte 0 in a body" 400 nul
head -1 ГЛ.jsonl | sed 's/olena/\xff\xfe/' >bytes
crooked "bytes that are no text" 400 bytes
head -1 ГЛ.jsonl | sed 's/"seq":1,/"seq":1,"seq":1,/' >twice
crooked "a member twice" 400 twice
for v in -1 0 9223372036854775807 99999999999999999999 1.5 '"1"' null; do
	head -1 ГЛ.jsonl | sed "s/\"seq\":1,/\"seq\":$v,/" >number
	post "$GL" number
	like "$code" '^(400|409)$' "seq $v"
done
ACTOR=$(printf 'a\nb') event X noted '{}' >/dev/null
sed 's/"X"/"ГЛ"/; s/"X.1"/"ГЛ.1"/' X.jsonl >control
crooked "a line break in a login" 422 control
head -c 2000000 /dev/urandom >noise
crooked "noise" 400 noise
request POST "$GL" /v1/pin-key --data '{"key":"zz"}'
is "$code" 400 "a key that is none"
is "$(sql 'SELECT count(*) FROM event')" 0 "after all of this nothing is stored"
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 2" "the site itself goes on"

# --- one site's many
for i in {1..9}; do
	curl -sS -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $GL" "$URL/v1/events?after=2&wait=3" &
	polls[i]=$!
done >codes
wait "${polls[@]}"
is "$(sort codes | uniq -c | awk '{ printf "%s%s:%s", s, $2, $1; s = " " }')" "200:8 429:1" "the ninth that waits is told to come back"
ok "the server is well" is_well

# The end of the site's log is held by somebody else: nobody waits for it for long, and no thread with him.
mkfifo hold
psql -qAtX <hold >held &
holder=$!
exec {hold}>hold
echo "BEGIN; SELECT seq FROM chain WHERE site = 'ГЛ' FOR UPDATE;" >&$hold
ok "the site's log is held" until_ok 10 grep -q . held
for i in 1 2 3; do
	curl -sS -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $GL" --data-binary @ГЛ.jsonl "$URL/v1/events" &
	polls[i]=$!
done >codes
wait "${polls[@]:1:3}"
is "$(sed 's/429/503/' codes | xargs)" "503 503 503" "its requests are told to come back"
echo "ROLLBACK;" >&$hold
exec {hold}>&-
wait $holder
post "$GL" ГЛ.jsonl
is "$code" 200 "and are taken afterwards"

# --- the database goes away, and comes back
stop_postgres fast
request GET "" /v1/health
is "$code" 503 "without the database"
post "$GL" ГЛ.jsonl
is "$code $(json error)" "503 busy" "nothing is taken"
like "$(header Retry-After)" '^[0-9]+$' "and the site is told when to come back"
status ГЛ-1/26 123456
is "$code" 503 "nor answered"
request GET "" /v1/time
is "$code" 200 "the time is"
run_postgres
ok "it comes back by itself" until_ok 10 is_well
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 2" "with everything that was acknowledged"
curl -sS -H "Authorization: Bearer $CN" "$URL/v1/events?after=2&wait=30" >long.out &
long=$!
polls() { curl -sS "$URL/metrics" | sed -n 's/^pult_long_polls //p'; }
waits() { [ "$(polls)" = 1 ]; }
ok "one waits again" until_ok 10 waits
event ГЛ noted '{"n":2}' ГЛ.1 >/dev/null
post "$GL" ГЛ.jsonl
wait $long
is "$(jq -r .seq long.out)" 3 "and is woken over the new connection"

# --- a server that is killed has promised nothing that is not there
event ГЛ noted '{"n":3}' ГЛ.1 900 >/dev/null
post "$GL" ГЛ.jsonl &
post=$!
disown "$PID_one"
kill -9 "$PID_one"
wait $post
PLAIN=1 start_central one
is_taken() { post "$GL" ГЛ.jsonl; [ "$code" = 200 ]; }
ok "a new one takes over" until_ok 10 is_taken
is "$code $(json acked)" "200 903" "after kill -9 the site sends again"
is "$(sql 'SELECT count(*), max(pos) FROM event')" "903|903" "and everything is there once"
exits 0 "the log holds" "$CENTRAL" verify
unlike "$(cat ./*.log)" "olena|$GL|n\":" "the journal has no personal data, no token"
done_testing
