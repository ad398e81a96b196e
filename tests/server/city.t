# tests/server/city.t - a city in trouble: three sites with a real agent each, two centres behind haproxy, a line that
# cuts connections at any byte, one PostgreSQL. Desks write while all of it is killed and comes back by the dice of a
# seed. In the end every acknowledged step is in the log exactly once, and all have the same.
#
# CITY_STEPS of each of CITY_DESKS desks a site, CITY_FAULTS, CITY_SEED, CITY_PAUSE (ms between steps of a desk): larger
# in `make soak`.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
. "$TOP/tests/lib/trouble.sh"
STEPS=${CITY_STEPS:-50} DESKS=${CITY_DESKS:-2} FAULTS=${CITY_FAULTS:-18} SEED=${CITY_SEED:-1} PAUSE=${CITY_PAUSE:-10}
PATIENCE=$((60 + STEPS / 10))
SITES=(a b c) CODES=(ГЛ ЦН БР)
RANDOM=$SEED

new_centre
BR=$("$CENTRAL" site add БР --name "Брюховичі" 2>/dev/null) || bail "no site"
token_files
(umask 077 && echo "$BR" >br.token)
start_central two
start_balancer one two
start_line "$SEED" 60000
# A base that was made and could not be filled goes on with sync, as it says.
joins() {
	site "$1" init --site "$2" --central "$URL" --token "$3.token" --ca "$T/tls/ca.pem" >/dev/null 2>>"$1.join" ||
		site "$1" sync --once >/dev/null 2>>"$1.join"
}
ok "a site joins over a bad line, sooner or later" until_ok $PATIENCE joins a ГЛ gl
ok "another" until_ok $PATIENCE joins b ЦН cn
ok "a third" until_ok $PATIENCE joins c БР br
for s in "${SITES[@]}"; do agent $s; done

# --- the desks
desk() { # SITE N
	"$B/tests/citydesk" "$T/$1.db" "$T/$1.acks" "$1$2" "$STEPS" "$PAUSE" 2>>"$1.desks" &
	printf -v "DESK_$1$2" %s $!
	at_exit "crash $!"
}
for s in "${SITES[@]}"; do
	: >$s.acks
	for ((n = 1; n <= DESKS; n++)); do desk $s $n; done
done
acks() { cat ./*.acks | wc -l; }
all_done() {
	local pid s n

	for s in "${SITES[@]}"; do
		for ((n = 1; n <= DESKS; n++)); do
			pid=DESK_$s$n
			! is_running "${!pid}" || return 1
		done
	done
}
so_far() { [ "$(acks)" -ge "$1" ] || all_done; }

# --- the trouble: what is whole breaks, what is broken is mended
declare -A broken
declare -A told
break_or_mend() {
	local what=$1 pid

	told[${what%%:*}]=$((${told[${what%%:*}]:-0} + 1))
	case $what in
	desk:*)
		pid=DESK_${what#*:}
		crash "${!pid}"
		desk "${what:5:1}" "${what:6}"
		return ;;
	agent:*) if [ -n "${broken[$what]:-}" ]; then agent "${what#*:}"; else pid=AGENT_${what#*:} && crash "${!pid}"; fi ;;
	centre:*) if [ -n "${broken[$what]:-}" ]; then again_central "${what#*:}"; else kill_central "${what#*:}"; fi ;;
	base) if [ -n "${broken[$what]:-}" ]; then run_postgres; else stop_postgres immediate; fi ;;
	balancer) if [ -n "${broken[$what]:-}" ]; then run_balancer; else stop_balancer; fi ;;
	line) if [ -n "${broken[$what]:-}" ]; then run_line; else stop_line; fi ;;
	esac
	if [ -n "${broken[$what]:-}" ]; then unset "broken[$what]"; else broken[$what]=1; fi
}
PARTS=(base desk:a1 agent:b centre:one line agent:a balancer desk:b1 centre:two agent:c desk:c1)
mend_all() {
	local what

	# A centre is up when its base is.
	for what in base centre:one centre:two balancer line agent:a agent:b agent:c; do
		[ -z "${broken[$what]:-}" ] || break_or_mend $what
	done
}
for ((i = 1; i <= FAULTS; i++)); do
	until_ok $PATIENCE so_far $((STEPS * DESKS * 3 * i / (FAULTS + 2))) || fail "the desks stand still"
	# A centre that starts while its base is away waits for it, and the test with it.
	what=${PARTS[i <= ${#PARTS[@]} ? i - 1 : RANDOM % ${#PARTS[@]}]} # each of them once at least
	[[ $what != centre:* || -z "${broken[base]:-}" ]] || what=base
	break_or_mend "$what"
done
mend_all
ok "the desks come to their end" until_ok $((PATIENCE * 4)) all_done
for s in "${SITES[@]}"; do
	for ((n = 1; n <= DESKS; n++)); do
		pid=DESK_$s$n
		wait "${!pid}" || echo "desk $s$n: exit status $?"
	done
	cat $s.desks 2>/dev/null
done >desks.bad
nothing "each did all of its steps, and nobody was refused" <desks.bad

# --- even: own events of each site and the shared ones of the others, and all of them at the centre
HOME_ONLY="'login','login_refused','locked','viewed','played','printed','pin','exported','file_saved'"
at_site() { sqlite3 -readonly $1.db "SELECT site || ' ' || seq || ' ' || lower(hex(hash)) FROM event WHERE kind NOT IN ($HOME_ONLY) ORDER BY site, seq"; }
at_centre() { sql "SELECT site || ' ' || seq || ' ' || encode(hash, 'hex') FROM event WHERE kind NOT IN ($HOME_ONLY) ORDER BY site COLLATE \"C\", seq"; }
count_at() { sqlite3 -readonly $1.db "SELECT count(*) FROM event WHERE kind NOT IN ($HOME_ONLY)"; }
is_whole() {
	local s want=$(sql "SELECT count(*) FROM event WHERE kind NOT IN ($HOME_ONLY)")

	for s in "${SITES[@]}"; do
		[ "$(unsent $s)" = 0 ] && [ "$(count_at $s)" = "$want" ] || return 1
	done
}
all_even() {
	local s i

	ok "$1: all is sent and has come" until_ok $((PATIENCE * 2)) is_whole
	at_centre >centre.log
	for s in "${SITES[@]}"; do
		at_site $s >$s.log
		same_file $s.log centre.log "site $s has what the centre has, each once, with the same hashes"
	done
	for i in 0 1 2; do
		is "$(sqlite3 ${SITES[i]}.db "SELECT count(*), max(seq) FROM event WHERE site = '${CODES[i]}'")" \
			"$(sql "SELECT count(*), max(seq) FROM event WHERE site = '${CODES[i]}'")" "the centre has the whole log of ${SITES[i]}"
	done
}
all_even "after the trouble"

# --- acknowledged: each step's mark is in one event of the city, and in no second
# marks: of lines "SUBJECT BODY". What is joined goes along with its parent's moves: another subject, the same mark.
marks() { awk '{ s = $1; while (match($0, /"[abc][0-9]+-[0-9]+"/)) { m = substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH); if (!((NR, m) in seen)) { seen[NR, m]; print m, s } } }' | sort; }
sql "SELECT subject || ' ' || body FROM event WHERE kind <> 'redacted'" | marks | uniq -d | nothing "no step is in the log twice"
sql "SELECT subject || ' ' || body FROM event" | marks | cut -d' ' -f1 | sort -u >marks.centre
cat ./*.acks | sort >acked
uniq -d acked | nothing "and none was acknowledged twice"
comm -23 acked marks.centre | nothing "every acknowledged step is at the centre"
for s in "${SITES[@]}"; do
	sqlite3 $s.db "SELECT subject || ' ' || body FROM event" | marks | cut -d' ' -f1 | sort -u | comm -23 acked - | nothing "and at site $s"
done

# --- two sites at once on one appeal, without a line
number=$(site a register --text "Двоє за одне" --phone 0671112233 --json | jq -r .number)
ok "an appeal is known everywhere" until_ok $PATIENCE has b "двоє" "$number"
until_ok $PATIENCE has c "двоє" "$number"
stop_line
exits 0 "one site: withdrawn" site a withdraw "$number" --via call --note "передумав"
exits 0 "another, not knowing: passed on" site b dispatch "$number" --to UIP
exits 0 "and taken" site b accept "$number"
run_line
all_even "the line is there again"

# --- the same everywhere
conflicts() { sqlite3 $1.db "SELECT subject, site, seq, k, kind, state, how FROM conflict ORDER BY subject, site, seq"; }
for s in "${SITES[@]}"; do
	conflicts $s >$s.conflicts
	exits 0 "site $s: every row follows from the log" site $s verify
	is "$(site $s show "$number" --json | jq -r .state)" withdrawn "the earlier move counts"
done
same_file b.conflicts a.conflicts "the moves that were not legal any more are the same at two sites"
same_file c.conflicts a.conflicts "and at the third"
like "$(<a.conflicts)" "ЦН.*dispatched" "what came second is among them"
at_site_rows() { sqlite3 -readonly a.db "SELECT a.number, q.k, q.state, q.service, q.text, q.address, a.phone, a.surname FROM appeal a JOIN question q ON q.appeal = a.id ORDER BY 1, 2"; }
at_centre_rows() { sql "SELECT number, q->>'k', q->>'state', q->>'service', q->>'text', q->>'address', data::jsonb->>'phone', data::jsonb->>'surname' FROM appeal, jsonb_array_elements(data::jsonb->'questions') q ORDER BY number COLLATE \"C\", 2"; }
at_site_rows >site.rows
at_centre_rows >centre.rows
ok "there are rows" test -s site.rows
same_file centre.rows site.rows "the rows of appeals are the same at the centre"
same_sites "one digest" a b
same_sites "of all" a c
exits 0 "the centre's log and rows hold" "$CENTRAL" verify
is "$(grep ^appeals <<<"$out")" "$(site a verify --digest | grep ^appeals)" "and it has the same hash of appeals"
for s in "${SITES[@]}"; do
	stop_agent $s
	is $? 0 "the agent of $s ends well"
done
note "seed $SEED: $(wc -l <acked) steps acknowledged, $(sql "SELECT count(*) FROM event") events, $(wc -l <a.conflicts) conflicts;" \
	"broken or mended: $(for k in "${!told[@]}"; do printf '%s %s, ' "$k" "${told[$k]}"; done)"
done_testing
