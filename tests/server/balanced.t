# tests/server/balanced.t - two centres behind haproxy, which gives each request to the next of them: a host without
# the PIN key of a site says so and counts nothing, and gets the key within seconds, whoever of them is asked; guessing
# is counted by the address that the balancer has seen.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
. "$TOP/tests/lib/trouble.sh"
new_centre
token_files
stop_central one
run_two() { PLAIN=1 PIN_KEYS=$T/keys-$1 start_central "$1" --proxy 127.0.0.1,127.0.0.2; }
run_two c1
run_two c2
HTTP=1 start_balancer c1 c2
BALANCED_URL=https://localhost:$BALANCED
URL=$BALANCED_URL
join_site a ГЛ gl
join_site b ЦН cn
register() { site "$1" register --json --text "Прорив води" --topic 01.03 >reg; n=$(jq -r .number reg); pin=$(jq -r .pin reg); }
wrong_of() { [ "$1" = 000000 ] && echo 000001 || echo 000000; }
at() { local keep=$URL url=URL_$1; URL=${!url}; "${@:2}"; URL=$keep; }
has_key() { grep -q "^$2 " "keys-$1"; }
both_have() { has_key c1 "$1" && has_key c2 "$1"; }

# --- enrolment
agent a
agent b
ok "both hosts get the key of a site" until_ok 20 both_have ГЛ
ok "and of the other" until_ok 20 both_have ЦН
register a
ok "what was registered is at the centre" until_ok 10 is_even a
at c1 status "$n" "$pin"
is "$code" 200 "one checks the PIN"
at c2 status "$n" "$pin"
is "$code" 200 "so does the other"

# --- one host loses its keys
kill_central c1
: >keys-c1
PORT=$(($(port_of "$URL_c1") - 1)) run_two c1
URL=$BALANCED_URL
stop_agent a
at c1 status "$n" "$pin"
is "$code $(json error)" "503 pin_key" "without the key a right PIN is neither right nor wrong"
like "$(header Retry-After)" '^[1-9]' "it is told to come back"
for i in 1 2 3 4 5 6; do at c1 status "$n" "$(wrong_of "$pin")"; done
is "$code" 503 "nor is a wrong one, however often"
cp body lacking
at c1 status ГЛ-99999/26 123456
same_file body lacking "a number that nobody has gets the same answer"
at c1 request POST "" /status --data-urlencode "number=$n" --data-urlencode "pin=$pin"
is "$code" 503 "so does the page"
is "$(sql "SELECT count(*) FROM attempt")" 0 "nothing is counted"
at c1 status ХХ-1/26 123456
is "$code" 403 "a site that nobody knows has no numbers"
at c1 request GET "" /metrics
like "$out" 'pult_pins_total\{outcome="no_key"\} 9' "it is a figure of its own"
like "$(<c1.log)" "this host has no key  of site ГЛ" "the journal names the site"
unlike "$(<c1.log)" "$pin|$n" "and nothing else"
agent a
ok "it comes by itself when the site is there" until_ok 20 has_key c1 ГЛ
at c1 status "$n" "$pin"
is "$code" 200 "and the PIN is right"

# --- the site is at work, and the balancer gives its requests to the host that has it
kill_central c1
: >keys-c1
PORT=$(($(port_of "$URL_c1") - 1)) run_two c1
URL=$BALANCED_URL
began=$SECONDS
at c1 status "$n" "$pin"
is "$code" 503 "a citizen is the first who notices"
ok "the key comes within seconds" until_ok 20 has_key c1 ГЛ
at c1 status "$n" "$pin"
is "$code" 200 "the PIN is right"

# --- guessing through the balancer: what the client says of itself is not believed
for i in {1..21}; do
	status "ГЛ-$((80000 + i))/26" 123456 -H "X-Forwarded-For: 198.51.100.$i" -H "X-Forwarded-For: 203.0.113.$i, 192.0.2.$i"
done
is "$code" 429 "twenty wrong numbers of one client, who says another address each time"
is "$(sql "SELECT string_agg(what, ',') FROM attempt WHERE what LIKE 'source:%'")" source:127.0.0.1 "have the one that the balancer saw"
done_testing
