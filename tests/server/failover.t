# tests/server/failover.t - two PostgreSQL servers, the second a replica of the first: the first dies, the second
# is promoted, and the centre goes on with it by its connection string alone.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
stop_central one
mkdir "$T/pg2"
[ "$(id -u)" != 0 ] || chown postgres "$T/pg2"

# The replica, synchronous: what was acknowledged is on both.
(cd "$T/pg2" && as_postgres "$PG_BIN/pg_basebackup" -h "$T/pg" -U pult -D "$T/pg2/data" -R -X stream -c fast \
	-d "host=$T/pg user=pult application_name=second" >"$T/copy.log" 2>&1) || bail "no copy: $(<"$T/copy.log")"
on_second() { (cd "$T/pg2" && as_postgres "$PG_BIN/pg_ctl" -D "$T/pg2/data" -w -s "$@"); }
at_exit 'on_second -m immediate stop 2>/dev/null || :'
on_second -l "$T/pg2/log" start -o "-c listen_addresses='' -c unix_socket_directories='$T/pg2' -c fsync=off \
	-c shared_buffers=16MB -c max_connections=60" || bail "no replica: $(tail -3 "$T/pg2/log")"
sql "ALTER SYSTEM SET synchronous_standby_names = 'second'"
sql "SELECT pg_reload_conf()" >/dev/null
follows() { [ "$(sql "SELECT sync_state FROM pg_stat_replication")" = sync ]; }
ok "the second follows the first" until_ok 10 follows

export PULT_CENTRAL_DATABASE="host=$T/pg2,$T/pg dbname=pult user=pult"
start_central one
event ГЛ site_created '{}' >/dev/null
event ГЛ noted '{"n":1}' ГЛ.1 50 >/dev/null
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 51" "the one that can be written to is found, though it is named last"
get "$CN" "after=0"
next=$(header Pult-Next)

stop_postgres immediate
post "$GL" ГЛ.jsonl
is "$code" 503 "the first dies: come back later"
on_second promote
is_well() { request GET "" /v1/health; [ "$code" = 200 ]; }
ok "the second is promoted: the centre goes on" until_ok 15 is_well
export PGHOST=$T/pg2
event ГЛ noted '{"n":2}' ГЛ.1 >/dev/null
post "$GL" ГЛ.jsonl
is "$code $(json acked)" "200 52" "nothing acknowledged is lost, and the log goes on"
get "$CN" "after=$next&wait=5"
is "$(jq -r .seq "$T/body")" 52 "a cursor of before is good"
exits 0 "the log holds" "$CENTRAL" verify

# --- an older copy: the centre forgot what it had; sites tell it again, cursors are known as lost
sql "DELETE FROM event WHERE seq > 20; UPDATE log_position SET last = 20;
	UPDATE chain c SET seq = e.seq, hlc = e.hlc, hash = e.hash FROM event e WHERE e.site = c.site AND e.seq = 20"
get "$CN" "after=$next"
is "$code $(json error)" "409 position" "a cursor beyond the end is lost"
tail -1 ГЛ.jsonl >last.jsonl
post "$GL" last.jsonl
is "$code $(json error) $(json expected)" "409 gap 21" "the site is asked for what is missing"
event ЦН site_created '{}' >/dev/null
event ЦН noted '{}' ЦН.1 40 >/dev/null
post "$CN" ЦН.jsonl
sed -n '21,$p' ГЛ.jsonl >rest.jsonl
post "$GL" rest.jsonl
is "$code $(json acked)" "200 52" "and gives it"
get "$CN" "after=$next"
is "$code $(json error)" "409 position" "the same number of another event is lost too"
exits 0 "the log holds" "$CENTRAL" verify
done_testing
