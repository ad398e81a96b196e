# tests/cli/nightly.t - the nightly check and backup of deploy/nightly.in: what is kept, what goes, and that
# nothing goes while the base does not hold.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city
mkdir backups bin
export PULT_BACKUPS=$T/backups PULT_KEEP=3
night() { env PATH="$T/bin:$PATH" PULT="$PULT" sh "$TOP/deploy/nightly.in"; }
day() { # WEEKDAY DATE: what `date` will say
	printf '#!/bin/sh\ncase $1 in +%%u) echo %s ;; *) echo %s-0410 ;; esac\n' "$1" "$2" >bin/date
	chmod +x bin/date
}
kept() { (cd backups && printf '%s ' pult-*.db | sed 's/pult-2026-//g; s/-0410.db//g'); }

for d in 01 02 03 04 05; do
	day 1 2026-11-$d
	exits 0 "night of $d.11" night
	mkdir -p "backups/pult-2026-11-$d-0410.db.blobs" && : >"backups/pult-2026-11-$d-0410.db.blobs/photo"
done
is "$(kept)" "11-03 11-04 11-05 " "the newest three stay"
is "$(ls backups | grep -cE '11-0[12]')" 0 "keys and photographs go with the others"
is "$(stat -c %a backups/pult-2026-11-05-0410.db backups/pult-2026-11-05-0410.db.key | xargs)" "600 600" \
	"a backup is its owner's alone"
exits 0 "and can be restored" "$PULT" --db restored.db restore backups/pult-2026-11-05-0410.db
unlike "$out" "ключа PIN" "with its key"
cp backups/pult-2026-11-05-0410.db alone.db
exits 0 "without its key too" "$PULT" --db keyless.db restore alone.db
like "$out" "немає ключа PIN.*alone.db.key" "which is said, with what to do"
exits 5 "the same minute again" night
like "$err" "2026-11-05-0410.db" "overwrites nothing"

# --- a row that does not follow from the log is found on Sunday, and then old backups stay
sqlite3 "$DB" "UPDATE user SET roles = 'admin' WHERE login = 'olena'"
day 3 2026-11-06
exits 0 "a weekday looks at the log alone" night
day 7 2026-11-07
exits 1 "Sunday looks at every row" night
like "$err" "roles" "says what is wrong"
is "$(kept)" "11-04 11-05 11-06 11-07 " "makes the backup, and removes none"
done_testing
