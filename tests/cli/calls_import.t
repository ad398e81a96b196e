# tests/cli/calls_import.t - calls from the logs of an exchange and back: formats, half lines, repeats, rotation,
# garbage, charsets, operators; a log that grows.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-22 12:00"

new_city || bail "the base"
cp "$TOP"/tests/data/telephony/* . || bail "the samples"
import() { "$PULT" import calls "$@" --json | jq -rc '[.added,.same,.rejected]'; }
outcomes() { "$PULT" calls --json "$@" | jq -rc '[.[] | .outcome] | group_by(.) | map({(.[0]): length}) | add // {}'; }
call() { "$PULT" calls --json --limit 0 | jq -rc ".[] | select(.id == \"$1\") | $2"; }
count() { sqlite3 "$PULT_DB" "SELECT count(*) FROM call"; }
fresh() { PULT_DB=$T/$1.db; "$PULT" init --site ГЛ >/dev/null; }

# --- the truth of the sample: entered 3, accepted 1, 2 gave up after 3 s and 2 s (so both are short)
is "$(import queue_log)" "[3,0,0]" "three callers are three calls"
is "$(outcomes)" '{"answered":1,"short":2}' "one accepted, two who gave up"
is "$(call 1795293507.148 '[.at,.phone,.raw,.name,.queue,.wait_s,.talk_s]')" \
	'["2026-11-21T22:38:27+02:00","+380731112200","0731112200","Покинув","q1580",3,0]' "who gave up after 3 s"
is "$(call 1795293512.152 '[.phone,.wait_s]')" '["+380731112201",2]' "and after 2 s, while an operator was tried"
is "$(call 1795293622.160 '[.raw,.operator,.wait_s,.talk_s]')" '["sipp","Марта",0,3]' "who was answered, by whom, how long"
is "$(import queue_log)" "[0,3,0]" "again: nothing is added"
is "$("$PULT" import calls Master.csv --json | jq -c '[.added,.same,.changed]')" "[0,0,3]" \
	"nor by the other log of the same exchange, which names the recordings"
whole='["Марта",null,"q1580",0,3,"1795293622.160.wav"]'
is "$(call 1795293622.160 '[.operator,.name,.queue,.wait_s,.talk_s,.recording]')" "$whole" "the call has the best of both"
is "$(import Master.csv) $(import queue_log)" "[0,3,0] [0,3,0]" "again both: nothing is changed"
exits 0 "verify agrees" "$PULT" verify
is "$(import queue_log.pipe-in-name)" "[3,0,0]" "a caller's name with a | in it, and one the full queue took not"
is "$(call 1795295236.2 .name)" "Пайп_Лайн" "as the exchange wrote it"
is "$(call 1795295237.4 '[.outcome,.wait_s]')" '["lost",0]' "who found the queue full is lost"

# --- Master.csv, in both orders of columns
fresh cdr
is "$(import Master.csv)" "[3,0,0]" "seven rows of three callers are three calls"
is "$(outcomes)" '{"answered":1,"short":2}' "with the same outcomes"
is "$(call 1795293622.160 '[.at,.operator,.talk_s,.recording]')" \
	'["2026-11-21T22:40:22+02:00","SIP/301",4,"1795293622.160.wav"]' "with the recording, at the hour of Kyiv"
is "$("$PULT" import calls queue_log --json | jq -c '[.added,.changed]')" "[0,2]" "the log of the queue comes after it"
is "$(call 1795293622.160 '[.operator,.name,.queue,.wait_s,.talk_s,.recording]')" "$whole" "the same call in this order"
is "$("$PULT" calls --json оператор:Марта | jq -r '.[].id')" 1795293622.160 "found by who answered"
exits 0 "verify agrees with that too" "$PULT" verify
python3 - <<'PY'
import csv
rows = list(csv.reader(open('Master.csv')))
order = [4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 16, 17, 20]
with open('custom.csv', 'w', newline='') as f:
    csv.writer(f, quoting=csv.QUOTE_ALL, lineterminator='\n').writerows([r[i] for i in order] for r in rows)
PY
python3 -c 'import csv, sys; w = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\n")
w.writerows(r[:16] for r in csv.reader(open("Master.csv")))' >plain.csv
fresh plain
is "$(import plain.csv)" "[3,0,0]" "an exchange that writes no ids: what it runs after hanging up is no call of its own"
is "$(outcomes)" '{"answered":1,"short":2}' "with the same outcomes too"
fresh marked
printf '\357\273\277' | cat - <(tail -n +3 queue_log) >marked
is "$(import marked)" "[3,0,0]" "a mark of UTF-8 before the first line"
fresh cdr2 && import Master.csv >/dev/null
one=$("$PULT" export calls | sort | cut -d, -f1-11)
fresh custom
is "$(import custom.csv)" "[3,0,0]" "the other order is seen by itself; the halves of local channels are no calls"
is "$("$PULT" export calls | sort | cut -d, -f1-11)" "$one" "and gives the same calls"
exits 2 "the wrong order forced" "$PULT" import calls custom.csv --format cdr
exits 2 "a format that is none" "$PULT" import calls custom.csv --format mp3
like "$err" "queue_log, cdr, cdr-custom, csv" "the known ones are named"

# --- half a line waits, and so does a call that has not ended
fresh half
head -c -80 queue_log >grow
is "$(import grow)" "[2,0,0]" "what has ended is in"
"$PULT" import calls grow >/dev/null 2>err
like "$(cat err)" "1 виклик ще не закінчився" "a call goes on, it is said"
cp queue_log grow
is "$(import grow)" "[1,2,0]" "with the rest of its line it comes"
is "$(call 1795293622.160 .talk_s)" 3 "whole"
head -8 queue_log >q.1 && tail -n +9 queue_log >q
fresh rotated
is "$(import q.1)" "[1,0,0]" "a log that was rotated amid a call"
is "$(import q)" "[2,0,0]" "the new one ends it"
is "$(call 1795293512.152 '[.phone,.wait_s]')" '["+380731112201",2]' "with what the old one said"
: >empty
is "$(import empty)" "[0,0,0]" "a log that has just begun"

# --- operators
fresh agents
add_user marta operator "Бойко Марта Іванівна" && add_user iryna operator "Лис Ірина"
exits 2 "a pair without a login" "$PULT" setting agents "Марта"
exits 0 "whom the exchange calls how" "$PULT" setting agents "Марта=marta, SIP/301=iryna"
is "$(import queue_log)" "[3,0,0]" "with that"
is "$("$PULT" calls --json оператор:marta | jq -r '.[].id')" 1795293622.160 "a call is its operator's"
is "$(as marta calls --json мої | jq length)" 1 "who finds it among own calls"

# --- recordings: the file with the id in its name, in the folder of the day or above it
mkdir -p rec/2026/11/21
: >rec/2026/11/21/q1580-20261121-204023-sipp-1795293622.160.wav
: >rec/main-1795293622.160.wav
: >rec/2026/11/21/q1580-20261121-203827-0731112200-1795293507.148.wav
fresh recorded
"$PULT" setting recordings "$T/rec" >/dev/null
is "$(import queue_log)" "[3,0,0]" "a log that says nothing of recordings"
is "$(call 1795293622.160 .recording)" "2026/11/21/q1580-20261121-204023-sipp-1795293622.160.wav" "a talk has the one that is there"
is "$(call 1795293507.148 .recording)" null "where nobody talked there is none"
fresh recorded2
"$PULT" setting recordings "$T/rec" >/dev/null
rm -r rec/2026
sed 's/1795293622.160|/main-1795293622.160|/' queue_log >named
is "$(import named)" "[3,0,0]" "an exchange with a name of its own"
is "$(call main-1795293622.160 .recording)" "main-1795293622.160.wav" "is found in the folder above"

# --- dirt
fresh dirt
printf '1795293507|u.1|q|NONE|ENTERQUEUE||0671112233|1|%s\n1795293530|u.1|q|NONE|ABANDON|1|1|23\n' \
	"$(printf 'Їжак Євген' | iconv -t CP1251)" >cp1251.log
is "$(import cp1251.log)" "[1,0,0]" "a name in windows-1251"
is "$(call u.1 '[.name,.outcome]')" '["Їжак Євген","lost"]' "is read"
{ printf '1795293507|u.2|q|NONE|ENTERQUEUE||0671112233|1|\e[31m\x07\xff\xfeX\n1795293530|u.2|q|NONE|ABANDON|1|1|23\n'
	echo 'це не рядок журналу'; echo; echo '1795293540|не id|q|NONE|ABANDON|1|1|23'; } >dirty.log
is "$(import dirty.log --format queue_log)" "[1,0,2]" "bad lines are left out, good ones taken"
is "$(tail -n +2 dirty.log.rejected | cut -f1)" $'3\n5' "with their numbers"
unlike "$(call u.2 .name)" $'\e' "no control character comes through"
truncate -s 1G zeroes
head -c 3000000 /dev/urandom >noise
{ cat queue_log queue_log.pipe-in-name; yes 'сміття' | head -c 20000000; } >spoilt
for f in "zeroes" "noise" "zeroes --format queue_log" "zeroes --format cdr" "noise --format csv" "spoilt"; do
	out=$( ([[ $B == *-san ]] || ulimit -v 300000; timeout 60 "$PULT" import calls $f 2>&1); echo "exit $?")
	like "$out" "exit 2" "refused in bounded memory: $f"
done
ok "what was rejected does not fill the disk" [ "$(stat -c %s spoilt.rejected)" -lt 2000000 ]
mkfifo pipe
exits 2 "a pipe is no file" "$PULT" import calls pipe
exits 3 "no such file" "$PULT" import calls nowhere
exits 2 "--follow is for calls" "$PULT" import appeals q --follow
exits 4 "an operator imports nothing" as olena import calls queue_log --db "$T/pult.db"

# --- out and in again
export PULT_DB=$T/pult.db
"$PULT" export calls >one.csv
is "$(head -1 one.csv)" "id,at,raw,phone,name,direction,queue,operator,wait_s,talk_s,outcome,recording" "a header"
is "$(wc -l <one.csv)" 7 "and every call"
fresh other
is "$(import one.csv)" "[6,0,0]" "another base takes it"
"$PULT" export calls two.csv >/dev/null
exits 0 "and gives the same bytes" cmp one.csv two.csv
"$PULT" export calls --excel >excel.csv
is "$(head -c3 excel.csv | od -An -tx1 | tr -d ' ')" efbbbf "a file for spreadsheets has a byte order mark"
fresh third
is "$(import excel.csv)" "[6,0,0]" "which is read back too"
exits 0 "the same" sh -c '"$PULT" export calls | cmp - one.csv'
exits 2 "a list is not followed" "$PULT" import calls one.csv --follow
exits 0 "verify agrees" "$PULT" verify
done_testing
