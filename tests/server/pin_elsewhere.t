# tests/server/pin_elsewhere.t - a citizen comes to any office: a new PIN of another site's appeal is good at the centre
# and at every office, the old one is not, the appeal's own site knows who issued it; and what cannot be checked without
# the centre is told so, never called wrong.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a b
register() { site "$1" register --json --text "Прорив води" --topic 01.03 >reg; n=$(jq -r .number reg); pin=$(jq -r .pin reg); }
wrong_of() { [ "$1" = 000000 ] && echo 000001 || echo 000000; }
even() { site "$1" sync --once >/dev/null; }

register a
old=$pin
even a
even b
exits 0 "another office issues a new PIN" site b receipt "$n" --new-pin --json --out receipt.txt --format text
new=$(jq -r .pin <<<"$out")
like "$new" '^[0-9]{6}$' "it is on the receipt"
even b
status "$n" "$new"
is "$code $(json number)" "200 $n" "it is right at the centre"
status "$n" "$old"
is "$code $(json error)" "403 pin" "the old one is not"
exits 0 "the log of the centre holds" "$CENTRAL" verify
even a
exits 0 "it is right where the appeal was registered" site a status "$n" --pin "$new" --json
is "$(jq -r .answered_by <<<"$out")" centre "for the centre is asked"
like "$err" 'інш.*пункт' "which is said"
exits 4 "the old one is wrong there too" site a status "$n" --pin "$old"
exits 0 "and where it was issued it is right" site b status "$n" --pin "$new"
site a show "$n" --json >shown
is "$(jq -r '[.history[] | select(.action == "pin")] | length' shown)" 2 "the history has both"
like "$(site a show "$n")" "ЦН" "and names the office"
same_sites "the sites have the same" a b
exits 0 "the base of the one holds" site a verify
exits 0 "and that of the other" site b verify

# --- the key of the office that issued it is not on the host
sed -i '/^ЦН /d' pin-keys
status "$n" "$new"
is "$code $(json error)" "503 pin_key" "without its key a right PIN is not called wrong"
status "$n" "$(wrong_of "$new")"
is "$code" 503 "nor is a wrong one counted"
is "$(sql "SELECT coalesce(sum(tries), 0) FROM attempt WHERE what LIKE 'pin:%'")" 0 "a right one has the old one's tries forgotten"
exits 6 "an office says the same" site a status "$n" --pin "$new"
like "$err" 'ключа' "that the key is not there"
even b
status "$n" "$new"
is "$code" 200 "its site brings the key"

# --- without the centre
stop_central one
exits 6 "offline" site a status "$n" --pin "$new"
like "$err" 'не перевірено' "it is not called wrong"
site a setting central "" >/dev/null 2>&1
exits 6 "a site that works alone" site a status "$n" --pin "$new"
like "$err" 'не перевірено' "says it too"
is "$(sqlite3 -readonly a.db "SELECT coalesce(sum(tries), 0) FROM attempt WHERE what LIKE 'pin:%'")" 1 "nothing more is counted"

# --- the own site issues one again
exits 0 "the own site issues the next" site a receipt "$n" --new-pin --json --out receipt.txt --format text
exits 0 "and checks it by itself" site a status "$n" --pin "$(jq -r .pin <<<"$out")"
exits 4 "that of the other office is wrong now" site a status "$n" --pin "$new"
done_testing
