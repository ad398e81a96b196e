# tests/server/promote.t - a site with a real agent while the first of two PostgreSQL servers dies in the middle of a
# push and the second, its synchronous replica, is promoted: the site never saw an acknowledgement for what the second
# does not have, and nothing is lost. Three ways to die: while desks write; while a commit waits for the replica; and
# started again without it.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
. "$TOP/tests/lib/trouble.sh"
STEPS=${CITY_STEPS:-60}
new_sites
stop_central one

# --- the second server. pg_at DIR COMMAND…: pg_ctl; asks DIR SQL.
pg_at() { (cd "$T/$1" && as_postgres "$PG_BIN/pg_ctl" -D "$T/$1/data" -w -s "${@:2}"); }
asks() { psql -qAtX -h "$T/$1" -c "$2"; }
run_at() {
	pg_at "$1" -l "$T/$1/log" start -o "-c listen_addresses='' -c unix_socket_directories='$T/$1' -c fsync=off \
		-c shared_buffers=16MB -c max_connections=60 -c autovacuum=off" || bail "no $1: $(tail -3 "$T/$1/log")"
}
# replica OF NEW: a synchronous copy.
replica() {
	rm -rf "${T:?}/$2"
	mkdir "$T/$2"
	[ "$(id -u)" != 0 ] || chown postgres "$T/$2"
	(cd "$T/$2" && as_postgres "$PG_BIN/pg_basebackup" -h "$T/$1" -U pult -D "$T/$2/data" -R -X stream -c fast \
		-d "host=$T/$1 user=pult application_name=$2" >"$T/copy.log" 2>&1) || bail "no copy: $(<"$T/copy.log")"
	at_exit "pg_at $2 -m immediate stop 2>/dev/null || :"
	run_at "$2"
	asks "$1" "ALTER SYSTEM SET synchronous_standby_names = '$2'"
	asks "$1" "SELECT pg_reload_conf()" >/dev/null
	asks "$2" "ALTER SYSTEM RESET synchronous_standby_names"
	until_ok 20 follows "$1" || bail "$2 does not follow"
}
follows() { [ "$(asks "$1" "SELECT sync_state FROM pg_stat_replication")" = sync ]; }
receiver() { asks "$1" "SELECT pid FROM pg_stat_wal_receiver"; }
# Power cut: all of its processes at once.
cut_power() {
	local main=$(head -1 "$T/$1/data/postmaster.pid")

	kill -9 "$main" $(pgrep -P "$main")
}
has_no_process() { ! pg_at "$1" status >/dev/null 2>&1; }
waits_for_replica() { [ "$(asks "$1" "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%COMMIT%'")" != 0 ]; }
acked() { site a sync status --json | jq -r .acked; }
at_second() { asks "$1" "SELECT seq FROM chain WHERE site = 'ГЛ'"; }
has_replayed() { [ "$(asks "$1" "SELECT coalesce(pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn(), true)")" = t ]; }

# gone FIRST SECOND DESC: the first is dead; what the site counts as sent is at the second; that one is promoted.
gone() {
	local seen

	seen=$(acked)
	until_ok 20 has_replayed "$2"
	ok "$3: what the site counts as sent ($seen) is at the replica ($(at_second "$2"))" test "$seen" -le "$(at_second "$2")"
	pg_at "$2" promote
	export PGHOST=$T/$2
	ok "the agent goes on with the second by itself" until_ok 90 is_even a
	sql "SELECT site || ' ' || seq || ' ' || encode(hash, 'hex') FROM event WHERE site = 'ГЛ' ORDER BY seq" >centre.log
	sqlite3 -readonly a.db "SELECT site || ' ' || seq || ' ' || lower(hex(hash)) FROM event ORDER BY seq" >site.log
	same_file centre.log site.log "the centre has the site's log, each event once"
	exits 0 "which holds" "$CENTRAL" verify
}

replica pg pg2
export PULT_CENTRAL_DATABASE="host=$T/pg2,$T/pg dbname=pult user=pult"
start_central one
join_site a ГЛ gl
agent a
for i in 1 2 3 4 5; do site a register --text "Перед цим $i" >/dev/null; done
ok "it goes well" until_ok 30 is_even a

# --- dies while desks write
: >acks
"$B/tests/citydesk" a.db acks a1 "$STEPS" 0 2>desk.err &
desk=$!
wrote() { [ "$(wc -l <acks)" -ge "$1" ]; }
until_ok 60 wrote $((STEPS / 3))
cut_power pg
gone pg pg2 "killed while desks write"
wait $desk
is "$? $(<desk.err)" "0 " "the desks did not notice"

# --- dies while a commit waits for the replica, longer than the centre waits for a statement
replica pg2 pg
export PGHOST=$T/pg2
# After a centre has come back the site asks six times, a second apart, whether it wants the key of PINs: such a
# question would be what waits, not the push.
even=$SECONDS
has_asked() { [ $((SECONDS - even)) -ge 9 ]; }
ok "the site has done with asking" until_ok 30 has_asked
before=$(acked)
frozen=$(receiver pg)
kill -STOP "$frozen"
site a register --text "Поки копія мовчить" >/dev/null
ok "a push waits for the replica" until_ok 20 waits_for_replica pg2
asks pg2 "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
is_doubted() { grep -q "database: commit: warning" one.log; }
ok "somebody ends the waiting: the commit is not taken for a good one" until_ok 20 is_doubted
is_late() { grep -q "longer than 5 s" one.log; }
ok "nobody ends it: the centre does" until_ok 30 is_late
event ЦН site_created '{}' >/dev/null
post "$CN" ЦН.jsonl --max-time 20
is "$code $(header Retry-After)" "503 10" "another site is not held up by it: it is told to come again later"
request GET "" /v1/time --max-time 5
is "$code" 200 "and the centre answers what needs no commit"
ok "the site is told to come again, and waits again" until_ok 60 waits_for_replica pg2
is "$(acked)" "$before" "what is at one of two servers alone is not acknowledged"

# --- killed, and started again without the replica: the commit that waited is seen now
cut_power pg2
until_ok 10 has_no_process pg2
rm -f "$T/pg2/data/postmaster.pid"
run_at pg2
ok "the first has more than was acknowledged" test "$(at_second pg2)" -gt "$before"
is_asked() { waits_for_replica pg2 || [ "$(acked)" != "$before" ]; }
ok "the site asks how far it is" until_ok 90 is_asked
is "$(acked)" "$before" "and is not told of what the replica does not have"
cut_power pg2
until_ok 10 has_no_process pg2
kill -CONT "$frozen"
gone pg2 pg "killed while commits wait"
stop_agent a
is $? 0 "the agent ends well"
done_testing
