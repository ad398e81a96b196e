# tests/server/laptop.t - a laptop that was away: the city has worked for LAPTOP_DAYS days (90 in `make soak`), it has
# its own work, and all of it is exchanged in one go, by an agent whose memory does not grow with it.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
DAYS=${LAPTOP_DAYS:-12} OWN=${LAPTOP_OWN:-150}
new_sites

# --- the laptop leaves; the city works, and so does the laptop
join_site b ЦН cn
exits 0 "a city that has worked for $DAYS days" site a init --site ГЛ --demo="$DAYS"
exits 0 "has a centre" site a setting central "$URL"
exits 0 "whose certificate it knows" site a setting central_ca "$T/tls/ca.pem"
exits 0 "it sends all of it in one go" site a sync --once --token gl.token
is "$(unsent a)" 0 "to the last event"
: >acks
"$B/tests/citydesk" b.db acks b1 "$OWN" 0 || fail "the laptop cannot work alone"
ok "the laptop has work of its own" test "$(unsent b)" -gt "$((OWN / 2))"

# --- it is back
shared() { sqlite3 -readonly $1.db "SELECT count(*) FROM event WHERE kind NOT IN ('login','login_refused','locked','viewed','played','printed','pin','exported','file_saved')"; }
has_come() { is_even b && [ "$(sqlite3 -readonly b.db "SELECT count(DISTINCT subject) FROM appeal WHERE site = 'ГЛ'")" = "$(sqlite3 -readonly a.db "SELECT count(*) FROM appeal WHERE site = 'ГЛ'")" ]; }
peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }
begin=${EPOCHREALTIME/[.,]/}
agent b
until_ok $((60 + 4 * DAYS)) has_come
took=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000)) memory=$(peak $AGENT_b)
stop_agent b
is $? 0 "the agent ends well"
exits 0 "the city takes what the laptop brought" site a sync --once
exits 0 "and the laptop the rest" site b sync --once
is "$(shared b)" "$(shared a)" "both have all $(shared a) events of the city"
same_sites "and are the same" a b
exits 0 "the laptop's rows follow from the log" site b verify
exits 0 "the city's too" site a verify
exits 0 "and the centre's" "$CENTRAL" verify
if [[ $B == *-san ]]; then
	skip "memory under sanitizers says nothing"
else
	ok "the agent had at most 32 MB ($memory kB)" test "$memory" -le 32768
fi
diag "$(shared a) events, $took ms, the agent's memory at its peak $memory kB"
done_testing
