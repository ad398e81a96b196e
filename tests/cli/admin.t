# tests/cli/admin.t - making a base, users, settings, backup, restore, verify; what a tampered log shows.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

exits 3 "there is no base yet" "$PULT" find
like "$err" 'pult init' "the sentence says what to do"
exits 2 "a site must be named" "$PULT" init
exits 2 "a site code of seven letters" "$PULT" init --site АБВГДЕЄ
exits 2 "a site code with a sign" "$PULT" init --site "Г/Л"
mkdir "$T/demo"
demo() { "$PULT" init --db "$T/demo/d.db" --site ДЕ "$@"; }
for days in abc -1 0 401 99999999999999999999 1x " "; do
	exits 2 "a made-up city of «$days» days" demo "--demo=$days"
done
exits 2 "a name with control characters" demo --name $'a\x1bb' --demo=1
exits 2 "too long a name" demo --name "$(head -c 200 /dev/zero | tr '\0' x)"
exits 2 "a wrong site" demo --site "?" --demo=1
is "$(ls "$T/demo")" "" "nothing is made by any of them"
touch "$T/demo/receipts"
exits 1 "a made-up city that cannot be finished" demo --demo=1
is "$(ls -A "$T/demo")" receipts "leaves nothing"
rm "$T/demo/receipts"
exits 0 "and is made when it can" demo --demo=1
is "$(ls -A "$T/demo" | tr '\n' ' ')" "d.db d.db.key receipts recordings " "a base, its key, its receipts, and nothing besides"
exits 0 "it verifies" "$PULT" verify --db "$T/demo/d.db"
exits 0 "a base is made" new_city
is "$(stat -c %a "$DB" "$DB.key" | tr '\n' ' ')" "600 600 " "nobody else may read it or its key"
exits 5 "an existing base is not overwritten" "$PULT" init --site ХХ

# users
run "$PULT" user list --json
is "$(printf '%s' "$out" | jq -r 'map(.login) | join(" ")')" \
	"admin dysp kerivnyk klerk kontr olena super teplo vodak" "users"
add() { printf '%s\n' "$PASSWORD" | "$PULT" user add "$@"; }
exits 2 "a user without a role" add ivan
exits 2 "an unknown role" add ivan --role boss
exits 2 "a login with a space" add "iv an" --role clerk
exits 5 "a login twice" add olena --role clerk
short() { printf 'abc\n' | "$PULT" user add ivan --role clerk; }
exits 2 "a short password" short
exits 4 "an operator may not add users" bash -c 'printf "%s\n" parol-2026 | "$PULT" user add ivan --role clerk --as olena'
exits 0 "disable" "$PULT" user disable klerk
exits 4 "a disabled user cannot log in" as klerk find
printf 'nope-nope\n' >"$T/bad"
for i in 1 2 3 4; do PULT_PASSWORD_FILE=$T/bad as dysp find >/dev/null 2>&1; done
wrong() { PULT_PASSWORD_FILE=$T/bad as dysp find; }
exits 4 "the fifth wrong password" wrong
like "$err" '(остання спроба|last try).* [0-9]+ (хв|min)' "says that it was the last, and how long to wait"
exits 6 "five wrong passwords lock" as dysp find
exits 0 "unlock" "$PULT" user unlock dysp
exits 0 "then the right one works" as dysp find
passwd() { printf 'novyi-parol\n' | "$PULT" user passwd olena; }
exits 0 "a new password" passwd
exits 4 "the old one is no good" as olena find
exits 3 "nobody of that name" "$PULT" user disable nobody

# settings, receipt
exits 0 "a setting" "$PULT" setting hotline "15-80"
run "$PULT" setting hotline
like "$out" '15-80' "is kept"
run "$PULT" setting
like "$out" 'hotline = 15-80' "without a name all are listed"
like "$out" 'idle_lock = ' "also those without a value"
run "$PULT" setting --json
is "$(field hotline)" 15-80 "as an object too"
n=$("$PULT" register --json --text "Під'їзд без світла, Ґанок" --topic 03.07 --name "Їжак Єва" \
	--receipt "$T/r.pdf" | tee "$T/reg.json" | jq -r .number)
pin=$(jq -r .pin "$T/reg.json")
is "$(head -c 5 "$T/r.pdf")" "%PDF-" "register --receipt writes a PDF"
like "$(pdftotext "$T/r.pdf" - | tr '\n' ' ')" "$pin" "with the PIN"
run "$PULT" receipt "$n"
like "$out" "$n" "the receipt as text names the number"
unlike "$out" "$pin" "the PIN is not kept anywhere"
run "$PULT" receipt "$n" --new-pin --format text --out "$T/r.txt" --json
newpin=$(field pin)
like "$newpin" '^[0-9]{6}$' "a new PIN"
like "$(cat "$T/r.txt")" "$newpin" "stands on the receipt"
exits 0 "it opens the status" "$PULT" status "$n" --pin "$newpin"
[ "$pin" = "$newpin" ] || exits 4 "the old PIN does not" "$PULT" status "$n" --pin "$pin"
exits 2 "a PDF needs a file" "$PULT" receipt "$n" --format pdf
exits 2 "an unknown format" "$PULT" receipt "$n" --format docx --out x
exits 1 "a folder that is not there" "$PULT" receipt "$n" --out "$T/no/such/r.pdf"

# thirty tries of a PIN at once are answered as five in a row
g=$("$PULT" register --json --text "Вгадують" | jq -r .number)
for i in $(seq 30); do { "$PULT" status "$g" --pin 000000 >/dev/null 2>&1; echo $? >"$T/guess.$i"; } & done
wait
is "$(sort "$T"/guess.* | uniq -c | xargs)" "5 4 25 6" "five are answered, the others wait"

# backup and restore
exits 0 "verify is clean" "$PULT" verify
exits 0 "quick too" "$PULT" verify --quick
exits 0 "backup" "$PULT" backup "$T/b.db"
exits 5 "a backup is never overwritten" "$PULT" backup "$T/b.db"
exits 4 "an operator may not make one" bash -c 'printf "novyi-parol\n" >pw; PULT_PASSWORD_FILE=pw "$PULT" backup x.db --as olena'
is "$(stat -c %a "$T/b.db" "$T/b.db.key" | tr '\n' ' ')" "600 600 " "with the key, for its owner alone"
exits 0 "restore elsewhere" "$PULT" restore "$T/b.db" --db "$T/else/where.db"
exits 5 "restore does not overwrite" "$PULT" restore "$T/b.db" --db "$DB"
like "$err" "уже є: нічого не змінено" "and says what is there, also of a base at work"
exits 0 "the restored base verifies" "$PULT" verify --db "$T/else/where.db"
exits 0 "and its PINs check" "$PULT" status "$n" --pin "$newpin" --db "$T/else/where.db"
a=$("$PULT" verify --digest --json --db "$DB" | jq -r .digest)
b=$("$PULT" verify --digest --json --db "$T/else/where.db" | jq -r .digest)
isnt "$a" "" "a digest"
is "$("$PULT" verify --digest --db "$DB" | tail -n +2 | cut -d' ' -f1 | tr '\n' ' ')" \
	"appeals conflicts consultations incidents lists templates users total " "of each kind that sites share, and of all of them"
is "$("$PULT" verify --digest --db "$DB" | awk 'NR > 1 && $1 != "total"')" \
	"$("$PULT" verify --digest --json --db "$DB" | jq -r '.digests | to_entries[] | .key + " " + .value')" "the same in JSON"
"$PULT" template add Двері --text "Двері зачинено" --db "$DB" >/dev/null
printf 'code,name,active\nNOVA,Нова служба,1\n' >nova.csv
"$PULT" import services nova.csv --db "$DB" >/dev/null
is "$("$PULT" verify --digest --db "$DB" | tail -n +2 | diff - <("$PULT" verify --digest --db "$T/else/where.db" | tail -n +2) | sed -n 's/^> \([a-z]*\).*/\1/p' | tr '\n' ' ')" \
	"lists templates total " "one site has a template and an executor more"
for change in 'users user disabled=1' 'templates template text=text||"x"' 'lists list_row row=row||"x"' 'appeals question grade=grade+1'; do
	read -r kind table set <<<"$change"
	cp "$DB" changed.db
	sqlite3 changed.db "UPDATE $table SET $set"
	is "$(diff <("$PULT" verify --digest --db "$DB" | tail -n +2) <("$PULT" verify --digest --db changed.db | tail -n +2) | sed -n 's/^> \([a-z]*\).*/\1/p' | tr '\n' ' ')" \
		"$kind total " "another row of $kind: it shows which kind"
done

# without the key everything works but PINs
mv "$T/else/where.db.key" "$T/key"
run "$PULT" register --json --text "Без ключа" --db "$T/else/where.db"
is "$rc $(field pin)" "0 null" "a base without its key registers without a PIN"
run "$PULT" backup "$T/nokey.db" --json --db "$T/else/where.db"
is "$rc $(field key)" "0 null" "a backup without a key does not name one"
exits 1 "and cannot make one" "$PULT" receipt "$n" --new-pin --db "$T/else/where.db"
mv "$T/key" "$T/else/where.db.key"

# a tampered log
"$PULT" note "$n" --text "один" >/dev/null
"$PULT" note "$n" --text "два" >/dev/null
tampered() { # DESC SQL
	rm -f "$T"/t.db*
	sqlite3 "$DB" "VACUUM INTO '$T/t.db'"
	cp "$DB.key" "$T/t.db.key"
	exits 0 "$1: the copy is clean before" "$PULT" verify --db "$T/t.db"
	sqlite3 "$T/t.db" "$2"
	exits 1 "$1: found" "$PULT" verify --db "$T/t.db"
	like "$err" 'ГЛ' "$1: the sentence says where"
}
tampered "a changed body" "UPDATE event SET body = replace(body, 'один', 'інше') WHERE kind = 'noted'"
tampered "a changed actor" "UPDATE event SET actor = 'olena' WHERE kind = 'noted'"
tampered "a removed row" "DELETE FROM event WHERE id = (SELECT min(id) FROM event WHERE kind = 'noted')"
tampered "reordered rows" "UPDATE event SET seq = -seq WHERE kind = 'noted';
	UPDATE event SET seq = (SELECT sum(-seq) FROM event WHERE kind = 'noted') + seq WHERE kind = 'noted'"
tampered "a row of an appeal" "UPDATE question SET state = 'closed'"
tampered "a row of an applicant" "UPDATE appeal SET surname = 'Інший'"
tampered "a row of a user" "UPDATE user SET roles = 'admin' WHERE login = 'olena'"
tampered "a removed appeal" "DELETE FROM question; DELETE FROM appeal"

# a base of which only the key is left; an empty file
mkdir "$T/lost" && cp "$DB.key" "$T/lost/y.db.key"
exits 5 "a new base does not take over an old key" "$PULT" init --site ХХ --db "$T/lost/y.db"
ok "nor removes it" cmp "$DB.key" "$T/lost/y.db.key"
is "$(ls "$T/lost")" "y.db.key" "and leaves nothing"
touch "$T/empty.db"
exits 2 "an empty file is no base" "$PULT" register --text x --db "$T/empty.db"

# foreign and newer files
printf 'not a database at all, but long enough to look like one' >"$T/foreign.db"
exits 1 "a foreign file" "$PULT" find --db "$T/foreign.db"
sqlite3 "$T/other.db" "CREATE TABLE x(y)"
exits 2 "a base of another program" "$PULT" find --db "$T/other.db"
cp "$T/b.db" "$T/new.db" && sqlite3 "$T/new.db" "PRAGMA user_version = 999"
exits 6 "a base of a newer program is refused" "$PULT" find --db "$T/new.db"
done_testing
