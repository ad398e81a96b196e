# tests/server/admin.t - the verbs of pult-central: exit statuses, the configuration, versions of the database.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
start_postgres
new_ca

exits 2 "no database is named" "$CENTRAL" init
like "$err" '^pult-central: .*central\.conf' "says where to name it"
exits 6 "a database that is not there" "$CENTRAL" --database "host=$T/nowhere" init
printf '# a comment\n\ndatabase = host=%s dbname=pult user=pult\n' "$T/pg" >central.conf
central() { "$CENTRAL" --config central.conf "$@"; }
exits 6 "no tables yet" central site list
like "$err" 'pult-central init' "says what to run"
exits 0 "init" central init
exits 0 "once more" central init
like "$out" ' [0-9]+[ ;:.].*нічого не змінено' "changes nothing"
exits 0 "a site" central site add гл --name "Гаряча лінія"
like "$out" '^[A-Za-z0-9_-]{43}$' "its token, alone on standard output"
exits 5 "the same code" central site add ГЛ
exits 5 "the same in Latin letters" central site add HL
exits 2 "a code that is none" central site add "Г'); DROP TABLE site; --"
exits 0 "the list" central site list
like "$out" $'\nГЛ\t0\t-\t\\+\tГаряча лінія' "has it, with a token"
is "$(sql "SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass")" 1 "with a partition of the log"
exits 3 "a token for nobody" central token ЦН
exits 2 "no such verb" central sites
exits 2 "no such option" central --nothing 1 init
exits 0 "help" "$CENTRAL" --help
for verb in init serve 'site add' 'site list' token verify rebuild; do
	like "$out" "  $verb" "help has $verb"
	ok "and so has the manual" grep -q "${verb##* }" "$TOP/man/pult-central.8"
done
for option in $(grep -oE '^  --[a-z-]+' <<<"$out"); do
	ok "the manual has $option" grep -qF -- "${option//-/\\-}" "$TOP/man/pult-central.8"
done
echo "nonsense = 1" >>central.conf
exits 2 "a line that is no setting" central site list
like "$err" '4' "is named by its number"
export PULT_CENTRAL_DATABASE="host=$T/pg dbname=pult user=pult"

# --- serve
exits 2 "an address that is none" "$CENTRAL" serve --listen nowhere
chmod 644 "$T/tls/key.pem"
exits 4 "a key that others may read" "$CENTRAL" serve --certificate "$T/tls/cert.pem" --key "$T/tls/key.pem"
chmod 600 "$T/tls/key.pem"
exits 1 "a certificate that is not there" "$CENTRAL" serve --certificate "$T/none.pem" --key "$T/tls/key.pem"
exits 2 "no threads" "$CENTRAL" serve --threads 0
start_central one
request GET "" /v1/health --tls-max 1.1 --ciphers 'DEFAULT@SECLEVEL=0'
is "$code" 000 "TLS 1.1 is not spoken"
request GET "" /v1/health
is "$code" 200 "TLS 1.2 and later is"
stop_central one
is "$(tail -1 one.log)" "pult-central: ending" "SIGTERM ends it"

# --- a database of version 1 is brought here
sql "DROP FUNCTION citizen_try; DROP INDEX appeal_number; CREATE INDEX appeal_ascii ON appeal(ascii); DROP TABLE projection; DELETE FROM central_version WHERE version > 1"
exits 6 "an older database is not served" "$CENTRAL" serve
exits 0 "init" "$CENTRAL" init
like "$out" ' 1 .* 3\.' "brings it from version 1 to 3"
is "$(sql "SELECT count(*) FROM pg_proc WHERE proname = 'citizen_try'")" 1 "with what version 2 has"

sql "INSERT INTO central_version(version) VALUES(99)"
exits 6 "a database of a newer program" "$CENTRAL" init
exits 6 "is not served" "$CENTRAL" serve
sql "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0"
exits 2 "a database that is not UTF-8" "$CENTRAL" --database "host=$T/pg dbname=latin user=pult" init
done_testing
