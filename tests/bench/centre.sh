# tests/bench/centre.sh - rows of `make bench` about the centre and the exchange with it: events taken in beside a loop
# of libpq, a status by number and PIN beside a handler of libmicrohttpd that answers a constant.
#
#     centre.sh RESULTS [DAYS]     appends to RESULTS; DAYS of a made-up city are what is sent (40)
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
results=$1 days=${2:-40}
[[ $results == /* ]] || bail "the results need a whole path"

# Others may work on this machine: what counts is time of processors, of all processes of the centre and its database.
# row NAME N RATE RAW_RATE BUDGET MET: rates as microseconds of one.
row() {
	local us=$((1000000 / $3)) raw=${4:+$((1000000 / ${4:-1}))} ratio=

	[ -z "$4" ] || ratio=$(awk -v a="$3" -v b="$4" 'BEGIN { printf "%.2f", a / b }')
	printf '%-28s %6d %9d %9s %9s %9s %6s  %-26s %s  %d/s, raw %s/s\n' "$1" "$2" $us "" "" "$raw" "$ratio" "$5" "$6" "$3" "${4:--}"
	printf '%s\t%d\t%d\t\t\t%s\t%s\t%s\t%s\n' "$1" "$2" $us "$raw" "$ratio" "$5" "$6" >>"$results"
}
best() { [ "$1" -ge "$2" ] && echo "$1" || echo "$2"; }
at_least() { awk -v a="$1" -v b="$2" -v r="$3" 'BEGIN { print (a >= b * r) ? "yes" : "NO" }'; }

# cpu PID…: microseconds of processor that they and their children that ended have had.
cpu() { cat $(printf '/proc/%s/stat ' "$@") 2>/dev/null | sed 's/.*) //' | awk -v hz="$(getconf CLK_TCK)" '{ t += $12 + $13 + $14 + $15 } END { printf "%d", t * 1e6 / hz }'; }
# The centre and all of its PostgreSQL.
of_centre() { echo "$PID_one"; head -1 "$T/pg/data/postmaster.pid"; pgrep -P "$(head -1 "$T/pg/data/postmaster.pid")"; }

new_centre
stop_central one
PLAIN=1 start_central one --threads 8

# --- events: requests of 1,000 over one connection, in turn with the raw loop
"$PULT" --db donor.db init --site ГЛ --demo="$days" >/dev/null
sqlite3 donor.db "SELECT json_object('site', site, 'seq', seq, 'v', v, 'hlc', CAST(hlc AS TEXT), 'at', at, 'actor', actor,
	'subject', subject, 'kind', kind, 'body', body, 'body_hash', lower(hex(body_hash)), 'hash', lower(hex(hash)))
	FROM event ORDER BY seq" >lines
n=$(wc -l <lines)
split -l 1000 -d -a 3 lines part-
for f in part-*; do
	printf 'next\nurl = "%s/v1/events"\ndata-binary = "@%s"\nheader = "Authorization: Bearer %s"\noutput = /dev/null\nfail\n' \
		"$URL" "$f" "$GL"
done | sed 1d >requests
forget() { sql "TRUNCATE event, appeal; UPDATE chain SET seq = 0, hlc = 0, hash = '\\x$(printf '0%.0s' {1..64})'; UPDATE log_position SET last = 0"; }
ours=1 raw=1 wall=1 raw_wall=1
for _ in 1 2 3; do
	before=$(cpu $(of_centre))
	said=$("$B/bench/rawpg" "$PULT_CENTRAL_DATABASE" lines) || bail "the raw loop failed"
	raw=$(best $raw $((n * 1000000 / ($(cpu $(of_centre)) - before + ${said#* })))) raw_wall=$(best $raw_wall "${said% *}")
	forget
	before=$(cpu $(of_centre)) from=${EPOCHREALTIME/[.,]/}
	curl -sS --config requests || bail "events were refused"
	wall=$(best $wall $((n * 1000000 / (${EPOCHREALTIME/[.,]/} - from))))
	ours=$(best $ours $((n * 1000000 / ($(cpu $(of_centre)) - before))))
done
row "sync: the centre takes, CPU" "$n" "$ours" "$raw" "at least 0.85x" "$(at_least "$ours" "$raw" 0.85)"
echo "  by the wall clock $wall/s, raw $raw_wall/s"

# --- a new site catches up, over TLS; its processor time
start_central tls
(umask 077 && echo "$CN" >cn.token)
from=${EPOCHREALTIME/[.,]/} spent=$( { TIMEFORMAT='%U %S'; time "$PULT" --db new.db init --site ЦН --central "$URL" --token cn.token --ca "$T/tls/ca.pem" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%d", ($1 + $2) * 1e6 }')
took=$((${EPOCHREALTIME/[.,]/} - from)) got=$(sqlite3 new.db "SELECT count(*) FROM event WHERE site = 'ГЛ'")
[ "$got" -gt 100 ] || bail "nothing has come"
row "sync: catching up, CPU" "$got" $((got * 1000000 / spent)) "" "" "-"
echo "  by the wall clock $((got * 1000000 / took))/s"
stop_central tls
URL=$URL_one ours_port=${URL_one##*:}

# --- citizens: right PINs of many appeals, all limits on
send_key "$GL" donor.db
i=0 paths=()
for a in $(sqlite3 donor.db "SELECT ascii FROM appeal ORDER BY id LIMIT 40"); do
	paths+=("/v1/status?number=$a&pin=$("$PULT" --db donor.db receipt --new-pin "$a" --json | jq -r .pin)")
done
sqlite3 donor.db "SELECT json_object('site', site, 'seq', seq, 'v', v, 'hlc', CAST(hlc AS TEXT), 'at', at, 'actor', actor,
	'subject', subject, 'kind', kind, 'body', body, 'body_hash', lower(hex(body_hash)), 'hash', lower(hex(hash)))
	FROM event WHERE seq > $n ORDER BY seq" >more
post "$GL" more
[ "$code" = 200 ] || bail "PINs were refused: $out"
mkfifo ends
PORT=$((PORT + 1))
"$B/bench/constant" $PORT 8 <ends 2>constant.log &
exec {END}>ends
until_ok 10 grep -q serving constant.log || bail "no constant server"
spent=0 asked=0 raw_spent=0 raw_asked=0 wall=1 raw_wall=1
for _ in 1 2 3; do
	before=$(cpu $!)
	rate=$("$B/tests/asker" $PORT 16 2 200 /v1/status | cut -d' ' -f1)
	raw_spent=$((raw_spent + $(cpu $!) - before)) raw_asked=$((raw_asked + 2 * rate)) raw_wall=$(best $raw_wall "$rate")
	before=$(cpu $(of_centre))
	rate=$("$B/tests/asker" $ours_port 16 2 200 "${paths[@]}" | cut -d' ' -f1)
	spent=$((spent + $(cpu $(of_centre)) - before)) asked=$((asked + 2 * rate)) wall=$(best $wall "$rate")
done
exec {END}>&-
[ "$spent" -gt 0 ] && [ "$raw_spent" -gt 0 ] || bail "nobody was answered"
ours=$((asked * 1000000 / spent)) raw=$((raw_asked * 1000000 / raw_spent))
row "status by number, PIN: CPU" "$asked" "$ours" "$raw" "400 us: 5000/s on 2" "$([ $((2 * ours)) -ge 5000 ] && echo yes || echo NO)"
echo "  by the wall clock $wall/s, raw $raw_wall/s"
