# tests/screen/follow.t - a queue_log that grows, followed: F4 shows a call within a moment of its end, half a line
# waits, a rotation and a cut lose nothing, a stop comes at once, and the next start goes on where the last one ended.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-22 12:00"

new_city || bail "the base"
now=$(date -u -d "2026-11-22 10:00" +%s)
n=0
begin() { n=$((n + 1)); printf '%s|%s.%s|q1580|NONE|ENTERQUEUE||067000000%s|1|Людина %s\n' $((now + n)) "$now" $n $n $n; }
end() { printf '%s|%s.%s|q1580|NONE|ABANDON|1|1|33\n' $((now + n + 33)) "$now" $n; }
follow() {
	"$PULT" import calls queue_log --follow --json </dev/null >followed 2>err &
	pid=$!
	until_ok 5 taken || fail "the follower has not begun: $(cat err)"
}
taken() { # every whole line
	[ "$(sqlite3 "$DB" "SELECT pos FROM calls_source")" = "$(perl -0777 -ne 'print 1 + rindex($_, "\n")' queue_log)" ]
}
stop() { # SIGNAL DESC
	kill -"$1" $pid
	wait $pid
	is "$?" 0 "$2"
}
added() { jq -c '[.added,.same,.rejected]' followed; }
soon() { until_ok 3 screen_has "$1" && pass "$2" || screen_fail "$2"; }

{ begin; end; } >queue_log
follow
screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Телефон" && keys F4
shows "Людина 1" "what was in the log already"
{ begin; end; } >>queue_log
soon "Людина 2" "a call that ends is on the screen at once"
{ begin; end | head -c 20; } >>queue_log
until_ok 5 taken || :
hides "Людина 3" "a call whose last line is half there is not"
end | tail -c +21 >>queue_log
soon "Людина 3" "until the rest comes"
printf '%s|%s.90|q1580|NONE|ENTERQUEUE||0670000090|1|Довга Розмова\n' "$now" "$now" >>queue_log
{ begin; end; } >>queue_log
soon "Людина 4" "one that begins and ends while another goes on"
printf '%s|%s.90|q1580|NONE|ABANDON|1|1|99\n' $((now + 99)) "$now" >>queue_log
soon "Довга Розмова" "which is seen when it ends, though it is not the newest"
begin >>queue_log
mv queue_log queue_log.1
end >>queue_log.1
{ begin; end; } >queue_log
soon "Людина 5" "a call that ends in the log that was rotated away"
soon "Людина 6" "and one in the new log"
keys Down Down Down Down
before=$(screen | grep -c "Людина")
is "$before" 6 "each of them once"
stop TERM "a signal stops it at once, and that is no failure"
is "$(added)" "[7,0,0]" "it says what it has added"

begin >>queue_log
mv queue_log queue_log.1
end >>queue_log.1
{ begin; end; begin; } >queue_log
follow
soon "Людина 7" "what was written while nobody followed, rotated meanwhile"
soon "Людина 8" "and in the new log"
is "$("$PULT" import calls queue_log 2>&1 >/dev/null; echo $?)" "pult: «$T/queue_log» уже імпортує інший pult. Нічого не імпортовано.
6" "nobody else reads the same log meanwhile"
cp /dev/null queue_log
until_ok 5 taken || :
{ end; begin; end; } >>queue_log
soon "Людина 10" "a log that was cut to nothing goes on"
soon "Людина 9" "with the call that had begun before"
stop INT "Ctrl-C stops it too"
is "$(added)" "[4,0,0]" "only what was new was added"
is "$("$PULT" calls --json --limit 0 | jq -c 'map(.outcome) | group_by(.) | map([.[0], length])')" '[["lost",11]]' "eleven calls, all of them lost"
exits 0 "verify agrees" "$PULT" verify
keys C-x

# --- a log whose first line is half there yet
sample=$TOP/tests/data/telephony/Master.csv
head -c 15 "$sample" >Master.csv
before=$("$PULT" calls --json --limit 0 | jq length)
"$PULT" import calls Master.csv --follow --json </dev/null >followed 2>err &
pid=$!
opened() { ls -l "/proc/$pid/fd" 2>/dev/null | grep -q Master.csv; }
until_ok 5 opened || fail "it is not read: $(cat err)"
tail -c +16 "$sample" >>Master.csv
grown() { [ "$("$PULT" calls --json --limit 0 | jq length)" -gt "$before" ]; }
ok "is waited for" until_ok 5 grown
stop INT "and followed"
is "$(cat err)" "" "without a word"
done_testing
