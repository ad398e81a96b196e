# tests/server/link_cut.t - a bad line between a site and the centre: cut after any number of bytes nothing is lost or
# doubled, and it goes on where it was (pult-sync(7)); a database of the centre that is away.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a b

perl "$TOP/tests/lib/cutter.pl" "${URL##*:}" "$T/bytes" >cutter.port &
at_exit "kill $!"
until_ok 5 test -s cutter.port || bail "no cutter"
site a setting central "https://localhost:$(<cutter.port)" >/dev/null
for i in {1..30}; do site a register --text "Звернення $i: $(head -c 1500 /dev/urandom | base64 -w0)" >/dev/null; done
last() { sqlite3 a.db "SELECT max(seq) FROM event WHERE site = 'ГЛ'"; }
there() { sql "SELECT coalesce(max(seq), 0) FROM event WHERE site = 'ГЛ'"; }
acked() { site a sync status --json | jq .acked; }

wrong= cuts=0 grew=0
for bytes in 0 1 100 517 1200 1800 2400 2600 3000 4000 6000 9000 14000 20000 30000 40000 60000 70000 75000; do
	echo "$bytes" >bytes
	before=$(there)
	site a sync --once 2>cut.err >/dev/null
	rc=$?
	[ $rc = 6 ] && cuts=$((cuts + 1))
	[ $rc = 0 ] || [ $rc = 6 ] || wrong="$wrong $bytes: exit $rc $(<cut.err);"
	[ "$(acked)" -le "$(there)" ] || wrong="$wrong $bytes: $(acked) acknowledged, $(there) there;"
	[ "$(there)" -ge "$before" ] || wrong="$wrong $bytes: events went;"
	[ "$(there)" -gt "$before" ] && grew=$((grew + 1))
done
is "$wrong" "" "cut after any number of bytes it ends in order, and counts nothing as sent that is not there"
ok "the line was cut ($cuts times)" test $cuts -ge 10
rm bytes
exits 0 "a good line again" site a sync --once
is "$(there)" "$(last)" "all is there"
is "$(sql "SELECT count(*) FROM event WHERE site = 'ГЛ'")" "$(last)" "once"
exits 0 "the log at the centre holds" "$CENTRAL" verify

# --- receiving over the same line
(cd "$T" && site b setting central "https://localhost:$(<cutter.port)" >/dev/null)
wrong=
for bytes in 3000 9000 20000 40000 60000; do
	echo "$bytes" >bytes
	site b sync --once 2>cut.err >/dev/null
	rc=$?
	[ $rc = 0 ] || [ $rc = 6 ] || wrong="$wrong $bytes: exit $rc $(<cut.err);"
done
rm bytes
is "$wrong" "" "receiving is cut too"
exits 0 "and goes on" site b sync --once
is "$(sqlite3 b.db "SELECT count(*) FROM appeal")" 30 "each appeal came once"
exits 0 "it holds" site b verify
same_sites "and both are the same" a b

# --- the centre's database is away
site a register --text "Поки база лежить" >/dev/null
stop_postgres fast
exits 6 "the centre cannot write" site a sync --once
is "$(fault a)" busy "it is busy"
run_postgres
ok "it comes back" until_ok 60 site a sync --once
is "$(unsent a)" 0 "nothing was lost"
done_testing
