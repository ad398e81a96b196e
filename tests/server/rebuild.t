# tests/server/rebuild.t - appeals made anew at the centre while a site sends: nothing that is on its way is missed. An
# archive that was corrected is one appeal.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
DB=$T/site.db
pult() { "$PULT" --db "$DB" "$@"; }
same_hash() {
	exits 0 "$1" "$CENTRAL" verify
	is "$(grep ^appeals <<<"$out")" "$(pult verify --digest | grep ^appeals)" "and the hash is that of the site"
}
pult init --site ГЛ >/dev/null
printf 'n,received,surname,text\n%s\n' '1,02.03.2025,Коваль,Тече' '2,03.03.2025,Мельник,Темно' >old.csv
pult import appeals old.csv >/dev/null
sed -i 's/Тече/Тече дах/' old.csv
is "$(pult import appeals old.csv --json | jq .changed)" 1 "a row of an archive is corrected"
send_base "$GL" "$DB"
is "$code" 200 "the log is taken"
same_hash "the appeals follow"
like "$out" ' 2[.]' "there are two of them"
exits 0 "made anew" "$CENTRAL" rebuild
like "$out" ': 2[.]' "they are two"

# --- one lacks its row, and something about it is on its way
subject=$(sqlite3 "$DB" "SELECT subject FROM appeal WHERE number = 'ГЛ-1/25'")
sql "DELETE FROM appeal WHERE subject = '$subject';
	CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END';
	CREATE CONSTRAINT TRIGGER dawdle AFTER UPDATE ON chain DEFERRABLE INITIALLY DEFERRED
		FOR EACH ROW EXECUTE FUNCTION dawdle()"
pult note ГЛ-1/25 --text "Дзвонили" >/dev/null
{ send_base "$GL" "$DB"; echo "$code" >posted; } &
ends() { [ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")" = 1 ]; }
ok "an event is being written" until_ok 10 ends
exits 0 "made anew meanwhile" "$CENTRAL" rebuild
wait $!
is "$(<posted)" 200 "the event is taken"
same_hash "and nothing of it is missed"
done_testing
