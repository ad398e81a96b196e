# tests/server/link_refused.t - a centre that answers what it should not (pult-sync(7)): what is refused holds up nothing
# else, nobody asks without a pause, and what is no centre is not taken for one.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
. "$TOP/tests/lib/trouble.sh"
new_sites
cat "$T/tls/cert.pem" "$T/tls/key.pem" >"$T/tls/both.pem"
PORT=$((PORT + 1)) BALANCED=$PORT CENTRE=$URL
at_exit stop_balancer

# says RULE…: before the centre stands one that answers some requests itself (haproxy's rules).
says() {
	stop_balancer
	{
		# The whole request is read before it is answered: who sends on into a closed line may lose the answer.
		printf 'global\n tune.bufsize 262144\ndefaults\n mode http\n option http-buffer-request\n timeout connect 2s\n timeout client 90s\n timeout server 90s\n'
		printf 'listen centre\n bind 127.0.0.1:%s ssl crt %s\n log 127.0.0.1:1 local0\n' "$BALANCED" "$T/tls/both.pem"
		printf ' http-request %s\n' "$@"
		printf ' server one 127.0.0.1:%s ssl verify none\n' "$(port_of "$CENTRE")"
	} >balancer.cfg
	run_balancer || bail "haproxy: $(<balancer.log)"
}
there() { sql "SELECT coalesce(max(seq), 0) FROM event WHERE site = 'ГЛ'"; }
last() { sqlite3 a.db "SELECT max(seq) FROM event WHERE site = 'ГЛ'"; }
[ -n "$HAPROXY" ] || bail "haproxy is not installed (make deps)"
site a init --site ГЛ >/dev/null
site a setting central "https://localhost:$BALANCED" >/dev/null
site a setting central_ca "$T/tls/ca.pem" >/dev/null
site a register --text "Яма на дорозі" >/dev/null

# --- the key of PINs is refused
for status in 500 403; do
	says "return status $status content-type application/json string {} if { path /v1/pin-key }"
	site a register --text "Ще яма" >/dev/null
	exits 1 "the key of PINs is refused with $status" site a sync --once --token gl.token
	like "$err" "PIN" "and that is said"
	is "$(fault a)" pin_key "on the screens too"
	is "$(there) $(unsent a)" "$(last) 0" "the events went"
done
says "set-header x-y z"
exits 0 "it is taken" site a sync --once
is "$(fault a)" null "and all is well"
ok "the centre has it" grep -q . pin-keys

# --- the same refusal for ever
soon() { PULT_DB=$T/a.db timeout 20 "$PULT" "$@"; }
says "return status 409 content-type application/json string {} if { method GET } { path /v1/events }"
exits 1 "a centre that refuses the beginning of the others' events" soon sync --once
is "$(fault a)" answer "is not asked for it without end"
site a register --text "І ще яма" >/dev/null
head=$(curl -s --cacert "$T/tls/ca.pem" -H "Authorization: Bearer $GL" --data '' "$CENTRE/v1/events" | jq -r .head)
says "return status 409 content-type application/json string '{\"error\":\"gap\",\"expected\":$(($(there) + 1)),\"head\":\"$head\"}' if { method POST } { path /v1/events } { req.hdr_val(content-length) gt 0 }"
exits 1 "a gap that does not move" soon sync --once
is "$(fault a)" answer "is not filled without end"
says "set-header x-y z"
exits 0 "both pass" soon sync --once
is "$(fault a) $(unsent a)" "null 0" "and all is well"

# --- too much at once: half of it, and half of that; one event alone that is too much holds up nothing that comes
join_site b ЦН cn
letters() { head -c "$1" /dev/urandom | base64 -w0; }
too_big() { says "return status 413 content-type application/json string '{\"error\":\"size\",\"max_events\":1000,\"max_bytes\":$1}' if { method POST } { path /v1/events } { req.hdr_val(content-length) gt $1 }"; }
too_big 6000
for i in {1..20}; do site a register --text "Довга скарга $i: $(letters 1500)" >/dev/null; done
exits 0 "a batch that is too large goes in parts" soon sync --once
is "$(fault a) $(there) $(unsent a)" "null $(last) 0" "all of it"
site a register --text "Одна скарга: $(letters 10000)" >/dev/null
site a register --text "Мала скарга" >/dev/null
b_has=$(site b register --text "Чуже звернення" --json | jq -r .number)
site b sync --once >/dev/null
big=$(sqlite3 a.db "SELECT seq FROM event WHERE length(body) > 10000")
exits 1 "one event that is too large" soon sync --once
is "$(fault a) $(there)" "big $((big - 1))" "stays, and what came before it went"
like "$err" "Подія $big " "people are told which"
like "$(site a find чуже)" "$b_has" "what others wrote comes"
is "$(site a verify >/dev/null 2>&1; echo $?)" 0 "and all holds"
says "set-header x-y z"
exits 0 "a centre that takes more" soon sync --once
is "$(fault a) $(there) $(unsent a)" "null $(last) 0" "has all"

# --- a place in the others' log that the centre does not know: from the beginning, what is known is passed over
cursor=$(sqlite3 a.db "SELECT value FROM meta WHERE key = 'sync_after'")
foreign() { sqlite3 a.db "SELECT count(*) FROM event WHERE site = 'ЦН'"; }
before=$(foreign)
second=$(site b register --text "Ще одне чуже" --json | jq -r .number)
site b sync --once >/dev/null
says "return status 409 content-type application/json string '{\"error\":\"position\",\"message\":\"x\"}' if { method GET } { path /v1/events } { url_param(after) $cursor }"
exits 0 "a place that is lost" soon sync --once --json
is "$(fault a) $(printf %s "$out" | jq .received)" "null $(($(foreign) - before))" "is asked for from the beginning: only what is new counts"
ok "it is new" test "$(foreign)" -gt "$before"
like "$(site a find "ще одне")" "$second" "and it is here"
exits 0 "once each" site a verify

# --- somebody else's server
says "return status 200 content-type application/json string {}"
exits 1 "what answers otherwise is no centre" "$PULT" --db "$T/none.db" init --site ЦН --central "https://localhost:$BALANCED" \
	--ca "$T/tls/ca.pem" --token cn.token
like "$err" "не центр" "and that is said"
not_ok "no base is made" [ -e none.db ]
done_testing
