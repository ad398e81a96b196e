# tests/cli/upgrade.t - a base of an older version is brought to this one, its copy stays beside it; a base of a
# newer version is refused and untouched.
. "${TOP:-.}/tests/lib/tap.sh"
export PULT_TEST_NOW="2026-11-22 12:00"
export PULT_DB=$T/old.db

sqlite3 "$PULT_DB" <"$TOP/tests/data/base-v1.sql" || bail "the base of version 1"
version() { sqlite3 "$1" "PRAGMA user_version"; }
is "$(version old.db)" 1 "a base of version 1"
"$PULT" init --site НО --db "$T/new.db" >/dev/null || bail "a new base"
now=$(version new.db)
ok "this program is newer than it" [ "$now" -ge 2 ]

exits 0 "the first verb brings it to this version" "$PULT" find яма
like "$out" "ГЛ-2/26" "and finds what was there"
is "$(version old.db)" "$now" "the version of this program"
is "$(version old.db.v1.bak)" 1 "beside it the copy as it was"
is "$(stat -c %a old.db.v1.bak)" 600 "for its owner's eyes only"
is "$(sqlite3 old.db.v1.bak "SELECT count(*) FROM appeal")" 3 "a whole one"
exits 0 "every row follows from the log" "$PULT" verify
for table in appeal question; do
	is "$(sqlite3 old.db "SELECT count(*) FROM $table")" 3 "no row of $table is lost"
done
is "$(sqlite3 old.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" \
	"$(sqlite3 new.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" "the tables are those of a new base"
is "$("$PULT" show ГЛ-1/26 --json | jq -rc '[.calls[].id, .confirmed.call]')" '["1795293347.0","1795293347.0"]' \
	"a call that was named then is linked now"
exits 0 "and it is worked with" "$PULT" register --text "Після оновлення" --phone 0671234567
like "$out" "ГЛ-4/26" "the numbers go on"
cp old.db.v1.bak once.db
rm -f old.db.v1.bak
exits 0 "the second time nothing is upgraded" "$PULT" verify
ok "and no copy made" [ ! -e old.db.v1.bak ]
PULT_DB=$T/once.db exits 0 "the copy is a base as any other" "$PULT" verify

# --- of version 2: its incident and what is joined to it, its template and its telephone search come along
sqlite3 v2.db <"$TOP/tests/data/base-v2.sql" || bail "the base of version 2"
export PULT_DB=$T/v2.db
exits 0 "a base of version 2 is brought to this version" "$PULT" find 0671234501
like "$out" "ГЛ-1/26" "the telephone search finds"
is "$(version v2.db)" "$now" "the version of this program"
exits 0 "every row follows from the log" "$PULT" verify
is "$("$PULT" incident show ГЛ-ЗХ1/26 --json | jq -rc '[.appeals[].number]')" '["ГЛ-3/26"]' "what was joined stays joined"
exits 0 "a call can be handed over to 112, which it did not know" "$PULT" consult --transfer 112
like "$("$PULT" template list)" "добрий" "the template is there"
is "$(sqlite3 v2.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" \
	"$(sqlite3 new.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" "the tables are those of a new base"

# --- of version 4: questions that were added get a name, and what was redacted says by what
sqlite3 v4.db <"$TOP/tests/data/base-v4.sql" || bail "the base of version 4"
export PULT_DB=$T/v4.db
exits 0 "a base of version 4 is brought to this version" "$PULT" find яма
exits 0 "every row follows from the log" "$PULT" verify
is "$(sqlite3 v4.db "SELECT group_concat(made_by, ' ') FROM (SELECT made_by FROM question WHERE made_by <> '' ORDER BY k)")" \
	"$(sqlite3 v4.db "SELECT group_concat(site || '.' || seq, ' ') FROM (SELECT * FROM event WHERE kind = 'question_added' ORDER BY hlc)")" \
	"its questions are known by the events that added them"
is "$(sqlite3 v4.db "SELECT redacted FROM appeal WHERE number = 'ГЛ-1/26'" | tr ',' '\n' | wc -l)" 2 "and its redactions"
exits 0 "the question goes on" "$PULT" accept ГЛ-2/26.2
exits 0 "and verify agrees" "$PULT" verify
is "$(sqlite3 v4.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" \
	"$(sqlite3 new.db ".schema" | sed 's/IF NOT EXISTS //' | sort)" "the tables are those of a new base"
export PULT_DB=$T/old.db

# --- newer than this program
sqlite3 once.db "PRAGMA user_version=$((now + 1)); PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
sum=$(sha256sum <once.db)
PULT_DB=$T/once.db exits 6 "a base of a newer version is refused" "$PULT" find яма
like "$err" "^pult: .*новіш" "with a sentence"
is "$(sha256sum <once.db)" "$sum" "and nothing of it is touched"
done_testing
