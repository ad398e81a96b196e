# tests/cli/attach.t - files of an appeal: taken in by their contents, shown, written out, carried by a backup, checked.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

n=$(as olena register --json --text "Яма" --topic 07.01 | jq -r .number)
as olena dispatch "$n" --to VODA >/dev/null
printf '\x89PNG\r\n\x1a\n-------' >"фото ями.png"
printf '%%PDF-1.7 letter' >"../${T##*/}/letter.pdf"
printf '\x7fELF\x02\x01' >program.png
printf '<html><script>alert(1)</script></html>' >page.txt
printf 'Лист заявника' >note.txt
printf 'PK\x03\x04 archive' >a.docx
printf 'PK\x03\x04 ....word/document.xml....' >b.docx
: >empty.pdf
{ printf '%%PDF-1.7'; head -c 26214400 /dev/zero; } >large.pdf

exits 0 "a picture" as olena attach "$n" "фото ями.png"
exits 0 "a letter" as klerk attach "$n.1" letter.pdf
exits 0 "the executor, too" as vodak attach "$n" note.txt
exits 0 "a text of Word" as olena attach "$n" b.docx
exits 2 "a program under the name of a picture" as olena attach "$n" program.png
like "$err" "JPEG" "what is taken is said"
exits 2 "a page with a script" as olena attach "$n" page.txt
exits 2 "an archive" as olena attach "$n" a.docx
exits 2 "nothing" as olena attach "$n" empty.pdf
exits 2 "too large" as olena attach "$n" large.pdf
like "$err" "16" "the limit is said"
exits 1 "a file that is not there" as olena attach "$n" none.pdf
exits 4 "an administrator attaches nothing" as admin attach "$n" letter.pdf
printf 'Чужий лист' >stray.txt
exits 3 "to a number that is not there" as olena attach ГЛ-99/26 stray.txt
exits 3 "to a question that is not there" as olena attach "$n.7" stray.txt
exits 4 "to an appeal of another executor" as teplo attach "$n" stray.txt
not_ok "what was refused is not kept" test -e "$DB.blobs/$(sha256sum stray.txt | cut -d' ' -f1)"
exits 4 "another executor" as teplo attach "$n" letter.pdf
exits 3 "to a question that is not there" as olena attach "$n.2" letter.pdf
exits 3 "to an appeal that is not there" as olena attach ГЛ-9/26 letter.pdf
exits 5 "to another revision" as olena attach "$n" letter.pdf --rev 1

run "$PULT" show "$n" --json
is "$(field 'attachments | map(.name) | join("|")')" "фото ями.png|letter.pdf|note.txt|b.docx" "listed by their names"
is "$(field 'attachments | map(.mime) | join(" ")')" \
	"image/png application/pdf text/plain application/vnd.openxmlformats-officedocument.wordprocessingml.document" \
	"kinds by the contents"
is "$(field 'attachments[0].sha256')" "$(sha256sum "фото ями.png" | cut -d' ' -f1)" "by the hash of the contents"
is "$(field 'attachments[0] | "\(.size) \(.by) \(.question)"')" "15 olena 1" "size, who and to what"
like "$("$PULT" show "$n")" "Файл +2\\) letter.pdf, 1 КБ" "the card lists them"
is "$(ls "$DB.blobs" | wc -l)" 4 "each is kept once"
as olena attach "$n" letter.pdf >/dev/null
is "$(ls "$DB.blobs" | wc -l)" 4 "the same contents again, too"
is "$(stat -c %a "$DB.blobs"/* | sort -u)" 600 "for nobody else"

# --- out again ---
exits 0 "by its place" as olena attach "$n" 2 --out out.pdf
same_file out.pdf letter.pdf "the same bytes"
exits 0 "by its name" as vodak attach "$n" note.txt --out out.txt
exits 5 "an older file stays" as vodak attach "$n" note.txt --out out.txt
exits 3 "a name that is not there" as olena attach "$n" none.pdf --out out2.pdf
like "$err" "1\\) фото ями.png" "the names are said"
exits 4 "another executor gets nothing" as teplo attach "$n" 1 --out out3.png
is "$(sqlite3 "$DB" "SELECT count(*) FROM event WHERE kind = 'file_saved'")" 2 "who took one stands in the log"

# --- the base ---
exits 0 "all of it holds" "$PULT" verify
"$PULT" backup b.pult >/dev/null && "$PULT" restore b.pult --db new.db >/dev/null
exits 0 "a backup carries them" "$PULT" attach "$n" 1 --out again.png --db new.db
same_file again.png "фото ями.png" "as they were"
exits 0 "and holds" "$PULT" verify --db new.db
blob=$DB.blobs/$(sha256sum letter.pdf | cut -d' ' -f1)
printf x >>"$blob"
exits 1 "a changed file shows" "$PULT" verify
like "$err" "$(basename "$blob")" "which one"
exits 1 "and is not written out" as olena attach "$n" letter.pdf --out out4.pdf
[ ! -e out4.pdf ] && pass "nothing is left" || fail "nothing is left"
rm "$blob"
exits 1 "a lost file shows" "$PULT" verify
done_testing
