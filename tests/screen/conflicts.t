# tests/screen/conflicts.t - a supervisor sees that two sites did something at once, reads both sides and settles it;
# nobody else is told of it. The other site's events are put in by a strange hand: rebuild folds them.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
export PULT_TEST_NOW="2026-11-22 11:00"

exits 0 "a base is made" "$PULT" --db pult.db init --site ГЛ --demo=1
exits 0 "with an appeal" "$PULT" --db pult.db register --text "Тече кран" --phone 0671234567
number=$(grep -o 'ГЛ-[0-9]*/26' <<<"$out" | head -1)
exits 0 "that is withdrawn here" "$PULT" --db pult.db withdraw "$number" --via call --note "Передумав"
foreign() { sqlite3 pult.db "INSERT INTO event(site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash)
	SELECT 'ЛЬ', $1, 1, (SELECT max(hlc) FROM event) + 1, at, '$2', ${3:-subject}, '$4', '$5', x'00', x'00' FROM event
	WHERE subject = (SELECT subject FROM appeal WHERE number = '$number') AND kind = 'registered'"; }
foreign 1 os:a "'ЛЬ.1'" user_added '{"login":"olena","name":"Коваль Олена","roles":"operator","service":""}'
foreign 3 olena "" dispatched '{"q":1,"set":{"service":"VODA","service_name":"Водоканал"},"note":"Терміново"}'
foreign 5 olena "" accepted '{"q":1,"set":{}}'
exits 0 "while others pass it on" "$PULT" --db pult.db rebuild

exits 0 "both sides are told" "$PULT" --db pult.db conflicts
like "$out" "ЛЬ.3 .*$number" "by number and id"
like "$out" "Коваль Олена .ЛЬ.: .*Водоканал" "and by who it was"
like "$("$PULT" --db pult.db conflicts --json | jq -r '.[0] | .not_done.site + " " + .counts.action')" "^ЛЬ Відкликано" \
	"for programs, too"
exits 2 "settling needs a reason" "$PULT" --db pult.db settle ЛЬ.3 keep
exits 3 "and one that there is" "$PULT" --db pult.db settle ЛЬ.9 keep --note так
exits 2 "in one of two ways" "$PULT" --db pult.db settle ЛЬ.3 both --note так
exits 4 "what is withdrawn is not passed on" "$PULT" --db pult.db settle ЛЬ.3 apply --note так
printf 'super2026' | "$PULT" --db pult.db user add supervisor --name "Старша Зміни" --role supervisor >/dev/null
printf 'super2026' | "$PULT" --db pult.db user add operator2 --name "Операторка" --role operator >/dev/null

screen_start -s 80x24 "$PULT" --db pult.db
wait_for "Логін" && type_text operator2 && keys Tab && type_text super2026 && keys Enter
wait_for "Телефон"
hides "розбіжн" "an operator has nothing to do with it"
screen_end
screen_start -s 80x24 "$PULT" --db pult.db
wait_for "Логін" && type_text supervisor && keys Tab && type_text super2026 && keys Enter
shows "розбіжності: 2, z" "a supervisor is told in the title, with the key"
shows "z Розбіжн" "which stands in the key bar"
type_text ":conflicts" && keys Enter
shows "Не підійшло" "the command opens the list"
keys Escape
wait_for "z Розбіжн" && keys z
shows "Не підійшло" "and sees the list"
shows "Передумав" "what counts"
shows "Коваль Олена, ЛЬ" "and what the other site did"
shows "Терміново" "in its words"
keys k
shows "Чому?" "a reason is asked for"
type_text "Заявник відкликав" && keys Enter
shows "Вирішено: стан лишається" "it is settled"
shows "розбіжності: 1" "one is left"
keys a
shows "Неможливо, поки стан «Відкликано»" "what the state forbids is said at the key"
shows "лишіть усе, як є: k" "with what can be done"
hides "Чому?" "and no reason is asked for"
keys F10
shows "розбіжності: 1, z" "the menu tells the key, too"
"$PULT" --db pult.db setting central https://localhost:1 >/dev/null
(umask 077 && printf '%043d\n' 0 >pult.db.token)
exits 6 "the centre is away" "$PULT" --db pult.db sync --once
wait_for "немає зв"
like "$(screen | head -1)" "немає зв.*розбіжності: 1, z" "and it is told while the centre is away, too, with the reason"
"$PULT" --db pult.db setting central "" >/dev/null
rm pult.db.token
screen_end
exits 0 "all of it follows from the log, but for what was put in" "$PULT" --db pult.db conflicts
like "$out" "ЛЬ.5" "the other one still waits"
like "$("$PULT" --db pult.db show "$number")" "Розбіжність вирішено" "the history tells it"
like "$("$PULT" --db pult.db show "$number")" "Коваль Олена .ЛЬ. · не застосовано: розбіжність" "and marks what was not applied"
like "$("$PULT" --db pult.db show "$number" --json | jq -c '[.history[] | select(.action == "dispatched") | .applied], .orders')" \
	"^.false.
..$" "for programs, too; it is no order"

# --- what was done here after the conflict counts: the list shows the state there is, and Enter the appeal
screen_end
"$PULT" --db pult.db register --text "Прорвало трубу" --phone 0671234569 >/dev/null
number=$("$PULT" --db pult.db find прорвало --json | jq -r '.[0].number')
for move in "dispatch $number --to VODA" "accept $number"; do "$PULT" --db pult.db $move >/dev/null; done
foreign 11 olena "" dispatched '{"q":1,"set":{"service":"UIP","service_name":"Утримання"},"note":"Не туди"}'
"$PULT" --db pult.db rebuild >/dev/null
like "$("$PULT" --db pult.db conflicts)" "ЛЬ.11 .*$number.*В роботі" "a move that met an order in work"
exits 0 "which is done then" "$PULT" --db pult.db done "$number" --result done --text "Полагодили"
like "$("$PULT" --db pult.db conflicts)" "ЛЬ.11 .*$number.*На перевірці" "is told with the state there is now"
screen_start -s 80x24 "$PULT" --db pult.db
wait_for "Логін" && type_text supervisor && keys Tab && type_text super2026 && keys Enter
wait_for "Розбіжн" && type_text ":conflicts" && keys Enter
wait_for "Не підійшло" && keys End
shows "стан «На перевірці»" "on the screen too"
keys Enter
shows "Прорвало трубу" "Enter opens the appeal"

# --- a site that came back from an old backup has given a number again: both callers are read, one decides
screen_end
twin() { foreign "$1" olena "'ЛЬ.$1'" registered "{\"appeal\":{\"number\":\"ЛЬ-1/26\",\"ascii\":\"L-1-26\",\"year\":2026,\"n\":1,\"idem\":\"$1\"},\"questions\":[{\"text\":\"$2\"}]}"; }
twin 7 "Темно у дворі"
twin 9 "Не їде ліфт"
"$PULT" --db pult.db rebuild >/dev/null
like "$("$PULT" --db pult.db conflicts)" "ЛЬ.9 .*ЛЬ-1/26.*номер видано двічі" "a number given twice is told"
exits 1 "verify tells it too" "$PULT" --db pult.db verify
screen_start -s 80x24 "$PULT" --db pult.db
wait_for "Логін" && type_text supervisor && keys Tab && type_text super2026 && keys Enter
wait_for "Розбіжн" && type_text ":conflicts" && keys Enter
wait_for "ЛЬ-1/26" && keys End
shows "номер видано двічі" "on the screen as well"
shows "Темно у дворі" "with what the one has said"
shows "Не їде ліфт" "and the other"
done_testing
