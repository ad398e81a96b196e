# tests/server/link_refused.t - a centre that answers what it should not (pult-sync(7)): what is refused holds up nothing
# else, nobody asks without a pause, and what is no centre is not taken for one.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
. "$TOP/tests/lib/sites.sh"
. "$TOP/tests/lib/trouble.sh"
new_centre
token_files
cat "$T/tls/cert.pem" "$T/tls/key.pem" >"$T/tls/both.pem"
PORT=$((PORT + 1)) BALANCED=$PORT CENTRE=$URL
at_exit stop_balancer

# says RULE…: before the centre stands one that answers some requests itself (haproxy's rules).
says() {
	stop_balancer
	{
		printf 'defaults\n mode http\n timeout connect 2s\n timeout client 90s\n timeout server 90s\n'
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

# --- somebody else's server
says "return status 200 content-type application/json string {}"
exits 1 "what answers otherwise is no centre" "$PULT" --db "$T/none.db" init --site ЦН --central "https://localhost:$BALANCED" \
	--ca "$T/tls/ca.pem" --token cn.token
like "$err" "не центр" "and that is said"
not_ok "no base is made" [ -e none.db ]
done_testing
