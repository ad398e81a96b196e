# tests/server/pause.t - while the database does not end its commits one request in ten seconds finds out whether it does
# again; only a commit that was made says so, and a request that is refused leaves it to the next one to find out.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
event ГЛ site_created '{}' >/dev/null
event ГЛ login '{}' >/dev/null
tail -1 ГЛ.jsonl >gap

sql "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
	CREATE CONSTRAINT TRIGGER dawdle AFTER UPDATE ON chain DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()"
post "$GL" ГЛ.jsonl --max-time 20
is "$code $(header Retry-After)" "503 10" "a commit that does not end is called off"
like "$(<one.log)" 'longer than 5 s' "the journal says why"
post "$GL" ГЛ.jsonl --max-time 3
is "$code $(header Retry-After)" "503 10" "the next one is told to come again at once"
is_refused() { post "$GL" gap --max-time 3; [ "$code" = 409 ]; }
ok "events with a gap are refused when the pause is over" until_ok 30 is_refused
post "$GL" ГЛ.jsonl --max-time 20
is "$code $(grep -c 'longer than 5 s' one.log)" "503 2" "that does not say that commits end again: the next one finds out"
post "$GL" ГЛ.jsonl --max-time 3
is "$code $(header Retry-After)" "503 10" "and the one after it is told to come again at once"
sql "DROP TRIGGER dawdle ON chain"
is_taken() { post "$GL" ГЛ.jsonl --max-time 3; [ "$code" = 200 ]; }
ok "they do: events are taken" until_ok 30 is_taken
post "$GL" ГЛ.jsonl --max-time 3
is "$code $(json acked)" "200 2" "and from then on without a pause"
done_testing
