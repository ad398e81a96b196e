# tests/server/link.t - two sites and a centre exchange (pult-sync(7)), with the real programs, a real PostgreSQL and
# TLS: what is refused and how that is said, a site made in one command, both ways, the agent, a centre that is away.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites
cp gl.token open.token && chmod 644 open.token
echo "short" >bad.token && chmod 600 bad.token

# --- a site alone
exits 0 "a site" site a init --site ГЛ --name "Гаряча лінія"
exits 2 "is alone" site a sync --once
like "$err" "Пункт працює сам" "and says so"
exits 0 "its state" site a sync status
is "$(unsent a)" 1 "what is not sent"
exits 2 "http is no address of a centre" site a setting central http://localhost
exits 2 "nor a path" site a setting central "$URL/x"
exits 0 "the centre" site a setting central "$URL"

# --- what is refused, with a sentence
exits 1 "without a token" site a sync --once
is "$(fault a)" no_token "nothing is sent"
exits 4 "a token that others can read" site a sync --once --token open.token
like "$err" "600" "is refused"
exits 2 "half a token" site a sync --once --token bad.token
exits 1 "a certificate of nobody known" site a sync --once --token gl.token
like "$err" "сертифікат" "is not trusted"
is "$(stat -c %a a.db.token)" 600 "the token lies beside the base"
is "$(sql 'SELECT count(*) FROM event')" 0 "nothing went there"
exits 0 "the certificates of the city" site a setting central_ca "$T/tls/ca.pem"
exits 1 "another site's token" site a sync --once --token cn.token
is "$(fault a)" site "is told"
tr A-Z B-ZA <gl.token >nobody.token && chmod 600 nobody.token
exits 1 "nobody's token" site a sync --once --token nobody.token
is "$(fault a)" token "is told"
exits 0 "its own" site a sync --once --token gl.token
is "$(unsent a) $(fault a)" "0 null" "all is sent"
is "$(sql "SELECT seq FROM chain WHERE site = 'ГЛ'")" "$(sqlite3 a.db "SELECT seq FROM chain")" "to the last"
ok "the key of PINs is there" grep -q . pin-keys

# --- a second site, in one command
exits 2 "a new site wants a token" site b init --site ЦН --central "$URL"
exits 2 "of its own" site b init --site ЦН --central "$URL" --token gl.token --ca "$T/tls/ca.pem"
like "$err" "ГЛ" "and says whose it is"
exits 5 "one code is not given twice" site b init --site ГЛ --central "$URL" --token gl.token --ca "$T/tls/ca.pem"
ok "nothing is left of it" [ ! -e b.db ]
number=$(site a register --text "Яма на дорозі" --phone 0671234567 --key 1 --json | jq -r .number)
site a sync --once >/dev/null
exits 0 "a site that joins" site b init --site ЦН --name "ЦНАП" --central "$URL" --token cn.token --ca "$T/tls/ca.pem"
is "$(unsent b) $(fault b)" "0 null" "is even with the centre"
exits 0 "it finds what the first has registered" site b find яма
like "$out" "$number" "by its number"
exits 0 "and shows it" site b show "$number"
exits 0 "every row of it follows from the log" site b verify

# --- both ways, photographs too
printf '\211PNG\r\n\032\n picture' >photo.png
site a attach "$number" photo.png >/dev/null
exits 0 "the second moves an appeal of the first" site b dispatch "$number" --to UIP
# scripts of two sites give the same keys
site b register --text "Не горить ліхтар" --phone 0501112233 --key 1 >/dev/null
exits 0 "it sends" site b sync --once
exits 0 "the first sends and receives" site a sync --once --json
is "$(printf %s "$out" | jq -r '.received > 0, .files')" "true
1" "events and a photograph"
is "$(sql 'SELECT count(*) FROM blob')" 1 "which is at the centre"
exits 0 "the second receives" site b sync --once --json
is "$(printf %s "$out" | jq -r .fetched)" 1 "the photograph too"
exits 0 "which can be opened there" site b attach "$number" photo.png --out "$T/theirs.png"
same_file photo.png theirs.png "as it was"
exits 0 "it is erased where it came in" site a redact "$number" --fields files --reason "Вимога громадянина"
site a sync --once >/dev/null
exits 0 "the other site hears of it" site b sync --once
gone() { site b find яма >/dev/null; [ -z "$(ls b.db.blobs 2>/dev/null)" ]; }
ok "and has it no more" until_ok 10 gone
exits 0 "both hold" site a verify
exits 0 "both" site b verify
same_sites "and are the same" a b
like "$(site a find ліхтар)" "ЦН-1" "each has what the other took in"

# --- the agent: at once, one of a site; the centre is away and comes back
agent a
agent b
site a register --text "Прорвало трубу" >/dev/null
ok "what is registered at one is seen at the other" until_ok 20 has b трубу ГЛ-2
exits 6 "one process of a site exchanges" site a sync --once
stop_central one
site a register --text "Без звʼязку" >/dev/null
ok "the centre is away: that is said" until_ok 20 has_fault a away
is "$(unsent a)" 2 "and what waits: that it is registered, and its PIN"
like "$(<a.agent)" "Центр не відповідає" "the agent says it"
is "$(grep -c "не відповідає" a.agent)" 1 "once"
PORT=$((PORT - 1))
start_central one
ok "it comes back: the exchange goes on by itself" until_ok 70 has b "без звʼязку" ГЛ-3
ok "and nothing waits" until_ok 20 is_even a
stop_agent a
is "$?" 0 "SIGTERM ends the agent well"

# --- killed in the middle, again and again: nothing is lost or doubled
for i in {1..25}; do site a register --text "Подія $i" >/dev/null; done
for i in 1 2 3 4 5; do
	agent a
	until_ok 1 test "$(unsent a)" -lt $((25 - 5 * i))
	kill -9 "$AGENT_a"
	wait "$AGENT_a" 2>/dev/null
done
exits 0 "after five kills it is made even" site a sync --once
is "$(sql "SELECT count(*), max(seq) FROM event WHERE site = 'ГЛ'")" "$(sqlite3 a.db "SELECT count(*) || '|' || max(seq) FROM event WHERE site = 'ГЛ'")" \
	"the centre has each event once"
ok "the other site has all" until_ok 30 has b "подія 25" ГЛ-28
exits 0 "and it holds" site b verify

# --- a clock that is ahead
PULT_TEST_NOW="$(TZ=Europe/Kyiv date -d '+1 hour' '+%Y-%m-%d %H:%M:%S')" site a register --text "Завтрашнє" >/dev/null
exits 1 "written an hour ahead" site a sync --once
like "$err" "Годинник" "is not taken, and people are told why"
is "$(fault a)" clock "on the screens too"
like "$(site a find завтрашнє)" "ГЛ-29" "the work goes on"

# --- a newer program has upgraded the base
sqlite3 b.db "PRAGMA user_version=99"
wait "$AGENT_b"
is "$?" 6 "the agent ends when the base is of a newer program"
exits 0 "the centre's log holds" "$CENTRAL" verify
done_testing
