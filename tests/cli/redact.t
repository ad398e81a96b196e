# tests/cli/redact.t - erasing personal data (design.md 5): gone from the file, the log still holds, all the rest stays.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

of() { "$PULT" show "$n" --json | jq -r ".$1"; }
# What the file of the base, its write-ahead log and the folder of files hold of a word; the base is open nowhere.
raw() { cat "$DB" "$DB"-wal "$DB".blobs/* 2>/dev/null | grep -c -a -F -e "$1"; }
# The pages of the search index keep dropped words until their segments are merged; words are folded and stand there
# without the beginning they share with the one before.
segments() { sqlite3 "$DB" "SELECT hex(block) FROM question_text_data" | grep -c "$(printf %s "$1" | xxd -p | tr -d '\n' | tr a-f A-F)"; }

"$PULT" register --text "Сусідній дім" --topic 07.01 --phone "050 111 22 33" --name "Інша Ольга" >/dev/null
n=$(as olena register --json --text "Таємниця мого лікаря" --topic 07.01 --phone "067 765 43 21" \
	--name "Крилатюк Зеновій Остапович" --email zenoviy@example.com --address "вул. Зелена, 44" \
	--residence "вул. Наукова, 58" --category 7.7 | jq -r .number)
as olena edit "$n" --name "Крилатюченко Зеновій Остапович" --text "Таємниця мого лікаря, уточнено" >/dev/null
as olena note "$n" --text "Крилатюк телефонував двічі" >/dev/null
as olena supplement "$n" --text "Ще таємничіше" >/dev/null
printf '%%PDF-1.7 висновок лікаря' >letter.pdf
as olena attach "$n" letter.pdf >/dev/null
as olena dispatch "$n" --to VODA >/dev/null; as vodak accept "$n" >/dev/null
as vodak "done" "$n" --result "done" --text "Зроблено для Крилатюка" >/dev/null
as kontr confirm "$n" --outcome yes --via call --grade 5 --note "Крилатюк дякує" >/dev/null
rows=$(sqlite3 "$DB" "SELECT count(*) FROM event")

# --- who, what, why ---
for who in olena super admin vodak; do
	exits 4 "$who may not" as "$who" redact "$n" --fields name --reason "Заява"
done
exits 2 "what?" as kerivnyk redact "$n" --reason "Заява"
exits 2 "why?" as kerivnyk redact "$n" --fields name
exits 2 "no such field" as kerivnyk redact "$n" --fields name,shoes --reason "Заява"
like "$err" "phone" "it says which there are"
exits 3 "no such appeal" as kerivnyk redact ГЛ-99/26 --fields name --reason "Заява"
exits 2 "a bare number is not enough" as kerivnyk redact "${n//[!0-9]/}" --fields name --reason "Заява"
exits 5 "another revision" as kerivnyk redact "$n" --fields name --reason "Заява" --rev 1
is "$(sqlite3 "$DB" "SELECT count(*) FROM event WHERE body = ''")" 0 "nothing was erased by that"

# --- the person, while somebody else has the base open ---
[ "$(segments ченко)" -gt 0 ] && pass "a word of the name is in the search index" || fail "a word of the name is in the search index"
coproc sqlite3 -batch "$DB"
echo "SELECT count(*) FROM event;" >&"${COPROC[1]}" && read -r _ <&"${COPROC[0]}"
"$PULT" backup before.pult >/dev/null
state=$("$PULT" show "$n" --json | jq -S '{state, result, service, due, grade: .confirmed.grade, address, text, n: .number}')
run as kerivnyk redact "$n" --fields name,phone,email,residence,category --reason "Заява про вилучення даних" --json
is "$rc $(field name) $(field phone) $(field email) $(field residence) $(field category)" "0 null null null null null" \
	"the person is gone"
like "$err" "резервних копіях" "backups are spoken of"
is "$("$PULT" show "$n" --json | jq -S '{state, result, service, due, grade: .confirmed.grade, address, text, n: .number}')" \
	"$state" "the rest stays"
for word in Крилатюченко Остапович zenoviy@example.com "Наукова, 58" +380677654321 "067 765 43 21"; do
	is "$(raw "$word")" 0 "«$word» is in the base no more"
done
exec {COPROC[1]}>&- # the other one ends
[ "$(raw "Інша")" -gt 0 ] && pass "what is another's stays" || fail "what is another's stays"
is "$(segments ченко) $(segments новій)" "0 0" "nor in the search index"
is "$("$PULT" find 7654321 --json 2>/dev/null | jq length) $("$PULT" find Крилатюченко --json | jq length)" "0 0" "nobody finds it"
is "$("$PULT" find Таємниця --json | jq length)" 1 "the text is found still"
is "$(of 'history[-1].action') $(of 'history[-1].actor')" "redacted kerivnyk" "who did it stands in the history"
like "$(of 'history[-1].note')" "Телефон" "what"
like "$(of 'history[-1].note')" "Заява про вилучення" "and why"
like "$("$PULT" show "$n")" "Крилатюк дякує" "notes were not asked for"
is "$(of 'history[0].action')" registered "the history is whole"
exits 0 "the log holds" "$PULT" verify
exits 4 "there is nothing more of it" as kerivnyk redact "$n" --fields phone --reason "Ще раз"

# --- the words, over the redaction before ---
exits 0 "words and files" as kerivnyk redact "$n" --fields text,notes,files --reason "Повторна заява"
for word in Крилатюк Таємниця таємничіше letter.pdf "висновок лікаря"; do
	is "$(raw "$word")" 0 "«$word» is in the base no more"
done
is "$(segments ємниц) $(segments ікаря)" "0 0" "nor in the search index"
is "$(of text) $(of address) $(of state)" " вул. Зелена, 44 closed" "the rest stays"
is "$(of 'attachments | length')" 0 "no file is listed"
is "$(ls "$DB.blobs" 2>/dev/null | wc -l)" 0 "nor kept"
is "$(sqlite3 "$DB" "SELECT count(*) FROM event WHERE subject <> '' AND id <= (SELECT min(id) FROM event) + $rows")" \
	"$((rows + 1))" "no row of the log is gone"
exits 0 "the log holds" "$PULT" verify
was=$("$PULT" show "$n" --json | jq -S .)
sqlite3 "$DB" "UPDATE appeal SET surname = 'Хтось', law_index = 'X' WHERE number = '$n'"
exits 1 "a changed row shows" "$PULT" verify
"$PULT" rebuild >/dev/null
is "$("$PULT" show "$n" --json | jq -S .)" "$was" "the same is made anew from the log"
exits 0 "the log holds" "$PULT" verify
exits 0 "a quick look, too" "$PULT" verify --quick
exits 0 "reports" "$PULT" report confirmations --from 01.01.2020 --to 01.01.2030
exits 0 "exports" "$PULT" export appeals out.csv
exits 0 "the work goes on" as kontr reopen "$n" --note "Ще не все"
is "$(of state) $(of rework)" "rework 1" "as before"
exits 0 "all at once" as kerivnyk redact "$n" --fields all --reason "Усе"
is "$(of address) $(of 'history[-2].note')" "null " "nothing is left"
exits 0 "the log holds" "$PULT" verify
"$PULT" backup after.pult >/dev/null && "$PULT" restore after.pult --db new.db >/dev/null
exits 0 "a backup holds" "$PULT" verify --db new.db
is "$(grep -c -a "вул. Зелена, 44" new.db)" 0 "and has no more than the base"
is "$(grep -c -a "Крилатюк" before.pult | sed 's/^[1-9].*/some/')" some "one made before keeps it"
sqlite3 "$DB" "UPDATE event SET body = '' WHERE id = (SELECT min(id) FROM event WHERE kind = 'registered')"
exits 1 "a body that no redaction has emptied shows" "$PULT" verify
done_testing
