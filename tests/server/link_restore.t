# tests/server/link_restore.t - a site that was restored from an older backup: it writes nothing before its own later
# events are here again (pult-sync(7)), and a site that was away for long catches up in one go.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
new_sites a b

# --- restored: the backup knows one appeal, the centre two
site a register --text "Перше" --phone 0671234567 >/dev/null
site a user add olena --name "Коваль Олена Іванівна" --role operator <<<"parol2026" >/dev/null
exits 0 "a backup" site a backup "$T/copy.db"
second=$(site a register --text "Друге" --phone 0671234568 --json)
pin=$(printf %s "$second" | jq -r .pin)
site a setting hotline 1580 >/dev/null
site a sync --once >/dev/null
mkdir lost && mv a.db* lost/
exits 4 "a number to go on behind is no way for a site with a centre" site a restore "$T/copy.db" --skip-to 500
like "$err" "має центр.*sync --once" "with a sentence"
is "$(ls a.db* 2>/dev/null)" "" "and nothing is made"
exits 0 "the base is made from the backup" site a restore "$T/copy.db"
like "$out" "sync --once" "and says that something is missing"
exits 4 "before it is here nothing is registered" site a register --text "Третє"
like "$err" "резервної копії" "with a sentence"
is "$(site a find друге 2>&1 | grep -c ГЛ-2)" 0 "the second is not here"
is "$(site a sync status --json | jq -r .restored)" true "its state says so"
mv lost/a.db.token .
exits 0 "it fetches what it wrote" site a sync --once
like "$(site a find друге)" "ГЛ-2" "the second is here again"
exits 0 "with its PIN" site a status ГЛ-2 --pin "$pin"
is "$(site a setting hotline)" "hotline = 1580" "and the setting"
exits 0 "the next one" site a register --text "Третє" --json
is "$(printf %s "$out" | jq -r .number | cut -d/ -f1)" ГЛ-3 "has the next number"
exits 0 "every row follows from the log" site a verify
exits 0 "the centre takes it: one log" site a sync --once
is "$(fault a)" null "without a fork"
site b sync --once >/dev/null
same_sites "the sites are the same" a b

# --- an older copy of the files, put back by hand: nobody has told the program
sqlite3 a.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
cp a.db old.db
site a register --text "Четверте" >/dev/null
site a sync --once >/dev/null
rm -f a.db-wal a.db-shm && cp old.db a.db
exits 0 "the exchange finds out" site a sync --once
like "$(site a find четверте)" "ГЛ-4" "and fetches what is missing"
exits 0 "it goes on" site a register --text "П'яте"
like "$out" "ГЛ-5" "behind it"

# --- written under numbers that were given: two logs of one site
site a sync --once >/dev/null
site b sync --once >/dev/null
rm -f a.db-wal a.db-shm && cp old.db a.db
exits 0 "an old copy that nobody has asked about" site a register --text "Не те четверте"
subject="SELECT subject FROM appeal WHERE number LIKE 'ГЛ-4/%'"
is "$(sqlite3 a.db "$subject")" "$(sqlite3 b.db "$subject")" "gives the number again, and the name in the log"
YEAR=$(date +%y)
state_of() { site "$1" show "$2" --json | jq -r .state; }
exits 0 "another site works on what it has got" site b dispatch ГЛ-4/$YEAR --to VODA
exits 0 "and on what is older" site b dispatch ГЛ-1/$YEAR --to VODA
site b sync --once >/dev/null
exits 1 "is another log" site a sync --once
is "$(fault a)" fork "and that is said"
exits 1 "programs see it" site a sync status
unlike "$out" "Усе надіслано" "people too"
like "$out" "більше нічого не надсилається.*Реєструвати можна" "in one sentence"
is "$(state_of a ГЛ-4/$YEAR)" registered "what the other site did with the other one stays away"
is "$(state_of a ГЛ-1/$YEAR)" dispatched "what is the same in both comes"
exits 0 "and nothing is wrong" site a verify
exits 0 "the work goes on" site a register --text "Ще одне"
site b register --text "Чуже після розриву" >/dev/null
site b sync --once >/dev/null
exits 1 "nothing is sent" site a sync --once
like "$(site a find "чуже після")" "ЦН-" "but what others wrote comes"
agent a
site b register --text "І ще чуже" >/dev/null
site b sync --once >/dev/null
ok "at once, with an agent" until_ok 20 has a "і ще чуже" ЦН-
is "$(fault a)" fork "and the fault stays"
exits 0 "a token may be given beside it" site a sync --once --token gl.token
like "$out" "збережено.*агент" "and the sentence says who takes it"
stop_agent a

# --- a site that is alone is told the last number
site c init --site Б >/dev/null
site c register --text "Одне" >/dev/null
site c backup "$T/alone.db" >/dev/null
rm -rf c.db*
exits 0 "restored alone" site c restore "$T/alone.db" --skip-to 40
exits 0 "it goes on" site c register --text "Далі"
like "$out" "Б-41" "behind the number that was given last"

# --- a laptop that was away for long: everything in one go, both ways
site d init --site ВЗ --demo=20 >/dev/null
own=$(sqlite3 d.db "SELECT count(*) FROM event")
VZ=$("$CENTRAL" site add ВЗ --name "Мобільний" 2>/dev/null)
(umask 077 && echo "$VZ" >vz.token)
site d setting central "$URL" >/dev/null
site d setting central_ca "$T/tls/ca.pem" >/dev/null
exits 0 "thousands of events in one go" site d sync --once --token vz.token --json
sent=$(printf %s "$out" | jq .sent)
ok "all of them ($sent)" test "$sent" -ge "$own" -a "$sent" -ge 2000
is "$(printf %s "$out" | jq .unsent)" 0 "nothing waits"
exits 0 "the other site takes them in one go" site b sync --once
exits 0 "and holds" site b verify
same_sites "both are the same" b d
exits 0 "the centre holds too" "$CENTRAL" verify
done_testing
