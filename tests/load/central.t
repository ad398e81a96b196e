# tests/load/central.t - how much the centre bears on this machine: events in and out, status pages with all
# limits on, each beside the cheapest request of the same server in the same run. The numbers are shown; only
# ratios that no noise explains fail.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
stop_central one
PLAIN=1 start_central one --threads 8

# --- events: 20 requests of 1,000 over one connection
event ЦН site_created '{}' >/dev/null
event ЦН noted '{"note":"Двері зачинені, мешканець просить перенести візит на завтра після обіду"}' ЦН.1 19999 >/dev/null
split -l 1000 -d -a 3 ЦН.jsonl part-
for f in part-*; do
	printf 'next\nurl = "%s/v1/events"\ndata-binary = "@%s"\nheader = "Authorization: Bearer %s"\noutput = /dev/null\n' \
		"$URL" "$f" "$CN"
done | sed 1d >requests
rate() { echo $((20000 * 1000000 / (${EPOCHREALTIME/[.,]/} - from))); }
from=${EPOCHREALTIME/[.,]/}
curl -sS --config requests
in=$(rate)
is "$(sql "SELECT seq FROM chain WHERE site = 'ЦН'")" 20000 "20,000 events are taken"
from=${EPOCHREALTIME/[.,]/} after=0 got=0
while [ $got -lt 20000 ] && get "$GL" "after=$after&limit=1000" && [ -s "$T/body" ]; do
	got=$((got + $(wc -l <"$T/body"))) after=$(header Pult-Next)
done
out_rate=$(rate)
is $got 20000 "and handed out"

# --- citizens: right PINs of many appeals
"$PULT" --db pult.db init --site ГЛ --demo=1 >/dev/null
paths=()
for n in $(sqlite3 pult.db "SELECT ascii FROM appeal ORDER BY id LIMIT 40"); do
	paths+=("/v1/status?number=$n&pin=$("$PULT" --db pult.db receipt --new-pin "$n" --json | jq -r .pin)")
done
send_base "$GL" pult.db
send_key "$GL" pult.db
one=$("$B/tests/asker" $PORT 16 3 200 /v1/health) || fail "somebody was not answered"
status=$("$B/tests/asker" $PORT 16 3 200 "${paths[@]}") || fail "a right PIN was refused"
diag "events in ${in}/s, out ${out_rate}/s; status ${status%% *}/s (p50 $(cut -d' ' -f2 <<<"$status") us), one statement ${one%% *}/s"
ok "a status is not dearer than 15 statements" test $((${status%% *} * 15)) -ge "${one%% *}"
ok "events come in at 1,000 a second at the least" test "$in" -ge $((1000 / ${SLOW:-1}))
ok "and go out" test "$out_rate" -ge $((1000 / ${SLOW:-1}))
done_testing
