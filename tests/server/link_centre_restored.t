# tests/server/link_centre_restored.t - a centre whose database is put back from an older backup: it knows fewer events
# than it has acknowledged. Sites that are told of nothing find that out by themselves, send again what is missing, and
# all are even; nothing is there twice.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a b
agent a
agent b
at_centre() { sql "SELECT count(*), count(DISTINCT (site, seq)) FROM event"; }
of_site() { sql "SELECT max(seq) FROM event WHERE site = '$1'"; }
last() { sqlite3 -readonly "$1.db" "SELECT max(seq) FROM event WHERE site = '$2'"; }
both_even() { is_even a && is_even b && [ "$(of_site ГЛ) $(of_site ЦН)" = "$(last a ГЛ) $(last b ЦН)" ]; }
stop_agent_quietly() { stop_agent "$1"; is $? 0 "the agent of $1 ends well"; }
site a register --text "До копії" >/dev/null
ok "all is even" until_ok 20 has b "до копії" ГЛ-1
until_ok 20 both_even
pg_dump -Fc pult >"$T/dump" 2>/dev/null || bail "no dump"
dumped=$(of_site ГЛ)

# restored: the centre is stopped, its database is the dump's, and it runs again at the same place.
restore_centre() {
	stop_central one
	psql -q -d postgres -c "DROP DATABASE pult" -c "CREATE DATABASE pult"
	pg_restore -d pult "$T/dump" 2>restore.err || bail "no restore: $(<restore.err)"
	restored=$(of_site ГЛ) # before the agents find the centre and send again
	PORT=$((PORT - 1))
	start_central one
}

# --- what one wrote is with the other, and the centre has lost it
site a register --text "Після копії" >/dev/null
ok "acknowledged, and at the other site" until_ok 20 has b "після копії" ГЛ-2
until_ok 20 both_even
whole=$(at_centre)
restore_centre
is "$restored" "$dumped" "the centre has what was in the backup"
ok "without a word of anybody the sites send again what is missing" until_ok 90 both_even
is "$(at_centre)" "$whole" "once"
well() { [ "$(fault a) $(fault b)" = "null null" ]; }
ok "and all is well" until_ok 20 well # a fault is taken back by its lane's next answer

# --- the title does not count as sent what is not there
stop_agent_quietly a
stop_agent_quietly b
restore_centre
stop_central one
site a register --text "Поки немає звʼязку" >/dev/null
PORT=$((PORT - 1))
start_central one
exits 0 "at the next exchange" site a sync --once --json
ok "what is missing goes with what is new" test "$(printf %s "$out" | jq .sent)" -ge $(($(last a ГЛ) - dumped))
exits 0 "the other site asks for the others' from the beginning" site b sync --once
like "$(site b find "поки немає")" "ГЛ-3" "and has what is new"
site a sync --once >/dev/null
both_even
is $? 0 "both are even"
exits 0 "one holds" site a verify
exits 0 "the other holds" site b verify
exits 0 "the centre holds" "$CENTRAL" verify
same_sites "the sites are the same" a b
done_testing
