# tests/server/link_place.t - the address of the centre, its certificates or the token are changed while pult-agent
# runs: it takes them at once, gives up what it had under way, and what was known of the other centre counts no more.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a
agent a
put_token() { (umask 077 && echo "$1" >token.new) && mv token.new a.db.token; }
at() { PGDATABASE=$1 sql "SELECT coalesce(max(seq), 0) FROM event WHERE site = 'ГЛ'"; }
last() { sqlite3 -readonly a.db "SELECT max(seq) FROM event WHERE site = 'ГЛ'"; }
has_all() { [ "$(at "$1")" = "$(last)" ] && is_even a; }
site a register --text "Перше" >/dev/null
ok "the agent sends" until_ok 20 has_all pult

# --- another token: 401 waits a minute, a token that was put there does not
new=$("$CENTRAL" token ГЛ 2>/dev/null)
site a register --text "Друге" >/dev/null
ok "the old token is nobody's" until_ok 20 has_fault a token
put_token "$new"
ok "the new one is taken at once" until_ok 15 has_all pult
rm a.db.token
ok "none is told at once" until_ok 15 has_fault a no_token
put_token "$new"
ok "and is taken when it is there again" until_ok 15 has_all pult

# --- other certificates under the same name: a connection that was good is none any more
cp tls/ca.pem good.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=other CA" -keyout other.key \
	-out other.pem 2>/dev/null
mv other.pem tls/ca.pem
ok "certificates that were changed are looked at at once" until_ok 15 has_fault a certificate
mv good.pem tls/ca.pem
ok "and when they are good again" until_ok 15 has_all pult

# --- another centre, which has nothing yet; the first one lives on
psql -q -d postgres -c "CREATE DATABASE pult2"
export PULT_CENTRAL_DATABASE="host=$T/pg dbname=pult2 user=pult"
"$CENTRAL" init >/dev/null
other=$("$CENTRAL" site add ГЛ --name "Гаряча лінія" 2>/dev/null)
start_central two
put_token "$other"
site a setting central "$URL" >/dev/null
ok "the other centre has the whole log at once" until_ok 20 has_all pult2
before=$(at pult)
site a register --text "Третє" >/dev/null
ok "and what comes after" until_ok 20 has_all pult2
is "$(at pult)" "$before" "the first one hears no more"
stop_agent a
is $? 0 "the agent ends well"
exits 0 "the other centre's log holds" "$CENTRAL" verify
done_testing
