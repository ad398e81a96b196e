# tests/load/concurrent.t - many desks on one base at full speed, then with five of them killed. Nobody
# fails, numbers have no gap, nothing acknowledged is lost, a retry never registers twice.
#
# PULT_LOAD_DESKS (20) desks register PULT_LOAD_EACH (500) appeals each; then as many desks a third of it
# while five of them are killed. Under the sanitizers fewer. Times are printed, never compared.
. "${TOP:-.}/tests/lib/tap.sh"

if [[ $B == *-san ]]; then default_desks=8 default_each=40; else default_desks=20 default_each=500; fi
desks=${PULT_LOAD_DESKS:-$default_desks} each=${PULT_LOAD_EACH:-$default_each}
victims=$((desks > 10 ? 5 : desks / 2)) registrar=$B/tests/registrar

# start_desks FIRST LAST: all of them at once; pids in $pid[1..desks]; acknowledgements go to $acks.
start_desks() {
	local i

	rm -f ready pistol
	mkfifo pistol
	exec 8<>pistol
	for ((i = 1; i <= desks; i++)); do
		"$registrar" "$db" "$acks" "desk$i" "$1" "$2" <pistol >>ready 2>>said 8>&- &
		pid[i]=$!
	done
	until_ok 30 enough_lines ready "$desks" || bail "the desks do not open the base"
	exec 8>&- # the start
}
# end_desks: waits for them; how many did not end well goes to $failed.
end_desks() {
	local i

	failed=0
	for ((i = 1; i <= desks; i++)); do wait "${pid[i]}" || failed=$((failed + 1)); done
	[ ! -s said ] || diag "$(head -5 said)"
}
enough_lines() { [ -f "$1" ] && [ "$(wc -l <"$1")" -ge "$2" ]; }

# choose_victim: the desk whose turn it is to write, if it can be seen not to be waiting for it; most wait.
choose_victim() {
	local i try where

	for ((try = 0; try < 100; try++)); do
		for ((i = 1; i <= desks; i++)); do
			[[ " ${killed[*]} " != *" $i "* ]] || continue
			victim=$i where=
			read -r where <"/proc/${pid[i]}/wchan" 2>/dev/null || :
			[[ $where == *semtimedop* ]] || return
		done
	done
}

# sql QUERY on the base, by a foreign hand.
sql() { sqlite3 -readonly "$db" "$1"; }

# new_base NAME
new_base() {
	db=$T/$1.db acks=$T/$1.acks
	: >"$acks"
	exits 0 "a base $1" "$PULT" --db "$db" init --site ГЛ
}

# sound COUNT: what must hold in the base when COUNT appeals were asked for.
sound() {
	is "$(sql "SELECT count(*) || ' ' || min(n) || ' ' || max(n) || ' ' || count(DISTINCT n) || ' ' ||
		count(DISTINCT idem) FROM appeal")" "$1 1 $1 $1 $1" "numbers are 1..$1 without a gap, each key once"
	sql "SELECT idem || ' ' || number FROM appeal" | LC_ALL=C sort >in_base
	awk '{ print $1, $2 }' "$acks" | LC_ALL=C sort -u >acked
	LC_ALL=C comm -13 in_base acked | nothing "what was acknowledged is in the base under its number"
	exits 0 "verify is content" "$PULT" --db "$db" verify
	is "$(sql 'PRAGMA integrity_check')" ok "SQLite too"
}

# figures FILE DESKS: Jain's index of what each desk had when the first was ready (Jain, Chiu, Hawe:
# A quantitative measure of fairness, 1984; 1 is fair), and the times of one registration.
figures() {
	awk -v each="$each" '{ sub(/-[0-9]+$/, "", $1); if (++n[$1] == each) { exit } }
		END { for (d in n) { sum += n[d]; squares += n[d] * n[d]; k++ }
			printf "Jain %.4f over %d desks\n", sum * sum / (k * squares), k }' "$1"
	awk '{ print $4 }' "$1" | sort -n | awk '{ t[NR] = $1 }
		END { printf "one registration: p50 %.1f ms, p99 %.1f ms, max %.1f ms\n",
			t[int((NR + 1) / 2)] / 1000, t[int(NR * .99)] / 1000, t[NR] / 1000 }'
}

# --- everybody to the end ---
new_base all
began=${EPOCHREALTIME/[.,]/}
start_desks 1 "$each"
end_desks
took=$((${EPOCHREALTIME/[.,]/} - began))
is "$failed" 0 "$desks desks registered $each appeals each and nobody failed"
is "$(wc -l <"$acks")" $((desks * each)) "each call was acknowledged"
sound $((desks * each))
diag "$(figures "$acks")"
diag "$((desks * each)) registrations in $((took / 1000)) ms: $((desks * each * 1000000 / took)) a second"

# --- five are killed at some moment, the others go on ---
new_base killed
each=$(((each + 2) / 3))
start_desks 1 "$each"
in_doubt=0 resent=0 killed=()
for ((v = 1; v <= victims; v++)); do
	# A moment in the first half of the work, by the lines acknowledged so far.
	moment=$((desks * each * v / (2 * victims + 2) + RANDOM % (desks * each / (4 * victims))))
	until_ok 60 enough_lines "$acks" "$moment"
	choose_victim
	{ kill -9 "${pid[victim]}"; wait "${pid[victim]}"; } 2>/dev/null # bash would tell of it
	killed+=("$victim")
done
end_desks
is "$failed" "$victims" "$victims desks were killed, the others did all their work"
lost=$(LC_ALL=C comm -13 <(sql "SELECT idem || ' ' || number FROM appeal" | LC_ALL=C sort) \
	<(awk '{ print $1, $2 }' "$acks" | LC_ALL=C sort -u) | wc -l)
is "$lost" 0 "nothing acknowledged is lost before anybody tries again"
cp "$acks" before

# Each killed desk is opened again and goes back to its last acknowledged key: that one gives the same
# number, the next one may have been registered without an answer.
for v in "${killed[@]}"; do
	last=$(awk -v d="desk$v-" 'index($1, d) == 1 { n = substr($1, length(d) + 1) } END { print n + 0 }' before)
	exits 0 "desk $v, killed after $last of $each, finishes its work" \
		"$registrar" "$db" "$acks" "desk$v" $((last > 0 ? last : 1)) "$each" </dev/null
	resent=$((resent + (last > 0)))
	in_doubt=$((in_doubt + $(awk -v k="desk$v-$((last + 1))" '$1 == k { print $3 }' "$acks")+0))
done
is "$(awk '{ print $1, $2 }' "$acks" | LC_ALL=C sort -u | awk '{ print $1 }' | uniq -d)" "" \
	"a key has one number, however often it is sent"
is "$(awk '$3 == 1' "$acks" | wc -l)" $((resent + in_doubt)) "and whoever sends it again is told so"
sound $((desks * each))
diag "killed in doubt: $in_doubt of $victims had been registered without an answer"
done_testing
