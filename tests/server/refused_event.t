# tests/server/refused_event.t - events that no site would take are not kept by the centre either: a body that is no
# JSON, a number of another site; and the journal names the site of a request that was refused.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a b

# --- the body
KK=$("$CENTRAL" site add КК 2>/dev/null)
for body in 'не json' '[1]' '"слово"' '{"a":1' '{} {}'; do
	rm -f КК.jsonl
	{ event КК site_created '{}' ""; event КК noted "$body" КК.1; } >bad.jsonl
	post "$KK" bad.jsonl
	is "$code $(json error) $(json seq)" "422 event 2" "a body «$body»"
done
like "$(json message)" 'JSON' "the sentence says why"
is "$(sql "SELECT count(*) FROM event WHERE site = 'КК'")" 0 "nothing of the request is stored"
rm -f КК.jsonl
event КК site_created '{}' "" >good.jsonl
post "$KK" good.jsonl
is "$code" 200 "JSON is taken"

# --- the journal
like "$(<one.log)" 'POST /v1/events of site КК: 422' "a refusal names the site"
head -c 5000000 /dev/zero | tr '\0' ' ' >big
post "$KK" big
is "$code" 413 "one that is refused before its body comes"
like "$(<one.log)" 'POST /v1/events of site КК: 413' "too"
post "$KK" good.jsonl -H "Content-Encoding: br"
like "$(<one.log)" 'POST /v1/events of site КК: 415' "and one of a coding that nobody knows"
post nobody good.jsonl
like "$(<one.log)" 'POST /v1/events of site \?: 401' "whose token is nobody's has no name"

# --- a number of another site
site a register --text "Прорив води" --topic 01.03 >/dev/null
site a sync --once >/dev/null
body=$(sqlite3 -readonly a.db "SELECT body FROM event WHERE kind = 'registered'")
event КК registered "$body" "" >foreign.jsonl
post "$KK" foreign.jsonl
is "$code" 200 "an appeal with a number of another site comes"
is "$(sql "SELECT string_agg(site, ',') FROM appeal")" ГЛ "the centre makes no row of it"
exits 0 "its log holds" "$CENTRAL" verify
hash=$(grep ^appeals <<<"$out")
site a sync --once >/dev/null 2>&1
site b sync --once >/dev/null 2>&1
is "$(site a verify --digest | grep ^appeals)" "$hash" "the sites have the same"
same_sites "all of them" a b
sql "INSERT INTO appeal SELECT 'КК.2', 'КК', ascii, number, pin_mac, pin_key, hlc, data FROM appeal"
exits 1 "a row that an older program kept" "$CENTRAL" verify
like "$out" 'КК\.2' "is a fault"
exits 0 "rebuild drops it" "$CENTRAL" rebuild
exits 0 "and all holds" "$CENTRAL" verify
is "$(grep ^appeals <<<"$out")" "$hash" "with the same hash"
done_testing
